"""WeasyPrint's import without its slowest half: the parsed C declarations are kept from run to run.

WeasyPrint declares Pango, HarfBuzz and Fontconfig to cffi as C text, which cffi parses anew in every
process and whose libraries it looks for with ``ldconfig`` and ``gcc``: 0.5 s of CPU of a build's 1.5.
cffi can write such declarations as a Python module that loads at once (its "out-of-line ABI mode").
That module is made on the first run and kept in the user's cache folder, by the declarations' own
digest. Two parts of fontTools, which WeasyPrint turns to for variable fonts and where HarfBuzz's subsetter is
missing, are imported when they are first called. Nothing of WeasyPrint changes; where anything goes
wrong it is imported as it is.
"""

from __future__ import annotations

import hashlib
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from desknote.files import write_atomically
from desknote.own_cache import is_ours, user_cache

# More functions than WeasyPrint itself declares: see desknote.render.lines.
EXTRA = """
PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);
PangoLayout * pango_layout_copy (PangoLayout *src);
void * g_object_ref (void *object);
"""


@contextmanager
def kept_declarations() -> Iterator[None]:
    """While the block runs, ``cffi.FFI`` takes its declarations from the cache."""
    if "weasyprint.text.ffi" in sys.modules:
        yield
        return
    import cffi  # type: ignore[import-untyped]

    real = cffi.FFI

    class Kept:
        """Stands in for ``cffi.FFI`` until declarations come, then is what they compile to."""

        def cdef(self, text: str) -> None:
            made: Any = None
            with suppress(Exception):  # whatever it is, cffi's own way is there
                made = _compiled(real, text + "\n" + EXTRA)
            if made is None:
                made = real()
                made.cdef(text + "\n" + EXTRA)
            for name in dir(made):
                if not name.startswith("__"):
                    setattr(self, name, getattr(made, name))

    cffi.FFI = Kept
    put = _defer()
    try:
        yield
    finally:
        cffi.FFI = real
        for module in put:
            sys.modules.pop(module, None)


class _Later(ModuleType):
    """A module that is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


def _defer() -> list[str]:
    """Put stand-ins for what WeasyPrint seldom calls; returns their names."""
    wanted = [name for name in ("fontTools.subset", "fontTools.varLib.instancer") if name not in sys.modules]
    for name in wanted:
        sys.modules[name] = _Later(name)
    if "fontTools.varLib.instancer" in wanted:

        def instantiate(*arguments: Any, **options: Any) -> Any:
            return import_module("fontTools.varLib.instancer").instantiateVariableFont(*arguments, **options)

        vars(sys.modules["fontTools.varLib.instancer"])["instantiateVariableFont"] = instantiate
        import fontTools

        if "fontTools.varLib" not in sys.modules:  # the package itself is as slow as its part
            sys.modules["fontTools.varLib"] = _Later("fontTools.varLib")
            wanted.append("fontTools.varLib")
        vars(fontTools).setdefault("subset", sys.modules["fontTools.subset"])
    return wanted


def _compiled(real: Any, text: str) -> Any:
    """The FFI object of ``text``, from the cache or put there now."""
    from cffi import __version__ as version

    parts = (text, version, sys.version, sys.platform)
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    path = user_cache() / f"declarations-{name}.py"
    if not path.exists():
        _write(real, text, path)
    if not is_ours(path):
        return None  # not run
    return runpy.run_path(str(path))["ffi"]


def _write(real: Any, text: str, path: Path) -> None:
    import tempfile

    maker = real()
    maker.cdef(text)
    maker.set_source("_desknote_declarations", None)
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "declarations.py"
        with redirect_stdout(StringIO()):  # cffi says what it does
            maker.emit_python_code(str(made))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, made.read_bytes())
