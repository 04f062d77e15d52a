"""Measure the loop without a person: ``python tests/benchmarks/loop.py [--show] [--all] [--source DIR] PATH``

PATH: JSON Lines of labelled documents (``doc_id``, ``text``, ``spans``; see ``names.py``), or a folder of chapters.
The chapters are written to a temporary folder; ``cleanup glossary discover --accept-sure`` and ``cleanup clean`` run
on it, as a script would run them. Prints

* repaired: of the labelled places whose form is not the commonest one of their name, those that have it afterwards;
* mixed: labelled places that came to have the commonest form of another name;
* with ``--show``, every distinct change of a name with its count, to be read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows = chapters(options.path, folder / "novel")
        source = ["--source", str(options.source.resolve())] if options.source else []
        said = run(folder, "glossary", "discover", "novel", "--accept-sure", *source)
        print(said.stderr.strip().splitlines()[-1])
        result = json.loads(run(folder, "clean", "novel", "-f", "json", "--no-grammar", "-g", "glossary.toml").stdout)
        if options.show:
            print((folder / "glossary.toml").read_text("utf-8"))
    files = {Path(file["path"]).name: changes_of(file) for file in result["files"]}
    report_changes(rows, files, options.show)
    if any(row["spans"] for row in rows.values()):
        report_labels(rows, files, options.show)


def chapters(path: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """The chapters by the name of the file that each is written to."""
    folder.mkdir()
    rows: dict[str, dict[str, Any]] = {}
    if path.is_dir():
        for file in sorted(path.iterdir()):
            rows[file.name] = {"text": file.read_bytes().decode("utf-8"), "spans": []}
    else:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            rows[row["doc_id"].replace("/", "_") + ".txt"] = row
    for name, row in rows.items():
        (folder / name).write_bytes(row["text"].encode("utf-8"))
    return rows


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cleanup", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done


def changes_of(file: dict[str, Any]) -> list[tuple[int, int, str, str]]:
    """Changes of names in a file: start, end, the new text, the reason."""
    return [
        (change["span"]["start"], change["span"]["end"], change["after"], change["reason"])
        for change in file["changes"]
        if any(cause["rule"].startswith("names") for cause in change["causes"])
    ]


def report_changes(
    rows: dict[str, dict[str, Any]], files: dict[str, list[tuple[int, int, str, str]]], show: bool
) -> None:
    counts: Counter[str] = Counter(change[3].partition(";")[0] for changes in files.values() for change in changes)
    print(f"changes of names: {sum(counts.values())} in {len(rows)} chapters, {len(counts)} kinds")
    for reason, count in counts.most_common() if show else ():
        print(f"    {count:5} {reason}")


def report_labels(
    rows: dict[str, dict[str, Any]], files: dict[str, list[tuple[int, int, str, str]]], show: bool
) -> None:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows.values():
        for span in row["spans"]:
            forms[span["canonical"]][span["surface"]] += 1
    target = {name: counts.most_common(1)[0][0] for name, counts in forms.items()}
    owner = {form: name for name, form in target.items()}
    errors = repaired = 0
    mixed: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for file, row in rows.items():
        changes = files.get(file, [])
        for span in row["spans"]:
            after = revised(row["text"], span["start"], span["end"], changes)
            wanted = target[span["canonical"]]
            if span["surface"] != wanted:
                errors += 1
                repaired += after == wanted
                if after != wanted:
                    missed[f"{span['surface']} for {wanted}, left as {after}"] += 1
            if owner.get(after, span["canonical"]) != span["canonical"] and after != span["surface"]:
                mixed[f"{span['surface']} ({span['canonical']}) is now {after}"] += 1
    print(f"repaired: {repaired} of {errors} ({100 * repaired / max(1, errors):.1f}%)")
    print(f"mixed: {sum(mixed.values())}")
    for what, cases in (("mixed", mixed), ("missed", missed)) if show else ():
        for case, count in cases.most_common():
            print(f"    {what} {count:4} {case}")


def revised(text: str, start: int, end: int, changes: list[tuple[int, int, str, str]]) -> str:
    """The text of a span after the changes that touch it."""
    near = [change for change in changes if change[0] <= end and change[1] >= start]
    start, end = min([start, *(c[0] for c in near)]), max([end, *(c[1] for c in near)])
    before = after = ""
    for a, b, new, _reason in sorted(near):
        after += text[start:a] + new
        start = b
    return (before + after + text[start:end]).strip()


if __name__ == "__main__":
    main()
