"""The lines of a journal: each whole by itself, so that one that was cut off spoils no other."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from cleanup.names.book import from_fields, to_fields
from cleanup.outcome.account import Account
from cleanup.run.batch import Evidence, digest

Record = dict[str, Any]
_BYTES = frozenset({"shown", "patch", "before", "after"})
_MARK = 32
"""Length of the digest that a line begins with."""


def line_of(record: Record) -> bytes:
    """A line. It begins with a line end, too: what stands before it may have been cut off."""
    data = json.dumps(record).encode("ascii")
    return b"\n" + digest(data).hex().encode() + data + b"\n"


def record_in(line: bytes) -> Record | None:
    """The record in a line; ``None`` when it is not whole."""
    mark, data = line[:_MARK], line[_MARK:].rstrip(b"\n")
    if not data or digest(data).hex().encode() != mark:
        return None
    record: Record = json.loads(data)
    return record


def records_in(path: Path) -> Iterator[tuple[int, int, Record]]:
    """The records of a journal that are whole, each with the offset and the length of its line. Raises OSError."""
    offset = 0
    with path.open("rb") as file:
        for line in file:
            if (record := record_in(line)) is not None:
                yield offset, len(line), record
            offset += len(line)


def from_account(account: Account, ground: str) -> Record:
    """The record of a file, done on a ground."""
    values = {key: b64encode(value).decode() if key in _BYTES else value for key, value in asdict(account).items()}
    del values["resumed"]
    return {"file": account.path, "ground": ground, "account": values}


def to_account(record: Record) -> Account:
    """The account in the record of a file."""
    values = dict(record["account"])
    for key in _BYTES:
        values[key] = b64decode(values[key])
    for key in ("rules", "suggested"):
        values[key] = tuple((rule, count) for rule, count in values.get(key, ()))
    for key in ("suggestions", "notes", "problems", "asked", "unlisted"):
        if key in values:
            values[key] = tuple(values[key])
    known = {each.name for each in fields(Account)}
    return Account(**{key: value for key, value in values.items() if key in known}, resumed=True)


def from_evidence(evidence: Evidence) -> Record:
    """The record of what the sample of a run says."""
    said = [
        [str(config) if config else "", [[sorted(left_out), to_fields(book)] for left_out, book in survey.items()]]
        for config, survey in evidence.items()
    ]
    return {"evidence": said}


def to_evidence(record: Record) -> Evidence:
    """What the sample of a run said."""
    return {
        (Path(config) if config else None): {frozenset(left_out): from_fields(fields) for left_out, fields in survey}
        for config, survey in record["evidence"]
    }
