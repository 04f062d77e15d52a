"""What two glossaries differ in, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleanup.terms.file import table_of
from cleanup.terms.merge import sources
from cleanup.terms.model import Term


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is only in one glossary, or differs: ``what`` is ``added``, ``removed``, ``renamed`` or
    ``changed``.

    ``details``: what changed, a line each.
    """

    what: str
    name: str
    details: tuple[str, ...] = ()


def compare(old: Iterable[Term], new: Iterable[Term]) -> list[Difference]:
    """The differences from ``old`` to ``new``, by name. An entry that has another name with the same source is
    renamed."""
    before = {(term.name, term.paths): term for term in old}
    after = {(term.name, term.paths): term for term in new}
    gone = {key: term for key, term in before.items() if key not in after}
    come = {key: term for key, term in after.items() if key not in before}
    found = []
    for key, term in list(come.items()):
        former = next(
            (
                other
                for other in gone.values()
                if set(sources(other)) & set(sources(term)) or other.name in term.variants
            ),
            None,
        )
        if former is not None:
            del gone[(former.name, former.paths)], come[key]
            found.append(
                Difference("renamed", former.name, (f"name: {former.name} → {term.name}", *_details(former, term)))
            )
    found += [Difference("removed", term.name) for term in gone.values()]
    found += [Difference("added", term.name, tuple(_whole(term))) for term in come.values()]
    for key, term in after.items():
        if key in before and (details := _details(before[key], term)):
            found.append(Difference("changed", term.name, tuple(details)))
    return sorted(found, key=lambda difference: (difference.name.casefold(), difference.what))


def _whole(term: Term) -> list[str]:
    return [f"{key}: {_shown(value)}" for key, value in table_of(term).items() if key != "name"]


def _details(old: Term, new: Term) -> list[str]:
    one, other = table_of(old), table_of(new)
    lines = []
    for key in dict.fromkeys((*one, *other)):
        if key == "name" or one.get(key) == other.get(key):
            continue
        a, b = one.get(key), other.get(key)
        if isinstance(a or b, list):
            first, second = list(a or []), list(b or [])
            lines += [f"{key}: + {_shown(item)}" for item in second if item not in first]
            lines += [f"{key}: - {_shown(item)}" for item in first if item not in second]
        else:
            lines.append(f"{key}: {_shown(a) or '(none)'} → {_shown(b) or '(none)'}")
    return lines


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
