"""One fault planted in a whole note is found, and nothing else; notes without faults have no findings."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from desknote.check import check
from desknote.model.base import LANGS
from desknote.model.note import KINDS
from desknote.resolve import Shelf, close
from desknote.starter import note_files, workspace_files
from desknote.workspace import Workspace
from prose.cases import told

ROOT = Path(__file__).resolve().parents[2]
SHELF = Shelf()

PLANTED = {
    "large-model-costs": [
        ("数学与编程成绩已和 OpenAI", "数学与编程成绩已和 Openai", "DN532", "Openai"),
        ("得分 {{ facts.aime_r1 }}，对手", "得分 {{ facts.aime_r1 }},对手", "DN511", ","),
        ("头部厂商随即加快节奏。", "头部厂商随即加快节奏.", "DN511", "."),
        ("（@fig-benchmark-scores）", "（@fig-benchmark-scores)", "DN511", "（@fig-benchmark-scores)"),
        ("Stable Diffusion。", "Stable Diffusion。。", "DN513", "。。"),
        ("花数小时的研究", "花数小时的的研究", "DN521", "的的"),
        ("能够训练更大的模型", "能够训练更大的模型模型", "DN521", "模型模型"),
        ("2024 年 12 月问世的", "24 年 12 月问世的", "DN539", "24"),
        ("（PMF）", "(PMF)", "DN511", "(PMF)"),
        ("英伟达、AMD", "英偉達、AMD", "DN524", "偉達"),
        ("宏观经济出现波动；", "宏观经济出现波动", "DN517", "动"),
        (
            "能力相近而获取方式不同，",
            "能力相近而获取方式不同，能力相近而获取方式不同，",
            "DN522",
            "能力相近而获取方式不同",
        ),
        ("每块芯片单位", "每块芯片（单位", "DN514", "（"),
        ("价格下降时，", "价格下降两倍时，", "DN508", "下降两倍"),
        ("客户的试用门槛", "TODO 客户的试用门槛", "DN527", "TODO"),
        ("2024 年 2 月 5 日至", "2024 年 2 月 30 日至", "DN536", "2024 年 2 月 30 日"),
        ("此前受制于", "今日受制于", "DN538", "今日"),
        ("2025 年 1 月的 R1", "２０２５ 年 1 月的 R1", "DN501", "２０２５"),
        ("企业可以部署在", "企业可以布署在", "DN523", "布署"),
        ("更容易找到用户", "更容易 找到用户", "DN520", "易 找"),
        ("对收入的拉动最直接", "最直接，毛利率由 30% 提升 2%", "DN509", "2%"),
    ],
    "hk-turnover": [
        ("，較一月初", ",較一月初", "DN511", ","),
        ("農曆新年", "农历新年", "DN524", "农历"),
        ("「中性」", '"中性"', "DN516", '"中性"'),
        ("「正面」", "「正面", "DN514", "「"),
        ("約為 1,552", "約為 １,552", "DN501", "１"),
        ("二月中旬的", "二月三十日的", "DN536", "二月三十日"),
        ("我們維持均衡配置", "我們我們維持均衡配置", "DN521", "我們我們"),
        ("1,400 億港元", "1400 億港元", "DN503", "1400"),
    ],
    "example-motion": [
        ("Two customer groups", "Two customer customer groups", "DN521", "customer customer"),
        ("makers of collaborative", "makers  of collaborative", "DN518", "s  o"),
        ("robots, which ran", "robots,which ran", "DN519", ",w"),
        ("robots, which ran", "robots，which ran", "DN512", "，"),
        ("humanoid-robot programmes", "humanoid-robot programs", "DN526", "programs"),
        ("half is in our forecast", "half is seperate in our forecast", "DN523", "seperate"),
        ("RMB 260m", "RMB 260 million", "DN510", "260 million"),
        ("RMB 260m", "RMB260m", "DN504", "RMB260"),
        ("at the end of September", "on 31 September", "DN536", "31 September"),
        ("earnings are growing faster", "the margin rose 2% to 32%", "DN509", "2%"),
        ("list prices in this class", "list prices,, in this class", "DN513", ",,"),
        ("to high-precision classes;", "to high-precision classes", "DN517", "s"),
        ("22 and 41 times forward", "22 and 41 (times forward", "DN514", "("),
    ],
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the sample workspace to write in."""
    root = tmp_path_factory.mktemp("planted")
    for name in ("assets", "content"):
        shutil.copytree(ROOT / name, root / name)
    return Workspace(root.resolve())


def found(workspace: Workspace, slug: str) -> list[tuple[str, int, int, str]]:
    note, wrong = close(workspace, slug, shelf=SHELF)
    assert note is not None, wrong
    return told(list(check(note)), workspace.note_file(slug).read_text("utf-8"))


@pytest.mark.parametrize(
    ("slug", "old", "new", "code", "words"),
    [(slug, *row) for slug, rows in PLANTED.items() for row in rows],
    ids=lambda x: str(x)[:24],
)
def test_a_planted_fault(samples: Workspace, slug: str, old: str, new: str, code: str, words: str) -> None:
    file = samples.note_file(slug)
    text = (ROOT / "content/notes" / slug / "note.yaml").read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    try:
        rows = found(samples, slug)
    finally:
        file.write_text(text, "utf-8")
    line = text.count("\n", 0, text.index(old)) + 1
    assert [(row[0], row[1], row[3]) for row in rows] == [(code, line, words)]


@pytest.mark.parametrize("slug", sorted(p.name for p in (ROOT / "content/notes").iterdir() if p.is_dir()))
def test_the_samples_have_no_faults(samples: Workspace, slug: str) -> None:
    assert found(samples, slug) == []


def test_starter_notes_have_no_faults(tmp_path: Path) -> None:
    for name, content in workspace_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    workspace = Workspace(tmp_path.resolve())
    for lang in LANGS:
        for kind in KINDS:
            slug = f"{lang}-{kind}"
            made = note_files(kind, lang, slug=slug, date=dt.date(2025, 2, 5), analyst="zhang-san")  # type: ignore[arg-type]
            for name, content in made.items():
                path = workspace.notes_folder / slug / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            assert found(workspace, slug) == [], slug


def test_the_table_of_characters_is_up_to_date() -> None:
    pytest.importorskip("opencc")
    import subprocess
    import sys

    done = subprocess.run([sys.executable, ROOT / "scripts/gen_characters.py", "--check"])
    assert done.returncode == 0
