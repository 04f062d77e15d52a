"""What is known of the texts that are open in an editor: findings, proposals and the glossary that holds for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cleanup.core.excerpts import excerpts
from cleanup.core.judging import Proposed
from cleanup.core.model import FileError, SourceText, Span
from cleanup.decisions.file import topic_of
from cleanup.errors import CleanupError
from cleanup.files.discover import Source, discover
from cleanup.formats.registry import format_named
from cleanup.gate.found import Found, found_in
from cleanup.language.english import is_word
from cleanup.language.fold import fold_form
from cleanup.lsp.moved import Moved
from cleanup.reports.location import Lines
from cleanup.review.gather import Place, decisions_file
from cleanup.review.groups import Group
from cleanup.run.batch import Job, Selection, Worker
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Glossary, Term
from cleanup.untrusted.opened import read_file

_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[’'-]\w+)*(?: [^\W\d_a-z]\w*(?:[’'-]\w+)*)*")
"""Words in a row that begin with a capital."""
_STARTS = ".!?…\n“”\"‘’'—("
"""What a sentence begins after."""
BEHIND = frozenset({"grammar", "parallel"})
"""Topics that take longer than typing allows: a text is looked at for them behind, and shown what was found before."""
_LARGEST, _MOST = 4_000_000, 5_000
"""Bytes of a file, and files of a book, in which names are counted."""


@dataclass(frozen=True)
class Look:
    """What was found in a text as it is in the editor. ``folder`` is that of its book; ``problem`` says why nothing
    could be found, if nothing could."""

    path: str
    text: str
    found: tuple[Found, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    glossaries: tuple[Path, ...] = ()
    decisions: Path = Path()
    folder: Path = Path()
    problem: str = ""

    def proposed(self, found: Found) -> Proposed | None:
        """The proposal that a finding is about."""
        near = [
            each
            for rule in dict.fromkeys((found.rule, *found.also))
            for each in self._by_rule.get(rule, ())
            if each.span.start <= found.span.end and found.span.start <= each.span.end
        ]
        return min(near, key=lambda each: abs(each.span.start - found.span.start), default=None)

    @cached_property
    def _by_rule(self) -> dict[str, list[Proposed]]:
        known: dict[str, list[Proposed]] = {}
        for each in self.proposals:
            known.setdefault(each.subject.rule, []).append(each)
        return known

    def group(self, proposed: Proposed) -> Group:
        """All places of the text that a proposal is about, for a decision."""
        rule, text, becomes, *_ = proposed.subject
        lines = Lines(self.text)
        same = [each for each in self.proposals if each.subject[:3] == (rule, text, becomes)]
        places = tuple(
            Place(self.path, lines.location(each.span.start).line, each, self.decisions, self.glossaries)
            for each in same
        )
        return Group(topic_of(rule), text, becomes, places)

    def with_more(self, other: Look) -> Look:
        """The same with what another look at the text, now or a moment ago, has found behind it."""
        moved = Moved(other.text, self.text)
        found = (*self.found, *moved.found(each for each in other.found if topic_of(each.rule) in BEHIND))
        proposals = moved.proposed(each for each in other.proposals if topic_of(each.subject.rule) in BEHIND)
        return replace(
            self, found=tuple(sorted(found, key=lambda each: each.span)), proposals=(*self.proposals, *proposals)
        )

    def term_at(self, offset: int, line: Span) -> tuple[Term, Span] | None:
        """The entry whose name, alias or variant stands at an offset, and where; the longest one."""
        text = self.text[line.start : line.end]
        best: tuple[Term, Span] | None = None
        for term in self.glossary:
            for form in (term.name, *term.aliases, *term.variants):
                at = text.find(form, max(offset - line.start - len(form), 0))
                if at < 0 or not line.start + at <= offset <= line.start + at + len(form):
                    continue
                if best is None or len(form) > best[1].end - best[1].start:
                    best = term, Span(line.start + at, line.start + at + len(form))
        return best

    def new_name(self, span: Span) -> str:
        """The name in capitals that is at a span, if no entry has it; empty for none, or an English word."""
        line = self.text.rfind("\n", 0, span.start) + 1
        stop = self.text.find("\n", span.end)
        for match in _NAME.finditer(self.text, line, len(self.text) if stop < 0 else stop):
            if match.start() <= span.start and span.end <= match.end():
                name = self._without_first(match)
                forms = (form for term in self.glossary for form in (term.name, *term.aliases, *term.variants))
                is_known = fold_form(name) in map(fold_form, forms)
                return "" if is_known or (" " not in name and is_word(name)) else name
        return ""

    def _without_first(self, match: re.Match[str]) -> str:
        """Words in capitals without the first one that may have its capital from the sentence alone."""
        first, _, rest = match[0].partition(" ")
        before = self.text[max(match.start() - 3, 0) : match.start()].rstrip(" ")
        return rest if rest and is_word(first) and (not before or before[-1] in _STARTS) else match[0]

    def names_from(self, start: str, most: int = 50) -> list[Term]:
        """Entries whose names begin with some letters, in order."""
        folded = fold_form(start)
        found = [term for term in self.glossary if folded and fold_form(term.name).startswith(folded)]
        return sorted(found, key=lambda term: term.name)[:most]


class Books:
    """Looks at texts, keeping what is expensive to build until a configuration, glossary or decision changes.

    ``is_behind``: texts are looked at behind, with time to put each beside its source."""

    def __init__(self, job: Job, *, is_behind: bool = False) -> None:
        self._job = job
        self._is_behind = is_behind
        self._worker = Worker(job)
        self._glossaries: dict[tuple[object, ...], Glossary] = {}
        self._files: dict[Path, int] = {}
        self._is_stale = False
        self._texts: dict[Path, tuple[int, str]] = {}

    def look(self, path: str, text: str) -> Look:
        """What is found in a text that an editor shows of a file."""
        if self._is_stale or any(_changed(file) != known for file, known in self._files.items()):
            self._is_stale = False
            self._worker = Worker(self._job)
            self._glossaries.clear()
            self._files.clear()
        try:
            return self._look(path, text)
        except (CleanupError, OSError) as error:
            self._is_stale = True  # the worker would say the same again, whatever was mended
            return Look(path, text, problem=str(error))

    def _look(self, path: str, text: str) -> Look:
        opened = self._worker.open(Source(path, named=True), text.encode("utf-8", "surrogatepass"))
        reads = list(opened.texts())
        if len(reads) != 1 or reads[0].text != text:
            return Look(path, text, problem="this kind of file holds several texts")
        read = reads[0]
        self._watch(read.config)
        cleaner = self._worker.cleaner(read)
        beside = self._worker.beside(read) if self._is_behind else None
        result = cleaner.clean(text, path=path, format=read.format, beside=beside, proposing=True)
        return Look(
            path=path,
            text=text,
            found=found_in(result, lambda passage: cleaner.names_in(passage, path=path)),
            proposals=result.proposals,
            glossary=self._glossary(read.config),
            glossaries=read.config.glossaries,
            decisions=decisions_file(read.config, Path(path).absolute().parent),
            folder=read.config.folder if read.config.path is not None else Path(path).absolute().parent,
            problem="; ".join(result.faults),
        )

    def source_at(self, look: Look, offset: int) -> SourceText | None:
        """What the source has at an offset, where a source is at hand and the two are in step there."""
        try:
            opened = self._worker.open(Source(look.path, named=True), look.text.encode("utf-8", "surrogatepass"))
            read = next(iter(opened.texts()))
            raw = self._worker.beside(read)
        except (CleanupError, OSError):
            return None
        if raw is None:
            return None
        document = format_named(read.format).parse(look.text)
        several = excerpts(document, raw(document))
        return next((said for span, said in several if span.start <= offset <= span.end), None)

    def counts(self, folder: Path, form: str) -> tuple[int, int]:
        """How often a form is in the files of a book, and in how many of them."""
        whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
        counts = [count for text in self._book(folder) if (count := len(whole.findall(text)))]
        return sum(counts), len(counts)

    def _book(self, folder: Path) -> Iterator[str]:
        sources = discover([str(folder)], Selection(self._job))
        for number, source in enumerate(source for source in sources if not isinstance(source, FileError)):
            if number >= _MOST:
                return
            path = Path(source.path)
            changed = _changed(path)
            if self._texts.get(path, (0, ""))[0] != changed:
                try:
                    text = read_file(path, _LARGEST).decode("utf-8", "replace")
                except (CleanupError, OSError):
                    text = ""
                self._texts[path] = changed, text
            yield self._texts[path][1]

    def _glossary(self, config: Config) -> Glossary:
        key = config.glossaries, config.packs
        if key not in self._glossaries:
            self._glossaries[key] = load_glossary(config.glossaries, config.packs)
        return self._glossaries[key]

    def _watch(self, config: Config) -> None:
        own = [] if config.path is None else [config.path]
        beside = decisions_file(config, config.folder)
        for file in (*own, *config.glossaries, *config.replace_files, beside):
            self._files.setdefault(file, _changed(file))


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
