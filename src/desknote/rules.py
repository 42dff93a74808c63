"""The one table of diagnostics: each code's severity, wording and help in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from desknote.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. Templates are ``str.format`` templates filled by ``Diagnostic.params``."""

    code: str
    name: str
    severity: Severity
    en: str
    zh: str
    help_en: str = ""
    help_zh: str = ""
    explain_en: str = ""
    explain_zh: str = ""


_E: Severity = "error"
_W: Severity = "warning"

_ROWS: tuple[Rule, ...] = (
    # --- DN0xx: the workspace and its files
    Rule("DN001", "no-workspace", _E, "no desknote workspace here or above: {path}",
         "此处及上级目录都不是 desknote 工作区：{path}",
         "run 'desknote new DIR' to make one; a workspace is a folder with assets/brand.yml",
         "运行 'desknote new 目录' 新建；工作区是含有 assets/brand.yml 的目录"),
    Rule("DN002", "no-such-note", _E, "no note '{name}'", "没有名为“{name}”的研报",
         "notes here: {choices}", "现有研报：{choices}"),
    Rule("DN003", "unreadable-file", _E, "cannot read {file}: {reason}", "无法读取 {file}：{reason_zh}",
         "files are UTF-8 text", "文件须为 UTF-8 文本"),
    Rule("DN004", "outside-workspace", _E, "'{path}' leads outside the workspace",
         "“{path}”指向工作区之外", "name a file inside the note's folder or the workspace",
         "请使用研报目录或工作区内的文件"),
    Rule("DN005", "missing-file", _E, "{file} is missing", "缺少文件 {file}",
         "{hint_en}", "{hint_zh}"),
    Rule("DN006", "no-notes", _W, "the workspace has no notes", "工作区里还没有研报",
         "run 'desknote new NAME' in the workspace", "在工作区内运行 'desknote new 名称'"),
    Rule("DN007", "cannot-write", _E, "cannot write {file}: {reason}", "无法写入 {file}：{reason}"),
    Rule("DN008", "exists", _E, "{path} exists already", "{path} 已存在",
         "choose another name; desknote never overwrites content",
         "请换一个名称；desknote 不会覆盖已有内容"),
    Rule("DN009", "bad-name", _E, "'{name}' cannot be a note's name", "“{name}”不能用作研报名称",
         "use letters, digits, '-', '_' and '.'", "请使用字母、数字、“-”“_”和“.”"),
    # --- DN1xx: YAML
    Rule("DN101", "yaml-syntax", _E, "YAML: {problem}", "YAML 语法：{problem_zh}", "{hint_en}", "{hint_zh}"),
    Rule("DN102", "duplicate-key", _E, "key '{key}' is given twice", "键“{key}”重复",
         "it was first given on line {first}; keep one", "首次出现在第 {first} 行；保留一个"),
    Rule("DN103", "alias-too-large", _E, "anchors and aliases expand too far", "锚点与别名展开过大",
         "write the repeated part out, or repeat less of it", "请直接写出重复内容，或减少引用"),
    Rule("DN104", "too-large", _E, "the file is too large or nested too deeply", "文件过大或嵌套过深"),
    Rule("DN105", "yaml-tag", _E, "tag '{tag}' is not allowed", "不允许使用标签“{tag}”",
         "remove the tag; content is plain data", "请删除标签；内容只能是普通数据"),
    Rule("DN106", "not-a-mapping", _E, "a mapping of keys to values is wanted here, not {what}",
         "此处应为“键: 值”的映射，而不是{what_zh}", "write 'key: value' lines", "请写成“键: 值”的形式"),
    Rule("DN107", "many-documents", _E, "a file holds one document", "一个文件只能有一份文档",
         "remove the second '---'", "请删除第二个“---”"),
    Rule("DN108", "hidden-character", _W, "an invisible character, {codepoint} ({name})",
         "不可见字符 {codepoint}（{name}）",
         "remove it; it often comes along with pasted text, and can make text read as something else",
         "请删除；它常随粘贴的文字带入，可能让文字显示得与实际内容不同"),
    # --- DN2xx: the model
    Rule("DN201", "unknown-key", _E, "unknown key '{key}'", "未知的键“{key}”",
         "keys known here: {choices}", "此处可用的键：{choices}"),
    Rule("DN202", "missing-key", _E, "key '{key}' is missing", "缺少键“{key}”",
         "add '{key}: …' here", "请在此处补上“{key}: …”"),
    Rule("DN203", "wrong-type", _E, "'{key}' must be {wanted_en}, not {got_en}",
         "“{key}”应为{wanted_zh}，而不是{got_zh}", "{hint_en}", "{hint_zh}"),
    Rule("DN204", "unknown-value", _E, "unknown {what_en} '{value}'", "未知的{what_zh}“{value}”",
         "{where_en} knows {choices}", "{where_zh}可用：{choices}"),
    Rule("DN205", "bad-date", _E, "'{value}' is not a date", "“{value}”不是有效日期",
         "write dates as 2025-02-05", "日期写作 2025-02-05"),
    Rule("DN206", "bad-value", _E, "'{key}': {reason_en}", "“{key}”：{reason_zh}", "{hint_en}", "{hint_zh}"),
    Rule("DN207", "low-contrast", _W, "{role} {colour} on {ground} has a contrast of {ratio}:1",
         "{role} {colour} 在 {ground} 上的对比度为 {ratio}:1",
         "4.5:1 is the least that reads well; choose a darker or lighter colour",
         "正文至少需要 4.5:1；请改用更深或更浅的颜色"),
    # --- DN3xx: resolving
    Rule("DN301", "unknown-analyst", _E, "unknown analyst '{name}'", "没有分析师“{name}”",
         "content/analysts/ has {choices}", "content/analysts/ 中有：{choices}"),
    Rule("DN302", "missing-data", _E, "data file '{file}' is not there", "数据文件“{file}”不存在",
         "paths are relative to the note's folder; it has {choices}",
         "路径相对于研报目录；其中有：{choices}"),
    Rule("DN303", "missing-column", _E, "{file} has no column '{column}'", "{file} 中没有列“{column}”",
         "it has {choices}", "现有的列：{choices}"),
    Rule("DN304", "bad-expression", _E, "expression: {reason}", "表达式错误：{reason}",
         "an expression is written {{{{ facts.name }}}}", "表达式写作 {{{{ facts.名称 }}}}"),
    Rule("DN305", "undefined-fact", _E, "no fact '{name}'", "没有名为“{name}”的事实（facts）",
         "facts of this note: {choices}", "本研报的 facts：{choices}"),
    Rule("DN306", "unknown-reference", _E, "reference to unknown exhibit '@{name}'",
         "引用了不存在的图表“@{name}”", "exhibits that can be referred to: {choices}",
         "可引用的图表：{choices}"),
    Rule("DN307", "bad-cell", _E, "{file}, row {row}, column '{column}': '{value}' is not {wanted}",
         "{file} 第 {row} 行，列“{column}”：“{value}”不是{wanted_zh}",
         "leave a missing figure empty, or write —", "缺失的数据请留空或写 —"),
    Rule("DN308", "bad-data-file", _E, "cannot read data file '{file}': {reason_en}",
         "无法读取数据文件“{file}”：{reason_zh}"),
    Rule("DN309", "refused-expression", _E, "this expression is not allowed: {reason}",
         "不允许的表达式：{reason}", "expressions may read facts and note fields, nothing else",
         "表达式只能读取 facts 与研报字段"),
    Rule("DN310", "unknown-exhibit", _E, "no exhibit '{name}'", "没有图表“{name}”",
         "exhibits of this note: {choices}", "本研报的图表：{choices}"),
    Rule("DN311", "unused-fact", _W, "fact '{name}' is not used", "事实“{name}”没有被使用",
         "refer to it as {{{{ facts.{name} }}}} or remove it",
         "用 {{{{ facts.{name} }}}} 引用，或删除它"),
    Rule("DN312", "unplaced-exhibit", _W, "exhibit '{name}' is not placed in the note",
         "图表“{name}”没有放进正文", "put '@exhibit:{name}' in a paragraph of its own",
         "在正文中单独一段写 '@exhibit:{name}'"),
    Rule("DN313", "exhibit-twice", _E, "exhibit '{name}' is placed twice", "图表“{name}”被放置了两次",
         "place it once and refer to it elsewhere", "只放置一次，其余位置用交叉引用"),
    Rule("DN340", "bad-encoding", _E, "{file}, line {row}: not UTF-8, GB18030 or Big5 text",
         "{file} 第 {row} 行：不是 UTF-8、GB18030 或 Big5 编码的文本",
         "save the file as UTF-8, or name what it is: data: {{file: …, encoding: gb18030}}",
         "请另存为 UTF-8，或注明编码：data: {{file: …, encoding: gb18030}}"),
    Rule("DN341", "ragged-row", _E, "{file}: rows {rows} have {more_en} cells than the header's {width}",
         "{file}：第 {rows} 行的单元格数{more_zh}表头的 {width} 个",
         "a comma or a line break inside a cell needs quotes around the cell",
         "单元格内含有逗号或换行时，请用引号括起来"),
    Rule("DN342", "open-quote", _E, "{file}, row {row}: a quotation mark is opened and not closed",
         "{file} 第 {row} 行：引号没有闭合",
         "close it, or write a quotation mark inside a cell twice", "请补上引号；单元格内的引号须写两次"),
    Rule("DN343", "duplicate-column", _W, "{file} has two columns '{column}'; the one in column {letter} is called '{name}'",
         "{file} 中有两列“{column}”；{letter} 列的那一个称作“{name}”",
         "give each column a name of its own", "请为每列取不同的名称"),
    Rule("DN344", "too-much-data", _E, "{file} has more than {limit} {what}", "{file} 超过 {limit} {what_zh}",
         "keep the part the note shows in a file of its own", "请只保留研报用到的部分"),
    Rule("DN345", "doubtful-encoding", _W, "{file} was read as {encoding}, which may be wrong",
         "{file} 按 {encoding} 读取，可能有误",
         "save the file as UTF-8, or name what it is: data: {{file: …, encoding: {encoding}}}",
         "请另存为 UTF-8，或注明编码：data: {{file: …, encoding: {encoding}}}"),
    Rule("DN346", "no-rows", _E, "{file} has no rows", "{file} 中没有数据"),
    Rule("DN347", "formula-without-value", _E, "{file}: formulas without a saved value in {cells}",
         "{file}：{cells} 中的公式没有保存结果",
         "open the workbook in Excel, WPS or LibreOffice and save it once",
         "请用 Excel、WPS 或 LibreOffice 打开并保存一次"),
    Rule("DN348", "unknown-sheet", _E, "{file} has no sheet '{sheet}'", "{file} 中没有工作表“{sheet}”",
         "its sheets: {choices}", "现有工作表：{choices}"),
    Rule("DN349", "bad-range", _E, "{file}: '{range}' is neither cells nor a name there",
         "{file}：“{range}”既不是单元格区域，也不是已定义的名称",
         "write cells as A1:D20 (one cell: B4), or a name the workbook defines: {choices}",
         "区域写作 A1:D20（单个单元格：B4），或使用工作簿中定义的名称：{choices}"),
    Rule("DN350", "missing-extra", _E, "reading {file} needs {package}", "读取 {file} 需要 {package}",
         "pip install 'desknote[{extra}]'", "pip install 'desknote[{extra}]'"),
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
    # --- DN6xx: templates
    Rule("DN601", "template-syntax", _E, "template: {reason}", "模板语法：{reason}"),
    Rule("DN602", "template-undefined", _E, "template: {reason} (note '{note}')",
         "模板：{reason}（研报“{note}”）"),
    Rule("DN603", "no-template", _E, "there is no template '{name}'", "没有模板“{name}”"),
    # --- DN7xx: rendering
    Rule("DN701", "refused-resource", _E, "refused to open {url}", "拒绝打开 {url}",
         "pages may use files inside the workspace only, never the network",
         "页面只能使用工作区内的文件，不访问网络"),
    Rule("DN702", "renderer", _W, "the renderer says: {message}", "渲染器提示：{message}"),
    Rule("DN703", "missing-library", _E, "a system library is missing: {reason}", "缺少系统库：{reason}",
         "run 'desknote doctor' for the command that installs it",
         "运行 'desknote doctor' 查看安装命令"),
    Rule("DN711", "text-overflow", _W, "page {page}: '{text}' reaches beyond the margin",
         "第 {page} 页：“{text}”超出页边", "shorten it, allow it to break, or make the table narrower",
         "请缩短文字、允许换行，或减少表格宽度"),
    Rule("DN712", "sidebar-overflow", _W, "the sidebar is {millimetres} mm longer than the front page",
         "侧栏比首页长出 {millimetres} 毫米", "take an item out of 'sidebar', or list fewer related reports",
         "请从 sidebar 中移除一项，或减少相关报告"),
    Rule("DN901", "internal", _E, "desknote failed on {what}; the details are in {log}",
         "desknote 处理 {what} 时出现内部错误；详情见 {log}",
         "please report it with that file", "请附上该文件反馈"),
)

RULES: MappingProxyType[str, Rule] = MappingProxyType({row.code: row for row in _ROWS})
