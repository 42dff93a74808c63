"""Put a site where its readers find it: what changed, in an order that breaks no link, and back again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from desknote.diagnostics import Diagnostic, Problems
from desknote.site.value import Site, SiteFile
from desknote.stores.lock import Lock
from desknote.stores.plan import OWN, Held, Plan, Standing, State, plan, read_state
from desknote.stores.target import Target

_CURRENT = f"{OWN}/current.json"
_BEGUN = f"{OWN}/begun.json"
_OBJECTS = f"{OWN}/objects"
_STATES = f"{OWN}/states"
_JSON = "application/json; charset=utf-8"
Tell = Callable[[str, int, int], None]
"""Called with each path, its number and how many there are."""


def standing(target: Target) -> Standing:
    """What is published there. Raises Problems (DN860, DN862: a record cannot be read)."""
    return Standing(_read(target, _CURRENT) or State(), _read(target, _BEGUN))


def foreseen(target: Target, site: Site, *, everything: bool = False) -> Plan:
    """What a delivery would do now; nothing is done. Raises Problems as :func:`deliver` does."""
    now = _fitting(target, site, everything)
    return plan(now.files(), _held(site), everything)


def deliver(
    target: Target,
    site: Site,
    *,
    keep: int = 3,
    everything: bool = False,
    tell: Tell | None = None,
    sender: str = "",
) -> Plan:
    """Bring ``target`` to the state of ``site``; returns what was done.

    Files that pages need go up before the pages, pages before the lists that link to them; what is
    replaced or removed is saved before, for ``keep`` earlier states. Broken off at any point, what is
    published is whole pages that link to whole pages, and the next delivery finishes the work, whatever it
    brings. ``everything`` puts unchanged files, too, and takes the place of files of somebody else.
    A lock that ``sender`` left is no hindrance. Raises Problems (DN860, DN862, DN863; DN865: drafts would
    take the place of what is public; DN866: there are files of somebody else).
    """
    with Lock(target, sender) as lock:
        now = _fitting(target, site, everything)
        old, new = now.state, _held(site)
        steps = plan(now.files(), new, everything)
        if steps.empty:
            if now.begun is not None:
                target.remove(_BEGUN)
            return steps
        keeps = keep and old.drafts == site.drafts  # nothing of a preview stays where the public looks
        state = State(_next(target, old), new, old.generation if keeps else 0, site.drafts)
        if old.generation and (new, site.drafts) == (old.files, old.drafts):
            state = old  # put in order again, as it was
        lock.hold()
        if keeps and old.generation and state is not old:
            _save(target, old, plan(old.files, new), lock)
        _begin(target, now, state)
        files = dict(site.in_order())
        for number, path in enumerate(steps.put, 1):
            if tell:
                tell(path, number, len(steps.put))
            lock.refresh()
            target.write(path, files[path].read(), files[path].media, files[path].fixed)
        _take_away(target, steps, lock)
        _settle(target, state)
        if state is not old:
            _prune(target, state, keep if keeps else 0)
        return steps


def roll_back(target: Target, tell: Tell | None = None, sender: str = "") -> tuple[State, Plan]:
    """Bring the state before back; returns it and what was done. Where a delivery was broken off that is
    what was there before it; a return that was broken off is finished.

    Raises Problems (DN860, DN862, DN863; DN864: there is none, or not all of its files).
    """
    with Lock(target, sender) as lock:
        now = standing(target)
        before = _before(target, now)
        steps = _back(now, before)
        lock.hold()
        _save(target, now.state, steps, lock)
        sources = _sources(target, steps, before, now.files())
        _begin(target, now, before)
        for number, (path, source) in enumerate(sources.items(), 1):
            if tell:
                tell(path, number, len(sources))
            lock.refresh()
            target.copy(source, path, (before.files[path].media, before.files[path].fixed))
        _take_away(target, steps, lock)
        _settle(target, before)
        return before, steps


def return_foreseen(target: Target) -> tuple[State, Plan]:
    """What :func:`roll_back` would bring back and do now; nothing is done. Raises Problems as it does."""
    now = standing(target)
    before = _before(target, now)
    steps = _back(now, before)
    _sources(target, steps, before, now.files())
    return before, steps


def _back(now: Standing, before: State) -> Plan:
    ordered = dict(Site(files={p: _stand_in(h) for p, h in before.files.items()}).in_order())
    return plan(now.files(), {path: before.files[path] for path in ordered})


def _before(target: Target, now: Standing) -> State:
    """The state to go back to. Raises Problems (DN860, DN864)."""
    number = now.state.previous
    if now.broken_off and now.begun is not None:
        if now.begun.generation >= now.state.generation > 0:
            return now.state
        number = now.begun.generation if now.state.generation else 0
    before = read_state(target.read(_generation(number)) or b"") if number else None
    if before is None:
        raise Problems([Diagnostic("DN864", None, {"url": target.url})])
    return before


def _sources(target: Target, steps: Plan, before: State, files: Mapping[str, Held]) -> dict[str, str]:
    """Where the content of each file to put lies. Raises Problems (DN860; DN864: nowhere)."""
    saved = set(target.names(_OBJECTS))
    found = {}
    for path in steps.put:
        digest = before.files[path].sha256
        if digest in saved:
            found[path] = _object(digest)
        elif path in files and files[path].sha256 == digest:  # it is there, as another type
            found[path] = path
        else:
            raise Problems([Diagnostic("DN864", None, {"url": target.url})])
    return found


def _fitting(target: Target, site: Site, everything: bool) -> Standing:
    """What is published there. Raises Problems (DN860, DN862, DN865, DN866) where ``site`` may not be."""
    now = standing(target)
    if site.drafts and now.public:
        raise Problems([Diagnostic("DN865", None, {"url": target.url})])
    if not now.state.generation and now.begun is None and not everything:
        tops = set(target.names(""))
        for path in sorted(site.files, key=lambda path: (path.count("/"), path)):
            if path.partition("/")[0] in tops and target.exists(path):
                raise Problems([Diagnostic("DN866", None, {"url": target.url, "file": path})])
    return now


def _held(site: Site) -> dict[str, Held]:
    return {path: Held(f.sha256, f.size, f.media, f.fixed) for path, f in site.in_order()}


def _stand_in(held: Held) -> SiteFile:
    return SiteFile(b"", held.sha256, held.size, held.media, held.fixed)


def _save(target: Target, old: State, steps: Plan, lock: Lock) -> None:
    """Keep what is about to go, if it is what the record says: a delivery that was broken off has saved
    what it replaced."""
    saved = set(target.names(_OBJECTS))
    for path, digest in steps.save.items():
        if digest in saved:
            continue
        lock.refresh()
        content = target.read(path)
        if content is not None and hashlib.sha256(content).hexdigest() == digest:
            target.write(_object(digest), content, old.files[path].media, fixed=True)
            saved.add(digest)
    if old.generation and not target.exists(_generation(old.generation)):
        target.write(_generation(old.generation), old.text(), _JSON)


def _begin(target: Target, now: Standing, state: State) -> None:
    """Put on record what may be there from now on, so that the next delivery leaves nothing behind."""
    target.write(_BEGUN, now.towards(state).text(), _JSON)


def _take_away(target: Target, steps: Plan, lock: Lock) -> None:
    for path in steps.remove:
        lock.refresh()
        target.remove(path)


def _settle(target: Target, state: State) -> None:
    target.write(_generation(state.generation), state.text(), _JSON)
    target.write(_CURRENT, state.text(), _JSON)
    target.remove(_BEGUN)
    target.tidy()


def _prune(target: Target, state: State, keep: int) -> None:
    """Forget all but the ``keep`` states that one can go back to from ``state``, and what they needed."""
    kept = {state.generation}
    needed: set[str] = set()
    number = state.previous
    while number and number not in kept and len(kept) <= keep:
        earlier = read_state(target.read(_generation(number)) or b"")
        if earlier is None:
            break
        kept.add(number)
        needed |= {held.sha256 for held in earlier.files.values()}
        number = earlier.previous
    for number in _numbers(target):
        if number not in kept:
            target.remove(_generation(number))
    for name in target.names(_OBJECTS):
        if name not in needed:
            target.remove(_object(name))


def _read(target: Target, path: str) -> State | None:
    content = target.read(path)
    if content is None:
        return None
    state = read_state(content)
    if state is None:
        raise Problems([Diagnostic("DN862", None, {"url": target.url, "file": path})])
    return state


def _numbers(target: Target) -> list[int]:
    names = (name.removesuffix(".json") for name in target.names(_STATES))
    return sorted(int(name) for name in names if name.isdecimal())


def _next(target: Target, old: State) -> int:
    return max([old.generation, *_numbers(target)]) + 1


def _generation(number: int) -> str:
    return f"{_STATES}/{number}.json"


def _object(digest: str) -> str:
    return f"{_OBJECTS}/{digest}"
