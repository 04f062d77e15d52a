"""Comments put into a Word document: into its part for them, or into a new one that the package then names.

After ECMA-376, part 1, section 11.3.2 (comments), and part 2, sections 9 and 10 (relationships, content types).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from cleanup.errors import DocumentError
from cleanup.formats.archive import Archive
from cleanup.formats.markup.tokens import Kind, attributes
from cleanup.formats.markup.xml import xml_tokens
from cleanup.formats.office.tracked import comment, prefix_in

_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_PART = "word/comments.xml"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_KIND = {
    True: f"{_STRICT}officeDocument/relationships/comments",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
}
_MAIN = {
    True: f"{_STRICT}wordprocessingml/main",
    False: "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Comments:
    """The part of a document that holds its comments. Raises DocumentError when the package is damaged."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._is_strict = _STRICT in self._text("word/document.xml")[:20_000]
        self._part = self._named()
        self.text = self._text(self._part) if self._part else ""
        """What is in it; empty where there is none."""

    def _text(self, name: str) -> str:
        try:
            return self._archive.read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DocumentError(f"its changes cannot be tracked: {name} is not in UTF-8") from error

    def _named(self) -> str:
        """The name of the part, as the document has it; empty for none."""
        if _RELATIONS not in self._archive:
            return ""
        source = self._text(_RELATIONS)
        for token in xml_tokens(source):
            if token.kind is Kind.OPEN:
                given = {key: value.value for key, value in attributes(source, token).items()}
                if given.get("Type") in _KIND.values():
                    return posixpath.normpath(posixpath.join("/word", given.get("Target", ""))).lstrip("/")
        return ""

    def added(self, comments: Sequence[tuple[int, str]]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The parts of the package that change, and those that are new, when ``comments`` are added."""
        if not comments:
            return {}, {}
        if self._part:
            prefix = prefix_in(self.text)
            written = "".join(comment(number, text, prefix) for number, text in comments)
            return {self._part: _inside(self.text, "comments", written).encode()}, {}
        written = "".join(comment(number, text, "w") for number, text in comments)
        new = {_PART: f'{_HEAD}<w:comments xmlns:w="{_MAIN[self._is_strict]}">{written}</w:comments>'.encode()}
        types = f'<Override PartName="/{_PART}" ContentType="{_CONTENT}"/>'
        changed = {_TYPES: _inside(self._text(_TYPES), "Types", types).encode()}
        if _RELATIONS not in self._archive:
            relation = _relation("rId1", self._is_strict)
            new[_RELATIONS] = (
                f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{relation}</Relationships>'.encode()
            )
        else:
            source = self._text(_RELATIONS)
            number = 1 + max((int(found) for found in re.findall(r'\bId="rId(\d{1,9})"', source)), default=0)
            relation = _relation(f"rId{number}", self._is_strict)
            changed[_RELATIONS] = _inside(source, "Relationships", relation).encode()
        return changed, new


def _relation(name: str, is_strict: bool) -> str:
    return f'<Relationship Id="{name}" Type="{_KIND[is_strict]}" Target="comments.xml"/>'


def _inside(source: str, name: str, written: str) -> str:
    """A document with something more at the end of its root. Raises DocumentError where that is not called ``name``."""
    tokens = xml_tokens(source)
    opened, closed = next(token for token in tokens if token.kind is Kind.OPEN), tokens[-1]
    prefix, _, own = opened.name.rpartition(":")
    if own != name:
        raise DocumentError(f"its changes cannot be tracked: <{own}> stands where <{name}> belongs")
    if prefix and name != "comments":
        written = re.sub(r"<(/?)(?=[A-Z])", rf"<\1{prefix}:", written)
    if closed.start < closed.end:
        return source[: closed.start] + written + source[closed.start :]
    tag = source[opened.start : opened.end]
    return f"{source[: opened.start]}{tag[:-2].rstrip()}>{written}</{opened.name}>{source[opened.end :]}"
