"""A review as a page: one HTML file that needs no server, no network and no other file, and gives decisions back.

What is in it is data: texts get into the page as text alone, and a content security policy lets nothing run or load but
the page's own script and style, which are named by their digests (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from cleanup.decisions.file import FILE_NAME, HEAD, file_name
from cleanup.files.relative import relative
from cleanup.review.gather import Place
from cleanup.review.groups import Group

VIEWS = ("groups", "chapters")


def page(groups: Sequence[Group], paths: Sequence[str], view: str = "groups") -> str:
    """The page for some groups. ``paths`` are what was reviewed, ``view`` is how it opens."""
    known: dict[tuple[str, str], int] = {}
    told = [_group(group, known) for group in groups]
    command = f"cleanup review {' '.join(paths)} --decisions {FILE_NAME}"
    data: dict[str, Any] = {
        "files": list(known),
        "groups": told,
        "view": view,
        "file": FILE_NAME,
        "head": HEAD,
        "command": command,
    }
    data["id"] = hashlib.blake2b(_json(data).encode("utf-8", "replace"), digest_size=8).hexdigest()
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; "
        "form-action 'none'"
    )
    whole = _part("page.html")
    for mark, text in (("POLICY", policy), ("STYLE", style), ("SCRIPT", script), ("DATA", _json(data))):
        head, found, tail = whole.partition(f"@{mark}@")
        assert found
        whole = head + text + tail
    return whole


def _group(group: Group, known: dict[tuple[str, str], int]) -> list[Any]:
    rules = group.rules
    places = [_place(place, rules, known) for place in group.places]
    return [group.topic, group.text, group.becomes, group.state, group.message, rules, places]


def _place(place: Place, rules: Sequence[str], known: dict[tuple[str, str], int]) -> list[Any]:
    file = known.setdefault((relative(place.path), file_name(place.path, place.decisions)), len(known))
    subject, proposed = place.subject, place.proposed
    rule = rules.index(subject.rule)
    return [file, place.line, rule, subject.before, subject.after, proposed.lead, proposed.tail]


def _json(data: Any) -> str:
    """JSON for inside a script element, which only “<” could end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _part(name: str) -> str:
    return files("cleanup.review").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
