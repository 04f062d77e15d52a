"""Surnames that are English function words (He 何, An 安, You 游): what is stuck to the name is found all the same."""

from __future__ import annotations

import pytest

from cleanup.cleaner import Cleaner
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary, Kind, Term

OFTEN = "{0} came. {0} sat. {0} ate. {0} rose. {0} left. {0} slept. {0} woke. {0} sang. {0} read. "


def _clean(text: str, name: str, source: str) -> str:
    return Cleaner(Config(), Glossary((Term(name, source=source, kind=Kind.PERSON),))).clean(text).revised


@pytest.mark.parametrize(
    ("name", "source", "glued"),
    [("He Jian", "何建", "He Jianxiao"), ("An Ran", "安然", "An Randian"), ("You Mu", "游牧", "You Mu Zheng")],
)
def test_what_is_stuck_to_the_name_goes(name: str, source: str, glued: str) -> None:
    often = OFTEN.format(name) * 2
    assert _clean(f"{often}{glued} smiled.", name, source) == f"{often}{name} smiled."


@pytest.mark.parametrize(
    "text", ["He Jianguo came. He Jianguo sat. He Jianguo left.", "He and Jian came.", "He saw Jian."]
)
def test_others_stay(text: str) -> None:
    often = OFTEN.format("He Jian")
    assert _clean(often + text, "He Jian", "何建") == often + text
