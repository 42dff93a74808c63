"""A site of many small invented notes, whose PDF and web page are there already: only pages are made.

Run by run.py in a process of its own: ``python site.py FOLDER COUNT`` prints CPU seconds of the first
publishing, of one with nothing changed, of one with a note more, and the peak of memory in MB.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import resource
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from desknote.site import make, write
from desknote.site.entry import Author, Entry, Firm, Output, Rated
from desknote.site.gather import folder_of
from desknote.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
SECTORS = ("电子", "计算机", "汽车", "电力设备", "银行", "医药生物", "食品饮料", "传媒", "机械", "化工")
WORDS = "需求回升盈利改善订单增长成本下降份额提高海外拓展新品放量现金流充裕估值修复政策支持景气上行".strip()


def entries(workspace: Workspace, count: int, outputs: tuple[Output, ...]) -> Iterator[Entry]:
    """``count`` notes over ten years, their text kept as ``gather`` would keep it."""
    first = dt.date(2015, 1, 5)
    for i in range(count):
        firm = Firm(f"{600000 + i % 300}-sh", f"示例公司{i % 300}", f"{600000 + i % 300}.SH", True)
        turn = i * 7 % len(WORDS)
        text = WORDS[turn:] + WORDS[:turn]
        slug = f"note-{i:05d}"
        folder = folder_of(workspace, slug)
        folder.mkdir(parents=True, exist_ok=True)
        said = [f"{firm.name}{text[j:]}{text[:j]}，第 {i + j} 段。" * 3 for j in range(12)]
        (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False))
        (folder / "shown.json").write_text(json.dumps([text, "", text, text], ensure_ascii=False))
        yield Entry(
            slug=slug,
            state="published",
            lang="zh-CN",
            kind=("company", "flash", "industry")[i % 3],
            title=f"{firm.name}：{text[:14]}",
            subtitle=f"{text[14:26]}点评",
            summary=f"{text}，我们维持判断。",
            date=first + dt.timedelta(days=i * 3650 // max(1, count)),
            sector=SECTORS[i % len(SECTORS)],
            keywords=(text[:2], text[2:4]),
            rating=Rated("company", ("buy", "add", "neutral")[i // 300 % 3], "买入", 0),
            people=(Author(("zhang-san", "li-si", "wang-wu")[i % 3], "analyst", "张三", ""),),
            firms=(firm,),
            subject=firm,
            outputs=outputs,
        )


def furnish(root: Path, count: int) -> tuple[Workspace, list[Entry]]:
    """The repository's house with ``count`` notes that look as if they had been built."""
    for name in ("assets", "content"):
        if not (root / name).exists():
            shutil.copytree(ROOT / name, root / name)
    workspace = Workspace(root.resolve())
    html = (
        '<!doctype html>\n<html lang="zh-CN" class="web">\n<head>\n<meta charset="utf-8">\n<title>t</title>'
        "<style>\n:root { --a: 1 }\np { margin: 0 }\n</style>\n</head>\n<body>\n"
        '<header class="band">\n<div class="brand"><span>示例</span></div>\n<div class="label"></div></header>\n'
        f'<div class="sheet"><main id="main"><h1>示例</h1>{"<p>" + WORDS * 4 + "</p>"}</main></div>\n'
        '<footer class="foot"><div></div></footer>\n</body>\n</html>\n'
    ).encode()
    pdf = b"%PDF-1.7\n" + bytes(40_000)
    outputs = tuple(
        Output(name, hashlib.sha256(content).hexdigest(), len(content))
        for name, content in (("note.html", html), ("note.pdf", pdf))
    )
    made = list(entries(workspace, count, outputs))
    for entry in made:
        folder = workspace.build_folder / entry.slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "note.html").write_bytes(html)
        (folder / "note.pdf").write_bytes(pdf)
    return workspace, made


def cpu() -> float:
    """CPU seconds of this process and of its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    root, count = Path(sys.argv[1]), int(sys.argv[2])
    workspace, made = furnish(root, count + 1)
    taken = []
    for notes in (made[:-1], made[:-1], made):
        began = cpu()
        write(make(workspace, notes, []), workspace.root / "site")
        taken.append(cpu() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(*(f"{seconds:.3f}" for seconds in taken), f"{peak:.0f}")


if __name__ == "__main__":
    main()
