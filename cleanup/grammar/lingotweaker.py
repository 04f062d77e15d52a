"""The embedded engine LingoTweaker: LanguageTool's English rules in Rust, with data from the package registry.

Wheels exist for Linux on x86_64 with glibc only; with musl an install gets an empty package of version 0.0.1, without
the module.
"""

from __future__ import annotations

import importlib.util
import re
from bisect import bisect_right
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from cleanup.core.model import Span
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.excerpt import excerpt
from cleanup.grammar.levels import rule_of_dictionary
from cleanup.grammar.settings import LANGUAGES

_VARIANTS = {"en-US": "en-US", "en-GB": "en-GB"}
"""The others have no speller of their own in this engine; British spelling is nearest to all of them."""
_MARKUP = re.compile(r"</?suggestion>")


def missing() -> str:
    """Why the engine cannot be had, or an empty string."""
    if importlib.util.find_spec("lt_py") is None or importlib.util.find_spec("lingotweaker_data_en") is None:
        return "LingoTweaker is not installed (it exists for Linux on x86-64 with glibc only)"
    return ""


def version() -> str:
    """Versions of the engine and of its data."""
    return f"{metadata.version('lingotweaker')} (data {metadata.version('lingotweaker-data-en')})"


class Checker:
    """The engine itself. It is to live in a process of its own: native code that hangs cannot be interrupted."""

    def __init__(self, language: str, enabled: Sequence[str] = (), listened: frozenset[str] | None = None) -> None:
        from lingotweaker_data_en import data_dir

        data = Path(str(data_dir()))
        if listened is None:
            self._engine = _engine(data, language, enabled, ())
            return
        # Its dictionary takes as long over names as all rules together.
        unheard = [rule_of_dictionary(name) for name in LANGUAGES if rule_of_dictionary(name) not in listened]
        with excerpt(data, listened) as some:
            self._engine = _engine(some, language, enabled, unheard)

    def check(self, text: str) -> list[GrammarMatch]:
        """The matches in ``text``, with the engine's offsets in UTF-8 bytes turned into code points."""
        at = _Positions(text)
        return [_match(found, at) for found in self._engine.check(text)]


def _engine(data: Path, language: str, enabled: Sequence[str], disabled: Sequence[str]) -> Any:
    import lt_py

    # `Engine("en-GB")` is American English: only `variant` counts. `picky` hangs on runs of full stops.
    return lt_py.Engine(
        "en",
        variant=_VARIANTS.get(language, "en-GB"),
        data_dir=str(data),
        enabled_rules=list(enabled),
        disabled_rules=list(disabled),
    )


def _match(found: dict[str, Any], at: _Positions) -> GrammarMatch:
    return GrammarMatch(
        span=Span(at[found["offset"]], at[found["offset"] + found["length"]]),
        rule=found["rule_id"],
        message=_MARKUP.sub("”", found["message"].replace("<suggestion>", "“")),
        replacements=tuple(found["suggestions"]),
        category=found["category_id"] or "",
        kind=found["issue_type"] or "",
    )


class _Positions:
    """Code point positions of byte positions in a text's UTF-8 form; a look-up is logarithmic."""

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        """Byte position of the end of each character that is longer than a byte."""
        self._extra: list[int] = [0]
        position = extra = 0
        for character in text:
            size = len(character.encode())
            position += size
            if size > 1:
                extra += size - 1
                self._wide.append(position)
                self._extra.append(extra)

    def __getitem__(self, position: int) -> int:
        return position - self._extra[bisect_right(self._wide, position)]
