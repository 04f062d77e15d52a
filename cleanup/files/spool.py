"""Pieces of output that are needed at the end of a run: in memory while they are few, then in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

_IN_MEMORY = 4_000_000
"""Bytes."""
_PIECE = 1 << 20
"""Bytes that are read at a time."""


class Spool:
    """Bytes that are added piece by piece and read back once, from the start."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it lives as long as the spool
        self.size = 0

    def add(self, data: bytes) -> None:
        """Add a piece. Raises OSError when there is no room on the disk."""
        self._file.write(data)
        self.size += len(data)

    def pieces(self) -> Iterator[bytes]:
        """All of it, in pieces of a mebibyte."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def lines(self) -> Iterator[str]:
        """All of it as lines of UTF-8, without their ends."""
        self._file.seek(0)
        for line in self._file:
            yield line.decode("utf-8", "surrogatepass").removesuffix("\n")

    def __del__(self) -> None:
        self._file.close()
