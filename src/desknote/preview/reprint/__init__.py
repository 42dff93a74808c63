"""Printing a note again after an edit: what the edit does not touch is taken from the last time.

WeasyPrint lays a document out from nothing. Between two saves of a note nearly all of it stays: its
stylesheet, most of its pages and what they draw, most of its fonts. Each module here keeps one of
these, swaps one or two names of WeasyPrint's for the time of a printing, and takes a thing from the last
time only where it can tell that WeasyPrint would make the very same again. The PDF is the same, byte for
byte, as one printed from nothing.
"""

from desknote.preview.reprint.reprinter import Reprinter

__all__ = ["Reprinter"]
