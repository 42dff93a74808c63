"""A house's own channels without code: ``assets/channels/NAME.yml`` is a channel and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from desknote import workspace as files
from desknote.channels.registry import OWN, Channel
from desknote.diagnostics import Diagnostic, Problems, Span, suggest
from desknote.source import MAX_BYTES, load_document
from desknote.workspace import SLUG, Workspace

MOST = 50
_TEMPLATE = {"template": str}
_SETTINGS: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        **{name: {} for name in OWN},
        **dict.fromkeys(("pdf", "pdfa", "pdfua", "html", "email", "wechat"), _TEMPLATE),
        "txt": {"columns": int},
        "md": {"images": bool},
        "text": {"template": str, "file": str},
    }
)
"""The keys that a channel made after another knows, and what their values are."""
_TEXT = Channel(
    "text", ("note.txt",), MappingProxyType({"en": "A template", "zh": "自定模板"}), "desknote.channels.text"
)
_NARROWEST, _WIDEST = 40, 200
_FIRST = "note"


def house_channels(workspace: Workspace) -> Mapping[str, Channel]:
    """The house's channels by name. Raises Problems: what is wrong with their files."""
    folder = workspace.root / "assets" / "channels"
    if not folder.is_dir():
        return MappingProxyType({})
    found: list[Diagnostic] = []
    rows: dict[str, Channel] = {}
    paths = sorted(
        p for p in folder.iterdir() if p.suffix in (".yml", ".yaml") and not p.name.startswith(".")
    )
    for path in paths[:MOST]:
        row = _load(workspace, path.stem, path.name, found)
        if row is not None:
            rows[row.name] = row
    if found:
        raise Problems(found)
    return MappingProxyType(rows)


def _load(workspace: Workspace, name: str, file: str, found: list[Diagnostic]) -> Channel | None:
    path = workspace.root / "assets" / "channels" / file
    shown = workspace.name(path)
    try:
        data = files.read(workspace, path)
    except Problems as problems:
        found += problems.diagnostics
        return None
    if len(data) > MAX_BYTES:
        found.append(Diagnostic("DN104", Span.point(shown)))
        return None
    document, wrong = load_document(shown, data)
    found += wrong
    if document is None:
        return None
    content: Any = document.data
    before = len(found)

    def refuse(en: str, zh: str, at: Span, meant: str = "") -> None:
        params = {"name": name, "reason_en": en, "reason_zh": zh}
        found.append(Diagnostic("DN834", at, params, meant))

    whole = document.value_span(())
    if not isinstance(content, dict):
        refuse("it is not a mapping", "它不是映射", whole)
        return None
    if not SLUG.match(name) or name in OWN or name == _FIRST:
        refuse("a channel has this name already, or it is no name", "名称无效，或与已有渠道重名", whole)
    base = content.get("base")
    if not isinstance(base, str) or base not in _SETTINGS:
        choices = ", ".join(_SETTINGS)
        at = document.value_span(("base",)) if "base" in content else whole
        en, zh = f"'base' names one of {choices}", f"base 应为其中之一：{choices}"
        refuse(en, zh, at, suggest(str(base or ""), _SETTINGS))
        return None
    known = _SETTINGS[base]
    settings: dict[str, Any] = {}
    for key, value in content.items():
        if key in ("base", "names"):
            continue
        if key not in known:
            choices = ", ".join(("base", "names", *known))
            en, zh = f"it has no key '{key}'; keys: {choices}", f"没有键“{key}”；可用的键：{choices}"
            refuse(en, zh, document.key_span((key,)), suggest(str(key), known))
        elif not _fits(key, value, known[key]):
            en, zh = f"the value of '{key}' does not fit", f"“{key}”的值不合要求"
            refuse(en, zh, document.value_span((key,)))
        else:
            settings[key] = value
    names = content.get("names") or {}
    if not isinstance(names, dict) or not all(isinstance(v, str) for v in names.values()):
        refuse("'names' is a name by language", "names 应为按语言给出的名称", document.value_span(("names",)))
    lacking = [key for key in known if base == "text" and key not in content]
    if lacking:
        refuse(f"it needs '{lacking[0]}'", f"缺少“{lacking[0]}”", whole)
    return None if len(found) > before else _made(name, base, names, settings)


def _fits(key: str, value: object, kind: type) -> bool:
    if key == "columns":
        return isinstance(value, int) and not isinstance(value, bool) and _NARROWEST <= value <= _WIDEST
    if key == "template":
        # Where a template may lie is for the templates' loader to say; a name leads nowhere else.
        return isinstance(value, str) and value.endswith(".j2") and ".." not in value
    if key == "file":
        return isinstance(value, str) and bool(SLUG.match(value)) and value != "manifest.json"
    return isinstance(value, kind)


def _made(name: str, base: str, names: Mapping[str, str], settings: Mapping[str, Any]) -> Channel:
    """A channel like ``base`` whose files bear its own name."""
    row = OWN.get(base, _TEXT)
    own = tuple(name + file.removeprefix(_FIRST) for file in row.files)
    if base == "text":
        own = (str(settings["file"]),)
    chinese = next((v for k, v in names.items() if str(k).startswith("zh")), "")
    titles = {"en": names.get("en", name), "zh": chinese or names.get("en", name)}
    template = str(settings.get("template", ""))
    page = f"{row.page}@{template}" if row.page and template else row.page
    return replace(
        row,
        name=name,
        files=own,
        titles=MappingProxyType(titles),
        page=page,
        settings=MappingProxyType(dict(settings)),
    )
