"""Notes for a site, of every state and language, and a site of invented notes that were never built."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desknote.ledger import Entry as Act
from desknote.ledger import append
from desknote.site.entry import Author, Entry, Firm, Output, Rated
from desknote.site.gather import folder_of
from desknote.workspace import Workspace

SETTINGS = """\
title: {zh-CN: 示例研究, en: Example Research}
base_url: https://research.example.com/notes
languages: [zh-CN, en]
sectors:
  - id: tmt
    name: {zh-CN: 传媒互联网, en: Media}
    aliases: [互联网]
"""
DRAFT, REVIEW, WITHDRAWN = "麒麟甲案", "獬豸乙案", "饕餮丙案"
"""Words that stand in one note alone: in a draft, one in review, one that was withdrawn."""


def note(
    title: str,
    date: str,
    *,
    lang: str = "zh-CN",
    kind: str = "industry",
    sector: str = "传媒互联网",
    rating: str = "增持",
    analyst: str = "zhang-san",
    state: str = "",
    body: str = "",
    coverage: Iterable[tuple[str, str]] = (),
) -> str:
    """A small note in YAML."""
    companies = "".join(f"    - {{name: {name}, ticker: {ticker}}}\n" for name, ticker in coverage)
    advice = "advice:\n  body: 关注龙头。\n" + (f"  coverage:\n{companies}" if companies else "")
    if lang == "en":
        advice = ""
    return (
        f"kind: {kind}\nlang: {lang}\ntitle: {json.dumps(title, ensure_ascii=False)}\ndate: {date}\n"
        + (f"state: {state}\n" if state else "")
        + f"sector: {sector}\nrating: {rating}\nanalysts: {analyst}\nsummary: {title}摘要\n"
        + f"viewpoints:\n  - heading: {'Our view' if lang == 'en' else '观点'}\n"
        + f"    body: |\n      {body or title}\n"
        + advice
        + f"risks: [{'Demand may fall short' if lang == 'en' else '需求不及预期'}]\n"
    )


NOTES: dict[str, str | None] = {
    "hk-turnover": None,
    "cheaper.zh-CN": note("模型更便宜，应用更快", "2025-02-05", body="端侧算力与推理成本一同改善。"),
    "cheaper.en": note(
        "Cheaper models, faster adoption",
        "2025-02-05",
        lang="en",
        sector="Media",
        body="Inference costs fall.",
    ),
    "firm-new": note(
        "甲公司：订单回升",
        "2025-01-20",
        kind="flash",
        rating="买入",
        analyst="li-si",
        sector="互联网",
        coverage=[("甲公司", "999001.SH")],
    ),
    "firm-old": note(
        "甲公司：等待拐点",
        "2024-06-03",
        kind="flash",
        rating="中性",
        analyst="li-si",
        sector="互联网",
        coverage=[("甲公司", "999001.SH")],
    ),
    "secret-draft": note(f"{DRAFT}尚未定稿", "2025-02-06", state="draft", body=f"{DRAFT}正文"),
    "secret-review": note(f"{REVIEW}送审", "2025-02-07", state="review", body=f"{REVIEW}正文"),
    "taken-back": note(f"{WITHDRAWN}已撤", "2024-12-02", body=f"{WITHDRAWN}正文"),
}
RELEASED = ("cheaper.en", "cheaper.zh-CN", "firm-new", "firm-old", "hk-turnover")


def withdraw(workspace: Workspace, slug: str) -> None:
    """Put on record that a note was withdrawn."""
    append(workspace, (Act(0, "2025-01-10T08:00:00Z", "withdraw", slug, "chen", reason="模型有误"),))


def invented(workspace: Workspace, count: int, **changes: object) -> list[Entry]:
    """``count`` notes that look as if they had been built, a week apart."""
    html = (
        '<!doctype html>\n<html lang="zh-CN" class="web">\n<head>\n<meta charset="utf-8">\n<title>t</title>'
        '<style>\np { margin: 0 }\n</style>\n</head>\n<body>\n<header class="band">\n'
        '<div class="brand"><span>甲</span></div>\n<div class="label"></div></header>\n<div class="sheet">\n'
        '<main id="main"><h1>甲</h1></main></div>\n'
        '<footer class="foot"><div></div></footer>\n</body></html>\n'
    ).encode()
    output = Output("note.html", hashlib.sha256(html).hexdigest(), len(html))
    found = []
    for i in range(count):
        slug = f"note-{i:03d}"
        firm = Firm("600000-sh", "示例公司", "600000.SH", True)
        for folder, files in (
            (folder_of(workspace, slug), {"said.json": b'["\xe7\x94\xb2"]', "shown.json": b'["","","",""]'}),
            (workspace.build_folder / slug, {"note.html": html}),
        ):
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
        entry = Entry(
            slug=slug,
            state="published",
            lang="zh-CN",
            kind="flash",
            title=f"示例公司第 {i} 篇",
            date=dt.date(2024, 1, 1) + dt.timedelta(weeks=i),
            sector="传媒",
            rating=Rated("company", "buy", "买入", 0),
            people=(Author("zhang-san", "analyst", "张三", ""),),
            firms=(firm,),
            subject=firm,
            outputs=(output,),
        )
        found.append(replace(entry, **changes))  # type: ignore[arg-type]
    return found


def files_of(folder: Path) -> dict[str, Path]:
    """Every file of a site by its path."""
    return {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
