"""Explanations of DN421 to DN449: mainland China."""

from __future__ import annotations

from desknote.explanations.laws import CONDUCT, CSRC, NORMS, SECURITIES_LAW
from desknote.explanations.page import Explanation, Source, explained

_ART_8 = Source(CSRC, "art. 8", "第八条", "summary")
_INTEREST = Source(CSRC, "art. 12", "第十二条", "summary")
_TERMS = Source(NORMS, "the articles on making and reviewing reports", "关于报告制作与质量控制的规定", "none")
_TRADE = Source(CSRC, "arts. 5 and 6", "第五条、第六条", "text")
_PRINCIPLES = Source(CSRC, "art. 3", "第三条", "text")

PACK_CN: dict[str, Explanation] = {
    "DN421": explained(
        """
        A report published in mainland China says on its face that it is one, with the words 证券研究报告.
        The page takes them from 'document_label'; in an English note they read Securities Research Report.
        Whether each page of the PDF carries them is checked when it is printed (DN449).
        """,
        """
        在内地发布的研报须标明“证券研究报告”字样。
        页面取自机构的 document_label；英文研报写作 Securities Research Report。
        PDF 每一页是否印有该字样，在排版时检查（DN449）。
        """,
        sources=(_ART_8,),
    ),
    "DN422": explained(
        """
        The report names the firm and says that it is qualified for securities investment consulting.
        The rule looks for the firm's name and for these words in the statement 'licence'.
        It cannot know whether the firm really holds the licence.
        """,
        """
        研报须写明公司名称及具备证券投资咨询业务资格。
        本规则在业务资格说明（licence）中查找公司名称与该业务资格的字样。
        公司是否确有资格，本规则无从核实。
        """,
        sources=(_ART_8,),
    ),
    "DN423": explained(
        """
        Who signs is registered with the Securities Association of China as a securities analyst, and the report prints the number: S and thirteen digits.
        An SFC number alone is not enough for a report published in the mainland.
        """,
        """
        署名人员须在中国证券业协会注册登记为证券分析师，报告须印出其编号：S 加 13 位数字。
        在内地发布的研报，仅有香港证监会编号并不足够。
        """,
        sources=(_ART_8, _TRADE),
    ),
    "DN424": explained(
        """
        The four digits after S stand for the firm at which a person is registered.
        Where 'certificate_prefix' gives the house's own, another number means that the analyst came from elsewhere and the file was not brought up to date, or that the number is mistyped.
        """,
        """
        编号中 S 之后的四位数字代表注册所在机构。
        机构在 certificate_prefix 中写明本机构代码后，若不一致，通常是分析师转入后未更新编号，或编号录入有误。
        """,
        sources=(
            _TRADE,
            Source(
                NORMS,
                "art. 5 (only the firm's own staff give its views)",
                "第五条（须为公司正式员工）",
                "text",
            ),
        ),
    ),
    "DN425": explained(
        """
        In the numbers that the association gives out, the digit after the firm's four tells what somebody is registered as; analysts have 5, general staff 1.
        This is known from practice, not from a rule, so it is a warning: the association's register has the last word.
        """,
        """
        按协会编号的通行规律，机构代码后的一位表示注册类别：分析师为 5，一般证券业务为 1。
        这是行业惯例而非条文，因此只作警告，以协会网站公示为准。
        """,
        sources=(
            Source(
                CSRC,
                "art. 5 (who signs is registered as analyst; the numbering is practice)",
                "第五条（署名人员须注册为分析师；编号规律为惯例）",
                "text",
            ),
        ),
    ),
    "DN426": explained(
        """
        Assistants help to prepare a report, but an analyst signs it.
        The rule finds an analyst whose title says assistant or intern, and a note that no analyst signs.
        Assistants under 'assistants' are named as such on the page.
        """,
        """
        研究助理可以协助撰写，但须由分析师署名。
        本规则查找职务为“助理”“实习”却列为分析师的人员，以及没有分析师署名的研报。
        列在 assistants 中的人员，页面会注明其为研究助理。
        """,
        sources=(_TRADE, Source(CONDUCT, "its article on those who assist", "关于协助人员的规定", "summary")),
    ),
    "DN427": explained(
        """
        The report states when it is released, and that day cannot lie ahead.
        Today is the day where the house is ('timezone' in house.yaml), or that of SOURCE_DATE_EPOCH where it is set.
        In a draft it is a warning only: the day of release may well be planned.
        """,
        """
        研报须载明发布时间，且不应晚于当日。
        “今天”按机构所在时区（house.yaml 的 timezone）计算；设有 SOURCE_DATE_EPOCH 时以其为准。
        草稿阶段只作警告，因为可以预填计划发布日。
        """,
        sources=(_ART_8,),
    ),
    "DN428": explained(
        """
        A row of data carries a day after the report's own date: one of the two is wrong.
        Forecasts are written as periods (2026E) and are not meant; a chart of dated forecasts may rightly reach further.
        """,
        """
        数据的日期晚于报告日期，其中必有一个有误。
        预测一般写作期间（如 2026E），不在此列；以日期表示预测的图表可以例外。
        """,
        sources=(_ART_8,),
    ),
    "DN429": explained(
        """
        The report says where its information comes from, and the source can be asked: an institution, a company, a database.
        "Internet", "public information" or "market talk" tells nobody anything; the list of such words is in docs/compliance.
        """,
        """
        研报须载明信息来源，且来源应可查证：机构、公司或数据库。
        “网络”“公开资料”“市场传闻”之类等于没有来源；词表见 docs/compliance。
        """,
        sources=(_ART_8, Source(NORMS, "art. 7 (lawful sources)", "第七条（信息来源合法合规）", "text")),
    ),
    "DN430": explained(
        """
        The report warns of the risks of relying on it.
        The page prints 'risks' as a block of its own behind the investment advice.
        With this pack the rule takes the place of DN410, which only warns.
        """,
        """
        研报须提示使用风险。
        页面把 risks 作为单独一段印在投资建议之后。
        适用本规则包时，它取代只作警告的 DN410。
        """,
        right="""
        risks: [下游需求不及预期, 新产线爬坡慢于计划]
        """,
        sources=(_ART_8,),
    ),
    "DN431": explained(
        """
        Every risk that is named is only a kind of risk: market risk, policy risk.
        Readers learn nothing of what could happen to this company or industry.
        The list of such phrases is in docs/compliance; one concrete risk among them is enough.
        """,
        """
        所列风险都只是类别，例如“市场风险、政策风险”。
        读者无从得知该公司或行业可能发生什么。
        此类短语的词表见 docs/compliance；其中只要有一条具体风险即可。
        """,
        right="""
        risks: [大客户项目延期, 原材料涨价无法转嫁]
        """,
        sources=(_TERMS,),
    ),
    "DN432": explained(
        """
        A rating is of use only where readers can look up what it means.
        The rule finds a rating that is missing from the definitions printed at the end, and a definition that only repeats the grade's name.
        """,
        """
        读者须能查到评级的含义，评级才有意义。
        本规则查找文末评级说明中没有的评级，以及只是重复评级名称的定义。
        """,
        sources=(_TERMS,),
    ),
    "DN433": explained(
        """
        The text gives, keeps or changes a rating in words ("we maintain Buy"), and it is another one than the report's own.
        Ratings of other companies that the note names are left alone where the register knows them.
        """,
        """
        正文以文字给予、维持或调整评级（如“维持买入评级”），却与报告评级不一致。
        文中提及的其他公司，其评级若在登记册中则不受影响。
        """,
        sources=(_PRINCIPLES,),
    ),
    "DN434": explained(
        """
        Ratings are relative to an index, so the report names the index of each market that it is about.
        The page prints the house's table of markets; the rule finds a rated note whose market has none.
        """,
        """
        评级以相对指数的表现衡量，因此须写明所涉各市场的基准指数。
        页面印出机构的市场表；本规则查找有评级而市场没有基准的研报。
        """,
        sources=(_TERMS,),
    ),
    "DN435": explained(
        """
        The analysts state that their views are their own, and that their pay does not hang on them.
        Both are sought in the words of the house's statements, in the language of the note; wording of your own is found where it speaks of independence and of remuneration without a link.
        """,
        """
        分析师须声明观点系独立形成，且报酬与观点无关。
        本规则按研报语言在机构声明的文字中查找这两点，自拟措辞只要涉及“独立”与“报酬无关联”即可识别。
        """,
        sources=(_PRINCIPLES, Source(CONDUCT, "on independence", "关于独立性的规定", "none")),
    ),
    "DN436": explained(
        """
        The report says what it is not: an offer, personal advice, a promise.
        The rule looks for a disclaimer in the house's statements in the language of the note.
        """,
        """
        研报须说明其并非要约、个别建议或承诺。
        本规则按研报语言在机构声明中查找免责声明。
        """,
        sources=(_ART_8,),
    ),
    "DN437": explained(
        """
        Others may print or pass on a report only by agreement, and then name its publisher and date and point to the risks.
        The rule looks for a statement that ties reproduction to consent.
        """,
        """
        他人刊载或转发研报须经授权，并注明发布人与日期、提示风险。
        本规则查找以同意为前提的转载、引用说明。
        """,
        sources=(Source(CSRC, "on authorised publication by others", "关于授权刊载、转发的规定", "summary"),),
    ),
    "DN438": explained(
        """
        The word promises a return, states a price move as certain, denies risk, appeals to inside information, or is lurid.
        It is no finding where its clause denies it (不保证收益) or where it means something else (无风险利率).
        The list with reasons is in docs/compliance; a house adds words with 'wording.forbid' and spares phrases with 'wording.allow'.
        """,
        """
        该词承诺收益、断言涨跌、否认风险、以内幕信息为据，或夸大、低俗。
        所在分句予以否定（如“不保证收益”）或另有所指（如“无风险利率”）时不报。
        词表及理由见 docs/compliance；机构可用 wording.forbid 增加、用 wording.allow 放行短语。
        """,
        sources=(
            _PRINCIPLES,
            Source(CSRC, "on statements that promise returns", "关于不得承诺收益的规定", "summary"),
            Source(CONDUCT, "on prudent and plain words", "关于用语审慎的规定", "none"),
        ),
    ),
    "DN439": explained(
        """
        A promise to share the investor's gains or losses is void and forbidden, in writing or in speech.
        The disclaimer that denies such sharing is of course no finding.
        """,
        """
        与投资者约定分享收益或分担损失，无论书面或口头均属无效且被禁止。
        声明中否认此类约定的文字不受影响。
        """,
        sources=(
            Source(
                NORMS,
                "on promises to share returns or losses",
                "关于不得约定分享收益、分担损失的规定",
                "summary",
            ),
        ),
    ),
    "DN440": explained(
        """
        A report that values or rates a share discloses the firm's holding where it is 1% or more of the issued shares, and the firm does not trade against the report on that day and the next trading day.
        Since 2022 the association wants the kind of business that holds it, the amount and any lock-up as well: write them into the disclosure's text.
        """,
        """
        对具体股票作出估值或评级的研报，公司持有该股票达已发行股份 1% 以上的须披露，且发布日及第二个交易日不得作相反交易。
        2022 年起协会要求一并披露持股业务类别、持股量与锁定期，请写入披露文字。
        """,
        sources=(_INTEREST,),
    ),
    "DN441": explained(
        """
        A house that sponsors or leads an offering publishes nothing on the issuer for 40 days after a first issue is priced, and for 10 days after a further one.
        The register gives the day, not which of the two it was: up to 10 days it is an error, up to 40 a warning.
        """,
        """
        担任保荐机构或主承销商的机构，首次公开发行定价公告后 40 日内、再融资定价公告后 10 日内，不得发布相关研报。
        登记册只有日期而无发行类别，因此 10 日内报错，40 日内警告。
        """,
        sources=(Source(NORMS, "on quiet periods", "关于静默期的规定", "summary"),),
    ),
    "DN444": explained(
        """
        A target price follows from a method and from assumptions, and readers are told both.
        The rule finds a target without 'valuation'; whether the reasoning holds is for the supervisor to judge.
        """,
        """
        目标价须由估值方法与假设得出，并向读者说明。
        本规则查找没有 valuation 的目标价；论证是否成立由审核人判断。
        """,
        sources=(_TERMS,),
    ),
    "DN445": explained(
        """
        A company enters coverage by a decision of the research department before it is rated or valued.
        The register says that this one is not covered; an initiation report is the way in.
        """,
        """
        公司须先由研究部门决定纳入覆盖，方可给出评级或估值。
        登记册显示该公司未覆盖；首次覆盖报告除外。
        """,
        sources=(
            Source(NORMS, "art. 6", "第六条", "text"),
            Source(
                CONDUCT,
                "on companies that are not covered (2012 text: art. 20)",
                "关于未覆盖公司的规定（2012 年版第二十条）",
                "text",
            ),
        ),
    ),
    "DN446": explained(
        """
        The register knows of business with the company, of a mandate or of a seat on its board, and the report's disclosures do not tell of it.
        Usually the house's thresholds or months under 'disclosures' leave it out.
        """,
        """
        登记册显示与该公司有业务往来、任职等利益关系，而报告的披露中没有。
        通常是 disclosures 中的门槛或月数把它排除在外。
        """,
        sources=(
            Source(CSRC, "arts. 3 and 6 (conflicts are prevented)", "第三条、第六条（防范利益冲突）", "text"),
        ),
    ),
    "DN447": explained(
        """
        People who work in the securities business may not hold or trade shares, so an analyst who signs on a company whose shares they hold is in breach twice over.
        No waiver is possible.
        """,
        """
        证券从业人员不得持有、买卖股票；持有该公司股票的分析师为其研报署名，属双重违规。
        本规则不可豁免。
        """,
        sources=(Source(SECURITIES_LAW, "art. 40", "第四十条", "none"),),
    ),
    "DN449": explained(
        """
        A page of the finished PDF does not carry the words 证券研究报告.
        The packaged templates print them in the head of every page; a house's own template may have dropped them.
        Only a build can see this: 'desknote check' prints no pages.
        """,
        """
        生成的 PDF 有页面没有“证券研究报告”字样。
        自带模板在每页页眉印出；通常是机构自有模板去掉了它。
        只有生成时才能发现，'desknote check' 不排版。
        """,
        sources=(_ART_8,),
    ),
}
