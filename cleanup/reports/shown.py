"""Pieces of text as a person can read them: blanks that matter are visible, and so is nothing."""

from __future__ import annotations

import re

from cleanup.untrusted.visible import harmless

_ENDS = re.compile(r"^ +| +$|  +")
_LONGEST = 120


def shown(text: str, longest: int = _LONGEST) -> str:
    """A piece of text in one line: line ends as ↵, tabs as →, blanks at its ends and double ones as ␣, nothing as ∅."""
    if not text:
        return "∅"
    text = harmless(text.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵").replace("\t", "→"))
    text = _ENDS.sub(lambda match: "␣" * len(match[0]), text)
    return text if len(text) <= longest else f"{text[: longest // 2]} … {text[-(longest // 2) :]}"


def marked(old: str, new: str | None) -> str:
    """A replacement without colours: what goes in ``[-…-]``, what comes in ``{+…+}``."""
    return (f"[-{old}-]" if old and new is not None else old) + (f"{{+{new}+}}" if new else "")
