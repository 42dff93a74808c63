"""Where the exhibits stand: what the texts place and refer to, and the numbers that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from desknote import markup
from desknote.closed import SidebarItem
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.records import dataclass
from desknote.resolve.text import MOST_FOUND, listed
from desknote.source import Document, Path

SIDEBAR = ("rating", "date", "changes", "analysts", "related")
"""The sidebar items that every workspace has."""


@dataclass(slots=True)
class Placing:
    """Follows a note in reading order. ``forms`` are its exhibits: id to ``chart``, ``table`` or, where
    the type is unknown, an empty text. ``told`` are the paths that something is said of already.

    ``order`` lists those that are placed; an exhibit's number is its place in it.
    """

    document: Document
    forms: Mapping[str, str]
    told: frozenset[Path] = frozenset()
    order: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    misspelt: set[str] = field(default_factory=set)

    def sidebar(self, items: tuple[str, ...], extra: tuple[str, ...]) -> tuple[SidebarItem, ...]:
        """The sidebar's items; ``extra`` are those that templates add to the usual ones."""
        placed: list[SidebarItem] = []
        known = dict.fromkeys((*SIDEBAR, *extra))
        written = isinstance(self.document.data.get("sidebar"), list)
        for i, item in enumerate(items):
            path: Path = ("sidebar", i) if written else ("sidebar",)
            if path in self.told:
                continue
            kind, mark, name = item.partition(":")
            kind, name = kind.strip(), name.strip()
            if kind == "exhibit" and mark:
                offset = len(item) - len(item.partition(":")[2].lstrip())
                span = self.document.char_span(path, offset, len(name))
                if (*path, "exhibit") in self.document.values:
                    span = self.document.value_span((*path, "exhibit"))
                if self._place(name, span):
                    placed.append(SidebarItem("exhibit", name))
            elif item in known:
                placed.append(SidebarItem(item))
            else:
                choices = [*known, *(f"exhibit:{e}" for e in self.forms)]
                near = f"exhibit:{item}" if item in self.forms else suggest(item, choices)
                params = {
                    "what_en": "sidebar item",
                    "what_zh": "侧栏项目",
                    "value": item,
                    "where_en": "the sidebar",
                    "where_zh": "侧栏",
                    "choices": listed(choices),
                }
                self.found.append(Diagnostic("DN204", self.document.value_span(path), params, near))
        return tuple(placed)

    def read(self, path: Path, text: str, *, body: bool) -> None:
        """Follow one text. Exhibits are placed in bodies only."""
        if "@" not in text:
            return
        for placement in markup.placements(text):
            if len(self.found) > MOST_FOUND:
                return
            length = placement.end - placement.start
            if body and placement.alone:
                name = self.document.char_span(path, placement.end - len(placement.id), len(placement.id))
                self._place(placement.id, name)
            else:
                span = self.document.char_span(path, placement.start, length)
                params = {"name": placement.id, "reference": self._reference(placement.id)}
                self.found.append(Diagnostic("DN314", span, params))
                self.referred.add(placement.id)
        for match in markup.references(text):
            if len(self.found) > MOST_FOUND:
                return
            self._refer(path, match.start(), match[1])

    def _place(self, name: str, span: Span) -> bool:
        if name not in self.forms:
            if ("exhibits",) in self.told:
                return False
            near = suggest(name, self.forms)
            self.misspelt.add(near)
            self.found.append(Diagnostic("DN310", span, {"name": name, "choices": listed(self.forms)}, near))
            return False
        if name in self.order:
            self.found.append(Diagnostic("DN313", span, {"name": name}))
            return False
        self.order.append(name)
        return True

    def _reference(self, name: str) -> str:
        return f"{'tbl' if self.forms.get(name) == 'table' else 'fig'}-{name}"

    def _refer(self, path: Path, start: int, name: str) -> None:
        known = [self._reference(e) for e in self.forms]
        if name in known or self.forms.get(name[4:]) == "" or ("exhibits",) in self.told:
            self.referred.add(name[4:])
            return
        span = self.document.char_span(path, start, len(name) + 1)
        other = self._reference(name[4:])
        near = other if other in known else suggest(name, known)
        choices = listed("@" + k for k in known)
        shown = f"@{near}" if near else ""
        self.found.append(Diagnostic("DN306", span, {"name": name, "choices": choices}, shown))

    def unplaced(self) -> list[Diagnostic]:
        """DN312 for each exhibit that stands nowhere; an error where the text refers to it."""
        if any(path[:1] == ("sidebar",) for path in self.told):
            return []
        return [
            Diagnostic(
                "DN312",
                self.document.key_span(("exhibits", name)),
                {"name": name},
                severity="error" if name in self.referred else None,
            )
            for name in self.forms
            if name not in self.order and name not in self.misspelt
        ]
