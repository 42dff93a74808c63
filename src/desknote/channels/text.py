"""``text``: a template of the house's own over the note, for files of any form (XML, HTML, text)."""

from __future__ import annotations

from desknote.channels.materials import Materials
from desknote.channels.page import page
from desknote.channels.registry import Channel, Made
from desknote.channels.txt import said, table


def make(materials: Materials, channel: Channel) -> Made:
    """The file that the channel names, from the template that it names. Raises Problems."""
    template = str(channel.settings["template"])
    content = page(materials, template, channel.name, pictures={}, logo=None, said=said, table=table)
    return Made({channel.files[0]: content.encode()})
