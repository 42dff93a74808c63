"""A table as HTML: row and column heads marked up, figures set below one another by their points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from desknote.exhibits.style import ChartStyle
from desknote.exhibits.tables.fit import UNIT, Fitted, fit
from desknote.exhibits.tables.grid import Cell, Column, Row, Table
from desknote.spacing import spaced


def to_html(table: Table, style: ChartStyle, width_mm: float) -> str:
    """``table`` as a ``<table>``, fitted to ``width_mm``."""
    fitted = fit(table, style, width_mm)
    names = ["data-table", f"is-{table.look}"]
    names += ["fit-3" if fitted.step is None else f"fit-{fitted.step}"] if fitted.step != 0 else []
    names += ["landscape"] if fitted.landscape else []
    names += ["long"] if fitted.long else []
    names += ["crowded"] if fitted.crowded else []
    own = f"--need:{fitted.needed}em"
    if fitted.step is None:
        own += f";font-size:{style.table_size * fitted.size:.2f}pt"
    parts = [f'<table class="{" ".join(names)}" style="{own}">', _columns(table, fitted)]
    if not table.headless:
        parts.append(f"<thead>{_head(table)}</thead>")
    parts += _bodies(table, fitted)
    parts.append("</table>")
    return "\n".join(parts)


def _text(text: str) -> Markup:
    return escape(spaced(text))


def _head_text(column: Column) -> Markup:
    """A head, in which a unit in brackets is not broken; a full-width bracket ends where figures do."""
    pieces = re.split(f"({UNIT})", spaced(column.label))
    if len(pieces) == 1:
        return escape(pieces[0])
    hangs = column.align == "right" and not pieces[-1] and pieces[-2].endswith("）")
    made = []
    for i, piece in enumerate(pieces):
        look = "u h" if hangs and i == len(pieces) - 2 else "u"
        made.append(Markup('<span class="{}">{}</span>').format(look, piece) if i % 2 else escape(piece))
    return Markup("").join(made)


def _columns(table: Table, fitted: Fitted) -> str:
    made = []
    for column, share in zip(table.columns, fitted.shares, strict=True):
        look = " ".join(w for w, on in (("est", column.estimate), ("apart", column.apart)) if on)
        attribute = f' class="{look}"' if look else ""
        made.append(f'<col{attribute} style="width:{share * 100:.2f}%">')
    return f"<colgroup>{''.join(made)}</colgroup>"


def _classes(*names: str) -> str:
    kept = " ".join(n for n in names if n)
    return f' class="{kept}"' if kept else ""


def _across(column: Column) -> str:
    return {"right": "", "left": "l", "center": "c"}[column.align]


def _head(table: Table) -> str:
    columns = table.columns
    two = any(c.over for c in columns)
    upper, lower = [], []
    for i, column in enumerate(columns):
        look = _classes("l" if i == 0 else _across(column), "apart" if column.apart and not two else "")
        if two and not column.over:
            upper.append(f'<th scope="col" rowspan="2"{look}>{_head_text(column)}</th>')
        else:
            lower.append(f'<th scope="col"{look}>{_head_text(column)}</th>')
        if column.over and (i == 0 or columns[i - 1].over != column.over):
            span = len(next(list(group) for key, group in groupby(columns[i:], lambda c: c.over)))
            upper.append(f'<th scope="colgroup" colspan="{span}" class="over">{_text(column.over)}</th>')
    return f"<tr>{''.join(upper)}</tr>\n<tr>{''.join(lower)}</tr>" if two else f"<tr>{''.join(lower)}</tr>"


def _bodies(table: Table, fitted: Fitted) -> Iterator[str]:
    """The rows, in one body for each group of rows."""
    body: list[str] = []
    for number, row in enumerate(table.rows):
        if row.group and body:
            yield "<tbody>\n" + "\n".join(body) + "\n</tbody>"
            body = []
        body.append(_row(table, number, row, fitted))
    if body:
        yield "<tbody>\n" + "\n".join(body) + "\n</tbody>"


def _row(table: Table, number: int, row: Row, fitted: Fitted) -> str:
    looks = _classes(*sorted(row.looks))
    if row.group and not row.cells:
        label = f"<span>{_text(row.label)}</span>"
        return f'<tr{looks}><th scope="rowgroup" colspan="{len(table.columns)}">{label}</th></tr>'
    cells = [f'<th scope="row">{_text(row.label)}</th>']
    for i, column in enumerate(table.columns[1:]):
        cell = row.cells[i] if i < len(row.cells) else Cell()
        cells.append(_cell(table, column, cell, (number, i), fitted))
    return f"<tr{looks}>{''.join(cells)}</tr>"


def _cell(table: Table, column: Column, cell: Cell, place: tuple[int, int], fitted: Fitted) -> str:
    wraps = "w" if cell.wraps else ""
    look = _classes(_across(column), wraps, cell.tone, "mark" if place in table.marks else "")
    text = _text(cell.text)
    if (indent := fitted.indents.get(place)) is not None:
        text = Markup('<span style="margin-right:{}em">{}</span>').format(f"{indent:g}", text)
    return f"<td{look}>{text}</td>"
