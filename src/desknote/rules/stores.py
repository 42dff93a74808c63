"""DN860 to DN867: the place that a site is put to."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule("DN860", "store-failed", _E, "{url}: {reason}", "发布到 {url} 失败：{reason}",
         "what is published there is still whole; publish again when the place can be reached",
         "已发布的内容仍然完整；待目标可访问后重新发布即可"),
    Rule("DN861", "no-store", _E, "{url} needs a package that is not installed: {package}",
         "{url} 需要尚未安装的包：{package}", "pip install {package}", "pip install {package}"),
    Rule("DN862", "store-unreadable", _E, "{url}: {file} is not a record of what desknote published",
         "{url}：{file} 不是 desknote 的发布记录",
         "another program may have written there; name an empty folder, or remove that file and publish with --force",
         "可能被其他程序写过；请换用空目录，或删除该文件后用 --force 重新发布"),
    Rule("DN863", "store-busy", _E, "another delivery to {url} is under way", "正在向 {url} 进行另一次发布",
         "wait for it; if it was broken off, its lock lapses in {minutes} minutes, or when you remove {file} there",
         "请等待其完成；若它已中断，锁将在 {minutes} 分钟后失效，也可删除该处的 {file}"),
    Rule("DN864", "nothing-to-go-back-to", _E, "{url} holds no earlier state to go back to",
         "{url} 没有可以回退的先前状态",
         "earlier states are kept from the second delivery on, as many as --keep says",
         "从第二次发布起保留先前状态，数量由 --keep 决定"),
    Rule("DN865", "drafts-in-public", _E, "drafts would take the place of the published site at {url}",
         "草稿将取代 {url} 上已发布的站点",
         "give previews a place of their own, such as branch://gh-pages/previews/NAME or a folder beside the site",
         "请为预览另选位置，例如 branch://gh-pages/previews/名称，或站点旁的另一目录"),
    Rule("DN866", "place-not-empty", _E, "{url} holds a file that is not desknote's: {file}",
         "{url} 已有并非由 desknote 发布的文件：{file}",
         "name an empty folder; with --force the site takes the place of files with the same names",
         "请换用空目录；加 --force 则以站点文件替换同名文件"),
    Rule("DN867", "unknown-server", _E, "nothing says that {host} is the right server: its key is not known",
         "无法确认 {host} 就是目标服务器：其密钥未知",
         "its key is {key}; where that is right, run: ssh-keyscan {named} >> ~/.ssh/known_hosts",
         "其密钥为 {key}；核对无误后运行：ssh-keyscan {named} >> ~/.ssh/known_hosts"),
)  # fmt: skip
