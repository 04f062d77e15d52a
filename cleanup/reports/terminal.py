"""Text for a terminal."""

from __future__ import annotations

_SHOWN = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_SHOWN |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}


def harmless(text: str) -> str:
    """``text`` with its control characters made visible, so that a file cannot give orders to the terminal."""
    return text.translate(_SHOWN)
