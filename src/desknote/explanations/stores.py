"""Explanations of DN860 to DN867: the place that a site is put to."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

STORES: dict[str, Explanation] = {
    "DN860": explained(
        """
        The place named by --site could not be reached, or refused: no network, a wrong name, no permission, a full disk.
        Files go up in an order in which no page ever links to something that is not there yet, so what readers see is whole; the next delivery finishes the work.
        Credentials are those that the protocol's own tools read: AWS_ACCESS_KEY_ID and the like for s3, your SSH agent and ~/.ssh for sftp.
        A folder in which a link leads out of it is refused as well: nothing is written elsewhere.
        """,
        """
        无法访问 --site 所指的位置，或被其拒绝：网络不通、名称有误、没有权限或磁盘已满。
        文件按顺序上传，页面不会指向尚不存在的文件，读者看到的始终完整；再次发布会补完其余部分。
        凭据由各协议自己的工具读取：s3 用 AWS_ACCESS_KEY_ID 等环境变量，sftp 用 SSH agent 与 ~/.ssh。
        目录中若有链接指向目录之外，同样会被拒绝：不会写到别处。
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
        Two deliveries at once could mix their files, so the first one holds a lock and keeps it fresh.
        One that was killed leaves its lock behind. The next from the same workspace on the same machine goes on all the same; for others it lapses after ten minutes: remove the file that is named to go on at once, when you know that nothing else is publishing.
        """,
        """
        两次发布同时进行可能混杂文件，因此先开始的一方持有锁并不断更新。
        被强行终止的发布会留下锁：同一机器上的同一工作区再次发布不受影响，其他情况下十分钟后失效；若确知没有其他发布在进行，删除所示文件即可立即继续。
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
        Where some of them are missing nothing is touched: publish instead.
        """,
        """
        回退需要先前状态的文件，这些文件在被替换时才会保留。
        首次发布之后、已回退到最早状态、或使用 --keep 0 时，没有可以回退的状态。
        缺少其中任何文件时不会改动已发布的内容：请重新发布。
        """,
    ),
    "DN866": explained(
        """
        The first delivery to a place puts nothing over files that are there already: they may be somebody else's, and could not come back.
        Files whose names the site does not use are left alone in any case.
        With --force the site takes the place of those with the same names. That is right where desknote's record, the folder .desknote, was lost.
        """,
        """
        首次发布到某处时不会覆盖已有文件：它们可能属于他人，且无法恢复。
        与站点文件不同名的文件始终保持原样。
        加 --force 则替换同名文件；若只是丢失了 desknote 的记录（.desknote 目录），可以这样做。
        """,
    ),
    "DN867": explained(
        """
        Whoever answers in the place of a server would be given the site, and your password if you use one. So desknote goes only to servers whose keys are in ~/.ssh/known_hosts, as ssh does.
        Compare the fingerprint with what the server's owner tells you, or connect once with ssh, which asks. In a pipeline, put the line of known_hosts into a variable or file of its own rather than asking the network for it.
        """,
        """
        冒充服务器者会得到整个站点，若使用密码还会得到密码；因此与 ssh 一样，desknote 只连接密钥已在 ~/.ssh/known_hosts 中的服务器。
        请与服务器管理者核对指纹，或先用 ssh 连接一次（它会询问）。在流水线中，应把 known_hosts 的内容存入变量或文件，而不是从网络获取。
        """,
    ),
}
