"""Cleaning strings from a program."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, groupby, islice
from operator import attrgetter
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from cleanup.core.findings import listed
from cleanup.core.model import FileResult, Finding, Severity, Span
from cleanup.errors import DocumentError
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Glossary

if TYPE_CHECKING:
    from cleanup.cleaner import Cleaner, Survey
    from cleanup.grammar.engine import Engine
    from cleanup.grammar.settings import GrammarSettings

SAMPLE = 24
"""Texts of a book that say what its names are."""
AnyGlossary = Glossary | str | PathLike[str] | Iterable[str | PathLike[str]] | None


def clean_text(
    text: str,
    *,
    glossary: AnyGlossary = None,
    config: Config | None = None,
    format: str = "plain",
    path: str = "<text>",
    grammar: bool = True,
) -> FileResult:
    """What cleaning ``text`` comes to: the revised text, every change with its reason, and what is left to decide.

    ``glossary`` is one made by `load_glossary`, or the path or paths of glossary files, over the packs that ``config``
    names; without one the glossaries of ``config`` are used. ``format`` is the name of a format that is one text, as in
    the table of the README. ``path`` is what the text is called in messages, and decides which entries of the glossary
    hold. ``grammar=False`` leaves out the grammar check. What was built for a glossary and a configuration is kept for
    the next call with equal ones.

    Raises ConfigError, GlossaryError or DocumentError (all CleanupError).
    """
    settings = config or Config()
    if not grammar:
        settings = replace(settings, grammar=replace(settings.grammar, engine="none"))
    return _kept.cleaner(settings, _glossary(glossary, settings)).clean(text, path=path, format=format)


class BookText(NamedTuple):
    """A text and the book that it is of; ``path`` as for `clean_text`."""

    text: str
    book: str = ""
    path: str = "<text>"


def clean_texts(
    texts: Iterable[BookText | str],
    *,
    glossary: AnyGlossary = None,
    config: Config | None = None,
    format: str = "plain",
    grammar: bool = True,
    evidence: Mapping[str, Survey] | None = None,
) -> Iterator[FileResult]:
    """What cleaning each of the texts comes to, in their order; names are judged by the evidence of their whole book.

    The texts of a book follow one another. Its first texts, `SAMPLE` of them, say what its names are, as those of a run
    of the command do; so many are in memory at a time. ``evidence`` is what `survey_texts` found out before; a book
    that it has is not surveyed again, and its texts may come in any order, in any process.

    Takes and raises the same as `clean_text`, with the first text that needs it.
    """
    cleaner = _own_cleaner(glossary, config, grammar=grammar)
    for book, some in groupby(map(_book_text, texts), key=attrgetter("book")):
        if evidence is not None and book in evidence:
            cleaner.know(evidence[book])
            ahead: list[BookText] = []
        else:
            ahead = list(islice(some, SAMPLE))
            _survey(cleaner, ahead, format)
        for text in chain(ahead, some):
            yield cleaner.clean(text.text, path=text.path, format=format)


def survey_texts(
    texts: Iterable[BookText | str],
    *,
    glossary: AnyGlossary = None,
    config: Config | None = None,
    format: str = "plain",
) -> dict[str, Survey]:
    """The evidence of each book by its key, from its first texts: for `clean_texts` in other processes. It can be
    pickled. The texts of a book follow one another. Takes and raises the same as `clean_text`."""
    cleaner = _own_cleaner(glossary, config, grammar=False)
    found: dict[str, Survey] = {}
    for book, some in groupby(map(_book_text, texts), key=attrgetter("book")):
        if book not in found:
            _survey(cleaner, islice(some, SAMPLE), format)
            found[book] = cleaner.surveyed
    return found


def _book_text(text: BookText | str) -> BookText:
    return BookText(text) if isinstance(text, str) else text


def _survey(cleaner: Cleaner, texts: Iterable[BookText], format: str) -> None:
    cleaner.know({})
    for text in texts:
        with contextlib.suppress(DocumentError):  # it is told when it is cleaned
            cleaner.survey(text.text, path=text.path, format=format)


def _own_cleaner(glossary: AnyGlossary, config: Config | None, *, grammar: bool) -> Cleaner:
    """A cleaner that shares nothing with that of `clean_text` but the grammar engine."""
    from cleanup.cleaner import Cleaner

    settings = config or Config()
    if not grammar:
        settings = replace(settings, grammar=replace(settings.grammar, engine="none"))
    return Cleaner(settings, _glossary(glossary, settings), _kept.engine(settings.grammar))


def check_text(
    text: str,
    *,
    glossary: AnyGlossary = None,
    config: Config | None = None,
    format: str = "plain",
    path: str = "<text>",
    grammar: bool = True,
) -> tuple[Finding, ...]:
    """Everything that `clean_text` would change, suggest or report, as findings with spans in ``text``, in order.

    A change is one finding of its first rule, with the messages of all. What went wrong (`FileResult.faults`) comes
    first, as errors of the rule ``internal-error`` without a place.

    Takes and raises the same.
    """
    result = clean_text(text, glossary=glossary, config=config, format=format, path=path, grammar=grammar)
    faults = [Finding("internal-error", Span(0, 0), fault, Severity.ERROR) for fault in result.faults]
    return (*faults, *(each.finding for each in listed(result)))


def _glossary(glossary: AnyGlossary, config: Config) -> Glossary:
    if isinstance(glossary, Glossary):
        return glossary
    if glossary is None:
        paths: Iterable[str | PathLike[str]] = config.glossaries
    else:
        paths = (glossary,) if isinstance(glossary, (str, PathLike)) else glossary
    return load_glossary([str(path) for path in paths], config.packs)


class _Kept:
    """The cleaner of the last call, and the grammar engines, which are closed when the program ends."""

    def __init__(self) -> None:
        self._key: tuple[Config, Glossary] | None = None
        self._cleaner: Cleaner | None = None
        self._engines: list[tuple[GrammarSettings, Engine]] = []

    def cleaner(self, config: Config, glossary: Glossary) -> Cleaner:
        from cleanup.cleaner import Cleaner

        if self._cleaner is None or self._key != (config, glossary):
            self._cleaner = Cleaner(config, glossary, self.engine(config.grammar))
            self._key = (config, glossary)
        return self._cleaner

    def engine(self, settings: GrammarSettings) -> Engine | None:
        if settings.engine == "none":
            return None
        from cleanup.grammar.engines import open_engine

        for known, engine in self._engines:
            if known.identity == settings.identity:
                return engine
        engine = open_engine(settings)
        self._engines.append((settings, engine))
        atexit.register(engine.close)
        return engine


_kept = _Kept()
