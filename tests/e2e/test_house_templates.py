"""A house's own templates: a block or a partial replaced, mistakes told at their line, nothing escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from desknote.build import NoteResult, build_note
from desknote.diagnostics import Diagnostic
from desknote.workspace import Workspace
from e2e.desk import Built, House, build, command
from e2e.printed import Printed, fonts

NOTE = """\
kind: flash
lang: zh-CN
title: 模板
date: 2025-02-05
rating: 增持
analysts: zhang-san
sidebar: [rating, analysts]
viewpoints:
  - {heading: 要点, body: 正文。}
"""
EXTENDS = '{% extends "desknote/note.html.j2" %}\n'


def _house(
    house: House, templates: Mapping[str, str], notes: Mapping[str, str | None] | None = None
) -> Workspace:
    return house(notes or {"plain": NOTE}, {f"templates/{name}": text for name, text in templates.items()})


def _texts(built: Built) -> tuple[str, str]:
    """The note in print and on the web, white space left out."""
    page = built.html.read_text("utf-8")
    printed = "".join(g.text for p in Printed(built.pdf).pages for g in p)
    return "".join(printed.split()), page


def test_one_block_is_overridden_in_print_and_on_the_web(house: House) -> None:
    own = EXTENDS + "{% block closing %}<p>本所另有说明，见官网。</p>{{ super() }}{% endblock %}"
    built = build(_house(house, {"note.html.j2": own}), "plain")
    for text in _texts(built):
        assert text.count("本所另有说明，见官网。") == 1
        assert "免责声明" in text and "要点" in text
        assert text.index("要点") < text.index("本所另有说明") < text.index("免责声明")


def test_the_footer_alone_is_overridden(house: House) -> None:
    own = (
        EXTENDS
        + '{% block footer %}{% if channel == "web" %}<footer>只此一行</footer>{% endif %}{% endblock %}'
    )
    built = build(_house(house, {"note.html.j2": own}), "plain")
    _, page = _texts(built)
    assert "<footer>只此一行</footer>" in page and 'class="foot"' not in page
    assert "免责声明" in page and 'class="theme-toggle"' in page


@pytest.mark.parametrize(
    ("name", "text", "gone"),
    [
        ("blocks/footer.html.j2", '<footer class="own">页脚归本所</footer>', 'class="foot"'),
        ("sidebar/rating.html.j2", '<section class="side-rating">评级归本所</section>', 'class="scope"'),
        ("blocks/risks.html.j2", "", 'class="never"'),
    ],
)
def test_one_partial_is_overridden_by_a_file_of_its_name(
    house: House, name: str, text: str, gone: str
) -> None:
    _, page = _texts(build(_house(house, {name: text}), "plain"))
    assert text in page and gone not in page
    assert "免责声明" in page and "张三" in page


def test_a_kind_has_a_template_of_its_own(house: House) -> None:
    own = '{% extends "note.html.j2" %}{% block closing %}<div class="closing">点评无尾页</div>{% endblock %}'
    notes = {"flash": NOTE, "macro": NOTE.replace("kind: flash", "kind: macro")}
    workspace = _house(house, {"kinds/flash.html.j2": own}, notes)
    _, flash = _texts(build(workspace, "flash"))
    _, macro = _texts(build(workspace, "macro"))
    assert "点评无尾页" in flash and "免责声明" not in flash
    assert "点评无尾页" not in macro and "免责声明" in macro


def test_a_sidebar_item_of_the_houses_own(house: House) -> None:
    note = NOTE.replace("[rating, analysts]", "[rating, hotline, analysts]")
    own = {"sidebar/hotline.html.j2": "<section><h2>热线</h2><p>垂询请拨总机</p></section>"}
    for text in _texts(build(_house(house, own, {"plain": note}), "plain")):
        assert "垂询请拨总机" in text


def test_styles_are_added_to(house: House) -> None:
    own = EXTENDS + "{% block styles %}{{ super() }}.point > h2 { color: #0a7d33 }{% endblock %}"
    built = build(_house(house, {"note.html.j2": own}), "plain")
    (heading,) = [b for b in built.printed.blocks if b.text == "要点"]
    assert heading.glyphs[0].colour == pytest.approx((0x0A / 255, 0x7D / 255, 0x33 / 255), abs=0.003)


def test_words_that_only_a_template_says_are_set_in_the_brands_fonts(house: House) -> None:
    """No other font of the machine slips in for a character that no note has."""
    own = {"blocks/risks.html.j2": "", "blocks/biographies.html.j2": "<p>龘靐齉爩鱻麤</p>"}
    built = build(_house(house, own), "plain")
    assert "龘靐齉爩鱻麤" in _texts(built)[0]
    assert {r["name"][7:].removesuffix("-Bold") for r in fonts(built.pdf)} <= {
        "Desknote-Text",
        "Desknote-Sans",
    }


def test_a_character_of_a_template_that_no_font_has_is_told(house: House) -> None:
    result = build_note(_house(house, {"blocks/biographies.html.j2": "<p>\n好 😀</p>"}), "plain")
    (found,) = [d for d in result.diagnostics if d.code == "DN401"]
    assert not result.ok
    assert found.span is not None
    assert (found.span.file, found.span.line, found.span.column) == (
        "templates/blocks/biographies.html.j2",
        2,
        3,
    )


BROKEN = {
    "syntax": ({"note.html.j2": EXTENDS + "{% block closing %}\n{% if %}\n{% endblock %}"}, "DN601", 3),
    "unclosed": ({"note.html.j2": EXTENDS + "{% block closing %}\n"}, "DN601", 2),
    "undefined": (
        {"note.html.j2": EXTENDS + "{% block closing %}\n\n{{ nobody }}{% endblock %}"},
        "DN602",
        4,
    ),
    "attribute": ({"blocks/risks.html.j2": "x\n{{ note.nothing.more }}"}, "DN602", 2),
    "call": ({"blocks/title.html.j2": "\n{{ line(1, 2, 3, 4) }}"}, "DN602", 2),
    "division": ({"blocks/title.html.j2": "{{ 1 / 0 }}"}, "DN602", 1),
    "no filter": ({"blocks/title.html.j2": "\n\n{{ note.title|nofilter }}"}, "DN601", 3),
    "include": ({"blocks/title.html.j2": '\n{% include "blocks/none.html.j2" %}'}, "DN603", 2),
    "extends": ({"note.html.j2": '{% extends "desknote/none.html.j2" %}'}, "DN603", 1),
    "too long": ({"blocks/title.html.j2": "{% for i in range(10 ** 9) %}x{% endfor %}"}, "DN602", 1),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_mistake_in_a_template_is_told_at_its_line(house: House, case: str) -> None:
    templates, code, line = BROKEN[case]
    if case == "attribute":
        note = NOTE + "risks: [需求不及预期]\n"
        result = build_note(_house(house, templates, {"plain": note}), "plain")
    else:
        result = build_note(_house(house, templates), "plain")
    found = _error(result)
    assert found.code == code, (found, dict(found.params))
    assert found.span is not None
    assert (found.span.file, found.span.line) == (f"templates/{next(iter(templates))}", line)


def _error(result: NoteResult) -> Diagnostic:
    assert not result.ok and result.outputs == ()
    (found,) = [d for d in result.diagnostics if d.code.startswith(("DN6", "DN7"))]
    return found


def test_the_command_shows_the_line_of_the_template(house: House) -> None:
    workspace = _house(house, {"blocks/title.html.j2": "<h1>\n{{ note.tilte }}\n</h1>"})
    done = command("--ui-lang", "en", "build", cwd=workspace.root)
    assert done.returncode == 1 and done.stdout == ""
    assert "templates/blocks/title.html.j2:2:1: error[DN602]" in done.stderr
    assert "{{ note.tilte }}" in done.stderr and "note 'plain'" in done.stderr
    assert "Traceback" not in done.stderr


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ note.__class__ }}",
    "{{ cjk.__globals__ }}",
    "{{ figure.__self__.env }}",
    "{{ md.__func__.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format(note) }}",
    "{{ brand.parse_file('/etc/passwd') }}",
    "{{ brand.parse_raw('x'.encode(), proto='pickle', allow_pickle=True) }}",
    "{{ note|attr('__class__') }}",
    "{{ [note]|map(attribute='__class__')|join }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_does_not_get_out_of_its_sandbox(house: House, text: str) -> None:
    found = _error(build_note(_house(house, {"blocks/title.html.j2": f"<h1>x</h1>\n{text}"}), "plain"))
    assert found.code == "DN602" and found.span is not None
    assert (found.span.file, found.span.line) == ("templates/blocks/title.html.j2", 2)


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../content/house.yaml", "../../../../../../etc/passwd", "desknote/../../etc/passwd"],
)
def test_a_template_includes_templates_only(house: House, name: str) -> None:
    found = _error(build_note(_house(house, {"blocks/title.html.j2": f'{{% include "{name}" %}}'}), "plain"))
    assert found.code == "DN603"


def test_a_template_that_is_a_link_out_of_the_workspace_is_none(house: House, tmp_path: Path) -> None:
    outside = tmp_path / "secret.html.j2"
    outside.write_text("a secret")
    workspace = _house(house, {"blocks/title.html.j2": '{% include "blocks/own.html.j2" %}'})
    (workspace.templates_folder / "blocks" / "own.html.j2").symlink_to(outside)
    assert _error(build_note(workspace, "plain")).code == "DN603"


def test_words_of_the_note_are_not_read_as_a_template(house: House) -> None:
    workspace = _house(house, {}, {"plain": NOTE.replace("正文。", "'{# 注 #} 照原样。'")})
    for text in _texts(build(workspace, "plain")):
        assert "{#注#}照原样。" in "".join(text.split())
    note = workspace.note_file("plain")
    note.write_text(NOTE.replace("正文。", "'{% include \"note.html.j2\" %}'"), "utf-8")
    result = build_note(workspace, "plain")
    assert not result.ok and "DN309" in [d.code for d in result.diagnostics]
