"""Names decided beside the source: what it has is safe, what it has not is somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.core.model import Applicability, Span
from cleanup.core.parallel import Linked, Parallel
from cleanup.formats.registry import format_named
from cleanup.names.match import NameMatcher
from cleanup.names.source_terms import SourceTerms
from cleanup.terms.model import Kind, Term

MARELL = Term("Marell", source="マレル", kind=Kind.PERSON)
TOVA = Term("Tova", source="トーヴァ", kind=Kind.PERSON)
PARAGRAPHS = ["Merel opened the door.", "Nobody was there but Merel.", "She closed the door again."]


def decided(source: Sequence[str] | None, *terms: Term, probability: float = 1.0) -> list[tuple[str, str]]:
    """What becomes of each form: its text and replacement, with a question mark where that is only suggested."""
    text = "\n\n".join(PARAGRAPHS)
    document = format_named("plain").parse(text)
    parallel = None
    if source is not None:
        links = [
            Linked(Span(*block.span), raw, probability) for block, raw in zip(document.blocks, source, strict=True)
        ]
        parallel = Parallel(tuple(links), fits=True)
    decisions = NameMatcher(terms).analyse(document, parallel).decisions
    return [
        (d.surface, d.replacement if d.applicability is Applicability.SAFE else f"{d.replacement}?") for d in decisions
    ]


def test_without_a_source_it_is_suggested() -> None:
    assert decided(None, MARELL, TOVA) == [("Merel", "Marell?"), ("Merel", "Marell?")]


def test_what_the_source_has_is_safe() -> None:
    source = ["マレルは扉を開けた。", "マレルのほかには誰もいなかった。", "彼女は扉を閉めた。"]
    assert decided(source, MARELL, TOVA) == [("Merel", "Marell"), ("Merel", "Marell")]


def test_what_the_source_has_at_most_places_is_safe_where_it_leaves_the_name_out() -> None:
    source = ["マレルは扉を開けた。", "ほかには誰もいなかった。", "彼女は扉を閉めた。"]
    assert decided(source, MARELL, TOVA) == [("Merel", "Marell"), ("Merel", "Marell")]


def test_what_the_source_has_nowhere_is_somebody_else() -> None:
    source = ["ダレルは扉を開けた。", "ダレルのほかには誰もいなかった。", "彼女は扉を閉めた。"]
    assert decided(source, MARELL, TOVA) == []


def test_an_uncertain_link_says_nothing() -> None:
    source = ["ダレルは扉を開けた。", "ダレルのほかには誰もいなかった。", "彼女は扉を閉めた。"]
    assert decided(source, MARELL, TOVA, probability=0.6) == decided(None, MARELL, TOVA)


def test_a_source_that_does_not_fit_says_nothing() -> None:
    document = format_named("plain").parse("\n\n".join(PARAGRAPHS))
    matcher = NameMatcher([MARELL, TOVA])
    assert matcher.analyse(document, Parallel()) == matcher.analyse(document)


def test_source_terms() -> None:
    terms = SourceTerms(
        [Term("Lin Qiuyan", source="林秋雁", kind=Kind.PERSON), Term("Lin Clan", source="林家"), MARELL]
    )
    assert terms.entries("秋雁走进林家") == {0, 1}
    assert terms.entries("林秋雁") == {0}
    assert terms.may_mean(0, "林姑娘")
    assert not terms.may_mean(2, "ダレル")
    assert SourceTerms([]).entries("林") == frozenset()
