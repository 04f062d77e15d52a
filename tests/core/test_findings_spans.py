"""A finding about a change marks the whole words that it changes."""

from __future__ import annotations

import pytest

from cleanup.core.findings import listed
from cleanup.core.model import Cause, Change, FileResult, Span


@pytest.mark.parametrize(
    ("rule", "marked", "after", "word"),
    [
        ("names-case", "in [s]wiftcab now", "S", "swiftcab"),
        ("names-sound", "said Ka[]dra.", "n", "Kadra"),
        ("names-spacing", "to Coop[t]own’s inn", " T", "Cooptown’s"),
        ("names-spacing", "Bo Yu[ W]ei came", "w", "Yu Wei"),
        ("names-spacing", "Ada[-]Mary came", " ", "Ada-Mary"),
        ("names-case", "Que’[w]an came", "W", "Que’wan"),
        ("names-variant", "The [elder martial b]rother sat", "senior B", "elder martial brother"),
        ("names-case", "Di[ Liy]oujie came", "li Y", "Di Liyoujie"),
        ("characters-mojibake", "a caf[Ã©] there", "é", "cafÃ©"),
        ("casing-quotation", "“[h]e said", "H", "he"),
        ("punctuation-full-stop", "said Lei[]", ".", ""),
        ("quotes-apostrophe", "don[']t", "’", "'"),
        ("spacing-doubled", "the [ ]hall", "", " "),
        ("quotes-direction", "[”]no", "“", "”"),
    ],
)
def test_whole_words(rule: str, marked: str, after: str, word: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    change = Change(Span(start, end), Span(start, start + len(after)), text[start:end], after, (Cause(rule, "why"),))
    revised = text[:start] + after + text[end:]
    (found,) = listed(FileResult("<text>", text, revised, (change,)))
    assert text[found.finding.span.start : found.finding.span.end] == word
    assert found.finding.fix is not None
    assert found.finding.fix.edits == ((Span(start, end), after),)
