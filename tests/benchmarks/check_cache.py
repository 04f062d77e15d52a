"""How much faster a check is when nothing changed: ``python -m tests.benchmarks.check_cache [FILES]``.

Writes chapters made of the samples' paragraphs, no two the same, and checks them twice through the command, with
grammar: first with an empty cache, then again.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARAGRAPHS = 8


def write_chapters(folder: Path, count: int) -> int:
    """Write the chapters; how many words they have."""
    choice = random.Random(1)
    paragraphs = [
        line
        for sample in sorted((ROOT / "samples").glob("*/chapter.*"))
        for line in sample.read_text("utf-8").split("\n")
        if len(line) > 80
    ]
    words = 0
    for number in range(count):
        chosen = choice.sample(paragraphs, PARAGRAPHS)
        text = "\n\n".join(f"It was day {number * 10 + i} of the year. {p}" for i, p in enumerate(chosen)) + "\n"
        words += len(text.split())
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    return words


def check(folder: Path, cache: Path) -> tuple[float, str]:
    """The seconds that a check takes, and a digest of what it says."""
    environment = {**os.environ, "CLEANUP_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cleanup", "check", ".", "--output", "json", "--quiet"]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode != 1:
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start, hashlib.sha256(done.stdout).hexdigest()


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        folder.mkdir()
        words = write_chapters(folder, count)
        cold, first = check(folder, Path(name) / "cache")
        warm, second = min(check(folder, Path(name) / "cache") for _ in range(3))
    same = "the same findings" if first == second else "OTHER FINDINGS"
    sys.stdout.write(
        f"{count} files, {words} words: {cold:.1f} s cold, {warm:.2f} s warm, {cold / warm:.0f} times faster, {same}\n"
    )


if __name__ == "__main__":
    main()
