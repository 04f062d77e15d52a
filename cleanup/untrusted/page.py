"""Data of others as a page: one HTML file that needs no server, no network and no other file.

The data gets into the page as JSON that no text can end, and a content security policy lets nothing run or load but the
page's own script and style, which are named by their digests (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any


def page(folder: str, data: Any) -> str:
    """The page that the files ``page.html``, ``page.css`` and ``page.js`` of a folder make of some data.

    ``folder`` is the name of a package, with dots. The page has a place each for the policy, style, script and data.
    """
    whole, style, script = (files(folder).joinpath(f"page.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; "
        "form-action 'none'"
    )
    for mark, text in (("POLICY", policy), ("STYLE", style), ("SCRIPT", script), ("DATA", as_json(data))):
        head, found, tail = whole.partition(f"@{mark}@")
        assert found
        whole = head + text + tail
    return whole


def as_json(data: Any) -> str:
    """JSON for inside a script element, which only “<” could end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
