"""Measure speed and memory: ``python tests/benchmarks/speed.py [--chapters N] [--only GROUP]... [--readme]``

Makes a corpus of damaged chapters (10.3 MB in 1,000 files) with a glossary of 568 names and 2,001 variants, and runs on
it, each a fresh process as a user would start it,

* ``default``: what a user gets who sets nothing: the first 40 chapters with grammar, by an empty cache and by a full one;
* ``corpus``: this tool without grammar, with an empty cache and with one, with 1 and 2 processes;
* ``entries``: with glossaries of 20, 2,000 and 20,000 entries, two thirds of those that were added with source terms;
* ``clean``: on chapters of well-edited novels with the same glossary: there is hardly anything to change;
* ``file``, ``line``: on one file of 5, 10 and 20 MB, and on one line of 1.25, 2.5 and 5 MB;
* ``files``: on 300 and on 3,000 small files, for the memory;
* ``start``: ``--version`` and one short text, for the time that every run takes;
* ``prh``, ``typos``, ``codespell``, ``ripgrep``: other tools with the same variants, if they are installed (``--install``
  fetches prh from npm for the time of the run). prh knows all variants, typos and codespell only those of one word; none of
  them looks at anything else. ripgrep only looks, and changes nothing.

Then (``same``) it compares the output with 1 and 2 processes, with an empty cache and with one, byte by byte, and ends with
exit code 1 where it differs.

Everything is measured ``--rounds`` times (what takes long, twice) in turn, and the best of each counts. MB/s is bytes of the
texts per second of processor time, the start included; for 2 processes per second on the clock. Peak memory is that of the
largest process. ``--readme`` writes the table into the manual, ``--json FILE`` all figures to a file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.corpus import (
    NoMakerError,
    entries_of,
    make_corpus,
    write_clean_chapters,
    write_file,
    write_glossary,
    write_small_files,
)
from tests.benchmarks.whole_process import Run, digest, own_memory, run

PAGE = ROOT / "cleanup" / "manual" / "speed.md"
_TABLE = re.compile(r"(?<=<!-- measured: speed -->\n).*?(?=<!-- end of measured -->)", re.DOTALL)
GROUPS = ("default", "corpus", "entries", "clean", "file", "line", "files", "start")
TOOLS = {
    "prh": "prh: the same variants, nothing else",
    "typos": "typos: those of one word, and its own list",
    "codespell": "codespell: those of one word",
    "ripgrep": "ripgrep: finds them, changes nothing",
}
LONG = 10.0
"""Seconds; what takes longer is measured twice only."""
MB = 1e6


@dataclass
class Case:
    """Something to measure: a command on texts of ``size`` bytes. ``cold``: with an empty cache folder each time.

    ``codes`` are the exit codes that mean it did its work. ``patch`` is the file that it writes besides.
    """

    group: str
    name: str
    command: Sequence[str]
    size: int
    cold: bool = False
    processes: int = 1
    codes: tuple[int, ...] = (0,)
    patch: Path | None = None
    runs: list[Run] = field(default_factory=list)
    outputs: set[str] = field(default_factory=set)
    failure: str = ""
    words: int = 0

    @property
    def seconds(self) -> float:
        """What its speed is reckoned from: processor time, on the clock for several processes."""
        return min(r.cpu if self.processes == 1 else r.wall for r in self.runs)

    @property
    def rate(self) -> float:
        """Bytes a second."""
        return self.size / self.seconds

    @property
    def memory(self) -> int:
        return max(r.memory for r in self.runs)


class Bench:
    """The folder with corpus and glossaries, and the cases that are measured in it."""

    def __init__(self, folder: Path, chapters: int) -> None:
        self.folder = folder
        self.scratch = folder / "scratch"
        self.scratch.mkdir(parents=True, exist_ok=True)
        make_corpus(folder, chapters)
        self.chapters = sorted((folder / "chapters").glob("*.txt"))
        self.size = sum(path.stat().st_size for path in self.chapters)
        self._share = min(1.0, self.size / 10e6)  # a run with few chapters is short in everything
        self.entries = entries_of(folder)
        self.names = write_glossary(folder / "glossary.toml", self.entries, len(self.entries))

    def ours(
        self, group: str, name: str, target: str, size: int, *more: str, glossary: str = "glossary.toml", jobs: int = 1,
        cold: bool = False,
    ) -> Case:  # fmt: skip
        patch = self.scratch / "changes.patch"
        command = [sys.executable, "-m", "cleanup", "clean", "--no-grammar", "-q", "-g", glossary, "--jobs", str(jobs)]
        return Case(group, name, [*command, "--diff", str(patch), *more, target], size, cold, jobs, patch=patch)

    def default(self) -> Iterator[Case]:
        folder = self.folder / "first"
        folder.mkdir(exist_ok=True)
        for path in self.chapters[:40]:
            shutil.copy(path, folder)
        texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
        size, words = sum(len(text.encode()) for text in texts), sum(len(text.split()) for text in texts)
        for cold in (True, False):
            case = self.ours(
                "default", f"default run with grammar, {'cold' if cold else 'warm'}", "first", size, cold=cold
            )
            case.command = [argument for argument in case.command if argument != "--no-grammar"]
            case.words = words
            yield case

    def corpus(self) -> Iterator[Case]:
        for jobs in (1, 2):
            for cold in (False, True):
                cache = "empty cache" if cold else "second run"
                processes = "1 process" if jobs == 1 else f"{jobs} processes"
                yield self.ours("corpus", f"{processes}, {cache}", "chapters", self.size, jobs=jobs, cold=cold)

    def glossaries(self) -> Iterator[Case]:
        for count in (20, 2_000, 20_000):
            file = f"glossary-{count}.toml"
            write_glossary(self.folder / file, self.entries, count)
            for cold in (False, True):
                name = f"{count:,} entries, {'empty cache' if cold else 'second run'}"
                yield self.ours("entries", name, "chapters", self.size, glossary=file, cold=cold)

    def clean(self) -> Iterator[Case]:
        folder = self.folder / "clean"
        if write_clean_chapters(folder, self.size):
            size = sum(path.stat().st_size for path in folder.glob("*.txt"))
            yield self.ours("clean", "prose that needs no change", "clean", size)

    def file(self) -> Iterator[Case]:
        yield from self._sizes("file", (5, 10, 20), one_line=False)

    def line(self) -> Iterator[Case]:
        yield from self._sizes("line", (1.25, 2.5, 5), one_line=True)

    def _sizes(self, what: str, sizes: Sequence[float], *, one_line: bool) -> Iterator[Case]:
        for size in sizes:
            path = self.folder / f"one-{what}" / f"{size}.txt"
            written = write_file(path, self.chapters, int(size * self._share * MB), one_line=one_line)
            yield self.ours(what, f"one {what} of {written / MB:.2g} MB", str(path), written)

    def files(self) -> Iterator[Case]:
        for count in (max(30, int(300 * self._share)), max(300, int(3_000 * self._share))):
            folder = self.folder / f"files-{count}"
            yield self.ours(
                "files", f"{count:,} small files", folder.name, write_small_files(folder, self.chapters, count)
            )

    def start(self) -> Iterator[Case]:
        short = self.folder / "short.txt"
        size = write_file(short, self.chapters, 1)
        short.write_text(short.read_text("utf-8")[:1000], "utf-8")
        yield Case("start", "`cleanup --version`", [sys.executable, "-m", "cleanup", "--version"], 0)
        yield self.ours("start", "a text of 1 kB", "short.txt", min(size, 1000))
        yield self.ours("start", "a text of 1 kB, empty cache", "short.txt", min(size, 1000), cold=True)

    def tools(self, wanted: Sequence[str], install: bool) -> Iterator[Case]:
        """The other tools that are there; what is not is said."""
        variants = self.folder / "variants.txt"
        variants.write_text("".join(f"{v}\n" for several in self.entries.values() for v in several), "utf-8")
        found = {name: self._found("rg" if name == "ripgrep" else name) for name in TOOLS}
        if install and "prh" in wanted and not found["prh"]:
            found["prh"] = self._installed()
        texts = [str(path.relative_to(self.folder)) for path in self.chapters]
        commands: dict[str, tuple[list[str], tuple[int, ...]]] = {
            "prh": (["--rules", "prh.yml", "--diff", *texts], (0,)),
            "typos": (["-j", "1", "--config", "typos.toml", "--diff", "chapters"], (0, 2)),
            "codespell": (["-D", "codespell.txt", "chapters"], (0, 65)),
            "ripgrep": (["--no-config", "-j", "1", "-F", "-f", "variants.txt", "chapters"], (0, 1)),
        }
        for name, (arguments, codes) in commands.items():
            if name not in wanted:
                continue
            if found[name]:
                yield Case(name, TOOLS[name], [found[name], *arguments], self.size, codes=codes)
            else:
                print(f"{name} is not installed and left out", file=sys.stderr)

    def _found(self, name: str) -> str:
        beside = str(Path(sys.executable).parent)
        return shutil.which(name, path=os.pathsep.join([beside, os.environ.get("PATH", "")])) or ""

    def _installed(self) -> str:
        """prh from npm, in the folder of the run; nothing where that cannot be done."""
        npm = shutil.which("npm")
        if npm is None:
            return ""
        folder = self.folder / "node"
        folder.mkdir(exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "prh"], cwd=folder, check=False)
        command = folder / "node_modules" / ".bin" / "prh"
        return str(command) if command.exists() else ""

    def measure(self, case: Case) -> None:
        """Run a case once more. One that fails is not run again."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as empty:
            cache = empty if case.cold else str(self.folder / "cache")
            done = run(case.command, self.folder, self.scratch, {"CLEANUP_CACHE": cache, "PYTHONPATH": str(ROOT)})
        if done.code not in case.codes:
            case.failure = f"exit code {done.code}: {done.said}"
            return
        case.runs.append(done)
        case.outputs.add(done.printed + (digest(case.patch) if case.patch and case.patch.exists() else ""))

    def warm(self, case: Case) -> None:
        """Fill the cache for a case that is measured with one."""
        if case.patch and not case.cold and case.group in ("default", "corpus", "entries", "start"):
            self.measure(case)
            case.runs.clear()

    def differences(self) -> list[str]:
        """What differs between outputs that must be the same: diff, cleaned files and the JSON report of 100 chapters."""
        texts = [str(path.relative_to(self.folder)) for path in self.chapters[:100]]
        seen: dict[str, str] = {}
        for jobs in (1, 2):
            for cold in (True, False):
                name = f"{jobs} {'process' if jobs == 1 else 'processes'}, {'empty cache' if cold else 'second run'}"
                seen[name] = self._everything(texts, jobs, self.folder / f"same-{jobs}", cold)
        first, *others = seen.items()
        return [f"{name}: not the output of {first[0]}" for name, output in others if output != first[1]]

    def _everything(self, texts: Sequence[str], jobs: int, cache: Path, cold: bool) -> str:
        written, patch = self.scratch / "written", self.scratch / "x.patch"
        for old in (written, *((cache,) if cold else ())):
            shutil.rmtree(old, ignore_errors=True)
        given = ["--no-grammar", "-g", "glossary.toml", "--jobs", str(jobs)]
        chosen = ["--format", "json", "--diff", str(patch), "--output", str(written)]
        command = [sys.executable, "-m", "cleanup", "clean", *given, *chosen, *texts]
        done = run(command, self.folder, self.scratch, {"CLEANUP_CACHE": str(cache), "PYTHONPATH": str(ROOT)})
        if done.code:
            return f"exit code {done.code}: {done.said}"
        return f"{done.printed} {done.said} {digest(patch, *sorted(written.rglob('*.txt')))}"


def rounds(bench: Bench, cases: Sequence[Case], count: int) -> None:
    """Measure all cases in turn, again and again."""
    for case in cases:
        bench.warm(case)
    for number in range(count):
        for case in cases:
            if case.failure or (number >= 2 and case.runs[0].wall > LONG):
                continue
            bench.measure(case)
            best = f"{case.runs[-1].wall:.2f} s" if case.runs and not case.failure else case.failure
            print(f"{number + 1}/{count} {case.group}: {case.name}: {best}", file=sys.stderr, flush=True)


def table(cases: Sequence[Case], own: int) -> str:
    """The figures as a Markdown table, each compared with the reference."""
    reference = next(case for case in cases if case.group == "corpus" and not case.cold and case.processes == 1)
    lines = ["| what | MB/s | words/s | seconds | peak memory | reference : this |", "|---|--:|--:|--:|--:|--:|"]
    for case in cases:
        name = f"**{case.name}** (the reference)" if case is reference else case.name
        if case.failure or not case.runs:
            lines.append(f"| {name} | failed | {case.failure} | | | |")
            continue
        memory = f"{case.memory / MB:,.0f} MB" if case.memory > own * 1.05 else f"≤ {own / MB:,.0f} MB"
        ratio, rate = "", ""
        if case.size >= 100_000 and reference.runs:
            rate = f"{case.rate / MB:.2f}" if case.rate < 10 * MB else f"{case.rate / MB:.1f}"
            ratio = _ratio((reference.rate if case.processes == 1 else _on_the_clock(reference)) / case.rate)
        words = f"{case.words / case.seconds:,.0f}" if case.words else ""
        lines.append(f"| {name} | {rate} | {words} | {case.seconds:.2f} | {memory} | {ratio} |")
    return "\n".join(lines) + "\n"


def _ratio(speeds: float) -> str:
    times = speeds if speeds >= 1 else 1 / speeds
    shown = f"{times:.2f}" if times < 10 else f"{times:.1f}"
    return f"{shown} : 1" if speeds >= 1 else f"1 : {shown}"


def _on_the_clock(case: Case) -> float:
    return case.size / min(r.wall for r in case.runs)


def selected(bench: Bench, only: Sequence[str], install: bool) -> list[Case]:
    """The cases of the groups that are asked for. The reference is always one of them."""
    makers: dict[str, Callable[[], Iterator[Case]]] = {
        "default": bench.default, "corpus": bench.corpus, "entries": bench.glossaries, "clean": bench.clean, "file": bench.file,
        "line": bench.line, "files": bench.files, "start": bench.start,
    }  # fmt: skip
    wanted = only or (*GROUPS, *TOOLS)
    cases = [case for group, make in makers.items() if group in wanted for case in make()]
    if "corpus" not in wanted:
        cases.insert(0, next(bench.corpus()))
    return [*cases, *bench.tools(wanted, install)]


def machine() -> str:
    """What the figures were measured on, in a line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*: (.*)", info.read_text("utf-8"))):
        model = found[1]
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, default=1000, metavar="N", help="how many chapters to make")
    parser.add_argument("--only", action="append", default=[], choices=(*GROUPS, *TOOLS, "same"), metavar="GROUP")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often everything is measured")
    parser.add_argument("--install", action="store_true", help="install prh in a temporary folder if it is not there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file")
    parser.add_argument("--readme", action="store_true", help="write the table into the manual")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            bench = Bench(Path(folder), given.chapters)
        except NoMakerError as error:
            sys.exit(str(error))
        cases = [] if given.only == ["same"] else selected(bench, given.only, given.install)
        rounds(bench, cases, max(1, given.rounds))
        about = f"{bench.size / MB:.1f} MB in {len(bench.chapters):,} files, {bench.names} names; {machine()}"
        made = table(cases, own_memory()) if cases else ""
        print(f"{about}\n\n{made}")
        wrong = [f"{case.name}: output differs from run to run" for case in cases if len(case.outputs) > 1]
        corpus = [case for case in cases if case.group == "corpus"]
        if len(set().union(*(case.outputs for case in corpus))) > 1:
            wrong.append("the diff of the corpus depends on cache or processes")
        if not given.only or "same" in given.only:
            wrong += bench.differences()
            print("Output with 1 and 2 processes, empty and full cache:", "DIFFERENT" if wrong else "byte-identical")
    for what in wrong:
        print(what)
    if given.json:
        figures = {"about": about, "cases": [_plain(case) for case in cases], "differences": wrong}
        given.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    failed = [case for case in cases if case.failure]
    if given.readme and not failed:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(_TABLE.sub(lambda _old: f"{made}\nMeasured on {about}.\n", text), "utf-8")
    return 1 if wrong or failed else 0


def _plain(case: Case) -> dict[str, object]:
    shown = [argument for argument in case.command if not argument.startswith("chapters/")]
    figures = {"group": case.group, "name": case.name, "command": shown, "bytes": case.size, "failure": case.failure}
    return {**figures, "runs": [asdict(r) for r in case.runs]}


if __name__ == "__main__":
    sys.exit(main())
