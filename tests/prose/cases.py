"""The table of cases for the rules of prose, and the small notes that they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from desknote.diagnostics import Diagnostic

TABLE = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
FILE = "content/notes/sample/note.yaml"
_MARK = re.compile("⟦(.*?)⟧")
_WORDS = {
    "zh-CN": ("标题", "正文说明公司的业务。", "需求不及预期"),
    "zh-HK": ("標題", "正文說明公司的業務。", "需求不及預期"),
    "en": ("Heading", "The text says what the company does.", "Demand may disappoint"),
}


class _Dumper(yaml.SafeDumper):
    """Writes texts in quotes, or as a block: none of the marks in them means anything in YAML then."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    plain = text.isascii() and text.replace("-", "").replace("/", "").replace(".", "").isalnum()
    style = "|" if "\n" in text else None if plain else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


@dataclass(frozen=True)
class Case:
    """One text of the table: what is found in it under ``code``, and where."""

    code: str
    lang: str = "zh-CN"
    at: str = "body"
    text: Any = ""
    better: str | None = None
    coverage: list[dict[str, str]] = field(default_factory=list)
    kind: str = "industry"
    date: str = "2025-02-05"

    @property
    def marked(self) -> str:
        """The note with the marks in it."""
        heading, body, risk = _WORDS[self.lang]
        data: dict[str, Any] = {
            "kind": self.kind,
            "lang": self.lang,
            "title": heading,
            "date": self.date,
            "sector": "x",
            "rating": "overweight",
            "analysts": "zhang-san",
            "sidebar": ["rating", "analysts"],
            "viewpoints": [{"heading": heading, "body": body}],
            "risks": [risk],
        }
        if self.kind != "industry":
            del data["rating"]
        if self.at in ("title", "risks"):
            data[self.at] = self.text
        elif self.at in ("heading", "body"):
            data["viewpoints"][0][self.at] = self.text
        elif self.at in ("source", "alt"):
            data["sidebar"].append("exhibit:index")
            data["exhibits"] = {"index": {**_EXHIBIT, "title": heading, self.at: self.text}}
        if self.coverage:
            data["advice"] = {"body": body, "coverage": self.coverage}
        if self.at == "advice":
            data["advice"] = {"body": self.text, "coverage": self.coverage}
        return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)

    @property
    def note(self) -> str:
        """The note as it is checked."""
        return _MARK.sub(r"\1", self.marked)

    @property
    def expected(self) -> list[tuple[str, int, int, str]]:
        """What is found: code, line, column and words."""
        found = []
        for number, line in enumerate(self.marked.split("\n"), 1):
            for i, match in enumerate(_MARK.finditer(line)):
                found.append((self.code, number, match.start() + 1 - 2 * i, match[1]))
        return found


_EXHIBIT = {"type": "line", "data": "data/index.csv", "x": "date", "y": ["hsi"], "source": "x"}
CASES = [Case(code, **row) for code, rows in TABLE.items() for row in rows]


def told(found: list[Diagnostic], note: str) -> list[tuple[str, int, int, str]]:
    """Findings of prose as ``Case.expected`` has them; the words are those of the file."""
    lines = note.split("\n")
    rows = []
    for one in found:
        if one.code[:3] == "DN5" and one.code < "DN550" and one.span is not None:
            words = lines[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1]
            rows.append((one.code, one.span.line, one.span.column, words))
    return sorted(rows, key=lambda row: row[1:3])
