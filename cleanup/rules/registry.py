"""All rules, in the order in which they are listed and, within a stage, run."""

from __future__ import annotations

from cleanup.rules import (
    casing,
    characters,
    encoding,
    repeats,
)
from cleanup.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *encoding.RULES,
    *characters.RULES,
    *repeats.RULES,
    *casing.RULES,
)
