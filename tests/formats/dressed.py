"""What holds of every format that has markup, escapes or several texts, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.core.effects import has_effect
from cleanup.core.mapping import Mapping
from cleanup.core.model import Document, Edit, FileResult, Finding, Fix, Span
from cleanup.core.placing import changing
from cleanup.core.resolve import Candidate
from cleanup.core.revision import replay
from cleanup.formats.registry import format_named
from cleanup.settings.config import Config
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary
from tests.core.toy import applied

TERMS: tuple[dict[str, Any], ...] = (
    {"name": "Tan Wei", "source": "谭威", "kind": "person"},
    {"name": "Moyun", "source": "墨云", "kind": "place", "variants": ["ink cloud", "Mo Yun"]},
    {"name": "Senior Brother Gao", "kind": "person", "variants": ["Elder Martial Brother Gao"]},
)
WORDS = st.sampled_from(
    ["Tan", "Wei", "Mo", "Yun", "ink", "cloud", "moyun", "Elder", "Martial", "Brother", "Gao", "said", "he", "The", "x"]
)
MARKS = st.sampled_from([" ", " ", " ", ".", ",", " ,", "  ", "“", "”", '"', "'", "…", "...", "。", "，", "é", "李"])
PROSE = st.lists(st.one_of(WORDS, MARKS), max_size=8).map("".join)
"""Prose with the kinds of damage that rules and glossary repair."""


def glossary() -> Glossary:
    """A small glossary."""
    return Glossary(tuple(term_from(term) for term in TERMS))


@cache
def cleaner() -> Cleaner:
    """A cleaner with a small glossary."""
    return Cleaner(Config(), glossary())


def clean(source: str, fmt: str) -> FileResult:
    """What cleaning comes to, with what holds for every text checked: no faults, stable, replayable."""
    result = cleaner().clean(source, format=fmt)
    assert result.faults == ()
    assert replay(source, result.changes) == result.revised
    again = cleaner().clean(result.revised, format=fmt)
    assert again.faults == ()
    assert again.revised == result.revised
    return result


def check(document: Document, source: str) -> None:
    """Blocks and pieces are in order and cover the prose, and what is said to be verbatim is."""
    assert document.source == source
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.prose)
        end = block.span.end
    prose = 0
    for piece in document.pieces:
        assert piece.prose.start == prose
        assert 0 <= piece.source.start <= piece.source.end <= len(source)
        shown = document.prose[piece.prose.start : piece.prose.end]
        if piece.verbatim:
            assert shown == source[piece.source.start : piece.source.end]
        prose = piece.prose.end
    assert prose == len(document.prose)


def check_edit(
    data: st.DataObject, source: str, fmt: str, same: Callable[[str], object], *, careless: bool = False
) -> None:
    """An edit of the prose that the mapping allows leaves everything else as it is: what ``same`` makes of the source
    (its markup) is what it makes of the edited one. In a ``careless`` source text may turn into markup: then the edit
    does not have its effect, and the pipeline refuses it."""
    parse = format_named(fmt).parse
    document = parse(source)
    check(document, source)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(document.prose))] * 2)))
    edit = Edit(Span(start, end), data.draw(st.one_of(PROSE, st.sampled_from(["&", "<b>", "]]>", "\\", '"', "\t"]))))
    edits = Mapping(document).edits(edit)
    if edits is None:
        return
    edited = applied(source, edits)
    if careless:
        finding = Finding("test", edit.span, "", fix=Fix((edit,)))
        if not has_effect(document, [Candidate(finding, edits, changing([edit], document.prose))], parse):
            return
    assert same(edited) == same(source)
    after = parse(edited)
    check(after, edited)
    expected = applied(document.prose, [edit])
    if "\ufffc" in document.prose or "\ufffc" in after.prose or "." in edit.text:
        return  # text became an address, or is none any more
    assert "".join(after.prose.split()) == "".join(expected.split())
