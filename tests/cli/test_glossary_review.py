"""``cleanup glossary review``: through a pseudo-terminal, and without one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cleanup.terms.load import read_terms
from tests.cli.conftest import Cli

CHAPTERS = {
    "ch/1.txt": "“Wait,” said Irvin. He ran. Then Irvin met Carla, and she waved at Irvin. They left Amkam Village.\n",
    "ch/2.txt": "“Sorry,” said Arvin. He sat. They saw Carla near Amkam Village. Mr. Arvin slept.\n\n"
    "Then Carla sang to Zorn and Zorn.\n",
    "ch/3.txt": "Again Irvin met Carla. They saw Marec, and Marek; they asked Marek and Marec about Zorn and Irvin.\n",
}
GLOSSARY = '# my names\n\n[[term]]\nname = "Somebody"   # keep\n'
PROMPT = "[a e m l d r s u q ?] "


@pytest.fixture
def novel(cli: Cli) -> Cli:
    for name, text in CHAPTERS.items():
        cli.write(name, text)
    cli.write("glossary.toml", GLOSSARY)
    assert cli("glossary", "discover", "ch").returncode == 0
    return cli


def names(cli: Cli) -> dict[str, tuple[str, ...]]:
    return {term.name: term.variants for term in read_terms(cli.folder / "glossary.toml")}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_person_decides_quits_and_resumes(novel: Cli) -> None:
    from tests.cli.terminal import Terminal

    environment = {**novel.environment, "TERM": "xterm"}
    journal = novel.folder / "glossary.discovered.json.journal"
    with Terminal(novel.folder, environment, "glossary", "review") as terminal:
        assert "Irvin (person" in terminal.wait(PROMPT)
        terminal.type("a")
        terminal.wait(PROMPT)
        assert '"Irvin"' in journal.read_text("utf-8")
        terminal.type("u")
        assert "Irvin (person" in terminal.wait(PROMPT)
        terminal.type("d")
        terminal.wait("commas: ")
        terminal.type("Arvin\n")
        while "Carla (" not in terminal.wait(PROMPT):
            terminal.type("s")
        terminal.type("e")
        terminal.wait("Name [Carla]: ")
        terminal.type("Karla\n")
        terminal.wait("Kind [")
        terminal.type("person\n")
        terminal.wait("Gender")
        terminal.type("female\n")
        terminal.wait(PROMPT)
        terminal.type("\x03")
        assert terminal.ended() == 2
    assert names(novel) == {"Somebody": (), "Karla": ("Carla",)}
    assert not journal.exists()
    with Terminal(novel.folder, environment, "glossary", "review") as terminal:
        while "Zorn (" not in (shown := terminal.wait(PROMPT)):
            assert "Carla (" not in shown
            terminal.type("s")
        terminal.type("r")
        terminal.wait(PROMPT)
        terminal.type("?")
        assert "reject for good" in terminal.wait(PROMPT)
        terminal.type("q")
        terminal.wait("1 decision made")
        assert terminal.ended() == 0
    assert "Zorn (" not in novel("glossary", "discover", "ch", "--all").stdout.decode()
    text = (novel.folder / "glossary.toml").read_text("utf-8")
    assert text.startswith(GLOSSARY)
    assert 'gender = "female"' in text


def test_accept_above(novel: Cli) -> None:
    done = novel("glossary", "review", "--accept-above", "0.1")
    assert done.returncode == 0
    found = names(novel)
    assert found["Irvin"] == ("Arvin",)
    assert "Zorn" in found
    text = (novel.folder / "glossary.toml").read_text("utf-8")
    assert text.startswith(GLOSSARY)
    again = novel("glossary", "review", "--accept-above", "0.1")
    assert "0 proposals accepted" in again.stdout.decode()


def test_decisions_from_a_file(novel: Cli) -> None:
    novel.write("d.txt", "# mine\naccept\tCarla\tKarla\nmerge\tIrvin\tSomebody\nreject\tZorn\nskip\tMarek\n")
    done = novel("glossary", "review", "--decisions", "d.txt")
    assert done.returncode == 0, done.stderr
    assert "4 decisions carried out" in done.stdout.decode()
    assert names(novel) == {"Somebody": ("Irvin", "Arvin"), "Karla": ("Carla",)}
    out = novel("glossary", "discover", "ch", "--all").stdout.decode()
    assert "Zorn (" not in out
    assert "Carla (" not in out


def test_a_bad_decision_names_its_line(novel: Cli) -> None:
    path = novel.write("d.txt", "accept\tCarla\nacept\tZorn\n")
    done = novel("glossary", "review", "--decisions", str(path))
    assert done.returncode == 2
    assert "d.txt:2: not a decision" in done.stderr.decode()
    assert "Carla" in names(novel)


def test_without_a_terminal_it_says_what_to_do(novel: Cli, tmp_path: Path) -> None:
    done = novel("glossary", "review")
    assert done.returncode == 2
    assert "--accept-above" in done.stderr.decode()
    done = novel("glossary", "review", "--evidence", "none.json")
    assert done.returncode == 2
    assert "discover PATHS" in done.stderr.decode()
