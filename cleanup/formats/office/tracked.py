"""Tracked changes in the text of a Word document: what goes is struck out, what comes is put in, each with a comment.

A run in which something changes is cut into several, all with its properties. The insertion of somebody else is cut,
too, so that refusing our change leaves it as it was. After ECMA-376, part 1, sections 17.13.4 and 17.13.5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape

from cleanup.core.model import Cause, Change
from cleanup.errors import DocumentError
from cleanup.formats.markup.tokens import Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens

AUTHOR = "cleanup"
MAIN = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
}
_PARENTS = frozenset({"w:p", "w:hyperlink", "w:smartTag", "w:sdtContent", "w:customXml", "w:dir", "w:bdo", "w:ins"})
"""Elements in which a run stands that may have tracked changes beside it."""
_INSERTED = "w:ins"
_ID = re.compile(r"""\b((?:\w+:)?id\s*=\s*["'])-?\d+""")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_PREFIX = re.compile(rf"xmlns:([\w.-]+)\s*=\s*[\"'](?:{'|'.join(map(re.escape, MAIN))})[\"']")


class Tracked(NamedTuple):
    """A text with its changes tracked: the comments on them, by number, and the changes that could not be tracked."""

    text: str
    comments: list[tuple[int, str]]
    left: list[Change]


class _Edit(NamedTuple):
    """What stands between two positions becomes another text, in characters of the source."""

    start: int
    end: int
    before: str
    after: str
    causes: tuple[Cause, ...]


_Stretch = tuple[int, int, list[Change]]


class _Run(NamedTuple):
    """A run: its tags, the end of its properties, what it stands in, and its texts with what changes in them."""

    opened: Token
    closed: Token
    properties: int
    parent: Token
    texts: list[tuple[Token, Token, list[_Edit]]]


def prefix_in(source: str) -> str:
    """The prefix of Word's namespace in a part. Raises DocumentError where it has none, which attributes need."""
    match = _PREFIX.search(source, 0, 20_000)
    if match is None:
        raise DocumentError("its changes cannot be tracked: the names of its elements have no prefix")
    return match[1]


def with_changes(source: str, changes: Sequence[Change], number: Callable[[], int], *, commented: bool) -> Tracked:
    """A part of a document in which ``changes`` of its text are tracked. ``number`` gives a new number each time;
    ``commented``: what is said of a change stands beside it. Raises DocumentError."""
    writer = _Writer(source, prefix_in(source), number, commented=commented)
    runs, left = _runs(source, changes)
    position = 0
    parts: list[str] = []
    for run in runs:
        parts += (source[position : run.opened.start], writer.run(run))
        position = run.closed.end
    parts.append(source[position:])
    text = "".join(parts)
    for empty in writer.empty:
        text = text.replace(empty, "")
    return Tracked(text, writer.comments, left)


class _Writer:
    """Writes runs with their changes."""

    def __init__(self, source: str, prefix: str, number: Callable[[], int], *, commented: bool) -> None:
        self._source = source
        self._w = f"{prefix}:"
        self._number = number
        self._commented = commented
        self.comments: list[tuple[int, str]] = []
        self.empty: set[str] = set()
        """What was closed again as soon as it was opened."""

    def run(self, run: _Run) -> str:
        """A run, cut where something changes."""
        source = self._source
        done: list[str] = []
        kept: list[str] = []
        position = run.properties
        for opened, closed, edits in run.texts:
            kept.append(source[position : opened.start])
            given = attributes(source, opened).get("xml:space")
            is_kept = given is not None and given.value == "preserve"
            start, end = opened.end, closed.start
            if not is_kept:
                start, end = _trimmed(source, start, end)
            tag = source[opened.start : opened.end]
            for edit in edits:
                kept.append(self._text(tag, _read(source, opened.end, start, edit.start)))
                self._flush(run, kept, done)
                done.append(self._change(run, edit))
                start = edit.end
            kept.append(self._text(tag, _read(source, opened.end, start, end)))
            position = closed.end
        kept.append(source[position : run.closed.start])
        self._flush(run, kept, done)
        return "".join(done)

    def _flush(self, run: _Run, kept: list[str], done: list[str]) -> None:
        """What was kept so far is a run of its own."""
        inside = "".join(kept)
        kept.clear()
        if inside.strip():
            done.append(self._as_run(run, inside, is_first=not done))

    def _as_run(self, run: _Run, inside: str, *, is_first: bool) -> str:
        source = self._source
        properties = source[run.opened.end : run.properties]
        if not is_first:
            properties = self._numbered(properties)
        opening, closing = source[run.opened.start : run.opened.end], source[run.closed.start : run.closed.end]
        return f"{opening}{properties}{inside}{closing}"

    def _text(self, tag: str, text: str) -> str:
        if text != text.strip(" \t\r\n") and "preserve" not in tag:
            tag = f'<{self._w}t xml:space="preserve">'
        return f"{tag}{text}</{self._name(tag)}>" if text else ""

    def _name(self, tag: str) -> str:
        return re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]

    def _change(self, run: _Run, edit: _Edit) -> str:
        w, before = self._w, edit.before
        deleted = inserted = ""
        if before:
            text = f'<{w}delText xml:space="preserve">{before}</{w}delText>'
            deleted = f"<{self._mark('del')}>{self._as_run(run, text, is_first=False)}</{w}del>"
        if edit.after:
            text = f'<{w}t xml:space="preserve">{edit.after}</{w}t>'
            inserted = f"<{self._mark('ins')}>{self._as_run(run, text, is_first=False)}</{w}ins>"
        start = end = ""
        if self._commented:
            number = self._number()
            self.comments.append((number, "\n".join(dict.fromkeys(f"{c.rule}: {c.message}" for c in edit.causes))))
            start = f'<{w}commentRangeStart {w}id="{number}"/>'
            end = f'<{w}commentRangeEnd {w}id="{number}"/><{w}r><{w}commentReference {w}id="{number}"/></{w}r>'
        if run.parent.name != _INSERTED:
            return f"{start}{deleted}{inserted}{end}"
        theirs = self._source[run.parent.start : run.parent.end]
        close = f"</{self._name(theirs)}>"
        if deleted:
            deleted = f"{self._numbered(theirs)}{deleted}{close}"
        again = self._numbered(theirs)
        self.empty |= {f"{again}{close}", f"{theirs}{close}"}
        return f"{close}{start}{deleted}{inserted}{end}{again}"

    def _mark(self, kind: str) -> str:
        return f'{self._w}{kind} {self._w}id="{self._number()}" {self._w}author="{AUTHOR}"'

    def _numbered(self, markup: str) -> str:
        """A copy of markup with numbers of its own."""
        return _ID.sub(lambda match: f"{match[1]}{self._number()}", markup)


def _runs(source: str, changes: Sequence[Change]) -> tuple[list[_Run], list[Change]]:
    """The runs in which something changes, in order, and the changes that stand in none."""
    runs: list[_Run] = []
    left: list[Change] = []
    waiting = iter(changes)
    change = next(waiting, None)
    stack: list[Token] = []
    properties = 0
    texts: list[tuple[Token, Token, list[_Edit]]] = []
    inside: Token | None = None
    for token in xml_tokens(source, MAIN):
        if token.kind is Kind.OPEN:
            if token.name == "w:r":
                properties, texts = token.end, []
            stack.append(token)
            inside = token if token.name == "w:t" and token.end > token.start else inside
            continue
        if token.kind is not Kind.CLOSE:
            continue
        opened = stack.pop()
        parent = stack[-1] if stack else opened
        if token.name == "w:rPr" and parent.name == "w:r":
            properties = token.end
        elif token.name == "w:t" and inside is opened:
            while change is not None and change.span.start < opened.end:
                left.append(change)
                change = next(waiting, None)
            some: list[Change] = []
            while change is not None and change.span.end <= token.start:
                some.append(change)
                change = next(waiting, None)
            grand = stack[-2].name if len(stack) > 1 else ""
            is_text = "<" not in _CDATA.sub("", source[opened.end : token.start])
            if some and parent.name == "w:r" and grand in _PARENTS and is_text:
                texts.append((opened, token, _edits(source, opened.end, token.start, some)))
            else:
                left += some
            inside = None
        elif token.name == "w:r" and texts:
            runs.append(_Run(opened, token, properties, parent, texts))
            texts = []
    left += chain([change] if change is not None else [], waiting)
    return runs, left


def _edits(source: str, start: int, end: int, changes: Sequence[Change]) -> list[_Edit]:
    """Changes of a text, those inside of words widened to the whole words: nobody wants to decide about a letter."""
    edits: list[_Edit] = []
    for first, last, some in _joined((*_word(source, start, end, change), [change]) for change in changes):
        after: list[str] = []
        position = first
        for change in some:
            after.append(_read(source, start, position, change.span.start))
            after.append(escape(change.after) if _is_in_cdata(source, start, change.span.start) else change.after)
            position = change.span.end
        after.append(_read(source, start, position, last))
        causes = tuple(dict.fromkeys(cause for change in some for cause in change.causes))
        edits.append(_Edit(first, last, _read(source, start, first, last), "".join(after), causes))
    return edits


def _read(source: str, begin: int, start: int, end: int) -> str:
    """A stretch of a text that begins at ``begin``, as it is written outside of CDATA sections."""
    if source.find("<![CDATA[", begin, end) < 0:
        return source[start:end]
    parts: list[str] = []
    position = start
    for match in _CDATA.finditer(source, begin):
        first, last = match.span(1)
        if match.start() >= end:
            break
        parts.append(source[position : max(position, match.start())])
        parts.append(escape(source[max(first, start) : min(last, end)]))
        position = max(start, match.end())
    parts.append(source[position : max(position, end)])
    return "".join(parts)


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """A text without the space at its ends, which Word leaves out unless it is told to keep it."""
    if source.startswith("<![CDATA[", start):
        start += 9
    if source.endswith("]]>", start, end):
        end -= 3
    bare = source[start:end].lstrip(" \t\r\n")
    start = end - len(bare)
    return start, start + len(bare.rstrip(" \t\r\n"))


def _is_in_cdata(source: str, begin: int, position: int) -> bool:
    start = source.rfind("<![CDATA[", begin, position)
    return start >= 0 and source.find("]]>", start, position) < 0


def _joined(spans: Iterable[_Stretch]) -> list[_Stretch]:
    """Stretches in order, those that overlap as one."""
    joined: list[_Stretch] = []
    for start, end, some in spans:
        if joined and start < joined[-1][1]:
            first, last, before = joined[-1]
            joined[-1] = (min(first, start), max(last, end), [*before, *some])
        else:
            joined.append((start, end, some))
    return joined


def _word(source: str, start: int, end: int, change: Change) -> tuple[int, int]:
    """Where the word begins and ends in which letters change; nothing else is taken in."""
    first, last = change.span
    letters = change.before + change.after
    if not any(map(str.isalnum, letters)) or "&" in letters:
        return first, last
    while first > start and source[first - 1].isalnum():
        first -= 1
    while last < end and source[last].isalnum():
        last += 1
    if source[first - 1 : first] in ("&", "#") or source[last : last + 1] == ";":  # a reference
        return change.span
    return first, last


def comment(number: int, text: str, prefix: str) -> str:
    """A comment, a paragraph for each line of it."""
    w = f"{prefix}:"
    lines = "".join(
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escape(line)}</{w}t></{w}r></{w}p>' for line in text.split("\n")
    )
    return f'<{w}comment {w}id="{number}" {w}author="{AUTHOR}" {w}initials="c">{lines}</{w}comment>'
