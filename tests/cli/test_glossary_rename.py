"""``cleanup glossary rename``, through the real command."""

from __future__ import annotations

from tests.cli.conftest import Cli

GLOSSARY = """\
[[term]]
name = "Li Mu"  # the hero
source = "李牧"
aliases = ["Li Mou"]
examples = [["Lee Moo waved.", "Li Mu waved."]]

[[term]]
name = "Li Mu Pavilion"
"""
CHAPTER = "Li Mu’s hat. LI MU! See `Li Mu` at limu.com.\r\nLi Mu Pavilion and Li Mulin stay.\r\n"


def test_the_chapters_are_shown_and_left_alone(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY)
    chapter = cli.write("a/1.md", CHAPTER)
    done = cli("glossary", "rename", "Li Mu", "Li Mou", "a")
    assert done.returncode == 0
    assert "+Li Mou’s hat. LI MOU! See `Li Mu`" in done.stdout.decode()
    assert "Li Mu Pavilion" in done.stderr.decode()
    assert chapter.read_bytes().decode() == CHAPTER
    text = path.read_text("utf-8")
    assert text.startswith('[[term]]\nname = "Li Mou"  # the hero\n')
    assert "aliases" not in text
    assert 'variants = ["Li Mu"]' in text
    assert '"Li Mou waved."' in text


def test_write_changes_the_name_and_nothing_else(cli: Cli) -> None:
    cli.write("glossary.toml", GLOSSARY)
    chapter = cli.write("a/1.md", CHAPTER)
    assert cli("glossary", "rename", "Li Mu", "Lee Mo", "a", "--write").returncode == 0
    assert chapter.read_bytes().decode() == (
        "Lee Mo’s hat. LEE MO! See `Li Mu` at limu.com.\r\nLi Mu Pavilion and Li Mulin stay.\r\n"
    )


def test_a_name_that_is_a_word_is_left_at_sentence_starts(cli: Cli) -> None:
    cli.write("glossary.toml", '[[term]]\nname = "Will"\n')
    chapter = cli.write("1.txt", "Will you come? Then Will said he will.\n")
    done = cli("glossary", "rename", "Will", "Bill", "1.txt", "-w")
    assert done.returncode == 0
    assert chapter.read_text() == "Will you come? Then Bill said he will.\n"
    assert "1.txt:1: “Will” starts a sentence" in done.stderr.decode()


def test_a_name_that_is_taken_is_refused(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY)
    done = cli("glossary", "rename", "Li Mu", "Li Mu Pavilion")
    assert done.returncode == 2
    assert "in the glossary already" in done.stderr.decode()
    assert path.read_text("utf-8") == GLOSSARY


def test_dry_run(cli: Cli) -> None:
    path = cli.write("glossary.toml", GLOSSARY)
    chapter = cli.write("1.txt", "Li Mu waved.\n")
    done = cli("glossary", "rename", "Li Mu", "Lee Mo", "1.txt", "-w", "-n")
    assert '+name = "Lee Mo"' in done.stdout.decode()
    assert "+Lee Mo waved." in done.stdout.decode()
    assert path.read_text("utf-8") == GLOSSARY
    assert chapter.read_text() == "Li Mu waved.\n"
