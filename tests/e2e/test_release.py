"""From draft to published and back, as a supervisor does it: what is refused, what shows, what is proved."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pypdf
import pytest

from desknote.manifest_schema import schema
from desknote.workspace import Workspace
from e2e.desk import ROOT, House, command, furnish, without

NOTE = """\
kind: industry
lang: {lang}
title: 成本下降
date: 2025-02-05
rating: 增持
analysts: zhang-san
viewpoints:
  - {{heading: 性能, body: 模型成绩已经接近。}}
risks: [应用落地慢于预期的风险]
"""
WORKFLOW = "\nworkflow: {approvers: {zhou-ba: {name: 周八}, zhang-san: {name: 张三}}}\n"
EPOCH = "1738800000"  # 2025-02-06


@pytest.fixture
def desk(house: House) -> Workspace:
    """A workspace whose house approves, with one note that nobody has approved yet."""
    text = (ROOT / "content" / "house.yaml").read_text("utf-8")
    own = re.sub(r"(?ms)^workflow:.*?(?=^\S|\Z)", "", text) + WORKFLOW
    return house({"plain": NOTE.format(lang="zh-CN")}, {"content/house.yaml": own})


def run(desk: Workspace, *words: str, code: int = 0) -> str:
    done = command(*words, cwd=desk.root, SOURCE_DATE_EPOCH=EPOCH, LC_ALL="C.UTF-8")
    assert done.returncode == code, done.stderr + done.stdout
    return done.stdout + done.stderr


def pdf(desk: Workspace) -> Path:
    return desk.build_folder / "plain" / "note.pdf"


def page(desk: Workspace) -> str:
    return (desk.build_folder / "plain" / "note.html").read_text("utf-8")


def manifest(desk: Workspace) -> dict[str, Any]:
    """The manifest as it should be."""
    said: dict[str, Any] = json.loads((desk.build_folder / "plain" / "manifest.json").read_bytes())
    jsonschema.Draft202012Validator(schema()).validate(said)
    return said


def marks(desk: Workspace, word: str) -> list[bool]:
    return [word in sheet.extract_text() for sheet in pypdf.PdfReader(pdf(desk)).pages]


def test_a_note_is_a_draft_until_it_is_approved_and_published_until_withdrawn(desk: Workspace) -> None:
    run(desk, "build")
    assert all(marks(desk, "草稿"))
    assert "未经批准，不得对外发布" in page(desk) and 'name="robots" content="noindex"' in page(desk)
    draft = pdf(desk).read_bytes()
    assert (manifest(desk)["state"], manifest(desk)["approval"]) == ("draft", None)

    assert "DN801" in run(desk, "build", "--release", code=1)
    assert pdf(desk).read_bytes() == draft, "a refused release leaves the last good files"

    run(desk, "approve", "plain", "--by", "zhou-ba", "--reason", "数据已核对")
    run(desk, "build", "--release")
    assert not any(marks(desk, "草稿"))
    assert "草稿" not in page(desk) and "noindex" not in page(desk)
    approved = pdf(desk).read_bytes()
    (line,) = json.loads(run(desk, "ledger", "--json", "--quiet"))["entries"]
    said = manifest(desk)
    assert said["state"] == "approved" and said["content"] == said["approval"]["content"]
    assert said["approval"]["name"] == "周八" and said["approval"]["holds"]
    assert {said["approval"][key] == line[key] for key in ("act", "by", "time", "hash", "content")} == {True}

    run(desk, "release", "plain", "--by", "zhou-ba")
    assert pdf(desk).read_bytes() == approved, "what is published is what was approved"

    run(desk, "withdraw", "plain", "--by", "zhou-ba", "--reason", "图表有误")
    assert "DN808" in run(desk, "build", "--release", code=1)
    run(desk, "build")
    assert all(marks(desk, "已撤回")) and "图表有误" in page(desk)
    assert (manifest(desk)["state"], manifest(desk)["approval"]["act"]) == ("withdrawn", "withdraw")

    said = json.loads(run(desk, "ledger", "--json", "--quiet"))
    assert [e["act"] for e in said["entries"]] == ["approve", "release", "withdraw"]
    assert said["whole"] and said["entries"][0]["time"].startswith("2025-02-06")


def test_a_change_after_approval_makes_it_a_draft_and_a_comment_does_not(desk: Workspace) -> None:
    run(desk, "approve", "plain", "--by", "zhou-ba")
    note = desk.note_file("plain")
    text = note.read_text("utf-8")
    note.write_text("# 备注\n" + text, "utf-8")
    run(desk, "build", "--release")
    note.write_text(text.replace("已经接近", "已经超过"), "utf-8")
    assert "DN802" in run(desk, "build", "--release", code=1)
    assert "DN802" in run(desk, "check")
    run(desk, "build")
    assert all(marks(desk, "草稿"))
    said = manifest(desk)
    assert said["state"] == "draft" and said["content"] != said["approval"]["content"]
    assert said["approval"]["act"] == "approve" and said["approval"]["holds"] is False
    assert said["rules"]["findings"] == {"DN802": 1}


def test_who_signs_does_not_approve(desk: Workspace) -> None:
    assert "DN805" in run(desk, "approve", "plain", "--by", "zhang-san", code=1)
    assert "DN804" in run(desk, "approve", "plain", "--by", "li-si", code=1)
    assert not (desk.root / "content" / "ledger.jsonl").exists()


def test_a_note_with_errors_is_not_approved(desk: Workspace) -> None:
    note = desk.note_file("plain")
    note.write_text(note.read_text("utf-8").replace("增持", "买人"), "utf-8")
    assert "DN204" in run(desk, "approve", "plain", "--by", "zhou-ba", code=1)
    assert not (desk.root / "content" / "ledger.jsonl").exists()


def test_a_waiver_turns_a_finding_into_a_remark_until_it_lapses(desk: Workspace) -> None:
    note = desk.note_file("plain")
    note.write_text(note.read_text("utf-8").replace("risks: [应用落地慢于预期的风险]", "risks: []"), "utf-8")
    assert "error[DN430]" in run(desk, "check", "--select", "DN430", code=1)
    words = ("--by", "zhou-ba", "--reason", "见母报告")
    run(desk, "waive", "plain", "DN430", *words, "--until", "2025-02-07")
    after = run(desk, "check")
    assert "[DN430]" not in after and "info[DN815]" in after and "周八" in after and "见母报告" in after
    text = note.read_text("utf-8")
    note.write_text(text.replace("date:", "# desknote: ignore DN501\ndate:"), "utf-8")
    run(desk, "build", "--to", "txt")
    rules = manifest(desk)["rules"]
    assert rules["waived"] == {"DN430": {"name": "周八", "until": "2025-02-07", "reason": "见母报告"}}
    assert "DN501" in rules["left_out"] and rules["jurisdictions"] == ["cn"]
    passed = set(rules["passed"])
    assert {"DN416", "DN421", "DN502"} <= passed
    assert passed.isdisjoint({"DN430", "DN501", "DN465", *rules["findings"]})
    note.write_text(text, "utf-8")
    later = command("check", cwd=desk.root, SOURCE_DATE_EPOCH="1739000000")
    assert "[DN430]" in later.stderr and "DN815" not in later.stderr
    assert "DN813" in run(desk, "waive", "plain", "DN430", *words, "--until", "2025-02-01", code=1)
    assert "DN807" in run(desk, "waive", "plain", "DN204", *words, "--until", "2025-03-01", code=1)


def test_a_pdf_is_proved_by_its_bytes(desk: Workspace, tmp_path: Path) -> None:
    run(desk, "build")
    assert "DN811" in run(desk, "verify", str(pdf(desk)), code=1)
    run(desk, "approve", "plain", "--by", "zhou-ba")
    run(desk, "build", "--release")
    good = pdf(desk).read_bytes()
    assert "byte for byte" in run(desk, "verify", str(pdf(desk)))

    altered = tmp_path / "altered.pdf"
    place = good.rindex(b"%%EOF")
    altered.write_bytes(good[:place] + b"% one more remark\n" + good[place:])
    assert "DN811" in run(desk, "verify", str(altered), code=1)
    (tmp_path / "text.pdf").write_text("not a PDF")
    assert "DN810" in run(desk, "verify", str(tmp_path / "text.pdf"), code=1)

    ledger = desk.root / "content" / "ledger.jsonl"
    text = ledger.read_bytes()
    ledger.write_bytes(text.replace(b"2025-02-06", b"2025-02-05", 1))
    assert "DN803" in run(desk, "verify", str(pdf(desk)), code=1)


def test_every_kind_of_pdf_is_proved_and_its_later_fate_is_told(desk: Workspace, tmp_path: Path) -> None:
    run(desk, "approve", "plain", "--by", "zhou-ba", "--to", "pdfa")
    run(desk, "build", "--release", "--to", "pdf,pdfa,pdfua")
    files = [pdf(desk).with_name(name) for name in ("note.pdf", "note.pdfa.pdf", "note.pdfua.pdf")]
    said = run(desk, "verify", *map(str, files))
    assert said.count("byte for byte") == 2 and said.count("built again, it is the same") == 1

    swapped, added = tmp_path / "swapped.pdf", tmp_path / "added.pdf"
    writer = pypdf.PdfWriter(clone_from=pdf(desk))
    writer.pages[0].replace_contents(writer.pages[-1].get_contents())
    writer.write(swapped)
    added.write_bytes(pdf(desk).read_bytes() + b"\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    told = run(desk, "verify", str(swapped), str(added), code=1)
    assert len(re.findall(r"error\[DN81[01]\]", told)) == 2

    older = tmp_path / "older.pdf"
    older.write_bytes(pdf(desk).read_bytes())
    note = desk.note_file("plain")
    note.write_text(note.read_text("utf-8").replace("已经接近", "已经超过"), "utf-8")
    assert "has changed since" in run(desk, "verify", str(files[2]), code=1)
    run(desk, "approve", "plain", "--by", "zhou-ba")
    told = run(desk, "verify", str(older))
    assert "byte for byte" in told and "entry 1" in told and "DN818" in told
    run(desk, "revoke", "plain", "--by", "zhou-ba", "--reason", "待补数据")
    told = run(desk, "verify", str(older))
    assert "DN809" in told and "待补数据" in told


def test_one_note_with_errors_keeps_all_from_being_approved(house: House) -> None:
    text = without((ROOT / "content" / "house.yaml").read_text("utf-8"), "workflow") + WORKFLOW
    good = NOTE.format(lang="zh-CN")
    notes = {"plain": good, "other": good.replace("增持", "买人"), "third": good}
    desk = house(notes, {"content/house.yaml": text})
    run(desk, "approve", "plain", "other", "--by", "zhou-ba", code=1)
    assert not (desk.root / "content" / "ledger.jsonl").exists()
    desk.note_file("other").write_text(good, "utf-8")
    run(desk, "approve", "plain", "third", "--by", "zhou-ba", "-q")
    run(desk, "build", "other", "--to", "html")
    before = (desk.build_folder / "other" / "note.html").read_bytes()
    said = run(desk, "build", "--release", "--to", "html", "-j", "2", code=1)
    assert "DN801" in said and "2 built" in said
    assert (desk.build_folder / "other" / "note.html").read_bytes() == before
    assert "2 unchanged" in run(desk, "build", "--release", "--to", "html", code=1)
    assert "2 built" in run(desk, "build", "--release", "--to", "html", "--force", code=1)


def test_a_site_is_the_same_bytes_anywhere(tmp_path: Path, font_cache: Path) -> None:
    sites = []
    for place, seed, zone in (("one", "1", "UTC"), ("another place", "4242", "Asia/Tokyo")):
        desk = furnish(tmp_path / place, {"plain": NOTE.format(lang="zh-CN")}, font_cache)
        done = command("publish", cwd=desk.root, PYTHONHASHSEED=seed, TZ=zone)
        assert done.returncode == 0, done.stderr
        folder = desk.root / "site"
        files = (p for p in sorted(folder.rglob("*")) if p.is_file())
        sites.append({p.relative_to(folder).as_posix(): p.read_bytes() for p in files})
    assert "notes/plain/index.html" in sites[0] and "notes/plain/plain.pdf" in sites[0]
    assert [name for name in sites[0] | sites[1] if sites[0].get(name) != sites[1].get(name)] == []


def test_an_approver_with_a_key_signs(desk: Workspace, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    public = run(desk, "key", str(key)).split("key: ")[1].split("\n")[0]
    assert key.stat().st_mode & 0o077 == 0
    house = desk.house_file
    house.write_text(
        house.read_text("utf-8").replace("zhou-ba: {name: 周八}", f"zhou-ba: {{name: 周八, key: {public}}}"),
        "utf-8",
    )
    assert "DN806" in run(desk, "approve", "plain", "--by", "zhou-ba", code=1)
    run(desk, "approve", "plain", "--by", "zhou-ba", "--key", str(key))
    run(desk, "build", "--release")


def test_a_note_cannot_call_itself_approved(desk: Workspace) -> None:
    note = desk.note_file("plain")
    note.write_text(note.read_text("utf-8") + "state: approved\n", "utf-8")
    said = run(desk, "check", code=1)
    assert "desknote approve" in said and "state: approved" in said


def test_a_draft_in_english_says_so(desk: Workspace) -> None:
    desk.note_file("plain").write_text(NOTE.format(lang="en") + "state: review\n", "utf-8")
    run(desk, "build", "--to", "pdf")
    assert all(marks(desk, "In review"))
