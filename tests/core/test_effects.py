"""Effects: an edit that would make or break markup is not made, whatever its rule meant."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core import effects
from cleanup.core.model import OBJECT, Document, Edit, Finding, Fix, Piece, Span
from cleanup.core.pipeline import Stage, run
from cleanup.core.resolve import Candidate
from tests.core.toy import SOURCES, lines, parse, plain, replacing, together


def addresses(source: str) -> Document:
    """Plain text in which ``@word`` is an address: one placeholder."""
    pieces = []
    prose = ""
    position = 0
    for match in [*re.finditer(r"@\w+", source), None]:
        end = match.start() if match else len(source)
        if position < end:
            pieces.append(Piece(Span(len(prose), len(prose) + end - position), Span(position, end)))
            prose += source[position:end]
        if match:
            pieces.append(Piece(Span(len(prose), len(prose) + 1), Span(*match.span()), verbatim=False, fixed=True))
            prose += OBJECT
            position = match.end()
    return Document(source, prose, lines(prose), tuple(pieces) if OBJECT in prose else ())


@pytest.mark.parametrize(
    ("source", "pattern", "text", "refused"),
    [
        # Emphasis, a quotation and an entity that the text did not have.
        ("a ＊b＊ c", "＊", "*", 2),
        ("a\n＞ b", "＞", ">", 1),
        ("a amp; c", " (?=amp)", " &", 1),
        # Text alone.
        ("a (b c", r"\(", "[", 0),
        ("a b\n> c", "b", "B\n\n", 0),
    ],
)
def test_markup_is_neither_made_nor_broken(source: str, pattern: str, text: str, refused: int) -> None:
    other = replacing("other", "^a", "A")
    outcome = run(source, [Stage("s", together(replacing("r", pattern, text), other))], parse)
    assert [(r.finding.rule, r.reason) for r in outcome.refusals] == [("r", "it would make or break markup")] * refused
    assert outcome.revised == (source if refused else re.sub(pattern, text, source)).replace("a", "A", 1)
    assert outcome.faults == ()


@pytest.mark.parametrize(
    ("source", "pattern", "text", "revised"),
    [
        ("see @\u200babc", "\u200b", "", "see @abc"),
        ("see ＠abc and @def", "＠", "@", "see @abc and @def"),
        ("see @abc \ufffc  def", "  ", " ", "see @abc \ufffc def"),
        ("see def@abc", "def", "def ", "see def @abc"),
    ],
)
def test_text_may_become_an_address(source: str, pattern: str, text: str, revised: str) -> None:
    def check(document: Document) -> list[Finding]:
        return list(replacing("r", pattern, text)(document)) if document.source == source else []

    outcome = run(source, [Stage("s", check)], addresses)
    assert (outcome.revised, outcome.refusals, outcome.faults) == (revised, (), ())


def test_edits_that_only_together_make_markup_are_told_apart() -> None:
    # In this format a pair of stars is markup and a single one is text.
    def pairs(source: str) -> Document:
        return parse(source) if source.count("*") == 2 else plain(source)

    outcome = run("a + b + c", [Stage("s", together(replacing("r", r"\+", "*"), replacing("z", "c", "Z")))], pairs)
    assert outcome.revised == "a * b + Z"
    assert len(outcome.refusals) == 1


def _markup(document: Document) -> tuple[int, list[str]]:
    """How much of a source is not in the prose, and what stands in the fixed places."""
    shown = sum(piece.source.end - piece.source.start for piece in document.pieces)
    fixed = [document.source[p.source.start : p.source.end] for p in document.pieces if p.fixed]
    return len(document.source) - shown if document.pieces or not document.prose else 0, fixed


def _star_candidates(document: Document, at: Callable[[int], bool]) -> list[Candidate]:
    found = []
    for match in re.finditer("x", document.prose):
        edit = Edit(Span(*match.span()), "*" if at(match.start()) else "y")
        found.append(Candidate(Finding("r", edit.span, "", fix=Fix((edit,))), (edit,), (edit,)))
    return found


@given(st.sets(st.integers(0, 40), max_size=6))
def test_exactly_the_edits_to_blame_are_left_out(bad: set[int]) -> None:
    document = parse("x " * 41)
    candidates = _star_candidates(document, lambda position: position // 2 in bad)
    kept, refused = effects.split_by_effect(document, candidates, parse)
    assert {c.edits[0].span.start // 2 for c in refused} == bad
    assert len(kept) + len(refused) == 41


@pytest.mark.parametrize("budget", [0, 5000, 20_000])
def test_the_search_ends_and_the_next_passes_go_on(budget: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "_BUDGET", budget)
    parsed = 0

    def counting(source: str) -> Document:
        nonlocal parsed
        parsed += len(source)
        return parse(source)

    document = parse("x " * 500)
    every = _star_candidates(document, lambda position: position % 10 == 0)
    kept, refused = effects.split_by_effect(document, every, counting)
    assert len(kept) + len(refused) == 500
    assert parsed <= budget + 20 * len(document.source)
    good = together(replacing("good", r"(?<=^x )x", "y"), replacing("good", r"x(?=\s*\Z)", "z"))
    outcome = run("x " * 200, [Stage("s", together(replacing("bad", "^x", "*"), good))], parse)
    assert outcome.revised == "x y " + "x " * 197 + "z "


@given(SOURCES, st.sampled_from(["*", "> ", "&amp;", "&", "a"]), st.sampled_from(["a", " ", "bc", r"\.", "\n"]))
def test_whatever_is_written_markup_stays_as_it_was(source: str, text: str, pattern: str) -> None:
    def once(document: Document) -> list[Finding]:
        return list(replacing("r", pattern, text)(document)) if document.source == source else []

    outcome = run(source, [Stage("s", once)], parse)
    before, after = parse(source), parse(outcome.revised)
    assert _markup(after) == _markup(before)


def test_letters_spelled_out_in_an_address_or_saved_on_an_entity_are_not_lost() -> None:
    # "dots" goes from the source and "b" from the prose: no letter goes from both.
    def letters(before: str, after: str) -> str:
        return "" if re.sub(r"\W", "", before) == re.sub(r"\W", "", after) else "letters"

    check = together(replacing("entity", r"\.\.\.", "…"), replacing("code", r"\(", "{"))
    outcome = run("a &dots; (b} c", [Stage("s", check, letters)], parse)
    assert (outcome.revised, outcome.faults) == ("a … {b} c", ())


def test_a_placeholder_that_stands_in_the_text_itself_is_text() -> None:
    # The source has the character, an address becomes one more, and the two are not mixed up.
    outcome = run(f"{OBJECT} @\u200babc {OBJECT}", [Stage("s", replacing("r", "\u200b", ""))], addresses)
    assert (outcome.revised, outcome.refusals) == (f"{OBJECT} @abc {OBJECT}", ())
    outcome = run(f"@abc {OBJECT} ＠def", [Stage("s", replacing("r", "＠", "@"))], addresses)
    assert (outcome.revised, outcome.refusals) == (f"@abc {OBJECT} @def", ())
