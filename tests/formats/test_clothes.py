"""The same text in different clothes: what is repaired does not depend on the format, but for what markup forbids."""

from __future__ import annotations

import json
from html import escape, unescape

import pytest

from cleanup.formats.registry import format_named
from tests.formats.dressed import clean
from tests.formats.test_documents import docx, fb2, odt, run

LINES = (
    "The caravan reached moyun at noon , and Tan Wei paid the toll.",
    "”The well is dry,“ said Elder Martial Brother Gao. ”We go on.“",
    "“Is it far？” asked Tan Wei，and looked back at the the gate.",
    "It was far.They walked until ink cloud was out of sight...",
    "“So be it,” said Tan Wei. “Tell Moyun & its lord that we left.”",
)


def _subtitles(lines: list[str]) -> str:
    return "".join(f"{n}\n00:00:{n * 5:02},000 --> 00:00:{n * 5 + 2:02},000\n{x}\n\n" for n, x in enumerate(lines, 1))


CLOTHES = {
    "markdown": lambda lines: "\n\n".join(lines) + "\n",
    "html": lambda lines: "<body>\n" + "".join(f"<p>{escape(line, quote=False)}</p>\n" for line in lines) + "</body>",
    "fb2": lambda lines: fb2("".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)),
    "odt-text": lambda lines: odt("".join(f"<text:p>{escape(line, quote=False)}</text:p>" for line in lines)),
    "docx-text": lambda lines: docx("".join(f"<w:p>{run(line)}</w:p>" for line in lines)),
    "srt": _subtitles,
    "json": lambda lines: json.dumps(lines, ensure_ascii=False, indent=1),
}


@pytest.mark.parametrize("fmt", CLOTHES)
def test_the_same_text_is_repaired_alike(fmt: str) -> None:
    plain = clean("\n".join(LINES) + "\n", "plain").revised.split("\n")[:-1]
    assert plain != list(LINES)
    dressed = clean(CLOTHES[fmt](list(LINES)), fmt).revised
    document = format_named(fmt).parse(dressed)
    assert [unescape(document.prose[start:end]) for (start, end), _kind in document.blocks] == plain
    assert dressed == CLOTHES[fmt](plain)
