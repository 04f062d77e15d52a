"""``cleanup glossary discover``, through the real command."""

from __future__ import annotations

import json
import tomllib

from tests.cli.conftest import Cli

ONE = "“Wait,” said Irvin. He ran. Then Irvin met Carla, and she waved at Irvin.\n"
TWO = "“Sorry,” said Arvin, and he sat. Mr. Arvin slept. They saw Carla. She sang with Zorn and Zorn.\n"


def test_it_is_incremental(cli: Cli) -> None:
    cli.write("ch/1.txt", ONE)
    cli.write("ch/2.txt", TWO)
    first = cli("glossary", "discover", "ch/1.txt")
    assert first.returncode == 0
    assert "Irvin (person), 3 times" in first.stdout.decode()
    assert (cli.folder / "glossary.discovered.json").exists()
    second = cli("glossary", "discover", "ch", "--format", "json")
    found = {proposal["name"]: proposal for proposal in json.loads(second.stdout)}
    assert set(found) == {"Irvin", "Carla", "Zorn"}
    assert dict(found["Irvin"]["forms"]) == {"Irvin": 3, "Arvin": 2}
    assert "2 chapters (1 of them new)" in second.stderr.decode()
    third = cli("glossary", "discover", "ch", "--format", "json")
    assert json.loads(third.stdout) == []
    assert len(json.loads(cli("glossary", "discover", "ch", "--all", "-f", "json").stdout)) == 3


def test_the_source_beside_it_gives_the_source_terms(cli: Cli) -> None:
    cli.write("ch/1.txt", "He met Li Mu. Then Li Mu left.\n")
    cli.write("ch/2.txt", "We asked Li Mu. I told Li Mu.\n")
    cli.write("raw/1.txt", "他见李牧。李牧走了。\n")
    cli.write("raw/2.txt", "问李牧。告诉李牧。\n")
    done = cli("glossary", "discover", "ch", "--source", "raw", "--format", "toml")
    assert done.returncode == 0
    (term,) = tomllib.loads(done.stdout.decode())["term"]
    assert (term["name"], term["source"]) == ("Li Mu", "李牧")


def test_what_the_glossary_has_is_not_proposed(cli: Cli) -> None:
    cli.write("glossary.toml", '[[term]]\nname = "Carla"\n\n[[term]]\nname = "Irvin"\n')
    cli.write("ch/1.txt", ONE)
    cli.write("ch/2.txt", TWO)
    out = cli("glossary", "discover", "ch").stdout.decode()
    assert "new spellings of the entry “Irvin”" in out
    assert "Carla (" not in out


def test_a_missing_chapter_does_not_stop_the_others(cli: Cli) -> None:
    cli.write("1.txt", ONE)
    done = cli("glossary", "discover", "1.txt", "2.txt")
    assert done.returncode == 2
    assert "Irvin" in done.stdout.decode()
    assert "2.txt: no such file" in done.stderr.decode()


def test_a_file_of_evidence_that_is_something_else(cli: Cli) -> None:
    cli.write("1.txt", ONE)
    cli.write("glossary.discovered.json", "[]")
    done = cli("glossary", "discover", "1.txt")
    assert done.returncode == 2
    assert "not a file of evidence" in done.stderr.decode()
