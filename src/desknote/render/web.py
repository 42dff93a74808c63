"""The web page: one file with everything in it."""

from __future__ import annotations

import base64
import re

# White space between tags of different blocks; text keeps its own.
_BETWEEN = re.compile(r">\s*\n\s*<")


def data_uri(content: bytes, kind: str) -> str:
    """``content`` as a ``data:`` URI of media type ``kind``."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def tidy(html: str) -> str:
    """``html`` without the templates' indentation and blank lines."""
    return _BETWEEN.sub(">\n<", html).strip() + "\n"
