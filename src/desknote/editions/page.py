"""A redline as a web page and as a PDF, in the house's look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from desknote import __version__
from desknote.editions.changes import Changes, Difference, Pieces, altered
from desknote.editions.outline import (
    cell_name,
    counts,
    excerpts,
    head_of,
    particulars,
    passages,
    shown,
    statement_name,
    unchanged,
)
from desknote.editions.prose import redline
from desknote.editions.words import moved_by, namer, words
from desknote.spacing import spaced

if TYPE_CHECKING:
    from desknote.editions.look import Look
    from desknote.fonts import Face

CELLS = {"web": 20, "pdf": 40}
"""Changed figures of one exhibit that are shown at once."""


def render_html(changes: Changes, names: tuple[str, str], look: Look) -> str:
    """The redline as one web page with everything in it. ``names`` say what the editions are.

    Raises Problems: for a template that fails, a logo that cannot be read, fonts that are missing.
    """
    from desknote.fonts import BOLD, SANS, woff2
    from desknote.render.web import characters_by_face, data_uri, tidy

    plain = _composed(changes, names, look, "web", "")
    every = frozenset(map(ord, plain))
    fonts = look.fonts(every, changes.new.lang)
    by_face = characters_by_face(plain) if look.templates is None else {}

    def address(face: Face) -> str:
        wanted = by_face.get((face.role == SANS, face.weight == BOLD), every)
        return data_uri(woff2(face, wanted, look.workspace.cache_folder), "font/woff2")

    return tidy(_composed(changes, names, look, "web", fonts.css(address)))


def render_pdf(changes: Changes, names: tuple[str, str], look: Look) -> bytes:
    """The redline as a PDF. Raises Problems as :func:`render_html`, and those of printing."""
    from desknote.render.pdf import Press

    plain = _composed(changes, names, look, "pdf", "")
    fonts = look.fonts(frozenset(map(ord, plain)), changes.new.lang)
    html = _composed(changes, names, look, "pdf", fonts.css(lambda face: face.path.as_uri()))
    press = Press([look.workspace.cache_folder / "fonts"])
    laid = press.lay_out(html, fonts.key, "<redline>")
    identifier = hashlib.sha256(f"{fonts.digest}{plain}".encode()).hexdigest()[:32]
    return press.write(laid, identifier.encode())


def _composed(changes: Changes, names: tuple[str, str], look: Look, channel: str, font_css: str) -> str:
    from desknote.compose.environment import environment
    from desknote.compose.page import told

    with told(changes.new, look.templates):
        template = environment(look.templates).get_template("redline.html.j2")
        return template.render(_values(changes, names, look, channel, font_css))


def _values(
    changes: Changes, names: tuple[str, str], look: Look, channel: str, font_css: str
) -> dict[str, Any]:
    """What the templates see."""
    from desknote.compose import theme

    lang = changes.new.lang
    said = words(lang)
    brand = look.brand
    house = {key: changes.new.house.get(key, "") for key in _HOUSE}
    return {
        "channel": channel,
        "lang": lang,
        "W": said,
        "changes": changes,
        "old_name": names[0],
        "new_name": names[1],
        "title": _title(changes),
        "plain_title": changes.new.title,
        "counts": counts(changes, said),
        "passages": passages(changes, title=False),
        "unchanged": unchanged(changes, said),
        "house": house,
        "logo": look.logo(),
        "icon": look.logo("small") if channel == "web" else "",
        "font_css": Markup(font_css),
        "light": Markup(theme.variables({**theme.palette(brand), **marks(brand)})),
        "dark": Markup(theme.variables({**theme.dark_palette(brand), **marks(brand, dark=True)})),
        "sizes": Markup(theme.variables(theme.sizes(brand))),
        "page_size": brand.defaults.desknote.page.size,
        "generator": f"desknote {__version__}",
        "most": CELLS[channel],
        "mark": mark,
        "excerpt": lambda pieces: mark(excerpts(pieces)),
        "between": lambda old, new: mark(redline(said.get(old, old), said.get(new, new))),
        "shown": lambda block: mark(shown(block, changes)),
        "was": lambda block: "".join(piece.text for piece in shown(block, changes)),
        "name": namer(said),
        "by": lambda change: moved_by(change, said),
        "way": _way,
        "head_of": lambda passage: head_of(passage, said),
        "cell_name": lambda cell: cell_name(cell, said),
        "statement_name": lambda change: mark(statement_name(change, said)),
        "particulars": lambda record: f" {_DOT} ".join(particulars(record)),
        "long": _is_long,
        "cjk": lambda text: spaced(str(text)),
        "count": lambda key, n: said[key].format(n=n),
        "listed": lambda texts: said["join"].join(texts),
        "dot": "·" if lang.startswith("zh") else "|",
    }


_DOT = "·"
_HOUSE = ("name", "legal_name", "tagline", "document_label", "notice", "address", "website")


def _title(changes: Changes) -> Markup:
    return mark(redline(changes.old.title, changes.new.title))


def mark(pieces: Pieces) -> Markup:
    """Pieces as HTML: what goes in ``del``, what comes in ``ins``."""
    return Markup("").join(map(_marked, pieces))


def _marked(piece: Any) -> Markup:
    text = Markup("<br>").join(
        Markup('<span class="tab"></span>').join(escape(cell) for cell in line.split("\t"))
        for line in piece.text.split("\n")
    )
    if piece.mark == "=":
        return text
    tag = "del" if piece.mark == "-" else "ins"
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text)


def _way(change: Difference | None) -> str:
    """Up or down: which colour a change has."""
    return "" if change is None else "up" if change.amount > 0 else "down"


def _is_long(value: Any) -> bool:
    """Whether a change is told within the text rather than as old and new side by side."""
    pieces: Pieces = getattr(value, "pieces", ()) or redline(value.old, value.new)
    words_in = sum(len(p.text) for p in pieces)
    return bool(value.old and value.new) and (words_in > 40 or (len(pieces) > 2 and _has_same(pieces)))


def _has_same(pieces: Iterable[Any]) -> bool:
    kept = tuple(pieces)
    return altered(kept) and sum(len(p.text) for p in kept if p.mark == "=") > 6


def marks(brand: Any, dark: bool = False) -> dict[str, str]:
    """The colours of insertions and deletions: read on the page and on their own tint, told apart by those
    who see no red."""
    from desknote.colour import mix, readable
    from desknote.compose import theme

    ground = (theme.dark_palette(brand) if dark else theme.palette(brand))["background"]
    found: dict[str, str] = {}
    for name, hue in (("ins", "#12639c"), ("del", "#b0341f"), ("move", "#6b4a9c")):
        tint = mix(hue, ground, 0.78 if dark else 0.9)
        found |= {name: readable(readable(hue, ground), tint), f"{name}-tint": tint}
    return found
