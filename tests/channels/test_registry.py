"""Channels as a whole: the registry, a house's own, those of packages, and drafts in each of them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import metadata
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from channels.conftest import CHINESE, ENGLISH, Given, Make, Render
from desknote.channels import OWN, STANDARD, Channel, Made, registry
from desknote.channels.house import house_channels
from desknote.channels.make import Part, chosen, parts
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.render.pdf import Laid, Press
from desknote.wardrobe import Wardrobe
from desknote.workspace import Workspace
from e2e.desk import furnish


def test_every_channel_says_what_it_is_and_makes_what_it_says(everything: Workspace) -> None:
    for row in OWN.values():
        assert row.titles["en"] and row.titles["zh"] and callable(row.code.make)
        for name in row.files:
            assert (everything.build_folder / CHINESE / name).exists(), name
    assert set(STANDARD) <= OWN.keys()
    made = [file for row in OWN.values() for file in row.files]
    assert len(made) == len(set(made))


def test_the_registry_imports_no_channel() -> None:
    code = (
        "import sys; import desknote.channels.make; "
        "print(*(m for m in sys.modules if m.split('.')[0] in {'docx', 'css_inline', 'weasyprint', 'jinja2'} "
        "or m.startswith('desknote.channels.') and m.rsplit('.', 1)[1] in {'pdf', 'email', 'docx'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_same_note_gives_the_same_files(everything: Workspace, materials: Given, render: Render) -> None:
    made = render(("email", "docx", "json", "rixml", "pdfa"), materials(ENGLISH))
    for name, content in made.items():
        assert content == (everything.build_folder / ENGLISH / name).read_bytes(), name


def test_pages_are_laid_out_once_and_each_file_knows_what_they_come_from(
    everything: Workspace, materials: Given, wardrobe: Wardrobe
) -> None:
    amiss = Diagnostic("DN702", Span.point("content/notes/a/note.yaml"), {"message": "something"})

    class Told(Press):
        layouts = 0

        def lay_out(self, *what: Any) -> Laid:
            self.layouts += 1
            laid = super().lay_out(*what)
            return replace(laid, diagnostics=(amiss,)) if laid.document is not None else laid

    def made(*targets: str) -> tuple[list[Part], int]:
        given, press = materials(ENGLISH), Told([everything.cache_folder / "fonts"])
        done = parts(everything, given.note, targets, given.documents, [], press, wardrobe)
        return done, press.layouts

    (alone,), layouts = made("pdfa")
    together, more = made("pdf", "pdfa", "pdfua")
    assert more == layouts
    for part in together:
        assert part.found == alone.found == (amiss,)
        assert {k: v for k, v in alone.inputs.items() if "templates/" in k}.items() <= part.inputs.items()
    assert together[1].inputs == alone.inputs and together[1].files == alone.files


def test_unknown_channels_are_told_with_those_there_are(everything: Workspace) -> None:
    with pytest.raises(Problems) as caught:
        chosen(everything, ("pdf", "doxc"))
    (found,) = caught.value.diagnostics
    assert found.code == "DN831" and found.suggestion == "docx" and "wechat" in str(found.params["choices"])


def test_a_package_adds_a_channel(monkeypatch: pytest.MonkeyPatch, everything: Workspace) -> None:
    row = Channel(
        "fax", ("note.fax",), MappingProxyType({"en": "Fax", "zh": "传真"}), "desknote.channels.txt"
    )

    class Entry:
        def load(self) -> Channel:
            return row

    class Broken:
        def load(self) -> Channel:
            raise ImportError

    monkeypatch.setattr(metadata, "entry_points", lambda group: [Broken(), Entry()])
    registry._installed.cache_clear()
    try:
        assert chosen(everything, ("fax", "pdf")) == (OWN["pdf"], row)
    finally:
        registry._installed.cache_clear()


# --- a house's own


def house(tmp_path: Path, font_cache: Path | None = None, **files: str) -> Workspace:
    workspace = furnish(tmp_path / "house", font_cache=font_cache)
    for name, text in files.items():
        path = workspace.root / name.replace("__", "/").replace("_yml", ".yml").replace("_j2", ".xml.j2")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return workspace


def test_a_house_makes_channels_by_files(
    tmp_path: Path, everything: Workspace, materials: Given, render: Render
) -> None:
    workspace = house(
        tmp_path,
        everything.cache_folder / "fonts",
        assets__channels__plain_yml="base: md\nnames: {en: Tables only, zh-CN: 只有表格}\nimages: false\n",
        assets__channels__narrow_yml="base: txt\ncolumns: 50\n",
        assets__channels__points_yml="base: text\ntemplate: points.xml.j2\nfile: points.xml\n",
        templates__points_j2="<note>{% for s in sections if s.kind == 'viewpoint' %}"
        "<point>{{ said(s.parts[0].line) }} & {{ note.sector }}</point>{% endfor %}</note>",
    )
    rows = house_channels(workspace)
    assert rows["plain"].files == ("plain.md", "plain-images/")
    assert rows["plain"].titles == {"en": "Tables only", "zh": "只有表格"}
    made = render(("plain", "narrow", "points"), materials(ENGLISH), workspace)
    assert set(made) == {"plain.md", "narrow.txt", "points.xml"}
    assert b"![" not in made["plain.md"] and b"| Feb" not in made["plain.md"]
    assert max(len(line) for line in made["narrow.txt"].decode().splitlines()) <= 50
    assert made["points.xml"].decode().startswith("<note><point>The trough in orders is behind us")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("base: mial\n", 1, "'base' names one of"),
        ("base: txt\ncolums: 60\n", 2, "no key 'colums'"),
        ("base: txt\ncolumns: 6\n", 2, "'columns' does not fit"),
        ("base: pdf\ntemplate: ../../secret.j2\n", 2, "'template' does not fit"),
        ("base: text\ntemplate: a.j2\n", 1, "it needs 'file'"),
    ],
)
def test_mistakes_in_a_houses_channel_have_their_place(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    workspace = house(tmp_path, assets__channels__own_yml=text)
    with pytest.raises(Problems) as caught:
        chosen(workspace, ("own",))
    found = caught.value.diagnostics[0]
    assert found.code == "DN834" and said in str(found.params["reason_en"])
    assert found.span is not None
    assert (found.span.file, found.span.line) == ("assets/channels/own.yml", line)


# --- drafts

NAMES = ("email", "wechat", "docx", "md", "txt", "json", "rixml")


@pytest.mark.parametrize(("slug", "state", "said"), [
    (CHINESE, "draft", "草稿"), (ENGLISH, "review", "In review"),
])  # fmt: skip
def test_what_may_not_be_relied_on_says_so_everywhere(
    materials: Given, render: Render, slug: str, state: str, said: str
) -> None:
    from docx import Document

    made = render(NAMES, materials(slug, state=state))
    for name, content in made.items():
        if name.endswith((".html", ".md", ".txt", ".json", ".xml")):
            assert said in content.decode()[:9000] or name.endswith((".xml", ".json")), name
            assert said in content.decode(), name
    message = message_from_bytes(made["note.eml"], policy=policy.default)
    assert isinstance(message, EmailMessage) and said in message["Subject"]
    assert message.get_body(("plain",)).get_content().startswith("***")  # type: ignore[union-attr]
    document = Document(BytesIO(made["note.docx"]))
    assert said in document.core_properties.title and said in document.sections[0].header.paragraphs[0].text
    assert said in document.paragraphs[0].text
    assert (
        f'statusType="{"Recalled" if state == "withdrawn" else "Pending"}"' in made["note.rixml.xml"].decode()
    )


def test_what_was_withdrawn_says_why(materials: Given, render: Render) -> None:
    given = materials(CHINESE, state="withdrawn", withdrawal="数据有误")
    made = render(("txt", "rixml"), given)
    assert made["note.txt"].decode().startswith("*** 本报告已撤回，不再有效：数据有误 ***")
    assert 'statusType="Recalled"' in made["note.rixml.xml"].decode()


def test_no_output_says_where_its_source_lies(files: Make) -> None:
    for slug in (CHINESE, ENGLISH):
        for name in ("note.html", "note.email.html", "note.wechat.html"):
            assert "data-src" not in files(slug).text(name)


def test_made_is_what_the_registry_promises() -> None:
    assert Made({}).pages == 0
