"""Explanations of DN351 to DN359: formulas and facts that follow from others."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

FORMULAS: dict[str, Explanation] = {
    "DN351": explained(
        """
        The formula cannot be read from the character named: a bracket is not closed, a sign is missing, or something stands there that formulas do not have.
        A column whose name has spaces or signs goes in backticks, text in single quotes, and equality is '=='.
        """,
        """
        公式从所指字符处起无法识别：括号未闭合、缺少运算符，或用了公式不支持的写法。
        含空格或符号的列名用反引号，文本用单引号，相等写作“==”。
        """,
        """
        facts:
          latest: {data: data/index.csv, expr: 'last(hsi'}
        """,
        """
        facts:
          latest: {data: data/index.csv, expr: last(hsi)}
        """,
    ),
    "DN352": explained(
        """
        A word in the formula is neither a column of the data nor a function.
        Text needs quotes, or it is taken for a column; a fact is written facts.name.
        Columns made by 'compute' can be used from there on, not in 'where'.
        """,
        """
        公式中的某个词既不是数据列，也不是函数。
        文本须加引号，否则会被当作列名；fact 写作 facts.名称。
        compute 生成的列只能在其后使用，where 中还不可用。
        """,
        """
        facts:
          sales: {data: data/peers.csv, expr: sum(revenu)}
        """,
        """
        facts:
          sales: {data: data/peers.csv, expr: sum(revenue)}
        """,
    ),
    "DN353": explained(
        """
        The function exists, but was given too few, too many or the wrong kind of values.
        The help shows how it is written; what may be left out has its default beside it.
        """,
        """
        函数存在，但参数个数或类型不对。
        提示中有写法；可省略的参数旁注有默认值。
        """,
        """
        facts:
          growth: {expr: change(108.3), unit: '%'}
        """,
        """
        facts:
          growth: {expr: 'change(108.3, 92.5)', unit: '%'}
        """,
    ),
    "DN354": explained(
        """
        A formula has at most 2,000 characters, 300 steps and 50 levels of brackets, so that no note can keep the machine busy.
        Split it: a column in 'compute' may use those before it, and a fact may use other facts.
        """,
        """
        公式最长 2000 个字符、300 步、50 层括号，以免个别研报长时间占用机器。
        请拆开计算：compute 中的列可使用前面的列，fact 也可引用其他 fact。
        """,
    ),
    "DN355": explained(
        """
        The formula calculates with something that is no figure, or compares things of different kinds.
        One cell that is no number makes a whole column text: find it, or say with 'types' what the column is, and the cell is named.
        """,
        """
        公式对非数值进行计算，或比较了不同类型的值。
        只要有一格不是数字，整列就按文本读取；请找到并改正，或用 types 注明列类型，程序会指出那一格。
        """,
        """
        facts:
          sales: {data: data/peers.csv, expr: sum(name)}
        """,
        """
        facts:
          sales: {data: data/peers.csv, expr: sum(revenue)}
        """,
    ),
    "DN356": explained(
        """
        The formula is right, but gives no figure for some rows: a division by zero, or growth from nothing or from a loss.
        Those places stay empty, as a figure there would mislead.
        'if(condition, yes, no)' says what should stand there instead.
        """,
        """
        公式没有错，但部分行得不出数值，例如除以零，或从零、亏损起算的增速。
        这些位置留空，因为写出数字会误导读者。
        可用 if(条件，是，否) 指明应显示什么。
        """,
        """
        exhibits:
          margin:
            type: table
            title: 每单位收入
            data: {file: data/peers.csv, compute: {ratio: revenue / (revenue - revenue)}}
            source: 公司公告
        """,
        """
        exhibits:
          margin:
            type: table
            title: 占比
            data: {file: data/peers.csv, compute: {ratio: share(revenue)}}
            source: 公司公告
        """,
    ),
    "DN357": explained(
        """
        A follows from B and B from A, so neither can be worked out.
        With three or more the circle is easily missed; the message lists the way round.
        """,
        """
        甲由乙得出，乙又由甲得出，两者都无法计算。
        涉及三个以上时不易察觉；提示中列出了整个循环。
        """,
        """
        facts:
          price: {expr: facts.target / 1.2}
          target: {expr: facts.price * 1.2}
        """,
        """
        facts:
          price: {value: 33.6, unit: 元}
          target: {expr: facts.price * 1.2, unit: 元}
        """,
    ),
    "DN358": explained(
        """
        A fact is one figure; what was asked for is a column, several rows, or nothing.
        Narrow it with 'where', pick with 'take', or end the formula in last(…), sum(…) or at(…, date).
        """,
        """
        fact 只能是一个数值，而所写的得到了一整列、多行，或没有结果。
        请用 where 缩小范围、用 take 选取，或让公式以 last(…)、sum(…)、at(…, 日期) 结束。
        """,
        """
        facts:
          latest: {data: data/index.csv, expr: hsi}
        """,
        """
        facts:
          latest: {data: data/index.csv, expr: last(hsi)}
        """,
    ),
    "DN359": explained(
        """
        To compare with the year before, or to sum up by month, desknote must know which period each row is.
        No column has dates or periods that can be read, or a period stands in two rows.
        Where the rows are just in order, growth(x) compares with the row before and needs no dates.
        """,
        """
        计算同比或按月汇总，必须知道每行属于哪一期。
        没有可识别的日期或期间列，或同一期间出现在两行。
        若各行只是依次排列，可用 growth(x) 与上一行比较，不需要日期。
        """,
        """
        exhibits:
          sales:
            type: table
            title: 收入同比
            data: {file: data/peers.csv, compute: {同比: yoy(revenue)}}
            source: 公司公告
        """,
        """
        exhibits:
          sales:
            type: table
            title: 收入同比
            data: {file: data/revenue.csv, compute: {同比: yoy(revenue)}}
            source: 公司公告
        """,
    ),
}
