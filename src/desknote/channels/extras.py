"""Libraries that only some channels need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from desknote.diagnostics import Diagnostic, Problems

EXTRA = "channels"


def wanted(module: str, package: str) -> Any:
    """The module ``module`` of the PyPI package ``package``. Raises Problems (DN833) where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        raise Problems([Diagnostic("DN833", None, {"package": package, "extra": EXTRA})]) from error
