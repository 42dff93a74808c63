"""DN2xx: what a content file must say."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    # --- DN2xx: the model
    Rule("DN201", "unknown-key", _E, "unknown key '{key}'", "未知的键“{key}”",
         "keys known here: {choices}", "此处可用的键：{choices}"),
    Rule("DN202", "missing-key", _E, "key '{key}' is missing", "缺少键“{key}”",
         "add '{key}: …' here", "请在此处补上“{key}: …”"),
    Rule("DN203", "wrong-type", _E, "'{key}' must be {wanted_en}, not {got_en}",
         "“{key}”应为{wanted_zh}，而不是{got_zh}", "{hint_en}", "{hint_zh}"),
    Rule("DN204", "unknown-value", _E, "unknown {what_en} '{value}'", "未知的{what_zh}“{value}”",
         "{where_en} knows {choices}", "{where_zh}可用：{choices}"),
    Rule("DN205", "bad-date", _E, "'{value}' is not a date", "“{value}”不是有效日期",
         "write dates as 2025-02-05", "日期写作 2025-02-05"),
    Rule("DN206", "bad-value", _E, "'{key}': {reason_en}", "“{key}”：{reason_zh}", "{hint_en}", "{hint_zh}"),
    Rule("DN207", "low-contrast", _W, "{role} {colour} on {ground} has a contrast of {ratio}:1",
         "{role} {colour} 在 {ground} 上的对比度为 {ratio}:1",
         "4.5:1 is the least that reads well; choose a darker or lighter colour",
         "正文至少需要 4.5:1；请改用更深或更浅的颜色"),
)
