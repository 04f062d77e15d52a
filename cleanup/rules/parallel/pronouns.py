"""He for she, and she for he, beside the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.excerpts import excerpt
from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule

_KANA = re.compile("[ぁ-ヺ]")
_MALE_SOURCE = re.compile("(?<![其吉])他(?![们們人日乡鄉国國处處])")
_MALE_JAPANESE = re.compile("彼(?![女らだ方等此岸])")
_FEMALE_SOURCE = re.compile("她(?![们們])|彼女(?![らだ達たち])")
_SEVERAL = re.compile("[他她它]们|[他她它]們|彼ら|彼女ら|彼女達|彼女たち|彼等")
_WOMEN = re.compile("[她女姐妹娘母妈媽妻婆婶姑姨嫂妃后奴婢姬妾妇婦嬢孃姫妓尼]|夫人")
_MEN = re.compile("[他男彼哥弟爷爺父爸叔伯舅夫郎君王帝皇公翁汉漢兄僧爹侯将士儿]|小子|少年|先生|师傅")
"""Words of the source, near a paragraph, that a pronoun of the other gender may be for."""
_PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_MALE = frozenset({"he", "him", "his", "himself"})
_OTHERS = {"he": "she", "him": "her", "himself": "herself", "she": "he", "hers": "his", "herself": "himself"}
_NOUN_AFTER = re.compile(
    r"(?:’s|'s)? (?!and\b|or\b|to\b|for\b|in\b|on\b|at\b|with\b|from\b|by\b|as\b|that\b|the\b|a\b)[a-z]"
)
_RAW = "林秋打开窗户。\n\n她笑了笑，把信放进口袋。\n\n老人没有说话。"


@rule(
    "parallel-pronoun",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[
        Example(
            "Lin Qiu opened the window.\n\nHe smiled and put the letter into his pocket.\n\nThe old man said nothing.",
            "Lin Qiu opened the window.\n\nHe smiled and put the letter into his pocket.\n\nThe old man said nothing.",
            raw=_RAW,
        ),
    ],
    keeps=[
        Keep(
            "Lin Qiu opened the window.\n\nShe smiled and put the letter into her pocket.\n\nThe old man said nothing.",
            raw=_RAW,
        ),
        Keep(
            "Lin Qiu opened the window.\n\nShe smiled at him and put the letter away.\n\nThe old man said nothing.",
            raw=_RAW,
        ),
    ],
)
def pronoun(document: Document, context: Context) -> Iterator[Finding]:
    """*He* where the source has 她 or 彼女, or *she* where it has 他 or 彼. Needs the source (`--source`).

    Only where the source of the paragraph has pronouns of one gender. Where the paragraph has both, only in Chinese,
    when the source has as many, and nobody of the other gender nearby. Suggested, never applied.
    """
    parallel = context.parallel(document)
    if parallel is None or not parallel.fits:
        return
    for at, link in enumerate(parallel.links):
        if not (link.parts and link.sources and link.is_certain) or _SEVERAL.search(link.source):
            continue
        male, female = (
            (_MALE_JAPANESE if _KANA.search(link.source) else _MALE_SOURCE).search(link.source),
            _FEMALE_SOURCE.search(link.source),
        )
        if bool(male) == bool(female):
            continue
        text = document.prose[link.span.start : link.span.end]
        found = list(_PRONOUN.finditer(text))
        right = [match for match in found if (match[0].lower() in _MALE) == bool(male)]
        found = [match for match in found if match not in right]
        if not found or (right and _KANA.search(link.source)):
            continue  # Japanese leaves most pronouns out: the source need not have what the others stand for
        known = _MALE_SOURCE if male else _FEMALE_SOURCE
        if right and len(right) + len(found) > len(known.findall(link.source)):
            continue  # the source leaves some out
        if right and (_MEN if female else _WOMEN).search(parallel.around(at)):
            continue
        edits = tuple(
            Edit(Span(link.span.start + match.start(), link.span.start + match.end()), _other(match, text))
            for match in found
        )
        raw = (male or female or found[0])[0]
        span = edits[0].span
        message = f"“{found[0][0]}” is {raw} in the source"
        fix = Fix(edits, Applicability.SUGGESTION)
        yield Finding("parallel-pronoun", span, message, Severity.WARNING, fix, source=excerpt(link))


def _other(match: re.Match[str], text: str) -> str:
    """The pronoun of the other gender for one in a text; *her* is *his* before a noun."""
    word = match[0].lower()
    if word == "his":
        other = "her" if _NOUN_AFTER.match(text, match.end()) else "hers"
    elif word == "her":
        other = "his" if _NOUN_AFTER.match(text, match.end()) else "him"
    else:
        other = _OTHERS[word]
    return other.capitalize() if match[0][0].isupper() else other
