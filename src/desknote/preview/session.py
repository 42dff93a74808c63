"""Keeps notes built while they are written: composes web pages, has PDFs printed, tells browsers."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from desknote.diagnostics import Diagnostic
from desknote.preview.aside import aside
from desknote.preview.changes import Contents, affected
from desknote.preview.findings import as_rows, lines_of
from desknote.preview.jobs import Failed, Job, Message, Order, Printed
from desknote.preview.printer import Printer
from desknote.preview.state import NoteState, Row, Subscriber
from desknote.preview.webpage import Composed, Composer
from desknote.preview.widening import Widener
from desknote.report import UiLang, severity
from desknote.resolve import Shelf
from desknote.workspace import Workspace

_ABSENT = 0.15
"""Seconds that a note may be gone for: editors that save by way of another file take one away first."""
_LEISURE = 1.5
"""Seconds after the last PDF before anything is prepared for later."""
_HELD = 6
"""Notes whose PDF is kept when nobody looks at them."""

Report = Callable[[str, bool, tuple[Diagnostic, ...]], None]
"""Told of each note that is done: its slug, whether it is right, and what was found."""


class Session:
    """All notes of a workspace, or those ``wanted``. Lives in one event loop."""

    def __init__(
        self,
        workspace: Workspace,
        wanted: tuple[str, ...],
        lang: UiLang,
        failed: Failed,
        report: Report = lambda *_: None,
    ) -> None:
        self.workspace, self.lang = workspace, lang
        self.notes: dict[str, NoteState] = {}
        self._wanted, self._failed, self._report = wanted, failed, report
        self._composer = Composer(workspace, Shelf())
        self._contents = Contents(workspace)
        self._subscribers: list[Subscriber] = []
        self._wake = asyncio.Event()
        self._numbers = itertools.count(1)
        self._job: Job | Order | None = None
        self._orders: list[tuple[Order, asyncio.Future[bool]]] = []
        """What somebody waits for; the first is under way where ``_job`` is an order."""
        self._epoch = 0
        self._widener = Widener(workspace)
        self._widening: asyncio.Future[None] | None = None
        self._tried: dict[str, object] = {}
        self._shown: list[str] = []
        loop = asyncio.get_running_loop()

        def tell(message: Message) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._printed, message)

        self._printer = Printer(workspace, tell, failed)
        self._list()

    # --- what is there

    async def start(self) -> None:
        """Warm up, and remember how every file is now."""
        self._printer.start()
        await aside(self._contents.all_changed)
        self._wake.set()

    def close(self) -> None:
        """End the processes."""
        self._printer.close()
        self._widener.close()

    def _list(self) -> bool:
        """Notice notes that came and went; says whether any did."""
        there = [s for s in self.workspace.slugs() if not self._wanted or s in self._wanted]
        if there == list(self.notes):
            return False
        # Somebody may look at a note that went: its page stays until they leave.
        self.notes = {slug: self.notes.get(slug) or NoteState(slug) for slug in there}
        return True

    async def changed(self, paths: Iterable[Path]) -> None:
        """Files may have been saved: find out which notes that concerns."""
        await self._take(await aside(self._contents.changed, tuple(paths)))

    async def look_again(self) -> None:
        """Look for changes everywhere."""
        await self._take(await aside(self._contents.all_changed))

    async def _take(self, changed: set[Path]) -> None:
        if not changed:
            return
        if any(not self.workspace.note_file(slug).is_file() for slug in self.notes):
            await asyncio.sleep(_ABSENT)
        came_or_went = self._list()
        if any(self.workspace.root / "assets" in path.parents for path in changed):
            self._composer.wardrobe.forget()
            self._epoch += 1
        read = {slug: state.files for slug, state in self.notes.items()}
        wrong = [slug for slug, state in self.notes.items() if state.counts[0]]
        for slug in affected(self.workspace, changed, self.notes, read, wrong):
            state = self.notes[slug]
            state.web_due = state.pdf_due = True
            self._tell(state)
        if came_or_went:
            self._tell_list()
        self._wake.set()

    # --- who looks

    def subscribe(self, slug: str) -> Subscriber:
        """A stream of news for a browser that shows ``slug`` (or, where there is none, the first note)."""
        subscriber = Subscriber(slug)
        self._subscribers.append(subscriber)
        subscriber.put("notes", self._summaries())
        if (state := self.notes.get(slug)) is not None:
            state.viewers += 1
            state.pdf_due = state.pdf_due or not state.pdf
            self._shown = [slug, *(s for s in self._shown if s != slug)][:_HELD]
            subscriber.put("note", state.view())
            self._wake.set()
        return subscriber

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """The browser has gone, or shows another note."""
        self._subscribers.remove(subscriber)
        if (state := self.notes.get(subscriber.slug)) is not None and state.viewers:
            state.viewers -= 1
        for slug, state in self.notes.items():
            if not state.viewers and slug not in self._shown and state.pdf:
                state.pdf, state.pages, state.pdf_name, state.page = b"", (), "", None
                state.web_due = True

    def point_at(self, file: str, line: int) -> None:
        """Somebody's cursor stands at a line of a file: browsers show what comes of it."""
        slug = self.slug_of(file)
        first, last = block_around(lines_of(self.workspace, file) or [], line)
        news: Row = {"file": file, "line": line, "first": first, "last": last}
        news["slug"] = slug if slug in self.notes else ""
        for subscriber in self._subscribers:
            subscriber.put("cursor", news)

    def slug_of(self, file: str) -> str:
        """The note in whose folder ``file``, a name from the root, lies."""
        path = self.workspace.root / file
        if self.workspace.notes_folder not in path.parents:
            return ""
        return path.relative_to(self.workspace.notes_folder).parts[0]

    def _summaries(self) -> list[Row]:
        return [state.summary() for state in self.notes.values()]

    def _tell_list(self) -> None:
        rows = self._summaries()
        for subscriber in self._subscribers:
            subscriber.put("notes", rows)

    def _tell(self, state: NoteState) -> None:
        for subscriber in self._subscribers:
            if subscriber.slug == state.slug:
                subscriber.put("note", state.view())
        self._tell_list()

    # --- the work

    async def run(self) -> None:
        """Compose and print whatever is due, until cancelled: what is looked at first, pages before PDFs."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while (state := self._to_compose()) is not None:
                await self._compose(state)
            self._print_next()
            if self._job is None and self._widening is None and (lang := self._to_widen()):
                self._widening = asyncio.ensure_future(self._widen(lang))

    def _to_widen(self) -> str | None:
        """A language in which somebody reads and whose fonts are no wider than they must be."""
        wanting = self._composer.wardrobe.narrow()
        return next((lang for lang, brand in wanting.items() if self._tried.get(lang) is not brand), None)

    async def _widen(self, lang: str) -> None:
        await asyncio.sleep(_LEISURE)
        wardrobe = self._composer.wardrobe
        self._tried[lang] = wardrobe.narrow().get(lang)
        wide = await aside(self._widener.wide, lang)
        self._widening = None
        if wide is not None:
            wardrobe.wide[lang] = wide
            wardrobe.forget()
            for state in self.notes.values():  # now, while nobody waits for it
                state.web_due = state.web_due or state.viewers > 0
        self._wake.set()

    def _seen(self, state: NoteState) -> bool:
        """Whether somebody looks at a note; where there is but one, they are about to."""
        return state.viewers > 0 or len(self.notes) == 1

    def _to_compose(self) -> NoteState | None:
        due = (state for state in self.notes.values() if state.web_due and self._seen(state))
        return next(due, None)

    async def _compose(self, state: NoteState) -> None:
        state.web_due, state.composing = False, True
        self._tell(state)
        try:
            composed = await aside(self._composer.compose, state.slug)
        except Exception as error:
            composed = Composed(None, (self._failed(error, state.slug, self.workspace),))
        state.composing, state.known = False, True
        state.files = composed.files or state.files
        self._found(state, composed.diagnostics)
        if composed.page is not None:
            state.page, state.title = composed.page, composed.page.title
        if not state.ok:
            state.pdf_due = False  # it would end as this did
            self._report(state.slug, False, composed.diagnostics)
        self._tell(state)

    def _found(self, state: NoteState, diagnostics: tuple[Diagnostic, ...]) -> None:
        state.findings = as_rows(diagnostics, self.workspace, self.lang)
        state.ok = not any(severity(d) == "error" for d in diagnostics)

    @property
    def steps(self) -> int:
        """Grows while the printing process makes progress."""
        return self._printer.steps

    async def build(self, slug: str, targets: tuple[str, ...], force: bool) -> bool:
        """Build a note as ``desknote build`` would; says whether that went well. To be cancelled at will."""
        order = Order(next(self._numbers), slug, targets, force, self._epoch)
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._orders.append((order, future))
        self._wake.set()
        try:
            return await future
        finally:
            if self._job is order:
                self._printer.drop()
            self._orders = [one for one in self._orders if one[0] is not order]

    def _print_next(self) -> None:
        """Have the next PDF printed; what is under way makes room for what is wanted sooner."""
        if isinstance(self._job, Order):
            return
        if self._job is None and self._orders:
            self._job = self._orders[0][0]
            self._printer.print(self._job)
            return
        due = [s for s in self.notes.values() if s.pdf_due and not (self._seen(s) and s.web_due)]
        due.sort(key=lambda state: (state.viewers == 0, not self._seen(state)))
        if self._job is not None:
            running = self.notes.get(self._job.slug)
            if running is None or running.pdf_due or (due and self._seen(due[0]) and not self._seen(running)):
                self._printer.drop()
            return
        if not due:
            return
        state = due[0]
        state.pdf_due, state.printing = False, True
        self._job = Job(next(self._numbers), state.slug, self._seen(state), self._epoch)
        self._tell(state)
        self._printer.print(self._job)

    def _printed(self, message: Message) -> None:
        """The printing process has something to say."""
        state = self.notes.get(message.slug)
        if isinstance(message, Printed):
            if state is not None:
                state.pdf, state.pages = message.pdf, message.pages
                state.pdf_name = hashlib.blake2b(message.pdf, digest_size=12).hexdigest()
                self._tell(state)
            return
        job, self._job = self._job, None
        self._wake.set()
        if isinstance(job, Order):
            for order, future in self._orders:
                if order is job and not future.done():
                    future.set_result(message.ok)
            return
        if state is None:
            return
        state.printing = False
        if message.dropped:
            state.pdf_due = True
        elif not state.pdf_due:
            state.known = True
            state.title = message.title or state.title
            state.files = message.files or state.files
            self._found(state, message.diagnostics)
            self._report(state.slug, message.ok, message.diagnostics)
        self._tell(state)


def block_around(lines: list[str], line: int) -> tuple[int, int]:
    """The lines from the top-level key at or above ``line`` to the one before the next such key."""
    starts = [n for n, text in enumerate(lines, 1) if text[:1].strip() and text[0] not in "#-"]
    first = max((n for n in starts if n <= line), default=1)
    return first, min((n for n in starts if n > line), default=len(lines) + 1) - 1


def relative(workspace: Workspace, name: str) -> str | None:
    """``name`` (absolute, or from the root) as the name of a file inside the workspace, if it is one."""
    path = workspace.inside(workspace.root / name)
    return workspace.name(path) if path is not None and path.is_file() else None
