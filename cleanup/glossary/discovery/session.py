"""Discovery from files: chapters and their sources read, evidence kept beside the glossary, proposals made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.core.model import FileError
from cleanup.glossary.chapters import read_chapters
from cleanup.glossary.discovery.alignment import align, paired
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.forms import collect, names_among
from cleanup.glossary.discovery.proposals import Proposal, propose
from cleanup.glossary.discovery.sources import SourceText
from cleanup.terms.model import Term

if TYPE_CHECKING:
    from cleanup.files.discover import Source


def evidence_path(glossaries: Sequence[Path]) -> Path:
    """Where the evidence for a glossary is kept: beside it, as ``glossary.discovered.json``."""
    main = glossaries[-1] if glossaries else Path("glossary.toml")
    return main.with_name(f"{main.stem}.discovered.json")


def read_all(
    evidence: Evidence,
    paths: Sequence[str],
    problems: list[FileError],
    found: Iterable[Source | FileError] | None = None,
) -> int:
    """Take in the chapters, ``found`` before or not; the number of those that are new or changed."""
    chapters = read_chapters(paths, problems, evidence.files, found)
    return sum(evidence.read(chapter.path, chapter.document) for chapter in chapters)


def find_sources(evidence: Evidence, folder: Path, problems: list[FileError]) -> None:
    """Find the source terms of the names in the chapters' sources, and remember them."""
    sources = {chapter.path: chapter.document.prose for chapter in read_chapters([str(folder)], problems)}
    pairs = paired(list(evidence.chapters), list(sources))
    if not pairs:
        hint = "Give source and chapter the same name, or the same number in it."
        problems.append(FileError(str(folder), "no source can be told to belong to a chapter", hint))
        return
    text = SourceText()
    for number, path in enumerate(evidence.chapters):
        if path in pairs:
            text.read(number, sources[pairs[path]])
    names = names_among(collect(evidence), evidence)
    blocks = {evidence.number(path): size for path, size in evidence.blocks.items()}
    for form, (source, why) in align(names, text, blocks).items():
        evidence.sources[form] = f"{source}\t{why}"


def proposals_of(evidence: Evidence, terms: Iterable[Term] = (), *, only_new: bool = False) -> list[Proposal]:
    """The proposals, with what is known of their sources; those that a person has refused are left out, and those that
    were shown before when ``only_new`` ones are asked for."""
    sources: dict[str, tuple[str, str]] = {}
    for form, line in evidence.sources.items():
        source, _, why = line.partition("\t")
        sources[form] = (source, why)
    return propose(evidence, terms, sources, only_new=only_new)
