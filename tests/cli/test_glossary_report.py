"""``cleanup glossary report``: the page, opened in a real browser."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

GLOSSARY = """\
[[term]]
name = "Li Mu"
source = "李牧"
kind = "person"
variants = ["Lee Moo"]
note = "</script><b>bold</b>"

[[term]]
name = "Azure Hill"

[[term]]
name = "Nobody Here"
"""
BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


@pytest.fixture
def page(cli: Cli) -> Path:
    cli.write("glossary.toml", GLOSSARY)
    cli.write("ch/1.txt", "Li Mu saw <b>Li Mu</b>. Lee Moo went to Azure Hill.\n\nLi Mu left.\n")
    cli.write("ch/2.txt", "Li Mu met Zorn. She asked Zorn about Li Mu. “No,” said Zorn.\n")
    done = cli("glossary", "report", "ch", "--html", "page.html")
    assert done.returncode == 0, done.stderr
    assert "3 entries in 2 chapters" in done.stdout.decode()
    return cli.folder / "page.html"


def shown(page: Path, fragment: str = "") -> str:
    """The document as the browser has it after its scripts have run. Their errors fail the test."""
    if BROWSER is None:
        pytest.skip("there is no Chromium")
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--virtual-time-budget=4000",
        f"--user-data-dir={page.parent / 'profile'}", "--dump-dom", f"{page.as_uri()}{fragment}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert "CONSOLE" not in done.stderr, done.stderr
    return done.stdout.split("</script>")[-1] + done.stdout.split('<script id="data"')[0]


def names(dom: str) -> dict[str, bool]:
    """The entries in their order, and whether each is hidden."""
    tags = re.findall(r"<details[^>]*>", dom)
    return {html.unescape(re.search(r'data-name="([^"]*)"', tag)[1]): " hidden" in tag for tag in tags}  # type: ignore[index]


def test_it_needs_nothing_else(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.findall(r"(?:src|href)\s*=\s*[\"'](?!#)", text)
    assert "@import" not in text
    assert text.count("</script>") == 2
    data = json.loads(re.search(r'<script id="data"[^>]*>(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    assert data["chapters"] == ["ch/1.txt", "ch/2.txt"]
    assert data["entries"][0]["note"] == "</script><b>bold</b>"
    assert data["unknown"] == [["Zorn", 3]]


def test_the_browser_shows_every_name_with_its_chart(page: Path) -> None:
    dom = shown(page)
    assert list(names(dom)) == ["Li Mu", "Azure Hill", "Nobody Here"]
    assert "3 entries, 2 chapters, 7 places with names, 85.7% in the right form." in dom
    assert len(re.findall("<svg", dom)) == 3
    assert 'class="wrong"' in dom
    assert "Zorn (3)" in dom


def test_search(page: Path) -> None:
    assert names(shown(page, "#q=lee%20moo")) == {"Li Mu": False, "Azure Hill": True, "Nobody Here": True}


def test_an_entry_opens_with_its_contexts_and_links(page: Path) -> None:
    dom = shown(page, "#name=Li%20Mu")
    assert "<mark>Lee Moo</mark>" in dom
    assert "&lt;/script&gt;&lt;b&gt;bold" in dom
    assert 'href="#name=Azure%20Hill"' in dom
    assert re.search(r"Lee Moo</td><td class=\"number\">1</td>", dom)
