"""``pdfua``: the printed pages as an accessible file, PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

from desknote.channels.materials import Materials
from desknote.channels.pdf import lay_out
from desknote.channels.registry import Channel, Made

STANDARD = "pdf/ua-1"


def make(materials: Materials, channel: Channel) -> Made:
    """``note.pdfua.pdf``. Raises Problems."""
    pages = lay_out(materials, channel)
    content = pages.press.write(pages.laid, pages.identifier, STANDARD)
    return Made({channel.files[0]: content}, pages.laid.pages)
