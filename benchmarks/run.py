"""Every budget beside its figure: ``make bench``. Peers run in the same call, in turn, medians are taken.

CPU seconds are what the kernel charges to a finished process and its children; they hold on a busy
machine where wall time does not. Where a peer is not there its row says so.
"""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from typst_note import source as typst_source
from varied import varied

from desknote.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
NOTE = "large-model-costs"
RUNS = int(os.environ.get("DESKNOTE_BENCH_RUNS", "5"))


@dataclass(frozen=True)
class Row:
    """One budget: ``figure`` must be at most ``bound``."""

    name: str
    figure: float | None
    bound: float
    detail: str = ""


def cpu(command: Sequence[str], cwd: Path) -> float:
    """CPU seconds of one run, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def wall(command: Sequence[str], cwd: Path) -> float:
    """Wall seconds of one run."""
    began = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def in_turn(*measures: Callable[[], float], runs: int = RUNS) -> list[float]:
    """The median of each measure, taken in turn (A B A B …) after one warm-up of each."""
    for measure in measures:
        measure()
    taken = [[m() for m in measures] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def workspace(folder: Path) -> Path:
    """A workspace with the sample note."""
    for name in ("assets", "content"):
        shutil.copytree(ROOT / name, folder / name)
    for other in (folder / "content" / "notes").iterdir():
        if other.name != NOTE:
            shutil.rmtree(other)
    return folder


def desknote(*words: str) -> list[str]:
    return [str(Path(sys.executable).parent / "desknote"), "-q", *words]


def compiled() -> None:
    """Compile desknote, as installing it does; the environment may keep Python from doing so as it runs."""
    import desknote

    compileall.compile_dir(str(Path(desknote.__file__).parent), quiet=2)


def check_changed(root: Path) -> float:
    """CPU seconds of a check of the sample, in which a sentence is another than at the last check."""
    file = root / "content" / "notes" / NOTE / "note.yaml"
    text = file.read_text()
    file.write_text(text.replace("\nsubtitle: ", f"\nsubtitle: 第 {time.monotonic_ns()} 次，", 1))
    try:
        return cpu(desknote("check", NOTE), root)
    finally:
        file.write_text(text)


def page_html(root: Path) -> Path:
    """The composed page that the PDF is made of."""
    from desknote import build
    from desknote.compose import page

    out = root / "page.html"
    composed = page.compose

    def keeping(note, dressing, channel, templates):  # type: ignore[no-untyped-def]
        html = composed(note, dressing, channel, templates)
        out.write_text(html)
        return html

    page.compose = keeping
    try:
        build.build_note(Workspace(root.resolve()), NOTE, ("pdf",), force=True)
    finally:
        page.compose = composed
    return out


def typst_file(root: Path) -> Path:
    """The same note for Typst."""
    import json

    from desknote.resolve import close

    note, _ = close(Workspace(root.resolve()), NOTE)
    assert note is not None
    drawings = {}
    for kept in (root / ".desknote" / "cache" / "exhibits").rglob("*.json"):
        drawing = json.loads(kept.read_bytes().split(b"\n", 1)[1])
        for exhibit in note.exhibits:
            if drawing["svg"] and f'"{exhibit.anchor}-' in drawing["svg"]:
                drawings[exhibit.id] = root / f"{exhibit.id}.svg"
                drawings[exhibit.id].write_text(drawing["svg"])
    out = root / "note.typ"
    out.write_text(typst_source(note, drawings))
    return out


def typst_compile(file: Path) -> list[str]:
    code = f"import typst; typst.compile({str(file)!r}, output={str(file.with_suffix('.pdf'))!r})"
    return [sys.executable, "-c", code]


def batch(root: Path, count: int) -> list[str]:
    """``count`` notes like the sample, no two of them alike; returns their names."""
    notes = root / "content" / "notes"
    text = (notes / NOTE / "note.yaml").read_text()
    names = []
    for i in range(count):
        name = f"note-{i:03d}"
        if not (notes / name).exists():
            shutil.copytree(notes / NOTE, notes / name)
        (notes / name / "note.yaml").write_text(varied(text, i))
        names.append(name)
    return names


def long_note(root: Path, sections: int) -> str:
    """A note with many sections; returns its name."""
    name = f"long-{sections}"
    notes = root / "content" / "notes"
    shutil.copytree(notes / NOTE, notes / name)
    text = (notes / name / "note.yaml").read_text()
    head, _, rest = text.partition("\nsections:\n")
    _, _, exhibits = rest.partition("\nexhibits:\n")
    paragraph = "      衡量推理模型，数学是最少争议的尺子：题目有唯一答案，评分不依赖人的偏好。" * 6
    made = "".join(f"  - heading: 第 {i} 节\n    body: |\n" + f"{paragraph}\n\n" * 8 for i in range(sections))
    keep = exhibits.split("\n  benchmark-scores:")[0]
    head = head.replace("（@fig-benchmark-scores）", "").replace("（@tbl-v3-designs）", "")
    (notes / name / "note.yaml").write_text(f"{head}\nsections:\n{made}\nexhibits:\n{keep}\n")
    return name


def resident(root: Path) -> tuple[float, float, float]:
    """CPU seconds from an edit to new HTML and to a new PDF in a running process, and of the first build."""
    code = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT / "benchmarks")!r})
from edits import edits
edits(Path({str(root)!r}), {NOTE!r})
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    html, pdf, first = map(float, done.stdout.split())
    return html, pdf, first


def measure(root: Path) -> list[Row]:
    """Every row."""
    rows: list[Row] = []
    compiled()
    subprocess.run(desknote("build", NOTE), cwd=root, check=True, capture_output=True)
    html = page_html(root)
    weasyprint = [str(Path(sys.executable).parent / "weasyprint"), str(html), str(root / "peer.pdf")]
    cold = desknote("build", NOTE, "--force", "--to", "pdf")
    build, peer = in_turn(lambda: cpu(cold, root), lambda: cpu(weasyprint, root))
    rows.append(
        Row(
            "cold build, charts cached : weasyprint on its HTML",
            build / peer,
            1.15,
            f"{build:.2f} : {peer:.2f} s",
        )
    )
    subprocess.run(desknote("build", NOTE), cwd=root, check=True, capture_output=True)
    same, build = (
        in_turn(lambda: cpu(desknote("build", NOTE), root))[0],
        in_turn(lambda: cpu(desknote("build", NOTE, "--force"), root))[0],
    )
    subprocess.run(desknote("build", NOTE), cwd=root, check=True, capture_output=True)
    rows.append(Row("nothing changed : cold build", same / build, 0.12, f"{same:.3f} : {build:.2f} s"))
    check, build = in_turn(lambda: check_changed(root), lambda: cpu(cold, root))
    rows.append(
        Row("check of one changed note : cold build", check / build, 0.25, f"{check:.3f} : {build:.2f} s")
    )
    typst: float | None = None
    try:
        command = typst_compile(typst_file(root))
        (typst,) = in_turn(lambda: cpu(command, root))
    except (ImportError, subprocess.CalledProcessError):
        pass
    taken = [resident(root) for _ in range(3)]
    edit_html, edit_pdf = (statistics.median(t[i] for t in taken) for i in (0, 1))
    rows.append(
        Row(
            "edit to new PDF, resident : cold typst",
            edit_pdf / typst if typst else None,
            1.0,
            f"{edit_pdf:.3f} : {typst or 0:.3f} s",
        )
    )
    rows.append(Row("edit to new HTML, CPU seconds", edit_html, 0.100))
    rows += handed_over(root)
    names = batch(root, 100)
    for what, targets in (("PDF", "pdf"), ("PDF and web page", "pdf,html")):
        many = desknote("build", *names, "--force", "--to", targets)
        each = cpu([*many, "-j", "1"], root) / len(names)
        rows.append(
            Row(
                f"CPU a note in a batch of 100, {what} : cold typst",
                each / typst if typst else None,
                1.0,
                f"{each:.3f} : {typst or 0:.3f} s",
            )
        )
    one, two = wall([*many, "-j", "1"], root), wall([*many, "-j", "2"], root)
    rows.append(Row("batch of 100 on 2 cores : on 1 (wall)", two / one, 0.58, f"{two:.1f} : {one:.1f} s"))
    rows.append(pages(root))
    rows.append(charts(root))
    rows += sites(typst)
    return rows


def handed_over(root: Path) -> list[Row]:
    """A build of one note while ``desknote watch`` runs, its share of that process included."""
    command = desknote("build", NOTE, "--force")
    alone = in_turn(lambda: cpu(command, root))[0]
    watch = subprocess.Popen(
        desknote("watch"), cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    try:
        while not (root / ".desknote" / "preview").exists():
            time.sleep(0.1)
        time.sleep(15)  # it prints what there is and prepares wider fonts

        def both() -> float:
            before = family(watch.pid)
            return cpu(command, root) + family(watch.pid) - before

        together = in_turn(both)[0]
    finally:
        watch.terminate()
        watch.wait()
    return [
        Row(
            "build handed to a preview : cold build",
            together / alone,
            0.6,
            f"{together:.2f} : {alone:.2f} s",
        )
    ]


def family(process: int) -> float:
    """CPU seconds of a process and those it started that still run; 0 where the system does not say."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if process in (int(folder.name), int(fields[1])):
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def pages(root: Path) -> Row:
    """Time a page of a long note against a short one."""
    from pypdf import PdfReader

    figures = []
    for sections in (18, 180):
        name = long_note(root, sections)
        command = desknote("build", name, "--force", "--to", "pdf")
        subprocess.run(command, cwd=root, check=True, capture_output=True)
        count = len(PdfReader(root / "build" / name / "note.pdf").pages)
        figures.append((cpu(command, root), count))
    (short, few), (long, many) = figures
    base = 0.0
    ratio = ((long - base) / many) / ((short - base) / few)
    return Row(
        f"time a page: {many} pages : {few} pages", ratio, 1.1, f"{long / many:.3f} : {short / few:.3f} s"
    )


def sites(typst: float | None) -> list[Row]:
    """The site's pages of a thousand small notes that are built already, from nothing and with no change."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "benchmarks" / "site.py"), folder, "1000"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    first, same, more, memory = map(float, done.stdout.split())
    each = first / 1000
    return [
        Row(
            "site: CPU a note of 1,000 : cold typst",
            each / typst if typst else None,
            0.15,
            f"{each:.3f} : {typst or 0:.3f} s",
        ),
        Row("site with nothing changed : from nothing", same / first, 0.07, f"{same:.1f} : {first:.1f} s"),
        Row("site with a note more : from nothing", more / first, 0.08, f"{more:.1f} s, {memory:.0f} MB"),
    ]


def charts(root: Path) -> Row:
    """Fifty charts drawn anew by two processes against one, in a process that begins as a build does:
    loading matplotlib, a third of what one process takes, is part of both."""
    code = """
import sys, tempfile, time
from dataclasses import replace
from pathlib import Path
from desknote.exhibits.cache import draw_all
from desknote.exhibits.style import ChartStyle
from desknote.libraries import own_process
from desknote.resolve import close
from desknote.workspace import Workspace
note, _ = close(Workspace(Path({root!r}).resolve()), {note!r})
chart = next(e for e in note.exhibits if e.spec.type == 'line')
many = [replace(chart, id=f'c{{i}}', anchor=f'fig-c{{i}}', spec=chart.spec.model_copy(update={{'title': f'图 {{i}}'}})) for i in range(50)]
with own_process(), tempfile.TemporaryDirectory() as folder:
    began = time.perf_counter()
    draw_all(many, ChartStyle(), Path(folder), int(sys.argv[1]), {{e.id: 178.0 for e in many}})
    print(time.perf_counter() - began)
"""
    filled = code.format(root=str(root), note=NOTE)

    def drawn(jobs: int) -> float:
        done = subprocess.run(
            [sys.executable, "-c", filled, str(jobs)], check=True, capture_output=True, text=True
        )
        return float(done.stdout)

    two, one = in_turn(lambda: drawn(2), lambda: drawn(1))
    return Row("fifty charts on 2 cores : on 1 (wall)", two / one, 0.75, f"{two:.2f} : {one:.2f} s")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(workspace(Path(folder) / "bench"))
    width = max(len(r.name) for r in rows)
    print(f"{'budget':{width}}  figure   bound")
    for row in rows:
        shown = "  none" if row.figure is None else f"{row.figure:6.3f}"
        mark = "no peer" if row.figure is None else "met" if row.figure <= row.bound else "NOT met"
        print(f"{row.name:{width}}  {shown}  {row.bound:6.3f}  {mark:8} {row.detail}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
