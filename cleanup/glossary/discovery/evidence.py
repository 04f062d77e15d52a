"""What all chapters say together: added up, kept for the next time, and taken back where a chapter was edited."""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleanup.core.model import Document
from cleanup.errors import GlossaryError
from cleanup.glossary.discovery.mining import BARE, ChapterEvidence, mine
from cleanup.glossary.discovery.shape import check_shape, unpacked
from cleanup.untrusted import opened
from cleanup.untrusted.structured import read_json

VERSION = 2
"""Of the format of the file of evidence."""
_CONTEXTS = 4


@dataclass
class Evidence:
    """Everything known. What a chapter added is kept packed, so that it can be taken back when the chapter is edited.

    ``chapters``: for each path, in the order of reading, the digest of its prose and what it added; a chapter's number
    is its place in that order. ``counts``: of each form, as in `mining`. ``places``: of each form, its chapters and
    paragraphs as ``12:3.5;13:1``. ``titles``: titles of several words with the name after them, by chapter. ``lower``:
    how often words stand in small letters. ``files``: digests of the files that were read. ``blocks``: how many
    blocks each chapter has.

    ``rejected`` are forms that a person has refused for good; ``apart`` pairs of forms that are two; ``shown`` the
    forms that were proposed before; ``sources`` what is known of the source terms. ``compared`` are the forms that
    were compared with each other, ``alike`` the pairs of them whose letters allow that they are one.
    """

    chapters: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    titles: dict[str, dict[str, int]] = field(default_factory=dict)
    lower: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, int] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)
    alike: set[tuple[str, str]] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """The chapters by their number."""
        return list(self.chapters)

    def number(self, path: str) -> int:
        """A chapter's number; the next one for a new chapter."""
        if len(self._numbers) != len(self.chapters):
            self._numbers = {each: number for number, each in enumerate(self.chapters)}
        return self._numbers.get(path, len(self.chapters))

    def add(self, path: str, chapter: ChapterEvidence) -> bool:
        """Take in a chapter. What it said before it was edited no longer counts. Whether it is new or changed."""
        known = self.chapters.get(path)
        if known is not None and known[0] == chapter.digest:
            return False
        number = self.number(path)
        if known is not None:
            self._forget(path, number, known[1])
        self.chapters[path] = (chapter.digest, _packed(chapter))
        self._numbers[path] = number
        self.blocks[path] = chapter.blocks
        for form, counts in chapter.counts.items():
            own = self.counts.get(form)
            self.counts[form] = list(counts) if own is None else [a + b for a, b in zip(own, counts, strict=True)]
            place = f"{number}:{'.'.join(map(str, chapter.paragraphs.get(form, ())))}"
            self.places[form] = f"{self.places[form]};{place}" if form in self.places else place
        for line, count in chapter.titles.items():
            self.titles.setdefault(line, {})[str(number)] = count
        self.lower.update(chapter.lower)
        for form, context in chapter.contexts.items():
            several = self.contexts.setdefault(form, [])
            if len(several) < _CONTEXTS and context not in (text for _, text in several):
                several.append((path, context))
        return True

    def _forget(self, path: str, number: int, packed: str) -> None:
        """Take back what a chapter added."""
        try:
            counts, titles, lower = unpacked(packed, BARE + 1)
        except (ValueError, TypeError) as error:
            hint = "Move the file of evidence away to begin anew."
            raise GlossaryError(f"what is kept of “{path}” is damaged", hint=hint) from error
        for form, old in counts.items():
            left = [a - b for a, b in zip(self.counts.get(form, old), old, strict=True)]
            places = [place for place in self.places.get(form, "").split(";") if place.partition(":")[0] != str(number)]
            if places and any(left):
                self.counts[form], self.places[form] = left, ";".join(places)
            else:
                self.counts.pop(form, None)
                self.places.pop(form, None)
            kept = [pair for pair in self.contexts.get(form, ()) if pair[0] != path]
            if kept:
                self.contexts[form] = kept
            else:
                self.contexts.pop(form, None)
        for line in titles:
            self.titles.get(line, {}).pop(str(number), None)
        self.lower.subtract(lower)

    def read(self, path: str, document: Document) -> bool:
        """Mine a chapter and take it in."""
        return self.add(path, mine(document))


def _packed(chapter: ChapterEvidence) -> str:
    data = json.dumps([chapter.counts, chapter.titles, chapter.lower], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(data.encode("utf-8", "surrogatepass"), 1)).decode("ascii")


def save_evidence(evidence: Evidence, path: Path) -> None:
    """Write the evidence to a JSON file. Raises DocumentError."""
    from cleanup.files.write import write_atomically

    data = {
        "version": VERSION,
        "chapters": evidence.chapters,
        "counts": evidence.counts,
        "places": evidence.places,
        "titles": {line: chapters for line, chapters in evidence.titles.items() if chapters},
        "lower": {word: n for word, n in evidence.lower.items() if n > 0},
        "contexts": evidence.contexts,
        "files": evidence.files,
        "blocks": evidence.blocks,
        "rejected": sorted(evidence.rejected),
        "apart": sorted(evidence.apart),
        "shown": sorted(evidence.shown),
        "sources": evidence.sources,
        "compared": sorted(evidence.compared),
        "alike": sorted(evidence.alike),
    }
    write_atomically(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def load_evidence(path: Path) -> Evidence:
    """The evidence in a file; none when there is no such file. Raises GlossaryError for a file that is something
    else."""
    if not path.exists():
        return Evidence()
    hint = "Move it away to begin anew."
    try:
        data: dict[str, Any] = read_json(opened.read_file(path), str(path), hint=hint)
        if data["version"] != VERSION:
            raise GlossaryError("this file of evidence is from another version", where=str(path), hint=hint)
        check_shape(data, BARE + 1)
        return Evidence(
            {name: (digest, packed) for name, (digest, packed) in data["chapters"].items()},
            dict(data["counts"]),
            dict(data["places"]),
            dict(data["titles"]),
            Counter(data["lower"]),
            {form: [(a, b) for a, b in several] for form, several in data["contexts"].items()},
            dict(data["files"]),
            dict(data["blocks"]),
            set(data["rejected"]),
            {(a, b) for a, b in data["apart"]},
            set(data["shown"]),
            dict(data["sources"]),
            set(data["compared"]),
            {(a, b) for a, b in data["alike"]},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GlossaryError("not a file of evidence", where=str(path), hint=hint) from error
