"""The Jinja environment of the page templates: the workspace's own win, the packaged ones remain."""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
)
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel

from desknote import reading
from desknote.compose.compiled import Compiled
from desknote.diagnostics import Problems
from desknote.files import open_file
from desknote.freshness import CODE, sha256
from desknote.resources import packaged
from desknote.workspace import unreadable

PREFIX = "desknote"
_MARKUP = (".html", ".html.j2", ".svg.j2", ".xml.j2")
"""Templates in which text is escaped."""


class _Folder(FileSystemLoader):
    """A folder's templates, and their digests by name once they were read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.digests: dict[str, str] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        self.digests.pop(template, None)
        found = super().get_source(environment, template)
        self.digests[template] = sha256(Path(found[1]))
        return found


class _Within(_Folder):
    """The same of a workspace; a link that leads out of it is no template.

    Raises Problems (DN003, DN011) for one that is there and cannot be read: the packaged one would be taken
    in its place, and nobody told.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder, self._root = folder, folder.parent.resolve()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            found = super().get_source(environment, template)
        except (TemplateNotFound, OSError):
            place = self._folder.joinpath(*split_template_path(template))
            if os.path.lexists(place):
                try:
                    open_file(place).close()
                except OSError as error:
                    name = f"templates/{template}"
                    raise Problems([unreadable(place, name, error)]) from error
            raise
        if not Path(found[1]).resolve().is_relative_to(self._root):
            del self.digests[template]
            raise TemplateNotFound(template)
        return found


class _Sandbox(SandboxedEnvironment):
    """A sandbox in which records show their values and nothing else.

    Pydantic's records have methods that read files and unpickle bytes; no template needs any. Templates
    that are asked for are noted as inputs, as well those of the workspace's own that are not there.
    """

    own: _Folder | None
    shipped: _Folder | None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        try:
            return super()._load_template(name, globals)
        finally:
            if reading.noted():
                self._note(name)

    def _note(self, name: str) -> None:
        bare = name.removeprefix(f"{PREFIX}/")
        own = self.own.digests.get(name, reading.ABSENT) if self.own is not None else reading.ABSENT
        if bare == name:
            reading.note(f"templates/{name}", own)
        if self.shipped is not None and not own:
            reading.note(f"{CODE}/{bare}", self.shipped.digests.get(bare, reading.ABSENT))

    def getattr(self, obj: Any, attribute: str) -> Any:
        # Of a record the sandbox keeps back what begins with an underscore and nothing else; it asks a dozen
        # questions to find that out, and templates ask for little but values of records.
        if attribute[:1] != "_" and hasattr(type(obj), "__dataclass_fields__"):
            with suppress(AttributeError):
                return getattr(obj, attribute)
        return super().getattr(obj, attribute)

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
    carried = _Folder(shipped)
    folders: list[BaseLoader] = [_Within(own)] if own is not None and own != shipped and own.is_dir() else []
    made = _Sandbox(
        loader=ChoiceLoader([*folders, carried, PrefixLoader({PREFIX: carried})]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or name.endswith(_MARKUP),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
        bytecode_cache=Compiled(shipped, "pages"),
    )
    # In desknote's own checkout the packaged templates are the workspace's.
    made.own = carried if own == shipped else cast(_Folder, folders[0]) if folders else None
    made.shipped = None if own == shipped else carried
    return made
