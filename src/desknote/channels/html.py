"""``html``: the note as a web page, one file with everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote.channels.materials import Materials
from desknote.channels.registry import Channel, Made
from desknote.characters import characters_of
from desknote.outputs import dressing_of, own_templates
from desknote.resources import packaged
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.compose.page import Dressing
    from desknote.exhibits import Drawing
    from desknote.fonts import Face, FontSet


_FONTS = "/* fonts */"
"""Stands in the page where its fonts will."""


def make(materials: Materials, channel: Channel) -> Made:
    """``note.html``. Raises Problems."""
    workspace, note = materials.workspace, materials.note
    dressing = web_dressing(workspace, note, materials.drawings, materials.style, materials.jobs)
    template = str(channel.settings.get("template", ""))
    page = _page(workspace, note, replace(dressing, traced=False, template=template), materials.fonts)
    return Made({channel.files[0]: page})


def _narrow(note: ClosedNote, style: Any, folder: Path, jobs: int | None) -> dict[str, Drawing]:
    """Wide charts once more, drawn for a phone: scaled down, their type could not be read."""
    from desknote.compose.placement import PHONE_MM, widths
    from desknote.exhibits import draw_all, form_of

    wide = {name for name, width in widths(note).items() if width > PHONE_MM * 1.15}
    chosen = [
        replace(e, anchor=f"{e.anchor}-narrow")
        for e in note.exhibits
        if e.id in wide and form_of(e.spec.type) == "chart"
    ]
    return draw_all(chosen, style, folder, jobs, {e.id: PHONE_MM for e in chosen})


def web_dressing(
    workspace: Workspace, note: ClosedNote, drawings: Mapping[str, Drawing], style: Any, jobs: int | None
) -> Dressing:
    """What the web page shows besides the note, without fonts. Raises Problems for a bad logo."""
    from desknote.exhibits.web import for_web

    narrow = _narrow(note, style, workspace.cache_folder / "exhibits", jobs)
    shown = {name: for_web(drawing, style) for name, drawing in drawings.items()}
    slim = {name: for_web(drawing, style) for name, drawing in narrow.items()}
    return replace(dressing_of(workspace, note, shown, "", style), narrow=slim)


def _page(workspace: Workspace, note: ClosedNote, plain: Dressing, fonts: FontSet) -> bytes:
    from desknote.compose.page import compose
    from desknote.fonts import BOLD, SANS, woff2
    from desknote.render.web import characters_by_face, data_uri, tidy

    own = own_templates(workspace)
    shipped = own in (None, packaged("templates"))
    # Each font holds just what it sets, so fonts are made when the page is there to see what that is. A
    # house's own templates may set anything in any face.
    html = compose(note, replace(plain, font_css=_FONTS if shipped else ""), "web", own)
    by_face = characters_by_face(html) if shipped else {}
    every = characters_of(html)

    def address(face: Face) -> str:
        wanted = by_face.get((face.role == SANS, face.weight == BOLD), every)
        return data_uri(woff2(face, wanted, workspace.cache_folder), "font/woff2")

    css = fonts.css(address)
    if html.count(_FONTS) == 1:
        before, after = tidy(html).split(_FONTS)
        return (before + css + after).encode()
    return tidy(compose(note, replace(plain, font_css=css), "web", own)).encode()
