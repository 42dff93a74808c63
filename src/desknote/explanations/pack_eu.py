"""Explanations of DN485 to DN499: the European Union and the United Kingdom."""

from __future__ import annotations

from desknote.explanations.laws import MAR, RTS
from desknote.explanations.page import Explanation, Source, explained

_PRESENTED = Source(RTS, "art. 3(1)", "第 3 条第 1 款", "summary")
_MORE = Source(RTS, "art. 4(1)", "第 4 条第 1 款", "summary")
_IDENTITY = Source(RTS, "art. 2", "第 2 条", "text")
_INTERESTS = Source(RTS, "art. 6(1)", "第 6 条第 1 款", "text")

PACK_EU: dict[str, Explanation] = {
    "DN485": explained(
        """
        An investment firm or bank that produces a recommendation names in it the authority that supervises the firm.
        Write it as 'authority' in house.yaml; the page prints it with the statements.
        """,
        """
        制作建议的投资公司或银行须在其中写明监管机构。
        请写在 house.yaml 的 authority 中，页面会与各项声明一同印出。
        """,
        sources=(_IDENTITY,),
    ),
    "DN486": explained(
        """
        A recommendation gives the name and the job title of everybody who took part in producing it.
        The analyst's file has no 'title', or none in a language that the note can use.
        """,
        """
        建议须写明全部参与制作人员的姓名与职务。
        该分析师文件中没有 title，或没有研报可用语言的 title。
        """,
        sources=(_IDENTITY,),
    ),
    "DN487": explained(
        """
        A recommendation says on which day and at what time its production was completed.
        Write 'completed' in the note; without an offset the time is that of the house's 'timezone', which the page prints.
        """,
        """
        建议须写明完成制作的日期与时间。
        请在研报中写 completed；不写时区偏移则为机构 timezone 的时间，页面会注明时区。
        """,
        right="""
        completed: 2025-02-05 08:30
        """,
        sources=(_PRESENTED,),
    ),
    "DN488": explained(
        """
        A firm that disseminates a recommendation which it produced says when it was first sent out: day and time.
        Write 'first_disseminated' in the note before the release; in a draft the rule is silent.
        """,
        """
        机构发送自己制作的建议时，须写明首次发送的日期与时间。
        请在发布前写明 first_disseminated；草稿阶段不提示。
        """,
        right="""
        first_disseminated: 2025-02-05 09:00
        """,
        sources=(Source(RTS, "art. 7", "第 7 条", "summary"),),
    ),
    "DN489": explained(
        """
        A report cannot go out before it is finished.
        Mostly a time was mistyped, or one of the two has an offset from UTC and the other is read as the house's own time.
        """,
        """
        研报不可能在完成之前发送。
        多为录入有误，或其中一个写了时区偏移而另一个按机构时区理解。
        """,
        sources=(Source(RTS, "arts. 3(1) and 7", "第 3 条第 1 款与第 7 条", "summary"),),
    ),
    "DN490": explained(
        """
        Any price that a recommendation mentions has its date and time.
        The rule asks for 'price_date'; that a price is a close says the time, and is for the author to write.
        """,
        """
        建议中提及的价格须注明日期与时间。
        本规则要求 price_date；“收盘价”即说明了时间，由作者写明。
        """,
        sources=(_MORE,),
    ),
    "DN491": explained(
        """
        Recommendations name all substantially material sources, and are built on reliable ones or say where there is doubt.
        The list of words that name nobody is in docs/compliance.
        """,
        """
        建议须写明全部重要资料来源，来源应可靠，存疑的须注明。
        等于没有来源的词表见 docs/compliance。
        """,
        sources=(_PRESENTED,),
    ),
    "DN492": explained(
        """
        A recommendation summarises the basis of valuation or the methodology, and the assumptions under it.
        Write it as 'valuation' in the note: with a rating it is asked for even where no target price is given.
        """,
        """
        建议须概述估值依据或方法，以及所依据的假设。
        请写在研报的 valuation 中；只要有评级，即使没有目标价也须写明。
        """,
        sources=(_MORE,),
    ),
    "DN493": explained(
        """
        The meaning of a recommendation such as buy, sell or hold, and the time for which it is meant, are explained, with a warning of the risks.
        The horizon follows from the rating system's 'months'; the rule finds a grade without a definition.
        """,
        """
        买入、卖出、持有等建议的含义与适用期限须予解释，并提示风险。
        期限取自评级体系的 months；本规则查找没有定义的评级。
        """,
        sources=(_MORE,),
    ),
    "DN494": explained(
        """
        A recommendation refers to the planned frequency of its updates.
        One sentence in house.yaml serves all notes; a note may have its own. The page prints it with the statements.
        """,
        """
        建议须说明计划的更新频率。
        在 house.yaml 中写一句即适用于全部研报，研报也可自行写明；页面会与各项声明一同印出。
        """,
        right="""
        update_frequency: 每季度业绩公布后更新
        """,
        sources=(_MORE,),
    ),
    "DN495": explained(
        """
        A recommendation lists all those on the same issuer of the preceding 12 months, with date, author, direction, target price and the price then.
        The closing pages list them from the register's history; the rule finds one of which the rating or the price of the day is missing.
        """,
        """
        建议须列出此前 12 个月内对同一发行人的全部建议，包括日期、作者、方向、目标价与当时股价。
        文末据登记册的 history 自动列出；本规则查找其中缺少评级或当日股价的记录。
        """,
        sources=(_MORE,),
    ),
    "DN496": explained(
        """
        Where a recommendation differs from one on the same issuer in the preceding 12 months, it shows the change and the earlier date.
        The front page shows changes by itself where the note has 'company'; the rule finds a change that it does not show.
        """,
        """
        与此前 12 个月内对同一发行人的建议不同时，须写明变化及此前日期。
        研报写有 company 时首页自动列出变化；本规则查找未列出的变化。
        """,
        sources=(_MORE,),
    ),
    "DN497": explained(
        """
        The producer states a net long or short position of more than 0.5% of the issued share capital, and which of the two it is.
        In the register these are 'holding' and 'short-position'.
        """,
        """
        制作人的净多头或净空头超过已发行股本 0.5% 的须披露，并说明方向。
        登记册中对应的种类为 holding 与 short-position。
        """,
        sources=(_INTERESTS,),
    ),
    "DN498": explained(
        """
        The producer states market making, a part in managing a public offer in the past 12 months, and an agreement to provide investment services; and any interest that may reasonably be expected to impair objectivity.
        The register knows of one that the report's disclosures leave out.
        """,
        """
        制作人须披露做市、过去 12 个月内的主承销或联席主承销、提供投资服务的协议，以及可能有损客观性的其他利益。
        登记册中有一项未见于报告的披露。
        """,
        sources=(_INTERESTS, Source(MAR, "art. 20(1)", "第 20 条第 1 款", "summary")),
    ),
    "DN499": explained(
        """
        Firms show each quarter what proportion of their recommendations is buy, hold and sell, and what proportion of those issuers was given services in the past 12 months.
        The table is made from the register; a house that publishes it elsewhere waives the rule.
        """,
        """
        机构须按季列出买入、持有、卖出建议的比例，以及其中过去 12 个月内获提供服务的发行人比例。
        该表由登记册生成；另行公布的机构可登记豁免。
        """,
        sources=(Source(RTS, "art. 6(3)", "第 6 条第 3 款", "none"),),
    ),
}
