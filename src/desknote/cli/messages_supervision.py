"""What the commands of supervisors and of research IT say, in English and Chinese."""

from __future__ import annotations

SUPERVISION: dict[str, tuple[str, str]] = {
    "help_approve": ("records that notes are approved as they are", "把研报的批准记入台账"),
    "help_release": (
        "records that approved notes are published, and builds them",
        "把已批准研报的发布记入台账，并生成文件",
    ),
    "help_withdraw": ("records that published notes are withdrawn", "把研报的撤回记入台账"),
    "help_revoke": ("takes an approval back", "收回批准"),
    "help_waive": (
        "lets a note off a rule, for a reason and until a day",
        "就某条规则豁免一篇研报，须注明理由与期限",
    ),
    "help_ledger": (
        "what was approved, waived, released, withdrawn; and whether the ledger is whole",
        "列出批准、豁免、发布与撤回记录，并检查台账是否完整",
    ),
    "help_verify": ("whether a PDF is what the ledger approved", "核验 PDF 是否为台账所批准的内容"),
    "help_key": (
        "makes a key to sign with, and shows what to put in content/house.yaml",
        "生成签名密钥，并显示应写入 content/house.yaml 的内容",
    ),
    "help_ci": (
        "the pipeline that checks, builds and publishes on every push",
        "每次推送时检查、生成并发布的流水线",
    ),
    "arg_host": ("where the repository is: {choices}", "代码托管平台：{choices}"),
    "opt_write_ci": (
        "put it where the host looks for it, instead of printing it",
        "写入托管平台约定的位置，而不是输出",
    ),
    "opt_dry_run": (
        "say what would be put up and taken away, and do nothing",
        "只列出将上传与删除的文件，不执行",
    ),
    "opt_keep": (
        "earlier states that a store keeps to go back to; 3 if not given",
        "远端保留的先前状态数，供回退；默认 3",
    ),
    "opt_roll_back": ("bring the state before the last one back, in a store", "把远端恢复到上一个状态"),
    "opt_remove": ("take a preview on a branch away", "删除分支上的预览"),
    "place_cannot": ("{option} does not go with that place", "该位置不支持 {option}"),
    "would_publish_files": (
        "would put {new} files, leave {kept} as they are, remove {removed}",
        "将上传 {new} 个文件，{kept} 个不变，删除 {removed} 个",
    ),
    "sending": ("sending {name} ({i} of {n})", "正在上传 {name}（{i}/{n}）"),
    "rolled_back": ("{url} is back at state {number}", "{url} 已恢复到状态 {number}"),
    "preview_removed": ("{url} is gone", "{url} 已删除"),
    "arg_these_notes": ("notes by name, folder or file", "研报的名称、目录或文件"),
    "arg_note": ("a note by name, folder or file", "研报的名称、目录或文件"),
    "arg_waived_code": ("the rule, such as DN410", "规则代码，例如 DN410"),
    "arg_pdf": ("PDF files that desknote built", "由 desknote 生成的 PDF 文件"),
    "arg_key": ("file for the new private key", "新私钥的文件"),
    "opt_release": (
        "refuse notes that are unapproved, changed since approval, or wrong",
        "拒绝未经批准、批准后有改动或有错误的研报",
    ),
    "opt_by": (
        "who acts: an approver's id in content/house.yaml",
        "操作人：content/house.yaml 中登记的审核人",
    ),
    "opt_key": (
        "private key to sign with; its passphrase is read from DESKNOTE_KEY_PASSPHRASE",
        "签名用的私钥；口令取自环境变量 DESKNOTE_KEY_PASSPHRASE",
    ),
    "opt_reason": ("why, for the ledger", "理由，记入台账"),
    "opt_until": ("the last day on which it holds, as 2025-12-31", "有效期的最后一天，写作 2025-12-31"),
    "option_needed": ("option {name} is needed", "须给出选项 {name}"),
    "acted_approve": ("{note}: approved by {name}", "{note}：由{name}批准"),
    "acted_release": ("{note}: released by {name}", "{note}：由{name}发布"),
    "acted_withdraw": ("{note}: withdrawn by {name}", "{note}：由{name}撤回"),
    "acted_revoke": ("{note}: approval taken back by {name}", "{note}：{name}收回批准"),
    "acted_waive": ("{note}: {rule} waived by {name} until {until}", "{note}：{rule} 由{name}豁免至 {until}"),
    "ledger_entry": ("entry {number} of the ledger, {hash}", "台账第 {number} 条，{hash}"),
    "ledger_empty": ("the ledger is empty", "台账为空"),
    "ledger_whole": (
        "{n} entries, the chain holds; the last is {head}",
        "共 {n} 条，哈希链完整；末条为 {head}",
    ),
    "ledger_whole_one": (
        "1 entry, the chain holds; it is {head}",
        "共 1 条，哈希链完整；该条为 {head}",
    ),
    "ledger_uncounted": (
        "✗: does not count, as the house does not know who acted, or the signature is missing or wrong",
        "✗：不予计入：操作人未在本机构登记，或签名缺失、不符",
    ),
    "opt_recorded": (
        "PDF channels whose files are recorded besides note.pdf: pdfa, pdfua",
        "除 note.pdf 外，同时登记哪些 PDF 渠道的文件：pdfa、pdfua",
    ),
    "opt_states": (
        "which note is in which state now, instead of what was done",
        "列出每篇研报当前的状态，而不是操作记录",
    ),
    "act_approve": ("approve", "批准"),
    "act_release": ("release", "发布"),
    "act_withdraw": ("withdraw", "撤回"),
    "act_revoke": ("revoke", "收回批准"),
    "act_waive": ("waive {rule} until {until}", "豁免 {rule} 至 {until}"),
    "state_draft": ("draft", "草稿"),
    "state_review": ("in review", "审核中"),
    "state_approved": ("approved", "已批准"),
    "state_published": ("published", "已发布"),
    "state_withdrawn": ("withdrawn", "已撤回"),
    "state_none": ("has errors", "有错误"),
    "state_by": ("{name}, {date}", "{name}，{date}"),
    "state_changed": ("changed since {name} approved it, {date}", "{date} 经{name}批准后有改动"),
    "state_changed_house": (
        "the firm's texts changed since {name} approved it, {date}",
        "{date} 经{name}批准后本机构文本有改动",
    ),
    "state_waived": ("{rule} waived until {until}", "{rule} 豁免至 {until}"),
    "state_errors": ("'desknote check {note}' tells which", "运行 'desknote check {note}' 查看"),
    "key_made": ("the private key is in {path}: keep it to yourself", "私钥已写入 {path}，请妥善保管"),
    "key_open": (
        "it has no passphrase; set DESKNOTE_KEY_PASSPHRASE to give it one",
        "私钥未设口令；设置环境变量 DESKNOTE_KEY_PASSPHRASE 可加口令",
    ),
    "verified_file": (
        "{file}: byte for byte what {name} approved on {date} ('{note}', entry {number})",
        "{file}：与{name}于 {date} 批准的文件逐字节一致（“{note}”，第 {number} 条）",
    ),
    "verified_rebuilt": (
        "{file}: what {name} approved on {date} ('{note}', entry {number}); built again, it is the same",
        "{file}：内容为{name}于 {date} 所批准（“{note}”，第 {number} 条）；重新生成后逐字节一致",
    ),
    "verified_made": ("made by {made}", "生成工具：{made}"),
}
