"""Plain data to records: what authors may write, and how a record is saved from its mistakes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desknote.model.base import in_lang
from desknote.model.brand import Brand
from desknote.model.house import Analyst, House
from desknote.model.note import Note
from desknote.model.shape import field_names, keys_at
from desknote.model.validation import parse, salvage
from desknote.source import load_document
from sample import ANALYSTS, BRAND, HOUSE, NOTE


def read(text: str, record: type[Any] = Note) -> Any:
    document, found = load_document("n.yaml", text)
    assert document is not None and not found, found
    made, wrong = parse(document, record)
    assert made is not None, wrong
    return made


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("industry", "industry"),
        ("行业", "industry"),
        ("行業", "industry"),
        ("公司研究", "company"),
        ("首次覆盖", "initiation"),
        ("Flash note", "flash"),
        ("Macro", "macro"),
        ("晨会", "digest"),
    ],
)
def test_a_kind_by_its_name(written: str, kind: str) -> None:
    assert read(NOTE.replace("kind: industry", f"kind: {written}")).kind == kind


@pytest.mark.parametrize(
    ("written", "lang"),
    [("zh-CN", "zh-CN"), ("简体中文", "zh-CN"), ("繁體中文", "zh-HK"), ("ZH-TW", "zh-HK"), ("English", "en")],
)
def test_a_language_by_its_name(written: str, lang: str) -> None:
    assert read(NOTE.replace("lang: zh-CN", f"lang: {written}")).lang == lang


@pytest.mark.parametrize("written", ["2025", "1.50", "007", "+5", "2025-02-05", "NO", "12:30", "1e3"])
def test_text_stays_as_written(written: str) -> None:
    assert read(NOTE.replace("sector: 传媒", f"sector: {written}")).sector == written


def test_a_key_without_a_value_is_not_given() -> None:
    note = read(NOTE.replace("sector: 传媒", "sector:\nsubtitle: ~\nkeywords:\nrelated:"))
    assert (note.sector, note.subtitle, note.keywords, note.related) == (None, None, (), ())


def test_one_may_stand_for_a_list_of_one() -> None:
    note = read(NOTE.replace("risks:\n  - 需求不及预期", "risks: 需求不及预期\nkeywords: 模型"))
    assert (note.risks, note.keywords, note.analysts) == (("需求不及预期",), ("模型",), ("zhang-san",))


@pytest.mark.parametrize(
    "written", ["'2025'", "20250205", "2025-02-05T00:00:00", "1738713600", "2025-2-5", "5 Feb 2025"]
)
def test_nothing_but_a_date_is_a_date(written: str) -> None:
    document, _ = load_document("n.yaml", NOTE.replace("2025-02-05", written))
    assert document is not None
    note, found = parse(document, Note)
    assert note is None and [d.code for d in found] == ["DN205"]


def test_quoted_dates_are_dates() -> None:
    assert read(NOTE.replace("2025-02-05", "'2025-02-05'")).date == dt.date(2025, 2, 5)


def test_text_in_a_language() -> None:
    text = {"zh-CN": "简", "en": "E"}
    assert [in_lang(text, lang) for lang in ("zh-CN", "zh-HK", "en")] == ["简", "简", "E"]
    assert in_lang({"en": "E"}, "zh-HK") == "E"
    assert in_lang("x", "en") == "x"
    assert in_lang(None, "en") == ""


def test_languages_of_a_house_text_by_any_name() -> None:
    house = read(
        HOUSE.replace(
            "notice: {zh-CN: 请阅读文末声明, en: Please read the statements}",
            "notice: {zh: 甲, 繁體中文: 乙, English: C}",
        ),
        House,
    )
    assert house.notice == {"zh-CN": "甲", "zh-HK": "乙", "en": "C"}


def test_records_are_found_along_a_path() -> None:
    assert set(field_names(Brand)) == {"meta", "logo", "color", "typography", "defaults"}
    (text,) = keys_at(Brand, ("typography", "base"))
    assert field_names(text)["line_height"] == "line-height"
    (grade,) = keys_at(House, ("ratings", "systems", "grades", "grades", 0))
    assert "above" in field_names(grade)
    assert keys_at(Note, ("title",)) == []


def test_what_is_right_is_saved_from_what_is_wrong() -> None:
    text = (
        NOTE.replace("date: 2025-02-05", "date: soon")
        .replace("title: 成本下降，应用提速", "titel: x")
        .replace("  score: {value: 79.80, unit: '%'}", "  score: {value: [1]}\n  1st: {value: 1}")
        .replace("    - {name: 乙公司, covered: false}", "    - {name: 乙公司, covered: perhaps}")
        .replace("  - heading: 性能\n", "  - headng: 性能\n")
    )
    document, _ = load_document("n.yaml", text)
    assert document is not None
    note, found, mended = salvage(document, Note)
    assert note is not None
    assert note.kind == "industry" and note.rating == "增持"
    assert note.advice is not None and [c.name for c in note.advice.coverage] == ["甲公司", "乙公司"]
    assert {("date",), ("title",), ("titel",), ("facts", "1st")} <= mended
    assert sorted(d.code for d in found) == [
        "DN201",
        "DN201",
        "DN202",
        "DN202",
        "DN203",
        "DN203",
        "DN205",
        "DN206",
    ]


def test_a_sound_record_is_left_alone() -> None:
    document, _ = load_document("n.yaml", NOTE)
    assert document is not None
    note, found, mended = salvage(document, Note)
    assert note == read(NOTE) and not found and not mended


_FILES = [(NOTE, Note), (HOUSE, House), (ANALYSTS["zhang-san"], Analyst), (BRAND, Brand)]
_JUNK = st.sampled_from(
    [
        "",
        "~",
        "x",
        "5",
        "-1.5",
        "true",
        "2025-02-05",
        "[]",
        "[1, x]",
        "{}",
        "{a: 1}",
        "[[1], {b: c}]",
        "''",
        "'#fff'",
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(_FILES), st.data())
def test_any_value_anywhere_is_told_of_at_its_place(case: tuple[str, type[Any]], data: st.DataObject) -> None:
    """Whatever stands for a value, there is a record or a finding, and every finding is placed."""
    text, record = case
    lines = text.split("\n")
    keyed = [i for i, line in enumerate(lines) if ":" in line]
    for i in data.draw(st.sets(st.sampled_from(keyed), min_size=1, max_size=3)):
        lines[i] = lines[i].split(":")[0] + ": " + data.draw(_JUNK)
    document, syntax = load_document("n.yaml", "\n".join(lines))
    if document is None:
        assert syntax
        return
    made, found, mended = salvage(document, record)
    assert made is not None or found
    assert bool(found) >= bool(mended)
    for diagnostic in found:
        assert diagnostic.span is not None and diagnostic.span.line <= len(lines)
