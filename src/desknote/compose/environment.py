"""The Jinja environment of the page templates: the workspace's own win, the packaged ones remain."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel

from desknote.resources import packaged

PREFIX = "desknote"
_MARKUP = (".html", ".html.j2", ".svg.j2", ".xml.j2")
"""Templates in which text is escaped."""


class _Within(FileSystemLoader):
    """A folder's templates; a link that leads out of the folder's workspace is no template."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._root = folder.parent.resolve()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = super().get_source(environment, template)
        if not Path(found[1]).resolve().is_relative_to(self._root):
            raise TemplateNotFound(template)
        return found


class _Sandbox(SandboxedEnvironment):
    """A sandbox in which records show their values and nothing else.

    Pydantic's records have methods that read files and unpickle bytes; no template needs any.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        kind = obj if isinstance(obj, type) else type(obj)
        if issubclass(kind, BaseModel):
            own = attr in kind.model_fields or isinstance(getattr(kind, attr, None), property)
            return own and not attr.startswith("model_") and not isinstance(obj, type)
        return super().is_safe_attribute(obj, attr, value)


@lru_cache(maxsize=8)
def environment(own: Path | None) -> SandboxedEnvironment:
    """Templates of the workspace folder ``own`` before the packaged ones.

    ``desknote/NAME`` always means the packaged template NAME, so that a template may extend the one
    that it replaces. Undefined names are errors; templates run in a sandbox, since a workspace may
    come from anybody.
    """
    shipped = packaged("templates")
    carried = FileSystemLoader(shipped)
    folders: list[BaseLoader] = [_Within(own)] if own is not None and own != shipped and own.is_dir() else []
    return _Sandbox(
        loader=ChoiceLoader([*folders, carried, PrefixLoader({PREFIX: carried})]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or name.endswith(_MARKUP),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )
