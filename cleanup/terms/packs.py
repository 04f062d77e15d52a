"""Where the shipped packs are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from cleanup.errors import GlossaryError

_PACKAGE = Path(__file__).resolve().parent.parent


def packs_folder() -> Path:
    """The folder of the packs: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_packs"
    return installed if installed.is_dir() else _PACKAGE.parent / "glossaries"


def pack_names() -> tuple[str, ...]:
    """The names of all shipped packs, sorted."""
    return tuple(sorted(path.stem for path in packs_folder().glob("*.toml")))


def pack_paths(names: Iterable[str] | None) -> list[Path]:
    """The files of the named packs; ``None`` means all. Raises GlossaryError for a name that does not exist."""
    known = pack_names()
    chosen = list(known if names is None else names)
    for name in chosen:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Shipped packs: {', '.join(known)}."
            raise GlossaryError(f"there is no pack named {name!r}", hint=hint)
    return [packs_folder() / f"{name}.toml" for name in chosen]
