"""The ledger: who approved, waived, released or withdrew what, in a file that shows tampering."""

from desknote.ledger.book import Book, append, load
from desknote.ledger.entry import ACTS, Entry
from desknote.ledger.standing import Standing, Waiver, standing

__all__ = ["ACTS", "Book", "Entry", "Standing", "Waiver", "append", "load", "standing"]
