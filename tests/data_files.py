"""A folder of data files for tests, read as a note would read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desknote.closed import Cell, Frame
from desknote.diagnostics import Diagnostic
from desknote.report import message
from desknote.resolve.data import FrameCache, load_frame
from desknote.workspace import Workspace


@dataclass(frozen=True)
class Folder:
    """A note's folder in a workspace; ``read`` is what an exhibit's ``data`` does."""

    workspace: Workspace
    path: Path

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def read(
        self,
        request: str | dict[str, Any],
        *,
        datasets: Mapping[str, Any] | None = None,
        facts: Mapping[str, Cell] | None = None,
        cache: FrameCache | None = None,
    ) -> tuple[Frame | None, tuple[Diagnostic, ...]]:
        return load_frame(
            self.workspace,
            self.path,
            request,  # type: ignore[arg-type]
            None,
            cache,
            datasets=datasets or {},
            facts=facts or {},
        )

    def columns(self, request: str | dict[str, Any], **others: Any) -> dict[str, list[Cell]]:
        """The columns of data in which nothing is wrong."""
        frame, found = self.read(request, **others)
        assert not found, [message(d, "en") for d in found]
        assert frame is not None
        return {name: list(cells) for name, cells in frame.columns.items()}

    def codes(self, request: str | dict[str, Any], **others: Any) -> list[str]:
        """What is wrong with data, by code."""
        return [d.code for d in self.read(request, **others)[1]]

    def messages(self, request: str | dict[str, Any], **others: Any) -> list[str]:
        """What is wrong with data, in English."""
        return [message(d, "en") for d in self.read(request, **others)[1]]


def folder_in(root: Path) -> Folder:
    """A note's folder in a workspace at ``root``."""
    (root / "assets").mkdir(parents=True)
    (root / "assets" / "brand.yml").write_text("{}")
    path = root / "content" / "notes" / "sample"
    path.mkdir(parents=True)
    return Folder(Workspace(root.resolve()), path.resolve())
