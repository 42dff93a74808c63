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
    """Opens ``data:`` URIs, and files inside ``folders``; anything else raises Refused.

    ``refused`` keeps what was: the renderer passes over whatever goes wrong within a drawing.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._folders = tuple(f.resolve() for f in folders)
        self.refused: list[Refused] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Raises Refused."""
        if not self._allows(url):
            self.refused.append(Refused(url))
            raise self.refused[-1]
        return super().fetch(url, headers)

    def _allows(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return True
        if parts.scheme != "file" or parts.netloc:
            return False
        path = Path(unquote(parts.path)).resolve()
        return any(path.is_relative_to(folder) for folder in self._folders)
