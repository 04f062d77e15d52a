"""Several lists of entries made one glossary, which does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleanup.errors import GlossaryError
from cleanup.language.fold import fold_form
from cleanup.terms.model import Glossary, Kind, Term


def merge(own: Sequence[Sequence[Term]], shipped: Sequence[Sequence[Term]] = ()) -> Glossary:
    """The glossary of the user's ``own`` files in order, over the ``shipped`` packs.

    Raises GlossaryError, naming both places, for a name given twice, a variant of two entries, and a canonical form or
    alias that is another entry's variant (which covers chains and cycles).
    """
    mine = _layers(own)
    check(mine)
    packs = [term for pack in shipped for term in pack]
    check(packs)
    if not packs:
        return Glossary(tuple(mine))
    return Glossary(tuple(_over_packs(mine, packs)))


def _layers(files: Sequence[Sequence[Term]]) -> list[Term]:
    """The entries of all files, overridden ones replaced where they stood."""
    merged: dict[tuple[str, tuple[str, ...]], Term] = {}
    for number, file in enumerate(files):
        for term in file:
            key = (term.name, term.paths)
            earlier = merged.get(key)
            if earlier is not None and not (term.override and number > 0 and earlier.origin.path != term.origin.path):
                hint = (
                    "Remove one of them."
                    if earlier.origin.path == term.origin.path
                    else "Add override = true to the later entry if it shall replace the earlier one."
                )
                message = f"the name “{term.name}” is given twice: also at {earlier.origin}"
                raise GlossaryError(message, where=str(term.origin), hint=hint)
            merged[key] = term
            if term.override:
                taken = {_folded(form) for form in (term.name, *term.aliases, *term.variants)}
                for other_key, other in list(merged.items()):
                    if other is not term and other.origin.path != term.origin.path:
                        merged[other_key] = _without_variants(other, taken)
    return list(merged.values())


def _without_variants(term: Term, taken: Iterable[str]) -> Term:
    forms = set(taken)
    kept = tuple(variant for variant in term.variants if _folded(variant) not in forms)
    return term if kept == term.variants else replace(term, variants=kept)


def _folded(form: str) -> str:
    """What forms have in common that are the same to the matcher: *Mi-Yue* and *mi yue*."""
    return fold_form(form) or form.casefold()


def _key(form: str, term: Term) -> str:
    return form if term.case == "exact" else _folded(form)


def _apart(one: Term, other: Term) -> bool:
    """Whether two entries are declared for different files, so that they never meet."""
    return bool(one.paths and other.paths and not set(one.paths) & set(other.paths))


def check(terms: Sequence[Term]) -> None:
    """Raise GlossaryError at the first contradiction; see `merge`."""
    variants: dict[str, list[Term]] = {}
    for term in terms:
        for variant in term.variants:
            if variant == term.name or variant in term.aliases:
                what = "its own name" if variant == term.name else "one of its aliases"
                raise GlossaryError(
                    f"“{term.name}” lists {what} “{variant}” as a variant",
                    where=str(term.origin),
                    hint="A variant is a wrong form: remove it.",
                )
            if variant in term.never:
                raise GlossaryError(
                    f"“{variant}” is listed both in variants and in never of “{term.name}”",
                    where=str(term.origin),
                    hint="Remove it from one of them.",
                )
            for rival in variants.get(_key(variant, term), ()):
                if rival is not term and not _apart(rival, term):
                    raise GlossaryError(
                        f"“{variant}” is a variant of “{term.name}” and of “{rival.name}” ({rival.origin})",
                        where=str(term.origin),
                        hint="Keep it in one of them.",
                    )
            variants.setdefault(_key(variant, term), []).append(term)
    for term in terms:
        for form in (term.name, *term.aliases):
            for key in {form, _folded(form)}:
                for rival in variants.get(key, ()):
                    if rival is not term and not _apart(rival, term) and (key == form or rival.case != "exact"):
                        what = "canonical form" if form == term.name else "alias"
                        raise GlossaryError(
                            f"“{form}” is the {what} of this entry and a variant of “{rival.name}” ({rival.origin})",
                            where=str(term.origin),
                            hint="One of the two must go: a right form cannot also be a wrong one.",
                        )


def _over_packs(mine: Sequence[Term], packs: Sequence[Term]) -> list[Term]:
    """Own entries over the packs': same name or same source and kind are merged, own words win, no contradictions
    left."""
    own_names = {term.name: index for index, term in enumerate(mine)}
    own_sources = {source: index for index, term in enumerate(mine) for source in sources(term)}
    settled = {_folded(form) for term in mine for form in (term.name, *term.aliases, *term.variants, *term.never)}
    result = list(mine)
    rest: list[Term] = []
    for pack in packs:
        index = own_names.get(pack.name)
        if index is None:
            index = next((own_sources[source] for source in sources(pack) if source in own_sources), None)
        forms = [form for form in pack.variants if _folded(form) not in settled]
        if index is None:
            if _folded(pack.name) not in settled:
                aliases = tuple(alias for alias in pack.aliases if _folded(alias) not in settled)
                rest.append(replace(pack, variants=tuple(forms), aliases=aliases))
            continue
        term = result[index]
        if term.paths:
            continue
        if _folded(pack.name) not in settled and _is_distinctive(pack):
            forms.insert(0, pack.name)
        same = pack.name == term.name
        forms = [form for form in forms if same or not _is_part(form, term)]
        settled.update(_folded(form) for form in forms)
        result[index] = replace(
            term,
            variants=term.variants + tuple(forms),
            aliases=term.aliases + tuple(a for a in pack.aliases if same and _folded(a) not in settled),
            source=term.source or pack.source,
            kind=pack.kind if term.kind == "name" else term.kind,
            never=term.never + tuple(form for form in pack.never if form not in term.never),
        )
    return result + rest


def _is_distinctive(pack: Term) -> bool:
    """Whether a pack's name can only mean this entry. “Master” is not only 师父, nor “Young Master” only 公子, and a
    term is English that a text may use for something else: *spiritual energy* where the glossary has *spiritual qi*.
    What a term means is found by its meaning, where the text agrees."""
    return pack.kind not in (Kind.TITLE, Kind.TERM) and pack.case != "exact"


def _is_part(form: str, term: Term) -> bool:
    """Whether a form of a pack has only words of one's own name: *Foundation Establishment* is no damage where the
    glossary has *Foundation Establishment Realm*, but short for it."""
    words = iter(_folded(term.name).split())
    return all(word in words for word in _folded(form).split())


def sources(term: Term) -> tuple[str, ...]:
    """The source terms of an entry."""
    return tuple(part.strip() for part in term.source.split("/") if part.strip())
