"""Pages laid out the last time, taken again where an edit leaves them as they are.

A page depends on the boxes that were tried on it, whether they stayed or went on to the next, and on what
the page before it hands over. So a page is taken again where nothing has changed up to the last box that it
tried, or where it begins at a box from which all is as it was and the pages before it came out as many.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from itertools import pairwise
from typing import Any

from desknote.preview.reprint.outline import Outline, Path, only_stacks
from desknote.records import dataclass

_MOST_PAGES, _MOST_DOCUMENTS = 120, 4
"""Of longer documents nothing is kept, nor of those before the last few: boxes would fill the memory."""


@dataclass(slots=True)
class KeptPage:
    """A page as it was laid out, before margin boxes; and what WeasyPrint needs to go on from it."""

    page: Any
    body: tuple[Any, Any, Any]
    children: tuple[Any, ...]
    kind: Any
    start: Path
    state: Any
    forced: bool
    following: Path
    break_after: Any
    running: dict[str, list[Any]]
    tried: int
    """The last box that was tried on it."""
    margins: tuple[Any, ...] | None = None
    final: bool = False
    """Whether margin boxes and backgrounds are as they were, too."""


@dataclass(slots=True)
class Document:
    """All that is kept of a laid-out document."""

    outline: Outline
    pages: list[KeptPage] = field(default_factory=list)
    whole: bool = True
    around: Any = None
    """What margin boxes show that stands on other pages."""


class Pages:
    """Remembers documents by name, one after the other."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._now: _Layout | None = None

    def forget(self) -> None:
        """Fonts have changed: nothing of what was laid out holds."""
        self._documents.clear()

    def taken(self, page: Any) -> bool:
        """Whether a page box is one of the last time and to be drawn as it was."""
        return self._now is not None and id(page) in self._now.final

    @contextmanager
    def kept(self, name: str) -> Iterator[None]:
        """While the block runs, one document is laid out with what is kept under ``name``."""
        import weasyprint.document as document
        import weasyprint.layout as layout
        import weasyprint.layout.block as block
        import weasyprint.layout.page as page

        names = (
            (document, "layout_document"),
            (page, "make_page"),
            (block, "block_level_layout"),
            (block, "_out_of_flow_layout"),
            (layout, "make_margin_boxes"),
            (layout, "layout_backgrounds"),
        )
        originals = [getattr(module, attribute) for module, attribute in names]
        lay_out, make_page, block_level, out_of_flow, margins, backgrounds = originals
        last = self._documents.pop(name, None)
        self._now = now = _Layout(last, make_page, margins, backgrounds)

        def tried(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
            with now.trying(box):
                return block_level(context, box, *rest, **more)

        def tried_aside(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
            with now.trying(child, whole=True):
                return out_of_flow(context, box, index, child, *rest)

        def begin(html: Any, root_box: Any, context: Any, *rest: Any) -> Iterator[Any]:
            now.begin(root_box, context)
            yield from lay_out(html, root_box, context, *rest)
            now.end(context)

        swapped = (begin, now.make_page, tried, tried_aside, now.make_margin_boxes, now.layout_backgrounds)
        for (module, attribute), function in zip(names, swapped, strict=True):
            setattr(module, attribute, function)
        keep = last
        try:
            yield
            made = now.made
            keep = made if made is not None and made.whole and len(made.pages) <= _MOST_PAGES else None
        finally:
            if keep is not None:  # the last, where this one was broken off
                self._documents[name] = keep
            while len(self._documents) > _MOST_DOCUMENTS:
                del self._documents[next(iter(self._documents))]
            for (module, attribute), function in zip(names, originals, strict=True):
                setattr(module, attribute, function)
            now.last = None


class _Layout:
    """One document being laid out beside the last one."""

    def __init__(self, last: Document | None, make_page: Any, margins: Any, backgrounds: Any) -> None:
        self.last = last
        self.made: Document | None = None
        self.final: set[int] = set()
        self._make_page, self._margins, self._backgrounds = make_page, margins, backgrounds
        self._same = self._tail = 0
        self._before = 0
        self._in_tail = False
        self._tried = self._inside = 0
        self._reused: dict[int, KeptPage] = {}
        self._by_page: dict[int, KeptPage] = {}

    def begin(self, root_box: Any, context: Any) -> None:
        """The boxes are there: compare them with the last."""
        outline = Outline.of(root_box)
        if context.footnotes or _numbers_pages(outline, context.target_collector):
            return
        self.made = Document(outline)
        if self.last is None:
            return
        new, old = self.made.outline, self.last.outline
        least = min(len(new), len(old))
        same = next((i for i in range(least) if new.keys[i] != old.keys[i]), least)
        tail = 0
        while tail < least - same and new.keys[-1 - tail] == old.keys[-1 - tail]:
            tail += 1
        self._same, self._tail = same, tail
        self._before = self._untouched(new, old)

    def _untouched(self, new: Outline, old: Outline) -> int:
        """How many pages from the first have nothing changed on them or on the page after them."""
        assert self.last is not None
        if self._same == len(new) == len(old):
            return len(self.last.pages)
        changed = self._same
        if self._same < len(old) - self._tail:
            changed = min(changed, old.whole(self._same))
        if self._same < len(new) - self._tail:
            changed = min(changed, new.whole(self._same))
        count = 0
        for kept, after in pairwise(self.last.pages):
            # The break itself may come from the first box of the next page.
            if max(kept.tried, old.opening(old.place(after.start).index)) >= changed:
                break
            count += 1
        return count

    @contextmanager
    def trying(self, box: Any, whole: bool = False) -> Iterator[None]:
        """A box is laid out; of one that is laid out as a whole all of it counts at once."""
        if self.made is None or self._inside:
            yield
            return
        outline = self.made.outline
        index = outline.index(box)
        if index is None:
            self._tried = len(outline)  # whatever it is: nothing is known of where it ends
        elif whole or not only_stacks(box):
            self._tried = max(self._tried, outline.ends[index])
        else:
            self._tried = max(self._tried, index)
            yield
            return
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def make_page(
        self, context: Any, root_box: Any, kind: Any, resume_at: Path, number: int, state: Any
    ) -> tuple[Any, Path, Any]:
        """``weasyprint.layout.page.make_page``, or the page of the last time."""
        made = self.made
        clean = not (context.broken_out_of_flow or context.reported_footnotes)
        kept = self._kept(context, kind, resume_at, number - 1, state) if made is not None and clean else None
        if kept is not None:
            return self._again(context, root_box, kind, number, state, kept)
        before, forced = copy.deepcopy(state), context.forced_break
        self._tried = 0
        page, following, break_after = self._make_page(context, root_box, kind, resume_at, number, state)
        if made is not None:
            running = {
                name: list(pages[number])
                for name, pages in context.running_elements.items()
                if pages.get(number)
            }
            made.whole &= clean and len(made.pages) == number - 1 and not page.fixed_boxes
            made.whole &= not (context.broken_out_of_flow or context.reported_footnotes)
            body = tuple(page.children)
            made.pages.append(
                KeptPage(
                    page,
                    body,
                    tuple(body[0].children),
                    kind,
                    copy.deepcopy(resume_at),
                    before,
                    forced,
                    copy.deepcopy(following),
                    break_after,
                    running,
                    self._tried,
                )
            )
            self._by_page[id(page)] = made.pages[-1]
        return page, following, break_after

    def _kept(self, context: Any, kind: Any, resume_at: Path, index: int, state: Any) -> KeptPage | None:
        """The page of the last time that would come out the same."""
        last, made = self.last, self.made
        if last is None or made is None or index >= len(last.pages) or len(made.pages) != index:
            return None
        kept = last.pages[index]
        if kept.kind != kind or kept.state != state or kept.forced != context.forced_break:
            return None
        if index < self._before and len(self._reused) == index and kept.start == resume_at:
            return kept
        if self._in_tail or self._begins_alike(made.outline, last.outline, resume_at, kept.start):
            self._in_tail = True
            return kept
        return None

    def _begins_alike(self, new: Outline, old: Outline, here: Path, there: Path) -> bool:
        """Whether from here on all is as it was."""
        at, was = new.place(here), old.place(there)
        first = len(new) - self._tail
        return (
            here is not None
            and at.rest == was.rest
            and len(new) - at.index == len(old) - was.index
            and new.whole(at.index) >= first
            and all(i < self._same or i >= first for i in new.ancestors(at.index))
        )

    def _again(
        self, context: Any, root_box: Any, kind: Any, number: int, state: Any, kept: KeptPage
    ) -> tuple[Any, Path, Any]:
        """Hand over a page of the last time, with all that making it would have left behind."""
        from weasyprint.formatting_structure import build
        from weasyprint.layout import page as pages

        assert self.made is not None and self.last is not None
        style = context.style_for(kind)
        style["overflow"] = root_box.viewport_overflow
        page = kept.page
        page.children = list(kept.body)
        kept.body[0].children = list(kept.children)
        if number == 1:
            context.style_for.initial_page_sizes["box"] = style["size"]
            context.style_for.initial_page_sizes["area"] = (page.width, page.height)
        context.current_page = number
        context.current_page_footnotes = []
        for name, elements in kept.running.items():
            context.running_elements[name][number] = list(elements)
        pages._standardize_page_based_counters(style, None)
        build.update_counters(state, style)
        new, old = self.made.outline, self.last.outline

        def moved(path: Path) -> Path:
            if path is None or not self._in_tail:
                return copy.deepcopy(path)
            place = old.place(path)
            return new.path(replace(place, index=place.index + len(new) - len(old)))

        again = replace(kept, start=moved(kept.start), following=moved(kept.following), final=False)
        again.tried += len(new) - len(old) if self._in_tail else 0
        self._reused[id(page)] = again
        self._by_page[id(page)] = again
        self.made.pages.append(again)
        return page, copy.deepcopy(again.following), kept.break_after

    # --- what stands around the text of a page

    def make_margin_boxes(self, context: Any, page: Any, state: Any) -> Iterator[Any]:
        """The page's margin boxes, or those of the last time where they show the same."""
        kept = self._by_page.get(id(page))
        if self.made is None or kept is None:
            yield from self._margins(context, page, state)
            return
        if self.made.around is None:
            self.made.around = self._around(context)
        last = self.last
        if id(page) in self._reused and last is not None and last.around == self.made.around and kept.margins:
            kept.final = True
            self.final.add(id(page))
        else:
            kept.margins = tuple(self._margins(context, page, state))
        yield from kept.margins

    def _around(self, context: Any) -> Any:
        """What margin boxes may show: the number of pages, running elements, named strings."""
        assert self.made is not None
        outline = self.made.outline
        running = []
        for name, pages in context.running_elements.items():
            for number, boxes in pages.items():
                running += [(name, number, *Outline.of(box).keys) for box in boxes or ()]
        strings = {name: {n: list(t) for n, t in found.items()} for name, found in context.string_set.items()}
        return len(self.made.pages), running, strings, outline.keys[:1]

    def layout_backgrounds(self, page: Any, get_image: Any) -> None:
        """Backgrounds are where they were on a page that is taken whole."""
        if id(page) not in self.final:
            self._backgrounds(page, get_image)

    def end(self, context: Any) -> None:
        """The pages are there: what was taken from the last time belongs to this document now."""
        made, last = self.made, self.last
        if made is None or last is None or not self._reused:
            return
        new, old = made.outline, last.outline
        elements = {}
        for i in range(self._same):
            elements[id(old.boxes[i].element)] = new.boxes[i].element
        for i in range(1, self._tail + 1):
            elements[id(old.boxes[-i].element)] = new.boxes[-i].element
        for kept in self._reused.values():
            for found in kept.page.descendants(placeholders=True):
                box = getattr(found, "_box", found)
                if box.element is not None:
                    box.element = elements.get(id(box.element), box.element)
                box.link_annotation = None  # a link's target may have gone


def _numbers_pages(outline: Outline, collector: Any) -> bool:
    """Whether the text holds numbers of pages: each page then depends on all others."""
    if any(token != "content" for _, token in collector.counter_lookup_items):
        return True
    boxes = outline.boxes
    return any(
        box.missing_link is not None and not any(boxes[i].is_running() for i in (at, *outline.ancestors(at)))
        for at, box in enumerate(boxes)
    )
