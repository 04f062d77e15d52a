"""What a file of evidence has to look like: it lies in a repository, and anybody may have written it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_MOST = 1_000_000_000
"""More than anything is found in any book."""


def check_shape(data: Mapping[str, Any], columns: int) -> None:
    """Raise TypeError or KeyError for values of another kind than evidence has: ``columns`` counts for each form."""
    for path, chapter in _table(data["chapters"]):
        _refuse_unless(isinstance(path, str) and isinstance(chapter["digest"], str))
        places = dict(_table(chapter["paragraphs"]))
        for form, counts in _table(chapter["counts"]):
            _refuse_unless(isinstance(form, str) and len(counts) == columns and _are_counts(counts))
            _refuse_unless(_are_counts(places[form]))
        _refuse_unless(_are_counts(dict(_table(chapter["titles"])).values()))
    _refuse_unless(_are_counts(dict(_table(data["lower"])).values()))
    for _form, several in _table(data["contexts"]):
        _refuse_unless(isinstance(several, list) and all(_are_texts(pair, 2) for pair in several))
    _refuse_unless(_are_texts(data["rejected"]) and _are_texts(data["shown"]))
    _refuse_unless(all(_are_texts(pair, 2) for pair in data["apart"]))
    _refuse_unless(all(isinstance(line, str) for _form, line in _table(data["sources"])))


def _refuse_unless(is_right: bool) -> None:
    if not is_right:
        raise TypeError("not evidence")


def _table(value: Any) -> Iterable[tuple[Any, Any]]:
    _refuse_unless(isinstance(value, dict))
    items: Iterable[tuple[Any, Any]] = value.items()
    return items


def _are_counts(values: Iterable[Any]) -> bool:
    return all(type(value) is int and 0 <= value <= _MOST for value in values)


def _are_texts(values: Any, size: int = 0) -> bool:
    is_list = isinstance(values, list) and all(isinstance(value, str) for value in values)
    return is_list and size in (0, len(values))
