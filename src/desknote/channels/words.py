"""Words that channels say besides those of the page, in each language of a note."""

from __future__ import annotations

_ROWS: dict[str, tuple[str, str, str]] = {
    "target": ("目标价", "目標價", "Target price"),
    "price": ("股价", "股價", "Share price"),
    "upside": ("上行空间", "潛在升幅", "Upside"),
    "subject": ("标的公司", "標的公司", "Company"),
    "changes": ("本次调整", "今次調整", "What has changed"),
    "item": ("项目", "項目", "Item"),
    "before": ("原值", "原值", "Old"),
    "now": ("新值", "新值", "New"),
    "disclosures": ("特别披露", "特別披露", "Disclosures"),
    "distribution": ("评级分布", "評級分佈", "Rating distribution"),
    "companies": ("公司数", "公司數", "Companies"),
    "share": ("占比", "佔比", "Share"),
    "banking": ("投行客户", "投行客戶", "Banking clients"),
    "analysts": ("分析师", "分析師", "Analysts"),
    "kind": ("报告类型", "報告類型", "Kind of report"),
    "publisher": ("发布机构", "發佈機構", "Publisher"),
    "links": ("参考链接", "參考連結", "Links"),
    "page": ("第 {page} 页，共 {pages} 页", "第 {page} 頁，共 {pages} 頁", "Page {page} of {pages}"),
    "valuation": ("估值方法", "估值方法", "Valuation"),
    "target_risks": ("目标价的风险", "目標價的風險", "Risks to the target price"),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}


def say(key: str, lang: str) -> str:
    """The word ``key`` in ``lang``."""
    return _ROWS[key][_COLUMN[lang]]
