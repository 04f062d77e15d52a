"""Groups of competing forms: what is told of them, that clean prose is quiet, that the time is linear."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.core.model import Applicability, Finding
from cleanup.core.pipeline import Stage, run
from cleanup.formats.markdown import parse as parse_markdown
from cleanup.formats.plain import parse
from cleanup.rules import consistency
from cleanup.rules.consistency import consistency_form
from cleanup.rules.context import Context

CLEAN = sorted((Path(__file__).resolve().parents[3] / "shared/data/clean").glob("*.txt"))


def _found(text: str, **context: object) -> list[Finding]:
    return list(consistency_form.check(parse(text), Context(**context)))  # type: ignore[arg-type]


def test_a_group_has_counts_places_and_the_majority() -> None:
    text = "They said Letao, and so did Letao, for Letao it was.\n\nThe shop letao is new. No, letao is old."
    (finding,) = _found(text)
    assert finding.message == "“letao” (2 times) competes with “Letao” (3 times)"
    assert finding.suggestions == ("Letao",)
    assert [text[span.start : span.end] for span in (finding.span, *finding.places)] == ["letao", "letao"]
    assert finding.fix is None


def test_three_forms_are_one_group() -> None:
    (finding,) = _found("I saw Xue Lian. He saw Xue Lian, too, and Xue-Lian knew.\n\nShe is with Xuelian now.")
    assert finding.message == "“Xue-Lian” (once) and “Xuelian” (once) compete with “Xue Lian” (2 times)"
    assert len(finding.places) == 1


@pytest.mark.parametrize(
    ("rare", "common"),
    [("Amkam", "Amukam"), ("Olbet", "Orbet"), ("Zhanglin", "Zhangolin"), ("Kimbaly", "Kimbarly")],
)
def test_a_letter_or_a_syllable(rare: str, common: str) -> None:
    (finding,) = _found(f"They met {common}. Was it {common}? It was {common}, said {common}.\n\nThen {rare} came.")
    assert (finding.suggestions, finding.places) == ((common,), ())


@pytest.mark.parametrize(
    "text",
    [
        "They met Amukam. Was it Amukam? It was Amukam, said Amukam. Then Amkam came.",  # one paragraph: two people
        "They met Amukam. Was it Amukam? It was Amukam.\n\nThen Amkam came.",  # not rare enough
        "They met Haruko. Was it Haruko? It was Haruko, and Haruko it was.\n\nThen Haruka came.",  # another ending
        "They met Yoruko. Was it Yoruko? It was Yoruko, and Yoruko it was.\n\nThen Toruko came.",  # another start
        "The king met King Otto and King Karl. The king and the king again, and a king.",
        "Letao is new. Letao is old. Letao was here. The letao trees are green.",  # starts sentences
        "# The Cold Storage\n\nIn the cold storage he sat, the cold storage of old, the cold storage.",
    ],
)
def test_what_competes_with_nothing(text: str) -> None:
    assert _found(text) == []


def test_names_of_the_glossary_are_left_to_it() -> None:
    text = "They said Letao, and so did Letao, for Letao it was. The shop letao is new."
    assert len(_found(text)) == 1
    assert _found(text, name_words=frozenset({"Letao"})) == []


def test_places_are_those_of_the_original() -> None:
    """Also behind markup and behind changes."""

    def shorten(document: object) -> list[Finding]:
        from cleanup.core.model import Document, Edit, Fix, Span

        assert isinstance(document, Document)
        at = document.prose.find("very very ")
        fix = Fix((Edit(Span(at, at + 5), ""),), Applicability.SAFE)
        return [Finding("repeats-word", Span(at, at + 5), "twice", fix=fix)] if at >= 0 else []

    text = (
        "*They* said **Letao**, and so did Letao, for Letao it was very very new.\n\n`x` the letao, the *letao* here\n"
    )
    stages = [
        Stage("repeats", shorten),
        Stage("names", lambda document: consistency_form.check(document, Context())),
    ]
    outcome = run(text, stages, parse_markdown)
    assert outcome.revised != text
    (finding,) = outcome.findings
    assert [text[span.start : span.end] for span in (finding.span, *finding.places)] == ["letao", "letao"]


@pytest.mark.skipif(not CLEAN, reason="the evaluation data is not there")
@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem[:20])
def test_clean_prose_is_quiet(path: Path) -> None:
    assert len(_found(path.read_text("utf-8"))) <= 2


def test_time_is_linear() -> None:
    syllables = [(a, b, c) for a in ("ba", "ki", "lu") for b in ("ren", "shi", "tov") for c in ("nal", "gor", "zim")]
    part = "".join(f"He saw {a}{b}{c}. Then {a.title()}{c}{b} met {b.title()}{a}on.\n\n" for a, b, c in syllables)

    def seconds(times: int) -> float:
        document = parse(part * times)
        best = []
        for _ in range(3):
            start = time.process_time()
            list(consistency_form.check(document, Context()))
            best.append(time.process_time() - start)
        return min(best)

    seconds(10)
    assert seconds(160) < 12 * max(seconds(40), 0.005)


FORMS = (
    "Letao|letao|LeTao|Le Tao|Le-Tao|le tao|Lectao|Amukam|Amkam|Cultivation Base|cultivation base|Cultivation-Base|base"
    "|Xue Lian|Xuelian|Xue-Lian|McDonald|Mcdonald|Mc Donald|Grand Duke|grand duke|Grand Duke Otto|The Grand Duke"
).split("|")
FILL = st.sampled_from(["he", "said", "the", "old", "and then", "with", ",", ".", "“", "”", '"', "\n\n", "—", "-"])


@settings(deadline=None, max_examples=400)
@given(
    st.lists(st.sampled_from(FORMS), min_size=1, max_size=4, unique=True).flatmap(
        lambda forms: st.lists(st.one_of(st.sampled_from(forms), FILL), min_size=5, max_size=50)
    ),
    st.sampled_from([frozenset(), frozenset({"Letao"}), frozenset({"Xue"})]),
)
def test_where_no_forms_may_compete_none_do(parts: list[str], names: frozenset[str]) -> None:
    document, context = parse(" ".join(parts)), Context(name_words=names)
    forms = consistency._Forms(document, context)
    groups = [*forms.by_case(), *forms.by_joint(), *forms.by_letters()]
    assert not groups or consistency._may_compete(document.prose, {name.lower() for name in names})
