"""Small things that a run says besides its result: what a baseline did not see, what an import needs to know."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


def test_a_baseline_is_not_made_of_a_folder_with_a_link_that_leads_nowhere(cli: Cli) -> None:
    """It would be a baseline with a hole in it."""
    cli.write("novel/a.txt")
    (cli.folder / "novel" / "gone.txt").symlink_to("nowhere.txt")
    done = cli("baseline", "create", "--no-grammar", "novel")
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "novel/gone.txt: cannot read" in said
    assert said.endswith("error: no baseline was written\n")
    assert not (cli.folder / "cleanup-baseline.json").exists()


def test_a_link_that_leads_nowhere_hides_no_finding_of_a_check_with_a_baseline(cli: Cli) -> None:
    cli.write("novel/a.txt")
    assert cli("baseline", "create", "--no-grammar", "novel").returncode == 0
    (cli.folder / "novel" / "gone.txt").symlink_to("nowhere.txt")
    cli.write("novel/b.txt")
    done = cli("check", "--no-grammar", "novel", "--baseline", "cleanup-baseline.json")
    assert done.returncode == 2
    assert "novel/b.txt:1:1" in done.stdout.decode()
    assert "novel/gone.txt: cannot read" in done.stderr.decode()


def test_a_baseline_says_what_its_run_says(cli: Cli) -> None:
    """A file that is no prose is left alone, and counted with its kind."""
    cli.write("novel/a.txt")
    cli.write("novel/table.csv", "id,text\n1,He left .\n")
    done = cli("baseline", "create", "--no-grammar", "novel")
    assert done.returncode == 0
    said = (done.stdout + done.stderr).decode()
    assert "1 finding in 1 file accepted" in said
    assert "a table" in said


def test_a_baseline_says_that_it_had_no_cache(cli: Cli) -> None:
    """Which costs time, and no finding."""
    cli.write("novel/a.txt")
    cli.environment["CLEANUP_CACHE"] = str(cli.write("taken", b"").resolve())
    done = cli("baseline", "create", "--no-grammar", "novel")
    assert done.returncode == 0
    assert done.stderr.decode().count("note: ") == 1
    assert "1 finding in 1 file accepted" in done.stdout.decode()


@pytest.mark.parametrize("name", ["names.xyz", "names"])
def test_an_import_of_an_unknown_format_says_how_to_name_it(cli: Cli, name: str) -> None:
    cli.write(name, "Li Mu")
    done = cli("glossary", "import", name)
    assert done.returncode == 2
    assert "the format of the file cannot be told by its name" in done.stderr.decode()
    assert "Name it with --format: toml, csv," in done.stderr.decode()


@pytest.mark.parametrize("command", ["clean", "check"])
def test_a_drawing_that_is_called_a_text_is_refused(cli: Cli, command: str) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>He left .</text></svg>\n'
    path = cli.write("a.txt", drawing)
    done = cli(command, "--no-grammar", "a.txt", *(["--write"] if command == "clean" else []))
    assert done.returncode == 2
    assert "not prose: it is XML, whatever its name says" in done.stderr.decode()
    assert path.read_text("utf-8") == drawing
