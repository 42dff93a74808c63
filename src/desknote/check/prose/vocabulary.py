"""Words that the rules of figures, rates, names and dates look for. Data only."""

# ruff: noqa: E501, SIM905 (tables)
from __future__ import annotations

# --- the figures
MEASURES = {
    "元": "器素件宵旦老年", "港元": "", "港币": "", "港幣": "", "美元": "", "欧元": "", "歐元": "", "日元": "", "人民币": "",
    "人民幣": "", "台": "湾灣", "辆": "", "輛": "", "吨": "", "噸": "", "人": "民均次力工才", "套": "利期餐",
    "部": "分门門委署件", "片": "区區段", "颗": "", "顆": "", "户": "均", "戶": "均", "股": "权權份东東价價息民比",
}  # fmt: skip
"""What is counted, and what may not follow: 元 is no money in 元器件."""
COUNTED = ("万", "萬", "亿", "億", "点", "點", "家", "倍", "座", "间", "間")
COUNTED_EN = frozenset(
    "million billion trillion mn bn m units unit people points point stores shares tonnes tons MW GW km employees"
    " customers users vehicles bps".split()
)
MONEY = ("RMB", "CNY", "US$", "HK$", "NT$", "S$", "A$", "C$", "$", "€", "£", "¥", "￥")
UNITS = frozenset(
    "GWh MWh kWh TWh Wh GW MW kW TW nm μm um mm cm km kg mg GHz MHz kHz Hz GB TB MB PB EB Gbps Mbps Tbps TOPS"
    " TFLOPS PFLOPS mAh Ah kV bp bps pp pct fps ms".split()
)
MILLIONS = frozenset(("million", "mn", "mln", "mm", "m"))
BILLIONS = frozenset(("billion", "bn", "b"))
ENDS = ("%", "‰", "倍", "亿港元", "億港元", "亿美元", "億美元", "亿元", "億元", "万元", "萬元", "亿", "億", "万", "萬", "港元", "美元",
         "元", "bps", "bp", "pp", "x", "X")  # fmt: skip

# --- rates
RISES = (
    "提升", "上升", "提高", "增加", "增长", "增長", "上涨", "上漲", "上行", "扩大", "擴大", "回升", "改善", "走高",
)  # fmt: skip
FALLS = ("下降", "下滑", "下跌", "降低", "减少", "減少", "回落", "收窄", "下行", "缩小", "縮小", "走低")
RATES = ("率", "比重", "占比", "佔比", "份额", "份額", "ROE", "ROA", "ROIC")
NO_RATES = ("效率", "汇率", "匯率", "频率", "頻率", "功率", "速率", "赔率", "賠率", "倍率")
UP = frozenset("rose rise rises risen climbed increased improved widened expanded gained up".split())
DOWN = frozenset("fell fall falls fallen declined decreased dropped narrowed contracted slipped down".split())
RATES_EN = ("margin", "rate", "ratio", "market share", "yield", "roe", "roa", "roic", "penetration", "utilisation",
             "utilization", "occupancy", "weighting")  # fmt: skip
FALLEN = (*FALLS, "缩减", "縮減", "缩短", "縮短", "萎缩", "萎縮")
COUNTS = frozenset("一二两兩三四五六七八九十百数數几幾")
FILLERS = (
    "超过", "超過", "达到", "達到", "将近", "將近", "至少", "了", "约", "約", "近", "超", "逾", "达", "達", " ",
)  # fmt: skip
NOT_TIMES = ("标准差", "標準差", "速", "率", "数", "數", "杠杆", "槓桿", "PE", "PB", "PS", "市")
NOUNS_UP = ("increase", "rise", "gain")
NOUNS_DOWN = ("decrease", "fall", "drop", "decline")
VALUED = (
    "PE",
    "P/E",
    "PB",
    "P/B",
    "PS",
    "P/S",
    "EBITDA",
    "市盈率",
    "市净率",
    "市淨率",
    "市销率",
    "市銷率",
    "估值",
)
"""Before a figure: it is a valuation's multiple."""
MULTIPLES = (*VALUED, "EV", "倍数", "倍數", "杠杆", "槓桿", "multiple", "leverage", "turns")

# --- names
CLASSES = ("-SW", "-WR", "-W", "-S", "-B", "-R")
LEADS = ("关注", "關注", "看好", "推荐", "推薦", "包括", "例如", "其中", "受益", "建议", "建議", "增持", "买入", "買入",
          *"及和与與为為是、，。；：（(“「")  # fmt: skip

# --- dates
TODAY_ZH = (
    "今日", "昨日", "明日", "今晚", "昨晚", "昨夜", "明晚", "今早", "今晨", "今天", "昨天", "明天", "前天", "后天", "後天",
)  # fmt: skip
NOT_TODAY = ("头条", "頭條", "资本", "資本", "美术馆", "美術館", "方舟", "之", "黄花", "黃花", "起", "控股")
NOWADAYS = ("的", "，", "我们", "我們")
WEEK_ZH = ("本周", "上周", "下周", "本週", "上週", "下週", "这周", "這週")
YEAR_OF = ("底", "末", "初", "上半年", "下半年", "全年", "前三季度", "一季度", "二季度", "三季度", "四季度", "Q", "1Q", "2Q", "3Q",
            "4Q", "H1", "H2", "收入", "营收", "營收", "净利", "淨利", "归母", "歸母", "业绩", "業績", "盈利", "利润", "利潤", "EPS",
            "PE", "销量", "銷量")  # fmt: skip
DONE_ZH = ("发布", "公布", "推出", "宣布", "召开", "完成", "披露", "公告", "收购", "上线", "开源", "發佈", "發布", "公佈", "召開", "收購",
            "上線", "開源")  # fmt: skip
TO_COME = ("将", "將", "拟", "擬", "预计", "預計", "计划", "計劃", "有望", "预期", "預期", "will", "to be", "expect", "plan", "schedul",
            "due", "would")  # fmt: skip
