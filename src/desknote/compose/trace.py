"""Where in a template an error arose."""

from __future__ import annotations

from pathlib import Path

from desknote.diagnostics import Span
from desknote.resources import packaged


def template_place(error: BaseException, own: Path | None) -> Span | None:
    """The innermost template line in an exception's trace, if any; own templates by workspace path."""
    shipped = packaged("templates")
    place: Span | None = None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        path = Path(name)
        if own is not None and path.is_relative_to(own):
            place = Span.point(f"templates/{path.relative_to(own).as_posix()}", trace.tb_lineno)
        elif path.is_relative_to(shipped):
            place = Span.point(
                f"<desknote>/templates/{path.relative_to(shipped).as_posix()}", trace.tb_lineno
            )
        trace = trace.tb_next
    return place
