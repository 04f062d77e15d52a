"""Words of the source that a model left in its English, with an explanation in brackets or without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.core.model import Applicability
from cleanup.rules.engine.guards import keeps_english
from cleanup.rules.source.chinese import agrees
from cleanup.rules.source.inflection import inflect
from cleanup.rules.source.numbers import rendered
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary
from tests.rules.cleaning import clean, fixed


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("He轻轻 (gently) closed the门 (door).", "He gently closed the door."),
        ("the铁匠铺 (blacksmith's shop) of the village", "the blacksmith's shop of the village"),
        ("He climbed the石阶（stone steps）, and fell.", "He climbed the stone steps, and fell."),
        ("the灯笼 (dēnglong: lantern) over the door", "the lantern over the door"),
        ("the灯笼 (lantern (red)) over the door", "the lantern over the door"),
        ("He saw a鹰 (eagle) and an狼 (wolf).", "He saw an eagle and a wolf."),
        ("门 (door) after门 (door) opened.", "Door after door opened."),
        ("in the Western魏 (Wei) lands", "in the Western Wei lands"),
        ("the Great魏 (Great Wei) army", "the Great Wei army"),
        ("a bronze钟 (bronze bell)", "a bronze bell"),
        ("the钟 (bell) bell", "the bell"),
        ("It was冷 (cold),冷 (cold).", "It was cold, cold."),
        ("“快走 (walk quickly)!”", "“Walk quickly!”"),
        ("He was wounded.忽然 (Suddenly) it rained.", "He was wounded. Suddenly it rained."),
        (
            "He held残剑 (broken swords) and swung断刀 (broken sabers).",
            "He held broken swords and swung broken sabers.",
        ),
    ],
)
def test_a_gloss_takes_the_place_of_its_word(text: str, good: str) -> None:
    assert fixed(text, "leftovers-gloss") == good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("the江湖 (jianghu; meaning the martial world)", "the martial world"),
        ("He could跳 (jumped) well.", "He could jumped well."),
        ("the鬼市 (night market, ghost market) of the town", "the night market of the town"),
        ("the烂柯 (wandering soul) tale", "the wandering soul tale"),
        ("the stony石台 (stone terrace)", "the stony stone terrace"),
        ("the 감나무 (persimmon tree) in the yard", "the persimmon tree in the yard"),
    ],
)
def test_a_gloss_that_is_less_certain_waits_to_be_asked_for(text: str, good: str) -> None:
    assert clean(text, "leftovers-gloss").changes == ()
    config = Config(select=("leftovers-gloss",), unsafe_fixes=True)
    assert Cleaner(config, Glossary(())).clean(text).revised == good


@pytest.mark.parametrize(
    "text",
    [
        "天榜 (see page 12 for the list of names)",
        "天榜 (one two three four five six seven)",
        "天榜 (unfinished",
        "天榜 (a\nb)",
        "天榜 ()",
        "天榜 (1)",
        "Heaven Roll (天榜)",
        "(天榜 (Heaven Roll))",
    ],
)
def test_what_is_no_gloss_stays(text: str) -> None:
    assert clean(text, "leftovers-gloss").changes == ()


BOOK = "He saw the灯塔 (lighthouse). The灯塔 (lighthouse) was dark. "


def test_a_book_that_always_says_the_same_is_believed() -> None:
    assert fixed(BOOK + "At the灯塔 he slept.", "leftovers") == (
        "He saw the lighthouse. The lighthouse was dark. At the lighthouse he slept."
    )


def test_a_book_that_says_it_once_or_differently_is_shown() -> None:
    once = clean("He saw the灯塔 (lighthouse). At the灯塔 he slept.", "leftovers-known").findings
    assert [finding.fix and finding.fix.applicability for finding in once] == [Applicability.SUGGESTION]
    (two,) = clean(BOOK + "A灯塔 (beacon) burned. At the灯塔 he slept.", "leftovers-known").findings
    assert two.suggestions == ("lighthouse", "beacon")
    assert two.fix is not None
    assert two.fix.applicability is Applicability.SUGGESTION


def test_adverbs_and_verbs_are_not_carried_over() -> None:
    text = "She忽然 (suddenly) rose. He忽然 (suddenly) fell. They忽然 ran."
    assert clean(text, "leftovers-known").changes == ()


@pytest.mark.parametrize(
    ("run", "english"),
    [
        ("三万", "30,000"),
        ("十二", "twelve"),
        ("一亿", "100,000,000"),
        ("三丈", "three zhang"),
        ("丈", "zhang"),
        ("丈二", "one zhang two chi"),
        ("半钱", "half a qian"),
        ("三年半", "three and a half years"),
        ("一步", "one step"),
        ("两个时辰", "two double hours"),
        ("戌时三刻", "three quarters into the hour of Xu (7:45 p.m.)"),
        ("子时", "the hour of Zi (11:00 p.m.)"),
        ("午时正", ""),
        ("午正", ""),
        ("忽然", ""),
        ("一", ""),
    ],
)
def test_numbers_measures_and_hours(run: str, english: str) -> None:
    assert rendered(run) == (english or ("the middle of the hour of Wu (12:00 p.m.)" if run == "午时正" else ""))


@pytest.mark.parametrize(
    ("verb", "ending", "form"),
    [
        ("nod", "ed", "nodded"),
        ("laugh", "ing", "laughing"),
        ("strike", "ed", "struck"),
        ("strike", "ing", "striking"),
        ("cry", "ed", "cried"),
        ("watch", "s", "watches"),
        ("take back", "ed", "took back"),
        ("visit", "ed", "visited"),
        ("see", "ing", "seeing"),
        ("Buddha", "ed", ""),
    ],
)
def test_english_endings(verb: str, ending: str, form: str) -> None:
    assert inflect(verb, ending) == form


def test_a_verb_with_an_english_ending_is_offered() -> None:
    (finding,) = clean("The guard点头ed twice.", "leftovers-script").findings
    assert finding.suggestions == ("nodded",)


@pytest.mark.parametrize(
    ("run", "gloss", "agreed"),
    [
        ("弹起", "sprang", True),
        ("甩", "swung", True),
        ("斩马刀", "horse-chopping saber", True),
        ("天", "table", False),
    ],
)
def test_agreement_of_the_dictionary(run: str, gloss: str, agreed: bool) -> None:
    assert agrees(run, gloss) is agreed


PARTS = st.sampled_from(
    [
        "灯塔",
        "忽然",
        "(",
        ")",
        "（",
        "）",
        " ",
        "suddenly",
        "light tower",
        "Tǎ",
        "a ",
        "an ",
        "the ",
        ".",
        ",",
        "\n",
        "“",
    ]
)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=14).map("".join))
def test_english_survives_and_it_settles(text: str) -> None:
    config = Config(select=("leftovers-gloss", "leftovers-known"), unsafe_fixes=True)
    cleaner = Cleaner(config, Glossary(()))
    result = cleaner.clean(text)
    assert result.faults == ()
    assert keeps_english(text, result.revised) == ""
