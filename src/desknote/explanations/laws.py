"""The laws and rules that rule packs stem from, with their official places."""

from __future__ import annotations

from desknote.explanations.page import Law

CSRC = Law(
    "CSRC, Interim Provisions on Publishing Securities Research Reports (announcement 28 of 2010, revised 2020)",
    "中国证监会《发布证券研究报告暂行规定》（证监会公告〔2010〕28 号，2020 年修订）",
    "https://www.csrc.gov.cn",
)
NORMS = Law(
    "SAC, Practice Norms for Publishing Securities Research Reports (2020)",
    "中国证券业协会《发布证券研究报告执业规范》（2020 年修订）",
    "https://www.sac.net.cn",
)
CONDUCT = Law(
    "SAC, Code of Conduct for Securities Analysts (2020)",
    "中国证券业协会《证券分析师执业行为准则》（2020 年修订）",
    "https://www.sac.net.cn",
)
SECURITIES_LAW = Law(
    "Securities Law of the People's Republic of China (2019)",
    "《中华人民共和国证券法》（2019 年修订）",
    "http://www.npc.gov.cn",
)
SFC = Law(
    "SFC, Code of Conduct for Persons Licensed by or Registered with the SFC",
    "香港证监会《证券及期货事务监察委员会持牌人或注册人操守准则》",
    "https://www.sfc.hk/en/Rules-and-standards/Codes-and-guidelines/Codes",
)
FINRA = Law(
    "FINRA Rule 2241, Research Analysts and Research Reports",
    "美国金融业监管局（FINRA）第 2241 条规则",
    "https://www.finra.org/rules-guidance/rulebooks/finra-rules/2241",
)
FINRA_COMMUNICATIONS = Law(
    "FINRA Rule 2210, Communications with the Public",
    "美国金融业监管局（FINRA）第 2210 条规则",
    "https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210",
)
REG_AC = Law(
    "SEC, Regulation Analyst Certification",
    "美国证监会《分析师认证规则》（Regulation AC）",
    "https://www.ecfr.gov/current/title-17/section-242.501",
)
RTS = Law(
    "Commission Delegated Regulation (EU) 2016/958, in the UK as assimilated law",
    "欧盟委员会授权条例 (EU) 2016/958（英国保留适用）",
    "https://eur-lex.europa.eu/eli/reg_del/2016/958/oj",
)
MAR = Law(
    "Regulation (EU) No 596/2014 on market abuse (MAR)",
    "欧盟《市场滥用条例》(EU) 596/2014",
    "https://eur-lex.europa.eu/eli/reg/2014/596/oj",
)
