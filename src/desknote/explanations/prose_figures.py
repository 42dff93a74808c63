"""DN501 to DN520: figures and marks, as an editor would mend them."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained
from desknote.explanations.prose_examples import body

PROSE_FIGURES: dict[str, Explanation] = {
    "DN501": explained(
        """
        Digits, Latin letters and per-cent signs are typed in full-width forms, usually because the input method was switched to them.
        They look wide and loose beside other figures, and a search for the number does not find them.
        """,
        """
        数字、拉丁字母或百分号以全角形式键入，多半是输入法处于全角状态。
        这类字符比其他数字宽，检索也找不到。
        """,
        body("收入增长１２％。"),
        body("收入增长 12%。"),
    ),
    "DN502": explained(
        """
        An amount or a count of ten thousand 万 and more is given in 万 although the note counts in 亿, or in plain figures although it counts in 万.
        A figure beside smaller ones in the same unit is left alone: there the two are compared.
        """,
        """
        金额或数量达到一万个“万”却仍以“万”计，而文中其他同类数字以“亿”计；或者文中以“万”计，此处却写出全部数字。
        同一句中与较小数字并列比较的，不作提示。
        """,
        body("营收 3.5 亿元。研发费用 12,000 万元。"),
        body("营收 3.5 亿元。研发费用 1.2 亿元。"),
    ),
    "DN503": explained(
        """
        Figures of four digits, or of five and more, are set with thousands separators in most places and without them here, or the other way round.
        With 'thousands: true' in content/house.yaml every figure of 10,000 and more has them.
        Codes, years and parts of ranges do not count.
        """,
        """
        四位数或五位以上的数字在文中多处使用（或不使用）千位分隔符，此处却相反。
        content/house.yaml 写有 thousands: true 时，不小于 10,000 的数字都应分隔。
        代码、年份与区间中的数字不计。
        """,
        body("销量 12,000 台，门店 15,600 家，员工 18600 人。"),
        body("销量 12,000 台，门店 15,600 家，员工 18,600 人。"),
    ),
    "DN504": explained(
        """
        No space stands before a per-cent sign; other units and currencies are set off from their figures the way most of the note has it.
        """,
        """
        百分号之前不留空格；其他单位与货币符号同数字的间距，以文中多数写法为准。
        """,
        body("毛利率为 35 %。"),
        body("毛利率为 35%。"),
    ),
    "DN505": explained(
        """
        Ranges of the same kind are joined by different signs (–, -, ~, 至), or one has its unit at the end only while others have it at both ends.
        For per cents, 万 and 亿 the standard GB/T 15835-2011 asks for the unit at both ends: 10%–15%.
        """,
        """
        同类区间使用了不同的连接号（–、-、~、至），或其他区间两端都写单位，此处只写在末尾。
        依 GB/T 15835-2011，百分数与“万”“亿”的区间两端都应写单位，如 10%–15%。
        """,
        body("渗透率 10%–15%，远期 40%–50%，短期 5-8%。"),
        body("渗透率 10%–15%，远期 40%–50%，短期 5%–8%。"),
    ),
    "DN506": explained(
        """
        Negative figures have more than one sign in the note: a hyphen here, a minus sign or dash there; or the sign is full-width.
        """,
        """
        文中负数的符号不统一：有的用连字符，有的用减号或连接号；或使用了全角负号。
        """,
        body("同比变动为－1.8%。"),
        body("同比变动为 -1.8%。"),
    ),
    "DN507": explained(
        """
        Multiples of valuation are written both as 20 倍 and as 20x. Either is right; one note keeps to one.
        """,
        """
        估值倍数有的写作“20 倍”，有的写作“20x”。两种写法都可以，同一篇研报应当统一。
        """,
        body("PE 为 20 倍。可比公司 PE 为 25 倍。公司 PE 为 15x。"),
        body("PE 为 20 倍。可比公司 PE 为 25 倍。公司 PE 为 15 倍。"),
    ),
    "DN508": explained(
        """
        What falls by once its value is nothing; it cannot fall by two times.
        Usually 'to a third' is meant, or 'by two thirds'.
        Sentences about valuations, where a multiple may fall by two turns, are left alone.
        """,
        """
        数量减少一倍即为零，不可能“下降两倍”。
        通常想说的是“降至三分之一”或“下降三分之二”。
        谈论估值的句子不作提示：市盈率可以回落两倍。
        """,
        body("单位成本下降了两倍。"),
        body("单位成本降至原来的三分之一。"),
    ),
    "DN509": explained(
        """
        The difference between two rates is a number of percentage points. From 30%, 'up 2%' is 30.6%; 'up 2 percentage points' is 32%.
        It is told only where the rates in the sentence show which of the two is meant.
        """,
        """
        两个百分率之差是百分点：30% 提升 2% 是 30.6%，提升 2 个百分点才是 32%。
        只有句中的数值足以判断时才提示。
        """,
        body("毛利率由 30% 提升 2%。"),
        body("毛利率由 30% 提升 2 个百分点。"),
    ),
    "DN510": explained(
        """
        Amounts of money in English say m in one place and million or mn in another. The form that most of them have is the note's.
        """,
        """
        英文金额有的用 m，有的用 million 或 mn。以文中多数写法为准。
        """,
        body("Revenue was RMB 300m, profit RMB 20m and cash RMB 55 million.", "en"),
        body("Revenue was RMB 300m, profit RMB 20m and cash RMB 55m.", "en"),
    ),
    "DN511": explained(
        """
        A comma, colon, semicolon, full stop or bracket beside Chinese characters is the half-width one of English text: it sticks to the character before it.
        Brackets around Latin words may be either kind, as long as the note keeps to one.
        """,
        """
        汉字旁的逗号、冒号、分号、句号或括号使用了英文的半角形式，会与前一字粘连。
        括注拉丁字词的括号两种皆可，但全文应当统一。
        """,
        body("收入增长,利润持平。"),
        body("收入增长，利润持平。"),
    ),
    "DN512": explained(
        """
        English text has a full-width mark of Chinese, such as ， or 、, which leaves a gap in the line.
        Marks within Chinese names and quotations are left alone.
        """,
        """
        英文中混入了全角的中文标点，如“，”“、”，行内会出现空隙。
        中文名称与引文之内的标点不作提示。
        """,
        body("Orders rose，margins followed.", "en"),
        body("Orders rose, margins followed.", "en"),
    ),
    "DN513": explained(
        """
        A mark stands twice, or two marks follow each other that cannot: usually what an edit left behind.
        """,
        """
        标点重复，或两个不能相连的标点连在一起：多为修改后的残留。
        """,
        body("收入增长，，利润持平。"),
        body("收入增长，利润持平。"),
    ),
    "DN514": explained(
        """
        A bracket or quotation mark is opened and never closed in its paragraph, or closed without having been opened.
        Apostrophes, inches, numberings such as 1) and intervals such as [0, 1) are no pairs.
        """,
        """
        括号或引号在本段中只有一半。
        撇号、英寸号、“1)”这类编号与“[0, 1)”这类区间不在此列。
        """,
        body("金山云（未覆盖也会受益。"),
        body("金山云（未覆盖）也会受益。"),
    ),
    "DN516": explained(
        """
        Straight quotation marks stand around Chinese words, or the note mixes two kinds of quotation marks or apostrophes.
        Chinese has “ ” on the mainland and 「」 in Hong Kong; where the note has mostly one of them, that one is the note's.
        """,
        """
        汉字使用了直引号，或全文混用两种引号或撇号。
        内地通用“ ”，香港通用「」；文中以某一种为主的，即以该种为准。
        """,
        body('公司推进"降本增效"。'),
        body("公司推进“降本增效”。"),
    ),
    "DN517": explained(
        """
        One risk, item or paragraph ends without a mark, while the others around it end with one.
        A list that has no final marks at all is left alone.
        """,
        """
        某一条风险、列表项或段落末尾没有标点，而同类各项都有。
        全部没有标点的列表不作提示。
        """,
        """
        risks: [需求不及预期；, 竞争加剧, 政策变化。]
        """,
        """
        risks: [需求不及预期；, 竞争加剧；, 政策变化。]
        """,
    ),
    "DN518": explained(
        """
        Two spaces stand in a row, a space stands before a mark in English, or a full-width space was typed to indent a paragraph: the layout indents by itself.
        """,
        """
        连续两个空格，英文标点之前有空格，或用全角空格缩进段落：版式会自动缩进。
        """,
        body("Orders rose ,  and margins followed.", "en"),
        body("Orders rose, and margins followed.", "en"),
    ),
    "DN519": explained(
        """
        A comma, semicolon, colon or full stop in English is followed by a letter without a space.
        """,
        """
        英文的逗号、分号、冒号或句号之后直接跟着字母，缺少空格。
        """,
        body("Orders rose,margins followed.", "en"),
        body("Orders rose, margins followed.", "en"),
    ),
    "DN520": explained(
        """
        A space stands between two Chinese characters. Often the text was folded over several lines in YAML, which leaves a space at every fold; or it was pasted from a PDF.
        """,
        """
        两个汉字之间有空格。
        常见原因是文本在 YAML 中折行书写，折行处会变成空格；或文字自 PDF 粘贴而来。
        """,
        body("我们看好国内云基础设施 的需求。"),
        body("我们看好国内云基础设施的需求。"),
    ),
}
