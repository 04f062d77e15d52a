"""The whole tool for one text after another: rules, names and grammar put together into the pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from cleanup.core import divided, pipeline
from cleanup.core.divided import Group, Settled, Task, settle_piece
from cleanup.core.excerpts import with_source
from cleanup.core.ignores import Ignores
from cleanup.core.model import Applicability, Block, Document, FileResult, Finding, Span, TextKind
from cleanup.core.parallel import Parallel
from cleanup.core.whole import Whole
from cleanup.decisions.file import load_decisions
from cleanup.decisions.judging import TextJudge
from cleanup.errors import DocumentError
from cleanup.formats.container import file_path
from cleanup.formats.plain import layout_of
from cleanup.formats.plain import parse as parse_plain
from cleanup.formats.registry import Format, format_named
from cleanup.grammar.engine import Engine
from cleanup.grammar.stage import GrammarStage
from cleanup.names.book import UNKNOWN, Book
from cleanup.names.match import NameMatcher
from cleanup.rules.boilerplate.model import is_wrapped
from cleanup.rules.chapter.standing import ALONE, Standing
from cleanup.rules.context import Context
from cleanup.rules.engine.gates import Gates
from cleanup.rules.engine.guards import (
    CHARACTERWISE,
    GUARDS,
    SOURCE_LETTERS,
    keeps_all_but_forms,
    keeps_digits_and_names,
)
from cleanup.rules.engine.incremental import Sight, StageRules
from cleanup.rules.engine.pieces import Division
from cleanup.rules.engine.selection import ActiveRule, active_rules, check_names, check_options, names_rule
from cleanup.rules.own.running import rules_of
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Stage
from cleanup.rules.source.known import glosses_in
from cleanup.settings.config import Config
from cleanup.terms.kept import names_file
from cleanup.terms.model import Glossary, Term

_ASIAN = re.compile(f"[{SOURCE_LETTERS}]")
_OF_BOOK = frozenset({Stage.STRUCTURE, Stage.NAMES, Stage.CASING})
"""Stages with rules that ask how a text stands among the others of its run."""
_OF_SOURCE = frozenset({Stage.TEXT, Stage.SOURCE})
_FREE = frozenset({Stage.NAMES, Stage.STRUCTURE, Stage.REPEATS, Stage.OWN})
"""Stages that may touch names: one mends them, others take out whole lines and sentences, and a user's own rules do
what they say."""
_ORDER = tuple(Stage)
_Stages = Sequence[tuple[Stage, Sequence[tuple[ActiveRule, Context]]]]
_OF_NEIGHBOURS = frozenset({Stage.TEXT, Stage.SOURCE, Stage.STRUCTURE, Stage.TYPOGRAPHY, Stage.REPEATS, Stage.CASING})
"""Stages of which each rule looks at paragraphs, their neighbours, and what the whole text says (`of_whole`). Names are
judged by all of their places, grammar is another process's business, and a user's own rule may do what it likes."""
LONG = 200_000
"""Code points from which on a plain text is cleaned in pieces."""
PIECE = 128_000
"""Code points of a piece, about."""
Beside = Callable[[Document], Parallel]
"""Puts a text beside its source; asked about each version of it."""
Sharing = Callable[["About"], divided.Do]
"""Who does the pieces of a long text."""
Survey = Mapping[frozenset[int], Book]
"""What the survey of a run came to: what is known of its book, for each choice of entries (which of those with `paths`
are left out, as numbers)."""


class About(NamedTuple):
    """What the pieces of a text have to know of it: its path, how it stands among the others, and its glosses."""

    path: str
    standing: Standing
    glosses: Mapping[str, Mapping[str, int]]


class Cleaner:
    """Cleans texts under one configuration and glossary. Building it is the expensive part: keep it for many texts.

    ``engine`` is asked about grammar; without one the grammar stage is left out. ``surveyed`` is what `surveyed` of
    another cleaner of the same run says. Raises ConfigError when the configuration names a rule that does not exist, or
    for decisions that cannot be read.
    """

    def __init__(
        self, config: Config, glossary: Glossary, engine: Engine | None = None, surveyed: Survey | None = None
    ) -> None:
        known = (*RULES, *rules_of(config.replace))
        check_names((*config.select, *config.ignore, *config.rules), known)
        levels = {name: settings.level for name, settings in config.rules.items() if settings.level is not None}
        options = {name: settings.options for name, settings in config.rules.items()}
        self._config = config
        self._decisions = load_decisions(config.decisions) if config.decisions is not None else None
        self._glossary = glossary
        self._active = active_rules(known, config.select, config.ignore, levels, options)
        check_options(self._active)
        self._grammar = GrammarStage(engine, config.grammar) if engine is not None and self._wants("grammar") else None
        self._scoped = tuple(term for term in glossary if term.paths)
        self._matchers: dict[frozenset[int], NameMatcher] = {}
        self._surveyed = surveyed or {}
        self._stages: dict[tuple[int, TextKind], _Stages] = {}
        self._gates = Gates(active.rule for active in self._active)
        self._applied = frozenset(
            {Applicability.SAFE, Applicability.UNSAFE} if config.unsafe_fixes else {Applicability.SAFE}
        )

    def _wants(self, topic: str) -> bool:
        select = self._config.select
        return topic not in self._config.ignore and (
            not select or any(n.partition("-")[0] in (topic, "all") for n in select)
        )

    def clean(
        self,
        source: str,
        *,
        path: str = "<text>",
        format: str = "plain",
        standing: Standing = ALONE,
        beside: Beside | None = None,
        proposing: bool = False,
        sharing: Sharing | None = None,
    ) -> FileResult:
        """What cleaning ``source`` comes to. ``path`` decides which entries of the glossary hold; ``format`` how it is
        parsed; ``standing`` is what the other texts of the run say of it, ``beside`` puts it beside its source.
        ``proposing``: the result is to have what a person can decide about. ``sharing`` has the pieces of a long text
        done elsewhere, which changes nothing in the result."""
        matcher = self._matcher(path)
        fmt = format_named(format)
        parse = self._parser(fmt)
        with _telling_where(path):
            glosses = _glosses(parse(source).prose, standing.glosses) if _ASIAN.search(source) else {}
        about = About(path, standing, glosses)
        stages = self._stages_for(about, fmt.kind, beside)
        if self._grammar is not None:
            self._grammar.begin()
            stages.append(self._grammar_stage(self._grammar, matcher))
        judge = self._judge(path, proposing=proposing)
        with _telling_where(path):
            if judge is None and beside is None and fmt.name == "plain" and _may_be_cut(source):
                do = sharing(about) if sharing is not None else partial(self._settled, about)
                groups, division = _groups(stages), Division(PIECE)
                outcome = divided.run(source, groups, parse, self._applied, division, do)
            else:
                outcome = pipeline.run(source, stages, parse, self._applied, judge)
        result = FileResult(
            path=path,
            original=source,
            revised=outcome.revised,
            changes=outcome.changes,
            findings=outcome.findings,
            refusals=outcome.refusals,
            faults=outcome.faults,
            unchecked=self._grammar.unchecked if self._grammar else (),
            engine=self._grammar.engine if self._grammar else "",
            notes=self._grammar.notes if self._grammar else (),
            asked=self._grammar.asked if self._grammar else (0, 0),
            unlisted=self._grammar.unlisted if self._grammar else (),
            proposals=outcome.proposals if proposing else (),
        )
        original = parse(source)
        return with_source(result, original, beside(original)) if beside is not None else result

    def _stages_for(self, about: About, kind: TextKind, beside: Beside | None = None) -> list[pipeline.Stage]:
        """The stages of a text but grammar."""
        matcher, (path, standing, glosses) = self._matcher(about.path), about
        sight = Sight(self._gates)
        stages = []
        for stage, rules in self._rules_of(matcher, kind):
            if (glosses and stage in _OF_SOURCE) or (standing is not ALONE and stage in _OF_BOOK):
                rules = [(active, replace(context, glosses=glosses, standing=standing)) for active, context in rules]
            if beside is not None:
                rules = [(active, replace(context, parallel=beside)) for active, context in rules]
            if stage is Stage.OWN:
                rules = [pair for pair in rules if is_for(pair[0].rule.paths, path)]
            checks = StageRules(rules, sight)
            report = checks.report if checks.reports else None
            respects = None if stage in _FREE else matcher.protected
            guard = keeps_all_but_forms(matcher.forms) if stage is Stage.NAMES else GUARDS[stage]
            editwise = stage is Stage.NAMES or guard in CHARACTERWISE
            stages.append(pipeline.Stage(stage, checks, guard, respects, report, editwise))
        return stages

    def settle(self, about: About, task: Task, whole: Whole) -> Settled:
        """What comes of a piece of a long text. Raises UnansweredError when ``whole`` does not know what a rule
        asks."""
        stages = _groups(self._stages_for(about, TextKind.PROSE))[task.group].stages

        def parse(source: str) -> Document:
            return replace(parse_plain(source, whole.answer(layout_of)), whole=whole)

        return settle_piece(task, stages, parse, self._applied, whole)

    def _settled(self, about: About, tasks: Iterable[Task], whole: Whole) -> Iterator[Settled]:
        return (self.settle(about, task, whole) for task in tasks)

    def _judge(self, path: str, *, proposing: bool) -> TextJudge | None:
        decisions = self._decisions
        if decisions is None:
            return TextJudge(None, path, shows=True) if proposing else None
        return TextJudge(decisions, decisions.name(path), shows=proposing) if proposing or decisions else None

    def _parser(self, fmt: Format) -> Callable[[str], Document]:
        """The parser of a format, with what the configuration says of fields of tables and of lines of subtitles."""
        if fmt.choosing is not None and self._config.table_fields:
            return partial(_choosing, fmt.choosing, self._config.table_fields)
        limit = self._config.subtitle_line_length
        if fmt.kind is not TextKind.SUBTITLES or not limit:
            return fmt.parse

        def limited(source: str) -> Document:
            document = fmt.parse(source)
            syntax = document.syntax
            return document if syntax is None else replace(document, syntax=replace(syntax, longest_line=limit))

        return limited

    def survey(self, source: str, *, path: str = "<text>", format: str = "plain") -> None:
        """Learn from a text of the run what helps to judge the names in the others; see `NameMatcher.survey`."""
        self._matcher(path).survey(format_named(format).parse(source))

    def know(self, surveyed: Survey) -> None:
        """Go by what the survey of another run came to, and forget what this one has seen so far."""
        self._surveyed = surveyed
        for left_out, matcher in self._matchers.items():
            matcher.know(surveyed.get(left_out, UNKNOWN))

    @property
    def surveyed(self) -> Survey:
        """What the survey of the run came to, as far as results depend on it."""
        return {left_out: matcher.book for left_out, matcher in self._matchers.items()}

    def names_in(self, text: str, *, path: str = "<text>") -> Sequence[Span]:
        """Where right names of the glossary stand in a piece of plain text."""
        return self._matcher(path).protected(Document(text, text, (Block(Span(0, len(text))),)))

    def _matcher(self, path: str) -> NameMatcher:
        """The matcher for the entries that hold for a file; files for which the same hold share one."""
        left_out = frozenset(number for number, term in enumerate(self._scoped) if not holds_for(term, path))
        if left_out not in self._matchers:
            others = {id(self._scoped[number]) for number in left_out}
            matcher = NameMatcher([term for term in self._glossary if id(term) not in others], names_file())
            if (book := self._surveyed.get(left_out)) is not None:
                matcher.know(book)
            self._matchers[left_out] = matcher
        return self._matchers[left_out]

    def _context(self, matcher: NameMatcher, active: ActiveRule | None = None) -> Context:
        return Context(
            options=active.options if active else {},
            quotes=self._config.quotes,
            name_words=matcher.name_words,
            protected=matcher.protected,
            glossary=self._glossary,
            matcher=matcher,
        )

    def _rules_of(self, matcher: NameMatcher, kind: TextKind) -> _Stages:
        """The rules of each stage but grammar that has some for a kind of text, with their contexts."""
        known = self._stages.get((id(matcher), kind))
        if known is None:
            by_stage: dict[Stage, list[tuple[ActiveRule, Context]]] = {}
            fitting = [active for active in self._active if kind in active.rule.kinds]
            for active in sorted(fitting, key=lambda each: _ORDER.index(each.rule.stage)):
                by_stage.setdefault(active.rule.stage, []).append((active, self._context(matcher, active)))
            known = self._stages[id(matcher), kind] = tuple(by_stage.items())
        return known

    def _grammar_stage(self, grammar: GrammarStage, matcher: NameMatcher) -> pipeline.Stage:
        context = self._context(matcher)
        select, ignore = self._config.select, self._config.ignore

        def chosen(findings: Iterable[Finding]) -> Iterator[Finding]:
            for finding in findings:
                selected = not select or any(names_rule(name, finding.rule) for name in select)
                if selected and not any(names_rule(name, finding.rule) for name in ignore):
                    yield finding

        def check(document: Document) -> Iterator[Finding]:
            return chosen(grammar(document, context))

        def report(document: Document) -> Iterator[Finding]:
            return chosen(grammar.report(document, context))

        def names(prose: str) -> Sequence[str]:
            spans = matcher.protected(Document(prose, prose, ()))
            return [prose[span.start : span.end] for span in spans]

        return pipeline.Stage(Stage.GRAMMAR, check, keeps_digits_and_names(names), matcher.protected, report)


def _may_be_cut(source: str) -> bool:
    """Whether a text is long, and has nothing that holds over any number of paragraphs."""
    return len(source) > LONG and not Ignores(source) and not is_wrapped(source)


def _groups(stages: Iterable[pipeline.Stage]) -> list[Group]:
    """The stages of a long text, those put together that follow each other and are done in pieces."""
    runs = groupby(stages, lambda stage: stage.name in _OF_NEIGHBOURS)
    return [Group(tuple(some), divided=in_pieces) for in_pieces, some in runs]


def _glosses(prose: str, book: Mapping[str, Mapping[str, int]]) -> Mapping[str, Mapping[str, int]]:
    """What a book says in brackets behind words of its source; the text itself when nothing is known of the book."""
    return book or glosses_in(prose)


def _choosing(
    parse: Callable[[str, Mapping[str, bool]], Document], chosen: Mapping[str, bool], source: str
) -> Document:
    return parse(source, chosen)


@contextmanager
def _telling_where(path: str) -> Iterator[None]:
    """Let errors about a text say which text that is."""
    try:
        yield
    except DocumentError as error:
        error.where = error.where or path
        raise


def holds_for(term: Term, path: str) -> bool:
    """Whether an entry holds for a file: its ``paths`` are globs of the path, or of its last parts; none means
    everywhere."""
    return is_for(term.paths, path)


def is_for(globs: Sequence[str], path: str) -> bool:
    """Whether a file is meant by globs of its path, or of its last parts; by none, every file is."""
    if not globs:
        return True
    places = [PurePath(name) for name in dict.fromkeys((path, file_path(path)))]
    return any(pure.match(glob) or fnmatch(pure.as_posix(), glob) for pure in places for glob in globs)
