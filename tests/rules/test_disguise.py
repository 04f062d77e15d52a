"""Disguised addresses of sites, and the look-alikes that are prose."""

from __future__ import annotations

import pytest

from cleanup.rules.boilerplate.disguise import disguised, without_disguised


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("read on riv/ern/ovels[.]com now", "riv/ern/ovels[.]com"),
        ("She left.𝓻𝓲𝓿𝓮𝓻𝓫𝓸𝓸𝓴.𝓬𝓸𝓶", "𝓻𝓲𝓿𝓮𝓻𝓫𝓸𝓸𝓴.𝓬𝓸𝓶"),
        ("at ｒｉｖｅｒｂｏｏｋ．ｏｒｇ today", "ｒｉｖｅｒｂｏｏｋ．ｏｒｇ"),
        ("at ⓡⓘⓥⓔⓡⓑⓞⓞⓚ.ⓒⓞⓜ today", "ⓡⓘⓥⓔⓡⓑⓞⓞⓚ.ⓒⓞⓜ"),
        ("at (r)ivernov𝖊l today", "(r)ivernov𝖊l"),
        ("at rivern0vel.", "rivern0vel"),
        ("www.ʀɪᴠᴇʀʙᴏᴏᴋ.ᴄᴏᴍ", "www.ʀɪᴠᴇʀʙᴏᴏᴋ.ᴄᴏᴍ"),
    ],
)
def test_a_disguise_is_found_whole(text: str, found: str) -> None:
    assert [text[start:end] for start, end in disguised(text)] == [found]
    assert found not in without_disguised(text)


@pytest.mark.parametrize(
    "text",
    [
        "rivernovel.com and www.riverbook.org",
        "the novel/film, (web)novels, light_novels, novel(s), novella(s), [novelist]",
        "webnovel/lightnovel fans of wuxia/xianxia, in 2004",
        "𝐑𝐞𝐚𝐝 𝐨𝐧. Ｌｉ Ｍｕ．Ｃｏ.",
        "The cafe.com and 3.com",
    ],
)
def test_prose_has_none(text: str) -> None:
    assert disguised(text) == ()
    assert without_disguised(text) == text
