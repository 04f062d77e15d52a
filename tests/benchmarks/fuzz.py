"""Clean random mutations of real paragraphs: ``python tests/benchmarks/fuzz.py [--count N] [--seconds N] [--seed S]
[--glossary G] FILE...``

Each paragraph of the files is mutated (characters of the kinds that damage is made of inserted, deleted, doubled,
exchanged; stretches moved), cleaned, and held to what must always hold: no crash, no fault, the recorded changes
replayed give the output, a second run changes nothing. The texts are plain, full of directives, and of every format
that has a parser, in turn; each twentieth is a glossary, which has to be refused in words or to be read, and to be
edited without losing a byte. Prints what fails, shortened, and exits with 1 if anything did.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from cleanup.cleaner import Cleaner
from cleanup.config import Config
from cleanup.core.revision import replay
from cleanup.errors import CleanupError
from cleanup.formats.registry import FORMATS
from cleanup.glossary.file import parse_file
from cleanup.glossary.load import load_glossary, parse_terms

PIECES = [*"“”‘’\"'`´.,;:!?…—-–()[]{}*_#<>&@/\\|~ \t\n\r\u00a0\u200b\ufeff\u3000，。！？「」『』《》éüǚ李牧アムロ한글😀0123456789",
    "\r\n", "\n\n", "...", "。。。", "......", "”“", "“”", "''", "``", " ,", " .", "&amp;", "<b>", "</b>", "**", "```",
    "http://x.y/z", "a@b.co", "Mr. ", "said", "the the", "Li Muli", "letao", "<!-- cleanup: off -->",
    "%% cleanup: ignore\n", "\u0301", "\u202e", "â€™", "Ã©", "\ufffc",
]  # fmt: skip


DIRECTIVES = [
    "<!-- cleanup: off -->", "<!-- cleanup: on -->", "<!-- cleanup: ignore -->", "<!-- cleanup: ignore quotes -->",
    "<!-- cleanup: off names -->", "<!-- cleanup: on names -->", "<!-- cleanup: nonsense -->", "<!-- cleanup:",
    "%% cleanup: ignore\n", "%% cleanup: off\n", "%% cleanup: on\n", "%% cleanup: ignore casing, names\n",
    "\n%% cleanup: off quotes\n", "\n%% cleanup:\n", "-->", "%%", "cleanup: ignore",
]  # fmt: skip
TABLES = [
    "[[term]]\n", 'name = "Li Mu"\n', 'source = "李牧"\n', 'kind = "person"\n', 'variants = ["Li Muh"]\n', '"', "'",
    '"""', "[", "]", "{", "}", "=", "\\u0000", "\\", "override = true\n", "gender = 1\n", "#", "[term]\n", "\n",
    "paths = [\"a/*\"]\n", "1e999", "nan", "never = []\n", "\ud7ff", "\u202e", "case = \"exact\"\n",
]  # fmt: skip
GLOSSARY = (
    '[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\nvariants = ["Lee Moo"]\n\n'
    '# a platform\n[[term]]\nname = "Letao"\nsource = "乐淘"\nkind = "platform"\nnote = "a shop"\n'
)


def mutated(text: str, chosen: random.Random, pieces: Sequence[str] = PIECES) -> str:
    """The text after one to eight random changes."""
    for _ in range(chosen.randint(1, 8)):
        at = chosen.randrange(len(text) + 1)
        end = min(len(text), at + chosen.randint(1, 6))
        match chosen.randrange(5):
            case 0:
                text = text[:at] + chosen.choice(pieces) + text[at:]
            case 1:
                text = text[:at] + text[end:]
            case 2:
                text = text[:at] + text[at:end] * chosen.randint(2, 4) + text[end:]
            case 3:
                text = text[:at] + chosen.choice(pieces) * chosen.randint(1, 5) + text[end:]
            case _:
                to = chosen.randrange(len(text) + 1)
                text = text[:to] + text[at:end] + text[to:]
    return text


def fault(cleaner: Cleaner, text: str, format_: str) -> str:
    """What is wrong with cleaning a text, or nothing."""
    try:
        result = cleaner.clean(text, path="fuzz", format=format_)
        if result.faults:
            return "; ".join(result.faults)
        if replay(text, result.changes) != result.revised:
            return "replay"
        again = cleaner.clean(result.revised, path="fuzz", format=format_)
        if again.revised != result.revised:
            return f"not stable: {[(c.before, c.after, [k.rule for k in c.causes]) for c in again.changes]}"
    except CleanupError:  # no file of this format at all: refused in words
        return ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return f"crash: {error!r}"
    return ""


def glossary_fault(text: str) -> str:
    """What is wrong with reading a glossary, or nothing."""
    try:
        parse_terms(text, "fuzz.toml")
        file = parse_file(text, Path("fuzz.toml"))
        if file.text != text:
            return "a glossary that is read and written is not the same"
    except CleanupError:
        return ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return f"crash: {error!r}"
    return ""


def shortened(cleaner: Cleaner, text: str, format_: str, told: str) -> str:
    """A shorter text with a fault of the same kind."""
    kind = told.split(":")[0][:40]
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if fault(cleaner, shorter, format_).split(":")[0][:40] == kind:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=964)
    parser.add_argument("--glossary", action="append", default=[], type=Path)
    options = parser.parse_args(argv)
    chosen = random.Random(options.seed)
    cleaner = Cleaner(Config(), load_glossary(options.glossary, None))
    paragraphs = [p for f in options.files for p in f.read_text(encoding="utf-8").split("\n\n") if 0 < len(p) < 1500]
    formats = [fmt.name for fmt in FORMATS if getattr(fmt, "parse", None) is not None]
    start, faults, slowest = time.perf_counter(), 0, 0.0
    counts: Counter[str] = Counter()
    for number in range(options.count):
        if time.perf_counter() - start > options.seconds:
            break
        if number % 20 == 0:
            counts["glossaries"] += 1
            text = mutated(GLOSSARY, chosen, TABLES)
            if told := glossary_fault(text):
                faults += 1
                print(f"{number} (glossary): {told[:300]}\n    {text!r}", flush=True)
            continue
        pieces = DIRECTIVES if number % 4 == 1 else PIECES
        format_ = "plain" if number % 2 else formats[number // 2 % len(formats)]
        counts["directives" if pieces is DIRECTIVES else format_] += 1
        text = mutated("\n\n".join(chosen.choices(paragraphs, k=chosen.choice([1, 1, 1, 2, 3]))), chosen, pieces)
        begin = time.perf_counter()
        told = fault(cleaner, text, format_)
        slowest = max(slowest, time.perf_counter() - begin)
        if told:
            faults += 1
            print(f"{number} ({format_}): {told[:300]}\n    {shortened(cleaner, text, format_, told)!r}", flush=True)
            if faults >= 20:
                break
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    print(f"{counts.total()} texts ({kinds}), {faults} faults, {time.perf_counter() - start:.0f} s, the slowest {slowest:.2f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
