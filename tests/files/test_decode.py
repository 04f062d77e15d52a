"""Bytes to text and back."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import DocumentError
from cleanup.files.decode import Encoding, decode

CHINESE = "李牧来到公司，他们立即走进了李牧的办公室。情况介绍清楚之后，李牧的眉头紧锁。淘宝的卖家遍布全国各地。"
TRADITIONAL = "李牧來到公司，他們立即走進了李牧的辦公室。情況介紹清楚之後，李牧的眉頭緊鎖。淘寶的賣家遍佈全國各地。"
JAPANESE = "彼は会社に着くと、すぐに事務所に入った。状況を説明した後、眉をひそめた。これは大変なことだ。"
KOREAN = "그는 회사에 도착하자마자 사무실로 들어갔다. 상황을 설명한 후 눈썹을 찌푸렸다."
RUSSIAN = "Он приехал в контору рано утром и сразу пошёл к себе в кабинет, никому ничего не сказав."
ENGLISH = "“Li Mu rushes to Taobao,” he said — it’s café time…"
FILLER = "He said to them that it would be so, and all the rest of it was silence in the hall. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (RUSSIAN, "cp1251"),
        (ENGLISH, "cp1252"),
        (ENGLISH + CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-32"),
        (FILLER + CHINESE[:4] + FILLER + CHINESE[6:9] + FILLER, "gb18030"),
        (FILLER + TRADITIONAL[:4] + FILLER, "big5"),
        (FILLER * 3000 + CHINESE[5:30] + FILLER * 3000, "gb18030"),
    ],
    ids=lambda value: value if len(value) < 10 else "",
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found, how = decode(data)
    assert found == text
    assert how.encode(found) == data


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("x“".encode("utf-16"), "utf-16", "x“"),
        ("x“".encode("utf-16-be"), "utf-16-be", "x“"),
        ("\ufeffx".encode("utf-16-be"), "utf-16", "x"),
        (b"\xef\xbb\xbfx", "utf-8", "x"),
        (b"\xef\xbb\xbfx", "utf-8-sig", "x"),
        ("上".encode("gb18030"), "gb18030", "上"),
        (b"\xff\xfex", "latin-1", "ÿþx"),
    ],
)
def test_an_encoding_that_is_named_is_used(data: bytes, encoding: str, text: str) -> None:
    found, how = decode(data, encoding)
    assert found == text
    assert how.encode(found) == data


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_is_taken_can_be_written_back_byte_for_byte(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        text, encoding = decode(data)
        assert encoding.encode(text) == data


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.4 x",
        b"PK\x03\x04abc",
        b"a\0b",
        bytes(range(1, 32)) * 4,
        "a“".encode("utf-16-le"),
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="not a text file"):
        decode(data)


def test_damaged_utf8_is_not_taken_for_something_else() -> None:
    with pytest.raises(DocumentError, match="byte 0xFF in line 3 is not UTF-8"):
        decode(("“One”\n" + CHINESE + "\n").encode() + b"\xff\n")


def test_lying_byte_order_marks_are_refused() -> None:
    with pytest.raises(DocumentError, match="byte order mark but is not valid"):
        decode(b"\xff\xfea")
    with pytest.raises(DocumentError, match="byte order mark but is not valid"):
        decode(b"\xef\xbb\xbf\xff")


def test_an_encoding_that_cannot_be_undone_is_refused() -> None:
    with pytest.raises(DocumentError, match="byte for byte"):
        decode(b"\x1b$B\x1b(Ba", "iso2022_jp")


def test_a_character_that_cannot_be_written() -> None:
    with pytest.raises(DocumentError, match=r"U\+201C"):
        Encoding("latin-1").encode("“")
