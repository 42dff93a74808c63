"""The preview as its reader sees it: real saves, real clicks, Chromium."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Frame, Page, expect

from e2e.desk import command
from preview.watching import SLUG, Watch, until


def web(page: Page) -> Frame:
    frame = next(f for f in page.frames if "/page.html" in f.url)
    return frame


def line_of(watch: Watch, words: str) -> int:
    lines = watch.note.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


def test_a_save_changes_the_page_in_place(watch: Watch, steady: Page) -> None:
    frame = web(steady)
    frame.locator("#section-2 p").nth(2).evaluate("e => e.scrollIntoView({block: 'start'})")
    frame.evaluate("document.body.kept = true")
    place = frame.locator("#section-2 p").nth(2)
    before = place.bounding_box()
    pictures = steady.locator(".sheet img").evaluate_all("all => all.map(e => e.src)")
    # A whole paragraph more above the place where the reader is.
    more = "新增的一段，说明稿件已经修改。"
    watch.edit("      头部厂商随即", f"      {more}\n\n      头部厂商随即")
    expect(frame.locator("#point-1")).to_contain_text(more)
    after = place.bounding_box()
    assert before is not None and after is not None and abs(before["y"] - after["y"]) < 2
    assert frame.evaluate("document.body.kept && scrollY > 500")
    # The PDF follows; a page that looks as before is not fetched again.
    expect(steady.locator(".sheet img").first).not_to_have_attribute("src", pictures[0])
    steady.locator("body[data-state=good]").wait_for()
    now = steady.locator(".sheet img").evaluate_all("all => all.map(e => e.src)")
    assert now[0] != pictures[0] and now[-1] == pictures[-1]
    # build/ holds what `desknote build` would put there.
    done = command("build", SLUG, cwd=watch.workspace.root)
    assert done.returncode == 0 and "unchanged" in done.stderr


def test_mistakes_lie_over_the_last_good_page(watch: Watch, steady: Page) -> None:
    problems = steady.locator(".problems")
    expect(problems).to_be_hidden()
    place = line_of(watch, "rating: 增持")
    watch.edit("rating: 增持", "rating: 买人")
    expect(problems).to_be_visible()
    expect(problems).to_contain_text("DN204")
    expect(problems.locator(".place").first).to_have_text(f"content/notes/{SLUG}/note.yaml:{place}:9")
    expect(problems.locator(".row.here").first).to_contain_text("rating: 买人")
    expect(problems.locator("mark").first).to_have_text("买人")
    expect(web(steady).locator(".grade")).to_have_text("增持")
    assert steady.locator(".sheet.drawn").count() > 0
    # Another mistake takes the place of the first: not even YAML.
    watch.edit("rating: 买人", "rating: [买人")
    expect(problems).to_contain_text("DN101")
    watch.edit("rating: [买人", "rating: 增持")
    expect(problems).to_be_hidden()


def test_a_click_says_where_it_was_written(watch: Watch, steady: Page, opened: Path) -> None:
    frame, card = web(steady), steady.locator(".source")
    file = f"content/notes/{SLUG}/note.yaml"
    for words, part in (
        ("MoE 让每个 Token", frame.locator("#section-2 p", has_text="MoE")),
        ("  v3-designs:", frame.locator("#section-2 figure figcaption")),
        ("title: 苹果：", frame.locator(".side-related li", has_text="苹果")),
        ("rating: 增持", frame.locator(".side-rating .grade")),
    ):
        part.first.click()
        expected = line_of(watch, words)
        expect(card.locator("code")).to_have_text(
            re.compile(rf"^{re.escape(file)}:({expected}|{expected - 1})$")
        )
    frame.locator("#section-2 p", has_text="MoE").click()
    place = line_of(watch, "MoE 让每个 Token")
    expect(card.locator("code")).to_have_text(f"{file}:{place}")
    expect(card.locator(".row.here")).to_contain_text("MoE 让每个 Token")
    card.locator(".open").click()
    until(opened.exists)
    until(lambda: opened.read_text().splitlines() == [str(watch.note), str(place)])


def test_a_click_on_a_printed_page_does_too(watch: Watch, steady: Page) -> None:
    steady.locator("[data-show=pages]").click()
    steady.locator(".pages").evaluate("e => e.scrollTop = 0")
    place = line_of(watch, "    body: |") + 1
    boxes = steady.evaluate(f"fetch('notes/{SLUG}/boxes').then(a => a.json())")
    x, y, width, height, _ = next(b for b in boxes[0] if b[4].endswith(f"note.yaml:{place}"))
    sheet = steady.locator(".sheet").first.bounding_box()
    assert sheet is not None
    scale = sheet["width"] / 793.7
    steady.mouse.click(sheet["x"] + (x + width / 2) * scale, sheet["y"] + (y + height / 2) * scale)
    expect(steady.locator(".source code")).to_have_text(f"content/notes/{SLUG}/note.yaml:{place}")
    steady.locator("[data-show=both]").click()


def test_the_editors_cursor_scrolls_the_page(watch: Watch, steady: Page) -> None:
    frame = web(steady)
    frame.evaluate("scrollTo(0, 0)")
    steady.locator(".pages").evaluate("e => e.scrollTop = 0")
    line = line_of(watch, "**垂直应用。**")
    status, _, _ = watch.ask(f"{watch.path}cursor", "POST", f"content/notes/{SLUG}/note.yaml:{line}")
    assert status == 204
    item = frame.locator("#section-3 li", has_text="垂直应用")
    expect(item).to_be_in_viewport()
    until(lambda: steady.locator(".pages").evaluate("e => e.scrollTop") > 300)


def test_notes_come_go_and_are_chosen(watch: Watch, steady: Page) -> None:
    names = steady.locator(".notes .slug")
    expect(names).to_have_text([SLUG, "second"])
    folder = watch.workspace.notes_folder
    text = (folder / "second" / "note.yaml").read_text("utf-8")
    (folder / "third").mkdir()
    (folder / "third" / "note.yaml").write_text(text.replace("第二篇", "第三篇"), "utf-8")
    expect(names).to_have_text([SLUG, "second", "third"])
    expect(steady.locator(".notes .name").nth(2)).to_have_text("第三篇")
    (folder / "third").rename(folder / "fourth")
    expect(names).to_have_text(["fourth", SLUG, "second"])
    steady.locator(".notes a", has_text="fourth").click()
    expect(steady.locator("iframe").content_frame.locator("h1")).to_have_text("第三篇")
    expect(steady.locator(".title")).to_have_text("第三篇")
    # The note shown goes: another takes its place.
    (folder / "fourth" / "note.yaml").unlink()
    expect(names).to_have_text([SLUG, "second"])
    steady.locator(".notes a", has_text=SLUG).click()
    expect(steady.locator("iframe").content_frame.locator("h1")).to_contain_text("大模型")


def test_a_change_of_brand_restyles(watch: Watch, steady: Page) -> None:
    band = web(steady).locator(".band")
    before = band.evaluate("e => getComputedStyle(e).backgroundColor")
    brand = watch.workspace.brand_file.read_text("utf-8")
    crimson = re.search(r"#[0-9a-fA-F]{6}", brand)
    assert crimson is not None
    watch.edit(crimson[0], "#14532d", watch.workspace.brand_file)
    until(lambda: band.evaluate("e => getComputedStyle(e).backgroundColor") != before)
    assert band.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(20, 83, 45)"


def test_touching_a_file_builds_nothing(watch: Watch, steady: Page) -> None:
    built = watch.workspace.build_folder / SLUG / "note.pdf"
    until(built.exists)
    before = built.stat().st_mtime_ns
    steady.evaluate(
        "() => { window.states = []; new MutationObserver(() => states.push(document.body.dataset.state))"
        ".observe(document.body, {attributes: true}) }"
    )
    watch.note.touch()
    watch.workspace.house_file.touch()
    steady.wait_for_timeout(700)
    assert "busy" not in steady.evaluate("states") and built.stat().st_mtime_ns == before


def test_nothing_is_asked_of_anybody_else(watch: Watch, steady: Page) -> None:
    asked: list[str] = []
    steady.on("request", lambda request: asked.append(request.url))
    steady.reload()
    steady.locator(".sheet.drawn").first.wait_for()
    assert len(asked) > 10 and all(url.startswith(watch.address) for url in asked)


def test_a_note_runs_no_script(watch: Watch, steady: Page) -> None:
    folder = watch.workspace.templates_folder / "blocks"
    folder.mkdir(parents=True)
    footer = folder / "footer.html.j2"
    tricks = '<script>parent.ran = 1</script><img src="x" onerror="parent.ran = 2">'
    footer.write_text(f'<footer class="foot">脚注{tricks}</footer>')
    try:
        expect(steady.locator("iframe").content_frame.locator(".foot")).to_have_text("脚注")
        steady.reload()
        expect(steady.locator("iframe").content_frame.locator(".foot")).to_have_text("脚注")
        assert steady.evaluate("window.ran") is None
    finally:
        footer.unlink()
        folder.rmdir()
        folder.parent.rmdir()
