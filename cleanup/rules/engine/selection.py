"""Which rules run, and what is done with their findings: defaults, then the configuration, then the command line."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cleanup.core.model import Applicability, Document, Finding, Fix
from cleanup.errors import ConfigError
from cleanup.rules.context import Context
from cleanup.rules.rule import Level, Rule


@dataclass(frozen=True)
class ActiveRule:
    """A rule that runs, with its level and the whole of its options."""

    rule: Rule
    level: Level
    options: Mapping[str, Any]


def names_rule(name: str, rule_id: str) -> bool:
    """Whether what a user wrote (``quotes``, ``quotes-direction``, ``all``) means the rule."""
    return name in (rule_id, "all") or rule_id.startswith(f"{name}-")


def check_names(
    names: Iterable[str], rules: Collection[Rule], where: str = "", open_ended: tuple[str, ...] = ()
) -> None:
    """Raise ConfigError for a name that means no rule. The grammar rules are known to their engines only; what a check
    has to say about directives comes from no rule, but can be left out like one. What begins with one of ``open_ended``
    is not known yet."""
    own = {name for rule in rules for name in (rule.id, rule.topic)}
    known = {"all", "grammar", "ignores", "ignores-unused", "replace"} | own
    for name in names:
        if name not in known and not name.startswith(("grammar-", *open_ended)):
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "See `cleanup rules list`."
            raise ConfigError(f"there is no rule or topic “{name}”", where=where, hint=hint)


def active_rules(
    rules: Iterable[Rule],
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    levels: Mapping[str, Level] | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[ActiveRule, ...]:
    """The rules that run. ``levels`` and ``options`` are by rule id or topic, the id counting more.

    A rule that is off by default runs when ``select`` names it.
    """
    select, ignore = tuple(select), tuple(ignore)
    active = []
    for each in rules:
        level = (levels or {}).get(each.id) or (levels or {}).get(each.topic) or each.level
        if select:
            if not any(names_rule(name, each.id) for name in select):
                continue
            if level is Level.OFF and each.id in select:
                level = Level.FIX
        if level is Level.OFF or any(names_rule(name, each.id) for name in ignore):
            continue
        chosen = {**each.options, **(options or {}).get(each.topic, {}), **(options or {}).get(each.id, {})}
        active.append(ActiveRule(each, level, {key: chosen[key] for key in chosen if key in each.options}))
    return tuple(active)


def check_options(active: Iterable[ActiveRule]) -> None:
    """Raise the ConfigError of a rule that cannot use its options: each is asked about an empty text."""
    for each in active:
        if each.options:
            for _finding in each.rule.check(Document("", "", ()), Context(options=each.options)):
                pass


def at_level(finding: Finding, level: Level) -> Finding:
    """The finding with its fix no surer than the level allows."""
    fix = finding.fix
    if fix is None:
        return finding
    if level is Level.REPORT and fix.applicability is not Applicability.SUGGESTION:
        return finding._replace(fix=Fix(fix.edits, Applicability.SUGGESTION))
    if level is Level.UNSAFE and fix.applicability is Applicability.SAFE:
        return finding._replace(fix=Fix(fix.edits, Applicability.UNSAFE))
    return finding
