"""What the preview's page says, in English and Chinese."""

from __future__ import annotations

from desknote.report import UiLang

WORDS: dict[str, tuple[str, str]] = {
    "notes": ("Notes", "研报"),
    "pages": ("Pages", "页面"),
    "both": ("Both", "并排"),
    "web": ("Web", "网页"),
    "view": ("View", "视图"),
    "building_web": ("Composing…", "正在排版…"),
    "building_pdf": ("Printing the PDF…", "正在生成 PDF…"),
    "ready": ("Up to date", "已是最新"),
    "failed_first": ("Not built", "未生成"),
    "failed": ("Not built: the last good version is shown", "未生成：显示的是上一个正确的版本"),
    "lost": ("desknote has stopped; what you see is the last it showed", "desknote 已停止；以下为最后的内容"),
    "errors": ("{n} errors", "{n} 个错误"),
    "error": ("1 error", "1 个错误"),
    "warnings": ("{n} warnings", "{n} 条警告"),
    "warning": ("1 warning", "1 条警告"),
    "hide": ("Hide", "收起"),
    "open": ("Open in editor", "在编辑器中打开"),
    "opened": ("Opened", "已打开"),
    "not_opened": ("The editor could not be started", "无法启动编辑器"),
    "copy": ("Copy place", "复制位置"),
    "copied": ("Copied", "已复制"),
    "close": ("Close", "关闭"),
    "page": ("Page {n} of {all}", "第 {n} 页，共 {all} 页"),
    "theme_auto": ("Theme: system", "主题：跟随系统"),
    "theme_light": ("Theme: light", "主题：浅色"),
    "theme_dark": ("Theme: dark", "主题：深色"),
    "pdf": ("PDF", "PDF"),
    "download": ("Open the PDF", "打开 PDF"),
    "empty": (
        "There are no notes yet. Run 'desknote new NAME' here.",
        "还没有研报。请在此运行 'desknote new 名称'。",
    ),
    "gone": ("This note is no longer there", "这篇研报已不存在"),
    "help": ("help", "办法"),
}


def words(lang: UiLang) -> dict[str, str]:
    """Every word of the page, in ``lang``."""
    return {key: both[1 if lang == "zh" else 0] for key, both in WORDS.items()}
