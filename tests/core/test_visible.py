"""What a terminal or a CI log would obey is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import GlossaryError
from cleanup.untrusted.visible import harmless, no_command, one_line

OBEYED = [
    chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x202E, 0x2066, 0x2069, 0x2028, 0xDC80)
]


@pytest.mark.parametrize("text", ["Plain words.\n\tAnother line.", "“Élan”, said 白宁 — 다리아", "a\u200db", ""])
def test_what_nobody_obeys_stays(text: str) -> None:
    assert harmless(text) == text
    assert no_command(text) == text


@pytest.mark.parametrize("character", OBEYED)
def test_what_would_be_obeyed_is_shown(character: str) -> None:
    for shown in (one_line(f"a{character}b"), harmless(f"a{character}b") if character not in "\n" else "a?b"):
        assert len(shown) == 3
        assert character == "\t" or character not in shown


@given(st.text())
def test_every_character_has_its_place_and_can_be_written(text: str) -> None:
    assert len(harmless(text)) == len(one_line(text)) == len(text)
    one_line(text).encode()
    assert "\n" not in one_line(text)


@pytest.mark.parametrize("text", ["::add-mask::x", "a\n  ::error::x", "##[group]x"])
def test_no_line_is_a_command_of_a_ci_service(text: str) -> None:
    assert not any(line.lstrip().startswith(("::", "##[")) for line in no_command(text).splitlines())


def test_an_error_has_one_line_and_its_hint() -> None:
    error = GlossaryError("no “a\n::add-mask::x”", where="evil\n::stop-commands::y\x1b[2J", hint="Look\nthere.")
    assert str(error).splitlines() == ["evil␤::stop-commands::y␛[2J: no “a␤::add-mask::x”", "  Look␤there."]
