"""Speech that is put together wrongly: two speakers in one line, a gesture before a speech that no verb introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleanup.core.model import Applicability, BlockKind, Document, Edit, Finding, Fix, Severity, Span, TextKind
from cleanup.core.whole import of_whole
from cleanup.rules.context import Context
from cleanup.rules.prose.places import block_at, block_index
from cleanup.rules.rule import CONTINUOUS, Example, Scope, Stage, rule

_MEETING = re.compile(r"[.!?…](?:”|\")( +)[“\"](?=[A-Z…])")
"""Not at a dash: *“Well—” “Be quiet!” “—as I was saying”* is an interruption, and stands in one line on purpose."""
_SPEECH = re.compile(r"[“\"][^“”\"\n]+[.!?…—][”\"] *")


@rule(
    "quotes-speakers",
    Stage.TYPOGRAPHY,
    kinds=frozenset({TextKind.PROSE}),
    examples=[
        Example(
            "“Where are you going?” “To the mill,” he said.\n\nHe left.",
            "“Where are you going?” “To the mill,” he said.\n\nHe left.",
        ),
        Example('"Come in!" "I will not."', '"Come in!" "I will not."'),
    ],
    keeps=[
        "“Where are you going?” he asked. “To the mill.”",
        "He whistled “The Old Mill.” “That is nice,” she said.",
        "“Yes,” “No,” and “Perhaps” are answers.",
    ],
    needs='”"',
)
def speakers(document: Document, context: Context) -> Iterator[Finding]:
    """Two speeches in a row in one paragraph, without a word between them: *“Where to?” “To the mill.”*

    A line for each speaker is suggested. Only where the paragraph begins with a speech.
    """
    prose = document.prose
    speaking = -1, 0  # a block that begins with speeches, and where the last of them ends
    for match in _MEETING.finditer(prose):
        number = block_index(document, match.start())
        block = block_at(document, match.start())
        if block is None or block.kind is not BlockKind.PARAGRAPH:
            continue
        start = speaking[1] if speaking[0] == block.span.start else block.span.start
        end = _end_of_speeches(prose, start, match.end(1))
        speaking = block.span.start, end
        if end < match.end(1):
            continue
        span = Span(match.start() + 1, match.end())
        fix = None
        if not of_whole(document, _is_marked_up):
            fix = Fix((Edit(Span(*match.span(1)), _gap(document, number)),), Applicability.SUGGESTION)
        yield Finding("quotes-speakers", span, "here two people speak in one line", Severity.WARNING, fix)


def _is_marked_up(document: Document) -> bool:
    """Whether the prose is not the source as it is."""
    return bool(document.pieces)


def _end_of_speeches(prose: str, start: int, end: int) -> int:
    """Where the speeches in quotation marks end with which a stretch begins."""
    while start < end and (match := _SPEECH.match(prose, start, end)) is not None:
        start = match.end()
    return start


def _gap(document: Document, number: int) -> str:
    """What stands between a paragraph and the next one, or the one before it."""
    blocks, prose = document.blocks, document.prose
    pairs = pairwise(blocks[max(number - 1, 0) : number + 2])
    gaps = [prose[one.span.end : two.span.start] for one, two in pairs]
    return next((gap for gap in reversed(gaps) if gap and not gap.strip()), "\n\n")


_VERBS = (
    "turned|nodded|shook|stood|walked|looked|stared|glanced|glared|raised|lowered|waved|frowned|shrugged|grabbed|stepped"
    "|sat|put|placed|held|took|drew|pointed|opened|closed|clapped|patted|rubbed|paused|stopped|leaned|bowed|knelt|rose"
    "|ran|rushed|came|entered|clenched|gritted|narrowed|furrowed|tilted|scratched|crossed|folded|pulled|pushed|blinked"
    "|gazed|peered|hesitated|picked|lifted|set|slammed|tapped|jumped|flushed|blushed|paled|winced|trembled|shivered"
    "|straightened|swallowed|coughed|spun|whirled|backed|moved|approached|left|returned|waited|smacked|stroked|wiped"
)
_BEAT = re.compile(
    rf"(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,3}}|[Tt]he [a-z]+(?: [a-z]+)?)"
    rf" (?:[a-z]+ly )?({_VERBS})\b"
    r"[^.!?:;“”\"\n]{0,100}"
)
_ACTS = re.compile(r"\w(?:ed|ing)\b")
"""A further verb, which may be one of speech that is in no list."""
_COMMA = re.compile(r", [“\"](?=[A-Z])")
_SPEAKS = re.compile(
    r"\b(?:say|said|ask|cr(?:y|ied)|shout|call|whisper|mutter|murmur|answer|repl|speak|spoke|tell|told|word|voice|speech"
    r"|explain|add(?:ed|ing)|greet|swear|swore|vow|remark|exclaim|continu|announce|declare|order|command|warn|yell|hiss"
    r"|sneer|laugh|scoff|chuckl|sigh|think|thought|wonder|beg|plead|protest|agree|insist|mouth|sing|sang|chant|read|wrote"
    r"|titled|named|sign|sound|reveal|report|mean|pray|recit|toast|joke|retort|respon|inquir|demand|question|snap|growl"
    r"|groan|moan|roar|bark|blurt|stammer|mumbl|grumbl|curs|scold|prais|thank|introduc|suggest|advis|remind|urg|with a"
    r"|cough|letter|sign|song|book|line|message|phrase|cheer|scream|shriek|wail|sob|gasp|proclaim|state|utter|murmur)\w*"
)


@rule(
    "quotes-beat",
    Stage.TYPOGRAPHY,
    kinds=CONTINUOUS,
    scope=Scope.BLOCK,
    examples=[
        Example("She turned round, “Where is he?”", "She turned round, “Where is he?”"),
        Example('The old man put the lamp down, "This is mine."', 'The old man put the lamp down, "This is mine."'),
    ],
    keeps=[
        "She turned round and said, “Where is he?”",
        "He put it in a low voice, “Where is he?”",
        "She turned round. “Where is he?”",
        "He nodded at the sign, “Closed.”",
        "He held up the book, “The Old Mill.”",
        "He smiled, “You are late.”",
        "When he turned round, “Where is he?” was all she could say.",
    ],
    needs='“"',
)
def beat(document: Document, context: Context) -> Iterator[Finding]:
    """A comma between a gesture and a speech that it does not introduce: *She turned round, “Where is he?”*

    A full stop is suggested. Only where the clause begins with its subject and a verb of movement, and nothing in it
    speaks.
    """
    prose = document.prose
    for match in _COMMA.finditer(prose):
        start = max(prose.rfind(mark, max(match.start() - 160, 0), match.start()) for mark in '.!?:;“”"\n') + 1
        while prose[start : start + 1] == " ":
            start += 1
        clause = _BEAT.fullmatch(prose, start, match.start())
        if (
            clause is None
            or _SPEAKS.search(prose, start, match.start())
            or _ACTS.search(prose, clause.end(1), match.start())
        ):
            continue
        if start and prose[start - 1] not in "\n " and prose[start - 1 : start] not in ("”", '"'):
            continue
        comma = Span(match.start(), match.start() + 1)
        fix = Fix((Edit(comma, "."),), Applicability.SUGGESTION)
        message = "this clause does not say that somebody speaks: a full stop belongs before the speech"
        yield Finding("quotes-beat", Span(comma.start, match.end()), message, Severity.INFO, fix)


RULES = (speakers, beat)
