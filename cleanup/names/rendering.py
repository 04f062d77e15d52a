"""What prediction yields: a surface that machine translation may give a name, with its kind of error, prior and
reason."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """The kinds of damage done to a name; the value is the rule that mends it."""

    VARIANT = "names-variant"
    CASE = "names-case"
    SPACING = "names-spacing"
    READING = "names-reading"
    MEANING = "names-meaning"
    SOUND = "names-sound"
    GLUED = "names-glued"
    TITLE = "names-title"
    ORDER = "names-order"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A form that stands for a term.

    ``surface``: how it looks. ``prior``: how likely a text that has this form means the term, before anything is known
    of the text (0 to 1). ``reason``: a clause that tells a person why, such as “another reading of 长”.
    """

    surface: str
    damage: Damage
    prior: float
    reason: str


def groupings(units: list[str] | tuple[str, ...]) -> Iterator[str]:
    """All ways to write units together or apart."""
    for gaps in itertools.product(("", " "), repeat=len(units) - 1):
        yield "".join(itertools.chain(*zip(units, (*gaps, ""), strict=True)))
