"""What a rule may know besides the text: its options, the run's style, and which words are names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cleanup.core.model import Document, Span
from cleanup.core.parallel import Parallel
from cleanup.rules.chapter.standing import ALONE, Standing

if TYPE_CHECKING:
    from cleanup.names.match import NameMatcher
    from cleanup.terms.model import Glossary


def _no_spans(_document: Document) -> Sequence[Span]:
    return ()


def _no_source(_document: Document) -> Parallel | None:
    return None


@dataclass(frozen=True)
class Context:
    """Given to every rule.

    ``options`` are this rule's options, defaults filled in. ``quotes`` is ``auto`` (as the text has it), ``curly`` or
    ``straight``. ``name_words`` are the single words of canonical names and aliases, as the glossary spells them, for
    rules that ask "is this word a name?". ``protected`` gives the spans of a document's prose that hold canonical
    names. ``matcher`` is there for the rules of the names stage. ``glosses`` are the English words that the book
    gives in brackets behind words of its source, each with how often it does. ``standing`` is how the text stands among
    the others of its run. ``parallel`` gives a document beside its source, where that is at hand.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    quotes: str = "auto"
    name_words: frozenset[str] = frozenset()
    protected: Callable[[Document], Sequence[Span]] = _no_spans
    glossary: Glossary | None = None
    matcher: NameMatcher | None = None
    glosses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    standing: Standing = ALONE
    parallel: Callable[[Document], Parallel | None] = _no_source
