"""A review as a page that gives decisions back as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleanup.decisions.file import FILE_NAME, HEAD, file_name
from cleanup.files.relative import relative
from cleanup.reports.offers import source_line
from cleanup.reports.proposals_page import proposals_page
from cleanup.review.gather import Place
from cleanup.review.groups import Group


def page(groups: Sequence[Group], paths: Sequence[str], view: str = "groups") -> str:
    """The page for some groups. ``paths`` are what was reviewed, ``view`` is how it opens."""
    known: dict[tuple[str, str], int] = {}
    rows = [_group(group, known) for group in groups]
    then = f"cleanup review {' '.join(paths)} --decisions {FILE_NAME}"
    return proposals_page(rows, list(known), view=view, then=then, file=FILE_NAME, head=HEAD)


def _group(group: Group, known: dict[tuple[str, str], int]) -> list[Any]:
    rules = group.rules
    places = [_place(place, rules, known) for place in group.places]
    return [group.topic, group.text, group.becomes, group.state, group.message, rules, places]


def _place(place: Place, rules: Sequence[str], known: dict[tuple[str, str], int]) -> list[Any]:
    file = known.setdefault((relative(place.path), file_name(place.path, place.decisions)), len(known))
    subject, proposed = place.subject, place.proposed
    rule = rules.index(subject.rule)
    source = [source_line(proposed.source)] if proposed.source is not None else []
    return [file, place.line, rule, subject.before, subject.after, proposed.lead, proposed.tail, *source]
