"""What a file of evidence has to look like: it lies in a repository, and anybody may have written it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

_MOST = 1_000_000_000
"""More than anything is found in any book."""
_LARGEST = 64 * 1024 * 1024
"""Bytes that what a chapter added unpacks to, at most."""
_PLACES = re.compile(r"\d{1,9}:(?:\d{1,9}(?:\.\d{1,9})*)?(?:;\d{1,9}:(?:\d{1,9}(?:\.\d{1,9})*)?)*")


def check_shape(data: Mapping[str, Any], columns: int) -> None:
    """Raise TypeError or KeyError for values of another kind than evidence has: ``columns`` counts for each form."""
    chapters = len(dict(_table(data["chapters"])))
    _refuse_unless(all(_are_texts(pair, 2) for _path, pair in _table(data["chapters"])))
    places = dict(_table(data["places"]))
    _refuse_unless(all(_is_place(place, chapters) for place in places.values()))
    _check_counts(data["counts"], columns)
    _refuse_unless(places.keys() >= dict(_table(data["counts"])).keys())
    for _title, numbers in _table(data["titles"]):
        _refuse_unless(all(number.isdecimal() and int(number[:10]) < chapters for number, _ in _table(numbers)))
        _refuse_unless(_are_counts(numbers.values()))
    _refuse_unless(_are_counts(dict(_table(data["lower"])).values()))
    _refuse_unless(_are_counts(dict(_table(data["blocks"])).values()))
    for _form, several in _table(data["contexts"]):
        _refuse_unless(isinstance(several, list) and all(_are_texts(pair, 2) for pair in several))
    _refuse_unless(all(_are_texts(data[key]) for key in ("rejected", "shown", "compared")))
    _refuse_unless(all(_are_texts(pair, 2) for key in ("apart", "alike") for pair in data[key]))
    _refuse_unless(all(isinstance(line, str) for key in ("sources", "files") for _form, line in _table(data[key])))


def unpacked(packed: str, columns: int) -> tuple[dict[str, list[int]], dict[str, int], dict[str, int]]:
    """What a chapter added: counts of forms, titles, words in small letters. Raises ValueError or TypeError for
    anything else, or too much."""
    stream = zlib.decompressobj()
    try:
        held = stream.decompress(base64.b64decode(packed), _LARGEST)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if not stream.eof:
        raise ValueError("damaged, or too large")
    counts, titles, lower = json.loads(held.decode("utf-8", "surrogatepass"))
    _check_counts(counts, columns)
    _refuse_unless(_are_counts(dict(_table(titles)).values()) and _are_counts(dict(_table(lower)).values()))
    return counts, titles, lower


def _check_counts(counts: Any, columns: int) -> None:
    _refuse_unless(all(len(each) == columns and _are_counts(each) for _form, each in _table(counts)))


def _is_place(place: Any, chapters: int) -> bool:
    return bool(_PLACES.fullmatch(place)) and all(int(p.partition(":")[0]) < chapters for p in place.split(";"))


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
