"""Which packs apply, times and zones, and what the command line says of packs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from desknote.cli.app import main
from desknote.resolve import close
from desknote.zones import now_in, shown_offset, zone
from packs.fixtures import NOW, findings, workspace_with

NO_AUTHORITY = {"house.authority": None, "house.notice": "请阅读全文"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def test_without_jurisdictions_no_pack_applies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace_with(tmp_path, NO_AUTHORITY).root)
    assert main(["check"]) == 0
    assert main(["check", "--jurisdiction", "eu-uk,us"]) == 1
    said = capsys.readouterr().err
    assert "DN485" in said and "DN480" in said


def test_a_market_brings_its_pack(tmp_path: Path) -> None:
    patch = {**NO_AUTHORITY, "house.jurisdictions": {"markets": {"a-share": ["hk"]}}}
    note, _ = close(workspace_with(tmp_path, patch), "sample")
    assert note is not None and note.jurisdictions == ("hk",)


def test_tomorrow_is_another_day_elsewhere(tmp_path: Path) -> None:
    # Noon of the 10th in Shanghai is still the 9th in Honolulu.
    there = {"note.date": dt.date(2025, 2, 10), "house.timezone": "Pacific/Honolulu"}
    assert {d.code for d in findings(tmp_path / "a", "cn", there)} == {"DN427"}
    assert not findings(tmp_path / "b", "cn", {"note.date": dt.date(2025, 2, 10)})


def test_times_are_the_house_s_unless_they_say_otherwise(tmp_path: Path) -> None:
    patch = {"note.completed": "2025-02-05 8:30", "note.first_disseminated": "2025-02-05T01:00:00Z"}
    note, found = close(workspace_with(tmp_path, patch), "sample")
    assert note is not None and not found
    assert note.compliance.completed_shown == "2025-02-05 08:30（UTC+8）"
    assert note.compliance.disseminated_shown == "2025-02-05 01:00（UTC+0）"


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"note.completed": "2025-02-05"}, "DN206"),
        ({"note.completed": "2025-02-30 08:30"}, "DN206"),
        ({"house.timezone": "Asia/Nowhere"}, "DN206"),
        ({"house.jurisdictions": "fr"}, "DN204"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, patch: dict[str, str], code: str) -> None:
    _, found = close(workspace_with(tmp_path, patch), "sample")
    assert [d.code for d in found] == [code]


def test_zones_by_name_and_offset() -> None:
    assert now_in("+05:30").utcoffset() == dt.timedelta(hours=5, minutes=30)
    assert shown_offset(dt.datetime(2025, 7, 1, 12, tzinfo=zone("Europe/London"))) == "UTC+1"
    assert shown_offset(dt.datetime(2025, 1, 1, tzinfo=zone("-03:30"))) == "UTC−3:30"
    assert zone("+25:00") is None and zone("Nowhere") is None


def test_explain_shows_where_a_rule_stems_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "DN487"]) == 0
    said = capsys.readouterr().out
    assert "2016/958" in said and "https://eur-lex.europa.eu" in said and "wording not read" in said
    assert main(["explain", "hk"]) == 0
    codes = {line[:5] for line in capsys.readouterr().out.splitlines()}
    assert "DN450" in codes and "DN421" not in codes
