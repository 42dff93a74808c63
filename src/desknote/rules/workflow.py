"""DN801 to DN829: states, approval, waivers, proof, and comparing editions."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import INFO as _I
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule("DN801", "not-approved", _E, "'{note}' is not approved: it is {state_en}", "“{note}”未获批准：当前为{state_zh}",
         "a supervisor approves it with 'desknote approve {note} --by ID'",
         "由审核人运行 'desknote approve {note} --by ID' 批准"),
    Rule("DN802", "changed-since-approval", _W, "'{note}' has changed since {name} approved it on {date}",
         "“{note}”在 {date} 经{name}批准之后有改动",
         "it is a draft again until it is approved; 'desknote diff' shows what changed",
         "重新批准之前按草稿处理；运行 'desknote diff' 查看改动"),
    Rule("DN803", "ledger-broken", _E, "the ledger cannot be trusted from this line on: {reason_en}",
         "台账自此行起不可信：{reason_zh}",
         "bring back the file as it was (git log -- content/ledger.jsonl); nothing counts as approved until then",
         "请恢复原文件（git log -- content/ledger.jsonl）；在此之前一律视为未批准"),
    Rule("DN804", "unknown-approver", _E, "'{name}' may not approve notes", "“{name}”无权批准研报",
         "approvers under workflow in content/house.yaml: {choices}",
         "content/house.yaml 的 workflow.approvers 中有：{choices}"),
    Rule("DN805", "own-note", _E, "{name} signs '{note}' as an analyst and cannot approve it",
         "{name}是“{note}”的署名分析师，不能自行批准",
         "another approver is needed, or 'own_notes: true' under workflow in content/house.yaml",
         "须由其他审核人批准，或在 content/house.yaml 的 workflow 中写 own_notes: true"),
    Rule("DN806", "not-signed", _E, "the act of {name} must be signed with the key that the house knows",
         "{name}的操作须用本机构登记的密钥签名",
         "give it with --key FILE; 'desknote key' makes one and shows what to put in content/house.yaml",
         "请用 --key 文件 给出私钥；'desknote key' 可生成密钥并显示应写入 content/house.yaml 的内容"),
    Rule("DN807", "not-waivable", _E, "{code} cannot be waived", "{code} 不能豁免",
         "rules of compliance and prose can: DN4xx and DN5xx", "只有合规与文字规则可以豁免：DN4xx 与 DN5xx"),
    Rule("DN808", "withdrawn", _E, "'{note}' was withdrawn on {date} by {name}: {reason}",
         "“{note}”已于 {date} 由{name}撤回：{reason}",
         "to publish it again, approve it anew", "如需再次发布，须重新批准"),
    Rule("DN810", "no-proof", _E, "{file} carries no proof: {reason_en}", "{file} 不含可核验的信息：{reason_zh}",
         "name a PDF that desknote built", "请指定由 desknote 生成的 PDF"),
    Rule("DN811", "not-what-was-approved", _E, "{file} is not what the ledger approved: {reason_en}",
         "{file} 与台账批准的内容不符：{reason_zh}"),
    Rule("DN812", "bad-key", _E, "{file} is not an Ed25519 private key, or the passphrase is wrong",
         "{file} 不是 Ed25519 私钥，或口令不对",
         "'desknote key FILE' makes one; its passphrase is read from DESKNOTE_KEY_PASSPHRASE",
         "'desknote key 文件' 可生成密钥；口令取自环境变量 DESKNOTE_KEY_PASSPHRASE"),
    Rule("DN813", "bad-expiry", _E, "a waiver must end on a day to come, not '{value}'",
         "豁免的截止日须为将来的日期，而不是“{value}”", "write it as 2025-12-31", "写作 2025-12-31"),
    Rule("DN814", "no-workflow", _E, "the house names nobody who may approve", "本机构没有登记审核人",
         "add 'workflow: {{approvers: {{ID: {{name: …}}}}}}' to content/house.yaml",
         "请在 content/house.yaml 中补上 'workflow: {{approvers: {{ID: {{name: …}}}}}}'"),
    Rule("DN815", "waived", _I, "{code} ({rule}) is waived by {name} until {until}: {reason}",
         "{code}（{rule}）由{name}豁免至 {until}：{reason}"),
)  # fmt: skip
