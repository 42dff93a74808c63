"""Explanations of DN831 to DN869: channels, the site, and where it is put."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

PUBLISH: dict[str, Explanation] = {
    "DN831": explained(
        """
        A channel is one of the things that a note can be built to, such as pdf, html or email; '--to' names them.
        The name given is neither one of desknote's, nor that of an installed package, nor that of a file in assets/channels.
        Often it is misspelt, or a package that adds it is not installed here.
        """,
        """
        渠道是研报可以生成的各种成品，例如 pdf、html、email，由 '--to' 指定。
        所给名称不是 desknote 自带的渠道，不是已安装的包提供的渠道，也不是 assets/channels 中的文件。
        多为拼写错误，或提供该渠道的包没有安装。
        """,
    ),
    "DN832": explained(
        """
        A message needs a sender (RFC 5322), and no analyst of the note has an e-mail address.
        An address that belongs to nobody stands in its place, so that the message can be opened and corrected.
        Give the first analyst an address, or change the sender in the mail program.
        """,
        """
        邮件须有发件人（RFC 5322），而本研报的分析师都没有填写邮箱。
        程序以一个不属于任何人的地址代替，使邮件仍能打开并修改。
        请为首位分析师填写邮箱，或在邮件程序中更换发件人。
        """,
    ),
    "DN833": explained(
        """
        Some channels are made with a Python package that desknote does without otherwise, and it is not installed.
        All of them come with one extra: pip install 'desknote[channels]'.
        """,
        """
        有些渠道要用到 desknote 平时不需要的 Python 包，而它没有安装。
        这些包都在同一组附加依赖中：pip install 'desknote[channels]'。
        """,
    ),
    "DN834": explained(
        """
        A file in assets/channels is a channel of the house's own: one of desknote's channels, and its settings.
        Its name must not be that of another channel, 'base' names the channel that it is made after, and each channel knows a few keys.
        """,
        """
        assets/channels 中的一个文件就是机构自定的一个渠道：以某个自带渠道为基础，加上若干设置。
        文件名不能与已有渠道相同，base 指明作为基础的渠道，每种渠道只有少数几个键可用。
        """,
    ),
    "DN845": explained(
        """
        A site's folder belongs to the site: each publishing removes the files that an earlier one put there and that are no longer wanted.
        The folder named holds something else, or is a part of the workspace itself, and is left alone.
        A file site.json tells desknote which files are its own.
        """,
        """
        站点目录归站点所有：每次发布都会删除上次生成而不再需要的文件。
        所指定的目录里有别的内容，或属于工作区本身，因此不会改动。
        程序依据其中的 site.json 判断哪些文件由它生成。
        """,
    ),
    "DN846": explained(
        """
        A page that readers and search engines may have links to is gone from the site.
        The note was deleted or renamed, or it changed after its approval and is a draft again.
        A note that is withdrawn keeps its address, with a notice in the place of its content.
        """,
        """
        站点上已有的页面被删除，读者和搜索引擎保存的链接会失效。
        该研报可能已被删除或改名，也可能在批准后有改动而重新成为草稿。
        撤回的研报会保留网址，原内容由一则说明代替。
        """,
    ),
    "DN847": explained(
        """
        Only notes that are approved or published are for the public; drafts and notes in review never are.
        In a house whose content/house.yaml has a workflow every note begins as a draft.
        """,
        """
        只有已批准或已发布的研报才对外公开，草稿与审核中的研报不会出现。
        如果 content/house.yaml 设置了 workflow，所有研报最初都是草稿。
        """,
    ),
    "DN848": explained(
        """
        Pages link to one another relatively, so that the site works wherever it lies.
        A sitemap, canonical links and the picture that is shown where a page is shared must name whole addresses, and feed readers want them too.
        """,
        """
        站内链接都是相对链接，站点放在哪里都能使用。
        但站点地图、规范链接和分享时显示的图片必须写出完整网址，订阅阅读器也需要它。
        """,
        right="""
        # content/site.yaml
        base_url: https://research.example.com
        """,
    ),
    "DN849": explained(
        """
        Each note has its page at notes/NAME/; Windows, macOS and some servers take names that differ in capitals alone for one.
        One note would then be shown in the place of the other.
        """,
        """
        每篇研报的页面位于 notes/名称/；Windows、macOS 和部分服务器不区分大小写。
        那样一篇研报会显示在另一篇的位置上。
        """,
    ),
    "DN850": explained(
        """
        Two publishings into one folder would mix their files, so the second waits a minute for the first, and then gives up.
        The system frees the lock when the other process ends, however it ends.
        """,
        """
        两次发布同时写入同一目录会混淆文件，因此后者会等待一分钟，仍未结束则放弃。
        另一进程无论以何种方式结束，系统都会释放该锁。
        """,
    ),
    "DN851": explained(
        """
        A folder within the site's folder is a link to a place outside of it.
        To write the site there would change files that are not the site's, and to remove old pages would delete them.
        """,
        """
        站点目录中的某个子目录是指向目录之外的链接。
        若写入该处会改动不属于站点的文件，清理旧页面时还会将其删除。
        """,
    ),
}
