"""Inputs of commands that grow: for each a name, what makes it for a size, and the command that takes it.

`tests/benchmarks/growth.py commands` runs them all.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

Make = Callable[[Path, int], None]


class Growing(NamedTuple):
    """``make`` writes the input of a size into an empty folder; the command is run there."""

    make: Make
    command: list[str]
    first: int = 250


def _text(folder: Path, text: str, name: str = "a.txt") -> None:
    folder.joinpath("cleanup.toml").write_text('packs = []\nglossaries = ["glossary.toml"]\n')
    if not folder.joinpath("glossary.toml").exists():
        folder.joinpath("glossary.toml").write_text('[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\n')
    folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
    folder.joinpath(name).write_text(text, "utf-8")


def repeated(piece: str, name: str = "a.txt") -> Make:
    """A text of so many pieces; ``{n}`` in it is the number of each."""
    return lambda folder, size: _text(folder, "".join(piece.replace("{n}", str(n)) for n in range(size)), name)


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def changed_lines(folder: Path, size: int) -> None:
    """A repository in which every second of so many damaged lines is another than in its commit."""
    _text(folder, "".join(f"Line {n} of it , he said.\n" for n in range(size)))
    _git(folder, "init", "-q")
    _git(folder, "add", "a.txt")
    _git(folder, "commit", "-q", "-m", "x")
    _text(folder, "".join(f"Line {n} of it , he {'says' if n % 2 else 'said'}.\n" for n in range(size)))
    _git(folder, "add", "a.txt")


def changed_files(folder: Path, size: int) -> None:
    """A repository with so many files, all of them new."""
    _git(folder, "init", "-q")
    for number in range(size):
        _text(folder, "It is late , he said.\n", f"ch/{number}.txt")
    _git(folder, "add", "ch")


def accepted(folder: Path, size: int) -> None:
    """A text with so many findings and a baseline with as many entries, half of them stale."""
    _text(folder, "".join(f"Line {n} of it , he said.\n" for n in range(size)))
    entries = [
        {"path": "a.txt", "rule": "spacing-before-mark", "text": " ,", "before": f"Line {2 * n} of it", "after": " he"}
        for n in range(size)
    ]
    folder.joinpath("b.json").write_text(json.dumps({"version": 1, "entries": entries}))


_SYLLABLES = [f"{c}{v}{e}" for c in "bdfgklmnprstvz" for v in "aeiou" for e in ("", "n", "r", "l")]
"""So many that names are no more alike when there are more of them."""


def names(size: int) -> list[str]:
    """So many names, no two alike."""
    chosen, found = random.Random(7), dict[str, None]()
    while len(found) < size:
        found["".join(chosen.choices(_SYLLABLES, k=4)).capitalize()] = None
    return list(found)


def entries(folder: Path, size: int) -> None:
    """A glossary of so many entries, a chapter that has them all, and files of decisions and of another tool."""
    found = names(size)
    terms = [
        f'[[term]]\nname = "{n}"\nsource = "源{i}"\nkind = "person"\nvariants = ["{n}xu"]\nnote = "number {i}"\n\n'
        for i, n in enumerate(found)
    ]
    folder.joinpath("glossary.toml").write_text("".join(terms), "utf-8")
    folder.joinpath("more.csv").write_text("source,target\n" + "".join(f"新{i},{n}son\n" for i, n in enumerate(found)))
    _text(folder, "".join(f"Then {n} met {n}xu there.\n" for n in found))


def proposals(folder: Path, size: int) -> None:
    """A chapter with so many unknown names, each twice in two spellings."""
    _text(folder, "".join(f"Then {n} met {n}h. “Go,” said {n}. Now {n}h saw it, and {n} left.\n" for n in names(size)))


def chapters(folder: Path, size: int) -> None:
    """So many chapters with the same few names."""
    found = names(5)
    for number in range(size):
        _text(folder, "".join(f"Then {n} met {n} on day {number}. “Go,” said {n}.\n" for n in found), f"ch/{number}.txt")


def entry_of(values: Callable[[int], str], text: Callable[[int], str] = lambda _n: "He met Baining there.\n") -> Make:
    """A glossary with one entry that is as large as the size, and a text."""

    def make(folder: Path, size: int) -> None:
        folder.joinpath("glossary.toml").write_text(f"[[term]]\n{values(size)}", "utf-8")
        _text(folder, text(size))

    return make


_CLEAN = ["clean", "--no-grammar", "-q"]
_CHECK = ["check", "--no-grammar", "-q", "--no-cache"]
CASES: Mapping[str, Growing] = {
    "check: findings": Growing(repeated("Line {n} of it , he said.\n"), [*_CHECK, "a.txt"]),
    "check: findings in every format": Growing(
        repeated("Line {n} of it , he said.\n"),
        [*_CHECK, *(f"-o{name}=out.{name}" for name in ("json", "sarif", "github", "gitlab", "junit", "rdjson")), "a.txt"],
    ),
    "check: one line": Growing(repeated("Word {n} of it , he said. "), [*_CHECK, "a.txt"]),
    "check: unused directives": Growing(repeated("<!-- cleanup: ignore names -->\nWords.\n"), [*_CHECK, "a.txt"]),
    "check: used directives": Growing(repeated("<!-- cleanup: ignore -->\nIt is late , he.\n"), [*_CHECK, "a.txt"]),
    "check: open directives": Growing(repeated("<!-- cleanup: off -->\nIt , he.\n"), [*_CHECK, "a.txt"]),
    "check: a baseline": Growing(accepted, [*_CHECK, "--baseline", "b.json", "a.txt"]),
    "check: statistics": Growing(repeated("Line {n} of it , he said.\n"), [*_CHECK, "--statistics", "a.txt"]),
    "check: files": Growing(chapters, [*_CHECK, "-j1", "ch"], 30),
    "git: changed lines": Growing(changed_lines, [*_CHECK, "--diff-base", "HEAD", "a.txt"]),
    "git: staged lines": Growing(changed_lines, [*_CHECK, "--staged", "a.txt"]),
    "git: changed files": Growing(changed_files, [*_CHECK, "-j1", "--staged", "ch"], 30),
    "Markdown: code": Growing(repeated("a `x , y` , ", "a.md"), [*_CLEAN, "a.md"]),
    "Markdown: links": Growing(repeated("[a , b](http://x.y/{n} 'z') , ", "a.md"), [*_CLEAN, "a.md"]),
    "Markdown: addresses": Growing(repeated("see http://x.y/{n} and a{n}@x.yz , ", "a.md"), [*_CLEAN, "a.md"]),
    "Markdown: tags": Growing(repeated("<b>a</b> <i>b , ", "a.md"), [*_CLEAN, "a.md"]),
    "Markdown: entities": Growing(repeated("a &amp; b &quot; , ", "a.md"), [*_CLEAN, "a.md"]),
    "Markdown: references": Growing(repeated("[a{n}] , \n[a{n}]: http://x.y/{n}\n\n", "a.md"), [*_CLEAN, "a.md"]),
    "clean: a diff of scattered lines": Growing(repeated("Line {n} , x\nGood.\nGood.\n\nGood.\n"), [*_CLEAN, "a.txt"]),
    "clean: files": Growing(chapters, [*_CLEAN, "-j1", "ch"], 30),
    "glossary lint": Growing(entries, ["glossary", "lint"]),
    "glossary sort": Growing(entries, ["glossary", "sort"]),
    "glossary add": Growing(entries, ["glossary", "add", "Quon", "--variant", "Kuon"]),
    "glossary remove": Growing(entries, ["glossary", "remove", names(1)[0]]),
    "glossary merge": Growing(entries, ["glossary", "merge", *names(2)]),
    "glossary rename": Growing(entries, ["glossary", "rename", names(1)[0], "Quon", "a.txt"]),
    "glossary stats": Growing(entries, ["glossary", "stats", "a.txt"]),
    "glossary report": Growing(entries, ["glossary", "report", "--html", "out.html", "a.txt"]),
    "glossary predict": Growing(entries, ["glossary", "predict", names(1)[0]]),
    "glossary import": Growing(entries, ["glossary", "import", "more.csv"]),
    **{
        f"glossary export {name}": Growing(entries, ["glossary", "export", "-f", name, "-o", "out"])
        for name in ("toml", "csv", "json", "tbx", "tmx", "vale-vocabulary", "codespell", "typos", "linguagacha", "omegat")
    },
    "glossary discover: names": Growing(proposals, ["glossary", "discover", "a.txt", "-f", "json"], 60),
    "glossary discover: chapters": Growing(chapters, ["glossary", "discover", "ch", "-f", "json"], 60),
    "glossary review": Growing(proposals, ["glossary", "review", "a.txt", "--accept-above", "0"], 60),
    "names: the glossary": Growing(entries, [*_CLEAN, "a.txt"]),
    "names: a source of n characters": Growing(
        entry_of(lambda n: f'name = "Bai Ning"\nsource = "{"李牧" * n}"\nkind = "person"\n'), [*_CLEAN, "a.txt"]
    ),
    "names: n sources": Growing(
        entry_of(lambda n: f'name = "Bai Ning"\nsource = "{"/".join(f"李{i}" for i in range(n))}"\n'), [*_CLEAN, "a.txt"]
    ),
    "names: a name of one letter n times": Growing(
        entry_of(lambda n: f'name = "A{"a" * n}"\nsource = "阿"\n', lambda n: f"A{'a' * n}a met A{'a' * n}.\n"),
        [*_CLEAN, "a.txt"],
    ),
    "names: a name of n words": Growing(
        entry_of(lambda n: f'name = "{"Ba " * n}Bo"\n', lambda n: f"{'Ba ' * n}Bo met {'ba ' * n}bo.\n"), [*_CLEAN, "a.txt"]
    ),
    "names: n variants": Growing(
        entry_of(lambda n: f'name = "Bai Ning"\nvariants = {json.dumps(names(n))}\n'), [*_CLEAN, "a.txt"]
    ),
}  # fmt: skip
