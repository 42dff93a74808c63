"""Workbooks and Parquet: sheets, ranges, names, what a cell shows; and files made to do harm."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table as ExcelTable
from pyarrow import parquet

from data_files import Folder, folder_in
from desknote.closed import Cell
from desknote.report import message
from desknote.resolve.readers.parquet_file import read_parquet
from desknote.resolve.readers.table import Options
from desknote.resolve.readers.xlsx_file import read_cell, read_xlsx

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_in(tmp_path / "w")


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: list[Any]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content.decode()) if entry.filename == part else content)
    return out.getvalue()


def columns(data: bytes, **options: Any) -> dict[str, list[Cell]]:
    table, found = read_xlsx(data, Options(**options), "x.xlsx")
    assert not found, [message(d, "en") for d in found]
    assert table is not None
    return {name: list(cells) for name, cells in table.columns.items()}


def said(data: bytes, **options: Any) -> list[str]:
    return [message(d, "en") for d in read_xlsx(data, Options(**options), "x.xlsx")[1]]


def model() -> bytes:
    """A small model: a hidden cover, two sheets, names, a table."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "封面"
    cover["A1"] = "示例"
    cover.sheet_state = "hidden"
    sheet = book.create_sheet("营收 2024")
    for row in (
        ["单位：亿元"],
        ["年份", "收入", "增速"],
        [2022, 100, 0.1],
        [2023, 112.5, 0.125],
        [2024, "1,300", None],
    ):
        sheet.append(row)
    for cell in sheet["C"][2:]:
        cell.number_format = "0.0%"
    sheet.append(["数据来源：公司公告"])
    other = book.create_sheet("假设's")
    other.append(["项", "值"])
    other.append(["税率", 0.15])
    other.add_table(ExcelTable(displayName="Inputs", ref="A1:B2"))
    book.defined_names["revenue"] = DefinedName("revenue", attr_text="'营收 2024'!$A$2:$B$4")
    book.defined_names["tax"] = DefinedName("tax", attr_text="'假设''s'!$B$2")
    sheet.defined_names["local"] = DefinedName("local", attr_text="'营收 2024'!$A$2:$A$3")
    return saved(book)


def test_the_first_sheet_that_shows_is_read() -> None:
    assert columns(model()) == {
        "年份": [2022, 2023, 2024],
        "收入": [100.0, 112.5, 1300.0],
        "增速": [10.0, 12.5, None],
    }


def test_sheets_ranges_and_names() -> None:
    data = model()
    assert columns(data, sheet="假设's") == {"项": ["税率"], "值": [0.15]}
    assert columns(data, sheet=" 营收 2024", range="$A$2:B4") == {
        "年份": [2022, 2023],
        "收入": [100.0, 112.5],
    }
    assert columns(data, range="B4:A2") == {"年份": [2022, 2023], "收入": [100.0, 112.5]}
    assert columns(data, range="revenue") == {"年份": [2022, 2023], "收入": [100.0, 112.5]}
    assert columns(data, range="A:B", header=2) == {
        "年份": [2022, 2023, 2024],
        "收入": [100.0, 112.5, 1300.0],
    }
    assert columns(data, range="local") == {"年份": [2022]}
    assert columns(data, range="inputs") == {"项": ["税率"], "值": [0.15]}
    assert read_cell(data, "营收 2024", "B4", "x") == (112.5, [])
    assert read_cell(data, "", "tax", "x") == (0.15, [])


def test_sheets_and_ranges_that_are_not_there() -> None:
    data = model()
    table, (problem,) = read_xlsx(data, Options(sheet="营收2024"), "x.xlsx")
    assert table is None
    assert message(problem, "zh") == "x.xlsx 中没有工作表“营收2024”"
    assert problem.suggestion == "营收 2024"
    _, (problem,) = read_xlsx(data, Options(range="revenu"), "x.xlsx")
    assert (problem.code, problem.suggestion) == ("DN349", "revenue")
    for cells in ("A0", "A1:", "A1:ZZZZ9", "XFE1", "A1048577", "A:2"):
        assert said(data, range=cells) == [f"x.xlsx: '{cells}' is neither cells nor a name there"]
    assert said(data, sheet="营收 2024", range="K1:L9") == ["x.xlsx#营收 2024 has no rows"]


def test_a_sheet_can_be_named_after_the_file(folder: Folder) -> None:
    folder.write("m.xlsx", model())
    assert folder.columns("m.xlsx#营收 2024!A2:B4") == {"年份": [2022, 2023], "收入": [100.0, 112.5]}
    assert folder.columns("m.xlsx#'假设''s'!A1:B2") == {"项": ["税率"], "值": [0.15]}
    assert folder.columns({"file": "m.xlsx#假设's", "columns": ["值"]}) == {"值": [0.15]}
    assert folder.columns({"file": "m.xlsx#假设's", "range": "A1:A2"}) == {"项": ["税率"]}
    assert folder.columns("m.xlsx#假设's") == {"项": ["税率"], "值": [0.15]}
    frame, _ = folder.read("m.xlsx")
    assert frame is not None
    assert (frame.file, frame.sheet) == ("content/notes/sample/m.xlsx", "营收 2024")
    assert list(frame.rows) == [3, 4, 5]


def test_cells_are_what_their_readers_see() -> None:
    book = book_of(["日期", "时点", "时刻", "是非", "尘", "错", "旧"])
    day = dt.datetime(2024, 2, 29)
    book.active.append(
        [
            dt.date(2024, 2, 29),
            dt.datetime(2024, 2, 29, 15, 30),
            dt.time(9, 30),
            True,
            0.1 + 0.2,
            "#N/A",
            45000,
        ]
    )
    book.active.append([day, day, None, False, 1e-7, "#REF!", 45001])
    for cell in book.active["G"][1:]:
        cell.number_format = 'yyyy"年"m"月"d"日"'
    assert columns(saved(book)) == {
        "日期": [dt.date(2024, 2, 29)] * 2,
        "时点": ["2024-02-29 15:30", "2024-02-29 00:00"],
        "时刻": ["09:30", None],
        "是非": ["TRUE", "FALSE"],
        "尘": [0.3, 1e-7],
        "错": ["#N/A", "#REF!"],
        "旧": [dt.date(2023, 3, 15), dt.date(2023, 3, 16)],
    }


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("0.00%", 4550000.0),
        ("General", 45500),
        ("#,##0.00_);(#,##0.00)", 45500),
        ('0.0"x"', 45500),
        ('0"days"', 45500),
        ("[Red]#,##0", 45500),
        ("0.00E+00", 45500),
        ("[$-804]yyyy/m/d", dt.date(2024, 7, 27)),
        ("mmm-yy", dt.date(2024, 7, 27)),
    ],
)
def test_number_formats(code: str, shows: Cell) -> None:
    book = book_of(["a"], [45500])
    book.active["A2"].number_format = code
    assert columns(saved(book)) == {"a": [shows]}


def test_dates_counted_from_1904() -> None:
    book = book_of(["a"], [dt.date(2025, 2, 5)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert columns(saved(book)) == {"a": [dt.date(2025, 2, 5)]}


def test_formulas_give_their_saved_values_and_lack_of_them_is_told() -> None:
    book = book_of(["年", "值"], [2023, 1], [2024, "=B2*2"], [2025, "=B3*2"])
    assert said(saved(book)) == ["x.xlsx#Sheet: formulas without a saved value in B3, B4"]
    empty = re.compile(r"(<f>[^<]*</f>)<v ?(?:/>|></v>)")  # as openpyxl writes it without lxml and with it
    with_values = changed(saved(book), SHEET, lambda xml: empty.sub(r"\1<v>7</v>", xml))
    assert columns(with_values) == {"年": [2023, 2024, 2025], "值": [1, 7, 7]}
    assert said(saved(book), range="A1:B2") == []


def test_merged_cells_count_for_each_row_they_cover() -> None:
    book = book_of(["年", "季", "值"], [2024, "一", 1], [None, "二", 2], [2025, "一", 3])
    book.active.merge_cells("A2:A3")
    assert columns(saved(book))["年"] == [2024, 2024, 2025]


def test_figures_kept_as_text_are_figures() -> None:
    book = book_of(["a", "b", "c"], ["1,200", 1, "2025/2/5"], [3, "二", dt.date(2025, 2, 6)], ["—", 2, None])
    assert columns(saved(book)) == {
        "a": [1200, 3, None],
        "b": [1, "二", 2],
        "c": [dt.date(2025, 2, 5), dt.date(2025, 2, 6), None],
    }


def test_types_can_be_said() -> None:
    book = book_of(["code", "cap", "day"], [600519, "1.2亿", 20250205], [300750.0, "3万", "x"])
    table, found = read_xlsx(
        saved(book), Options(types={"code": "text", "cap": "number", "day": "date"}), "x.xlsx"
    )
    assert table is not None
    assert table.columns["code"] == ("600519", "300750")
    assert table.columns["cap"] == (120_000_000.0, 30_000.0)
    assert [message(d, "en") for d in found] == ["x.xlsx#Sheet, row 3, column 'day': 'x' is not a date"]


def test_prefixed_and_placeless_cells() -> None:
    """Other programs give every element a prefix, or leave a cell's place out."""
    data = saved(book_of(["a", "b"], [1, 2]))
    no_place = changed(data, SHEET, lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml))
    assert columns(no_place) == {"a": [1], "b": [2]}

    def prefixed(xml: str) -> str:
        xml = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml)
        return xml.replace("xmlns=", "xmlns:x=")

    assert columns(changed(data, SHEET, prefixed)) == {"a": [1], "b": [2]}


def test_phonetic_guides_are_not_read() -> None:
    data = changed(
        saved(book_of(["東京"], [1])),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace("</si>", '<rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>', 1),
    )
    assert columns(data) == {"東京": [1]}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.dates(dt.date(1901, 1, 1), dt.date(2200, 1, 1)),
            st.integers(-(10**9), 10**9),
            st.floats(-1e9, 1e9).map(lambda x: round(x, 6)),
            st.text("甲乙丙丁 x", min_size=1, max_size=6).map(lambda s: "字" + s.strip()),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_what_openpyxl_writes_is_read(rows: list[tuple[dt.date, int, float, str]]) -> None:
    data = saved(book_of(["d", "i", "f", "s"], *map(list, rows)))
    got = columns(data, types={"s": "text"})
    assert got["d"] == [r[0] for r in rows]
    assert got["i"] == [r[1] for r in rows]
    assert got["f"] == pytest.approx([r[2] for r in rows], rel=1e-14)
    assert got["s"] == [r[3] for r in rows]


# --- files made to do harm


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_expands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desknote.resolve.readers.xlsx_package.MAX_EXPANDED", 20_000_000)
    data = changed(saved(book_of(["a"], [1])), SHEET, lambda xml: xml + " " * 30_000_000)
    assert len(data) < 100_000
    assert said(data) == ["cannot read data file 'x.xlsx': it expands to more than 20 MB"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY x "' + "ha" * 50 + '"><!ENTITY y "' + "&x;" * 50 + '">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://example.com/a.dtd">',
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    data = changed(
        saved(book_of(["a"], [1])),
        SHEET,
        lambda xml: (
            doctype
            + xml.replace("</sheetData>", '<row r="3"><c r="A3" t="str"><v>&x;</v></c></row></sheetData>')
        ),
    )
    assert said(data) == ["cannot read data file 'x.xlsx': it declares XML entities"]


def test_a_used_range_of_millions_costs_only_its_cells() -> None:
    def wide(xml: str) -> str:
        xml = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', xml)
        return xml.replace("</sheetData>", '<row r="1048576"><c r="B1048576" s="0"/></row></sheetData>')

    assert columns(changed(saved(book_of(["a", "b"], [1, 2])), SHEET, wide)) == {"a": [1], "b": [2]}


def test_cells_far_apart_are_refused() -> None:
    far = changed(
        saved(book_of(["a", "b"], [1, 2])),
        SHEET,
        lambda xml: xml.replace("</sheetData>", '<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'),
    )
    assert said(far) == ["x.xlsx#Sheet has more than 2,000 columns"]


def test_endless_merges_are_refused() -> None:
    merges = "".join(f'<mergeCell ref="A1:A{1_048_576 - i}"/>' for i in range(20))
    data = changed(
        saved(book_of(["a"], [1])), SHEET, lambda xml: xml.replace("</sheetData>", "</sheetData>" + merges)
    )
    assert said(data) == ["cannot read data file 'x.xlsx': its merged cells are too many"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is damaged or not an Excel workbook"),
        (b"PK\x03\x04 nothing", "it is damaged or not an Excel workbook"),
        (zipped(a="b"), "it is not an Excel workbook"),
        (zipped(xl__workbook="<x"), "it is not an Excel workbook"),
        (zipped(**{"xl/workbook.xml": "<workbook"}), "it is damaged or not an Excel workbook"),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600,
            "it has a password or is in Excel's old format; save it as plain .xlsx",
        ),
    ],
)
def test_broken_workbooks(data: bytes, says: str) -> None:
    assert said(data) == [f"cannot read data file 'x.xlsx': {says}"]


_BOOK = saved(book_of(["a", "b"], [1, "x"], [dt.date(2025, 1, 1), 2.5]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_workbooks_never_raise(data: st.DataObject) -> None:
    whole = bytearray(_BOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    table, found = read_xlsx(bytes(whole[: data.draw(st.integers(0, len(whole)))]), Options(), "x.xlsx")
    assert table is not None or found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(['r="A2"', 't="n"', "<v>1</v>", 'r="1"', "<sheetData>", 's="0"']),
    st.sampled_from(
        ['r="Z99999999"', 'r="1"', 't="s"', "<v>-5</v>", "<v>nan</v>", "<v>1e999</v>", 'r="x"', 's="99"', ""]
    ),
)
def test_odd_sheets_never_raise(old: str, new: str) -> None:
    data = changed(saved(book_of(["a", "b"], [1, 2])), SHEET, lambda xml: xml.replace(old, new))
    table, found = read_xlsx(data, Options(), "x.xlsx")
    assert table is not None or found


# --- Parquet


def stored(**arrays: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(arrays), out)
    return out.getvalue()


def test_parquet_types(folder: Folder) -> None:
    folder.write(
        "x.parquet",
        stored(
            day=pa.array([dt.date(2025, 2, 5), None]),
            stamp=pa.array([dt.datetime(2025, 2, 5), dt.datetime(2025, 2, 6)]),
            time=pa.array([dt.datetime(2025, 2, 5, 15), None]),
            number=pa.array([1.5, float("nan")]),
            whole=pa.array([1, 2**40]),
            exact=pa.array([1, None], pa.decimal128(10, 2)),
            word=pa.array(["甲", ""]),
            code=pa.array(["000001", "600519"]),
            group=pa.array(["x", "y"]).dictionary_encode(),
            truth=pa.array([True, None]),
        ),
    )
    assert folder.columns("x.parquet") == {
        "day": [dt.date(2025, 2, 5), None],
        "stamp": [dt.date(2025, 2, 5), dt.date(2025, 2, 6)],
        "time": ["2025-02-05 15:00", None],
        "number": [1.5, None],
        "whole": [1, 2**40],
        "exact": [1.0, None],
        "word": ["甲", None],
        "code": ["000001", "600519"],
        "group": ["x", "y"],
        "truth": ["TRUE", None],
    }
    assert folder.columns({"file": "x.parquet", "types": {"code": "number"}, "columns": ["code"]}) == {
        "code": [1, 600519]
    }


def test_parquet_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desknote.resolve.readers.parquet_file.MAX_ROWS", 3)
    _, (problem,) = read_parquet(stored(a=pa.array(range(9))), Options(), "x.parquet")
    assert message(problem, "en") == "x.parquet has more than 3 rows"
    _, (problem,) = read_parquet(stored(a=pa.array([[1], [2]])), Options(), "x.parquet")
    assert message(problem, "zh") == "无法读取数据文件“x.parquet”：含嵌套类型的列：a"
    _, (problem,) = read_parquet(stored(a=pa.array([], pa.int64())), Options(), "x.parquet")
    assert problem.code == "DN346"


_PARQUET = stored(a=pa.array([1, 2]), b=pa.array(["x", None]))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_parquet_never_raises(data: st.DataObject) -> None:
    whole = bytearray(_PARQUET)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    table, found = read_parquet(bytes(whole[: data.draw(st.integers(0, len(whole)))]), Options(), "x")
    assert table is not None or found


def test_parquet_without_pyarrow_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    data = stored(a=pa.array([1]))
    monkeypatch.setattr(builtins, "__import__", without)
    _, (problem,) = read_parquet(data, Options(), "x.parquet")
    monkeypatch.undo()
    assert message(problem, "en") == "reading x.parquet needs pyarrow"
