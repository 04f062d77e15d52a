"""What a run keeps of each file that it has cleaned: what is told of it, and nothing else.

An account is made where the file was cleaned, so that neither texts nor changes travel between processes, and the one
that leads only has to write down what it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cleanup.core.model import FileResult, Finding
from cleanup.files.decode import Encoding
from cleanup.reports.json import file_json
from cleanup.reports.location import Lines
from cleanup.reports.proposal import proposals
from cleanup.reports.terminal import Terminal
from cleanup.reports.unified import unified_diff
from cleanup.reports.words import coloured_words, plain_words
from cleanup.run.batch import Cleaned
from cleanup.untrusted.visible import harmless

_LONGEST = 60
"""Characters of a text that are quoted."""
_COLOURS = {"-": "red", "+": "green", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be told of each file: the ``style`` of what is printed (empty: nothing), for a ``terminal`` if it is
    one, and whether its part of a ``patch``."""

    style: str = ""
    terminal: Terminal | None = None
    patch: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of one file.

    ``size`` is that of the file, in bytes. ``rules`` counts changes by rule, ``suggested`` suggestions; ``suggestions``
    and ``problems`` are lines for the summary. ``shown`` is what is printed, ``patch`` its part of the patch.
    ``before`` and ``after`` are digests of the bytes that were read, and of those that the run has left in the file
    that it wrote, or did not need to write.
    ``asked`` and ``unlisted`` are those of `FileResult`. ``resumed``: the file was done before the run was interrupted.
    """

    path: str
    size: int = 0
    changed: bool = False
    changes: int = 0
    rules: tuple[tuple[str, int], ...] = ()
    suggestions: tuple[str, ...] = ()
    suggested: tuple[tuple[str, int], ...] = ()
    refused: int = 0
    engine: str = ""
    asked: tuple[int, int] = (0, 0)
    unlisted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    shown: bytes = b""
    patch: bytes = b""
    before: bytes = b""
    after: bytes = b""
    resumed: bool = False


def account_of(cleaned: Cleaned, wanted: Wanted) -> Account:
    """The account of a file, with all texts that it holds."""
    accounts = [_account_of(*each, wanted) for each in ((cleaned.result, cleaned.encoding), *cleaned.more)]
    whole = accounts[0] if len(accounts) == 1 else _together(accounts, wanted)
    return replace(
        whole, path=cleaned.path or whole.path, size=cleaned.size, before=cleaned.before, after=cleaned.after
    )


def _together(accounts: Sequence[Account], wanted: Wanted) -> Account:
    """The accounts of several texts as one."""
    rules: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    for account in accounts:
        rules.update(dict(account.rules))
        suggested.update(dict(account.suggested))
    between = b",\n" if wanted.style == "json" else b""
    return Account(
        path=accounts[0].path,
        changed=any(account.changed for account in accounts),
        changes=sum(account.changes for account in accounts),
        rules=tuple(rules.items()),
        suggestions=tuple(line for account in accounts for line in account.suggestions),
        suggested=tuple(suggested.items()),
        refused=sum(account.refused for account in accounts),
        engine=next((account.engine for account in accounts if account.engine), ""),
        asked=(sum(account.asked[0] for account in accounts), sum(account.asked[1] for account in accounts)),
        unlisted=tuple(dict.fromkeys(name for account in accounts for name in account.unlisted)),
        notes=tuple(dict.fromkeys(note for account in accounts for note in account.notes)),
        problems=tuple(line for account in accounts for line in account.problems),
        shown=between.join([account.shown for account in accounts if account.shown]),
        patch=b"".join([account.patch for account in accounts]),
    )


def _account_of(result: FileResult, encoding: Encoding, wanted: Wanted) -> Account:
    lines = Lines(result.original) if result.findings else None
    patch = unified_diff(result, encoding) if wanted.patch or wanted.style == "diff" else b""
    return Account(
        path=result.path,
        changed=result.original != result.revised,
        changes=len(result.changes),
        rules=tuple(Counter(cause.rule for change in result.changes for cause in change.causes).items()),
        suggestions=tuple(_suggestion(finding, result, lines) for finding in result.findings) if lines else (),
        suggested=tuple(Counter(finding.rule for finding in result.findings).items()),
        refused=len(result.refusals),
        engine=result.engine,
        asked=result.asked,
        unlisted=result.unlisted,
        notes=result.notes,
        problems=(
            *(f"{result.path}: {fault}" for fault in result.faults),
            *(f"{result.path}: not checked: {what}" for what in result.unchecked),
        ),
        shown=STYLES[wanted.style](result, encoding, patch, wanted.terminal),
        patch=patch if wanted.patch else b"",
    )


def _suggestion(finding: Finding, result: FileResult, lines: Lines) -> str:
    place = lines.location(finding.span.start)
    offers = proposals(result.original, finding)
    text = f"{result.path}:{place.line}:{place.column}: {finding.rule}: {finding.message}"
    if offers:
        text += f" (“{_short(offers[0].before)}” → “{_short(offers[0].after)}”)"
    return text


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


Shown = Callable[[FileResult, Encoding, bytes, Terminal | None], bytes]


def _nothing(_result: FileResult, _encoding: Encoding, _diff: bytes, _terminal: Terminal | None) -> bytes:
    return b""


def _diff(_result: FileResult, encoding: Encoding, diff: bytes, terminal: Terminal | None) -> bytes:
    """The unified diff: the file's own bytes, or colours on a terminal."""
    if terminal is None or not diff:
        return diff
    from rich.text import Text

    text = Text()
    for number, line in enumerate(diff.decode(encoding.name, "replace").split("\n")[:-1]):
        colour = "bold" if number < 2 else _COLOURS.get(line[:1], "")
        text.append(harmless(line.removesuffix("\r")), colour).append("\n")
    return terminal.rendered(text)


def _words(result: FileResult, _encoding: Encoding, _patch: bytes, terminal: Terminal | None) -> bytes:
    """Changed words in context."""
    if terminal is None:
        return plain_words(result).encode("utf-8", "replace")
    text = coloured_words(result, terminal.width, has_colours=bool(terminal.colours))
    return terminal.rendered(text.append("\n")) if text else b""


def _json(result: FileResult, _encoding: Encoding, _patch: bytes, _terminal: Terminal | None) -> bytes:
    """One file of the run as JSON, always UTF-8."""
    return file_json(result).encode("utf-8", "surrogatepass")


STYLES: Mapping[str, Shown] = {"": _nothing, "diff": _diff, "words": _words, "json": _json}
