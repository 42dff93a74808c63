"""The resident printer: a process of its own that builds notes one after the other and stays warm.

The web page is composed in the main process; printing takes longer, and Python runs one thread at a
time. A job that is no longer wanted is dropped at the next page.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from desknote.preview.boxes import SourceBox

_NOTHING = -1

Failed = Callable[[BaseException, str, Workspace | None], Diagnostic]
"""Makes a finding of a failure of desknote itself, and logs it; sent to another process by its name."""


@dataclass(frozen=True, slots=True)
class Job:
    """Build ``slug``. With ``pages`` it is printed in any case, and its pages are told of."""

    number: int
    slug: str
    pages: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: what stands for its look, its size in CSS pixels, and where its parts come from."""

    digest: str
    width: float
    height: float
    boxes: tuple[SourceBox, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of a job, as soon as there is one; its files are yet to be written."""

    number: int
    slug: str
    pdf: bytes
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended. ``files`` are the data files outside the note's folder that it read, or may have."""

    number: int
    slug: str
    ok: bool
    title: str
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()
    from_cache: bool = False
    dropped: bool = False


class Printer:
    """The main process's side: one job at a time; what comes of it goes to ``tell`` (in another thread)."""

    def __init__(self, workspace: Workspace, tell: Callable[[Printed | Done], None], failed: Failed) -> None:
        self._workspace, self._tell, self._failed = workspace, tell, failed
        self._context = multiprocessing.get_context("spawn")
        self._wanted: Any = self._context.Value("q", _NOTHING, lock=False)
        self._process: Any = None
        self._pipe: Connection | None = None
        self._job: Job | None = None
        self._closed = False

    def start(self) -> None:
        """Start the process, if there is none: it warms up while there is nothing to print yet."""
        if self._pipe is not None or self._closed:
            return
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=_serve, args=(theirs, self._wanted, self._workspace.root, self._failed), daemon=True
        )
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, args=(self._pipe,), daemon=True).start()

    def print(self, job: Job) -> None:
        """Begin ``job``. There must be none under way."""
        self._job = job
        self._wanted.value = job.number
        self.start()
        with suppress(OSError):  # it has just died: the listener tells of it
            assert self._pipe is not None
            self._pipe.send(job)

    def drop(self) -> None:
        """What is under way is not wanted any more; its end is still told of."""
        self._wanted.value = _NOTHING

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._wanted.value = _NOTHING
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(2)
        if self._process.is_alive():
            self._process.kill()

    def _listen(self, pipe: Connection) -> None:
        while True:
            try:
                message = pipe.recv()
            except (EOFError, OSError):
                break
            if isinstance(message, Done):
                self._job = None
            self._tell(message)
        job, self._job, self._pipe = self._job, None, None
        if job is not None and not self._closed:
            self._process.join(1)
            error = RuntimeError(f"the printing process ended with {self._process.exitcode}")
            self._tell(
                Done(job.number, job.slug, False, "", (self._failed(error, job.slug, self._workspace),))
            )


class _Dropped(BaseException):
    """The job is no longer wanted. Not an Exception: nothing on the way may make a finding of it."""


def _serve(pipe: Connection, wanted: Any, root: Path, failed: Failed) -> None:
    """The process: builds what comes through ``pipe`` until that closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bench = _Bench(Workspace(root), pipe, wanted, failed)
    with suppress(EOFError, OSError):
        bench.warm()
        while True:
            job: Job = pipe.recv()
            pipe.send(bench.done(job))
            if not pipe.poll(0.2):
                bench.rest()


class _Bench:
    """What the process keeps from job to job."""

    def __init__(self, workspace: Workspace, pipe: Connection, wanted: Any, failed: Failed) -> None:
        from desknote.resolve.note import Shelf

        self._workspace, self._pipe, self._wanted, self._failed = workspace, pipe, wanted, failed
        self._shelf = Shelf()
        self._press: Any = None

    def warm(self) -> None:
        """Load what printing needs. What is missing is told of by the first note."""
        with suppress(Problems, ImportError, OSError):
            from desknote.render.pdf import renderer

            renderer()
        gc.collect()
        gc.freeze()  # modules live as long as the process
        # Layout makes many objects and few cycles: they are gathered between jobs.
        gc.disable()

    def rest(self) -> None:
        """Tidy up while there is nothing to do."""
        gc.collect()

    def done(self, job: Job) -> Done:
        """Build the note of ``job``; whatever fails is told of."""

        def check() -> None:
            if self._wanted.value != job.number:
                raise _Dropped

        try:
            check()
            with _asking(check):
                return self._build(job, check)
        except _Dropped:
            return Done(job.number, job.slug, False, "", (), dropped=True)
        except Exception as error:
            return Done(job.number, job.slug, False, "", (self._failed(error, job.slug, self._workspace),))

    def _build(self, job: Job, check: Callable[[], None]) -> Done:
        from desknote.build import build_note
        from desknote.resolve import close

        press = self._press or _press(self._workspace)
        self._press = press
        press.begin(lambda pdf, pages: self._pipe.send(Printed(job.number, job.slug, pdf, pages)), check)
        result = build_note(self._workspace, job.slug, force=job.pages, press=press, shelf=self._shelf)
        note, _ = close(self._workspace, job.slug, shelf=self._shelf)
        title = str(note.title) if note is not None else ""
        files = note.data_files if note is not None else ()
        return Done(
            job.number, job.slug, result.ok, title, result.diagnostics, files, from_cache=result.from_cache
        )


def _press(workspace: Workspace) -> Any:
    """A press that tells of the pages it has printed before the note's files are written."""
    from desknote.preview.boxes import page_digests, source_boxes
    from desknote.render.pdf import Laid, Press

    class TellingPress(Press):
        def begin(self, tell: Callable[[bytes, tuple[Page, ...]], None], check: Callable[[], None]) -> None:
            self._tell, self._check = tell, check
            self._digests: list[str] = []

        def write(self, laid: Laid, identifier: bytes | None = None) -> bytes:
            self._check()
            pdf = super().write(laid, identifier)
            self._check()
            pages = zip(laid.document.pages, self._digests, strict=True)
            self._tell(
                pdf, tuple(Page(digest, p.width, p.height, tuple(source_boxes(p))) for p, digest in pages)
            )
            return pdf

        def finish(self, pdf: Any) -> None:
            self._digests = page_digests(pdf)
            super().finish(pdf)

    return TellingPress([workspace.cache_folder / "fonts"])


@contextmanager
def _asking(check: Callable[[], None]) -> Iterator[None]:
    """While the block runs, ``check`` is called at each step of a layout, a page being one."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            check()

    logger = logging.getLogger("weasyprint.progress")
    ear, kept, level = Ear(), logger.handlers[:], logger.level
    logger.handlers = [ear]
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.handlers = kept
        logger.setLevel(level)
