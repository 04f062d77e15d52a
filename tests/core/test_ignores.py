"""Directives: what is to be ignored, and that nothing can break a directive."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core import ignores as module
from cleanup.core.ignores import Ignores, find_ignores
from cleanup.core.model import Edit, Span
from tests.core.toy import TEXTS, applied

DIRECTIVES = st.sampled_from(
    [
        "\n%% cleanup: off\n",
        "\n%% cleanup: off names\r\n",
        "\n%% cleanup: on\n",
        "\r\n%% cleanup: on names\n",
        "\n%% cleanup: ignore\n",
        "\n  %%cleanup: ignore quotes-spacing, names -- they mean it\n",
        "<!-- cleanup: off -->",
        "<!-- cleanup: on -->",
        "<!-- cleanup: ignore casing -->",
        "\n%% cleanup: ignore-file casing\n",
    ]
)
SOURCES = st.lists(st.one_of(TEXTS, DIRECTIVES, st.sampled_from(["\n", "\r\n", "\n\n", " "])), max_size=14).map("".join)
RULES = ["names-variant", "names", "quotes-spacing", "casing-sentence"]


def silent(source: str, rule: str = "names-variant") -> str:
    """The letters A to Z and a to z of the source at which the rule is silent, outside directives."""
    ignores = Ignores(source)
    text = re.sub(r"<!--.*?-->|%%[^\n]*", lambda match: "." * len(match[0]), source)
    return "".join(
        character
        for position, character in enumerate(text)
        if character.isalpha() and ignores.silences(rule, Span(position, position + 1))
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("ab", ""),
        ("cleanup: off\na", ""),
        ("a %% cleanup: off\nb", ""),
        ("%% cleanup: offline\na", ""),
        ("%% cleanup: ignore-next\na", ""),
        ("%% Cleanup: off\na", ""),
        ("<!-- a note on cleanup: off -->b", ""),
        # off and on
        ("a\n%% cleanup: off\nb\nc\n%% cleanup: on\nd", "bc"),
        ("a\r\n%% cleanup: off\r\nb\r\n%% cleanup: on\r\nc", "b"),
        ("a\n%% cleanup: off\nb", "b"),
        ("a\n  %%cleanup:off\nb", "b"),
        ("a <!-- cleanup: off -->b<!-- cleanup: on --> c", "b"),
        ("a <!--cleanup:off--> b <!--\tcleanup:\ton\t--> c", "b"),
        ("a <!-- cleanup: off -->b<!-- cleanup: on -->c<!-- cleanup: off -->d", "bd"),
        ("<!-- cleanup: off -- a reason on it --> b <!-- cleanup: on -- done --> c", "b"),
        ("<!-- cleanup: on -->a", ""),
        ("<!-- cleanup: off --><!-- cleanup: off -->a<!-- cleanup: on -->b", "a"),
        # a rule or a topic
        ("<!-- cleanup: off names-variant -->a<!-- cleanup: on -->b", "a"),
        ("<!-- cleanup: off names -->a<!-- cleanup: on -->b", "a"),
        ("<!-- cleanup: off quotes,names -->a<!-- cleanup: on -->b", "a"),
        ("<!-- cleanup: off quotes -->a<!-- cleanup: on -->b", ""),
        ("<!-- cleanup: off name -->a", ""),
        ("<!-- cleanup: off names-casing -->a", ""),
        ("<!-- cleanup: off names -->a<!-- cleanup: on names -->b", "a"),
        ("<!-- cleanup: off names quotes -->a<!-- cleanup: on quotes -->b<!-- cleanup: on names -->c", "ab"),
        ("<!-- cleanup: off -->a<!-- cleanup: on names -->b<!-- cleanup: on -->c", "ab"),
        ("<!-- cleanup: off names -->a<!-- cleanup: off -->b<!-- cleanup: on -->c", "ab"),
        # ignore
        ("a\n%% cleanup: ignore\nb\nc", "b"),
        ("%% cleanup: ignore\n\n \t\nb\nc", "b"),
        ("%% cleanup: ignore\r\n\r\nb\r\nc", "b"),
        ("%% cleanup: ignore\n%% cleanup: off quotes\nb\nc", "b"),
        ("%% cleanup: ignore quotes\n%% cleanup: ignore names\nb\nc", "b"),
        ("%% cleanup: ignore quotes\nb\nc", ""),
        ("a<!-- cleanup: ignore -->b c\nd", "bc"),
        ("a<!-- cleanup: ignore -->\nb c\nd", "bc"),
        ("<!-- cleanup: ignore quotes --><!-- cleanup: ignore names -->b\nc", "b"),
        ("%% cleanup: ignore\nb <!-- cleanup: ignore quotes -->\nc", "b"),
        ("a\n%% cleanup: ignore", ""),
        # ignore-file
        ("a\nb\n%% cleanup: ignore-file", "ab"),
        ("a<!-- cleanup: ignore-file names -- it is Dutch -->b", "ab"),
        ("a<!-- cleanup: ignore-file casing -->b", ""),
    ],
)
def test_silence(source: str, expected: str) -> None:
    assert silent(source) == expected


def test_the_directive_itself_is_never_reported() -> None:
    source = "a\n%% cleanup: on\nb <!-- cleanup: on --> c"
    ignores = Ignores(source)
    for place in re.finditer(r"%%.*|<!--.*-->", source):
        for position in range(place.start(), place.end()):
            assert ignores.silences("any-rule", Span(position, position + 1))
    # The end of a line belongs to the directive on it, what follows a comment does not.
    assert ignores.silences("any-rule", Span(source.index("on\n") + 2, source.index("on\n") + 2))
    assert not ignores.silences("any-rule", Span(source.index("--> c") + 3, source.index("--> c") + 3))


@pytest.mark.parametrize("rule", ["spacing-end", "spacing"])
def test_a_missing_mark_at_the_end_of_an_ignored_line_stays_missing(rule: str) -> None:
    source = "%% cleanup: ignore spacing\nHe went\nHe came"
    ignores = Ignores(source)
    end = source.index("went") + 4
    assert ignores.silences(rule, Span(end, end))
    assert ignores.forbids(rule, Edit(Span(end, end), "."))
    assert not ignores.forbids(rule, Edit(Span(len(source), len(source)), "."))
    assert not ignores.forbids("quotes-spacing", Edit(Span(end, end), "."))


@pytest.mark.parametrize(
    ("start", "end", "forbidden"),
    [(0, 1, False), (0, 21, False), (0, 22, True), (0, 40, True), (22, 23, True), (23, 24, False), (21, 23, True)],
)
def test_an_edit_may_not_reach_into_a_place(start: int, end: int, forbidden: bool) -> None:
    source = "<!-- cleanup: off -->bb<!-- cleanup: on -->dd"
    assert Ignores(source).forbids("any-rule", Edit(Span(start, end), "")) is forbidden


@pytest.mark.parametrize(
    ("source", "start", "end", "text", "breaks"),
    [
        ("a\n%% cleanup: off\nb", 2, 2, "x", True),
        ("a\n%% cleanup: off\nb", 2, 2, "x\n", False),
        ("a\n%% cleanup: off\nb", 1, 2, "", True),
        ("a\n%% cleanup: off\nb", 1, 2, " ", True),
        ("a\n%% cleanup: off\nb", 0, 2, "", False),
        ("a\n\n%% cleanup: off\nb", 2, 3, "", False),
        ("a\n%% cleanup: off\nb", 17, 17, ".", True),
        ("a\n%% cleanup: off\nb", 17, 17, "\r\n", False),
        ("a\n%% cleanup: off\nb", 17, 18, "", True),
        ("a\n%% cleanup: off\n\nb", 17, 18, "", False),
        ("a\n%% cleanup: off\nb", 17, 19, "", False),
        ("a\n%% cleanup: off\nb", 3, 4, "x", True),
        ("a\n%% cleanup: off\nb", 8, 8, "x", True),
        ("a\n%% cleanup: off\nb", 0, 19, "", True),
        ("a\n%% cleanup: off\nb", 0, 1, "", False),
        ("a\n%% cleanup: off\nb", 18, 19, "", False),
        ("a<!-- cleanup: off -->b", 1, 1, "x", False),
        ("a<!-- cleanup: off -->b", 22, 22, "x", False),
        ("a<!-- cleanup: off -->b", 21, 22, "", True),
        ("%% cleanup: off\n%% cleanup: on\nb", 15, 16, "", True),
        ("%% cleanup: off\n%% cleanup: on\nb", 15, 15, "\n", False),
    ],
)
def test_breaking_a_directive(source: str, start: int, end: int, text: str, breaks: bool) -> None:
    assert Ignores(source).breaks_directive(Edit(Span(start, end), text)) is breaks


@given(st.data(), SOURCES)
def test_what_breaks_no_directive_leaves_them_all(data: Any, source: str) -> None:
    def directives(text: str) -> list[str]:
        return [match[0].strip() for match in module._DIRECTIVE.finditer(text)]

    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    edit = Edit(Span(start, end), data.draw(st.sampled_from(["", "x", ".", "\n", " ", "\r\n"])))
    if not Ignores(source).breaks_directive(edit):
        after = iter(directives(applied(source, [edit])))
        assert all(directive in after for directive in directives(source))


@given(SOURCES)
def test_the_index_agrees_with_the_directives(source: str) -> None:
    ignores, found = Ignores(source), find_ignores(source)
    for rule in RULES:
        names = {rule, rule.partition("-")[0]}
        for position in range(len(source)):
            expected = any(
                ignore.span.start <= position < ignore.span.end and (not ignore.rules or names & ignore.rules)
                for ignore in found
            )
            assert ignores.silences(rule, Span(position, position + 1)) == expected


@given(TEXTS)
def test_a_text_without_directives_is_all_heard(text: str) -> None:
    assert find_ignores(text) == ()
    assert not Ignores(text)


@pytest.mark.parametrize("line", ["%% cleanup: ignore\n", "%% cleanup: off a\n%% cleanup: on b\n", "%% cleanup: off\n"])
def test_a_file_full_of_directives_is_read_in_one_go(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = 0
    original = module._DIRECTIVE

    class Counting:
        def finditer(self, text: str) -> Any:
            return original.finditer(text)

        def sub(self, new: str, text: str) -> str:
            nonlocal walked
            walked += 1
            return original.sub(new, text)

    monkeypatch.setattr(module, "_DIRECTIVE", Counting())
    found = find_ignores(line * 3000 + "the end")
    assert len(found) >= 3000
    assert walked <= 6100
