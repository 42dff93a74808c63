"""Explanations of DN413 to DN420: ratings, target prices, coverage and interests."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

COVERAGE: dict[str, Explanation] = {
    "DN413": explained(
        """
        The target price and the price give a return that belongs to another grade than the note's.
        The bands are those of the house's rating system; a relative band is compared with the upside less what is expected of the benchmark: 'expected_return' of the market, else 'expected_benchmark' of the system, else nothing.
        Often the target was changed and the rating forgotten, or the price has run away since.
        """,
        """
        由目标价与股价算出的收益落在另一档评级的区间。
        区间取自机构的评级体系；相对区间与“涨幅减去基准预期收益”相比，后者取市场的 expected_return，其次取体系的 expected_benchmark，都没有则为零。
        常见原因是调整了目标价却忘了评级，或股价此后已大幅变动。
        """,
        """
        kind: company
        company: 示例动力
        rating: 买入          # 高于基准 15% 以上
        price: 33.60
        price_date: 2025-01-31
        target_price: 36.00  # 只有 7%
        """,
        """
        kind: company
        company: 示例动力
        rating: 增持
        price: 33.60
        price_date: 2025-01-31
        target_price: 36.00
        """,
    ),
    "DN414": explained(
        """
        A name, alias or ticker must stand for one company: whatever a note says of it would else be said of the other as well.
        Short aliases are the usual cause; give them to the company that texts mean by them, and take them from the other.
        """,
        """
        名称、别名与代码必须只指一家公司，否则研报中的说法会同时落到另一家头上。
        多因别名过短；请只留给正文实际所指的公司。
        """,
        """
        # content/coverage.yaml
        companies:
          - {name: 示例动力, ticker: 000000.SZ, analysts: zhang-san}
          - {name: 示例机床, ticker: 000000.SZ, analysts: zhang-san}
        """,
        """
        # content/coverage.yaml
        companies:
          - {name: 示例动力, ticker: 000000.SZ, analysts: zhang-san}
          - {name: 示例机床, ticker: 999003.SZ, analysts: zhang-san}
        """,
    ),
    "DN415": explained(
        """
        One entry of the register says two things: a rating that is not the last of its history, a history out of order, a rating for a company that is restricted or not covered, a company that is covered by nobody.
        Rating and target may be left out where there is a history: its last line is what holds.
        """,
        """
        覆盖名单中的一项自相矛盾：评级与历史最后一次不符、历史次序颠倒、受限或未覆盖的公司却有评级、已覆盖却没有分析师。
        有历史时可不写 rating 与 target，以历史最后一行为准。
        """,
        """
        # content/coverage.yaml
        companies:
          - name: 示例动力
            ticker: 000000.SZ
            analysts: zhang-san
            rating: buy
            history:
              - {date: 2024-10-29, rating: add, target: 34.00}
        """,
        """
        # content/coverage.yaml
        companies:
          - name: 示例动力
            ticker: 000000.SZ
            analysts: zhang-san
            history:
              - {date: 2024-10-29, rating: add, target: 34.00}
              - {date: 2025-01-21, rating: buy, target: 42.00}
        """,
    ),
    "DN416": explained(
        """
        The house may not publish on this company now, for instance because it works on a transaction for it.
        The note names it: in its text, in a table or chart, or in the list of companies.
        Only compliance lifts a restriction; a note that is due before then leaves the company out.
        """,
        """
        本机构目前不得就这家公司发布研究，例如正在承做其项目。
        研报的正文、图表或公司列表中提到了它。
        限制只能由合规部门解除；在此之前发布的研报须删去该公司。
        """,
    ),
    "DN417": explained(
        """
        The note and the register of companies say different things: whether a company is covered, what its ticker is, or which rating and target price were given on the note's day.
        Coverage is the register's to say; leave 'covered' out of the note.
        The history of the register is what later notes, charts and disclosures are made from, so it must hold what was published.
        """,
        """
        研报与覆盖名单说法不一：是否覆盖、代码，或当日给出的评级与目标价。
        是否覆盖以名单为准，研报中不必写 covered。
        名单中的历史是后续研报、图与披露的依据，须与已发布的内容一致。
        """,
        """
        advice:
          coverage:
            - {name: 金山云, ticker: 3896.HK, covered: true}
        """,
        """
        advice:
          coverage:
            - {name: 金山云, ticker: 3896.HK}
        """,
    ),
    "DN418": explained(
        """
        The note rates or recommends a company that another analyst covers. Strategy, macro and digest notes may pass on what the sectors' analysts recommend.
        Readers take the view as that analyst's, and the certification is signed by those who are named.
        """,
        """
        研报对由他人覆盖的公司给出评级或建议。策略、宏观研究与晨会纪要转述行业分析师的建议，不在此列。
        读者会视为该分析师的观点，而声明只由署名者作出。
        """,
    ),
    "DN419": explained(
        """
        A target price means something against a price of a known day, in the currency the share trades in.
        The price must not be of a day after the note's, nor older than the house allows ('price_days' in content/house.yaml, 10 days if not set).
        """,
        """
        目标价须与某一日期的股价对照，且货币与交易货币一致。
        股价日期不得晚于研报日期，也不得早于机构允许的天数（content/house.yaml 的 price_days，默认 10 天）。
        """,
        """
        company: 示例动力
        target_price: 42.00
        """,
        """
        company: 示例动力
        price: 33.60
        price_date: 2025-01-31
        target_price: 42.00
        """,
    ),
    "DN420": explained(
        """
        The rating or target price is not that of the edition before, and no sentence says so.
        The page shows old and new beside each other; the text must tell it and give the reason.
        A sentence is recognised by a word of change (raise, cut, upgrade; 上调, 下调, 调整为) together with the rating or 'target price'.
        Where this is the first note on the company, write 'kind: initiation' or 'previous: none'.
        """,
        """
        评级或目标价与上一版不同，正文中却没有一句说明。
        页面会并列新旧数值；正文须说明并给出理由。
        判断依据是同一句中既有表示变动的词（上调、下调、调整为），又有评级或“目标价”。
        若是首次覆盖，请写 kind: initiation 或 previous: none。
        """,
    ),
}
