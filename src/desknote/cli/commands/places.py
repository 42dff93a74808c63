"""Where ``desknote publish`` puts a site: a folder, a store by its URL, a branch."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from desknote.cli.console import Console, shown_path
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import Diagnostic, Problems
from desknote.records import dataclass
from desknote.site import Before, Site, Written, before, write
from desknote.stores import (
    Plan,
    Target,
    deliver,
    foreseen,
    is_url,
    open_target,
    return_foreseen,
    roll_back,
    sender,
)
from desknote.stores.branch import Branch, deliver_to_branch, foreseen_on_branch, is_branch, open_branch
from desknote.workspace import Workspace


class Place(Protocol):
    """A place for a site. Methods raise Problems; UsageError where a place cannot do what is asked."""

    @property
    def address(self) -> str: ...
    def before(self) -> Before | None: ...
    def foreseen(self, site: Site) -> Written: ...
    def put(self, site: Site) -> Written: ...
    def back(self, dry: bool) -> int: ...
    def away(self, dry: bool) -> int: ...


def place_of(given: Given, console: Console, workspace: Workspace, default: str) -> Place:
    """The place that ``--site`` names, else the workspace's folder ``default``. Raises Problems (DN845)."""
    named = given.text("site")
    if is_branch(named):
        return _OnBranch(open_branch(named, workspace.root), console)
    if is_url(named):
        keep = int(given.options.get("keep", 3))
        own = workspace.root / ".desknote"
        return _InStore(open_target(named), console, keep, given.on("force"), own)
    folder = Path(named).resolve() if named else workspace.root / default
    content = (workspace.root / "content", workspace.root / "assets", workspace.templates_folder)
    if folder == workspace.root or any(folder.is_relative_to(own) for own in content):
        raise Problems([Diagnostic("DN845", None, {"folder": named})])
    return _InFolder(folder, console)


def _cannot(console: Console, option: str) -> UsageError:
    return UsageError(console.say("place_cannot", option=option), "desknote publish")


@dataclass(frozen=True, slots=True)
class _InFolder:
    folder: Path
    console: Console

    @property
    def address(self) -> str:
        return shown_path(self.folder / "index.html")

    def before(self) -> Before | None:
        return before(self.folder)

    def foreseen(self, site: Site) -> Written:
        held = self._fitting(site)
        files = held.files if held is not None else {}
        kept = sum(files.get(path) == file.sha256 for path, file in site.files.items())
        return Written(len(site.files) - kept, kept, len(files.keys() - site.files.keys()))

    def put(self, site: Site) -> Written:
        self._fitting(site)
        return write(site, self.folder, lambda done, of: self.console.progress("writing_site", i=done, n=of))

    def back(self, dry: bool) -> int:
        raise _cannot(self.console, "--roll-back")

    def away(self, dry: bool) -> int:
        raise _cannot(self.console, "--remove")

    def _fitting(self, site: Site) -> Before | None:
        """What is there. Raises Problems (DN845; DN865: drafts would take the place of what is public)."""
        held = self.before()
        if site.drafts and held is not None and not held.drafts:
            raise Problems([Diagnostic("DN865", None, {"url": shown_path(self.folder)})])
        return held


@dataclass(frozen=True, slots=True)
class _InStore:
    target: Target
    console: Console
    keep: int
    everything: bool
    own: Path
    """The workspace's folder for what is of this machine only."""

    @property
    def address(self) -> str:
        return self.target.url

    def before(self) -> Before | None:
        from desknote.stores.deliver import standing

        state = standing(self.target).state
        held = {path: file.sha256 for path, file in state.files.items()}
        return Before(held, state.drafts) if state.generation else None

    def foreseen(self, site: Site) -> Written:
        steps = foreseen(self.target, site, everything=self.everything)
        _list(steps, self.console)
        return _told(steps)

    def put(self, site: Site) -> Written:
        with sender(self.own) as name:
            force, keep, tell = self.everything, self.keep, self._tell
            return _told(deliver(self.target, site, keep=keep, everything=force, tell=tell, sender=name))

    def back(self, dry: bool) -> int:
        if dry:
            _, steps = return_foreseen(self.target)
            _list(steps, self.console)
            told = _told(steps)
            self.console.tell("would_publish_files", new=told.new, kept=told.kept, removed=told.removed)
            return 0
        with sender(self.own) as name:
            state, steps = roll_back(self.target, self._tell, name)
        told = _told(steps)
        self.console.tell("rolled_back", number=state.generation, url=self.target.url)
        self.console.tell("published_files", new=told.new, kept=told.kept, removed=told.removed)
        return 0

    def away(self, dry: bool) -> int:
        raise _cannot(self.console, "--remove")

    def _tell(self, path: str, number: int, of: int) -> None:
        self.console.progress("sending", name=path, i=number, n=of)


def _list(steps: Plan, console: Console) -> None:
    for path in steps.put:
        console.result(f"+ {path}")
    for path in steps.remove:
        console.result(f"- {path}")


def _told(steps: Plan) -> Written:
    return Written(len(steps.put), steps.unchanged, len(steps.remove))


@dataclass(frozen=True, slots=True)
class _OnBranch:
    branch: Branch
    console: Console

    @property
    def address(self) -> str:
        return self.branch.url

    def before(self) -> Before | None:
        return None

    def foreseen(self, site: Site) -> Written:
        steps = foreseen_on_branch(self.branch, site)
        _list(steps, self.console)
        return _told(steps)

    def put(self, site: Site) -> Written:
        return _told(deliver_to_branch(self.branch, site, "Publish the notes"))

    def back(self, dry: bool) -> int:
        raise _cannot(self.console, "--roll-back")

    def away(self, dry: bool) -> int:
        if not self.branch.folder:
            raise _cannot(self.console, "--remove")
        if dry:
            steps = foreseen_on_branch(self.branch, None)
            _list(steps, self.console)
            self.console.tell("would_publish_files", new=0, kept=0, removed=len(steps.remove))
            return 0
        deliver_to_branch(self.branch, None, "Remove a preview")
        self.console.tell("preview_removed", url=self.branch.url)
        return 0
