"""The rules about the chapter as a whole, in their order."""

from __future__ import annotations

from cleanup.rules.chapter import chatter, ending, loop, place, refusal, untranslated

RULES = (
    refusal.refusal,
    chatter.chatter,
    loop.loop,
    untranslated.untranslated,
    ending.cut_off,
    place.empty,
    place.length,
    place.duplicate,
    place.number,
)
