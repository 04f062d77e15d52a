r"""Control codes in strings of programs and games: what stands for a word, and what only changes its looks.

``{name}``, ``%s``, ``\N[1]`` stand for something and are objects; ``\C[2]``, ``\.`` and tags are markup; ``<br>`` and
an escaped line end break the line.
"""

from __future__ import annotations

import re

from cleanup.core.model import OBJECT, Span

_CODE = re.compile(
    r"""
      (?P<object>
          \{\{[^{}\n]{0,100}\}\} | \$?\{[\w.:,!@\-+ ]{0,60}\} | \$t\([^()\n]{0,100}\)
        | %(?:\d{1,2}\$)?[-+0#]*\d{0,3}(?:\.\d{1,3})?(?:l{0,2}|h{0,2}|z)[sdifFeEgGxXoucpn@](?![a-z])
        | %\(\w{1,60}\)[sdifr] | %\d{1,2}(?!\d|\ ?%) | %%
        | \\{1,2}[NPVnpv]\[[^\[\]\n]{0,20}\] | \\{1,2}[NV]<[^<>\n]{0,60}> | \\G\b | %[A-Z_]{2,40}%
      )
    | (?P<line> <br\s*/?> | \\{1,2}[nr](?![\w\[<]) )
    | (?P<markup>
          \\{1,2}[A-Za-z]{1,12}\[[^\[\]\n]{0,60}\] | \\{1,2}[A-Za-z]{1,12}<[^<>\n]{0,60}> | \\{1,2}[.|!^><{}$]
        | </?[A-Za-z][^<>\n]{0,200}>
      )
    """,
    re.VERBOSE,
)
_TRIGGER = re.compile(r"[\\{%<]|\$t")


def codes(prose: str) -> list[tuple[Span, str | None]]:
    """The codes in a string, in order: each with what stands for it in the prose, ``None`` for markup."""
    if not _TRIGGER.search(prose):
        return []
    found: list[tuple[Span, str | None]] = []
    for match in _CODE.finditer(prose):
        shown = OBJECT if match["object"] else "\n" if match["line"] else None
        found.append((Span(*match.span()), shown))
    return found
