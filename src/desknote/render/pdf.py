"""HTML to PDF: layout and writing, with what went wrong on the page as diagnostics."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desknote.compose.page import Hints
from desknote.diagnostics import Diagnostic, Problems, Severity, Span
from desknote.records import dataclass
from desknote.render.embedded import Embedded, embed
from desknote.render.front import Unsettled, front_page, hints_of
from desknote.render.geometry import overflows
from desknote.render.slim import slim
from desknote.render.streams import Packed, compress_once
from desknote.render.tagging import tidy

if TYPE_CHECKING:
    from desknote.render.fetcher import LocalFetcher
    from desknote.render.kept import Kept

# Messages about what WeasyPrint passes over on purpose (properties for the web only, and the like).
_HARMLESS = ("Ignored `text-autospace", "Ignored `text-spacing-trim", "Step 6")
# A drawing that is not on the page: it is told of when the page has been written, and goes no further.
_LOST = ("Failed to render SVG image",)
_TYPES = 3
"""Sets of fonts that stay loaded: one a language."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document whose pages are laid out. ``hints`` asks for another composition, see ``Hints``."""

    document: Any
    pages: int
    hints: Hints
    diagnostics: tuple[Diagnostic, ...]
    file: str
    fetcher: LocalFetcher
    stamp: Mapping[str, str] = field(default_factory=dict)
    """Further entries of the PDF's information dictionary."""
    carries: tuple[Embedded, ...] = ()
    """Files that the PDF carries."""


@dataclass(frozen=True, slots=True)
class _Type:
    """Fonts as WeasyPrint has loaded them, and what is kept of documents that were set in them."""

    fonts: Any
    kept: Kept


class Press:
    """Prints pages; keeps loaded fonts, stylesheets and styles from one note to the next."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._types: dict[str, _Type] = {}
        self._packed = Packed()

    def lay_out(
        self, html: str, fonts_key: str, file: str, settled: Callable[[Hints], bool] | None = None
    ) -> Laid:
        """The pages of ``html``. ``file`` is the note's, for diagnostics.

        ``hints`` says what another composition would do better: see ``Hints``. Where ``settled`` is not
        content with those of the front page the rest is not laid out, and there is no ``document``.
        Raises Problems (DN701: the page asks for something outside; DN703: a library is missing).
        """
        weasyprint = renderer()
        from desknote.render.fetcher import LocalFetcher
        from desknote.render.lines import chinese_lines

        type_ = self._type(weasyprint, fonts_key)
        messages: list[str] = []
        fetcher = LocalFetcher(self._folders)
        with (
            _listening(messages),
            chinese_lines(),
            type_.kept.laying_out(),
            _nothing_from_outside(fetcher, file),
        ):
            source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None)
            try:
                with front_page(settled) if settled is not None else contextlib.nullcontext():
                    document = source.render(font_config=type_.fonts)
            except Unsettled as unsettled:
                return Laid(None, 0, unsettled.hints, (), file, fetcher)
        if messages:
            type_.kept.forget()
        pages, hints = document.pages, hints_of(document.pages)
        found = [_message(m, file) for m in dict.fromkeys(messages)]
        return Laid(document, len(pages), hints, (*found, *overflows(pages, file)), file, fetcher)

    def _type(self, weasyprint: Any, fonts_key: str) -> _Type:
        """The loaded fonts for which ``fonts_key`` stands."""
        from desknote.render.kept import Kept

        found = self._types.pop(fonts_key, None)
        if found is None:
            found = _Type(weasyprint.text.fonts.FontConfiguration(), Kept())
        self._types[fonts_key] = found
        while len(self._types) > _TYPES:
            del self._types[next(iter(self._types))]
        return found

    def write(self, laid: Laid, identifier: bytes | None = None, standard: str = "") -> bytes:
        """The PDF's bytes. ``identifier`` makes the file's ID reproducible.

        ``standard`` is ``pdf/a-3b`` or ``pdf/ua-1`` for a file that keeps to it, see
        ``desknote.render.standards``.
        Raises Problems: pictures within drawings and attachments are opened here (DN701), and
        drawings are drawn (DN702).
        """
        from desknote.render.lines import chinese_lines
        from desknote.render.tagging import hidden_aside

        messages: list[str] = []
        with (
            _listening(messages),
            chinese_lines(),
            hidden_aside(),
            _nothing_from_outside(laid.fetcher, laid.file),
        ):
            # A copy: what one writing adds (fonts, a colour profile) is not the next one's.
            document = laid.document.copy()
            document.color_profiles = dict(document.color_profiles)
            pdf: bytes = document.write_pdf(
                pdf_identifier=identifier,
                pdf_tags=True,
                pdf_variant=standard or None,
                finisher=lambda _, made: self._finished(made, laid, standard),
            )
        failed = [_message(m, laid.file, "error") for m in messages if m.startswith(_LOST)]
        if failed:
            raise Problems(failed)
        return pdf

    def _finished(self, pdf: Any, laid: Laid, standard: str) -> None:
        import pydyf  # type: ignore[import-untyped, unused-ignore]

        for name, value in laid.stamp.items():
            pdf.info[name] = pydyf.String(value)
        tidy(pdf, laid.document)
        slim(pdf)
        embed(pdf, laid.carries)
        if standard:
            from desknote.render.standards import conform

            conform(pdf, laid.document, standard)
        self.finish(pdf)

    def finish(self, pdf: Any) -> None:
        """Called with the ``pydyf.PDF`` that is about to be written."""
        compress_once(pdf, self._packed)


def renderer() -> Any:
    """WeasyPrint, loaded at the first call. Raises Problems (DN703: a library is missing)."""
    from desknote.render.bindings import kept_declarations

    try:
        # Where a library is missing WeasyPrint prints advice of its own before it fails.
        with kept_declarations(), redirect_stdout(StringIO()):
            import weasyprint
            import weasyprint.text.fonts
    except OSError as error:  # cffi names the library that it cannot open
        reason = str(error).split("\n")[0][:200]
        raise Problems([Diagnostic("DN703", None, {"reason": reason})]) from error
    return weasyprint


def engine() -> str:
    """The renderer and its version."""
    return f"WeasyPrint {renderer().__version__}"


def _message(text: str, file: str, severity: Severity | None = None) -> Diagnostic:
    """What the renderer says, addresses of pictures cut short: they may hold the whole picture."""
    short = re.sub(r"(data:[^\s'\"]{20})[^\s'\"]+", r"\1…", text)
    return Diagnostic("DN702", Span.point(file), {"message": short}, severity=severity)


@contextmanager
def _nothing_from_outside(fetcher: LocalFetcher, file: str) -> Iterator[None]:
    """Raises Problems (DN701) where a page of the note ``file`` asked for something outside."""
    from desknote.render.fetcher import Refused

    with contextlib.suppress(Refused):
        yield
    if fetcher.refused:
        urls = dict.fromkeys(refused.url for refused in fetcher.refused)
        raise Problems([Diagnostic("DN701", Span.point(file), {"url": url}) for url in urls])


@contextmanager
def _listening(messages: list[str]) -> Iterator[None]:
    """Gather what WeasyPrint logs while the block runs."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING and not record.getMessage().startswith(_HARMLESS):
                messages.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    ear, kept, propagate = Ear(), logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [ear], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = kept, propagate
