"""Companies of the register for the language server: offers while typing, a card, and where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desknote.diagnostics import Span
from desknote.lsp.desk import KeyPath, View
from desknote.lsp.names import Named, word
from desknote.model.base import in_lang
from desknote.model.coverage import STATUSES
from desknote.resolve.companies.entry import Entry
from desknote.resolve.companies.money import money, price_text
from desknote.resolve.companies.register import Register, open_register
from desknote.resolve.people import Staff
from desknote.resolve.ratings import grade_label

MOST_OFFERS = 50
_SHORTEST = 2
"""Characters of a name that must be typed before names are offered within a text."""


def register(view: View) -> Register:
    """The workspace's companies."""
    return open_register(view.workspace, view.shelf.registers)


def offers(view: View, path: KeyPath) -> list[Named]:
    """What may stand at ``path`` of a note, if that is a company's place: tickers or names."""
    keys = tuple(step for step in path if isinstance(step, str))
    if keys == ("company",):
        return [named for entry in register(view).entries() for named in _both(view, entry)]
    if keys == ("advice", "coverage", "name"):
        return [_name(view, entry) for entry in register(view).entries()]
    if keys == ("advice", "coverage", "ticker") or (keys[:1] == ("exhibits",) and keys[2:] == ("company",)):
        return [_ticker(view, entry) for entry in register(view).entries() if entry.ticker]
    return []


def _both(view: View, entry: Entry) -> Iterator[Named]:
    if entry.ticker:
        yield _ticker(view, entry)
    yield _name(view, entry)


def _name(view: View, entry: Entry) -> Named:
    return Named(entry.called(view.lang), entry.ticker, card(view, entry))


def _ticker(view: View, entry: Entry) -> Named:
    return Named(entry.ticker, entry.called(view.lang), card(view, entry))


def in_text(view: View, before: str) -> tuple[int, list[Named]]:
    """Names that go on from the end of ``before``, and how many of its characters they begin with."""
    known = register(view)
    for length in range(min(len(before), 20), _SHORTEST - 1, -1):
        start = before[-length:]
        outside = before[-length - 1 : -length]
        if start[0].isascii() and outside.isascii() and outside.isalnum():
            continue  # the middle of a Latin word
        found: dict[str, Named] = {}
        for name, number in known.table.starting(start):
            if "." not in name and len(found) < MOST_OFFERS:
                entry = known.entry(number)
                found[name] = Named(name, entry.ticker, card(view, entry))
        if found:
            return length, list(found.values())
    return 0, []


def at(view: View, line: str, column: int) -> tuple[Entry, int, int] | None:
    """The company that ``line`` names at ``column``, and the columns of its name."""
    known = register(view)
    for found in known.mentions(line):
        if found.start <= column <= found.end:
            return known.entry(found.company), found.start, found.end
    return None


def card(view: View, entry: Entry) -> str:
    """What the register says of a company, in Markdown."""
    lang = view.lang
    zh = view.ui_lang == "zh"
    grade, target = entry.standing(dt.date.max)
    grade = grade or entry.grade
    label = grade_label(view.house, "", grade, lang)[1] if view.house is not None and grade else grade
    names = " / ".join(dict.fromkeys(entry.name.values())) if isinstance(entry.name, dict) else entry.name
    rated = " · ".join(filter(None, (label, money(price_text(target or entry.target), entry.currency, lang))))
    rows = [
        f"**{names}** · {', '.join(t for t, _, _ in entry.listings if t)}",
        " · ".join(filter(None, (STATUSES[entry.status][0 if zh else 2], entry.sector))),
        rated,
        _people(view, entry),
        _interests(view, entry),
    ]
    return "\n\n".join(filter(None, rows))


def _people(view: View, entry: Entry) -> str:
    staff = Staff(view.workspace, view.shelf.library)
    names = []
    for person in entry.analysts:
        record = staff.load(person).record
        names.append(in_lang(record.name, view.lang) if record is not None else person)
    return f"{word(view, 'Covered by', '覆盖分析师')}: {', '.join(names)}" if names else ""


def _interests(view: View, entry: Entry) -> str:
    kinds = ", ".join(dict.fromkeys(one.kind for one in entry.interests))
    return f"{word(view, 'Interests', '利益关系')}: {kinds}" if kinds else ""


def place(view: View, entry: Entry) -> Span:
    """Where the register has a company."""
    return Span.point(view.workspace.name(view.workspace.coverage_file), entry.line)
