"""What the preview knows of each note, and what it tells browsers of it."""

from __future__ import annotations

import asyncio
from dataclasses import field
from typing import TYPE_CHECKING, Any

from desknote.records import dataclass

if TYPE_CHECKING:
    from desknote.preview.jobs import Page
    from desknote.preview.webpage import WebPage

Row = dict[str, Any]


@dataclass(slots=True)
class NoteState:
    """One note: what can be shown of it, what is wrong with it, what is still to be done."""

    slug: str
    title: str = ""
    page: WebPage | None = None
    """The last good web page."""
    pdf: bytes = b""
    """The last good PDF; ``pdf_name`` stands for it, ``pages`` are its pages."""
    pdf_name: str = ""
    pages: tuple[Page, ...] = ()
    findings: list[Row] = field(default_factory=list)
    ok: bool = True
    known: bool = False
    """Whether it has been built or composed at all."""
    files: tuple[str, ...] = ()
    web_due: bool = True
    pdf_due: bool = True
    composing: bool = False
    printing: bool = False
    viewers: int = 0

    @property
    def busy(self) -> str:
        """``web`` or ``pdf`` while that is made."""
        if self.composing or (self.viewers and self.web_due):
            return "web"
        # What has errors is not printed.
        return "pdf" if self.printing or (self.pdf_due and self.ok) else ""

    @property
    def counts(self) -> tuple[int, int]:
        """Errors and warnings."""
        levels = [row["severity"] for row in self.findings]
        return levels.count("error"), levels.count("warning")

    def summary(self) -> Row:
        """A line of the list of notes."""
        errors, warnings = self.counts
        return {
            "slug": self.slug,
            "title": self.title or self.slug,
            "errors": errors,
            "warnings": warnings,
            "busy": bool(self.busy),
        }

    def view(self) -> Row:
        """All that a page showing the note needs to know to fetch the rest."""
        return {
            "slug": self.slug,
            "title": self.title or self.slug,
            "busy": self.busy,
            "web": self.page.digest if self.page else "",
            "pdf": self.pdf_name,
            "pages": [[page.digest, page.width, page.height] for page in self.pages],
            "findings": self.findings,
        }


class Subscriber:
    """A browser's open stream: what it has not been told yet. Old news gives way to new."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self._news: dict[str, Row | list[Row]] = {}
        self._woken = asyncio.Event()

    def put(self, kind: str, data: Row | list[Row]) -> None:
        """Tell of ``data`` as soon as the browser takes it."""
        self._news.pop(kind, None)
        self._news[kind] = data
        self._woken.set()

    async def take(self) -> dict[str, Row | list[Row]]:
        """What is new, by kind; waits for something."""
        await self._woken.wait()
        self._woken.clear()
        news, self._news = self._news, {}
        return news
