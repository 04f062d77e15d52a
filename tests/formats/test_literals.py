"""What is not prose in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.formats.literals import find_literals


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here. Nor here!",
        "The operation.What now",
        "At 3.5 a.m. or 4 p.m., e.g. i.e. U.S.A. and a Ph.D",
        "Mr.Li and Dr.Who",
        "he left.me too, and so.it was",
        "The company.In 1999 the Taobao.Net income rose",
        "and/or, he/she, km/h, 1/2, 24/7, 11/09/2010",
        "an @ sign, x @ y, li@mu",
        "a :// b",
        "`Hello,' he said. `Fine'",
        "`Hello,' she said (`well')",
        "wait...and so on",
        "a stray ` backtick",
        "C: drive",
        "Chapter 12: a / b",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.com",
    ],
)
def test_prose_has_no_literals(text: str) -> None:
    assert find_literals(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://letao.com/a?b=c. Then", ["https://letao.com/a?b=c"]),
        ("See shop.letao.example. Then", ["shop.letao.example"]),
        ("(http://x.org/a_(b)) and", ["http://x.org/a_(b)"]),
        ("[guild](http://x.org/guild)'s gate", ["http://x.org/guild"]),
        ("“http://letao.com” said", ["http://letao.com"]),
        ("http://letao.com，请", ["http://letao.com"]),
        ("at letao.com, or Taobao.com.But he", ["letao.com", "Taobao.com"]),
        ("letao.com’s shop", ["letao.com"]),
        ("Letao.Com and NOVEL.COM", ["Letao.Com", "NOVEL.COM"]),
        ("at shop.letao.com.cn.", ["shop.letao.com.cn"]),
        ("www.novelfull.me.", ["www.novelfull.me"]),
        ("www.novel.example today", ["www.novel.example"]),
        ("discord.gg/letao, read.me/x", ["discord.gg/letao", "read.me/x"]),
        ("letao.com:8080/a", ["letao.com:8080/a"]),
        ("mail li.mu@letao.com.cn!", ["li.mu@letao.com.cn"]),
        ("mail a@mail.com.But he", ["a@mail.com"]),
        ("chapter-12.txt and 李牧.txt, node.js", ["chapter-12.txt", "李牧.txt", "node.js"]),
        ("IMG.JPG", ["IMG.JPG"]),
        ("run `letao --x` now", ["`letao --x`"]),
        ("/usr/bin/env, ~/x/y; ../a/b.md; samples/a/b.txt", ["/usr/bin/env", "~/x/y", "../a/b.md", "samples/a/b.txt"]),
        ("in C:\\Users\\Li Mu", ["C:\\Users\\Li"]),
        ("file:///a/b", ["file:///a/b"]),
        ("Edit .gitignore, (.npmrc) and .md.", [".gitignore", ".npmrc", ".md"]),
    ],
)
def test_literals_are_found_whole(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_literals(text)] == found


_fragments = st.sampled_from(
    [
        "letao.com",
        "@",
        "a",
        "://",
        "http",
        ".",
        "/",
        "`",
        "www.",
        " ",
        "\n",
        "C:\\",
        "Li Mu",
        "x.txt",
        "(",
        ")",
        "，",
        "😀",
    ]
)


@given(st.lists(_fragments, max_size=30).map("".join))
def test_literals_are_disjoint_ordered_and_inside_lines(text: str) -> None:
    spans = find_literals(text)
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert "\n" not in text[span.start : span.end]
        position = span.end


@pytest.mark.parametrize(
    "pattern", ["a.b", "@a", "a@a.", "://", "a://", "/a", "a/b.", "`a", ":\\a", "www.", ".com", "("]
)
def test_time_is_linear(pattern: str) -> None:
    find_literals(pattern * 100_000)  # quadratic time would take minutes
