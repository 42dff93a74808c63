"""Explanations of DN4xx: fonts, logo, and what a reader or a supervisor would miss."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

CHECK: dict[str, Explanation] = {
    "DN401": explained(
        """
        No font of the brand can draw this character; printed as it is, it would be an empty box.
        Rare Chinese characters, emoji and mathematical signs are the usual cases.
        Name a further family for them behind the first: a family may be a list.
        """,
        """
        品牌字体都没有这个字符，直接印出来会是空框。
        常见的是生僻字、表情符号和数学符号。
        可在首选字体之后再列一个含有它的字体：family 可以是列表。
        """,
        right="""
        # assets/brand.yml
        typography:
          base: {family: [Noto Serif CJK SC, Noto Sans CJK SC]}
        """,
    ),
    "DN402": explained(
        """
        The brand names a font family that this machine does not have, so the page would look different here.
        It is a warning where another family of the list can stand in, else an error.
        'desknote doctor' shows how to install it; a font that the house owns is kept in assets/fonts and named under typography.fonts.
        """,
        """
        品牌所用的字体在本机没有安装，页面在这里会变样。
        若列表中有其他字体可替代，则为警告，否则为错误。
        'desknote doctor' 会给出安装方法；机构自有字体请放在 assets/fonts，并在 typography.fonts 中列出。
        """,
        """
        # assets/brand.yml
        typography:
          base: {family: Noto Serf CJK SC}
        """,
        """
        # assets/brand.yml
        typography:
          base: {family: Noto Serif CJK SC}
        """,
    ),
    "DN403": explained(
        """
        Who signs a research report in mainland China must hold a certificate as securities analyst, and the page prints its number; in Hong Kong it is the SFC number.
        The analyst's file has neither 'certificate' nor 'sfc'.
        Assistants and contacts need none: list them under those keys.
        """,
        """
        内地研报的署名分析师须持有证券分析师执业证书，页面会印出编号；香港则为证监会中央编号。
        该分析师的文件中既没有 certificate 也没有 sfc。
        研究助理与联系人不需要编号，请写在 assistants 或 contacts 中。
        """,
        """
        # content/analysts/zhang-san.yaml
        name: 张三
        """,
        """
        # content/analysts/zhang-san.yaml
        name: 张三
        certificate: S9990525010001
        """,
    ),
    "DN404": explained(
        """
        The brand asks for a weight (400 is regular, 700 bold) that the installed family does not have, and the nearest is used.
        Pages then differ from those of a machine that has it.
        Install the family's other weights, or ask for one that is there.
        """,
        """
        品牌要求的字重（400 为常规，700 为粗体）在本机所装的字体中没有，改用最接近的一种。
        页面会与装有该字重的机器不同。
        请安装其他字重，或改用已有的字重。
        """,
        right="""
        # assets/brand.yml
        typography:
          base: {family: Noto Serif CJK SC, weight: 400}
        """,
    ),
    "DN405": explained(
        """
        The file under typography.fonts is not a font that pages can use: it is damaged, of another format (.woff, .pfb), a bitmap font, or larger than 200 MB.
        Take the .ttf or .otf that came with the font.
        """,
        """
        typography.fonts 中的文件不能用作页面字体：可能已损坏、格式不符（.woff、.pfb）、是点阵字体，或超过 200 MB。
        请使用字体附带的 .ttf 或 .otf 文件。
        """,
        right="""
        # assets/brand.yml
        typography:
          base: {family: Noto Serif CJK SC}
        """,
    ),
    "DN406": explained(
        """
        The logo is not an SVG, PNG or JPEG image that can be read, or is larger than 2 MB.
        Often the file is a PDF or an AI drawing with another ending: export it as SVG.
        """,
        """
        徽标不是可读取的 SVG、PNG 或 JPEG 图像，或超过 2 MB。
        常见原因是把 PDF 或 AI 文件改了扩展名：请导出为 SVG。
        """,
    ),
    "DN410": explained(
        """
        Readers, and supervisors, expect a report to name what could prove its view wrong; this one has no 'risks'.
        One short item a risk is enough.
        """,
        """
        读者和监管都要求研报说明哪些情况会使观点不成立；此研报没有 risks。
        每项风险写一条短句即可。
        """,
        """
        risks: []
        """,
        """
        risks: [需求不及预期, 行业竞争加剧]
        """,
    ),
    "DN411": explained(
        """
        The exhibit's title, source or note calls its data illustrative or made up, but 'illustrative' is not set.
        With it the page marks the exhibit itself, so that nobody takes the figures for real ones when it is copied elsewhere.
        'desknote check --fix' adds it.
        """,
        """
        图表的标题、来源或备注说明数据是示意或虚构的，却没有设置 illustrative。
        设置后图表本身会带标记，单独转发时也不会被当作真实数据。
        'desknote check --fix' 可自动补上。
        """,
        """
        exhibits:
          index:
            {type: line, title: 走势, data: data/index.csv, x: date, y: hsi, source: 示意数据}
        """,
        """
        exhibits:
          index:
            {type: line, title: 走势, data: data/index.csv, x: date, y: hsi, source: 示意数据, illustrative: true}
        """,
    ),
    "DN412": explained(
        """
        A number in the text stands right behind the name of a fact, or of a row of an exhibit, and comes near its figure but is another.
        Usually the figure was updated in one place only.
        Refer to the fact, and the two cannot part; if the text means another figure, say so with another name.
        """,
        """
        正文中的某个数字紧跟在 fact 或图表某行的名称之后，与其数值接近却不相同。
        多半是只更新了一处。
        请引用 fact，两处便不会不一致；若指的是另一个数，请换一个名称。
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: 'Score 为 79.3%。'}
        """,
        """
        facts: {score: {value: 79.8, unit: '%'}}
        viewpoints:
          - {heading: 性能, body: 'Score 为 {{ facts.score }}。'}
        """,
    ),
}
