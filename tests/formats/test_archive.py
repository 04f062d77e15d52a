"""ZIP archives: members are replaced, and nothing else changes."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.errors import DocumentError
from cleanup.formats.archive import Archive
from tests.formats.books import zipped

MEMBERS = {
    "mimetype": "application/epub+zip",
    "a/b.xhtml": "<p>one</p>" * 50,
    "c d.png": b"\x89PNG\x00\x01",
    "é.txt": "é",
}


def held(data: bytes) -> dict[str, bytes]:
    """What is in an archive, as the standard library reads it; every checksum is right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def streamed(*, comment: bytes = b"") -> bytes:
    """An archive written to a stream that cannot be wound back, so that sizes follow the data."""

    class Stream(io.RawIOBase):
        written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.written += bytes(data)  # type: ignore[call-overload]
            return len(data)  # type: ignore[arg-type]

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        archive.mkdir("folder") if hasattr(archive, "mkdir") else None
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    return stream.written


SAMPLES = [zipped(MEMBERS), streamed(), streamed(comment=b"a PK\x05\x07 comment"), zipped({"one": ""})]


@pytest.mark.parametrize("data", SAMPLES)
def test_nothing_revised_is_the_same_archive(data: bytes) -> None:
    assert Archive(data).packed({}) == data


@settings(max_examples=60)
@given(st.data(), st.sampled_from(SAMPLES))
def test_other_members_stay_as_they_are(data: st.DataObject, archive: bytes) -> None:
    opened = Archive(archive)
    before = held(archive)
    names = data.draw(st.sets(st.sampled_from(opened.names)))
    revised = {name: data.draw(st.binary(max_size=200)) for name in sorted(names)}
    after = opened.packed(revised)
    assert held(after) == {**before, **revised}
    old = zipfile.ZipFile(io.BytesIO(archive)).infolist()
    new = zipfile.ZipFile(io.BytesIO(after)).infolist()
    for one, other in zip(old, new, strict=True):
        assert (one.filename, one.date_time, one.compress_type, one.external_attr, one.extra, one.create_system) == (
            other.filename, other.date_time, other.compress_type, other.external_attr, other.extra, other.create_system
        )  # fmt: skip
        if one.filename not in revised:
            here, there = one.header_offset, other.header_offset
            size = 30 + len(one.filename.encode()) + one.compress_size
            assert archive[here : here + size] == after[there : there + size]
    assert Archive(after).packed({}) == after


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "C:/x", "..\\x"])
def test_what_leads_out_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match="leads out"):
        Archive(zipped({"a": "", name: ""}))


def test_two_members_of_one_name_are_refused() -> None:
    data = zipped({"aa": "1", "ab": "2"}).replace(b"ab", b"aa")
    with pytest.raises(DocumentError, match="two members"):
        Archive(data)


def test_a_bomb_is_refused() -> None:
    archive = Archive(zipped({"a": b"\0" * 20_000_000}))
    with pytest.raises(DocumentError, match="suspiciously large"):
        archive.read("a")


def test_a_size_that_is_only_claimed_is_noticed() -> None:
    data = bytearray(zipped({"a": "text"}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 2_000_000_000)
    with pytest.raises(DocumentError):
        Archive(bytes(data)).read("a")


def test_a_wrong_checksum_is_noticed() -> None:
    data = zipped({"a": "text" * 100}, stored=["a"]).replace(b"texttext", b"textTEXT", 1)
    with pytest.raises(DocumentError, match="damaged"):
        Archive(data).read("a")


def test_encrypted_members_are_refused() -> None:
    data = bytearray(zipped({"a": "text"}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(DocumentError, match="encrypted"):
        Archive(bytes(data)).read("a")


def test_damage_never_does_worse_than_an_error() -> None:
    """A file cut off anywhere, or with some bytes different, is refused, or read as something that is written back."""
    chance = random.Random(7)
    whole = zipped(MEMBERS)
    for cut in range(0, len(whole), 7):
        with pytest.raises(DocumentError):
            Archive(whole[:cut])
    for _ in range(600):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(whole))] = chance.randrange(256)
        try:
            archive = Archive(bytes(damaged))
            assert archive.packed({}) == bytes(damaged)
            for name in archive.names:
                archive.read(name)
        except DocumentError:
            pass
