"""Have programs that others wrote judge cleaned files: ``python tests/benchmarks/oracles.py [--count N] [--epubcheck FOLDER]``

So many catalogues and books are made of damaged prose, cleaned with the real command, and given to ``msgfmt -c`` and to
EPUBCheck (the folder with its JARs) before and after: what was valid has to stay valid. Prints the counts; exits with 1
if a file became worse.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from tests.benchmarks.mutants import ARCHIVES, PIECES, SEEDS, mutated

PROSE = Path(__file__).resolve().parents[2] / "samples" / "modern-business" / "chapter.txt"
_CONTROL = dict.fromkeys(range(32))


def catalogues(folder: Path, count: int, chosen: random.Random, paragraphs: list[str]) -> list[Path]:
    """Catalogues of damaged prose, with formats and plurals in some."""
    paths = []
    for number in range(count):
        texts = [mutated(text, chosen, PIECES).replace("\r", "") for text in chosen.choices(paragraphs, k=6)]
        path = folder / f"{number}.po"
        path.write_text(SEEDS["po"](texts), "utf-8", errors="replace")
        paths.append(path)
    return paths


def books(folder: Path, count: int, chosen: random.Random, paragraphs: list[str]) -> list[Path]:
    """Books of damaged prose."""
    paths = []
    for number in range(count):
        texts = [mutated(text, chosen, PIECES).translate(_CONTROL) for text in chosen.choices(paragraphs, k=4)]
        path = folder / f"{number}.epub"
        path.write_bytes(ARCHIVES["epub"](texts))
        paths.append(path)
    return paths


def msgfmt(path: Path) -> int:
    """How many complaints ``msgfmt -c`` has."""
    done = subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(path)], capture_output=True)
    return len(done.stderr.splitlines()) if done.returncode else 0


def epubcheck(jars: Path, path: Path) -> int:
    """How many errors EPUBCheck finds."""
    command = ["java", "-cp", f"{jars}/*", "com.adobe.epubcheck.tool.Checker", str(path), "--json", "-", "-q"]
    done = subprocess.run(command, capture_output=True)
    try:
        messages = json.loads(done.stdout[done.stdout.index(b"{") :])["messages"]
    except ValueError as error:
        raise SystemExit(f"EPUBCheck does not answer: {done.stderr.decode()[:300]}") from error
    return sum(message["severity"] in ("ERROR", "FATAL") for message in messages)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--books", type=int, default=10)
    parser.add_argument("--epubcheck", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = random.Random(options.seed)
    paragraphs = [p for p in PROSE.read_text("utf-8").split("\n") if p.strip()]
    worse = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"msgfmt": catalogues(folder, options.count, chosen, paragraphs) if shutil.which("msgfmt") else []}
        judges = {"msgfmt": msgfmt}
        if options.epubcheck is not None:
            jars = options.epubcheck
            files["EPUBCheck"] = books(folder, options.books, chosen, paragraphs)
            judges["EPUBCheck"] = lambda path: epubcheck(jars, path)
        before = {path: judges[judge](path) for judge, paths in files.items() for path in paths}
        old = {path: path.read_bytes() for path in before}
        command = [sys.executable, "-m", "cleanup", "clean", "--no-grammar", "-q", "--write", "--unsafe-fixes", "."]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
        if done.returncode:
            print(done.stderr.decode("utf-8", "replace")[:2000])
        for judge, paths in files.items():
            changed = [path for path in paths if path.read_bytes() != old[path]]
            bad = [path for path in paths if judges[judge](path) > before[path]]
            worse += len(bad)
            valid = sum(not before[path] for path in paths)
            print(f"{judge}: {len(paths)} files, {valid} valid, {len(changed)} changed, {len(bad)} worse than before")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
