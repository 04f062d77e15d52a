"""Notes of translators, authors and models that stand in the text or at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import OBJECT, Applicability, BlockKind, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.prose.places import block_at, in_small_letters
from cleanup.rules.rule import Example, Stage, rule
from cleanup.rules.structure.headings import without_block

_LONGEST = 900
_EDGE = 8
"""Paragraphs at the end, and half as many at the start, in which a note may stand."""
_QUOTES = frozenset('"“”「『«„')
_WHO = r"(?:translat(?:or|ion)|author|editor|proofreader)"
_SIGNED = re.compile(
    rf"(?:t/?n|tl/?n|tl note|t\.n\.?|e/?n|a/?n|{_WHO}(?:'?s)?'? (?:notes?|words?|comments?|thoughts?)"
    rf"|notes? (?:from|by) (?:the )?{_WHO}|author has something to say)(?=\s*[:：\-–—\d)\]】*]|\s*\Z)"
)
"""Opening words that nothing but a note has."""
_OPENED = re.compile(r"(?:p\.? ?s\.?|notes?|n\.?b\.?|ps\d?)\s*\d{0,2}\s*[:：]")
"""Opening words that letters and game messages have, too."""
_ABOUT_WORDS = re.compile(
    r"\b(?:original(?:ly)?|chinese|japanese|korean|literal(?:ly)?|pun|wordplay|idiom|pinyin|translat\w*|raws?|kanji"
    r"|hanzi|transliterat\w*|refers? to|homophone|slang)\b"
)
_TO_READERS = re.compile(
    r"\b(?:thank(?:s| you)\b.{0,80}\b(?:support|reading|readers?|rewards?|tips?|donat\w+|votes?|tickets?|subscri\w+"
    r"|favou?rit\w+|bookmark\w*|evaluations?|comments?|reviews?|gifts?|recommend\w+)"
    r"|(?:monthly|recommendation|guaranteed) (?:votes?|tickets?)|power stones?"
    r"|bookmarks? and (?:evaluations?|ratings?|reviews?|comments?|likes)"
    r"|(?:beg|ask|asking|begging|cast|vote) (?:for|your)"
    r" (?:votes?|tickets?|subscriptions?|collections?|favou?rites?|rewards?)"
    r"|please (?:vote|subscribe|collect|favou?rite|bookmark|keep voting|support (?:me|us|the|this))"
    r"|(?:esteemed|dear|fellow) readers|book friends?"
    r"|(?:extra|bonus|another|more|two|three|second|third|next) (?:chapters?|updates?|release)\b.{0,60}"
    r"\b(?:later|today|tonight|tomorrow|will be|posted|released|coming)"
    r"|(?:i|we)(?:'ll| will) (?:post|upload|release|update)\b|this (?:week|month)'s (?:updates?|chapters?)"
    r"|update (?:schedule|time)|asking for leave|day off from (?:writing|updating)"
    r"|(?:chapter|update) (?:is )?(?:late|delayed)|at least one more chapter)\b"
)
_CONTINUED = re.compile(
    r"(?:to be continued|continued in (?:the )?next (?:chapter|part|episode))\W*"
    r"|next (?:time|episode|chapter)\s*[:,，：]\s*[\"“‘「'].{1,100}"
)
_MARKS = " \t*_~=#|>()（）[]【】<>《》-—–"
_FIRST = frozenset("tTeEaAnN([（【*_")
"""What a note that stands inside a text begins with."""
_OPENINGS, _CLOSINGS = "([（【*_", ")]）】*_"


@rule(
    "notes-block",
    Stage.STRUCTURE,
    covers=("boilerplate-line",),
    examples=[
        Example("He left.\n\nT/N: a li is half a kilometre.", "He left.\n\nT/N: a li is half a kilometre."),
        Example(
            "He left.\n\n(Thank you all for the monthly tickets!)",
            "He left.\n\n(Thank you all for the monthly tickets!)",
        ),
        Example("He left.\n\nTo be continued…", "He left.\n\nTo be continued…"),
        Example(
            "He left.\n\n[Note: the original has a pun on *mill* here.]\n\nShe stayed. " + "\n\nOn." * 10,
            "He left.\n\n[Note: the original has a pun on *mill* here.]\n\nShe stayed. " + "\n\nOn." * 10,
        ),
    ],
    keeps=[
        "[Note: Your strength has risen by two points.]\n\nHe left.",
        "“Thank you for reading it to me,” she said.",
        "He left.\n\nP.S. Bring the lantern.",
        "She thanked the readers in the hall for their support.",
        "He took note: the door was open.",
    ],
)
def note(document: Document, context: Context) -> Iterator[Finding]:
    """A paragraph that is a note of the translator, author or model: *T/N: …*, thanks for tickets, *To be continued*.

    Found by its opening words, its brackets, what it speaks of and where it stands. At the start and the end of a text
    it is removed with ``--unsafe-fixes``; inside it is only reported, with the removal as a suggestion. Speech, and
    messages of a game in brackets, are left alone.
    """
    blocks, prose = document.blocks, document.prose
    first_edge, last_edge = _EDGE // 2, len(blocks) - _EDGE
    if len(blocks) < 2:
        return
    for number, block in enumerate(blocks):
        start, end = block.span
        at_edge = number < first_edge or number >= last_edge
        if (not at_edge and prose[start] not in _FIRST) or end - start > _LONGEST or prose[start] in _QUOTES:
            continue
        if block.kind is BlockKind.HEADING and end - start > 60:
            continue
        small = in_small_letters(prose[start:end]).replace("’", "'")
        bracketed = prose[start] in _OPENINGS and prose[end - 1] in _CLOSINGS
        what = _kind(small, bracketed=bracketed, at_edge=at_edge)
        if what and OBJECT not in prose[start:end]:
            how = Applicability.UNSAFE if at_edge else Applicability.SUGGESTION
            fix = Fix((without_block(prose, block),), how)
            yield Finding("notes-block", block.span, f"this is {what} and not the text", Severity.WARNING, fix)


def _kind(text: str, *, bracketed: bool, at_edge: bool) -> str:
    """What kind of note a paragraph in small letters is; empty for the text itself."""
    bare = text.strip(_MARKS)
    if _SIGNED.match(bare):
        return "a note"
    about_words = _ABOUT_WORDS.search(bare) is not None
    if _OPENED.match(bare) and (about_words or _TO_READERS.search(bare)):
        return "a note"
    if at_edge and _CONTINUED.fullmatch(bare):
        return "a remark to the readers"
    if (at_edge or bracketed) and _TO_READERS.search(bare) and (bracketed or _addresses(bare)):
        return "a remark to the readers"
    return ""


def _addresses(bare: str) -> bool:
    """Whether a paragraph speaks of chapters and votes and not of somebody in the story."""
    words = bare.split()
    return len(words) <= 60 and not re.search(r"\b(?:he|she|his|her|they|him|them)\b|[\"“]", bare)


_INLINE = re.compile(
    r"[(（\[【]\s*(?:T/?N|TL/?N|TL [Nn]ote|E/N|A/N"
    r"|(?:[Tt]ranslator|[Ee]ditor|[Aa]uthor)(?:['’]s)? [Nn]ote)\s*\d{0,2}\s*"
    r"[:：\-–—][^()（）\[\]【】\n]{1,300}[)）\]】]"
)


@rule(
    "notes-inline",
    Stage.STRUCTURE,
    reports=True,
    examples=[
        Example(
            "He paid two taels (T/N: about eighty grams) and left.",
            "He paid two taels (T/N: about eighty grams) and left.",
        ),
    ],
    keeps=["He paid two taels (a good price) and left.", "(TNT: handle with care)", "in the T/N, he wrote"],
    token=r"[(（\[【](?:T/?N|TL|E/N|A/N|[Tt]ranslator|[Ee]ditor|[Aa]uthor)|[(（\[【]$",
)
def inline(document: Document, context: Context) -> Iterator[Finding]:
    """A note in brackets inside a paragraph: *two taels (T/N: about eighty grams)*.

    Reported; its removal is suggested.
    """
    for match in _INLINE.finditer(document.prose):
        blank = document.prose[match.start() - 1 : match.start()] in (" ", "\u00a0")
        span = Span(match.start() - blank, match.end())
        block = block_at(document, span.start)
        if block is None or block.span.end - block.span.start <= len(match[0]):
            continue  # a paragraph of its own, which `notes-block` finds
        fix = Fix((Edit(span, ""),), Applicability.SUGGESTION)
        yield Finding("notes-inline", span, "this is a note and not the text", Severity.INFO, fix)


RULES = (note, inline)
