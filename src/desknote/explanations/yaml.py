"""Explanations of DN1xx: the text of YAML files."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

YAML: dict[str, Explanation] = {
    "DN101": explained(
        """
        The text is not YAML, so nothing in the file can be read beyond this place.
        Common causes: a value that contains ': ' or begins with '{{', '[', '@' or '*'; a full-width colon after a key; a tab; keys that do not line up.
        Put such a value in quotes, and indent with spaces.
        The mistake may lie in the line above the one named.
        """,
        """
        文本不符合 YAML 语法，此处之后的内容无法读取。
        常见原因：值中含有“: ”，或以“{{”“[”“@”“*”开头；键后用了全角冒号；用制表符缩进；键没有左对齐。
        请给这样的值加引号，并用空格缩进。
        错误有时出在所指行的上一行。
        """,
        """
        title: Q4: 业绩超预期
        """,
        """
        title: 'Q4: 业绩超预期'
        """,
    ),
    "DN102": explained(
        """
        The same key stands twice in one mapping.
        Many programs would silently keep the last; desknote refuses, as one of the two would be lost.
        Often a block was copied and its key not renamed.
        """,
        """
        同一映射中同一个键出现了两次。
        许多程序会不作声地保留后一个；desknote 会报错，以免其中一个丢失。
        常见原因是复制了一段内容而没有改键名。
        """,
        """
        facts:
          revenue: {value: 92.5, unit: 亿元}
          revenue: {value: 108.3, unit: 亿元}
        """,
        """
        facts:
          revenue_2023: {value: 92.5, unit: 亿元}
          revenue_2024: {value: 108.3, unit: 亿元}
        """,
    ),
    "DN103": explained(
        """
        An anchor (&name) that contains aliases (*name) of others grows with every use.
        A few lines can so become millions of values, by mistake or by malice; desknote stops at twenty thousand.
        An anchor that contains itself is refused for the same reason.
        """,
        """
        锚点（&名称）中若又引用其他锚点（*名称），每用一次都会成倍展开。
        几行文本可能因此变成数百万个值，无论有意还是无意；desknote 以两万个为限。
        引用自身的锚点也因此被拒绝。
        """,
    ),
    "DN104": explained(
        """
        A file of content has at most 5 MB, 100,000 values and 60 levels.
        A note written by people is far below that.
        Usually a table of data was pasted into the note: keep it in a CSV or XLSX file and name that under 'data'.
        """,
        """
        内容文件最大 5 MB、10 万个值、60 层嵌套，手写的研报远达不到。
        通常是把大段数据粘贴进了研报。
        请把数据存为 CSV 或 XLSX 文件，并用 data 引用。
        """,
    ),
    "DN105": explained(
        """
        A word that begins with '!' before a value is a YAML tag: it asks for a special type, in some programs even for code to be run.
        Content is plain data, so tags are not read.
        If the exclamation mark belongs to the text, put the value in quotes.
        """,
        """
        值前面以“!”开头的词是 YAML 标签，用来指定特殊类型，在某些程序中甚至会执行代码。
        内容只是普通数据，因此不接受标签。
        若感叹号属于文字本身，请给整个值加引号。
        """,
        """
        title: !new 新品发布
        """,
        """
        title: '!new 新品发布'
        """,
    ),
    "DN106": explained(
        """
        A file's top level must be keys with values: 'title: …', 'date: …'.
        This one is a list, a single text, or empty; or a key is itself a list.
        Usually a '- ' stands before the first key, or a space after a colon is missing.
        """,
        """
        文件最外层必须是“键: 值”，如 title: …、date: …。
        此文件却是列表、一段文字或空文件，或某个键本身是列表。
        常见原因是首个键前多了“- ”，或冒号后缺少空格。
        """,
        """
        # content/analysts/zhang-san.yaml
        - name: 张三
        - certificate: S9990525010001
        """,
        """
        # content/analysts/zhang-san.yaml
        name: 张三
        certificate: S9990525010001
        """,
    ),
    "DN107": explained(
        """
        A line '---' begins a new YAML document, and a file holds one.
        Within a text '---' is a rule of Markdown, but only where it is indented as the text is.
        """,
        """
        单独一行“---”表示开始新的 YAML 文档，而一个文件只能有一份。
        正文中的“---”是 Markdown 分隔线，但必须与正文同样缩进。
        """,
        """
        risks: [需求不及预期]
        ---
        keywords: [人工智能]
        """,
        """
        risks: [需求不及预期]
        keywords: [人工智能]
        """,
    ),
    "DN108": explained(
        """
        The text contains a character that cannot be seen, such as a zero-width space; it mostly comes with text pasted from web pages or chats.
        It breaks searching and line breaking, and may keep two words from being the same.
        One that turns the direction of writing can make a text read as something else, and is an error.
        'desknote check --fix' removes it.
        """,
        """
        文本中有看不见的字符，例如零宽空格，多随网页或聊天中粘贴的文字带入。
        它会影响搜索与断行，也会使看似相同的两个词并不相同。
        改变文字方向的字符可能让文字显示得与实际内容不同，按错误处理。
        'desknote check --fix' 会将其删除。
        """,
    ),
}
