"""A name renamed over a book: its entry in the glossary and every chapter, as edits that the editor makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cleanup.core.model import Edit, FileError, FileResult
from cleanup.errors import CleanupError, GlossaryError
from cleanup.glossary.chapters import read_chapters
from cleanup.glossary.rename import Renamer, rename_entry
from cleanup.glossary.workspace import Workspace
from cleanup.lsp.moved import difference


@dataclass(slots=True)
class Renamed:
    """What a rename comes to: for each file its text and the edits to make in it; ``doubtful`` counts places that are
    left to a person, ``left`` files that an editor cannot change."""

    files: dict[Path, tuple[str, list[Edit]]] = field(default_factory=dict)
    doubtful: int = 0
    left: int = 0


def renamed(old: str, new: str, glossaries: tuple[Path, ...], folder: Path, shown: Mapping[Path, str]) -> Renamed:
    """Rename the entry ``old``, and the name in all chapters below a folder. ``shown`` are the texts that the editor
    has open, by path, which count instead of the files. Nothing is written.

    Raises CleanupError when there is no such entry, the new name is taken, or a chapter cannot be read.
    """
    workspace = Workspace(path for path in glossaries if path.exists())
    terms = workspace.terms
    rename_entry(workspace, old, new)
    workspace.check()
    found = Renamed()
    for file in workspace.files:
        if file.changed:
            found.files[file.path.absolute()] = file.original, [difference(file.original, file.text)]
    renamer = Renamer(terms, old, new)
    problems: list[FileError] = []
    for chapter in read_chapters([str(folder)], problems):
        path = Path(chapter.path).absolute()
        if chapter.part:
            found.left += old in chapter.document.source
            continue
        text = shown.get(path, chapter.document.source)
        if old not in text:
            continue
        result = renamer.rename(text, path=chapter.path, format=chapter.format)
        found.doubtful += len(result.findings)
        if edits := _edits(result):
            found.files[path] = text, edits
    if problems:
        raise CleanupError(f"{problems[0].path}: {problems[0].message}")
    return found


def entry_name(glossaries: tuple[Path, ...], form: str) -> str:
    """The name of the entry in these files that a form is the name of. Raises GlossaryError for another form."""
    workspace = Workspace(path for path in glossaries if path.exists())
    name = workspace.find(form)[1].term.name
    if name != form:
        raise GlossaryError(f"“{form}” is another form of “{name}”; rename that")
    return name


def _edits(result: FileResult) -> list[Edit]:
    return [Edit(change.span, change.after) for change in result.changes]

