"""Fonts: what a brand's families lead to, and what a page's small fonts hold."""

from __future__ import annotations

import io
import multiprocessing
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desknote.diagnostics import Problems
from desknote.fonts import BOLD, REGULAR, SANS, TEXT, FontSet, locate, prepare, uncovered, woff2
from desknote.fonts.numbering import common, needs_glyph
from desknote.fonts.opening import BadFont, font_facts
from desknote.model.brand import Brand
from desknote.model.validation import parse as read_model
from desknote.source import Document, load_document
from desknote.system_fonts import css_weight, parse
from desknote.workspace import Workspace

NOTE = "DeepSeek 降低成本、提升性能，“有望”带动国内 AI 应用：79.8%"


# --- small fonts made here


def _square(pen, left: int, right: int, top: int) -> None:
    pen.moveTo((left, 0))
    for point in ((left, top), (right, top), (right, 0)):
        pen.lineTo(point)
    pen.closePath()


def make_font(
    path: Path,
    characters: str,
    *,
    family: str = "House",
    upem: int = 1000,
    cff: bool = False,
    shared: dict[str, str] | None = None,
    axis: bool = False,
    ascent: int = 800,
    features: str = "",
) -> Path:
    """A font of squares; ``shared`` maps a character to the one whose glyph it uses too."""
    names = {c: f"uni{ord(c):04X}" for c in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(upem, isTTF=not cff)
    builder.setupGlyphOrder(order)
    cmap = {ord(c): n for c, n in names.items()} | {ord(c): names[o] for c, o in (shared or {}).items()}
    builder.setupCharacterMap(cmap)
    side = upem // 2
    if cff:
        shapes = {}
        for name in order:
            pen = T2CharStringPen(side, None)
            _square(pen, 10, side - 10, side)
            shapes[name] = pen.getCharString()
        builder.setupCFF("House", {}, shapes, {})
    else:
        shapes = {}
        for name in order:
            glyph = TTGlyphPen(None)
            _square(glyph, 10, side - 10, side)
            shapes[name] = glyph.glyph()
        builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics({name: (side + i, 10) for i, name in enumerate(order)})
    builder.setupHorizontalHeader(ascent=ascent, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=-200, usWinAscent=ascent, usWinDescent=200)
    builder.setupPost()
    if features:
        builder.addOpenTypeFeatures(features)
    font = builder.font
    if axis:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
        wide = [(0, 0), (0, 0), (100, 0), (100, 0), (0, 0), (100, 0), (0, 0), (0, 0)]  # points, then phantoms
        builder.setupGvar({n: [TupleVariation({"wght": (0, 1, 1)}, wide)] for n in order})
    font.save(path)
    return path


def make_workspace(root: Path, typography: str = "") -> tuple[Workspace, Brand, Document]:
    (root / "assets" / "fonts").mkdir(parents=True, exist_ok=True)
    (root / "assets" / "brand.yml").write_text(typography, encoding="utf-8")
    document, found = load_document("assets/brand.yml", typography)
    assert document is not None and not found
    brand, found = read_model(document, Brand)
    assert brand is not None, found
    return Workspace(root.resolve()), brand, document


OWN = """\
typography:
  fonts:
    - family: House
      source: file
      files:
        - path: {path}
  base: {{family: {family}}}
  headings: {{family: {family}}}
"""


def own(root: Path, path: str = "fonts/house.ttf", family: str = "House"):
    workspace, brand, document = make_workspace(root, OWN.format(path=path, family=family))
    return workspace, *locate(workspace, brand, "zh-CN", document=document)


def shaped(path: Path, text: str, **features: bool) -> list[int]:
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, features)
    return [info.codepoint for info in buffer.glyph_infos]


def prepared(root: Path, text: str, lang: str = "zh-CN", typography: str = "") -> FontSet:
    workspace, brand, document = make_workspace(root, typography)
    sources, found = locate(workspace, brand, lang, document=document)
    assert not [d for d in found if d.severity != "warning" and d.code != "DN404"]
    return prepare(sources, frozenset(map(ord, text)), workspace.cache_folder)


@pytest.fixture(scope="module")
def noto(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FontSet]:
    """The default brand's fonts for a line of Chinese."""
    root = tmp_path_factory.mktemp("noto")
    return root, prepared(root, NOTE)


# --- where faces come from


def test_default_brand_gives_both_roles_in_regular_and_bold(noto: tuple[Path, FontSet]) -> None:
    _, fonts = noto
    assert [(f.role, f.weight) for f in fonts.faces] == [
        (TEXT, REGULAR),
        (TEXT, BOLD),
        (SANS, REGULAR),
        (SANS, BOLD),
    ]
    for face in fonts.faces:
        assert frozenset(map(ord, NOTE)) <= face.characters


def test_family_by_its_chinese_name(tmp_path: Path) -> None:
    run = subprocess.run(["fc-list", "--format", "%{family}\n"], capture_output=True, text=True, check=True)
    names = {n for row in run.stdout.splitlines() for n in row.split(",") if not n.isascii()}
    if not names:
        names = {"Noto Sans CJK SC"}
    name = sorted(names)[0]
    workspace, brand, _ = make_workspace(tmp_path, f"typography: {{base: {{family: '{name}'}}}}")
    sources, found = locate(workspace, brand, "zh-CN")
    assert not [d for d in found if d.code == "DN402"]
    assert {s.family for s in sources if s.role == TEXT} == {name}


@pytest.mark.parametrize(
    ("family", "line", "column"),
    [
        ("Nimbus Nowhere", 2, 18),
        ("'Noto Sans CJK SC, Nimbus Nowhere'", 2, 37),
        ("[Noto Sans CJK SC, Nimbus Nowhere]", 2, 37),
        ("{zh: Nimbus Nowhere}", 2, 23),
    ],
)
def test_unknown_family_is_marked_where_it_is_named(
    tmp_path: Path, family: str, line: int, column: int
) -> None:
    workspace, brand, document = make_workspace(tmp_path, f"typography:\n  base: {{family: {family}}}\n")
    sources, found = locate(workspace, brand, "zh-CN", document=document)
    (finding,) = [d for d in found if d.code == "DN402"]
    assert finding.params["family"] == "Nimbus Nowhere"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (line, column, column + 14)
    # With another face to fall back on the page can be set.
    assert (finding.severity == "warning") is ("Noto" in family)
    assert bool([s for s in sources if s.role == TEXT]) is ("Noto" in family)


def test_family_follows_the_language(tmp_path: Path) -> None:
    text = (
        "typography: {base: {family: {zh: Noto Serif CJK SC, zh-HK: [Noto Serif CJK HK, Noto Serif CJK SC]}}}"
    )
    workspace, brand, _ = make_workspace(tmp_path, text)

    def families(lang: str) -> list[str]:
        sources, found = locate(workspace, brand, lang)
        assert not found
        return [s.family for s in sources if (s.role, s.weight) == (TEXT, REGULAR)]

    assert families("zh-CN") == ["Noto Serif CJK SC"]
    assert families("zh-HK") == ["Noto Serif CJK HK", "Noto Serif CJK SC"]
    assert families("en") == ["Noto Serif CJK SC"]


def test_warm_locate_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, brand, _ = make_workspace(tmp_path)
    first = locate(workspace, brand, "zh-CN")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert locate(workspace, brand, "zh-CN") == first


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"version": 1}', b"[1, 2]", b'{"version": 1, "families": 3}']
)
def test_a_damaged_catalogue_is_made_again(tmp_path: Path, damage: bytes) -> None:
    workspace, brand, _ = make_workspace(tmp_path)
    first = locate(workspace, brand, "zh-CN")
    (workspace.cache_folder / "fonts" / "installed.json").write_bytes(damage)
    assert locate(workspace, brand, "zh-CN") == first


def test_no_fontconfig_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, brand, _ = make_workspace(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    sources, found = locate(workspace, brand, "zh-CN")
    assert sources == () and [d.code for d in found] == ["DN703"]


def test_weights_of_fontconfig_in_css_terms() -> None:
    assert [css_weight(w) for w in (0, 50, 80, 100, 180, 200, 210, 999)] == [
        100, 300, 400, 500, 600, 700, 900, 1000,
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_any_answer_of_fontconfig_can_be_read(text: str) -> None:
    parse(text + "\x1e" + text.replace(" ", "\x1f"))


def test_missing_weight_is_named(tmp_path: Path) -> None:
    make_font(tmp_path / "house.ttf", "A")
    (tmp_path / "assets" / "fonts").mkdir(parents=True)
    shutil.copy(tmp_path / "house.ttf", tmp_path / "assets" / "fonts" / "house.ttf")
    _, sources, found = own(tmp_path)
    assert {d.code for d in found} == {"DN404"}
    assert {d.params["weight"] for d in found} == {700}
    assert len(sources) == 4


# --- the house's own files


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("fonts/nowhere.ttf", "DN005"),
        ("../../house.ttf", "DN004"),
        ("fonts/text.ttf", "DN405"),
        ("fonts/cut.ttf", "DN405"),
        ("fonts/house.woff2", "DN405"),
        ("fonts/empty.ttf", "DN405"),
        ("fonts/link.ttf", "DN004"),
    ],
)
def test_a_file_that_will_not_do_is_told_of(tmp_path: Path, path: str, code: str) -> None:
    root = tmp_path / "w"
    folder = root / "assets" / "fonts"
    folder.mkdir(parents=True)
    outside = make_font(tmp_path / "house.ttf", "ABC")
    (folder / "text.ttf").write_text("not a font")
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "cut.ttf").write_bytes(outside.read_bytes()[:200])
    (folder / "house.woff2").write_bytes(b"wOF2" + bytes(100))
    (folder / "link.ttf").symlink_to(outside)
    _, sources, found = own(root, path)
    assert [d.code for d in found] == [code]
    assert found[0].span is not None and found[0].span.line == 6
    assert sources == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_never_breaks_the_program(tmp_path: Path, data: st.DataObject) -> None:
    whole = make_font(tmp_path / "whole.ttf", "ABC中文").read_bytes()
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    root = tmp_path / "w"
    shutil.rmtree(root, ignore_errors=True)
    (root / "assets" / "fonts").mkdir(parents=True)
    (root / "assets" / "fonts" / "house.ttf").write_bytes(bytes(content))
    workspace, sources, _ = own(root)
    try:
        prepare(sources, frozenset(map(ord, "AB中")), workspace.cache_folder)
        uncovered(sources, map(ord, "AB中"), workspace.cache_folder)
    except Problems as problems:
        assert {d.code for d in problems.diagnostics} == {"DN405"}


def test_what_a_font_has_is_looked_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    make_font(folder / "house.ttf", "AB中")
    workspace, sources, _ = own(tmp_path)
    text = frozenset(map(ord, "AB中\u200b"))
    assert uncovered(sources, text | {0x6587}, workspace.cache_folder) == {0x6587}
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["desknote.fonts.prepare"], "font_facts", None)
        assert uncovered(sources, text, workspace.cache_folder) == frozenset()
    assert uncovered(sources, text | {0x6587}, workspace.cache_folder) == {0x6587}  # told of every time
    (seen,) = (workspace.cache_folder / "fonts").glob("seen-*.txt")
    seen.write_bytes(b"\xff")
    assert uncovered(sources, text | {0x6587}, workspace.cache_folder) == {0x6587}
    make_font(folder / "house.ttf", "A")
    _, other, _ = own(tmp_path)
    assert uncovered(other, text, workspace.cache_folder) == set(map(ord, "B中"))


def test_a_collection_is_searched_by_family(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    collection = TTCollection()
    for name, characters in (("Other", "A"), ("House", "AB")):
        collection.fonts.append(TTFont(make_font(tmp_path / f"{name}.ttf", characters, family=name)))
    collection.save(folder / "house.ttc")
    _, sources, _ = own(tmp_path, "fonts/house.ttc")
    assert {s.index for s in sources} == {1}


def test_a_variable_font_becomes_static_in_each_weight(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    make_font(folder / "house.ttf", "A中", axis=True)
    workspace, sources, found = own(tmp_path)
    assert not found
    assert {s.weight: dict(s.variations)["wght"] for s in sources} == {400: 400.0, 700: 700.0}
    fonts = prepare(sources, frozenset(map(ord, "A中")), workspace.cache_folder)
    regular, bold = (TTFont(face.path) for face in fonts.faces[:2])
    assert "fvar" not in regular and "gvar" not in bold
    name = regular.getBestCmap()[ord("中")]
    assert bold["hmtx"][name][0] > regular["hmtx"][name][0]
    assert bold["glyf"][name].xMax > regular["glyf"][name].xMax
    assert (bold["OS/2"].usWeightClass, regular["OS/2"].usWeightClass) == (700, 400)


# --- what a prepared font holds


def test_outlines_are_true_type_and_named_for_the_role(noto: tuple[Path, FontSet]) -> None:
    _, fonts = noto
    for face in fonts.faces:
        font = TTFont(face.path)
        assert "glyf" in font and "CFF " not in font and "fvar" not in font
        assert font["name"].getBestFamilyName() == face.role
        assert "Noto" not in font["name"].getBestFullName()
        assert font["OS/2"].usWeightClass == face.weight
        assert font["glyf"][font.getBestCmap()[ord("成")]].numberOfContours > 0


def test_each_character_has_a_glyph_of_its_own(noto: tuple[Path, FontSet]) -> None:
    root, _ = noto
    fonts = prepared(root, NOTE + "Ω\u2126µμ⽂文ﬁ\u00a0\u2009")
    for face in fonts.faces:
        cmap = TTFont(face.path).getBestCmap()
        assert len(set(cmap.values())) == len(cmap)
        # A ligature is not the character that looks like it: "fi" is copied as two letters.
        assert shaped(face.path, "fi") != shaped(face.path, "ﬁ")
        assert len(shaped(face.path, "fi")) == 1


def test_characters_sharing_a_glyph_are_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    make_font(folder / "house.ttf", "AΩ", shared={"\u2126": "Ω"})
    workspace, sources, _ = own(tmp_path)
    fonts = prepare(sources, frozenset(map(ord, "AΩ\u2126")), workspace.cache_folder)
    font = TTFont(fonts.faces[0].path)
    cmap = font.getBestCmap()
    assert cmap[0x3A9] != cmap[0x2126]
    assert font["hmtx"][cmap[0x3A9]] == font["hmtx"][cmap[0x2126]]


def test_full_width_punctuation_can_be_set_close(noto: tuple[Path, FontSet]) -> None:
    _, fonts = noto
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts.faces[0].path))))

    def width(**features: bool) -> int:
        buffer = hb.Buffer()
        buffer.add_str("，")
        buffer.guess_segment_properties()
        hb.shape(font, buffer, features)
        return buffer.glyph_positions[0].x_advance

    assert width() == 1000 and width(halt=True) == 500


def test_chinese_takes_the_forms_of_its_place(tmp_path: Path) -> None:
    """A mainland font knows Hong Kong's comma, which stands in the middle of its square."""
    brand = "typography: {base: {family: Noto Serif CJK SC}}"
    heights = {}
    for lang in ("zh-CN", "zh-HK"):
        face = prepared(tmp_path, "，", lang, brand).faces[0]
        font = TTFont(face.path)
        heights[lang] = font["glyf"][font.getBestCmap()[ord("，")]].yMax
    assert heights["zh-HK"] > heights["zh-CN"] + 200


def test_a_chain_is_one_font(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    liga = "feature liga { sub uni0041 by uni0042; } liga; feature kern { pos uni0041 uni0042 -50; } kern;"
    make_font(folder / "house.ttf", "AB“", upem=2048, features=liga, ascent=1800)
    workspace, sources, found = own(tmp_path, family="'House, Noto Sans CJK SC'")
    assert {d.code for d in found} <= {"DN404"}
    characters = frozenset(map(ord, "AB中，“é"))
    assert uncovered(sources, characters, workspace.cache_folder) == frozenset()
    fonts = prepare(sources, characters, workspace.cache_folder)
    face = next(f for f in fonts.faces if (f.role, f.weight) == (TEXT, REGULAR))
    font = TTFont(face.path)
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    assert font["head"].unitsPerEm == 2048
    assert metrics[cmap[ord("A")]][0] in range(1024, 1030)  # from the first family
    assert metrics[cmap[ord("中")]][0] == 2048  # from the second, to scale
    assert metrics[cmap[ord("“")]][0] == 2048  # Chinese quotation marks go with the Chinese
    assert font["hhea"].ascent == 1800
    assert shaped(face.path, "A") == shaped(face.path, "B")  # the first family's layout
    assert shaped(face.path, "fi") != shaped(face.path, "fi", liga=False)  # and the second's


def test_faces_of_a_role_share_line_metrics(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    make_font(folder / "regular.ttf", "A", ascent=800)
    make_font(folder / "bold.ttf", "A", ascent=1100, upem=2000)
    text = (
        "typography: {fonts: [{family: House, source: file, files: [{path: fonts/regular.ttf}, "
        "{path: fonts/bold.ttf, weight: 700}]}], base: {family: House}, headings: {family: House}}"
    )
    fonts = prepared(tmp_path, "A", typography=text)
    regular, bold = (TTFont(face.path) for face in fonts.faces[:2])
    assert regular["hhea"].ascent / 1000 == bold["hhea"].ascent / 2000


def test_spaces_are_always_there(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    make_font(folder / "house.ttf", "A")
    workspace, sources, _ = own(tmp_path)
    face = prepare(sources, frozenset({0x41}), workspace.cache_folder).faces[0]
    font = TTFont(face.path)
    assert font["hmtx"][font.getBestCmap()[0x2009]] == (200, 0)
    assert font["hmtx"][font.getBestCmap()[0x3000]][0] == 1000


# --- characters that no face has


def test_uncovered_characters(noto: tuple[Path, FontSet]) -> None:
    root, _ = noto
    workspace, brand, _ = make_workspace(root)
    sources, _ = locate(workspace, brand, "zh-CN")
    text = "成\n\t \u3000\u200b\ufeff\u00ad\ufe0f\u2060😀🇨🇳\ue000\U0001f4c8"
    assert uncovered(sources, map(ord, text), workspace.cache_folder) == frozenset(
        map(ord, "😀🇨🇳\ue000\U0001f4c8")
    )


@given(st.integers(0, 0x10FFFF))
def test_every_code_point_can_be_asked_about(code: int) -> None:
    assert needs_glyph(code) in (True, False)


# --- the cache


def test_same_characters_same_bytes(tmp_path: Path) -> None:
    one, two = prepared(tmp_path / "a", NOTE), prepared(tmp_path / "b", NOTE)
    assert one.digest == two.digest
    assert [f.path.read_bytes() for f in one.faces] == [f.path.read_bytes() for f in two.faces]


def test_a_font_grows_and_keeps_its_numbers(tmp_path: Path) -> None:
    small = prepared(tmp_path, "成本 fi")
    before = {face: shaped(face.path, "成本 fi") for face in small.faces}
    for more in ("成镕堃", "±é成"):  # Chinese alone is added in place; the rest lays out anew
        grown = prepared(tmp_path, more)
        assert grown.digest == small.digest and grown.key != small.key
        for face, numbers in before.items():
            now = next(f for f in grown.faces if (f.role, f.weight) == (face.role, face.weight))
            assert shaped(now.path, "成本 fi") == numbers
            assert frozenset(map(ord, "成本" + more)) <= now.characters
            assert TTFont(now.path)["glyf"][TTFont(now.path).getBestCmap()[ord("成")]].numberOfContours > 0
    fresh = prepared(tmp_path / "elsewhere", "成本 fi镕堃±é")
    for grown_face, fresh_face in zip(grown.faces, fresh.faces, strict=True):
        assert grown_face.path.read_bytes() == fresh_face.path.read_bytes()


@pytest.mark.parametrize("what", ["cut", "flip", "gone", "record"])
def test_a_damaged_font_is_made_again(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    make_font(folder / "house.ttf", "AB中")
    workspace, sources, _ = own(tmp_path)
    first = prepare(sources, frozenset({0x41}), workspace.cache_folder)
    whole = {face: face.path.read_bytes() for face in first.faces}
    for face, content in whole.items():
        if what == "cut":
            face.path.write_bytes(content[:100])
        elif what == "flip":
            face.path.write_bytes(content[:50] + b"\xff" + content[51:])
        elif what == "gone":
            face.path.unlink()
        else:
            for record in face.path.parent.glob("face-*.json"):
                record.write_text('{"file": "../../../assets/brand.yml", "digest": 1, "asked": [[1]]}')
    again = prepare(sources, frozenset({0x41}), workspace.cache_folder)
    assert {face: face.path.read_bytes() for face in again.faces} == whole


def test_warm_prepare_opens_no_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = prepared(tmp_path, NOTE)
    import desknote.fonts.build

    monkeypatch.setattr(desknote.fonts.build, "build", None)
    assert prepared(tmp_path, NOTE[:9]) == first


def _prepare_in_another(root: str, text: str) -> list[str]:
    return [str(face.path) for face in prepared(Path(root), text).faces]


def test_several_processes_at_once(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    texts = ["成本", "性能", "突破", "加速"]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        paths = pool.starmap(_prepare_in_another, [(str(tmp_path), text) for text in texts])
    for text, faces in zip(texts, paths, strict=True):
        for path in faces:
            assert frozenset(map(ord, text)) <= set(TTFont(path).getBestCmap())
    assert not list((tmp_path / ".desknote" / "cache" / "fonts").glob(".new-*"))


def test_facts_are_read_once(tmp_path: Path) -> None:
    path = make_font(tmp_path / "house.ttf", "AB中")
    facts = font_facts(path, 0, "content", tmp_path / "cache")
    assert facts.has(0x4E2D) and facts.has(0x42) and not facts.has(0x43) and not facts.has(0x10FFFF)
    path.unlink()
    assert font_facts(path, 0, "content", tmp_path / "cache") == facts
    with pytest.raises(BadFont):
        font_facts(path, 0, "other content", tmp_path / "cache")


# --- the web


def test_web_font_holds_the_page_alone(noto: tuple[Path, FontSet]) -> None:
    root, fonts = noto
    cache = root / ".desknote" / "cache"
    content = woff2(fonts.faces[0], frozenset(map(ord, "成本😀")), cache)
    font = TTFont(io.BytesIO(content))
    assert set(font.getBestCmap()) == set(map(ord, " 成本"))
    assert font["glyf"][font.getBestCmap()[ord("成")]].numberOfContours > 0
    assert len(content) < 4000
    assert woff2(fonts.faces[0], frozenset(map(ord, "成本😀")), cache) == content
    (stored,) = (cache / "fonts").glob("web-*.woff2")
    stored.write_bytes(content[:50])
    assert woff2(fonts.faces[0], frozenset(map(ord, "成本😀")), cache) == content


def test_css_names_every_face(noto: tuple[Path, FontSet]) -> None:
    _, fonts = noto
    css = fonts.css(lambda face: face.path.as_uri())
    assert css.count("@font-face") == 4
    assert css.count("'Desknote Text'") == css.count("'Desknote Sans'") == 2
    assert css.count("font-weight: 700") == 2


# --- the order of characters


@pytest.mark.parametrize("lang", ["zh-CN", "zh-HK", "en"])
def test_common_characters_come_first(lang: str) -> None:
    order = common(lang)
    assert len(order) == len(set(order))
    first = "業" if lang == "zh-HK" else "业"
    last = "业" if lang == "zh-HK" else "業"
    assert order.index(ord("A")) < order.index(ord(first)) < order.index(ord(last))
