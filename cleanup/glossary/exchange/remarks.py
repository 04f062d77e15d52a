"""Kind, gender and note of an entry as one remark, for formats that have a single field for it."""

from __future__ import annotations

from typing import Any

from cleanup.glossary.model import KIND_SYNONYMS, Gender, Kind, Term

_GENDERS = {
    "男": "male",
    "男性": "male",
    "女": "female",
    "女性": "female",
    **{str(gender): str(gender) for gender in Gender},
}
_KINDS = {**{str(kind): str(kind) for kind in Kind}, **{word: str(kind) for word, kind in KIND_SYNONYMS.items()}}


def remark(term: Term) -> str:
    """``female; person; the note``: what is said, parts that say nothing left out."""
    parts = [str(term.gender)] if term.gender else []
    if not (term.kind is Kind.NAME or (term.gender and term.kind is Kind.PERSON)):
        parts.append(str(term.kind))
    return "; ".join([*parts, *([term.note] if term.note else [])])


def read_remark(text: str) -> dict[str, Any]:
    """The values in a remark: leading words that are a gender or a kind, and the rest as the note."""
    values: dict[str, Any] = {}
    rest = text.strip()
    while rest:
        word, _, more = rest.partition(";")
        key = word.strip().lower()
        if key in _GENDERS and "gender" not in values:
            values["gender"] = _GENDERS[key]
        elif key in _KINDS and "kind" not in values:
            values["kind"] = _KINDS[key]
        else:
            values["note"] = rest
            break
        rest = more.strip()
    if values.get("kind") == "name":
        del values["kind"]
    elif "gender" in values:
        values.setdefault("kind", "person")
    return values
