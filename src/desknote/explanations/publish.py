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
}
