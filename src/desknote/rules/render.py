"""DN6xx, DN7xx, DN9xx: templates, rendering, and failures of desknote itself."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    # --- DN6xx: templates
    Rule("DN601", "template-syntax", _E, "template: {reason}", "模板语法：{reason}"),
    Rule("DN602", "template-undefined", _E, "template: {reason} (note '{note}')",
         "模板：{reason}（研报“{note}”）"),
    Rule("DN603", "no-template", _E, "there is no template '{name}'", "没有模板“{name}”"),
    # --- DN7xx: rendering
    Rule("DN701", "refused-resource", _E, "refused to open {url}", "拒绝打开 {url}",
         "pages may use files inside the workspace only, never the network",
         "页面只能使用工作区内的文件，不访问网络"),
    Rule("DN702", "renderer", _W, "the renderer says: {message}", "渲染器提示：{message}"),
    Rule("DN703", "missing-library", _E, "a system library is missing: {reason}", "缺少系统库：{reason}",
         "run 'desknote doctor' for the command that installs it",
         "运行 'desknote doctor' 查看安装命令"),
    Rule("DN711", "text-overflow", _W, "page {page}: '{text}' reaches beyond the margin",
         "第 {page} 页：“{text}”超出页边", "shorten it, allow it to break, or make the table narrower",
         "请缩短文字、允许换行，或减少表格宽度"),
    Rule("DN712", "sidebar-overflow", _W, "the sidebar is longer than the front page; what does not fit follows the text",
         "侧栏超出首页，放不下的内容已移到正文之后",
         "to keep all of it in front: take an item out of 'sidebar', or list fewer related reports",
         "若要全部留在首页：从 sidebar 中移除一项，或减少相关报告"),
    Rule("DN901", "internal", _E, "desknote failed on {what}; the details are in {log}",
         "desknote 处理 {what} 时出现内部错误；详情见 {log}",
         "please report it with that file", "请附上该文件反馈"),
)
