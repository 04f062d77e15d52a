"""From evidence to proposals: a name with its spellings, counts, kind, gender and contexts, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from cleanup.glossary.discovery.agreeing import canonical_words, in_canonical_words, longer_pairs
from cleanup.glossary.discovery.alignment import COUNTED, PARTLY
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.forms import Form, collect, names_among
from cleanup.glossary.discovery.grouping import JOIN, SURE, Pair, certainty, groups, near, pairs
from cleanup.glossary.discovery.kinds import gender_of, kind_of
from cleanup.glossary.discovery.mining import INSIDE, SPEECH, TITLED
from cleanup.glossary.discovery.words import COMMON_NOUNS
from cleanup.language.english import is_word
from cleanup.language.fold import fold_form
from cleanup.names.predict import renderings
from cleanup.terms.model import Gender, Kind, Term

_LEAST_TITLES = 3
_SAME_SOURCE = 0.97
"""How sure two forms are one name that have the same source term."""
_AGREED = 0.95
"""How sure a spelling of a longer name is whose names are sure."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name to be put into the glossary, or new spellings of one that is there (``entry``).

    ``name``: the proposed canonical form. ``forms``: all spellings with their counts, the commonest first.
    ``reasons``: why each other spelling is taken for the same. ``first`` and ``last``: chapters. ``near``: names that
    are much like this one and were left apart. ``score``: how sure it is that this is a name worth an entry, 0 to 1.
    """

    name: str
    forms: tuple[tuple[str, int], ...]
    count: int
    chapters: int
    first: str
    last: str
    kind: Kind
    kind_reason: str
    gender: Gender | None
    gender_reason: str
    contexts: tuple[tuple[str, str], ...]
    score: float
    reasons: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    source: str = ""
    source_reason: str = ""
    entry: str = ""
    new: bool = True
    same: tuple[float, ...] = ()
    exact: bool = False

    @property
    def sure(self) -> tuple[str, ...]:
        """The spellings but the proposed one that are sure to be it."""
        return tuple(
            form for (form, _), same in zip(self.forms, self.same, strict=False) if form != self.name and same >= SURE
        )

    @property
    def variants(self) -> tuple[str, ...]:
        """The spellings but the proposed one."""
        return tuple(form for form, _ in self.forms if form != self.name)


def propose(
    evidence: Evidence,
    terms: Iterable[Term] = (),
    sources: Mapping[str, tuple[str, str]] | None = None,
    *,
    only_new: bool = False,
) -> list[Proposal]:
    """All proposals of the evidence, the surest first. What the glossary ``terms`` know already is left out.

    ``sources``: for some forms the source term and the reason; forms with the same one are one name.
    """
    forms = collect(evidence)
    names = names_among(forms, evidence)
    found = pairs(names, evidence)
    sources = sources or {}
    joined = _same_source(sources)
    terms_of = {form: term for form, (term, _why) in sources.items()}
    scores = _scores(found, joined)
    words = canonical_words(groups(names, found, joined, terms_of), scores)
    found += longer_pairs(names, words)
    scores = _scores(found, joined)
    grouped = groups(names, found, joined, terms_of)
    why = {frozenset((pair.one, pair.other)): pair.why for pair in found}
    alike: dict[str, list[str]] = {}
    for pair in near(found, grouped):
        alike.setdefault(pair.one, []).append(pair.other)
        alike.setdefault(pair.other, []).append(pair.one)
    terms = tuple(terms)
    known, entries = _known(terms), {term.name: term for term in terms}
    paths = evidence.paths
    proposals = []
    for group in grouped:
        new = [text for text in group if fold_form(text) not in known]
        if only_new and evidence.shown and evidence.shown.issuperset(group):
            continue
        if not new or all(_covered(text, known) for text in new):
            continue
        entry = next((known[fold_form(text)] for text in group if fold_form(text) in known), "")
        if entry in entries and all(fold_form(text) in predicted(entries[entry]) for text in new):
            continue
        same = certainty(group, entry if entry in group else group[0], scores)
        made = _proposal(group, [names[text] for text in group], evidence, why, alike, sources, entry, paths)
        proposals.append(_in_agreement(replace(made, same=same), words))
    proposals = _with_full_names(proposals)
    proposals += titles_proposed(evidence, known)
    return sorted(proposals, key=lambda p: (-p.score, p.name))


def _scores(found: Iterable[Pair], joined: Mapping[tuple[str, str], bool]) -> dict[frozenset[str], float]:
    scores: dict[frozenset[str], float] = {}
    for pair in found:
        key = frozenset((pair.one, pair.other))
        scores[key] = max(scores.get(key, 0.0), pair.score)
    for (one, other), sure in joined.items():
        key = frozenset((one, other))
        scores[key] = max(scores.get(key, 0.0), _SAME_SOURCE if sure else JOIN)
    return scores


def _in_agreement(proposal: Proposal, words: Mapping[str, str]) -> Proposal:
    """A longer name in the spelling that the names in it have by themselves, even where no chapter has it so."""
    name = proposal.name if proposal.entry else in_canonical_words(proposal.name, words)
    if name == proposal.name:
        return proposal
    known = dict(proposal.forms)
    forms = proposal.forms if name in known else ((name, 0), *proposal.forms)
    same = dict(zip(known, proposal.same, strict=True)) | {name: 1.0}
    return replace(proposal, name=name, forms=forms, same=tuple(max(same[form], _AGREED) for form, _ in forms))


def _with_full_names(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals; a longer name of which nothing else is known is a person's when a name in it is."""
    people = {form for p in proposals if p.kind is Kind.PERSON for form, _ in p.forms if " " not in form}
    found = []
    for proposal in proposals:
        words = proposal.name.split()
        theirs = next((word for word in (words[0], words[-1]) if word in people), "")
        if (
            proposal.kind is Kind.NAME
            and len(words) > 1
            and theirs
            and all(word in people or not is_word(word) for word in words)
        ):
            found.append(replace(proposal, kind=Kind.PERSON, kind_reason=f"{theirs} is a person’s name"))
        else:
            found.append(proposal)
    return found


def predicted(term: Term) -> frozenset[str]:
    """The folded forms that are found without being listed: the name itself, and what is predicted of it."""
    return frozenset(fold_form(form) for form in (term.name, *(r.surface for r in renderings(term))))


def titles_proposed(evidence: Evidence, known: Mapping[str, str]) -> list[Proposal]:
    """Titles of several words that stand before names at least three times; those before the same names are much
    alike."""
    from collections import Counter

    counts: Counter[str] = Counter()
    bearers: dict[str, set[str]] = {}
    places: dict[str, set[int]] = {}
    for line, chapters in evidence.titles.items():
        title, _, name = line.partition("\t")
        counts[title] += sum(chapters.values())
        bearers.setdefault(title, set()).add(name)
        places.setdefault(title, set()).update(map(int, chapters))
    paths = evidence.paths
    found = []
    for title, count in counts.items():
        if count < _LEAST_TITLES or fold_form(title) in known or title in evidence.rejected:
            continue
        rivals = tuple(other for other in counts if other != title and bearers[other] & bearers[title])
        before = ", ".join(sorted(bearers[title])[:3])
        found.append(
            Proposal(
                name=title,
                forms=((title, count),),
                count=count,
                chapters=len(places[title]),
                first=paths[min(places[title])],
                last=paths[max(places[title])],
                kind=Kind.TITLE,
                kind_reason=f"it stands before {before}",
                gender=None,
                gender_reason="",
                contexts=(),
                score=round(min(0.6, 0.2 + 0.05 * count), 3),
                near=rivals[:5],
                new=title not in evidence.shown,
            )
        )
    return found


def _known(terms: Iterable[Term]) -> dict[str, str]:
    return {
        fold_form(form): term.name
        for term in terms
        for form in (term.name, *term.aliases, *term.variants, *term.never, *term.forms)
    }


def _covered(text: str, known: Mapping[str, str]) -> bool:
    """Whether a form is a full name of which the glossary knows every part."""
    words = text.split()
    return len(words) > 1 and all(fold_form(word) in known for word in words if word not in ("of", "the"))


def _same_source(sources: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], bool]:
    """Pairs of forms that have one source term, and whether it is sure that both have it."""
    by_source: dict[str, list[str]] = {}
    for form, (source, _why) in sources.items():
        by_source.setdefault(source.replace("・", ""), []).append(form)
    unsure = {form for form, (_, why) in sources.items() if f" {PARTLY} " in why or f" {COUNTED} " in why}
    found = {}
    for several in by_source.values():
        ordered = sorted(several, key=lambda form: form in unsure)
        found.update({(ordered[0], other): ordered[0] not in unsure and other not in unsure for other in ordered[1:]})
    return found


def _proposal(
    group: Sequence[str],
    forms: Sequence[Form],
    evidence: Evidence,
    why: Mapping[frozenset[str], str],
    alike: Mapping[str, Sequence[str]],
    sources: Mapping[str, tuple[str, str]],
    entry: str,
    paths: Sequence[str],
) -> Proposal:
    source, source_reason = next((sources[text] for text in group if text in sources), ("", ""))
    kind, kind_reason = kind_of(forms, source)
    gender, gender_reason = gender_of(forms, kind)
    count = sum(form.count for form in forms)
    chapters = sorted({number for form in forms for number in form.chapters})
    contexts = tuple(context for form in forms for context in evidence.contexts.get(form.text, [])[:2])[:6]
    reasons = tuple(_reason(text, group, why) for text in group[1:])
    close = tuple(dict.fromkeys(other for text in group for other in alike.get(text, ())))[:5]
    shown = bool(evidence.shown) and set(group) <= evidence.shown
    return Proposal(
        name=entry or group[0],
        forms=tuple((form.text, form.count) for form in forms),
        count=count,
        chapters=len(chapters),
        first=paths[chapters[0]],
        last=paths[chapters[-1]],
        kind=kind,
        kind_reason=kind_reason,
        gender=gender,
        gender_reason=gender_reason,
        contexts=contexts,
        score=_score(forms, kind, count, len(chapters), bool(source)),
        reasons=reasons,
        near=close,
        source=source,
        source_reason=source_reason,
        entry=entry,
        new=not shown,
        exact=_is_like_words(group, evidence),
    )


def _is_like_words(group: Sequence[str], evidence: Evidence) -> bool:
    """Whether a form stands in small letters as well, or could: *Late-stage*, *Beastman*, *Black Dragon*,
    *Cousin* Angela, Orla *Family*."""
    return any(evidence.lower[text.lower()] > 0 or _could_be_small(text, evidence) for text in group)


def _could_be_small(text: str, evidence: Evidence) -> bool:
    words = text.split()
    parts = [part for word in words for part in word.split("-") if part]
    if all(map(is_word, parts)):
        return True
    if len(words) == 1:
        return False
    first, last = words[0].lower(), words[-1].lower()
    if is_word(first) and (evidence.lower[first] > 0 or "-" in first):
        return True
    return is_word(last) and last not in COMMON_NOUNS


def _reason(text: str, group: Sequence[str], why: Mapping[frozenset[str], str]) -> str:
    for other in group:
        if frozenset((text, other)) in why and other != text:
            return f"“{text}”: {why[frozenset((text, other))]} as “{other}”"
    return f"“{text}”: the same source term"


def _score(forms: Sequence[Form], kind: Kind, count: int, chapters: int, has_source: bool) -> float:
    """How sure it is that this is a name worth an entry: how often, how clearly capitalised, in how many chapters."""
    inside = sum(form.counts[INSIDE] for form in forms)
    called = sum(form.counts[TITLED] + form.counts[SPEECH] for form in forms)
    odds = -1.5 + 1.1 * log(count + 1) + 0.4 * log(chapters + 1) + 1.0 * min(1.0, inside / count) - 0.5
    odds += 0.6 * min(2.0, log(called + 1))
    if kind is Kind.TERM:
        odds -= 1.2 if has_source else 2.2
    return round(1 / (1 + exp(1.5 - odds)), 3)
