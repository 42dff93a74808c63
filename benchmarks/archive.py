"""An archive published from nothing, again with nothing changed, and after one note's title changed.

``python benchmarks/archive.py [COUNT]``, 1,000 notes if not said (four minutes on two processors): whole
runs of ``desknote publish``, by the clock and in CPU seconds, with the most memory that one process took.
Exits with 1 where a run after one change takes more than 3 % of the first.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from varied import varied

ROOT = Path(__file__).resolve().parents[1]
NOTE = "large-model-costs"
SECTORS = ("电子", "计算机", "汽车", "电力设备", "银行", "医药生物", "食品饮料", "传媒互联网", "机械", "化工")
BOUND = 0.03


@dataclass(frozen=True)
class Run:
    """Seconds by the clock, seconds of CPU, and the most memory of one process in MB."""

    clock: float
    cpu: float
    memory: float


def furnish(root: Path, count: int) -> None:
    """The repository's house, where every note counts as released, and ``count`` notes over two years."""
    for name in ("assets", "content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    (root / "content" / "ledger.jsonl").unlink()
    house = root / "content" / "house.yaml"
    text = re.sub(r"(?m)^(?:jurisdictions|workflow):.*\n(?:[ #].*\n|\n)*", "", house.read_text("utf-8"))
    house.write_text(text, "utf-8")
    notes = root / "content" / "notes"
    shutil.rmtree(notes)
    sample = ROOT / "content" / "notes" / NOTE
    text = (sample / "note.yaml").read_text("utf-8")
    for i in range(count):
        folder = notes / f"note-{i:04d}"
        shutil.copytree(sample, folder)
        day = dt.date(2025, 2, 5) + dt.timedelta(days=i * 600 // count)
        told = varied(text, i).replace("date: 2025-02-05", f"date: {day}", 1)
        told = re.sub(r"(?m)^sector: .*", f"sector: {SECTORS[i % len(SECTORS)]}", told, count=1)
        (folder / "note.yaml").write_text(told, "utf-8")


def publish(root: Path) -> Run:
    """One run in a process of its own."""
    began = time.perf_counter()
    desknote = Path(sys.executable).with_name("desknote")
    child = subprocess.Popen([desknote, "publish", "--quiet"], cwd=root)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("desknote publish failed")
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        furnish(root, count)
        runs = {"from nothing": publish(root), "nothing changed": publish(root)}
        note = root / "content" / "notes" / f"note-{count // 2:04d}" / "note.yaml"
        note.write_text(re.sub(r"(?m)^title: .*", "title: 改了标题的一篇", note.read_text("utf-8"), count=1))
        runs["one title changed"] = publish(root)
    whole = runs["from nothing"]
    print(f"{count} notes               clock s   of whole     CPU s   of whole   memory MB")
    for name, run in runs.items():
        print(
            f"{name:20} {run.clock:10.2f} {run.clock / whole.clock:10.1%} {run.cpu:10.2f}"
            f" {run.cpu / whole.cpu:10.1%} {run.memory:10.0f}"
        )
    sys.exit(runs["one title changed"].clock > BOUND * whole.clock)


if __name__ == "__main__":
    main()
