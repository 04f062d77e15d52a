"""Lists with a term a line: GalTransl, OmegaT, and the ``zh=name`` lists of Names.txt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanup.glossary.exchange.format import Imported, decoded, left_out
from cleanup.glossary.exchange.remarks import read_remark, remark
from cleanup.terms.merge import sources
from cleanup.terms.model import Term


def _flat(text: str) -> str:
    return " ".join(text.split())


def _without_source(terms: Sequence[Term]) -> list[str]:
    return left_out("without a source term", (term.name for term in terms if not term.source))


def read_galtransl(data: bytes) -> Imported:
    """Lines of term, translation and remark, separated by tabs or four spaces; ``//`` and ``\\\\`` begin a comment."""
    from cleanup.glossary.exchange.columns import by_headings

    found = Imported()
    for line in decoded(data).split("\n"):
        if not line.strip() or line.lstrip().startswith(("//", "\\\\")):
            continue
        parts = [part.strip() for part in re.split(r"\t| {4}", line)]
        if len(parts) < 2 or not parts[1]:
            found.notes.append(f"not a pair: {line.strip()}")
            continue
        if not found.tables and by_headings(parts) is not None:
            continue
        found.add(parts[1], parts[0], **read_remark(" ".join(filter(None, parts[2:]))))
    return found


def write_galtransl(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """Term, translation and remark, with tabs."""
    rows = [[source, term.name, _flat(remark(term))] for term in terms for source in sources(term)]
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in rows).encode(), _without_source(terms)


def read_omegat(data: bytes) -> Imported:
    """Lines of term, translation and comment, separated by tabs; ``#`` begins a comment. With a first line of headings
    it is a table."""
    from cleanup.glossary.exchange.columns import by_headings
    from cleanup.glossary.exchange.sheets import read_rows

    found = Imported()
    lines = decoded(data).split("\n")
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if by_headings(first.split("\t")) is not None:
        return read_rows(line.split("\t") for line in lines if not line.startswith("#"))
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) < 2 or not parts[1]:
            found.notes.append(f"not a pair: {line.strip()}")
            continue
        found.add(parts[1], parts[0], **read_remark(" ".join(filter(None, parts[2:]))))
    return found


def write_omegat(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """Term, translation and comment, with tabs, as in a writable glossary of OmegaT."""
    rows = [[source, term.name, _flat(remark(term))] for term in terms for source in sources(term)]
    return "".join("\t".join(row) + "\n" for row in rows).encode(), _without_source(terms)


def read_names(data: bytes) -> Imported:
    """Lines of ``term=name/other name``; ``#`` and ``//`` begin a comment."""
    found = Imported()
    for line in decoded(data).split("\n"):
        line = line.strip()
        if not line or line.startswith(("#", "//")):
            continue
        source, equals, names = line.partition("=")
        forms = [name.strip() for name in names.split("/") if name.strip()]
        if not equals or not forms:
            found.notes.append(f"not a pair: {line}")
            continue
        found.add(forms[0], source, aliases=forms[1:])
    return found


def write_names(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A line for each source term."""
    lines = [f"{source}={'/'.join((term.name, *term.aliases))}\n" for term in terms for source in sources(term)]
    return "".join(lines).encode(), _without_source(terms)
