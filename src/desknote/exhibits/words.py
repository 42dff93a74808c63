"""Words that charts and their text alternatives say, in each language of a note."""

# ruff: noqa: E501 (a table)
from __future__ import annotations

_ROWS: dict[str, tuple[str, str, str]] = {
    "no_data": ("暂无数据", "暫無數據", "No data"),
    "unit": ("单位：{unit}", "單位：{unit}", "{unit}"),
    "rebased": ("{day}=100", "{day}=100", "{day}=100"),
    "date": ("日期", "日期", "Date"),
    "from_to": ("{name}：{first_x}为{first}，{last_x}为{last}", "{name}：{first_x}為{first}，{last_x}為{last}", "{name}: {first} at {first_x}, {last} at {last_x}"),
    "change": ("，变动{change}", "，變動{change}", ", a change of {change}"),
    "extremes": ("；最高{high}（{high_x}），最低{low}（{low_x}）", "；最高{high}（{high_x}），最低{low}（{low_x}）", "; highest {high} ({high_x}), lowest {low} ({low_x})"),
    "one": ("{name}：{x}为{value}", "{name}：{x}為{value}", "{name}: {value} at {x}"),
    "none": ("{name}：暂无数据", "{name}：暫無數據", "{name}: no data"),
    "stop": ("。", "。", ". "),
    "chart": ("{title}（{kind}）", "{title}（{kind}）", "{title} ({kind} chart)"),
    "right": ("{name}（右轴）", "{name}（右軸）", "{name} (rhs)"),
    "right_unit": ("{name}（右轴，{unit}）", "{name}（右軸，{unit}）", "{name} (rhs, {unit})"),
    "unit_rows": ("{name}（{unit}）", "{name}（{unit}）", "{name} ({unit})"),
    "pair": ("{name}：{value}", "{name}：{value}", "{name}: {value}"),
    "area": ("面积：{name}", "面積：{name}", "Area: {name}"),
    "points": ("共{count}个点", "共{count}個點", "{count} points in all"),
    "rebased_name": ("{name}（同起点）", "{name}（同起點）", "{name} (rebased)"),
    "comma": ("、", "、", ", "),
    "bands": ("参考线：{names}。", "參考線：{names}。", "Reference lines: {names}."),
    "quantile": ("{share}分位", "{share}分位", "P{share}"),
    "peaks": ("{rows}行{columns}列，最高{high}（{high_at}），最低{low}（{low_at}）", "{rows}行{columns}列，最高{high}（{high_at}），最低{low}（{low_at}）", "{rows} rows, {columns} columns; highest {high} ({high_at}), lowest {low} ({low_at})"),
    "grid": ("{rows}与{columns}变动时，结果介于{low}与{high}之间", "{rows}與{columns}變動時，結果介於{low}與{high}之間", "Across {rows} and {columns}, results range from {low} to {high}"),
    "base": ("基准情形为{value}", "基準情形為{value}", "The base case is {value}"),
    "mode": ("共{total}个观测值，{interval}最多（{count}个）", "共{total}個觀測值，{interval}最多（{count}個）", "{total} observations, most in {interval} ({count})"),
    "others": ("其他", "其他", "Other"),
    "total": ("合计", "合計", "Total"),
    "mean": ("均值", "均值", "Mean"),
    "median": ("中位数", "中位數", "Median"),
    "current": ("现价", "現價", "Current"),
    "low": ("低", "低", "Low"),
    "high": ("高", "高", "High"),
    "middle": ("中值", "中值", "Mid-point"),
    "price": ("股价", "股價", "Price"),
    "target": ("目标价", "目標價", "Target price"),
    "rating": ("评级", "評級", "Rating"),
    "volume": ("成交量", "成交量", "Volume"),
    "benchmark": ("基准（同起点）", "基準（同起點）", "Benchmark (rebased)"),
    "share": ("占比", "佔比", "Share"),
    "count": ("个数", "個數", "Count"),
    "interval": ("区间", "區間", "Interval"),
    "start": ("起点", "起點", "Start"),
    "change_word": ("变动", "變動", "Change"),
    "listing": ("{name} {value}", "{name} {value}", "{name} {value}"),
    "separator": ("，", "，", ", "),
    "more": ("另有{count}个系列", "另有{count}個系列", "{count} more series"),
}  # fmt: skip
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}


def say(key: str, lang: str, **values: object) -> str:
    """The words ``key`` in ``lang``, filled with ``values``."""
    return _ROWS[key][_COLUMN[lang]].format(**values)


def characters(lang: str) -> str:
    """Every character these words may put in a chart, and those of figures and dates."""
    from desknote.exhibits.numbers import MINUS

    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    return "".join(row[_COLUMN[lang]] for row in _ROWS.values()) + (
        f"0123456789 .,:;+-/%‰×x()=–…{MINUS}万亿萬億倍mbnktQHEFAYR²σr {months}"
    )
