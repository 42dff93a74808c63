"""Where the files that desknote brings along lie: in the wheel, or in the checkout it runs from."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def packaged(name: str) -> Path:
    """The folder ``templates``, ``assets`` or ``content`` that desknote itself carries."""
    carried = _PACKAGE / "_data" / name
    return carried if carried.is_dir() else _PACKAGE.parents[1] / name


def checkout() -> Path | None:
    """The folder of desknote's code where that may change under it, which it does not in a wheel."""
    return None if (_PACKAGE / "_data").is_dir() else _PACKAGE


def starter() -> Path:
    """What ``desknote new`` copies."""
    return _PACKAGE / "starter"
