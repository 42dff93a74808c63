"""Time zones by name or by offset, and the day that it is there."""

from __future__ import annotations

import datetime as dt
import os
import re

from desknote.patterns import regex

_OFFSET = regex(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_KNOWN = {"asia/shanghai": 8, "asia/hong_kong": 8, "utc": 0}  # where the machine has no table of zones


def zone(name: str) -> dt.tzinfo | None:
    """The time zone ``name`` (``Asia/Shanghai``, ``+08:00``); nothing where there is none such."""
    offset = _OFFSET.fullmatch(name.strip())
    if offset is not None:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes >= 24 * 60:
            return None
        return dt.timezone(dt.timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    if name.lower() in _KNOWN:
        return dt.timezone(dt.timedelta(hours=_KNOWN[name.lower()]))
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # no such name, or no table of zones
        return None


def is_zone(name: str) -> bool:
    """Whether ``name`` is a time zone, or looks like one where the machine has no table of them."""
    if zone(name) is not None:
        return True
    from zoneinfo import available_timezones

    return not available_timezones() and re.fullmatch(r"[A-Za-z]+(/[A-Za-z_+-]+)+", name) is not None


def now_in(name: str) -> dt.datetime:
    """The time in a zone; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    there = zone(name) or dt.UTC
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(given), there) if given.isdecimal() else dt.datetime.now(there)


def shown_offset(moment: dt.datetime) -> str:
    """``UTC+8`` of a time that has a zone."""
    offset = moment.utcoffset() or dt.timedelta()
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
