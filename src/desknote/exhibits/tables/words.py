"""Words that tables say by themselves, in each language of a note."""

from __future__ import annotations

_ROWS: dict[str, tuple[str, str, str]] = {
    "table": ("{title}（表格，{rows}行）", "{title}（表格，{rows}行）", "{title} (table, {rows} rows)"),
    "unit": ("单位：{unit}", "單位：{unit}", "{unit}"),
    "item": ("项目", "項目", "Item"),
    "company": ("公司", "公司", "Company"),
    "total": ("合计", "合計", "Total"),
    "growth": ("同比增速", "按年增長", "YoY growth"),
    "mean": ("平均值", "平均值", "Mean"),
    "median": ("中位数", "中位數", "Median"),
    "max": ("最高", "最高", "High"),
    "min": ("最低", "最低", "Low"),
    "nm": ("n.m.", "n.m.", "n.m."),
    "ratios": ("主要财务比率", "主要財務比率", "Key ratios"),
    "old": ("原预测", "原預測", "Old"),
    "new": ("新预测", "新預測", "New"),
    "change": ("调整", "調整", "Change"),
    "consensus": ("一致预期", "市場預期", "Consensus"),
    "difference": ("较一致预期", "較市場預期", "vs consensus"),
    "date": ("日期", "日期", "Date"),
    "rating": ("评级", "評級", "Rating"),
    "target": ("目标价", "目標價", "Target price"),
    "price": ("收盘价", "收市價", "Closing price"),
    "upside": ("潜在空间", "潛在升幅", "Upside"),
    "pp": ("pct", "pct", "pp"),
    "bp": ("bp", "bp", "bp"),
    "pair": ("{down} \\ {across}", "{down} \\ {across}", "{down} \\ {across}"),
    "with_unit": ("{label}（{unit}）", "{label}（{unit}）", "{label} ({unit})"),
}  # fmt: skip
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}


def say(key: str, lang: str, **values: object) -> str:
    """The words ``key`` in ``lang``, filled with ``values``."""
    return _ROWS[key][_COLUMN[lang]].format(**values)


def characters(lang: str) -> str:
    """Every character these words may put in a table, and those of figures."""
    return "".join(row[_COLUMN[lang]] for row in _ROWS.values()) + "0123456789,.%()+−—–x× "
