"""What an exhibit's ``data`` does to a file: rows, columns, pivots, periods, datasets; in one order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_files import Folder, folder_in
from desknote.model.data import DataSource, source_of
from desknote.model.validation import parse
from desknote.report import message, render_text
from desknote.resolve.data import load_frame
from desknote.resolve.readers.table import Table
from desknote.resolve.transform import shape
from desknote.source import load_document

LONG = "月份,地区,收入\n" + "".join(
    f"{year}-{month:02d},{region},{year - 2020 + month + extra}\n"
    for year in (2023, 2024)
    for month in range(1, 13)
    for region, extra in (("华东", 0), ("华南", 10))
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = folder_in(tmp_path / "w")
    made.write("long.csv", LONG)
    made.write(
        "px.csv", "date,close,volume\n2025-01-30,10,5\n2025-01-03,8,1\n2025-01-31,11,2\n2025-02-05,12,4\n"
    )
    return made


def test_rows_and_columns_are_chosen(folder: Folder) -> None:
    got = folder.columns({"file": "long.csv", "where": "地区 == '华东' and 月份 >= '2024-11'"})
    assert got == {"月份": ["2024-11", "2024-12"], "地区": ["华东", "华东"], "收入": [15, 16]}
    picked = folder.columns({"file": "long.csv", "tail": 2, "columns": ["收入", "地区"]})
    assert picked == {"收入": [16, 26], "地区": ["华东", "华南"]}
    assert list(picked) == ["收入", "地区"]
    renamed = folder.columns(
        {
            "file": "long.csv",
            "head": 1,
            "columns": {"收入": "revenue", "月份": "month"},
            "where": "revenue > 4",
        }
    )
    assert renamed == {"revenue": [14], "month": ["2023-01"]}


def test_sorting(folder: Folder) -> None:
    folder.write("x.csv", "n,k\n乙,2\n甲,\n丙,1\n丁,2\n")
    assert folder.columns({"file": "x.csv", "sort": "-k"})["n"] == ["乙", "丁", "丙", "甲"]
    assert folder.columns({"file": "x.csv", "sort": ["k", "-n"]})["n"] == ["丙", "乙", "丁", "甲"]
    frame, _ = folder.read({"file": "x.csv", "sort": "k"})
    assert frame is not None and list(frame.rows) == [4, 2, 5, 3]


def test_pivot(folder: Folder) -> None:
    wide = {"rows": "月份", "columns": "地区", "values": "收入"}
    got = folder.columns({"file": "long.csv", "pivot": wide, "tail": 2})
    assert got == {"月份": ["2024-11", "2024-12"], "华东": [15, 16], "华南": [25, 26]}
    by_region = {"rows": "地区", "columns": "月份", "values": "收入"}
    first = folder.columns({"file": "long.csv", "pivot": by_region, "columns": ["地区", "2023-01"]})
    assert first == {"地区": ["华东", "华南"], "2023-01": [4, 14]}
    folder.write("gaps.csv", "d,g,v\n1,a,1\n2,b,2\n2,b,3\n")
    many = {"rows": "d", "columns": "g", "values": "v"}
    assert folder.messages({"file": "gaps.csv", "pivot": many}) == [
        "'pivot': '2' and 'b' have several figures; add take: sum, mean or last"
    ]
    assert folder.columns({"file": "gaps.csv", "pivot": {**many, "take": "sum"}}) == {
        "d": [1, 2],
        "a": [1, None],
        "b": [None, 5],
    }


def test_resampling_days(folder: Folder) -> None:
    assert folder.columns({"file": "px.csv", "resample": "monthly"}) == {
        "date": [dt.date(2025, 1, 31), dt.date(2025, 2, 5)],
        "close": [11, 12],
        "volume": [2, 4],
    }
    by_column = {"every": "月", "take": {"close": "mean", "volume": "sum"}}
    assert folder.columns({"file": "px.csv", "resample": by_column}) == {
        "date": [dt.date(2025, 1, 31), dt.date(2025, 2, 5)],
        "close": [29 / 3, 12.0],
        "volume": [8, 4],
    }
    weekly = folder.columns({"file": "px.csv", "resample": {"every": "weekly", "take": "max"}})
    assert weekly["close"] == [8, 11, 12]


def test_resampling_months_to_quarters_and_years(folder: Folder) -> None:
    east = {"file": "long.csv", "where": "地区 == '华东'", "columns": ["月份", "收入"]}
    quarters = folder.columns({**east, "resample": {"every": "quarterly", "take": "sum"}, "head": 2})
    assert quarters == {"月份": ["2023Q1", "2023Q2"], "收入": [15, 24]}
    years = folder.columns({**east, "resample": {"every": "yearly", "take": "last"}})
    assert years == {"月份": [2023, 2024], "收入": [15, 16]}
    assert folder.messages({**east, "resample": "weekly"}) == [
        "resample: column '月份' cannot be made weekly"
    ]
    folder.write("x.csv", "n,k\n甲,2\n")
    assert folder.messages({"file": "x.csv", "resample": "monthly"}) == [
        "resample: no column of dates or periods was found"
    ]


def test_growth_is_computed_before_recent_rows_are_kept(folder: Folder) -> None:
    request = {
        "file": "long.csv",
        "where": "地区 == '华东'",
        "compute": {"yoy": "yoy(收入)", "double": "yoy * 2"},
        "keep": "月份 >= '2024-11'",
        "columns": ["月份"],
    }
    assert folder.columns(request) == {
        "月份": ["2024-11", "2024-12"],
        "yoy": pytest.approx([100 / 14, 100 / 15]),
        "double": pytest.approx([200 / 14, 200 / 15]),
    }


def test_facts_in_formulas(folder: Folder) -> None:
    request = {"file": "px.csv", "compute": {"x": "close / facts.base"}, "where": "close > facts.least"}
    facts = {"base": 2, "least": 10}
    assert folder.columns(request, facts=facts)["x"] == [5.5, 6.0]
    one, _ = folder.read(request, facts=facts)
    other, _ = folder.read(request, facts={**facts, "unread": 1})
    third, _ = folder.read(request, facts={**facts, "base": 4})
    assert one is not None and other is not None and third is not None
    assert one.digest == other.digest != third.digest


def test_datasets_build_on_each_other(folder: Folder) -> None:
    datasets: dict[str, Any] = {
        "raw": "long.csv",
        "wide": {"file": "raw", "pivot": {"rows": "月份", "columns": "地区", "values": "收入"}},
    }
    datasets = {name: one if isinstance(one, str) else source_of(one) for name, one in datasets.items()}
    got = folder.columns({"file": "wide", "compute": {"差": "华南 - 华东"}, "tail": 1}, datasets=datasets)
    assert got == {"月份": ["2024-12"], "华东": [16], "华南": [26], "差": [10]}
    assert len(folder.columns("raw", datasets=datasets)["月份"]) == 48
    assert folder.messages({"file": "wide", "sheet": "x"}, datasets=datasets) == [
        "'sheet': it belongs to the dataset 'wide' itself"
    ]
    round_: dict[str, Any] = {
        "a": source_of({"file": "b", "head": 1}),
        "b": source_of({"file": "a", "head": 1}),
    }
    assert folder.messages("a", datasets=round_) == ["datasets refer to each other in a circle: a → b → a"]
    _, (problem,) = folder.read("wied", datasets=datasets)
    assert (problem.code, problem.suggestion) == ("DN302", "wide")


def test_everything_wrong_is_told_at_once(folder: Folder) -> None:
    request = {
        "file": "long.csv",
        "where": "地区 = '华东' and 月分 > '2024'",
        "sort": "-收",
        "compute": {"a": "yoy(收入, 地区)", "b": "a + 1"},
        "columns": ["月份", "利润"],
    }
    assert folder.messages(request) == [
        "formula: nothing here is called '月分'",
        "content/notes/sample/long.csv has no column '收'",
        "yoy: the column has no dates or periods",
        "content/notes/sample/long.csv has no column '利润'",
    ]
    assert folder.messages({"file": "long.csv", "where": "地区 == '火星'"}) == [
        "content/notes/sample/long.csv has no rows for which 地区 == '火星'"
    ]
    twice = {"file": "long.csv", "columns": {"月份": "x", "地区": "x"}}
    assert folder.messages(twice) == ["'columns': two columns would be called 'x'"]


def test_problems_point_at_the_key_they_are_about(folder: Folder) -> None:
    text = """\
datasets:
  raw: {file: long.csv, where: 地区 == '华冬' or 地曲 == '华南'}
exhibits:
  a: {data: {file: raw, compute: {x: 收入 + 地区}, sort: nope}}
  b: {data: {file: 无此文件.csv}}
  c: {data: {file: m.xlsx, sheet: 二}}
"""
    document, found = load_document("note.yaml", text)
    assert document is not None and not found
    found = []
    for name, exhibit in document.data["exhibits"].items():
        path = ("exhibits", name, "data")
        _, more = load_frame(
            folder.workspace, folder.path, source_of(exhibit["data"]), document.value_span(path),
            datasets={k: source_of(v) for k, v in document.data["datasets"].items()},
            document=document, path=path,
        )  # fmt: skip
        found += more
    shown = render_text(found, lambda _: text, lang="zh", color=False)
    assert (
        shown
        == """\
note.yaml:2:46: 错误[DN352]: 公式中的“地曲”不存在
    2 |   raw: {file: long.csv, where: 地区 == '华冬' or 地曲 == '华南'}
      |                                                  ^^^^ 是不是“地区”？
   办法: 此处可用：月份, 地区, 收入

note.yaml:5:20: 错误[DN302]: 数据文件“无此文件.csv”不存在
    5 |   b: {data: {file: 无此文件.csv}}
      |                    ^^^^^^^^^^^^
   办法: 路径相对于研报目录；其中有：raw, long.csv, px.csv

note.yaml:6:20: 错误[DN302]: 数据文件“m.xlsx”不存在
    6 |   c: {data: {file: m.xlsx, sheet: 二}}
      |                    ^^^^^^
   办法: 路径相对于研报目录；其中有：raw, long.csv, px.csv
"""
    )


@pytest.mark.parametrize(
    ("yaml", "says"),
    [
        ("{file: a.csv, head: 1, tail: 2}", "give 'head' or 'tail', not both"),
        ("{where: x > 1}", "key 'file' is missing"),
        ("{file: a.csv, resample: {every: dayly}}", "unknown period 'dayly'"),
        ("{file: a.csv, types: {a: figure}}", "unknown a 'figure'"),
        ("{file: a.csv, wher: x > 1}", "unknown key 'wher'"),
    ],
)
def test_the_mapping_is_checked(yaml: str, says: str) -> None:
    document, _ = load_document("note.yaml", f"data: {yaml}\n")
    assert document is not None
    _, found = parse(document, DataSource, ("data",))
    assert [m for m in (message(d, "en") for d in found) if says in m]


def test_shorthand() -> None:
    source = source_of("data/x.xlsx#'2024''s 营收'!A1:D20")
    assert (source.file, source.sheet, source.range) == ("data/x.xlsx", "2024's 营收", "A1:D20")
    assert source_of("data/x.csv") == DataSource(file="data/x.csv")
    assert not source_of("data/x.csv").shaped


_CELLS = st.one_of(
    st.none(), st.integers(-9, 9), st.floats(-9, 9), st.sampled_from(["a", "b", "2024Q1"]), st.dates()
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=8),
    st.fixed_dictionaries(
        {"file": st.just("x.csv")},
        optional={
            "where": st.sampled_from(["x > 0", "missing(y)", "x == y", "1 < 2"]),
            "pivot": st.fixed_dictionaries(
                {"rows": st.just("x"), "columns": st.just("y"), "values": st.just("z")},
                optional={"take": st.sampled_from(["sum", "mean", "last", "max"])},
            ),
            "sort": st.sampled_from(["x", "-y", ["z", "-x"]]),
            "resample": st.sampled_from(
                ["weekly", "quarterly", {"every": "yearly", "take": "sum"}, {"every": "monthly", "date": "x"}]
            ),
            "compute": st.sampled_from([{"w": "x + 1"}, {"w": "yoy(z)"}, {"x": "lag(y)"}]),
            "keep": st.sampled_from(["missing(x) or x != 3", "x < z"]),
            "tail": st.integers(1, 5),
            "columns": st.sampled_from([["x"], {"x": "q"}, ["x", "nope"]]),
        },
    ),
)
def test_no_shaping_raises(rows: list[tuple[Any, ...]], request_: dict[str, Any]) -> None:
    columns = {name: tuple(r[i] for r in rows) for i, name in enumerate("xyz")}
    table = Table(columns, range(2, len(rows) + 2))
    shaped, found = shape(table, source_of(request_), {}, lambda _: lambda *_: None, "x.csv")
    assert all(message(d, "zh") for d in found)
    if shaped is not None:
        assert len({len(c) for c in shaped.columns.values()}) <= 1
