"""Clean random mutations of real paragraphs: ``python tests/benchmarks/fuzz.py [--count N] [--seconds N] [--seed S]
[--glossary G] FILE...``

The paragraphs of the files are put into a file of each format there is, and mutated before or after (characters of the
kinds that damage is made of inserted, deleted, doubled, exchanged; stretches moved); archives are mutated in their
bytes and in their members; every encoding is tried. What comes of it is cleaned and held to what must always hold: no
crash, no fault, the recorded changes replayed give the output, a second run changes nothing, an independent parser
finds the same markup before and after, members without text stay byte for byte. Glossaries, configurations and the
files of other tools have to be refused in words or to be read. What takes longer than two seconds is a fault, too.

Prints what fails, shortened, and every thousand texts how far it is; exits with 1 if anything failed.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from cleanup.cleaner import Cleaner
from cleanup.core.revision import replay
from cleanup.errors import CleanupError
from cleanup.files.decode import decode
from cleanup.formats.registry import FORMATS, format_named
from cleanup.glossary.exchange import registry as exchange
from cleanup.glossary.exchange.transfer import take_in
from cleanup.glossary.workspace import Workspace
from cleanup.settings.config import Config, parse_config
from cleanup.settings.reading import Reading, texts_in
from cleanup.terms.file import parse_file
from cleanup.terms.load import load_glossary, parse_terms
from tests.benchmarks.mutants import (
    ARCHIVES,
    CONFIGURATION,
    DIRECTIVES,
    GLOSSARY,
    IMPORTS,
    PIECES,
    SEEDS,
    SYNTAX,
    TABLES,
    frame,
    mutated,
    mutated_bytes,
)

SLOW = 2.0
"""Seconds of processor time that no text of this size may take."""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "shift_jis", "euc-kr", "cp1252",
             "cp1251", "iso2022_jp", "hz", "utf-7")  # fmt: skip
Case = tuple[str, Callable[[str], str], str]
"""A kind of text, what says what is wrong with one (nothing: an empty string), and the text."""


def fault(cleaner: Cleaner, format_: str, text: str) -> str:
    """What is wrong with cleaning a text, or nothing."""
    result = cleaner.clean(text, path="fuzz", format=format_)
    if result.faults:
        return "; ".join(result.faults)
    if replay(text, result.changes) != result.revised:
        return "replay"
    again = cleaner.clean(result.revised, path="fuzz", format=format_)
    if again.revised != result.revised:
        return f"not stable: {[(c.before, c.after, [k.rule for k in c.causes]) for c in again.changes]}"
    if result.changes and (shape := frame(text, format_)) is not None and frame(result.revised, format_) != shape:
        return f"other markup: {[(c.before, c.after, [k.rule for k in c.causes]) for c in result.changes]}"
    return ""


def archive_fault(cleaner: Cleaner, format_: str, text: str) -> str:
    """What is wrong with cleaning an archive (its bytes as Latin-1), or nothing."""
    data = text.encode("latin-1")
    reading, revised = Reading(format_named(format_)), {}
    opened = reading.format.opened(data)
    for part in texts_in(opened, reading, Config()):
        if told := fault(cleaner, part.format, part.text):
            return f"{part.name}: {told}"
        result = cleaner.clean(part.text, path="fuzz", format=part.format)
        if part.encoding.encode(part.text) != {p.name: p.data for p in opened.parts()}[part.name]:
            return f"{part.name}: decoded and encoded is not the same"
        if result.changes:
            revised[part.name] = part.encoding.encode(result.revised)
    if opened.packed({}) != data and revised:
        return "packed without a change is not the same"
    packed = opened.packed(revised)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(packed)) as new:
        if old.namelist() != new.namelist():
            return "other members"
        for name in old.namelist():
            try:
                before = old.read(name)
            except Exception:  # noqa: BLE001 - damaged before: nobody reads it
                continue
            if new.read(name) != revised.get(name, before):
                return f"member {name} is another"
    return ""


def bytes_fault(cleaner: Cleaner, text: str) -> str:
    """What is wrong with reading bytes (as Latin-1) as plain text, or nothing."""
    data = text.encode("latin-1")
    decoded, encoding = decode(data)
    if encoding.encode(decoded) != data:
        return f"decoded as {encoding} and encoded is not the same"
    return fault(cleaner, "plain", decoded)


def glossary_fault(text: str) -> str:
    """What is wrong with reading a glossary, or nothing."""
    parse_terms(text, "fuzz.toml")
    file = parse_file(text, Path("fuzz.toml"))
    return "" if file.text == text else "a glossary that is read and written is not the same"


def configuration_fault(text: str) -> str:
    """What is wrong with reading a configuration, or nothing."""
    parse_config(text, Path("cleanup.toml"))
    return ""


def import_fault(name: str, text: str) -> str:
    """What is wrong with reading another tool's file, or nothing: what was taken has to be a glossary."""
    imported = exchange.format_named(name).read(text.encode("utf-8", "surrogatepass"))
    workspace = Workspace([Path("fuzz-glossary-that-is-not-there.toml")], create=True)
    take_in(workspace, imported)
    workspace.check()
    return ""


def told_of(check: Callable[[str], str], text: str) -> str:
    """What a check says; a crash is a fault, a refusal in words is none."""
    begun = time.process_time()
    try:
        told = check(text)
    except CleanupError:
        told = ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        told = f"crash: {error!r}"
    taken = time.process_time() - begun
    return told or (f"slow: {taken:.1f} s" if taken > SLOW else "")


class Fuzzer:
    """Makes one case after another from paragraphs, with a seed."""

    def __init__(self, paragraphs: list[str], seed: int, glossaries: list[str]) -> None:
        self._paragraphs = paragraphs
        self._chosen = random.Random(seed)
        self._cleaner = Cleaner(Config(), load_glossary(glossaries, None))
        self._bold = Cleaner(Config(unsafe_fixes=True), load_glossary(glossaries, None))
        self._formats = [fmt.name for fmt in FORMATS if fmt.open is None]
        missing = {fmt.name for fmt in FORMATS} - set(SEEDS) - set(ARCHIVES)
        if missing:
            raise SystemExit(f"formats without a seed: {sorted(missing)}")

    def case(self, number: int) -> Case:
        """The case of a number; numbers have to come one after the other."""
        chosen = self._chosen
        if number % 20 == 0:
            return self._table(number)
        cleaner = self._bold if number % 7 == 0 else self._cleaner
        if number % 20 == 10:
            return self._archive(cleaner)
        texts = chosen.choices(self._paragraphs, k=chosen.choice([1, 1, 1, 2, 3]))
        if number % 20 == 15:
            encoding = chosen.choice(ENCODINGS)
            data = mutated("\n\n".join(texts), chosen).encode(encoding, "ignore")
            text = (mutated_bytes(data, chosen) if number % 40 == 15 else data).decode("latin-1")
            return "bytes", partial(bytes_fault, cleaner), text
        if number % 4 == 1:
            return "directives", partial(fault, cleaner, "plain"), mutated("\n\n".join(texts), chosen, DIRECTIVES)
        if number % 2:
            return "plain", partial(fault, cleaner, "plain"), mutated("\n\n".join(texts), chosen)
        format_ = chosen.choice(self._formats)
        if chosen.randrange(2):
            text = SEEDS[format_]([mutated(text, chosen, SYNTAX) for text in texts])
        else:
            text = mutated(SEEDS[format_](texts), chosen, SYNTAX)
        return format_, partial(fault, cleaner, format_), text

    def _table(self, number: int) -> Case:
        chosen = self._chosen
        match number // 20 % 4:
            case 0 | 1:
                return "glossaries", glossary_fault, mutated(GLOSSARY, chosen, TABLES)
            case 2:
                return "configurations", configuration_fault, mutated(CONFIGURATION, chosen, TABLES)
            case _:
                name = chosen.choice(list(IMPORTS))
                text = mutated(IMPORTS[name], chosen, [*TABLES, *SYNTAX])
                return "files of other tools", partial(import_fault, name), text

    def _archive(self, cleaner: Cleaner) -> Case:
        chosen = self._chosen
        format_ = chosen.choice(list(ARCHIVES))
        texts = [mutated(chosen.choice(self._paragraphs), chosen, PIECES) for _ in range(2)]
        data = ARCHIVES[format_](texts)
        if chosen.randrange(2):
            data = mutated_bytes(data, chosen)
        return format_, partial(archive_fault, cleaner, format_), data.decode("latin-1")


def shortened(check: Callable[[str], str], text: str, told: str) -> str:
    """A shorter text with a fault of the same kind; found within half a minute or so."""
    kind = told.split(":")[0][:40]
    size, begun = len(text) // 2, time.monotonic()
    while size and time.monotonic() - begun < 30:
        at = 0
        while at < len(text) and time.monotonic() - begun < 30:
            shorter = text[:at] + text[at + size :]
            if told_of(check, shorter).split(":")[0][:40] == kind:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def main(argv: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=964)
    parser.add_argument("--most", type=int, default=50, help="stop after so many faults")
    parser.add_argument("--glossary", action="append", default=[])
    options = parser.parse_args(argv)
    paragraphs = [p for f in options.files for p in f.read_text(encoding="utf-8").split("\n\n") if 0 < len(p) < 600]
    fuzzer = Fuzzer(paragraphs, options.seed, options.glossary)
    start, faults, slowest = time.perf_counter(), 0, 0.0
    counts: Counter[str] = Counter()
    for number in range(options.count):
        if time.perf_counter() - start > options.seconds or faults >= options.most:
            break
        kind, check, text = fuzzer.case(number)
        counts[kind] += 1
        begin = time.process_time()
        told = told_of(check, text)
        slowest = max(slowest, time.process_time() - begin)
        if told:
            faults += 1
            print(f"{number} ({kind}): {told[:300]}\n    {shortened(check, text, told)[:3000]!r}", flush=True)
        if number % 1000 == 999:
            print(f"… {number + 1} texts, {faults} faults, {time.perf_counter() - start:.0f} s", flush=True)
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    print(f"{counts.total()} texts ({kinds}), {faults} faults, {time.perf_counter() - start:.0f} s, "
          f"the slowest {slowest:.2f} s")  # fmt: skip
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
