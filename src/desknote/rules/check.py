"""DN4xx and DN55x: checks over the closed note; what tables lack."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
    # --- DN4xx: checks over the closed note
    Rule("DN401", "no-glyph", _E, "no font of the brand has the character '{character}' ({codepoint}, {name})",
         "品牌字体中没有字符“{character}”（{codepoint}，{name}）",
         "use another character, or add a font that has it to assets/brand.yml",
         "请换用其他字符，或在 assets/brand.yml 中加入含有该字符的字体"),
    Rule("DN402", "missing-font", _E, "font family '{family}' is not on this machine",
         "本机没有字体“{family}”", "run 'desknote doctor' to see how to install it",
         "运行 'desknote doctor' 查看安装方法"),
    Rule("DN403", "no-certificate", _W, "analyst '{name}' has no certificate number",
         "分析师“{name}”没有执业证书编号", "add 'certificate: S…' to {file}",
         "请在 {file} 中补上 'certificate: S…'"),
    Rule("DN404", "no-such-weight", _W, "font family '{family}' has no weight {weight} here; {instead} is used",
         "本机的字体“{family}”没有字重 {weight}，改用 {instead}",
         "install the family's other weights (Debian: fonts-noto-cjk-extra), or choose a weight it has",
         "安装该字体的其他字重（Debian：fonts-noto-cjk-extra），或改用已有字重"),
    Rule("DN405", "bad-font-file", _E, "font file '{file}' cannot be used: {reason_en}",
         "无法使用字体文件“{file}”：{reason_zh}",
         "use a TrueType or OpenType file (.ttf, .otf, .ttc)", "请使用 TrueType 或 OpenType 文件（.ttf、.otf、.ttc）"),
    Rule("DN406", "bad-logo", _E, "logo '{file}' cannot be used", "徽标“{file}”无法使用",
         "a logo is an SVG, PNG or JPEG file in assets/, of at most 2 MB",
         "徽标须为 assets/ 中的 SVG、PNG 或 JPEG 文件，且不超过 2 MB"),
    Rule("DN410", "no-risks", _W, "the note names no risks", "研报没有风险提示",
         "add 'risks:' with one item a risk", "请补上 risks:，每项风险一条"),
    Rule("DN411", "not-marked-illustrative", _W, "exhibit '{name}' says that its data are illustrative, but is not marked so",
         "图表“{name}”注明是示意数据，却没有标记",
         "add 'illustrative: true' to the exhibit; the page then says so",
         "请给该图表补上 illustrative: true，页面会据此注明"),
    # --- DN55x: tables
    Rule("DN551", "no-such-row", _W, "exhibit '{exhibit}' has no row or column '{name}'",
         "图表“{exhibit}”中没有名为“{name}”的行或列", "it has {choices}", "可用的有 {choices}"),
    Rule("DN552", "no-price", _E, "exhibit '{exhibit}' has multiples, but no price",
         "图表“{exhibit}”要计算估值倍数，却没有价格",
         "add 'price: 33.60' or 'price: \"{{{{ facts.price }}}}\"'", "请补上 price: 33.60 或 price: \"{{{{ facts.price }}}}\""),
    Rule("DN553", "does-not-add-up", _W, "exhibit '{exhibit}', {period}: '{left}' is {a}, but '{right}' is {b}",
         "图表“{exhibit}”，{period}：“{left}”为 {a}，而“{right}”为 {b}",
         "check the figures, or the equation under 'checks'", "请核对数据，或 checks 中的等式"),
    Rule("DN554", "no-estimates", _E, "exhibit '{exhibit}': which column holds the {key} estimates?",
         "图表“{exhibit}”：没有指明哪一列是 {key}", "add '{key}: COLUMN'; there are {choices}", "请补上 {key}: 列名；现有列 {choices}"),
    Rule("DN555", "empty-table", _W, "exhibit '{exhibit}' has nothing to show", "图表“{exhibit}”没有内容",
         "write 'items', or name a data file", "请写出 items，或指定数据文件"),
    Rule("DN412", "restated-number", _W, "the text gives {number} for '{name}', but {where_en} has {shown}",
         "正文中“{name}”为 {number}，而{where_zh}为 {shown}",
         "refer to the fact instead of typing the number: {{{{ facts.name }}}}",
         "请引用事实而不要重复键入数字：{{{{ facts.名称 }}}}"),
)
