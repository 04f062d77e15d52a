"""Runs chosen rules alone over a text, through the real cleaner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult
from cleanup.formats.registry import format_named
from cleanup.parallel.beside import Raw
from cleanup.parallel.passages import passages
from cleanup.rules.chapter.standing import ALONE, Standing
from cleanup.rules.rule import Level
from cleanup.settings.config import Config, RuleSettings
from cleanup.terms.model import Glossary, Kind, Term

LI_MU = Term("Li Mu", source="李牧", kind=Kind.PERSON)


def clean(
    text: str,
    *rules: str,
    terms: Iterable[Term] = (),
    level: Level | None = None,
    options: Mapping[str, Any] | None = None,
    format: str = "plain",
    quotes: str = "auto",
    standing: Standing | None = None,
    raw: str = "",
) -> FileResult:
    """What the rules alone make of a text; all of them at ``level`` and with ``options`` where given."""
    settings = {name: RuleSettings(level, options or {}) for name in rules}
    cleaner = Cleaner(Config(select=rules, rules=settings, quotes=quotes), Glossary(tuple(terms)))
    beside = Raw("raw.txt", passages(format_named("plain").parse(raw))) if raw else None
    result = cleaner.clean(text, format=format, standing=standing or ALONE, beside=beside)
    assert result.faults == ()
    return result


def fixed(text: str, *rules: str, **more: Any) -> str:
    """The text as the rules leave it; cleaning it again must change nothing."""
    revised = clean(text, *rules, **more).revised
    assert clean(revised, *rules, **more).changes == ()
    return revised


def offered(text: str, *rules: str, **more: Any) -> list[tuple[str, str | None]]:
    """What is reported of a text without being applied: the text there, and what the fix, if any, would put there."""
    found = clean(text, *rules, **more).findings
    return [
        (text[f.span.start : f.span.end], "".join(edit.text for edit in f.fix.edits) if f.fix else None) for f in found
    ]
