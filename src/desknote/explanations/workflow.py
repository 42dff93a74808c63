"""Explanations of DN80x and DN81x: approval, the ledger, waivers, proof."""

from __future__ import annotations

from desknote.explanations.page import Explanation, explained

WORKFLOW: dict[str, Explanation] = {
    "DN801": explained(
        """
        A release was asked for of a note that nobody has approved.
        Where content/house.yaml has a workflow, a note is a draft until an approver says otherwise; a draft carries a watermark and may not be published.
        """,
        """
        要求发布的研报尚未获得批准。
        content/house.yaml 写有 workflow 时，研报在审核人批准之前都是草稿，带有水印，不得发布。
        """,
    ),
    "DN802": explained(
        """
        The note was approved, and says something else now: a text, a figure, an exhibit's data, a person, the rating.
        What was approved was the earlier text, so the note is a draft again.
        Comments, layout and file names in YAML are not content; changing them needs no new approval.
        Before a note is published the firm's own statements count as well; afterwards they may change without touching old notes.
        """,
        """
        研报获批之后内容有变：文字、数字、图表数据、人员或评级。
        批准的是此前的内容，因此它重新成为草稿。
        YAML 中的注释、排版和文件名不算内容，改动它们无须重新批准。
        发布之前，本机构的声明文本也计入；发布之后，声明的修订不影响旧研报。
        """,
    ),
    "DN803": explained(
        """
        Each line of content/ledger.jsonl carries the hash of its own contents and of the line before, so that a changed, removed or inserted line shows.
        From the line that is named on, the file is not what desknote wrote: it was edited by hand, cut short, or two branches were merged.
        Nothing counts as approved until the file is as it was; after a merge, keep one side and record the acts of the other again.
        """,
        """
        content/ledger.jsonl 的每一行都含有本行内容与上一行的哈希，改动、删除或插入任何一行都会显露。
        自所示行起，文件不再是 desknote 写下的内容：可能被手工修改、截断，或由两个分支合并而成。
        恢复原状之前，一律视为未批准；合并产生冲突时，保留一方，再重新记录另一方的操作。
        """,
    ),
    "DN804": explained(
        """
        Only those listed under workflow in content/house.yaml may approve, release, withdraw or waive.
        """,
        """
        只有 content/house.yaml 的 workflow 中登记的人可以批准、发布、撤回或豁免。
        """,
        right="""
        # content/house.yaml
        workflow:
          approvers:
            zhou-ba: {name: 周八}
        """,
    ),
    "DN805": explained(
        """
        Approval is a second pair of eyes: who signs a note as analyst does not approve it.
        An approver and an analyst are the same person where the approver's id is the name of the analyst's file.
        """,
        """
        批准须由另一人作出：署名分析师不能批准自己的研报。
        审核人的代号与分析师文件同名时，视为同一人。
        """,
    ),
    "DN806": explained(
        """
        The house knows this approver's public key, or wants every act signed, and the act was not signed with that key.
        """,
        """
        本机构登记了该审核人的公钥，或要求所有操作签名，而此次操作没有用对应的私钥签名。
        """,
    ),
    "DN807": explained(
        """
        Rules that make a note whole (YAML, keys, references, fonts) cannot be waived: there would be nothing to publish.
        Rules of compliance and prose can.
        """,
        """
        保证研报完整的规则（YAML、键、引用、字体）不能豁免，否则无从发布。
        合规与文字规则可以豁免。
        """,
    ),
    "DN808": explained(
        """
        The note was withdrawn; its pages say so, and it is published no more.
        """,
        """
        研报已撤回：页面会注明撤回的事实，今后不再发布。
        """,
    ),
    "DN810": explained(
        """
        A PDF that desknote builds carries the name of its note, the digest of its content and the versions that made it; this file has none of that.
        It comes from another program, or was printed anew by one.
        """,
        """
        desknote 生成的 PDF 含有研报名称、内容摘要（哈希）和生成工具的版本；该文件没有这些信息。
        它出自其他程序，或被其他程序重新打印过。
        """,
    ),
    "DN811": explained(
        """
        A PDF is what was approved where it is, byte for byte, the file whose digest the ledger holds, or comes out the same when the approved content is built again.
        A file that merely says so is not believed: what it carries could have been copied into another.
        """,
        """
        只有两种情形可以认定 PDF 即所批准的内容：与台账所记摘要的文件逐字节一致，或用获批内容重新生成后完全相同。
        文件自称如此不足为凭：其中的信息可能是从别处复制的。
        """,
    ),
    "DN812": explained(
        """
        Acts are signed with Ed25519 keys in PEM files (PKCS #8), with a passphrase or without.
        """,
        """
        操作用 Ed25519 密钥签名，私钥为 PEM 文件（PKCS #8），可设口令。
        """,
    ),
    "DN813": explained(
        """
        A waiver is for a time: it ends on a day that is today or later.
        """,
        """
        豁免都有期限，截止日须为今天或今天以后的某一日期。
        """,
    ),
    "DN814": explained(
        """
        Approving means that somebody in particular does it; the house has named nobody yet.
        """,
        """
        批准须由特定的人作出，而本机构尚未登记任何审核人。
        """,
        right="""
        # content/house.yaml
        workflow:
          approvers:
            zhou-ba: {name: 周八}
        """,
    ),
    "DN815": explained(
        """
        Something that a rule would object to, which an approver has let pass for this note: the ledger holds who, why, and until when.
        """,
        """
        规则本应指出、但审核人已对本研报豁免的问题；豁免人、理由与期限记在台账中。
        """,
    ),
    "DN809": explained(
        """
        The file is what was approved on the day that is named, and the approval was taken back afterwards.
        """,
        """
        该文件确为所示日期批准的内容，但批准其后已被收回。
        """,
    ),
    "DN816": explained(
        """
        The house knows a public key of an approver, so that acts in this name count with a signature only; signing and checking need the library cryptography, which does not load here.
        It comes with desknote: where it is missing, the installation is not whole.
        """,
        """
        本机构为该审核人登记了公钥，其操作须有签名才算数；签名与验证需要 cryptography 库，而本机无法加载。
        该库随 desknote 安装；缺少它说明安装不完整。
        """,
    ),
    "DN817": explained(
        """
        Workspaces are copied, sent and committed. A private key among the files goes with them, and whoever has it can approve in its owner's name.
        Keep it in your home folder or on a token, and make a new one if the workspace was shared already.
        """,
        """
        工作区会被复制、发送或提交；私钥放在其中就会一同流出，得到它的人能够以其主人的名义批准。
        请把私钥放在主目录或硬件介质上；工作区若已分享，请另行生成密钥。
        """,
    ),
    "DN818": explained(
        """
        The file is what was approved on the day that is named. Since then the note was changed and approved again: what holds now is another file.
        """,
        """
        该文件确为所示日期批准的内容。此后研报有改动并重新获批，现行的是另一份文件。
        """,
    ),
}
