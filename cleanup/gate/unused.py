"""Unused `cleanup: ignore` comments: what they were for has been repaired, or the rule has learned.

Found by a second look at the text in which its directives mean nothing. Only texts that have directives pay for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from cleanup.core.ignores import Ignore, find_ignores
from cleanup.core.model import Edit, FileResult, Span
from cleanup.errors import ConfigError
from cleanup.gate.found import Found, Remedy, found_in
from cleanup.rules.engine.selection import names_rule
from cleanup.settings.config import Config

RULE = "ignores-unused"
_SIGN = "cleanup:"
_BLANKS = frozenset(" \t\r\f\v\u00a0\u3000")


def unused_ignores(text: str, config: Config, clean: Callable[[str], FileResult]) -> tuple[Found, ...]:
    """A finding for every directive of ``text``, or rule in one, that silences nothing. ``clean`` cleans a text.

    Where only some rules run, nobody knows what the others would find, and nothing is said.
    """
    ignores = [ignore for ignore in find_ignores(text) if ignore.span != ignore.directive]
    if not ignores or config.select or any(names_rule(name, RULE) for name in config.ignore):
        return ()
    directives = {ignore.directive for ignore in ignores}
    result = clean(_without_meaning(text, directives))
    places = sorted(directives)
    silenced = _Silenced(
        found for found in found_in(result, lambda _text: ()) if not _begins_in(found.span.start, places)
    )
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


def _begins_in(position: int, places: Sequence[Span]) -> bool:
    """Whether a position is in one of the places, which are in order and apart."""
    index = bisect_right(places, position, key=lambda place: place.start) - 1
    return index >= 0 and position < places[index].end


class _Silenced:
    """What the directives of a text silence, by rule. Every question takes logarithmic time."""

    def __init__(self, found: Iterable[Found]) -> None:
        spans: dict[str, list[Span]] = defaultdict(list)
        for each in found:
            for rule in {each.rule, *each.also}:
                spans[rule].append(each.span)
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        for rule, places in spans.items():
            places.sort()
            self._starts[rule] = [place.start for place in places]
            self._ends[rule] = list(accumulate((place.end for place in places), max))
        self._rules_of: dict[str, list[str]] = {}

    def any_of(self, name: str, ignores: Iterable[Ignore]) -> bool:
        """Whether a finding of a rule that ``name`` means (empty: of any) touches one of the places."""
        rules = self._rules_of.get(name)
        if rules is None:
            rules = [rule for rule in self._starts if not name or names_rule(name, rule)]
            self._rules_of[name] = rules
        return any(self._touches(rule, ignore.span) for ignore in ignores for rule in rules)

    def _touches(self, rule: str, span: Span) -> bool:
        before = bisect_right(self._starts[rule], span.end)
        return before > 0 and self._ends[rule][before - 1] >= span.start


def _judged(ignores: Sequence[Ignore], silenced: _Silenced, config: Config) -> Iterator[tuple[list[str], bool]]:
    """The rules of one directive that silence nothing, and whether that is all of it."""
    places: dict[str, list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        for name in ignore.rules:
            places[name].append(ignore)
    named = sorted(places)
    if not named:
        grammar_runs = config.grammar.engine != "none"
        if grammar_runs and not silenced.any_of("", ignores):
            yield [], True
        return
    unused = [name for name in named if _runs(name, config) and not silenced.any_of(name, places[name])]
    if unused:
        yield unused, len(unused) == len(named)


def _runs(name: str, config: Config) -> bool:
    """Whether a rule runs here, so that its silence means something. One that does not exist silences nothing."""
    if name.partition("-")[0] == "grammar" and config.grammar.engine == "none":
        return False
    return not any(names_rule(ignored, name) or names_rule(name, ignored) for ignored in config.ignore)


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
    from cleanup.settings.keys import check_rules

    try:
        check_rules((name,))
    except ConfigError:
        return False
    return True


def _line(text: str, directive: Span) -> Span:
    """The directive, with its line where it stands alone there."""
    start, end = directive.start, directive.end
    while start and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    if (start and text[start - 1] != "\n") or (end < len(text) and text[end] != "\n"):
        return directive
    return Span(start, min(end + 1, len(text)))
