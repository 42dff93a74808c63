"""YAML is read as people mean it, every part knows its place, and no input breaks the reader."""

from __future__ import annotations

import datetime as dt
import string

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from desknote.diagnostics import Diagnostic, Span
from desknote.source import MAX_BYTES, Document, load_document, written_number


def load(text: str) -> Document:
    document, found = load_document("n.yaml", text)
    assert document is not None, found
    return document


def codes(text: str | bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of everything found."""
    _, found = load_document("n.yaml", text)
    return [(d.code, d.span.line, d.span.column) for d in found if d.span is not None]


def cut(text: str, span: Span) -> str:
    """The text that a span covers."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("007", "007"),
        ("0700", "0700"),
        ("000001", "000001"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", 1000.0),
        ("-5", -5),
        ("79.80", 79.8),
        (".5", ".5"),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("true", True),
        ("~", None),
        ("null", None),
        ("", None),
        ("2025-02-05", dt.date(2025, 2, 5)),
        ("2025-02-30", "2025-02-30"),
        ("2025-2-5", "2025-2-5"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("9988.HK", "9988.HK"),
        ("+86 21 0000 0000", "+86 21 0000 0000"),
        ("=1+1", "=1+1"),
        ("<<", "<<"),
    ],
)
def test_scalars_are_what_people_mean(text: str, value: object) -> None:
    data = load(f"a: {text}\n").data
    assert data == {"a": value}
    assert type(data["a"]) in (type(value), *type(data["a"]).__subclasses__()) or data["a"] == value


def test_numbers_know_how_they_were_written() -> None:
    data = load("a: 79.80\nb: +5\nc: 1e3\n").data
    assert [n.written for n in data.values()] == ["79.80", "+5", "1e3"]
    assert written_number("79.8", "79.8%").written == "79.8%"  # type: ignore[union-attr]
    assert written_number("abc") is None


def test_keys_stay_text() -> None:
    assert list(load("1: a\ntrue: b\n2025-01-01: c\n'': d\n").data) == ["1", "true", "2025-01-01", ""]


def test_anchors_and_merge_keys() -> None:
    text = (
        "base: &b {unit: '%', source: x}\nfirst: {<<: *b, value: 1}\nsecond: {source: y, <<: *b}\nthird: *b\n"
    )
    document = load(text)
    assert document.data["first"] == {"unit": "%", "source": "x", "value": 1}
    assert document.data["second"] == {"unit": "%", "source": "y"}
    assert document.data["third"] == document.data["base"]
    assert cut(text, document.key_span(("second", "source"))) == "source"
    assert document.key_span(("second", "source")).line == 3
    assert document.value_span(("first", "unit")).line == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("DN102", 3, 1)]),
        ("a: {b: 1, b: 2}\nc: [{d: 1, d: 1}]\n", [("DN102", 1, 11), ("DN102", 2, 12)]),
        ("a: !!python/object/apply:os.system [echo]\n", [("DN105", 1, 4)]),
        ("a: !custom 1\nb: !!binary aGk=\n", [("DN105", 1, 4), ("DN105", 2, 4)]),
        ("- a\n", [("DN106", 1, 1)]),
        ("text\n", [("DN106", 1, 1)]),
        ("[a]: b\n", [("DN106", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("DN107", 2, 1)]),
        ("a: 1\n...\nb: 2\n", [("DN101", 3, 1)]),
        ("a: &x [*x]\n", [("DN103", 1, 4)]),
        ("a: x\0y\n", [("DN101", 1, 5)]),
        ("a: x\x85y\nb: \u2028\n", [("DN101", 1, 5), ("DN101", 2, 4)]),
        ("a: x\u200by\nb: \u202e\n", [("DN108", 1, 5), ("DN108", 2, 4)]),
        ("a: 👨\u200d👩\u200d👧\n", []),
        (b"a: \xff\xfe\n", [("DN003", 1, 4)]),
        ("a: 文\nb: 字\n".encode() + b"c: \xb9\xfa\n", [("DN003", 3, 4)]),
        ("a: 文\n".encode("gb18030"), [("DN003", 1, 4)]),
        (b"\xef\xbb\xbfa: 1\n", []),
        ("\ufeffa: 1\n", []),
        ("a: 1\r\nb: {\r\n", [("DN101", 2, 4)]),
        ("", []),
        ("# nothing\n", []),
        ("---\n#", []),
        ("~\n", []),
    ],
)
def test_problems_and_their_places(text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    assert codes(text) == expected


def test_a_body_is_not_mistaken_for_the_cause() -> None:
    text = "body: |\n  @exhibit:a\n  分析：结论\nx: 1\n y: 2\n"
    assert codes(text) == [("DN101", 5, 3)]


def test_billion_laughs_and_depth_and_size_are_refused_at_once() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
    )
    assert [c for c, *_ in codes(laughs)] == ["DN103"]
    merges = "m0: &m0 {a: 1}\n" + "".join(
        f"m{i}: &m{i} {{<<: [{', '.join([f'*m{i - 1}'] * 9)}]}}\n" for i in range(1, 12)
    )
    assert [c for c, *_ in codes(merges)] == ["DN103"]
    for deep in ("a: " + "[" * 200_000, "a: " + "{b: " * 100_000, "- " * 200_000, "? " * 100_000):
        assert [c for c, *_ in codes(deep)] == ["DN104"], deep[:20]
    assert [c for c, *_ in codes("".join(" " * i + "a:\n" for i in range(1000)))] == ["DN104"]
    assert [c for c, *_ in codes("a: [" + "x," * 200_000 + "]")] == ["DN104"]
    assert codes(b"a" * (MAX_BYTES + 1)) == [("DN104", 1, 1)]


_TOKENS = st.sampled_from(
    [
        *(
            "a: ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "\t",
            "'",
            '"',
            "|\n",
            ">-\n",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&x ",
            "*x",
        ),
        *(
            "!t ",
            "<<: ",
            "? ",
            ": ",
            "#",
            "%",
            "@",
            "`",
            "---\n",
            "...\n",
            "{{ f }}",
            "\\",
            "\u2028",
            "\u202e",
        ),
        *("：", "中文", "1", "\0"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_TOKENS, max_size=25).map("".join)))
def test_no_text_breaks_the_reader(text: str) -> None:
    document, found = load_document("n.yaml", text)
    assert document is not None or found
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for diagnostic in found:
        assert isinstance(diagnostic, Diagnostic)
        assert diagnostic.span is not None and 1 <= diagnostic.span.line <= len(lines)
        assert 1 <= diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1
    if document is not None:
        for path, scalar in document.scalars.items():
            for offset in range(len(scalar.value)):
                document.char_span(path, offset)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    document, found = load_document("n.yaml", data)
    assert document is not None or found


_LETTERS = st.text(
    alphabet=string.ascii_letters + "中文，。（）{}@#&*'\"\\|>:-%` 👍", min_size=1, max_size=12
)
_TEXT = st.lists(_LETTERS, min_size=1, max_size=4).map("\n".join)
_DATA = st.recursive(
    st.one_of(_TEXT, st.integers(-1000, 1000), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_LETTERS, inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(_LETTERS, _DATA, min_size=1, max_size=3),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
)
def test_every_character_is_found_where_it_stands(
    data: dict[str, object], style: str | None, flow: bool
) -> None:
    """Whatever way a text is written, each visible character of it is found in the file."""
    text = yaml.safe_dump(data, default_style=style, allow_unicode=True, default_flow_style=flow, width=20)
    document, found = load_document("n.yaml", text)
    if document is None:  # a dump with every scalar quoted can have a key too long for YAML's simple keys
        assert style is not None, found
        return
    lines = text.split("\n")
    for path, scalar in document.scalars.items():
        escapes = scalar.style == '"'
        for offset, character in enumerate(scalar.value):
            span = document.char_span(path, offset)
            assert span.line <= len(lines)
            if not character.isspace() and not escapes:
                assert lines[span.line - 1][span.column - 1] == character
    for path, span in document.keys.items():
        shown = cut(text, span)
        assert str(path[-1])[:1] in shown or shown[:1] in "'\"|>?"


@pytest.mark.parametrize(
    "text",
    [
        "k: 前 {{ x }} 后\n",
        "k: '前 {{ x }} it''s 后'\n",
        "k: '它''s {{ x }}'\n",
        'k: "前\\t\\u4e2d {{ x }}"\n',
        "k: |\n  前\n\n    缩进\n  {{ x }}\n",
        "k: |2\n    前 {{ x }}\n",
        "k: >\n  前\n  {{ x }}\n\n  后\n",
        "k: >-\n  前\n    更深\n  后 {{ x }}\n",
        "k: &a |\n  前 {{ x }}\nb: 1\n",
        "k: &a '前 {{ x }}'\n",
        "k: !!str 前 {{ x }}\n",
        "k: 前\n  中 {{ x }}\n  后\n",
        "k: '前\n\n  中 {{ x }}'\n",
        "k: 一\r\n  中 {{ x }}\r\n",
        "# 注\nj: 1\nk: | # 注\n  前 {{ x }}\n",
        'k: "前 \\\n    {{ x }}"\n',
    ],
)
def test_an_expression_is_found_in_every_style(text: str) -> None:
    document = load(text)
    offset = document.data["k"].index("{{ x }}")
    assert cut(document.text, document.char_span(("k",), offset, 7)) == "{{ x }}"


def test_spans_of_keys_values_and_items() -> None:
    text = "title: 大模型\nlist:\n  - a: 1\n    b: [x, 'y z']\n"
    document = load(text)
    assert cut(text, document.value_span(("title",))) == "大模型"
    assert cut(text, document.key_span(("list", 0, "b"))) == "b"
    assert cut(text, document.value_span(("list", 0, "b", 1))) == "'y z'"
    assert document.value_span(("list", 0, "nowhere", 3)) == document.value_span(("list", 0))
    assert (document.key_span(("list", 0)).line, document.key_span(("list", 0)).column) == (3, 5)
    assert document.path_at(4, 12) == ("list", 0, "b", 1)
    assert document.path_at(1, 3) == ("title",)
