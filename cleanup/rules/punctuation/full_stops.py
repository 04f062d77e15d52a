"""The full stop that is missing at the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleanup.core.model import Block, BlockKind, Document, Finding
from cleanup.core.whole import of_whole
from cleanup.language.english import UNFINISHED
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.prose.speech import TAG_AFTER
from cleanup.rules.rule import CONTINUOUS, Example, Stage, rule

_END_OF_SENTENCE = re.compile(r"[.!?…][”’\"')]*[ \n]+(?=[“‘\"'(]?[A-Z])")
_CLOSE = re.compile(r"[,!?….—–-][”\"](?= )")
_MARK = re.compile(r"[“”\"]")
_LATIN = "\u024f"
"""The last letter of the scripts that end a sentence with a full stop on the line."""
_FEWEST_WORDS = 5
_LONGEST_TAG = 160
_SIGNATURE = 24
"""A following paragraph as short as that may be the name under a letter, to which the last words lead."""
_LOOK = 1_500
"""How far back from the end of a paragraph to look for its last sentence, in code points."""


@rule(
    "punctuation-full-stop",
    Stage.TYPOGRAPHY,
    kinds=CONTINUOUS,
    examples=[
        Example(
            "“It is very difficult to control them,” said Lei", "“It is very difficult to control them,” said Lei."
        ),
        Example(
            "“I think we have to go back,” said Li Mu after a long time of thinking\n\nNobody spoke.",
            "“I think we have to go back,” said Li Mu after a long time of thinking.\n\nNobody spoke.",
        ),
        Example(
            "He went home at once. There was nobody in the house to greet him",
            "He went home at once. There was nobody in the house to greet him.",
        ),
        Example(
            "There was nobody in the house to greet him when he came home",
            "There was nobody in the house to greet him when he came home",
        ),
    ],
    keeps=[
        "Chapter 3. The Return of the King",
        "“Go home,” he said, and then he left the\n\nhouse at once.",
        "Shall I compare thee to a summer’s day\nThou art more lovely. And more temperate",
        "He went home. Then he wrote as follows:",
        "Thanks for reading. See you. Translator: Lei",
        "Dr. Lei Goes to Town",
        "He thought of the sign: “Keep out. No dogs allowed here”",
        "He went home. He was about to",
        "Yours sincerely. J. Smith",
    ],
)
def full_stop(document: Document, context: Context) -> Iterator[Finding]:
    """No full stop at the end of a paragraph.

    Certain in two cases: the paragraph ends with the words that say who spoke (*,” said Lei*), or it is prose with
    finished sentences and ends in a whole clause. Suggested for a paragraph of one long sentence. Never in headings,
    list items, captions, verse and signatures, before a paragraph that goes on in small letters, and after words that
    cannot end a sentence.
    """
    prose, blocks = document.prose, document.blocks
    gap = 0
    for index, block in enumerate(blocks):
        end = block.span.end
        if block.span.start == end or not prose[end - 1].isalpha() or block.kind is not BlockKind.PARAGRAPH:
            continue
        if prose[end - 1] > _LATIN or prose[block.span.start].islower():
            continue
        sure = _is_sure(prose, block)
        if sure is None:
            continue
        if index + 1 < len(blocks):
            kind, following = blocks[index + 1].kind, blocks[index + 1].span
            gap = gap or of_whole(document, _usual_gap)
            if prose[following.start].islower() or prose.count("\n", end, following.start) < gap:
                continue
            if kind is BlockKind.PARAGRAPH and following.end - following.start <= _SIGNATURE:
                sure = sure and _CLOSE.search(prose, max(end - _LONGEST_TAG, block.span.start), end) is not None
        words = " ".join(prose[max(end - 40, block.span.start) : end].split()[-3:])
        yield mend("punctuation-full-stop", end, end, ".", f"No full stop after “{words}”", sure=sure)


def _usual_gap(document: Document) -> int:
    """How many line ends stand between paragraphs at least: 2 when nearly all are set apart by an empty line."""
    blocks, prose = document.blocks, document.prose
    wide = sum(1 for one, two in pairwise(blocks) if prose.count("\n", one.span.end, two.span.start) > 1)
    return 2 if wide > 0.8 * (len(blocks) - 1) else 1


def _is_sure(prose: str, block: Block) -> bool | None:
    """Whether the full stop is certain; ``None`` when there is nothing to say about the paragraph's end."""
    end = block.span.end
    start = max(block.span.start, end - _LOOK)
    text = prose[start:end]
    if "\n" in text and max(map(len, text.split("\n"))) < 60:
        return None
    quotes = list(_MARK.finditer(text))
    if quotes:
        last = quotes[-1].start()
        tail = text[last + 1 :]
        if len(tail) <= _LONGEST_TAG and _CLOSE.match(text, last - 1) and TAG_AFTER.match(tail):
            return True if _is_clause(tail) else None
        unclosed = len(quotes) % 2 == 1
        goes_on = quotes[0].start() == 0 and start == block.span.start
        if (unclosed and not goes_on) or (last and (text[last] == "“" or text[last - 1] == " ")):
            return None
    else:
        unclosed = False
    ends = list(_END_OF_SENTENCE.finditer(text))
    sentence = text[ends[-1].end() :] if ends else text
    if not _is_clause(sentence) or len(sentence.split()) < _FEWEST_WORDS:
        return None
    if (len(ends) >= 1 and start == block.span.start) or len(ends) > 1:
        return not unclosed
    return False if len(sentence.split()) >= 2 * _FEWEST_WORDS else None


def _is_clause(text: str) -> bool:
    """Whether the words may end a sentence, and are not a title, a signature or a list of names."""
    words = text.replace("\n", " ").split()
    if not words or words[-1].lower() in UNFINISHED or ":" in text or "\ufffc" in text:
        return False
    small = sum(1 for word in words[1:] if word[:1].islower())
    return len(words) < 4 or small * 2 >= len(words) - 1


RULES = (full_stop,)
