"""Channels: what comes of a closed note, each a module and a row of the registry."""

from desknote.channels.registry import ENTRY_POINT_GROUP, OWN, STANDARD, Channel, Made, names

__all__ = ["ENTRY_POINT_GROUP", "OWN", "STANDARD", "Channel", "Made", "names"]
