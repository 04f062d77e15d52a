"""``cleanup glossary stats`` and ``diff``, through the real command."""

from __future__ import annotations

import json

from tests.cli.conftest import Cli

GLOSSARY = """\
[[term]]
name = "Li Mu"
source = "李牧"
kind = "person"
variants = ["Lee Moo"]

[[term]]
name = "Azure Hill"

[[term]]
name = "Nobody Here"
"""


def test_stats(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    cli.write("ch/1.txt", "Li Mu saw Li Mu’s hat. Limu and Lee Moo went to Azure Hill.\n")
    cli.write("ch/2.txt", "Li Mu met Zorn. She asked Zorn about Li Mu. “No,” said Zorn.\n")
    done = cli("glossary", "stats", "ch", "--json")
    assert done.returncode == 0
    table = json.loads(done.stdout)
    assert table["chapters"] == [["ch/1.txt", 5, 2], ["ch/2.txt", 2, 0]]
    entries = {entry["name"]: entry for entry in table["entries"]}
    assert (entries["Li Mu"]["canonical"], entries["Li Mu"]["other"]) == (4, 2)
    assert entries["Li Mu"]["spellings"]["Lee Moo"] == {"ch/1.txt": 1}
    assert table["never"] == ["Nobody Here"]
    assert table["unknown"] == [["Zorn", 3]]
    out = cli("glossary", "stats", "ch").stdout.decode()
    assert "67%  Limu 1, Lee Moo 1" in out
    assert "Never seen (1 entry): Nobody Here" in out


def test_diff(cli: Cli) -> None:
    cli.write("a.toml", GLOSSARY)
    cli.write("b.toml", GLOSSARY)
    assert cli("glossary", "diff", "a.toml", "b.toml").returncode == 0
    changed = GLOSSARY.replace("Lee Moo", "Li Moo").replace('"Li Mu"', '"Li Mou"').replace("Nobody Here", "New One")
    cli.write("b.toml", changed.replace('"Azure Hill"', '"Azure Hill"\nkind = "place"'))
    done = cli("glossary", "diff", "a.toml", "b.toml")
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "changed: Azure Hill",
        "    kind: (none) → place",
        "renamed: Li Mu",
        "    name: Li Mu → Li Mou",
        "    variants: + Li Moo",
        "    variants: - Lee Moo",
        "added: New One",
        "removed: Nobody Here",
        "4 differences.",
    ]
