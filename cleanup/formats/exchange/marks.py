"""Marks that say to a translator that a translation changed: ``fuzzy`` in gettext catalogues, a state in XLIFF.

After the manual of GNU gettext (“The Format of PO Files”), OASIS XLIFF 1.2 (`state`, `approved`) and 2.1 (`state`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.core.model import Change, Edit, Span
from cleanup.formats.markup.tokens import Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens

_REVIEW = "needs-review-translation"
_OPEN_STATES = frozenset({_REVIEW, "needs-adaptation", "needs-l10n", "needs-review-adaptation", "needs-review-l10n",
                          "needs-translation", "new"})  # fmt: skip
"""States of XLIFF 1.2 that ask for a person already."""
_DONE_STATES = frozenset({"reviewed", "final"})
"""States of XLIFF 2 that a changed translation is no longer in."""


def fuzzy(source: str, changes: Sequence[Change]) -> list[Edit]:
    """What makes the entries of a catalogue fuzzy in which something changes."""
    newline = "\r\n" if "\r\n" in source[:10_000] else "\n"
    edits: dict[int, Edit] = {}
    for change in changes:
        key, flags = _entry(source, change.span.start)
        if flags < 0:
            edits.setdefault(key, Edit(Span(key, key), f"#, fuzzy{newline}"))
        elif "fuzzy" not in source[flags : source.find("\n", flags)]:
            edits.setdefault(key, Edit(Span(flags + 2, flags + 2), " fuzzy,"))
    return sorted(edits.values())


def _entry(source: str, position: int) -> tuple[int, int]:
    """Where the entry with a translation begins, behind its comments, and its line of flags (-1: it has none)."""
    key = flags = -1
    start = source.rfind("\n", 0, position) + 1
    while True:
        line = source[start : start + 10].lstrip(" \t")
        if line.startswith(("msgctxt", "#|")) or (line.startswith("msgid") and not line.startswith("msgid_pl")):
            key = start
        elif line.startswith("#,"):
            flags = start
        elif key >= 0 and not line.startswith(("#", '"')):
            break
        if start == 0:
            break
        start = source.rfind("\n", 0, start - 1) + 1
    return max(key, 0), flags


def review_state(source: str, changes: Sequence[Change]) -> list[Edit]:
    """What asks for a review of the targets of a file in XLIFF in which something changes."""
    waiting = iter(changes)
    change = next(waiting, None)
    edits: list[Edit] = []
    stack: list[Token] = []
    for token in xml_tokens(source, {}):
        if token.kind is Kind.OPEN:
            stack.append(token)
        elif token.kind is Kind.CLOSE:
            opened = stack.pop()
            if opened.name != "target":
                continue
            while change is not None and change.span.start < opened.end:
                change = next(waiting, None)
            is_changed = change is not None and change.span.end <= token.start
            while change is not None and change.span.end <= token.start:
                change = next(waiting, None)
            if is_changed:
                edits += _asking(source, opened, stack)
    return sorted(set(edits))


def _asking(source: str, target: Token, stack: Sequence[Token]) -> Iterator[Edit]:
    """What asks for a review of one target that stands in some elements."""
    parent = stack[-1].name if stack else ""
    if parent == "segment":
        state = attributes(source, stack[-1]).get("state")
        if state is not None and state.value in _DONE_STATES:
            yield Edit(Span(state.start, state.end), "translated")
        return
    state = attributes(source, target).get("state")
    if state is None:
        start = target.start + 1 + len(source[target.start + 1 : target.end].rstrip(">").split()[0])
        yield Edit(Span(start, start), f' state="{_REVIEW}"')
    elif state.value not in _OPEN_STATES:
        yield Edit(Span(state.start, state.end), _REVIEW)
    unit = next((token for token in reversed(stack) if token.name == "trans-unit"), None)
    approved = attributes(source, unit).get("approved") if unit is not None else None
    if approved is not None and approved.value == "yes":
        yield Edit(Span(approved.start, approved.end), "no")
