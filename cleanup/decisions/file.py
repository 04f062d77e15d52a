"""Decisions of a person about proposals, and the file they are kept in.

The file is TOML beside the configuration, one table a decision, sorted, so that two branches can both add to it. Each
table says what it is about (``rule``; ``text`` and ``becomes`` for one form; ``file``, ``before`` and ``after`` for one
place) and the ``answer``: ``yes``, ``no``, or ``instead`` with another text.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleanup.core.judging import Subject
from cleanup.errors import ConfigError
from cleanup.untrusted.opened import read_file
from cleanup.untrusted.structured import read_toml

FILE_NAME = "cleanup.decisions.toml"
VERSION = 1
ANSWERS = ("yes", "no")
_KEYS = ("rule", "text", "becomes", "file", "before", "after", "answer", "instead")
HEAD = """\
# What was decided about this book; see `cleanup help review`. A decision is about a rule, a form of it (text, becomes)
# or one place (file, before, after). Answers: "yes", "no", or instead = "another text".
"""
_HINT = "Take out one of the two, or run `cleanup review` and decide again."


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer, and what it is about: one place when ``is_place``, else a form (``text`` and ``becomes``), else a rule
    or topic as a whole (``text`` is ``None``).

    ``becomes`` is ``None`` for what only reports. ``file`` is relative to the folder of the decisions.
    ``instead`` is the text that a person wants; ``None`` with an answer of yes or no.
    """

    rule: str
    answer: str = ""
    text: str | None = None
    becomes: str | None = None
    is_place: bool = False
    file: str = ""
    before: str = ""
    after: str = ""
    instead: str | None = None

    @property
    def about(self) -> tuple[object, ...]:
        """What it is about; two decisions about the same contradict each other, or are the same."""
        return self.rule, self.text, self.becomes, self.is_place, self.file, self.before, self.after


def topic_of(rule: str) -> str:
    """The topic of a rule."""
    return rule.partition("-")[0]


def about_rule(rule: str, answer: str) -> Decision:
    """A decision about a whole rule."""
    return Decision(rule, answer)


def about_form(subject: Subject, answer: str, instead: str | None = None) -> Decision:
    """A decision about a form of a rule wherever it occurs."""
    return Decision(subject.rule, answer, subject.text, subject.becomes, instead=instead)


def about_place(subject: Subject, file: str, answer: str, instead: str | None = None) -> Decision:
    """A decision about one place."""
    rule, text, becomes, before, after = subject
    return Decision(rule, answer, text, becomes, True, file, before, after, instead)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a file, by what they are about. ``path`` is where they are kept (absolute)."""

    path: Path
    rules: Mapping[str, Decision] = field(default_factory=dict)
    forms: Mapping[tuple[str, str, str | None], Decision] = field(default_factory=dict)
    places: Mapping[tuple[str, str, str | None], tuple[Decision, ...]] = field(default_factory=dict)
    written: tuple[tuple[str, str], ...] = ()
    """The texts that a person wrote in place of others, each with the topic of its rule: no rule of that topic corrects
    them."""

    def name(self, path: str) -> str:
        """How the decisions call a file."""
        return file_name(path, self.path)

    def __iter__(self) -> Iterator[Decision]:
        yield from self.rules.values()
        yield from self.forms.values()
        for several in self.places.values():
            yield from several

    def __bool__(self) -> bool:
        return bool(self.rules or self.forms or self.places)


def file_name(path: str, decisions: Path) -> str:
    """How decisions in a file of that path call another file: by its way from there."""
    return path if path.startswith("<") else Path(os.path.relpath(path, decisions.parent)).as_posix()


def collected(path: Path, decisions: Iterable[Decision]) -> Decisions:
    """Decisions by what they are about; of two about the same thing, the last counts."""
    rules: dict[str, Decision] = {}
    forms: dict[tuple[str, str, str | None], Decision] = {}
    places: dict[tuple[str, str, str | None], dict[tuple[object, ...], Decision]] = {}
    written: dict[tuple[str, str], None] = {}
    for each in decisions:
        if each.text is None:
            rules[each.rule] = each
        elif each.is_place:
            places.setdefault((each.rule, each.text, each.becomes), {})[each.about] = each
        else:
            forms[each.rule, each.text, each.becomes] = each
    found = Decisions(path, rules, forms, {key: tuple(several.values()) for key, several in places.items()})
    for each in found:
        if each.instead:
            written[topic_of(each.rule), each.instead] = None
    return Decisions(path, rules, forms, found.places, tuple(written))


def load_decisions(path: Path) -> Decisions:
    """Read a file of decisions. Raises ConfigError, with the place, for one that contradicts itself."""
    try:
        text = read_file(path).decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"cannot read the decisions: {error.strerror or error}", where=str(path)) from error
    except UnicodeDecodeError as error:
        hint = "Save the file as UTF-8."
        raise ConfigError("the decisions are not UTF-8 text", where=str(path), hint=hint) from error
    return collected(path.absolute(), parsed(text, str(path)))


def parsed(text: str, where: str) -> list[Decision]:
    """The decisions in a TOML text. Raises ConfigError."""
    data = read_toml(text, where, ConfigError, "If two branches changed it, keep the tables of both.")
    unknown = sorted(data.keys() - {"version", "decision"})
    if unknown:
        raise ConfigError(f"unknown key “{unknown[0]}”", where=where, hint="Known: version, decision.")
    if data.get("version", VERSION) != VERSION:
        raise ConfigError(f"these decisions are of version {data['version']!r}, not {VERSION}", where=where)
    tables = data.get("decision", [])
    if not isinstance(tables, list):
        raise ConfigError("“decision” must be a list of tables", where=where, hint="Write [[decision]].")
    known: dict[tuple[object, ...], tuple[int, Decision]] = {}
    for number, table in enumerate(tables, 1):
        decision = _decision(table, f"{where}, decision {number}")
        other = known.get(decision.about)
        if other is not None and other[1] != decision:
            raise ConfigError(
                f"decision {number} contradicts decision {other[0]}, which is about the same", where=where, hint=_HINT
            )
        known[decision.about] = number, decision
    return [decision for _number, decision in known.values()]


def _decision(table: Any, where: str) -> Decision:
    if not isinstance(table, dict):
        raise ConfigError("a decision must be a table", where=where, hint="Write [[decision]].")
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"unknown key “{key}”", where=where, hint=f"Known: {', '.join(_KEYS)}.")
        if not isinstance(value, str):
            raise ConfigError(f"“{key}” must be a string", where=where, hint=f'Write {key} = "…".')
    if not table.get("rule"):
        raise ConfigError("a decision needs a rule", where=where, hint='Write rule = "names-glued".')
    answer, instead = table.get("answer"), table.get("instead")
    if (answer is None) == (instead is None) or (answer is not None and answer not in ANSWERS):
        raise ConfigError(
            "a decision needs an answer", where=where, hint='Write answer = "yes", answer = "no" or instead = "…".'
        )
    text = table.get("text")
    is_place = any(key in table for key in ("file", "before", "after"))
    if text is None and (is_place or instead is not None or "becomes" in table):
        raise ConfigError("a decision about a form or a place needs its text", where=where, hint='Write text = "…".')
    return Decision(
        rule=table["rule"],
        answer=answer or "instead",
        text=text,
        becomes=table.get("becomes"),
        is_place=is_place,
        file=table.get("file", ""),
        before=table.get("before", ""),
        after=table.get("after", ""),
        instead=instead,
    )


def written(decisions: Iterable[Decision]) -> str:
    """The content of a file of decisions: sorted, so that the same decisions are the same bytes."""
    tables = sorted(_table(decision) for decision in decisions)
    return "\n".join([f"{HEAD}version = {VERSION}\n", *tables])


def _table(decision: Decision) -> str:
    fields: list[tuple[str, str | None]] = [
        ("rule", decision.rule),
        ("text", decision.text),
        ("becomes", decision.becomes),
        ("file", decision.file if decision.is_place else None),
        ("before", decision.before if decision.is_place else None),
        ("after", decision.after if decision.is_place else None),
        ("answer", None if decision.instead is not None else decision.answer),
        ("instead", decision.instead),
    ]
    lines = [f"{key} = {quoted(value)}\n" for key, value in fields if value is not None]
    return "".join(["[[decision]]\n", *lines])


def quoted(text: str) -> str:
    """A text as a basic string of TOML. Lone surrogates, which TOML cannot hold, become U+FFFD."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
