"""The traps of the golden cases, with a grammar engine: it may have opinions about them, but changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cleanup.cleaner import Cleaner
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.mark.parametrize("name", ["lingotweaker", "harper"])
def test_the_engine_changes_no_trap(embedded: Callable[[str], IsolatedEngine], name: str) -> None:
    lines = (GOLDEN / "traps.txt").read_text(encoding="utf-8").splitlines()
    text = "\n\n".join(line for line in lines if line and not line.startswith("# ")) + "\n"
    cleaner = Cleaner(Config(select=("grammar",)), load_glossary([GOLDEN / "traps.toml"], None), embedded(name))
    result = cleaner.clean(text)
    assert result.engine
    assert result.revised.splitlines() == text.splitlines()
