"""Ratings: the note's own, found by id or by name, and the tables that say what each grade means."""

from __future__ import annotations

from collections.abc import Iterator

from desknote.closed import GradeView, RatingView, SystemView
from desknote.diagnostics import Diagnostic, Span, suggest
from desknote.model.base import in_lang, near_langs
from desknote.model.house import Grade, House, RatingSystem
from desknote.model.note import Note
from desknote.resolve.text import listed
from desknote.source import Document, Path

SYSTEMS = {
    "industry": "industry",
    "strategy": "industry",
    "macro": "industry",
    "company": "company",
    "initiation": "company",
    "flash": "company",
}
"""The system that rates each kind of note, unless the note names one."""


def _names(grade: Grade, lang: str) -> Iterator[str]:
    """A grade's names, that in ``lang`` first."""
    if isinstance(grade.name, str):
        yield grade.name
    else:
        names = {str(code): name for code, name in grade.name.items()}
        yield from (names[code] for code in (lang, *near_langs(lang)) if code in names)


def grade_named(system: RatingSystem, word: str, lang: str) -> Grade | None:
    """The grade that ``word`` is the id or a name of."""
    for grade in system.grades:
        if word == grade.id or word in _names(grade, lang):
            return grade
    lower = word.lower()
    for grade in system.grades:
        if lower in (grade.id.lower(), *(n.lower() for n in _names(grade, lang))):
            return grade
    return None


def grade_label(house: House, system: str, word: str, lang: str) -> tuple[str, str]:
    """Id and name of the grade that ``word`` means: of ``system``, or of that which rates companies.

    Empty where there is no such grade.
    """
    systems = house.ratings.systems
    for name in (system, SYSTEMS["company"], *systems):
        grade = grade_named(systems[name], word, lang) if name in systems else None
        if grade is not None:
            return grade.id, in_lang(grade.name, lang)
    return "", ""


def rating(
    document: Document, note: Note, mended: frozenset[Path], house: House, lang: str
) -> tuple[RatingView | None, list[Diagnostic]]:
    """The note's rating in the right system, or what is wrong with it (DN204)."""
    if note.rating is None or ("rating",) in mended:
        return None, []
    systems = house.ratings.systems
    name = note.rating_system
    if name is not None and name not in systems:
        params = {
            "what_en": "rating system",
            "what_zh": "评级体系",
            "value": name,
            "where_en": "the house",
            "where_zh": "本机构",
            "choices": listed(systems),
        }
        span = document.value_span(("rating_system",))
        return None, [Diagnostic("DN204", span, params, suggest(name, systems))]
    if name is None and ("kind",) not in mended:
        name = SYSTEMS.get(note.kind)
    if name not in systems:  # no system for this kind: the first that knows the grade
        name = next((n for n, s in systems.items() if grade_named(s, note.rating, lang)), next(iter(systems)))
    system = systems[name]
    grade = grade_named(system, note.rating, lang)
    span = document.value_span(("rating",))
    if grade is None:
        return None, [unknown_rating(span, note.rating, name, system, lang)]
    label = in_lang(grade.name, lang)
    return RatingView(grade.id, name, label, in_lang(system.scope, lang), span), []


def unknown_rating(span: Span, word: str, name: str, system: RatingSystem, lang: str) -> Diagnostic:
    """DN204 for a grade that ``system``, called ``name``, does not have."""
    labels = [in_lang(g.name, lang) for g in system.grades]
    others = [n for g in system.grades for n in (*_names(g, lang), g.id)]
    params = {
        "what_en": "rating",
        "what_zh": "评级",
        "value": word,
        "where_en": f"house rating system '{name}'",
        "where_zh": f"评级体系“{name}”",
        "choices": listed(labels),
    }
    return Diagnostic("DN204", span, params, suggest(word, (*labels, *others)))


_ABSOLUTE_EN = {
    "up": "Expected to return more than {low} over the {when}",
    "up-band": "Expected to return {low} to {high} over the {when}",
    "band": "Expected return between {low} and {high} over the {when}",
    "down-band": "Expected to lose {low} to {high} over the {when}",
    "down": "Expected to lose more than {high} over the {when}",
    "above": "Expected return above {low} over the {when}",
    "below": "Expected return below {high} over the {when}",
}
_AGAINST = {"zh-CN": ("相对基准指数", "股价"), "zh-HK": ("相對基準指數", "股價")}


def _band_words(system: RatingSystem, lang: str) -> dict[str, str]:
    if system.basis == "relative":
        return _BANDS[lang]
    if lang == "en":
        return _ABSOLUTE_EN
    return {key: text.replace(*_AGAINST[lang]) for key, text in _BANDS[lang].items()}


_HORIZON = {"zh-CN": "未来 {} 个月", "zh-HK": "未來 {} 個月", "en": "next {} months"}
_BANDS: dict[str, dict[str, str]] = {
    "zh-CN": {
        "up": "{when}相对基准指数涨幅超过 {low}",
        "up-band": "{when}相对基准指数涨幅在 {low} 与 {high} 之间",
        "band": "{when}相对基准指数涨跌幅在 {low} 与 {high} 之间",
        "down-band": "{when}相对基准指数跌幅在 {low} 与 {high} 之间",
        "down": "{when}相对基准指数跌幅超过 {high}",
        "above": "{when}相对基准指数涨跌幅高于 {low}",
        "below": "{when}相对基准指数涨跌幅低于 {high}",
    },
    "zh-HK": {
        "up": "{when}相對基準指數升幅超過 {low}",
        "up-band": "{when}相對基準指數升幅介乎 {low} 與 {high} 之間",
        "band": "{when}相對基準指數升跌幅介乎 {low} 與 {high} 之間",
        "down-band": "{when}相對基準指數跌幅介乎 {low} 與 {high} 之間",
        "down": "{when}相對基準指數跌幅超過 {high}",
        "above": "{when}相對基準指數升跌幅高於 {low}",
        "below": "{when}相對基準指數升跌幅低於 {high}",
    },
    "en": {
        "up": "Expected to outperform the benchmark by more than {low} over the {when}",
        "up-band": "Expected to outperform the benchmark by {low} to {high} over the {when}",
        "band": "Expected return relative to the benchmark between {low} and {high} over the {when}",
        "down-band": "Expected to underperform the benchmark by {low} to {high} over the {when}",
        "down": "Expected to underperform the benchmark by more than {high} over the {when}",
        "above": "Expected return relative to the benchmark above {low} over the {when}",
        "below": "Expected return relative to the benchmark below {high} over the {when}",
    },
}


def horizon(system: RatingSystem, lang: str) -> str:
    """How far a system looks ahead: ``未来 6–12 个月``."""
    months = system.months
    return _HORIZON[lang].format(months if isinstance(months, int) else f"{months[0]}–{months[1]}")


def _per_cent(value: float) -> str:
    return f"{'−' if value < 0 else ''}{abs(value):g}%"


def definition(grade: Grade, system: RatingSystem, lang: str) -> str:
    """What a grade means: the house's own words, or its band in words."""
    if grade.definition is not None:
        return in_lang(grade.definition, lang)
    low, high = grade.above, grade.below
    words, when = _band_words(system, lang), horizon(system, lang)
    if low is not None and high is not None:
        if low >= 0:
            return words["up-band"].format(when=when, low=_per_cent(low), high=_per_cent(high))
        if high <= 0:
            return words["down-band"].format(when=when, low=_per_cent(-high), high=_per_cent(-low))
        return words["band"].format(when=when, low=_per_cent(low), high=_per_cent(high))
    if low is not None:
        return words["up" if low >= 0 else "above"].format(when=when, low=_per_cent(low))
    if high is not None:
        return words["down" if high <= 0 else "below"].format(
            when=when, high=_per_cent(-high if high <= 0 else high)
        )
    return ""


def systems(house: House, rating: RatingView | None, lang: str) -> tuple[SystemView, ...]:
    """Every rating-definition table, the note's own grade marked."""
    return tuple(
        SystemView(
            id=name,
            name=in_lang(system.name, lang),
            horizon=_sentence(horizon(system, lang)),
            grades=tuple(
                GradeView(
                    id=grade.id,
                    name=in_lang(grade.name, lang),
                    definition=definition(grade, system, lang),
                    current=rating is not None and (rating.system, rating.id) == (name, grade.id),
                    above=grade.above,
                    below=grade.below,
                )
                for grade in system.grades
            ),
            basis=system.basis,
        )
        for name, system in house.ratings.systems.items()
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
