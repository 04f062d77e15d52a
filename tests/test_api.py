"""The Python API."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cleanup
from cleanup import Config, check_text, clean_text, load_glossary
from cleanup.errors import CleanupError

DAMAGED = "”I like letao,” said Li Mu."
GLOSSARY = '[[term]]\nname = "Letao"\nkind = "platform"\n'


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.toml"
    path.write_text(GLOSSARY)
    return path


def test_clean_text(names: Path) -> None:
    result = clean_text(DAMAGED, glossary=names, config=Config(packs=()), grammar=False)
    assert result.revised == "“I like Letao,” said Li Mu."
    assert [cause.rule for change in result.changes for cause in change.causes] == ["quotes-direction", "names-case"]


def test_the_glossary_may_be_loaded_listed_or_configured(names: Path) -> None:
    config = Config(packs=())
    expected = clean_text(DAMAGED, glossary=names, config=config, grammar=False).revised
    loaded = load_glossary([names])
    assert clean_text(DAMAGED, glossary=loaded, config=config, grammar=False).revised == expected
    assert clean_text(DAMAGED, glossary=[str(names)], config=config, grammar=False).revised == expected
    configured = Config(packs=(), glossaries=(names,))
    assert clean_text(DAMAGED, config=configured, grammar=False).revised == expected
    assert "letao" in clean_text(DAMAGED, config=config, grammar=False).revised


def test_check_text_gives_everything_as_findings(names: Path) -> None:
    findings = check_text(DAMAGED, glossary=names, config=Config(packs=()), grammar=False)
    assert [(finding.rule, DAMAGED[finding.span.start : finding.span.end]) for finding in findings] == [
        ("quotes-direction", "”"),
        ("names-case", "letao"),
    ]
    assert check_text("All is well.", config=Config(packs=()), grammar=False) == ()


def test_check_text_knows_how_much_a_repair_matters_and_how_sure_it_is() -> None:
    (finding,) = check_text("“It is late,â€\x9d said the guard.", config=Config(packs=()), grammar=False)
    assert (finding.rule, finding.severity) == ("encoding-mojibake", "error")
    assert finding.fix is not None
    assert finding.fix.applicability == "safe"


def test_formats() -> None:
    text = "`”a,” x`\n"
    assert clean_text(text, format="markdown", config=Config(packs=()), grammar=False).revised == text
    with pytest.raises(CleanupError, match="unknown format"):
        clean_text(text, format="word")


def test_grammar_engines_are_kept_and_asked() -> None:
    result = clean_text("He has a apple in the bag.", config=Config(packs=()))
    assert result.engine
    assert result.unchecked == ()
    assert clean_text("It is another apple, or a egg.", config=Config(packs=())).engine == result.engine
    assert clean_text("All is well.", config=Config(packs=())).engine == ""  # it was not asked


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, cleanup; sys.exit(any(m.startswith('cleanup.') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1]).returncode == 0


def test_public_names() -> None:
    assert dir(cleanup) == sorted(cleanup.__all__)
    assert all(getattr(cleanup, name) for name in cleanup.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        cleanup.nonsense  # type: ignore[attr-defined]
