"""The encoding of a text file: a byte-order mark, UTF-8, UTF-16, GB18030 or Big5.

UTF-8 is strict enough that bytes which decode as UTF-8 are UTF-8. GB18030 and Big5 overlap, so of the
two the one wins in which more of the characters are common ones: both sets keep their everyday
characters in a first level (GB2312 rows 16-55, Big5 A4-C6), and text read in the wrong one of them
falls outside it about half the time.
"""

from __future__ import annotations

import codecs

from desknote.records import dataclass

NAMES = {
    "utf-8": "utf-8-sig", "utf8": "utf-8-sig", "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16", "utf16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs",
    "latin-1": "latin-1", "latin1": "latin-1", "iso-8859-1": "latin-1",
    "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
"""What an author may write for ``encoding`` to the codec that reads it."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read; ``doubtful`` where another encoding may be meant."""

    text: str
    encoding: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Undecodable:
    """No encoding fits; ``line`` (from 1) has the first byte that does not."""

    encoding: str
    line: int


def decode(data: bytes, encoding: str = "") -> Decoded | Undecodable:
    """``data`` as text, in ``encoding`` (a key of ``NAMES``) or in the one that fits."""
    if encoding:
        return _strict(data, NAMES[encoding.lower()])
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec)
    if (wide := _sixteen(data)) is not None:
        return wide
    utf8 = _strict(data, "utf-8")
    if isinstance(utf8, Decoded) or _damaged_utf8(data):
        return utf8
    readings: list[tuple[float, Decoded]] = []
    for codec, share in (("gb18030", _share_gb), ("big5hkscs", _share_big5)):
        if isinstance(reading := _strict(data, codec), Decoded):
            readings.append((share(data[:_SAMPLE]), reading))
    if not readings:
        return utf8
    readings.sort(key=lambda pair: pair[0], reverse=True)
    best, decoded = readings[0]
    second = readings[1][0] if len(readings) > 1 else 0.0
    doubtful = best < 0.4 or (best < 0.6 and best - second < 0.25)
    return Decoded(decoded.text, decoded.encoding, doubtful)


def _strict(data: bytes, codec: str) -> Decoded | Undecodable:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        return Undecodable(codec, data.count(b"\n", 0, error.start) + 1)
    return Decoded(text.removeprefix("\ufeff"), codec.removesuffix("-sig"))


def _sixteen(data: bytes) -> Decoded | None:
    """``data`` as UTF-16 without a mark: its ASCII has zero bytes, all at odd places or all at even."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 20 < len(head) or min(even, odd) * 10 > max(even, odd):
        return None
    read = _strict(data, "utf-16-be" if even > odd else "utf-16-le")
    if isinstance(read, Undecodable) or (data.isascii() and not read.text.isascii()):
        return None
    return read


def _damaged_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 but for a few bytes, as a cut or a bad paste leaves it."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if "\u0800" <= c <= "\uffff") - bad
    return good > 4 * bad


def _share_gb(data: bytes) -> float:
    """The share of two-byte characters that are in GB2312's symbols or first level."""
    common = total = 0
    i, end = 0, len(data) - 1
    while i < end:
        lead = data[i]
        if lead < 0x81:
            i += 1
            continue
        trail = data[i + 1]
        total += 1
        if 0x30 <= trail <= 0x39:  # four bytes: outside GBK
            i += 4
            continue
        common += trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)
        i += 2
    return common / total if total else 0.0


def _share_big5(data: bytes) -> float:
    """The share of two-byte characters that are in Big5's symbols or first level."""
    common = total = 0
    i, end = 0, len(data) - 1
    while i < end:
        lead = data[i]
        if lead < 0x81:
            i += 1
            continue
        total += 1
        common += 0xA1 <= lead <= 0xC6 and (0x40 <= data[i + 1] <= 0x7E or data[i + 1] >= 0xA1)
        i += 2
    return common / total if total else 0.0
