"""DN521 to DN549: words, names, dates and lengths, and how to have a finding left alone."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained
from desknote.explanations.prose_examples import body

PROSE: dict[str, Explanation] = {
    "DN521": explained(
        """
        A word or character stands twice in a row. Words that may do so are left alone: 目的的, 为了了解, 'had had'.
        """,
        """
        词语或单字连续出现两次。可以连用的不作提示，如“目的的”“为了了解”。
        """,
        body("公司的的收入增长。"),
        body("公司的收入增长。"),
    ),
    "DN522": explained(
        """
        A clause is followed by itself, or a long one comes twice in a paragraph: usually a piece was moved and its copy stayed behind.
        """,
        """
        一个分句接连出现两次，或较长的分句在同一段中重复：多为移动文字后留下的副本。
        """,
        body("公司盈利能力提升，公司盈利能力提升，现金流改善。"),
        body("公司盈利能力提升，现金流改善。"),
    ),
    "DN523": explained(
        """
        The word is on a short list of misspellings that cannot be meant: 帐户 for 账户, 做为 for 作为, 'occured' for 'occurred'.
        """,
        """
        该词在一份简短的错别字表中，不会另有所指：如“帐户”应为“账户”，“做为”应为“作为”。
        """,
        body("应收帐款增加。"),
        body("应收账款增加。"),
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
        body("建议关注騰訊。"),
        body("建议关注腾讯。"),
    ),
    "DN525": explained(
        """
        Nearly all characters that tell the scripts apart are of the other script: the language of the note is probably set wrong, and with it the house's texts and the fonts.
        """,
        """
        能区分简繁体的字几乎都属于另一种：lang 多半写错了，机构文本与字体也会随之出错。
        """,
        body("騰訊與華為發佈關於開發與應用的報告，認為雲計算的需求會繼續增長，國內廠商將會受惠。"),
        body("騰訊與華為發佈關於開發與應用的報告，認為雲計算的需求會繼續增長，國內廠商將會受惠。", "zh-HK"),
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
        body("The programme favours labour, whatever the color of money.", "en"),
        body("The programme favours labour, whatever the colour of money.", "en"),
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
        body("收入增长 XX%。"),
        body("收入增长 12%。"),
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
        body(
            "我们认为国内外云计算厂商陆续推出大模型服务并且持续降低价格越来越多的企业尝试使用这些服务来改进流程提高效率降低成本并且探索全新的商业模式因此整个产业链上的芯片服务器网络设备数据中心以及应用软件等各类公司都有望在未来数年之内从这一轮由技术进步与价格下降共同推动的需求扩张当中持续受益。"
        ),
        body("我们认为云计算厂商陆续推出大模型服务，并持续降低价格。产业链各类公司都有望受益。"),
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
        body("Deepseek 开放权重。"),
        body("DeepSeek 开放权重。"),
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
        body("DeepSeak 开放权重。"),
        body("DeepSeek 开放权重。"),
    ),
    "DN536": explained(
        """
        The calendar has no such day: 30 February, 31 June, a thirteenth month. 29 February without a year is taken to be in a leap year.
        """,
        """
        日历上没有这一天：如 2 月 30 日、6 月 31 日、13 月。未写年份的 2 月 29 日按闰年处理。
        """,
        body("公司于 2 月 30 日召开会议。"),
        body("公司于 2 月 28 日召开会议。"),
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
        body("会议于 2025 年 2 月 5 日（周四）举行。"),
        body("会议于 2025 年 2 月 5 日（周三）举行。"),
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
        body("公司昨日发布新模型。"),
        body("公司 2 月 4 日发布新模型。"),
    ),
    "DN539": explained(
        """
        A year has two figures, while the note's other years have four; or a date is all in figures of two digits, which readers of different countries take for different days.
        """,
        """
        年份只写两位，而文中其他年份写四位；或日期全部用两位数字，不同地区的读者会读成不同的日子。
        """,
        body("2023 年与 2024 年收入增长，25 年上半年放缓。"),
        body("2023 年与 2024 年收入增长，2025 年上半年放缓。"),
    ),
    "DN540": explained(
        """
        Dates in full are written in more than one form. The form that most of them have is the note's; those that expressions give do not count.
        """,
        """
        完整日期的写法不统一。以文中多数写法为准；由表达式生成的日期不计。
        """,
        body("2025 年 1 月 5 日、2025 年 2 月 3 日与 2025-02-04 开会。"),
        body("2025 年 1 月 5 日、2025 年 2 月 3 日与 2025 年 2 月 4 日开会。"),
    ),
    "DN541": explained(
        """
        Something is told of as done on a day that lies after the note's own date: the year or month is probably wrong, or the note's date is.
        """,
        """
        文中称某事已于研报日期之后的某日发生：多半是年份或月份写错，或研报日期有误。
        """,
        body("公司于 2025 年 3 月 10 日发布了新模型。"),
        body("公司将于 2025 年 3 月 10 日发布新模型。"),
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
