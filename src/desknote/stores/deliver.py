"""Put a site where its readers find it: what changed, in an order that breaks no link, and back again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping

from desknote.diagnostics import Diagnostic, Problems
from desknote.site.value import Site, SiteFile
from desknote.stores.plan import Held, Plan, State, plan, read_state
from desknote.stores.target import Target

OWN = ".desknote"
"""The store's own folder: the state, earlier states, and what they need."""
_CURRENT = f"{OWN}/current.json"
_LOCK = f"{OWN}/lock.json"
_LOCK_MINUTES = 30
_JSON = "application/json; charset=utf-8"
Tell = Callable[[str, int, int], None]
"""Called with each path, its number and how many there are."""


def current(target: Target) -> State:
    """What is published there. Raises Problems (DN860, DN862: the record cannot be read)."""
    content = target.read(_CURRENT)
    if content is None:
        return State()
    state = read_state(content)
    if state is None:
        raise Problems([Diagnostic("DN862", None, {"url": target.url, "file": _CURRENT})])
    return state


def foreseen(target: Target, site: Site, *, everything: bool = False) -> Plan:
    """What a delivery would do now; nothing is done. Raises Problems (DN860, DN862)."""
    return plan(_fitting(target, site).files, _held(site), everything)


def _fitting(target: Target, site: Site) -> State:
    """What is published there. Raises Problems (DN865) where drafts would take its place."""
    state = current(target)
    if site.drafts and state.generation and not state.drafts:
        raise Problems([Diagnostic("DN865", None, {"url": target.url})])
    return state


def _held(site: Site) -> dict[str, Held]:
    return {path: Held(f.sha256, f.size, f.media, f.fixed) for path, f in site.in_order()}


def deliver(
    target: Target, site: Site, *, keep: int = 3, everything: bool = False, tell: Tell | None = None
) -> Plan:
    """Bring ``target`` to the state of ``site``; returns what was done.

    Files that pages need go up before the pages, pages before the lists that link to them; what is
    replaced or removed is saved before, for ``keep`` earlier states. Broken off at any point, what is
    published is whole pages that link to whole pages, and the next delivery finishes the work. Raises
    Problems (DN860, DN862, DN863; DN865: drafts would take the place of what is public).
    """
    with _Lock(target):
        old = _fitting(target, site)
        files = dict(site.in_order())
        new = _held(site)
        steps = plan(old.files, new, everything)
        if steps.empty:
            return steps
        keeps = keep and old.drafts == site.drafts  # nothing of a preview stays where the public looks
        state = State(_next(target, old), new, old.generation if keeps else 0, site.drafts)
        if keeps and old.generation:
            _save(target, old, steps)
        _carry_out(target, steps, files, tell)
        _settle(target, state)
        _prune(target, state, keep if keeps else 0)
        return steps


def roll_back(target: Target, tell: Tell | None = None) -> tuple[State, Plan]:
    """Bring the state before the current one back; returns it and what was done.

    Raises Problems (DN860, DN862, DN863; DN864: there is none).
    """
    with _Lock(target):
        now = current(target)
        content = target.read(_generation(now.previous)) if now.previous else None
        before = read_state(content) if content is not None else None
        if before is None:
            raise Problems([Diagnostic("DN864", None, {"url": target.url})])
        ordered = dict(Site(files={p: _stand_in(h) for p, h in before.files.items()}).in_order())
        steps = plan(now.files, {path: before.files[path] for path in ordered})
        _save(target, now, steps)
        places = {held.sha256: path for path, held in now.files.items()}
        for number, path in enumerate(steps.put, 1):
            held = before.files[path]
            saved = _object(held.sha256)
            source = saved if target.exists(saved) else places.get(held.sha256, saved)
            if tell:
                tell(path, number, len(steps.put))
            target.copy(source, path, (held.media, held.fixed))
        for path in steps.remove:
            target.remove(path)
        _settle(target, before)
        return before, steps


def _stand_in(held: Held) -> SiteFile:
    return SiteFile(b"", held.sha256, held.size, held.media, held.fixed)


def _carry_out(target: Target, steps: Plan, files: Mapping[str, SiteFile], tell: Tell | None) -> None:
    for number, path in enumerate(steps.put, 1):
        file = files[path]
        if tell:
            tell(path, number, len(steps.put))
        target.write(path, file.read(), file.media, file.fixed)
    for path in steps.remove:
        target.remove(path)


def _save(target: Target, old: State, steps: Plan) -> None:
    """Keep what is about to go, once: a delivery that was broken off has saved it already."""
    for path, digest in steps.save.items():
        if not target.exists(_object(digest)) and target.exists(path):
            held = old.files[path]
            target.copy(path, _object(digest), (held.media, True))
    if not target.exists(_generation(old.generation)):
        target.write(_generation(old.generation), old.text(), _JSON)


def _settle(target: Target, state: State) -> None:
    target.write(_generation(state.generation), state.text(), _JSON)
    target.write(_CURRENT, state.text(), _JSON)


def _prune(target: Target, state: State, keep: int) -> None:
    """Forget states beyond the ``keep`` last before ``state``, and what only they needed."""
    earlier = [n for n in _numbers(target) if n < state.generation]
    kept = earlier[max(0, len(earlier) - keep) :]
    needed: set[str] = set()
    for number in earlier:
        if number not in kept:
            target.remove(_generation(number))
        elif (content := target.read(_generation(number))) and (held := read_state(content)):
            needed |= {h.sha256 for h in held.files.values()}
    for name in target.names(f"{OWN}/objects"):
        if name not in needed:
            target.remove(_object(name))


def _numbers(target: Target) -> list[int]:
    names = (name.removesuffix(".json") for name in target.names(f"{OWN}/states"))
    return sorted(int(name) for name in names if name.isdecimal())


def _next(target: Target, old: State) -> int:
    return max([old.generation, *_numbers(target)]) + 1


def _generation(number: int) -> str:
    return f"{OWN}/states/{number}.json"


def _object(digest: str) -> str:
    return f"{OWN}/objects/{digest}"


class _Lock:
    """One delivery at a time. A lock that was left behind counts for half an hour."""

    def __init__(self, target: Target) -> None:
        self.target = target

    def __enter__(self) -> None:
        now = dt.datetime.now(dt.UTC)
        held = self.target.read(_LOCK)
        if held is not None and (since := _since(held)) is not None:
            age = now - since
            if dt.timedelta(0) <= age < dt.timedelta(minutes=_LOCK_MINUTES):
                minutes = max(1, _LOCK_MINUTES - int(age.total_seconds() // 60))
                raise Problems([Diagnostic("DN863", None, {"url": self.target.url, "minutes": minutes})])
        self.target.write(_LOCK, json.dumps({"since": now.isoformat()}).encode(), _JSON)

    def __exit__(self, *_: object) -> None:
        self.target.remove(_LOCK)


def _since(content: bytes) -> dt.datetime | None:
    try:
        since = dt.datetime.fromisoformat(json.loads(content)["since"])
    except (ValueError, KeyError, TypeError):
        return None
    return since if since.tzinfo is not None else None
