"""Whatever the editions say: nothing is lost between them, and what is the same is no change."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings

from desknote.editions.changes import after, altered, before
from desknote.editions.compare import compare
from desknote.editions.edition import Edition
from desknote.editions.packing import from_json, pack, to_json, unpack
from desknote.editions.prose import redline
from desknote.editions.segments import sentences, words
from desknote.editions.terminal import render_terminal
from desknote.editions.words import words as said_in
from editions import editions, texts

FEW = settings(max_examples=40, deadline=None)


@given(texts)
def test_cutting_a_text_loses_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text
    assert "".join(words(text)) == text


@given(texts, texts)
def test_what_stays_and_goes_is_the_old_text_and_what_stays_and_comes_the_new(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert before(pieces) == old
    assert after(pieces) == new
    assert altered(pieces) == (old != new)
    assert all(piece.text for piece in pieces)
    assert all(one.mark != other.mark for one, other in pairwise(pieces))


@FEW
@given(editions, editions)
def test_every_block_of_both_editions_is_there_once(old: Edition, new: Edition) -> None:
    changes = compare(old, new)
    blocks = list(changes.blocks())
    assert [_flat(before(b.pieces)) for b in blocks if b.was] == [_flat(b.text) for _, b in old.blocks()]
    assert [_flat(after(b.pieces)) for b in blocks if b.now] == [_flat(b.text) for _, b in new.blocks()]
    moves = [b.move for b in blocks if b.op == "left"]
    assert sorted(moves) == sorted(b.move for b in blocks if b.op == "came")


def _flat(text: str) -> str:
    return " ".join(text.split())


@FEW
@given(editions)
def test_an_edition_does_not_differ_from_itself(edition: Edition) -> None:
    assert compare(edition, edition).empty
    assert compare(edition, replace(edition)).empty


@FEW
@given(editions, editions)
def test_a_terminal_without_colour_gets_plain_lines(old: Edition, new: Edition) -> None:
    page = render_terminal(compare(old, new), said_in(new.lang), ("a", "b"), color=False, columns=60)
    assert "\x1b" not in page


@FEW
@given(editions)
def test_an_edition_is_the_same_after_a_journey_in_a_pdf(edition: Edition) -> None:
    assert unpack(pack(edition)) == edition
    assert from_json(json.loads(json.dumps(to_json(edition)))) == edition
