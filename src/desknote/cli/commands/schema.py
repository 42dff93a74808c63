"""``desknote schema``: the JSON Schema of a content file."""

from __future__ import annotations

import json

from desknote.cli.console import Console
from desknote.cli.words import Given


def run(given: Given, console: Console) -> int:
    """Print the schema to standard output."""
    from desknote.schema import schema

    which = given.arguments[0] if given.arguments else "note"
    console.result(json.dumps(schema(which), ensure_ascii=False, indent=2))
    return 0
