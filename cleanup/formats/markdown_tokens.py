"""Where the tokens of the Markdown parser come from.

markdown-it-py says on which lines a block stands and nothing about what is inside. So its inline rules are wrapped to
note the stretch of the block's text that each token was made of (in ``token.meta``), and each line of that text is
looked up in its line of the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from cleanup.core.model import BlockKind

_Rule = Callable[[StateInline, bool], bool]
_START, _END = "cleanup-start", "cleanup-end"


@dataclass(frozen=True)
class Content:
    """The text of one block as the parser sees it (``text``: without indentation and quote marks), and where it stands.

    ``starts`` are the positions in ``text`` where its lines start, ``places`` the same positions in the whole document.
    """

    text: str
    tokens: tuple[Token, ...]
    kind: BlockKind
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, position: int) -> int:
        """The position in the document of a position in ``text``."""
        line = bisect_right(self.starts, position) - 1
        return self.places[line] + position - self.starts[line]

    def end_place(self, position: int) -> int:
        """The same for the end of a stretch: just behind its last character."""
        return self.place(position - 1) + 1 if position else self.place(0)


def contents(text: str, offset: int) -> Iterator[Content]:
    """The blocks with prose in ``text[offset:]``, in order, with positions in ``text``; its lines end in ``\\n``."""
    lines = text[offset:].split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=offset))
    heading, nesting, cell_end = "", 0, 0
    cell = False
    places: tuple[int, ...]
    for token in _parser().parse(text[offset:]):
        match token.type:
            case "heading_open":
                heading = token.markup
            case "heading_close":
                heading = ""
            case "list_item_open" | "blockquote_open":
                nesting += 1
            case "list_item_close" | "blockquote_close":
                nesting -= 1
            case "tr_open":
                cell_end = starts[token.map[0]] if token.map else 0
            case "td_open" | "th_open":
                cell = True
            case "td_close" | "th_close":
                cell = False
            case "inline" if token.map and token.content and token.children:
                first = token.map[0]
                if cell:
                    at = _cell(text, token.content, cell_end, starts[first + 1] - 1)
                    places = () if at is None else (at,)
                    cell_end = cell_end if at is None else at + len(token.content)
                elif heading.startswith("#"):
                    places = _after_marks(text, token.content, starts[first], heading)
                else:
                    places = _line_ends(
                        token.content.split("\n"), lines[first : token.map[1]], starts[first : token.map[1]]
                    )
                if places:
                    kind = BlockKind.ITEM if nesting else BlockKind.PARAGRAPH
                    kind = BlockKind.HEADING if heading else BlockKind.CELL if cell else kind
                    sizes = [len(line) + 1 for line in token.content.split("\n")]
                    inner = tuple(accumulate(sizes[:-1], initial=0))
                    yield Content(token.content, tuple(token.children), kind, inner, places)
            case _:
                pass


def bounds(token: Token) -> tuple[int, int] | None:
    """The stretch of its block's text that a token was made of; ``None`` for plain text, which follows on."""
    if _END not in token.meta:
        return None
    return token.meta[_START], token.meta[_END]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    # These two merge tokens of different origin.
    parser.disable(["text_join", "fragments_join"])
    for rule in parser.inline.ruler.__rules__:
        if rule.name != "text":
            rule.fn = _noting(rule.name, rule.fn)
    parser.inline.ruler.__cache__ = None
    return parser


def _noting(name: str, rule: _Rule) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        start, count, pending = state.pos, len(state.tokens), bool(state.pending)
        done = rule(state, silent)
        if done and len(state.tokens) > count:
            if name == "newline":
                _note(state.tokens[-1], start, state.pos)
            elif name == "link":
                _note(state.tokens[count + pending], start, start + 1)
                _note(state.tokens[-1], -1, state.pos)
            elif name in ("emphasis", "strikethrough"):
                for token in state.tokens[count + pending :]:
                    _note(token, start, start + len(token.content))
                    start += len(token.content)
            else:
                for token in state.tokens[count + pending :]:
                    _note(token, start, state.pos)
        return done

    return noted


def _note(token: Token, start: int, end: int) -> None:
    token.meta = {**token.meta, _START: start, _END: end}


def _line_ends(content: list[str], lines: list[str], starts: list[int]) -> tuple[int, ...]:
    """Where the lines of a paragraph stand: each ends its source line, behind indentation and quote marks."""
    places: list[int] = []
    for part, line, start in zip(content, lines, starts, strict=False):
        shown, bare = line.rstrip(), part.strip()
        if not bare or not shown.endswith(bare):
            return ()
        indent = len(part) - len(part.lstrip())
        places.append(start + len(shown) - len(bare) - indent)
    return tuple(places)


def _after_marks(text: str, content: str, start: int, marks: str) -> tuple[int, ...]:
    at = text.index(marks, start) + len(marks)
    while at < len(text) and text[at].isspace():
        at += 1
    return (at,) if text.startswith(content, at) else ()


def _cell(text: str, content: str, start: int, end: int) -> int | None:
    """Where a table cell stands in its row: between two bars that are not escaped."""
    at = text.find(content, start, end)
    while at >= 0:
        before, after = text[start:at].rstrip(), text[at + len(content) : end].lstrip()
        opened = not before or (before.endswith("|") and not before.endswith("\\|"))
        if opened and (not after or after.startswith("|")):
            return at
        at = text.find(content, at + 1, end)
    return None
