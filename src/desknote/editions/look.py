"""What a redline is dressed in: the brand, logo, fonts and templates of the workspace at hand."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.records import dataclass
from desknote.resources import packaged
from desknote.workspace import MARKER, Workspace, read

if TYPE_CHECKING:
    from desknote.fonts import FaceSource, FontSet
    from desknote.model.brand import Brand

_LOGO_BYTES = 2_000_000
_PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Look:
    """A brand and where its files lie. ``templates`` is the house's own folder of them, if it has one."""

    workspace: Workspace
    brand: Brand
    templates: Path | None

    def logo(self, size: str = "medium") -> str:
        """The logo as a ``data:`` URI; empty where the brand has none that can be shown. Raises Problems."""
        from desknote.render.web import data_uri

        logo = self.brand.logo
        if logo is None:
            return ""
        names = (size, "medium", "large", "small")
        name = logo if isinstance(logo, str) else next((v for s in names if (v := getattr(logo, s))), None)
        kind = _PICTURES.get(Path(name).suffix.lower()) if name else None
        if name is None or kind is None:
            return ""
        place = Span.point(self.workspace.name(self.workspace.brand_file))
        content = read(self.workspace, self.workspace.root / "assets" / name, place)
        return data_uri(content, kind) if len(content) <= _LOGO_BYTES else ""

    def fonts(self, characters: frozenset[int], lang: str) -> FontSet:
        """The brand's faces, so far as they have ``characters``. Raises Problems (DN402, DN405, DN703)."""
        from desknote.fonts import prepare

        return prepare(self._sources(lang), characters, self.workspace.cache_folder)

    def _sources(self, lang: str) -> tuple[FaceSource, ...]:
        from desknote.fonts import locate
        from desknote.report import severity

        sources, found = locate(self.workspace, self.brand, lang)
        errors = [d for d in found if severity(d) == "error"]
        if errors:
            raise Problems(errors)
        return sources


@contextmanager
def look_of(workspace: Workspace | None) -> Iterator[Look]:
    """The look of ``workspace``; where there is none, desknote's own, in a folder gone afterwards.

    Raises Problems where the brand's file is wrong.
    """
    if workspace is not None:
        own = workspace.templates_folder
        yield Look(workspace, _brand(workspace), own if own.is_dir() else None)
        return
    with tempfile.TemporaryDirectory(prefix="desknote-") as folder:
        root = Path(folder).resolve()
        shutil.copytree(packaged("assets"), root / MARKER.parent)
        made = Workspace(root)
        yield Look(made, _brand(made), None)


def _brand(workspace: Workspace) -> Brand:
    from desknote.model.brand import Brand
    from desknote.model.validation import parse
    from desknote.source import load_document

    name = workspace.name(workspace.brand_file)
    document, found = load_document(name, read(workspace, workspace.brand_file))
    if document is None:
        raise Problems(found or [Diagnostic("DN005", None, {"file": name})])
    brand, wrong = parse(document, Brand)
    if brand is None:
        raise Problems([*found, *wrong])
    return brand
