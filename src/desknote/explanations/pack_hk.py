"""Explanations of DN450 to DN464: Hong Kong."""

from __future__ import annotations

from desknote.explanations.laws import SFC
from desknote.explanations.page import Explanation, Source, explained

_FIRM = Source(SFC, "para. 16.5", "第 16.5 段", "summary")
_ANALYST = Source(SFC, "para. 16.4", "第 16.4 段", "none")
_IDENTITY = Source(SFC, "para. 16, on disclosing name and licence", "第 16 段（披露姓名与持牌状况）", "none")
_QUALITY = Source(
    SFC, "para. 16, on reasonable basis and fair presentation", "第 16 段（合理依据与持平表达）", "none"
)

PACK_HK: dict[str, Explanation] = {
    "DN450": explained(
        """
        Research that goes to clients in Hong Kong says which licensed corporation or registered institution sends it, with its central entity number.
        The rule looks for the SFC and for a number of three letters and three digits in the house's licence statement and statements, in the language of the note.
        """,
        """
        在香港派发的研报须写明由哪家持牌法团或注册机构派发及其中央编号。
        本规则按研报语言在业务资格说明与各项声明中查找证监会字样，以及三个字母加三位数字的编号。
        """,
        sources=(_IDENTITY,),
    ),
    "DN451": explained(
        """
        An analyst whose views go to Hong Kong clients is licensed or registered, and the report gives the central entity number.
        It stands in the analyst's file as 'sfc'; with this pack a mainland certificate does not take its place.
        """,
        """
        观点面向香港客户的分析师须持牌或注册，研报须写明其中央编号。
        编号写在分析师文件的 sfc 中；适用本规则包时，内地执业编号不能代替。
        """,
        sources=(_IDENTITY,),
    ),
    "DN452": explained(
        """
        The report tells whether the analyst or an associate has a financial interest in the companies it reviews, or serves one as an officer; "none" is told as well.
        The rule looks for such a sentence in the house's statements and in the disclosures made from the register.
        Macroeconomic and strategic notes are left alone.
        """,
        """
        研报须说明分析师及其有联系者是否持有所评公司的财务权益，或任其高级人员；没有也须说明。
        本规则在机构声明及由登记册生成的披露中查找相应文字。
        宏观与策略研报不在此列。
        """,
        sources=(_ANALYST,),
    ),
    "DN453": explained(
        """
        The report tells whether the firm's financial interests come to 1% or more of the market capitalisation of a company it reviews.
        A sentence that denies it in general is enough until the register knows of a holding: then DN457 asks for the company by name.
        """,
        """
        研报须说明本机构的财务权益是否达到所评公司市值的 1% 或以上。
        一般性的否定声明即可；登记册中有持股时，DN457 会要求逐家披露。
        """,
        sources=(_FIRM,),
    ),
    "DN454": explained(
        """
        The report tells whether the firm makes a market in the securities that it reviews.
        The rule looks for market making, 莊家活動 or 做市, in the house's statements in the language of the note.
        """,
        """
        研报须说明本机构是否为所评证券做市。
        本规则按研报语言在机构声明中查找“莊家活動”“做市”等字样。
        """,
        sources=(_FIRM,),
    ),
    "DN455": explained(
        """
        The report tells whether somebody employed by or associated with the firm is an officer of a company that it reviews.
        The rule looks for officers or directors in the house's statements and in the disclosures made from the register.
        """,
        """
        研报须说明本机构的雇员或有联系者是否在所评公司任高级人员。
        本规则在机构声明及由登记册生成的披露中查找“高级人员”“董事”等字样。
        """,
        sources=(_FIRM,),
    ),
    "DN456": explained(
        """
        The report tells whether the firm has an investment banking relationship with a company it reviews; pay or a mandate within the past 12 months counts as one.
        The rule looks for investment banking and for the 12 months in one sentence.
        """,
        """
        研报须说明本机构与所评公司是否有投资银行业务关系；过去 12 个月内的报酬或委托均视为有关系。
        本规则查找同一句中的“投资银行”与“12 个月”。
        """,
        sources=(_FIRM,),
    ),
    "DN457": explained(
        """
        The register has a holding or a short position of 1% or more in a company at stake, and no disclosure of the note names it.
        Usually the house's threshold under 'disclosures' lies higher.
        """,
        """
        登记册中有对相关公司 1% 或以上的持股或空头头寸，而报告没有披露。
        通常是 disclosures 中的门槛定得更高。
        """,
        sources=(_FIRM,),
    ),
    "DN458": explained(
        """
        The register knows of market making, of a seat on the board, of an analyst's interest, or of investment banking in the past 12 months, and no disclosure of the note names it.
        """,
        """
        登记册中有做市、董事或高级人员任职、分析师权益，或过去 12 个月内的投资银行业务，而报告没有披露。
        """,
        sources=(_FIRM, _ANALYST),
    ),
    "DN459": explained(
        """
        Analysis rests on a reasonable basis, and readers can see it.
        The rule only finds the extreme: a rating or a target with hardly a sentence beside it.
        """,
        """
        分析须有合理依据，并让读者看到。
        本规则只查找极端情形：有评级或目标价，却几乎没有论述。
        """,
        sources=(_QUALITY,),
    ),
    "DN460": explained(
        """
        A firm that is manager, sponsor or underwriter of an offering publishes no research on the issuer for some time after the price is fixed: 40 days after a first listing, 10 after a secondary offering.
        The register tells the day, not the sort of offering, and the paragraph could not be read: so it is a warning.
        """,
        """
        担任发行的经办人、保荐人或包销商的机构，在定价后一段时间内不得就发行人发布研究：首次上市 40 日，再次发售 10 日。
        登记册只有日期而无发行类别，且条文未能查阅，因此只作警告。
        """,
        sources=(Source(SFC, "para. 16, on quiet periods", "第 16 段（静默期）", "none"),),
    ),
    "DN462": explained(
        """
        Disclosures are clear, concise, specific and prominent.
        They stand on the last pages, so every page says so at its foot: the house's 'notice' speaks of statements or disclosures.
        """,
        """
        披露须清晰、简明、具体且显著。
        披露位于文末，因此每页页脚（notice）应提示阅读声明或披露。
        """,
        sources=(Source(SFC, "para. 16, on clarity and prominence", "第 16 段（清晰与显著）", "summary"),),
    ),
    "DN463": explained(
        """
        Research does not mislead: it promises no return, denies no risk and rests on no inside information.
        The words are those of DN438, which tells of them where mainland rules apply as well.
        """,
        """
        研究不得误导：不承诺收益，不否认风险，不以内幕消息为据。
        词表与 DN438 相同；同时适用内地规则时由 DN438 报告。
        """,
        sources=(_QUALITY,),
    ),
}
