"""Full-text search without a server: an index in small files, of which a browser loads the few it needs.

Chinese is indexed by overlapping pairs of characters, as search engines do where words are not told apart
(Luk and Kwok, "A comparison of Chinese document indexing strategies", ACM TALIP 1, 2002): whatever words a
reader asks for is found, and nothing else. Latin words lose the ending of a plural (Harman's S-stemmer,
"How effective is suffixing?", JASIS 42, 1991). Traditional characters are folded into simplified ones, so
that either script finds both. The browser's half is templates/site/search.js.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from desknote.patterns import regex
from desknote.records import dataclass
from desknote.site.entry import Entry
from desknote.site.value import SiteFile, made
from desknote.spacing import HAN

FOLDER = "search/"
_VERSION = 1
_SEGMENT = 400
"""Notes of one part of the index. The parts of older notes stay as they are when a note is added."""
_SHARD = 24_000
"""Characters of one file of terms, about."""
_WORD = regex(rf"[{HAN}]+|[0-9]+(?:\.[0-9]+)+|[^\W_{HAN}]+", re.UNICODE)
_HAN = regex(f"[{HAN}]")
_TITLE, _HEAD, _BODY = 12, 5, 1
_LOUDEST = 26


def folded(text: str) -> str:
    """``text`` as it is compared: compatible forms, small letters, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(variants())


def terms(text: str) -> list[str]:
    """The terms of ``text`` in order: pairs of Han characters, and other words."""
    found: list[str] = []
    for match in _WORD.finditer(folded(text)):
        word = match[0]
        if _HAN.match(word):
            found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        else:
            found.append(stem(word))
    return found


def stem(word: str) -> str:
    """A Latin word without the ending of a plural."""
    if len(word) < 4 or not word.isascii() or not word.isalpha() or not word.endswith("s"):
        return word
    if word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    return word if word[-2] in "us" else word[:-1]


@cache
def variants() -> dict[int, str]:
    """Traditional characters and their simplified forms, where there is one."""
    from desknote.check.prose.characters import OF_TRADITIONAL, TRADITIONAL

    pairs = zip(TRADITIONAL, OF_TRADITIONAL, strict=True)
    return {ord(a): b for a, b in pairs if b != "〓"}


def weights(entry: Entry, text: Iterable[str], names: Iterable[str] = ()) -> dict[str, int]:
    """How much each term says of the note, 1 to 26: title above headings above text, often above once."""
    counts: Counter[str] = Counter()
    for piece, worth in _fields(entry, names):
        for term in set(terms(piece)):
            counts[term] += worth
    body: Counter[str] = Counter()
    for piece in text:
        body.update(terms(piece))
    for term, times in body.items():
        counts[term] += _BODY + min(times - 1, 9) // 2
    return {term: min(worth, _LOUDEST) for term, worth in counts.items()}


def _fields(entry: Entry, names: Iterable[str]) -> Iterable[tuple[str, int]]:
    yield entry.title, _TITLE
    yield entry.subtitle, _HEAD
    yield entry.summary, _HEAD
    yield from ((firm.name, _HEAD) for firm in entry.firms)
    yield from ((firm.ticker, _HEAD) for firm in entry.firms)
    yield from ((word, _HEAD) for word in entry.keywords)
    yield from ((person.name, _HEAD) for person in entry.people if person.role != "contact")
    yield from ((name, _HEAD) for name in (entry.sector, *names))


@dataclass(frozen=True, slots=True)
class Document:
    """A note as search shows it. ``row`` is what a result needs; ``text`` names the file that excerpts come
    from; ``weights`` gives its terms when they are wanted; ``key`` stands for them."""

    row: tuple[Any, ...]
    key: str
    weights: Callable[[], Mapping[str, int]]


def text_file(slug: str, pieces: Sequence[str]) -> tuple[str, SiteFile]:
    """The note's text as a script, which a page opened from a disk may load as well."""
    body = json.dumps(" ¶ ".join(pieces), ensure_ascii=False, separators=(",", ":"))
    key = hashlib.sha256(f"{slug}\0{body}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    path = f"{FOLDER}text/{key}.js"
    return path, made(path, _call(key, body), fixed=True)


def parts(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """``documents``, which come the earliest first, as the parts of the index."""
    for start in range(0, len(documents), _SEGMENT):
        yield documents[start : start + _SEGMENT]


def part_key(documents: Sequence[Document]) -> str:
    """Stands for all that the files of a part hold."""
    text = json.dumps([_VERSION, [(d.row, d.key) for d in documents]], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def part(documents: Sequence[Document]) -> tuple[dict[str, Any], dict[str, SiteFile]]:
    """What the index says of a part, and the part's files."""
    files: dict[str, SiteFile] = {}
    rows = [document.row for document in documents]
    name = _put(files, "notes", json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
    shards = [(first, _put(files, "terms", body)) for first, body in _shards(documents)]
    return {"notes": name, "size": len(documents), "shards": shards}, files


def index(said: Sequence[Mapping[str, Any]]) -> dict[str, SiteFile]:
    """The file that names all others, for parts of which ``said`` is said."""
    files: dict[str, SiteFile] = {}
    fold = variants()
    pairs = ["".join(map(chr, sorted(fold))), "".join(fold[code] for code in sorted(fold))]
    entry = {
        "segments": list(said),
        "fold": _put(files, "fold", json.dumps(pairs, ensure_ascii=False)),
        "count": sum(one["size"] for one in said),
    }
    path = f"{FOLDER}index.js"
    body = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    files[path] = made(path, _call("index", body))
    return files


def _call(key: str, body: str) -> bytes:
    return f"desknoteSearch({json.dumps(key)},{body})\n".encode("utf-8", "surrogatepass")


def _put(files: dict[str, SiteFile], kind: str, body: str) -> str:
    key = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    path = f"{FOLDER}{kind}/{key}.js"
    files[path] = made(path, _call(key, body), fixed=True)
    return key


def _shards(documents: Sequence[Document]) -> Iterable[tuple[str, str]]:
    """The terms in order, in files of bounded size: each file's first term and its content.

    A term's notes are written as distances in base 36, each closed by a capital letter, its weight.
    """
    postings: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, document in enumerate(documents):
        for term, worth in document.weights().items():
            step = _base36(number - last.get(term, -1))
            postings.setdefault(term, []).append(step + chr(64 + worth))
            last[term] = number
    held: dict[str, str] = {}
    size = 0
    for term in sorted(postings, key=_utf16):
        listed = "".join(postings[term])
        held[term] = listed
        size += len(term) + len(listed) + 6
        if size > _SHARD:
            yield next(iter(held)), json.dumps(held, ensure_ascii=False, separators=(",", ":"))
            held, size = {}, 0
    if held:
        yield next(iter(held)), json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _utf16(term: str) -> bytes:
    """Order as JavaScript compares text."""
    return term.encode("utf-16-be", "surrogatepass")


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits or "0"
