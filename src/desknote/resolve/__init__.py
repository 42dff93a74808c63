"""From files and positions to the closed note: analysts, house, data, facts, references."""

from desknote.resolve.note import Shelf, close

__all__ = ["Shelf", "close"]
