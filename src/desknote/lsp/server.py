"""The server itself: what a client asks is answered from the desk, and findings follow what is typed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from desknote import __version__
from desknote.diagnostics import Diagnostic, Edit, Fix
from desknote.edits import clash
from desknote.files import read_file
from desknote.fixes import fixes_for
from desknote.lsp import convert
from desknote.lsp.complete import complete
from desknote.lsp.convert import Units
from desknote.lsp.define import define
from desknote.lsp.desk import Desk, View
from desknote.lsp.hover import hover
from desknote.report import UiLang

DELAY = 0.2
"""Seconds after the last key before the files are checked."""
FIX_ALL = types.CodeActionKind(types.CodeActionKind.SourceFixAll.value)


class Server(LanguageServer):
    """desknote's language server. ``ui_lang`` is None where the client's language decides."""

    def __init__(self, ui_lang: UiLang | None = None, delay: float = DELAY) -> None:
        super().__init__("desknote", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.fixed_lang = ui_lang
        self.delay = delay
        self.desk = Desk(ui_lang or "en")
        self.found: dict[Path, list[Diagnostic]] = {}
        self.shown: set[Path] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._checking = False
        self._again = False

    # --- files

    def units(self, path: Path) -> Units:
        """The units of a file's text, open or on disk."""
        text = self.desk.texts.get(path)
        if text is None:
            try:
                text = read_file(path).decode("utf-8-sig", "replace")
            except OSError:
                text = ""
        return Units(
            text, str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        )

    def view(self, uri: str) -> View | None:
        """The open file at ``uri`` and what surrounds it."""
        path = path_of(uri)
        return self.desk.view(path) if path is not None else None

    def changed(self, uri: str, text: str | None) -> None:
        """A file was opened, changed or (``text`` None) closed."""
        path = path_of(uri)
        if path is None:
            return
        if text is None:
            self.desk.drop(path)
        else:
            self.desk.put(path, text)
        self.check_soon()

    # --- findings

    def check_soon(self) -> None:
        """Check the open files once nothing has happened for a moment."""
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self.delay, lambda: loop.create_task(self._check()))

    async def _check(self) -> None:
        if self._checking:
            self._again = True
            return
        self._checking = True
        try:
            texts = dict(self.desk.texts)
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(None, self.desk.findings, texts)
            if texts == self.desk.texts:
                self._show(found)
            else:
                self._again = True
            await loop.run_in_executor(None, self._warm)
        except Exception as error:  # a mistake of desknote's own must not end the session
            text = f"desknote: {type(error).__name__}: {error}"
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, text))
        finally:
            self._checking = False
            if self._again:
                self._again = False
                self.check_soon()

    def _warm(self) -> None:
        """Have ready what the first question would wait for."""
        for path in list(self.desk.texts):
            self.desk.view(path)

    def _show(self, found: dict[Path, list[Diagnostic]]) -> None:
        self.found = found
        here = {path for path, some in found.items() if some or path in self.desk.texts}
        for path in sorted(here | self.shown):
            units = self.units(path)
            shown = [convert.diagnostic(d, units, self.desk.ui_lang) for d in found.get(path, ())]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(path.as_uri(), shown))
        self.shown = here

    # --- fixes

    def actions(self, uri: str, asked: types.Range, only: Iterable[str] | None) -> list[types.CodeAction]:
        """The fixes of what is found within ``asked``, and all certain ones of the file at once."""
        path = path_of(uri)
        text = self.desk.texts.get(path) if path is not None else None
        if path is None or text is None:
            return []
        units = self.units(path)
        made: list[types.CodeAction] = []
        certain: list[Edit] = []
        for diagnostic in self.found.get(path, ()):
            shown = convert.diagnostic(diagnostic, units, self.desk.ui_lang)
            fixes = fixes_for(diagnostic, text)
            if _touch(shown.range, asked):
                made += [self._action(fix, uri, units, shown) for fix in fixes]
            first = next((fix for fix in fixes if fix.certain), None)
            if first is not None and not clash(text, first.edits, certain):
                certain += first.edits
        if certain:
            title = "修复所有确定无疑的问题" if self.desk.ui_lang == "zh" else "Mend all that is certain"
            edit = types.WorkspaceEdit({uri: convert.text_edits(certain, units)})
            made.append(types.CodeAction(title, kind=FIX_ALL, edit=edit))
        wanted = list(only or ())
        return [
            a
            for a in made
            if not wanted or any(str(getattr(a.kind, "value", a.kind)).startswith(w) for w in wanted)
        ]

    def _action(self, fix: Fix, uri: str, units: Units, shown: types.Diagnostic) -> types.CodeAction:
        title = fix.zh if self.desk.ui_lang == "zh" else fix.en
        return types.CodeAction(
            title[:1].upper() + title[1:],
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=fix.certain,
            edit=types.WorkspaceEdit({uri: convert.text_edits(fix.edits, units)}),
        )


def _touch(one: types.Range, other: types.Range) -> bool:
    return (one.start.line, one.start.character) <= (other.end.line, other.end.character) and (
        other.start.line,
        other.start.character,
    ) <= (one.end.line, one.end.character)


def path_of(uri: str) -> Path | None:
    """The file that a client's ``uri`` names; nothing for what is no file."""
    name = to_fs_path(uri) if uri.startswith("file:") else None
    try:
        return Path(name).resolve() if name else None
    except (OSError, ValueError, RuntimeError):
        return None


def make_server(ui_lang: UiLang | None = None, delay: float = DELAY) -> Server:
    """A server with all that it answers."""
    server = Server(ui_lang, delay)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        options = params.initialization_options
        wish = options.get("uiLang") if isinstance(options, dict) else None
        locale = wish or params.locale or os.environ.get("LANG", "")
        if server.fixed_lang is None or wish:
            server.desk.ui_lang = "zh" if str(locale).lower().startswith("zh") else "en"

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = server.workspace.get_text_document(params.text_document.uri)
        server.changed(params.text_document.uri, document.source)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.changed(params.text_document.uri, None)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.check_soon()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_disk(params: types.DidChangeWatchedFilesParams) -> None:
        server.check_soon()

    triggers = [":", " ", "@", "{", ".", "-", "|", "'", '"', "["]

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=triggers))
    def completion(params: types.CompletionParams) -> types.CompletionList:
        view = server.view(params.text_document.uri)
        if view is None:
            return types.CompletionList(False, [])
        units = server.units(view.path)
        row = params.position.line
        offers = complete(view, row, units.column(row, params.position.character))
        return types.CompletionList(False, [convert.completion(item, row, units) for item in offers])

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        view = server.view(params.text_document.uri)
        if view is None:
            return None
        units = server.units(view.path)
        row = params.position.line
        said = hover(view, row, units.column(row, params.position.character))
        if said is None:
            return None
        text, thing = said
        return types.Hover(convert.markdown(text), units.columns(thing.row, thing.start, thing.end))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def defined(params: types.DefinitionParams) -> types.Location | None:
        view = server.view(params.text_document.uri)
        if view is None:
            return None
        row = params.position.line
        target = define(view, row, server.units(view.path).column(row, params.position.character))
        if target is None:
            return None
        path, span = target
        return types.Location(path.as_uri(), server.units(path).range(span))

    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        only = params.context.only
        wanted = [str(getattr(kind, "value", kind)) for kind in only] if only else None
        return server.actions(params.text_document.uri, params.range, wanted)

    return server


def run(ui_lang: UiLang | None = None) -> None:
    """Serve the client on standard input and output until it goes."""
    make_server(ui_lang).start_io()
