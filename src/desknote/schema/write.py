"""The schemas as files of a workspace, where its notes' first lines point editors to them."""

from __future__ import annotations

import json
from pathlib import Path

from desknote.files import write_atomically
from desknote.report import UiLang
from desknote.schema.assemble import FILES, FileKind, schema
from desknote.schema.own import OwnWords, own_words
from desknote.workspace import Workspace

FOLDER = ".desknote"


def schema_text(kind: FileKind, lang: UiLang = "en", own: OwnWords | None = None) -> str:
    """The schema of a file of ``kind`` as JSON."""
    return json.dumps(schema(kind, lang, own), ensure_ascii=False, indent=1) + "\n"


def write_schemas(workspace: Workspace, lang: UiLang = "en") -> tuple[Path, ...]:
    """Write ``.desknote/KIND.schema.json`` with the workspace's own words; the files. Raises OSError."""
    own = own_words(workspace, lang)
    written = []
    for kind in FILES:
        path = workspace.root / FOLDER / f"{kind}.schema.json"
        content = schema_text(kind, lang, own).encode()
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)
        written.append(path)
    return tuple(written)
