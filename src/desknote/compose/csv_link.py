"""The data behind an exhibit as a CSV file that a reader can keep."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
from collections.abc import Sequence

from desknote.closed import Cell, Exhibit

# A cell that a spreadsheet would run as a formula is written as text (OWASP, "CSV injection").
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_uri(exhibit: Exhibit, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """:func:`csv_bytes` as a ``data:`` URI."""
    content = csv_bytes(exhibit, headers, rows)
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(content).decode()


def csv_bytes(exhibit: Exhibit, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The exhibit's own data as CSV, or the rows as shown where it has no data file.

    UTF-8 with a byte order mark, which Excel needs to read Chinese.
    """
    frame = exhibit.frame
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if frame is not None and len(frame):
        named = list(dict.fromkeys(c for _, c in exhibit.spec.columns() if c in frame.columns))
        names = named or list(frame.columns)
        writer.writerow([_safe(name) for name in names])
        writer.writerows([_written(frame.columns[n][i]) for n in names] for i in range(len(frame)))
    else:
        writer.writerow([_safe(h) for h in headers])
        writer.writerows([_safe(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return _safe(cell) if isinstance(cell, str) else cell


def _safe(text: str) -> str:
    figure = text[:1] in "+-" and text[1:2].isdigit()
    return "'" + text if text.startswith(_ACTIVE) and not figure else text
