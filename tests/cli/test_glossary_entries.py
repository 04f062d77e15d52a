"""``cleanup glossary`` on entries, through the real command."""

from __future__ import annotations

import json

from tests.cli.conftest import Cli

GLOSSARY = '# mine\n\n[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person" # hero\n'


def test_predict_shows_forms_with_reasons(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    out = cli("glossary", "predict", "Li Mu").stdout.decode()
    assert "Limu" in out
    assert "joined or split" in out
    assert "names-glued" in out
    bare = cli("glossary", "predict", "Chang Feng", "--source", "长风", "--kind", "person", "--json")
    forms = json.loads(bare.stdout)["forms"]
    assert any(form["form"] == "Zhang Feng" for form in forms["names-reading"])


def test_an_unknown_name_is_met_with_the_nearest(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    done = cli("glossary", "show", "Li Moo")
    assert done.returncode == 2
    assert "Did you mean “Li Mu”?" in done.stderr.decode()


def test_no_glossary_is_an_error_that_helps(cli: Cli) -> None:
    done = cli("glossary", "show", "Li Mu")
    assert done.returncode == 2
    assert "--glossary FILE" in done.stderr.decode()


def test_add_extends_and_remove_restores(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY)
    assert cli("glossary", "add", "Li Mu", "--variant", "Lee Moo").returncode == 0
    assert path.read_text("utf-8") == GLOSSARY + 'variants = ["Lee Moo"]\n'
    before = path.read_text("utf-8")
    assert cli("glossary", "add", "Azure Hill", "--source", "青山", "--kind", "place").returncode == 0
    assert b"Azure Hill" in cli("glossary", "show", "Azure Hill").stdout
    assert cli("glossary", "remove", "Azure Hill").returncode == 0
    assert path.read_text("utf-8") == before


def test_dry_run_writes_nothing(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY)
    out = cli("glossary", "add", "Sun Ce", "--dry-run").stdout.decode()
    assert '+name = "Sun Ce"' in out
    assert path.read_text("utf-8") == GLOSSARY


def test_a_contradiction_is_refused(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY)
    done = cli("glossary", "add", "Sun Ce", "--variant", "Li Mu")
    assert done.returncode == 2
    assert path.read_text("utf-8") == GLOSSARY


def test_merge_and_sort(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY + '\n[[term]]\nname = "Li Mou"\n\n[[term]]\nname = "An"\n')
    assert cli("glossary", "merge", "Li Mou", "Li Mu").returncode == 0
    assert cli("glossary", "sort").returncode == 0
    text = path.read_text("utf-8")
    assert text.index('"An"') < text.index('"Li Mu"')
    assert 'variants = ["Li Mou"]' in text
    assert "# hero" in text
