"""Words that the page itself says, in each language of a note."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ROWS: dict[str, tuple[str, str, str]] = {
    "report_date": ("报告日期", "報告日期", "Report date"),
    "date": ("日期", "日期", "Date"),
    "analyst": ("分析师", "分析師", "Analyst"),
    "assistant": ("研究助理", "研究助理", "Research assistant"),
    "contact": ("联系人", "聯絡人", "Contact"),
    "certificate": ("执业证书号", "執業證書號", "Certificate no."),
    "sfc_number": ("证监会中央编号", "證監會中央編號", "SFC CE no."),
    "email": ("邮箱", "電郵", "E-mail"),
    "phone": ("电话", "電話", "Phone"),
    "related_reports": ("相关报告", "相關報告", "Related reports"),
    "key_points": ("主要观点", "主要觀點", "Key points"),
    "advice": ("投资建议", "投資建議", "Investment advice"),
    "advice_companies": ("提及公司", "提及公司", "Companies mentioned"),
    "companies_mentioned": ("提及公司", "提及公司", "Companies mentioned"),
    "risks": ("风险提示", "風險提示", "Risks"),
    "biographies": ("分析师及研究助理简介", "分析師及研究助理簡介", "Analysts and assistants"),
    "statements": ("重要声明", "重要聲明", "Important statements"),
    "rating_definitions": ("投资评级说明", "投資評級說明", "Rating definitions"),
    "benchmarks": ("各市场基准指数", "各市場基準指數", "Benchmarks by market"),
    "market": ("市场", "市場", "Market"),
    "benchmark": ("基准指数", "基準指數", "Benchmark"),
    "rating": ("评级", "評級", "Rating"),
    "target_price": ("目标价", "目標價", "Target price"),
    "price": ("股价", "股價", "Price"),
    "upside": ("空间", "潛在升幅", "Upside"),
    "previous": ("原值", "原值", "Old"),
    "current": ("新值", "新值", "New"),
    "changes": ("本次调整", "今次調整", "What has changed"),
    "item": ("项目", "項目", "Item"),
    "definition": ("定义", "定義", "Definition"),
    "horizon": ("期限", "期限", "Horizon"),
    "source": ("资料来源", "資料來源", "Source"),
    "note": ("注", "註", "Note"),
    "illustrative": ("示意数据", "示意數據", "Illustrative data"),
    "exhibit": ("图表", "圖表", "Exhibit"),
    "not_covered": ("未覆盖", "未覆蓋", "not covered"),
    "covered": ("已覆盖", "已覆蓋", "covered"),
    "company": ("公司", "公司", "Company"),
    "ticker": ("代码", "代號", "Ticker"),
    "theme": ("方向", "方向", "Theme"),
    "contents": ("目录", "目錄", "Contents"),
    "open_pdf": ("PDF", "PDF", "PDF"),
    "theme_toggle": ("切换明暗", "切換明暗", "Toggle dark mode"),
    "sector": ("行业", "行業", "Sector"),
    "production": ("制作与发送", "製作及發送", "Production and dissemination"),
    "completed": ("完成时间", "完成時間", "Completed"),
    "first_disseminated": ("首次发送", "首次發送", "First disseminated"),
    "authority": ("监管机构", "監管機構", "Supervised by"),
    "updates": ("更新频率", "更新頻率", "Updates"),
    "licence": ("业务资格", "業務資格", "Licence"),
    "industry": ("行业", "行業", "Industry"),
    "coverage": ("覆盖情况", "覆蓋情況", "Coverage"),
    "back_to_top": ("返回顶部", "返回頂部", "Back to top"),
    "print": ("打印", "列印", "Print"),
    "page_of": ("页", "頁", "Page"),
    "of": ("共", "共", "of"),
    "list_of_exhibits": ("图表目录", "圖表目錄", "Exhibits"),
    "data": ("数据", "數據", "Data"),
    "download_csv": ("下载 CSV", "下載 CSV", "Download CSV"),
    "skip": ("跳到正文", "跳到正文", "Skip to the text"),
    "at_a_glance": ("摘要栏", "摘要欄", "At a glance"),
    "state_draft": ("草稿", "草稿", "Draft"),
    "state_review": ("送审稿", "送審稿", "In review"),
    "state_withdrawn": ("已撤回", "已撤回", "Withdrawn"),
    "state_draft_notice": (
        "草稿：未经批准，不得对外发布",
        "草稿：未經批准，不得對外發佈",
        "Draft: not approved, not for distribution",
    ),
    "state_review_notice": (
        "送审稿：未经批准，不得对外发布",
        "送審稿：未經批准，不得對外發佈",
        "In review: not approved, not for distribution",
    ),
    "state_withdrawn_notice": (
        "本报告已撤回，不再有效",
        "本報告已撤回，不再有效",
        "This report has been withdrawn and no longer applies",
    ),
    "data_table": ("查看数据", "查看數據", "Show data"),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}


def labels(lang: str) -> Mapping[str, str]:
    """The page's own words in ``lang``."""
    column = _COLUMN[lang]
    return MappingProxyType({key: row[column] for key, row in _ROWS.items()})
