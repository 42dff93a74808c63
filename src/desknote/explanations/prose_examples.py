"""Examples of how a note is written, for explanations."""

from __future__ import annotations


def body(text: str, lang: str = "") -> str:
    """A note with one viewpoint, which says ``text``."""
    head = f"lang: {lang}\n" if lang else ""
    return f"{head}viewpoints:\n  - heading: 要点\n    body: |\n      {text}\n"
