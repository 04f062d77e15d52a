"""Proposals that are one and the same to a person: one form and what becomes of it, wherever it occurs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleanup.core.model import Applicability
from cleanup.decisions.file import topic_of
from cleanup.review.gather import Place

_FIRST = "names"


@dataclass(frozen=True, slots=True)
class Group:
    """Places where the same form would become the same text, by rules of one topic; ``rules`` in the order found."""

    topic: str
    text: str
    becomes: str | None
    places: tuple[Place, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that propose it."""
        return tuple(dict.fromkeys(place.subject.rule for place in self.places))

    @property
    def is_applied(self) -> bool:
        """Whether cleaning makes the change by itself, in some place."""
        return any(place.proposed.is_applied for place in self.places)

    @property
    def message(self) -> str:
        """Why it is proposed."""
        return self.places[0].proposed.message

    @property
    def state(self) -> str:
        """What happens when nobody decides, in words."""
        if self.becomes is None:
            return "only reported"
        if self.is_applied:
            return "applied automatically"
        unsafe = any(place.proposed.applicability is Applicability.UNSAFE for place in self.places)
        return "applied with --unsafe-fixes" if unsafe else "only suggested"


def grouped(places: Iterable[Place], only: Sequence[str] = (), *, again: bool = False) -> list[Group]:
    """Groups of what nobody has decided (with ``again``, of everything), names first, then the most frequent.

    ``only`` are rules and topics that count; none means all, but for what is only reported.
    """
    found: dict[tuple[str, str, str | None], list[Place]] = {}
    for place in places:
        rule, text, becomes, *_ = place.subject
        if (place.proposed.answer and not again) or not _is_among(rule, becomes, only):
            continue
        found.setdefault((topic_of(rule), text, becomes), []).append(place)
    groups = [Group(*key, tuple(several)) for key, several in found.items()]
    groups.sort(key=lambda group: (group.topic != _FIRST, -len(group.places), group.topic, group.text))
    return groups


def _is_among(rule: str, becomes: str | None, only: Sequence[str]) -> bool:
    if not only:
        return becomes is not None
    return any(name in (rule, topic_of(rule)) for name in only)
