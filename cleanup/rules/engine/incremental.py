"""The rules of a stage over one version of a text after another, doing no work twice.

A rule whose gate says that the text cannot concern it does not run. What rules of scope `BLOCK` find in a block is
remembered for as long as the text is worked on: of the next version they see only the blocks that are new.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from cleanup.core.model import OBJECT, Block, BlockKind, Document, Edit, Finding, Fix, Span
from cleanup.rules.context import Context
from cleanup.rules.engine.gates import Features, Gates
from cleanup.rules.engine.selection import ActiveRule, at_level
from cleanup.rules.rule import Scope

_GAP = "\n\n"
"""Between blocks of a document that is made of some blocks of another: no rule takes them for neighbours."""

_Key = str | tuple[str, str]
"""A block, wherever it stands: its text, with its kind unless it is a paragraph."""


class Sight:
    """What is known of one text that is being worked on, for all stages: which tokens its versions had so far."""

    def __init__(self, gates: Gates) -> None:
        self.gates = gates
        self._tokens: set[str] = set()
        self._covered: set[_Key] = set()
        self._last: tuple[Document, list[_Key], Features] | None = None

    def whole(self, document: Document) -> tuple[list[_Key], Features]:
        """The blocks of a version, and its features. Its tokens may include those of earlier versions: gates then open
        for nothing."""
        if self._last is None or self._last[0] is not document:
            keys = _keys(document)
            self._last = (document, keys, self._features(document, keys))
        return self._last[1:]

    def _features(self, document: Document, keys: Sequence[_Key]) -> Features:
        if self._last is None:
            self._covered.update(keys)
            features = Features(document.prose)
            self._tokens = features.tokens
            self.gates.learn(features)
            return features
        new = [key for key in dict.fromkeys(keys) if key not in self._covered]
        if new:
            self._covered.update(new)
            # The same text as that of the blocks that rules look at again, so that its tokens are at hand then.
            added = Features(_GAP.join([key if isinstance(key, str) else key[1] for key in new]))
            self.gates.learn(added)
            self._tokens = self._tokens | added.tokens
        return Features(document.prose, self._tokens)


class StageRules:
    """The rules of a stage for one text; call it with each version, and it gives the findings, in the order of the
    rules."""

    def __init__(self, rules: Sequence[tuple[ActiveRule, Context]], sight: Sight) -> None:
        self.rules = tuple(rules)
        self._sight = sight
        self._covers = {each.rule.id: each.rule.covers for each, _context in self.rules if each.rule.covers}
        self._told = [(n, *pair) for n, pair in enumerate(rules) if pair[0].rule.reports]
        rules = [pair for pair in rules if not pair[0].rule.reports]
        self._text = [(n, *pair) for n, pair in enumerate(rules) if pair[0].rule.scope is Scope.TEXT]
        self._block = [(n, *pair) for n, pair in enumerate(rules) if pair[0].rule.scope is Scope.BLOCK]
        self._known: dict[_Key, tuple[tuple[int, Finding, int], ...]] = {}

    def __call__(self, document: Document) -> list[Finding]:
        """The findings in a document. Raises ValueError when a rule of scope `BLOCK` reaches beyond a block."""
        keys, features = self._sight.whole(document)
        found = self._run(self._text, document, features)
        found += self._in_blocks(document, keys, features)
        found.sort(key=_number)
        return self._uncovered([finding for _number, finding in found])

    @property
    def reports(self) -> bool:
        """Whether there are rules that only report."""
        return bool(self._told)

    def report(self, document: Document) -> list[Finding]:
        """What the rules find that only report."""
        found = self._run(self._told, document, self._sight.whole(document)[1])
        return self._uncovered([finding for _number, finding in found])

    def _uncovered(self, found: list[Finding]) -> list[Finding]:
        """The findings without those that another one covers."""
        above = sorted(
            ((each.span, self._covers[each.rule]) for each in found if each.rule in self._covers), key=itemgetter(0)
        )
        if not above:
            return found
        starts = [span.start for span, _rules in above]

        def is_covered(finding: Finding) -> bool:
            index = bisect_right(starts, finding.span.start) - 1
            return index >= 0 and finding.rule in above[index][1] and finding.span.start < above[index][0].end

        return [finding for finding in found if not is_covered(finding)]

    def _run(
        self, rules: Iterable[tuple[int, ActiveRule, Context]], document: Document, features: Features
    ) -> list[tuple[int, Finding]]:
        concern = self._sight.gates.concern
        return [
            (number, at_level(_readable(finding), active.level))
            for number, active, context in rules
            if concern(active.rule, features)
            for finding in active.rule.check(document, context)
        ]

    def _in_blocks(self, document: Document, keys: Sequence[_Key], features: Features) -> list[tuple[int, Finding]]:
        known = self._known
        if not self._block:
            return []
        if not known:
            found = self._run(self._block, document, features)
            known.update(dict.fromkeys(keys, ()))
            if found:
                self._remember(document, keys, found)
            return found
        fresh = {key: block for key, block in zip(keys, document.blocks, strict=True) if key not in known}
        if fresh:
            some = _document_of(document, fresh.values())
            seen = Features(some.prose, features.tokens)
            known.update(dict.fromkeys(fresh, ()))
            if found := self._run(self._block, some, seen):
                self._remember(some, list(fresh), found)
        return [
            (number, _shifted(finding, block.span.start - origin))
            for key, block in zip(keys, document.blocks, strict=True)
            if (findings := known[key])
            for number, finding, origin in findings
        ]

    def _remember(self, document: Document, keys: Sequence[_Key], found: Iterable[tuple[int, Finding]]) -> None:
        """Keep what was found in each block, with where the block began then."""
        starts = [block.span.start for block in document.blocks]
        by_block: dict[int, list[tuple[int, Finding, int]]] = {}
        for number, finding in found:
            index = bisect_right(starts, finding.span.start) - 1
            if index < 0 or not _within(finding, document.blocks[index].span):
                raise ValueError(f"{finding.rule} reaches beyond a paragraph, at {finding.span}")
            by_block.setdefault(index, []).append((number, finding, starts[index]))
        for index, findings in by_block.items():
            self._known[keys[index]] = tuple(findings)


def _number(item: tuple[int, Finding]) -> int:
    return item[0]


def _keys(document: Document) -> list[_Key]:
    prose, paragraph = document.prose, BlockKind.PARAGRAPH
    return [
        prose[start:end] if kind is paragraph else (kind.value, prose[start:end])
        for (start, end), kind in document.blocks
    ]


def _document_of(document: Document, blocks: Iterable[Block]) -> Document:
    """A document of some blocks of another, with nothing else in it."""
    texts: list[str] = []
    made: list[Block] = []
    position = 0
    for (start, end), kind in blocks:
        texts.append(document.prose[start:end])
        made.append(Block(Span(position, position + end - start), kind))
        position += end - start + len(_GAP)
    prose = _GAP.join(texts)
    return Document(prose, prose, tuple(made))


def _within(finding: Finding, block: Span) -> bool:
    edits = finding.fix.edits if finding.fix else ()
    spans = [finding.span, *finding.places, *(edit.span for edit in edits)]
    return all(block.start <= start and end <= block.end for start, end in spans)


def _shifted(finding: Finding, by: int) -> Finding:
    if not by:
        return finding
    fix = finding.fix
    if fix is not None:
        edits = tuple(Edit(Span(start + by, end + by), text) for (start, end), text in fix.edits)
        fix = Fix(edits, fix.applicability)
    start, end = finding.span
    places = tuple(Span(place.start + by, place.end + by) for place in finding.places)
    return finding._replace(span=Span(start + by, end + by), fix=fix, places=places)


def _readable(finding: Finding) -> Finding:
    """The finding with no placeholder for code or an address in its message."""
    return finding._replace(message=finding.message.replace(OBJECT, "…")) if OBJECT in finding.message else finding
