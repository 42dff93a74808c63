"""Markdown bodies to HTML: references become links, ``@exhibit:ID`` paragraphs become exhibits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from desknote.compose.emphasis import cjk_emphasis
from desknote.markup import PLACED, REFERENCE
from desknote.patterns import regex
from desknote.spacing import fold_space, gap_between, joined, spaced

_FOLD = regex(r"\s*\n\s*")
_PLACING = regex(r"\s*@exhibit:[A-Za-z0-9][A-Za-z0-9._-]*(\s+@exhibit:[A-Za-z0-9][A-Za-z0-9._-]*)*\s*\Z")
PLACED_HERE = "placed_exhibits"
"""The type of the token that stands where exhibits are placed."""
_TRACED = {"paragraph_open", "heading_open", "list_item_open", "blockquote_open", "tr_open"}

References = Mapping[str, tuple[str, str]]
Place = Callable[[Sequence[Sequence[str]]], str]


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Raw HTML stays text; links are limited to schemes markdown-it knows to be safe; there are no images:
    # a picture is an exhibit.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": False, "typographer": False})
    parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    parser.validateLink = _safe_link  # type: ignore[method-assign]
    return parser.use(cjk_emphasis)


def _safe_link(url: str) -> bool:
    return bool(re.match(r"(https?://|mailto:|#)", url.strip(), re.IGNORECASE))


def markdown(
    text: str, references: References, place: Place, *, shift: int = 2, sources: Sequence[str] = ()
) -> Markup:
    """``text`` as HTML blocks. ``shift`` is the level of the heading above it; ``place`` gives exhibits.

    ``sources`` say where each line of ``text`` was written; each block tells so in ``data-src``.
    """
    parser = _parser()
    tokens = parsed(text, references)
    for token in tokens:
        if token.type == PLACED_HERE:
            token.type, token.content = "html_block", place(token.meta["paragraphs"])
        if token.type in _TRACED and token.map is not None and token.map[0] < len(sources):
            token.attrSet("data-src", sources[token.map[0]])
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    renderer: RendererHTML = parser.renderer  # type: ignore[assignment]
    return Markup(renderer.render(tokens, parser.options, {}))


def parsed(text: str, references: References) -> list[Token]:
    """The tokens of ``text``: spaces set right, references resolved.

    Where exhibits are placed stands a token of the type ``PLACED_HERE``, whose meta ``paragraphs`` lists
    their ids, a list a paragraph. A reference is an ``html_inline`` whose meta has its ``label``.
    """
    tokens = _parser().parse(text)
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if placed := _placed_at(tokens, index):
            out.append(Token(PLACED_HERE, "", 0, meta={"paragraphs": placed}))
            index += 3 * len(placed)
            continue
        if token.type == "inline" and token.children is not None:
            token.children = _inline(token.children, references)
        out.append(token)
        index += 1
    return out


def parsed_line(text: str, references: References) -> list[Token]:
    """The inline tokens of one line of Markdown, as :func:`parsed` gives those of blocks."""
    tokens = _parser().parseInline(_FOLD.sub("\n", text))
    return _inline(tokens[0].children or [], references)


def _placed_at(tokens: Sequence[Token], index: int) -> list[list[str]]:
    """The exhibits placed by the run of paragraphs that begins here, a list a paragraph."""
    found: list[list[str]] = []
    while (
        index + 2 < len(tokens)
        and tokens[index].type == "paragraph_open"
        and _PLACING.match(tokens[index + 1].content)
    ):
        found.append(PLACED.findall(tokens[index + 1].content))
        index += 3
    return found


def placed_in(text: str) -> list[list[str]]:
    """The exhibits that a Markdown text places, a list a paragraph."""
    tokens = _parser().parse(text)
    return [ids for i in range(len(tokens)) if (ids := (_placed_at(tokens, i) or [[]])[0])]


def inline(text: str, references: References | None = None) -> Markup:
    """One line of Markdown (a heading, a title) as HTML without a block around it."""
    parser = _parser()
    renderer: RendererHTML = parser.renderer  # type: ignore[assignment]
    return Markup(renderer.renderInline(parsed_line(text, references or {}), parser.options, {}))


def plain(text: str) -> str:
    """``text`` without Markdown's marks: for metadata and the outline."""
    pieces = parsed_line(text, {})
    return spaced("".join(t.content for t in pieces if t.type in ("text", "code_inline"))).strip()


def blocks(text: str, references: References) -> list[tuple[str, str]]:
    """``text`` as readers see it, without marks: the kind and the text of each block, in order.

    Kinds are those of ``desknote.editions.TextBlock``. An address behind a link follows it in brackets.
    """
    tokens = _parser().parse(text)
    found: list[tuple[str, str]] = []
    inside: list[str] = []
    cells: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if placed := _placed_at(tokens, index):
            found += [("exhibit", name) for names in placed for name in names]
            index += 3 * len(placed)
            continue
        if token.type == "inline":
            shown = _said(_inline(token.children or [], references))
            if {"th", "td"} & set(inside[-1:]):
                cells.append(shown)
            else:
                found.append((_kind(inside), shown))
        elif token.type in ("fence", "code_block"):
            found.append(("code", token.content.rstrip("\n")))
        elif token.nesting > 0:
            inside.append(token.tag)
        elif token.nesting < 0:
            inside.pop()
            if token.type == "tr_close":
                found.append(("row", "\t".join(cells)))
                cells = []
        index += 1
    return [(kind, said) for kind, said in found if said.strip()]


def _kind(inside: Sequence[str]) -> str:
    if inside and inside[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading"
    return "item" if "li" in inside else "quote" if "blockquote" in inside else "text"


def _said(pieces: Sequence[Token]) -> str:
    """The text of a line's tokens, the addresses of links in brackets behind them."""
    said, address, start = "", "", 0
    for piece in pieces:
        if piece.type in ("text", "code_inline"):
            said += piece.content
        elif piece.type == "html_inline":
            said += str(piece.meta.get("label", ""))
        elif piece.type == "hardbreak":
            said += " "
        elif piece.type == "link_open":
            address, start = str(piece.attrs.get("href", "")), len(said)
        elif piece.type == "link_close" and address.removeprefix("mailto:") != said[start:]:
            said += f" ({address})"
    return said.strip()


def _inline(children: list[Token], references: References) -> list[Token]:
    """Spaces set right within and across the tokens of a line, references linked."""
    out: list[Token] = []
    last = ""
    said: Token | None = None  # the text that ``last`` is of
    for position, token in enumerate(children):
        if token.type == "softbreak":
            following = next((t.content for t in children[position + 1 :] if t.content), "")
            space = Token("text", "", 0)
            space.content = fold_space(last, following)
            out.append(space)
            last = last if not space.content else " "
            continue
        if token.type != "text":
            out.append(token)
            if token.content:
                last, said = token.content, None
            elif token.type == "hardbreak":
                last = ""
            continue
        for piece in _linked(token.content, references):
            if piece.type == "text":
                before, piece.content = joined(last, spaced(piece.content))
                if before != last and said is not None:
                    said.content, last = before, before
            said = piece if piece.type == "text" else None
            shown = piece.content if piece.type == "text" else str(piece.meta.get("label", ""))
            if gap_between(last, shown):
                gap = Token("text", "", 0)
                gap.content = " "
                out.append(gap)
            out.append(piece)
            last = shown or last
    return out


def _linked(text: str, references: References) -> list[Token]:
    pieces: list[Token] = []
    done = 0
    for match in REFERENCE.finditer(text):
        if match[1] not in references:
            continue
        anchor, label = references[match[1]]
        pieces += [_text(text[done : match.start()])] if match.start() > done else []
        link = Token("html_inline", "", 0)
        link.content = f'<a class="ref" href="#{escape(anchor)}">{escape(label)}</a>'
        link.meta = {"label": label}
        pieces.append(link)
        done = match.end()
    return [*pieces, _text(text[done:])] if done < len(text) else pieces


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
