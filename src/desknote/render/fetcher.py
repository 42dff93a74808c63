"""What a page may open while it is rendered: the files it was given and data URIs, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class Refused(FatalURLFetchingError):  # type: ignore[misc]
    """A page asked for something outside; rendering stops. ``url`` says what."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url if len(url) <= 120 else url[:117] + "…"


class LocalFetcher(URLFetcher):  # type: ignore[misc]
    """Opens ``data:`` URIs, and files inside ``folders``; anything else raises Refused."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._folders = tuple(f.resolve() for f in folders)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Raises Refused."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file" or parts.netloc:
            raise Refused(url)
        path = Path(unquote(parts.path)).resolve()
        if not any(path.is_relative_to(folder) for folder in self._folders):
            raise Refused(url)
        return super().fetch(url, headers)
