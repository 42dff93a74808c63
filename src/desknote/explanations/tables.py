"""Explanations of DN55x: tables."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

TABLES: dict[str, Explanation] = {
    "DN551": explained(
        """
        A key such as 'styles', 'format', 'growth' or 'hide' names a row or column that the table does not have, so it has no effect.
        Names are compared as they stand in the data, before they are given another label.
        """,
        """
        styles、format、growth 或 hide 等键写了表中没有的行或列，因此不起作用。
        名称以数据中的写法为准，而不是改名后的标签。
        """,
        """
        exhibits:
          forecast:
            type: table
            title: 预测
            rows: [{item: 营业收入, 2025E: 1948}, {item: 净利润, 2025E: 337}]
            styles: {营业总收入: bold}
            source: 示例证券研究所
        """,
        """
        exhibits:
          forecast:
            type: table
            title: 预测
            rows: [{item: 营业收入, 2025E: 1948}, {item: 净利润, 2025E: 337}]
            styles: {营业收入: bold}
            source: 示例证券研究所
        """,
    ),
    "DN552": explained(
        """
        A multiple is the share price divided by a figure a share, so the table must know the price.
        Take it from a fact, so that text, table and chart use the same.
        """,
        """
        估值倍数等于股价除以每股指标，因此表格需要知道股价。
        请引用 fact，使正文、表格和图使用同一个价格。
        """,
        """
        exhibits:
          forecast:
            type: forecast
            title: 盈利预测
            rows: [{item: 每股收益, 2024A: 0.93, 2025E: 1.40}]
            multiples: {市盈率: 每股收益}
            source: 示例证券研究所
        """,
        """
        facts: {price: {value: 33.6, unit: 元}}
        exhibits:
          forecast:
            type: forecast
            title: 盈利预测
            rows: [{item: 每股收益, 2024A: 0.93, 2025E: 1.40}]
            price: '{{ facts.price }}'
            multiples: {市盈率: 每股收益}
            source: 示例证券研究所
        """,
    ),
    "DN553": explained(
        """
        An equation under 'checks', such as assets = liabilities + equity, does not hold in this period, by more than rounding explains.
        A figure is mistyped, an item is missing, or its sign is the other way round.
        """,
        """
        checks 中的等式（如资产 = 负债 + 权益）在该期不成立，差额超出四舍五入的范围。
        可能是数值写错、漏了项目，或正负号相反。
        """,
        """
        exhibits:
          balance:
            type: statements
            title: 资产负债表
            rows: [{item: 资产, 2024A: 900}, {item: 负债, 2024A: 500}, {item: 权益, 2024A: 300}]
            checks: 资产 = 负债 + 权益
            source: 公司公告
        """,
        """
        exhibits:
          balance:
            type: statements
            title: 资产负债表
            rows: [{item: 资产, 2024A: 900}, {item: 负债, 2024A: 500}, {item: 权益, 2024A: 400}]
            checks: 资产 = 负债 + 权益
            source: 公司公告
        """,
    ),
    "DN554": explained(
        """
        A table of revisions compares an old with a new estimate, and cannot tell which column is which.
        Columns called old and new, or 原预测 and 新预测, are found; others are named by the keys 'old' and 'new'.
        """,
        """
        盈利预测调整表比较新旧预测，但无法判断哪一列是旧、哪一列是新。
        名为 old、new 或“原预测”“新预测”的列可自动识别，其他列名请用 old、new 两个键指明。
        """,
        """
        exhibits:
          revisions:
            type: revisions
            title: 预测调整
            rows: [{item: 净利润, period: 2025E, 上次: 306, 本次: 337}]
            source: 示例证券研究所
        """,
        """
        exhibits:
          revisions:
            type: revisions
            title: 预测调整
            rows: [{item: 净利润, period: 2025E, 上次: 306, 本次: 337}]
            old: 上次
            new: 本次
            source: 示例证券研究所
        """,
    ),
    "DN555": explained(
        """
        The box has neither items of its own nor rows from a file, so only its title would be printed.
        """,
        """
        该表既没有写 items，也没有数据文件中的行，页面上只会有标题。
        请补上内容，或删去该图表。
        """,
        """
        exhibits:
          figures: {type: key-data, title: 基本数据, items: {}, source: 示例证券研究所}
        """,
        """
        exhibits:
          figures: {type: key-data, title: 基本数据, items: {收盘价（元）: 33.6}, source: 示例证券研究所}
        """,
    ),
}
