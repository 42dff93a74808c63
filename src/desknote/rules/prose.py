"""DN501 to DN549: numbers, punctuation and words that an editor would mend."""

from __future__ import annotations

from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

_FIX = "'desknote check --fix' mends it"
_FIX_ZH = "可用 'desknote check --fix' 修正"

ROWS: tuple[Rule, ...] = (
    # --- figures
    Rule("DN501", "full-width-figure", _W, "'{word}' is written in full-width characters", "“{word}”使用了全角字符", _FIX, _FIX_ZH),
    Rule("DN502", "unit-of-amount", _W, "'{word}' is in another unit than such amounts elsewhere in the note",
         "“{word}”与文中同类金额、数量的单位不一致", "write it in the larger unit", "请换算为较大的单位"),
    Rule("DN503", "thousands", _W, "thousands in '{word}' are set otherwise than the rest of the note", "“{word}”的千位分隔与全文不一致",
         "use separators throughout, or not at all; 'thousands' in content/house.yaml sets those of facts",
         "全文统一使用或不使用千位分隔符；content/house.yaml 的 thousands 决定 facts 的写法"),
    Rule("DN504", "unit-spacing", _W, "the space between figure and unit in '{word}' is set otherwise than elsewhere",
         "“{word}”中数字与单位的间距与全文不一致",
         "set it as elsewhere in the note", "请与全文统一"),
    Rule("DN505", "range-form", _W, "range '{word}' is written otherwise than the note's others ('{form}')",
         "区间“{word}”与文中其他区间的写法（{form}）不一致", "one sign between the figures, and the unit at both ends",
         "请统一连接号，并在两端都写单位"),
    Rule("DN506", "minus-sign", _W, "the minus sign of '{word}' is not the note's usual one", "“{word}”的负号与全文不一致",
         "use one sign throughout", "请与全文统一"),
    Rule("DN507", "multiple-form", _W, "multiple '{word}' is written otherwise than the note's others", "估值倍数“{word}”与文中其他写法不一致",
         "write the Chinese word or x throughout", "请统一写“倍”或“x”"),
    Rule("DN508", "fall-by-multiple", _W, "'{word}': nothing falls by a multiple of itself", "“{word}”：减少、下降不能用“倍”",
         "say to which part it fell, or by how many per cent", "请改写为“降至几分之几”或“下降百分之几”"),
    Rule("DN509", "percentage-points", _W, "'{word}' is a change between two rates: percentage points, not per cent",
         "“{word}”是两个百分率之差，单位应为“百分点”",
         "write percentage points (pp)", "请写“个百分点”"),
    Rule("DN510", "money-word", _W, "millions or billions in '{word}' are shortened otherwise than elsewhere", "“{word}”的百万、十亿缩写与全文不一致",
         "shorten it as elsewhere in the note", "请与全文统一"),
    # --- marks and spaces
    Rule("DN511", "half-width-mark", _W, "half-width mark in Chinese text: '{word}'", "中文中使用了半角标点：“{word}”", _FIX, _FIX_ZH),
    Rule("DN512", "full-width-mark", _W, "full-width mark in English text: '{word}'", "英文中使用了全角标点：“{word}”", _FIX, _FIX_ZH),
    Rule("DN513", "doubled-mark", _W, "marks run into each other: '{word}'", "标点重复或连用：“{word}”",
         "keep one of them", "请只保留一个"),
    Rule("DN514", "unpaired-mark", _W, "'{word}' has no '{other}' in this paragraph", "本段中“{word}”缺少配对的“{other}”",
         "add the other, or take this one out", "请补上另一半，或删去这一个"),
    Rule("DN516", "quotation-marks", _W, "quotation marks are {form} elsewhere in the note: {word}", "引号应与全文的 {form} 一致：{word}",
         "use one kind throughout", "请全文统一"),
    Rule("DN517", "no-final-mark", _W, "the text ends without '{mark}', unlike its neighbours", "末尾没有标点，而同类各项以“{mark}”结尾",
         "end it as the others end", "请与同类各项统一"),
    Rule("DN518", "stray-space", _W, "a space too many", "多余的空格", _FIX, _FIX_ZH),
    Rule("DN519", "missing-space", _W, "no space after the mark: '{word}'", "标点之后缺少空格：“{word}”", _FIX, _FIX_ZH),
    Rule("DN520", "space-in-chinese", _W, "a space between Chinese characters: '{word}'", "汉字之间有空格：“{word}”",
         "a text folded over several lines in YAML has one at each fold: write it on one line, or after |",
         "YAML 中折行书写的文本会在折行处留下空格：请写在同一行，或写在 | 之后"),
    # --- words
    Rule("DN521", "repeated-word", _W, "a word stands twice: '{word}'", "词语重复：“{word}”", _FIX, _FIX_ZH),
    Rule("DN522", "repeated-clause", _W, "this has just been said: '{word}'", "语句重复：“{word}”",
         "take one of the two out", "请删去其一"),
    Rule("DN523", "wrong-word", _W, "'{word}' is misspelt", "“{word}”有错别字或拼写错误", _FIX, _FIX_ZH),
    Rule("DN524", "other-script", _W, "'{word}' is not in the script of the note", "“{word}”与全文的简繁体不一致",
         "write it in the script of the note", "请统一为本文的简体或繁体"),
    Rule("DN525", "script-of-note", _W, "the text is not in the script of the note's language", "正文的简繁体与 lang 不符",
         "write 'lang: {lang}'", "请写 'lang: {lang}'"),
    Rule("DN526", "spelling-mixed", _W, "'{word}' in a note that spells the {style_en} way", "全文多用{style_zh}拼写，此处为“{word}”",
         "keep to one spelling", "请统一拼写"),
    Rule("DN527", "leftover", _W, "'{word}' was to be replaced before printing", "“{word}”应在付印前补全或删去",
         "fill it in, or take it out", "请补全或删去"),
    Rule("DN528", "long-sentence", _W, "a sentence of {n} {what_en}; the house allows {most}", "一句长达 {n} {what_zh}，上限为 {most}",
         "split it; 'checks.limits' in content/house.yaml sets the limit", "请断句；上限由 content/house.yaml 的 checks.limits 决定"),
    Rule("DN529", "long-heading", _W, "a heading of {n} {what_en}; the house allows {most}", "标题长达 {n} {what_zh}，上限为 {most}",
         "shorten it; 'checks.limits' in content/house.yaml sets the limit", "请精简；上限由 content/house.yaml 的 checks.limits 决定"),
    # --- names
    Rule("DN531", "name-of-ticker", _W, "{ticker} is called '{name}' elsewhere in the note", "{ticker} 在文中其他地方称为“{name}”",
         "give a company one name throughout, or correct the ticker", "请统一公司名称，或更正代码"),
    Rule("DN532", "name-case", _W, "'{word}' is usually, or elsewhere in the note, capitalised otherwise", "“{word}”的大小写与通行或文中其他写法不一致",
         "a house's own names go into 'checks.names' in content/house.yaml", "本机构的专名可写入 content/house.yaml 的 checks.names"),
    Rule("DN533", "share-class", _W, "the list of companies has '{name}' for '{word}'", "“{word}”在公司列表中写作“{name}”",
         "write it as the list does, or correct the list", "请与列表统一"),
    Rule("DN534", "name-misspelt", _W, "'{word}' is one letter off '{name}'", "“{word}”与“{name}”只差一个字母",
         "correct it; a name of its own goes into 'checks.names' in content/house.yaml", "请更正；若确为另一专名，请写入 content/house.yaml 的 checks.names"),
    # --- dates
    Rule("DN536", "no-such-date", _W, "there is no such date: '{word}'", "日期不存在：“{word}”",
         "correct the day or the month", "请更正日期"),
    Rule("DN537", "wrong-weekday", _W, "{date} is not a {word}", "{date} 不是“{word}”", "correct the weekday, or the date", "请更正星期或日期"),
    Rule("DN538", "relative-day", _W, "'{word}' means nothing to those who read the note later", "“{word}”对日后的读者没有所指", "write the date", "请写出日期"),
    Rule("DN539", "short-year", _W, "year '{word}' without its century", "年份“{word}”未写全四位",
         "write all four figures", "请写全四位年份"),
    Rule("DN540", "date-form", _W, "date '{word}' is written otherwise than the note's others: {form}", "日期“{word}”与文中其他日期写法不一致：{form}",
         "write all dates one way", "请统一日期写法"),
    Rule("DN541", "future-in-past", _W, "'{word}' lies after the note's date, {date}, but is told of as past", "“{word}”晚于研报日期 {date}，却写作已发生",
         "correct the date, or write of it as still to come", "请更正日期，或改为尚未发生的写法"),
    # --- settings
    Rule("DN548", "useless-opt-out", _W, "this comment leaves nothing out: {rule}: {reason_en}", "此注释没有作用：{rule}：{reason_zh}",
         "remove the code from the comment", "请从注释中删去该代码"),
)  # fmt: skip
