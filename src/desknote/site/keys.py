"""What a page of the site was made from, as a digest: a page whose key is known need not be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote.freshness import Glance, sha256
from desknote.records import names_of
from desknote.resources import packaged

if TYPE_CHECKING:
    from desknote.site.compose import Composer
    from desknote.site.edition import Edition
    from desknote.site.entry import Entry
    from desknote.site.plan import Plan


def digest(*things: Any) -> str:
    """Stands for ``things``: what JSON knows, records, and lists that say what stands for them."""
    text = json.dumps(things, ensure_ascii=False, default=_said)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _said(thing: Any) -> Any:
    if (marks := getattr(thing, "marks", None)) is not None:
        return marks
    if hasattr(thing, "__dataclass_fields__"):
        return [type(thing).__name__, *(getattr(thing, name) for name in names_of(type(thing)))]
    return str(thing)


def entry_marks(entries: Iterable[Entry]) -> dict[str, str]:
    """Stands for each entry, by its slug."""
    return {entry.slug: digest(entry) for entry in entries}


def base(plan: Plan, templates: Path | None) -> str:
    """Stands for what every page depends on besides its edition: code, templates, settings."""
    desk = plan.desk
    return digest(
        Glance(plan.workspace).code,
        _templates(templates),
        desk.settings.model_dump(mode="json"),
        desk.house.kinds,
        [(name, system.model_dump(mode="json")) for name, system in desk.house.ratings.systems.items()],
        desk.languages,
        plan.drafts,
    )


def around(base: str, edition: Edition, composer: Composer) -> str:
    """Stands for what is around every note of an edition."""
    kinds = list(edition.catalogue.by_kind)
    return digest(base, edition.lang, edition.imprint, dict(composer.assets), kinds)


def lists(around: str, edition: Edition, composer: Composer) -> str:
    """Stands for what all list pages and feeds of an edition have in common."""
    desk = edition.desk
    feeds = [(lang, list(paths)) for lang, paths in composer.feeds_of.items()]
    return digest(around, desk.profiles[edition.lang], feeds, desk.base_url, desk.authority)


def _templates(own: Path | None) -> str:
    """Stands for the site's templates; the workspace's own may take in any others of its own."""
    folders = {packaged("templates") / "site", *([own] if own is not None else [])}
    files = sorted(p for folder in folders if folder.is_dir() for p in folder.rglob("*") if p.is_file())
    return digest([(str(file), sha256(file)) for file in files])
