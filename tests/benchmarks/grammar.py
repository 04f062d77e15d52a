"""Measure the grammar engines: ``python tests/benchmarks/grammar.py speed|findings|applied|shown [-g GLOSSARY] FILE...``

* ``speed``: words per second of each engine that there is on the paragraphs of the files, on one core and on two (a worker
  process for each, a shared server for LanguageTool), with an empty cache and with a full one; the time until the first
  answer; peak memory of the processes that the engine takes. Linux only: cores are chosen by affinity.
* ``findings``: what each engine says about the files after all other rules have been at work, with the glossary, side by
  side, and how far the engines agree. For labelling by hand.
* ``shown``: what a check shows of grammar by default, ``--count`` findings of it drawn by ``--seed``, for labelling by hand,
  and the counts by rule; then the counts of the labels that were given by reading (`LABELLED`).
* ``applied``: the changes that the grammar stage makes in the files after the other rules, per 10,000 words, each listed.

``--engine NAME`` (repeatable) chooses engines; by default all that can be used here. ``--words N`` takes so many words.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult
from cleanup.grammar.engines import open_engine
from cleanup.grammar.settings import GrammarSettings, SharedAddress
from cleanup.grammar.shared import shared_servers
from cleanup.grammar.status import STARTABLE
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary

WORKER = """
import json, sys, time
sys.path.insert(0, {root!r})
from cleanup.grammar.engines import open_engine
from cleanup.grammar.settings import GrammarSettings, SharedAddress
engine, host, port, key, file = sys.argv[1:]
shared = SharedAddress(host, int(port), bytes.fromhex(key))
texts = json.load(open(file, encoding="utf-8"))
grammar = open_engine(GrammarSettings(engine=engine, shared=shared, deadline=120))
print("ready", flush=True)
sys.stdin.readline()
start = time.perf_counter()
grammar.check(["The first answer takes longest, as an engine has to load its rules."])
first = time.perf_counter() - start
print("loaded", flush=True)
sys.stdin.readline()
start = time.perf_counter()
answers = grammar.check(texts)
print(json.dumps([first, time.perf_counter() - start, sum(answer is None for answer in answers)]), flush=True)
sys.stdin.readline()
grammar.close()
"""


def paragraphs_of(paths: Sequence[Path], words: int) -> list[str]:
    """The paragraphs of the files, up to so many words."""
    found, count = [], 0
    for path in paths:
        for line in path.read_text("utf-8").split("\n"):
            if line.strip() and count < words:
                found.append(line)
                count += len(line.split())
    return found


def memory_of(workers: Sequence[subprocess.Popen[str]]) -> int:
    """Bytes that the workers' engines take now: their children, and the server that is this process's."""
    total = 0
    ours = {worker.pid for worker in workers}
    for process in psutil.Process().children(recursive=True):
        try:
            total += process.memory_info().rss if process.pid not in ours else 0
        except psutil.Error:
            continue
    return total


def run_workers(engine: str, texts: list[str], cores: int, folder: Path) -> tuple[float, float, int, int]:
    """Seconds to the first answer, seconds for the texts, unchecked texts and peak memory, with a worker for each core."""
    files = []
    for number in range(cores):
        file = folder / f"texts-{number}.json"
        file.write_text(json.dumps(texts[number::cores]), "utf-8")
        files.append(file)
    root = str(Path(__file__).parents[2])
    peak = 0
    with shared_servers() as owner:
        owner.serve()
        address = owner.address
        workers = [start_worker(engine, address, file, root) for file in files]
        say(workers)
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.2):
                try:
                    peak = max(peak, memory_of(workers))
                except psutil.Error:
                    continue

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        started = time.perf_counter()
        results = [json.loads(line) for line in say(workers)]
        seconds = time.perf_counter() - started
        done.set()
        watcher.join()
        for worker in workers:
            worker.communicate("\n")
    return max(r[0] for r in results), seconds, sum(r[2] for r in results), peak


def start_worker(engine: str, address: SharedAddress, file: Path, root: str) -> subprocess.Popen[str]:
    arguments = [engine, address.host, str(address.port), address.key.hex(), str(file)]
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(root=root), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def say(workers: Sequence[subprocess.Popen[str]]) -> list[str]:
    """Have all workers go on; what each says when it is done."""
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    return [worker.stdout.readline() for worker in workers if worker.stdout]


def speed(engines: Sequence[str], paths: Sequence[Path], words: int) -> None:
    """Print the table of speeds, in Markdown."""
    texts = paragraphs_of(paths, words)
    count = sum(len(text.split()) for text in texts)
    print(f"{count:,} words in {len(texts):,} paragraphs\n")
    print("| engine | cores | first answer | words/s, empty cache | words/s, full cache | memory |")
    print("|---|---|---|---|---|---|")
    all_cores = sorted(os.sched_getaffinity(0))
    for engine in engines:
        for cores in (1, 2):
            os.sched_setaffinity(0, all_cores[:cores])
            with tempfile.TemporaryDirectory() as folder:
                os.environ["CLEANUP_CACHE"] = folder
                first, cold, unchecked, memory = run_workers(engine, texts, cores, Path(folder))
                _first, warm, _unchecked, _memory = run_workers(engine, texts, cores, Path(folder))
            note = f" ({unchecked} unchecked)" if unchecked else ""
            print(
                f"| {engine} | {cores} | {first:.1f} s | {count / cold:,.0f}{note} | {count / warm:,.0f} | "
                f"{memory / 1e6:,.0f} MB |",
                flush=True,
            )
    os.sched_setaffinity(0, all_cores)


def cleaned(engine: str, paths: Sequence[Path], glossaries: Sequence[Path]) -> Iterator[tuple[Path, FileResult, float]]:
    """Each file cleaned with all rules and an engine, and how long that took."""
    settings = GrammarSettings(engine=engine)
    opened = open_engine(settings)
    cleaner = Cleaner(Config(grammar=settings), load_glossary(tuple(glossaries), None), opened)
    for path in paths:
        started = time.perf_counter()
        result = cleaner.clean(path.read_text("utf-8"), path=path.name)
        yield path, result, time.perf_counter() - started
    opened.close()


def findings(engines: Sequence[str], paths: Sequence[Path], glossaries: Sequence[Path]) -> None:
    """Print what each engine has to say, and how far they agree."""
    said: dict[str, set[tuple[str, str, str]]] = {}
    for engine in engines:
        said[engine] = set()
        for path, result, seconds in cleaned(engine, paths, glossaries):
            text = result.original
            print(f"\n== {engine}: {path.name}, {len(text.split())} words in {seconds:.1f} s; {result.engine}")
            for problem in (*result.faults, *result.unchecked, *result.notes):
                print(f"   ! {problem}")
            for finding in result.findings:
                if not finding.rule.startswith("grammar-"):
                    continue
                start, end = finding.span.start, finding.span.end
                said[engine].add((path.name, finding.rule, text[start:end].casefold()))
                offers = finding.suggestions or tuple(e.text for e in (finding.fix.edits if finding.fix else ()))
                around = f"{text[max(start - 40, 0) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}".replace(
                    "\n", "¶"
                )
                print(f"{finding.rule}\t{around}\t{finding.message}\t{' / '.join(offers)}")
    print()
    for one in engines:
        for other in engines:
            if one < other:
                both, either = len(said[one] & said[other]), len(said[one] | said[other])
                print(f"{one} and {other}: {both} findings of {either} in common")


LABELLED = {
    "grammar-spelling": (5, 0, 0),
    "grammar-phrase-repetition": (1, 0, 0),
}
"""Findings that were worth reading, harmless, and wrong, by rule: everything that is shown of 283,000 words of translated
fiction (105 chapters, 28 November 2026, one reader), after the list had been tightened on what a first run over the same
words showed: not a figure for other texts."""


def shown(engines: Sequence[str], paths: Sequence[Path], glossaries: Sequence[Path], count: int, seed: int) -> None:
    """Print some of what a check shows of grammar, and how much there is of each rule."""
    for engine in engines:
        lines: list[tuple[str, str]] = []
        words = 0
        for path, result, _seconds in cleaned(engine, paths, glossaries):
            text = result.original
            words += len(text.split())
            for finding in result.findings:
                if finding.rule.startswith("grammar-"):
                    start, end = finding.span.start, finding.span.end
                    around = f"{text[max(start - 60, 0) : start]}⟦{text[start:end]}⟧{text[end : end + 40]}"
                    lines.append((finding.rule, f"{path.name}\t{around}\t{finding.message}".replace("\n", "¶")))
            for problem in (*result.faults, *result.unchecked):
                print(f"{engine}\t{path.name}\t! {problem}")
        for rule, line in sorted(random.Random(seed).sample(lines, min(count, len(lines)))):
            print(f"{rule}\t{line}")
        print(f"\n{engine}: {len(lines)} findings shown in {words:,} words")
        for rule, number in Counter(rule for rule, _line in lines).most_common():
            print(f"  {rule}: {number}")
    print("\nlabelled (worth reading, harmless, wrong):")
    for rule, labels in LABELLED.items():
        print(f"  {rule}: {labels}")


def applied(engines: Sequence[str], paths: Sequence[Path], glossaries: Sequence[Path]) -> None:
    """Print every change of the grammar stage, and their number per 10,000 words."""
    for engine in engines:
        count = words = 0
        for path, result, _seconds in cleaned(engine, paths, glossaries):
            text = result.original
            words += len(text.split())
            for change in result.changes:
                rules = [cause.rule for cause in change.causes if cause.rule.startswith("grammar-")]
                count += bool(rules)
                if rules:
                    before = text[max(change.span.start - 40, 0) : change.span.start]
                    after = text[change.span.end : change.span.end + 30]
                    place = f"{before}⟦{change.before}→{change.after}⟧{after}".replace("\n", "¶")
                    print(f"{engine}\t{path.name}\t{rules[0]}\t{place}")
            for problem in (*result.faults, *result.unchecked):
                print(f"{engine}\t{path.name}\t! {problem}")
        print(f"{engine}: {count} changes in {words:,} words, {count / words * 10_000:.2f} per 10,000\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "findings", "applied", "shown"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-g", "--glossary", action="append", type=Path, default=[])
    parser.add_argument("--engine", action="append", choices=tuple(STARTABLE))
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    engines = given.engine or [name for name, startable in STARTABLE.items() if startable()]
    if given.what == "speed":
        speed(engines, given.files, given.words)
    elif given.what == "shown":
        shown(engines, given.files, given.glossary, given.count, given.seed)
    else:
        {"findings": findings, "applied": applied}[given.what](engines, given.files, given.glossary)


if __name__ == "__main__":
    main()
