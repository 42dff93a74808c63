"""Explanations of DN82x: comparing editions."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

EDITIONS: dict[str, Explanation] = {
    "DN820": explained(
        """
        `desknote diff` compares two editions. Each is a note of the workspace (its name, folder or file), a note at a git revision written REVISION:NOTE, or a PDF that desknote built.
        What was written is none of these.
        `desknote diff NOTE` compares the note with its last commit; `--rev A..B` takes both editions from git.
        """,
        """
        `desknote diff` 比较两个版本。每个版本可以是工作区里的研报（名称、目录或文件）、某个 git 版本中的研报（写作 版本:研报），或由 desknote 生成的 PDF。
        所写的内容不属于以上任何一种。
        `desknote diff 研报` 把研报与上次提交相比；`--rev A..B` 从 git 中取两个版本。
        """,
    ),
    "DN821": explained(
        """
        The revision exists, but holds no such note: it was written later, had another name then, or lay elsewhere.
        After the colon stands the note's name, or its path from the top of the repository, as git writes it; `./` makes it a path from the current folder.
        `git log --follow -- content/notes/NAME/note.yaml` shows under which names a note was kept.
        """,
        """
        该版本存在，但其中没有这篇研报：可能是后来才写的，当时用的是别的名称，或放在别处。
        冒号后写研报的名称，或像 git 那样写自仓库根目录起的路径；以 `./` 开头则自当前目录起算。
        `git log --follow -- content/notes/名称/note.yaml` 可查出研报曾用的名称。
        """,
    ),
    "DN822": explained(
        """
        git could not give the edition: the folder is in no repository, the revision is not known, or git refuses the repository because somebody else owns it.
        The message is git's own.
        Editions are read from the objects that are on this machine: nothing is fetched, checked out or run.
        """,
        """
        git 无法给出该版本：目录不在仓库中，版本不存在，或仓库属于他人而被 git 拒绝。
        所示即 git 自己的信息。
        读取版本只用本机已有的对象：不会联网拉取、不会检出，也不运行任何程序。
        """,
    ),
    "DN823": explained(
        """
        Comparing with a revision needs the program git, which was not found.
        Notes and PDFs can be compared without it.
        """,
        """
        与 git 版本比较需要 git 程序，但没有找到。
        比较研报或 PDF 则不需要它。
        """,
    ),
    "DN824": explained(
        """
        A PDF that desknote builds carries what it says as data, and that is what is compared: the text on its pages alone does not tell a paragraph from a caption.
        This one carries none: it was built by a desknote from before editions, made by another program, or its attachments were taken out.
        Name the git revision that it was built from, or build it again from that.
        """,
        """
        desknote 生成的 PDF 附有以数据形式保存的内容，比较的就是它：仅凭页面上的文字分不清段落与图注。
        此文件没有附带：它由较早版本的 desknote 生成，出自其他程序，或附件已被去除。
        请改用生成它的 git 版本，或从该版本重新生成。
        """,
    ),
    "DN825": explained(
        """
        The file is not a PDF, is damaged, or wants a password.
        """,
        """
        该文件不是 PDF，或已经损坏，或需要密码才能打开。
        """,
    ),
    "DN826": explained(
        """
        The PDF carries an edition that this desknote cannot read: it was damaged, or a later desknote wrote it in a new form.
        A newer desknote reads all earlier forms.
        """,
        """
        此 PDF 附带的内容无法读取：可能已损坏，或由更新的 desknote 以新格式写入。
        新版 desknote 能读取所有旧格式。
        """,
    ),
    "DN827": explained(
        """
        The note has errors, which are listed. It is compared as far as it can be read: a wrong expression as it was written, a wrong exhibit as if it were not there.
        Mend the errors first where the redline is to be passed on.
        An old revision may have errors only because desknote has learnt new rules since; its redline can be used with care.
        """,
        """
        研报有错误，已列出。仍按能读懂的部分比较：错误的表达式照原样，错误的图表视为没有。
        若要把对照稿交给他人，请先改正。
        旧版本的错误也可能只是因为 desknote 此后增加了规则，其对照稿可酌情使用。
        """,
    ),
    "DN828": explained(
        """
        The revision holds only a pointer to the file, which git LFS keeps elsewhere, and the file itself is not on this machine.
        desknote diff reaches no network: fetch the file first, with `git lfs fetch origin REVISION`.
        """,
        """
        该版本中只有指向文件的指针，文件由 git LFS 另行保存，而本机没有。
        desknote diff 不联网：请先运行 `git lfs fetch origin 版本` 取回文件。
        """,
    ),
    "DN829": explained(
        """
        The editions are in different languages, so that nearly every sentence differs.
        To compare what a translation changed, compare two editions in one language.
        """,
        """
        两个版本语言不同，几乎每句话都不一样。
        如需查看译文的改动，请比较同一语言的两个版本。
        """,
    ),
}
