"""Redlines as readers meet them: from built PDFs, as a web page in a browser and as a PDF."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser

from desknote.cli.app import main
from desknote.editions.carried import NAME, edition_in
from desknote.editions.closing import edition_of
from desknote.editions.packing import to_json, unpack
from desknote.editions.public import public
from desknote.workspace import Workspace
from e2e.browsing import CONTRAST, Visit, visit
from e2e.desk import Built, furnish

EDITS = {
    "large-model-costs": {
        "aime_r1: {value: 79.8": "aime_r1: {value: 80.3",
        "rating: 增持": "rating: 中性",
        "有望进入加速期": "进入验证期",
        "头部厂商随即加快节奏。": "头部厂商随即加快节奏，价格战升温。",
        "  - 政策与监管收紧；\n": "",
    },
    "example-motion": {
        "four humanoid-robot programmes": "five humanoid-robot programmes",
        "rating: buy": "rating: add",
        "margin_2026: {value: 40.6": "margin_2026: {value: 41.3",
    },
    "hk-turnover": {"value: 1552": "value: 1604", "不宜外推": "不宜簡單外推"},
}


@pytest.fixture(scope="module")
def edited(samples: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose notes were edited after the samples were built."""
    root = tmp_path_factory.mktemp("edited") / "desk"
    workspace = furnish(root, dict.fromkeys(EDITS), samples.cache_folder / "fonts")
    for slug, edits in EDITS.items():
        path = workspace.note_file(slug)
        text = path.read_text("utf-8")
        for old, new in edits.items():
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    return workspace.root


@pytest.fixture(scope="module")
def redlines(samples: Workspace, edited: Path) -> dict[tuple[str, str], Path]:
    """Each sample's redline, from its built PDF to the edited note, by slug and format."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(edited)
        for slug in EDITS:
            for form in ("html", "pdf"):
                out = edited / f"{slug}.{form}"
                assert main(["diff", str(Built(samples, slug).pdf), slug, "--out", str(out), "-q"]) == 0
                made[slug, form] = out
    return made


# --- the edition in a PDF


def test_a_pdf_carries_what_the_note_says(sample: Built) -> None:
    edition, _ = edition_of(sample.workspace, sample.slug)
    assert edition is not None
    carried = edition_in(sample.pdf)
    assert carried == public(edition)
    said = json.dumps(to_json(carried), ensure_ascii=False)
    assert str(sample.workspace.root) not in said and "note.yaml" not in said


def test_the_edition_is_small_and_a_proper_attachment(sample: Built) -> None:
    reader = pypdf.PdfReader(sample.pdf)
    (content,) = reader.attachments[NAME]
    assert len(content) < 9_000
    (reference,) = reader.trailer["/Root"]["/AF"]
    spec = reference.get_object()
    assert spec["/AFRelationship"] == "/Data"
    stream = spec["/EF"]["/F"]
    assert stream["/Subtype"] == "/application/x-brotli"
    assert stream["/Params"]["/Size"] == len(content)
    assert unpack(content).slug == sample.slug


def test_it_survives_a_file_that_is_written_anew(sample: Built, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdf"
    pypdf.PdfWriter(clone_from=sample.pdf).write(copy)
    assert edition_in(copy) == edition_in(sample.pdf)
    if qpdf := shutil.which("qpdf"):
        for options in (["--linearize", "--object-streams=generate"], ["--qdf", "--stream-data=uncompress"]):
            subprocess.run([qpdf, *options, str(sample.pdf), str(copy)], check=True)
            assert edition_in(copy) == edition_in(sample.pdf)


def _without_attachment(pdf: Path) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pdf)
    del writer.root_object["/Names"]["/EmbeddedFiles"]
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _with_other(pdf: Path) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(_without_attachment(pdf)))
    writer.add_attachment(NAME, b"no edition")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _locked(pdf: Path) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pdf)
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_without_attachment, "DN824"),
        (_with_other, "DN826"),
        (_locked, "DN825"),
        (lambda _: b"%PDF-1.7 cut", "DN825"),
        (lambda _: b"", "DN825"),
    ],
)
def test_a_pdf_that_cannot_be_compared_says_why(
    make: object,
    code: str,
    samples: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(samples.root)
    pdf = tmp_path / "other.pdf"
    pdf.write_bytes(make(Built(samples, "hk-turnover").pdf))  # type: ignore[operator]
    assert main(["diff", str(pdf), "hk-turnover"]) == 1
    assert f"[{code}]" in capsys.readouterr().err


def test_pdfs_can_be_compared_where_there_is_no_workspace(
    samples: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    pdf = str(Built(samples, "hk-turnover").pdf)
    assert main(["diff", pdf, pdf, "--format", "json", "--exit-code"]) == 0
    assert json.loads(capfd.readouterr().out)["empty"]
    assert main(["diff", pdf, pdf, "--out", "same.html"]) == 0
    page = (tmp_path / "same.html").read_text("utf-8")
    assert "兩個版本內容相同。" in page and "示例證券" in page


def test_a_pdf_alone_is_compared_with_its_note(
    samples: Workspace, edited: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(edited)
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["diff", str(Built(samples, "hk-turnover").pdf), "--exit-code"]) == 1
    out = capfd.readouterr().out
    assert "1552 億港元 → 1604 億港元" in out
    assert "{+簡單+}" in out


# --- the web page


@pytest.fixture(params=[(390, slug) for slug in EDITS] + [(1280, "example-motion")], ids=str)
def page(
    request: pytest.FixtureRequest, chromium: Browser, redlines: dict[tuple[str, str], Path]
) -> Iterator[Visit]:
    width, slug = request.param
    with visit(chromium, redlines[slug, "html"], width) as seen:
        yield seen


def test_the_page_fits_the_screen_and_asks_for_nothing(page: Visit) -> None:
    assert page.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.complaints == []
    assert len(page.asked) <= 1
    assert page.run("[...document.fonts].some(f => f.status === 'loaded')")


def test_insertions_and_deletions_are_told_by_more_than_colour(page: Visit) -> None:
    lines = "getComputedStyle(document.querySelector('.block {0}')).textDecorationLine"
    assert page.run(lines.replace("{0}", "ins")) == "underline"
    assert page.run(
        lines.replace("{0}", "del") if page.page.locator(".block del").count() else "'line-through'"
    )
    assert page.page.locator(".block .op").first.inner_text() != ""


def test_links_of_the_summary_lead_somewhere(page: Visit) -> None:
    for link in page.page.locator(".counts a").all():
        assert page.page.locator(str(link.get_attribute("href"))).count() == 1


@pytest.mark.parametrize(
    ("slug", "scheme"), [("large-model-costs", "light"), ("example-motion", "dark"), ("hk-turnover", "dark")]
)
def test_every_text_can_be_read_and_no_checker_complains(
    chromium: Browser, redlines: dict[tuple[str, str], Path], slug: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visit(chromium, redlines[slug, "html"], color_scheme=scheme) as seen:
        assert [found for found in seen.run(CONTRAST) if found[0] < 4.5] == []
        found = Axe().run(seen.page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []


def test_the_page_says_what_changed(redlines: dict[tuple[str, str], Path]) -> None:
    page = redlines["large-model-costs", "html"].read_text("utf-8")
    for said in (
        "<del>增持</del>",
        "<ins>中性</ins>",
        "<ins>，价格战升温</ins>",
        "<del>79.8%</del>",
        "+0.5 个百分点",
    ):
        assert said in page
    assert 'lang="zh-CN"' in page and "修订对照" in page
    assert "Redline" in redlines["example-motion", "html"].read_text("utf-8")
    assert "修訂對照" in redlines["hk-turnover", "html"].read_text("utf-8")


def test_on_paper_it_is_plain(chromium: Browser, redlines: dict[tuple[str, str], Path]) -> None:
    with visit(chromium, redlines["example-motion", "html"], color_scheme="dark") as seen:
        seen.page.emulate_media(media="print", color_scheme="light")
        assert not seen.page.locator(".theme-toggle").is_visible()
        assert not seen.page.locator("details.same > p").first.is_visible()


# --- the PDF


@pytest.mark.parametrize("slug", [*EDITS])
def test_the_pdf_says_the_same_in_the_brands_look(redlines: dict[tuple[str, str], Path], slug: str) -> None:
    reader = pypdf.PdfReader(redlines[slug, "pdf"])
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for old, new in EDITS[slug].items():
        if new and len(new) < 20:
            assert "".join(new.split(":")[-1].split())[-4:] in text, (old, new)
    assert reader.metadata is not None and reader.metadata.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    fonts = {str(f["/BaseFont"]) for page in reader.pages for f in page["/Resources"]["/Font"].values()}
    assert all("Desknote" in font for font in fonts), fonts
    assert len(reader.pages) <= 4


def test_the_same_redline_is_the_same_file(
    samples: Workspace, edited: Path, redlines: dict[tuple[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(edited)
    again = edited / "again.pdf"
    assert (
        main(["diff", str(Built(samples, "hk-turnover").pdf), "hk-turnover", "--out", str(again), "-q"]) == 0
    )
    assert again.read_bytes() == redlines["hk-turnover", "pdf"].read_bytes()


def test_a_house_may_replace_a_part_of_the_page(
    samples: Workspace, edited: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(edited)
    own = edited / "templates" / "redline"
    own.mkdir(parents=True)
    pdf = str(Built(samples, "hk-turnover").pdf)
    try:
        (own / "summary.html.j2").write_text("<p>{{ W.summary }}!</p>")
        assert main(["diff", pdf, "hk-turnover", "--out", "own.html"]) == 0
        assert "改動概覽!" in (edited / "own.html").read_text("utf-8")
        (own / "summary.html.j2").write_text("{{ nonsense }}")
        assert main(["diff", pdf, "hk-turnover", "--out", "own.html"]) == 1
        assert "templates/redline/summary.html.j2:1" in capsys.readouterr().err
    finally:
        shutil.rmtree(edited / "templates")
