"""YAML text to plain data, with a position in the file for every key and value."""

from desknote.source.document import Document, Path, Scalar, WrittenFloat, WrittenInt, written_number
from desknote.source.nodes import MAX_DEPTH, MAX_NODES
from desknote.source.reader import MAX_BYTES, load_document

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Document",
    "Path",
    "Scalar",
    "WrittenFloat",
    "WrittenInt",
    "load_document",
    "written_number",
]
