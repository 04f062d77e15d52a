"""The figures that discovery promises, where the labelled chapters are; and edited novels, which have no variants."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from cleanup.formats.plain import parse
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.proposals import propose

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"


@pytest.mark.skipif(not (DATA / "names-dev.jsonl").exists(), reason="the labelled chapters are not here")
def test_labelled_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("discover", ROOT / "tests" / "benchmarks" / "discover.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["discover.py", str(DATA / "names-dev.jsonl")])
    out = io.StringIO()
    with redirect_stdout(out):
        module.main()
    shares = {
        line.partition(":")[0]: float(line.split("(")[1].rstrip("%)\n"))
        for line in out.getvalue().splitlines()
        if "(" in line
    }
    assert shares["discovered"] >= 90
    assert shares["grouped with the canonical form"] >= 75
    assert shares["grouped with the commonest form"] >= 75
    assert shares["mixed, of proposals with labelled forms"] <= 2


@pytest.mark.parametrize("novel", sorted((DATA / "clean").glob("*.txt")), ids=lambda path: path.stem)
def test_edited_novels_have_hardly_any_competing_spellings(novel: Path) -> None:
    evidence = Evidence()
    paragraphs = novel.read_text("utf-8").split("\n")
    for start in range(0, len(paragraphs), 300):
        text = "\n".join(paragraphs[start : start + 300])
        evidence.read(f"{start}", parse(re.sub(r"\n{3,}", "\n\n", text)))
    several = [p.forms for p in propose(evidence) if len(p.forms) > 1]
    assert len(several) <= 1, several


@pytest.mark.slow
@pytest.mark.skipif(not (DATA / "parallel").exists(), reason="the parallel chapters are not here")
@pytest.mark.parametrize("language", ["zh", "ja"])
def test_real_chapters_with_their_raw(language: str, tmp_path: Path) -> None:
    for kind in ("en", "raw"):
        (tmp_path / kind).mkdir()
        for path in sorted((DATA / "parallel" / language / kind).iterdir())[:5]:
            (tmp_path / kind / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "cleanup", "glossary", "discover", "en", "--source", "raw"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert "source: " in done.stdout.decode()
