"""The examples of replacements, run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleanup.rules.own.model import Replacement
from cleanup.rules.rule import Level


def failures(replacement: Replacement) -> Iterator[str]:
    """What the examples of a replacement say that it does not do, in words."""
    from cleanup.cleaner import Cleaner
    from cleanup.settings.config import Config
    from cleanup.terms.model import Glossary

    alone = replace(replacement, level=Level.FIX, paths=())
    cleaner = Cleaner(Config(replace=(alone,), select=(alone.id,)), Glossary(()))
    for bad, good in (*replacement.examples, *((text, text) for text in replacement.keep)):
        result = cleaner.clean(bad)
        if result.faults:
            yield f"{replacement.id}: “{bad}”: {result.faults[0]}"
        elif result.revised != good:
            what = "should stay" if bad == good else f"should become “{good}”"
            yield f"{replacement.id}: “{bad}” {what} and becomes “{result.revised}”"
        elif cleaner.clean(good).changes:
            yield f"{replacement.id}: “{good}” changes again when it is cleaned a second time"
