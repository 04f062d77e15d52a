"""What is wrong with a glossary, or will do harm: each check a function from the entries to problems."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

from cleanup.errors import CleanupError, GlossaryError
from cleanup.glossary.usage import FormCounter
from cleanup.language.english import is_word
from cleanup.language.fold import fold_form, letters
from cleanup.terms.load import term_from
from cleanup.terms.merge import sources
from cleanup.terms.model import Kind, Origin, Term
from cleanup.terms.packs import pack_paths
from cleanup.untrusted import opened
from cleanup.untrusted.structured import read_toml


class Level(StrEnum):
    """How bad a problem is. Notes are no reason for a failing exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with an entry: the ``check`` that found it, where, what, and whether ``--fix`` mends it."""

    check: str
    level: Level
    where: Origin
    name: str
    message: str
    fixable: bool = False


_PEOPLE = frozenset({Kind.PERSON, Kind.NAME})
_SHORTEST_NEAR = 4
"""Names with fewer letters are all near each other."""


def malformed(paths: Iterable[Path]) -> list[Problem]:
    """Entries that cannot be loaded, each with the reason. A file that is no TOML at all raises GlossaryError."""
    from cleanup.terms.load import table_lines

    found = []
    for path in paths:
        try:
            text = opened.read_file(path).decode("utf-8-sig")
            tables = read_toml(text).get("term", [])
        except (CleanupError, OSError, UnicodeDecodeError):
            continue  # loading it says why
        lines = table_lines(text)
        for number, table in enumerate(tables if isinstance(tables, list) else []):
            origin = Origin(str(path), lines[number] if len(lines) == len(tables) else 0)
            try:
                term_from(table, origin)
            except GlossaryError as error:
                name = table.get("name", "") if isinstance(table, dict) else ""
                message = f"{error.message}. {error.hint}".rstrip(". ") + "."
                found.append(Problem("malformed", Level.ERROR, origin, str(name), message))
    return found


def lint(terms: Sequence[Term], usage: FormCounter | None = None) -> list[Problem]:
    """All problems of the entries, by place. ``usage``: what was counted in chapters; adds the checks that need it."""
    found: list[Problem] = []
    for check in CHECKS:
        found += check(terms, usage)
    return sorted(found, key=lambda problem: (problem.where.path, problem.where.line, problem.level, problem.check))


def forms_of(terms: Iterable[Term]) -> Iterator[str]:
    """Every form that a lint with chapters wants to have counted."""
    for term in terms:
        yield from (term.name, *term.aliases, *term.variants)


def _apart(one: Term, other: Term) -> bool:
    return bool(one.paths and other.paths and not set(one.paths) & set(other.paths))


def _key(form: str, term: Term) -> str:
    return form if term.case == "exact" else _folded(form)


def _folded(form: str) -> str:
    return fold_form(form) or form.casefold()


def duplicates(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """A name given twice."""
    first: dict[tuple[str, tuple[str, ...]], Term] = {}
    for term in terms:
        other = first.setdefault((term.name, term.paths), term)
        if other is term or (term.override and term.origin.path != other.origin.path):
            continue
        same = contents(term) == contents(other)
        message = f"“{term.name}” is given twice: also at {other.origin}"
        yield Problem("duplicate", Level.ERROR, term.origin, term.name, message, fixable=same)


def contents(term: Term) -> tuple[Any, ...]:
    """What an entry says, wherever it stands."""
    from dataclasses import astuple

    return astuple(term)[:-1]


def contradictions(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """Forms that are right and wrong at once: own variants, variants of two entries, chains and cycles."""
    variants: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for variant in term.variants:
            if variant == term.name or variant in term.aliases:
                what = "name" if variant == term.name else "alias"
                message = f"“{term.name}” lists its own {what} “{variant}” as a variant"
                yield Problem("own-variant", Level.ERROR, term.origin, term.name, message, fixable=True)
                continue
            for rival in variants[_key(variant, term)]:
                if rival is not term and not _apart(rival, term) and rival.name != term.name:
                    message = f"“{variant}” is a variant of “{term.name}” and of “{rival.name}” ({rival.origin})"
                    yield Problem("two-owners", Level.ERROR, term.origin, term.name, message)
            variants[_key(variant, term)].append(term)
    names = {term.name: term for term in terms}
    for term in terms:
        for form in (term.name, *term.aliases):
            for rival in {id(r): r for key in (form, _folded(form)) for r in variants.get(key, ())}.values():
                if rival is term or _apart(rival, term) or rival.name == term.name:
                    continue
                yield _chain(term, form, rival, names)


def _chain(term: Term, form: str, rival: Term, names: dict[str, Term]) -> Problem:
    """“form”, right in ``term``, is a variant of ``rival``: the way from there on."""
    if form != term.name:
        message = f"“{form}” is an alias of “{term.name}” and a variant of “{rival.name}” ({rival.origin})"
        return Problem("contradiction", Level.ERROR, term.origin, term.name, message)
    way, seen = [term, rival], {term.name, rival.name}
    while True:
        owner = next((t for t in names.values() if way[-1].name in t.variants and t is not way[-1]), None)
        if owner is None:
            break
        way.append(owner)
        if owner.name in seen:
            break
        seen.add(owner.name)
    arrow = " → ".join(f"“{step.name}”" for step in way)
    check = "cycle" if way[-1].name == term.name else "chain" if term.variants or len(way) > 2 else "contradiction"
    message = f"“{form}” is this entry's name and a variant of “{rival.name}” ({rival.origin}): {arrow}"
    return Problem(check, Level.ERROR, term.origin, term.name, message)


def untidy(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """Forms that repeat the name, and invisible or decomposed characters, which never match."""
    for term in terms:
        if term.name in term.aliases:
            message = f"“{term.name}” lists itself as an alias"
            yield Problem("own-alias", Level.WARNING, term.origin, term.name, message, fixable=True)
        for form in (term.name, *term.aliases, *term.variants):
            if tidy(form) != form:
                message = f"“{tidy(form)}” holds invisible or decomposed characters"
                yield Problem("characters", Level.WARNING, term.origin, term.name, message, fixable=True)


def tidy(form: str) -> str:
    """A form without invisible characters, composed (NFC), with plain single spaces."""
    visible = "".join(c for c in form if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible).split())


def near_duplicates(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """Names that differ by a letter: one person or two? Nobody asks where the source terms differ."""
    from rapidfuzz.distance import DamerauLevenshtein

    buckets: dict[str, list[int]] = defaultdict(list)
    flat = [letters(term.name) for term in terms]
    for number, form in enumerate(flat):
        if len(form) >= _SHORTEST_NEAR and terms[number].kind not in (Kind.TITLE, Kind.TERM):
            for key in {form, *(form[:i] + form[i + 1 :] for i in range(len(form)))}:
                buckets[key].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in buckets.values():
        if 1 < len(numbers) <= 12:  # What more names share is a pattern and no slip.
            seen.update(combinations(sorted(set(numbers)), 2))
    for one, other in sorted(seen):
        first, second = terms[one], terms[other]
        if first.name == second.name or _apart(first, second) or _told_apart(first, second):
            continue
        if any(a.isdigit() for a in flat[one] + flat[other]):
            continue
        limit = 2 if min(len(flat[one]), len(flat[other])) >= 9 else 1
        if DamerauLevenshtein.distance(flat[one], flat[other]) <= limit:
            message = (
                f"“{second.name}” and “{first.name}” ({first.origin}) are nearly the same: one or two? "
                f"Merge them, or say never = [“{first.name}”]"
            )
            yield Problem("near-duplicate", Level.WARNING, second.origin, second.name, message)


def _told_apart(one: Term, other: Term) -> bool:
    known, rival = set(sources(one)), set(sources(other))
    if known and rival and not known & rival:
        return True
    return other.name in one.never or one.name in other.never


def common_words(terms: Sequence[Term], usage: FormCounter | None) -> Iterator[Problem]:
    """Names and variants that are ordinary English words, with their counts in the chapters."""
    for term in terms:
        if term.kind in (Kind.TITLE, Kind.TERM):
            continue
        if " " not in term.name and len(term.name) > 1 and is_word(term.name):
            advice = "; its lower-case form is never touched" if term.case != "any" else '; case = "any" is dangerous'
            message = f"“{term.name}” is also an English word{_counts(term.name, usage)}{advice}"
            yield Problem("common-word", Level.WARNING, term.origin, term.name, message)
    for term in terms:
        if term.kind is Kind.TITLE:
            continue
        for variant in term.variants:
            if " " not in variant and term.case != "exact" and is_word(variant):
                message = (
                    f"the variant “{variant}” of “{term.name}” is an English word{_counts(variant, usage)}: "
                    "every capitalised one would become the name"
                )
                yield Problem("common-word", Level.WARNING, term.origin, term.name, message)


def _counts(form: str, usage: FormCounter | None) -> str:
    if usage is None:
        return ""
    found = usage.spellings(form)
    small = sum(n for surface, n in found.items() if surface.islower())
    return f" (in your text {small} times in lower case, {sum(found.values()) - small} times with a capital)"


def containing(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """A variant that is a part of another entry's name: the short form alone would be taken for the wrong one."""
    by_form: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in terms:
        for variant in term.variants:
            by_form[fold_form(variant)].append((variant, term))
    for term in terms:
        words = fold_form(term.name).split()
        parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        for part in sorted(parts - {" ".join(words)}):
            for variant, owner in by_form.get(part, ()):
                if owner is not term and not _apart(owner, term):
                    message = f"the variant “{variant}” of “{owner.name}” is a part of “{term.name}” ({term.origin})"
                    yield Problem("part-of-name", Level.WARNING, owner.origin, owner.name, message)


def one_source(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """Source terms with two names."""
    first: dict[str, Term] = {}
    for term in terms:
        for source in sources(term):
            other = first.setdefault(source, term)
            if other.name != term.name and not _apart(other, term):
                message = f"{source} is “{term.name}” here and “{other.name}” at {other.origin}"
                yield Problem("two-names", Level.WARNING, term.origin, term.name, message)


def unknown_titles(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """Titles of which neither the packs nor the table of forms of address know anything."""
    from cleanup.names.titles import addresses, english_titles
    from cleanup.terms.load import read_terms

    titles = [term for term in terms if term.kind is Kind.TITLE and not term.variants]
    if not titles:
        return
    packs = [term for path in pack_paths(None) for term in read_terms(path) if term.kind is Kind.TITLE]
    known = {source for term in packs for source in sources(term)}
    names = {fold_form(form) for term in packs for form in (term.name, *term.aliases)}
    names |= {fold_form(form) for form in english_titles()}
    for term in titles:
        if any(source in known or addresses(source) for source in sources(term)):
            continue
        if not term.source and fold_form(term.name) in names:
            continue
        message = (
            f"the title “{term.name}” is unknown to the packs: list what machine translation makes of it as variants"
        )
        yield Problem("unknown-title", Level.NOTE, term.origin, term.name, message)


def not_found(terms: Sequence[Term], _usage: FormCounter | None) -> Iterator[Problem]:
    """Forms that the names rules do not find, or do not replace, where they are by themselves, with the reason."""
    from cleanup.names.contract import shortfalls
    from cleanup.names.match import NameMatcher

    if any(contradictions(terms, None)):
        return  # which of two entries has the form is to be settled first
    matcher = NameMatcher(terms)
    for number, term in enumerate(terms):
        for form, listed, everywhere, place, reason in shortfalls(matcher, number, doubtful=True):
            what = "the variant" if listed else "the name" if form == term.name else "the form"
            level = Level.WARNING if everywhere else Level.NOTE
            message = f"{what} “{form}” of “{term.name}” is missed in “{' '.join(place.split())}”: {reason}"
            yield Problem("not-found", level, term.origin, term.name, message)


def never_seen(terms: Sequence[Term], usage: FormCounter | None) -> Iterator[Problem]:
    """Variants that never occur in the chapters."""
    if usage is None:
        return
    for term in terms:
        idle = [variant for variant in term.variants if not usage.count(variant)]
        if idle:
            listed = ", ".join(f"“{variant}”" for variant in idle)
            message = f"of “{term.name}” the chapters never have {listed}"
            yield Problem("unused-variant", Level.NOTE, term.origin, term.name, message)


Check = Callable[[Sequence[Term], FormCounter | None], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    duplicates,
    contradictions,
    untidy,
    near_duplicates,
    common_words,
    containing,
    one_source,
    unknown_titles,
    not_found,
    never_seen,
)
"""All checks, in order."""
