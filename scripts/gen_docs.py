"""Write the pages of docs/ that come from tables in the code; ``--check`` only compares them."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from string import Formatter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from desknote.cli.catalogue import commands, completion_options, shared_options  # noqa: E402
from desknote.cli.messages import Catalogue  # noqa: E402
from desknote.cli.words import Command, Option  # noqa: E402
from desknote.exhibits.registry import ExhibitType, exhibit_type, type_names  # noqa: E402
from desknote.exhibits.spec import Column  # noqa: E402
from desknote.explanations import EXPLANATIONS  # noqa: E402
from desknote.explanations.page import silence  # noqa: E402
from desknote.jurisdictions import NAMES, pack_of, waivable  # noqa: E402
from desknote.model.data import DataSource  # noqa: E402
from desknote.model.exhibit import ExhibitSpec  # noqa: E402
from desknote.resolve.formula_functions import FUNCTIONS  # noqa: E402
from desknote.rules import RULES, Rule  # noqa: E402

PARTS = ROOT / "scripts" / "docs_parts"
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


def _made_from(source: str) -> list[str]:
    return [f"<!-- Written by scripts/gen_docs.py from {source}; do not edit. -->", ""]


def words(template: str) -> str:
    """A ``str.format`` template as prose: ``{name}`` becomes ‹name›, a value that differs each time."""
    parts = []
    for text, field, _, _ in Formatter().parse(template):
        parts.append(text)
        if field:
            name = field.removesuffix("_en").removesuffix("_zh")
            parts.append(f"‹{name}›")
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
    explanation = EXPLANATIONS[rule.code]
    lines += [_marked(explanation.en), ""]
    for heading, example in explanation.examples(zh=False):
        # What is wrong need not be YAML.
        right = example is explanation.right and example.file.endswith((".yaml", ".yml"))
        lines += [heading, "", "```yaml" if right else "```text", example.text, "```", ""]
    if explanation.sources:
        lines += ["Stems from:", "", *(f"- {line}" for line in explanation.said_of_sources(zh=False)), ""]
    if leaving_out := silence(rule.code, rule.severity, zh=False):
        lines += [f"{leaving_out.replace('desknote', '`desknote', 1)}`.", ""]
    help_zh = helps(rule.help_zh)
    lines += [f"> {words(rule.zh)}" + (f"。{help_zh}" if help_zh else "") + "。"]
    lines += [">", f"> {_marked(explanation.zh)}"]
    if explanation.sources:
        lines += [">", "> 依据：", ">", *(f"> - {line}" for line in explanation.said_of_sources(zh=True))]
    return [*lines, ""]


def _marked(text: str) -> str:
    """Plain text as Markdown: commands and keys that stand in quotes as code, no marks by accident."""
    text = text.replace("*", "\\*").replace("<", "&lt;")
    return re.sub(r"(?<!\w)'([^']+)'(?!\w)", lambda m: f"`{m[1].replace(chr(92), '')}`", text)


def diagnostics() -> Iterator[str]:
    """``docs/diagnostics.md``."""
    yield from ["# Diagnostics", "", *_made_from("src/desknote/rules and src/desknote/explanations")]
    yield from [
        "Whatever desknote finds wrong has a code that never changes, so that you can look it up, ask a",
        "colleague about it, or leave it out with `desknote check --ignore CODE`. `desknote explain CODE`",
        "prints the same text in the terminal. Values that differ from case to case stand in ‹angle",
        "quotes›. An *error* stops the note from being built; a *warning* does not.",
        "",
    ]
    group = ""
    for code, rule in sorted(RULES.items()):
        if code[2] != group:
            group = code[2]
            yield from [f"## DN{group}xx: {_GROUPS[group]}", ""]
        yield from entry(rule)


def pack(name: str) -> Iterator[str]:
    """``docs/compliance/PACK.md``: the rules of one jurisdiction."""
    en, zh = NAMES[name]
    rules = [rule for code, rule in sorted(RULES.items()) if pack_of(code) == name]
    about, _, limits = (PARTS / "compliance" / f"{name}.md").read_text("utf-8").partition("<!-- rules -->\n")
    yield from [
        f"# {en} ({zh})",
        "",
        *_made_from("src/desknote/rules, src/desknote/explanations, docs_parts"),
    ]
    yield from ["No legal advice: see [Compliance](index.md).", "", about]
    yield from ["| rule | severity | stems from | wording |", "| --- | --- | --- | --- |"]
    for rule in rules:
        sources = EXPLANATIONS[rule.code].sources
        articles = "; ".join(f"{s.law.en.partition(',')[0].partition(' (')[0]}, {s.en}" for s in sources)
        read = ", ".join(
            dict.fromkeys(
                {"text": "read", "summary": "summary read", "none": "not read"}[s.reading] for s in sources
            )
        )
        anchor = f"{rule.code}-{rule.name}".lower()
        yield f"| [{rule.code}](#{anchor}) {words(rule.en)} | {rule.severity} | {articles} | {read} |"
    yield from ["", limits, "## The rules", ""]
    for rule in rules:
        yield from entry(rule)
        if not waivable(rule.code):
            yield from ["It cannot be waived. 本规则不可豁免。", ""]


def wording() -> Iterator[str]:
    """``docs/compliance/wording.md``: the lists of words."""
    lists = json.loads((ROOT / "src/desknote/check/packs/wording.json").read_text("utf-8"))
    yield from ["# Words that are looked for", "", *_made_from("src/desknote/check/packs/wording.json")]
    yield (PARTS / "compliance" / "wording.md").read_text("utf-8")
    for lang, title in (("zh", "Chinese"), ("en", "English")):
        yield from [f"## Forbidden words: {title}", "", "| words | why | 理由 | severity | not meant |"]
        yield "| --- | --- | --- | --- | --- |"
        for row in lists[lang]:
            said, spared = ", ".join(row["words"]), ", ".join(row.get("except", ()))
            yield f"| {said} | {row['en']} | {row['zh']} | {row['severity']} | {spared} |"
        yield ""
    for key, title in (
        ("generic_risks", "Risks that say nothing"),
        ("vague_sources", "Sources that name nobody"),
    ):
        yield from [f"## {title}", "", *(", ".join(lists[key][lang]) + ".\n" for lang in ("zh", "en"))]


def _bare(annotation: Any) -> list[Any]:
    """The alternatives of an annotation, without None and without what only pydantic reads."""
    if hasattr(annotation, "__metadata__"):
        return _bare(annotation.__origin__)
    if get_origin(annotation) in (Union, UnionType):
        return [b for a in get_args(annotation) if a is not NoneType for b in _bare(a)]
    return [annotation]


def _values(annotation: Any) -> str:
    """What may be written, in a few words."""
    found: list[str] = []
    for one in _bare(annotation):
        origin, args = get_origin(one), get_args(one)
        if origin is Literal:
            found += [f"`{value}`" for value in args]
        elif origin is tuple and args and args[0] is Column:
            found.append("column, list of columns, or `{column: label}`")
        elif origin is tuple and args and isinstance(args[0], type) and issubclass(args[0], BaseModel):
            found.append("list of " + _values(args[0]))
        elif origin is tuple:
            found.append("list")
        elif origin is dict:
            found.append("mapping")
        elif isinstance(one, type) and issubclass(one, BaseModel):
            found.append("`{" + ", ".join(_name(n, f) for n, f in one.model_fields.items()) + "}`")
        else:
            plain = {bool: "`true`, `false`", int: "number", float: "number", str: "text"}
            found.append(plain.get(one, "date" if getattr(one, "__name__", "") == "date" else "text"))
    return ", ".join(dict.fromkeys(found))


def _name(name: str, info: FieldInfo) -> str:
    alias = info.validation_alias or info.alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else str(alias or name)


def keys(record: type[BaseModel], without: type[BaseModel] | None = None) -> Iterator[str]:
    """A table of a record's keys, those of ``without`` left out."""
    yield from ["| key | needed | may be | what it is |", "| --- | --- | --- | --- |"]
    for name, info in record.model_fields.items():
        if without is not None and name in without.model_fields:
            continue
        needed = "yes" if info.is_required() else ""
        cells = (f"`{_name(name, info)}`", needed, _values(info.annotation), info.description or "")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _what(row: ExhibitType) -> str:
    """What the type is for: the first line of its module, without its name."""
    first = (row.code.__doc__ or "").strip().splitlines()[0]
    return first.partition(": ")[2].rstrip(".") or row.names["en"]


def _type(row: ExhibitType) -> Iterator[str]:
    labels = "`, `".join(dict.fromkeys((row.names["zh-CN"], row.names["zh-HK"])))
    what = _what(row)
    yield from [f"## {row.name}", "", f"{what[:1].upper()}{what[1:]}. In Chinese: `{labels}`.", ""]
    example = PARTS / f"{row.name}.yaml"
    if example.is_file():
        yield from ["```yaml", example.read_text("utf-8").rstrip(), "```", ""]
    yield from keys(row.spec, ExhibitSpec)


def exhibit_types() -> Iterator[str]:
    """``docs/exhibit-types.md``."""
    yield from ["# Exhibit types", "", *_made_from("src/desknote/exhibits and scripts/docs_parts")]
    yield from [
        "Every type has the [common keys](exhibits.md#keys-of-every-exhibit) besides its own. The",
        "[gallery](gallery.md) shows what each looks like.",
        "",
    ]
    rows = [row for name in type_names() if (row := exhibit_type(name)) is not None]
    yield from ["| type | 类型 | what it is |", "| --- | --- | --- |"]
    for row in rows:
        yield f"| [`{row.name}`](#{row.name}) | {row.names['zh-CN']} | {_what(row)} |"
    yield ""
    for row in rows:
        yield from _type(row)


def formulas() -> Iterator[str]:
    """``docs/formulas.md``."""
    yield from ["# Formulas", "", *_made_from("src/desknote/resolve/formula_functions.py")]
    yield (PARTS / "formulas.md").read_text("utf-8")
    yield from ["## Functions", "", "| function | gives | 说明 |", "| --- | --- | --- |"]
    for function in FUNCTIONS.values():
        yield f"| `{function.signature}` | {function.en} | {function.zh} |"


def data_keys() -> Iterator[str]:
    """``docs/data.md``."""
    intro, _, rest = (PARTS / "data.md").read_text("utf-8").partition("<!-- keys -->\n")
    yield from ["# Data", "", *_made_from("src/desknote/model/data.py and scripts/docs_parts/data.md"), intro]
    yield from keys(DataSource)
    yield rest


def _options(options: Sequence[Option]) -> Iterator[str]:
    yield from ["| option | does |", "| --- | --- |"]
    for option in options:
        value = f" {option.value}" if option.value else ""
        yield f"| `{', '.join(option.names)}{value}` | {option.help} |"
    yield ""


def _command(command: Command) -> Iterator[str]:
    usage = ["desknote", command.name]
    for argument in command.arguments:
        name = argument.name + ("…" if argument.many else "")
        usage.append(name if argument.required else f"[{name}]")
    yield from [f"### {command.name}", "", f"`{' '.join(usage)}`: {command.help}.", ""]
    if command.arguments:
        yield from [f"{a.name}: {a.help}." for a in command.arguments]
        yield ""
    if command.options:
        yield from _options(command.options)


def cli() -> Iterator[str]:
    """``docs/cli.md``."""
    say = Catalogue("en")
    intro, _, rest = (PARTS / "cli.md").read_text("utf-8").partition("<!-- commands -->\n")
    yield from ["# Command line", "", *_made_from("src/desknote/cli and scripts/docs_parts/cli.md"), intro]
    yield from ["## Commands", ""]
    for command in commands(say).values():
        yield from _command(command)
    yield from ["### Options of every command", ""]
    yield from _options(shared_options(say))
    yield from ["### Completion in the shell", ""]
    yield from _options(completion_options(say))
    yield rest


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "diagnostics.md": diagnostics,
    "exhibit-types.md": exhibit_types,
    "cli.md": cli,
    "formulas.md": formulas,
    "data.md": data_keys,
    **{f"compliance/{name}.md": partial(pack, name) for name in NAMES},
    "compliance/wording.md": wording,
}


def main() -> int:
    """Write the pages, or with ``--check`` say which of them are out of date (status 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where a page is out of date"
    )
    check = parser.parse_args().check
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / "docs" / name, "\n".join(page()).rstrip() + "\n"
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, "utf-8")
    if check and stale:
        print("out of date, run scripts/gen_docs.py:", ", ".join(stale), file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
