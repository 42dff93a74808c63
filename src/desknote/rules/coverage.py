"""DN413 to DN420: ratings, target prices, coverage and conflicts."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule("DN413", "rating-outside-band", _W, "'{rating}' does not fit {what_en}: {shown} falls into {band_en}",
         "评级“{rating}”与{what_zh}不符：{shown} 对应{band_zh}",
         "{how_en}; change the rating, the target or the price, or say in the text why it stands",
         "{how_zh}；请调整评级、目标价或股价，或在正文中说明理由"),
    Rule("DN414", "company-twice", _E, "'{name}' stands for two companies; {other} on line {line} has it, too",
         "“{name}”同时指向两家公司；第 {line} 行的“{other}”也使用它",
         "give each company names, aliases and tickers of its own", "请确保名称、别名与代码不重复"),
    Rule("DN415", "register-contradicts-itself", _E, "{name}: {reason_en}", "{name}：{reason_zh}",
         "an entry of content/coverage.yaml says one thing of a company", "coverage.yaml 中同一公司的各项须一致"),
    Rule("DN416", "restricted-company", _E, "{name} ({ticker}) is on the restricted list", "{name}（{ticker}）在限制名单上",
         "take it out of the note, or ask compliance to change its status in content/coverage.yaml, line {line}",
         "请从研报中删去，或由合规部门修改 content/coverage.yaml 第 {line} 行的状态"),
    Rule("DN417", "coverage-disagrees", _W, "{name}: the note says {note_en}, the register says {register_en}",
         "{name}：研报为 {note_zh}，覆盖名单为 {register_zh}",
         "{hint_en}", "{hint_zh}"),
    Rule("DN418", "not-the-covering-analyst", _W, "{name} is covered by {analysts}, who has not signed this note",
         "{name} 由 {analysts} 覆盖，但未在本研报署名",
         "add the analyst to 'analysts', or change the company's in content/coverage.yaml",
         "请将其加入 analysts，或修改 content/coverage.yaml"),
    Rule("DN419", "price-and-target", _W, "price and target: {reason_en}", "股价与目标价：{reason_zh}", "{hint_en}", "{hint_zh}"),
    Rule("DN420", "change-unsaid", _W, "the {what_en} changes from {old} to {new}, but the text does not say so",
         "{what_zh}由 {old} 变为 {new}，正文却没有说明",
         "say it near the {what_en}: {words_en}", "请在正文中写明，如：{words_zh}"),
)  # fmt: skip
