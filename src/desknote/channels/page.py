"""The pages of channels that are HTML and not the note's web page: templates over the note's parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from desknote.channels.materials import Materials
from desknote.channels.outline import description, outline
from desknote.channels.parts import Line, Part, Run
from desknote.channels.state import marked_title, notice_of
from desknote.compose import theme
from desknote.compose.environment import environment
from desknote.compose.markdown import plain
from desknote.compose.page import told
from desknote.outputs import own_templates
from desknote.records import dataclass
from desknote.spacing import spaced


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as templates see it; ``address`` is where its bytes are, ``width`` is in CSS pixels."""

    address: str
    width: int
    alt: str


def page(materials: Materials, template: str, channel: str, **more: Any) -> str:
    """The template ``template`` over the note; ``more`` are further values that it sees.

    Raises Problems (DN601, DN602, DN603) at the template's line.
    """
    own = own_templates(materials.workspace)
    with told(materials.note, own):
        return environment(own).get_template(template).render({**values(materials, channel), **more})


def values(materials: Materials, channel: str) -> dict[str, Any]:
    """What every such template sees. Raises Problems."""
    note = materials.note
    return {
        "note": note,
        "house": note.house,
        "brand": note.brand,
        "L": note.labels,
        "channel": channel,
        "title": marked_title(note, plain(str(note.title))),
        "description": description(note),
        "notice": notice_of(note),
        "sections": outline(note, materials.drawings),
        "colours": theme.palette(note.brand),
        "dark_colours": theme.dark_palette(note.brand),
        "colon": "：" if note.lang.startswith("zh") else ": ",
        "cjk": spaced,
        "kind": kind,
        "inline": inline,
    }


def kind(part: Part) -> str:
    """What a part is, in one word: ``heading``, ``paragraph``, ``items``, …"""
    return type(part).__name__.lower()


def inline(line: Line) -> Markup:
    """A line as HTML; links within the note are text, since its anchors do not survive the way."""
    return Markup("").join(map(_run, line))


def _run(run: Run) -> Markup:
    out = Markup("<br>").join(escape(piece) for piece in run.text.split("\n"))
    tags: Mapping[str, bool] = {"code": run.code, "s": run.struck, "em": run.italic, "strong": run.bold}
    for tag, on in tags.items():
        if on:
            out = Markup(f"<{tag}>") + out + Markup(f"</{tag}>")
    if run.link and not run.link.startswith("#"):
        out = Markup('<a href="{}">{}</a>').format(run.link, out)
    return out
