"""What a form may stand for, before its text is known.

A guess depends on the form and the glossary alone, so that each distinct form is looked at once in a run.
"""

from __future__ import annotations

from dataclasses import dataclass

from cleanup.names.rendering import Damage


@dataclass(frozen=True, slots=True)
class Guess:
    """A form may stand for the term at ``term`` (an index); ``weight`` is the log odds before the text is looked at.

    ``near`` is false for a sound that fits only roughly. ``form``: the right form that takes the place, where that need
    not be the name: an alias stays an alias. ``listed``: the variant as the glossary has it.
    """

    term: int
    damage: Damage
    weight: float
    reason: str
    near: bool = True
    form: str = ""
    listed: str = ""
