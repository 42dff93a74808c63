"""Explanations of DN340 to DN350: data files."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

DATA: dict[str, Explanation] = {
    "DN340": explained(
        """
        CSV files are read as UTF-8, GB18030 (which includes GBK) or Big5, whichever the bytes fit; these fit none.
        The file is perhaps in another encoding, or two files of different encodings were put together.
        Save it as UTF-8, or name the encoding under 'data'.
        """,
        """
        CSV 会按 UTF-8、GB18030（含 GBK）或 Big5 自动识别；此文件都不符合。
        可能是其他编码，或由不同编码的文件拼接而成。
        请另存为 UTF-8，或在 data 中注明编码。
        """,
    ),
    "DN341": explained(
        """
        A row has another number of cells than the header.
        More cells are an error: mostly a thousands separator or a comma in a name splits a cell, and all figures behind it move one column on.
        Fewer are a warning: cells left out at the end are read as empty.
        """,
        """
        某行的单元格数与表头不同。
        多出单元格是错误：多因千位分隔符或名称中的逗号把一格拆成两格，其后的数值全部错位。
        少单元格是警告：行尾缺少的格按空白读取。
        """,
        """
        # data/prices.csv
        date,close
        2025-01-02,1,204
        """,
        """
        # data/prices.csv
        date,close
        2025-01-02,"1,204"
        """,
    ),
    "DN342": explained(
        """
        A cell begins with a quotation mark that is never closed, so everything after it would be one cell.
        A mark that belongs to the text, such as one for inches, is written twice within a quoted cell.
        """,
        """
        某个单元格以引号开头却没有闭合，其后的全部内容会被当作一格。
        属于文字本身的引号（如英寸符号），须在加引号的单元格内写两次。
        """,
        """
        # data/prices.csv
        date,close,remark
        2025-01-02,1204,"6.1"" screen
        """,
        """
        # data/prices.csv
        date,close,remark
        2025-01-02,1204,"6.1"" screen"
        """,
    ),
    "DN343": explained(
        """
        Two columns have the same name, so a note could not say which it means; the second is renamed as the message says.
        A workbook's export with the same heading under each year is the usual cause.
        """,
        """
        有两列同名，研报无法指明用哪一列；后一列已按提示改名。
        常见原因是导出的表格在每个年度下使用相同的列标题。
        """,
        """
        # data/prices.csv
        date,close,close
        2025-01-02,1204,1210
        """,
        """
        # data/prices.csv
        date,close,adjusted
        2025-01-02,1204,1210
        """,
    ),
    "DN344": explained(
        """
        A data file has at most 64 MB, 500,000 rows, 2,000 columns and five million cells; a chart shows a few thousand figures at most.
        Keep what the note shows in a file of its own: this also keeps the workspace small and the note traceable.
        """,
        """
        数据文件最大 64 MB、50 万行、2000 列、500 万个单元格；一张图最多显示几千个数值。
        请只把研报用到的部分另存为文件，工作区更小，数据也更易追溯。
        """,
    ),
    "DN345": explained(
        """
        The bytes fit more than one encoding, and the one taken is a guess; Chinese names may come out as other characters.
        Look at the names on the page, then save the file as UTF-8 or name its encoding.
        """,
        """
        文件内容同时符合多种编码，所用编码只是推测，中文可能显示成别的字。
        请核对页面上的名称，再另存为 UTF-8 或注明编码。
        """,
        right="""
        exhibits:
          index:
            type: line
            title: 指数走势
            data: {file: data/index.csv, encoding: utf-8}
            x: date
            y: hsi
            source: 示例证券研究所
        """,
    ),
    "DN346": explained(
        """
        There is a header, but no row below it, or a condition lets none through.
        Text in a condition is compared exactly: look for spaces, and for the other language's name.
        """,
        """
        只有表头而没有数据行，或筛选条件滤去了所有行。
        条件中的文字须完全一致：请检查空格，以及是否用了另一种语言的名称。
        """,
        """
        exhibits:
          peers:
            type: bar
            title: 收入
            data: {file: data/peers.csv, where: name == '丁公司'}
            x: name
            y: revenue
            source: 公司公告
        """,
        """
        exhibits:
          peers:
            type: bar
            title: 收入
            data: {file: data/peers.csv, where: name == '甲公司'}
            x: name
            y: revenue
            source: 公司公告
        """,
    ),
    "DN347": explained(
        """
        A workbook keeps a formula and the result that was last calculated; here the result is missing, and desknote does not calculate workbooks.
        Files written by a program, not by a spreadsheet, are like this.
        Open the file in Excel, WPS or LibreOffice and save it once.
        """,
        """
        工作簿同时保存公式和上次计算的结果；此处没有结果，而 desknote 不替工作簿计算。
        由程序（而非表格软件）生成的文件常是如此。
        请用 Excel、WPS 或 LibreOffice 打开并保存一次。
        """,
    ),
    "DN348": explained(
        """
        The workbook has no sheet of this name.
        Sheets are compared as they stand on their tabs; without a name the first sheet is read.
        """,
        """
        工作簿中没有这个工作表。
        名称须与标签上的完全一致；不写名称时读取第一个工作表。
        """,
        """
        exhibits:
          model: {type: table, title: 预测, data: data/model.xlsx#Sheet9, source: 示例证券研究所}
        """,
        """
        exhibits:
          model: {type: table, title: 预测, data: data/model.xlsx#Sheet1, source: 示例证券研究所}
        """,
    ),
    "DN349": explained(
        """
        A range is two corners with a colon between them, a single cell, or a name that the workbook defines.
        CSV files have no ranges: for them use 'columns', 'where', 'head' and 'tail'.
        """,
        """
        区域由冒号连接的两个角组成，也可以是单个单元格，或工作簿中定义的名称。
        CSV 没有区域，请改用 columns、where、head 和 tail。
        """,
        """
        exhibits:
          model: {type: table, title: 预测, data: data/model.xlsx#Sheet1!A1-B3, source: 示例证券研究所}
        """,
        """
        exhibits:
          model: {type: table, title: 预测, data: data/model.xlsx#Sheet1!A1:B3, source: 示例证券研究所}
        """,
    ),
    "DN350": explained(
        """
        This kind of file is read by a package that is not part of a plain installation, as it is large and few notes need it.
        Install it with the command shown, or save the data as CSV or XLSX.
        """,
        """
        读取这类文件需要额外的软件包；它体积较大、少有研报需要，因此默认不安装。
        请用提示中的命令安装，或把数据另存为 CSV 或 XLSX。
        """,
    ),
}
