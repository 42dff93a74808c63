"""The same note for Typst: its text, tables and drawings in a plain layout of the same pages."""

from __future__ import annotations

import re
from pathlib import Path

from desknote.closed import ClosedNote


def escape(text: str) -> str:
    """``text`` as Typst content that shows just that."""
    return re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", text)


def body(text: str, exhibits: dict[str, str]) -> str:
    """A Markdown body: paragraphs, bold, lists and placed exhibits are all that the samples use."""
    rows = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        placed = re.findall(r"@exhibit:([\w.-]+)", paragraph)
        if placed:
            rows += [exhibits.get(name, "") for name in placed]
            continue
        shown = re.sub(r"@(fig|tbl)-([\w-]+)", "图表", paragraph)
        bold = re.split(r"\*\*", shown)
        rows.append("".join(f"*{escape(p)}*" if i % 2 else escape(p) for i, p in enumerate(bold)))
    return "\n\n".join(rows)


def source(note: ClosedNote, drawings: dict[str, Path]) -> str:
    """A Typst file; ``drawings`` are the charts' SVG files, in the folder that it is compiled in."""
    figures = {
        name: f'#figure(image("{path.name}", width: 100%), caption: [{escape(name)}])'
        for name, path in drawings.items()
    }
    serif = "Noto Serif CJK SC"
    sans = "Noto Sans CJK SC"
    out = [
        f'#set document(title: "{note.title}", author: "{note.people[0].name}")',
        '#set page(paper: "a4", margin: 16mm, numbering: "1 / 1")',
        f'#set text(font: "{serif}", size: 9.5pt, lang: "zh", region: "cn")',
        "#set par(justify: true, leading: 0.8em)",
        f'#show heading: set text(font: "{sans}", size: 11pt, fill: rgb("#8a1c1c"))',
        f'#text(font: "{sans}", size: 20pt, weight: "bold")[{escape(str(note.title))}]',
        f'#grid(columns: (52mm, 1fr), gutter: 10mm, text(font: "{sans}", size: 7.5pt)[',
    ]
    out += [figures.get(i.exhibit, "") for i in note.sidebar if i.kind == "exhibit"]
    out += [f"{escape(p.name)} {p.certificate} {escape(p.email)} \\" for p in note.people]
    out += [f"{escape(r.title)} {r.date} \\" for r in note.related]
    out.append("], [")
    for block in note.viewpoints:
        out += [f"== {escape(str(block.heading))}", body(str(block.body), figures)]
    if note.advice:
        out += [f"== {escape(str(note.advice.heading))}", body(str(note.advice.body), figures)]
        out += [
            "#table(columns: 3, "
            + ", ".join(
                f"[{escape(c.name)}], [{c.ticker}], [{escape(c.theme)}]" for c in note.advice.coverage
            )
            + ")"
        ]
    out += ["== " + escape(note.labels["risks"]), *(f"- {escape(str(r))}" for r in note.risks), "])"]
    for block in note.sections:
        out += [f"== {escape(str(block.heading))}", body(str(block.body), figures)]
    for exhibit in note.exhibits:
        if exhibit.frame is not None and exhibit.id not in drawings:
            columns = exhibit.frame.columns
            cells = [f"[*{escape(n)}*]" for n in columns]
            cells += [f"[{escape(str(c[i]))}]" for i in range(len(exhibit.frame)) for c in columns.values()]
            out.append(f"#table(columns: {len(columns)}, {', '.join(cells)})")
    out.append(f'#set text(font: "{sans}", size: 7.5pt)')
    for person in note.people:
        out.append(escape(str(person.biography)) + "\n")
    for statement in note.house.statements:
        out += [f"== {escape(statement.title)}", body(str(statement.body), figures)]
    for system in note.house.systems:
        cells = ", ".join(f"[{escape(g.name)}], [{escape(g.definition)}]" for g in system.grades)
        out.append(f"#table(columns: (20mm, 1fr), {cells})")
    return "\n\n".join(out)
