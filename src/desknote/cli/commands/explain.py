"""``desknote explain``: a rule's page, in text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from string import Formatter
from unicodedata import east_asian_width

from desknote.cli.console import Console
from desknote.cli.words import Given, UsageError
from desknote.diagnostics import suggest
from desknote.explanations import EXPLANATIONS
from desknote.explanations.page import silence
from desknote.jurisdictions import PACKS, pack_of
from desknote.report import UiLang
from desknote.rules import RULES, Rule

_WIDTH = 88


def run(given: Given, console: Console) -> int:
    """Print the rule given, or the list of all, or of a rule pack's."""
    name = given.arguments[0] if given.arguments else ""
    if not name or name.lower() in PACKS:
        for rule in RULES.values():
            if not name or pack_of(rule.code) == name.lower():
                console.result(f"{rule.code}  {prose(rule.zh if console.lang == 'zh' else rule.en)}")
        return 0
    by_name = {r.name: r for r in RULES.values()}
    found = RULES.get(name.upper()) or by_name.get(name.lower())
    if found is None:
        reason = console.say("unknown_code", name=name)
        near = suggest(name.upper(), RULES) or suggest(name.lower(), by_name)
        if near:
            reason = console.say("did_you_mean", reason=reason, word=near)
        raise UsageError(reason, "desknote explain")
    console.result(page(found, console))
    return 0


def page(rule: Rule, console: Console) -> str:
    """The rule's page in the console's language."""
    lang = console.lang
    chinese = lang == "zh"
    blocks = [
        f"{rule.code} {rule.name} — {console.say('severity_' + rule.severity)}",
        prose(rule.zh if chinese else rule.en),
    ]
    helps = prose(rule.help_zh if chinese else rule.help_en)
    if helps and not (helps.startswith("‹") and helps.endswith("›") and helps.count("‹") == 1):
        blocks.append(console.say("explain_help", text=helps))
    explanation = EXPLANATIONS[rule.code]
    blocks.append(explanation.zh if chinese else explanation.en)
    pages = [_wrapped(block, lang) for block in blocks]
    for heading, example in explanation.examples(chinese):
        pages.append(heading + "\n" + textwrap.indent(example.text, "    "))
    if sources := explanation.said_of_sources(chinese):
        pages.append("\n".join((console.say("explain_sources"), *(f"- {line}" for line in sources))))
    if leaving_out := silence(rule.code, rule.severity, chinese):
        pages.append(leaving_out)
    return "\n\n".join(pages)


def prose(template: str) -> str:
    """A ``str.format`` template as prose: ``{name}`` becomes ‹name›, a value that differs each time."""
    parts = []
    for text, field, _, _ in Formatter().parse(template):
        parts.append(text)
        if field:
            parts.append("‹" + field.removesuffix("_en").removesuffix("_zh") + "›")
    return "".join(parts)


def _wrapped(text: str, lang: UiLang) -> str:
    if lang == "zh":
        return "\n".join(_chinese_lines(text))
    return "\n".join(textwrap.fill(line, _WIDTH, break_on_hyphens=False) for line in text.split("\n"))


def _chinese_lines(text: str) -> Iterator[str]:
    """Lines of at most ``_WIDTH`` cells: Chinese breaks anywhere but before closing punctuation."""
    line, width = "", 0
    for piece in re.findall(r"[“（]*(?:[!-~]+ ?|.)[，。、；：？）”]*", text):
        cells = sum(2 if east_asian_width(c) in "WFA" else 1 for c in piece)
        if line and width + cells > _WIDTH:
            yield line.rstrip()
            line, width = "", 0
        line, width = line + piece, width + cells
    yield line.rstrip()
