"""Compiled templates kept from run to run: only desknote's own, and only while they are as they were."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
import pytest

from desknote.compose.compiled import Compiled


class Desk:
    """A folder of templates and a cache, and how often a template was compiled."""

    def __init__(self, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.cache, self.compiled = folder, cache, 0
        folder.mkdir()
        real = jinja2.Environment.compile

        def compile_(made: jinja2.Environment, *given: object, **named: object) -> object:
            self.compiled += 1
            return real(made, *given, **named)  # type: ignore[call-overload]

        monkeypatch.setattr(jinja2.Environment, "compile", compile_)
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def say(self, name: str = "a.txt", folder: Path | None = None, kind: str = "pages") -> tuple[str, int]:
        """What a new environment makes of a template, and how many it compiled for that."""
        made = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder or self.folder),
            bytecode_cache=Compiled(self.folder, kind),
            autoescape=True,
        )
        before = self.compiled
        return made.get_template(name).render(x="<"), self.compiled - before

    def files(self) -> list[Path]:
        return list((self.cache / "desknote" / "templates").glob("*"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path / "carried", tmp_path / "cache", monkeypatch)
    (made.folder / "a.txt").write_text("a {{ x }}")
    return made


def test_a_template_is_compiled_once(desk: Desk) -> None:
    assert desk.say() == ("a &lt;", 1)
    assert desk.say() == ("a &lt;", 0)
    assert desk.say(kind="other") == ("a &lt;", 1)


def test_a_changed_template_is_compiled_again(desk: Desk) -> None:
    desk.say()
    (desk.folder / "a.txt").write_text("b {{ x }}")
    assert desk.say() == ("b &lt;", 1)
    assert desk.say() == ("b &lt;", 0)


def test_what_others_wrote_is_never_kept(desk: Desk, tmp_path: Path) -> None:
    theirs = tmp_path / "workspace"
    theirs.mkdir()
    (theirs / "a.txt").write_text("c {{ x }}")
    for _ in range(2):
        assert desk.say(folder=theirs) == ("c &lt;", 1)
    assert desk.files() == []


@pytest.mark.parametrize("content", [b"", b"no code", None])
def test_damage_does_no_harm(desk: Desk, content: bytes | None) -> None:
    desk.say()
    (file,) = desk.files()
    file.write_bytes(file.read_bytes()[:-20] if content is None else content)
    assert desk.say() == ("a &lt;", 1)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_another_user_left_is_not_run(desk: Desk) -> None:
    desk.say()
    os.chown(desk.files()[0], 12345, 12345)
    assert desk.say() == ("a &lt;", 1)


def test_a_cache_that_cannot_be_written_does_no_harm(desk: Desk) -> None:
    desk.cache.write_text("a file where the folder should be")
    assert desk.say() == ("a &lt;", 1)
