"""Editions for tests: random ones for hypothesis, and one like a note's."""

from __future__ import annotations

from hypothesis import strategies as st

from desknote.editions.edition import (
    Edition,
    Mention,
    Part,
    Rating,
    Signatory,
    Statement,
    Table,
    TextBlock,
    Value,
)

_PHRASES = (
    "推理成本下降约九成，", "国内云厂商", "有望", "率先受益。", "我们维持增持评级；", "目标价 42.00 元",
    "，对应 2025 年", "30 倍市盈率。", "港股成交額升至 1,552 億港元，", "較上週回落 3.2%。", "風險：",
    "Order intake ", "rose 59% ", "to RMB 486m. ", "We keep ", "our Buy rating, ", "9988.HK ", "4Q24 ",
    "“quoted” ", "e.g. this, ", "\n", " ", "Dr. Li said so. ", "−0.4 pp", "é", "𠮷野家", "\t", "!", "……",
)  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(_PHRASES), max_size=12).map("".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
)
"""Prose like a note's, and anything else."""

words = st.text(alphabet="abc 增减0123456789.,-%", min_size=1, max_size=12)
cells = st.one_of(
    st.sampled_from(
        ["", "–", "-0", "0", "00.5", "1,234.50", "1234.50", "-12.3", "−12.3", "24.0x", "2024-02-30"]
    ),
    st.integers(-10_000, 10_000).map(lambda n: f"{n:,}"),
    st.floats(-1e6, 1e6).map(lambda f: f"{f:.1f}"),
    st.dates().map(lambda d: d.isoformat()),
    words,
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """An exhibit; now and then one with a long column of figures."""
    headers = draw(st.lists(words, max_size=4))
    rows = draw(st.lists(st.tuples(*[cells] * len(headers)), max_size=12)) if headers else []
    name = draw(st.sampled_from(["a", "b", "c"]))
    return Table(
        name,
        1,
        "图表 1",
        "line",
        draw(words),
        "source",
        "",
        "",
        draw(st.booleans()),
        tuple(headers),
        tuple(rows),
    )


values = st.builds(
    Value, st.sampled_from(["x", "y", "z"]), words, st.none() | st.floats(-1e9, 1e9),
    st.sampled_from(["", "%", "元"]), st.sampled_from(["", "甲", "乙"]),
)  # fmt: skip
blocks = st.builds(
    TextBlock,
    st.sampled_from(["heading", "text", "item", "exhibit"]),
    texts.filter(lambda t: t.strip() != ""),
)
parts = st.builds(
    Part,
    st.sampled_from(["title", "key-point", "section"]),
    st.lists(blocks, min_size=1, max_size=4).map(tuple),
)
statements = st.builds(Statement, st.sampled_from(["s", "t"]), words, texts)


def _by_id(strategy: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(strategy, max_size=most, unique_by=lambda one: one.id).map(tuple)


editions = st.builds(
    Edition,
    slug=st.just("sample"),
    lang=st.sampled_from(["zh-CN", "zh-HK", "en"]),
    date=st.just("2025-02-05"),
    title=words,
    rating=st.none()
    | st.builds(
        Rating, st.just("company"), st.sampled_from(["buy", "add"]), st.sampled_from(["买入", "增持"])
    ),
    targets=_by_id(values),
    facts=_by_id(values),
    parts=st.lists(parts, max_size=4).map(tuple),
    exhibits=_by_id(tables()),
    people=_by_id(st.builds(Signatory, st.sampled_from(["p", "q"]), *[words] * 8), 2),
    companies=st.lists(
        st.builds(Mention, words, st.sampled_from(["1", "2"]), st.booleans(), words),
        max_size=2,
        unique_by=lambda c: c.ticker,
    ).map(tuple),
    statements=_by_id(statements, 2),
    about=st.dictionaries(st.sampled_from(["sector", "summary"]), words, max_size=2),
)
