"""What a face is: where it comes from, and the small static font made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from desknote.records import dataclass

TEXT = "Desknote Text"
SANS = "Desknote Sans"
ROLES = (TEXT, SANS)
REGULAR, BOLD = 400, 700
WEIGHTS = (REGULAR, BOLD)


@dataclass(frozen=True, slots=True)
class FaceSource:
    """One font on this machine that serves a role at a weight.

    ``weight`` is the weight the page asks for (400 or 700); ``variations`` pins the axes of a
    variable font, in design units. Faces of one role and weight form a chain: the first that has a
    character draws it. ``digest`` stands for the file's content.
    """

    role: str
    weight: int
    family: str
    path: Path
    index: int
    variations: tuple[tuple[str, float], ...]
    digest: str
    lang: str


@dataclass(frozen=True, slots=True)
class Face:
    """A prepared font: static, TrueType outlines, one glyph for each character.

    ``digest`` names what the font draws: two faces with one digest number and draw every character
    that both have alike, so a page set in either is the same.
    """

    role: str
    weight: int
    path: Path
    characters: frozenset[int]
    digest: str


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces of a page."""

    faces: tuple[Face, ...]

    @property
    def digest(self) -> str:
        """Stands for how the set draws any text that it covers."""
        return "-".join(face.digest for face in self.faces)

    @property
    def key(self) -> str:
        """Stands for the very files: pages with one key can share their loaded fonts."""
        return "|".join(face.path.name for face in self.faces)

    def css(self, url_of: Callable[[Face], str]) -> str:
        """``@font-face`` rules; ``url_of`` gives the address of a face."""
        return "\n".join(
            f"@font-face {{ font-family: '{face.role}'; font-weight: {face.weight}; font-style: normal; "
            f'src: url("{url_of(face)}"); }}'
            for face in self.faces
        )


def chains(sources: Iterable[FaceSource]) -> dict[tuple[str, int], tuple[FaceSource, ...]]:
    """The sources by role and weight, in the order they were given."""
    found: dict[tuple[str, int], tuple[FaceSource, ...]] = {}
    for source in sources:
        place = (source.role, source.weight)
        found[place] = (*found.get(place, ()), source)
    return found
