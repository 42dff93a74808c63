"""One or more exhibits of every chart type, with made-up figures: what tests and reference pictures draw."""

# ruff: noqa: C408, E501 (specs read better as keywords, a line each)
from __future__ import annotations

import datetime as dt
import math
from typing import Any

from desknote.closed import Cell, Exhibit, Frame
from desknote.exhibits.registry import exhibit_type
from desknote.exhibits.style import ChartStyle, style_from
from desknote.model.brand import Brand

YEARS = ("2020A", "2021A", "2022A", "2023A", "2024E", "2025E", "2026E")
PEERS = ("示例科技", "远方网络", "海岸软件", "星河互动", "北山数据", "东湖传媒", "南岭智能")
MONTHS = tuple(f"{m}月" for m in range(1, 13))


def wave(i: int, seed: int) -> float:
    """A figure between about −1 and 1 that looks random and is the same everywhere."""
    x = math.sin(i * 12.9898 + seed * 78.233) * 43758.5453
    return 2 * (x - math.floor(x)) - 1


def walk(count: int, seed: int, start: float, drift: float, size: float) -> tuple[float, ...]:
    """A price series."""
    values = [start]
    for i in range(count - 1):
        values.append(round(max(0.5, values[-1] * (1 + drift + size * wave(i, seed))), 2))
    return tuple(values)


def weekdays(first: dt.date, count: int) -> tuple[dt.date, ...]:
    """The first ``count`` weekdays from ``first``."""
    days = (first + dt.timedelta(days=i) for i in range(count * 7 // 5 + 5))
    return tuple(day for day in days if day.weekday() < 5)[:count]


def months(first: int, count: int) -> tuple[dt.date, ...]:
    """The first days of ``count`` months from January ``first``."""
    return tuple(dt.date(first + i // 12, i % 12 + 1, 1) for i in range(count))


def frame(**columns: Any) -> Frame:
    """A frame of columns."""
    return Frame("data/sample.csv", {k: tuple(v) for k, v in columns.items()}, "sample")


def exhibit(spec: dict[str, Any], data: Frame | None, name: str = "sample") -> Exhibit:
    """An exhibit of a spec as an author writes it."""
    kind = exhibit_type(str(spec["type"]))
    assert kind is not None, spec["type"]
    full = {"title": "示意图", "source": "示意数据", **spec}
    return Exhibit(name, f"fig-{name}", 1, "图表 1", kind.spec.model_validate(full), data)


def brands() -> dict[str, Brand]:
    """Two looks: a red house where a rise is red, and a blue one where it is green."""
    red = {
        "color": {"foreground": "#1f1c1b", "primary": "#8a1c1c", "secondary": "#c49a56"},
        "defaults": {
            "desknote": {
                "up": "red",
                "charts": {"palette": ["#8a1c1c", "#c49a56", "#3f5871", "#2e7068", "#6f4a6b", "#6b6461"]},
            }
        },
    }
    blue = {
        "color": {"foreground": "#0b1f33", "primary": "#005a9c", "secondary": "#00a3ad", "info": "#7a3e9d"},
        "defaults": {"desknote": {"up": "green"}},
    }
    return {"red": Brand.model_validate(red), "blue": Brand.model_validate(blue)}


def style(brand: str = "red", lang: str = "zh-CN", fonts: Any = None) -> ChartStyle:
    """The charts' style of one of the brands."""
    return style_from(brands()[brand], lang, fonts)


def samples() -> dict[str, Exhibit]:
    """Every sample by its name."""
    year = weekdays(dt.date(2024, 2, 5), 245)
    long = weekdays(dt.date(2021, 1, 4), 1040)
    price, index = walk(245, 1, 50, 0.001, 0.03), walk(245, 2, 3000, 0.0006, 0.012)
    volume = tuple(round(2.2e7 * (1.2 + wave(i, 5))) for i in range(245))
    prices = frame(d=year, p=price, b=index, v=volume)
    eps = tuple(1.6 + 0.0009 * i for i in range(1040))
    past = walk(1040, 8, 38, 0.0005, 0.03)
    history = frame(d=long, p=past, e=eps, r=tuple(round(p / e, 2) for p, e in zip(past, eps, strict=True)))
    years = frame(
        y=YEARS,
        revenue=(820, 930, 1010, 1180, 1350.5, 1560, 1790),
        profit=(120, -45, 60, 88, 150, 190, 240),
        growth=(None, 13.4, 8.6, 16.8, 14.4, 15.6, 14.7),
        cloud=(100, 140, 200, 260, 330, 420, 520),
        ads=(400, 430, 440, 480, 520, 560, 600),
        games=(320, 360, 370, 440, 500, 580, 670),
    )
    layers = frame(
        d=months(2019, 72),
        a=tuple(round(40 + 10 * math.sin(i / 6) + i * 0.4, 2) for i in range(72)),
        b=tuple(30 + i * 0.6 for i in range(72)),
        c=tuple(round(20 + 5 * math.cos(i / 9), 2) for i in range(72)),
    )
    peers = frame(
        n=PEERS,
        pe=(35.2, 28.1, 22.5, 18.0, 15.3, 24.0, 31.0),
        g=(32, 25, 18, 15, 9, 21, 36),
        cap=(900, 700, 300, 200, 150, 120, 90),
        s=("软件", "云", "云", "软件", "游戏", "传媒", "软件"),
        a=(18, 22, 15.5, 9, 12, 6, 15),
        b=(24, 19, 16.2, 12, 8, 6.5, 20),
    )
    methods = frame(
        m=("可比公司 PE（18–25x）", "可比公司 EV/EBITDA", "DCF（WACC 8.5–10%）", "分部估值", "52 周股价区间"),
        lo=(42, 45, 48.5, 50, 35.2),
        hi=(60, 58, 72, 66, 61.8),
        mid=(51, 52, 59, 58, None),
    )
    bridge = frame(
        n=("2023 营业利润", "云计算", "广告", "游戏", "研发费用", "销售费用", "2024 营业利润"),
        v=(120, 35, 18, -12, -22, -6, None),
    )
    mix = frame(
        n=("云计算", "广告", "游戏", "企业服务", "硬件", "金融科技", "内容", "海外", "教育", "其他创新"),
        v=(38, 22, 14, 9, 6, 4, 3, 2, 1.2, 0.8),
    )
    returns: dict[str, tuple[Cell, ...]] = {
        month: tuple(round(5 * wave(j * 12 + i, 3), 1) for j in range(5)) for i, month in enumerate(MONTHS)
    }
    ratios = frame(pe=tuple(round(20 + 12 * wave(i, 11) + 8 * wave(i, 12), 2) for i in range(600)))
    panels = frame(
        d=months(2019, 60), **{n: walk(60, 20 + i, 100, 0.002, 0.06) for i, n in enumerate(PEERS[:6])}
    )
    grid = frame(
        w=(8.0, 8.5, 9.0, 9.5, 10.0),
        **{f"{1.5 + 0.5 * i}%": tuple(60 - 7.5 * j + 6 * i for j in range(5)) for i in range(5)},
    )
    calls = [
        {"date": dt.date(2021, 3, 10), "rating": "增持", "target": 55},
        {"date": dt.date(2021, 9, 2), "rating": "买入", "target": 70},
        {"date": dt.date(2022, 8, 20), "rating": "买入", "target": 62},
        {"date": dt.date(2022, 9, 5), "rating": "增持", "target": 58},
        {"date": dt.date(2023, 11, 6), "rating": "买入", "target": 80},
        {"date": dt.date(2024, 10, 6), "rating": "买入", "target": 85.5},
    ]
    made: dict[str, tuple[dict[str, Any], Frame]] = {
        "line": (dict(type="line", x="d", y={"p": "示例科技", "b": "恒生指数"}, rebase="percent"), prices),
        "line-right": (
            dict(type="line", x="d", y={"a": "云计算"}, right={"b": "广告"}, unit="%", right_unit="亿元"), layers,
        ),
        "bar": (dict(type="bar", x="y", y={"revenue": "营业收入"}, unit="亿元"), years),
        "bar-grouped": (
            dict(type="bar", x="y", y={"cloud": "云", "profit": "归母净利润"}, unit="亿元"), years,
        ),
        "bar-stacked": (
            dict(type="bar", x="y", y={"cloud": "云", "ads": "广告", "games": "游戏"}, mode="stacked", unit="亿元"),
            years,
        ),
        "bar-percent": (
            dict(type="bar", x="y", y={"cloud": "云", "ads": "广告", "games": "游戏"}, mode="percent"), years,
        ),
        "bar-lying": (
            dict(type="bar", x="n", y="pe", horizontal=True, unit="x", sort="descending", highlight=PEERS[0]),
            peers,
        ),
        "bar-sign": (dict(type="bar", x="y", y={"profit": "净利润"}, colours="sign", unit="亿元"), years),
        "combo": (
            dict(type="combo", x="y", bars={"revenue": "营业收入"}, lines={"growth": "同比增速"}, unit="亿元"),
            years,
        ),
        "area": (
            dict(type="area", x="d", y={"a": "云计算", "b": "广告", "c": "游戏"}, unit="亿元"), layers,
        ),
        "area-percent": (
            dict(type="area", x="d", y={"a": "云计算", "b": "广告", "c": "游戏"}, mode="percent"), layers,
        ),
        "area-marks": (
            dict(
                type="area", x="d", y={"a": "云计算"}, unit="亿元", levels={"at": 55, "label": "目标"},
                events={"at": dt.date(2021, 6, 1), "label": "政策公布"},
            ),
            layers,
        ),
        "scatter": (
            dict(
                type="scatter", x={"g": "净利润增速"}, y={"pe": "市盈率"}, unit="x", x_unit="%", label="n",
                highlight=PEERS[0], trend=True,
            ),
            peers,
        ),
        "scatter-bubbles": (
            dict(
                type="scatter", x={"g": "净利润增速"}, y={"pe": "市盈率"}, unit="x", x_unit="%", label="n",
                group="s", size={"cap": "市值"}, medians=True,
            ),
            peers,
        ),
        "price": (
            dict(
                type="price", x="d", price={"p": "示例科技"}, benchmark={"b": "恒生指数"}, volume="v",
                volume_unit="股", unit="港元",
            ),
            prices,
        ),
        "rating-history": (
            dict(type="rating-history", x="d", price={"p": "示例科技"}, changes=calls, unit="港元"), history,
        ),
        "band": (dict(type="band", x="d", price={"p": "示例科技"}, base="e", unit="港元"), history),
        "band-ratio": (dict(type="band", x="d", ratio={"r": "市盈率（TTM）"}), history),
        "football-field": (
            dict(
                type="football-field", label="m", low="lo", high="hi", middle="mid", unit="港元",
                levels=[{"at": 50.2, "label": "现价"}, {"at": 62, "label": "目标价"}],
            ),
            methods,
        ),
        "waterfall": (dict(type="waterfall", label="n", value="v", totals="2024 营业利润", unit="亿元"), bridge),
        "pie": (dict(type="pie", label="n", value="v", centre="收入结构"), mix),
        "heatmap": (
            dict(type="heatmap", x="y", y=list(MONTHS), unit="%", digits=1),
            frame(y=("2020", "2021", "2022", "2023", "2024"), **returns),
        ),
        "histogram": (
            dict(type="histogram", x={"pe": "市盈率"}, unit="x", levels={"at": 31, "label": "当前 31x"}), ratios,
        ),
        "slope": (
            {"type": "slope", "label": "n", "from": {"a": "2023"}, "to": {"b": "2025E"}, "unit": "%",
             "highlight": PEERS[0]},
            peers,
        ),
        "dumbbell": (
            {"type": "dumbbell", "label": "n", "from": {"a": "2023"}, "to": {"b": "2025E"}, "unit": "%",
             "sort": "descending"},
            peers,
        ),
        "small-multiples": (dict(type="small-multiples", x="d", y=list(PEERS[:6])), panels),
        "sensitivity": (
            dict(
                type="sensitivity", x="w", y=[f"{1.5 + 0.5 * i}%" for i in range(5)], row_title="WACC",
                column_title="永续增长率", row_unit="%", unit="港元", base={"row": "9.0%", "column": "2.5%"},
                reference=52,
            ),
            grid,
        ),
    }  # fmt: skip
    return {name: exhibit(spec, data, name) for name, (spec, data) in made.items()}
