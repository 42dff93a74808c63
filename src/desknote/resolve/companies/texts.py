"""Disclosures in desknote's own words, by kind of interest and language; a house may word its own."""

# ruff: noqa: E501 (a table)
from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "holding": {
        "zh-CN": "截至 {date}，{house}及其关联机构持有{company}已发行股份的 {percent}%。",
        "zh-HK": "截至 {date}，{house}及其聯屬公司持有{company}已發行股份的 {percent}%。",
        "en": "As of {date}, {house} and its affiliates held {percent}% of the issued shares of {company}.",
    },
    "short-position": {
        "zh-CN": "截至 {date}，{house}及其关联机构持有{company}的净空头头寸，占其已发行股份的 {percent}%。",
        "zh-HK": "截至 {date}，{house}及其聯屬公司持有{company}的淨淡倉，佔其已發行股份的 {percent}%。",
        "en": "As of {date}, {house} and its affiliates held a net short position of {percent}% of the issued shares of {company}.",
    },
    "banking": {
        "zh-CN": "过去 {months} 个月内，{house}或其关联机构向{company}提供过投资银行服务并收取报酬。",
        "zh-HK": "過去 {months} 個月內，{house}或其聯屬公司曾向{company}提供投資銀行服務並收取報酬。",
        "en": "Within the past {months} months, {house} or an affiliate has received compensation for investment banking services from {company}.",
    },
    "banking-sought": {
        "zh-CN": "未来 {months} 个月内，{house}或其关联机构预期将收取或寻求取得{company}的投资银行服务报酬。",
        "zh-HK": "未來 {months} 個月內，{house}或其聯屬公司預期將收取或尋求取得{company}的投資銀行服務報酬。",
        "en": "{house} or an affiliate expects to receive or intends to seek compensation for investment banking services from {company} within the next {months} months.",
    },
    "offering": {
        "zh-CN": "过去 {months} 个月内，{house}或其关联机构担任{company}公开发行证券的主承销商或联席主承销商。",
        "zh-HK": "過去 {months} 個月內，{house}或其聯屬公司曾擔任{company}公開發售證券的經辦人或聯席經辦人。",
        "en": "Within the past {months} months, {house} or an affiliate has managed or co-managed a public offering of securities of {company}.",
    },
    "services": {
        "zh-CN": "过去 {months} 个月内，{house}或其关联机构向{company}提供过投资银行以外的服务并收取报酬。",
        "zh-HK": "過去 {months} 個月內，{house}或其聯屬公司曾向{company}提供投資銀行以外的服務並收取報酬。",
        "en": "Within the past {months} months, {house} or an affiliate has received compensation from {company} for services other than investment banking.",
    },
    "client": {
        "zh-CN": "过去 {months} 个月内，{company}为{house}或其关联机构的客户。",
        "zh-HK": "過去 {months} 個月內，{company}為{house}或其聯屬公司的客戶。",
        "en": "{company} is, or within the past {months} months has been, a client of {house} or an affiliate.",
    },
    "sponsor": {
        "zh-CN": "{house}担任{company}的保荐机构或持续督导机构。",
        "zh-HK": "{house}擔任{company}的保薦人或持續督導機構。",
        "en": "{house} acts as sponsor of, or under continuing supervision duties for, {company}.",
    },
    "market-making": {
        "zh-CN": "{house}或其关联机构为{company}的证券提供做市服务。",
        "zh-HK": "{house}或其聯屬公司為{company}的證券進行莊家活動。",
        "en": "{house} or an affiliate makes a market in securities of {company}.",
    },
    "board": {
        "zh-CN": "{house}或其关联机构的人员担任{company}的董事、监事或高级管理人员。",
        "zh-HK": "{house}或其聯屬公司的人員擔任{company}的董事或高級人員。",
        "en": "An employee of {house} or an affiliate serves as a director or officer of {company}.",
    },
    "analyst-holding": {
        "zh-CN": "参与撰写本报告的人员持有{company}的证券。",
        "zh-HK": "參與撰寫本報告的人士持有{company}的證券。",
        "en": "A person who contributed to this report holds securities of {company}.",
    },
    "analyst-family": {
        "zh-CN": "参与撰写本报告人员的亲属持有{company}的证券，或在该公司任职。",
        "zh-HK": "參與撰寫本報告人士的有聯繫者持有{company}的證券，或於該公司任職。",
        "en": "A member of the household of a person who contributed to this report holds securities of {company} or serves there.",
    },
}
