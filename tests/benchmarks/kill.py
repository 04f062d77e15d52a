"""Kill a run that writes at many moments: ``python tests/benchmarks/kill.py [--moments N] [--files N] [--jobs N]``

Each time a novel of damaged chapters is cleaned with ``--write`` and the process group is killed (SIGKILL) a few
milliseconds after a random number of files were written; then each file has to be what it was or what it is to become,
a second run has to finish the rest, and nothing half-written may be left. How busy the machine is does not matter: files
are watched, not the clock. Prints how many files were done at the kills, and exits with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLD = "”It is late ,” said the guard.\n" * 20


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "CLEANUP_CACHE": str(folder / "cache")}
        command = [sys.executable, "-m", "cleanup", "clean", "--no-grammar", "-q", "--write", "novel"]
        command += ["--jobs", str(options.jobs)]

        def restore() -> list[Path]:
            paths = [folder / "novel" / f"{number:03}.txt" for number in range(options.files)]
            for path in paths:
                path.parent.mkdir(exist_ok=True)
                path.write_text(OLD, "utf-8")
            return paths

        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                command, cwd=folder, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
            )

        folder.joinpath("cleanup.toml").write_text("packs = []\n", "utf-8")
        paths = restore()
        start().wait()
        new = paths[0].read_text("utf-8")
        lost = unfinished = 0
        done: Counter[str] = Counter()
        for moment in range(options.moments):
            paths = restore()
            old = {path: path.stat().st_ino for path in paths}
            process = start()
            awaited = chosen.randrange(options.files)
            while process.poll() is None and sum(path.stat().st_ino != old[path] for path in paths) < awaited:
                time.sleep(0.0005)
            time.sleep(chosen.uniform(0.0, 0.02))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            texts = [path.read_text("utf-8") for path in paths]
            lost += sum(text not in (OLD, new) for text in texts)
            count = texts.count(new)
            done["none" if not count else "all" if count == len(paths) else "some"] += 1
            unfinished += bool(list((folder / "novel").glob(".*")))
            code = start().wait()
            texts = [path.read_text("utf-8") for path in paths]
            left = list((folder / "novel").glob(".*"))
            if code or texts.count(new) != len(paths) or left:
                lost += 1
                print(f"moment {moment}: exit code {code}, {texts.count(new)} done, left: {left}")
    print(
        f"{options.moments} kills ({dict(done)} of {options.files} files done by then, {unfinished} in the middle of "
        f"one), {lost} lost"
    )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
