"""Explanations of DN465 to DN484: the United States."""

from __future__ import annotations

from desknote.explanations.laws import FINRA, FINRA_COMMUNICATIONS, REG_AC
from desknote.explanations.page import Explanation, Source, explained

_BASIS = Source(FINRA, "(c)(1)", "(c)(1) 款", "summary")
_MEANING = Source(FINRA, "(c)(2)", "(c)(2) 款", "summary")
_CHART = Source(FINRA, "(c)(3)", "(c)(3) 款", "summary")
_CONFLICTS = Source(FINRA, "(c)(4)", "(c)(4) 款", "summary")
_HOLDING = Source(
    FINRA,
    "(c)(4); the predecessor's wording (NASD Rule 2711(h)) was read",
    "(c)(4) 款（已查阅前身 NASD 2711(h) 条文）",
    "summary",
)

PACK_US: dict[str, Explanation] = {
    "DN465": explained(
        """
        Regulation AC wants a clear and prominent certification by the analyst: that all the views in the report accurately reflect their personal views about the securities and issuers.
        The rule looks for it in the house's statements, in the language of the note.
        """,
        """
        Regulation AC 要求分析师作出清楚显著的认证：报告所述全部观点准确反映其对有关证券与发行人的个人看法。
        本规则按研报语言在机构声明中查找。
        """,
        sources=(Source(REG_AC, "17 CFR 242.501(a)(1)", "17 CFR 242.501(a)(1)", "text"),),
    ),
    "DN466": explained(
        """
        The second limb of Regulation AC: that no part of the analyst's compensation was, is, or will be, directly or indirectly, related to the views expressed.
        Where some part is, the certification names its source, amount and purpose instead: write that statement and waive the rule for the note.
        """,
        """
        Regulation AC 的另一要求：声明其报酬过去、现在、将来均与所述观点没有直接或间接关系。
        若确有关系，须改为说明来源、金额与目的：请写明该声明，并为该研报登记豁免。
        """,
        sources=(Source(REG_AC, "17 CFR 242.501(a)(2)", "17 CFR 242.501(a)(2)", "text"),),
    ),
    "DN467": explained(
        """
        A price target comes with a clear explanation of the valuation method that gave it.
        Write it as 'valuation' in the note; the page prints it beside the target.
        """,
        """
        目标价须附有清楚的估值方法说明。
        请写在研报的 valuation 中，页面会印在目标价旁。
        """,
        sources=(_BASIS,),
    ),
    "DN468": explained(
        """
        A price target comes with a fair presentation of the risks that may keep it from being reached.
        They are about the target ('target_risks'), not the general risks of the note.
        """,
        """
        目标价须持平地说明可能使其无法实现的风险。
        这里指目标价本身的风险（target_risks），而非研报的一般风险提示。
        """,
        sources=(_BASIS,),
    ),
    "DN469": explained(
        """
        A report that rates shares defines the meaning of each rating, the time horizon and the benchmark included.
        The horizon follows from the rating system's 'months'; the rule finds a grade without a definition, and a house without benchmarks.
        """,
        """
        使用评级的研报须定义各级评级的含义，包括期限与基准。
        期限取自评级体系的 months；本规则查找没有定义的评级与没有基准的机构。
        """,
        sources=(_MEANING,),
    ),
    "DN470": explained(
        """
        Whatever its own names for them, the house shows what percentage of all securities it rates falls to buy, hold and sell, and for what percentage of each the firm did investment banking in the past 12 months.
        The table is made from the register where it lists companies with ratings.
        """,
        """
        无论评级名称如何，机构须列出全部受评证券中买入、持有、卖出各占多少，以及各类中过去 12 个月内提供投资银行服务的比例。
        登记册中有受评公司时，该表自动生成。
        """,
        sources=(_MEANING,),
    ),
    "DN471": explained(
        """
        The shares in the table of ratings are those of all rated companies, and so add up to 100%.
        They do not, by more than rounding can explain.
        """,
        """
        评级分布表中的占比以全部受评公司为基数，合计应为 100%。
        现有差额超出了四舍五入的范围。
        """,
        sources=(_MEANING,),
    ),
    "DN472": explained(
        """
        A company that has been rated for a year or longer is shown with a line graph of its daily closes, on which every rating and target price is marked with its date.
        Three years back are enough.
        The exhibit type 'rating-history' draws it; the register's history tells since when the company is rated.
        """,
        """
        受评满一年的公司须附每日收盘价走势图，并标出各次评级与目标价及其日期。
        至多回溯三年即可。
        图表类型 rating-history 可绘制该图；受评起始日取自登记册的 history。
        """,
        sources=(_CHART,),
    ),
    "DN473": explained(
        """
        A recommendation or a target is read against a price, so the report gives the price and its day.
        The keys are 'price' and 'price_date'; a price that is too old is told of by another rule.
        """,
        """
        建议或目标价须与股价对照阅读，因此研报须写明股价及其日期。
        对应的键为 price 与 price_date；股价过旧由其他规则提示。
        """,
        sources=(Source(FINRA_COMMUNICATIONS, "(d)(7)", "(d)(7) 款", "none"),),
    ),
    "DN474": explained(
        """
        The firm and its affiliates disclose that they beneficially own 1% or more of a class of common equity, as of the end of the month before (or the month before that within its first ten days).
        The register's 'as_of' is that day.
        """,
        """
        公司及关联方实益持有某类普通股 1% 或以上的须披露，以上月末为准（月初十日内以再上月末为准）。
        登记册中的 as_of 即为该日期。
        """,
        sources=(_HOLDING,),
    ),
    "DN475": explained(
        """
        The report discloses that the firm managed an offering or was paid for investment banking in the past 12 months, or expects or seeks such pay in the next three.
        In the register these are the kinds 'offering', 'sponsor', 'banking' and 'banking-sought'.
        """,
        """
        过去 12 个月内曾主承销、收取投资银行报酬，或预期、争取在未来三个月内取得报酬的，均须披露。
        登记册中对应的种类为 offering、sponsor、banking 与 banking-sought。
        """,
        sources=(_CONFLICTS,),
    ),
    "DN476": explained(
        """
        The report discloses that the firm was making a market in the company's securities when it was published.
        The register's kind is 'market-making'; it counts until it ends.
        """,
        """
        发布时公司为该证券做市的须披露。
        登记册中的种类为 market-making，直至结束前一直有效。
        """,
        sources=(_CONFLICTS,),
    ),
    "DN477": explained(
        """
        The report discloses a financial interest of the analyst or of a member of the analyst's household in the company, and what kind of interest it is.
        Interests of analysts who do not sign this note are not meant.
        """,
        """
        分析师或其同住家庭成员持有该公司财务权益的，须披露其性质。
        未在本研报署名的分析师不在此列。
        """,
        sources=(_HOLDING,),
    ),
    "DN478": explained(
        """
        The report discloses that the analyst, a member of the household or somebody of the firm is an officer, a director or an adviser to the board of the company.
        The register's kind is 'board'.
        """,
        """
        分析师、其家庭成员或公司人员任该公司高级人员、董事或顾问委员的，须披露。
        登记册中的种类为 board。
        """,
        sources=(_CONFLICTS,),
    ),
    "DN479": explained(
        """
        The report discloses that the company is or was a client in the past 12 months and what it was given, and any other material conflict that the analyst knows of.
        """,
        """
        过去 12 个月内该公司为客户的，须披露所提供的服务；分析师知悉的其他重大利益冲突亦须披露。
        """,
        sources=(_CONFLICTS,),
    ),
    "DN480": explained(
        """
        The disclosures stand on the front page, or the front page says on which page they are found.
        They stand on the last pages, and the foot of every page, the first included, carries the house's 'notice': it speaks of disclosures or statements.
        """,
        """
        披露须在首页，或在首页注明所在页。
        披露位于文末，每页（含首页）页脚印有机构的 notice，其中应提到披露或声明。
        """,
        sources=(Source(FINRA, "(c)(6)", "(c)(6) 款", "none"),),
    ),
    "DN481": explained(
        """
        Communications with the public make no false, exaggerated, unwarranted or promissory statement, and do not predict performance as certain.
        The words are those of DN438 and DN463, which tell of them where their packs apply as well.
        """,
        """
        对公众的沟通不得含有虚假、夸大、无依据或承诺性的陈述，也不得断言未来表现。
        词表与 DN438、DN463 相同；同时适用其规则包时由它们报告。
        """,
        sources=(Source(FINRA_COMMUNICATIONS, "(d)(1)", "(d)(1) 款", "none"),),
    ),
}
