"""The register of companies: what is wrong with it is told of where it stands, and it is read once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from conftest import Make
from desknote.model.house import House
from desknote.resolve import close
from desknote.resolve.companies.distribution import distribution
from desknote.resolve.companies.entry import Interest
from desknote.resolve.companies.interests import in_force, months_after
from desknote.resolve.companies.register import open_register
from desknote.resolve.files import Library
from desknote.workspace import Workspace
from sample import HOUSE

MARKETS = HOUSE[: HOUSE.index("markets:")] + (
    "markets:\n"
    "  - {id: a-share, name: A, benchmark: CSI 300, tickers: [SH, SZ, BJ], currency: CNY}\n"
    "  - {id: hk, name: HK, benchmark: HSI, tickers: HK, currency: HKD}\n"
)
GOOD = """\
companies:
  - name: {zh-CN: 示例动力, en: Example Motion}
    ticker: 000000.SZ
    analysts: 张三
    history:
      - {date: 2024-10-29, rating: 增持, target: 32, price: 28.16}
      - {date: 2025-01-21, rating: buy, target: 42, price: 33.6}
  - {name: 示例云, ticker: 99902.HK, listings: [{ticker: 999008.SH}], status: 未覆盖}
"""


def opened(make: Make, text: str) -> tuple[Workspace, list[tuple[str, int, str]]]:
    workspace = make(house=MARKETS, files={"content/coverage.yaml": text})
    found = open_register(workspace).found
    return workspace, [(d.code, d.span.line if d.span else 0, d.suggestion) for d in found]


def test_a_sound_register_is_looked_up_by_any_word(workspace: Make) -> None:
    here, found = opened(workspace, GOOD)
    assert not found
    register = open_register(here)
    for word in ("示例动力", "Example Motion", "000000.SZ", "000000.sz"):
        entry = register.lookup(word)
        assert entry is not None and entry.called("zh-HK") == "示例动力"
        assert (entry.market, entry.currency, entry.analysts) == ("a-share", "CNY", ("zhang-san",))
        assert (entry.grade, entry.target) == ("buy", 42)
    cloud = register.lookup("999008.SH")
    assert cloud is not None and cloud.status == "not-covered"
    assert [market for _, market, _ in cloud.listings] == ["hk", "a-share"]
    assert register.lookup("无此公司") is None


def test_what_held_on_a_day(workspace: Make) -> None:
    entry = open_register(opened(workspace, GOOD)[0]).lookup("示例动力")
    assert entry is not None
    days = ((2024, 1, 1), (2024, 10, 29), (2025, 1, 20), (2025, 1, 21), (2026, 1, 1))
    held = [entry.standing(dt.date(*day)) for day in days]
    assert held == [("", None), ("add", 32), ("add", 32), ("buy", 42), ("buy", 42)]


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "near"),
    [
        ("analysts: 张三", "analysts: 张山", "DN301", 4, "张三"),
        ("rating: 增持", "rating: 增侍", "DN204", 6, "增持"),
        ("    analysts: 张三", "    analysts: 张三\n    market: hkk", "DN204", 5, "hk"),
        ("ticker: 99902.HK", "ticker: 000000.SZ", "DN414", 8, ""),
        ("name: 示例云", "name: 示例动力", "DN414", 8, ""),
        ("name: 示例云", "name: 云, aliases: [Example Motion]", "DN414", 8, ""),
        ("date: 2025-01-21", "date: 2024-01-21", "DN415", 7, ""),
        ("    analysts: 张三", "    analysts: 张三\n    rating: 中性", "DN415", 5, ""),
        ("    analysts: 张三", "    analysts: 张三\n    target: 41", "DN415", 5, ""),
        ("    analysts: 张三\n", "", "DN415", 2, ""),
        ("status: 未覆盖", "status: restricted, rating: buy", "DN415", 8, ""),
        ("status: 未覆盖", "status: 覆该", "DN204", 8, ""),
        ("000000.SZ", "00000.SZ", "DN206", 3, ""),
        ("ticker: 000000.SZ", "tickr: 000000.SZ", "DN201", 3, "ticker"),
        ("date: 2024-10-29", "date: 2024-10-32", "DN205", 6, ""),
        ("status: 未覆盖", "status: 未覆盖, conflicts: [{kind: holding, percent: 2}]", "DN206", 8, ""),
        ("status: 未覆盖", "status: 未覆盖, conflicts: [{kind: banking}]", "DN206", 8, ""),
    ],
)
def test_mistakes_are_told_of_where_they_stand(
    workspace: Make, old: str, new: str, code: str, line: int, near: str
) -> None:
    assert old in GOOD
    _, found = opened(workspace, GOOD.replace(old, new, 1))
    assert (code, line, near) in found or (not near and code in {c for c, at, _ in found if at == line})


def test_mistakes_keep_notes_from_being_built_but_not_from_being_checked(workspace: Make) -> None:
    here, _ = opened(workspace, GOOD.replace("99902.HK", "000000.SZ"))
    note, found = close(here, "sample")
    assert note is not None and [d.code for d in found] == ["DN414"]


@pytest.mark.parametrize(
    "text", ["", "companies: []\n", "# nothing\n", "companies: {}\n", "a: [\n", "x: 1\n", "- 1\n"]
)
def test_a_register_without_companies_or_sense_harms_nothing(workspace: Make, text: str) -> None:
    here, _ = opened(workspace, text)
    note, _ = close(here, "sample")
    assert note is not None and len(note.named) == 2  # those that its advice lists


def test_without_a_register_nothing_changes(workspace: Make) -> None:
    here = workspace()
    note, found = close(here, "sample")
    assert note is not None and not found
    assert (note.subject, note.distribution, note.disclosures) == (None, (), ())
    assert [(c.name, c.status) for c in note.named] == [("甲公司", "unknown"), ("乙公司", "unknown")]


def test_it_is_compiled_once_and_again_when_anything_changes(workspace: Make) -> None:
    here, _ = opened(workspace, GOOD)
    folder = here.cache_folder / "register"

    def kept() -> list[Path]:
        open_register(here)
        return sorted(folder.iterdir())

    first = kept()
    stamp = first[0].stat().st_mtime_ns
    assert kept() == first and first[0].stat().st_mtime_ns == stamp
    here.coverage_file.write_text(GOOD.replace("示例云", "示例雨"), "utf-8")
    second = kept()
    assert second != first and len(second) == 1
    (here.analysts_folder / "zhang-san.yaml").write_text("name: 张四\n", "utf-8")
    assert [d.code for d in open_register(here).found] == ["DN301"]


def test_a_spoilt_cache_is_made_anew(workspace: Make) -> None:
    here, _ = opened(workspace, GOOD)
    (file,) = (here.cache_folder / "register").iterdir()
    for spoilt in (b"", b"{}", b"\xff\xfe", file.read_bytes()[:-40]):
        file.write_bytes(spoilt)
        assert open_register(here).lookup("示例动力") is not None


def test_large_registers_are_read(workspace: Make) -> None:
    rows = "".join(
        f"  - {{name: {{zh-CN: 公司{i:05d}, en: Company {i:05d}}}, ticker: {300000 + i}.SZ, "
        f"analysts: zhang-san, sector: 行业, rating: 增持, target: 10, currency: CNY}}\n"
        for i in range(700)
    )
    here, found = opened(workspace, f"companies:\n{rows}")
    assert not found
    register = open_register(here)
    entry = register.lookup("公司00699")
    assert entry is not None and entry.ticker == "300699.SZ"
    house = Library().load(here, here.house_file, House).record
    assert house is not None
    spread = {row.label: row.count for row in distribution(register, house, dt.date(2025, 1, 1), "zh-CN")}
    assert spread == {"买入": 0, "增持": 700, "中性": 0, "减持": 0, "卖出": 0}


@pytest.mark.parametrize(
    ("kind", "as_of", "since", "until", "months", "day", "counts"),
    [
        ("banking", "2024-05-17", None, None, 12, "2025-05-17", True),
        ("banking", "2024-05-17", None, None, 12, "2025-05-18", False),
        ("banking", "2024-05-17", None, None, 12, "2024-05-16", False),
        ("banking", None, "2024-05-17", None, 12, "2030-01-01", True),
        ("banking", None, "2024-05-17", "2024-06-30", 12, "2025-07-01", False),
        ("banking-sought", "2024-11-30", None, None, 3, "2025-02-28", True),
        ("banking-sought", "2024-11-30", None, None, 3, "2025-03-01", False),
        ("holding", "2024-12-31", None, None, 0, "2025-06-01", True),
        ("holding", "2024-12-31", None, None, 0, "2024-12-30", False),
        ("holding", "2024-12-31", None, "2025-01-15", 0, "2025-01-16", False),
        ("market-making", None, "2023-07-01", None, 0, "2023-06-30", False),
        ("market-making", None, None, None, 0, "1999-01-01", True),
    ],
)
def test_an_interest_counts_from_its_day_until_it_lapses(
    kind: str, as_of: str | None, since: str | None, until: str | None, months: int, day: str, counts: bool
) -> None:
    def date(text: str | None) -> dt.date | None:
        return dt.date.fromisoformat(text) if text else None

    interest = Interest(kind, 1.0, date(as_of), date(since), date(until), "", None)
    assert in_force(interest, dt.date.fromisoformat(day), months) is counts


def test_months_later_is_the_same_day_or_the_last_of_the_month() -> None:
    assert months_after(dt.date(2024, 11, 30), 3) == dt.date(2025, 2, 28)
    assert months_after(dt.date(2023, 11, 30), 3) == dt.date(2024, 2, 29)
    assert months_after(dt.date(2024, 12, 31), 12) == dt.date(2025, 12, 31)
    assert months_after(dt.date(2024, 5, 17), 0) == dt.date(2024, 5, 17)
