"""What PDF/A-3 (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) want besides what the renderer writes itself."""

from __future__ import annotations

from typing import Any

_PRINT = 4  # annotation flag: bit 3 (ISO 32000-1, 12.5.3)


def conform(pdf: Any, document: Any, standard: str) -> None:
    """Amend a ``pydyf.PDF`` that is about to be written as ``pdf/a-3b`` or ``pdf/ua-1``.

    Annotations are printed and not hidden (ISO 19005-3, 6.3.2), and are read in the order of the
    structure (ISO 14289-1, 7.18.3).
    """
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Type") == "/Annot":
            thing["F"] = _PRINT
        elif isinstance(thing, dict) and thing.get("Type") == "/Page":
            thing["Tabs"] = "/S"
