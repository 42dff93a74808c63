"""A house's own exhibit types without code: ``assets/exhibits/NAME.yml`` is a type and its usual keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from desknote import reading
from desknote import workspace as files
from desknote.diagnostics import Diagnostic, Problems, Span, suggest
from desknote.exhibits.registry import exhibit_type, type_labels, type_names
from desknote.model.base import read_lang
from desknote.records import dataclass
from desknote.source import MAX_BYTES, load_document
from desknote.workspace import SLUG, Workspace

MOST = 200
_NAMES = "names"


@dataclass(frozen=True, slots=True)
class Preset:
    """A named look of an exhibit: ``keys`` are the type and what the exhibit does not say itself.

    ``names`` are what an author may write as ``type:`` besides ``name``, by language.
    """

    name: str
    names: Mapping[str, str]
    keys: Mapping[str, Any]


Presets = Mapping[str, Preset]
"""Presets by every word that stands for one."""


def load_presets(workspace: Workspace) -> tuple[Presets, tuple[Diagnostic, ...]]:
    """The house's presets, and what is wrong with their files."""
    folder = workspace.root / "assets" / "exhibits"
    found: list[Diagnostic] = []
    presets: dict[str, Preset] = {}
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else None
    reading.note_folder("assets/exhibits", names)
    if names is None:
        return MappingProxyType(presets), ()
    paths = sorted(
        p for p in folder.iterdir() if p.suffix in (".yml", ".yaml") and not p.name.startswith(".")
    )
    for path in paths[:MOST]:
        preset = _load(workspace, path.stem, path.name, found)
        if preset is not None:
            for word in (preset.name, *preset.names.values()):
                presets.setdefault(word, preset)
    return MappingProxyType(presets), tuple(found)


def _load(workspace: Workspace, name: str, file: str, found: list[Diagnostic]) -> Preset | None:
    path = workspace.root / "assets" / "exhibits" / file
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
    content = document.data
    span = document.value_span(())

    def refuse(en: str, zh: str, at: Span = span) -> Preset | None:
        found.append(Diagnostic("DN335", at, {"name": name, "reason_en": en, "reason_zh": zh}))
        return None

    if not isinstance(content, dict):
        return refuse("it is not a mapping", "它不是映射")
    if not SLUG.match(name) or exhibit_type(name) is not None:
        return refuse("a type has this name already, or it is no name", "名称无效，或与已有的图表类型重名")
    kind = content.get("type")
    base = exhibit_type(kind) if isinstance(kind, str) else None
    if base is None:
        labels = [label for lang in ("zh-CN", "zh-HK", "en") for label in type_labels(lang)]
        params = {
            "what_en": "exhibit type", "what_zh": "图表类型", "value": str(kind or ""),
            "where_en": "desknote", "where_zh": "desknote ", "choices": ", ".join(type_names()),
        }  # fmt: skip
        at = document.value_span(("type",)) if kind is not None else span
        found.append(Diagnostic("DN204", at, params, suggest(str(kind or ""), (*type_names(), *labels))))
        return None
    labels_by_lang = content.get(_NAMES) or {}
    if isinstance(labels_by_lang, str):
        labels_by_lang = {"zh-CN": labels_by_lang}
    if not isinstance(labels_by_lang, dict) or not all(isinstance(v, str) for v in labels_by_lang.values()):
        at = document.value_span((_NAMES,))
        return refuse("'names' is a name by language", "names 应为按语言给出的名称", at)
    known = {n for f in base.spec.model_fields.items() for n in _written(*f)}
    for key in content:
        if key not in known and key not in ("type", _NAMES):
            params = {"key": key, "choices": ", ".join(sorted(known))}
            found.append(Diagnostic("DN201", document.key_span((key,)), params, suggest(str(key), known)))
            return None
    keys = {key: value for key, value in content.items() if key != _NAMES}
    names = {str(read_lang(lang)): label.strip() for lang, label in labels_by_lang.items()}
    return Preset(name, MappingProxyType(names), MappingProxyType(keys))


def _written(name: str, field: Any) -> tuple[str, ...]:
    """How a key may be written."""
    alias = field.validation_alias
    return tuple(str(c) for c in getattr(alias, "choices", ())) or (str(field.alias or name),)


def with_preset(data: Mapping[str, Any], presets: Presets) -> Mapping[str, Any]:
    """An exhibit's keys with its preset's behind them; as they are where its type is no preset.

    A key of the exhibit replaces the preset's whole value, so that what stands in the note holds.
    """
    kind = data.get("type")
    preset = presets.get(kind.strip()) if isinstance(kind, str) else None
    if preset is None:
        return data
    return {**preset.keys, **data, "type": preset.keys["type"]}
