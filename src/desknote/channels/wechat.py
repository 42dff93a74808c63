"""``wechat``: the note as a WeChat article: styles in the elements, no classes, ids, links or scripts.

The editor keeps what stands here: sections, paragraphs, headings of lower rank, lists, tables and
pictures, each with its ``style``. Links to other sites do not work in articles: they become notes.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from desknote.channels.inlining import inlined
from desknote.channels.materials import Materials
from desknote.channels.outline import description
from desknote.channels.page import Shown, page
from desknote.channels.page import inline as html_of
from desknote.channels.parts import Line
from desknote.channels.pictures import charts
from desknote.channels.registry import Channel, Made
from desknote.channels.state import marked_title
from desknote.channels.words import say
from desknote.compose.markdown import plain
from desknote.render.web import tidy

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH_MM, PIXELS = 92.0, 1080
"""A chart's width as drawn, for a phone, and in the file."""
LONGEST = 120
"""Characters of an article's digest."""
_TEXT = ("section", "p", "span", "strong", "em", "s", "br", "hr", "sup", "code", "pre", "blockquote", "img")
_BLOCKS = ("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td")
TAGS = frozenset((*_TEXT, *_BLOCKS))
ATTRIBUTES = frozenset(("style", "src", "alt", "colspan", "rowspan", "start"))
_VOID = ("br", "hr", "img")
_UNSEEN = ("head", "style", "script", "title")


def make(materials: Materials, channel: Channel) -> Made:
    """``note.wechat.html`` and a folder of pictures beside it. Raises Problems."""
    note = materials.note
    folder = next(f for f in channel.files if f.endswith("/"))
    pictures = charts(materials, WIDTH_MM, PIXELS)
    shown = {name: Shown(f"{folder}{name}.png", PIXELS, materials.drawings[name].alt) for name in pictures}
    links = _Links()
    template = str(channel.settings.get("template", "wechat/note.html.j2"))
    html = page(
        materials,
        template,
        "wechat",
        pictures=shown,
        inline=links.inline,
        links=links.found,
        links_title=say("links", note.lang),
    )
    article = kept(inlined(html, keep_media=False))
    title = escape(marked_title(note, plain(str(note.title))))
    digest = description(note)
    digest = digest if len(digest) <= LONGEST else digest[: LONGEST - 1] + "…"
    document = (
        f'<!doctype html>\n<html lang="{note.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<meta name="description" content="{escape(digest)}">\n'
        f"</head>\n<body>\n{article}\n</body>\n</html>\n"
    )
    files = {channel.files[0]: tidy(document).encode()}
    files |= {f"{folder}{name}.png": picture.content for name, picture in pictures.items()}
    return Made(files)


class _Links:
    """Gathers addresses; a link is its words with a number behind them."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def inline(self, line: Line) -> Markup:
        """A line as HTML without links."""
        from markupsafe import Markup

        out = Markup("")
        for run in line:
            address = run.link if not run.link.startswith("#") else ""
            out += html_of((replace(run, link=""),))
            if address and address.removeprefix("mailto:") != run.text:
                if address not in self.found:
                    self.found.append(address)
                out += Markup("<sup>[{}]</sup>").format(self.found.index(address) + 1)
        return out


def kept(html: str) -> str:
    """What the editor of WeChat keeps of a page's body."""
    keeper = _Keeper()
    keeper.feed(html)
    keeper.close()
    return "".join(keeper.out).strip()


class _Keeper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in TAGS and not self._unseen:
            given = "".join(f' {n}="{escape(v or "")}"' for n, v in attrs if n in ATTRIBUTES)
            self.out.append(f"<{tag}{given}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen -= 1
        elif tag in TAGS and tag not in _VOID and not self._unseen:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.out.append(escape(data, quote=False))
