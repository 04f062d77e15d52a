"""Unused `cleanup: ignore` comments: what they were for has been repaired, or the rule has learned.

Found by a second look at the text in which its directives mean nothing. Only texts that have directives pay for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from cleanup.config import Config
from cleanup.core.ignores import Ignore, find_ignores
from cleanup.core.model import Edit, FileResult, Span
from cleanup.errors import ConfigError
from cleanup.gate.found import Found, Remedy, found_in
from cleanup.rules.selection import names_rule

RULE = "ignores-unused"
_SIGN = "cleanup:"


def unused_ignores(text: str, config: Config, clean: Callable[[str], FileResult]) -> tuple[Found, ...]:
    """A finding for every directive of ``text``, or rule in one, that silences nothing. ``clean`` cleans a text.

    Where only some rules run, nobody knows what the others would find, and nothing is said.
    """
    ignores = [ignore for ignore in find_ignores(text) if ignore.span != ignore.directive]
    if not ignores or config.select or any(names_rule(name, RULE) for name in config.ignore):
        return ()
    directives = {ignore.directive for ignore in ignores}
    result = clean(_without_meaning(text, directives))
    silenced = [
        found
        for found in found_in(result, lambda _text: ())
        if not any(own.start <= found.span.start < own.end for own in directives)
    ]
    of_directive: dict[Span, list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        of_directive[ignore.directive].append(ignore)
    return tuple(
        _finding(text, directive, unused, whole)
        for directive, own in sorted(of_directive.items())
        for unused, whole in _judged(own, silenced, config)
    )


def _without_meaning(text: str, directives: Iterable[Span]) -> str:
    """The text with its directives spoilt, every other character in its place."""
    parts: list[str] = []
    position = 0
    for directive in sorted(directives):
        at = text.index(_SIGN, directive.start)
        parts += (text[position:at], _SIGN.replace(":", ";"))
        position = at + len(_SIGN)
    return "".join((*parts, text[position:]))


def _judged(ignores: Sequence[Ignore], silenced: Sequence[Found], config: Config) -> Iterator[tuple[list[str], bool]]:
    """The rules of one directive that silence nothing, and whether that is all of it."""
    named = sorted({name for ignore in ignores for name in ignore.rules})
    if not named:
        grammar_runs = config.grammar.engine != "none"
        if grammar_runs and not any(_falls_in(found, ignores) for found in silenced):
            yield [], True
        return
    unused = [
        name
        for name in named
        if _runs(name, config)
        and not any(
            _falls_in(found, [ignore for ignore in ignores if name in ignore.rules])
            and any(names_rule(name, rule) for rule in (found.rule, *found.also))
            for found in silenced
        )
    ]
    if unused:
        yield unused, len(unused) == len(named)


def _runs(name: str, config: Config) -> bool:
    """Whether a rule runs here, so that its silence means something. One that does not exist silences nothing."""
    if name.partition("-")[0] == "grammar" and config.grammar.engine == "none":
        return False
    return not any(names_rule(ignored, name) or names_rule(name, ignored) for ignored in config.ignore)


def _falls_in(found: Found, ignores: Iterable[Ignore]) -> bool:
    return any(ignore.span.start <= found.span.end and found.span.start <= ignore.span.end for ignore in ignores)


def _finding(text: str, directive: Span, unused: Sequence[str], whole: bool) -> Found:
    names = ", ".join(f"“{name}”" for name in unused)
    if not unused:
        message = "Unused `cleanup: ignore` comment"
    elif unknown := [name for name in unused if not _exists(name)]:
        message = f"There is no rule or topic “{unknown[0]}” to silence"
    else:
        message = f"Nothing here for {names} to ignore"
    if not whole:
        return Found(RULE, directive, message)
    return Found(RULE, directive, message, remedy=Remedy.SUGGESTION, edits=(Edit(_line(text, directive), ""),))


def _exists(name: str) -> bool:
    from cleanup.config_keys import check_rules

    try:
        check_rules((name,))
    except ConfigError:
        return False
    return True


def _line(text: str, directive: Span) -> Span:
    """The directive, with its line where it stands alone there."""
    start = text.rfind("\n", 0, directive.start) + 1
    end = text.find("\n", directive.end)
    end = len(text) if end < 0 else end + 1
    alone = not text[start : directive.start].strip() and not text[directive.end : end].strip()
    return Span(start, end) if alone else directive
