"""``cleanup glossary import`` and ``export``, through the real command."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli

GLOSSARY = '[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\nvariants = ["Lee Moo"]\n'


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "json", "tbx", "tmx"])
def test_out_and_back(cli: Cli, ending: str) -> None:
    cli.write("glossary.toml", GLOSSARY)
    done = cli("glossary", "export", "-o", f"out.{ending}")
    assert done.returncode == 0
    assert f"1 entry written ({ending})" in done.stdout.decode()
    (cli.folder / "glossary.toml").unlink()
    done = cli("glossary", "import", f"out.{ending}")
    assert done.returncode == 0
    assert "1 entry added" in done.stdout.decode()
    assert (cli.folder / "glossary.toml").read_text("utf-8") == GLOSSARY


def test_losses_are_said_and_the_output_is_clean(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    done = cli("glossary", "export", "--format", "names")
    assert done.stdout.decode() == "李牧=Li Mu\n"
    assert "names has no place for variants (1 entry)" in done.stderr.decode()


def test_an_import_keeps_the_file_and_says_what_it_left(cli: Cli) -> None:
    path = cli.write("glossary.toml", f"# mine\n{GLOSSARY}")
    cli.write("Names.txt", "李牧=Li Mou\n乐淘=Letao\nnonsense\n青山=Lee Moo\n")
    done = cli("glossary", "import", "Names.txt", "--dry-run")
    assert '+name = "Letao"' in done.stdout.decode()
    done = cli("glossary", "import", "Names.txt")
    assert done.returncode == 0
    assert "2 entries added" in done.stdout.decode()
    assert "“Lee Moo” is a variant of “Li Mu” here" in done.stderr.decode()
    assert "not a pair: nonsense" in done.stderr.decode()
    assert path.read_text("utf-8").startswith(f"# mine\n{GLOSSARY}\n[[term]]\n")


def test_errors(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    cli.write("a.tbx", "<html>")
    for arguments, message in (
        (("import", "a.tbx"), "not TBX"),
        (("import", "missing.csv"), "missing.csv"),
        (("import", "glossary.toml", "-f", "tbxx"), "Did you mean tbx?"),
        (("export",), "--format"),
        (("export", "-o", "a.bin"), "cannot be told"),
    ):
        done = cli("glossary", *arguments)
        assert done.returncode == 2
        assert message in done.stderr.decode()


def test_what_was_imported_is_linted(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    cli.write("names.csv", "Original,Translation,Variants\n白宁,Bai Ning,\n灰渡,Bank,bank note\n白宁,Bai Neng,\n")
    done = cli("glossary", "import", "names.csv")
    assert done.returncode == 0
    said = done.stderr.decode()
    assert "names.csv: warning:" in said or "from `cleanup glossary lint`" in said
