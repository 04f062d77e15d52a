"""Files that hold several texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

BETWEEN = "!/"
"""Between the path of a file and the name of a part: ``book.epub!/OEBPS/ch3.xhtml``."""


class Part(NamedTuple):
    """A text in a file: its name there, its bytes, and the name of its format."""

    name: str
    data: bytes
    format: str


class Container(Protocol):
    """A file that was opened."""

    def parts(self) -> Iterator[Part]:
        """The texts in it, in the order in which a person reads them. Raises DocumentError for a damaged one."""

    def packed(self, revised: Mapping[str, bytes]) -> bytes:
        """The file with other bytes for the parts in ``revised``; everything else stays as it was."""
