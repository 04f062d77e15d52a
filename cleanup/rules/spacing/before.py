"""Space before punctuation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.language.english import is_word
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Scope, Stage, rule

_AFTER_SPACE = re.compile(
    r"[,;:!?.](?<=[ \t][,;:!?.])(?:"
    r"(?<=,)(?=[\s”’\"']|[^\W\d_]|\Z)"
    r"|(?<=[;:])(?=\s|\Z)"
    r"|(?<=[!?])[!?]{0,5}(?=[\s”’\"')]|\Z)"
    r"|(?<=\.)(?=[\s”’\"')]|\Z))"
)
_FRENCH = frozenset(
    """
    je tu il elle nous vous ils elles le la les un une des du de et est sont suis à au aux mon ma mes ton ta tes son
    sa ses notre votre leur ne pas que qui quoi où comment pourquoi bonjour bonsoir merci oui non salut adieu dieu
    monsieur madame mademoiselle ami amie amis chéri chérie allons allez allô voilà bien très beaucoup avec pour dans
    sur mais plus tout tous toute toutes c’est c'est j’ai j'ai s’il s'il plaît plait qu’est qu'est ça ce cette comme
    aussi mort toujours encore maintenant ici là rien jamais vive quel quelle quels quelles zut alors
    """.split()
)
"""Common French words; French sets a space before a mark of two parts."""
_SPEECH = re.compile(r"[“”\"«»\n.!?]")
_FOREIGN_REACH = 120
_NO_WORD = frozenset(".,;:!?…([{<>=*/|\\~^_+—–-")
"""A space after one of these and before a mark is no slip of spacing: code, an emoticon, an ellipsis, a dash."""
_WIDEST = 8
_FACES = frozenset(")(DPp3[]|/")
_NEEDS_A_WORD = frozenset("in of at born died b d c ca from to until and or by the".split())


@rule(
    "spacing-before-mark",
    Stage.TYPOGRAPHY,
    examples=[
        Example("They subsidize the driver , it won't work .", "They subsidize the driver, it won't work."),
        Example("What ? No ! He said : wait ; then he left .", "What? No! He said: wait; then he left."),
        Example("the turnover of 2C business , let all see", "the turnover of 2C business, let all see"),
        Example("“Yes ,” he said .", "“Yes,” he said."),
        Example("the sword ,which he held", "the sword, which he held"),
        Example("The score was 3 : 2 .", "The score was 3 : 2."),
    ],
    keeps=[
        "It costs .5 or .75 of that.",
        "He runs .NET on a .com site.",
        "I am happy :) and sad :( or ;) or : )",
        "And then . . . nothing.",
        "And then ... nothing, ?! he thought",
        "The ratio is 3 : 2 here, the time 10 : 30.",
        "He was born ? and died ? AD.",
        "f(a , b)",
        "“Merci beaucoup !” he said. “Où est la gare ? Je ne sais pas ; allons !”",
    ],
    needs=",;:!?.",
    token=r"^(?:,(?:$|[”’\"']|[^\W\d_])|[;:]$|[!?]{1,6}(?:$|[”’\"')])|\.(?:$|[”’\"')]))",
    scope=Scope.BLOCK,
)
def before_mark(document: Document, context: Context) -> Iterator[Finding]:
    """Space before a comma, full stop, colon, semicolon, exclamation or question mark.

    Where the space stands on the wrong side (*sword ,which*) it is moved. Spaced dots, ratios, emoticons and marks
    that stand for something unknown (*died ? AD*) stay, and so does the space that French sets.
    """
    prose = document.prose
    for match in _AFTER_SPACE.finditer(prose):
        at, end = match.span()
        start = at
        while start > max(at - _WIDEST, 0) and prose[start - 1] in " \t":
            start -= 1
        before = prose[start - 1 : start]
        if not start or before.isspace() or before in _NO_WORD:
            continue
        mark, word = prose[at], (prose[max(start - 12, 0) : start].split() or [""])[-1]
        after = prose[end : end + 3].split("\n", 1)[0]
        if mark == "," and after[:1].isalpha():
            if word[-2:].isalpha() and len(word) > 1:
                message = f"The space after “{word}” is on the wrong side of the comma"
                yield mend("spacing-before-mark", start, end, ", ", message)
        elif not _is_meant(mark, word, after) and not (mark in "!?;:" and _is_french(prose, start)):
            yield mend("spacing-before-mark", start, at, "", f"Space between “{word}” and “{match[0]}”")


def _is_french(prose: str, end: int) -> bool:
    """Whether the sentence before ``end`` is French: it has a word of that language, and none that is English alone."""
    before = _SPEECH.split(prose[max(end - _FOREIGN_REACH, 0) : end])[-1]
    words = [word.strip("’',;:()—– ").lower() for word in re.split(r"[\s-]", before)]
    words = [word for word in words if word]
    french = [
        word for word in words if word in _FRENCH or (not word.isascii() and word.isalpha() and not is_word(word))
    ]
    if not french:
        return False
    return all(word in french or not is_word(word) for word in words) or len(french) * 2 > len(words) > 2


def _is_meant(mark: str, word: str, after: str) -> bool:
    """Whether the space before a mark has a reason."""
    following = after[1:2]
    if mark == ":":
        face = after[:1] == " " and following in _FACES and not after[1:3].isalpha()
        return face or (word[-1:].isdigit() and following.isdigit())
    if mark == ".":
        return after.startswith((" .", " …"))
    if mark in "!?":
        unknown = after[:1] == " " and word.lower() in _NEEDS_A_WORD
        return unknown and (not following.isupper() or word.lower() in ("born", "died"))
    if mark == ",":
        one = len(re.split(r"\W", word)[-1]) == 1 and word[-1:] != "I" and not word[-1:].isdigit()
        return one and after[1:2].isalpha() and not after[2:3].isalpha()
    return False


RULES = (before_mark,)
