"""An engine with only the rules that are listened to says of them what the whole engine says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.grammar.excerpt import excerpt, only
from cleanup.grammar.lingotweaker import missing

RULES = """<rules>
<category id="A" name="a">
<!-- <rule id="ONE"> is mended here </rule> -->
<rule id="ONE" name="one"><pattern/></rule>
<rulegroup name="two" id="TWO"><rule><pattern/></rule>
<rule id="ONE"><pattern/></rule></rulegroup>
<rule default="off" id="THREE"><pattern/></rule>
</category>
</rules>"""


def test_rules_and_groups_are_left_by_their_ids() -> None:
    text = only(RULES, {"TWO"})
    assert "<rulegroup" in text
    assert '<rule id="ONE" name' not in text
    assert "THREE" not in text
    assert "mended" not in text
    assert text.startswith("<rules>")
    assert text.endswith("</rules>")
    assert only(RULES, {"ONE", "THREE"}).count("<rule ") == 2


def test_an_excerpt_is_a_folder_of_links_that_goes(tmp_path: Path) -> None:
    place = tmp_path / "en" / "rules" / "grammar.xml"
    place.parent.mkdir(parents=True)
    place.write_text(RULES, "utf-8")
    (tmp_path / "words.txt").write_text("words", "utf-8")
    with excerpt(tmp_path, frozenset({"ONE"})) as some:
        assert (some / "words.txt").read_text("utf-8") == "words"
        assert "THREE" not in (some / "en" / "rules" / "grammar.xml").read_text("utf-8")
    assert not some.exists()
    assert place.read_text("utf-8") == RULES


@pytest.mark.slow
@pytest.mark.skipif(bool(missing()), reason="LingoTweaker is not installed")
def test_the_rules_that_are_left_say_the_same() -> None:
    from cleanup.grammar.levels import listened_to
    from cleanup.grammar.lingotweaker import Checker
    from cleanup.grammar.settings import GrammarSettings

    listened = listened_to(GrammarSettings())
    assert listened is not None
    text = (
        "He go home with three elder brother. It was a apple , and she did went there. Layer by layer by the sea.\n\n"
        "Muli recieve it. They was late, and one of the disciple came more faster. He dont know.Then i left."
    )
    whole = [match for match in Checker("en-US").check(text) if match.rule in listened]
    assert Checker("en-US", (), listened).check(text) == whole
    assert len(whole) > 5
