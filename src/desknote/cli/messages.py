"""What the command line says, in English and Chinese; the wording of diagnostics is in rules/."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from desknote.cli.messages_supervision import SUPERVISION
from desknote.diagnostics import suggest
from desknote.report import UiLang

MESSAGES: dict[str, tuple[str, str]] = {
    # --- help
    "about": (
        "Research notes from YAML to published PDF and web pages.",
        "把 YAML 写成的研究报告排成可发布的 PDF 与网页。",
    ),
    "usage": ("Usage:", "用法："),
    "option_word": ("OPTIONS", "选项"),
    "command_word": ("COMMAND", "命令"),
    "commands": ("Commands:", "命令："),
    "arguments": ("Arguments:", "参数："),
    "options": ("Options:", "选项："),
    "global_options": ("Options of every command:", "通用选项："),
    "completion_options": ("Completion in the shell:", "命令行补全："),
    "more": (
        "'desknote COMMAND --help' says more about a command.",
        "运行 'desknote 命令 --help' 查看某个命令的说明。",
    ),
    "help_new": (
        "a workspace with a first note; inside a workspace, another note",
        "新建工作区（含一篇研报）；在工作区内则新建一篇研报",
    ),
    "help_build": ("builds what changed", "生成有改动的研报"),
    "help_check": ("lists every problem, builds nothing", "列出所有问题，不生成文件"),
    "help_watch": (
        "rebuilds notes as they are saved and shows them in the browser",
        "保存即重新生成，并在浏览器中实时预览",
    ),
    "help_diff": (
        "a redline: what changed between two editions of a note",
        "修订对照：列出一篇研报两个版本之间的改动",
    ),
    "help_publish": (
        "makes the static site of all released notes: pages, search, feeds, metadata",
        "生成所有已发布研报的静态站点：网页、搜索、订阅与元数据",
    ),
    "help_doctor": (
        "libraries, fonts and limits of the machine, with the command that mends them",
        "检查本机的库、字体与限制，并给出修复命令",
    ),
    "help_explain": ("what a diagnostic means", "解释一条诊断的含义"),
    "help_schema": (
        "the JSON Schema of content files, for editors",
        "输出内容文件的 JSON Schema，供编辑器使用",
    ),
    "help_lsp": (
        "the language server that editors start: problems, completion, fixes as you type",
        "供编辑器启动的语言服务：边写边提示问题、补全与修复",
    ),
    "help_clean": ("empties the cache", "清空缓存"),
    "arg_notes": (
        "notes by name, folder or file; none means all",
        "研报的名称、目录或文件；不写表示全部",
    ),
    "arg_dir": (
        "folder of the new workspace, or name of the new note",
        "新工作区的目录，或新研报的名称",
    ),
    "arg_old": (
        "the old edition: a note, REVISION:NOTE or a PDF; alone, a note is compared with its last commit",
        "旧版：研报、版本:研报 或 PDF；只写一篇研报时，与其上次提交相比",
    ),
    "arg_new": ("the new edition, written likewise", "新版，写法相同"),
    "arg_code": (
        "a code such as DN204, or a rule pack (cn, hk, us, eu-uk) to list its rules; none lists them all",
        "诊断代码，例如 DN204；写规则包（cn、hk、us、eu-uk）则列出其规则；不写则全部列出",
    ),
    "arg_schema": ("what the file is: {choices}; note if not given", "文件种类：{choices}；默认 note"),
    "opt_kind": ("kind of the note: {choices}; industry if not given", "研报类型：{choices}；默认 industry"),
    "opt_lang": (
        "language of the note: {choices}; that of the messages if not given",
        "研报语言：{choices}；默认与界面语言一致",
    ),
    "opt_title": ("title of the note", "研报标题"),
    "opt_to": (
        "channels, separated by commas: {choices}, or one of the house; pdf,html if not given",
        "输出渠道，以逗号分隔：{choices}，或本机构自定的渠道；默认 pdf,html",
    ),
    "opt_out": (
        "where to put the results; build/ of the workspace if not given",
        "输出目录；默认为工作区的 build/",
    ),
    "opt_jobs": (
        "build N notes at a time; one a processor if not given",
        "同时生成 N 篇；默认每个处理器一篇",
    ),
    "opt_force": ("build everything again", "全部重新生成"),
    "opt_format": (
        "{choices}: for people, programs, code scanning, pull and merge requests",
        "{choices}：供阅读、程序、代码扫描、合并请求使用",
    ),
    "opt_select": ("only these codes (DN3: all that begin so)", "只报告这些代码（DN3 表示以其开头的全部）"),
    "opt_ignore": ("all but these codes", "忽略这些代码"),
    "opt_jurisdiction": (
        "try these rule packs besides those of house and note: {choices}",
        "除机构与研报已选的规则包之外，再试用：{choices}",
    ),
    "opt_fix": (
        "mend what is certain (a misspelt key, a date written otherwise), keeping comments and layout",
        "修复确定无疑的问题（键名拼错、日期写法等），保留注释与排版",
    ),
    "opt_diff": ("show what --fix would change, and change nothing", "显示 --fix 将作的改动，不写入文件"),
    "opt_rev": (
        "compare the note at these git revisions: A..B, or A with the note as it is",
        "比较研报在这些 git 版本中的内容：A..B；只写 A 则与现状相比",
    ),
    "opt_redline": (
        "{choices}: for the terminal, a web page, a PDF, programs; that of --out if not given, else text",
        "{choices}：终端、网页、PDF、供程序使用；默认取决于 --out 的文件名，否则为 text",
    ),
    "opt_redline_out": (
        "where to put the redline; standard output if not given",
        "对照稿写入的文件；默认为标准输出",
    ),
    "opt_exit_code": (
        "exit with 1 where the editions differ, as git diff does",
        "有改动时退出码为 1，与 git diff 相同",
    ),
    "opt_open": ("open the preview in the browser", "在浏览器中打开预览"),
    "opt_site": (
        "folder, URL (s3://…, sftp://…) or branch (branch://gh-pages) of the site; site/ if not given",
        "站点的目录、URL（s3://…、sftp://…）或分支（branch://gh-pages）；默认为工作区的 site/",
    ),
    "opt_drafts": (
        "a preview that shows drafts as well, marked on every page; to site-preview/ if no folder is given",
        "预览站点：同时显示草稿，并在每页注明；未指定目录时写入 site-preview/",
    ),
    "opt_port": (
        "port of the preview; the first free one from 8642 if not given",
        "预览使用的端口；默认从 8642 起的第一个空闲端口",
    ),
    "opt_json": ("for programs, to standard output", "以 JSON 输出到标准输出，供程序使用"),
    "opt_write": (
        "write the schemas of every file into the workspace, where its notes point to them",
        "把各种文件的 schema 写入工作区，供研报首行引用",
    ),
    "opt_outputs": ("remove what was built (build/), too", "同时删除生成的文件（build/）"),
    "opt_ui_lang": (
        "language of messages: en or zh; the locale's if not given",
        "界面语言：en 或 zh；默认取系统区域设置",
    ),
    "opt_quiet": ("errors only", "只显示错误"),
    "opt_verbose": (
        "more detail, and a stack where desknote itself fails",
        "显示更多细节；desknote 自身出错时显示调用栈",
    ),
    "opt_color": ("colours: auto, always or never", "颜色：auto、always 或 never"),
    "opt_version": ("print the version", "显示版本号"),
    "opt_help": ("print this help", "显示本帮助"),
    "opt_install_completion": (
        "complete commands, notes and codes with the Tab key in this shell, from its next start",
        "为当前 shell 安装补全：用 Tab 键补全命令、研报与诊断代码，重启 shell 后生效",
    ),
    "opt_show_completion": (
        "print the script that does so, to put it in place yourself",
        "输出补全脚本，供自行安装",
    ),
    "completion_installed": (
        "completion for {shell} is in {path}; a new shell uses it",
        "{shell} 的补全已写入 {path}，重启 shell 后生效",
    ),
    "completion_failed": ("completion cannot be installed: {reason}", "无法安装补全：{reason}"),
    # --- wrong usage
    "usage_error": ("desknote: {reason}", "desknote：{reason}"),
    "usage_hint": ("'{command} --help' shows how it is used.", "运行 '{command} --help' 查看用法。"),
    "no_command": ("name a command", "请指定命令"),
    "unknown_command": ("no command '{name}'", "没有命令“{name}”"),
    "unknown_option": ("no option '{name}'", "没有选项“{name}”"),
    "extra_argument": ("'{name}' is one argument too many", "多余的参数“{name}”"),
    "missing_argument": ("{name} is missing", "缺少 {name}"),
    "missing_value": ("option {name} wants a value", "选项 {name} 需要一个值"),
    "no_value": ("option {name} takes no value", "选项 {name} 不带值"),
    "bad_choice": (
        "{name} cannot be '{value}': it is one of {choices}",
        "{name} 不能是“{value}”，可选：{choices}",
    ),
    "bad_number": (
        "{name} wants a whole number from 1, not '{value}'",
        "{name} 应为不小于 1 的整数，而不是“{value}”",
    ),
    "did_you_mean": ("{reason}; did you mean '{word}'?", "{reason}；是不是“{word}”？"),
    "unknown_shell": (
        "there is no completion for the shell '{name}', only for {shells}",
        "不支持 shell “{name}”的补全，可用：{shells}",
    ),
    "unknown_code": ("no diagnostic '{name}'", "没有诊断“{name}”"),
    # --- building
    "building": ("building {name} ({i} of {n})", "正在生成 {name}（{i}/{n}）"),
    "checking": ("checking {name} ({i} of {n})", "正在检查 {name}（{i}/{n}）"),
    "gathering": ("looking at {name} ({i} of {n})", "正在检查 {name}（{i}/{n}）"),
    "making_lists": ("page {i} of the lists", "正在生成列表页（第 {i} 页）"),
    "making_notes": ("page of a note, {i} of {n}", "正在生成研报页面（{i}/{n}）"),
    "writing_site": ("writing file {i} of {n}", "正在写入文件（{i}/{n}）"),
    "published_notes": (
        "{n} notes on the site, {built} built anew, in {seconds} s",
        "站点共 {n} 篇研报，本次重新生成 {built} 篇，用时 {seconds} 秒",
    ),
    "published_files": (
        "{new} files written, {kept} unchanged, {removed} removed",
        "写入 {new} 个文件，{kept} 个无改动，删除 {removed} 个",
    ),
    "not_published": ("nothing was published: the site is as it was", "未发布：站点保持原样"),
    "built": ("{name}: {files} in {seconds} s", "{name}：{files}，用时 {seconds} 秒"),
    "pdf_pages": ("{file} ({pages} pages)", "{file}（{pages} 页）"),
    "pdf_page": ("{file} (1 page)", "{file}（1 页）"),
    "unchanged": ("{name}: unchanged", "{name}：无改动"),
    "failed": ("{name}: not built", "{name}：未生成"),
    "total": (
        "{built} built, {kept} unchanged, {failed} not built, in {seconds} s",
        "生成 {built} 篇，{kept} 篇无改动，{failed} 篇未生成，用时 {seconds} 秒",
    ),
    "clean_note": ("no problems in {n} notes", "{n} 篇研报均无问题"),
    "clean_one": ("no problems", "没有问题"),
    "needs_extra": (
        "desknote {command} needs an extra: pip install 'desknote[{extra}]'",
        "desknote {command} 需要附加组件：pip install 'desknote[{extra}]'",
    ),
    "mended": ("mended {n}: {files}", "已修复 {n} 处：{files}"),
    "mendable": ("'desknote check --fix' mends {n} of them", "其中 {n} 处可用 'desknote check --fix' 修复"),
    "would_mend": ("--fix would mend {n}: {files}", "--fix 将修复 {n} 处：{files}"),
    "in_all": ("{summary}", "共 {summary}"),
    "interrupted": ("interrupted", "已中断"),
    # --- watch
    "watching": ("Preview: {address}", "预览：{address}"),
    "stop_watching": ("Ctrl-C stops it.", "按 Ctrl-C 停止。"),
    "mended_note": ("{name}: right again", "{name}：已无错误"),
    "stopped": ("stopped", "已停止"),
    # --- diff
    "rev_wants_one": ("with --rev, name one note", "使用 --rev 时只写一篇研报"),
    "pdf_to_terminal": ("a PDF wants --out FILE", "输出 PDF 时请用 --out 指定文件"),
    "no_changes": ("no changes", "没有改动"),
    # --- new
    "made_workspace": (
        "made the workspace {path} with the note '{note}'",
        "已新建工作区 {path}，内含研报“{note}”",
    ),
    "made_note": ("made {path}", "已新建 {path}"),
    "next": ("Next:", "接下来："),
    "next_build": ("makes the PDF and the web page in build/{note}/", "在 build/{note}/ 生成 PDF 与网页"),
    "next_check": ("lists every mistake, with its place", "列出所有错误及其位置"),
    "next_edit": ("is the note: write there", "即研报正文，在此撰写"),
    "next_brand": ("colours, type and logo: make them yours", "颜色、字体与标识：改成你们自己的"),
    # --- clean
    "cleaned": ("removed {what} ({size})", "已删除 {what}（{size}）"),
    "nothing_to_clean": ("there is nothing to remove", "没有可删除的内容"),
    # --- doctor
    "doctor_machine": ("Machine", "本机"),
    "doctor_needs": ("Libraries, fonts and programs", "库、字体与程序"),
    "doctor_python": ("Python packages", "Python 包"),
    "doctor_workspace": ("Workspace", "工作区"),
    "doctor_ok": ("nothing is missing", "一切就绪"),
    "doctor_missing": ("{n} missing; this command installs it:", "缺少 {n} 项；以下命令可安装："),
    "doctor_optional": ("optional", "可选"),
    "doctor_absent": ("missing", "缺少"),
    "doctor_no_workspace": ("none here", "此处没有"),
    "doctor_notes": ("notes", "研报"),
    "doctor_cache": ("cache", "缓存"),
    "doctor_processors": ("processors", "处理器"),
    "doctor_memory": ("memory", "内存"),
    "doctor_disk": ("free disk", "可用磁盘"),
    "doctor_system": ("system", "系统"),
    "doctor_locale": ("locale", "区域设置"),
    "doctor_old_python": (
        "Python 3.11 or newer is needed; this is {version}",
        "需要 Python 3.11 或更新版本，当前为 {version}",
    ),
    "doctor_package": (
        "package {name} is not installed; reinstall desknote",
        "未安装包 {name}，请重新安装 desknote",
    ),
    # --- explain
    "severity_error": ("an error: the note is not built", "错误：研报不会生成"),
    "severity_warning": ("a warning", "警告"),
    "severity_info": ("a remark", "提示"),
    "explain_sources": ("Stems from (no legal advice):", "依据（不构成法律意见）："),
    "explain_help": ("What to do: {text}", "办法：{text}"),
    **SUPERVISION,
}


class Catalogue:
    """The messages in one language."""

    def __init__(self, lang: UiLang) -> None:
        self.lang: UiLang = lang

    def __call__(self, key: str, **params: object) -> str:
        """The message ``key`` with its places filled."""
        return MESSAGES[key][1 if self.lang == "zh" else 0].format(**params)

    def near(self, key: str, word: str, known: Iterable[str], **params: object) -> str:
        """The message ``key`` about ``word``, with the word among ``known`` that may have been meant."""
        reason = self(key, **{"name": word, "value": word, **params})
        meant = suggest(word, known)
        return self("did_you_mean", reason=reason, word=meant) if meant else reason


def ui_lang(words: list[str], environ: Mapping[str, str]) -> UiLang:
    """The language for messages: ``--ui-lang`` among ``words``, else the environment's, else English."""
    for value in (*_given(words), environ.get("DESKNOTE_UI_LANG", "")):
        if value.lower().startswith(("en", "zh")):
            return "zh" if value.lower().startswith("zh") else "en"
    # As gettext does: the first of these that is set decides.
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name, ""):
            if name != "LC_ALL" and value not in ("C", "POSIX") and (wished := environ.get("LANGUAGE")):
                value = wished
            return "zh" if value.lower().startswith("zh") else "en"
    if os.name == "nt":
        import locale

        return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
    return "en"


def _given(words: list[str]) -> Iterator[str]:
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--":
            return
        if word == "--ui-lang":
            yield following
        elif word.startswith("--ui-lang="):
            yield word.partition("=")[2]
