"""Chapter headings: one form for all, source script in them, headings that stand there twice, page markers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanup.core.model import Block, BlockKind, Document, Edit, Finding, Fix, Severity, Span
from cleanup.core.whole import of_whole
from cleanup.errors import ConfigError
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.rule import Example, Level, Stage, rule
from cleanup.rules.structure.heading_parts import PAGE_MARK, Heading, parse_heading

_LONGEST = 160
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FEWEST = 3
"""Headings with titles that tell which form prevails."""


@of_latest
def _headings(document: Document) -> Sequence[tuple[Block, Heading]]:
    prose, heading_kind = document.prose, BlockKind.HEADING
    found = []
    for block in document.blocks:
        (start, end), kind = block
        if (kind is heading_kind or prose[start] in "#*=~第") and end - start <= _LONGEST:
            heading = parse_heading(prose[start:end])
            if heading is not None:
                found.append((block, heading))
    return found


@rule(
    "headings-source",
    Stage.STRUCTURE,
    examples=[
        Example("第964章 The Last Fight\n\nLi Mu woke.", "Chapter 964: The Last Fight\n\nLi Mu woke."),
        Example("第九百六十四章\n\nLi Mu woke.", "Chapter 964\n\nLi Mu woke."),
        Example("# 第12話：Suzy Cloud\n\nShe woke.", "# Episode 12: Suzy Cloud\n\nShe woke."),
    ],
    keeps=["Chapter 964: The Last Fight\n\nLi Mu woke.", "In 第964章 he woke.", "第一次\n\nHe woke."],
    needs="第",
)
def source(document: Document, context: Context) -> Iterator[Finding]:
    """A chapter heading whose number is still in Chinese or Japanese: *第964章*. A heading that stands there in two
    languages is left to `headings-doubled`."""
    found = _headings(document)
    bilingual = {
        id((one, two)[number])
        for (first, one), (second, two) in pairwise(found)
        if one.number == two.number and (number := _source_of_two(one, two)) is not None
        if not document.prose[first.span.end : second.span.start].strip()
    }
    for block, heading in found:
        if heading.source and id(heading) not in bilingual:
            span = Span(block.span.start + heading.start, block.span.start + heading.title_start)
            text = f"{heading.word} {heading.number}{': ' if heading.title else ' ' if heading.mark else ''}"
            message = f"“{document.prose[span.start : span.end].strip()}” is “{text.strip(' :')}” in the source script"
            yield Finding("headings-source", span, message, fix=Fix((Edit(span, text),)))


@rule(
    "headings-doubled",
    Stage.STRUCTURE,
    examples=[
        Example("Chapter 12: The Gate\n\nChapter 12 The Gate\n\nHe woke.", "Chapter 12: The Gate\n\nHe woke."),
        Example("第12章 大门\n\nChapter 12 The Gate\n\nHe woke.", "Chapter 12 The Gate\n\nHe woke."),
        Example("# Episode 3: The Gate\n\n第三話 門\n\nHe woke.", "# Episode 3: The Gate\n\nHe woke."),
        Example("Chapter 12\n\nChapter 12: The Gate\n\nHe woke.", "Chapter 12\n\nChapter 12: The Gate\n\nHe woke."),
    ],
    keeps=["Chapter 12\n\nChapter 13\n\nHe woke.", "Part 1\n\nPart 2", "第12章 大门\n\nChapter 13\n\nHe woke."],
)
def doubled(document: Document, context: Context) -> Iterator[Finding]:
    """The heading of a chapter twice in a row, once from the site and once from the author.

    The second one goes where both say the same, and the one in the source language where a heading stands there in two
    languages; where only one has a title, the place is reported.
    """
    for (first, one), (second, two) in pairwise(_headings(document)):
        if document.prose[first.span.end : second.span.start].strip() or one.number != two.number:
            continue
        if (source := _source_of_two(one, two)) is not None:
            block = (first, second)[source]
            span = (
                Span(first.span.start, second.span.start) if block is first else Span(first.span.end, second.span.end)
            )
            message = f"the heading of {one.kind} {one.number} is here in two languages"
            yield Finding("headings-doubled", block.span, message, fix=Fix((Edit(span, ""),)))
            continue
        if one.kind != two.kind:
            continue
        same = _letters(one.title) == _letters(two.title) and one.mark == two.mark
        if not same and one.title and two.title:
            continue
        message = f"the heading of {one.kind} {one.number} appears here twice"
        fix = Fix((Edit(Span(first.span.end, second.span.end), ""),)) if same else None
        yield Finding("headings-doubled", second.span, message, fix=fix)


def _source_of_two(one: Heading, two: Heading) -> int | None:
    """Which of two headings of the same number, 0 or 1, is the other in the source language."""
    for number, (source, other) in enumerate(((one, two), (two, one))):
        if source.source and not other.source and not _SCRIPT.search(other.title):
            # With a title in Latin letters on both, they may be of different chapters.
            return number if _SCRIPT.search(source.title) or not source.title else None
    return None


def _letters(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.casefold())


@rule(
    "headings-form",
    Stage.STRUCTURE,
    level=Level.REPORT,
    options={"form": ""},
    examples=[
        Example(
            "Chapter 1: One\n\nA.\n\nChapter 2: Two\n\nB.\n\nCHAPTER 03 - Three\n\nC.",
            "Chapter 1: One\n\nA.\n\nChapter 2: Two\n\nB.\n\nChapter 3: Three\n\nC.",
        ),
        Example(
            "Ch. 07 The Gate\n\nHe woke.",
            "Chapter 7 – The Gate\n\nHe woke.",
            options={"form": "Chapter {number} – {title}"},
        ),
    ],
    keeps=[
        "CHAPTER 03 - Three\n\nC.",
        "Chapter 5 was long and hard for him.",
        "Chapter 1: One\n\nChapter 2 – Two\n\nEpisode 3: Three",
    ],
)
def form(document: Document, context: Context) -> Iterator[Finding]:
    """Chapter headings that are not in the form of the others: *Chapter 1: One* but *CHAPTER 03 - Three*.

    Without the option ``form`` the text's own prevailing form decides, where at least three headings have titles, else
    that of four in five chapters of the run.
    ``form`` is a pattern like ``Chapter {number}: {title}``; headings without a title take the part up to the
    number.
    """
    book = context.standing.heading
    found = [(block, heading) for block, heading in _headings(document) if not heading.source]
    shape = _wanted(context) or (of_whole(document, _prevailing) if found else None) or book
    if shape is None:
        return
    word, joint = shape
    for block, heading in found:
        span = Span(block.span.start + heading.start, block.span.start + heading.title_start)
        if heading.kind != (parse_heading(f"{word} 1") or heading).kind or parse_heading(heading.title):
            continue
        text = f"{word} {heading.number}{joint if heading.title else ' ' if heading.mark else ''}"
        old = document.prose[span.start : span.end]
        if old != text:
            message = f"“{old.strip()}” is not in the form of the other headings, “{text.strip(' :–—-')}”"
            yield Finding("headings-form", span, message, Severity.INFO, Fix((Edit(span, text),)))


def _wanted(context: Context) -> tuple[str, str] | None:
    pattern = str(context.options.get("form", ""))
    if not pattern:
        return None
    match = re.fullmatch(r"([A-Za-z]+\.?) \{number\}([^{}\n]*)\{title\}", pattern)
    if match is None or parse_heading(f"{match[1]} 1") is None:
        raise ConfigError(
            f"“{pattern}” is not a form of a chapter heading",
            hint="Write the option form of headings-form like “Chapter {number}: {title}”.",
        )
    return match[1], match[2]


def _prevailing(document: Document) -> tuple[str, str] | None:
    headings = [heading for _block, heading in _headings(document) if not heading.source]
    shapes = Counter((heading.word, heading.joint) for heading in headings if heading.title)
    if shapes.total() < _FEWEST:
        return None
    shape, number = shapes.most_common(1)[0]
    return shape if number * 2 > shapes.total() else None


_ALONE = re.compile(
    rf"{PAGE_MARK.pattern}|page[ \t]+\d{{1,4}}(?:[ \t]+(?:of|/)[ \t]+\d{{1,4}})?"
    r"|part[ \t]+\d{1,3}[ \t]+of[ \t]+\d{1,3}|[-–—][ \t]*\d{1,4}[ \t]*[-–—]|\[page[ \t]+\d{1,4}\]",
    re.IGNORECASE,
)
_MARK_ENDS = frozenset(")]）】-–—0123456789")


@rule(
    "headings-part",
    Stage.STRUCTURE,
    level=Level.REPORT,
    examples=[
        Example("Chapter 964 (1/2)\n\nLi Mu woke.", "Chapter 964\n\nLi Mu woke."),
        Example("Li Mu woke.\n\n(2/2)\n\nHe left.", "Li Mu woke.\n\nHe left."),
        Example("Li Mu woke.\n\nPage 3 of 12", "Li Mu woke."),
    ],
    keeps=["He ate (1/2) of it.", "Part 1\n\nHe woke.", "Chapter 9 (End)\n\nHe woke."],
)
def part(document: Document, context: Context) -> Iterator[Finding]:
    """Page and part markers of the site that the chapter came from: *Chapter 964 (1/2)*, *Page 3 of 12*.

    Only reported unless the rule's level says otherwise: the marker tells that the file may hold half a chapter.
    """
    prose = document.prose
    for block in [block for block in document.blocks if prose[block.span.end - 1] in _MARK_ENDS]:
        if block.span.end - block.span.start > _LONGEST:
            continue
        text = prose[block.span.start : block.span.end]
        if _ALONE.fullmatch(text):
            message = f"“{text}” is a page marker"
            yield Finding("headings-part", block.span, message, Severity.INFO, Fix((without_block(prose, block),)))
        elif (heading := parse_heading(text)) and heading.mark and not heading.source:
            start = block.span.start + len(text.removesuffix(heading.mark).rstrip())
            span = Span(start, block.span.end)
            message = f"“{heading.mark.strip()}” in the heading is a page marker"
            yield Finding("headings-part", span, message, Severity.INFO, Fix((Edit(span, ""),)))


def without_block(prose: str, block: Block) -> Edit:
    """The edit that removes a block together with the blank lines after it, or before it where it is the last."""
    start, end = block.span.start, block.span.end
    rest = re.compile(r"\s*").match(prose, end)
    after = rest.end() if rest else end
    if after < len(prose):
        return Edit(Span(start, after), "")
    while start and prose[start - 1].isspace():
        start -= 1
    return Edit(Span(start, end), "")


RULES = (source, doubled, form, part)
