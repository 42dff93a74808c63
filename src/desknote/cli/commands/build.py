"""``desknote build``: notes to the files in build/, several at a time, only what changed."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desknote.channels.make import chosen as channels
from desknote.channels.registry import STANDARD, names
from desknote.cli.app import exit_code
from desknote.cli.commands.notes import chosen
from desknote.cli.console import Console, shown_path, sources_in
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import Workspace

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from desknote.batch import Workbench
    from desknote.build import NoteResult
    from desknote.freshness import Glance


_FEW = 4
"""Notes that are handed to a running preview, which builds them one after the other; of more, all cores
build a share."""
_Order = tuple[Path, tuple[str, ...], Path, bool, bool]
"""What every worker does: the workspace, channels, the folder for outputs, ``force``, ``release``."""


def run(given: Given, console: Console) -> int:
    """Build the notes given. Raises Problems."""
    began = time.perf_counter()
    workspace, slugs = chosen(given.arguments)
    if not slugs:
        nothing = [Diagnostic("DN006")]
        console.report(nothing, lambda _: None)
        return exit_code(nothing)
    targets = _targets(workspace, given.values("to") or STANDARD, console)
    out = Path(given.text("out")).resolve() if given.text("out") else workspace.build_folder
    jobs = int(given.options.get("jobs", _processors()))
    _offer_schemas(workspace, console)
    results: dict[str, NoteResult] = {}
    release = given.on("release")
    for result in _results(workspace, slugs, targets, out, given.on("force"), release, jobs, console):
        results[result.slug] = result
        _tell(result, console, alone=len(slugs) == 1)
    found = [d for slug in slugs for d in results[slug].diagnostics]
    console.report(found, sources_in(workspace.root))
    if not console.quiet:
        for slug in slugs:
            for path in results[slug].outputs:
                if path.name != "manifest.json":
                    console.result(shown_path(path))
    if len(slugs) > 1:
        kept = sum(r.from_cache for r in results.values())
        failed = sum(not r.ok for r in results.values())
        built = len(results) - kept - failed
        seconds = f"{time.perf_counter() - began:.1f}"
        console.tell("total", built=built, kept=kept, failed=failed, seconds=seconds)
    console.count(found)
    return exit_code(found)


def _targets(workspace: Workspace, wanted: tuple[str, ...], console: Console) -> tuple[str, ...]:
    """The channels meant. Raises UsageError, and Problems where one of the house's is wrong."""
    try:
        return tuple(row.name for row in channels(workspace, wanted))
    except Problems as problems:
        for found in problems.diagnostics:
            if found.code == "DN831":
                params = {"name": "--to", "choices": str(found.params["choices"])}
                said = console.say.near("bad_choice", str(found.params["name"]), names(), **params)
                raise UsageError(said, "desknote build") from problems
        raise


def _offer_schemas(workspace: Workspace, console: Console) -> None:
    """The schemas that notes point editors to; a fresh clone has none."""
    if not (workspace.root / ".desknote" / "note.schema.json").exists():
        from desknote.schema import write_schemas

        with contextlib.suppress(OSError):
            write_schemas(workspace, console.lang)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _tell(result: NoteResult, console: Console, alone: bool) -> None:
    if not result.ok:
        console.tell("failed", name=result.slug)
    elif result.from_cache:
        if alone or console.verbose:
            console.tell("unchanged", name=result.slug)
    else:
        names = [p.name for p in result.outputs if p.name != "manifest.json"]
        key = "pdf_page" if result.pages == 1 else "pdf_pages"
        files = [console.say(key, file=n, pages=result.pages) if n.endswith(".pdf") else n for n in names]
        console.tell("built", name=result.slug, files=", ".join(files), seconds=f"{result.seconds:.1f}")


def _results(
    workspace: Workspace,
    slugs: tuple[str, ...],
    targets: tuple[str, ...],
    out: Path,
    force: bool,
    release: bool,
    jobs: int,
    console: Console,
) -> Iterator[NoteResult]:
    """Each note's result, as it comes."""
    from desknote.build import kept_result
    from desknote.freshness import Glance

    stale: list[str] = []
    glance = Glance(workspace)
    for slug in slugs:
        # Asked here so that no worker starts for what has not changed.
        kept = None if force or release else kept_result(glance, slug, targets, out)
        if kept is None:
            stale.append(slug)
        else:
            yield kept
    if 0 < len(stale) <= _FEW and out == workspace.build_folder and not release:
        for result in _handed_over(glance, stale, targets, force, console):
            stale.remove(result.slug)
            yield result
    if len(stale) < 2:
        for slug in stale:
            console.progress("building", name=slug, i=1, n=1)
            yield build_one(workspace, slug, targets, out, console.verbose, force, release, jobs)
        return
    from desknote.batch import tidying_seldom, warm_fonts

    warm_fonts(workspace, stale)
    _load()
    with tidying_seldom() as tidy:
        pool = _pool(min(jobs, len(stale))) if jobs > 1 else None
        if pool is not None:
            order = (workspace.root, targets, out, force, release)
            yield from _at_once(workspace, stale, order, pool, console)
            return
        for i, slug in enumerate(stale, 1):
            console.progress("building", name=slug, i=i, n=len(stale))
            yield build_one(workspace, slug, targets, out, console.verbose, force, release, jobs)
            tidy()


def _handed_over(
    glance: Glance, slugs: list[str], targets: tuple[str, ...], force: bool, console: Console
) -> Iterator[NoteResult]:
    """The notes that a preview of the workspace has built; the first one that it did not ends it."""
    from desknote.build import kept_result
    from desknote.freshness import Glance
    from desknote.resident import handed_over

    workspace, began, wanted = glance.workspace, time.perf_counter(), tuple(slugs)
    console.progress("building", name=wanted[0], i=1, n=len(wanted))
    for i, slug in enumerate(handed_over(glance, wanted, targets, force), 1):
        # What it says is looked up in the records: they hold, or it is built here.
        kept = kept_result(Glance(workspace), slug, targets, workspace.build_folder)
        if kept is None:
            return
        yield replace(kept, seconds=time.perf_counter() - began, from_cache=False)
        began = time.perf_counter()
        if i < len(wanted):
            console.progress("building", name=wanted[i], i=i + 1, n=len(wanted))


def _pool(jobs: int) -> ProcessPoolExecutor | None:
    """Processes to build in; nothing where the machine has none to give, as some containers and clouds."""
    import multiprocessing
    import sys
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has everything loaded already; elsewhere forking is not safe.
    method = "fork" if sys.platform == "linux" else "spawn"
    try:
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(jobs, context, initializer=_ignore_interrupts)
    except (ImportError, NotImplementedError, OSError):  # no semaphores
        return None


def _at_once(
    workspace: Workspace, slugs: list[str], order: _Order, pool: ProcessPoolExecutor, console: Console
) -> Iterator[NoteResult]:
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    try:
        waiting = {pool.submit(_in_worker, order, slug): slug for slug in slugs}
        console.progress("building", name=slugs[0], i=1, n=len(slugs))
        for i, future in enumerate(as_completed(waiting), 1):
            try:
                yield future.result()
            except BrokenProcessPool as error:
                yield _failed(workspace, waiting[future], error)
            if i < len(slugs):
                console.progress("building", name=slugs[i], i=i + 1, n=len(slugs))
    except BaseException:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_worker(order: _Order, slug: str) -> NoteResult:
    from desknote.batch import tidy

    root, targets, out, force, release = order
    try:
        return build_one(Workspace(root), slug, targets, out, False, force, release)
    finally:
        tidy()


def build_one(
    workspace: Workspace,
    slug: str,
    targets: tuple[str, ...],
    out: Path,
    verbose: bool,
    force: bool = True,
    release: bool = False,
    jobs: int | None = None,
) -> NoteResult:
    """Build one changed note, its charts by ``jobs`` processes; whatever fails, the other notes go on."""
    from desknote.build import build_note

    bench = _bench(workspace)
    try:
        return build_note(
            workspace,
            slug,
            targets,
            out,
            force=force,
            release=release,
            press=bench.press,
            shelf=bench.shelf,
            wardrobe=bench.wardrobe,
            jobs=jobs,
        )
    except Exception as error:
        if verbose:
            raise
        return _failed(workspace, slug, error)


def _failed(workspace: Workspace, slug: str, error: BaseException) -> NoteResult:
    from desknote.build import NoteResult
    from desknote.cli.failures import internal

    return NoteResult(slug, False, (), (internal(error, slug, workspace),))


@cache
def _bench(workspace: Workspace) -> Workbench:
    """What the process keeps from note to note."""
    from desknote.batch import workbench

    return workbench(workspace)


def _load() -> None:
    """Load what every note needs. A library that is missing is told of by the first note."""
    import desknote.compose.page
    import desknote.exhibits  # noqa: F401
    from desknote.render.pdf import renderer

    with contextlib.suppress(Problems):
        renderer()


def _ignore_interrupts() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
