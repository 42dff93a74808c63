"""Explanations of DN0xx: the workspace and its files."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

FILES: dict[str, Explanation] = {
    "DN001": explained(
        """
        desknote works in a workspace: a folder that has assets/brand.yml, with the house, its analysts and its notes.
        It looks for one in the current folder and then in each folder above.
        Usually the command was run in the wrong folder, or assets/brand.yml was moved or renamed.
        Change to the workspace, or make one with 'desknote new DIR'.
        """,
        """
        desknote 在工作区中运行：工作区是含有 assets/brand.yml 的目录，其中有机构信息、分析师和研报。
        程序先看当前目录，再逐级向上查找。
        常见原因是在错误的目录下运行命令，或 assets/brand.yml 被移动或改名。
        请进入工作区目录，或用 'desknote new 目录' 新建。
        """,
    ),
    "DN002": explained(
        """
        A note is named by its folder in content/notes, or by the path of that folder or of its note.yaml.
        Nothing there has the name given; often it is misspelt, or the note lies in another workspace.
        Without a name, a command takes all notes.
        """,
        """
        研报以 content/notes 下的目录名指代，也可写该目录或其中 note.yaml 的路径。
        没有找到所给的名称：多为拼写错误，或研报在另一个工作区。
        不写名称时，命令处理全部研报。
        """,
    ),
    "DN003": explained(
        """
        The file is there, but cannot be read as text: it is not UTF-8, or the system does not permit it.
        The usual cause is an editor that saved it as GBK (ANSI on Chinese Windows).
        Save it as UTF-8 again; where permission is the problem, correct the file's rights.
        """,
        """
        文件存在，但无法作为文本读取：编码不是 UTF-8，或系统不允许读取。
        最常见的原因是编辑器按 GBK（中文 Windows 的 ANSI）保存了文件。
        请另存为 UTF-8；若是权限问题，请修正文件权限。
        """,
    ),
    "DN004": explained(
        """
        A note may use files of its own workspace only, so that it can be built anywhere and cannot pull in files it should not.
        The path leads outside, through '..', an absolute path or a symbolic link; or a link leads in a circle, and nowhere.
        Copy the file into the note's folder, usually into data/.
        """,
        """
        研报只能使用所在工作区内的文件，这样在任何机器上都能生成，也不会带入不该引用的文件。
        该路径经由“..”、绝对路径或符号链接指向了工作区之外；也可能是符号链接互相指向，没有终点。
        请把文件复制到研报目录中，通常放在 data/ 下。
        """,
        """
        exhibits:
          index:
            type: line
            title: 指数走势
            data: ../../../../elsewhere/index.csv
            x: date
            y: hsi
            source: 示例证券研究所
        """,
        """
        exhibits:
          index:
            type: line
            title: 指数走势
            data: data/index.csv
            x: date
            y: hsi
            source: 示例证券研究所
        """,
    ),
    "DN005": explained(
        """
        A file that the note cannot do without is not there: note.yaml, content/house.yaml, assets/brand.yml or a file that one of them names.
        It was perhaps renamed, or not added to version control.
        Capital letters count: Logo.svg is not logo.svg.
        """,
        """
        缺少研报必需的文件：note.yaml、content/house.yaml、assets/brand.yml，或其中写明的某个文件。
        可能是文件改了名，或没有加入版本管理。
        文件名区分大小写：Logo.svg 与 logo.svg 是两个文件。
        """,
    ),
    "DN006": explained(
        """
        content/notes has no folder with a note.yaml, so there is nothing to build or check.
        In a new workspace this is as it should be.
        'desknote new NAME' makes a note that builds at once.
        """,
        """
        content/notes 下没有任何含有 note.yaml 的目录，因此没有可生成或检查的内容。
        新建的工作区出现此提示是正常的。
        'desknote new 名称' 可新建一篇能立即生成的研报。
        """,
    ),
    "DN007": explained(
        """
        The system did not let desknote write there; the reason given is the system's own.
        Often the PDF is open in a program that locks it, the disk is full, or the folder belongs to someone else.
        Close the file or free some space, or write elsewhere with --out DIR.
        """,
        """
        系统不允许写入该位置；所列原因来自操作系统。
        常见情况是 PDF 正被其他程序打开并锁定、磁盘已满，或目录属于其他用户。
        请关闭文件或腾出空间，也可用 --out 目录 改写到别处。
        """,
    ),
    "DN008": explained(
        """
        'desknote new' never overwrites: something with this name is there already.
        Choose another name, or remove the old folder yourself if you do not need it.
        """,
        """
        'desknote new' 从不覆盖已有内容：同名的文件或目录已经存在。
        请换一个名称；确实不需要旧内容时，请自行删除。
        """,
    ),
    "DN009": explained(
        """
        A note's name is also the name of its folder, of its output and of its web address, on every system.
        So it may have letters A to Z, digits, '-', '_' and '.', begins with a letter or a digit, and has at most 80 characters.
        Names that Windows reserves, such as con, are refused too.
        The title, in note.yaml, may of course be anything.
        """,
        """
        研报名称同时用作目录名、输出文件名和网址，须在各种系统上通用。
        因此只能使用英文字母、数字、“-”“_”和“.”，以字母或数字开头，最长 80 个字符。
        Windows 保留的名称（如 con）也不能使用。
        标题写在 note.yaml 中，不受此限制。
        """,
    ),
    "DN010": explained(
        """
        The live preview is served on a port of this machine, and this one cannot be had.
        Most often another 'desknote watch' still runs, or another program listens there; ports below 1024 need special rights.
        Leave --port out to have a free one chosen.
        """,
        """
        实时预览通过本机端口提供，而该端口无法使用。
        多半是另一个 'desknote watch' 仍在运行，或其他程序占用了端口；1024 以下的端口需要特殊权限。
        不写 --port 会自动选择空闲端口。
        """,
    ),
    "DN011": explained(
        """
        Where a file is expected there is a folder, a named pipe, a socket or a device with its name.
        desknote does not read from it: whoever waits for a pipe may wait for ever.
        Often an archive was unpacked wrongly, or a program left the pipe behind.
        Remove it, and put the file there.
        """,
        """
        应为文件的位置上是一个同名的文件夹、命名管道、套接字或设备。
        程序不会读取它：读取管道可能一直等不到内容。
        常见原因是压缩包解压有误，或某个程序留下了管道。
        请将其删除，并把文件放回原处。
        """,
    ),
}
