"""``pdf``: the note as its printed pages."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from desknote import __version__, reading
from desknote.channels.materials import Materials
from desknote.channels.registry import Channel, Made
from desknote.diagnostics import Diagnostic, Span
from desknote.outputs import own_templates
from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.compose.page import Hints
    from desknote.render.pdf import Laid, Press


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that are laid out and may be written. ``identifier`` stands for what is on them."""

    press: Press
    laid: Laid
    identifier: bytes


def make(materials: Materials, channel: Channel) -> Made:
    """``note.pdf``. Raises Problems."""
    pages = lay_out(materials, channel)
    return Made({channel.files[0]: pages.press.write(pages.laid, pages.identifier)}, pages.laid.pages)


def lay_out(materials: Materials, channel: Channel) -> Pages:
    """The note's pages; what is amiss on them goes to ``materials.found``. Raises Problems.

    ``template`` of the channel's settings is taken instead of that of the note's kind. Channels that take
    the same one show the same pages, which are laid out once: their files differ in how they are written.
    """
    from desknote.editions.carried import as_file
    from desknote.editions.gather import edition
    from desknote.proof import stamp
    from desknote.render.pdf import engine

    note, template = materials.note, str(channel.settings.get("template", ""))
    if template not in materials.layouts:
        start = len(materials.found)
        with reading.noting() as noted:
            pages = _laid_out(materials, template)
        materials.layouts[template] = pages, tuple(materials.found[start:]), noted
    else:  # what it was made of is this channel's as well, and so is what was found
        pages, found, inputs = materials.layouts[template]
        materials.found += found
        reading.note_all(inputs)
    made_by = f"desknote {__version__}; {engine()}; fonts {materials.fonts.digest[:12]}"
    laid = replace(pages.laid, stamp=stamp(note, made_by, channel.name), carries=(as_file(edition(note)),))
    return replace(pages, laid=laid)


def _laid_out(materials: Materials, template: str) -> Pages:
    from desknote.compose.page import compose
    from desknote.compose.placement import squeezed
    from desknote.exhibits.cache import draw_all
    from desknote.render.pdf import Press

    workspace, note, fonts = materials.workspace, materials.note, materials.fonts
    printing = materials.press or Press([workspace.cache_folder / "fonts"])
    dressing = materials.dressing(fonts.css(lambda face: face.path.as_uri()))
    dressing = replace(dressing, template=template)
    redrawn: frozenset[str] = frozenset()

    def settled(hints: Hints) -> bool:
        wanted = dressing.hints.joined(hints)
        moved = squeezed(note, wanted.beside).keys() - redrawn
        return replace(wanted, beside=dressing.hints.beside) == dressing.hints and not moved

    html = compose(note, dressing, "pdf", own_templates(workspace))
    laid = printing.lay_out(html, fonts.key, note.file, settled)
    for last in (False, True):  # the sidebar's rest moves, which may move the end of the text
        if settled(laid.hints):
            break
        dressing = replace(dressing, hints=dressing.hints.joined(laid.hints))
        if narrower := squeezed(note, dressing.hints.beside):
            chosen = [e for e in note.exhibits if e.id in narrower]
            folder = workspace.cache_folder / "exhibits"
            again = draw_all(chosen, materials.style, folder, materials.jobs, narrower)
            dressing = replace(dressing, drawings={**materials.drawings, **again})
            redrawn |= narrower.keys()
        html = compose(note, dressing, "pdf", own_templates(workspace))
        laid = printing.lay_out(html, fonts.key, note.file, None if last else settled)
    materials.found += laid.diagnostics
    if note.jurisdictions:
        from desknote.check.packs.printed import printed
        from desknote.render.printed import pages_without

        document = laid.document
        materials.found += printed(note, lambda words: pages_without(document.pages, words))
    if dressing.hints.sidebar_keeps is not None:
        place = note.people[0].span if note.people else None
        materials.found.append(
            Diagnostic("DN712", place or Span.point(note.file), {"kept": dressing.hints.sidebar_keeps})
        )
    # Where the fonts lie on this machine is no part of the document.
    content = html.replace(dressing.font_css, fonts.digest)
    return Pages(printing, laid, hashlib.sha256(content.encode()).hexdigest()[:32].encode())
