"""Explanations of DN301 to DN316: what a note refers to."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

RESOLVE: dict[str, Explanation] = {
    "DN301": explained(
        """
        People are named by their file in content/analysts (zhang-san) or by their name in any language (张三).
        No file there is theirs; the name is misspelt, or the file has not been written yet.
        """,
        """
        人员以 content/analysts 下的文件名（zhang-san）或任一语言的姓名（张三）指代。
        没有找到对应的文件：姓名拼写有误，或尚未建立该文件。
        """,
        """
        analysts: zhang-sna
        """,
        """
        analysts: zhang-san
        """,
    ),
    "DN302": explained(
        """
        The data file is not at the path given, which starts in the note's own folder, not in the workspace's.
        Often the folder data/ is left out, or capital letters differ.
        The name may also be meant for a dataset of the note, and be misspelt.
        """,
        """
        所给路径下没有该数据文件；路径从研报目录算起，而不是工作区根目录。
        常见原因是漏写 data/，或大小写不一致。
        也可能本想写 datasets 中的名称而拼错了。
        """,
        """
        exhibits:
          index: {type: line, title: 指数走势, data: index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
        """
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN303": explained(
        """
        The exhibit or formula names a column that the file does not have.
        Names are compared as they stand in the file's header: capital letters, spaces and full-width brackets count.
        If the header is not in the first row, say where it is: data: {file: …, header: 3}.
        """,
        """
        图表或公式所用的列在文件中不存在。
        列名须与表头完全一致，包括大小写、空格和全角括号。
        若表头不在第一行，请注明：data: {file: …, header: 3}。
        """,
        """
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: his, source: 示例证券研究所}
        """,
        """
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN304": explained(
        """
        What stands between '{{' and '}}' cannot be read.
        Most often a bracket or a brace is not closed, or full-width braces were typed.
        An expression names a fact or a field of the note, and may format it.
        """,
        """
        “{{”与“}}”之间的内容无法识别。
        最常见的是括号没有闭合，或误用了全角大括号。
        表达式可以引用 facts 或研报字段，并设定格式。
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '得分 {{ facts.score 。'}
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '得分 {{ facts.score }}。'}
        """,
    ),
    "DN305": explained(
        """
        A text or formula refers to a fact that the note does not define.
        Facts belong to one note: those of another are not known here.
        The name is misspelt, or the fact was renamed.
        """,
        """
        正文或公式引用了本研报没有定义的 fact。
        facts 只属于一篇研报，其他研报的 facts 在这里不可用。
        多为拼写错误，或 fact 已经改名。
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '得分 {{ facts.socre }}。'}
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '得分 {{ facts.score }}。'}
        """,
    ),
    "DN306": explained(
        """
        '@fig-ID' and '@tbl-ID' become the exhibit's number, such as 图 2 or Table 1; no exhibit has this id.
        A table needs '@tbl-', a chart '@fig-'.
        Refer by id, never by a typed number: numbers change when exhibits move.
        """,
        """
        “@fig-ID”和“@tbl-ID”会显示为图表编号，如“图 2”；没有图表使用这个 ID。
        表格用“@tbl-”，图用“@fig-”。
        请用 ID 引用，不要手写编号：图表移动后编号会变。
        """,
        """
        viewpoints:
          - heading: 走势
            body: |
              指数回升（@fig-indx）。

              @exhibit:index
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
        """
        viewpoints:
          - heading: 走势
            body: |
              指数回升（@fig-index）。

              @exhibit:index
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN307": explained(
        """
        The exhibit needs figures or dates in this column, and the cell is neither.
        Thousands separators, per cent signs, brackets for negatives and the usual marks for a missing figure are understood; letters and remarks are not.
        A common cause is the letter o for a zero, or a footnote mark behind a number.
        """,
        """
        图表要求该列为数字或日期，而此单元格两者都不是。
        千位分隔符、百分号、表示负数的括号和常见的缺失标记都能识别；字母和备注不能。
        常见原因是把 0 写成字母 o，或数字后带了注释符号。
        """,
        """
        # data/prices.csv
        date,close
        2025-01-02,12oo
        2025-01-03,1210
        """,
        """
        # data/prices.csv
        date,close
        2025-01-02,1200
        2025-01-03,1210
        """,
    ),
    "DN308": explained(
        """
        The file is there, but is not what its name says, or is damaged or locked with a password.
        A common cause is an old .xls workbook that was merely renamed to .xlsx.
        Open it in a spreadsheet program and save it as .xlsx or CSV.
        """,
        """
        文件存在，但内容与扩展名不符，或已损坏、加密。
        常见原因是把旧的 .xls 直接改名为 .xlsx。
        请用表格软件打开，另存为 .xlsx 或 CSV。
        """,
    ),
    "DN309": explained(
        """
        Expressions in a note read facts and fields of the note, and nothing else: no statements ({% … %}), no calls of anything but the formats, no way to files or to Python.
        So a note from elsewhere can be built safely.
        Calculate in a fact ('expr') instead, and put what concerns the look into a template.
        """,
        """
        研报中的表达式只能读取 facts 和研报字段：不能写语句（{% … %}），除格式函数外不能调用任何东西，也无法触及文件或 Python。
        因此来自他处的研报也能安全生成。
        计算请写在 fact 的 expr 中，版式请写在模板中。
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '{% if facts.score %}得分领先。{% endif %}'}
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '得分 {{ facts.score }}，领先。'}
        """,
    ),
    "DN310": explained(
        """
        '@exhibit:ID' puts an exhibit in its place, but 'exhibits' has no such id.
        The id is the key under 'exhibits', not the title and not the type.
        """,
        """
        “@exhibit:ID”用于放置图表，但 exhibits 中没有这个 ID。
        ID 是 exhibits 下的键，不是标题，也不是类型。
        """,
        """
        sidebar: [rating, exhibit:indx]
        viewpoints:
          - {heading: 走势, body: '@exhibit:indx'}
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
        """
        viewpoints:
          - {heading: 走势, body: '@exhibit:index'}
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN311": explained(
        """
        The fact is defined, but no text, exhibit or other fact reads it.
        Perhaps the text still has the number typed in, and will not follow when the fact changes.
        """,
        """
        定义了该 fact，但正文、图表和其他 fact 都没有用到它。
        也许正文里仍是手写的数字，fact 修改后正文不会跟着变。
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: 得分 79.8%。}
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: '得分 {{ facts.score }}。'}
        """,
    ),
    "DN312": explained(
        """
        The exhibit is defined, but stands nowhere, so readers will not see it.
        Place it in a body with '@exhibit:ID' in a paragraph of its own, or in the sidebar with 'exhibit:ID'.
        Where the text refers to it this is an error, as the reference would have no number.
        """,
        """
        定义了图表，但没有放在任何位置，读者看不到它。
        请在正文中用单独一段“@exhibit:ID”放置，或在侧栏中写 exhibit:ID。
        若正文引用了它，则按错误处理，因为引用没有编号可用。
        """,
        """
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
        """
        sidebar: [rating, exhibit:index, analysts]
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN313": explained(
        """
        An exhibit has one place and one number; here it is placed a second time.
        Often it stands in the sidebar and in a body as well.
        Refer to it with '@fig-ID' where it is spoken of again.
        """,
        """
        一个图表只有一处位置、一个编号，这里却第二次放置。
        常见原因是既写在侧栏，又放进了正文。
        再次提到时请用“@fig-ID”引用。
        """,
        """
        sidebar: [rating, exhibit:index]
        viewpoints:
          - {heading: 走势, body: '@exhibit:index'}
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
        """
        sidebar: [rating, exhibit:index]
        viewpoints:
          - {heading: 走势, body: 指数回升（@fig-index）。}
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN314": explained(
        """
        '@exhibit:ID' places an exhibit between two paragraphs, so nothing else may stand in its own but another '@exhibit:ID', to set the two side by side.
        Within a sentence, a heading or a risk use '@fig-ID' or '@tbl-ID'.
        """,
        """
        “@exhibit:ID”把图表放在段落之间，所在段落不能有其他内容；两个“@exhibit:ID”同段则并排。
        在句子、标题或风险提示中，请用“@fig-ID”或“@tbl-ID”引用。
        """,
        """
        viewpoints:
          - {heading: 走势, body: '指数回升，见 @exhibit:index。'}
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
        """
        viewpoints:
          - heading: 走势
            body: |
              指数回升，见 @fig-index。

              @exhibit:index
        exhibits:
          index: {type: line, title: 指数走势, data: data/index.csv, x: date, y: hsi, source: 示例证券研究所}
        """,
    ),
    "DN315": explained(
        """
        The same person is named twice, perhaps once by id and once by name, or both as analyst and as assistant.
        The page would print them twice, and it would not be clear who signs.
        """,
        """
        同一人出现了两次：可能一次用 ID、一次用姓名，或同时列为分析师和助理。
        页面会重复列出，也无法确定由谁署名。
        """,
        """
        analysts: [zhang-san, 张三]
        """,
        """
        analysts: [zhang-san]
        """,
    ),
    "DN316": explained(
        """
        The person's file says 'status: left', so a new note should not carry their name.
        An old note that is only being rebuilt may keep it.
        """,
        """
        该人员的文件写有 status: left，新研报不应再由其署名。
        仅重新生成旧研报时可以保留。
        """,
        """
        # content/analysts/zhang-san.yaml
        name: 张三
        certificate: S9990525010001
        status: left
        """,
        """
        # content/analysts/zhang-san.yaml
        name: 张三
        certificate: S9990525010001
        """,
    ),
}
