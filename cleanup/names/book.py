"""What the texts of a run say together about the names of a glossary: the evidence of a whole book.

One chapter rarely says whether a form is somebody else; twenty do. The survey of a run counts, over its texts, what the
judgement of each form goes by.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_MOST_FORMS = 20_000
"""Forms that are remembered, the commonest first."""
_NOTHING: Mapping[Any, int] = MappingProxyType({})


class Book(NamedTuple):
    """The evidence of several texts.

    ``familiar``: the glossary is for their book. ``mentions``: how often the right forms of each entry (by its number)
    stand in them. ``forms``: how often each form stands in them that may be a damaged name. ``beside``: in how many
    blocks a form stands together with a right form of the entry it fits best. ``given``: forms that have a surname
    before them somewhere.
    """

    familiar: bool = False
    mentions: Mapping[int, int] = _NOTHING
    forms: Mapping[str, int] = _NOTHING
    beside: Mapping[str, int] = _NOTHING
    given: frozenset[str] = frozenset()

    def with_text(self, other: Book) -> Book:
        """The evidence with that of one more text."""
        return Book(
            self.familiar or other.familiar,
            _sum(self.mentions, other.mentions),
            _commonest(_sum(self.forms, other.forms)),
            _sum(self.beside, other.beside),
            self.given | other.given,
        )

    def rounded(self) -> Book:
        """The evidence as it is judged by: in steps so wide that an edited chapter seldom changes what holds for all
        others. Forms count by powers of two, entries by whether they are mentioned at all, and a form is ``beside`` its
        entry, as often as it stands at all, or it is not."""
        forms = {form: 1 << count.bit_length() - 1 for form, count in self.forms.items() if count >= FEW}
        return Book(
            self.familiar,
            dict.fromkeys(self.mentions, 1),
            forms,
            {
                form: self.forms.get(form, count)
                for form, count in self.beside.items()
                if count >= 2 and count * 3 >= self.forms.get(form, count)
            },
            self.given,
        )


FEW = 3
"""Times that a form stands in a text which are no slip of the pen."""
UNKNOWN = Book()


def to_fields(book: Book) -> list[Any]:
    """The evidence as JSON has it."""
    mentions = sorted([number, count] for number, count in book.mentions.items())
    forms, beside = (sorted([form, count] for form, count in each.items()) for each in (book.forms, book.beside))
    return [book.familiar, mentions, forms, beside, sorted(book.given)]


def from_fields(fields: Any) -> Book:
    """The evidence from JSON. Raises ValueError or TypeError for anything else."""
    familiar, mentions, forms, beside, given = fields
    return Book(bool(familiar), dict(mentions), dict(forms), dict(beside), frozenset(given))


def _sum(one: Mapping[Any, int], other: Mapping[Any, int]) -> dict[Any, int]:
    total = dict(one)
    for key, count in other.items():
        total[key] = total.get(key, 0) + count
    return total


def _commonest(forms: dict[str, int]) -> dict[str, int]:
    if len(forms) <= _MOST_FORMS:
        return forms
    return dict(sorted(forms.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FORMS])
