"""The templates that desknote carries as compiled code, kept from run to run.

Jinja makes Python of a template and compiles it: 80 ms for those of a page. What becomes of desknote's own
templates is kept in the user's own cache folder. A workspace's templates may come from anybody: they are
compiled in every process.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from desknote import __version__
from desknote.files import write_atomically
from desknote.own_cache import is_ours, user_cache


class Compiled(BytecodeCache):
    """Code of the templates in ``folder``, for environments whose options ``kind`` stands for."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder, self._kind = folder, kind

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Empty for a template that is not kept."""
        if filename is None or not Path(filename).is_relative_to(self._folder):
            return ""
        parts = (__version__, jinja2.__version__, self._kind, name, filename)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def get_source_checksum(self, source: str) -> str:
        """A digest of a template's text."""
        return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code from the cache, if it was made of the same text."""
        if bucket.key:
            with suppress(Exception):  # whatever it is, the template is compiled
                path = self._path(bucket)
                if is_ours(path):
                    bucket.bytecode_from_string(path.read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, if the cache can be written."""
        if bucket.key:
            with suppress(Exception):
                path = self._path(bucket)
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_atomically(path, bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        return user_cache() / "templates" / f"{bucket.key}.bin"
