"""Findings that are accepted because they were there before, so that a check reports only what is new.

An entry is no place but an `Identity`: rule, words, neighbouring words. Lines can be inserted, paragraphs and chapters
moved and files renamed without an old finding coming back.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from cleanup.errors import ConfigError
from cleanup.gate.found import CheckRun, Entry, Found
from cleanup.gate.identity import OF_WHOLE_TEXTS, Identity, identity_of
from cleanup.untrusted import opened
from cleanup.untrusted.structured import read_json

VERSION = 1
_MOST = 1_000_000
"""How often an entry may count."""
FILE_NAME = "cleanup-baseline.json"
_FIELDS = ("path", "rule", "text", "before", "after")
Concerns = Callable[[str], bool]
"""Whether a rule ran at all, so that its silence means something."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted findings. Paths in it are relative to ``folder``, where its file is."""

    folder: Path
    entries: tuple[Entry, ...] = ()

    def name(self, path: str) -> str:
        """How the entries call a file."""
        return Path(os.path.relpath(path, self.folder)).as_posix()


def load_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises ConfigError."""
    try:
        hint = "If two branches changed it, take either side and run `cleanup baseline update PATHS`."
        data = read_json(opened.read_file(path), str(path), ConfigError, hint)
        if data["version"] != VERSION:
            raise ConfigError(f"this baseline is of version {data['version']!r}, not {VERSION}", where=str(path))
        entries = tuple(map(_parsed, data["entries"]))
    except OSError as error:
        hint = "Make one with `cleanup baseline create PATHS`."
        raise ConfigError(f"cannot read the baseline: {error.strerror}", where=str(path), hint=hint) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "If two branches changed it, take either side and run `cleanup baseline update PATHS`."
        raise ConfigError("this is not a baseline, or a damaged one", where=str(path), hint=hint) from error
    return Baseline(path.absolute().parent, entries)


def _parsed(fields: dict[str, object]) -> Entry:
    path, rule, text, before, after = (fields.get(key, "") for key in _FIELDS)
    count = fields.get("count", 1)
    texts = all(isinstance(value, str) for value in (path, rule, text, before, after))
    if not texts or not isinstance(count, int) or isinstance(count, bool) or not 0 < count <= _MOST:
        raise TypeError(fields)
    return Entry(str(path), str(rule), str(text), str(before), str(after), count)


def written(entries: Iterable[Entry]) -> str:
    """The content of a baseline file: an entry a line, in order, so that a diff of it can be read."""
    counts: Counter[Entry] = Counter()
    for entry in entries:
        counts[replace(entry, count=1)] += entry.count
    lines = []
    for entry, count in sorted(counts.items()):
        fields = {key: value for key, value in zip(_FIELDS, astuple(entry)[:-1], strict=True) if value}
        if count > 1:
            fields["count"] = count
        lines.append(json.dumps(fields, ensure_ascii=False))
    body = ",\n".join(lines)
    return (
        f'{{"version": {VERSION}, "entries": [\n{body}\n]}}\n'
        if lines
        else f'{{"version": {VERSION}, "entries": []}}\n'
    )


def entries_of(run: CheckRun, baseline: Baseline) -> tuple[Entry, ...]:
    """An entry for every finding of a run."""
    return tuple(_entry(baseline.name(checked.path), identity_of(checked.text, found)) for checked, found in run.found)


def _entry(path: str, identity: Identity, count: int = 1) -> Entry:
    return Entry(path, identity.rule, identity.text, identity.before, identity.after, count)


def _identity(entry: Entry) -> Identity:
    return Identity(entry.rule, entry.text, entry.before, entry.after)


def without_accepted(run: CheckRun, baseline: Baseline, concerns: Concerns = lambda _rule: True) -> CheckRun:
    """The run without what the baseline accepts, and with what of the baseline is stale.

    First every file is compared with its own entries, then with those of files that are gone, or that do not have the
    finding any more: a renamed file, a paragraph moved to another one.
    """
    accepted = _Accepted(baseline)
    names = [baseline.name(checked.path) for checked in run.files]
    left: list[list[Found]] = []
    for name, checked in zip(names, run.files, strict=True):
        left.append(accepted.take(name, [(identity_of(checked.text, found), found) for found in checked.found]))
    seen = frozenset(names)
    accepted.release(seen, lambda name: not (baseline.folder / name).exists())
    files = []
    for checked, found in zip(run.files, left, strict=True):
        new = [each for each in found if not accepted.take_free(identity_of(checked.text, each))]
        files.append(replace(checked, found=tuple(new)))
    before, after = sum(1 for _ in run.found), sum(len(checked.found) for checked in files)
    stale = tuple(entry for entry in accepted.unused() if concerns(entry.rule))
    return replace(run, files=tuple(files), accepted=before - after, stale=stale)


class _Accepted:
    """The entries of a baseline, each usable as often as it counts."""

    def __init__(self, baseline: Baseline) -> None:
        self._of_file: dict[str, Counter[Identity]] = defaultdict(Counter)
        for entry in baseline.entries:
            self._of_file[entry.path][_identity(entry)] += entry.count
        self._homes: dict[tuple[Identity, bool], list[str]] = defaultdict(list)

    def take(self, name: str, findings: Sequence[tuple[Identity, Found]]) -> list[Found]:
        """Use up what the file's own entries accept, and return the rest.

        An identity that is the same counts more than one with the same words on one side only, as beside an edit.
        """
        own = self._of_file.get(name)
        if not own:
            return [found for _identity, found in findings]
        rest = [(identity, found) for identity, found in findings if not _use(own, identity)]
        if not rest:
            return []
        sides: dict[tuple[str, ...], list[Identity]] = defaultdict(list)
        for identity in own.elements():
            for side in _sides(identity):
                sides[side].append(identity)
        return [found for identity, found in rest if not any(_use_any(own, sides[side]) for side in _sides(identity))]

    def release(self, seen: Collection[str], is_gone: Callable[[str], bool]) -> None:
        """Let the unused entries of files that were ``seen`` or are gone be used for other files."""
        for name, own in self._of_file.items():
            if name not in seen and not is_gone(name):
                continue
            for identity, count in own.items():
                if count:
                    self._homes[identity, name in seen] += [name] * count

    def take_free(self, identity: Identity) -> bool:
        """Use up an entry of another file: of one that is gone, or, if its words tell where it is from, of any."""
        for is_there in (False, True):
            homes = self._homes.get((identity, is_there))
            if homes and (
                not is_there or identity.before or identity.after or identity.rule.startswith(OF_WHOLE_TEXTS)
            ):
                homes.pop()
                return True
        return False

    def unused(self) -> list[Entry]:
        """What was released and nobody used."""
        return sorted(
            _entry(name, identity, count)
            for (identity, _is_there), homes in self._homes.items()
            for name, count in Counter(homes).items()
        )


def _use(counts: Counter[Identity], identity: Identity) -> bool:
    if counts[identity] <= 0:
        return False
    counts[identity] -= 1
    return True


def _use_any(counts: Counter[Identity], candidates: list[Identity]) -> bool:
    while candidates:
        if _use(counts, candidates.pop()):
            return True
    return False


def _sides(identity: Identity) -> list[tuple[str, ...]]:
    both = (("before", identity.before), ("after", identity.after))
    return [(identity.rule, identity.text, side, words) for side, words in both if words]
