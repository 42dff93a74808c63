"""Explanations of DN2xx: keys and values."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

MODEL: dict[str, Explanation] = {
    "DN201": explained(
        """
        No such key is read here; it would have no effect, so it is refused rather than passed over.
        It is misspelt, or indented under the wrong key.
        An editor that knows the schema ('desknote schema') offers the keys while you type, and 'desknote check --fix' corrects clear slips.
        """,
        """
        此处没有这个键；写了也不会生效，因此直接报错而不是忽略。
        多为拼写错误，或缩进到了别的键之下。
        编辑器加载模式文件（'desknote schema'）后可自动补全；明显的笔误可用 'desknote check --fix' 更正。
        """,
        """
        subtitel: 应用落地加快
        """,
        """
        subtitle: 应用落地加快
        """,
    ),
    "DN202": explained(
        """
        A key that must be given is not, or has nothing after it.
        A note needs its kind, title, date, analysts and viewpoints; an exhibit its type, title, data and source.
        A source is asked for because a figure without one cannot be published.
        """,
        """
        缺少必填的键，或键后没有值。
        研报必须有 kind、title、date、analysts 和 viewpoints；图表必须有 type、title、数据和 source。
        之所以要求 source，是因为没有来源的数据不能发布。
        """,
        """
        viewpoints:
          - heading: 成本继续下降
        """,
        """
        viewpoints:
          - heading: 成本继续下降
            body: 推理成本一年内下降九成。
        """,
    ),
    "DN203": explained(
        """
        The key is right, but its value is of another kind: a text where a list is wanted, a mapping where a number is.
        Often the '- ' before a list's item is missing, or a number has its unit or a thousands separator with it.
        """,
        """
        键是对的，但值的类型不对：应为列表却写了文字，应为数字却写了映射。
        常见原因是列表项前缺少“- ”，或数字里带了单位、千位分隔符。
        """,
        """
        viewpoints: 成本继续下降
        """,
        """
        viewpoints:
          - heading: 成本继续下降
            body: 推理成本一年内下降九成。
        """,
    ),
    "DN204": explained(
        """
        Only certain words are possible here, and this is none of them.
        Most have a Chinese and an English form: 'industry' and 行业深度 both name a kind, 'overweight' and 增持 a grade.
        Grades come from content/house.yaml, so another house may have others; company and industry ratings are different systems.
        """,
        """
        此处只能使用规定的取值，所写的不在其中。
        多数取值有中英两种写法：类型可写 industry 或中文名，评级可写 overweight 或“增持”。
        评级档位来自 content/house.yaml，各机构可能不同；公司评级与行业评级属于不同体系。
        """,
        """
        rating: 曾持
        """,
        """
        rating: 增持
        """,
    ),
    "DN205": explained(
        """
        A date has a year, a month and a day, written with two digits each for the last two: 2025-02-05.
        Other orders, such as 02/05/2025, mean different days to different readers and are not guessed at.
        The day must exist, too.
        """,
        """
        日期由年、月、日组成，月和日各写两位：2025-02-05。
        02/05/2025 之类的写法各地理解不同，程序不作猜测。
        日期还必须真实存在。
        """,
        """
        date: 2025/2/5
        """,
        """
        date: 2025-02-05
        """,
    ),
    "DN206": explained(
        """
        The value is of the right kind, but cannot be used; the message says why.
        It may be out of range, in a form that is not known (an e-mail address, a colour, a size), or at odds with another key beside it.
        A fact, for instance, has exactly one origin: value, cell, column or expr.
        """,
        """
        值的类型没有问题，但不能使用，原因见提示。
        可能超出范围、格式不对（邮箱、颜色、尺寸），或与旁边的键冲突。
        例如一个 fact 只能有一个出处：value、cell、column 或 expr。
        """,
        """
        facts:
          growth: {value: 17.1, expr: 'change(108.3, 92.5)', unit: '%'}
        """,
        """
        facts:
          growth: {expr: 'change(108.3, 92.5)', unit: '%', digits: 1}
        """,
    ),
    "DN207": explained(
        """
        Text in this colour is hard to read on its ground, above all in print and for people with weak sight.
        The measure is that of WCAG: 1:1 is invisible, 21:1 is black on white, 4.5:1 is the least for running text.
        Gold, light grey and pastel colours fail most often; keep them for rules and areas, not for words.
        """,
        """
        该颜色的文字在底色上不易辨认，印刷品和视力较弱的读者尤其如此。
        按 WCAG 标准，1:1 完全看不见，21:1 为白底黑字，正文至少要 4.5:1。
        金色、浅灰和粉彩色最常不达标；它们适合线条和色块，不适合文字。
        """,
        """
        # assets/brand.yml
        color:
          primary: "#c49a56"
        """,
        """
        # assets/brand.yml
        color:
          primary: "#8a1c1c"
        """,
    ),
}
