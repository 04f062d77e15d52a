from __future__ import annotations

import pytest

from cleanup.core.model import Block, Document, Finding, Span
from cleanup.grammar.coinages import bare, is_coinage
from cleanup.grammar.spelling import UnknownWords


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kuaidi's", "Kuaidi"),
        ("James’", "James"),
        ("Sue-chan", "Sue"),
        ("Thorl-kun's", "Thorl"),
        ("blanketsーーー", "blankets"),
        ("「Elrose", "Elrose"),
        ("Mitsu-Mata", "Mitsu-Mata"),
        ("ーー", ""),
    ],
)
def test_what_is_attached_to_a_word_is_taken_off(word: str, expected: str) -> None:
    assert bare(word) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("Uwaaah", "Yesss", "hahaha", "Kikikikyu", "Ahahaha", "Tch", "hng", "Pfft", "sa", "C2C", "NPCs", "Cough"),
        *(
            "Ufufu",
            "gyagya",
            "kikikyu",
            "Wh-what",
            "I-I-I",
            "goblin-hunter",
            "B-but",
            "regripping",
            "catlike",
            "furball",
            "polearm",
            "",
        ),
    ],
)
def test_coinages_explain_themselves(word: str) -> None:
    assert is_coinage(word)


@pytest.mark.parametrize(
    "word",
    ["Kuaidi", "recieve", "ofthe", "andthen", "teh", "kuaidi", "B-buhk", "Mitsu-Mata", "Glassfoot", "wierd", "Vivi"],
)
def test_names_and_misspellings_do_not(word: str) -> None:
    assert not is_coinage(word)


def found(prose: str, *words: tuple[str, tuple[str, ...]], names: frozenset[str] = frozenset()) -> list[Finding]:
    unknown = UnknownWords(names)
    for word, replacements in words:
        at = prose.find(word)
        while at >= 0:
            unknown.add(Span(at, at + len(word)), prose, replacements)
            at = prose.find(word, at + 1)
    return list(unknown.findings())


def test_a_name_is_for_discovery() -> None:
    assert found("Thorl-kun left. “Thorl!” I saw Thorl's hat.", ("Thorl", ("Thor",))) == []


@pytest.mark.parametrize(
    ("prose", "word", "replacements", "is_told"),
    [
        ("He left his eldest sonthe child.", "sonthe", (), True),
        ("It was wierd.", "wierd", ("weird", "wired"), True),
        ("It struck the pauldron.", "pauldron", ("cauldron",), False),
        ("It fell three zhang away.", "zhang", ("hang",), False),
        ("A ten-zhang pit.", "ten-zhang", (), False),
        ("He插ed it.", "He插ed", (), False),
        ("The kuplu is a coin. A kuplu.", "kuplu", ("kulpu",), False),
        ("The sonthe and sonthe.", "sonthe", (), True),
        ("Then Zhan Yan gaped.", "Yan gaped", ("Yan gapped",), False),
        ("It occured to me.", "occured", ("occurred",), True),
        ("He read the stele.", "stele", ("steel",), False),
        ("They came amidst it.", "amidst", (), False),
        ("From now onwards.", "onwards", ("onward",), False),
        ("A lapis stair.", "lapis", (), False),
        ("A werebat came.", "werebat", (), False),
        ("Of manas there.", "manas", (), False),
        ("A rareTower stood.", "rareTower", (), True),
        ("A TikTok video.", "TikTok", (), False),
        ("The HeWasAlways there.", "HeWasAlways", (), False),
        ("It was ShouWangYue there.", "ShouWangYue", (), True),
    ],
)
def test_what_is_told_is_a_slip(prose: str, word: str, replacements: tuple[str, ...], is_told: bool) -> None:
    assert bool(found(prose, (word, replacements))) is is_told


def test_a_small_word_comes_with_suggestions() -> None:
    (finding,) = found("I recieve it.", ("recieve", ("receive", "relieve", "reprieve", "recipe")))
    assert finding.message == "“recieve” is not in the dictionary"
    assert finding.suggestions == ("receive", "relieve", "reprieve")


@pytest.mark.parametrize("prose", ["“Gyubo!!” he cried.", "Gyubo...", "He ran. Gyubo?!", "* Gyubo!"])
def test_what_only_stands_alone_is_a_cry(prose: str) -> None:
    assert found(prose, ("Gyubo", ())) == []


def test_the_rest_of_a_word_is_none() -> None:
    assert found("F***ing ‘-sann’ F** ing", ("ing", ()), ("sann", ())) == []


def test_several_of_one_name_are_no_other_name() -> None:
    assert found("The four Kuaidis came.", ("Kuaidis", ()), names=frozenset({"Kuaidi"})) == []


def test_words_of_names_are_known_in_any_case() -> None:
    assert found("It is Mu's and MU.", ("Mu's", ("Me's",)), ("MU", ("ME",)), names=frozenset({"Mu"})) == []


def test_a_word_or_two_of_another_country_are_none() -> None:
    assert found("The grey colour.", ("grey", ("gray",)), ("colour", ("color",))) == []


def test_our_own_dictionary_says_what_is_unknown() -> None:
    prose = "The grey colour of the theatre. I recieve it. A pauldron, the 2nd, from sonthe Kuaidi; kuaidis."
    unknown = UnknownWords(frozenset({"Kuaidi"}))
    unknown.scan(Document(prose, prose, (Block(Span(0, len(prose))),)), lambda _place: False)
    assert [(f.rule, prose[f.span.start : f.span.end], f.suggestions) for f in unknown.findings()] == [
        ("grammar-spelling", "recieve", ("receive",)),
        ("grammar-spelling", "sonthe", ()),
        ("grammar-variant", "grey", ()),
    ]


def test_words_of_another_country_are_one_finding() -> None:
    prose = "The grey colour of the theatre, organised by a traveller."
    pairs = (("grey", "gray"), ("colour", "color"), ("theatre", "theater"), ("organised", "organized"))
    findings = found(prose, *((word, (other,)) for word, other in pairs), ("traveller", ("traveler",)))
    assert [f.rule for f in findings] == ["grammar-variant"]
    assert findings[0].message.startswith("“grey” and 4 more are spelled as elsewhere")
    assert prose[findings[0].span.start : findings[0].span.end] == "grey"
