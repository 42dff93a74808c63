"""What a redline says besides the editions, in each language of a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from desknote.editions.changes import Difference

if TYPE_CHECKING:
    from desknote.editions.named import Named

_ROWS: dict[str, tuple[str, str, str]] = {
    "redline": ("修订对照", "修訂對照", "Redline"),
    "old_edition": ("旧版", "舊版", "Old edition"),
    "new_edition": ("新版", "新版", "New edition"),
    "summary": ("改动概览", "改動概覽", "What changed"),
    "theme_toggle": ("切换明暗", "切換明暗", "Toggle dark mode"),
    "working": ("工作区", "工作區", "working tree"),
    "nothing": ("两个版本内容相同。", "兩個版本內容相同。", "Both editions say the same."),
    "key": ("图例", "圖例", "Key"),
    "added": ("新增", "新增", "added"),
    "removed": ("删除", "刪除", "removed"),
    "changed": ("改动", "改動", "changed"),
    "moved": ("移位", "移位", "moved"),
    "moved_to": ("移至他处", "移至他處", "moved from here"),
    "moved_here": ("自他处移来", "自他處移來", "moved here"),
    "unchanged_one": ("1 段未改动", "1 段未改動", "1 paragraph unchanged"),
    "unchanged": ("{n} 段未改动", "{n} 段未改動", "{n} paragraphs unchanged"),
    "unchanged_parts": ("未改动：{names}", "未改動：{names}", "Unchanged: {names}"),
    "join": ("、", "、", "; "),
    "old": ("旧", "舊", "Old"),
    "new": ("新", "新", "New"),
    "change": ("变动", "變動", "Change"),
    "item": ("项目", "項目", "Item"),
    "sources": ("来源：{old} → {new}", "來源：{old} → {new}", "Source: {old} → {new}"),
    "none": ("无", "無", "none"),
    "pp": ("个百分点", "個百分點", "pp"),
    "more": ("另有 {n} 处", "另有 {n} 處", "{n} more"),
    "all_cells": ("全部 {n} 处", "全部 {n} 處", "All {n}"),
    "in": ("{row}，{column}", "{row}，{column}", "{row}, {column}"),
    # --- sections
    "ratings": ("评级与目标价", "評級與目標價", "Rating and target price"),
    "estimates": ("盈利预测", "盈利預測", "Estimates"),
    "facts": ("数据", "數據", "Facts"),
    "text": ("正文", "正文", "Text"),
    "exhibits": ("图表", "圖表", "Exhibits"),
    "people": ("署名与联系人", "署名與聯絡人", "People"),
    "companies": ("提及公司", "提及公司", "Companies"),
    "statements": ("披露与声明", "披露與聲明", "Disclosures and statements"),
    "about": ("其他信息", "其他資料", "Other particulars"),
    # --- how many
    "n_estimates": ("盈利预测 {n} 项", "盈利預測 {n} 項", "{n} estimate{s}"),
    "n_facts": ("数据 {n} 项", "數據 {n} 項", "{n} fact{s}"),
    "n_changed": ("改动 {n} 段", "改動 {n} 段", "{n} paragraph{s} changed"),
    "n_added": ("新增 {n} 段", "新增 {n} 段", "{n} added"),
    "n_removed": ("删除 {n} 段", "刪除 {n} 段", "{n} removed"),
    "n_moved": ("移位 {n} 处", "移位 {n} 處", "{n} moved"),
    "n_exhibits": ("图表 {n} 张", "圖表 {n} 張", "{n} exhibit{s}"),
    "n_cells": ("数字 {n} 处", "數字 {n} 處", "{n} figure{s}"),
    "n_people": ("人员 {n} 位", "人員 {n} 位", "{n} {people}"),
    "n_companies": ("公司 {n} 家", "公司 {n} 家", "{n} {companies}"),
    "n_statements": ("声明 {n} 项", "聲明 {n} 項", "{n} statement{s}"),
    "n_about": ("其他 {n} 项", "其他 {n} 項", "{n} other particular{s}"),
    # --- parts of the text
    "part_title": ("标题", "標題", "Title"),
    "part_key-point": ("主要观点", "主要觀點", "Key point"),
    "part_valuation": ("估值与风险", "估值與風險", "Valuation and risks"),
    "part_advice": ("投资建议", "投資建議", "Investment advice"),
    "part_risks": ("风险提示", "風險提示", "Risks"),
    "part_section": ("正文章节", "正文章節", "Section"),
    # --- what a figure or setting is
    "rating": ("评级", "評級", "Rating"),
    "target": ("目标价", "目標價", "Target price"),
    "price": ("收盘价", "收市價", "Price"),
    "upside": ("上升空间", "上升空間", "Upside"),
    "price_date": ("价格日期", "價格日期", "Price date"),
    "months": ("期限（月）", "期限（月）", "Horizon (months)"),
    "kind": ("类型", "類型", "Kind"),
    "date": ("日期", "日期", "Date"),
    "state": ("状态", "狀態", "State"),
    "sector": ("行业", "行業", "Sector"),
    "company": ("公司", "公司", "Company"),
    "market": ("市场", "市場", "Market"),
    "benchmark": ("基准指数", "基準指數", "Benchmark"),
    "summary_text": ("摘要", "摘要", "Summary"),
    "keywords": ("关键词", "關鍵詞", "Keywords"),
    "related": ("相关报告", "相關報告", "Related reports"),
    "jurisdictions": ("适用规则", "適用規則", "Rule packs"),
    "completed": ("完成时间", "完成時間", "Completed"),
    "disseminated": ("首次发布时间", "首次發佈時間", "First disseminated"),
    "update_frequency": ("更新安排", "更新安排", "Updates"),
    "withdrawal": ("撤回原因", "撤回原因", "Withdrawn because"),
    "house": ("机构", "機構", "House"),
    "lang": ("语言", "語言", "Language"),
    "slug": ("名称", "名稱", "Name"),
    # --- fields of exhibits, people and companies
    "type": ("类型", "類型", "Type"),
    "title": ("标题", "標題", "Title"),
    "source": ("资料来源", "資料來源", "Source"),
    "note": ("注", "註", "Note"),
    "alt": ("文字说明", "文字說明", "Text alternative"),
    "illustrative": ("示意数据", "示意數據", "Illustrative data"),
    "name": ("姓名", "姓名", "Name"),
    "role": ("身份", "身份", "Role"),
    "post": ("职务", "職務", "Title"),
    "certificate": ("执业证书号", "執業證書號", "Certificate no."),
    "sfc": ("证监会中央编号", "證監會中央編號", "SFC CE no."),
    "email": ("邮箱", "電郵", "E-mail"),
    "phone": ("电话", "電話", "Phone"),
    "biography": ("简介", "簡介", "Biography"),
    "ticker": ("代码", "代號", "Ticker"),
    "covered": ("已覆盖", "已覆蓋", "Covered"),
    "theme": ("方向", "方向", "Theme"),
    "yes": ("是", "是", "yes"),
    "no": ("否", "否", "no"),
    "series_added": ("新增系列", "新增系列", "Series added"),
    "series_removed": ("删除系列", "刪除系列", "Series removed"),
    "rows_added": ("新增行", "新增行", "Rows added"),
    "rows_removed": ("删除行", "刪除行", "Rows removed"),
    "renamed": ("列名改动", "欄名改動", "Heads changed"),
    "reordered": ("行列次序有变", "行列次序有變", "Rows or columns in another order"),
    "figures": ("数字", "數字", "Figures"),
    "row": ("行", "行", "Row"),
    "column": ("列", "欄", "Column"),
    # --- statements
    "licence": ("业务资格", "業務資格", "Licence"),
    "notice": ("提示", "提示", "Notice"),
    "ratings_introduction": ("投资评级说明", "投資評級說明", "Rating definitions"),
    "benchmarks": ("各市场基准指数", "各市場基準指數", "Benchmarks by market"),
    "disclosures_introduction": ("披露说明", "披露說明", "On disclosures"),
    "disclosures": ("披露", "披露", "Disclosures"),
    "history": ("评级记录", "評級記錄", "Rating history"),
    "distribution": ("评级分布", "評級分佈", "Rating distribution"),
    # --- states
    "draft": ("草稿", "草稿", "draft"),
    "review": ("审核中", "審核中", "in review"),
    "approved": ("已批准", "已批准", "approved"),
    "published": ("已发布", "已發佈", "published"),
    "withdrawn": ("已撤回", "已撤回", "withdrawn"),
    # --- for those who hear it
    "ins_start": ("〔新增〕", "〔新增〕", "[added: "),
    "ins_end": ("〔新增完〕", "〔新增完〕", "] "),
    "del_start": ("〔删除〕", "〔刪除〕", "[removed: "),
    "del_end": ("〔删除完〕", "〔刪除完〕", "] "),
}
_COLUMN = {"zh-CN": 0, "zh-HK": 1, "en": 2}
_MINUS = "\N{MINUS SIGN}"

Words = Mapping[str, str]


def words(lang: str) -> Words:
    """The words of a redline in ``lang``; English for a language that there is none of."""
    column = _COLUMN.get(lang, 2)
    return MappingProxyType({key: row[column] for key, row in _ROWS.items()})


def counted(said: Words, key: str, n: int) -> str:
    """``3 facts``."""
    plural = {"s": "" if n == 1 else "s", "people": "person" if n == 1 else "people"}
    return said[key].format(n=n, companies="company" if n == 1 else "companies", **plural)


def moved_by(change: Difference | None, said: Words) -> str:
    """``+3.2%``, ``−0.4 pp``; empty where there is none."""
    if change is None:
        return ""
    size = abs(change.amount)
    digits = 2 if change.unit == "pp" and size < 0.1 else 0 if size >= 1000 else 1
    sign = "+" if change.amount > 0 else _MINUS
    text = f"{size:,.{digits}f}"
    if not any(c in "123456789" for c in text):
        return f"<{sign}0.1%" if change.unit == "%" else ""
    if change.unit == "%":
        return f"{sign}{text}%"
    return f"{sign}{text} {said['pp']}"


def described(one: Named, said: Words) -> str:
    """What an edition is called at the head of a redline: where it comes from, and how it stands."""
    state = said.get(one.edition.about.get("state", ""), "")
    where = {"note": said["working"], "revision": one.date}.get(one.kind, "")
    return " · ".join(filter(None, (one.label, where, state)))


def namer(said: Words) -> Callable[[str], str]:
    """The name of a figure, setting or field by its id; the id itself where it is the author's own."""

    def name(key: str) -> str:
        return said.get({"summary": "summary_text"}.get(key, key), key)

    return name
