"""ZIP archives in which some members are replaced and everything else stays byte for byte.

Reading is the standard library's `zipfile`. What it would write differs from what was read (order, flags, extra fields,
compression), so a changed archive is spliced: the bytes of every other member are copied, with its header.
Layout after PKWARE's APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from cleanup.errors import DocumentError

LARGEST_MEMBER = 128 * 1024 * 1024
LARGEST_SUM = 512 * 1024 * 1024
"""Bytes that the members that are read may have, each and all together."""
_MOST_MEMBERS = 50_000
_RATIO, _UNSUSPICIOUS = 400, 4 * 1024 * 1024
"""A member that is larger than this many bytes, and this many times larger than its compressed form, is a bomb."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NO_FIT = 0xFFFFFFFF
_DESCRIPTOR, _ENCRYPTED = 0x08, 0x01
_NO_DATE = 0x21
"""The first day that an archive can name: the same file makes the same archive every time."""


class _Entry(NamedTuple):
    """Where a member's local header, data and central header stand in the archive."""

    info: zipfile.ZipInfo
    start: int
    data: int
    end: int
    central: int
    central_end: int


class Archive:
    """The members of an archive.

    Raises DocumentError for what is no archive, is damaged, or has members that lead out of it.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._infos = archive.infolist()
                self._start = archive.start_dir
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError) as error:
            raise DocumentError(f"damaged or incomplete archive: {error}", hint="Get the file once more.") from error
        self._refuse()
        self._entries = self._laid_out()
        self._read = 0

    @property
    def names(self) -> list[str]:
        """The names of the members that are files, in their order in the archive."""
        return [name for name in self._entries if not name.endswith("/")]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """What a member holds. Raises DocumentError when that is damaged, encrypted, or too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise DocumentError(f"there is no “{name}” in it", hint="The file is incomplete: get it once more.")
        info = entry.info
        if info.flag_bits & _ENCRYPTED:
            raise DocumentError(f"“{name}” in it is encrypted", hint="Remove the protection first.")
        self._read += info.file_size
        is_bomb = info.file_size > max(_UNSUSPICIOUS, _RATIO * info.compress_size)
        if is_bomb or info.file_size > LARGEST_MEMBER or self._read > LARGEST_SUM:
            raise DocumentError(f"“{name}” in it is suspiciously large ({info.file_size:,} bytes)")
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive, archive.open(info) as member:
                held = member.read(info.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise DocumentError(f"“{name}” in it is damaged: {error}", hint="Get the file once more.") from error
        if len(held) != info.file_size:
            raise DocumentError(f"“{name}” in it is damaged: its size is wrong", hint="Get the file once more.")
        return held

    def packed(self, revised: Mapping[str, bytes], added: Mapping[str, bytes] | None = None) -> bytes:
        """The archive with the members in ``revised`` holding that, and those in ``added`` behind the others; all else
        is as it was."""
        parts: list[bytes] = []
        centrals: list[bytes] = []
        length = position = 0
        for entry in sorted(self._entries.values(), key=lambda entry: entry.start):
            between = self._data[position : entry.start]
            parts.append(between)
            length += len(between)
            offset = length
            central = self._data[entry.central : entry.central_end]
            if entry.info.filename in revised:
                member, central = self._replaced(entry, revised[entry.info.filename], central)
            else:
                member = self._data[entry.start : entry.end]
            parts.append(member)
            length += len(member)
            position = entry.end
            centrals.append(_patched(central, offset))
        rest = self._data[position : self._start]
        parts.append(rest)
        length += len(rest)
        listed = [centrals[number] for number in self._order()]
        for name, data in (added or {}).items():
            member, central = _new_member(name, data)
            parts.append(member)
            listed.append(_patched(central, length))
            length += len(member)
        directory = b"".join(listed)
        last = max(entry.central_end for entry in self._entries.values())
        end = bytearray(self._data[last:])
        start = end.find(b"PK\x05\x06")
        if added:
            struct.pack_into("<2H", end, start + 8, len(listed), len(listed))
        struct.pack_into("<2L", end, start + 12, len(directory), length)
        return b"".join([*parts, directory, bytes(end)])

    def _order(self) -> list[int]:
        """The members in the order of the directory, as numbers in the order of the file."""
        entries = sorted(self._entries.values(), key=lambda entry: entry.start)
        return sorted(range(len(entries)), key=lambda number: entries[number].central)

    def _replaced(self, entry: _Entry, data: bytes, central: bytes) -> tuple[bytes, bytes]:
        """The local header with its data, and the central header, of a member that holds something else."""
        info = entry.info
        stored = data
        if info.compress_type == zipfile.ZIP_DEFLATED:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            stored = packer.compress(data) + packer.flush()
        elif info.compress_type != zipfile.ZIP_STORED:
            raise DocumentError(f"“{info.filename}” in it is compressed in a way that cannot be written")
        crc = zlib.crc32(data)
        header = bytearray(self._data[entry.start : entry.data])
        flags = int.from_bytes(header[6:8], "little") & ~_DESCRIPTOR
        struct.pack_into("<H", header, 6, flags)
        struct.pack_into("<3L", header, 14, crc, len(stored), len(data))
        changed = bytearray(central)
        struct.pack_into("<H", changed, 8, flags)
        struct.pack_into("<3L", changed, 16, crc, len(stored), len(data))
        return bytes(header) + stored, bytes(changed)

    def _refuse(self) -> None:
        seen: set[str] = set()
        if len(self._infos) > _MOST_MEMBERS:
            raise DocumentError(f"the archive has {len(self._infos):,} members", hint="This is not a document.")
        for info in self._infos:
            name = info.filename
            steps = name.replace("\\", "/").split("/")
            if ".." in steps or name.startswith(("/", "\\")) or ":" in steps[0] or "\x00" in info.orig_filename:
                raise DocumentError(f"“{name}” in it leads out of the archive", hint="Do not open this file.")
            if name in seen:
                raise DocumentError(f"the archive has two members “{name}”", hint="It is damaged, or made to deceive.")
            seen.add(name)

    def _laid_out(self) -> dict[str, _Entry]:
        """Where each member stands. Raises DocumentError when members overlap or headers disagree."""
        entries: dict[str, _Entry] = {}
        central = self._start
        for info in self._infos:
            if self._data[central : central + 4] != b"PK\x01\x02":
                raise _damaged()
            fields = _CENTRAL.unpack_from(self._data, central)
            central_end = central + _CENTRAL.size + fields[10] + fields[11] + fields[12]
            if _NO_FIT in (fields[8], fields[9], fields[16]):
                raise DocumentError("archives of the ZIP64 kind are not supported", hint="Pack it again without.")
            start = info.header_offset
            if start != fields[16] or self._data[start : start + 4] != b"PK\x03\x04":
                raise _damaged()
            local = _LOCAL.unpack_from(self._data, start)
            data = start + _LOCAL.size + local[9] + local[10]
            entries[info.filename] = _Entry(info, start, data, 0, central, central_end)
            central = central_end
        if self._data[central : central + 4] != b"PK\x05\x06" or not entries:
            raise _damaged()
        return self._bounded(entries)

    def _bounded(self, entries: dict[str, _Entry]) -> dict[str, _Entry]:
        """The entries with their ends: the data, and the descriptor that may follow it."""
        ordered = sorted(entries.values(), key=lambda entry: entry.start)
        for number, entry in enumerate(ordered):
            limit = ordered[number + 1].start if number + 1 < len(ordered) else self._start
            end = entry.data + entry.info.compress_size
            if end > limit:
                raise _damaged()
            if entry.info.flag_bits & _DESCRIPTOR:
                signed = self._data[end : end + 4] == b"PK\x07\x08"
                end = min(end + (16 if signed else 12), limit)
            entries[entry.info.filename] = entry._replace(end=end)
        return entries


def _new_member(name: str, data: bytes) -> tuple[bytes, bytes]:
    """The local header with its data, and the central header, of a member that was not there."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stored = packer.compress(data) + packer.flush()
    raw, is_utf8 = name.encode(), 0 if name.isascii() else 0x800
    fields = (is_utf8, zipfile.ZIP_DEFLATED, 0, _NO_DATE, zlib.crc32(data), len(stored), len(data), len(raw), 0)
    local = _LOCAL.pack(b"PK\x03\x04", 20, *fields)
    central = _CENTRAL.pack(b"PK\x01\x02", 20, 20, *fields, 0, 0, 0, 0, 0)
    return local + raw + stored, central + raw


def _patched(central: bytes, offset: int) -> bytes:
    """A central header with another position of its member."""
    changed = bytearray(central)
    struct.pack_into("<L", changed, 42, offset)
    return bytes(changed)


def _damaged() -> DocumentError:
    return DocumentError("damaged archive: its directory does not fit its members", hint="Get the file once more.")
