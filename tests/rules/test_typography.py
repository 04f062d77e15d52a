"""The typography rules together: whole lines as an editor would leave them, and what holds for any text."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult
from cleanup.core.revision import replay
from cleanup.formats.plain import parse
from cleanup.rules.context import Context
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Rule, Stage
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary

TYPOGRAPHY = tuple(rule for rule in RULES if rule.stage is Stage.TYPOGRAPHY)


@cache
def _cleaner(quotes: str = "auto") -> Cleaner:
    return Cleaner(Config(select=tuple(rule.id for rule in TYPOGRAPHY), quotes=quotes), Glossary())


def _clean(text: str, quotes: str = "auto") -> FileResult:
    return _cleaner(quotes).clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "“Well,” he said, “it’s 3:30, the U.S. market is closed (e.g. in New York), and J. R. R. is late.”",
        'He paid $1,000.50 for No. 5, vol. 2, pp. 3-5; a 12" record cost .75 more.',
        "‘I don’t think so,’ said Jeeves. ‘The boys’ boat is a 6'2\" thing.’",
        "“‘No,’ he said,” she told us. “‘Never.’”",
        "rock ’n’ roll, the ’90s, ’tis, ’em, fo’c’sle, O’Brien, d’Artagnan",
        "two- and three-year plans; pre- and post-war; a well-known man - or so",
        "And then . . . nothing. What?! No!!! Wait. . . .",
        "Wait... So.... What...?",
        "See ‘Notes’ (1), [2] and {3}; a/b, and/or, 50% & more, #1, @home, 5 °C",
        "“Is it—” “No.” “—true?” He stopped—dead.",
        "“The first paragraph goes on.\n\n“The second closes.”",
        "* * *",
        "- an item\n- another item",
        "Roses are red,\nViolets are blue",
        "I am happy :) and you ;-) or :D :P ^_^ (^o^) \\(^o^)/ m(_ _)m",
        "Mr. D—— of ——shire, 18——",
        "他说：“你好，世界。”然后走了。",
        "C:\\Users\\Lei, std::vector, x = a[1, 2]; f(a, b)",
        "Dear Sir,\n\nyour letter has come.\n\nYours,\n\nLei",
    ],
)
def test_sound_text_stays(text: str) -> None:
    result = _clean(text)
    assert result.revised == text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "They looked at Li Mu and said, ”what do you say?”Li Mu said: ”it's very simple , isn't it ? ”",
            "They looked at Li Mu and said, “what do you say?”\n\nLi Mu said: “it's very simple, isn't it?”",
        ),
        (
            "「Where are you going？」he asked。「Home，of course！」",
            "“Where are you going?” he asked. “Home, of course!”",
        ),
        ("''Hello,'' he said ,''I am a middle -aged man.''", '"Hello," he said, "I am a middle-aged man."'),
        ('" Go ! "he cried. " Now。。。 "', '"Go!" he cried. "Now..."'),
        ("I don 't know——nobody does,,", "I don't know—nobody does,"),
        ("He came ( as always ) late.He left  at once。", "He came (as always) late. He left at once."),
        ("“Yes,”, he said.“No.”.", "“Yes,” he said. “No.”"),
        ("He said:\n( as always ) “no”.", "He said:\n(as always) “no”."),
        ("The score was 3 :\n5 men left.", "The score was 3:\n5 men left."),
        ("“I will go,” said Lei\n\n“Then go”he answered", "“I will go,” said Lei.\n\n“Then go” he answered"),
    ],
)
def test_damaged_text_is_mended(text: str, want: str) -> None:
    result = _clean(text)
    assert result.faults == ()
    assert result.revised == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("“Really?”“Yes.”", "“Really?”\n\n“Yes.”"),
        ("> “Really?”“Yes.”", "> “Really?” “Yes.”"),
        ("- “Really?”“Yes.”", "- “Really?” “Yes.”"),
        ("# “Really?”“Yes.”", "# “Really?” “Yes.”"),
        ("“*Really?*”“Yes.”", "“*Really?*”\n\n“Yes.”"),
        ("See `a”b`. “Really?”“Yes.”", "See `a”b`. “Really?”\n\n“Yes.”"),
        ("a line that breaks  \nand “ goes on ” here", "a line that breaks  \nand “goes on” here"),
        ("the `code` , and [a link](http://a.b/c ,d) .", "the `code`, and [a link](http://a.b/c ,d)."),
    ],
)
def test_markdown(text: str, want: str) -> None:
    result = _cleaner().clean(text, format="markdown")
    assert result.faults == ()
    assert result.revised == want


def test_explicit_style_holds_for_all_marks() -> None:
    text = "\"It's 'late',\" he said. 'Tis the dogs' dinner. “No.”"
    assert _clean(text, "curly").revised == "“It’s ‘late’,” he said. ’Tis the dogs’ dinner. “No.”"
    assert _clean(_clean(text, "curly").revised, "straight").revised == text.replace("“", '"').replace("”", '"')


MARKS = ["“", "”", '"', "'", "‘", "’", "''", "``", " ", "  ", "\u3000", "\n", "\n\n", ",", ".", "!", "?", ";", ":", "…"]
MARKS += [
    "...",
    ". . .",
    "。",
    "，",
    "！",
    "——",
    "--",
    " - ",
    "-",
    "—",
    "(",
    ")",
    "（",
    "）",
    "「",
    "」",
    "『",
    "《",
    "\ufffc",
]
WORDS = [
    "said",
    "Li Mu",
    "he",
    "I",
    "and",
    "The",
    "middle",
    "aged",
    "don",
    "t",
    "s",
    "12",
    "6",
    "a",
    "yes",
    "word",
    "them",
]
texts = st.lists(st.sampled_from(MARKS) | st.sampled_from(WORDS) | st.just(" "), max_size=60).map("".join)
styles = st.sampled_from(["auto", "curly", "straight"])


@given(texts | st.text(max_size=80), styles)
@settings(max_examples=400, deadline=None)
def test_any_text_settles_and_keeps_its_letters(text: str, quotes: str) -> None:
    result = _clean(text, quotes)
    assert result.faults == ()
    assert replay(text, result.changes) == result.revised
    assert [c for c in result.revised if c.isalnum()] == [c for c in text if c.isalnum()]
    assert _clean(result.revised, quotes).changes == ()


@pytest.mark.parametrize("rule", TYPOGRAPHY, ids=lambda rule: rule.id)
def test_a_long_line_takes_linear_time(rule: Rule) -> None:
    """Rows of what the rule looks at, in one line: a rule that is quadratic needs minutes for this."""
    context = Context(options=rule.options)
    seeds = [e.bad for e in rule.examples] + [k.text for k in rule.keeps] + list(rule.needs[:8])
    for seed in {*seeds, *(mark for mark in MARKS if not rule.needs or set(mark) & set(rule.needs))}:
        line = (seed.replace("\n", " ") + " a") * (30_000 // (len(seed) + 2))
        document = parse(line)
        start = time.process_time()
        for _finding in rule.check(document, context):
            pass
        assert time.process_time() - start < 3, seed
