"""Look for texts that take a rule more than linear time: ``python tests/benchmarks/growth.py [RULE]... [--fix] [--wide]``

Every rule (or those named; ``all`` is all of them at once) is run alone over fragments repeated over and over: those of
the tests, the words and marks of its examples one by one, in twos and threes, in several arrangements, and with ``--wide``
every two of the characters that rules speak of. A text of ``--size`` characters is compared with one four times as long;
what takes more than six times as much processor time is tried once more with sixteen times, and printed if it still does.
``--fix`` has the findings applied, which is slower and tries the pipeline as well; otherwise they are only reported.
Internal errors (rules that never settle) are printed, too. Exit code 1 when there was anything to print.

``commands`` runs the real commands over inputs that grow (`tests.benchmarks.growing`): ``check`` with findings, directives,
baselines and in repositories, Markdown full of literals, every glossary command, entries of any size. ``commands`` with
``--only WORDS`` runs those with that in their name.

What is found here and mended goes into the examples of the rule, or into ``HOSTILE`` of ``tests/rules/adversarial.py``.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from cleanup.cleaner import Cleaner
from cleanup.cli.app import run
from cleanup.core.model import FileResult
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Level, Rule
from cleanup.settings.config import Config, RuleSettings
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary
from tests.benchmarks.growing import CASES
from tests.rules.adversarial import CHARACTERS, HOSTILE, fragments_of, repeated

STEP, STEEP = 4, 6.0
"""How many times longer the next text is, and how many times more time is too much."""
SHORT = 0.02
"""Seconds; what takes less tells nothing."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]+")

ARRANGEMENTS: Mapping[str, Callable[[str, int], str]] = {
    "in a row": repeated,
    "spaced": lambda fragment, size: repeated(f"{fragment} ", size),
    "lines": lambda fragment, size: repeated(f"{fragment}\n", size),
    "paragraphs": lambda fragment, size: repeated(f"{fragment}\n\n", size),
    "among words": lambda fragment, size: repeated(f"{fragment} word ", size),
    "in a row, then x": lambda fragment, size: f"{repeated(fragment, size)}x",
    "before words": lambda fragment, size: fragment + repeated("word ", size),
    "after a word": lambda fragment, size: repeated("a", size) + fragment,
}


def fragments(rules: Sequence[Rule], *, wide: bool) -> Iterator[tuple[str, str]]:
    """Fragments and arrangements to try."""
    found: dict[str, None] = dict.fromkeys(HOSTILE)
    for rule in rules:
        found |= dict.fromkeys(fragments_of(rule))
        for text in [*(t for e in rule.examples for t in (e.bad, e.good)), *(keep.text for keep in rule.keeps)]:
            tokens = _TOKEN.findall(text)
            for count in (1, 2, 3):
                found |= dict.fromkeys("".join(tokens[i : i + count]) for i in range(len(tokens)))
            found[text] = None
    yield from itertools.product(found, ARRANGEMENTS)
    if wide:
        for pair in itertools.permutations(CHARACTERS, 2):
            yield "".join(pair), "in a row"


def cleaner_of(rules: Sequence[Rule], level: Level) -> Cleaner:
    terms = {str(t["name"]): term_from(t) for r in rules for e in (*r.examples, *r.keeps) for t in e.terms}
    terms.setdefault("Li Mu", term_from({"name": "Li Mu", "source": "李牧", "kind": "person"}))
    settings = {rule.id: RuleSettings(level, {}) for rule in rules}
    return Cleaner(Config(select=tuple(settings), rules=settings), Glossary(tuple(terms.values())))


def timed(cleaner: Cleaner, text: str) -> tuple[float, FileResult]:
    begun = time.process_time()
    result = cleaner.clean(text)
    return time.process_time() - begun, result


def search(name: str, rules: Sequence[Rule], level: Level, size: int, *, wide: bool) -> bool:
    """Try everything on the rules and print what is found; whether there was anything."""
    cleaner = cleaner_of(rules, level)
    timed(cleaner, "“Li Mu?” he said.")
    begun, count, told, faults = time.process_time(), 0, False, set[str]()
    for fragment, arrangement in fragments(rules, wide=wide):
        arranged = ARRANGEMENTS[arrangement]
        count += 1
        seconds = [timed(cleaner, arranged(fragment, size))[0]]
        for power in (1, 2):
            taken, result = timed(cleaner, arranged(fragment, size * STEP**power))
            seconds.append(taken)
            for fault in set(result.faults) - faults:
                faults.add(fault)
                print(f"FAULT {name}: {fragment!r} {arrangement}: {fault}", flush=True)
            if taken < SHORT or taken < STEEP * seconds[-2]:
                break
        else:
            told = True
            steps = " → ".join(f"{each:.3f}" for each in seconds)
            print(f"STEEP {name}: {fragment!r} {arrangement}: {steps} s", flush=True)
    print(f"{name}: {count:,} texts, {time.process_time() - begun:.0f} s", file=sys.stderr, flush=True)
    return told or bool(faults)


def run_commands(only: str) -> bool:
    """Run the commands over growing inputs and print those that take more than they should; whether there were any."""
    told = False
    Cleaner(Config(), Glossary(())).clean("“Go,” he said.\n")  # what is loaded once
    here, cache = Path.cwd(), os.environ.get("CLEANUP_CACHE")
    try:
        for name, case in CASES.items():
            if only not in name:
                continue
            seconds = []
            for power in range(3):
                with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
                    os.environ["CLEANUP_CACHE"] = kept
                    os.chdir(folder)
                    case.make(Path(folder), case.first * STEP**power)
                    begun = time.process_time()
                    with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
                        code = run(case.command)
                    seconds.append(time.process_time() - begun)
                    os.chdir(here)
            # What a command does once, whatever the size, is in all three.
            first, second = seconds[1] - seconds[0], seconds[2] - seconds[1]
            is_steep = second > STEEP * max(first, SHORT)
            told |= is_steep
            steps = " → ".join(f"{each:.2f}" for each in seconds)
            print(f"{'STEEP' if is_steep else 'fine '} {name}: {steps} s (exit code {code})", flush=True)
    finally:
        os.chdir(here)
        if cache is not None:
            os.environ["CLEANUP_CACHE"] = cache
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", metavar="RULE", help="ids or topics of rules, or all, or commands")
    parser.add_argument("--fix", action="store_true", help="apply what is found")
    parser.add_argument("--wide", action="store_true", help="every two characters, too")
    parser.add_argument("--size", type=int, default=4000, metavar="N", help="characters of the shortest text")
    parser.add_argument("--only", default="", metavar="WORDS", help="only commands with that in their name")
    given = parser.parse_args()
    if given.rules == ["commands"]:
        return 1 if run_commands(given.only) else 0
    gc.disable()  # a collection in the longer text would look like growth
    level = Level.FIX if given.fix else Level.REPORT
    told = False
    if "all" in given.rules:
        told = search("all", RULES, level, given.size, wide=given.wide)
    for rule in RULES:
        if not given.rules or {rule.id, rule.topic} & set(given.rules):
            told |= search(rule.id, [rule], level, given.size, wide=given.wide)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
