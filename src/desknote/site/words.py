"""What the site itself says, in each of its languages: zh-CN, zh-HK, en."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

_ROWS: dict[str, tuple[str, str, str]] = {
    "home": ("首页", "首頁", "Home"),
    "sectors": ("行业", "行業", "Sectors"),
    "companies": ("公司", "公司", "Companies"),
    "analysts": ("分析师", "分析師", "Analysts"),
    "kinds": ("报告类型", "報告類型", "Report types"),
    "archive": ("全部研报", "全部研報", "Archive"),
    "search": ("搜索", "搜尋", "Search"),
    "main_navigation": ("主导航", "主導覽", "Main"),
    "breadcrumb": ("当前位置", "目前位置", "You are here"),
    "pages": ("分页", "分頁", "Pages"),
    "languages": ("语言", "語言", "Language"),
    "skip": ("跳到正文", "跳到正文", "Skip to the text"),
    "theme": ("切换明暗", "切換明暗", "Toggle dark mode"),
    "latest": ("最新研报", "最新研報", "Latest research"),
    "lead": ("最新发布", "最新發佈", "Just published"),
    "all_notes": ("查看全部研报", "查看全部研報", "All research"),
    "rating_changes": ("评级变动", "評級變動", "Rating changes"),
    "no_changes": ("近期没有评级变动。", "近期沒有評級變動。", "No rating has changed lately."),
    "by_sector": ("按行业浏览", "按行業瀏覽", "By sector"),
    "by_kind": ("按类型浏览", "按類型瀏覽", "By type"),
    "team": ("研究团队", "研究團隊", "Research team"),
    "all_sectors": ("全部行业", "全部行業", "All sectors"),
    "all_companies": ("全部公司", "全部公司", "All companies"),
    "all_analysts": ("全部分析师", "全部分析師", "All analysts"),
    "one_note": ("{n} 篇研报", "{n} 篇研報", "{n} report"),
    "many_notes": ("{n} 篇研报", "{n} 篇研報", "{n} reports"),
    "no_notes": ("暂无研报。", "暫無研報。", "There are no reports yet."),
    "new_rating": ("首次评级", "首次評級", "Initiated"),
    "upgrade": ("上调", "上調", "Upgraded"),
    "downgrade": ("下调", "下調", "Downgraded"),
    "changed": ("调整", "調整", "Changed"),
    "rating": ("评级", "評級", "Rating"),
    "target": ("目标价", "目標價", "Target price"),
    "date": ("日期", "日期", "Date"),
    "note": ("研报", "研報", "Reports"),
    "company": ("公司", "公司", "Company"),
    "ticker": ("代码", "代號", "Ticker"),
    "sector": ("行业", "行業", "Sector"),
    "kind": ("类型", "類型", "Type"),
    "analyst": ("分析师", "分析師", "Analyst"),
    "language": ("语言", "語言", "Language"),
    "year": ("年份", "年份", "Year"),
    "coverage_history": ("评级记录", "評級紀錄", "Rating history"),
    "mentioned": ("提及该公司的研报", "提及該公司的研報", "Reports that name the company"),
    "not_covered": ("未覆盖", "未覆蓋", "not covered"),
    "certificate": ("执业证书号", "執業證書號", "Certificate no."),
    "sfc": ("证监会中央编号", "證監會中央編號", "SFC CE no."),
    "email": ("邮箱", "電郵", "E-mail"),
    "former": ("已离任", "已離任", "former"),
    "reports_by": ("署名研报", "署名研報", "Reports"),
    "filter": ("筛选", "篩選", "Filter"),
    "filter_title": ("标题包含", "標題包含", "Title contains"),
    "any": ("全部", "全部", "All"),
    "clear": ("清除筛选", "清除篩選", "Clear"),
    "found": ("共 {n} 篇", "共 {n} 篇", "{n} found"),
    "found_none": ("没有符合条件的研报。", "沒有符合條件的研報。", "No report matches."),
    "more": ("显示更多", "顯示更多", "Show more"),
    "by_month": ("按年月浏览", "按年月瀏覽", "By year and month"),
    "search_label": ("搜索研报全文", "搜尋研報全文", "Search all reports"),
    "search_hint": (
        "输入公司、代码、主题或正文中的任意词句",
        "輸入公司、代號、主題或正文中的任何字句",
        "A company, ticker, topic or any words of the text",
    ),
    "search_go": ("搜索", "搜尋", "Search"),
    "search_none": (
        "没有找到“{q}”。换个说法，或查看全部研报。",
        "找不到「{q}」。請換個說法，或查看全部研報。",
        "Nothing found for “{q}”. Try other words, or browse all reports.",
    ),
    "search_wait": ("正在搜索……", "正在搜尋……", "Searching..."),
    "search_found": ("“{q}”：共 {n} 篇", "「{q}」：共 {n} 篇", "“{q}”: {n} found"),
    "search_failed": (
        "搜索数据无法载入，请稍后重试。",
        "無法載入搜尋資料，請稍後再試。",
        "The search data cannot be loaded; please try again later.",
    ),
    "no_script": (
        "搜索需要启用 JavaScript。也可以按年月查看全部研报。",
        "搜尋須啟用 JavaScript。亦可按年月查看全部研報。",
        "Search needs JavaScript. All reports are also listed by year and month.",
    ),
    "newer": ("较新", "較新", "Newer"),
    "older": ("较早", "較早", "Older"),
    "page": ("第 {n} 页", "第 {n} 頁", "Page {n}"),
    "downloads": ("下载", "下載", "Download"),
    "download": ("下载 {form}", "下載 {form}", "Download {form}"),
    "related": ("相关研报", "相關研報", "Related research"),
    "more_of_sector": ("{name}的更多研报", "{name}的更多研報", "More on {name}"),
    "also_in": ("其他语言版本", "其他語言版本", "Also in"),
    "feeds": ("订阅", "訂閱", "Feeds"),
    "feed_of": ("订阅{name}", "訂閱{name}", "Feed: {name}"),
    "draft": ("草稿", "草稿", "Draft"),
    "review": ("审核中", "審核中", "In review"),
    "preview_site": (
        "预览站点：含未发布内容，请勿外传",
        "預覽網站：含未發佈內容，請勿外傳",
        "Preview: holds unreleased reports, not for distribution",
    ),
    "withdrawn": ("研报已撤回", "研報已撤回", "Report withdrawn"),
    "withdrawn_text": (
        "本机构于 {day} 撤回了此处的研报，请勿再引用或依赖其内容。",
        "本機構於 {day} 撤回了此處的研報，請勿再引用或依賴其內容。",
        "We withdrew the report that was published here on {day}. Please do not cite or rely on it.",
    ),
    "withdrawn_undated": (
        "本机构撤回了此处的研报，请勿再引用或依赖其内容。",
        "本機構撤回了此處的研報，請勿再引用或依賴其內容。",
        "We withdrew the report that was published here. Please do not cite or rely on it.",
    ),
    "withdrawn_reason": ("原因：{reason}", "原因：{reason}", "Reason: {reason}"),
    "missing": ("找不到此页面", "找不到此頁面", "Page not found"),
    "missing_text": (
        "链接可能有误，或页面已经移走。可以搜索，或从以下位置继续浏览。",
        "連結可能有誤，或頁面已經移走。可以搜尋，或從以下位置繼續瀏覽。",
        "The link may be wrong, or the page may have moved. Search, or go on from here.",
    ),
    "print": ("打印", "列印", "Print"),
    "to_top": ("返回顶部", "返回頂部", "Back to top"),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}
OWN_NAMES = {"zh-CN": "简体中文", "zh-HK": "繁體中文", "en": "English"}
"""What each language calls itself."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def words(lang: str) -> Mapping[str, str]:
    """The site's words in ``lang``."""
    return MappingProxyType({key: row[_COLUMN[lang]] for key, row in _ROWS.items()})


def count_of(lang: str, number: int) -> str:
    """``12 篇研报``, ``1 report``."""
    return words(lang)["one_note" if number == 1 else "many_notes"].format(n=number)


def day_of(lang: str, day: dt.date) -> str:
    """A date in full."""
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def short_day_of(lang: str, day: dt.date) -> str:
    """A date as lists give it."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}" if lang == "en" else day.isoformat()


def month_of(lang: str, year: int, month: int) -> str:
    """A month in full."""
    return f"{_MONTHS[month - 1]} {year}" if lang == "en" else f"{year} 年 {month} 月"


def year_of(lang: str, year: int) -> str:
    """A year."""
    return str(year) if lang == "en" else f"{year} 年"
