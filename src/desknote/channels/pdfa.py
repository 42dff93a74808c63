"""``pdfa``: the printed pages for the archive, PDF/A-3b (ISO 19005-3), with all that they come from."""

from __future__ import annotations

from dataclasses import replace

from desknote.channels.attached import attachments
from desknote.channels.materials import Materials
from desknote.channels.pdf import lay_out
from desknote.channels.registry import Channel, Made

STANDARD = "pdf/a-3b"


def make(materials: Materials, channel: Channel) -> Made:
    """``note.pdfa.pdf``: the note's files are attached. Raises Problems."""
    pages = lay_out(materials, channel)
    laid = replace(pages.laid, carries=(*pages.laid.carries, *attachments(materials)))
    content = pages.press.write(laid, pages.identifier, STANDARD)
    return Made({channel.files[0]: content}, laid.pages)
