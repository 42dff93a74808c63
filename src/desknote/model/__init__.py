"""The typed note, house, analyst and brand: what an author may write, and nothing about how it looks."""

from desknote.libraries import load_pydantic

load_pydantic()
