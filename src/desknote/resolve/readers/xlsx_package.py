"""An XLSX workbook's parts: the zip with its bounds, sheets, shared text, number formats, names.

Written from ECMA-376 (part 1, chapters 12 and 18). Reading the XML here, with expat, keeps three
promises that matter for figures and for untrusted files: a formula without a saved value is told
from an empty cell, a sheet whose used range is said to be a million rows costs only the cells it
has, and no part may declare entities or expand without bound.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from posixpath import join, normpath
from xml.parsers import expat

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.resolve.readers.table import MAX_CELLS, MAX_EXPANDED

Attributes = Mapping[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]
MAX_PARTS = 10_000
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
_QUOTED = regex(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_OFFICE = regex(r"/(worksheet|sharedStrings|styles|officeDocument|table)$")


class Refused(Exception):
    """The file is not a workbook, or not one that is safe to read: why, in English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, its part in the zip, whether it shows."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name for cells: ``sheet`` and ``cells`` as written, ``scope`` the only sheet that knows it."""

    sheet: str
    cells: str
    scope: str = ""


class Package:
    """The parts of one workbook. Raises Refused, or what zipfile and expat raise on damage."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self.zip.infolist()
        if len(entries) > MAX_PARTS or sum(e.file_size for e in entries) > MAX_EXPANDED:
            raise Refused(
                f"it expands to more than {MAX_EXPANDED // 1_000_000} MB",
                f"解压后超过 {MAX_EXPANDED // 1_000_000} MB",
            )
        self.parts = {e.filename.lstrip("/"): e for e in entries}
        root = self.relations("").get("officeDocument", {})
        self.book = next(iter(root.values()), "xl/workbook.xml")
        if self.book not in self.parts:
            raise Refused("it is not an Excel workbook", "不是 Excel 工作簿")
        self.sheets: list[Sheet] = []
        self.names: dict[str, list[Name]] = {}
        self.from_1904 = False
        self._read_book()

    def parse(
        self, part: str, starts: Starts, ends: Ends | None = None, text: Callable[[str], None] | None = None
    ) -> None:
        """Walks a part and calls what is given for an element, by its name without a prefix."""
        if part not in self.parts:
            raise Refused(f"its part {part} is missing", f"缺少部件 {part}")
        begin: dict[str, Callable[[Attributes], None] | None] = {}
        finish: dict[str, Callable[[], None] | None] = {}

        def on_start(name: str, attributes: Attributes) -> None:
            if name not in begin:
                if len(begin) > 1000:
                    raise Refused("it has too many kinds of elements", "元素种类过多")
                local = name.rpartition(":")[2]
                begin[name], finish[name] = starts.get(local), (ends or {}).get(local)
            if (act := begin[name]) is not None:
                act(attributes)

        def on_end(name: str) -> None:
            if (act := finish[name]) is not None:
                act()

        def no_doctype(*_: object) -> None:
            raise Refused("it declares XML entities", "其中声明了 XML 实体")

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = no_doctype
        parser.StartElementHandler = on_start
        if ends:
            parser.EndElementHandler = on_end
        if text:
            parser.CharacterDataHandler = text
        with self.zip.open(self.parts[part]) as stream:
            while chunk := stream.read(1 << 16):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def relations(self, part: str) -> dict[str, dict[str, str]]:
        """By kind, what a part refers to: id to part."""
        folder, _, file = part.rpartition("/")
        found: dict[str, dict[str, str]] = {}

        def relationship(attributes: Attributes) -> None:
            kind = _OFFICE.search(attributes.get("Type", ""))
            if kind and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                found.setdefault(kind[1], {})[attributes.get("Id", "")] = path

        rels = join(folder, "_rels", f"{file}.rels")
        if rels in self.parts:
            self.parse(rels, {"Relationship": relationship})
        return found

    def _read_book(self) -> None:
        related = self.relations(self.book)
        worksheets = related.get("worksheet", {})
        listed: list[str] = []  # every sheet, charts too: a name's scope counts them all
        defined: list[tuple[str, str]] = []
        text: list[str] = []

        def sheet(attributes: Attributes) -> None:
            title = attributes.get("name", "")
            listed.append(title)
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            if key in worksheets:
                hidden = attributes.get("state", "visible") != "visible"
                self.sheets.append(Sheet(title, worksheets[key], hidden))

        def properties(attributes: Attributes) -> None:
            self.from_1904 = attributes.get("date1904") in ("1", "true")

        def name(attributes: Attributes) -> None:
            text.clear()
            defined.append((attributes.get("name", ""), attributes.get("localSheetId", "")))

        def named() -> None:
            title, scope = defined[-1]
            place, mark, cells = "".join(text).strip().rpartition("!")
            if mark:
                place = place[1:-1].replace("''", "'") if place[:1] == "'" else place
                only = listed[int(scope)] if scope.isdigit() and int(scope) < len(listed) else ""
                self.names.setdefault(title.casefold(), []).append(Name(place, cells, only))

        starts = {"sheet": sheet, "workbookPr": properties, "definedName": name}
        self.parse(self.book, starts, {"definedName": named}, text.append)
        self._styles = next(iter(related.get("styles", {}).values()), "")
        self._strings = next(iter(related.get("sharedStrings", {}).values()), "")

    def tables(self) -> dict[str, Name]:
        """Excel's own tables, by folded name."""
        found: dict[str, Name] = {}
        for sheet in self.sheets:
            for part in self.relations(sheet.part).get("table", {}).values():

                def table(attributes: Attributes, title: str = sheet.name) -> None:
                    key = attributes.get("displayName") or attributes.get("name", "")
                    found[key.casefold()] = Name(title, attributes.get("ref", ""))

                self.parse(part, {"table": table})
        return found

    def strings(self) -> list[str]:
        """The shared text, without the phonetic guides."""
        found: list[str] = []
        parts: list[str] = []
        reading = guide = False

        def item(_: Attributes) -> None:
            parts.clear()

        def item_read() -> None:
            found.append(unescape("".join(parts)))
            if len(found) > MAX_CELLS:
                raise Refused("it holds too many texts", "文本数量过多")

        def text(_: Attributes) -> None:
            nonlocal reading
            reading = not guide

        def text_read() -> None:
            nonlocal reading
            reading = False

        def phonetic(_: Attributes) -> None:
            nonlocal guide
            guide = True

        def phonetic_read() -> None:
            nonlocal guide
            guide = False

        def words(characters: str) -> None:
            if reading:
                parts.append(characters)

        if self._strings:
            starts = {"si": item, "t": text, "rPh": phonetic}
            self.parse(self._strings, starts, {"si": item_read, "t": text_read, "rPh": phonetic_read}, words)
        return found

    def formats(self) -> list[str]:
        """What each cell style shows: ``date``, ``percent`` or an empty string."""
        custom: dict[int, str] = {}
        styles: list[int] = []
        inside = False

        def custom_format(attributes: Attributes) -> None:
            custom[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")

        def style(attributes: Attributes) -> None:
            if inside:
                styles.append(int(attributes.get("numFmtId", "0")))

        def cell_styles(_: Attributes) -> None:
            nonlocal inside
            inside = True

        def cell_styles_read() -> None:
            nonlocal inside
            inside = False

        if self._styles:
            starts = {"numFmt": custom_format, "xf": style, "cellXfs": cell_styles}
            self.parse(self._styles, starts, {"cellXfs": cell_styles_read})
        return [_shows(number, custom) for number in styles]


def _shows(number: int, custom: Mapping[int, str]) -> str:
    if number not in custom:
        return "date" if number in _BUILT_IN_DATES else "percent" if number in _BUILT_IN_PERCENT else ""
    code = _QUOTED.sub("", custom[number].split(";")[0]).lower()
    if "%" in code:
        return "percent"
    if "general" in code:
        return ""
    return "date" if re.search("[ymdhs]", code) else ""


def unescape(text: str) -> str:
    """``text`` with its ``_x000D_`` escapes read."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
