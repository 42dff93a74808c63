"""Markdown, plain text, JSON and RIXML: what programs and people read without a layout."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from channels.conftest import CHINESE, ENGLISH, Files, Given, Make, Render
from desknote.channels.json_schema import schema
from desknote.channels.md import table as md_table
from desknote.channels.md import written
from desknote.channels.parts import Grid, GridCell, GridRow, Run, laid_out
from desknote.channels.txt import COLUMNS, table
from desknote.channels.wrapping import wrapped
from desknote.closed import FactView
from desknote.report import width

CLOSING = "），。、；：？！》」』】…"
PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


# --- text


def test_no_line_is_too_wide_or_begins_with_a_closing_mark(sample: Files) -> None:
    for line in sample.text("note.txt").splitlines():
        assert width(line) <= COLUMNS, line
        assert line.strip()[:1] not in CLOSING or not line.strip(), line


def test_columns_of_tables_stand_below_one_another(files: Make) -> None:
    lines = files(CHINESE).text("note.txt").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("方向"))
    starts = [m.start() for m in re.finditer(r"-+", lines[at + 1])]
    for line in lines[at + 2 : at + 12]:
        cells = [width(line[: m.start()]) for m in re.finditer(r"(?:(?<=  )|^)\S", line)]
        assert cells == starts, line
    english = files(ENGLISH).text("note.txt").splitlines()
    row = next(line for line in english if line.startswith("Revenue  "))
    assert row.split()[1:] == ["1,284", "1,512", "1,948", "2,436"]


@given(st.text("中文，。（）ab 12 \u3000longword", max_size=80), st.integers(8, 40))
def test_wrapping_loses_nothing(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(width(line) <= columns for line in lines)


def test_a_table_without_room_becomes_lists() -> None:
    heads = GridRow(tuple(GridCell((Run(f"Column {i}"),), True) for i in range(30)))
    row = GridRow(tuple(GridCell((Run(str(1000 + i)),)) for i in range(30)))
    lines = table(Grid((heads,), (row,)), 40)
    assert lines[0] == "1000" and "  Column 7: 1007" in lines


def test_rows_below_another_stand_in_from_it() -> None:
    rows = [
        GridRow((GridCell((Run(name),), True), GridCell((Run("9%"),), align="right")), frozenset(looks))
        for name, looks in (("Revenue", ()), ("growth", ("sub", "ratio")))
    ]
    assert table(Grid((), tuple(rows)), 40) == ["Revenue   9%", "  growth  9%"]


def test_cells_that_span_keep_the_others_in_their_columns() -> None:
    two = (
        GridRow((GridCell((Run("a"),), True, down=2), GridCell((Run("b"),), True, across=2))),
        GridRow((GridCell((Run("c"),), True), GridCell((Run("d"),), True))),
    )
    laid = [[cell.line[0].text if cell else "" for cell in row] for row in laid_out(two, 3)]
    assert laid == [["a", "b", ""], ["", "c", "d"]]


# --- Markdown


def test_markdown_has_the_notes_words_and_tables(files: Make) -> None:
    text = files(CHINESE).text("note.md")
    _, front, body = text.split("---\n", 2)
    record = yaml.safe_load(front)
    assert (
        record["title"].startswith("大模型降本") and record["rating"] == "增持" and record["lang"] == "zh-CN"
    )
    tokens = PARSER.parse(body)
    kinds = [t.type for t in tokens]
    assert kinds.count("table_open") >= 6 and kinds.count("heading_open") >= 10
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", body)
    assert len(pictures) == 2 and all(files(CHINESE).path(p).stat().st_size > 2000 for p in pictures)


@given(
    st.text("ab*_`[]<>|~\\#-+=1.)&;amp中 ", min_size=1, max_size=30).filter(lambda t: t == t.strip() and t)
)
def test_text_is_shown_as_it_is(text: str) -> None:
    rendered = PARSER.renderInline(written((Run(text),)))
    shown = re.sub(r"<[^>]+>", "", rendered)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, character)
    assert shown == text


def test_marks_and_links_survive() -> None:
    line = (
        Run("a "),
        Run("bold", bold=True),
        Run(" link", link="https://example.com/x_y"),
        Run("`c`", code=True),
    )
    html = PARSER.renderInline(written(line))
    assert "<strong>bold</strong>" in html and '<a href="https://example.com/x_y">' in html
    assert "<code>`c`</code>" in html


def test_a_table_of_markdown_has_one_row_of_heads() -> None:
    heads = (
        GridRow((GridCell((Run("|"),), True, down=2), GridCell((Run("2024"),), True, across=2))),
        GridRow((GridCell((Run("Q1"),), True), GridCell((Run("Q2"),), True))),
    )
    cells = (
        GridCell((Run("x"),), True),
        GridCell((Run("1"),), align="right"),
        GridCell((Run("2"),), align="right"),
    )
    text = md_table(Grid(heads, (GridRow(cells, frozenset({"total"})),)))
    assert text.splitlines()[0] == r"| \| | 2024 Q1 | Q2 |"
    assert PARSER.render(text).count("<strong>") == 3


# --- JSON


def test_json_is_as_its_schema_says(sample: Files) -> None:
    record = json.loads(sample.text("note.json"))
    jsonschema.Draft202012Validator(schema()).validate(record)
    exhibits = {e["id"] for e in record["exhibits"]}
    placed = {p["exhibit"] for s in record["sections"] for p in s["parts"] if p["type"] == "exhibit"}
    assert placed <= exhibits and record["state"]["notice"] == ""
    assert all(e["shown"]["headers"] for e in record["exhibits"])


def test_json_has_figures_as_numbers_and_as_shown(files: Make) -> None:
    record = json.loads(files(ENGLISH).text("note.json"))
    assert record["subject"]["ticker"] == "000000.SZ" and record["subject"]["target"] == 42
    intake = next(e for e in record["exhibits"] if e["id"] == "order-intake")
    assert intake["data"]["intake"][:2] == [310, 322] and intake["shown"]["rows"][0][1] == "310"


def test_json_says_no_more_than_the_pages(materials: Given, render: Render) -> None:
    """Facts that stand nowhere, where facts come from, and columns that no chart draws stay on the desk."""
    note = materials(ENGLISH).note
    chart = next(e for e in note.exhibits if e.id == "order-intake")
    assert chart.frame is not None
    columns = {**chart.frame.columns, "bid": (777.25,) * len(chart.frame)}
    frame = replace(chart.frame, columns=columns)
    facts = (
        FactView("printed", "310", 310.0, "", "a name"),
        FactView("kept", "913.77", 913.77, "RMB m", "model.xlsx"),
    )
    exhibits = tuple(replace(e, frame=frame) if e is chart else e for e in note.exhibits)
    made = render(("json",), materials(ENGLISH, facts=facts, exhibits=exhibits))["note.json"].decode()
    assert json.loads(made)["facts"] == [{"id": "printed", "shown": "310", "number": 310.0}]
    assert not any(word in made for word in ("913.77", "a name", "model.xlsx", "777.25"))


# --- RIXML

NS = "{http://www.rixml.org/2017/9/RIXML}"
# Children in their order, with + for needed and * for any number (RIXML Research Data Dictionary 2.5.1).
STRUCTURE = {
    "Research": "Product+",
    "Product": "StatusInfo+ RelatedProduct* Source+ Content+ Context+ Legal*",
    "Source": "Organization+",
    "Organization": "OrganizationID* OrganizationName+ PersonGroup*",
    "PersonGroup": "PersonGroupMember+",
    "PersonGroupMember": "Person+",
    "Person": "FamilyName+ GivenName DisplayName JobTitle Credentials Biography ContactInfo*",
    "Content": "Title+ SubTitle Abstract Synopsis Resource*",
    "Resource": "MIMEType+ Name+",
    "Context": "IssuerDetails ProductDetails ProductClassifications",
    "IssuerDetails": "Issuer+",
    "Issuer": "IssuerID* IssuerName+ SecurityDetails",
    "IssuerName": "NameValue+",
    "SecurityDetails": "Security+",
    "Security": "SecurityID+ SecurityFinancials* SecurityName AssetClass+ AssetType+ Rating*",
    "SecurityFinancials": "FinancialValue+",
    "Rating": "PublisherDefinedValue RatingEntity+",
    "ProductDetails": "ProductCategory+ ProductFocus* ProductName",
    "ProductClassifications": "AssetClass* SectorIndustry* Subject*",
    "SectorIndustry": "Rating* Name+",
    "Legal": "Copyright Disclaimer IssuerSecurityID*",
    "IssuerSecurityID": "Disclosure+",
    "Disclosure": "Description+",
}
NEEDED = {
    "Research": {"researchID", "createDateTime", "language"},
    "Product": {"productID"},
    "StatusInfo": {"statusType", "statusDateTime", "currentStatusIndicator"},
    "Organization": {"type", "primaryIndicator"},
    "Person": {"personID"},
    "Resource": {"resourceID", "primaryIndicator", "language"},
    "Context": {"external"},
    "ProductDetails": {"publicationDateTime"},
    "Issuer": {"issuerType", "primaryIndicator"},
    "IssuerID": {"idType", "idValue"},
    "SecurityID": {"idType", "idValue"},
    "Security": {"primaryIndicator"},
    "Rating": {"rating"},
    "RatingEntity": {"ratingEntity"},
    "SectorIndustry": {"code", "classificationType", "level", "focusLevel", "primaryIndicator"},
    "FinancialValue": {"estimateActual"},
}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_rixml_is_as_its_dictionary_says(sample: Files) -> None:
    root = ElementTree.fromstring(sample.read("note.rixml.xml"))
    for element in root.iter():
        name = element.tag.removeprefix(NS)
        assert element.tag.startswith(NS)
        assert NEEDED.get(name, set()) <= set(element.keys()), name
        if name in STRUCTURE:
            words = STRUCTURE[name].split()
            names = [w.rstrip("+*") for w in words]
            children = [child.tag.removeprefix(NS) for child in element]
            assert set(children) <= set(names), name
            assert children == sorted(children, key=names.index), name
            assert all(w.rstrip("+*") in children for w in words if w.endswith("+")), name
        for key, value in element.items():
            if key.endswith("DateTime"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value)
            if key in ("researchID", "productID", "resourceID"):
                assert UUID.fullmatch(value)


def test_rixml_names_the_company_its_rating_and_target(files: Make) -> None:
    root = ElementTree.fromstring(files(ENGLISH).read("note.rixml.xml"))
    issuer = root.find(f".//{NS}Issuer[@primaryIndicator='Yes']")
    assert issuer is not None
    assert issuer.find(f".//{NS}SecurityID").get("idValue") == "000000.SZ"  # type: ignore[union-attr]
    ratings = [r.get("rating") for r in issuer.iter(f"{NS}Rating")]
    assert ratings == ["PositiveSentiment", "PublisherDefined"]
    value = issuer.find(
        f".//{NS}SecurityFinancials[@securityFinancialsType='TargetPrice']/{NS}FinancialValue"
    )
    assert value is not None and value.text == "42"
    chinese = ElementTree.fromstring(files(CHINESE).read("note.rixml.xml"))
    assert chinese.get("language") == "zho"
    person = chinese.find(f".//{NS}Person")
    assert person is not None
    assert [person.findtext(f"{NS}FamilyName"), person.findtext(f"{NS}GivenName")] == ["张", "三"]
    tickers = {e.get("idValue") for e in chinese.iter(f"{NS}IssuerID")}
    assert {"9988.HK", "002315.SZ"} <= tickers


@pytest.mark.parametrize("slug", [CHINESE])
def test_ids_stay_while_the_note_stays(files: Make, slug: str) -> None:
    first = files(slug).text("note.rixml.xml")
    assert len(set(UUID.findall(first))) == 4
