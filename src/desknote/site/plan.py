"""What a site is made of: the workspace, the settings, the notes, and an edition for each language."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from desknote.records import dataclass
from desknote.site.catalogue import Catalogue
from desknote.site.edition import Edition, prefix_of
from desknote.site.entry import Entry
from desknote.site.keys import entry_marks
from desknote.site.settings import Desk
from desknote.workspace import Workspace


@dataclass(frozen=True)
class Plan:
    """One site."""

    workspace: Workspace
    desk: Desk
    entries: tuple[Entry, ...]
    drafts: bool

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The site in each of its languages, the main one first."""
        desk, entries, marks = self.desk, self.entries, entry_marks(self.entries)
        return tuple(
            Edition(lang, prefix_of(lang, desk), desk, Catalogue(lang, desk, entries), self.drafts, marks)
            for lang in desk.languages
        )

    def edition(self, entry: Entry) -> Edition:
        """The edition whose words stand around a note."""
        return next((e for e in self.editions if e.lang == entry.lang), self.editions[0])

    @property
    def cache(self) -> Path:
        """Where the site keeps what it need not make again."""
        return self.workspace.cache_folder / "site"

    def mark(self, *sizes: str) -> Path | None:
        """The file of the brand's logo in the first of ``sizes`` that it has."""
        logo = self.desk.brand.logo
        if logo is None:
            return None
        name = logo if isinstance(logo, str) else next((v for s in sizes if (v := getattr(logo, s))), None)
        if name is None or Path(name).suffix.lower() not in (".svg", ".png", ".jpg", ".jpeg"):
            return None
        return self.workspace.root / "assets" / name
