"""All rules, in the order in which they are listed and, within a stage, run."""

from __future__ import annotations

from cleanup.rules import (
    boilerplate,
    casing,
    characters,
    encoding,
    headings,
    leftovers,
    names,
    repeats,
)
from cleanup.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *encoding.RULES,
    *characters.RULES,
    *leftovers.RULES,
    *headings.RULES,
    *boilerplate.RULES,
    *names.RULES,
    *repeats.RULES,
    *casing.RULES,
)
