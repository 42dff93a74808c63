"""The exhibit types there are: desknote's own, and those that installed packages add."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any, Literal, cast

from desknote.model.exhibit import ExhibitSpec
from desknote.records import dataclass

ENTRY_POINT_GROUP = "desknote.exhibits"
Form = Literal["chart", "table"]


@dataclass(frozen=True, slots=True)
class ExhibitType:
    """One type of exhibit. ``module`` is imported when the type is first used; it holds

    - ``Spec``: a subclass of :class:`desknote.model.exhibit.ExhibitSpec`;
    - ``draw``: for a chart ``draw(sheet: Sheet) -> None``, which paints on the sheet; for a table
      ``draw(exhibit, style, width_mm) -> str``, which returns HTML;
    - ``shown(exhibit, style) -> Shown``: the data as readers see them, and a text alternative;
    - optionally ``height(exhibit, style, width_mm) -> float`` (mm), ``validate(exhibit, at) ->
      Iterable[Diagnostic]``: what in the data makes a poor picture, and ``MOST_ROWS``: how many it can draw.

    ``names`` are the labels an author may write as ``type:`` instead of ``name``.
    """

    name: str
    names: Mapping[str, str]
    form: Form
    module: str

    @property
    def code(self) -> ModuleType:
        """The type's module. Importing it imports neither matplotlib nor numpy."""
        return import_module(self.module)

    @property
    def spec(self) -> type[ExhibitSpec]:
        """The type's keys."""
        return cast("type[ExhibitSpec]", self.code.Spec)

    @property
    def draw(self) -> Any:
        """The type's draw function."""
        return self.code.draw


def _row(name: str, zh: str, en: str, form: Form = "chart", hk: str = "") -> ExhibitType:
    folder = "types" if form == "chart" else "tables"
    module = f"desknote.exhibits.{folder}.{name.replace('-', '_')}"
    names = MappingProxyType({"zh-CN": zh, "zh-HK": hk or zh, "en": en})
    return ExhibitType(name, names, form, module)


_ROWS: tuple[ExhibitType, ...] = (
    _row("line", "折线图", "Line", hk="折線圖"),
    _row("bar", "柱状图", "Bar", hk="柱狀圖"),
    _row("combo", "柱线图", "Bar and line", hk="柱線圖"),
    _row("area", "面积图", "Area", hk="面積圖"),
    _row("scatter", "散点图", "Scatter", hk="散點圖"),
    _row("price", "股价走势", "Price", hk="股價走勢"),
    _row("rating-history", "评级历史", "Rating history", hk="評級歷史"),
    _row("band", "估值区间", "Valuation band", hk="估值區間"),
    _row("football-field", "估值足球场", "Football field", hk="估值足球場"),
    _row("waterfall", "瀑布图", "Waterfall", hk="瀑布圖"),
    _row("pie", "饼图", "Pie", hk="圓形圖"),
    _row("heatmap", "热力图", "Heatmap", hk="熱力圖"),
    _row("histogram", "直方图", "Histogram", hk="直方圖"),
    _row("slope", "斜率图", "Slope", hk="斜率圖"),
    _row("dumbbell", "哑铃图", "Dumbbell", hk="啞鈴圖"),
    _row("small-multiples", "小多图", "Small multiples", hk="小多圖"),
    _row("sensitivity", "敏感性分析", "Sensitivity", hk="敏感性分析"),
    _row("table", "表格", "Table", "table"),
    _row("forecast", "盈利预测", "Forecast", "table", hk="盈利預測"),
    _row("statements", "财务报表", "Statements", "table", hk="財務報表"),
    _row("comps", "可比公司", "Comparable companies", "table"),
    _row("revisions", "盈利预测调整", "Estimate revisions", "table", hk="盈利預測調整"),
    _row("key-data", "基本数据", "Key data", "table", hk="基本數據"),
    _row("sensitivity-table", "敏感性分析表", "Sensitivity table", "table"),
    _row("rating-table", "评级记录", "Rating table", "table", hk="評級記錄"),
)
_OWN: Mapping[str, ExhibitType] = MappingProxyType({row.name: row for row in _ROWS})
_BY_LABEL: Mapping[str, str] = MappingProxyType(
    {label: row.name for row in _ROWS for label in row.names.values()}
)


@cache
def _installed() -> Mapping[str, ExhibitType]:
    """Types of other packages. One that fails to load is left out: it cannot be drawn anyway."""
    from importlib.metadata import entry_points

    found: dict[str, ExhibitType] = {}
    for entry in entry_points(group=ENTRY_POINT_GROUP):
        try:
            row = entry.load()
        except Exception:
            continue
        if isinstance(row, ExhibitType) and row.name not in _OWN:
            found[row.name] = row
    return MappingProxyType(found)


def exhibit_type(name: str) -> ExhibitType | None:
    """The type that an author means by ``name`` (its name or its label in any language), if any."""
    word = name.strip()
    own = _OWN.get(word) or _OWN.get(_BY_LABEL.get(word, "")) or _OWN.get(word.lower().replace("_", "-"))
    if own is not None:
        return own
    installed = _installed()
    by_label = (row for row in installed.values() if word in row.names.values())
    return installed.get(word) or next(by_label, None)


def type_names() -> tuple[str, ...]:
    """Every type's name, desknote's own first."""
    return (*_OWN, *_installed())


def type_labels(lang: str) -> tuple[str, ...]:
    """Every type's label in ``lang``, in the order of :func:`type_names`."""
    return tuple(row.names.get(lang, row.name) for row in (*_ROWS, *_installed().values()))


def spec_of(name: str) -> type[ExhibitSpec] | None:
    """The keys of the type ``name``."""
    row = exhibit_type(name)
    return row.spec if row else None


def form_of(name: str) -> Form | None:
    """Whether the type ``name`` is a chart or a table."""
    row = exhibit_type(name)
    return row.form if row else None
