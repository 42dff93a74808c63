"""OpenType layout of a prepared font: its sources' tables in one language, under new glyph numbers."""

from __future__ import annotations

import io
from typing import Any

from desknote.records import dataclass

# Kerning, ligatures, figures, and the spacing of full-width punctuation; vertical setting is left out.
FEATURES = (
    "kern", "liga", "clig", "calt", "ccmp", "mark", "mkmk", "lnum", "tnum", "pnum",
    "halt", "palt", "pwid", "chws",
)  # fmt: skip
_TAGS = ("GSUB", "GPOS")
# OpenType language systems of a note's language, the nearest first.
_LANGUAGES = {"zh-CN": ("ZHS ",), "zh-HK": ("ZHH ", "ZHT "), "en": ("ENG ",)}


@dataclass(frozen=True, slots=True)
class Part:
    """A source's subset, the number in the prepared font of each of its glyphs, and the language."""

    content: bytes
    numbers: dict[int, int]
    lang: str


def combine(parts: list[Part], order: list[str]) -> dict[str, bytes]:
    """GSUB, GPOS and GDEF of a font whose glyphs are named ``order``."""
    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.reorderGlyphs import reorderGlyphs

    fonts = []
    for part in parts:
        font = TTFont(io.BytesIO(part.content))
        font.setGlyphOrder([order[part.numbers[i]] for i in range(len(part.numbers))])
        for tag in list(font.keys()):
            if tag in (*_TAGS, "GDEF"):
                font[tag].ensureDecompiled(recurse=True)
            elif tag != "GlyphOrder":
                del font[tag]
        fonts.append(font)
    base = fonts[0]
    offsets = _mark_set_offsets(fonts)
    for tag in _TAGS:
        tables = [
            (offset, part.lang, font[tag].table)
            for offset, part, font in zip(offsets, parts, fonts, strict=True)
            if tag in font
        ]
        merged = _merge_layout(tables)
        if merged is None:
            continue
        if tag not in base:
            base[tag] = newTable(tag)
        base[tag].table = merged
    _merge_gdef(fonts)
    base.setGlyphOrder(list(order))
    reorderGlyphs(base, list(order))
    return {tag: base[tag].compile(base) for tag in (*_TAGS, "GDEF") if tag in base}


def _mark_set_offsets(fonts: list[Any]) -> list[int]:
    offsets, total = [], 0
    for font in fonts:
        offsets.append(total)
        sets = getattr(font["GDEF"].table, "MarkGlyphSetsDef", None) if "GDEF" in font else None
        total += len(sets.Coverage) if sets is not None else 0
    return offsets


def _merge_layout(tables: list[tuple[int, str, Any]]) -> Any:
    """One table: for each script, the features of the language in every source that has the script."""
    from fontTools.ttLib.tables import otTables as ot  # noqa: N813 (the name that its documentation uses)

    lookups: list[Any] = []
    usable = [t for t in tables if t[2].LookupList and t[2].FeatureList and t[2].ScriptList]
    scripts = {record.ScriptTag for _, _, table in usable for record in table.ScriptList.ScriptRecord}
    systems: dict[str, dict[str, list[int]]] = {tag: {} for tag in scripts}
    for mark_sets, lang, table in usable:
        start = len(lookups)
        for lookup in table.LookupList.Lookup:
            _shift(lookup, start, mark_sets)
            lookups.append(lookup)
        own = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
        for tag, features in systems.items():
            # A source that does not tell this script apart has one way for all of them.
            script = own.get(tag) or own.get("DFLT")
            for index in _language(script, lang) if script is not None else ():
                record = table.FeatureList.FeatureRecord[index]
                listed = features.setdefault(record.FeatureTag, [])
                listed += [start + n for n in record.Feature.LookupListIndex if start + n not in listed]
    if not lookups:
        return None
    merged = getattr(ot, type(tables[0][2]).__name__)()
    merged.Version = 0x00010000
    merged.LookupList = ot.LookupList()
    merged.LookupList.Lookup = lookups
    merged.FeatureList, merged.ScriptList = ot.FeatureList(), ot.ScriptList()
    merged.FeatureList.FeatureRecord, merged.ScriptList.ScriptRecord = [], []
    numbers: dict[tuple[str, tuple[int, ...]], int] = {}
    for tag, used in sorted({(t, tuple(sorted(n))) for f in systems.values() for t, n in f.items()}):
        record = ot.FeatureRecord()
        record.FeatureTag, record.Feature = tag, ot.Feature()
        record.Feature.FeatureParams, record.Feature.LookupListIndex = None, list(used)
        numbers[tag, used] = len(merged.FeatureList.FeatureRecord)
        merged.FeatureList.FeatureRecord.append(record)
    for tag, features in sorted(systems.items()):
        record = ot.ScriptRecord()
        record.ScriptTag, record.Script = tag, ot.Script()
        system = record.Script.DefaultLangSys = ot.DefaultLangSys()
        record.Script.LangSysRecord = []
        system.LookupOrder, system.ReqFeatureIndex = None, 0xFFFF
        system.FeatureIndex = sorted(numbers[t, tuple(sorted(n))] for t, n in features.items())
        merged.ScriptList.ScriptRecord.append(record)
    return merged


def _language(script: Any, lang: str) -> list[int]:
    """The features that a script has in a language."""
    systems = {record.LangSysTag: record.LangSys for record in script.LangSysRecord}
    chosen = next((systems[tag] for tag in _LANGUAGES.get(lang, ()) if tag in systems), script.DefaultLangSys)
    if chosen is None:
        return []
    required = [chosen.ReqFeatureIndex] if chosen.ReqFeatureIndex != 0xFFFF else []
    return [*required, *chosen.FeatureIndex]


def _shift(lookup: Any, start: int, mark_sets: int) -> None:
    """Renumber what a lookup refers to: other lookups, and sets of marks."""
    if getattr(lookup, "MarkFilteringSet", None) is not None and lookup.LookupFlag & 0x10:
        lookup.MarkFilteringSet += mark_sets
    if not start:
        return
    seen: set[int] = set()
    stack = list(lookup.SubTable)
    while stack:
        table = stack.pop()
        if id(table) in seen:
            continue
        seen.add(id(table))
        if type(table).__name__ in ("SubstLookupRecord", "PosLookupRecord"):
            table.LookupListIndex += start
        stack += [entry.value for entry in table.iterSubTables()]


def _merge_gdef(fonts: list[Any]) -> None:
    """Put every source's classes of glyphs and sets of marks into the first font's GDEF."""
    base = fonts[0]
    for font in fonts[1:]:
        if "GDEF" not in font:
            continue
        if "GDEF" not in base:
            base["GDEF"] = font["GDEF"]
            continue
        mine, other = base["GDEF"].table, font["GDEF"].table
        for name in ("GlyphClassDef", "MarkAttachClassDef"):
            theirs = getattr(other, name, None)
            if theirs is None:
                continue
            if getattr(mine, name, None) is None:
                setattr(mine, name, theirs)
            else:
                getattr(mine, name).classDefs.update(theirs.classDefs)
        sets = getattr(other, "MarkGlyphSetsDef", None)
        if sets is not None:
            if getattr(mine, "MarkGlyphSetsDef", None) is None:
                mine.MarkGlyphSetsDef = sets
                mine.Version = max(mine.Version, 0x00010002)
            else:
                mine.MarkGlyphSetsDef.Coverage += sets.Coverage
    if "GDEF" in base:
        # Positions of ligature carets and attachment points are for editors.
        base["GDEF"].table.AttachList = base["GDEF"].table.LigCaretList = None
