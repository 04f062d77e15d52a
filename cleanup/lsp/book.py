"""What is known of the texts that are open in an editor: findings, proposals and the glossary that holds for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cleanup.core.judging import Proposed
from cleanup.core.model import Span
from cleanup.decisions.file import topic_of
from cleanup.errors import CleanupError
from cleanup.files.discover import Source
from cleanup.gate.found import Found, found_in
from cleanup.language.fold import fold_form
from cleanup.reports.location import Lines
from cleanup.review.gather import Place, decisions_file
from cleanup.review.groups import Group
from cleanup.run.batch import Job, Worker
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Glossary, Term


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a text as it is in the editor. ``problem`` says why nothing could be, if nothing could."""

    path: str
    text: str
    found: tuple[Found, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    glossaries: tuple[Path, ...] = ()
    decisions: Path = Path()
    problem: str = ""

    def proposed(self, found: Found) -> Proposed | None:
        """The proposal that a finding is about."""
        near = [
            each
            for each in self.proposals
            if each.subject.rule in (found.rule, *found.also)
            and each.span.start <= found.span.end
            and found.span.start <= each.span.end
        ]
        return min(near, key=lambda each: abs(each.span.start - found.span.start), default=None)

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

    def names_from(self, start: str, most: int = 50) -> list[Term]:
        """Entries whose names begin with some letters, in order."""
        folded = fold_form(start)
        found = [term for term in self.glossary if folded and fold_form(term.name).startswith(folded)]
        return sorted(found, key=lambda term: term.name)[:most]


class Books:
    """Looks at texts, keeping what is expensive to build until a configuration, glossary or decision changes."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._worker = Worker(job)
        self._glossaries: dict[tuple[object, ...], Glossary] = {}
        self._files: dict[Path, int] = {}
        self._is_stale = False

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
        result = cleaner.clean(text, path=path, format=read.format, proposing=True)
        return Look(
            path=path,
            text=text,
            found=found_in(result, lambda passage: cleaner.names_in(passage, path=path)),
            proposals=result.proposals,
            glossary=self._glossary(read.config),
            glossaries=read.config.glossaries,
            decisions=decisions_file(read.config, Path(path).absolute().parent),
            problem="; ".join(result.faults),
        )

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
