"""Explanations of DN860 to DN864: the place that a site is put to."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

STORES: dict[str, Explanation] = {
    "DN860": explained(
        """
        The place named by --site could not be reached, or refused: no network, a wrong name, no permission, a full disk.
        Files go up in an order in which no page ever links to something that is not there yet, so what readers see is whole; the next delivery finishes the work.
        Credentials are those that the protocol's own tools read: AWS_ACCESS_KEY_ID and the like for s3, your SSH agent for sftp.
        """,
        """
        无法访问 --site 所指的位置，或被其拒绝：网络不通、名称有误、没有权限或磁盘已满。
        文件按顺序上传，页面不会指向尚不存在的文件，读者看到的始终完整；再次发布会补完其余部分。
        凭据由各协议自己的工具读取：s3 用 AWS_ACCESS_KEY_ID 等环境变量，sftp 用 SSH agent。
        """,
    ),
    "DN861": explained(
        """
        Folders need nothing; object storage and servers need the library that speaks their protocol.
        """,
        """
        本地目录无须附加组件；对象存储与服务器需要相应协议的库。
        """,
    ),
    "DN862": explained(
        """
        In the folder .desknote of the place desknote keeps a record of what it put there, and this is not one.
        """,
        """
        desknote 在目标位置的 .desknote 目录中记录已发布的内容，而此文件不是这样的记录。
        """,
    ),
    "DN863": explained(
        """
        Two deliveries at once could mix their files, so the first one holds a lock.
        """,
        """
        两次发布同时进行可能混杂文件，因此先开始的一方持有锁。
        """,
    ),
    "DN865": explained(
        """
        A site made with --drafts shows notes that nobody has released; put where readers look, it would publish them.
        """,
        """
        用 --drafts 生成的站点含有未发布的研报；放到读者访问的位置，等于把它们公开。
        """,
    ),
    "DN864": explained(
        """
        Going back needs the files of the state before; they are kept when a delivery replaces them.
        After the first delivery, after going back as far as they reach, or with --keep 0, there are none.
        """,
        """
        回退需要先前状态的文件，这些文件在被替换时才会保留。
        首次发布之后、已回退到最早状态、或使用 --keep 0 时，没有可以回退的状态。
        """,
    ),
}
