"""Escape sequences of JSON left in the text: the answer of a model that was not decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span, TextKind
from cleanup.rules.context import Context
from cleanup.rules.engine.guards import ESCAPE
from cleanup.rules.rule import Example, Stage, rule

_CLOSING = tuple(".,!?…:;”")
_BEFORE_LINE_END = frozenset(" .,!?…:;”’\"')]}*-—~\n")
_AFTER_LINE_END = re.compile(r"\s|[“‘\"'(\[*#—<-]|[A-Z0-9]|\\|\Z")
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|\\(?!u[0-9a-fA-F]{4}|[nrt\"'])[A-Za-z]")
_REACH = 60


@rule(
    "encoding-escape",
    Stage.TEXT,
    kinds=frozenset({TextKind.PROSE}),
    needs="\\",
    examples=[
        Example("The bell rang.\\n\\nHe woke.", "The bell rang.\n\nHe woke."),
        Example("Salt \\u0026 pepper. It\\u2019s late\\u2026", "Salt & pepper. It’s late…"),
        Example('He said, \\"Come.\\" She came.', 'He said, "Come." She came.'),
        Example("a smile \\ud83d\\ude00 and that", "a smile 😀 and that"),
        Example("the bell\\nRang", "the bell\\nRang"),
    ],
    keeps=[
        "the bell\\nrang",
        "C:\\new\\user and \\\\server\\nothing",
        "The \\nu of it, \\use and \\u12",
        "a \\\\n b",
        "¯\\_(ツ)_/¯",
    ],
)
def escape(document: Document, context: Context) -> Iterator[Finding]:
    """Escape sequences left in the text: *\\\\n*, *\\\\u2019*, *\\\\"*.

    They become the line end, character or quotation mark that they write. A line end in a sentence is only
    suggested; paths of files are left alone.
    """
    prose = document.prose
    for match in ESCAPE.finditer(prose):
        start, end = match.span()
        around = prose[prose.rfind(" ", max(start - _REACH, 0), start) + 1 : end + _REACH].split(maxsplit=1)
        if around and _PATH.search(around[0]):
            continue
        text, sure = _decoded(prose, match)
        if text is None:
            continue
        how = Applicability.SAFE if sure else Applicability.SUGGESTION
        message = f"“{match[0]}” is an escape sequence that was not decoded"
        fix = Fix((Edit(Span(start, end), text),), how)
        yield Finding("encoding-escape", Span(start, end), message, Severity.WARNING, fix)


def _decoded(prose: str, match: re.Match[str]) -> tuple[str | None, bool]:
    """What an escape sequence writes, and whether that is sure; ``None`` for what writes nothing to be seen."""
    sequence = match[0]
    if sequence[1] in "\"'":
        return sequence[1], True
    if sequence[1] != "u":
        before, after = prose[match.start() - 1 : match.start()], prose[match.end() : match.end() + 1]
        starts = _AFTER_LINE_END.match(prose, match.end()) is not None
        sure = len(sequence) > 2 or before in _CLOSING or (starts and (not before or before in _BEFORE_LINE_END))
        text = sequence.replace("\\r", "").replace("\\n", "\n").replace("\\t", "")
        return (None, False) if after.islower() and not sure else (text, sure)
    units = [int(sequence[at + 2 : at + 6], 16) for at in range(0, len(sequence), 6)]
    text = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "replace")
    return (text, True) if text.isprintable() and "\ufffd" not in text else (None, False)
