"""Write the pages of docs/ that come from tables in the code; ``--check`` only compares them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from desknote.rules import RULES, Rule  # noqa: E402

_GROUPS = {
    "0": "The workspace and its files",
    "1": "YAML",
    "2": "Keys and values",
    "3": "References, data and expressions",
    "4": "Checks of the finished note",
    "5": "Exhibits",
    "6": "Templates",
    "7": "Rendering",
    "8": "Publishing",
    "9": "desknote itself",
}


def words(template: str) -> str:
    """A ``str.format`` template as prose: ``{name}`` becomes ‹name›, a value that differs each time."""
    parts = []
    for text, field, _, _ in Formatter().parse(template):
        parts.append(text)
        if field:
            parts.append("‹" + field.removesuffix("_en").removesuffix("_zh") + "›")
    return "".join(parts)


def helps(template: str) -> str:
    """The help as prose; empty where the whole of it differs from case to case."""
    shown = words(template)
    return "" if shown.startswith("‹hint") and shown.endswith("›") and shown.count("‹") == 1 else shown


def entry(rule: Rule) -> list[str]:
    """One rule: heading, message and help in both languages, explanation."""
    lines = [f"### {rule.code} {rule.name}", "", f"**{rule.severity}**: {words(rule.en)}", ""]
    if help_en := helps(rule.help_en):
        lines += [f"Help: {help_en}", ""]
    if rule.explain_en:
        lines += [rule.explain_en, ""]
    lines += [f"> {words(rule.zh)}" + (f"。{zh}" if (zh := helps(rule.help_zh)) else "") + "。", ""]
    if rule.explain_zh:
        lines += [f"> {rule.explain_zh}", ""]
    return lines


def diagnostics() -> str:
    """``docs/diagnostics.md``."""
    lines = [
        "# Diagnostics",
        "",
        "<!-- Written by scripts/gen_docs.py from src/desknote/rules.py; do not edit. -->",
        "",
        "Whatever desknote finds wrong has a code that never changes, so that you can look it up, ask a",
        "colleague about it, or leave it out with `desknote check --ignore CODE`. `desknote explain CODE`",
        "prints the same text in the terminal. Values that differ from case to case stand in ‹angle",
        "quotes›. An *error* stops the note from being built; a *warning* does not.",
        "",
    ]
    group = ""
    for code, rule in RULES.items():
        if code[2] != group:
            group = code[2]
            lines += [f"## DN{group}xx: {_GROUPS[group]}", ""]
        lines += entry(rule)
    return "\n".join(lines).rstrip() + "\n"


PAGES: dict[str, Callable[[], str]] = {"diagnostics.md": diagnostics}


def main() -> int:
    """Write the pages, or with ``--check`` say which of them are out of date (status 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where a page is out of date"
    )
    check = parser.parse_args().check
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / "docs" / name, page()
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, "utf-8")
    if check and stale:
        print("out of date, run scripts/gen_docs.py:", ", ".join(stale), file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
