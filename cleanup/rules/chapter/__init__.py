"""The chapter as a whole: whether it is one at all, whole, and where it belongs."""

from __future__ import annotations

from cleanup.rules.chapter import chatter, ending, loop, refusal, untranslated

RULES = (refusal.refusal, chatter.chatter, loop.loop, untranslated.untranslated, ending.cut_off)
