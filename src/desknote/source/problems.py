"""What is wrong with text that is not YAML, in words an author can act on."""

from __future__ import annotations

from desknote.patterns import regex
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Where and what, in English and Chinese, and how to mend it."""

    line: int
    column: int
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""


_LOOK = (
    "look at the line above, too: indentation, quotes, ': '",
    "也请检查上一行：缩进、引号与“: ”",
)
_QUOTE = ("put the whole value in quotes", "请给整个值加引号")
_QUOTE_ALL = (
    "put the whole value in quotes; double a quote of the same kind inside it",
    "请给整个值加引号；其中同类引号要写两次",
)
# libyaml's words, ours in English and Chinese, and a hint.
_WORDS: tuple[tuple[str, str, str, tuple[str, str]], ...] = (
    ("mapping values are not allowed", "a second ': ' stands in this value, or the line is indented too far",
     "该值中又出现了“: ”，或此行缩进过多",
     ("quote a value that contains ': ', and align the keys of one mapping",
      "含有“: ”的值请加引号；同一映射的键请左对齐")),
    ("could not find expected ':'", "the key has no ': ' after it", "键之后缺少“: ”",
     ("write 'key: value', with a space after the colon", "请写成“键: 值”，冒号后加一个空格")),
    ("did not find expected key", "the lines here do not line up", "此处各行没有对齐",
     ("align the keys of one mapping; quote a value that ends in the middle of a line",
      "同一映射的键请左对齐；若值在行中提前结束，请给整个值加引号")),
    ("did not find expected '-' indicator", "this line does not line up with those above", "此行与上文没有对齐",
     ("align the keys of one item, or begin a new item with '- '", "同一项的键请左对齐，新的一项以“- ”开头")),
    ("did not find expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma", "[ ] 列表未闭合或缺少逗号",
     ("close it with ]; quote a value that merely begins with [", "请用 ] 闭合；若文本只是以 [ 开头，请加引号")),
    ("did not find expected ',' or '}'", "a mapping in { } is not closed, or lacks a comma", "{ } 映射未闭合或缺少逗号",
     ("close it with }; quote a value that merely begins with {", "请用 } 闭合；若文本只是以 { 开头，请加引号")),
    ("did not find expected node content", "a value is missing, or begins with ], } or a comma",
     "此处缺少值，或值以 ]、} 或逗号开头", _QUOTE),
    ("found unexpected end of stream", "a quote is not closed", "引号没有闭合",
     ("close the quote; double a ' inside '…'", "请补上引号；'…' 之内的 ' 要写两次")),
    ("found unexpected document indicator", "a quote is not closed", "引号没有闭合",
     ("close the quote; double a ' inside '…'", "请补上引号；'…' 之内的 ' 要写两次")),
    ("found undefined alias", "a value that begins with * refers to an anchor that is not there",
     "以 * 开头的值引用了不存在的锚点", _QUOTE),
    ("did not find expected alphabetic or numeric", "a value begins with * or &", "值以 * 或 & 开头", _QUOTE),
    ("did not find expected whitespace or line break", "a value begins with !, * or &", "值以 !、* 或 & 开头", _QUOTE),
    ("did not find expected comment or line break", "text follows | or > on its line", "| 或 > 之后同一行还有文字",
     ("begin the text on the next line, indented", "请另起一行并缩进书写正文")),
    ("did not find expected <document start>", "text follows the end of the document", "文档结束后还有内容", _LOOK),
    ("found unknown escape character", "a backslash in \"…\" begins an unknown escape", "\"…\" 之内的反斜杠构成了未知转义",
     ("write the value in '…', or double the backslash", "请改用 '…'，或把反斜杠写两次")),
    ("block sequence entries are not allowed", "'- ' cannot stand here", "此处不能写“- ”",
     ("begin the list on the line below its key; quote a value that begins with '- '",
      "列表请从键的下一行开始；以“- ”开头的值请加引号")),
    ("found a tab character", "a tab stands where spaces are wanted", "应使用空格处出现了制表符",
     ("indent with spaces", "请用空格缩进，不要用制表符")),
    ("block mapping keys are not allowed", "'? ' cannot stand here", "此处不能写“? ”", _QUOTE),
    ("could not determine a constructor", "a tag is not allowed", "不允许使用标签", _QUOTE),
)  # fmt: skip

_WIDE_COLON = regex(r"\s*(?:- +)?[\w-]+ ?(：)")
_NO_ITEM = regex(r" *-(?=[^\W\d])")
_NO_SPACE = regex(r"\s*(?:- +)?([a-z_]+):(?![\s/])")
_KEY = r"\s*(?:- +)*(?:[\w.-]+: +)?"
_OPENING = regex(_KEY + r"(\{\{|\{%|[@`%])")
_ENCLOSED = regex(_KEY + r"([\"'\[{])")
_BLOCK = regex(r"(?:^|.*[\s:-])[|>][+-]?[0-9]?[+-]?\s*(?:#.*)?$")


def syntax_problem(lines: list[str], line: int, column: int, problem: str) -> SyntaxProblem:
    """Why YAML cannot be read at ``line`` and ``column``, from the text there and libyaml's own words."""
    cause = _first_cause(lines, line)
    if cause is not None:
        return cause
    line, column = _on_text(lines, line, column)
    row = lines[line - 1] if line <= len(lines) else ""
    enclosed = _ENCLOSED.match(row)
    if "did not find expected key" in problem and enclosed and column > enclosed.start(1) + 1:
        quote = enclosed[1] in "\"'"
        en = "text follows a closing quote" if quote else "text follows a closing bracket"
        zh = "右引号之后还有文字" if quote else "右括号之后还有文字"
        return SyntaxProblem(line, enclosed.start(1) + 1, en, zh, *(_QUOTE_ALL if quote else _QUOTE))
    for words, en, zh, hint in _WORDS:
        if words in problem:
            return SyntaxProblem(line, column, en, zh, *hint)
    return SyntaxProblem(line, column, problem or "not YAML", f"无法解析（{problem}）", *_LOOK)


def _first_cause(lines: list[str], line: int) -> SyntaxProblem | None:
    """Mistakes that libyaml notices only further on: looked for from the place it names upwards."""
    for number in range(min(line, len(lines)), max(0, line - 3), -1):
        row = lines[number - 1]
        lead = row[: len(row) - len(row.lstrip())]
        if not row.strip():
            continue
        if "\t" in lead:
            en, zh = "a tab is used to indent", "缩进使用了制表符"
            hint = ("indent with spaces", "请用空格缩进，不要用制表符")
            return SyntaxProblem(number, lead.index("\t") + 1, en, zh, *hint)
        if _in_block(lines, number):
            continue
        if (wide := _WIDE_COLON.match(row)) is not None and ": " not in row:
            en, zh = "a full-width colon '：' follows the key", "键之后使用了全角冒号“：”"
            hint = ("write ': ' after a key", "键之后请用半角冒号加空格“: ”")
            return SyntaxProblem(number, wide.start(1) + 1, en, zh, *hint)
        if number < line and (item := _NO_ITEM.match(row)) is not None and lines[number].lstrip()[:1] == "-":
            en, zh = "no space after the '-' of a list's item", "列表项的“-”后缺少空格"
            hint = ("write '- ' before an item", "列表项前请写“- ”")
            return SyntaxProblem(number, item.end(), en, zh, *hint)
        bare = _NO_SPACE.match(row)
        if bare is not None and number < line and ": " not in row and not row.rstrip().endswith(":"):
            en, zh = f"no space after the colon of '{bare[1]}'", f"“{bare[1]}”的冒号后缺少空格"
            hint = ("write ': ' after a key", "键之后请写冒号加空格“: ”")
            return SyntaxProblem(number, bare.start(1) + 1, en, zh, *hint)
        if (opening := _OPENING.match(row)) is not None:
            mark = opening[1]
            en, zh = f"a value begins with {mark}", f"值以 {mark} 开头"
            return SyntaxProblem(number, opening.start(1) + 1, en, zh, *_QUOTE)
    return None


def _in_block(lines: list[str], number: int) -> bool:
    """Whether a line (from 1) is text of a block scalar."""
    indent = _indent(lines[number - 1])
    for above in range(number - 1, 0, -1):
        row = lines[above - 1]
        if row.strip() and _indent(row) < indent:
            if _BLOCK.match(row):
                return True
            indent = _indent(row)
        if indent == 0:
            return False
    return False


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _on_text(lines: list[str], line: int, column: int) -> tuple[int, int]:
    """The place itself, or the end of the last line with text where it lies beyond the end."""
    if line > len(lines) or not lines[line - 1].strip():
        for number in range(min(line, len(lines)), 0, -1):
            if lines[number - 1].strip():
                return number, len(lines[number - 1].rstrip())
        return 1, 1
    return line, column
