"""The preview's server: a page for the user's own browser on this machine, and for nobody else.

Every address begins with a secret word, made anew at each start. The host that a request names must
be this machine's loopback, so that no page from elsewhere can reach it by a name of its own (DNS
rebinding); requests that change something must not come from another page. Nothing may be read across
origins, and files come from three places only: the preview's own page, the notes' outputs and the fonts
prepared for them.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from importlib.resources import files as resources
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from desknote.diagnostics import Span
from desknote.preview.aside import aside
from desknote.preview.editor import Editor
from desknote.preview.findings import excerpt
from desknote.preview.raster import Raster
from desknote.preview.session import Session, relative
from desknote.preview.state import NoteState
from desknote.preview.words import words
from desknote.resident import BEAT, LARGEST, Wish, read_wish

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_BEAT = 15.0
"""Seconds between signs of life on an open stream."""
_LARGEST = 4096
"""Bytes of a request."""

_SHELL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A note's page may come from anybody's templates: it runs no script and reaches nothing.
_NOTE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
_FOREVER = {"cache-control": "private, max-age=31536000, immutable"}


class Guard:
    """Lets in what comes from this machine's own browser or tools."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if not _ours(host):
            await PlainTextResponse("this preview answers to localhost only\n", 421)(scope, receive, send)
            return
        origin = headers.get("origin")
        if (origin is not None and origin != f"http://{host}") or headers.get("sec-fetch-site") in (
            "cross-site",
            "same-site",
        ):
            # Following a link from elsewhere is no request of another page's.
            if scope["method"] != "GET" or headers.get("sec-fetch-mode") != "navigate":
                await PlainTextResponse("not from another page\n", 403)(scope, receive, send)
                return

        async def sealed(message: Any) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in _ALWAYS.items() if k.encode() not in given),
                ]
            await send(message)

        await self._app(scope, receive, sealed)


def _ours(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


class Preview:
    """The addresses of one session."""

    def __init__(self, session: Session, editor: Editor | None, identity: str = "") -> None:
        self._session, self._editor, self._identity = session, editor, identity
        self._raster = Raster()
        self.token = secrets.token_urlsafe(18)
        self.stopping = asyncio.Event()

    def app(self) -> ASGIApp:
        """The ASGI application."""
        note = "/notes/{slug}"
        routes = [
            Route("/", self.shell),
            Route("/static/{name}", self.static),
            Route("/state", self.state),
            Route("/events", self.events),
            Route(note + "/page.html", self.page),
            Route(note + "/boxes", self.boxes),
            Route(note + "/note.pdf", self.pdf),
            Route(note + "/pages/{digest}.png", self.picture),
            Route("/fonts/{name}", self.font),
            Route("/source", self.source),
            Route("/cursor", self.cursor, methods=["POST"]),
            Route("/open", self.open, methods=["POST"]),
            Route("/build", self.build, methods=["POST"]),
        ]
        return Guard(Starlette(routes=[Mount(f"/{self.token}", routes=routes)]))

    # --- the page itself

    async def shell(self, _: Request) -> Response:
        return self._own("index.html")

    async def static(self, request: Request) -> Response:
        return self._own(request.path_params["name"])

    def _own(self, name: str) -> Response:
        folder = resources("desknote.preview") / "static"
        there = {item.name: item for item in folder.iterdir()}
        kind = _KINDS.get("." + name.rpartition(".")[2])
        if name not in there or kind is None:
            raise HTTPException(404)
        headers = {"content-security-policy": _SHELL}
        return Response(there[name].read_bytes(), media_type=kind, headers=headers)

    async def state(self, _: Request) -> Response:
        session = self._session
        return JSONResponse(
            {
                "words": words(session.lang),
                "lang": session.lang,
                "editor": self._editor is not None,
                "root": session.workspace.root.as_posix(),
                "notes": [state.summary() for state in session.notes.values()],
            }
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events: ``notes``, ``note`` and ``cursor``, each with JSON."""
        stream = self._stream(request.query_params.get("note", ""))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _stream(self, slug: str) -> AsyncIterator[str]:
        subscriber = self._session.subscribe(slug)
        stopping = asyncio.ensure_future(self.stopping.wait())
        news = asyncio.ensure_future(subscriber.take())
        try:
            yield "retry: 800\n\n"
            while not stopping.done():
                await asyncio.wait((news, stopping), timeout=_BEAT, return_when=asyncio.FIRST_COMPLETED)
                if not news.done():
                    yield ": still here\n\n"
                    continue
                for kind, data in news.result().items():
                    yield f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
                news = asyncio.ensure_future(subscriber.take())
        finally:
            stopping.cancel()
            news.cancel()
            self._session.unsubscribe(subscriber)

    # --- a note

    def _note(self, request: Request) -> NoteState:
        state = self._session.notes.get(request.path_params["slug"])
        if state is None:
            raise HTTPException(404)
        return state

    async def page(self, request: Request) -> Response:
        page = self._note(request).page
        if page is None:
            raise HTTPException(404)
        headers = {"content-security-policy": _NOTE, "x-digest": page.digest}
        return Response(page.html, media_type="text/html", headers=headers)

    async def boxes(self, request: Request) -> Response:
        """For each page the boxes that know where they come from: x, y, width, height, ``file:line``."""
        pages = self._note(request).pages
        return JSONResponse([[[b.x, b.y, b.width, b.height, b.source] for b in p.boxes] for p in pages])

    async def pdf(self, request: Request) -> Response:
        state = self._note(request)
        if not state.pdf:
            raise HTTPException(404)
        # Chromium shows no PDF in a page whose policy forbids it a frame.
        headers = {"content-disposition": "inline; filename=note.pdf"}
        return Response(state.pdf, media_type="application/pdf", headers=headers)

    async def picture(self, request: Request) -> Response:
        state, digest = self._note(request), request.path_params["digest"]
        index = next((i for i, page in enumerate(state.pages) if page.digest == digest), None)
        width = request.query_params.get("w", "")
        if index is None or not (width.isascii() and width.isdigit() and len(width) <= 5):
            raise HTTPException(404)
        draw = self._raster.picture
        png = await aside(draw, state.pdf, state.pdf_name, index, digest, int(width))
        return Response(png, media_type="image/png", headers=_FOREVER)

    async def font(self, request: Request) -> Response:
        name = request.path_params["name"]
        pages = (state.page for state in self._session.notes.values() if state.page is not None)
        path = next((page.fonts[name] for page in pages if name in page.fonts), None)
        try:
            content = path.read_bytes() if path is not None else None
        except OSError:
            content = None
        if content is None:
            raise HTTPException(404)
        return Response(content, media_type="font/ttf", headers=_FOREVER)

    # --- the source

    async def source(self, request: Request) -> Response:
        """The lines around a place."""
        place = _place(request.query_params.get("at", ""))
        name = relative(self._session.workspace, place[0]) if place else None
        if place is None or name is None:
            raise HTTPException(404)
        lines = excerpt(self._session.workspace, Span(name, place[1], 1, place[1] + 1, 1))
        path = self._session.workspace.root / name
        return JSONResponse({"file": name, "line": place[1], "path": path.as_posix(), "excerpt": lines})

    async def cursor(self, request: Request) -> Response:
        """``file:line``: where an editor's cursor stands."""
        name, line = await self._posted(request)
        self._session.point_at(name, line)
        return Response(status_code=204)

    async def open(self, request: Request) -> Response:
        """``file:line``: to be opened in the editor that is configured."""
        name, line = await self._posted(request)
        if self._editor is None:
            raise HTTPException(409)
        started = self._editor.start(self._session.workspace.root / name, line)
        return Response(status_code=204 if started else 502)

    async def build(self, request: Request) -> Response:
        """A ``desknote build`` of the same user hands its work over (see :mod:`desknote.resident`)."""
        try:
            wish = read_wish(await self._body(request, LARGEST))
        except (ValueError, RecursionError):
            raise HTTPException(400) from None
        workspace = self._session.workspace
        if request.headers.get("x-desknote") != "build" or wish.root != workspace.root.as_posix():
            raise HTTPException(403)
        if (
            not self._identity
            or wish.identity != self._identity
            or not set(wish.slugs) <= set(workspace.slugs())
        ):
            raise HTTPException(409)
        return StreamingResponse(self._building(wish), media_type="text/plain")

    async def _building(self, wish: Wish) -> AsyncIterator[str]:
        for slug in wish.slugs:
            work = asyncio.ensure_future(self._session.build(slug, wish.targets, wish.force))
            try:
                while not work.done():
                    yield f"beat {self._session.steps}\n"
                    await asyncio.wait((work,), timeout=BEAT)
            finally:
                work.cancel()
            if not work.result():
                yield f"failed {slug}\n"
                return
            yield f"done {slug}\n"

    async def _body(self, request: Request, most: int) -> bytes:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > most:
                raise HTTPException(413)
        return body

    async def _posted(self, request: Request) -> tuple[str, int]:
        body = await self._body(request, _LARGEST)
        place = _place(body.decode("utf-8", "replace").strip())
        name = relative(self._session.workspace, place[0]) if place else None
        if place is None or name is None:
            raise HTTPException(404)
        return name, place[1]


def _place(text: str) -> tuple[str, int] | None:
    """``file:line`` (``file:line:column``) taken apart."""
    parts = text.split(":")
    numbers: list[str] = []
    while len(parts) > 1 and parts[-1].isascii() and parts[-1].isdigit() and len(numbers) < 2:
        numbers.insert(0, parts.pop())
    if not numbers or len(numbers[0]) > 9 or "\0" in text:
        return None
    return ":".join(parts), max(1, int(numbers[0]))
