"""Explanations of DN330 to DN336: what one type of chart or another cannot show."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

CHART_TYPES: dict[str, Explanation] = {
    "DN330": explained(
        """
        A key such as 'highlight', 'totals' or 'base' names a row that the data do not have.
        The name is compared as it stands in the data, in their language, not in that of the page.
        """,
        """
        highlight、totals 或 base 等键写了数据中没有的行。
        名称须与数据中的写法一致，以数据的语言为准，而非页面语言。
        """,
        """
        exhibits:
          peers:
            type: bar
            title: 收入
            rows: [{name: 甲公司, revenue: 92.5}, {name: 乙公司, revenue: 40.2}]
            x: name
            y: revenue
            highlight: 丙公司
            source: 公司公告
        """,
        """
        exhibits:
          peers:
            type: bar
            title: 收入
            rows: [{name: 甲公司, revenue: 92.5}, {name: 乙公司, revenue: 40.2}]
            x: name
            y: revenue
            highlight: 甲公司
            source: 公司公告
        """,
    ),
    "DN331": explained(
        """
        In a waterfall a total is what the rows before it add up to; here it is something else, so the bars would not meet.
        A step is missing, has the wrong sign, or was rounded before it was added.
        Leave the total's figure empty to have it added up.
        """,
        """
        瀑布图中的合计应等于此前各项之和；此处不等，柱子无法衔接。
        可能是漏了一项、正负号写反，或各项先四舍五入再相加。
        合计留空时由系统计算。
        """,
        """
        exhibits:
          bridge:
            type: waterfall
            title: 净利润变动
            rows: [{item: 2023 年, change: 182}, {item: 销量, change: 96}, {item: 2024 年, change: 268}]
            label: item
            value: change
            totals: 2024 年
            source: 公司公告
        """,
        """
        exhibits:
          bridge:
            type: waterfall
            title: 净利润变动
            rows: [{item: 2023 年, change: 182}, {item: 销量, change: 96}, {item: 2024 年}]
            label: item
            value: change
            totals: 2024 年
            source: 公司公告
        """,
    ),
    "DN332": explained(
        """
        A range of values goes from low to high, and this one goes the other way.
        The two columns are exchanged for this row, or in 'low' and 'high'.
        """,
        """
        区间应从低到高，而此处相反。
        可能是该行的两个数写反了，或 low、high 指定的列颠倒了。
        """,
        """
        exhibits:
          value:
            type: football-field
            title: 估值区间
            rows: [{method: 市盈率, from: 49, to: 35}]
            label: method
            low: from
            high: to
            source: 示例证券研究所
        """,
        """
        exhibits:
          value:
            type: football-field
            title: 估值区间
            rows: [{method: 市盈率, from: 35, to: 49}]
            label: method
            low: from
            high: to
            source: 示例证券研究所
        """,
    ),
    "DN333": explained(
        """
        This chart sets events in time, so its x axis needs days, not labels such as 1月 or Q1.
        If the column does hold dates, one of them is probably mistyped; a cell that is no date makes the whole column text.
        """,
        """
        该图按时间标注事件，横轴必须是具体日期，而不是“1月”“Q1”之类的标签。
        若该列本来就是日期，多半有一格写错：只要有一格不是日期，整列都会按文本读取。
        """,
        """
        exhibits:
          ratings:
            type: rating-history
            title: 评级历史
            rows: [{day: 1月, close: 31.2}, {day: 2月, close: 33.6}]
            x: day
            price: close
            changes: [{date: 2025-01-06, rating: 增持}]
            source: 示例证券研究所
        """,
        """
        exhibits:
          ratings:
            type: rating-history
            title: 评级历史
            rows: [{day: 2025-01-06, close: 31.2}, {day: 2025-02-05, close: 33.6}]
            x: day
            price: close
            changes: [{date: 2025-01-06, rating: 增持}]
            source: 示例证券研究所
        """,
    ),
    "DN334": explained(
        """
        Bars are compared by their length, so one that does not begin at zero makes small differences look large.
        A line is read by its slope and may begin anywhere.
        """,
        """
        柱子靠长度比较；不从零开始会把小差异画得很大。
        折线靠斜率阅读，可以从任意数值开始。
        """,
        """
        exhibits:
          scores:
            type: bar
            title: 得分
            rows: [{model: 甲, score: 79.2}, {model: 乙, score: 79.8}]
            x: model
            y: score
            min: 78
            source: 公司公告
        """,
        """
        exhibits:
          scores:
            type: bar
            title: 得分
            rows: [{model: 甲, score: 79.2}, {model: 乙, score: 79.8}]
            x: model
            y: score
            source: 公司公告
        """,
    ),
    "DN335": explained(
        """
        A file in assets/exhibits is a preset: a type of exhibit under the house's own name, with its usual keys.
        It must be a mapping with 'type', and its name must not be that of a type.
        """,
        """
        assets/exhibits 下的文件是预设：以机构自己的名称定义一种图表及其常用键。
        它必须是含有 type 的映射，文件名不能与已有类型重名。
        """,
        """
        # assets/exhibits/house-line.yml
        type: line
        rebase: percent
        names: [机构折线图]
        """,
        """
        # assets/exhibits/house-line.yml
        type: line
        rebase: percent
        names: {zh-CN: 机构折线图}
        """,
    ),
    "DN336": explained(
        """
        A band of valuation divides the price by earnings or book value a share, and a multiple of a loss has no meaning.
        For a company that earns nothing, take book value or sales a share as 'base', or give the ratio itself.
        """,
        """
        估值区间以股价除以每股盈利或每股净资产，而亏损没有倍数可言。
        公司尚未盈利时，base 请用每股净资产或每股收入，或直接给出比率。
        """,
        """
        exhibits:
          band:
            type: band
            title: 市盈率区间
            rows: [{day: 2025-01-06, close: 31.2, eps: -0.4}, {day: 2025-02-05, close: 33.6, eps: -0.3}]
            x: day
            price: close
            base: eps
            source: 示例证券研究所
        """,
        """
        exhibits:
          band:
            type: band
            title: 市净率区间
            rows: [{day: 2025-01-06, close: 31.2, bps: 9.4}, {day: 2025-02-05, close: 33.6, bps: 9.6}]
            x: day
            price: close
            base: bps
            source: 示例证券研究所
        """,
    ),
    "DN337": explained(
        """
        A scatter chart sets each name where it touches no other and no point, and leaves out what finds no such place.
        The points are all drawn. Names given in 'highlight' are set first.
        Only the drawing shows this, so 'desknote build' tells of it and 'desknote check' does not.
        Draw the chart at full width, give it a 'height' in mm, or show fewer points; where names do not matter, leave 'label' out.
        """,
        """
        散点图只在不压住其他名称和圆点的位置标注名称，找不到位置的不标。
        圆点本身全部画出；highlight 中的名称优先标注。
        只有绘图时才能得知，因此由 'desknote build' 提示，'desknote check' 不提示。
        请用整幅宽度、用 height 指定高度（毫米），或减少点数；不需要名称时请去掉 label。
        """,
    ),
}
