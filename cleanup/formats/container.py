"""Files that hold several texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from cleanup.core.model import Change

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


class Revised(NamedTuple):
    """A text with the changes that are to be made to it, and how it is encoded."""

    text: str
    changes: Sequence[Change]
    encode: Callable[[str], bytes]


@runtime_checkable
class Tracking(Protocol):
    """A file that was opened in which changes can be left for a person to accept or refuse."""

    def tracked(self, revised: Mapping[str, Revised]) -> tuple[bytes, dict[str, list[Change]]]:
        """The file with the changes of its texts tracked, and of each text those that could not be."""


class Single:
    """A file that is one text."""

    def __init__(self, data: bytes, fmt: str) -> None:
        self._part = Part("", data, fmt)

    def parts(self) -> Iterator[Part]:
        """The text."""
        yield self._part

    def packed(self, revised: Mapping[str, bytes]) -> bytes:
        """The other text, if there is one."""
        return revised.get("", self._part.data)


def part_path(path: str, part: str) -> str:
    """The path by which a part of a file goes in reports; that of the file where it is one text."""
    return f"{path}{BETWEEN}{part}" if part else path


def file_path(path: str) -> str:
    """The path of the file in which a text stands."""
    return path.partition(BETWEEN)[0]
