"""Clean generated documents of every format: ``python tests/benchmarks/generated.py [--count N] [--seed S] [--only FORMAT]``

Whatever the generators make (inline markup at any place, references, CDATA, fields, tracked changes, ruby, codes of
games, plural forms, archives as other programs write them) is cleaned with all rules and a glossary, and held to what
must always hold: no fault, the recorded changes replayed give the output, a second run changes nothing, a parser that is
none of ours finds the same markup and the same text where none may be touched, and of an archive every other member
stays byte for byte. Prints what fails, and every thousand documents how far it is; exits with 1 if anything failed.
"""

from __future__ import annotations

import argparse
import csv
import html.parser
import io
import json
import re
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from xml.parsers import expat

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from cleanup.cleaner import Cleaner
from cleanup.core.revision import replay
from cleanup.errors import CleanupError
from cleanup.formats.registry import format_named
from cleanup.settings.config import Config
from cleanup.settings.reading import Reading, texts_in
from cleanup.terms.load import load_glossary
from tests.benchmarks.generators import ARCHIVES, TEXTS, Maker

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "modern-business"
_XML = {"xhtml", "ncx", "fb2", "docx-text", "odt-text", "xliff", "tmx", "xlsx-text"}
_KEPT = re.compile(  # elements whose text no repair may touch
    r"(?:\S+[ :])?(?:script|style|pre|code|rt|rp|delText|instrText|binary|description|source|note|alt-trans|annotation|"
    r"note-citation|note-body|prop|ph|bpt|ept|rPh)"
)
_READ = ("alt", "title")
"""Attributes that are read."""


def fault(cleaner: Cleaner, fmt: str, text: str) -> tuple[str, str]:
    """What is wrong with cleaning a text, or nothing, and what cleaning made of it."""
    result = cleaner.clean(text, path="x", format=fmt)
    told = [f"{c.before!r} > {c.after!r} {[k.rule for k in c.causes]}" for c in result.changes]
    if result.faults:
        return "; ".join(result.faults), text
    if replay(text, result.changes) != result.revised:
        return "the changes replayed are not the output", text
    again = cleaner.clean(result.revised, path="x", format=fmt)
    if again.faults:
        return "second run: " + "; ".join(again.faults), text
    if again.revised != result.revised:
        return f"not stable: {[(c.before, c.after, [k.rule for k in c.causes]) for c in again.changes]}", text
    if result.changes and (seen := frame(text, fmt)) != (after := frame(result.revised, fmt)):
        different = next((p for p in zip(seen, after, strict=False) if p[0] != p[1]), (len(seen), len(after)))
        return f"other markup: {different} by {told}", text
    return "", result.revised


def frame(text: str, fmt: str) -> list[str]:
    """What no repair may change, as a parser that is not ours sees it."""
    if fmt in _XML:
        return _xml_frame(text)
    if fmt == "html":
        return _Tags(text).found
    if fmt == "json":
        return _json_frame(json.loads(text, strict=False))
    if fmt == "jsonl":
        return [each for line in text.split("\n") if line for each in _json_frame(json.loads(line))]
    if fmt in ("csv", "tsv"):
        first = text.split("\n")[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
        return [f"{len(row)} {row[:2]} {row[3:]}" for row in rows]
    if fmt in ("srt", "vtt", "lrc"):
        return _lines(
            text,
            r"\d+|.*-->.*|\[(?:ti|ar):.*|WEBVTT.*|NOTE.*|STYLE|::cue.*",
            r"<[^<>\n]*>|\{\\[^{}\n]*\}|\[\d\d:\d\d\.\d\d\]",
        )
    if fmt == "ass":
        return _lines(text, r"(?!Dialogue).*", r"^Dialogue: (?:[^,]*,){9}|\{[^{}]*\}|\\N")
    if fmt == "po":
        return _lines(text, r'(?:#|msgid|msgctxt|msgid_plural|"[A-Z][\w-]+: ).*', r"msgstr(?:\[\d\])?")
    if fmt == "renpy":
        return _lines(text, r"\s*(?:old |\$|#|image|menu|label).*", r'^[^"]*"|"[^"]*$|\[\w+\]|\{[^{}]*\}')
    return []


def _lines(text: str, whole: str, inside: str) -> list[str]:
    """Lines that stay as they are, and of the others what stays in them."""
    return [
        line
        if re.fullmatch(whole, line.rstrip("\r"))
        else "…".join(re.findall(inside, line)) + line[len(line.rstrip("\r")) :]
        for line in text.split("\n")
    ]


def _json_frame(value: object) -> list[str]:
    if isinstance(value, dict):
        return [each for key, item in value.items() for each in (key, *_json_frame(item))]
    if isinstance(value, list):
        return [f"[{len(value)}", *(each for item in value for each in _json_frame(item))]
    if isinstance(value, str):
        return [
            " ".join(
                re.findall(r"\\+[NC]\[\d\]|\{\w+\}|\{\{count\}\}|%[sd]|%\(x\)s|</?b>|<br>|\n|\t|原文|var a = .*", value)
            )
        ]
    return [repr(value)]


def _xml_frame(text: str) -> list[str]:
    found: list[str] = []
    depth = 0
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)

    def opened(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        foreign = given.get("lang") == "fr" or "display" in given.get("style", "") or given.get("translate") == "no"
        depth += bool(depth or _KEPT.fullmatch(name) or foreign)
        found.append(f"<{name} {sorted((k, v) for k, v in given.items() if k not in _READ)}")

    def closed(name: str) -> None:
        nonlocal depth
        depth -= bool(depth)
        found.append(f"</{name}")

    def read(data: str) -> None:
        if depth:
            found.append(data)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = read
    parser.CommentHandler = lambda data: found.append(f"!{data}")
    parser.ProcessingInstructionHandler = lambda target, data: found.append(f"?{target} {data}")
    parser.StartCdataSectionHandler = lambda: found.append("[")
    parser.EndCdataSectionHandler = lambda: found.append("]")
    parser.Parse(text.encode("utf-8"), True)
    return found


class _Tags(html.parser.HTMLParser):
    """The tags and comments of careless HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"<{tag} {[pair for pair in attrs if pair[0] not in _READ]}")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"!{data}")


def archive_fault(cleaner: Cleaner, fmt: str, data: bytes) -> str:
    """What is wrong with cleaning an archive, or nothing."""
    reading, revised = Reading(format_named(fmt)), {}
    opened = reading.format.opened(data)
    if opened.packed({}) != data:
        return "packed without a change is not the same"
    for part in texts_in(opened, reading, Config()):
        told, text = fault(cleaner, part.format, part.text)
        if told:
            return f"{part.name}: {told}"
        if text != part.text:
            revised[part.name] = part.encoding.encode(text)
    packed = opened.packed(revised)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(packed)) as new:
        if new.testzip() or old.comment != new.comment:
            return "a damaged archive"
        for before, after in zip(old.infolist(), new.infolist(), strict=True):
            told = [before.filename, before.compress_type, before.extra, before.comment, before.date_time]
            if told != [after.filename, after.compress_type, after.extra, after.comment, after.date_time]:
                return f"another header of {before.filename}"
            if new.read(after) != revised.get(before.filename, old.read(before)):
                return f"{before.filename} is another"
    if list(reading.format.opened(packed).packed({})) != list(packed):
        return "what was packed is not read as such"
    return ""


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--only", default="", help="one format")
    parser.add_argument("--most", type=int, default=40, help="stop after so many faults")
    options = parser.parse_args()
    sentences = re.findall(r"[^.!?\n]{20,200}[.!?]+[”“\"]?", (SAMPLE / "chapter.txt").read_text("utf-8"))
    glossary = load_glossary([SAMPLE / "glossary.toml"], ["platforms-zh"])
    cleaner, bold = Cleaner(Config(), glossary), Cleaner(Config(unsafe_fixes=True), glossary)
    names = [options.only] if options.only else [*TEXTS, *ARCHIVES]
    counts: Counter[str] = Counter()
    changed = faults = 0
    start = time.perf_counter()
    for number in range(options.count):
        name = names[number % len(names)]
        make = Maker(options.seed * 1_000_003 + number, sentences)
        chosen = bold if number // len(names) % 4 == 3 else cleaner
        counts[name] += 1
        document: str | bytes = ""
        try:
            if name in ARCHIVES:
                document = ARCHIVES[name](make)
                told = archive_fault(chosen, name, document)
            else:
                document = TEXTS[name](make)
                told, text = fault(chosen, name, document)
                changed += text != document
        except CleanupError as error:
            told = f"refused: {error.message}"
        except Exception as error:  # noqa: BLE001 - a crash is a fault
            told = f"crash: {error!r}"
        if told:
            faults += 1
            print(f"{number} ({name}): {told[:1500]}", flush=True)
        if number % 1000 == 999:
            print(
                f"… {number + 1} documents, {changed} changed, {faults} faults, {time.perf_counter() - start:.0f} s",
                flush=True,
            )
        if faults >= options.most:
            break
    print(f"{counts.total()} documents of {len(counts)} formats, {changed} texts changed, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
