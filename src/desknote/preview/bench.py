"""The printing process: builds notes one after the other and stays warm."""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desknote.compose.page import Hints
from desknote.diagnostics import Problems
from desknote.preview.jobs import Done, Failed, Job, Order, Page, Printed
from desknote.wardrobe import Wardrobe
from desknote.workspace import Workspace

_REST = 0.2
"""Seconds without a job after which there is time to tidy up."""


class _Dropped(BaseException):
    """The job is no longer wanted. Not an Exception: nothing on the way may make a finding of it."""


def serve(pipe: Connection, wanted: Any, steps: Any, root: Path, failed: Failed) -> None:
    """The process: builds what comes through ``pipe`` until that closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bench = Bench(Workspace(root), pipe.send, wanted, failed, steps)
    with suppress(EOFError, OSError):
        bench.warm()
        while True:
            job: Job | Order = pipe.recv()
            pipe.send(bench.done(job))
            if not pipe.poll(_REST):
                bench.rest()


class Bench:
    """What the process keeps from job to job.

    ``send`` takes what is printed; ``wanted.value`` is the number of the job that is still wanted,
    ``steps.value`` grows while there is progress.
    """

    def __init__(
        self,
        workspace: Workspace,
        send: Callable[[Printed], None],
        wanted: Any,
        failed: Failed,
        steps: Any = None,
    ) -> None:
        from desknote.resolve.note import Shelf

        self._workspace, self._send, self._wanted, self._failed = workspace, send, wanted, failed
        self._steps = steps
        self._shelf, self._wardrobe = Shelf(), Wardrobe()
        self._press: Any = None
        self._epoch = 0

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

    def done(self, job: Job | Order) -> Done:
        """Build the note of ``job``; whatever fails is told of."""

        def check() -> None:
            if self._steps is not None:
                self._steps.value += 1
            if self._wanted.value != job.number:
                raise _Dropped

        try:
            check()
            with _asking(check):
                return self._build(job, check) if isinstance(job, Job) else self._ordered(job, check)
        except _Dropped:
            return Done(job.number, job.slug, False, "", (), dropped=True)
        except Exception as error:
            return Done(job.number, job.slug, False, "", (self._failed(error, job.slug, self._workspace),))

    def _prepared(
        self, epoch: int, tell: Callable[[bytes, tuple[Page, ...]], None], check: Callable[[], None]
    ) -> Any:
        """The press for the next job."""
        if epoch != self._epoch:
            self._epoch = epoch
            self._wardrobe.forget()
        press = self._press or printing_press(self._workspace)
        self._press = press
        press.begin(tell, check)
        return press

    def _ordered(self, order: Order, check: Callable[[], None]) -> Done:
        """Build what somebody waits for; they look for the findings themselves."""
        from desknote.build import build_note

        result = build_note(
            self._workspace,
            order.slug,
            order.targets,
            force=order.force,
            press=self._prepared(order.epoch, lambda *_: None, check),
            shelf=self._shelf,
            wardrobe=self._wardrobe,
        )
        return Done(order.number, order.slug, result.ok, "", ())

    def _build(self, job: Job, check: Callable[[], None]) -> Done:
        from desknote.build import build_note
        from desknote.resolve import close

        press = self._prepared(
            job.epoch, lambda pdf, pages: self._send(Printed(job.number, job.slug, pdf, pages)), check
        )
        result = build_note(
            self._workspace,
            job.slug,
            force=job.pages,
            press=press,
            shelf=self._shelf,
            wardrobe=self._wardrobe,
        )
        note, _ = close(self._workspace, job.slug, shelf=self._shelf)
        title = str(note.title) if note is not None else ""
        files = note.data_files if note is not None else ()
        return Done(
            job.number, job.slug, result.ok, title, result.diagnostics, files, from_cache=result.from_cache
        )


def printing_press(workspace: Workspace) -> Any:
    """A press that tells of the pages it has printed before the note's files are written."""
    from desknote.preview.boxes import page_digests, source_boxes
    from desknote.preview.reprint import Reprinter
    from desknote.render.pdf import Laid, Press, renderer

    class TellingPress(Press):
        _reprinter: Reprinter | None = None

        def begin(self, tell: Callable[[bytes, tuple[Page, ...]], None], check: Callable[[], None]) -> None:
            self._tell, self._check = tell, check
            self._digests: list[str] = []
            self._layouts = 0

        def lay_out(
            self, html: str, fonts_key: str, file: str, settled: Callable[[Hints], bool] | None = None
        ) -> Laid:
            self._layouts += 1
            if self._reprinter is None:
                renderer()
                self._reprinter = Reprinter()
            with self._reprinter.laying_out(f"{file} {self._layouts}", fonts_key):
                return super().lay_out(html, fonts_key, file, settled)

        def write(self, laid: Laid, identifier: bytes | None = None, standard: str = "") -> bytes:
            assert self._reprinter is not None
            self._check()
            with self._reprinter.writing():
                pdf = super().write(laid, identifier, standard)
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
