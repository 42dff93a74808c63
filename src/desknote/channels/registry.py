"""The channels there are: desknote's own, and those that installed packages add. Nothing is imported yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any

from desknote.records import dataclass

ENTRY_POINT_GROUP = "desknote.channels"


@dataclass(frozen=True, slots=True)
class Made:
    """What a channel made: files by name, which may begin with a folder; ``pages`` of a PDF."""

    files: Mapping[str, bytes]
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. ``module`` is imported when the channel is first used; it holds

    - ``make(materials: Materials, channel: Channel) -> Made``, which raises Problems.

    ``name`` is what ``--to`` knows it by. ``files`` are the names of what it makes, the most important
    first; one that ends in ``/`` is a folder. ``titles`` say what it is in ``en`` and ``zh``. ``page``
    names the composition that it prints (``pdf`` or ``web``, and ``@`` with a template if it has one of
    its own), if any: fonts are prepared for what its templates say. ``settings`` are for ``make`` alone.
    """

    name: str
    files: tuple[str, ...]
    titles: Mapping[str, str]
    module: str
    page: str = ""
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def code(self) -> ModuleType:
        """The channel's module."""
        return import_module(self.module)


def _row(name: str, zh: str, en: str, *files: str, page: str = "") -> Channel:
    titles = MappingProxyType({"en": en, "zh": zh})
    return Channel(name, files, titles, f"desknote.channels.{name}", page)


_ROWS: tuple[Channel, ...] = (
    _row("pdf", "PDF，供打印与阅读", "PDF for print and screen", "note.pdf", page="pdf"),
    _row(
        "pdfa",
        "PDF/A-3b，供归档，附原始数据",
        "PDF/A-3b with its data, for archives",
        "note.pdfa.pdf",
        page="pdf",
    ),
    _row("pdfua", "PDF/UA-1，无障碍", "PDF/UA-1, accessible", "note.pdfua.pdf", page="pdf"),
    _row("html", "网页，单个文件", "Web page in one file", "note.html", page="web"),
    _row("email", "电子邮件，图片随信附带", "Message with its pictures", "note.eml", "note.email.html"),
    _row("wechat", "微信公众号文章", "WeChat article", "note.wechat.html", "note-wechat/"),
    _row("docx", "Word 文档，供审阅", "Word document for review", "note.docx"),
    _row("md", "Markdown，图表为图片", "Markdown with pictures", "note.md", "note-images/"),
    _row("txt", "纯文本", "Plain text", "note.txt"),
    _row("json", "结构化内容，供程序读取", "Structured content for programs", "note.json"),
    _row("rixml", "RIXML 元数据，供分发平台", "RIXML metadata for distributors", "note.rixml.xml"),
)
OWN: Mapping[str, Channel] = MappingProxyType({row.name: row for row in _ROWS})
"""desknote's own channels by name, in the order in which they are made."""
STANDARD = ("pdf", "html")
"""The channels of a build that names none."""


@cache
def _installed() -> Mapping[str, Channel]:
    """Channels of other packages. One that fails to load is left out: it cannot be used anyway."""
    from importlib.metadata import entry_points

    found: dict[str, Channel] = {}
    for entry in entry_points(group=ENTRY_POINT_GROUP):
        try:
            row = entry.load()
        except Exception:
            continue
        if isinstance(row, Channel) and row.name not in OWN:
            found[row.name] = row
    return MappingProxyType(found)


def channel(name: str) -> Channel | None:
    """The channel ``name``, of desknote itself or of an installed package."""
    return OWN.get(name) or _installed().get(name)


def names() -> tuple[str, ...]:
    """Every channel's name, desknote's own first."""
    return (*OWN, *_installed())
