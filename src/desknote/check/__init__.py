"""Rules over the closed note: what a reader or a supervisor would miss."""

from desknote.check.rules import check

__all__ = ["check"]
