"""``email``: the note as a message (RFC 5322, MIME) whose pictures it carries, and as a page to paste."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desknote.channels.inlining import inlined
from desknote.channels.materials import Materials
from desknote.channels.page import Shown, page
from desknote.channels.pictures import LOGO, Picture, charts, logo
from desknote.channels.registry import Channel, Made
from desknote.channels.state import marked_title
from desknote.channels.txt import plain_text
from desknote.compose.markdown import plain
from desknote.diagnostics import Diagnostic, Span
from desknote.render.web import tidy

if TYPE_CHECKING:
    from desknote.closed import ClosedNote

WIDTH_MM, PIXELS, SHOWN = 92.0, 1080, 512
"""A chart's width as drawn (type that can be read on a phone), in the file, and in the message (CSS px)."""
_LOGO_PIXELS = 80
_NOWHERE = "desknote.invalid"
"""A domain that belongs to nobody (RFC 2606)."""


def make(materials: Materials, channel: Channel) -> Made:
    """``note.eml``, and ``note.email.html`` with its pictures inside. Raises Problems."""
    note = materials.note
    pictures = charts(materials, WIDTH_MM, PIXELS)
    mark = logo(materials, _LOGO_PIXELS)
    attached = {**pictures, **({LOGO: mark} if mark else {})}
    domain = _domain(note)
    ids = {name: f"{name}.{_digest(p.content)[:16]}@{domain}" for name, p in attached.items()}
    template = str(channel.settings.get("template", "email/note.html.j2"))
    by_cid = _page(materials, template, attached, {name: f"cid:{cid}" for name, cid in ids.items()})
    data = {
        name: f"data:image/png;base64,{base64.b64encode(p.content).decode()}" for name, p in attached.items()
    }
    alone = _page(materials, template, attached, data)
    message = _message(materials, by_cid, attached, ids, domain)
    return Made({channel.files[0]: message, channel.files[1]: alone.encode()})


def _page(
    materials: Materials, template: str, pictures: Mapping[str, Picture], addresses: Mapping[str, str]
) -> str:
    alts = {e.id: materials.drawings[e.id].alt for e in materials.note.exhibits}
    alts[LOGO] = materials.note.house.name
    shown = {name: Shown(addresses[name], SHOWN, alts[name]) for name in pictures}
    html = page(materials, template, "email", pictures=shown, logo=shown.get(LOGO))
    return tidy(inlined(html, keep_media=True))


def _message(
    materials: Materials, html: str, pictures: Mapping[str, Picture], ids: Mapping[str, str], domain: str
) -> bytes:
    note = materials.note
    words = plain_text(materials)
    digest = _digest(words.encode() + html.encode())
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject(note)
    message["From"] = _sender(materials, domain)
    message["Date"] = format_datetime(issued(note))
    message["Message-ID"] = f"<{digest[:40]}@{domain}>"
    message["Content-Language"] = note.lang
    message["X-Unsent"] = "1"  # mail programs open it as a message to be sent
    message.set_content(words, subtype="plain", charset="utf-8", cte="base64")
    message.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
    body = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(body, EmailMessage)
    for name, picture in pictures.items():
        body.add_related(
            picture.content,
            "image",
            "png",
            cid=f"<{ids[name]}>",
            filename=f"{name}.png",
            disposition="inline",
        )
    # The same message has the same bytes: boundaries follow from the content.
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{digest[:32]}_{number}")
    return message.as_bytes()


def subject(note: ClosedNote) -> str:
    """The message's subject: a draft's begins with its mark."""
    house, title = note.house.name, plain(str(note.title))
    named = f"【{house}】{title}" if note.lang.startswith("zh") else f"{house}: {title}"
    return marked_title(note, named)


def _sender(materials: Materials, domain: str) -> Address:
    """The first analyst with an address, in the house's name; an address of nobody where there is none."""
    note = materials.note
    for person in note.people:
        local, at, host = person.email.partition("@")
        if at and local.isascii() and host.isascii() and " " not in person.email:
            return Address(note.house.name, local, host)
    place = note.people[0].span if note.people else None
    found = Diagnostic("DN832", place or Span.point(note.file), {"address": f"research@{domain}"})
    if found not in materials.found:
        materials.found.append(found)
    return Address(note.house.name, "research", domain)


def issued(note: ClosedNote) -> dt.datetime:
    """When the note was disseminated, where it says so; else the beginning of its day in the house's zone."""
    if note.compliance.disseminated is not None:
        return note.compliance.disseminated
    from desknote.zones import zone

    return dt.datetime.combine(note.date, dt.time(), zone(note.compliance.timezone))


def _domain(note: ClosedNote) -> str:
    host = urlsplit(note.house.website).hostname or ""
    return host.removeprefix("www.") if host.isascii() and "." in host else _NOWHERE


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
