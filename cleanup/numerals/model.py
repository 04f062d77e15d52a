"""What a number in a text is."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """A number in a text: ``[start, end)``, its value, and how far it can be relied on.

    ``firm``: it says how many there are, and a translation is expected to say it, too. One that is not (a round number,
    a digit inside a word, *a few*) explains a number in the translation and asks for none. ``vague``: it is part of a
    range, a fraction, a round number. ``unit`` is the character or word that follows.
    """

    start: int
    end: int
    value: float
    firm: bool = True
    vague: bool = False
    unit: str = ""
