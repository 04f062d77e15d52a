"""The glossary files that a command works on: found, edited together, checked together, written whole."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cleanup.errors import GlossaryError
from cleanup.language.fold import fold_form
from cleanup.terms.file import Entry, GlossaryFile, parse_file, read_file
from cleanup.terms.load import parse_terms
from cleanup.terms.merge import merge
from cleanup.terms.model import Term

_DEFAULT = "glossary.toml"


def glossary_paths(given: Sequence[Path], *, create: bool = False) -> list[Path]:
    """The glossary files meant: those given, else those of the nearest configuration, else ``glossary.toml`` here.

    Raises GlossaryError when there is none. ``create``: a file that does not exist yet will do.
    """
    from cleanup.settings.config import find_config, load_config

    if given:
        return list(given)
    config = find_config(Path.cwd())
    if config is not None:
        paths = list(load_config(config).glossaries)
        if paths:
            return [_short(path) for path in paths]
    if create or Path(_DEFAULT).exists():
        return [Path(_DEFAULT)]
    raise GlossaryError(
        "there is no glossary here", hint="Name it with --glossary FILE, or make one with `cleanup init`."
    )


def read_here(files: Sequence[Path]) -> list[Path]:
    """What a command on these glossary files reads besides chapters, so that no output may replace it: the files, and
    the nearest configuration."""
    from cleanup.settings.config import find_config

    config = find_config(Path.cwd())
    return [*files, config] if config is not None else list(files)


def _short(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


class Workspace:
    """Glossary files opened for editing. Nothing is written before `save`, and nothing that contradicts itself."""

    def __init__(self, paths: Iterable[Path], *, create: bool = False) -> None:
        self.files = [read_file(path, create=create) for path in paths]

    def find(self, name: str) -> tuple[GlossaryFile, Entry]:
        """The entry of that name, alias or variant. Raises GlossaryError when there is none, or more than one."""
        everything = [(file, entry) for file in self.files for entry in file.entries]
        found = [pair for pair in everything if pair[1].term.name == name]
        found = found or [pair for pair in everything if name in (*pair[1].term.aliases, *pair[1].term.variants)]
        found = found or [pair for pair in everything if fold_form(pair[1].term.name) == fold_form(name)]
        if not found:
            raise missing(name, [entry.term for _, entry in everything])
        if len(found) > 1:
            places = ", ".join(str(entry.term.origin) for _, entry in found)
            raise GlossaryError(f"“{name}” is in several entries: {places}", hint="Name the file with --glossary.")
        return found[0]

    def has(self, name: str) -> bool:
        """Whether an entry has exactly this name."""
        return any(entry.term.name == name for file in self.files for entry in file.entries)

    def taken(self, forms: Iterable[str]) -> set[str]:
        """Those of the folded forms that are the name, an alias or a variant of an entry."""
        known = {fold_form(form) for term in self.terms for form in (term.name, *term.aliases, *term.variants)}
        return known.intersection(forms)

    @property
    def terms(self) -> list[Term]:
        """All entries as they were read."""
        return [entry.term for file in self.files for entry in file.entries]

    def check(self) -> None:
        """Raise GlossaryError when the files as they are now are malformed or contradict each other."""
        merge([parse_terms(file.text.removeprefix("\ufeff"), str(file.path)) for file in self.files])

    def diff(self) -> str:
        """What saving would change, as a unified diff."""
        return "".join(
            line if line.endswith("\n") else line + "\n"
            for file in self.files
            if file.changed
            for line in difflib.unified_diff(
                file.original.splitlines(keepends=True),
                file.text.splitlines(keepends=True),
                str(file.path),
                str(file.path),
            )
        )

    def save(self, *, check: bool = True) -> list[Path]:
        """Write the files that changed; their paths. Raises GlossaryError, with nothing written, for a
        contradiction."""
        from cleanup.files.write import write_atomically

        if check:
            self.check()
        written = []
        for index, file in enumerate(self.files):
            if file.changed:
                write_atomically(file.path, file.text.encode())
                self.files[index] = parse_file(file.text, file.path)
                written.append(file.path)
        return written


def missing(name: str, terms: Iterable[Term]) -> GlossaryError:
    """The error for a name that no entry has."""
    known = [term.name for term in terms]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else "`cleanup glossary add` adds one."
    return GlossaryError(f"no entry has the name “{name}”", hint=hint)
