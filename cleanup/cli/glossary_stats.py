"""``cleanup glossary stats`` and ``diff``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import FOUND, PROBLEM, explained
from cleanup.cli.glossary_options import AsJson, Glossaries, Paths, counted, told
from cleanup.cli.say import give, say
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.glossary.statistics import Statistics, Usage


@explained
def stats(
    paths: Paths,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="List at most N unknown names.")] = 20,
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
    as_json: AsJson = False,
) -> None:
    """Count how often each name occurs in chapters. Right and other forms, unused names and missing ones are listed."""
    problems: list[FileError] = []
    found = measured(paths, glossary, problems)
    if as_json:
        rows = [_row(usage) for usage in found.entries]
        table = {"chapters": found.chapters, "entries": rows, "never": found.never, "unknown": found.unknown}
        give(json.dumps(table, ensure_ascii=False, indent=2))
    else:
        say("\n".join(_lines(found, most)))
    told(problems)
    if problems:
        raise typer.Exit(PROBLEM)


def _row(usage: Usage) -> dict[str, object]:
    row = asdict(usage)
    return {**row, "right_forms": sorted(usage.right_forms), "share": round(usage.share, 4)}


def measured(paths: list[str], glossary: list[Path], problems: list[FileError]) -> Statistics:
    """The statistics of the chapters at ``paths``."""
    from cleanup.cli.progress import followed
    from cleanup.glossary.chapters import found_in, read_chapters
    from cleanup.glossary.statistics import measure
    from cleanup.glossary.workspace import glossary_paths
    from cleanup.settings.config import find_config, load_config
    from cleanup.terms.load import load_glossary

    files = glossary_paths(glossary)
    config = find_config(Path.cwd())
    packs = load_config(config).packs if config else None
    own = load_glossary(files)
    chapters = read_chapters(paths, problems, found=followed(found_in(paths)))
    return measure(own.terms, load_glossary(files, packs).terms, chapters)


def _lines(found: Statistics, most: int) -> list[str]:
    lines = ["Chapters: places with names, and how many are not right"]
    width = max((len(path) for path, _, _ in found.chapters), default=0)
    lines += [f"  {one_line(path):<{width}}  {total:5}  {wrong:5}" for path, total, wrong in found.chapters]
    used = [usage for usage in found.entries if usage.canonical + usage.other]
    lines += ["", "Entries: places, share of the right form, other forms"]
    width = max((len(usage.name) for usage in used), default=0)
    for usage in used:
        counts = {form: sum(by_path.values()) for form, by_path in usage.spellings.items() if form != usage.name}
        others = ", ".join(f"{form} {n}" for form, n in sorted(counts.items(), key=lambda item: -item[1]))
        lines.append(
            f"  {usage.name:<{width}}  {usage.canonical + usage.other:5}  {usage.share:4.0%}  {others}".rstrip()
        )
    lines += ["", f"Never seen ({counted(len(found.never), 'entry')}): {', '.join(found.never) or 'none'}"]
    listed = ", ".join(f"{name} {count}" for name, count in found.unknown[:most])
    lines += ["", f"Not in the glossary ({counted(len(found.unknown), 'name')}): {listed or 'none'}"]
    return lines


@explained
def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="The first glossary.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="B", help="The second glossary.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Compare two glossaries entry by entry, regardless of order. Exit code 1 when they differ."""
    from cleanup.glossary.compare import compare
    from cleanup.terms.load import read_terms

    found = compare(read_terms(old), read_terms(new))
    if as_json:
        give(json.dumps([asdict(difference) for difference in found], ensure_ascii=False, indent=2))
    else:
        for difference in found:
            say(f"{difference.what}: {difference.name}")
            for line in difference.details:
                say(f"    {line}")
        say(f"{counted(len(found), 'difference')}." if found else "No difference.")
    if found:
        raise typer.Exit(FOUND)
