"""A place that files are put to, by URL, through fsspec."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from desknote.diagnostics import Diagnostic, Problems
from desknote.patterns import regex
from desknote.records import dataclass
from desknote.stores.plan import OWN

_URL = regex(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_EXTRAS = {
    "s3": "desknote[s3]",
    "s3a": "desknote[s3]",
    "sftp": "desknote[sftp]",
    "ssh": "desknote[sftp]",
    "gs": "gcsfs",
    "abfs": "adlfs",
}
_SERVERS = ("sftp", "ssh")
_PARTS = f"{OWN}/parts"
_FOREVER = "public, max-age=31536000, immutable"
_SHORTLY = "public, max-age=0, must-revalidate"


def is_url(text: str) -> bool:
    """Whether ``text`` names a store rather than a folder."""
    return bool(_URL.match(text))


@dataclass(frozen=True, slots=True)
class Target:
    """A folder of a store. Every method raises Problems (DN860) where the store fails. ``url`` is what users
    see: without a password."""

    fs: Any
    root: str
    url: str
    folders: set[str] = field(default_factory=set)
    """Folders that are known to be there."""
    part: str = field(default_factory=lambda: f"{_PARTS}/{secrets.token_hex(8)}")

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
            part = self._at(self.part)
            for file in (part, at):
                self._make(file.rpartition("/")[0])
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
        """Remove a file, and folders that become empty; one that is gone already is no matter."""
        at = self._at(path)
        with self._told(), contextlib.suppress(FileNotFoundError):
            self._inside(at)
            self.fs.rm_file(at)
        if self._is_folder or self._server is not None:
            self._sweep(path.rpartition("/")[0])

    def exists(self, path: str) -> bool:
        """Whether there is a file at ``path``."""
        with self._told():
            self.fs.invalidate_cache()
            try:  # fsspec's own exists() takes any failure for a no
                self.fs.info(self._at(path))
            except FileNotFoundError:
                return False
            return True

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in ``folder``; empty is the whole place."""
        with self._told():
            self.fs.invalidate_cache()
            try:
                rows = self.fs.ls(self._at(folder) if folder else self.root, detail=False)
            except FileNotFoundError:
                return ()
            return tuple(sorted(str(row).rstrip("/").rpartition("/")[2] for row in rows))

    def tidy(self) -> None:
        """Remove what writings that were broken off have left."""
        for name in self.names(_PARTS):
            self.remove(f"{_PARTS}/{name}")

    @property
    def _objects(self) -> bool:
        kinds = self.fs.protocol
        return "s3" in ((kinds,) if isinstance(kinds, str) else kinds)

    @property
    def _is_folder(self) -> bool:
        return bool(getattr(self.fs, "local_file", False))

    @property
    def _server(self) -> Any:
        return getattr(self.fs, "ftp", None)

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}" if self.root else path

    def _make(self, folder: str) -> None:
        if folder and folder not in self.folders:
            self._inside(f"{folder}/-")
            self.fs.makedirs(folder, exist_ok=True)
            self.folders.add(folder)

    def _inside(self, file: str) -> None:
        """A link in a folder may lead anywhere: nothing is written or removed there."""
        if self._is_folder:
            place = Path(file).parent
            if not place.resolve().is_relative_to(Path(self.root).resolve()):
                raise PermissionError(f"{place} leads out of the folder")

    def _sweep(self, folder: str) -> None:
        while folder:
            try:
                self.fs.rmdir(self._at(folder))
            except Exception:  # it holds something, mostly
                return
            self.folders.discard(self._at(folder))
            folder = folder.rpartition("/")[0]

    def _move(self, old: str, new: str) -> None:
        if self._is_folder:
            Path(old).replace(new)
        elif self._server is not None:
            self._rename(old, new)
        else:
            self.fs.mv(old, new)

    def _rename(self, old: str, new: str) -> None:
        """SFTP's own rename refuses an existing file; POSIX's, which not all servers know, takes its place
        in one step."""
        try:
            self._server.posix_rename(old, new)
        except OSError as error:
            if error.errno is not None or not self.fs.client.get_transport().is_active():
                raise
            aside = f"{old}.old"
            with contextlib.suppress(FileNotFoundError):
                self._server.rename(new, aside)
            try:
                self._server.rename(old, new)
            except OSError:
                with contextlib.suppress(OSError):
                    self._server.rename(aside, new)
                raise
            with contextlib.suppress(FileNotFoundError):
                self._server.remove(aside)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Problems:
            raise
        except Exception as error:  # every store's library has exceptions of its own
            raise Problems([_failed(self.url, error)]) from error


def open_target(url: str) -> Target:
    """The folder that ``url`` names. Raises Problems: DN860, DN861 (a package is missing), DN867 (a server
    whose key is not known)."""
    protocol = url.partition("://")[0].lower()
    # Never a password, whatever is in it that should have been written otherwise.
    shown = re.sub(r"//[^@:]*:.*@" if protocol in _SERVERS else "//[^/]*@", "//…@", url)
    try:
        fs, root = _opened(protocol, url)
    except ImportError as error:
        package = _EXTRAS.get(protocol, protocol)
        raise Problems([Diagnostic("DN861", None, {"url": shown, "package": package})]) from error
    except Problems:
        raise
    except Exception as error:
        raise Problems([_failed(shown, error)]) from error
    return Target(fs, str(root).rstrip("/"), shown)


def _opened(protocol: str, url: str) -> tuple[Any, str]:
    import fsspec  # type: ignore[import-untyped, unused-ignore]

    if protocol in _SERVERS:
        from desknote.stores.server import open_server

        return open_server(url)
    options = {"auto_mkdir": True} if protocol in ("file", "local") else {}
    opened: tuple[Any, str] = fsspec.core.url_to_fs(url, **options)
    return opened


def _failed(url: str, error: Exception) -> Diagnostic:
    reason = " ".join(str(error).split()).removeprefix("[Errno None] ")[:300] or type(error).__name__
    return Diagnostic("DN860", None, {"url": url, "reason": reason})
