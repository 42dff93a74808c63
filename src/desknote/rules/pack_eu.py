"""DN485 to DN499: what the European Union and the United Kingdom ask of an investment recommendation."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

_SEE = ("see 'disclosures' in content/house.yaml", "见 content/house.yaml 的 disclosures")

ROWS: tuple[Rule, ...] = (
    Rule("DN485", "eu-no-authority", _E, "the report does not name the authority that supervises the firm", "报告没有写明本机构的监管机构",
         "add 'authority:' to content/house.yaml", "请在 content/house.yaml 中补上 authority:"),
    Rule("DN486", "eu-no-job-title", _E, "{name} signs without a job title", "署名分析师“{name}”没有写明职务",
         "add 'title:' to the analyst's file", "请在分析师文件中补上 title:"),
    Rule("DN487", "eu-no-completion-time", _E, "the report does not say on which day and at what time it was completed", "报告没有写明完成的日期与时间",
         "add 'completed: 2025-02-05 08:30' to the note", "请在研报中补上 completed: 2025-02-05 08:30"),
    Rule("DN488", "eu-no-dissemination-time", _E, "the report does not say when it was first disseminated", "报告没有写明首次发送的日期与时间",
         "add 'first_disseminated: 2025-02-05 09:00' to the note", "请在研报中补上 first_disseminated: 2025-02-05 09:00"),
    Rule("DN489", "eu-times-disagree", _E, "the report was sent out ({sent}) before it was completed ({completed})", "发送时间（{sent}）早于完成时间（{completed}）",
         "check the times and their time zones", "请核对时间与时区"),
    Rule("DN490", "eu-no-price-date", _E, "the price of {company} has no date", "“{company}”的股价没有日期",
         "add 'price_date:' to the note", "请在研报中补上 price_date:"),
    Rule("DN491", "eu-vague-source", _E, "exhibit '{name}' names no source that could be asked: '{source}'", "图表“{name}”的资料来源不明确：“{source}”",
         "name the institution, company or database", "请写明机构、公司或数据库的名称"),
    Rule("DN492", "eu-no-valuation", _E, "the opinion on {company} comes without its valuation, method and assumptions", "对{company}的意见没有说明估值依据、方法与假设",
         "add 'valuation:' to the note", "请在研报中补上 valuation:"),
    Rule("DN493", "eu-rating-undefined", _E, "the report does not say what its recommendation '{grade}' means and how long it holds ({system})",
         "报告没有说明“{grade}”的含义与期限（{system}）",
         "give the grade a band or a definition under 'ratings' in content/house.yaml", "请在 content/house.yaml 的 ratings 中写明该评级的区间或定义"),
    Rule("DN494", "eu-no-update-frequency", _E, "the report does not say how often it is planned to be updated", "报告没有写明计划更新频率",
         "add 'update_frequency:' to content/house.yaml or to the note", "请在 content/house.yaml 或研报中补上 update_frequency:"),
    Rule("DN495", "eu-history-incomplete", _E, "{company}: the recommendations of {dates} are listed without their rating or the price of the day",
         "{company}：{dates} 的建议缺少评级或当日股价",
         "complete 'history' in content/coverage.yaml: date, rating, target, price", "请补全 content/coverage.yaml 中的 history：date、rating、target、price"),
    Rule("DN496", "eu-change-not-shown", _E, "the {what_en} changed from {old} to {new}, which the report does not say", "{what_zh}由 {old} 变为 {new}，报告却没有说明",
         "the front page shows changes where the note has 'company:'", "研报写有 company: 时首页会列出变化"),
    Rule("DN497", "eu-position-not-disclosed", _E, "the report does not disclose {what_en} of {company}", "报告没有披露对{company}的{what_zh}",
         "net positions above 0.5% are disclosed, long or short: see 'disclosures' in content/house.yaml",
         "净多头或净空头超过 0.5% 须披露：见 content/house.yaml 的 disclosures"),
    Rule("DN498", "eu-interest-not-disclosed", _E, "the report does not disclose {what_en} concerning {company}", "报告没有披露与{company}有关的{what_zh}", *_SEE),
    Rule("DN499", "eu-no-proportions", _W, "the report does not show what part of recommendations is buy, hold and sell", "报告没有列出买入、持有、卖出建议的比例",
         "the table is made from content/coverage.yaml; a link to the quarterly table will do: waive the rule then",
         "该表由 content/coverage.yaml 生成；若另行按季公布，可登记豁免"),
)  # fmt: skip
