"""What a language model puts around a chapter: its thinking, tags and code fences, bold headings, marks of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleanup.core.model import OBJECT, Applicability, Block, Document, Edit, Finding, Fix, Severity, Span, TextKind
from cleanup.core.whole import of_whole
from cleanup.rules.context import Context
from cleanup.rules.rule import CONTINUOUS, Example, Stage, rule
from cleanup.rules.structure.heading_parts import parse_heading
from cleanup.rules.structure.headings import without_block

_THOUGHTS = r"think|thinking|thoughts?|reasoning|reflection|analysis|scratchpad|planning|internal_monologue"
_WRAPPERS = r"translation|translated_text|output|result|answer|final_answer|response|text|chapter|english"
_OPENS = re.compile(rf"<({_THOUGHTS})>")
_CLOSES = re.compile(rf"</({_THOUGHTS})>\Z")
_WRAPPER = re.compile(rf"<(/?)({_WRAPPERS})>")
_PROSE = frozenset({TextKind.PROSE})
_AROUND = re.compile(rf"</?(?:{_THOUGHTS}|{_WRAPPERS})>|^(?:```|~~~)", re.MULTILINE)


def is_wrapped(source: str) -> bool:
    """Whether a text has tags or fences that belong together over any number of paragraphs."""
    return _AROUND.search(source) is not None



@rule(
    "boilerplate-thinking",
    Stage.STRUCTURE,
    kinds=CONTINUOUS,
    covers=("boilerplate-line", "boilerplate-markup", "chapter-chatter", "notes-block"),
    needs="<",
    examples=[
        Example(
            "<think>\nThe user wants a translation.\n\nI keep the names.\n</think>\n\nChapter 1\n\nThe bell rang.",
            "Chapter 1\n\nThe bell rang.",
        ),
        Example("<translation>\n\nThe bell rang.\n\nHe woke.\n\n</translation>", "The bell rang.\n\nHe woke."),
        Example("<think>\n\nThe bell rang.\n\nHe woke.", "<think>\n\nThe bell rang.\n\nHe woke."),
        Example(
            "I keep the names.\n\n</think>\n\nThe bell rang.\n\nHe woke.",
            "I keep the names.\n\n</think>\n\nThe bell rang.\n\nHe woke.",
        ),
    ],
    keeps=[
        "<Think>\n\nShe thought about it.\n\n</Think>",
        "He typed <think> and waited. Then </think>.",
        "<Skill: Reasoning>\n\nLevel 3",
    ],
)
def thinking(document: Document, context: Context) -> Iterator[Finding]:
    """The thinking of a language model, between *<think>* and *</think>*, and tags around its answer, *<translation>*.

    Removed where the thinking stands before the text and both tags are there; inside the text, and where only the
    closing tag is left, it takes ``--unsafe-fixes``. An opening tag alone is an error that is only reported.
    """
    prose, blocks = document.prose, document.blocks
    opened: tuple[int, str] | None = None
    wrappers: list[tuple[Block, str, str]] = []
    for number, block in enumerate(blocks):
        if "<" not in (prose[block.span.start], *prose[block.span.end - 30 : block.span.end]):
            continue
        text = prose[block.span.start : block.span.end]
        if opened is None and (start := _OPENS.match(text)):
            opened = number, start[1]
        closing = _CLOSES.search(text)
        if closing and (opened is None or closing[1] == opened[1]):
            first = opened[0] if opened else 0
            how = Applicability.SAFE if opened and first == 0 else Applicability.UNSAFE
            yield _thought(prose, blocks[first : number + 1], how, whole=number + 1 == len(blocks))
            opened = None
        elif wrapper := _WRAPPER.fullmatch(text):
            wrappers.append((block, wrapper[1], wrapper[2]))
    if opened is not None:
        message = f"<{opened[1]}> is never closed: what follows may be the thinking of the model and not the text"
        yield Finding("boilerplate-thinking", blocks[opened[0]].span, message, Severity.ERROR)
    if len(wrappers) == 2 and [close for _block, close, _name in wrappers] == ["", "/"]:
        (first_tag, _, name), (last_tag, _, other) = wrappers
        if name == other:
            edits = without_block(prose, first_tag), without_block(prose, last_tag)
            message = f"<{name}> is a tag around the answer of the model"
            yield Finding("boilerplate-thinking", first_tag.span, message, Severity.WARNING, Fix(edits))


def _thought(prose: str, blocks: tuple[Block, ...], how: Applicability, *, whole: bool) -> Finding:
    span = Span(blocks[0].span.start, blocks[-1].span.end)
    message = "this is the thinking of the translating model and not the text"
    if whole and blocks[0].span.start == 0:
        return Finding("boilerplate-thinking", span, f"{message}; there is nothing else", Severity.ERROR)
    fix = Fix((without_block(prose, Block(span)),), how)
    return Finding("boilerplate-thinking", span, message, Severity.ERROR, fix)


FENCE = re.compile(r"(?:```|~~~)[ \t]*(?:markdown|md|text|txt|plaintext|plain|english|en)?[ \t]*", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "*")


@rule(
    "boilerplate-fence",
    Stage.STRUCTURE,
    kinds=_PROSE,
    needs="`~",
    examples=[
        Example("```\nThe bell rang.\n\nHe woke.\n```", "The bell rang.\n\nHe woke."),
        Example("```markdown\n\nThe bell rang.\n\nHe woke.\n", "The bell rang.\n\nHe woke.\n"),
    ],
    keeps=["The bell rang.\n\n```\nx = 1\n```\n\nHe woke.", "```\nx = 1\n```", "~~~~\n\nThe bell rang.\n\n~~~~"],
)
def fence(document: Document, context: Context) -> Iterator[Finding]:
    """A code fence around a whole chapter: the line *```* before it and after it. Removed."""
    prose, blocks = document.prose, document.blocks
    if not blocks or not of_whole(document, _is_fenced):
        return
    head, tail = _ends(document)
    for span in (head, tail) if tail.start > head.end else (head,):
        if FENCE.fullmatch(prose, *span):
            fix = Fix((without_block(prose, Block(span)),))
            message = "this code fence stands around a whole chapter"
            yield Finding("boilerplate-fence", span, message, Severity.WARNING, fix)


def _ends(document: Document) -> tuple[Span, Span]:
    """The first line of a text and its last one."""
    prose, first, last = document.prose, document.blocks[0].span, document.blocks[-1].span
    end = prose.find("\n", first.start, first.end)
    start = max(last.start, prose.rfind("\n", last.start, last.end) + 1)
    return Span(first.start, first.end if end < 0 else end), Span(start, last.end)


def _is_fenced(document: Document) -> bool:
    """Whether a text begins with a code fence, ends with one or has no other, and holds sentences."""
    if not document.blocks:
        return False
    prose = document.prose
    head, tail = _ends(document)
    if not FENCE.fullmatch(prose, *head):
        return False
    end = tail.start if tail.start > head.end and FENCE.fullmatch(prose, *tail) else tail.end
    lines = [line.strip() for line in prose[head.end : end].split("\n") if line.strip()]
    sentences = sum(line.endswith(_SENTENCE_ENDS) for line in lines)
    return 2 <= len(lines) <= 2 * sentences and not any(line.startswith(("```", "~~~")) for line in lines)


_BOLD = re.compile(r"(?:#{1,6} )?(\*{1,3}|_{2,3})(?=\S)([^*_\n]+)(?<=\S)\1")
_STRAY = re.compile(r"\*{1,3}|(?<![\w_])_{2,3}(?=\w)|(?<=\w)_{2,3}(?![\w_])")


@rule(
    "boilerplate-emphasis",
    Stage.STRUCTURE,
    kinds=_PROSE,
    needs="*_",
    examples=[
        Example("**Chapter 5: The Mill**\n\nHe woke.", "**Chapter 5: The Mill**\n\nHe woke."),
        Example("He sat down **on the steps and waited.", "He sat down **on the steps and waited."),
    ],
    keeps=[
        "**Chapter** of accidents\n\nHe *really* sat **down**. 2 * 3 * 4 and f*** it!",
        "***\n\n* * *\n\n* one\n\n* two",
        "_He_ woke. __init__ is a name. *Sigh* she said, *so be it*.",
        "*Boom!\n\n*A note.",
    ],
)
def emphasis(document: Document, context: Context) -> Iterator[Finding]:
    """Marks of emphasis where plain text has none: *\\*\\*Chapter 5\\*\\**, and a mark without its other end.

    The marks around a heading are removed with ``--unsafe-fixes``; for a stray one its removal is suggested. In a
    Markdown file only stray marks are seen: the others are no text.
    """
    prose = document.prose
    for block in document.blocks:
        start, end = block.span
        text = prose[start:end]
        if "*" not in text and "__" not in text:
            continue
        if (bold := _BOLD.fullmatch(text)) and parse_heading(bold[2].strip()):
            edits = (
                Edit(Span(start + bold.start(1), start + bold.end(1)), ""),
                Edit(Span(start + bold.end(2), end), ""),
            )
            message = f"“{bold[1]}” around a heading is a mark of Markdown"
            yield Finding("boilerplate-emphasis", block.span, message, Severity.INFO, Fix(edits, Applicability.UNSAFE))
            continue
        marks = [*_STRAY.finditer(text)]
        if len(marks) == 1 and len(marks[0][0]) == 2 and _touches_one_word(text, marks[0]):
            span = Span(start + marks[0].start(), start + marks[0].end())
            message = f"“{marks[0][0]}” is a mark of emphasis without its other end"
            fix = Fix((Edit(span, ""),), Applicability.SUGGESTION)
            yield Finding("boilerplate-emphasis", span, message, Severity.INFO, fix)


def _touches_one_word(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark stands at one side of a word, as emphasis does, with a blank at its other side."""
    before, after = text[: mark.start()][-1:], text[mark.end() :][:1]
    return (before in (" ", "") and after.isalpha()) or (before.isalnum() and after == " ")


_BREAK = re.compile(r"(?:[-*_=~—–•#☆★◇◆]\s?){3,40}|\[?page \d{1,4}\]?|\[?page break\]?", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[a-z]{2,}|[a-z],)\Z")
_GOES_ON = re.compile(r"[a-z]{2,}[ ,’']")


@rule(
    "boilerplate-split",
    Stage.TYPOGRAPHY,
    kinds=_PROSE,
    examples=[
        Example(
            "He stood at the gate and the guard\n\n---\n\nwould not let him in.",
            "He stood at the gate and the guard would not let him in.",
        ),
        Example(
            "The lamp of the old mill went out,\n\n***\n\nand she was alone.",
            "The lamp of the old mill went out, and she was alone.",
        ),
    ],
    keeps=[
        "He stood at the gate.\n\n---\n\nThe guard let him in.",
        "He stood at the gate and the guard\n\n---\n\nThe next morning he left.",
        "one\n\n---\n\ntwo and three",
        "Yours ever\n\n---\n\nann of the mill",
    ],
)
def split(document: Document, context: Context) -> Iterator[Finding]:
    """A line of a page's end in the middle of a sentence: *the guard*, a line *---*, *would not let him in*. Joined.

    Only where the paragraph before it ends without a mark, and the one after it begins with a small letter.
    """
    prose, blocks = document.prose, document.blocks
    for number, (before, mark) in enumerate(pairwise(blocks[:-1])):
        size = mark.span.end - mark.span.start
        if not 3 <= size <= 60 or (prose[mark.span.start].isalnum() and prose[mark.span.start] not in "pP"):
            continue
        after = blocks[number + 2]
        if not _BREAK.fullmatch(prose, *mark.span) or before.kind is not after.kind:
            continue
        text = prose[before.span.start : before.span.end]
        if text.count(" ") < 4 or not _OPEN_END.search(text) or not _GOES_ON.match(prose, after.span.start):
            continue
        gap = Span(before.span.end, after.span.start)
        if OBJECT in prose[gap.start : gap.end]:
            continue
        message = "this line parts a sentence"
        yield Finding("boilerplate-split", mark.span, message, Severity.WARNING, Fix((Edit(gap, " "),)))


RULES = (thinking, fence, emphasis, split)
