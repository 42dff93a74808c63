"""A place that files are put to, by URL, through fsspec."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from desknote.diagnostics import Diagnostic, Problems
from desknote.patterns import regex
from desknote.records import dataclass

_URL = regex(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_EXTRAS = {
    "s3": "desknote[s3]",
    "s3a": "desknote[s3]",
    "sftp": "desknote[sftp]",
    "ssh": "desknote[sftp]",
    "gs": "gcsfs",
    "abfs": "adlfs",
}
_FOREVER = "public, max-age=31536000, immutable"
_SHORTLY = "public, max-age=0, must-revalidate"


def is_url(text: str) -> bool:
    """Whether ``text`` names a store rather than a folder."""
    return bool(_URL.match(text))


@dataclass(frozen=True, slots=True)
class Target:
    """A folder of a store. Every method raises Problems (DN860) where the store fails."""

    fs: Any
    root: str
    url: str

    def read(self, path: str) -> bytes | None:
        """The bytes at ``path``, or nothing where there is no such file."""
        with self._told():
            try:
                content: bytes = self.fs.cat_file(self._at(path))
            except FileNotFoundError:
                return None
            return content

    def write(self, path: str, content: bytes, media: str, fixed: bool = False) -> None:
        """Put ``content`` at ``path``, whole or not at all."""
        at = self._at(path)
        with self._told():
            if self._objects:
                forms = {"ContentType": media, "CacheControl": _FOREVER if fixed else _SHORTLY}
                self.fs.pipe_file(at, content, **forms)
                return
            self.fs.makedirs(at.rpartition("/")[0], exist_ok=True)
            part = f"{at}.part"
            self.fs.pipe_file(part, content)
            self._move(part, at)

    def copy(self, old: str, new: str, held: tuple[str, bool]) -> None:
        """Copy within the store; ``held`` is media type and whether it may be kept for ever."""
        content = self.read(old)
        if content is None:
            with self._told():
                raise FileNotFoundError(old)
        self.write(new, content, *held)

    def remove(self, path: str) -> None:
        """Remove a file; one that is gone already is no matter."""
        with self._told(), contextlib.suppress(FileNotFoundError):
            self.fs.rm_file(self._at(path))

    def exists(self, path: str) -> bool:
        """Whether there is a file at ``path``."""
        with self._told():
            self.fs.invalidate_cache()
            return bool(self.fs.exists(self._at(path)))

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in ``folder``."""
        with self._told():
            self.fs.invalidate_cache()
            try:
                rows = self.fs.ls(self._at(folder), detail=False)
            except FileNotFoundError:
                return ()
            return tuple(sorted(str(row).rpartition("/")[2] for row in rows))

    @property
    def _objects(self) -> bool:
        kinds = self.fs.protocol
        return "s3" in ((kinds,) if isinstance(kinds, str) else kinds)

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}" if self.root else path

    def _move(self, old: str, new: str) -> None:
        # SFTP's own rename refuses an existing file; POSIX's takes its place in one step.
        rename = getattr(getattr(self.fs, "ftp", None), "posix_rename", None)
        if rename is not None:
            rename(old, new)
        else:
            self.fs.mv(old, new)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Problems:
            raise
        except Exception as error:  # every store's library has exceptions of its own
            raise Problems([_failed(self.url, error)]) from error


def open_target(url: str) -> Target:
    """The folder that ``url`` names. Raises Problems: DN860, DN861 (a package is missing)."""
    import fsspec  # type: ignore[import-untyped, unused-ignore]

    protocol = url.partition("://")[0].lower()
    try:
        options = {"auto_mkdir": True} if protocol in ("file", "local") else {}
        fs, root = fsspec.core.url_to_fs(url, **options)
    except ImportError as error:
        package = _EXTRAS.get(protocol, protocol)
        raise Problems([Diagnostic("DN861", None, {"url": url, "package": package})]) from error
    except Exception as error:
        raise Problems([_failed(url, error)]) from error
    return Target(fs, str(root).rstrip("/"), url)


def _failed(url: str, error: Exception) -> Diagnostic:
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    shown = re.sub(r"//[^/@]*@", "//…@", url)  # never a password
    return Diagnostic("DN860", None, {"url": shown, "reason": reason})
