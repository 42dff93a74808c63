"""Chinese lines in WeasyPrint: justified between characters, and no gaps between full-width marks.

WeasyPrint 70 justifies by stretching U+0020 alone, so a Chinese line with one English word in it
gapes at that word, and a line with none stays ragged. clreq (section 3.3.1) wants the rest of a line
shared out between all characters, while the gap between Han and Latin keeps its width. Two
consecutive full-width marks (``）。``, ``，「``) share one em and a half instead of two (clreq,
section 3.1.6): the blank half of one is taken out by the font's ``halt`` feature.

Both belong to text layout; ``chinese_lines`` swaps a few names of WeasyPrint's for the time of one
rendering and puts them back. Lines that were set before are not set again (``desknote.render.runs``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from weasyprint.draw import text as drawn_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.render.bindings import EXTRA
from desknote.render.runs import look, once, runs_of
from desknote.spacing import HAN

_CLOSING = "、，。．：；！？）］｝〉》」』】〕〗”’"
_OPENING = "（［｛〈《「『【〔〖“‘"
# The mark that gives up its blank half: a closing one before any mark, an opening one after an opening one.
_TIGHT = regex(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")
_WIDE = regex(f"[{HAN}{_CLOSING}{_OPENING}—…·]")
_HAN = regex(f"[{HAN}]")
# Kept on one line: the class of a share after its company's name (``-W``), and a figure with its unit.
_WHOLE = regex(f"(?<=[{HAN}])-[A-Z]{{1,3}}(?![A-Za-z0-9])|(?<=[0-9]) [年月日时分秒个只家亿万元倍美港]")
_ONE = ("——", "……")  # two characters, one sign
_MOST = 0.5  # em: a line that needs more stays as it is, a gap would be worse than a ragged edge
_GAP_STAYS = (
    0.1  # em: up to here the gap between Han and Latin keeps its width; past it, it would seem to shut
)


@dataclass(frozen=True, slots=True)
class Points:
    """Positions in a text after which a justified line may open up, and its Han-Latin gaps."""

    open: tuple[int, ...]
    gaps: tuple[int, ...]


@lru_cache(maxsize=4096)
def stretch_points(text: str) -> Points:
    """Where ``text`` may open up.

    In text with Han characters: between two wide characters, but not after an opening mark, before a
    closing one or within a double dash, and at spaces between Latin words. In other text: at spaces.
    """
    if not _HAN.search(text):
        return Points(tuple(i for i, c in enumerate(text) if c in " \u00a0"), ())
    points: list[int] = []
    gaps: list[int] = []
    for i, char in enumerate(text):
        before, after = text[i - 1 : i] if i else "", text[i + 1 : i + 2]
        if char in " \u00a0":
            if before and after:
                (gaps if _WIDE.match(before) or _WIDE.match(after) else points).append(i)
        elif (
            after
            and after not in _CLOSING + " "
            and char + after not in _ONE
            and (char in _CLOSING or (_WIDE.match(char) and _WIDE.match(after) and char not in _OPENING))
        ):
            points.append(i)
    return Points(tuple(points), tuple(gaps))


@lru_cache(maxsize=4096)
def tight_marks(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of ``text`` whose full-width marks give up their blank half."""
    return tuple(m.span() for m in _TIGHT.finditer(text))


def _count(box: Any) -> tuple[int, int]:
    """How many points and gaps a line's text has."""
    if isinstance(box, boxes.TextBox):
        points = stretch_points(box.text)
        return len(points.open), len(points.gaps)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        counts = [_count(child) for child in box.children]
        return sum(c[0] for c in counts), sum(c[1] for c in counts)
    return 0, 0


def _justify_line(context: Any, line: Any, extra: float) -> None:
    points, gaps = _count(line)
    if not points or extra <= 0:
        return
    em = line.style["font_size"]
    each, gap = extra / points, 0.0
    if gaps and each > _GAP_STAYS * em:
        each = (extra + gaps * _GAP_STAYS * em) / (points + gaps)
        gap = max(0.0, each - _GAP_STAYS * em)
        each = (extra - gaps * gap) / points
    if each <= _MOST * em:
        _open_up(line, each, gap, 0)


def _open_up(box: Any, each: float, gap: float, advance: float) -> float:
    """Widen ``box`` at every point and gap, and move what follows; returns the advance so far."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        points = stretch_points(box.text)
        added = each * len(points.open) + gap * len(points.gaps)
        if added:
            box.pango_layout.stretch = (each, gap)
            box.width += added
            advance += added
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        before = advance
        children = box.children[::-1] if box.style["direction"] == "rtl" else box.children
        for child in children:
            if child.is_in_normal_flow():
                advance = _open_up(child, each, gap, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance


class _Layout(line_break.Layout):  # type: ignore[misc]
    """WeasyPrint's text layout with tight marks, and stretch put into the drawn glyphs."""

    _drawing = _asleep = False
    stretch = (0.0, 0.0)
    style: Any
    layout: Any

    def setup(self, style: Any) -> None:
        moulds, key = runs_of(style).moulds, look(style)
        mould = moulds.get(key)
        if mould is None:
            mould = moulds[key] = object.__new__(_Layout)
            super(_Layout, mould).setup(style)
            del mould.style
        self.__dict__.update(mould.__dict__)
        self.style = style
        self.layout = ffi.gc(pango.pango_layout_copy(mould.layout), gobject.g_object_unref)

    def reactivate(self, style: Any) -> None:
        self.style, self._asleep = style, True

    def awake(self) -> None:
        """Be ready to be drawn: put off until it is known that the line is not drawn as another was."""
        if self._asleep:
            self._asleep = False
            super().reactivate(self.style)

    def deactivate(self) -> None:
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)

    def set_text(self, text: str, justify: bool = False) -> None:
        # The stretch is not Pango's word spacing: it goes into the glyphs once they are drawn.
        super().set_text(text, justify=False)
        self._drawing = justify
        if not self.text.isascii():
            made = [
                (span, pango.pango_attr_font_features_new(b"halt 1, kern 0"))
                for span in tight_marks(self.text)
            ]
            made += [(m.span(), pango.pango_attr_allow_breaks_new(False)) for m in _WHOLE.finditer(self.text)]
            if made:
                self._mark(made)

    def _mark(self, made: list[tuple[tuple[int, int], Any]]) -> None:
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for (start, end), attribute in made:
            attribute.start_index = len(self.text[:start].encode())
            attribute.end_index = len(self.text[:end].encode())
            pango.pango_attr_list_insert(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)

    def get_first_line(self) -> tuple[Any, int | None]:
        line, index = super().get_first_line()
        if self._drawing and any(self.stretch):
            self._drawing = False
            _stretch(line, self.text, *self.stretch)
        return line, index


def _stretch(line: Any, text: str, each: float, gap: float) -> None:
    """Widen the glyph cluster of every point by ``each`` and of every gap by ``gap`` CSS pixels."""
    starts = [0]
    for char in text:
        starts.append(starts[-1] + len(char.encode()))
    points = stretch_points(text)
    wanted = sorted([(starts[i], each) for i in points.open] + [(starts[i], gap) for i in points.gaps])
    at = 0
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs, clusters, offset = item.glyphs.glyphs, item.glyphs.log_clusters, item.item.offset
        count = item.glyphs.num_glyphs
        for i in range(count):
            if i + 1 < count and clusters[i + 1] == clusters[i]:
                continue
            # A cluster may hold several characters: a double dash is one glyph.
            end = offset + (clusters[i + 1] if i + 1 < count else item.item.length)
            while at < len(wanted) and wanted[at][0] < end:
                glyphs[i].geometry.width += int(wanted[at][1] * TO_UNITS)
                at += 1


_theirs = line_break.split_first_line


def _split_first_line(
    text: str, style: Any, context: Any, max_width: Any, spacing: float, *options: bool
) -> Any:
    """WeasyPrint's own, but for text whose last space alone does not fit.

    Pango lets that space hang, WeasyPrint counts it, finds the line too wide and breaks after the
    first word. Such a text fits: the line ends with it.
    """
    split = _theirs(text, style, context, max_width, spacing, *options)
    if max_width is None or split[2] is None or not text.endswith(" ") or split[3] > max_width / 2:
        return split
    bare = _theirs(text.rstrip(" "), style, context, max_width, spacing, *options)
    if bare[2] is not None or bare[3] > max_width:
        return split
    return (*bare[:2], len(text.encode()), *bare[3:])


_draw = drawn_text.draw_first_line


def _draw_first_line(stream: Any, textbox: Any, overflow: str, ellipsis: Any, matrix: Any) -> list[Any]:
    """WeasyPrint's own, or what it drew for the same line."""
    layout = textbox.pango_layout
    if overflow != "ellipsis" and ellipsis == "none" and textbox.text.strip() and layout._asleep:
        letters = runs_of(textbox.style).letters
        key = (look(textbox.style), layout.text, layout.stretch)
        if letters.again(key, stream, matrix):
            return []
        layout.awake()
        return letters.draw(_draw, key, _held, stream, textbox, overflow, ellipsis, matrix)
    layout.awake()
    pictures: list[Any] = _draw(stream, textbox, overflow, ellipsis, matrix)
    return pictures


def _held(font: Any) -> Any:
    """A font of Pango's that stays as long as somebody refers to it."""
    return ffi.gc(ffi.cast("PangoFont *", gobject.g_object_ref(font)), gobject.g_object_unref)


_split, _plain_split = once(_split_first_line), once(_theirs)


def _declare() -> None:
    """Tell WeasyPrint's cffi of more functions of Pango (1.44)."""
    if not hasattr(pango, "pango_attr_allow_breaks_new"):
        ffi.cdef(EXTRA)


@contextmanager
def chinese_lines() -> Iterator[None]:
    """Lay Chinese out as above while the block runs."""
    _declare()
    swapped: tuple[tuple[Any, str, Any], ...] = (
        (line_break, "Layout", _Layout),
        (line_break, "split_first_line", _plain_split),
        (preferred, "split_first_line", _plain_split),
        (inline, "justify_line", _justify_line),
        (inline, "split_first_line", _split),
        (drawn_text, "draw_first_line", _draw_first_line),
    )
    before = [getattr(module, name) for module, name, _ in swapped]
    for module, name, ours in swapped:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for (module, name, _), theirs in zip(swapped, before, strict=True):
            setattr(module, name, theirs)
