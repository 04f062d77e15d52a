"""Groups of proposals as a page, to decide on or only to read; every text in it is data.

A group is a list: topic, text, what becomes of it, state, why, rules, places. A place is a list: number of the file,
line, number of the rule, the words before and after it, the text before and after it on its line, and what the source
has there, if that is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from cleanup.untrusted.page import as_json, page

VIEWS = ("groups", "chapters")


def proposals_page(
    groups: Sequence[list[Any]],
    files: Sequence[tuple[str, str]],
    *,
    view: str = "groups",
    decides: bool = True,
    then: str = "",
    file: str = "",
    head: str = "",
) -> str:
    """The page. ``files`` are the paths as shown and as decisions name them; ``view`` is how it opens.

    Where the reader ``decides``, ``file`` and ``head`` are the name and the first lines of the file of decisions, and
    ``then`` is the command that takes it over; else it is what to do about all this.
    """
    data: dict[str, Any] = {
        "files": files,
        "groups": groups,
        "view": view,
        "decides": decides,
        "file": file,
        "head": head,
        "then": then,
    }
    data["id"] = hashlib.blake2b(as_json(data).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return page("cleanup.reports.page", data)
