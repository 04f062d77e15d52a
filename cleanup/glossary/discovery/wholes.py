"""Names that mining cut, at a possessive, at *and* or after a title, and that the book has as wholes."""

from __future__ import annotations

from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.mining import INITIAL, INSIDE, POSSESSIVE
from cleanup.language.english import is_word
from cleanup.language.fold import fold_form
from cleanup.names import pinyin

_AGAIN = 3
"""How often a name with a possessive or *and* in it must stand in the book."""
_AGAIN_TITLED = 2
_SHARE = 0.7
"""The share of the places of its last part that must be the whole: where the part stands by itself, it is a name."""
_SHARE_TITLED = 0.8
_PART_OF_NAME = frozenset(("great", "grand", "high", "holy", "big"))
"""Words that are part of a name wherever the name is never without them: Great Void."""

_RANKS = frozenset(
    "king queen emperor empress prince princess duke marquis lord elder old little immortal sage".split()
)
"""Words that are part of a name of one syllable that is never without them: King Wei, Old Liu."""


def whole_names(evidence: Evidence) -> dict[str, list[int]]:
    """The counts of all forms; cut names are among them, with a tab at the cut, if they are wholes, and are no longer
    counted for their parts then."""
    found = {form: counts for form, counts in evidence.counts.items() if "\t" not in form}
    cut = [(form, counts) for form, counts in evidence.counts.items() if "\t" in form]
    for whole, counts in sorted(cut, key=lambda item: (-_count(item[1]), item[0])):
        first, _, last = whole.partition("\t")
        parts = [POSSESSIVE.sub("", first.removesuffix(" and")), last] if _is_joined(first) else [last]
        if not _is_whole(first, last, _count(counts), _count(found.get(last, ()))):
            continue
        found[whole] = counts
        for part in parts:
            if part in found:
                left = [max(0, a - b) for a, b in zip(found[part], counts, strict=True)]
                found[part] = left
    return {form: counts for form, counts in found.items() if _count(counts)}


def _count(counts: list[int] | tuple[()]) -> int:
    return counts[INSIDE] + counts[INITIAL] if counts else 0


def _is_joined(first: str) -> bool:
    return first.endswith(" and") or bool(POSSESSIVE.search(first))


def _is_whole(first: str, last: str, count: int, whole: int) -> bool:
    if _is_joined(first):
        return count >= _AGAIN and count >= _SHARE * whole
    if count < _AGAIN_TITLED or count < _SHARE_TITLED * whole:
        return False
    if first.lower() in _PART_OF_NAME:
        return True
    if first.lower() not in _RANKS:
        return False
    flat = fold_form(last).replace(" ", "")
    return len(pinyin.syllables(flat)) == 1 and not is_word(last)
