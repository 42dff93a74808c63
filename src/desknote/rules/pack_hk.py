"""DN450 to DN464: what Hong Kong asks of a research report."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

_TELL = ("write it, or that it is not so, in a statement in content/house.yaml", "请在 content/house.yaml 的声明中写明有或没有")

ROWS: tuple[Rule, ...] = (
    Rule("DN450", "hk-no-licence", _E, "the report does not say that the firm is licensed by the SFC, with its CE number",
         "报告没有写明本机构持有香港证监会牌照及中央编号",
         "add it to 'licence' in content/house.yaml, in the language of the note", "请在 content/house.yaml 的 licence 中用该语言写明"),
    Rule("DN451", "hk-analyst-not-licensed", _E, "{name} signs without a central entity number of the SFC", "署名分析师{name}没有香港证监会中央编号",
         "add 'sfc: ABC123' to the analyst's file", "请在分析师文件中补上 sfc: ABC123"),
    Rule("DN452", "hk-analyst-interest", _E, "no statement tells whether {what_en}", "没有声明说明{what_zh}", *_TELL),
    Rule("DN453", "hk-firm-interest", _E, "no statement tells whether {what_en}", "没有声明说明{what_zh}", *_TELL),
    Rule("DN454", "hk-market-making", _E, "no statement tells whether {what_en}", "没有声明说明{what_zh}", *_TELL),
    Rule("DN455", "hk-officers", _E, "no statement tells whether {what_en}", "没有声明说明{what_zh}", *_TELL),
    Rule("DN456", "hk-investment-banking", _E, "no statement tells whether {what_en}", "没有声明说明{what_zh}", *_TELL),
    Rule("DN457", "hk-holding-not-disclosed", _E, "the report does not disclose {what_en} of {company}", "报告没有披露对{company}的{what_zh}",
         "see 'disclosures' in content/house.yaml: from 1% it is disclosed", "见 content/house.yaml 的 disclosures：达 1% 即须披露"),
    Rule("DN458", "hk-interest-not-disclosed", _E, "the report does not disclose {what_en} concerning {company}", "报告没有披露与{company}有关的{what_zh}",
         "see 'disclosures' in content/house.yaml", "见 content/house.yaml 的 disclosures"),
    Rule("DN459", "hk-no-basis", _W, "the report gives an opinion, but hardly a reason for it", "报告给出了观点，却几乎没有依据",
         "say what the rating or target rests on", "请写明评级或目标价的依据"),
    Rule("DN460", "hk-quiet-period", _W, "{company}: an offering in which the house took part was priced on {date}, {days} days before the report",
         "{company}：本机构参与的发行于 {date} 定价，距报告日仅 {days} 天",
         "compliance decides whether a quiet period (40 days after a first listing, 10 after a placing) has ended",
         "请由合规部门确认静默期（首次上市 40 日，配售 10 日）是否已满"),
    Rule("DN462", "hk-not-prominent", _W, "the foot of the pages does not say where the disclosures are", "页脚没有提示披露所在之处",
         "let 'notice' in content/house.yaml point to them", "请在 content/house.yaml 的 notice 中指明"),
    Rule("DN463", "hk-misleading-word", _E, "'{word}' {reason_en}", "禁用词“{word}”：{reason_zh}",
         "say it without that word; a phrase that means something else is allowed under 'wording' in content/house.yaml",
         "请改写；若该短语另有所指，可在 content/house.yaml 的 wording.allow 中列出"),
)  # fmt: skip
