"""DN0xx and DN1xx: the workspace, its files, and YAML."""

from __future__ import annotations

from desknote.rules.rule import ERROR as _E
from desknote.rules.rule import WARNING as _W
from desknote.rules.rule import Rule

ROWS: tuple[Rule, ...] = (
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
    Rule("DN010", "port-taken", _E, "port {port} cannot be used: {reason}", "无法使用端口 {port}：{reason}",
         "another program may be listening there; leave --port out, and a free one is taken",
         "可能已被其他程序占用；不写 --port 会自动选择空闲端口"),
    Rule("DN011", "not-a-file", _E, "{file} is not a file but {what}", "{file} 不是文件，而是{what_zh}",
         "put a file in its place, or remove it", "请换成文件，或将其删除"),
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
)
