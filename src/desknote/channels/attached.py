"""The files that an archived note carries: its sources, the data of its exhibits, its metadata."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from desknote.channels.json import metadata
from desknote.channels.materials import Materials
from desknote.compose.csv_link import csv_bytes
from desknote.compose.markdown import plain
from desknote.render.embedded import Embedded
from desknote.workspace import read

_MEDIA = {
    ".yaml": "application/yaml",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
}
_OTHER = "application/octet-stream"
_WORDS = {
    "zh-CN": ("研报内容", "原始数据", "图表数据：{title}", "元数据"),
    "zh-HK": ("研報內容", "原始數據", "圖表數據：{title}", "元數據"),
    "en": ("Content of the note", "Data as it was read", "Data of the exhibit: {title}", "Metadata"),
}


def attachments(materials: Materials) -> tuple[Embedded, ...]:
    """What the note was made from (``Source``), its figures (``Data``) and metadata (``Supplement``).

    Names are those of the workspace from the note's folder on. Raises Problems for a file that is gone.
    """
    note, workspace = materials.note, materials.workspace
    content, raw, shown, about = _WORDS[note.lang]
    found: list[Embedded] = []
    names: set[str] = set()

    def add(name: str, data: bytes, description: str, relation: str) -> None:
        while name in names:
            name = f"_{name}"
        names.add(name)
        media = _MEDIA.get(PurePosixPath(name).suffix.lower(), _OTHER)
        found.append(Embedded(name, data, description, note.date, media, relation))

    folder = PurePosixPath(note.file).parent
    others = [name for name in dict.fromkeys(note.data_files) if name != note.file]
    for file, description in ((note.file, content), *((name, raw) for name in others)):
        path = PurePosixPath(file)
        name = str(path.relative_to(folder)) if path.is_relative_to(folder) else file
        add(name, read(workspace, workspace.root / file), description, "Source")
    for exhibit in note.exhibits:
        drawing = materials.drawings[exhibit.id]
        description = shown.format(title=plain(exhibit.spec.title))
        data = csv_bytes(exhibit, drawing.headers, drawing.rows)
        add(f"exhibits/{exhibit.id}.csv", data, description, "Data")
    record = json.dumps(metadata(note), ensure_ascii=False, indent=1) + "\n"
    add("metadata.json", record.encode(), about, "Supplement")
    return tuple(found)
