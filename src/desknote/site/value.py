"""The site as a value: every file by its path, with media type and digest, and a manifest of them."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from desknote import __version__
from desknote.records import dataclass

MANIFEST = "site.json"
"""The manifest's name in the site's own folder."""
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "epub": "application/epub+zip",
    "zip": "application/zip",
}
_FEEDS = {
    "feed.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def media_type(path: str) -> str:
    """The media type of a file by its name."""
    name = path.rpartition("/")[2]
    return _FEEDS.get(name) or _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file: its bytes, or the file on disk that holds them. ``fixed``: its name stands for its content,
    so that it may be kept for ever."""

    content: bytes | Path
    sha256: str
    size: int
    media: str
    fixed: bool = False

    def read(self) -> bytes:
        """The bytes. Raises OSError, as well where they are not those that were looked at before."""
        if isinstance(self.content, bytes):
            return self.content
        content = self.content.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self.content))
        return content


def made(path: str, content: bytes, fixed: bool = False) -> SiteFile:
    """A file with the bytes ``content``."""
    return SiteFile(content, hashlib.sha256(content).hexdigest(), len(content), media_type(path), fixed)


def kept(path: str, file: Path, sha256: str, size: int, fixed: bool = False) -> SiteFile:
    """A file whose bytes are on disk and known by their digest."""
    return SiteFile(file, sha256, size, media_type(path), fixed)


def is_whole(file: Path, sha256: str, size: int) -> bool:
    """Whether a file that was kept is there as it was made."""
    try:
        return file.stat().st_size == size and hashlib.sha256(file.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Site:
    """The whole site. ``drafts``: it shows unreleased notes and is not for the public."""

    files: Mapping[str, SiteFile] = field(default_factory=dict)
    drafts: bool = False
    base_url: str = ""

    def in_order(self) -> Iterator[tuple[str, SiteFile]]:
        """The files in the order in which to put them up: what pages need comes before the pages,
        pages of notes before the lists that link to them, the home page last."""
        yield from sorted(self.files.items(), key=lambda item: (_turn(*item), item[0]))

    def manifest(self) -> bytes:
        """Every file with its digest, size and type, as JSON: what a store compares and sends."""
        rows = ",\n".join(
            f"  {json.dumps(path, ensure_ascii=False)}: {json.dumps(_row(file))}"
            for path, file in sorted(self.files.items())
        )
        whole = {
            "site": 1,
            "generator": f"desknote {__version__}",
            "drafts": self.drafts,
            "base_url": self.base_url,
        }
        head = json.dumps(whole, ensure_ascii=False, indent=1).removesuffix("\n}")
        return f'{head},\n "files": {{\n{rows}\n }}\n}}\n'.encode()


def _row(file: SiteFile) -> dict[str, str | int | bool]:
    row: dict[str, str | int | bool] = {"sha256": file.sha256, "bytes": file.size, "type": file.media}
    return {**row, "immutable": True} if file.fixed else row


def _turn(path: str, file: SiteFile) -> int:
    """When a file is put up: what others name comes first."""
    if file.fixed:
        return 0
    if path == "index.html":
        return 5
    if path.startswith("notes/"):
        return 2 if path.endswith((".html", ".json")) else 1
    if path.endswith((".html", ".json")):
        return 3
    return 4 if path.endswith((".xml", ".txt")) else 1
