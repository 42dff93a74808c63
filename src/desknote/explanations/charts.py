"""Explanations of DN320 to DN329: what no chart can show."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

CHARTS: dict[str, Explanation] = {
    "DN320": explained(
        """
        None of the columns that the exhibit draws holds a figure, so it would be an empty frame.
        The file has only a header, 'where' or 'keep' let no row through, or the figures are formulas without saved values.
        """,
        """
        图表所用的列都没有数值，画出来只是空框。
        可能是文件只有表头，where 或 keep 滤去了所有行，或单元格是没有保存结果的公式。
        """,
        """
        exhibits:
          sales:
            type: bar
            title: 收入
            rows: [{year: '2023', revenue: }, {year: '2024', revenue: }]
            x: year
            y: revenue
            source: 公司公告
        """,
        """
        exhibits:
          sales:
            type: bar
            title: 收入
            rows: [{year: '2023', revenue: 92.5}, {year: '2024', revenue: 108.3}]
            x: year
            y: revenue
            source: 公司公告
        """,
    ),
    "DN321": explained(
        """
        One of several columns has no figures; the others are drawn, this one is left out.
        The legend leaves it out as well, so the page is not wrong, but it may lack what the title promises.
        """,
        """
        若干列中有一列没有数值：其余照画，这一列略去。
        图例也不含它，页面并无错误，但可能缺了标题所说的内容。
        """,
        """
        exhibits:
          sales:
            type: bar
            title: 收入与利润
            rows: [{year: '2023', revenue: 92.5, profit: }, {year: '2024', revenue: 108.3, profit: }]
            x: year
            y: [revenue, profit]
            source: 公司公告
        """,
        """
        exhibits:
          sales:
            type: bar
            title: 收入与利润
            rows: [{year: '2023', revenue: 92.5, profit: 8.1}, {year: '2024', revenue: 108.3, profit: 10.4}]
            x: year
            y: [revenue, profit]
            source: 公司公告
        """,
    ),
    "DN322": explained(
        """
        So many rows cannot be told apart at the width of a page; only the first ones are drawn.
        Sort by what matters and keep the top, or use a histogram to show how many there are of each size.
        """,
        """
        这么多行在版面宽度内无法辨认，因此只画前若干行。
        请按重点排序后保留前几行，或用直方图表示分布。
        """,
        right="""
        exhibits:
          peers:
            type: bar
            title: 收入前三名
            data: {file: data/peers.csv, sort: -revenue, head: 3}
            x: name
            y: revenue
            source: 公司公告
        """,
    ),
    "DN323": explained(
        """
        An axis runs from 'min' up to 'max', and here the first is not the smaller.
        The two were probably exchanged, or one belongs to the other axis.
        """,
        """
        坐标轴从 min 到 max 递增，而此处 min 不小于 max。
        可能是写反了，或其中一个属于另一条轴。
        """,
        """
        exhibits:
          index:
            {type: line, title: 走势, data: data/index.csv, x: date, y: hsi, min: 21000, max: 18000, source: 示例证券研究所}
        """,
        """
        exhibits:
          index:
            {type: line, title: 走势, data: data/index.csv, x: date, y: hsi, min: 18000, max: 21000, source: 示例证券研究所}
        """,
    ),
    "DN324": explained(
        """
        A place on the x axis has one value a series, but the data give this one twice, and which is meant cannot be known.
        Often several companies or regions stand one below another: 'pivot' turns them into columns, 'where' picks one.
        """,
        """
        横轴上每个位置每个系列只能有一个值，而数据中这一位置出现两次，无法判断取哪个。
        常见原因是多家公司或多个地区上下排列：可用 pivot 转成多列，或用 where 选取其一。
        """,
        """
        exhibits:
          sales:
            type: line
            title: 收入
            rows: [{year: '2023', revenue: 92.5}, {year: '2023', revenue: 40.2}]
            x: year
            y: revenue
            source: 公司公告
        """,
        """
        exhibits:
          sales:
            type: line
            title: 收入
            rows: [{year: '2023', 甲公司: 92.5, 乙公司: 40.2}]
            x: year
            y: [甲公司, 乙公司]
            source: 公司公告
        """,
    ),
    "DN325": explained(
        """
        The mark would lie outside the chart and is left out.
        Its year is mistyped, or the data do not reach so far.
        On an axis of labels 'at' is one of the labels.
        """,
        """
        该标注落在图外，因此不会画出。
        可能是年份写错，或数据没有覆盖到那一天。
        横轴为标签时，at 应是其中一个标签。
        """,
        """
        exhibits:
          index:
            type: line
            title: 走势
            data: data/index.csv
            x: date
            y: hsi
            events: [{at: 2052-01-03, label: 政策公布}]
            source: 示例证券研究所
        """,
        """
        exhibits:
          index:
            type: line
            title: 走势
            data: data/index.csv
            x: date
            y: hsi
            events: [{at: 2025-01-03, label: 政策公布}]
            source: 示例证券研究所
        """,
    ),
    "DN326": explained(
        """
        Readers tell only a few colours apart, fewer in print, so colours repeat after that many series.
        Show those that the text speaks of, sum up the rest, or give each a panel of its own with small-multiples.
        """,
        """
        读者能区分的颜色有限，印刷后更少；超过一定数量颜色就会重复。
        请只画正文提到的系列，其余合并，或用小多图（small-multiples）逐一呈现。
        """,
    ),
    "DN327": explained(
        """
        A pie and a chart of shares divide a whole, and no part of a whole is below zero.
        Losses and net outflows are the usual case: a bar chart or a waterfall shows them.
        """,
        """
        饼图和百分比堆叠图表示整体的构成，而任何一部分都不会小于零。
        常见的是亏损或净流出，请改用柱状图或瀑布图。
        """,
        """
        exhibits:
          profit:
            type: pie
            title: 利润构成
            rows: [{unit: 云服务, profit: 12.4}, {unit: 硬件, profit: -3.1}]
            label: unit
            value: profit
            source: 公司公告
        """,
        """
        exhibits:
          profit:
            type: bar
            title: 利润构成
            rows: [{unit: 云服务, profit: 12.4}, {unit: 硬件, profit: -3.1}]
            x: unit
            y: profit
            source: 公司公告
        """,
    ),
    "DN328": explained(
        """
        'rebase' shows each series as a change since its first figure, and a change from zero or from a loss has no meaning.
        Leave 'rebase' out, or begin with a period that has a positive figure.
        """,
        """
        rebase 把每个系列换算成相对首个数值的变动，而相对零或亏损的变动没有意义。
        请去掉 rebase，或从有正数的一期开始。
        """,
        """
        exhibits:
          profit:
            type: line
            title: 净利润
            rows: [{year: '2023', profit: -4.2}, {year: '2024', profit: -1.5}]
            x: year
            y: profit
            rebase: percent
            source: 公司公告
        """,
        """
        exhibits:
          profit:
            type: line
            title: 净利润
            rows: [{year: '2023', profit: -4.2}, {year: '2024', profit: -1.5}]
            x: year
            y: profit
            source: 公司公告
        """,
    ),
    "DN329": explained(
        """
        On a logarithmic axis equal distances are equal ratios, and zero lies infinitely far down.
        Such figures are left out of the chart, so a line has gaps.
        """,
        """
        对数坐标中相等的距离表示相等的倍数，零在无穷远处。
        这些数值不会画出，折线会出现缺口。
        """,
        """
        exhibits:
          orders:
            type: line
            title: 订单
            rows: [{year: '2022', orders: 0}, {year: '2023', orders: 10}, {year: '2024', orders: 120}]
            x: year
            y: orders
            log: true
            source: 公司公告
        """,
        """
        exhibits:
          orders:
            type: line
            title: 订单
            rows: [{year: '2022', orders: 0}, {year: '2023', orders: 10}, {year: '2024', orders: 120}]
            x: year
            y: orders
            source: 公司公告
        """,
    ),
}
