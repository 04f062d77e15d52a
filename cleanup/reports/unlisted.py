"""What the summary of a run says about names that neither the dictionary nor the glossary knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SHOWN = 3
"""Names that are named; the rest is counted."""


def unlisted_line(names: Iterable[str]) -> Iterator[str]:
    """One line, or none: the commonest names of the run, each once, and the command that lists them all."""
    known = tuple(dict.fromkeys(names))
    if known:
        some = ", ".join(f"“{name}”" for name in known[:_SHOWN])
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        yield f"Names not in the glossary: {some}{more}. `cleanup glossary discover` drafts entries for them."
