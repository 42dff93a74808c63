"""Editions of a note: what one version says, what has changed from one to the next, and how that is shown."""

from desknote.editions.edition import Edition

__all__ = ["Edition"]
