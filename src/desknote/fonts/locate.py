"""From the brand's families to faces on disk: the house's own files, or those fontconfig knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desknote import reading
from desknote.diagnostics import Diagnostic, Span
from desknote.fonts.face import BOLD, REGULAR, SANS, TEXT, FaceSource
from desknote.fonts.opening import BadFont, check_file, faces_in, font_facts
from desknote.fonts.store import known_digest
from desknote.model.base import near_langs
from desknote.model.brand import Brand, Family, FontFamily
from desknote.records import dataclass
from desknote.source import Document
from desknote.system_fonts import Installed, answer, installed, question
from desknote.workspace import Workspace

_GENERIC = {"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif"}
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A family as the brand names it, and where."""

    text: str
    span: Span | None


def locate(
    workspace: Workspace, brand: Brand, lang: str, *, document: Document | None = None
) -> tuple[tuple[FaceSource, ...], tuple[Diagnostic, ...]]:
    """The faces that serve each role and weight, and what is wrong with the brand's families.

    ``document`` is the brand's file, for the places of diagnostics. A role with no face at all has
    an error (DN402) and no sources.
    """
    typography = brand.typography
    cache = workspace.cache_folder / "fonts"
    found: list[Diagnostic] = []
    own = _own_faces(workspace, typography.fonts, cache, document, found)
    roles = (
        (TEXT, "base", typography.base.family, {REGULAR: typography.base.weight, BOLD: BOLD}),
        (
            SANS,
            "headings",
            typography.headings.family,
            {REGULAR: REGULAR, BOLD: max(500, typography.headings.weight)},
        ),
    )
    named = {
        role: tuple(_names(family, lang, ("typography", key, "family"), document))
        for role, key, family, _ in roles
    }
    asked = {n.text for names in named.values() for n in names if n.text.casefold() not in own}
    try:
        system = installed(asked, cache) if asked else {}
    except FileNotFoundError:
        return (), (*found, Diagnostic("DN703", None, {"reason": "fontconfig (fc-list)"}))
    if asked and reading.noted():
        reading.note(f"{reading.FONTS}{question(asked)}", answer(system))
    sources: list[FaceSource] = []
    for role, _, _, weights in roles:
        faces = [(n, own.get(n.text.casefold()) or system.get(n.text.casefold(), ())) for n in named[role]]
        usable = [(n, choices) for n, choices in faces if choices]
        found += _missing(faces, own, bool(usable))
        for weight, wanted in weights.items():
            for rank, (name, choices) in enumerate(usable):
                face = _nearest(choices, wanted)
                away = _away(face, wanted)
                if rank == 0 and away:
                    have = face.heaviest if wanted > face.heaviest else face.lightest
                    found.append(
                        Diagnostic(
                            "DN404", name.span, {"family": name.text, "weight": wanted, "instead": have}
                        )
                    )
                path = Path(face.path)
                content = known_digest(path, cache)
                sources.append(
                    FaceSource(
                        role, weight, name.text, path, face.index, _pinned(face, wanted), content, lang
                    )
                )
    return tuple(sources), tuple(found)


def _missing(
    faces: list[tuple[_Name, tuple[Installed, ...]]], own: dict[str, tuple[Installed, ...]], usable: bool
) -> Iterator[Diagnostic]:
    for name, choices in faces:
        key = name.text.casefold()
        # A family of the house's own whose files are all bad has been told of already.
        if choices or key in own or (key in _GENERIC and usable):
            continue
        yield Diagnostic("DN402", name.span, {"family": name.text}, severity="warning" if usable else None)


def _names(family: Family, lang: str, path: _Path, document: Document | None) -> Iterator[_Name]:
    """The families of a role in ``lang``, in order."""
    value: str | tuple[str, ...] | None
    if isinstance(family, dict):
        chosen = next((c for c in (lang, *near_langs(lang)) if c in family), None)
        value = family[chosen] if chosen is not None else None
        path = (*path, _written_key(document, path, chosen or ""))
    else:
        value = family
    if value is None:
        return
    for place, text in (
        ((path, value),) if isinstance(value, str) else ((((*path, i)), t) for i, t in enumerate(value))
    ):
        offset = 0
        for part in text.split(","):
            name = part.strip().strip("\"'").strip()
            if name:
                yield _Name(name, _span(document, place, text, offset + part.index(name), len(name)))
            offset += len(part) + 1


def _written_key(document: Document | None, path: _Path, lang: str) -> str:
    """The key under which the brand's author wrote a language (``zh`` for ``zh-CN``)."""
    from desknote.model.base import read_lang

    keys = [p[-1] for p in (document.keys if document else ()) if p[:-1] == path]
    return next((str(k) for k in keys if read_lang(k) == lang), lang)


def _span(document: Document | None, path: _Path, text: str, offset: int, length: int) -> Span | None:
    if document is None:
        return None
    if path not in document.values:  # the family is the model's default
        return document.value_span(path) if len(path) > 1 and path[:1] in document.values else None
    scalar = document.scalars.get(path)
    at = scalar.value.find(text) if scalar is not None else -1
    return document.char_span(path, at + offset, length) if at >= 0 else document.value_span(path)


def _away(face: Installed, wanted: int) -> int:
    return max(face.lightest - wanted, wanted - face.heaviest, 0)


def _nearest(faces: tuple[Installed, ...], wanted: int) -> Installed:
    """The face nearest to a weight: of normal width first, static before variable."""
    heavy = wanted >= 500

    def order(face: Installed) -> tuple[int, int, int, bool]:
        wrong_side = face.heaviest < wanted if heavy else face.lightest > wanted
        return (abs(face.width - 100), _away(face, wanted), int(wrong_side), face.variable)

    return min(faces, key=order)


def _pinned(face: Installed, wanted: int) -> tuple[tuple[str, float], ...]:
    if not face.variable:
        return ()
    return (("wght", float(min(max(wanted, face.lightest), face.heaviest))),)


def _own_faces(
    workspace: Workspace,
    families: tuple[FontFamily, ...],
    cache: Path,
    document: Document | None,
    found: list[Diagnostic],
) -> dict[str, tuple[Installed, ...]]:
    """The faces of the families that the house brings along."""
    own: dict[str, tuple[Installed, ...]] = {}
    base = workspace.brand_file.parent
    for i, family in enumerate(families):
        if family.source != "file":
            continue
        faces: list[Installed] = []
        for j, file in enumerate(family.files):
            at: _Path = ("typography", "fonts", i, "files", j, "path")
            span = document.value_span(at) if document is not None else None
            if file.style != "normal":
                continue
            real = workspace.inside(base / file.path)
            if real is None:
                found.append(Diagnostic("DN004", span, {"path": file.path}))
                continue
            if not real.is_file():
                hint = {
                    "hint_en": "paths are relative to assets/brand.yml",
                    "hint_zh": "路径相对于 assets/brand.yml",
                }
                found.append(Diagnostic("DN005", span, {"file": workspace.name(base / file.path), **hint}))
                continue
            try:
                faces.append(_own_face(real, family.family, file.weight, cache))
            except BadFont as bad:
                params = {"file": file.path, "reason_en": bad.en, "reason_zh": bad.zh}
                found.append(Diagnostic("DN405", span, params))
        own[family.family.casefold()] = tuple(faces)
    return own


def _own_face(path: Path, family: str, weight: int, cache: Path) -> Installed:
    check_file(path)
    content = known_digest(path, cache)
    count = faces_in(path)
    index = 0
    if count > 1:
        names = (font_facts(path, i, content, cache).families for i in range(count))
        index = next((i for i, n in enumerate(names) if family.casefold() in (x.casefold() for x in n)), 0)
    axes = font_facts(path, index, content, cache).axes
    low, high = (round(axes["wght"][0]), round(axes["wght"][2])) if "wght" in axes else (weight, weight)
    return Installed((family,), low, high, 100, str(path), index, "wght" in axes)
