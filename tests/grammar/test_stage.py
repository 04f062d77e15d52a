from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from cleanup.core.model import OBJECT, Applicability, Document, Span
from cleanup.grammar.engine import Answer, GrammarMatch
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.grammar.levels import finding_id
from cleanup.grammar.settings import GrammarSettings
from cleanup.grammar.stage import GrammarStage
from cleanup.rules.context import Context
from cleanup.rules.rule import Level
from tests.grammar.conftest import clean, parse, stage_of

Get = Callable[[str], IsolatedEngine]


class Recorded:
    """Answers given beforehand: for each text that contains the key, matches at the words named."""

    name = "recorded"
    version = "1"
    fingerprint = "recorded"
    trouble: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __init__(self, *matches: tuple[str, str, tuple[str, ...]], category: str = "GRAMMAR") -> None:
        self._matches = matches
        self._category = category
        self.asked: list[str] = []

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        self.asked += texts
        return [tuple(self._of(text)) for text in texts]

    def _of(self, text: str) -> list[GrammarMatch]:
        found = []
        for rule, where, replacements in self._matches:
            start = text.find(where)
            while start >= 0:
                span = Span(start, start + len(where))
                found.append(GrammarMatch(span, rule, f"About {rule}.", replacements, self._category))
                start = text.find(where, span.end)
        return found

    def close(self) -> None:
        pass


def names(*words: str) -> Context:
    def protected(document: Document) -> list[Span]:
        found = []
        for word in words:
            at = document.prose.find(word)
            while at >= 0:
                found.append(Span(at, at + len(word)))
                at = document.prose.find(word, at + 1)
        return sorted(found)

    return Context(name_words=frozenset(" ".join(words).split()), protected=protected)


def test_safe_fixes_are_applied_others_shown(embedded: Get) -> None:
    stage = stage_of(embedded("lingotweaker"))
    outcome = clean("It was a apple. He go home.\n\nThen i left , at last.", stage)
    assert outcome.revised == "It was an apple. He go home.\n\nThen I left, at last."
    assert {f.rule for f in outcome.findings} == {"grammar-he-verb-agr"}
    assert outcome.findings[0].suggestions == ("goes", "went")
    assert {c.rule for change in outcome.changes for c in change.causes} == {
        "grammar-en-a-vs-an",
        "grammar-i-lowercase",
        "grammar-comma-parenthesis-whitespace",
    }
    assert stage.unchecked == ()
    assert stage.engine.startswith("lingotweaker 0.")


def test_a_second_pass_asks_only_about_changed_paragraphs() -> None:
    engine = Recorded(("EN_A_VS_AN", "a", ("an",)))
    stage = GrammarStage(engine, GrammarSettings())
    clean("It do good.\nOn a egg.\nIt do good.", stage)
    assert engine.asked == ["It do good.", "On a egg."]


def test_a_line_end_inside_a_paragraph_is_asked_as_a_space() -> None:
    engine = Recorded()
    stage = GrammarStage(engine, GrammarSettings(categories={"GRAMMAR": Level.REPORT}))
    text = "One\ntwo."
    assert list(stage(Document(text, text, (parse("One two.").blocks[0],)), Context())) == []
    assert engine.asked == ["One two."]


@pytest.mark.parametrize(
    ("match", "kept"),
    [
        (("MORFOLOGIK_RULE_EN_US", "Muli", ("Mali",)), False),
        (("SOME_RULE", "Muli", ()), False),
        (("SOME_RULE", "see Muli", ("see Mali",)), False),
        (("SOME_RULE", "?”Li", ("?” Li",)), True),
        (("SOME_RULE", "see Muli", ("sees Muli",)), False),
        (("SOME_RULE", "Li Mu went", ("Li Mo went", "Li Mu goes")), False),
        (("SOME_RULE", "so what", ("so",)), True),
        (("SOME_RULE", " Li", (" li",)), False),
        (("SOME_RULE", "Mu went", ("Mutt went",)), False),
    ],
)
def test_names_are_never_corrected(match: tuple[str, str, tuple[str, ...]], kept: bool) -> None:
    stage = GrammarStage(Recorded(match), GrammarSettings(categories={"GRAMMAR": Level.REPORT}))
    document = parse("They see Muli; so what?”Li Mu went.")
    findings = list(stage(document, names("Muli", "Li Mu")))
    assert bool(findings) is kept


def test_names_hold_where_only_a_word_of_them_stands() -> None:
    stage = GrammarStage(Recorded(("SpellCheck", "Mu's", ("Me's",)), category="Spelling"), GrammarSettings())
    assert list(stage(parse("It is Mu's turn."), Context(name_words=frozenset({"Li", "Mu"})))) == []


def test_a_word_of_a_name_is_only_suggested_about() -> None:
    stage = GrammarStage(Recorded(("EN_A_VS_AN", "An", ("A",))), GrammarSettings())
    (finding,) = stage(parse("An ran home."), Context(name_words=frozenset({"An", "Ran"})))
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.SUGGESTION


def test_unknown_names_are_no_findings_but_told_as_a_whole() -> None:
    stage = GrammarStage(Recorded(), GrammarSettings())
    text = "He met Kuaidi Bo.\nKuaidi Bo's car was late. An Siwei came, and Kuaidi Bo saw An Siwei with Muli."
    assert list(stage.report(parse(text), names("Muli"))) == []
    assert stage.unlisted == ("Kuaidi Bo", "An Siwei")
    stage.begin()
    assert stage.unlisted == ()


def test_what_only_begins_a_sentence_is_no_part_of_a_name() -> None:
    stage = GrammarStage(Recorded(), GrammarSettings())
    assert (
        list(
            stage.report(
                parse(
                    "Then Thorl left. Why Thorl? I, Thorl, and Monday. Uwaaah! Uwaaah! Once Reedor. Great乾, Great乾."
                ),
                Context(),
            )
        )
        == []
    )
    assert stage.unlisted == ("Thorl",)


def test_spelling_is_answered_by_our_own_dictionary() -> None:
    engine = Recorded(("MORFOLOGIK_RULE_EN_US", "kuplu", ("kulpu",)))
    stage = GrammarStage(engine, GrammarSettings())
    document = parse("I recieve his eldest sonthe child, a kuplu and a rareTower.")
    assert list(stage(document, Context())) == []
    found = list(stage.report(document, Context()))
    assert [document.prose[f.span.start : f.span.end] for f in found] == ["recieve", "sonthe", "rareTower"]
    assert {f.rule for f in found} == {"grammar-spelling"}
    off = GrammarStage(engine, GrammarSettings(rules={"grammar-spelling": Level.OFF}))
    assert list(off.report(document, Context())) == []
    assert list(GrammarStage(engine, GrammarSettings(reports=False)).report(document, Context())) == []


def test_spelling_of_other_variants_is_for_the_engine() -> None:
    engine = Recorded(("MORFOLOGIK_RULE_EN_GB", "recieve", ("receive",)))
    stage = GrammarStage(engine, GrammarSettings(language="en-GB"))
    document = parse("I recieve colour.")
    assert [f.rule for f in stage(document, Context())] == ["grammar-spelling"]
    assert list(stage.report(document, Context())) == []


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("HE_HIS", "on"),
        ("PHRASE_REPETITION", "is done is done"),
        ("PHRASE_REPETITION", "one by one by"),
        ("CD_NN", "four pound"),
        ("CD_NN", "the two look"),
    ],
)
def test_what_is_not_worth_reading_is_dropped(rule: str, place: str) -> None:
    document = parse(f"Well, {place}.")
    assert list(GrammarStage(Recorded((rule, place, ("x",))), GrammarSettings())(document, Context())) == []
    wanted = GrammarStage(Recorded((rule, place, ("x",))), GrammarSettings(rules={rule: Level.REPORT}))
    assert len(list(wanted(document, Context()))) == 1


def test_the_engine_is_named_for_what_it_answered_only() -> None:
    stage = GrammarStage(Dead(), GrammarSettings(categories={"GRAMMAR": Level.REPORT}))
    list(stage(parse("It is dark.\nIt is dark here."), Context()))
    assert stage.engine == ""
    assert stage.asked == (0, 2)
    list(stage(parse("It is dark.\nIt is light."), Context()))
    assert stage.engine == "recorded 1"
    assert stage.asked == (1, 2)


def test_what_could_not_be_shown_is_not_asked() -> None:
    engine = Recorded()
    stage = GrammarStage(engine, GrammarSettings())
    document = parse("He went home. She did went.\nAll was well.")
    list(stage(document, Context()))
    assert engine.asked == ["She did went."]
    assert stage.asked == (1, 2)
    everything = GrammarStage(engine, GrammarSettings(rules={"SOME_RULE": Level.REPORT}))
    list(everything(document, Context()))
    assert engine.asked[1:] == ["He went home.", "She did went.", "All was well."]


def test_a_sentence_that_recurs_is_asked_once() -> None:
    engine = Recorded(("CD_NN", "three cat", ("three cats",)))
    stage = GrammarStage(engine, GrammarSettings())
    document = parse("He saw three cat. All was well.\nI saw three cat. “Mr. Reed had three cat.” He saw three cat.")
    found = list(stage(document, Context()))
    assert engine.asked == ["He saw three cat.", "I saw three cat.", "“Mr. Reed had three cat.”"]
    assert [document.prose[f.span.start : f.span.end] for f in found] == ["three cat"] * 4


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Then Li Can said so.", ("MD_BASE", "Can said", ("Can say",))),
        ("Lord Cant rose.", ("SOME_RULE", "Cant", ("Can't",))),
        ("An Ziyue rose.", ("SOME_RULE", "An", ("A",))),
        ("He saw Reed twice. Reed run away.", ("SOME_RULE", "Reed run", ("Reeds run",))),
        ("Then Li Can said so.", ("MD_BASE", "said", ("say",))),
        ("Thorl have gone.", ("SOME_RULE", "Thorl have", ("Thorl has",))),
    ],
)
def test_what_touches_a_name_is_no_finding(text: str, match: tuple[str, str, tuple[str, ...]]) -> None:
    stage = GrammarStage(Recorded(match), GrammarSettings(categories={"GRAMMAR": Level.REPORT}))
    assert list(stage(parse(text), Context())) == []


def test_what_is_only_reported_is_not_asked_when_it_is_not_wanted() -> None:
    engine = Recorded()
    stage = GrammarStage(engine, GrammarSettings(reports=False))
    assert list(stage(parse("He were here.\nIt is a apple."), Context())) == []
    assert engine.asked == ["It is a apple."]
    assert stage.engine
    stage.begin()
    assert list(stage(parse("He were here."), Context())) == []
    assert engine.asked == ["It is a apple."]
    assert not stage.engine  # it had no part in this text


def test_what_a_user_has_applied_is_always_asked() -> None:
    engine = Recorded()
    stage = GrammarStage(engine, GrammarSettings(reports=False, rules={"SOME_RULE": Level.FIX}))
    assert list(stage(parse("He were here."), Context())) == []
    assert engine.asked == ["He were here."]


def test_findings_at_what_is_not_prose_are_dropped() -> None:
    engine = Recorded(("A_NNS", "an", ("a",)))
    stage = GrammarStage(engine, GrammarSettings(categories={"GRAMMAR": Level.REPORT}))
    text = f"See an {OBJECT} or and an end."
    assert [f.span.start for f in stage(parse(text), Context())] == [text.index("and"), text.index("an end")]


@pytest.mark.parametrize(
    ("settings", "applicability"),
    [
        (GrammarSettings(), Applicability.SAFE),
        (GrammarSettings(level=Level.REPORT), Applicability.SUGGESTION),
        (GrammarSettings(level=Level.UNSAFE), Applicability.UNSAFE),
        (GrammarSettings(rules={"EN_A_VS_AN": Level.REPORT}), Applicability.SUGGESTION),
        (GrammarSettings(rules={"grammar-en-a-vs-an": Level.UNSAFE}), Applicability.UNSAFE),
        (GrammarSettings(rules={"EN_A_VS_AN": Level.OFF}), None),
        (GrammarSettings(level=Level.OFF), None),
        (GrammarSettings(categories={"GRAMMAR": Level.OFF}), None),
        (GrammarSettings(categories={"GRAMMAR": Level.OFF}, rules={"EN_A_VS_AN": Level.FIX}), Applicability.SAFE),
    ],
)
def test_levels(settings: GrammarSettings, applicability: Applicability | None) -> None:
    stage = GrammarStage(Recorded(("EN_A_VS_AN", "a", ("an",))), settings)
    found = [f.fix.applicability for f in stage(parse("On a egg."), Context()) if f.fix]
    assert found == ([applicability] if applicability else [])


def test_a_rule_can_be_switched_on_and_applied() -> None:
    engine = Recorded(("EN_ELLIPSIS", "...", ("…",)))
    assert list(GrammarStage(engine, GrammarSettings())(parse("So..."), Context())) == []
    fixing = GrammarStage(engine, GrammarSettings(rules={"EN_ELLIPSIS": Level.FIX}))
    assert clean("So...", fixing).revised == "So…"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("EN_A_VS_AN", "grammar-en-a-vs-an"),
        ("RepeatedWords", "grammar-repeated-words"),
        ("AnA", "grammar-an-a"),
        ("ModalOf", "grammar-modal-of"),
        ("IT_IS_2", "grammar-it-is-2"),
        ("THE_SUPERLATIVE[3]", "grammar-the-superlative-3"),
    ],
)
def test_finding_ids(rule: str, expected: str) -> None:
    assert finding_id(rule) == expected


class Dead(Recorded):
    trouble = ("recorded crashed and was stopped.",)

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        return [None if "dark" in text else () for text in texts]


def test_what_got_no_answer_is_told_and_asked_again() -> None:
    stage = GrammarStage(Dead(), GrammarSettings(categories={"GRAMMAR": Level.REPORT}))
    assert (
        list(stage(parse("All is light.\nIt is dark, very dark, in this long paragraph.\nA dark end."), Context()))
        == []
    )
    assert stage.unchecked == (
        "2 paragraphs, the first “It is dark, very dark, in this long para…”, have not been checked for grammar. "
        "recorded crashed and was stopped.",
    )
    list(stage(parse("All is light."), Context()))
    assert stage.unchecked == ()
    list(stage(parse("It is dark."), Context()))
    assert stage.unchecked[0].startswith("the paragraph “It is dark.” has not been checked")


@pytest.mark.parametrize("name", ["lingotweaker", "harper"])
def test_cleaning_is_idempotent(embedded: Get, name: str) -> None:
    stage = stage_of(embedded(name))
    text = "It was  a apple , and and i should of gone.Then the the end,, he dont know , you see."
    once = clean(text, stage).revised
    assert once != text
    assert clean(once, stage).revised == once
