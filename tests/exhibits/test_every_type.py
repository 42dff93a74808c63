"""What holds of every chart, whatever its type: well-formed, legible, self-contained, the same each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from looks import NS, WIDTHS, figures, outside, overlapping, svg, texts
from samples import samples, style

from desknote.exhibits.draw import draw, painted

ALL = samples()
NAMES = tuple(ALL)


@pytest.mark.parametrize("name", NAMES)
def test_texts_keep_apart_and_stay_on_the_sheet(name: str) -> None:
    for width, look in zip((40.0, *WIDTHS), (style(), style(), style("blue", "en"), style()), strict=True):
        sheet = painted(ALL[name], look, width)
        assert not overlapping(sheet), width
        assert not outside(sheet), width


@pytest.mark.parametrize("name", NAMES)
def test_the_svg_is_small_and_stands_alone(name: str) -> None:
    made = draw(ALL[name], style(), 86).svg
    assert made is not None
    assert len(made) < 60_000
    root = svg(ALL[name], style())
    assert root.tag == f"{NS}svg" and root.attrib["role"] == "img" and root.attrib["aria-label"]
    assert root.attrib["width"] == "86mm" and root.attrib["height"].endswith("mm")
    box = [float(v) for v in root.attrib["viewBox"].split()]
    assert box[2] == pytest.approx(86 * 72 / 25.4, abs=0.01)
    assert {node.tag.removeprefix(NS) for node in root.iter()} <= {
        "svg", "path", "text", "circle", "defs", "clipPath", "rect",
    }  # fmt: skip
    assert "<style" not in made and "href" not in made and "<!" not in made and "url(h" not in made
    assert all(-2000 < v < 2000 for v in figures(root))


@pytest.mark.parametrize("name", NAMES)
def test_ids_carry_the_exhibits_own(name: str) -> None:
    root = svg(ALL[name], style())
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert all(i.startswith(f"fig-{name}-") for i in ids)
    used = set(re.findall(r"url\(#([^)]+)\)", draw(ALL[name], style(), 86).svg or ""))
    assert used == set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_and_the_table_say_what_is_shown(name: str) -> None:
    for lang, stop in (("zh-CN", "。"), ("en", ".")):
        drawing = draw(ALL[name], style(lang=lang), 86)
        assert drawing.alt.startswith("示意图") and drawing.alt.endswith(stop)
        assert "  " not in drawing.alt and "nan" not in drawing.alt
        assert drawing.headers and drawing.rows
        assert all(len(row) == len(drawing.headers) for row in drawing.rows)
        assert drawing.svg is not None and drawing.html is None


def test_an_authors_own_alternative_comes_first() -> None:
    one = ALL["line"]
    told = one.spec.model_copy(update={"alt": "走势明显向上 & 领先"})
    drawing = draw(type(one)(one.id, one.anchor, 1, "图表 1", told, one.frame), style(), 86)
    assert drawing.alt == "走势明显向上 & 领先"
    assert 'aria-label="走势明显向上 &amp; 领先"' in (drawing.svg or "")


_DRAW = """
import sys
sys.path.insert(0, {here!r})
from desknote.exhibits.draw import draw
from samples import samples, style
import hashlib
whole = hashlib.sha256()
for one in samples().values():
    made = draw(one, style(), 86)
    whole.update(repr(made).encode())
print(whole.hexdigest())
"""


def test_drawings_are_the_same_in_every_process() -> None:
    code = _DRAW.format(here=str(Path(__file__).parent))
    seen = set()
    for seed, place in (("1", "C"), ("2", "C.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": place, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_threads_may_draw_at_once() -> None:
    names = ["line", "bar-stacked", "scatter", "heatmap"] * 3
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: draw(ALL[name], style(), 86), names))
    assert drawn == [draw(ALL[name], style(), 86) for name in names]


def test_the_machines_own_matplotlib_settings_do_not_matter(tmp_path: Path) -> None:
    own = tmp_path / "matplotlibrc"
    own.write_text("lines.linewidth: 9\nfont.size: 30\naxes.facecolor: red\nlines.solid_capstyle: butt\n")
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from desknote.exhibits.draw import draw\nfrom samples import samples, style\n"
        "print(draw(samples()['combo'], style(), 86).svg)"
    )
    env = {**os.environ, "MATPLOTLIBRC": str(own), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == draw(ALL["combo"], style(), 86).svg


def test_numbers_and_dates_follow_the_language() -> None:
    assert {"24/02", "24/04"} <= set(texts(svg(ALL["line"], style(lang="zh-CN"))))
    assert {"Feb-24", "Apr-24"} <= set(texts(svg(ALL["line"], style(lang="en"))))
    assert "單位：亿元" in texts(svg(ALL["bar"], style(lang="zh-HK")))
    volumes = {lang: texts(svg(ALL["price"], style(lang=lang))) for lang in ("zh-CN", "zh-HK", "en")}
    assert "4,000万" in volumes["zh-CN"] and "4,000萬" in volumes["zh-HK"] and "40m" in volumes["en"]
