"""The files of a small workspace for tests: one house, two analysts, one note."""

from __future__ import annotations

BRAND = """\
color:
  palette: {crimson: "#8a1c1c", gold: "#c49a56"}
  primary: crimson
  secondary: gold
"""

HOUSE = """\
name: {zh-CN: 示例证券, zh-HK: 示例證券, en: Example Securities}
legal_name: {zh-CN: 示例证券股份有限公司, en: "Example Securities Co., Ltd."}
document_label: {zh-CN: 证券研究报告, zh-HK: 證券研究報告, en: Research Report}
licence: {zh-CN: "{{ house.legal_name }}持有牌照。", en: "{{ house.legal_name }} is licensed."}
notice: {zh-CN: 请阅读文末声明, en: Please read the statements}
statements:
  - id: disclaimer
    title: {zh-CN: 免责声明, en: Disclaimer}
    body:
      zh-CN: |
        本报告由{{ house.legal_name }}提供。
      en: Provided by {{ house.legal_name }}.
ratings:
  systems:
    industry:
      name: {zh-CN: 行业评级, en: Industry ratings}
      scope: {zh-CN: 行业评级, en: Industry rating}
      months: 6
      grades:
        - {id: overweight, name: {zh-CN: 增持, zh-HK: 增持, en: Overweight}, above: 5}
        - {id: neutral, name: {zh-CN: 中性, zh-HK: 中性, en: Neutral}, above: -5, below: 5}
        - {id: underweight, name: {zh-CN: 减持, zh-HK: 減持, en: Underweight}, below: -5}
    company:
      name: {zh-CN: 公司评级, en: Company ratings}
      scope: {zh-CN: 公司评级, en: Company rating}
      months: [6, 12]
      grades:
        - {id: buy, name: {zh-CN: 买入, zh-HK: 買入, en: Buy}, above: 15}
        - {id: add, name: {zh-CN: 增持, zh-HK: 增持, en: Add}, above: 5, below: 15}
        - {id: neutral, name: {zh-CN: 中性, zh-HK: 中性, en: Neutral}, above: -5, below: 5}
        - {id: reduce, name: {zh-CN: 减持, zh-HK: 減持, en: Reduce}, above: -15, below: -5}
        - {id: sell, name: {zh-CN: 卖出, zh-HK: 賣出, en: Sell}, below: -15}
        - {id: not-rated, name: {zh-CN: 无评级, en: Not rated}, definition: {zh-CN: 暂不评级, en: No rating}}
markets:
  - {id: hk, name: {zh-CN: 香港市场, en: Hong Kong}, benchmark: {zh-CN: 恒生指数, en: Hang Seng Index}}
"""

ANALYSTS = {
    "zhang-san": """\
name: {zh-CN: 张三, zh-HK: 張三, en: Zhang San}
certificate: S9990525010001
email: zhang.san@example.com
biography: {zh-CN: 应用数学学士。, en: BSc in mathematics.}
""",
    "li-si": """\
name: {zh-CN: 李四, en: Li Si}
""",
}

NOTE = """\
kind: industry
lang: zh-CN
title: 成本下降，应用提速
date: 2025-02-05
sector: 传媒
rating: 增持
analysts: zhang-san
facts:
  score: {value: 79.80, unit: '%'}
  base: {value: 79.2, unit: '%'}
sidebar: [rating, exhibit:index, analysts, related]
viewpoints:
  - heading: 性能
    body: |
      得分 {{ facts.score }}，对手 {{ facts.base }}（@fig-index）。
advice:
  body: 建议关注甲公司与乙公司。
  coverage:
    - {name: 甲公司}
    - {name: 乙公司, covered: false}
risks:
  - 需求不及预期
exhibits:
  index:
    type: line
    title: 指数走势
    data: data/index.csv
    x: date
    y: {hsi: 恒生指数}
    source: 示例证券研究所
"""

INDEX = """\
date,hsi,hstech
2025-01-02,19623,4376
2025-01-03,19760,4425
2025-01-06,19688,4430
"""
