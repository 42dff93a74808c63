"""Write docs/gallery.md and its pictures by building the note in docs/gallery; ``--check`` only compares.

The note is built as a house would build it, in a temporary workspace with the repository's brand, house
and templates; each exhibit's picture is cut out of the printed page. A picture holds the digest of what
it was made from (the exhibit's YAML and its data), so that ``--check`` can tell without building anything
whether it shows what the page says; it does not compare pixels.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from desknote.build import build_note  # noqa: E402
from desknote.exhibits.registry import exhibit_type, type_names  # noqa: E402
from desknote.render.pdf import Laid, Press  # noqa: E402
from desknote.report import render_text  # noqa: E402
from desknote.workspace import Workspace  # noqa: E402

DOCS = ROOT / "docs"
NOTE = DOCS / "gallery"
PAGE = DOCS / "gallery.md"
TEMPLATE = ROOT / "scripts" / "docs_parts" / "gallery.md"
PICTURES = DOCS / "images" / "gallery"
MOST_BYTES = 1_500_000
"""All pictures together: they are fetched with every clone."""

_SHOWN = 4.8  # CSS pixels a printed millimetre, so that 7 pt type is as large as the page's own
_DENSITY = 2
_MARGIN = 2.0  # mm of paper around an exhibit
_COLOURS = 64
_KEY = "made-from"
_MARK = re.compile(r"^<!-- (type|exhibit|sheet):? ?(\S*) -->$")


@dataclass(frozen=True, slots=True)
class Shown:
    """An exhibit of the note: its YAML as written, and the digest of what its picture depends on."""

    name: str
    type: str
    title: str
    yaml: str
    digest: str

    @property
    def picture(self) -> Path:
        return PICTURES / f"{self.name}.png"


def exhibits() -> dict[str, Shown]:
    """Every exhibit of the gallery's note."""
    text = (NOTE / "note.yaml").read_text("utf-8")
    note = yaml.safe_load(text)
    facts = repr(note.get("facts"))
    found = {}
    body = text[text.index("\nexhibits:\n") + len("\nexhibits:\n") :]
    for block in re.split(r"\n(?=  \S)", body):
        block = dedent(block).strip("\n") + "\n"
        ((name, spec),) = yaml.safe_load(block).items()
        parts = [block.encode(), *(path.read_bytes() for path in _files(spec))]
        parts += [facts.encode()] if "{{" in block else []
        digest = hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
        found[name] = Shown(name, spec["type"], spec["title"], block, digest)
    return found


def _files(spec: Mapping[str, Any]) -> Iterator[Path]:
    data = spec.get("data")
    name = data.get("file") if isinstance(data, dict) else data
    if name:
        yield NOTE / str(name).partition("#")[0]


def page(shown: Mapping[str, Shown], sizes: Mapping[str, tuple[int, int]]) -> str:
    """``docs/gallery.md``; ``sizes`` are the pictures' in pixels."""
    lines = TEMPLATE.read_text("utf-8").splitlines()
    order = [m[2] for line in lines if (m := _MARK.match(line)) and m[1] == "exhibit"]
    made: list[str] = []
    for line in lines:
        mark = _MARK.match(line)
        if mark is None:
            made.append(line)
        elif mark[1] == "type":
            made.append(f"### {_heading(mark[2])}")
        elif mark[1] == "exhibit":
            made += _entry(shown[mark[2]], sizes)
        else:
            made += _sheet([shown[name] for name in order], sizes)
    return "\n".join(made) + "\n"


def _heading(name: str) -> str:
    kind = exhibit_type(name)
    assert kind is not None, name
    return f"{name} {kind.names['zh-CN']}"


def _entry(one: Shown, sizes: Mapping[str, tuple[int, int]]) -> list[str]:
    width = round(sizes[one.name][0] / _DENSITY)
    kind = exhibit_type(one.type)
    assert kind is not None
    picture = f'<img src="{_address(one)}" alt="{kind.names["en"]}: {one.title}" width="{width}">'
    return [picture, "", "```yaml", one.yaml.rstrip(), "```"]


def _address(one: Shown) -> str:
    return one.picture.relative_to(DOCS).as_posix()


def _sheet(every: list[Shown], sizes: Mapping[str, tuple[int, int]]) -> list[str]:
    """The first picture of each type, small, five in a row, each a link to its entry."""
    first = list({one.type: one for one in reversed(every)}.values())[::-1]
    made = ["<table>"]
    for i in range(0, len(first), 5):
        made.append("<tr>")
        for one in first[i : i + 5]:
            anchor = _heading(one.type).replace(" ", "-")
            picture = f'<img src="{_address(one)}" alt="" width="150">'
            name = _heading(one.type).replace(" ", "<br>")
            made.append(f'<td><a href="#{anchor}">{picture}<br>{name}</a></td>')
        made.append("</tr>")
    return [*made, "</table>"]


class _Cutter(Press):
    """A press that remembers where each exhibit stands: page, and left, top, right, bottom in CSS pixels."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(folders)
        self.places: dict[str, list[tuple[int, tuple[float, float, float, float]]]] = {}

    def write(self, laid: Laid, identifier: bytes | None = None) -> bytes:
        for number, sheet in enumerate(laid.document.pages):
            for box in _boxes(sheet._page_box):
                if getattr(box, "element_tag", "") == "figure" and box.element.get("id"):
                    # Its own height may be that of a neighbour; where its last line ends it ends.
                    bottom = max(b.border_box_y() + b.border_height() for b in box.children)
                    left, top = box.border_box_x(), box.border_box_y()
                    edges = (left, top, left + box.border_width(), bottom)
                    name = box.element.get("id").partition("-")[2]
                    self.places.setdefault(name, []).append((number, edges))
        return super().write(laid, identifier)


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def draw(shown: Mapping[str, Shown]) -> list[str]:
    """Build the note and write the pictures; returns what is wrong."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        workspace = workspace_in(root)
        cutter = _Cutter([workspace.cache_folder / "fonts"])
        result = build_note(workspace, "gallery", ("pdf",), press=cutter)
        if not result.ok or result.diagnostics:
            return [render_text(result.diagnostics, lambda _: None, lang="en", color=False)]
        broken = [name for name in shown if len(cutter.places.get(name, ())) != 1]
        if broken:
            return [f"not on one page: {', '.join(broken)}; change the note's order"]
        PICTURES.mkdir(parents=True, exist_ok=True)
        per_mm = _SHOWN * _DENSITY
        document = pypdfium2.PdfDocument(root / "build" / "gallery" / "note.pdf")
        pages = [sheet.render(scale=per_mm * 25.4 / 72).to_pil().convert("RGB") for sheet in document]
        document.close()
        for name, one in shown.items():
            ((number, edges),) = cutter.places[name]
            grown = [v / 96 * 25.4 + _MARGIN * sign for v, sign in zip(edges, (-1, -1, 1, 1), strict=True)]
            picture = pages[number].crop(tuple(round(v * per_mm) for v in grown))
            info = PngInfo()
            info.add_text(_KEY, one.digest)
            _fewer_colours(picture).save(one.picture, optimize=True, pnginfo=info)
    for path in set(PICTURES.iterdir()) - {one.picture for one in shown.values()}:
        path.unlink()
    return []


def _fewer_colours(picture: Any) -> Any:
    """The picture with a palette: its commonest colours as they are, and some for what is rare."""
    import numpy as np
    from PIL import Image

    colours, at, count = np.unique(
        np.asarray(picture).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    common = colours[np.argsort(-count)[:_COLOURS]]
    rare = picture.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE).getpalette()[: _COLOURS * 3]
    palette = np.concatenate([common, np.array(rare, np.uint8).reshape(-1, 3)])
    away = np.abs(colours[:, None, :].astype(int) - palette[None, :, :]).sum(axis=2)
    made = Image.fromarray(away.argmin(axis=1)[at].reshape(picture.size[::-1]).astype(np.uint8), "P")
    made.putpalette(palette.tobytes())
    return made


def workspace_in(root: Path) -> Workspace:
    """A workspace in the empty folder ``root`` with the repository's house and the gallery's note."""
    for name in ("assets", "templates", "content/analysts"):
        shutil.copytree(ROOT / name, root / name)
    house = (ROOT / "content" / "house.yaml").read_text("utf-8")
    # Nobody approves of a gallery, and drafts are marked across their pages.
    house = re.sub(r"(?m)^workflow:\n(?:[ ].*\n|\n)*", "", house)
    (root / "content" / "house.yaml").write_text(house, "utf-8")
    shutil.copytree(NOTE, root / "content" / "notes" / "gallery")
    return Workspace(root)


def sizes_of(shown: Mapping[str, Shown]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """The pictures' sizes in pixels, and what is wrong with the pictures."""
    from PIL import Image

    sizes: dict[str, tuple[int, int]] = {}
    wrong = []
    for name, one in shown.items():
        if not one.picture.is_file():
            wrong.append(f"{name} has no picture")
            continue
        with Image.open(one.picture) as picture:
            sizes[name] = picture.size
            if picture.info.get(_KEY) != one.digest:
                wrong.append(f"the picture of {name} was made from something else")
    known = {one.picture for one in shown.values()}
    wrong += [f"{path.name} belongs to no exhibit" for path in PICTURES.glob("*") if path not in known]
    if sum(path.stat().st_size for path in PICTURES.glob("*")) > MOST_BYTES:
        wrong.append(f"the pictures are larger than {MOST_BYTES:,} bytes")
    return sizes, wrong


def lacking(shown: Mapping[str, Shown]) -> list[str]:
    """Types without an exhibit; exhibits that the page leaves out, or has under another type."""
    found, kind = set(), ""
    wrong = []
    for line in TEMPLATE.read_text("utf-8").splitlines():
        if not (mark := _MARK.match(line)):
            continue
        if mark[1] == "type":
            kind = mark[2]
        elif mark[1] == "exhibit" and mark[2] not in shown:
            wrong.append(f"the note has no exhibit {mark[2]}")
        elif mark[1] == "exhibit":
            found.add(mark[2])
            if shown[mark[2]].type != kind:
                wrong.append(f"{mark[2]} is a {shown[mark[2]].type}, and stands under {kind}")
    wrong += [f"{name} is not on the page" for name in shown if name not in found]
    there = {one.type for one in shown.values()}
    return wrong + [f"no exhibit of type {name}" for name in type_names() if name not in there]


def main() -> int:
    """Write the page and its pictures, or with ``--check`` say what is out of date (status 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something differs")
    parser.add_argument("--page", action="store_true", help="write the page alone, draw nothing")
    given = parser.parse_args()
    shown = exhibits()
    wrong = lacking(shown)
    if not wrong and not given.check and not given.page:
        wrong = draw(shown)
    sizes: dict[str, tuple[int, int]] = {}
    if not wrong:
        sizes, wrong = sizes_of(shown)
    if not wrong:
        text = page(shown, sizes)
        if not given.check:
            PAGE.write_text(text, "utf-8")
        elif not PAGE.is_file() or PAGE.read_text("utf-8") != text:
            wrong = ["docs/gallery.md is out of date"]
    if wrong:
        print(*wrong, "run scripts/gen_gallery.py", sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
