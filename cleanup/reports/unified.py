"""The unified diff of a cleaned file, as ``git apply`` and ``patch -p1`` take it.

Which lines differ is read from the recorded changes; nothing is compared again, so that the time is linear. The diff
is made of the file's own bytes, in its own encoding.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleanup.core.model import FileResult
from cleanup.files.decode import Encoding

CONTEXT = 3
"""Unchanged lines around a change."""
_NO_NEWLINE = b"\\ No newline at end of file\n"


class Region(NamedTuple):
    """Lines that differ: ``[start, end)`` in the bytes of the original, ``[revised_start, revised_end)`` after."""

    start: int
    end: int
    revised_start: int
    revised_end: int


def unified_diff(result: FileResult, encoding: Encoding) -> bytes:
    """The diff of one file; empty when nothing changed."""
    if result.original == result.revised:
        return b""
    original, revised = encoding.encode(result.original), encoding.encode(result.revised)
    regions = _regions(_byte_changes(result, encoding, original, revised), original, revised)
    trimmed = [region for region in (_trimmed(region, original, revised) for region in regions) if region]
    name = _relative(result.path)
    header = b"--- " + _quoted(f"a/{name}") + b"\n+++ " + _quoted(f"b/{name}") + b"\n"
    return header + b"".join(_hunks(trimmed, original, revised))


def _byte_changes(result: FileResult, encoding: Encoding, original: bytes, revised: bytes) -> list[Region]:
    """The recorded changes in bytes; all of the file as one where the encoding cannot be cut into pieces."""
    changes: list[Region] = []
    position, here, there = 0, len(encoding.mark), len(encoding.mark)
    for change in result.changes:
        between = len(result.original[position : change.span.start].encode(encoding.name))
        old, new = len(change.before.encode(encoding.name)), len(change.after.encode(encoding.name))
        here, there = here + between, there + between
        changes.append(Region(here, here + old, there, there + new))
        here, there, position = here + old, there + new, change.span.end
    rest = len(result.original[position:].encode(encoding.name))
    if here + rest != len(original) or there + rest != len(revised):
        return [Region(0, len(original), 0, len(revised))]
    return changes


def _regions(changes: Iterable[Region], original: bytes, revised: bytes) -> list[Region]:
    """The changes widened to whole lines; those that share a line, or touch, are one."""
    regions: list[Region] = []
    for start, end, revised_start, revised_end in changes:
        last = regions[-1] if regions else None
        if last is not None and start < last.end:
            begin, revised_begin = last.start, last.revised_start
        else:
            begin = original.rfind(b"\n", last.end if last else 0, start) + 1 or (last.end if last else 0)
            revised_begin = revised_start - (start - begin)
        if last is not None and end < last.end:
            stop = last.end
        elif end > start and revised_end > revised_start and original[end - 1] == revised[revised_end - 1] == 0x0A:
            stop = end
        else:
            stop = original.find(b"\n", end) + 1 or len(original)
        region = Region(begin, stop, revised_begin, revised_end + stop - end)
        if last is not None and begin <= last.end:
            regions[-1] = Region(last.start, region.end, last.revised_start, region.revised_end)
        else:
            regions.append(region)
    return regions


def _trimmed(region: Region, original: bytes, revised: bytes) -> Region | None:
    """The region without the lines at its ends that are the same."""
    old = _lines(original[region.start : region.end])
    new = _lines(revised[region.revised_start : region.revised_end])
    shorter = min(len(old), len(new))
    first = 0
    while first < shorter and old[first] == new[first]:
        first += 1
    last = 0
    while last < shorter - first and old[-1 - last] == new[-1 - last]:
        last += 1
    head = sum(map(len, old[:first]))
    tail = sum(map(len, old[len(old) - last :]))
    trimmed = Region(region.start + head, region.end - tail, region.revised_start + head, region.revised_end - tail)
    return None if trimmed.start == trimmed.end and trimmed.revised_start == trimmed.revised_end else trimmed


def _hunks(regions: Sequence[Region], original: bytes, revised: bytes) -> Iterator[bytes]:
    """The hunks. Regions with little between them share one."""
    groups: list[list[Region]] = []
    for region in regions:
        between = original.count(b"\n", groups[-1][-1].end, region.start) if groups else 0
        if groups and between <= 2 * CONTEXT:
            groups[-1].append(region)
        else:
            groups.append([region])
    line = revised_line = 1
    counted = revised_counted = 0
    for group in groups:
        start = _back(original, group[0].start, CONTEXT)
        end = _forward(original, group[-1].end, CONTEXT)
        shift = group[0].revised_start - group[0].start
        line += original.count(b"\n", counted, start)
        revised_line += revised.count(b"\n", revised_counted, start + shift)
        counted, revised_counted = start, start + shift
        body: list[bytes] = []
        old = new = 0
        position = start
        for region in (*group, Region(end, end, 0, 0)):
            same = _lines(original[position : region.start])
            removed = _lines(original[region.start : region.end])
            added = _lines(revised[region.revised_start : region.revised_end])
            body += [_line(b" ", text) for text in same]
            body += [_line(b"-", text) for text in removed]
            body += [_line(b"+", text) for text in added]
            old, new = old + len(same) + len(removed), new + len(same) + len(added)
            position = region.end
        yield f"@@ -{line - (not old)},{old} +{revised_line - (not new)},{new} @@\n".encode()
        yield from body


def _line(mark: bytes, text: bytes) -> bytes:
    return mark + text if text.endswith(b"\n") else mark + text + b"\n" + _NO_NEWLINE


def _lines(data: bytes) -> list[bytes]:
    """Lines with their ends, as git sees them: only a line feed ends one."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _back(data: bytes, position: int, count: int) -> int:
    """The start of the ``count``-th line before the one that starts at ``position``, or of the first one."""
    for _ in range(count):
        if position == 0:
            break
        position = data.rfind(b"\n", 0, position - 1) + 1
    return position


def _forward(data: bytes, position: int, count: int) -> int:
    for _ in range(count):
        position = data.find(b"\n", position) + 1 or len(data)
        if position == len(data):
            break
    return position


def _relative(path: str) -> str:
    """The path below the current folder where there is one, with slashes."""
    here = os.path.relpath(path) if Path(path).is_absolute() else os.path.normpath(path)
    if here.startswith(".."):
        here = str(Path(path).absolute()).removeprefix(Path(path).absolute().anchor)
    return Path(here).as_posix()


def _quoted(name: str) -> bytes:
    """A file name as git writes it in a diff: quoted with octal escapes where it has to, then a tab after spaces."""
    raw = os.fsencode(name)
    if any(byte < 0x20 or byte > 0x7E or byte in b'"\\' for byte in raw):
        escapes = {0x07: "a", 0x08: "b", 0x09: "t", 0x0A: "n", 0x0B: "v", 0x0C: "f", 0x0D: "r", 0x22: '"', 0x5C: "\\"}
        written = "".join(
            f"\\{escapes[byte]}" if byte in escapes else chr(byte) if 0x20 <= byte <= 0x7E else f"\\{byte:03o}"
            for byte in raw
        )
        return f'"{written}"'.encode()
    return raw + b"\t" if b" " in raw else raw
