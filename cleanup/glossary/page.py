"""The glossary as a page: one HTML file that needs nothing else, made from the statistics of chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleanup.glossary.statistics import Statistics, Usage
from cleanup.terms.model import Term
from cleanup.untrusted import page as untrusted

_TOGETHER = 12
_UNKNOWN = 200


def page(found: Statistics, terms: Iterable[Term]) -> str:
    """The page: every entry with its spellings over the chapters, contexts, and the names it appears together with."""
    by_name = {term.name: term for term in terms}
    chapters = {path: number for number, (path, _total, _wrong) in enumerate(found.chapters)}
    numbers = {usage.name: number for number, usage in enumerate(found.entries)}
    together: dict[str, list[list[int]]] = {}
    for one, other, count in found.together:
        together.setdefault(one, []).append([numbers[other], count])
        together.setdefault(other, []).append([numbers[one], count])
    data = {
        "chapters": list(chapters),
        "entries": [
            _entry(usage, by_name[usage.name], chapters, found, together.get(usage.name, [])) for usage in found.entries
        ],
        "unknown": found.unknown[:_UNKNOWN],
    }
    return untrusted.page("cleanup.glossary", data)


def _entry(
    usage: Usage, term: Term, chapters: Mapping[str, int], found: Statistics, together: list[list[int]]
) -> dict[str, Any]:
    forms = [
        {
            "text": form,
            "right": form in usage.right_forms,
            "counts": sorted([chapters[path], count] for path, count in by_path.items()),
        }
        for form, by_path in sorted(usage.spellings.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    ]
    return {
        "name": usage.name,
        "kind": usage.kind,
        "source": term.source,
        "gender": str(term.gender or ""),
        "note": term.note,
        "right": usage.canonical,
        "wrong": usage.other,
        "forms": forms,
        "contexts": found.contexts.get(usage.name, ()),
        "together": together[:_TOGETHER],
    }
