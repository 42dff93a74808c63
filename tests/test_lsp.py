"""The language server: what it offers and says while a note is being typed, and a session with a client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Make
from desknote.edits import apply
from desknote.lsp.complete import Item, complete
from desknote.lsp.cursor import cursor_at
from desknote.lsp.define import define
from desknote.lsp.desk import Desk, View
from desknote.lsp.hover import hover
from desknote.lsp.outline import outline
from desknote.report import UiLang, severity
from desknote.source import load_document
from desknote.workspace import Workspace
from sample import ANALYSTS, HOUSE, INDEX, NOTE

pytest.importorskip("pygls")
ROOT = Path(__file__).resolve().parents[1]
_CONTENT = [*sorted((ROOT / "content").rglob("*.yaml")), ROOT / "assets" / "brand.yml"]
_FILES = {"content/notes/sample/data/index.csv": INDEX, "content/notes/sample/data/other.csv": "a,b\n1,2\n"}

_SCHEMAS: dict[tuple[str, str, str], Any] = {}  # made once for all tests

Open = Callable[..., tuple[View, int, int]]


@pytest.fixture
def opened(workspace: Make) -> Open:
    """A note being typed: ``|^`` marks the cursor. The note was right when it was opened."""

    def make(old: str, new: str, lang: UiLang = "en", base: str = NOTE) -> tuple[View, int, int]:
        here = workspace(base, files=_FILES)
        path = here.note_file("sample")
        desk = Desk(lang, _schemas=_SCHEMAS)
        desk.put(path, base)
        desk.findings()
        assert old in base
        return at_mark(desk, path, base.replace(old, new, 1))

    return make


def at_mark(desk: Desk, path: Path, marked: str) -> tuple[View, int, int]:
    """The view of a text and the place of its mark."""
    before, _, after = marked.partition("|^")
    desk.put(path, before + after)
    view = desk.view(path)
    assert view is not None
    return view, before.count("\n"), len(before.rpartition("\n")[2])


def labels(place: tuple[View, int, int]) -> list[str]:
    """What is offered, the best first."""
    return [item.label for item in sorted(complete(*place), key=lambda i: i.order)]


def taken(place: tuple[View, int, int], label: str) -> str:
    """The line after an offer is taken, up to where the cursor then is."""
    view, row, _ = place
    item: Item = next(i for i in complete(*place) if i.label == label)
    return view.text.split("\n")[row][: item.start] + item.insert


# --- reading what is half-written


@pytest.mark.parametrize("path", _CONTENT, ids=lambda p: p.parent.name + "/" + p.name)
def test_the_outline_of_a_whole_file_is_what_the_parser_reads(path: Path) -> None:
    text = path.read_text("utf-8")
    document, _ = load_document(path.name, text)
    assert document is not None
    read = {(p, span.line - 1, span.column - 1) for p, span in document.keys.items()}
    assert {(e.path, e.line, e.start) for e in outline(text).entries if e.is_key} == read


@pytest.mark.parametrize(
    ("text", "kind", "path", "typed"),
    [
        ("ra|^", "key", (), "ra"),
        ("kind: industry\n|^\ntitle: x", "key", (), ""),
        ("kind: |^", "value", ("kind",), ""),
        ("kind: ind|^ # why", "value", ("kind",), "ind"),
        ("a:\n  b: 1\n  |^", "key", ("a",), ""),
        ("a:\n  b: 1\n|^", "key", (), ""),
        ("a:\n  - x: 1\n    |^", "key", ("a", 0), ""),
        ("a:\n  - x: 1\n  - |^", "key", ("a", 1), ""),
        ("a:\n- x: 1\n- y|^", "key", ("a", 1), "y"),
        ("a: [x, y|^]", "value", ("a", 1), "y"),
        ("a: [|^", "value", ("a", 0), ""),
        ("a: {x: 1, y|^}", "key", ("a",), "y"),
        ("a: {x: |^", "value", ("a", "x"), ""),
        ("a: {x: {z: 1, |^", "key", ("a", "x"), ""),
        ("a: {x: 1,\n    y: |^2}", "value", ("a", "y"), ""),
        ("a:\n  - {x: [1, 2], y: |^", "value", ("a", 0, "y"), ""),
        ("a: 'it''s b|^'", "value", ("a",), "it''s b"),
        ("a:\n  b: |\n    text |^\nc: 1", "text", ("a", "b"), ""),
        ("a:\n  b: |\n    text\n\n    |^", "text", ("a", "b"), ""),
        ("a:\n  b: |\n    text\n  |^", "key", ("a",), ""),
        ("a: [x\nb: |^", "value", ("b",), ""),
        ("a: {x: 1\nb:\n  |^", "key", ("b",), ""),
    ],
)
def test_where_the_cursor_is(text: str, kind: str, path: tuple[Any, ...], typed: str) -> None:
    before, _, after = text.partition("|^")
    cursor = cursor_at(before + after, before.count("\n"), len(before.rpartition("\n")[2]))
    assert (cursor.kind, cursor.path, cursor.typed) == (kind, path, typed)


@given(st.data())
def test_no_text_under_the_hands_is_too_broken(data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(NOTE)), st.integers(0, len(NOTE)))))
    noise = data.draw(st.text(" \t\n:-{}[],'\"|>#&*ab：\u2028", max_size=12))
    text = NOTE[:start] + noise + NOTE[end:]
    rows = text.split("\n")
    row = data.draw(st.integers(0, len(rows)))
    column = data.draw(st.integers(0, 60))
    cursor = cursor_at(text, row, column)
    assert 0 <= cursor.start <= cursor.column <= max(cursor.end, cursor.column)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_every_question_has_an_answer(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_CONTENT))
    text = path.read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 40))
    noise = data.draw(
        st.sampled_from(["", "{", "[", "'", "- ", ": ", "\n", "{{ ", "@", "facts.", "：", "  "])
    )
    broken = text[:start] + noise + text[start + gone :]
    desk = Desk(data.draw(st.sampled_from(["en", "zh"])), _schemas=_SCHEMAS)
    desk.put(path, text)
    desk.put(path, broken)
    view = desk.view(path)
    assert view is not None
    at = data.draw(st.integers(max(0, start - 40), min(len(broken), start + 40)))
    row, column = broken.count("\n", 0, at), at - broken.rfind("\n", 0, at) - 1
    complete(view, row, column)
    hover(view, row, column)
    define(view, row, column)


# --- completion


def test_ratings_of_the_note_kind_in_the_note_language(opened: Open) -> None:
    found = labels(opened("rating: 增持", "rating: |^"))
    assert found[:3] == ["增持", "中性", "减持"]
    assert "overweight" in found and "买入" not in found and "buy" not in found
    english = opened("rating: 增持", "rating: |^", "en", NOTE.replace("lang: zh-CN", "lang: en"))
    assert labels(english)[:3] == ["Overweight", "Neutral", "Underweight"]
    company = opened("rating: 增持", "rating: |^", "zh", NOTE.replace("kind: industry", "kind: 公司"))
    assert labels(company)[0] == "买入" and "无评级" in labels(company)


def test_people(opened: Open) -> None:
    for new in ("analysts: |^", "analysts: [li-si, |^]", "analysts:\n  - z|^"):
        place = opened("analysts: zhang-san", new)
        assert labels(place)[:2] == ["li-si", "zhang-san"]
        assert taken(place, "zhang-san").endswith("zhang-san")
    item = next(i for i in complete(*place) if i.label == "zhang-san")
    assert "张三" in item.detail and "S9990525010001" in item.card


def test_keys(opened: Open) -> None:
    found = labels(opened("sector: 传媒", "|^"))
    assert "subtitle" in found and "sector" in found and "title" not in found
    assert "summary" in labels(opened("sector: 传媒", "su|^"))
    assert taken(opened("sector: 传媒", "se|^"), "sector") == "sector: "
    assert taken(opened("sector: 传媒", "se|^"), "sections") == "sections:\n  - "
    assert taken(opened("sector: 传媒", "sec|^: 传媒"), "sector") == "sector"
    exhibit = opened("    x: date\n", "    |^\n")
    assert labels(exhibit)[0] == "x" and "rebase" in labels(exhibit) and "source" not in labels(exhibit)
    assert "lines" not in labels(exhibit)
    combo = opened("    type: line\n", "    type: 柱线图\n    |^\n")
    assert "lines" in labels(combo) and "rebase" not in labels(combo)
    assert "covered" in labels(opened("{name: 甲公司}", "{name: 甲公司, |^}"))
    assert "digits" in labels(opened("  base: {", "  base:\n    |^\n  c: {"))
    assert {"zh-CN", "zh-HK", "en"} <= set(labels(opened("unit: '%'}", "unit: {|^}}")))


def test_values(opened: Open) -> None:
    assert labels(opened("kind: industry", "kind: |^"))[:2] == ["industry", "company"]
    assert "行业" in labels(opened("kind: industry", "kind: |^"))
    types = labels(opened("    type: line", "    type: |^"))
    assert types[:2] == ["line", "bar"] and "折线图" in types
    assert labels(opened("source: 示例证券研究所", "source: s\n    legend: |^"))[0] == "auto"
    assert labels(opened("covered: false", "covered: |^")) == ["true", "false"]
    assert len(labels(opened("date: 2025-02-05", "date: |^"))) == 1
    assert not labels(opened("title: 成本", "title: |^"))
    assert not labels(opened("lang: zh-CN", "lang: zh-CN # |^"))
    detail = {i.label: i.detail for i in complete(*opened("kind: industry", "kind: |^", "zh"))}
    assert detail["industry"] == "行业研究" and detail["行业"] == "= industry"


def test_sidebar(opened: Open) -> None:
    place = opened("sidebar: [rating, exhibit:index,", "sidebar: [rating, |^")
    assert labels(place) == ["rating", "date", "changes", "analysts", "related", "exhibit:index"]
    assert taken(place, "exhibit:index").endswith("[rating, exhibit:index")
    assert taken(opened("exhibit:index,", "exhibit:i|^,"), "exhibit:index").endswith(" exhibit:index")


def test_facts_in_text(opened: Open) -> None:
    for new in ("{{ |^", "{{ fa|^ }}", "{{ facts.|^ }}", "{{ facts.base - |^ }}"):
        place = opened("{{ facts.score }}", new)
        assert {"facts.score", "facts.base"} <= set(labels(place))
        assert taken(place, "facts.score").endswith("facts.score")
    item = next(i for i in complete(*place) if i.label == "facts.score")
    assert item.detail == "79.80%"
    assert "house.legal_name" in labels(opened("{{ facts.score }}", "{{ house.|^ }}"))
    assert "digits(1)" in labels(opened("{{ facts.score }}", "{{ facts.score | |^ }}"))
    assert not labels(opened("{{ facts.score }}", "{{ facts.score }} |^"))
    assert "facts.base" in labels(opened("title: 成本", "title: '{{ |^ }} 成本"))


def test_exhibits_in_text(opened: Open) -> None:
    assert labels(opened("（@fig-index）", "（@|^）")) == ["@fig-index"]
    alone = opened("      得分", "      @|^\n\n      得分")
    assert labels(alone) == ["@exhibit:index", "@fig-index"]
    assert taken(alone, "@exhibit:index") == "      @exhibit:index"
    table = opened("（@fig-index）", "（@t|^）", "en", NOTE.replace("type: line", "type: table"))
    assert labels(table) == ["@tbl-index"]
    assert not labels(opened("（@fig-index）", "（name@|^）"))


def test_data(opened: Open) -> None:
    assert labels(opened("data: data/index.csv", "data: |^")) == ["data/index.csv", "data/other.csv"]
    assert labels(opened("data: data/index.csv", "data: {file: |^}")) == ["data/index.csv", "data/other.csv"]
    sets = NOTE.replace("facts:", "datasets:\n  shares: data/other.csv\nfacts:")
    assert "shares" in labels(opened("data: data/index.csv", "data: |^", "en", sets))
    for old, new in (
        ("x: date", "x: |^"),
        ("y: {hsi: 恒生指数}", "y: |^"),
        ("y: {hsi: 恒生指数}", "y: [hsi, |^]"),
        ("y: {hsi: 恒生指数}", "y: {|^}"),
        ("source: 示例", "right: |^\n    source: 示例"),
    ):
        assert {"date", "hsi", "hstech"} <= set(labels(opened(old, new))), new
    assert taken(opened("y: {hsi: 恒生指数}", "y: {h|^}"), "hstech").endswith("y: {hstech: ")
    assert {"date", "hsi"} <= set(
        labels(opened("data: data/index.csv", "data: {file: data/index.csv, sort: |^}"))
    )
    other = opened("data: data/index.csv\n    x: date", "data: data/other.csv\n    x: |^")
    assert labels(other) == ["a", "b"]
    rows = NOTE.replace("data: data/index.csv", "rows: [{年: 2024, 值: 1}]")
    assert labels(opened("x: date", "x: |^", "en", rows)) == ["年", "值"]


def test_formulas(opened: Open) -> None:
    found = labels(opened("  base: {value: 79.2,", "  base: {expr: |^,"))
    assert "facts.score" in found and "change" in found and "同比" in found
    found = labels(opened("data: data/index.csv", "data:\n      file: data/index.csv\n      where: |^"))
    assert found[:3] == ["date", "hsi", "hstech"]


def test_other_files_have_completion(workspace: Make) -> None:
    here = workspace()
    desk = Desk("zh")
    house = at_mark(desk, here.house_file, HOUSE.replace("markets:", "|^\nmarkets:"))
    assert {"address", "website", "kinds"} <= set(labels(house))
    grade = at_mark(desk, here.house_file, HOUSE.replace("{id: overweight,", "{id: overweight, |^"))
    assert {"below", "definition"} <= set(labels(grade))
    person = at_mark(desk, here.analysts_folder / "li-si.yaml", ANALYSTS["li-si"] + "status: |^")
    assert labels(person) == ["active", "left"]
    brand = at_mark(desk, here.brand_file, "defaults:\n  desknote:\n    up: |^")
    assert labels(brand) == ["red", "green"]


def test_what_was_known_before_the_mistake_is_still_offered(opened: Open) -> None:
    view, row, column = opened("rating: 增持", "rating: [增持\nanalysts: |^")
    assert "zhang-san" in labels((view, row, column))
    broken = opened("title: 成本下降，应用提速", "title: '没有写完\nsector: 传媒\nrating: |^")
    assert "增持" in labels(broken)


# --- hover and definition


@pytest.mark.parametrize(
    ("old", "new", "said", "file", "line"),
    [
        ("rating: 增持", "rating: 增|^持", "未来 6 个月", "content/house.yaml", "id: overweight"),
        ("rating: 增持", "rat|^ing: 增持", "评级体系", None, None),
        ("facts.score", "facts.sc|^ore", "79.80%", "content/notes/sample/note.yaml", "  score:"),
        ("@fig-index", "@fig-in|^dex", "指数走势", "content/notes/sample/note.yaml", "  index:"),
        ("exhibit:index", "exhibit:in|^dex", "图表 1", "content/notes/sample/note.yaml", "  index:"),
        ("zhang-san", "zhang|^-san", "S9990525010001", "content/analysts/zhang-san.yaml", "name:"),
        ("zhang-san", "张|^三", "S9990525010001", "content/analysts/zhang-san.yaml", "name:"),
        (
            "data/index.csv",
            "data/in|^dex.csv",
            "| hsi | 19623",
            "content/notes/sample/data/index.csv",
            "date,",
        ),
        ("x: date", "x: da|^te", "2025-01-02", None, None),
        ("  score:", "  sc|^ore:", "79.80%", None, None),
        ("kind: industry", "kind: ind|^ustry", "行业研究", None, None),
        ("type: line", "ty|^pe: line", "折线图", None, None),
    ],
)
def test_hover_and_definition(
    opened: Open, old: str, new: str, said: str, file: str | None, line: str | None
) -> None:
    view, row, column = opened(old, new, "zh")
    found = hover(view, row, column)
    assert found is not None and said in found[0]
    thing = found[1]
    assert thing.start <= column <= thing.end
    target = define(view, row, column)
    if file is None:
        assert target is None
        return
    assert target is not None and line is not None
    path, span = target
    assert path == view.workspace.root / file
    text = view.text if path == view.path else path.read_text("utf-8")
    assert line.strip() in text.split("\n")[span.line - 1]


def test_nothing_is_said_of_what_is_not_there(opened: Open) -> None:
    for old, new in (
        ("facts.score", "facts.no|^ne"),
        ("@fig-index", "@fig-no|^ne"),
        ("rating: 增持", "rating: 无|^此"),
    ):
        view, row, column = opened(old, new)
        assert hover(view, row, column) is None and define(view, row, column) is None
    view, row, column = opened("data/index.csv", "../../../../etc/pass|^wd")
    assert define(view, row, column) is None


# --- findings


def codes(found: dict[Path, list[Any]], path: Path) -> list[str]:
    return [d.code for d in found[path]]


def test_findings_follow_what_is_typed_not_what_is_saved(workspace: Make) -> None:
    here = workspace(files=_FILES)
    note, data = here.note_file("sample"), here.note_file("sample").parent / "data" / "index.csv"
    desk = Desk()
    desk.put(note, NOTE)
    assert codes(desk.findings(), note) == []
    desk.put(note, NOTE.replace("rating: 增持", "rating: 买人"))
    assert codes(desk.findings(), note) == ["DN204"]
    desk.put(note, NOTE)
    desk.put(data, INDEX.replace("hsi,", "hang-seng,"))
    assert codes(desk.findings(), note) == ["DN303"]
    desk.drop(data)
    desk.put(here.house_file, HOUSE.replace("增持", "看好"))
    found = desk.findings()
    assert codes(found, note) == ["DN204"] and codes(found, here.house_file) == []
    desk.put(here.house_file, HOUSE.replace("licence:", "license:"))
    assert sorted(codes(desk.findings(), here.house_file)) == ["DN201", "DN202"]
    desk.drop(here.house_file)
    assert codes(desk.findings(), note) == []


def test_findings_carry_fixes(workspace: Make) -> None:
    here = workspace()
    path = here.note_file("sample")
    text = NOTE.replace("title: 成", "titel: 成")
    desk = Desk()
    desk.put(path, text)
    found = desk.findings()[path]
    (fix,) = (f for d in found for f in d.fixes if f.certain)
    assert apply(text, fix.edits) == NOTE


def test_files_that_others_need_are_told_of(workspace: Make) -> None:
    here = workspace(analysts={**ANALYSTS, "zhang-san": "name: 张三\nemail: none\n"})
    desk = Desk()
    desk.put(here.note_file("sample"), NOTE)
    found = desk.findings()
    person = here.analysts_folder / "zhang-san.yaml"
    assert [d.code for d in found[person] if severity(d) == "error"] == ["DN206"]


def test_a_file_outside_any_workspace_is_left_alone(tmp_path: Path) -> None:
    desk = Desk()
    desk.put(tmp_path / "note.yaml", "kind: x")
    assert desk.findings() == {tmp_path / "note.yaml": []}
    assert desk.view(tmp_path / "note.yaml") is None


# --- a session with a client


def _position(text: str, mark: str) -> tuple[str, Any]:
    from lsprotocol import types

    before, _, after = text.partition(mark)
    last = before.rpartition("\n")[2]
    return before + after, types.Position(before.count("\n"), len(last.encode("utf-16-le")) // 2)


async def _session(here: Workspace) -> Iterator[None]:  # type: ignore[misc]
    from lsprotocol import types
    from pygls.lsp.client import LanguageClient

    client = LanguageClient("test", "1")
    shown: dict[str, list[types.Diagnostic]] = {}
    news = asyncio.Event()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params: types.PublishDiagnosticsParams) -> None:
        shown[params.uri] = list(params.diagnostics)
        news.set()

    async def wait_for(wanted: list[str]) -> None:
        async with asyncio.timeout(60):
            while [d.code for d in shown.get(uri, [])] != wanted or uri not in shown:
                news.clear()
                await news.wait()

    await client.start_io(sys.executable, "-m", "desknote.cli", "lsp", cwd=here.root)
    asked = types.InitializeParams(
        capabilities=types.ClientCapabilities(), root_uri=here.root.as_uri(), locale="zh-CN"
    )
    answer = await client.initialize_async(asked)
    assert answer.server_info is not None and answer.server_info.name == "desknote"
    client.initialized(types.InitializedParams())
    uri = here.note_file("sample").as_uri()
    emoji = NOTE.replace("title: 成本", "title: 📈 成本")
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, emoji))
    )
    await wait_for([])

    version = 1

    def change(text: str) -> None:
        nonlocal version
        version += 1
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=uri, version=version),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    document = types.TextDocumentIdentifier(uri)
    text, place = _position(emoji.replace("title: 📈 成本", "title: 📈 {{ fa|^ }} 成本"), "|^")
    change(text)
    offers = await client.text_document_completion_async(types.CompletionParams(document, place))
    assert isinstance(offers, types.CompletionList)
    (offer,) = (i for i in offers.items if i.label == "facts.score")
    assert isinstance(offer.text_edit, types.TextEdit)
    assert offer.text_edit.range == types.Range(
        types.Position(place.line, place.character - 2), types.Position(place.line, place.character)
    )

    text, place = _position(emoji.replace("@fig-index", "@fig-in|^dex"), "|^")
    change(text)
    said = await client.text_document_hover_async(types.HoverParams(document, place))
    assert said is not None and isinstance(said.contents, types.MarkupContent)
    assert "指数走势" in said.contents.value
    target = await client.text_document_definition_async(types.DefinitionParams(document, place))
    assert isinstance(target, types.Location) and target.uri == uri
    assert NOTE.split("\n")[target.range.start.line] == "  index:"

    change(emoji.replace("date: 2025-02-05", "date: 2025/2/5").replace("title: 📈", "titel: 📈"))
    await wait_for(["DN202", "DN201", "DN205"])
    finding = next(d for d in shown[uri] if d.code == "DN205")
    assert finding.source == "desknote" and "不是有效日期" in finding.message
    found = await client.text_document_code_action_async(
        types.CodeActionParams(document, finding.range, types.CodeActionContext(diagnostics=[finding]))
    )
    actions = [a for a in found or [] if isinstance(a, types.CodeAction)]
    quick = next(a for a in actions if a.kind == types.CodeActionKind.QuickFix)
    assert quick.is_preferred and quick.edit is not None and quick.edit.changes is not None
    assert [e.new_text for e in quick.edit.changes[uri]] == ["2025-02-05"]
    everything = next(a for a in actions if str(getattr(a.kind, "value", a.kind)).startswith("source.fixAll"))
    assert everything.edit is not None and everything.edit.changes is not None
    assert sorted(e.new_text for e in everything.edit.changes[uri]) == ["2025-02-05", "title"]

    change("kind: [\n")
    await wait_for(["DN101"])
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))
    await wait_for([])
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


def test_a_session(workspace: Make) -> None:
    # In a thread: a browser test in the same process may have left its event loop running here.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, _session(workspace(files=_FILES))).result()  # type: ignore[arg-type]
