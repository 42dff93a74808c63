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
}
