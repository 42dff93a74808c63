"""Small lists of words that are certainly wrong, and of those that may stand twice. Data only."""

# ruff: noqa: E501, SIM905 (tables)
from __future__ import annotations

# --- wrong for right; a third item is what must not stand before, a fourth what must not follow
WRONG_CN: tuple[tuple[str, str, str, str], ...] = (
    ("帐户", "账户", "", ""), ("帐号", "账号", "", ""), ("帐面", "账面", "", ""), ("帐款", "账款", "", ""),
    ("帐单", "账单", "", ""), ("帐务", "账务", "", ""), ("帐目", "账目", "", ""), ("坏帐", "坏账", "", ""),
    ("呆帐", "呆账", "", ""), ("记帐", "记账", "", ""), ("结帐", "结账", "", ""), ("对帐", "对账", "", ""),
    ("转帐", "转账", "", ""), ("入帐", "入账", "", ""), ("帐期", "账期", "", ""), ("帐龄", "账龄", "", ""),
    ("做帐", "做账", "", "篷"), ("查帐", "查账", "", "篷"), ("挂帐", "挂账", "", "篷"), ("销帐", "销账", "", ""), ("帐本", "账本", "", ""),
    ("帐簿", "账簿", "", ""), ("报帐", "报账", "", ""), ("平帐", "平账", "", ""), ("赊帐", "赊账", "", ""), ("欠帐", "欠账", "", ""),
    ("做为", "作为", "叫当看称变改化转定所敢能", "了"), ("布署", "部署", "分颁公发", ""), ("按装", "安装", "", "置"),
    ("重迭", "重叠", "", "代"), ("己经", "已经", "自克知利异律", ""), ("竟争", "竞争", "", ""), ("竞然", "竟然", "", ""),
    ("必竟", "毕竟", "", ""), ("即然", "既然", "", ""), ("膨涨", "膨胀", "", ""), ("涨辐", "涨幅", "", ""),
    ("跌辐", "跌幅", "", ""), ("增辐", "增幅", "", ""), ("降辐", "降幅", "", ""), ("毛利律", "毛利率", "", ""),
    ("净利律", "净利率", "", ""), ("费用律", "费用率", "", ""), ("渗透律", "渗透率", "", ""), ("利用律", "利用率", "", ""),
    ("市占律", "市占率", "", ""), ("负债律", "负债率", "", ""), ("收益律", "收益率", "", ""), ("市盈律", "市盈率", "", ""),
    ("市赢率", "市盈率", "", ""), ("市静率", "市净率", "", ""), ("利闰", "利润", "", ""), ("估直", "估值", "", ""),
    ("估植", "估值", "", ""), ("现今流", "现金流", "", ""), ("证卷", "证券", "", ""), ("债卷", "债券", "", ""),
    ("证劵", "证券", "", ""), ("债劵", "债券", "", ""), ("劵商", "券商", "", ""),
    ("业迹", "业绩", "", ""), ("批露", "披露", "", ""), ("披漏", "披露", "", ""), ("予计", "预计", "给准授赋", "提"),
    ("予期", "预期", "给准授赋", "权限货间望"), ("营业收人", "营业收入", "", "民数员"), ("总收人", "总收入", "", "民数员"),
    ("净收人", "净收入", "", "民数员"), ("资产配制", "资产配置", "", ""), ("资源配制", "资源配置", "", ""),
    ("市场分额", "市场份额", "", "度外"), ("驱势", "趋势", "", ""), ("驱于", "趋于", "", ""), ("趋动", "驱动", "", ""),
    ("一如继往", "一如既往", "", ""), ("按步就班", "按部就班", "", ""), ("再接再励", "再接再厉", "", ""),
    ("迫不急待", "迫不及待", "", ""), ("默守成规", "墨守成规", "", ""), ("出奇不意", "出其不意", "", ""),
    ("相形见拙", "相形见绌", "", ""), ("一愁莫展", "一筹莫展", "", ""), ("破斧沉舟", "破釜沉舟", "", ""),
    ("重蹈复辙", "重蹈覆辙", "", ""), ("趋之若骛", "趋之若鹜", "", ""), ("不径而走", "不胫而走", "", ""),
    ("走头无路", "走投无路", "", ""), ("松驰", "松弛", "", ""), ("震憾", "震撼", "", ""), ("幅射", "辐射", "", ""),
    ("防碍", "妨碍", "", ""), ("蜂涌", "蜂拥", "", ""), ("脉博", "脉搏", "", ""),
)  # fmt: skip
WRONG_HK: tuple[tuple[str, str, str, str], ...] = (
    ("做為", "作為", "叫當看稱變改化轉定所敢能", "了"), ("佈署", "部署", "", ""), ("布署", "部署", "分頒公發", ""),
    ("按裝", "安裝", "", "置"), ("重迭", "重疊", "", ""), ("己經", "已經", "自克知利異律", ""), ("竟爭", "競爭", "", ""),
    ("競然", "竟然", "", ""), ("必竟", "畢竟", "", ""), ("即然", "既然", "", ""), ("膨漲", "膨脹", "", ""),
    ("漲輻", "漲幅", "", ""), ("升輻", "升幅", "", ""), ("跌輻", "跌幅", "", ""), ("增輻", "增幅", "", ""),
    ("毛利律", "毛利率", "", ""), ("市贏率", "市盈率", "", ""), ("利閏", "利潤", "", ""), ("估直", "估值", "", ""),
    ("證卷", "證券", "", ""), ("債卷", "債券", "", ""), ("業跡", "業績", "", ""),
    ("批露", "披露", "", ""), ("披漏", "披露", "", ""), ("營業收人", "營業收入", "", "民數員"),
    ("資產配制", "資產配置", "", ""), ("驅勢", "趨勢", "", ""), ("驅於", "趨於", "", ""), ("趨動", "驅動", "", ""),
    ("一如繼往", "一如既往", "", ""), ("按步就班", "按部就班", "", ""), ("迫不急待", "迫不及待", "", ""),
    ("默守成規", "墨守成規", "", ""), ("出奇不意", "出其不意", "", ""), ("一愁莫展", "一籌莫展", "", ""),
    ("重蹈復轍", "重蹈覆轍", "", ""), ("不徑而走", "不脛而走", "", ""), ("松馳", "鬆弛", "", ""), ("鬆馳", "鬆弛", "", ""),
    ("震憾", "震撼", "", ""), ("幅射", "輻射", "", ""), ("防礙", "妨礙", "", ""),
)  # fmt: skip
WRONG_EN: dict[str, str] = {
    "accomodate": "accommodate", "acheive": "achieve", "acquistion": "acquisition", "adn": "and",
    "agressive": "aggressive", "apparant": "apparent", "assesment": "assessment", "begining": "beginning",
    "buisness": "business", "calender": "calendar", "catagory": "category", "commited": "committed",
    "comparision": "comparison", "competetive": "competitive", "completly": "completely", "concensus": "consensus",
    "consistant": "consistent", "definately": "definitely", "dependant on": "dependent on", "developement": "development",
    "dissapoint": "disappoint", "economical growth": "economic growth", "enviroment": "environment", "existance": "existence",
    "explaination": "explanation", "finacial": "financial", "fluctation": "fluctuation", "forcast": "forecast",
    "forseeable": "foreseeable", "goverment": "government", "guidence": "guidance", "immediatly": "immediately",
    "improvment": "improvement", "independant": "independent", "infation": "inflation", "intial": "initial",
    "investement": "investment", "liason": "liaison", "liquidty": "liquidity", "maintainance": "maintenance",
    "managment": "management", "manufactuer": "manufacturer", "millenium": "millennium", "momentium": "momentum",
    "neccessary": "necessary", "negociate": "negotiate", "noticable": "noticeable", "occured": "occurred",
    "occurence": "occurrence", "occuring": "occurring", "oppurtunity": "opportunity", "outpreform": "outperform",
    "percieve": "perceive", "perfomance": "performance", "persistant": "persistent", "posession": "possession",
    "preceeding": "preceding", "profitablity": "profitability", "publically": "publicly", "quaterly": "quarterly",
    "recieve": "receive", "recieved": "received", "recomend": "recommend", "recomendation": "recommendation",
    "refered": "referred", "relevent": "relevant", "seperate": "separate", "seperately": "separately",
    "shareholer": "shareholder", "similiar": "similar", "strenght": "strength", "succesful": "successful",
    "sucess": "success", "supercede": "supersede", "teh": "the", "thier": "their", "transfered": "transferred",
    "truely": "truly", "underlaying": "underlying", "untill": "until", "valution": "valuation", "volitile": "volatile",
    "wich": "which", "yeild": "yield",
}  # fmt: skip

# --- one character twice: what must not stand before, what must not follow
TWICE: dict[str, tuple[str, str]] = {
    "的": ("目标標有", "确確士"), "了": ("不未为為除罢罷", "解結结却卻断斷事之如不"), "是": ("实實于於", "非否"),
    "在": ("实實存现現潜潛内內外所好旨正", "建手职職线線途役岗崗册冊校售产產研读讀场場编編位握乎于於"),
    "和": ("饱飽缓緩暖中总總柔共调調温溫平谐諧", "美气氣谐諧平解睦"), "与": ("参给赋", "会否日众"),
    "與": ("參給賦", "會否日眾"), "及": ("普涉以危波触觸顾顧埃提", "时時早格其至"),
    "被": ("棉", "动動告子"), "也": ("", ""), "由": ("自理缘緣事", "于於来來此衷"), "于": ("", "是"), "於": ("", "是"),
    "而": ("", "立"), "从": ("服听随", "容前业事严属中未此"), "從": ("服聽隨", "容前業事嚴屬中未此"),
    "或": ("", ""), "这": ("", ""), "這": ("", ""), "该": ("应", ""), "該": ("應", ""),
}  # fmt: skip
TWICE_WORDS = frozenset(
    """
    我们 他们 它们 公司 企业 行业 市场 通过 进行 以及 并且 但是 因为 由于 所以 如果 虽然 已经 可以 能够 应该 需要 预计 认为
    建议 关注 提升 增长 下降 实现 推动 持续 同比 环比 主要 同时 此外 其中 目前 未来 有望 成为 随着 基于 相关 显著 明显
    较为 仍然 达到 超过 保持 维持 受益 带来 带动 加速 加快 扩大 降低 增加 减少 改善 提高 推出 发布 亿元 万元 收入 利润 成本
    风险 影响 需求 供给 价格 产品 客户 用户 其他 对于 关于 从而 因此 然而 不过 或者 这些 那些 这个 没有 不是 就是 还是
    我們 他們 它們 企業 行業 市場 通過 進行 因為 雖然 已經 能夠 應該 預計 認為 建議 關注 增長 實現 推動 持續 環比 主要
    同時 目前 未來 成為 隨著 隨着 基於 相關 顯著 明顯 較為 達到 超過 維持 帶來 帶動 擴大 減少 推出 億元 萬元 收入
    利潤 風險 影響 供應 價格 產品 客戶 用戶 對於 關於 從而 這些 這個 沒有 不是 就是 還是 港元 美元
    """.split()
)
MAY_BE_TWICE = frozenset(
    "根据 根據 中国 中國 人民 国家 國家 国际 國際 上海 北京 香港 研究 讨论 討論 考虑 考慮 哈哈 呵呵 滴滴".split()
)
"""Words that may follow themselves: 在中国中国银行……"""
UNITS_TWICE = frozenset(
    "年 月 日 % 亿 億 万 萬 倍 元 港元 美元 亿元 億元 万元 萬元 亿港元 億港元 亿美元 億美元".split()
)
TWICE_EN = frozenset(
    "had that very so many much no really far long ha blah bye tut tick knock now out".split()
)

# --- brands with capitals inside: these spellings are right wherever they stand
BRANDS = (
    "DeepSeek", "OpenAI", "ChatGPT", "YouTube", "TikTok", "iPhone", "iPad", "macOS", "GitHub", "LinkedIn", "PayPal",
    "WhatsApp", "WeChat", "ByteDance", "HarmonyOS", "JPMorgan", "MediaTek", "SenseTime", "SpaceX", "HubSpot",
    "CoreWeave", "SoftBank", "PyTorch", "TensorFlow", "eVTOL",
)  # fmt: skip

# --- British and American, by family: a text keeps to one
SPELLINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "-our": (
        ("colour", "color"), ("favour", "favor"), ("favourable", "favorable"), ("labour", "labor"),
        ("behaviour", "behavior"), ("neighbour", "neighbor"), ("endeavour", "endeavor"), ("harbour", "harbor"),
        ("favourite", "favorite"),
    ),
    "-re": (("centre", "center"), ("centres", "centers"), ("fibre", "fiber"), ("theatre", "theater"), ("litre", "liter"),
            ("litres", "liters"), ("metre", "meter"), ("metres", "meters")),
    "-ll-": (("travelled", "traveled"), ("modelling", "modeling"), ("modelled", "modeled"), ("labelled", "labeled"),
             ("cancelled", "canceled"), ("fuelled", "fueled"), ("signalled", "signaled"), ("channelled", "channeled"),
             ("levelled", "leveled"), ("fulfil", "fulfill")),
    "-yse": (("analyse", "analyze"), ("analysed", "analyzed"), ("analysing", "analyzing"), ("catalyse", "catalyze")),
    "-ence": (("defence", "defense"), ("offence", "offense"), ("pretence", "pretense")),
    "-ogue": (("catalogue", "catalog"),),
    "words": (("programme", "program"), ("programmes", "programs"), ("aluminium", "aluminum"), ("grey", "gray"),
              ("tyre", "tire"), ("tyres", "tires"), ("sceptical", "skeptical"), ("ageing", "aging"),
              ("instalment", "installment"), ("instalments", "installments"), ("cheque", "check")),
    "-ise": tuple(
        (f"{stem}{end}", f"{stem.removesuffix('s')}z{end}")
        for stem in (
            "utilis", "realis", "organis", "optimis", "maximis", "minimis", "recognis", "monetis", "commercialis",
            "normalis", "stabilis", "specialis", "emphasis", "summaris", "prioritis", "capitalis", "annualis",
            "digitalis", "industrialis", "liberalis", "rationalis", "standardis", "penalis", "harmonis", "modernis",
        )
        for end in (("e", "ed", "es", "ing", "ation") if stem != "emphasis" else ("e", "ed", "ing"))
    ),
}  # fmt: skip
SOFT_FAMILIES = frozenset(("-ise",))
"""British houses may write -ize beside -our: only within the family is it a mixture."""

# --- what was to be replaced before printing
LEFT_WORDS = frozenset(("TODO", "FIXME", "TBD", "TBC", "NaN"))
LEFT = ("???", "？？", "lorem ipsum", "Lorem ipsum", "dolor sit amet", "Error! Reference source not found",
         "Error! Bookmark not defined", "错误!未找到引用源", "错误！未找到引用源", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?",
         "#NUM!", "#NULL!")  # fmt: skip
TO_FILL = (
    "待补充",
    "待補充",
    "待填写",
    "待填寫",
    "待更新",
    "待核实",
    "待核實",
    "待确认",
    "待確認",
    "待定稿",
    "待补",
    "待補",
    "待填",
)
FILL_IN = ("插入", "填写", "填寫", "补充", "補充", "insert", "Insert", "INSERT")
