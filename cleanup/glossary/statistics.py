"""How a glossary is used in chapters: how often each name stands in its right form and in others, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cleanup.core.model import Span
from cleanup.glossary.chapters import Chapter
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.proposals import propose
from cleanup.names.match import NameMatcher
from cleanup.terms.model import Term


@dataclass(frozen=True, slots=True)
class Usage:
    """One entry in the chapters. ``spellings``: every form that stands there, right or taken for it, with its counts by
    chapter, of which ``right_forms`` are right; ``canonical``: places with the right form; ``other``: the rest."""

    name: str
    kind: str
    canonical: int
    other: int
    spellings: dict[str, dict[str, int]] = field(default_factory=dict)
    right_forms: frozenset[str] = frozenset()

    @property
    def share(self) -> float:
        """The share of the places in which the name is right; 1 when there are none."""
        total = self.canonical + self.other
        return self.canonical / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """The use of a whole glossary. ``chapters``: (path, places with names, places that are not right). ``unknown``:
    names that the glossary lacks, the commonest first. ``together``: pairs of entries by the paragraphs in which both
    stand."""

    chapters: tuple[tuple[str, int, int], ...]
    entries: tuple[Usage, ...]
    never: tuple[str, ...]
    unknown: tuple[tuple[str, int], ...]
    together: tuple[tuple[str, str, int], ...]
    contexts: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


_CONTEXTS = 5


def measure(terms: Sequence[Term], everything: Sequence[Term], chapters: Iterable[Chapter]) -> Statistics:
    """The use of ``terms`` in the chapters, looked for together with ``everything`` (the packs included)."""
    matcher = NameMatcher(tuple(everything))
    own = {term.name for term in terms}
    kinds = {term.name: str(term.kind) for term in terms}
    spellings: dict[str, dict[str, Counter[str]]] = {}
    right_forms: dict[str, set[str]] = {}
    wrong: Counter[str] = Counter()
    right: Counter[str] = Counter()
    rows: list[tuple[str, int, int]] = []
    pairs: Counter[tuple[str, str]] = Counter()
    contexts: dict[str, list[tuple[str, str]]] = {}
    evidence = Evidence()
    for chapter in chapters:
        document = chapter.document
        evidence.read(chapter.path, document)
        analysis = matcher.analyse(document)
        places = [(Span(start, end), matcher.terms[term].name, True) for start, end, term in analysis.mentions]
        places += [(d.span, matcher.terms[d.terms[0]].name, False) for d in analysis.decisions if len(d.terms) == 1]
        taken: set[int] = set()
        here: dict[int, set[str]] = {}
        counts = [0, 0]
        for span, name, is_right in sorted(places):
            if name not in own or span.start in taken:
                continue
            taken.add(span.start)
            surface = " ".join(document.prose[span.start : span.end].split())
            spellings.setdefault(name, {}).setdefault(surface, Counter())[chapter.path] += 1
            (right if is_right else wrong)[name] += 1
            if is_right:
                right_forms.setdefault(name, set()).add(surface)
            counts[0] += 1
            counts[1] += not is_right
            here.setdefault(document.prose.count("\n", 0, span.start), set()).add(name)
            several = contexts.setdefault(name, [])
            if len(several) < _CONTEXTS and (not several or several[-1][0] != chapter.path):
                several.append((chapter.path, _context(document.prose, span.start, span.end)))
        for names in here.values():
            ordered = sorted(names)
            pairs.update((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
        rows.append((chapter.path, counts[0], counts[1]))
    entries = tuple(
        Usage(
            term.name,
            kinds[term.name],
            right[term.name],
            wrong[term.name],
            {form: dict(by_path) for form, by_path in spellings.get(term.name, {}).items()},
            frozenset(right_forms.get(term.name, ())),
        )
        for term in terms
    )
    unknown = [(p.name, p.count) for p in propose(evidence, everything) if not p.entry and p.score >= 0.3]
    return Statistics(
        tuple(rows),
        tuple(sorted(entries, key=lambda usage: (-(usage.canonical + usage.other), usage.name))),
        tuple(term.name for term in terms if not right[term.name] + wrong[term.name]),
        tuple(sorted(unknown, key=lambda item: (-item[1], item[0]))),
        tuple((a, b, n) for (a, b), n in pairs.most_common()),
        {name: tuple(several) for name, several in contexts.items()},
    )


def _context(prose: str, start: int, end: int) -> str:
    left = prose[max(0, start - 60) : start].rpartition("\n")[2]
    right = prose[end : end + 60].partition("\n")[0]
    return f"{left}{prose[start:end]}{right}".strip()
