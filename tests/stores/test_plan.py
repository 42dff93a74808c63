"""What is put up and taken away, and in which order."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from desknote.stores.plan import Held, State, plan, read_state

PATHS = st.sampled_from(
    ["a.css", "b.png", "notes/x/index.html", "notes/x/note.pdf", "index.html", "feed.xml"]
)
FILES = st.dictionaries(PATHS, st.sampled_from("123").map(lambda d: Held(d, 1, "text/plain")))


def carried_out(
    old: Mapping[str, Held], new: Mapping[str, Held], everything: bool = False
) -> dict[str, Held]:
    steps = plan(old, new, everything)
    there = dict(old)
    for path in steps.put:
        there[path] = new[path]
    for path in steps.remove:
        del there[path]
    return there


@given(old=FILES, new=FILES, everything=st.booleans())
def test_a_plan_leads_to_the_new_state(old: dict[str, Held], new: dict[str, Held], everything: bool) -> None:
    assert carried_out(old, new, everything) == new


@given(old=FILES, new=FILES)
def test_nothing_is_lost_that_was_not_saved(old: dict[str, Held], new: dict[str, Held]) -> None:
    steps = plan(old, new)
    kept = {held.sha256 for path, held in old.items() if new.get(path, Held("", 0, "")).sha256 == held.sha256}
    for held in old.values():
        assert held.sha256 in kept or held.sha256 in steps.save.values()


@given(FILES)
def test_the_same_again_is_nothing_to_do(files: dict[str, Held]) -> None:
    assert plan(files, files).empty


@given(FILES, st.integers(1, 99))
def test_a_state_is_read_as_it_was_written(files: dict[str, Held], number: int) -> None:
    state = State(number, files, number - 1)
    assert read_state(state.text()) == state


@given(st.binary(max_size=80))
def test_no_bytes_make_reading_a_state_fail(content: bytes) -> None:
    assert read_state(content) is None or content.startswith(b"{")
