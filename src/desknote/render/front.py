"""The front page looked at as soon as it is laid out: to compose anew need not wait for all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from desknote.compose.page import Hints
from desknote.render.geometry import beside_sidebar, closing_starts_on, sidebar_keeps


class Unsettled(Exception):
    """The page is to be composed again. ``hints`` says how."""

    def __init__(self, hints: Hints) -> None:
        super().__init__()
        self.hints = hints


def hints_of(pages: Sequence[Any]) -> Hints:
    """What another composition would do better."""
    return Hints(closing_starts_on(pages) == 0, sidebar_keeps(pages), beside_sidebar(pages))


@contextmanager
def front_page(settled: Callable[[Hints], bool]) -> Iterator[None]:
    """While the block runs, a layout goes on past the front page only where ``settled`` is content with it.

    Raises Unsettled. What hints tell of is there with the front page, and with the next where a part of the
    sidebar goes on there.
    """
    from weasyprint.layout import page

    original = page.remake_page
    first: list[Any] = []

    def remake_page(index: int, context: Any, *rest: Any) -> Any:
        made = original(index, context, *rest)
        if index == len(first) < 2:
            begun = not first
            first.append(SimpleNamespace(_page_box=made[0]))
            if not (begun and context.broken_out_of_flow):
                hints = hints_of(first)
                first.extend([None] * 2)
                if not settled(hints):
                    raise Unsettled(hints)
        return made

    page.remake_page = remake_page
    try:
        yield
    finally:
        page.remake_page = original
