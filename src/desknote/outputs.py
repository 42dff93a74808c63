"""The bytes of a note's outputs: fonts, drawings, pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote import __version__
from desknote.characters import characters_of, no_glyph
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.resources import packaged
from desknote.rules import RULES
from desknote.wardrobe import Clothes, Wardrobe
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.compose.page import Dressing, Picture
    from desknote.exhibits import Drawing
    from desknote.fonts import BadFont, Face, FaceSource, FontSet
    from desknote.render.pdf import Press

_CHANNELS = {"pdf": "pdf", "html": "web"}
_LOGO_BYTES = 2_000_000
_PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def stop_on_errors(found: list[Diagnostic]) -> None:
    """Raises Problems where ``found`` holds an error."""
    if any((d.severity or RULES[d.code].severity) == "error" for d in found):
        raise Problems(())


def faces_of(
    workspace: Workspace,
    note: ClosedNote,
    characters: frozenset[int],
    documents: Mapping[str, str],
    found: list[Diagnostic],
) -> tuple[FaceSource, ...]:
    """The faces of the brand. Raises Problems where one is missing or lacks a character."""
    from desknote.fonts import BadFont, locate, uncovered
    from desknote.source import load_document

    brand_name = workspace.name(workspace.brand_file)
    document, _ = load_document(brand_name, documents.get(brand_name, ""))
    sources, diagnostics = locate(workspace, note.brand, note.lang, document=document)
    found += [d for d in diagnostics if d not in found]
    stop_on_errors(found)
    try:
        lacking = uncovered(sources, characters, workspace.cache_folder)
    except BadFont as bad:
        raise Problems([_bad_font(bad, brand_name)]) from bad
    if lacking:
        raise Problems(no_glyph(lacking, documents, note.file))
    return sources


def _bad_font(bad: BadFont, file: str) -> Diagnostic:
    return Diagnostic("DN405", Span.point(file), {"file": "", "reason_en": bad.en, "reason_zh": bad.zh})


def rendered(
    workspace: Workspace,
    note: ClosedNote,
    targets: tuple[str, ...],
    documents: Mapping[str, str],
    found: list[Diagnostic],
    press: Press | None,
    wardrobe: Wardrobe | None,
    jobs: int | None,
) -> tuple[dict[str, bytes], int]:
    """The bytes of each output by file name, and the pages of the PDF."""
    channels = [_CHANNELS[target] for target in targets]
    clothes, drawings = dressed(workspace, note, channels, documents, found, wardrobe or Wardrobe(), jobs)
    fonts, style = clothes.fonts, clothes.style
    outputs: dict[str, bytes] = {}
    pages = 0
    if "pdf" in targets:
        outputs["note.pdf"], pages = _pdf(workspace, note, drawings, fonts, style, found, press)
    if "html" in targets:
        dressing = web_dressing(workspace, note, drawings, style, jobs)
        outputs["note.html"] = _html(workspace, note, dressing, fonts)
    return outputs, pages


def dressed(
    workspace: Workspace,
    note: ClosedNote,
    channels: Sequence[str],
    documents: Mapping[str, str],
    found: list[Diagnostic],
    wardrobe: Wardrobe,
    jobs: int | None,
) -> tuple[Clothes, dict[str, Drawing]]:
    """The fonts and style of a note's pages, and its exhibits drawn in them. Raises Problems."""
    from desknote.compose.placement import widths
    from desknote.compose.words import template_characters, template_texts
    from desknote.exhibits.cache import draw_all

    clothes = wardrobe.dress(workspace, note, documents, found)
    style = clothes.style
    drawings = draw_all(note.exhibits, style, workspace.cache_folder / "exhibits", jobs, widths(note))
    own = own_templates(workspace)
    if own is not None and own != packaged("templates"):  # they may say what no note says
        said = template_characters(note, _dressing(workspace, note, drawings, "", style), channels, own)
        if extra := said - clothes.characters:
            documents = {**documents, **template_texts(own, workspace.root)}
            clothes = wardrobe.dress(workspace, note, documents, found, extra)
    return clothes, drawings


def _dressing(
    workspace: Workspace, note: ClosedNote, drawings: Mapping[str, Drawing], css: str, style: Any
) -> Dressing:
    from desknote.compose.page import Dressing

    return Dressing(
        drawings=drawings,
        font_css=css,
        logo=_picture(workspace, note, ("medium", "large", "small")),
        icon=_picture(workspace, note, ("small", "medium")),
        series=style.series,
        generator=f"desknote {__version__}",
    )


def _picture(workspace: Workspace, note: ClosedNote, sizes: tuple[str, ...]) -> Picture | None:
    """The brand's logo in the first of ``sizes`` that it has."""
    from desknote.compose.page import Picture
    from desknote.model.base import in_lang
    from desknote.render.web import data_uri
    from desknote.workspace import read

    logo = note.brand.logo
    if logo is None:
        return None
    name = logo if isinstance(logo, str) else next((v for s in sizes if (v := getattr(logo, s))), None)
    if name is None:
        return None
    place = Span.point(workspace.name(workspace.brand_file))
    kind = _PICTURES.get(Path(name).suffix.lower())
    content = read(workspace, workspace.root / "assets" / name, place)
    if kind is None or len(content) > _LOGO_BYTES:
        raise Problems([Diagnostic("DN406", place, {"file": name})])
    alt = in_lang(logo.alt, note.lang) if not isinstance(logo, str) and logo.alt else note.house.name
    return Picture(data_uri(content, kind), alt)


def own_templates(workspace: Workspace) -> Path | None:
    """The workspace's templates folder, if it has one."""
    return workspace.templates_folder if workspace.templates_folder.is_dir() else None


def _pdf(
    workspace: Workspace,
    note: ClosedNote,
    drawings: Mapping[str, Drawing],
    fonts: FontSet,
    style: Any,
    found: list[Diagnostic],
    press: Press | None,
) -> tuple[bytes, int]:
    from desknote.compose.page import compose
    from desknote.compose.placement import squeezed
    from desknote.exhibits.cache import draw_all
    from desknote.proof import stamp
    from desknote.render.pdf import Press, engine

    printing = press or Press([workspace.cache_folder / "fonts"])
    dressing = _dressing(workspace, note, drawings, fonts.css(lambda face: face.path.as_uri()), style)
    html = compose(note, dressing, "pdf", own_templates(workspace))
    laid = printing.lay_out(html, fonts.key, note.file)
    redrawn: frozenset[str] = frozenset()
    for _ in range(2):  # the sidebar's rest moves, which may move the end of the text
        wanted = dressing.hints.joined(laid.hints)
        narrower = squeezed(note, wanted.beside)
        if replace(wanted, beside=dressing.hints.beside) == dressing.hints and not narrower.keys() - redrawn:
            break
        dressing = replace(dressing, hints=wanted)
        if narrower:
            chosen = [e for e in note.exhibits if e.id in narrower]
            again = draw_all(chosen, style, workspace.cache_folder / "exhibits", None, narrower)
            dressing = replace(dressing, drawings={**drawings, **again})
            redrawn |= narrower.keys()
        html = compose(note, dressing, "pdf", own_templates(workspace))
        laid = printing.lay_out(html, fonts.key, note.file)
    found += laid.diagnostics
    if dressing.hints.sidebar_keeps is not None:
        place = note.people[0].span if note.people else None
        found.append(
            Diagnostic("DN712", place or Span.point(note.file), {"kept": dressing.hints.sidebar_keeps})
        )
    # Where the fonts lie on this machine is no part of the document.
    content = html.replace(dressing.font_css, fonts.digest)
    identifier = hashlib.sha256(content.encode()).hexdigest()[:32].encode()
    laid = replace(laid, stamp=stamp(note, f"desknote {__version__}; {engine()}; fonts {fonts.digest[:12]}"))
    return printing.write(laid, identifier), laid.pages


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
    return replace(_dressing(workspace, note, shown, "", style), narrow=slim)


def _html(workspace: Workspace, note: ClosedNote, plain: Dressing, fonts: FontSet) -> bytes:
    from desknote.compose.page import compose
    from desknote.fonts import BOLD, SANS, woff2
    from desknote.render.web import characters_by_face, data_uri, tidy

    own = own_templates(workspace)
    # Each font holds just what it sets, so the page is composed once to see what that is. A house's
    # own templates may set anything in any face.
    html = compose(note, plain, "web", own)
    by_face = characters_by_face(html) if own in (None, packaged("templates")) else {}
    every = characters_of(html)

    def address(face: Face) -> str:
        wanted = by_face.get((face.role == SANS, face.weight == BOLD), every)
        return data_uri(woff2(face, wanted, workspace.cache_folder), "font/woff2")

    return tidy(compose(note, replace(plain, font_css=fonts.css(address)), "web", own)).encode()
