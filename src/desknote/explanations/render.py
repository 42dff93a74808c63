"""Explanations of DN6xx, DN7xx and DN9xx: templates, rendering, desknote itself."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

RENDER: dict[str, Explanation] = {
    "DN601": explained(
        """
        A template, not a note, cannot be read: a block is not closed, or a tag is misspelt.
        The place named is in the template; the workspace's own templates/ win over those that come with desknote.
        To see whether yours is the cause, move it aside: the packaged one is then used.
        """,
        """
        出错的是模板而不是研报：某个块没有闭合，或标签拼写有误。
        所指位置在模板中；工作区的 templates/ 优先于 desknote 自带的模板。
        想确认是否由自有模板引起，可先移开它，程序会改用自带模板。
        """,
    ),
    "DN602": explained(
        """
        The template asks for something that this note does not have, or for a name that does not exist.
        Templates are strict, as a blank on the page would pass unnoticed.
        Where a value may be absent, ask first: {% if note.subtitle %} … {% endif %}.
        """,
        """
        模板用到了此研报没有的内容，或不存在的名称。
        模板按严格方式处理，以免页面上留下无人察觉的空白。
        值可能缺失时请先判断：{% if note.subtitle %} … {% endif %}。
        """,
    ),
    "DN603": explained(
        """
        A template includes or extends another that is neither in the workspace's templates/ nor among the packaged ones.
        The name is misspelt, or the file was renamed; it is written from the top of templates/.
        """,
        """
        模板引入或继承了另一个模板，但在工作区 templates/ 和自带模板中都没有找到。
        可能是拼写错误或文件已改名；名称从 templates/ 顶层写起。
        """,
    ),
    "DN701": explained(
        """
        The page asked for something outside the workspace or on the network, and was refused: a note must look the same tomorrow and elsewhere, and building it must tell nobody.
        Mostly a picture or a font in a template or in CSS has a web address.
        Save the file in assets/ and refer to it there.
        """,
        """
        页面要打开工作区之外或网络上的资源，已被拒绝：研报在任何时间、任何机器上都应一致，生成过程也不应向外界透露信息。
        多为模板或 CSS 中的图片、字体使用了网址。
        请把文件存入 assets/ 再引用。
        """,
    ),
    "DN702": explained(
        """
        The program that makes the PDF passes on a remark, mostly about CSS that it does not know or a font that it cannot embed well.
        The page was made; look at it.
        Remarks on a house's own CSS are worth mending, as other programs may show the page differently.
        """,
        """
        生成 PDF 的程序给出提示，多与不支持的 CSS 或难以嵌入的字体有关。
        页面已经生成，请查看效果。
        若涉及机构自有的 CSS，建议修正，以免其他程序显示不同。
        """,
    ),
    "DN703": explained(
        """
        Text is laid out by system libraries (Pango, HarfBuzz, fontconfig) that come with the system, not with Python; one is missing.
        'desknote doctor' gives the one command that installs what is needed here.
        """,
        """
        文字排版依赖系统库（Pango、HarfBuzz、fontconfig），它们随系统而非 Python 安装；本机缺少其中一个。
        'desknote doctor' 会给出本机所需的安装命令。
        """,
    ),
    "DN711": explained(
        """
        Something is wider than its column, so that it is cut off or runs into the margin.
        Long web addresses, formulas and tables with many columns do so.
        Shorten it, use fewer columns, or let the table lie on its side with 'landscape: always'.
        """,
        """
        内容比所在栏更宽，会被裁切或伸入页边。
        常见的是很长的网址、公式，以及列数过多的表格。
        请缩短内容、减少列数，或用 landscape: always 让表格横排。
        """,
    ),
    "DN712": explained(
        """
        The sidebar of the front page holds what fits beside the text; what is left is printed after it.
        Nothing is lost, but readers look for it in front.
        A chart and a long list of related reports take most room.
        """,
        """
        首页侧栏只能放下与正文同高的内容，余下的移到正文之后。
        内容没有丢失，但读者习惯在首页找到它。
        最占位置的是图表和较长的相关报告列表。
        """,
        right="""
        sidebar: [rating, analysts]
        """,
    ),
    "DN901": explained(
        """
        desknote itself failed; nothing in your content should be able to cause this.
        The log has the details; other notes of the run are not affected.
        Please report it with the log. A build with --force, after 'desknote clean', tells whether an old cache had a part in it.
        """,
        """
        desknote 自身出错；任何内容都不应引起这种情况。
        日志中有详情，同一次运行的其他研报不受影响。
        请附上日志反馈；运行 'desknote clean' 后用 --force 重新生成，可判断是否与旧缓存有关。
        """,
    ),
}
