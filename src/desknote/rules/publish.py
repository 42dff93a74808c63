"""DN831 to DN869: channels, the site, and where it is put."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    # --- DN831 to DN844: channels
    Rule("DN831", "unknown-channel", _E, "there is no channel '{name}'", "没有名为“{name}”的渠道",
         "channels: {choices}", "可用渠道：{choices}"),
    Rule("DN832", "no-sender", _W, "no analyst has an e-mail address: the message is sent from {address}",
         "没有分析师填写邮箱，邮件的发件人写作 {address}",
         "give the first analyst an 'email', or change the sender before sending", "请为首位分析师填写 email，或在发送前更换发件人"),
    Rule("DN833", "missing-package", _E, "this channel needs the Python package '{package}'", "该渠道需要 Python 包“{package}”",
         "pip install 'desknote[{extra}]'", "pip install 'desknote[{extra}]'"),
    Rule("DN834", "bad-channel", _E, "channel '{name}': {reason_en}", "渠道“{name}”：{reason_zh}"),
    # --- DN845 to DN859: the site
    Rule("DN845", "not-a-site", _E, "{folder} holds other things than a site",
         "{folder} 中有站点之外的内容",
         "name an empty folder, or one that 'desknote publish' made: it removes what is no longer wanted",
         "请指定空目录，或由 'desknote publish' 生成的目录；发布时会删除其中不再需要的文件"),
    Rule("DN846", "page-taken-down", _W, "note '{note}' is no longer published: its page was on the site and is gone",
         "研报“{note}”不再发布，它在站点上的页面已删除",
         "to keep the address with a notice, bring the note back and run 'desknote withdraw {note}'",
         "如需保留网址并注明撤回，请恢复该研报并运行 'desknote withdraw {note}'"),
    Rule("DN847", "nothing-to-publish", _W, "no note is released: the site is empty", "没有已发布的研报，站点为空",
         "'desknote publish --drafts' shows drafts in a preview; 'desknote release NOTE' releases one",
         "可用 'desknote publish --drafts' 预览草稿，或用 'desknote release 研报' 发布"),
    Rule("DN848", "no-base-url", _W, "the site has no 'base_url': no sitemap, canonical links or sharing pictures",
         "站点没有设置 base_url：不会生成站点地图、规范链接和分享图片",
         "write 'base_url: https://…' in content/site.yaml", "请在 content/site.yaml 中写明 base_url: https://…"),
    Rule("DN849", "same-address", _E, "notes '{note}' and '{other}' differ in capitals alone and would share a page",
         "研报“{note}”与“{other}”仅大小写不同，在站点上会共用一个页面",
         "rename one of the folders", "请将其中一个目录改名"),
    Rule("DN850", "folder-busy", _E, "another publishing to {folder} is under way", "正在向 {folder} 进行另一次发布",
         "wait for it to end, then publish again", "请等待其完成后重新发布"),
    Rule("DN851", "leads-out", _E, "{folder} leads out of the site's folder", "{folder} 指向站点目录之外",
         "remove that link: a site is written and removed in its own folder only",
         "请删除该链接：站点只在自己的目录内写入和删除文件"),
)
