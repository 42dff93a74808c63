"""What the outputs of a note share: faces, drawings, logos, templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote import __version__, reading
from desknote.characters import no_glyph
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.freshness import MACHINE, sha256
from desknote.resources import packaged
from desknote.rules import RULES
from desknote.wardrobe import Clothes, Wardrobe
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.closed import ClosedNote
    from desknote.compose.page import Dressing, Picture
    from desknote.exhibits import Drawing
    from desknote.fonts import BadFont, FaceSource

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
    from desknote.check.settings import by_house
    from desknote.fonts import BadFont, locate, uncovered
    from desknote.source import load_document

    brand_name = workspace.name(workspace.brand_file)
    document, _ = load_document(brand_name, documents.get(brand_name, ""))
    sources, diagnostics = locate(workspace, note.brand, note.lang, document=document)
    found += [d for d in by_house(note.checks, diagnostics) if d not in found]
    stop_on_errors(found)
    try:
        lacking = uncovered(sources, characters, workspace.cache_folder)
    except BadFont as bad:
        raise Problems([_bad_font(bad, brand_name)]) from bad
    if lacking:
        raise Problems(no_glyph(lacking, documents, note.file))
    if reading.noted():
        _note_fonts(workspace, {source.path: source.digest for source in sources})
    return sources


def _note_fonts(workspace: Workspace, files: Mapping[Path, str]) -> None:
    for path, digest in files.items():
        if path.is_relative_to(workspace.root):
            reading.note(workspace.name(path), sha256(path))
        else:
            reading.note(f"{MACHINE}{path}", digest)


def _bad_font(bad: BadFont, file: str) -> Diagnostic:
    return Diagnostic("DN405", Span.point(file), {"file": "", "reason_en": bad.en, "reason_zh": bad.zh})


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
    from desknote.exhibits.draw import told

    clothes = wardrobe.dress(workspace, note, documents, found)
    style = clothes.style
    drawings = draw_all(note.exhibits, style, workspace.cache_folder / "exhibits", jobs, widths(note))
    own = own_templates(workspace)
    if own is not None and own != packaged("templates"):  # they may say what no note says
        said = template_characters(note, dressing_of(workspace, note, drawings, "", style), channels, own)
        if extra := said - clothes.characters:
            documents = {**documents, **template_texts(own, workspace.root)}
            clothes = wardrobe.dress(workspace, note, documents, found, extra)
    found += [one for e in note.exhibits for one in told(e, drawings[e.id]) if one not in found]
    return clothes, drawings


def dressing_of(
    workspace: Workspace, note: ClosedNote, drawings: Mapping[str, Drawing], css: str, style: Any
) -> Dressing:
    """What a page of ``note`` shows besides it. Raises Problems for a bad logo."""
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
