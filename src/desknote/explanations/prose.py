"""DN501 to DN549: what an editor would mend, and how to have it left alone."""

from __future__ import annotations

from collections.abc import Mapping

from desknote.explanations.page import Explanation, explained


def _body(text: str, lang: str = "") -> str:
    """A note with one viewpoint, which says ``text``."""
    head = f"lang: {lang}\n" if lang else ""
    return f"{head}viewpoints:\n  - heading: 要点\n    body: |\n      {text}\n"


PROSE: Mapping[str, Explanation] = {
    "DN501": explained(
        """
        Digits, Latin letters and per-cent signs are typed in full-width forms, usually because the input method was switched to them.
        They look wide and loose beside other figures, and a search for the number does not find them.
        """,
        """
        数字、拉丁字母或百分号以全角形式键入，多半是输入法处于全角状态。
        这类字符比其他数字宽，检索也找不到。
        """,
        _body("收入增长１２％。"),
        _body("收入增长 12%。"),
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
        _body("营收 3.5 亿元。研发费用 12,000 万元。"),
        _body("营收 3.5 亿元。研发费用 1.2 亿元。"),
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
        _body("销量 12,000 台，门店 15,600 家，员工 18600 人。"),
        _body("销量 12,000 台，门店 15,600 家，员工 18,600 人。"),
    ),
    "DN504": explained(
        """
        No space stands before a per-cent sign; other units and currencies are set off from their figures the way most of the note has it.
        """,
        """
        百分号之前不留空格；其他单位与货币符号同数字的间距，以文中多数写法为准。
        """,
        _body("毛利率为 35 %。"),
        _body("毛利率为 35%。"),
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
        _body("渗透率 10%–15%，远期 40%–50%，短期 5-8%。"),
        _body("渗透率 10%–15%，远期 40%–50%，短期 5%–8%。"),
    ),
    "DN506": explained(
        """
        Negative figures have more than one sign in the note: a hyphen here, a minus sign or dash there; or the sign is full-width.
        """,
        """
        文中负数的符号不统一：有的用连字符，有的用减号或连接号；或使用了全角负号。
        """,
        _body("同比变动为－1.8%。"),
        _body("同比变动为 -1.8%。"),
    ),
    "DN507": explained(
        """
        Multiples of valuation are written both as 20 倍 and as 20x. Either is right; one note keeps to one.
        """,
        """
        估值倍数有的写作“20 倍”，有的写作“20x”。两种写法都可以，同一篇研报应当统一。
        """,
        _body("PE 为 20 倍。可比公司 PE 为 25 倍。公司 PE 为 15x。"),
        _body("PE 为 20 倍。可比公司 PE 为 25 倍。公司 PE 为 15 倍。"),
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
        _body("单位成本下降了两倍。"),
        _body("单位成本降至原来的三分之一。"),
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
        _body("毛利率由 30% 提升 2%。"),
        _body("毛利率由 30% 提升 2 个百分点。"),
    ),
    "DN510": explained(
        """
        Amounts of money in English say m in one place and million or mn in another. The form that most of them have is the note's.
        """,
        """
        英文金额有的用 m，有的用 million 或 mn。以文中多数写法为准。
        """,
        _body("Revenue was RMB 300m, profit RMB 20m and cash RMB 55 million.", "en"),
        _body("Revenue was RMB 300m, profit RMB 20m and cash RMB 55m.", "en"),
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
        _body("收入增长,利润持平。"),
        _body("收入增长，利润持平。"),
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
        _body("Orders rose，margins followed.", "en"),
        _body("Orders rose, margins followed.", "en"),
    ),
    "DN513": explained(
        """
        A mark stands twice, or two marks follow each other that cannot: usually what an edit left behind.
        """,
        """
        标点重复，或两个不能相连的标点连在一起：多为修改后的残留。
        """,
        _body("收入增长，，利润持平。"),
        _body("收入增长，利润持平。"),
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
        _body("金山云（未覆盖也会受益。"),
        _body("金山云（未覆盖）也会受益。"),
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
        _body('公司推进"降本增效"。'),
        _body("公司推进“降本增效”。"),
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
        _body("Orders rose ,  and margins followed.", "en"),
        _body("Orders rose, and margins followed.", "en"),
    ),
    "DN519": explained(
        """
        A comma, semicolon, colon or full stop in English is followed by a letter without a space.
        """,
        """
        英文的逗号、分号、冒号或句号之后直接跟着字母，缺少空格。
        """,
        _body("Orders rose,margins followed.", "en"),
        _body("Orders rose, margins followed.", "en"),
    ),
    "DN520": explained(
        """
        A space stands between two Chinese characters. Often the text was folded over several lines in YAML, which leaves a space at every fold; or it was pasted from a PDF.
        """,
        """
        两个汉字之间有空格。
        常见原因是文本在 YAML 中折行书写，折行处会变成空格；或文字自 PDF 粘贴而来。
        """,
        _body("我们看好国内云基础设施 的需求。"),
        _body("我们看好国内云基础设施的需求。"),
    ),
    "DN521": explained(
        """
        A word or character stands twice in a row. Words that may do so are left alone: 目的的, 为了了解, 'had had'.
        """,
        """
        词语或单字连续出现两次。可以连用的不作提示，如“目的的”“为了了解”。
        """,
        _body("公司的的收入增长。"),
        _body("公司的收入增长。"),
    ),
    "DN522": explained(
        """
        A clause is followed by itself, or a long one comes twice in a paragraph: usually a piece was moved and its copy stayed behind.
        """,
        """
        一个分句接连出现两次，或较长的分句在同一段中重复：多为移动文字后留下的副本。
        """,
        _body("公司盈利能力提升，公司盈利能力提升，现金流改善。"),
        _body("公司盈利能力提升，现金流改善。"),
    ),
    "DN523": explained(
        """
        The word is on a short list of misspellings that cannot be meant: 帐户 for 账户, 做为 for 作为, 'occured' for 'occurred'.
        """,
        """
        该词在一份简短的错别字表中，不会另有所指：如“帐户”应为“账户”，“做为”应为“作为”。
        """,
        _body("应收帐款增加。"),
        _body("应收账款增加。"),
    ),
    "DN524": explained(
        """
        A character of the other Chinese script stands in the note: Traditional in one in Simplified, or the reverse.
        Characters that both scripts have, such as 后 and 里, say nothing. The table is OpenCC's.
        """,
        """
        简体研报中出现繁体字，或繁体研报中出现简体字。
        “后”“里”等两者都有的字不作判断。字表取自 OpenCC。
        """,
        _body("建议关注騰訊。"),
        _body("建议关注腾讯。"),
    ),
    "DN525": explained(
        """
        Nearly all characters that tell the scripts apart are of the other script: the language of the note is probably set wrong, and with it the house's texts and the fonts.
        """,
        """
        能区分简繁体的字几乎都属于另一种：lang 多半写错了，机构文本与字体也会随之出错。
        """,
        _body("騰訊與華為發佈關於開發與應用的報告，認為雲計算的需求會繼續增長，國內廠商將會受惠。"),
        _body("騰訊與華為發佈關於開發與應用的報告，認為雲計算的需求會繼續增長，國內廠商將會受惠。", "zh-HK"),
    ),
    "DN526": explained(
        """
        British and American spellings are mixed. The one that most words have is the note's; words with a capital are taken for names.
        British houses may write -ize, so those endings are held only against each other.
        """,
        """
        英式与美式拼写混用。以多数为准；首字母大写的词视为专名，不作提示。
        英式写法也可以用 -ize，故这类词尾只在彼此之间比较。
        """,
        _body("The programme favours labour, whatever the color of money.", "en"),
        _body("The programme favours labour, whatever the colour of money.", "en"),
    ),
    "DN527": explained(
        """
        A mark that was to be replaced before printing is still there: TODO, XX%, 待补充, ???, filler text, or an error that a spreadsheet or word processor left.
        A house may make it an error: 'checks: {severity: {DN527: error}}'.
        """,
        """
        付印前应替换的占位内容仍在文中：TODO、XX%、待补充、问号、填充文字，或表格与文字软件留下的错误信息。
        机构可将其设为错误：checks: {severity: {DN527: error}}。
        """,
        _body("收入增长 XX%。"),
        _body("收入增长 12%。"),
    ),
    "DN528": explained(
        """
        A sentence goes on longer than the house allows: in Chinese between full stops and semicolons, a Latin word or figure counting as one character; in English in words.
        'checks.limits' in content/house.yaml sets sentence_zh and sentence_en.
        """,
        """
        句子超过机构规定的长度：中文以句号、分号之间计，拉丁字词与数字各算一字；英文以词计。
        上限由 content/house.yaml 的 checks.limits 中 sentence_zh、sentence_en 决定。
        """,
        _body(
            "我们认为国内外云计算厂商陆续推出大模型服务并且持续降低价格越来越多的企业尝试使用这些服务来改进流程提高效率降低成本并且探索全新的商业模式因此整个产业链上的芯片服务器网络设备数据中心以及应用软件等各类公司都有望在未来数年之内从这一轮由技术进步与价格下降共同推动的需求扩张当中持续受益。"
        ),
        _body("我们认为云计算厂商陆续推出大模型服务，并持续降低价格。产业链各类公司都有望受益。"),
    ),
    "DN529": explained(
        """
        A title, heading or caption is longer than the house allows. One that says a single thing fits into one line of the front page.
        'checks.limits' in content/house.yaml sets heading_zh and heading_en.
        """,
        """
        标题、小标题或图表标题超过机构规定的长度。一个标题只说一件事，才放得进首页的一行。
        上限由 content/house.yaml 的 checks.limits 中 heading_zh、heading_en 决定。
        """,
        """
        title: 我们认为在当前宏观环境之下各大云计算厂商陆续推出各自的大模型服务并持续降低调用价格因此产业链受益
        """,
        """
        title: 大模型降价，产业链受益
        """,
    ),
    "DN531": explained(
        """
        The same ticker stands behind two names. The name in the list of companies is the right one; without a list, the first.
        A longer name that holds the right one, such as a registered name, is left alone.
        """,
        """
        同一代码出现在两个名称之后。以公司列表中的名称为准；没有列表时以首次出现的为准。
        包含该名称的全称不作提示。
        """,
        """
        advice:
          body: 建议关注腾讯（0700.HK）。
          coverage: [{name: 腾讯控股, ticker: 0700.HK}]
        """,
        """
        advice:
          body: 建议关注腾讯控股（0700.HK）。
          coverage: [{name: 腾讯控股, ticker: 0700.HK}]
        """,
    ),
    "DN532": explained(
        """
        A name is written with other capitals than in most of the note, or than the brand itself has it: Deepseek for DeepSeek.
        The names of a house's own go into 'checks.names' in content/house.yaml.
        """,
        """
        名称的大小写与文中多数写法或品牌自身的写法不同，如把 DeepSeek 写作 Deepseek。
        本机构的专名可写入 content/house.yaml 的 checks.names。
        """,
        _body("Deepseek 开放权重。"),
        _body("DeepSeek 开放权重。"),
    ),
    "DN533": explained(
        """
        The list of companies has a mark of the share class, such as -W or -SW, and the text has another, or leaves it out in a row of names that have theirs.
        In running text the plain name is right.
        """,
        """
        公司列表中的名称带有股份类别标记（如 -W、-SW），正文写成了另一种，或在并列的公司名中漏写。
        一般行文中可以只写公司名。
        """,
        """
        advice:
          body: 建议关注阿里巴巴、百度集团-SW。
          coverage: [{name: 阿里巴巴-W, ticker: 9988.HK}, {name: 百度集团-SW, ticker: 9888.HK}]
        """,
        """
        advice:
          body: 建议关注阿里巴巴-W、百度集团-SW。
          coverage: [{name: 阿里巴巴-W, ticker: 9988.HK}, {name: 百度集团-SW, ticker: 9888.HK}]
        """,
    ),
    "DN534": explained(
        """
        A word with a capital is one letter off a name that the house knows or the note has often.
        Where it is another name, add it to 'checks.names' in content/house.yaml.
        """,
        """
        首字母大写的词与已知名称或文中常见的名称只差一个字母。
        若确为另一个名称，请写入 content/house.yaml 的 checks.names。
        """,
        _body("DeepSeak 开放权重。"),
        _body("DeepSeek 开放权重。"),
    ),
    "DN536": explained(
        """
        The calendar has no such day: 30 February, 31 June, a thirteenth month. 29 February without a year is taken to be in a leap year.
        """,
        """
        日历上没有这一天：如 2 月 30 日、6 月 31 日、13 月。未写年份的 2 月 29 日按闰年处理。
        """,
        _body("公司于 2 月 30 日召开会议。"),
        _body("公司于 2 月 28 日召开会议。"),
    ),
    "DN537": explained(
        """
        The weekday beside a date is not that of the date. Without a year the date nearest to the note's own is meant.
        One of the two is wrong; desknote cannot know which.
        """,
        """
        日期旁的星期与日期不符。未写年份时取离研报日期最近的一年。
        两者必有一误，desknote 无从判断是哪一个。
        """,
        _body("会议于 2025 年 2 月 5 日（周四）举行。"),
        _body("会议于 2025 年 2 月 5 日（周三）举行。"),
    ),
    "DN538": explained(
        """
        'Today', 'yesterday' or 'this week' say when only on the day the note comes out; it is read for months. Write the date.
        Daily digests, and weeklies for weeks, may say so; 'today' in the sense of nowadays is left alone.
        """,
        """
        “今日”“昨日”“本周”只在发布当日有所指，而研报会被阅读数月。请写出日期。
        晨会纪要不在此列，周报可以写“本周”；意为“如今”的“今天”不作提示。
        """,
        _body("公司昨日发布新模型。"),
        _body("公司 2 月 4 日发布新模型。"),
    ),
    "DN539": explained(
        """
        A year has two figures, while the note's other years have four; or a date is all in figures of two digits, which readers of different countries take for different days.
        """,
        """
        年份只写两位，而文中其他年份写四位；或日期全部用两位数字，不同地区的读者会读成不同的日子。
        """,
        _body("2023 年与 2024 年收入增长，25 年上半年放缓。"),
        _body("2023 年与 2024 年收入增长，2025 年上半年放缓。"),
    ),
    "DN540": explained(
        """
        Dates in full are written in more than one form. The form that most of them have is the note's; those that expressions give do not count.
        """,
        """
        完整日期的写法不统一。以文中多数写法为准；由表达式生成的日期不计。
        """,
        _body("2025 年 1 月 5 日、2025 年 2 月 3 日与 2025-02-04 开会。"),
        _body("2025 年 1 月 5 日、2025 年 2 月 3 日与 2025 年 2 月 4 日开会。"),
    ),
    "DN541": explained(
        """
        Something is told of as done on a day that lies after the note's own date: the year or month is probably wrong, or the note's date is.
        """,
        """
        文中称某事已于研报日期之后的某日发生：多半是年份或月份写错，或研报日期有误。
        """,
        _body("公司于 2025 年 3 月 10 日发布了新模型。"),
        _body("公司将于 2025 年 3 月 10 日发布新模型。"),
    ),
    "DN548": explained(
        """
        A comment '# desknote: ignore CODE' leaves out a finding on its line, on the next one, or in the text that begins there; here there is no such finding any more.
        Rules of compliance are waived instead, and rules that make a note whole cannot be left out.
        """,
        """
        注释“# desknote: ignore 代码”用于忽略所在行、下一行或自该处开始的整段文本中的提示；此处已无该提示。
        合规规则应使用豁免，关系到页面能否生成的规则不能忽略。
        """,
        """
        title: 成本下降，应用提速   # desknote: ignore DN511
        """,
        """
        title: 成本下降,应用提速   # desknote: ignore DN511
        """,
    ),
}
