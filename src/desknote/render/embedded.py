"""Files that a PDF carries: written as associated files (ISO 32000-2, 14.13), and read again.

PDF/A-3 wants of an associated file its relationship, its media type and its date; all are given.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desknote.files import read_file
from desknote.records import dataclass


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file within a PDF. ``media`` is its media type; ``relation`` one of table 403 of the standard."""

    name: str
    content: bytes
    description: str
    date: dt.date
    media: str = "application/octet-stream"
    relation: str = "Data"


def embed(pdf: Any, files: Sequence[Embedded]) -> None:
    """Add ``files`` to a ``pydyf.PDF`` that is about to be written, beside those it has already."""
    if not files:
        return
    import pydyf  # type: ignore[import-untyped, unused-ignore]

    listed = [(file.name, _filespec(pdf, file).reference) for file in files]
    pdf.catalog.setdefault("AF", pydyf.Array()).extend(reference for _, reference in listed)
    entries = [(pydyf.String(name), reference) for name, reference in listed]
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    if there := names.get("EmbeddedFiles"):  # of a house's own templates
        known = pdf.objects[int(there.split()[0])]["Names"]
        entries += zip(known[::2], known[1::2], strict=True)
    # The keys of a name tree are in order.
    entries.sort(key=lambda entry: bytes(entry[0].data))
    tree = pydyf.Dictionary({"Names": pydyf.Array([value for entry in entries for value in entry])})
    pdf.add_object(tree)
    names["EmbeddedFiles"] = tree.reference


def _filespec(pdf: Any, file: Embedded) -> Any:
    import pydyf

    written = pydyf.String(f"D:{file.date:%Y%m%d}000000Z")
    params = {
        "Size": len(file.content),
        "CheckSum": f"<{hashlib.md5(file.content, usedforsecurity=False).hexdigest()}>",
        "CreationDate": written,
        "ModDate": written,
    }
    media = file.media.replace("/", "#2f")
    head = {"Type": "/EmbeddedFile", "Subtype": f"/{media}", "Params": pydyf.Dictionary(params)}
    stream = pydyf.Stream([file.content], pydyf.Dictionary(head))
    pdf.add_object(stream)
    spec = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(file.name),
            "UF": pydyf.String(file.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(file.description),
            "AFRelationship": f"/{file.relation}",
        }
    )
    pdf.add_object(spec)
    return spec


def embedded(path: Path, name: str) -> bytes | None:
    """The content of the file ``name`` in the PDF at ``path``; nothing where it carries none.

    Raises OSError, and ValueError for what is no PDF, is damaged or wants a password.
    """
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    try:
        document = pypdfium2.PdfDocument(read_file(path))
        try:
            for index in range(document.count_attachments()):
                attachment = document.get_attachment(index)
                if attachment.get_name() == name:
                    return bytes(attachment.get_data())
            return None
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
