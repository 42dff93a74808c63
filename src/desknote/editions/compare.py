"""Two editions to what has changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

from desknote.editions.changes import Changes, Op, RecordChange, StatementChange, ValueChange
from desknote.editions.edition import Edition, Mention, Rating, Signatory, Statement, Value
from desknote.editions.figures import difference, is_share, number_in, unit_of
from desknote.editions.passages import compare_parts
from desknote.editions.prose import redline
from desknote.editions.tables import compare_tables


def compare(old: Edition, new: Edition) -> Changes:
    """What ``new`` says otherwise than ``old``."""
    if old == new:
        return Changes(old, new, parts=compare_parts(old, new))
    return Changes(
        old,
        new,
        ratings=(*_rating(old.rating, new.rating), *_values(old.targets, new.targets)),
        estimates=_values(old.estimates, new.estimates),
        facts=_values(old.facts, new.facts),
        parts=compare_parts(old, new),
        exhibits=compare_tables(old.exhibits, new.exhibits),
        people=_people(old.people, new.people),
        companies=_companies(old.companies, new.companies),
        statements=_statements(old.statements, new.statements),
        about=tuple(_settings(old.about, new.about)),
    )


def _op(old: object, new: object) -> Op:
    return "changed" if old and new else "added" if new else "removed"


def _rating(old: Rating | None, new: Rating | None) -> Iterator[ValueChange]:
    if old != new:
        was, now = (r.label if r else "" for r in (old, new))
        if was == now and old and new:  # the same word in another system
            was, now = f"{was} ({old.system})", f"{now} ({new.system})"
        yield ValueChange("rating", _op(old, new), was, now)


def _values(old: Iterable[Value], new: Iterable[Value]) -> tuple[ValueChange, ...]:
    was, now = {v.id: v for v in old}, {v.id: v for v in new}
    return tuple(
        _value(name, was.get(name), now.get(name))
        for name in _order(was, now)
        if was.get(name) != now.get(name)
    )


def _order(was: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """The names of both, those that are gone last."""
    return [*now, *(name for name in was if name not in now)]


def _value(name: str, old: Value | None, new: Value | None) -> ValueChange:
    change = None
    if old and new and old.unit == new.unit:
        change = difference(*_numbers(old, new), is_share(new.unit, new.shown))
    sources = tuple(v.source if v else "" for v in (old, new))
    return ValueChange(
        name,
        _op(old, new),
        old.shown if old else "",
        new.shown if new else "",
        change,
        source=(sources[0], sources[1]) if old and new and old.source != new.source else ("", ""),
    )


def _numbers(old: Value, new: Value) -> tuple[float | None, float | None]:
    """Two figures as they are shown, where they are shown alike: the change is then that of what is read."""
    shown = number_in(old.shown), number_in(new.shown)
    if None not in shown and unit_of(old.shown) == unit_of(new.shown):
        return shown
    return old.number, new.number


def _people(old: Sequence[Signatory], new: Sequence[Signatory]) -> tuple[RecordChange, ...]:
    return _records({p.id: p for p in old}, {p.id: p for p in new})


def _companies(old: Sequence[Mention], new: Sequence[Mention]) -> tuple[RecordChange, ...]:
    return _records({c.ticker or c.name: c for c in old}, {c.ticker or c.name: c for c in new})


def _records(
    was: Mapping[str, Signatory] | Mapping[str, Mention], now: Mapping[str, Signatory] | Mapping[str, Mention]
) -> tuple[RecordChange, ...]:
    found = []
    for name in _order(was, now):
        old, new = was.get(name), now.get(name)
        record = new or old
        assert record is not None
        if old != new:
            altered = tuple(_fields(old, new)) if old and new else ()
            found.append(RecordChange(name, _op(old, new), record.name, record, altered))
    return tuple(found)


def _fields(old: Signatory | Mention, new: Signatory | Mention) -> Iterator[ValueChange]:
    for one in fields(new):
        before, after = (getattr(record, one.name) for record in (old, new))
        if before != after:
            was, now = _said(before), _said(after)
            yield ValueChange(one.name, _op(was, now), was, now, None, redline(was, now))


def _said(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _statements(old: Iterable[Statement], new: Iterable[Statement]) -> tuple[StatementChange, ...]:
    was, now = {s.id: s for s in old}, {s.id: s for s in new}
    empty = Statement("", "", "")
    found = []
    for name in _order(was, now):
        before, after = was.get(name, empty), now.get(name, empty)
        if before != after:
            op = _op(name in was, name in now)
            found.append(
                StatementChange(
                    name, op, redline(before.title, after.title), redline(before.text, after.text)
                )
            )
    return tuple(found)


def _settings(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[ValueChange]:
    for name in _order(old, new):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield ValueChange(name, _op(before, after), before, after, None, redline(before, after))
