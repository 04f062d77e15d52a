"""Encodings that look like ASCII."""

from __future__ import annotations

import pytest

from cleanup.errors import DocumentError
from cleanup.files.decode import decode

TEXT = "He said “no”.\n李牧 left .\n"


@pytest.mark.parametrize("encoding", ["utf-7", "hz", "iso2022_jp", "iso2022_kr"])
def test_it_is_read_as_what_it_is(encoding: str) -> None:
    data = TEXT.encode(encoding)
    text, found = decode(data)
    assert text == TEXT
    assert found.encode(text) == data


@pytest.mark.parametrize("data", ["café +".encode("utf-7"), "Il a dit «non»".encode("utf-7")])
def test_letters_with_accents(data: bytes) -> None:
    assert decode(data)[0].encode("utf-7") == data


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b$)A\x0eabcd\x0f in ISO-2022-CN",
        b"\x1b$B!!\xff"[:5] + b" cut off in the middle \x1b$B!",
        b"+IBx is not how it is written+IB0-\n",
    ],
)
def test_what_cannot_be_written_back_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="looks like"):
        decode(data)


@pytest.mark.parametrize(
    "text",
    [
        "1+1=2, C++, A+B-, a word+another-word, plus+six-, x+abc and +44 20 7946 0000",
        "~{blah~} and a ~{wave~}~",
        "\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[0m",
        "a+b+c==d, base64: +/+/AAAA",
    ],
)
def test_ascii_stays_ascii(text: str) -> None:
    assert decode(text.encode()) == (text, decode(b"a")[1])
