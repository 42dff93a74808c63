"""``desknote schema``: the JSON Schema of a content file, with the workspace's own words if in one, or of
what ``build --to json`` and every build's manifest say."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from desknote.cli.console import Console, shown_path
from desknote.cli.words import Given
from desknote.diagnostics import Diagnostic, Problems
from desknote.workspace import find


def run(given: Given, console: Console) -> int:
    """Print the schema to standard output, or write all into the workspace. Raises Problems."""
    from desknote.schema import FileKind, own_words, schema_text, write_schemas

    if given.on("write"):
        try:
            for path in write_schemas(find(Path.cwd()), console.lang):
                console.result(shown_path(path))
        except OSError as error:
            params = {"file": error.filename or ".desknote", "reason": error.strerror}
            raise Problems([Diagnostic("DN007", None, params)]) from None
        return 0
    if given.arguments in (("output",), ("manifest",)):
        import json
        from importlib import import_module

        module = "channels.json_schema" if given.arguments == ("output",) else "manifest_schema"
        made = import_module(f"desknote.{module}").schema()
        console.result(json.dumps(made, ensure_ascii=False, indent=2))
        return 0
    which = cast(FileKind, given.arguments[0] if given.arguments else "note")
    try:
        own = own_words(find(Path.cwd()), console.lang)
    except Problems:
        own = None
    console.result(schema_text(which, console.lang, own).rstrip("\n"))
    return 0
