"""Finds, lists and searches the pages of the manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from cleanup.errors import CleanupError

FOLDER = Path(__file__).parent

TOPICS = (
    *("start", "names", "source", "models", "keeping", "review", "editors", "ci", "formats", "rules", "grammar"),
    *("configuration", "commands", "runs", "output", "python", "accuracy", "speed", "security"),
    *("architecture", "contributing", "releasing"),
)
"""The pages, in the order in which somebody new would read them. The pages about rules follow `rules`."""

_COMMENT = re.compile(r"<!-- (?:generated: [a-z ]+|end|measured: [a-z]+|end of measured) -->\n")
"""Marks where a part is generated; nothing for a reader."""
_HEADING = re.compile(r"^#+ (?P<title>.+)$")
_FENCE = ("```", "~~~")


class Page(NamedTuple):
    """A page: what `cleanup help` calls it, its title, its Markdown."""

    topic: str
    title: str
    text: str


class Hit(NamedTuple):
    """A section that has the words that were looked for, and the first line that has one of them."""

    topic: str
    heading: str
    line: str


def page(topic: str) -> Page:
    """The page on a topic, or on a topic of rules (``quotes`` or ``rules/quotes``). Raises CleanupError where there is
    none."""
    known = {name.removeprefix("rules/"): name for name in rule_topics()} | {topic: topic for topic in TOPICS}
    known |= {name: name for name in rule_topics()}
    name = known.get(topic.lower(), "")
    if not name:
        near = get_close_matches(topic.lower(), known, 3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`cleanup help` lists the topics."
        raise CleanupError(f"there is no page on “{topic}”", hint=hint)
    text = _COMMENT.sub("", (FOLDER / f"{name}.md").read_text("utf-8"))
    return Page(name, text.partition("\n")[0].removeprefix("# "), text)


def rule_topics() -> tuple[str, ...]:
    """The pages on rules, one for each topic."""
    return tuple(f"rules/{path.stem}" for path in sorted((FOLDER / "rules").glob("*.md")))


def pages() -> Iterator[Page]:
    """All pages, in order."""
    for topic in TOPICS:
        yield page(topic)
        if topic == "rules":
            yield from map(page, rule_topics())


def search(words: str) -> Iterator[Hit]:
    """The sections that contain all of the words, in whatever case and order."""
    wanted = words.casefold().split()
    for each in pages():
        for heading, lines in _sections(each.text):
            body = "\n".join((heading, *lines)).casefold()
            if wanted and all(word in body for word in wanted):
                shown = (line for line in (heading, *lines) if any(word in line.casefold() for word in wanted))
                yield Hit(each.topic, heading, " ".join(next(shown).split()))


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The headings of a page, each with the lines below it."""
    heading, lines, in_code = "", list[str](), False
    for line in text.splitlines():
        in_code ^= line.startswith(_FENCE)
        match = None if in_code else _HEADING.match(line)
        if match is None:
            lines.append(line)
            continue
        if heading:
            yield heading, lines
        heading, lines = match["title"], []
    yield heading, lines
