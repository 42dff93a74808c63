"""What PDF/A-3 (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) want besides what the renderer writes itself."""

from __future__ import annotations

from typing import Any


def conform(pdf: Any, document: Any, standard: str) -> None:
    """Amend a ``pydyf.PDF`` that is about to be written as ``pdf/a-3b`` or ``pdf/ua-1``."""
