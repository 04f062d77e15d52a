"""Which lines changed since a revision, or are staged, as git says."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cleanup.core.model import Span
from cleanup.errors import ConfigError
from cleanup.formats.container import file_path
from cleanup.gate.found import Checked

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([abfnrtv"\\]|[0-7]{3})')
_ESCAPED = {b"a": 7, b"b": 8, b"t": 9, b"n": 10, b"v": 11, b"f": 12, b"r": 13, b'"': 34, b"\\": 92}
_OPTIONS = (
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--text",
    "--unified=0",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--find-renames",
    "--diff-filter=d",
    "--ignore-submodules",
)


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """Changed lines of the files of a repository, by real path: ranges of line numbers, ``None`` for all lines.

    ``is_staged``: the lines are those of the index, whose content may differ from that of the folder.
    """

    root: Path
    files: Mapping[str, tuple[range, ...] | None]
    is_staged: bool = False

    def concern(self, path: str) -> bool:
        """Whether anything of a file changed. Of a file outside of the repository, everything has."""
        return self._of(path) != ()

    def on_them(self, checked: Checked) -> Checked:
        """The file with only those findings that are, in part or with one of their places, on a changed line. In a file
        that holds several texts nobody knows which lines changed: all count."""
        ranges = self._of(file_path(checked.path))
        if ranges is None or file_path(checked.path) != checked.path:
            return checked
        stops = [lines.stop for lines in ranges]  # git gives the ranges in order
        ends = [match.start() for match in re.finditer("\n", checked.text)]

        def is_changed(span: Span) -> bool:
            first = bisect_left(ends, span.start) + 1
            last = bisect_left(ends, max(span.start, span.end - 1)) + 1
            index = bisect_right(stops, first)  # the first range that ends after the line
            return index < len(ranges) and ranges[index].start <= last

        found = tuple(each for each in checked.found if any(map(is_changed, (each.span, *each.places))))
        return replace(checked, found=found)

    def content(self, path: str) -> bytes | None:
        """What is staged of a file, where that is what counts."""
        real = Path(os.path.realpath(path))
        if not self.is_staged or str(real) not in self.files:
            return None
        return _git(self.root, "cat-file", "--filters", f":{real.relative_to(self.root).as_posix()}")

    def _of(self, path: str) -> tuple[range, ...] | None:
        real = os.path.realpath(path)
        if real in self.files:
            return self.files[real]
        return () if Path(real).is_relative_to(self.root) else None


def changed_since(revision: str) -> ChangedLines:
    """What differs in the folder from a revision: from where the two parted, so that what others did since then does
    not count. Files that git does not know are new. Raises ConfigError."""
    root = _root()
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", what=revision)
    base = commit.decode().strip()
    with contextlib.suppress(ConfigError):  # a shallow clone, or no common start: compare with the revision itself
        base = _git(root, "merge-base", base, "HEAD").decode().strip() or base
    files: dict[str, tuple[range, ...] | None] = {}
    files.update(_parsed(_git(root, "-c", "core.quotePath=false", "diff", *_OPTIONS, base, "--"), root))
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
    files.update({_real(root, name): None for name in untracked if name})
    return ChangedLines(root, files)


def staged() -> ChangedLines:
    """What is staged for the next commit. Raises ConfigError."""
    root = _root()
    diff = _git(root, "-c", "core.quotePath=false", "diff", "--cached", *_OPTIONS, "--")
    return ChangedLines(root, _parsed(diff, root), is_staged=True)


def _root() -> Path:
    folder = _git(Path.cwd(), "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\r\n")
    return Path(os.path.realpath(folder))


def _parsed(diff: bytes, root: Path) -> dict[str, tuple[range, ...] | None]:
    """The changed lines in a diff without context. The lines of a hunk are counted, whatever they look like."""
    files: dict[str, list[range]] = {}
    ranges: list[range] = []
    skipped = 0
    for line in diff.split(b"\n"):
        if skipped and not line.startswith(b"\\"):
            skipped -= 1
        elif hunk := _HUNK.match(line):
            removed, added = (int(count) if count is not None else 1 for count in (hunk[1], hunk[3]))
            skipped = removed + added
            if added:
                ranges.append(range(int(hunk[2]), int(hunk[2]) + added))
        elif line.startswith(b"+++ "):
            ranges = files.setdefault(_real(root, _unquoted(line[4:].rstrip(b"\t\r")).removeprefix(b"b/")), [])
    return {path: tuple(lines) for path, lines in files.items()}


def _unquoted(name: bytes) -> bytes:
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(
        lambda match: bytes([_ESCAPED[match[1]] if match[1] in _ESCAPED else int(match[1], 8)]), name[1:-1]
    )


def _real(root: Path, name: bytes) -> str:
    return os.path.realpath(root / os.fsdecode(name))


_GUARDS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.untrackedCache": "false",
    "diff.external": "",
    "safe.bareRepository": "explicit",
    "protocol.allow": "never",
}
"""Settings that keep git from running what a repository names: its configuration is data of others."""
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}
_FILTER = re.compile(r"filter\..*\.(?:clean|smudge|process|required)", re.DOTALL)


@lru_cache(maxsize=64)
def _guards(folder: Path) -> tuple[str, ...]:
    """Options for git: the guards, and every filter that the repository itself configures switched off."""
    options = [f"{key}={value}" for key, value in _GUARDS.items()]
    listed = _run(folder, tuple(options), ("config", "--list", "--show-scope", "--includes", "-z"))
    fields = listed.stdout.decode("utf-8", "surrogateescape").split("\0")
    for scope, setting in zip(fields[::2], fields[1::2], strict=False):
        key = setting.partition("\n")[0]
        if scope in ("local", "worktree") and _FILTER.fullmatch(key):
            options.append(f"{key}={'false' if key.endswith('.required') else ''}")
    return tuple(dict.fromkeys(options))


def _run(folder: Path, options: tuple[str, ...], arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    settings = [part for option in options for part in ("-c", option)]
    command = ["git", "--no-pager", *settings, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, env={**os.environ, **_ENVIRONMENT})


def _git(folder: Path, *arguments: str, what: str = "") -> bytes:
    try:
        done = _run(folder, _guards(folder), arguments)
    except OSError as error:
        hint = "--staged and --diff-base need git."
        raise ConfigError(f"cannot run git: {error.strerror or error}", hint=hint) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        if what:
            hint = "In a shallow clone, fetch it first: git fetch origin REV (fetch-depth: 0 in actions/checkout)."
            raise ConfigError(f"git knows no revision “{what}”", hint=hint)
        raise ConfigError(f"git: {said or 'failed'}", hint="--staged and --diff-base work inside a git repository.")
    return done.stdout
