"""``rixml``: metadata of the note for distributors, after RIXML 2.5 (Research Information Exchange Markup).

Elements, their order and the values of attributes are those that the RIXML Research Data Dictionary 2.5.1
documents; ids are UUIDs that follow from the house, the note and its content.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from desknote.channels.email import issued
from desknote.channels.materials import Materials
from desknote.channels.outline import description
from desknote.channels.registry import OWN, STANDARD, Channel, Made
from desknote.channels.state import notice_of
from desknote.compose.markdown import blocks, plain

if TYPE_CHECKING:
    from desknote.closed import ClosedNote, Person

NAMESPACE = "http://www.rixml.org/2017/9/RIXML"
_MEDIA = {".pdf": "application/pdf", ".html": "text/html"}
_LANGUAGES = {"zh-CN": "zho", "zh-HK": "zho", "en": "eng"}  # ISO 639-2/T
_STATUS = {"draft": "Pending", "review": "Pending", "approved": "Pending", "withdrawn": "Recalled"}
_CATEGORIES = {"flash": "Comment", "digest": "Compilation"}
_FOCUS = {"company": "Issuer", "initiation": "Issuer", "industry": "SectorIndustry"}
_SENTIMENTS = {
    "PositiveSentiment": ("buy", "add", "overweight", "outperform", "accumulate", "strong-buy"),
    "NeutralSentiment": ("neutral", "hold", "equal-weight", "market-perform"),
    "NegativeSentiment": ("reduce", "sell", "underweight", "underperform", "strong-sell"),
    "NoRating": ("not-rated", "suspended"),
}
_BY_GRADE = {grade: sentiment for sentiment, grades in _SENTIMENTS.items() for grade in grades}
_COUNTRIES = {"SZ": "CN", "SH": "CN", "BJ": "CN", "SS": "CN", "HK": "HK", "US": "US", "N": "US", "O": "US"}
_ABSTRACT = 3000
_SYNOPSIS = 300
"""Characters that the dictionary suggests as the most."""


def make(materials: Materials, channel: Channel) -> Made:
    """``note.rixml.xml``. Raises Problems."""
    root = research(materials.note)
    indent(root)
    content = tostring(root, encoding="UTF-8", xml_declaration=True)
    return Made({channel.files[0]: content + b"\n"})


def research(note: ClosedNote) -> Element:
    """The ``Research`` element, of one product."""
    publisher = uuid.uuid5(uuid.NAMESPACE_URL, note.house.website or note.house.legal_name)
    product_id = uuid.uuid5(publisher, note.slug)
    edition = uuid.uuid5(product_id, note.content or note.date.isoformat())
    moment = _zulu(issued(note))
    root = Element(
        "Research",
        {
            "xmlns": NAMESPACE,
            "researchID": str(edition),
            "createDateTime": moment,
            "language": _LANGUAGES[note.lang],
        },
    )
    product = SubElement(root, "Product", {"productID": str(product_id)})
    status = {
        "statusType": _STATUS.get(note.state, "Published"),
        "statusDateTime": moment,
        "currentStatusIndicator": "Yes",
    }
    SubElement(product, "StatusInfo", status)
    _source(product, note)
    _content(product, note, product_id)
    _context(product, note, moment)
    _legal(product, note)
    return root


def _zulu(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: Element, tag: str, words: str, **attributes: str) -> Element:
    """A child with text."""
    child = SubElement(parent, tag, attributes)
    child.text = "".join(c for c in words if c >= " " or c in "\n\t")
    return child


def _yes(on: bool) -> str:
    return "Yes" if on else "No"


def _source(product: Element, note: ClosedNote) -> None:
    organization = SubElement(
        SubElement(product, "Source"), "Organization", {"type": "SellSideFirm", "primaryIndicator": "Yes"}
    )
    named = note.house.website or note.house.legal_name
    _add(organization, "OrganizationID", named, idType="PublisherDefined")
    _add(organization, "OrganizationName", note.house.legal_name, nameType="Legal")
    _add(organization, "OrganizationName", note.house.name, nameType="Display")
    authors = [p for p in note.people if p.role == "analyst"]
    if not authors:
        return
    group = SubElement(organization, "PersonGroup", {"primaryIndicator": "Yes"})
    for number, person in enumerate(authors, 1):
        attributes = {"sequence": str(number), "primaryIndicator": _yes(number == 1), "role": "Author"}
        _person(SubElement(group, "PersonGroupMember", attributes), person, note.lang)


def _person(member: Element, person: Person, lang: str) -> None:
    element = SubElement(member, "Person", {"personID": person.id})
    family, given = _names(person.name, lang)
    _add(element, "FamilyName", family)
    if given:
        _add(element, "GivenName", given)
    _add(element, "DisplayName", person.name)
    if person.title:
        _add(element, "JobTitle", person.title)
    if person.certificate:
        _add(element, "Credentials", person.certificate)
    if person.biography:
        _add(element, "Biography", plain(str(person.biography)))
    if person.email or person.phone:
        contact = SubElement(element, "ContactInfo", {"nature": "Business"})
        if person.phone:
            _add(SubElement(contact, "Phone", {"type": "Office"}), "Number", person.phone)
        if person.email:
            _add(contact, "Email", person.email)


def _names(name: str, lang: str) -> tuple[str, str]:
    """Family and given name: a Chinese name begins with the family's, one in Latin letters ends with it."""
    words = name.split()
    if lang.startswith("zh") and len(words) == 1 and not name.isascii():
        cut = 2 if len(name) > 3 else 1
        return name[:cut], name[cut:]
    return (words[-1], " ".join(words[:-1])) if words else (name, "")


def _content(product: Element, note: ClosedNote, product_id: uuid.UUID) -> None:
    content = SubElement(product, "Content")
    _add(content, "Title", plain(str(note.title)))
    if note.subtitle:
        _add(content, "SubTitle", plain(str(note.subtitle)))
    points = [plain(str(point.heading)) for point in note.viewpoints]
    summary = description(note)
    _add(content, "Abstract", "\n".join([summary, *points])[:_ABSTRACT])
    _add(content, "Synopsis", summary[:_SYNOPSIS])
    for number, name in enumerate(STANDARD):
        file = OWN[name].files[0]
        attributes = {
            "resourceID": str(uuid.uuid5(product_id, file)),
            "primaryIndicator": _yes(number == 0),
            "language": _LANGUAGES[note.lang],
        }
        resource = SubElement(content, "Resource", attributes)
        _add(resource, "MIMEType", _MEDIA[file[file.rindex(".") :]])
        _add(resource, "Name", file)


def _context(product: Element, note: ClosedNote, moment: str) -> None:
    external = _yes(note.state == "published")
    context = SubElement(product, "Context", {"external": external})
    issuers = list(_issuers(note))
    if issuers:
        details = SubElement(context, "IssuerDetails")
        for issuer in issuers:
            details.append(issuer)
    about = SubElement(context, "ProductDetails", {"publicationDateTime": moment})
    SubElement(about, "ProductCategory", {"productCategory": _CATEGORIES.get(note.kind, "Report")})
    if note.kind in _FOCUS:
        SubElement(about, "ProductFocus", {"focus": _FOCUS[note.kind]})
    _add(about, "ProductName", note.kind_label)
    classes = SubElement(context, "ProductClassifications")
    if note.kind != "macro":  # economic reports are about no asset
        SubElement(classes, "AssetClass", {"assetClass": "Equity"})
    if note.sector:
        focused = _FOCUS.get(note.kind) == "SectorIndustry"
        attributes = {
            "code": note.sector,
            "classificationType": "PublisherDefined",
            "level": "1",
            "focusLevel": _yes(focused),
            "primaryIndicator": "Yes",
        }
        sector = SubElement(classes, "SectorIndustry", attributes)
        if note.subject is None:
            sector.extend(_ratings(note))
        _add(sector, "Name", note.sector)
    for keyword in note.keywords:
        subject = SubElement(classes, "Subject", {"subjectCode": "PublisherDefined"})
        _add(subject, "PublisherDefinedValue", keyword)


def _issuers(note: ClosedNote) -> Iterator[Element]:
    """The company that the note is about, then those of its advice, each once."""
    seen: set[str] = set()
    subject = note.subject
    if subject is not None:
        seen.add(subject.ticker)
        yield _issuer(subject.name, subject.ticker, True, _ratings(note), _prices(note))
    for company in note.advice.coverage if note.advice else ():
        if company.ticker and company.ticker not in seen:
            seen.add(company.ticker)
            yield _issuer(company.name, company.ticker, False, (), ())


def _issuer(
    name: str, ticker: str, primary: bool, ratings: Iterable[Element], financials: Iterable[Element]
) -> Element:
    exchange = ticker.rpartition(".")[2]
    attributes = {"issuerType": "Corporate", "primaryIndicator": _yes(primary)}
    if exchange in _COUNTRIES:
        attributes["domicileCountryCode"] = _COUNTRIES[exchange]
    issuer = Element("Issuer", attributes)
    scheme = {"idType": "ExchangeTicker", "idValue": ticker}
    SubElement(issuer, "IssuerID", scheme)
    _add(SubElement(issuer, "IssuerName", {"nameType": "Display"}), "NameValue", name)
    security = SubElement(
        SubElement(issuer, "SecurityDetails"), "Security", {"primaryIndicator": _yes(primary)}
    )
    SubElement(security, "SecurityID", scheme)
    security.extend(financials)
    _add(security, "SecurityName", name)
    SubElement(security, "AssetClass", {"assetClass": "Equity"})
    SubElement(security, "AssetType", {"assetType": "Stock"})
    security.extend(ratings)
    return issuer


def _ratings(note: ClosedNote) -> Iterator[Element]:
    """The rating as the standard's own scale has it, and as the house words it."""
    if note.rating is None:
        return
    sentiment = _BY_GRADE.get(note.rating.id)
    if sentiment is not None:
        normal = Element("Rating", {"rating": sentiment, **_action(note)})
        SubElement(normal, "RatingEntity", {"ratingEntity": "Publisher"})
        yield normal
    own = Element("Rating", {"rating": "PublisherDefined", **_action(note)})
    _add(own, "PublisherDefinedValue", note.rating.label)
    SubElement(own, "RatingEntity", {"ratingEntity": "Publisher"})
    yield own


def _action(note: ClosedNote) -> Mapping[str, str]:
    """What was done to the rating, where the note says what it was before."""
    subject = note.subject
    if note.kind == "initiation":
        return {"ratingAction": "Initiate"}
    if subject is None or not subject.previous_grade or note.rating is None:
        return {}
    if subject.previous_grade == note.rating.id:
        return {"ratingAction": "Reiterate"}
    order = next((s.grades for s in note.house.systems if s.id == note.rating.system), ())
    ranks = {grade.id: rank for rank, grade in enumerate(order)}  # the best first
    before, now = ranks.get(subject.previous_grade), ranks.get(note.rating.id)
    if before is None or now is None:
        return {"ratingAction": "Revise"}
    return {"ratingAction": "Upgrade" if now < before else "Downgrade"}


def _prices(note: ClosedNote) -> Iterator[Element]:
    subject = note.subject
    if subject is None:
        return
    for kind, value, actual in (
        ("TargetPrice", subject.target, "Estimate"),
        ("Price", subject.price, "Actual"),
    ):
        if value is not None:
            attributes = {"securityFinancialsType": kind, "currency": subject.currency}
            figures = Element("SecurityFinancials", attributes)
            _add(figures, "FinancialValue", f"{value:g}", estimateActual=actual)
            yield figures


def _legal(product: Element, note: ClosedNote) -> None:
    legal = SubElement(product, "Legal")
    _add(legal, "Copyright", f"© {note.date.year} {note.house.legal_name}")
    notice = notice_of(note)
    lines = [notice.text] if notice else []
    for statement in note.house.statements:
        lines += [statement.title, *(words for _, words in blocks(str(statement.body), note.references))]
    _add(legal, "Disclaimer", "\n".join(lines))
    for disclosure in note.disclosures:
        attributes = {"issuerID": disclosure.ticker} if disclosure.ticker else {}
        issuer = SubElement(legal, "IssuerSecurityID", attributes)
        code = disclosure.code or disclosure.id
        _add(SubElement(issuer, "Disclosure", {"code": code}), "Description", disclosure.text)
