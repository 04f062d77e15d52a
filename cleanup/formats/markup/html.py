"""The tokens of an HTML document, however careless it is.

Written for this purpose because the standard library's `html.parser` of Python 3.11 needs quadratic time for text such
as ``<!--<!--<!--``, and does not say where a token ends. Follows the tokenizer of the HTML standard, section 13.2.5, as
far as positions need it: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

from __future__ import annotations

import re

from cleanup.formats.markup.references import REFERENCE, character_of
from cleanup.formats.markup.tokens import Kind, Token

_SIGN = re.compile(r"[<&]")
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?>[^>"'=]+|=\s*+(?:"[^"]*+"|'[^']*+')|["'=])*+(?P<end>>?)"""
)
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"})
"""Elements in which nothing is markup but their own end."""
_PLAIN = frozenset({"textarea", "title"})
"""Elements with text and references, and no tags."""
_CLOSING = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in sorted(_RAW | _PLAIN)}


def html_tokens(source: str) -> list[Token]:
    """The tokens of a document, names in small letters. What is no markup by the standard is text. Linear in time."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens: list[Token] = []

    def read(self) -> list[Token]:
        source, position, size = self._source, 0, len(self._source)
        start = 0  # of the text that is not yet a token
        while sign := _SIGN.search(source, position):
            at = sign.start()
            if sign[0] == "&":
                reference = REFERENCE.match(source, at)
                character = character_of(reference[0]) if reference else ""
                position = reference.end() if reference and character else at + 1
                if position > at + 1:
                    self._text(start, at)
                    self._tokens.append(Token(Kind.REFERENCE, at, position, character))
                    start = position
                continue
            end = self._markup(at, start)
            if end == at:
                position = at + 1
                continue
            start = position = end
            if self._tokens and self._tokens[-1].end == end and self._tokens[-1].kind is Kind.OPEN:
                start = position = self._content(self._tokens[-1])
        self._text(start, size)
        return self._tokens

    def _text(self, start: int, end: int) -> None:
        if start < end:
            self._tokens.append(Token(Kind.TEXT, start, end))

    def _markup(self, at: int, start: int) -> int:
        """Where the markup at a position ends; the position itself when it is text. Text from ``start`` comes first."""
        source = self._source
        after = source[at + 1 : at + 2]
        if after in ("!", "?") or (after == "/" and not source[at + 2 : at + 3].isalpha()):
            if source[at + 2 : at + 3] == "":
                return at
            self._text(start, at)
            return self._declaration(at)
        match = _TAG.match(source, at)
        if match is None:
            return at
        self._text(start, at)
        if not match["end"]:
            return len(source)  # a tag that the end of the file cuts off is none
        kind = Kind.CLOSE if match["close"] else Kind.OPEN
        self._tokens.append(Token(kind, at, match.end(), match["name"].lower()))
        return match.end()

    def _declaration(self, at: int) -> int:
        """The end of a comment, declaration or instruction."""
        source = self._source
        if source.startswith("<!--", at):
            if source.startswith((">", "->"), at + 4):
                return source.index(">", at) + 1
            end = source.find("-->", at + 4)
            return end + 3 if end >= 0 else len(source)
        if source.startswith("<![CDATA[", at):
            end = source.find("]]>", at)
            return end + 3 if end >= 0 else len(source)
        end = source.find(">", at)
        return end + 1 if end >= 0 else len(source)

    def _content(self, token: Token) -> int:
        """Read what an element holds that has no tags in it; where reading goes on."""
        if token.name not in _CLOSING or self._source.endswith("/>", token.start, token.end):
            return token.end
        match = _CLOSING[token.name].search(self._source, token.end)
        end = match.start() if match else len(self._source)
        if token.name in _PLAIN:
            position = start = token.end
            while (at := self._source.find("&", position, end)) >= 0:
                reference = REFERENCE.match(self._source, at, end)
                character = character_of(reference[0]) if reference else ""
                position = reference.end() if reference and character else at + 1
                if position > at + 1:
                    self._text(start, at)
                    self._tokens.append(Token(Kind.REFERENCE, at, position, character))
                    start = position
            self._text(start, end)
        return end
