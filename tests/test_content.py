"""The digest of a note: what a reader would see changes it, and what no reader sees does not."""

from __future__ import annotations

import copy
import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from desknote.closed import ClosedNote
from desknote.compose.page import Dressing, compose
from desknote.content import content_digest, house_digest
from desknote.diagnostics import Problems
from desknote.exhibits.draw import Drawing
from desknote.exhibits.registry import exhibit_type
from desknote.exhibits.style import ChartStyle
from desknote.resolve import close
from desknote.workspace import Workspace

ROOT = Path(__file__).parents[1]
SAMPLES = ("example-motion", "large-model-costs")  # between them they have every part of a note
MOTION = "content/notes/example-motion/note.yaml"
Digests = tuple[str, str]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """The repository's house and sample notes."""
    for name in ("content", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return Workspace(tmp_path.resolve())


def closed(desk: Workspace, slug: str) -> ClosedNote | None:
    return close(desk, slug)[0]


def digests(desk: Workspace, slug: str = "example-motion") -> Digests:
    note = closed(desk, slug)
    assert note is not None
    return content_digest(note), house_digest(note)


def seen(note: ClosedNote) -> str:
    """All that readers are shown: the page, with the figures of charts instead of their shapes."""
    style = ChartStyle(lang=note.lang)
    drawings, figures = {}, []
    for exhibit in note.exhibits:
        kind = exhibit_type(exhibit.spec.type)
        assert kind is not None
        shown = kind.code.shown(exhibit, style)
        table = kind.draw(exhibit, style, 100.0) if kind.form == "table" else None
        chart = None if kind.form == "table" else "<svg/>"
        alt = exhibit.spec.alt or shown.alt
        drawings[exhibit.id] = Drawing(chart, table, alt, shown.headers, shown.rows)
        figures.append((shown.headers, shown.rows))
    return compose(note, Dressing(drawings=drawings, traced=False), "web", None) + repr(figures)


def scalars(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from scalars(value, (*path, key))
    else:
        yield path, tree


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, dt.date):
        return value - dt.timedelta(days=1)
    return f"{value} 9" if isinstance(value, str) else 0 if value else 7


def changed(tree: Any, path: tuple[Any, ...], value: Any) -> str:
    """``tree`` as YAML with another value at ``path``, or without one where it is None."""
    tree = copy.deepcopy(tree)
    place = tree
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


def missed(desk: Workspace, slug: str, file: str) -> list[str]:
    """The values in ``file`` whose change shows on the page and in no digest: one of each shape."""
    path = desk.root / file
    tree = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    first = closed(desk, slug)
    assert first is not None
    before, page = digests(desk, slug), seen(first)
    found, shapes = [], set()
    for where, value in scalars(tree):
        shape = tuple(0 if isinstance(key, int) else key for key in where)
        if shape in shapes or where == ("lang",) or {"zh-CN", "zh-HK"} & {*shape}:
            continue
        shapes.add(shape)
        for new in (other(value), None) if len(where) == 1 else (other(value),):
            path.write_text(changed(tree, where, new), "utf-8")
            note = closed(desk, slug)
            try:
                same = note is None or seen(note) == page
            except Problems:  # what is left out of a wrong note is missed by its page
                continue
            if not same and digests(desk, slug) == before:
                found.append(".".join(map(str, where)))
    return found


@pytest.mark.parametrize("slug", SAMPLES)
def test_what_a_note_says_changes_its_digest(desk: Workspace, slug: str) -> None:
    """All but the time of sending out, which is known only when the note was approved."""
    assert set(missed(desk, slug, f"content/notes/{slug}/note.yaml")) <= {"first_disseminated"}


@pytest.mark.parametrize("file", ["analysts/li-si.yaml", "house.yaml"])
def test_what_is_said_elsewhere_changes_a_digest(desk: Workspace, file: str) -> None:
    assert missed(desk, "example-motion", f"content/{file}") == []


def edit(desk: Workspace, file: str, old: str, new: str) -> None:
    path = desk.root / file
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


CONTENT = {
    "a cell of a file": (
        "content/notes/example-motion/data/orders.csv",
        lambda text: re.sub(r"486", "487", text),
    ),
    "the figure nothing instead of none": (
        "content/notes/example-motion/data/orders.csv",
        lambda text: text.replace("4Q24,486", "4Q24,0"),
    ),
    "an interest in the subject": (
        "content/coverage.yaml",
        lambda text: text.replace("percent: 1.32", "percent: 1.33"),
    ),
    "an interest less": (
        "content/coverage.yaml",
        lambda text: text.replace("      - {kind: market-making, since: 2023-07-01}\n", ""),
    ),
    "an earlier rating": (
        "content/coverage.yaml",
        lambda text: text.replace("target: 31.00", "target: 30.00"),
    ),
    "the order of series": (
        MOTION,
        lambda text: text.replace(
            "y: {company: Example Motion, csi300: CSI 300}", "y: {csi300: CSI 300, company: Example Motion}"
        ),
    ),
    "a chart laid on its side": (
        MOTION,
        lambda text: text.replace("    x: quarter", "    horizontal: true\n    x: quarter"),
    ),
    "when it was finished": (
        MOTION,
        lambda text: re.sub(r"(?m)^completed: .*$", "completed: 2025-01-21 06:59", text),
    ),
    "how often it is updated": (MOTION, lambda text: text + "update_frequency: never\n"),
}
HOUSE = {
    "how often the house updates": (
        "content/house.yaml",
        lambda text: text.replace("Quarterly, and", "Monthly, and"),
    ),
    "a rating's definition": ("content/house.yaml", lambda text: text.replace("above: 15", "above: 16")),
    "what the house calls such notes": (
        "content/house.yaml",
        lambda text: text + "\nkinds: {company: Company comment}\n",
    ),
}
UNSEEN = {
    "comments": (MOTION, lambda text: "# one\n" + text.replace("\nfacts:\n", "\nfacts:  # two\n")),
    "quotes": (MOTION, lambda text: text.replace("unit: RMB,", "unit: 'RMB',")),
    "the order of keys": (
        MOTION,
        lambda text: text.replace("    type: bar\n", "").replace(
            "    data: data/orders.csv\n", "    data: data/orders.csv\n    type: bar\n"
        ),
    ),
    "a fact that nothing uses": (
        MOTION,
        lambda text: text.replace("facts:\n", "facts:\n  idle: {value: 7}\n"),
    ),
    "the analyst of another sector": (
        "content/analysts/wang-wu.yaml",
        lambda text: text.replace("biography:", "status: left\nbiography:"),
    ),
    "another company's rating": (
        "content/coverage.yaml",
        lambda text: text.replace("rating: add, target: 20.00", "rating: sell, target: 9.00"),
    ),
    "lines and remarks in the register": ("content/coverage.yaml", lambda text: "# one\n# two\n" + text),
    "days until a price is old": ("content/house.yaml", lambda text: text + "\nprice_days: 12\n"),
    "when it was sent out": (
        MOTION,
        lambda text: re.sub(r"(?m)^first_disseminated: .*$", "first_disseminated: 2025-01-21 09:59", text),
    ),
}
Change = tuple[str, Callable[[str], str]]


def apply(desk: Workspace, change: Change) -> tuple[Digests, Digests]:
    """The digests before and after."""
    before = digests(desk)
    path = desk.root / change[0]
    text = path.read_text("utf-8")
    after = change[1](text)
    assert after != text
    path.write_text(after, "utf-8")
    return before, digests(desk)


@pytest.mark.parametrize("change", CONTENT.values(), ids=CONTENT)
def test_content(desk: Workspace, change: Change) -> None:
    before, after = apply(desk, change)
    assert before[0] != after[0]


@pytest.mark.parametrize("change", HOUSE.values(), ids=HOUSE)
def test_what_the_firm_says_is_not_the_authors(desk: Workspace, change: Change) -> None:
    before, after = apply(desk, change)
    assert before[0] == after[0] and before[1] != after[1]


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_no_reader_sees_changes_nothing(desk: Workspace, change: Change) -> None:
    before, after = apply(desk, change)
    assert before == after


def test_a_data_file_may_have_another_name(desk: Workspace) -> None:
    before = digests(desk)
    folder = desk.note_file("example-motion").parent
    (folder / "data" / "orders.csv").rename(folder / "data" / "intake.csv")
    edit(desk, MOTION, "data: data/orders.csv", "data: data/intake.csv")
    assert digests(desk) == before


@pytest.mark.parametrize(
    ("one", "two"), [("{a: x, v: 0}", "{a: x, v: null}"), ("{a: x, v: 1}", "{a: x, v: '1'}")]
)
def test_nothing_is_not_nought(desk: Workspace, one: str, two: str) -> None:
    text = desk.note_file("example-motion").read_text("utf-8")
    made = []
    for row in (one, two):
        extra = f"  tiny: {{type: table, title: T, source: S, rows: [{row}, {{a: y, v: 2}}]}}\n"
        note = text.replace("@exhibit:forecasts", "@exhibit:forecasts\n\n      @exhibit:tiny").rstrip() + "\n"
        desk.note_file("example-motion").write_text(note + extra, "utf-8")
        made.append(digests(desk)[0])
    assert made[0] != made[1]


def test_other_companies_prices_are_the_firms_records(desk: Workspace) -> None:
    """They go on changing when the note is published; its own subject's interests are its author's."""
    before = digests(desk, "large-model-costs")
    edit(
        desk,
        "content/coverage.yaml",
        "aliases: [腾讯, 騰訊]",
        "aliases: [腾讯, 騰訊]\n    price: 400\n    price_date: 2025-02-03",
    )
    after = digests(desk, "large-model-costs")
    assert before[0] == after[0] and before[1] != after[1]


def test_the_houses_templates_are_what_the_firm_says(desk: Workspace) -> None:
    note = closed(desk, "example-motion")
    assert note is not None
    assert house_digest(note, "one") != house_digest(note)
