"""CSV as people have it: encodings, delimiters, figures, dates, gaps; and what is said of bad files."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_files import Folder, folder_in
from desknote.closed import Cell, Frame
from desknote.report import message
from desknote.resolve.data import FrameCache, dates, numbers
from desknote.resolve.readers.cells import read_date, read_number
from desknote.resolve.readers.csv_file import read_csv
from desknote.resolve.readers.encoding import Decoded, decode
from desknote.resolve.readers.table import Options


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_in(tmp_path / "w")


def table(folder: Folder, text: str | bytes, **options: object) -> dict[str, list[Cell]]:
    folder.write("x.csv", text)
    return folder.columns({"file": "x.csv", **options})


# --- encodings

HANS = "日期,营业收入,同比增速\n2024-12-31,1234.5,12.5\n2025-03-31,1300,13\n"
HANT = "日期,營業收入,同比增長\n2024-12-31,1234.5,12.5\n2025-03-31,1300,13\n"


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (HANS, "utf-8", b""),
        (HANS, "utf-8", codecs.BOM_UTF8),
        (HANS, "gb18030", b""),
        (HANS, "gbk", b""),
        (HANS, "utf-16", b""),
        (HANS, "utf-16-le", b""),
        (HANS, "utf-16-be", b""),
        (HANT, "big5", b""),
        (HANT, "gb18030", b""),
        (HANT, "utf-8", b""),
    ],
)
def test_encodings_are_found(folder: Folder, text: str, encoding: str, mark: bytes) -> None:
    header = text.split("\n", 1)[0].split(",")
    columns = table(folder, mark + text.encode(encoding))
    assert list(columns) == header
    assert columns[header[0]] == [dt.date(2024, 12, 31), dt.date(2025, 3, 31)]
    assert columns[header[1]] == [1234.5, 1300.0]


def test_names_of_listed_companies_in_either_encoding_are_not_mistaken() -> None:
    hans = "名称,代码\n腾讯控股,0700\n阿里巴巴,9988\n快手,1024\n哔哩哔哩,9626\n鑫磊股份,301317\n"
    hant = "名稱,代號\n騰訊控股,0700\n阿里巴巴,9988\n快手,1024\n嗶哩嗶哩,9626\n鑫磊股份,301317\n"
    for text, encoding in ((hans, "gb18030"), (hant, "big5hkscs")):
        read = decode(text.encode(encoding))
        assert isinstance(read, Decoded)
        assert (read.text, read.doubtful) == (text, False)


def test_an_encoding_can_be_named(folder: Folder) -> None:
    folder.write("x.csv", "année,réel\n1,2\n".encode("cp1252"))
    assert folder.codes("x.csv") == ["DN345"]
    assert folder.columns({"file": "x.csv", "encoding": "windows-1252"}) == {"année": [1], "réel": [2]}
    frame, found = folder.read({"file": "x.csv", "encoding": "gb1803"})
    assert frame is None
    assert [(d.code, d.suggestion) for d in found] == [("DN204", "gb18030")]


def test_damaged_utf8_is_not_read_as_something_else(folder: Folder) -> None:
    folder.write("x.csv", HANS.encode()[:-1] + "\n2025-06-30,注".encode()[:-1])
    assert folder.messages("x.csv") == ["content/notes/sample/x.csv, line 4: not UTF-8, GB18030 or Big5 text"]


# --- shape


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiters_are_found(folder: Folder, delimiter: str) -> None:
    rows = [["年份", "收入"], ["2023", "1.5"], ["2024", "2"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert table(folder, text) == {"年份": [2023, 2024], "收入": [1.5, 2.0]}


def test_commas_in_figures_are_not_delimiters(folder: Folder) -> None:
    assert table(folder, "年份;收入\n2023;1,234\n2024;2,345\n") == {
        "年份": [2023, 2024],
        "收入": [1234, 2345],
    }


def test_quotes_hold_commas_and_line_breaks(folder: Folder) -> None:
    text = 'name,note\n"甲, 乙","第一行\n第二行"\n"He said ""no""",x\n'
    assert table(folder, text) == {
        "name": ["甲, 乙", 'He said "no"'],
        "note": ["第一行\n第二行", "x"],
    }


def test_a_quote_that_is_not_closed_is_told_of_at_its_row(folder: Folder) -> None:
    folder.write("x.csv", 'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert folder.messages("x.csv") == [
        "content/notes/sample/x.csv, row 3: a quotation mark is opened and not closed"
    ]


def test_words_after_a_quotation_are_kept(folder: Folder) -> None:
    assert table(folder, 'a,b\n"AI"概念,1\n云,2\n')["a"] == ["AI概念", "云"]


def test_title_and_source_lines_around_a_table_are_passed_over(folder: Folder) -> None:
    text = "某指数收盘价,,\n日期,收盘,成交\n2025-01-02,1,2\n2025-01-03,3,4\n,,\n数据来源：Wind,,\n"
    columns = table(folder, text)
    assert columns == {
        "日期": [dt.date(2025, 1, 2), dt.date(2025, 1, 3)],
        "收盘": [1, 3],
        "成交": [2, 4],
    }


def test_the_header_can_be_named_or_missing(folder: Folder) -> None:
    text = "单位,亿元\n年份,收入\n2023,1\n2024,2\n"
    assert table(folder, text, header=2) == {"年份": [2023, 2024], "收入": [1, 2]}
    assert table(folder, "2023,1\n2024,2\n", header=0) == {"A": [2023, 2024], "B": [1, 2]}


def test_ragged_rows_are_told_of(folder: Folder) -> None:
    folder.write("x.csv", "a,b\n1,2,3\n4\n5,6,\n")
    frame, found = folder.read("x.csv")
    said = [(message(d, "en"), d.severity) for d in found]
    name = "content/notes/sample/x.csv"
    assert said == [
        (f"{name}: fewer cells than the header's 2 in row 3", "warning"),
        (f"{name}: more cells than the header's 2 in row 2", "error"),
    ]
    assert frame is None
    folder.write("x.csv", "a,b\n1,2\n4\n5,6,\n")
    frame, _ = folder.read("x.csv")
    assert frame is not None and frame.columns["b"] == (2, None, 6)


def test_two_columns_of_one_name_are_both_kept(folder: Folder) -> None:
    folder.write("x.csv", "年,值,值,\n2024,1,2,3\n2025,4,5,6\n")
    frame, found = folder.read("x.csv")
    assert frame is not None and list(frame.columns) == ["年", "值", "值 (2)", "D"]
    assert [message(d, "en") for d in found] == [
        "content/notes/sample/x.csv has two columns '值'; the one in column C is called '值 (2)'"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n", "a,b\n,\n"])
def test_a_file_without_rows_is_told_of(folder: Folder, text: str) -> None:
    folder.write("x.csv", text)
    assert folder.codes("x.csv") == ["DN346"]


# --- cells


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234),
        ("-1,234.50", -1234.5),
        ("(1,234)", -1234),
        ("（12.5%）", -12.5),
        ("12.5%", 12.5),
        ("１２３．５", 123.5),
        ("−3", -3),
        ("¥1,000", 1000),
        ("HK$5.2", 5.2),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ("+7", 7),
    ],
)
def test_figures_are_what_their_readers_see(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "007",
        "1.2.3",
        "1-2",
        "(1",
        "12a",
        "①",
        "10²",
        "inf",
        "1e999",
        "--1",
        "1_000",
        "٣",
        "1亿",
        "5元",
    ],
)
def test_words_are_not_figures(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.2亿", 120_000_000),
        ("3,000万元", 30_000_000),
        ("1万亿", 1e12),
        ("5元", 5),
        ("(2亿元)", -200_000_000),
    ],
)
def test_chinese_units_count_where_figures_are_asked_for(folder: Folder, text: str, number: float) -> None:
    assert read_number(text, units=True) == number
    file = f'a,b\n"{text}",1\n'
    assert table(folder, file)["a"] == [text]
    assert table(folder, file, types={"a": "number"})["a"] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-05", "2025/2/5", "2025.02.05", "20250205", "2025年2月5日", "2025-02-05 00:00:00",
        "2025-02-05T00:00:00Z", "5 Feb 2025", "Feb 5, 2025", "5-Feb-2025", "February 5 2025",
        "２０２５－０２－０５",
    ],
)  # fmt: skip
def test_dates_in_their_many_forms(text: str) -> None:
    assert read_date(text) == dt.date(2025, 2, 5)


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2025", "2025-02", "2025Q1", "5/2/2025", "20251301", "2025-02-05 15:00", "5 Foo 2025"],
)
def test_what_is_no_day_stays_text(text: str) -> None:
    assert read_date(text) is None


def test_columns_are_of_one_kind(folder: Folder) -> None:
    text = (
        "日,数,代码,季,月,点月,混,空\n"
        "2025-02-05,1,000001,2024Q4,2025-01,2025.09,1,\n"
        "2025/2/6,2.5,600519,2025Q1,2025-02,2025.10,二,\n"
        "—,N/A,300750,2025Q2,2025-03,2025.11,—,\n"
    )
    assert table(folder, text) == {
        "日": [dt.date(2025, 2, 5), dt.date(2025, 2, 6), None],
        "数": [1.0, 2.5, None],
        "代码": ["000001", "600519", "300750"],
        "季": ["2024Q4", "2025Q1", "2025Q2"],
        "月": ["2025-01", "2025-02", "2025-03"],
        "点月": ["2025.09", "2025.10", "2025.11"],
        "混": ["1", "二", "—"],
        "空": [None, None, None],
    }


def test_types_can_be_said(folder: Folder) -> None:
    text = "day,code\n20250205,600519\n20250206,300750\n"
    typed = table(folder, text, types={"day": "number", "code": "text"})
    assert typed == {"day": [20250205, 20250206], "code": ["600519", "300750"]}
    folder.write("x.csv", text)
    assert folder.messages({"file": "x.csv", "types": {"code": "date", "dya": "date"}}) == [
        "content/notes/sample/x.csv, row 2, column 'code': '600519' is not a date",
        "content/notes/sample/x.csv, row 3, column 'code': '300750' is not a date",
        "content/notes/sample/x.csv has no column 'dya'",
    ]


def test_one_bad_cell_is_told_of_only_where_figures_are_needed(folder: Folder) -> None:
    folder.write("x.csv", '年,值\n2023,"1,200"\n\n2024,12oo\n2025,—\n')
    frame, found = folder.read("x.csv")
    assert frame is not None and not found
    values, wrong = numbers(frame, "值")
    assert values == (1200, None, None)
    assert [message(d, "en") for d in wrong] == [
        "content/notes/sample/x.csv, row 4, column '值': '12oo' is not a number"
    ]
    assert message(wrong[0], "zh") == "content/notes/sample/x.csv 第 4 行，列“值”：“12oo”不是数字"
    assert [d.code for d in dates(frame, "值")[1]] == ["DN307", "DN307"]
    assert [(d.code, d.suggestion) for d in numbers(frame, "值 ")[1]] == [("DN303", "值")]


# --- files


def test_paths_stay_in_the_workspace(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    (folder.path / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder.path / "out").symlink_to(tmp_path)
    for path in (
        "../../../../secret.csv",
        str(tmp_path / "secret.csv"),
        "link.csv",
        "out/secret.csv",
        "a\0.csv",
    ):
        frame, found = folder.read(path)
        assert frame is None
        assert [d.code for d in found] == ["DN004"], path


def test_a_file_elsewhere_in_the_workspace_can_be_read(folder: Folder) -> None:
    folder.write("../shared/x.csv", "a\n1\n")
    frame, _ = folder.read("../shared/x.csv")
    assert frame is not None and frame.file == "content/notes/shared/x.csv"
    (folder.path / "inner.csv").symlink_to(folder.path / "../shared/x.csv")
    assert folder.columns("inner.csv") == {"a": [1]}


def test_a_missing_file_is_told_of_with_those_there_are(folder: Folder) -> None:
    folder.write("data/index.csv", "a\n1\n")
    folder.write("data/model.xlsx", b"")
    for path in ("data/indx.csv", "x" * 5000 + ".csv"):
        _, (problem,) = folder.read(path)
        assert problem.code == "DN302"
        assert problem.params["choices"] == "data/index.csv, data/model.xlsx"
    _, (problem,) = folder.read("data/indx.csv")
    assert problem.suggestion == "data/index.csv"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.csv", b"PK\x03\x04...", "it is an Excel workbook; name it .xlsx"),
        ("x.csv", b"\xd0\xcf\x11\xe0...", "it is an old Excel workbook; save it as .xlsx"),
        ("x.csv", b"a,b\n1,\x002\n" * 5, "it is not text"),
        ("x.csv", b"a,b\n1,\x00\n" * 4, "it is not text"),
        ("x.csv", b"%PDF-1.7", "it is a PDF"),
        ("x.xls", b"", "its name must end in one of .csv, .tsv, .xlsx, .xlsm, .parquet"),
        ("x.xlsx", b"a,b\n1,2\n", "it is damaged or not an Excel workbook"),
        ("x.parquet", b"a,b\n1,2\n", "it is damaged or not a Parquet file"),
    ],
)
def test_files_that_are_something_else(folder: Folder, name: str, content: bytes, says: str) -> None:
    folder.write(name, content)
    (said,) = folder.messages(name)
    assert said.endswith(f": {says}")


def test_files_that_are_too_large(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = ",".join(f"c{i}" for i in range(1_000_000)) + "\n"
    _, found = read_csv(wide.encode(), Options(), "x.csv")
    assert [message(d, "en") for d in found] == ["x.csv has more than 2,000 columns"]
    monkeypatch.setattr("desknote.resolve.readers.csv_file.MAX_ROWS", 10)
    monkeypatch.setattr("desknote.resolve.data.MAX_BYTES", 1000)
    _, found = read_csv(b"a\n" + b"1\n" * 200, Options(), "x.csv")
    assert [message(d, "zh") for d in found] == ["x.csv 超过 10 行"]
    folder.write("x.csv", b"a\n" + b"1\n" * 600)
    assert folder.messages("x.csv") == ["content/notes/sample/x.csv has more than 1,000 bytes"]


def test_digest_follows_content_and_request(folder: Folder) -> None:
    folder.write("x.csv", "a,b\n1,2\n")
    folder.write("y.csv", "a,b\n1,2\n")

    def digest(request: object) -> str:
        frame, _ = folder.read(request)  # type: ignore[arg-type]
        assert frame is not None
        return frame.digest

    first = digest("x.csv")
    assert first == digest("x.csv") == digest({"file": "x.csv"}) == digest("y.csv")
    others = [
        digest({"file": "x.csv", "types": {"a": "text"}}),
        digest({"file": "x.csv", "columns": ["a"]}),
        digest({"file": "x.csv", "compute": {"c": "a + b"}}),
        digest({"file": "x.csv", "compute": {"c": "a - b"}}),
    ]
    folder.write("x.csv", "a,b\n1,3\n")
    others.append(digest("x.csv"))
    assert len({first, *others}) == 6


def test_a_file_is_parsed_once_for_many_exhibits(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("x.csv", "a,b\n1,2\n")
    read: list[str] = []

    def counted(data: bytes, options: Options, file: str) -> object:
        read.append(file)
        return read_csv(data, options, file)

    monkeypatch.setattr("desknote.resolve.data.read_csv", counted)
    cache = FrameCache()
    for _ in range(3):
        assert folder.columns("x.csv", cache=cache) == {"a": [1], "b": [2]}
    assert len(read) == 1
    folder.write("x.csv", "a,b\n1,5\n")
    assert folder.columns("x.csv", cache=cache) == {"a": [1], "b": [5]}


def test_many_rows_without_heavy_libraries(folder: Folder) -> None:
    start = dt.date(2000, 1, 1)
    lines = [f"{start + dt.timedelta(i % 9000)},{i / 4},{i},名{i % 7}" for i in range(50_000)]
    columns = table(folder, "日期,a,b,名\n" + "\n".join(lines))
    assert [len(c) for c in columns.values()] == [50_000] * 4
    assert (columns["日期"][-1], columns["a"][-1], columns["b"][-1]) == (
        start + dt.timedelta(49_999 % 9000),
        49_999 / 4,
        49_999,
    )


def test_csv_needs_no_heavy_library() -> None:
    import subprocess

    code = (
        "import sys; from desknote.resolve.readers.csv_file import read_csv;"
        "from desknote.resolve.readers.table import Options;"
        "assert read_csv(b'a\\n1\\n', Options(), 'x')[0];"
        "loaded = {m.split('.')[0] for m in sys.modules};"
        "print(sorted(loaded & {'numpy', 'pandas', 'openpyxl', 'pyarrow', 'matplotlib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- properties

_WORDS = st.text("收入利润年度指数恒生科技同比增长甲乙丙丁东南西北ABCxyz 0-.'", min_size=1, max_size=8)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    read, found = read_csv(data, Options(), "x.csv")
    assert read is not None or found


@settings(max_examples=200, deadline=None)
@given(st.text('",\n\r\t;|，a1\0\ufeff年', max_size=60))
def test_arbitrary_marks_never_raise(text: str) -> None:
    read, found = read_csv(text.encode(), Options(), "x.csv")
    assert read is not None or found
    if read is not None:
        assert {len(c) for c in read.columns.values()} == {len(read.rows)}


_COLUMNS = st.one_of(
    st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), min_size=5, max_size=5),
    st.lists(st.integers(-(10**12), 10**12), min_size=5, max_size=5),
    st.lists(st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 4)), min_size=5, max_size=5),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    columns=st.lists(_COLUMNS, min_size=2, max_size=4),
    gap=st.integers(0, 4),
    missing=st.sampled_from(["", "—", "N/A", "暂无"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs"]),
    delimiter=st.sampled_from([",", "\t", ";"]),
    grouped=st.booleans(),
)
def test_typed_values_survive_every_encoding(
    columns: list[list[Cell]], gap: int, missing: str, encoding: str, delimiter: str, grouped: bool
) -> None:
    names = ["日期指數", "收入", "科技", "同比"][: len(columns)]
    if encoding == "big5hkscs" and missing == "暂无":
        missing = "暫無"

    def written(cell: Cell) -> str:
        if isinstance(cell, int | float) and grouped:
            text = f"{cell:,.4f}" if isinstance(cell, float) else f"{cell:,}"
            return text
        return f"{cell:.4f}" if isinstance(cell, float) else str(cell)

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    for row, cells in enumerate(zip(*columns, strict=True)):
        writer.writerow([missing if row == gap else written(c) for c in cells])
    read, found = read_csv(out.getvalue().encode(encoding), Options(), "x.csv")
    assert not found and read is not None
    for name, cells in zip(names, columns, strict=True):
        wanted = [c for row, c in enumerate(cells) if row != gap]
        got = [c for c in read.columns[name] if c is not None]
        if all(isinstance(c, int) and 19000101 <= c <= 20991231 for c in wanted):
            continue  # whole numbers that may be days
        assert got == pytest.approx(wanted) if isinstance(wanted[0], float) else got == wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_WORDS, min_size=2, max_size=2), min_size=2, max_size=6))
def test_text_survives_a_named_encoding(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["甲", "乙"], *rows])
    for encoding in ("utf-8", "gb18030", "utf-16"):
        read, _ = read_csv(
            out.getvalue().encode(encoding),
            Options(encoding=encoding, types={"甲": "text", "乙": "text"}),
            "x",
        )
        if read is not None:
            kept = [[c.strip() or None for c in row] for row in rows if any(c.strip() for c in row)]
            assert list(map(list, zip(*read.columns.values(), strict=True))) == kept


def test_a_frame_of_no_rows_has_no_length() -> None:
    assert len(Frame("x", {}, "")) == 0
