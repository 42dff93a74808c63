"""Drawn text, kept: what a line of text draws depends on its look, its words and its stretch alone.

WeasyPrint shapes each line once more to draw it, and goes through its glyphs one by one. The lines that
come in every note (statements, labels, the words of tables and charts) are drawn from what they drew
before. A line is kept when it is met for the second time: text that is a note's own is met once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from desknote.records import dataclass

_MOST = 4096
_MOST_MET = 60_000

Draw = Callable[..., list[Any]]
"""``draw_first_line``: the stream, the box, two properties, and where; returns what is drawn as pictures."""


@dataclass(slots=True)
class Glyphs:
    """A font that a line is set in, and the characters and widths of the glyphs that it takes from it."""

    font: Any
    characters: Mapping[int, str]
    widths: Mapping[int, float]


@dataclass(slots=True)
class Letters:
    """The lines of one ``FontConfiguration``: those met once, and what those drew that were met again."""

    met: set[int] = field(default_factory=set)
    drawn: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)

    def draw(
        self, original: Draw, key: tuple[Any, ...], hold: Callable[[Any], Any], *given: Any
    ) -> list[Any]:
        """What ``original`` draws with ``given``, for which ``key`` stands; ``hold`` keeps a font alive."""
        stream, textbox, *properties, matrix = given
        met = hash(key)
        if met not in self.met:
            if len(self.met) >= _MOST_MET:
                self.met.clear()
            self.met.add(met)
            return original(*given)
        listener = _Listener(stream, hold)
        pictures = original(listener, textbox, *properties, matrix)
        listener.settle()
        if listener.usable and not pictures:
            while len(self.drawn) >= _MOST:
                del self.drawn[next(iter(self.drawn))]
            self.drawn[key] = tuple(listener.calls)
        return pictures

    def again(self, key: tuple[Any, ...], stream: Any, matrix: Any) -> bool:
        """Draw what was drawn for ``key``; says whether that was possible."""
        calls = self.drawn.get(key)
        if calls is None:
            return False
        fonts = [(stream.add_font(call.font)[0], call) for call in calls if isinstance(call, Glyphs)]
        for font, glyphs in fonts:
            # Where a font is set in several sizes, the first to draw a glyph says how wide it is.
            known = font.widths
            if any(known.get(glyph, width) != width for glyph, width in glyphs.widths.items()):
                return False
        for font, glyphs in fonts:
            _merge(font.to_unicode, glyphs.characters)
            _merge(font.widths, glyphs.widths)
        stream.set_text_matrix(*matrix.values)
        for call in calls:
            if isinstance(call, str):
                stream.show_text(call)
            elif isinstance(call, tuple):
                stream.set_font_size(*call)
        return True


def _merge(known: dict[int, Any], more: Mapping[int, Any]) -> None:
    for key, value in more.items():
        known.setdefault(key, value)


class _Listener:
    """A stream that notes what a line draws. ``calls`` are fonts, sizes (tuples) and shown text."""

    def __init__(self, stream: Any, hold: Callable[[Any], Any]) -> None:
        self._stream, self._hold = stream, hold
        self._fonts: dict[int, tuple[_Font, Glyphs]] = {}
        self.calls: list[Any] = []
        self.usable = True

    def __getattr__(self, name: str) -> Any:
        if name == "set_text_rise":  # raised glyphs are shown one by one
            self.usable = False
        return getattr(self._stream, name)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = self._stream.add_font(pango_font)
        if font.bitmap or font.png or font.svg or font.colr:
            self.usable = False
            return font, size
        if id(font) not in self._fonts:
            noted = _Font(font, self)
            self._fonts[id(font)] = noted, Glyphs(self._hold(pango_font), noted.to_unicode, noted.widths)
        noted, glyphs = self._fonts[id(font)]
        self.calls.append(glyphs)
        return noted, size

    def set_font_size(self, name: str, size: float) -> None:
        self.calls.append((name, size))
        self._stream.set_font_size(name, size)

    def show_text(self, text: str) -> None:
        self.calls.append(text)
        self._stream.show_text(text)

    def settle(self) -> None:
        """Give the fonts what they would have been given."""
        for noted, _ in self._fonts.values():
            _merge(noted.font.to_unicode, noted.to_unicode)
            _merge(noted.font.widths, noted.widths)


class _Font:
    """A font that notes which glyphs it is asked for: their characters in this line, and their widths."""

    bitmap = png = svg = colr = False

    def __init__(self, font: Any, listener: _Listener) -> None:
        self.font, self._listener = font, listener
        self.hash = font.hash
        self.to_unicode: dict[int, str] = {}
        self.widths = _Widths(font.widths)

    def get_unused_glyph_id(self, codepoint: int) -> Any:
        self._listener.usable = False  # a glyph that is missing is complained of each time
        return self.font.get_unused_glyph_id(codepoint)


class _Widths(dict[int, float]):
    """The widths asked for, known or new."""

    def __init__(self, known: Mapping[int, float]) -> None:
        super().__init__()
        self._known = known

    def __contains__(self, glyph: object) -> bool:
        if super().__contains__(glyph):
            return True
        if glyph in self._known:
            self[glyph] = self._known[glyph]  # type: ignore[index]
            return True
        return False
