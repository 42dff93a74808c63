"""``desknote publish``: what it writes, keeps and removes; where it refuses; how big sites are cut up."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desknote.diagnostics import Diagnostic, Problems
from desknote.site import Site, before, make, publishable, write
from desknote.site.entry import Entry, Output, Rated
from desknote.site.gather import folder_of
from desknote.site.value import made
from desknote.workspace import Workspace
from e2e.desk import House, command, furnish
from portal.site_tests import SETTINGS, files_of, invented, note

PLAIN = note("甲公司：订单回升", "2025-01-20", kind="flash", rating="买入")


def _site(**files: str) -> Site:
    return Site({name.replace("__", "."): made(name, text.encode()) for name, text in files.items()})


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert write(_site(index__html="1", a__css="x"), folder).new == 2
    kept = (folder / "a.css").stat().st_mtime_ns
    done = write(_site(index__html="2", a__css="x"), folder)
    assert (done.new, done.kept, done.removed) == (1, 1, 0)
    assert (folder / "a.css").stat().st_mtime_ns == kept and (folder / "index.html").read_text() == "2"
    assert write(_site(index__html="2", a__css="x"), folder).new == 0
    assert not [p for p in files_of(folder) if p.startswith(".")]


def test_what_is_no_longer_wanted_goes_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    site = Site({"index.html": made("index.html", b"1"), "notes/a/index.html": made("x.html", b"a")})
    write(site, folder)
    (folder / "CNAME").write_text("research.example.com")
    (folder / "notes" / "own.txt").write_text("mine")
    done = write(Site({"index.html": made("index.html", b"1")}), folder)
    assert done.removed == 1
    assert sorted(files_of(folder)) == ["CNAME", "index.html", "notes/own.txt", "site.json"]


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    for content in ({"thesis.doc": "x"}, {"site.json": "{}"}, {"site.json": "no"}):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        for name, text in content.items():
            (folder / name).write_text(text)
        with pytest.raises(Problems) as problems:
            write(_site(index__html="1"), folder)
        assert [d.code for d in problems.value.diagnostics] == ["DN845"]
        assert {n: (folder / n).read_text() for n in content} == content


def test_a_manifest_from_elsewhere_removes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    folder = tmp_path / "site"
    folder.mkdir()
    rows = {"../mine.txt": {"sha256": ""}, str(tmp_path / "mine.txt"): {"sha256": ""}}
    (folder / "site.json").write_text(json.dumps({"site": 1, "drafts": False, "files": rows}))
    write(_site(index__html="1"), folder)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_run_that_is_cut_short_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desknote.site import write as module

    folder = tmp_path / "site"
    write(Site({"index.html": made("x.html", b"old"), "old.css": made("old.css", b"o")}), folder)
    real, calls = module.__globals__["write_atomically"], []

    def dying(path: Path, content: bytes) -> None:
        calls.append(path.name)
        if path.name == "index.html":
            raise KeyboardInterrupt
        real(path, content)

    monkeypatch.setitem(module.__globals__, "write_atomically", dying)
    site = Site({"index.html": made("x.html", b"new"), "new.css": made("new.css", b"n")})
    with pytest.raises(KeyboardInterrupt):
        write(site, folder)
    # The old page is whole and has what it needs; the new one's needs are there before it.
    assert (folder / "index.html").read_bytes() == b"old" and (folder / "old.css").exists()
    assert (folder / "new.css").exists()
    monkeypatch.undo()
    write(site, folder)
    assert sorted(files_of(folder)) == ["index.html", "new.css", "site.json"]
    assert (folder / "index.html").read_bytes() == b"new"
    # Back to the old: nothing is taken for what it is not, though sizes are the same.
    write(Site({"index.html": made("x.html", b"old")}), folder)
    assert (folder / "index.html").read_bytes() == b"old"


def test_what_a_killed_run_had_begun_goes_with_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    begun = folder / ".new-0123456789abcdef"
    begun.write_text("half")
    write(_site(index__html="a"), folder)
    assert not begun.exists()
    site = Site({"index.html": made("index.html", b"b"), "deep/one.html": made("deep/one.html", b"c")})
    claimed = json.loads(site.manifest())
    claimed["files"]["deep/one.html"]["sha256"] = ""
    (folder / "site.json").write_text(json.dumps(claimed))
    deep = folder / "deep" / ".new-0123456789abcdef"
    deep.parent.mkdir()
    deep.write_text("half")
    write(site, folder)
    assert not deep.exists() and (folder / "deep" / "one.html").read_text() == "c"


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    site = Site({"index.html": made("index.html", b"a"), "deep/one.html": made("deep/one.html", b"b")})
    write(site, folder)
    outside.mkdir()
    (outside / "one.html").write_text("theirs")
    (folder / "deep" / "one.html").unlink()
    (folder / "deep").rmdir()
    (folder / "deep").symlink_to(outside)
    for other in (site, _site(index__html="a")):
        with pytest.raises(Problems) as caught:
            write(other, folder)
        assert [d.code for d in caught.value.diagnostics] == ["DN851"]
        assert (outside / "one.html").read_text() == "theirs"


def test_one_publishing_waits_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(sys.modules["desknote.site.write"], "_LOCK_SECONDS", 0.2)
    folder = tmp_path / "site"
    write(_site(index__html="a"), folder)
    with FileLock(folder / ".desknote-site.lock"), pytest.raises(Problems) as caught:
        write(_site(index__html="b"), folder)
    assert [d.code for d in caught.value.diagnostics] == ["DN850"]
    assert (folder / "index.html").read_text() == "a"
    write(_site(index__html="b"), folder)
    assert (folder / "index.html").read_text() == "b"


def test_without_processes_a_site_is_made_here(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from desknote.site import pool

    def none(*given: object, **more: object) -> None:
        raise OSError(38, "no semaphores")

    monkeypatch.setattr(pool, "ProcessPoolExecutor", none)
    entries = list(invented(empty, 5))
    assert "index.html" in make(empty, entries, [], jobs=4).files


def test_pages_come_after_what_they_need_and_the_home_page_last() -> None:
    paths = [
        "index.html",
        "notes/a/index.html",
        "assets/a.css",
        "feed.xml",
        "archive/index.html",
        "notes/a/a.pdf",
    ]
    order = [path for path, _ in Site({p: made(p, b"") for p in paths}).in_order()]
    assert order[-1] == "index.html"
    assert {order[0], order[1]} == {"assets/a.css", "notes/a/a.pdf"}
    assert order.index("notes/a/index.html") < order.index("archive/index.html") < order.index("feed.xml")


def test_publishing_again_writes_nothing_and_an_edit_only_what_it_touches(house: House) -> None:
    workspace = house({"a": PLAIN, "b": note("乙公司：等待", "2024-01-20", sector="银行", analyst="li-si")})
    assert command("publish", cwd=workspace.root).returncode == 0
    folder = workspace.root / "site"
    times = {p: f.stat().st_mtime_ns for p, f in files_of(folder).items()}
    again = command("publish", "--ui-lang", "en", cwd=workspace.root)
    assert "0 files written" in again.stderr and "0 built anew" in again.stderr
    assert "DN848" in again.stderr  # no base_url
    assert again.stdout.strip().endswith("index.html")
    file = workspace.note_file("a")
    file.write_text(file.read_text("utf-8").replace("订单回升", "订单大增"), "utf-8")
    third = command("publish", "--ui-lang", "en", cwd=workspace.root)
    assert "1 built anew" in third.stderr
    now = {p: f.stat().st_mtime_ns for p, f in files_of(folder).items()}
    touched = {p for p in now if now[p] != times.get(p)}
    assert "notes/a/index.html" in touched and "index.html" in touched
    assert not {p for p in touched if p.startswith(("notes/b/", "sectors/银行/", "analysts/li-si/"))}
    assert "大增" in (folder / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """A workspace with two notes that are published, and a draft."""
    notes = {
        "a": PLAIN,
        "b": PLAIN.replace("甲公司", "乙公司"),
        "c": note("草稿", "2024-01-20", state="draft"),
    }
    workspace = furnish(tmp_path_factory.mktemp("published") / "house", notes, font_cache)
    assert command("publish", cwd=workspace.root).returncode == 0
    return workspace.root


@pytest.fixture
def published(once: Path, tmp_path: Path) -> Workspace:
    """A copy of it."""
    return Workspace(shutil.copytree(once, tmp_path / "elsewhere", symlinks=True))


def test_a_note_with_errors_stops_publishing_and_the_site_stays(published: Workspace) -> None:
    workspace = published
    folder = workspace.root / "site"
    kept = {p: f.read_bytes() for p, f in files_of(folder).items()}
    # A draft may be as broken as it likes.
    draft = workspace.note_file("c")
    draft.write_text(draft.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    assert command("publish", cwd=workspace.root).returncode == 0
    file = workspace.note_file("a")
    file.write_text(file.read_text("utf-8").replace("rating: 买入", "rating: 买人"), "utf-8")
    done = command("publish", "--ui-lang", "en", cwd=workspace.root)
    assert done.returncode == 1 and "DN204" in done.stderr and "nothing was published" in done.stderr
    assert {p: f.read_bytes() for p, f in files_of(folder).items()} == kept


def test_a_page_that_goes_is_told_of(published: Workspace) -> None:
    workspace = published
    file = workspace.note_file("b")
    file.write_text("state: draft\n" + file.read_text("utf-8"), "utf-8")
    done = command("publish", "--ui-lang", "en", cwd=workspace.root)
    assert done.returncode == 0 and "DN846" in done.stderr and "'b'" in done.stderr
    assert "notes/b/index.html" not in files_of(workspace.root / "site")
    assert "乙公司" not in (workspace.root / "site" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--site", "content"), "DN845"),
        (("--site", "."), "DN845"),
    ],
)
def test_places_that_are_not_for_sites(house: House, words: tuple[str, ...], code: str) -> None:
    workspace = house({"a": PLAIN})
    done = command("publish", *words, cwd=workspace.root)
    assert done.returncode == 1 and code in done.stderr


def test_settings_that_are_wrong_are_told_of_at_their_place_before_notes_are_built(house: House) -> None:
    text = "base_url: research.example.com\nlanguages: [zh-CN, fr]\nper_page: 1\n"
    text += "navigation: [home, nowhere]\ntitel: x\n"
    workspace = house({"a": PLAIN}, {"content/site.yaml": text})
    done = command("publish", "--ui-lang", "en", cwd=workspace.root)
    assert done.returncode == 1
    for line in range(1, 6):
        assert f"content/site.yaml:{line}:" in done.stderr, line
    assert not (workspace.root / "site").exists() and not workspace.build_folder.exists()


def test_a_house_changes_one_part_of_the_site(published: Workspace) -> None:
    templates = {
        "templates/site/home.html.j2": '{% extends "desknote/site/home.html.j2" %}\n'
        '{% block changes %}<p id="own">{{ imprint.name }}</p>{% endblock %}\n',
        "content/site.yaml": SETTINGS,
    }
    workspace = published
    for name, text in templates.items():
        (workspace.root / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace.root / name).write_text(text, "utf-8")
    assert command("publish", cwd=workspace.root).returncode == 0
    home = (workspace.root / "site" / "index.html").read_text("utf-8")
    assert '<p id="own">示例证券</p>' in home and "评级变动" not in home
    (workspace.root / "templates/site/home.html.j2").write_text("{{ nothing.here }}\n")
    done = command("publish", cwd=workspace.root)
    assert done.returncode == 1 and "templates/site/home.html.j2:1:" in done.stderr and "DN602" in done.stderr


# --- sites of invented notes


@pytest.fixture
def empty(house: House) -> Workspace:
    workspace = house({})
    (workspace.root / "content" / "site.yaml").write_text(
        "per_page: 5\nbase_url: https://example.com\n", "utf-8"
    )
    return workspace


def _made(workspace: Workspace, entries: list[object]) -> Site:
    found: list[Diagnostic] = []
    site = make(workspace, entries, found, jobs=1)  # type: ignore[arg-type]
    assert not found
    return site


def test_long_lists_are_cut_into_pages_that_hold_every_note_once(empty: Workspace) -> None:
    import re

    site = _made(empty, list(invented(empty, 23)))
    for folder in ("kinds/flash/", "analysts/zhang-san/", "companies/600000-sh/"):
        pages = [f"{folder}index.html", *(f"{folder}page-{i}.html" for i in range(2, 6))]
        found = [
            slug
            for page in pages
            for slug in re.findall(
                r'class="s-title"><a href="[^"]*notes/(note-\d+)/', site.files[page].read().decode()
            )
        ]
        assert found == [f"note-{i:03d}" for i in reversed(range(23))]
        assert f"{folder}page-6.html" not in site.files
        assert 'aria-current="page">3<' in site.files[pages[2]].read().decode()


def test_the_table_of_companies_is_cut_into_pages_as_well(empty: Workspace) -> None:
    import re

    from desknote.site.entry import Firm

    firms = tuple(Firm(f"{i}-hk", f"公司{i}", f"{i:04d}.HK", True) for i in range(1, 123))
    files = _made(empty, list(invented(empty, 1, firms=firms))).files
    pages = [files[f"companies/{name}.html"].read().decode() for name in ("index", "page-2")]
    found = [re.findall(r'<th scope="row"><a href="([^"]+)"', page) for page in pages]
    assert [len(held) for held in found] == [100, 22] and len({*found[0], *found[1]}) == 122


def test_a_new_note_leaves_the_pages_of_old_ones_as_they_are(empty: Workspace) -> None:
    entries = list(invented(empty, 6))
    old, new = _made(empty, entries[:-1]), _made(empty, entries)
    for entry in entries[:-1]:
        path = f"{entry.folder}index.html"
        assert old.files[path].sha256 == new.files[path].sha256
    related = new.files["notes/note-004/index.html"].read().decode()
    assert "note-003" in related and "note-005" not in related.split("s-related")[-1]


def _digests(workspace: Workspace, entries: list[Entry], jobs: int = 1) -> dict[str, str]:
    return {path: file.sha256 for path, file in make(workspace, entries, [], jobs=jobs).files.items()}


def _forget_pages(workspace: Workspace) -> None:
    """What is kept of a site between runs goes, but for what was built of its notes."""
    kept = workspace.cache_folder / "site"
    for folder in ("lists", "search", "shared"):
        shutil.rmtree(kept / folder, ignore_errors=True)
    for record in (kept / "notes").rglob("*.json"):
        if record.name in ("page.json", "card.json"):
            record.unlink()


def test_the_site_does_not_depend_on_how_many_processes_make_it(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desknote.site import kept

    entries = list(invented(empty, 6))
    one = _digests(empty, entries)
    _forget_pages(empty)
    monkeypatch.setattr(kept, "_WORTH_A_PROCESS", 2)
    monkeypatch.setattr(kept, "_PORTION", 3)
    assert _digests(empty, entries, jobs=2) == one


def test_what_is_kept_may_be_carried_to_another_place_and_is_not_trusted(published: Workspace) -> None:
    """A pipeline's cache is restored wherever its checkout is; what was kept there and is not whole, or is
    said to be outside, is made again."""
    other = published
    before = {path: file.read_bytes() for path, file in files_of(other.root / "site").items()}
    kept = other.cache_folder / "site"
    times = {p: p.stat().st_mtime_ns for p in kept.rglob("*") if p.is_file()}
    again = command("publish", "--ui-lang", "en", cwd=other.root)
    assert "0 built anew" in again.stderr and "0 files written" in again.stderr
    assert {p: p.stat().st_mtime_ns for p in kept.rglob("*") if p.is_file()} == times
    page = kept / "notes" / "a" / "index.html"
    page.write_bytes(page.read_bytes().replace("甲".encode(), "乙".encode()))
    listed = max((kept / "lists").glob("*/*"), key=lambda file: file.stat().st_size)
    listed.write_bytes(bytes(listed.stat().st_size))
    outside = other.root.parent / "outside.txt"
    outside.write_text("secret")
    record = kept / "notes" / "a" / "card.json"
    data = json.loads(record.read_bytes())
    (row,) = data["files"].values()
    row[0], row[2] = str(outside), len("secret")
    record.write_text(json.dumps(data))
    shutil.rmtree(other.root / "site")
    assert command("publish", cwd=other.root).returncode == 0
    assert {path: file.read_bytes() for path, file in files_of(other.root / "site").items()} == before


def _edited(workspace: Workspace, name: str, old: str, new: str) -> None:
    file = workspace.root / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_site_made_from_what_is_kept_is_the_one_made_from_nothing(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever changes: a key that leaves something out would leave an old page standing."""
    monkeypatch.setattr("desknote.site.notes.png", lambda card: repr(replace(card, faces={})).encode())
    entries = list(invented(empty, 7))
    settings = empty.root / "content" / "site.yaml"

    def say(text: str) -> None:
        common = "per_page: 5\nbase_url: https://example.com\nwithdrawal_reasons: true\n"
        settings.write_text(common + text, "utf-8")

    def another(i: int, **changes: Any) -> None:
        entries[i] = replace(entries[i], **changes)

    def a_version() -> None:
        for place in (folder_of(empty, "note-000"), empty.build_folder / "note-000"):
            shutil.copytree(place, place.with_name("note-000.en"))
        entries.append(replace(entries[0], slug="note-000.en", lang="en"))

    def own_template() -> None:
        folder = empty.root / "templates" / "site"
        folder.mkdir(parents=True)
        (folder / "pager.html.j2").write_text('{% include "own.html.j2" %}\n')
        (folder.parent / "own.html.j2").write_text("<p>own</p>\n")

    gone = {"title": "", "people": (), "firms": (), "subject": None, "rating": None, "outputs": ()}
    changes: dict[str, Callable[[], Any]] = {
        "a title": lambda: another(0, title="新标题"),
        "a summary": lambda: another(1, summary="新摘要"),
        "a rating": lambda: another(4, rating=Rated("company", "neutral", "中性", 2)),
        "a sector": lambda: another(2, sector="银行"),
        "a file": lambda: another(3, outputs=(*entries[3].outputs, Output("note.txt", "0" * 64, 9))),
        "a language": lambda: another(1, lang="en"),
        "a version in another language": a_version,
        "a note withdrawn": lambda: another(2, state="withdrawn", withdrawn="2024-02-01T00:00:00Z", **gone),
        "a reason": lambda: another(2, reason="模型有误"),
        "a note less": lambda: entries.pop(0),
        "languages": lambda: say("languages: [zh-CN, en]\n"),
        "sectors": lambda: say("languages: [zh-CN, en]\nsectors: [{id: m, name: 媒体, aliases: [传媒]}]\n"),
        "the site's name": lambda: say("languages: [zh-CN, en]\ntitle: 新名\n"),
        "an analyst's name": lambda: _edited(empty, "content/analysts/zhang-san.yaml", "张三", "张三丰"),
        "the house's name": lambda: _edited(empty, "content/house.yaml", "示例证券", "示范证券"),
        "a grade's name": lambda: _edited(empty, "content/house.yaml", "买入", "强买"),
        "a kind's name": lambda: _edited(
            empty, "content/house.yaml", "\nratings:", "\nkinds: {flash: 快评}\nratings:"
        ),
        "a template": own_template,
        "a template's part": lambda: _edited(empty, "templates/own.html.j2", "own", "other"),
    }
    say("")
    before = _digests(empty, entries)
    for what, change in changes.items():
        change()
        shown = _digests(empty, entries)
        assert shown != before, what
        _forget_pages(empty)
        assert _digests(empty, entries) == shown, what
        before = shown


def test_old_parts_of_the_search_index_stay_when_a_note_is_added(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desknote.site import search

    monkeypatch.setattr(search, "_SEGMENT", 4)
    entries = list(invented(empty, 9))
    old, new = _made(empty, entries[:-1]), _made(empty, entries)
    first = {p for p in old.files if p.startswith(("search/terms/", "search/notes/"))}
    assert len(first) == 4 and first <= set(new.files)


def test_names_that_differ_in_capitals_alone_clash(house: House) -> None:
    draft = note("草稿", "2024-01-20", state="draft")
    workspace = house({"report": draft, "Report": draft, "other": draft})
    found: list[Diagnostic] = []
    entries, _ = publishable(workspace, workspace.slugs(), found, jobs=1)
    assert [d.code for d in found] == ["DN849"] and not entries


def test_a_site_without_an_address_has_no_addresses_in_it(empty: Workspace) -> None:
    (empty.root / "content" / "site.yaml").unlink()
    site = _made(empty, list(invented(empty, 2)))
    assert "sitemap.xml" not in site.files
    page = site.files["notes/note-001/index.html"].read().decode()
    assert "canonical" not in page and "og:url" not in page and "og:image" not in page
    assert "tag:www.example.com,2024:notes/note-001" in site.files["feed.xml"].read().decode()


def test_ratings_of_a_company_go_up_and_down(empty: Workspace) -> None:
    from desknote.site.entry import Rated

    entries = list(invented(empty, 4))
    grades = (("buy", 0), ("buy", 0), ("neutral", 2), ("add", 1))
    rated = [replace(e, rating=Rated("company", g, g, i)) for e, (g, i) in zip(entries, grades, strict=True)]
    page = _made(empty, rated).files["companies/600000-sh/index.html"].read().decode()
    history = page.split("评级记录")[1].split("</section>")[0]
    ways = [w for w in ("s-up", "s-down", "s-new") if f's-move-how {w}"' in history]
    assert ways == ["s-up", "s-down", "s-new"]
    assert history.count("s-move-how") == 3  # one note confirmed the rating


def test_before_tells_what_a_folder_holds(tmp_path: Path) -> None:
    assert before(tmp_path / "none") is None
    (tmp_path / "empty").mkdir()
    assert before(tmp_path / "empty") is None
    write(Site({"index.html": made("index.html", b"1")}, drafts=True), tmp_path / "site")
    held = before(tmp_path / "site")
    assert held is not None and held.drafts and set(held.files) == {"index.html"}


REGISTER = """\
companies:
  - name: 丁公司
    ticker: 999004.SH
    analysts: zhang-san
    rating: sell
    target: 5
    history:
      - {date: 2023-05-04, rating: neutral, target: 10.00}
      - {date: 2024-05-06, rating: add, target: 14.00}
      - {date: 2025-01-20, rating: buy, target: 20.00}
      - {date: 2025-03-03, rating: sell, target: 5.00}
"""


def test_the_register_tells_of_ratings_before_but_never_of_one_to_come(house: House) -> None:
    text = note("丁公司：订单回升", "2025-01-20", kind="flash", rating="买入").replace(
        "rating: 买入",
        "rating: 买入\ncompany: 999004.SH\ntarget_price: 20\nprice: 16\nprice_date: 2025-01-17",
    )
    draft = note("丁公司：订单消失", "2025-03-03", kind="flash", rating="卖出", state="draft")
    draft = draft.replace("rating: 卖出", "rating: 卖出\ncompany: 999004.SH")
    workspace = house({"a": text, "b": draft}, {"content/coverage.yaml": REGISTER})
    done = command("publish", cwd=workspace.root)
    assert done.returncode == 0, done.stderr
    page = (workspace.root / "site/companies/999004-sh/index.html").read_text("utf-8")
    history = page.split("评级记录")[1].split("</section>")[0]
    assert [day in history for day in ("2023-05-04", "2024-05-06", "2025-01-20")] == [True] * 3
    for file in files_of(workspace.root / "site").values():
        content = file.read_bytes()
        assert b"2025-03-03" not in content and "订单消失".encode() not in content, file
    assert "卖出" not in history and "5.00" not in history


def test_a_note_that_becomes_a_draft_while_it_is_built_is_not_published(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desknote.site import gather

    workspace = house({"a": PLAIN})
    file, real = workspace.note_file("a"), gather._built

    def late(*given: object) -> object:
        text = file.read_text("utf-8")
        if not text.startswith("state"):
            file.write_text("state: draft\n" + text, "utf-8")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(gather, "_built", late)
    found: list[Diagnostic] = []
    entries, _ = publishable(workspace, ["a"], found, jobs=1)
    assert not entries
