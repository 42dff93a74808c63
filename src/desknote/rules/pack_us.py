"""DN465 to DN484: what the United States ask of a research report."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

_SEE = ("see 'disclosures' in content/house.yaml", "见 content/house.yaml 的 disclosures")

ROWS: tuple[Rule, ...] = (
    Rule("DN465", "us-views-not-certified", _E, "no analyst certifies that the report accurately reflects their personal views",
         "没有分析师声明报告准确反映其个人观点",
         "add it to the certification in content/house.yaml: \"all views expressed accurately reflect the analyst's personal views …\"",
         "请写入 content/house.yaml 的分析师声明：“所述观点准确反映分析师本人的看法……”"),
    Rule("DN466", "us-pay-not-certified", _E, "no analyst certifies whether their pay was, is or will be related to the views",
         "没有分析师声明其报酬过去、现在、将来是否与观点有关",
         "add it to the certification in content/house.yaml: \"no part of their compensation was, is or will be … related to …\"",
         "请写入 content/house.yaml 的分析师声明：“过去、现在和将来，其报酬均与具体建议或观点无关”"),
    Rule("DN467", "us-no-valuation", _E, "the target price {target} comes without the valuation method", "目标价（{target}）没有说明估值方法",
         "add 'valuation:' to the note", "请在研报中补上 valuation:"),
    Rule("DN468", "us-no-target-risks", _E, "the target price {target} comes without the risks that may keep it from being reached",
         "目标价（{target}）没有说明可能使其无法实现的风险", "add 'target_risks:' to the note", "请在研报中补上 target_risks:"),
    Rule("DN469", "us-rating-undefined", _E, "the report does not say what its rating '{grade}' means, and against which benchmark ({system})",
         "报告没有说明评级“{grade}”的含义及基准（{system}）",
         "complete 'ratings' and 'markets' in content/house.yaml", "请补全 content/house.yaml 的 ratings 与 markets"),
    Rule("DN470", "us-no-distribution", _E, "the report does not show how the house's ratings are distributed",
         "报告没有列出本机构评级的分布", "the table is made from content/coverage.yaml", "该表由 content/coverage.yaml 生成"),
    Rule("DN471", "us-distribution-sum", _W, "the shares of the ratings add up to {total}%", "各评级占比合计为 {total}%",
         "check content/coverage.yaml", "请核对 content/coverage.yaml"),
    Rule("DN472", "us-no-rating-history", _E, "{company} has been rated since {since}, but no chart shows price, ratings and targets",
         "{company}自 {since} 起有评级，却没有显示股价、评级与目标价的图",
         "add an exhibit of type rating-history", "请加入类型为 rating-history（评级历史）的图表"),
    Rule("DN473", "us-no-price-date", _E, "the report does not give the price of {company} and its date", "报告没有写明“{company}”的股价及其日期",
         "add 'price:' and 'price_date:' to the note", "请在研报中补上 price: 与 price_date:"),
    Rule("DN474", "us-holding-not-disclosed", _E, "the report does not disclose {what_en} of {company}", "报告没有披露对{company}的{what_zh}", *_SEE),
    Rule("DN475", "us-banking-not-disclosed", _E, "the report does not disclose {what_en} concerning {company}", "报告没有披露与{company}有关的{what_zh}", *_SEE),
    Rule("DN476", "us-market-making-not-disclosed", _E, "the report does not disclose {what_en} in {company}", "报告没有披露对{company}的{what_zh}", *_SEE),
    Rule("DN477", "us-analyst-interest-not-disclosed", _E, "the report does not disclose {what_en} in {company}", "报告没有披露在{company}的{what_zh}", *_SEE),
    Rule("DN478", "us-board-not-disclosed", _E, "the report does not disclose {what_en} of {company}", "报告没有披露在{company}的{what_zh}", *_SEE),
    Rule("DN479", "us-client-not-disclosed", _W, "the report does not disclose {what_en} concerning {company}", "报告没有披露与{company}有关的{what_zh}", *_SEE),
    Rule("DN480", "us-no-front-reference", _E, "the front page does not say where the disclosures are", "首页没有提示披露所在之处",
         "let 'notice' in content/house.yaml point to them", "请在 content/house.yaml 的 notice 中指明"),
    Rule("DN481", "us-promissory-word", _E, "'{word}' {reason_en}", "禁用词“{word}”：{reason_zh}",
         "say it without that word; a phrase that means something else is allowed under 'wording' in content/house.yaml",
         "请改写；若该短语另有所指，可在 content/house.yaml 的 wording.allow 中列出"),
)  # fmt: skip
