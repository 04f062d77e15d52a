"""Files as other programs made them: ``python tests/benchmarks/real_files.py FOLDER… [--each N] [--worst]``

Every file of a known format under the folders (unpacked packages of e-book, document, subtitle, gettext libraries and
what else lies there; the same bytes count once) is opened, and packed without a change: that has to give its bytes. Then
words of its text are replaced, one in twelve, wherever its markup lets that be done, and the result is held to what must
hold: what was well-formed is so still, markup and other members are as they were, the words are read as they were
written, and the file is read as one of its format. A refusal in words is counted, and shown with ``--worst``.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.parsers.expat import ExpatError

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from cleanup.core.effects import edited, has_effect
from cleanup.core.mapping import Mapping
from cleanup.core.model import Document, Edit, Finding, Fix, Span
from cleanup.core.placing import changing
from cleanup.core.resolve import Candidate
from cleanup.errors import CleanupError
from cleanup.formats.registry import FORMATS, KNOWN, format_named
from cleanup.settings.config import Config
from cleanup.settings.reading import Reading, texts_in
from tests.benchmarks import generated
from tests.benchmarks.mutants import frame

_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")
_NEW = ("Moyun", "“Senior Brother” Gao", "café & co", "O’Neill", "x")


def candidates(document: Document, chosen: random.Random) -> list[Candidate]:
    """Replacements of words here and there that the markup lets be made."""
    mapping = Mapping(document)
    found: list[Candidate] = []
    for match in _WORD.finditer(document.prose):
        if chosen.randrange(12):
            continue
        edit = Edit(Span(*match.span()), chosen.choice(_NEW))
        edits = mapping.edits(edit)
        if edits is not None:
            finding = Finding("test", edit.span, "", fix=Fix((edit,)))
            found.append(Candidate(finding, edits, changing([edit], document.prose)))
    return found


def revised(text: str, fmt: str, chosen: random.Random) -> tuple[str, int, str]:
    """A text with words replaced, how many, and what is wrong with it (nothing: an empty string)."""
    parse = format_named(fmt).parse
    document = parse(text)
    if document.source != text:
        return text, 0, "the document is of another source"
    some = candidates(document, chosen)
    if not has_effect(document, some, parse):
        some = [each for each in some if has_effect(document, [each], parse)][:20]
        if not has_effect(document, some, parse):
            some = some[:1]
    if not some:
        return text, 0, ""
    new = edited(text, [edit for each in some for edit in each.edits])
    if _markup(new, fmt) != _markup(text, fmt):
        return text, 0, "other markup"
    return new, len(some), ""


def _markup(text: str, fmt: str) -> object:
    """What no change of the text may touch; in XHTML the texts of ``alt`` and ``title`` are none of it."""
    if fmt == "xhtml":
        try:
            return generated.frame(text, fmt)
        except ExpatError:
            return None
    return frame(text, fmt)


def fault(path: Path, fmt: str, chosen: random.Random) -> tuple[str, int]:
    """What is wrong with a file, or nothing, and how many words were replaced. Raises CleanupError for a refusal."""
    data = path.read_bytes()
    reading = Reading(format_named(fmt))
    opened = reading.format.opened(data)
    if opened.packed({}) != data:
        return "packed without a change is not the same", 0
    count = 0
    changed: dict[str, bytes] = {}
    for part in texts_in(opened, reading, Config()):
        held = part.encoding.encode(part.text)
        if held != data and held not in [each.data for each in opened.parts()]:
            return f"{part.name}: decoded and encoded is not the same", 0
        text, words, told = revised(part.text, part.format, chosen)
        if told:
            return f"{part.name}: {told}", count
        if words:
            count += words
            try:
                changed[part.name] = part.encoding.encode(text)
            except (UnicodeEncodeError, CleanupError):
                count -= words  # the encoding has no such character: the file stays as it is
    new = opened.packed(changed)
    if "" not in changed and changed:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(new)) as after:
            if after.testzip() or old.namelist() != after.namelist():
                return "a damaged archive", count
            for name in old.namelist():
                if after.read(name) != changed.get(name, old.read(name)):
                    return f"{name} is another", count
    if {part.name: part.data for part in reading.format.opened(new).parts() if part.name in changed} != changed:
        return "what was written is not read", count
    return "", count


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=60, help="files of each extension at most")
    parser.add_argument("--largest", type=int, default=3_000_000, help="bytes that a file may have")
    parser.add_argument("--worst", action="store_true", help="show refusals, too")
    options = parser.parse_args()
    extensions = set(KNOWN) - {extension for fmt in FORMATS[:2] for extension in fmt.extensions}
    seen: set[bytes] = set()
    counts: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    words = faults = 0
    paths = sorted(path for folder in options.folders for path in folder.rglob("*"))
    random.Random(1).shuffle(paths)
    for path in paths:
        extension = path.suffix.lower()
        if extension not in extensions or counts[extension] >= options.each or not path.is_file():
            continue
        digest = hashlib.sha256(path.read_bytes()).digest()
        if digest in seen or path.stat().st_size > options.largest:
            continue
        seen.add(digest)
        counts[extension] += 1
        try:
            told, count = fault(path, KNOWN[extension].name, random.Random(path.name))
        except CleanupError as error:
            refused[extension] += 1
            if options.worst:
                print(f"refused: {path}: {error.message}", flush=True)
            continue
        except Exception as error:  # noqa: BLE001 - a crash is a fault
            told, count = f"crash: {error!r}", 0
        words += count
        if told:
            faults += 1
            print(f"{path}: {told[:300]}", flush=True)
    print(json.dumps({"files": dict(counts), "refused": dict(refused), "words": words, "faults": faults}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
