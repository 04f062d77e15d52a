"""``cleanup review``: through a pseudo-terminal, and without one."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from cleanup.cli.screen import Screen
from cleanup.core.judging import Proposed, Subject
from cleanup.core.model import SourceText, Span
from cleanup.review.gather import Place
from tests.cli.conftest import Cli

CHAPTER = (
    "“It is late,” said Mara Velt.\n\nThen MaraVelt left the hall ,and nobody saw her.\n\n"
    "In the morning MaraVelt came back. The teh sun rose ,too.\n"
)
GLOSSARY = '# names\n\n[[term]]\nname = "Mara Velt"  # keep\n'
PROMPT, PLACE_PROMPT = "[y n e a v g s u q ?] ", "[y n e s u b q ?] "
FILE = "cleanup.decisions.toml"


@pytest.fixture
def novel(cli: Cli) -> Cli:
    config = (cli.folder / "cleanup.toml").read_text("utf-8")
    cli.write("cleanup.toml", f'glossaries = ["glossary.toml"]\n{config}')
    cli.write("glossary.toml", GLOSSARY)
    cli.write("ch/1.txt", CHAPTER)
    return cli


def decided(cli: Cli) -> list[dict[str, str]]:
    path = cli.folder / FILE
    tables: list[dict[str, str]] = tomllib.loads(path.read_text("utf-8"))["decision"] if path.exists() else []
    return tables


def cleaned(cli: Cli) -> str:
    assert cli.clean("--write", "ch").returncode == 0
    return (cli.folder / "ch/1.txt").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_person_decides_undoes_quits_and_resumes(novel: Cli) -> None:
    from tests.cli.terminal import Terminal

    environment = {**novel.environment, "TERM": "xterm", "COLUMNS": "80"}
    command = ("review", "ch", "--no-grammar")
    with Terminal(novel.folder, environment, *command) as terminal:
        seen = terminal.wait(PROMPT)
        assert "MaraVelt  →  Mara Velt" in seen
        assert "ch/1.txt:3  Then [-MaraVelt-]{+Mara Velt+} left the hall ,and nobody saw" in seen
        assert all(len(line) <= 80 for line in seen.split("decide on")[1].splitlines())
        terminal.type("n")
        terminal.wait(PROMPT)
        assert [(each["text"], each["answer"]) for each in decided(novel)] == [("MaraVelt", "no")]
        terminal.type("u")
        assert "Taken back: MaraVelt" in terminal.wait(PROMPT)
        assert decided(novel) == []
        terminal.type("g")
        terminal.wait(PLACE_PROMPT)
        terminal.type("n")
        terminal.wait(PLACE_PROMPT)
        terminal.type("y")
        assert " ,  →" in terminal.wait(PROMPT).replace("␣", " ")
        assert [(each["before"], each["answer"]) for each in decided(novel)] == [
            ("in the morning", "yes"),
            ("then", "no"),
        ]
        terminal.type("q")
        terminal.wait("2 decisions made, 1 group left.")
        assert terminal.ended() == 0
    with Terminal(novel.folder, environment, *command) as terminal:
        assert "MaraVelt  →" not in terminal.wait(PROMPT)
        terminal.type("v")
        terminal.wait("no to all of spacing-before-mark in this book")
        terminal.wait("1 decision made, 0 groups left.")
        assert terminal.ended() == 0
    assert cleaned(novel) == CHAPTER.replace("morning MaraVelt", "morning Mara Velt")
    assert novel("review", "ch", "--list", "--no-grammar").stdout == b""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_never_and_another_text(novel: Cli) -> None:
    from tests.cli.terminal import Terminal

    environment = {**novel.environment, "TERM": "xterm", "COLUMNS": "80"}
    with Terminal(novel.folder, environment, "review", "ch", "--no-grammar") as terminal:
        terminal.wait(PROMPT)
        terminal.type("v")
        terminal.wait("glossary.toml: “MaraVelt” is never taken for “Mara Velt”")
        terminal.wait(PROMPT)
        terminal.type("e")
        terminal.wait("Text instead")
        terminal.type(", then \n")
        terminal.wait("2 decisions made, 0 groups left.")
        assert terminal.ended() == 0
    assert (novel.folder / "glossary.toml").read_text("utf-8") == f'{GLOSSARY}never = ["MaraVelt"]\n'
    assert [each["instead"] for each in decided(novel)] == [", then"]
    assert cleaned(novel) == CHAPTER.replace(" ,", ", then")


def test_scripts_list_groups_and_hand_in_decisions(novel: Cli) -> None:
    done = novel("review", "ch", "--list", "--no-grammar")
    assert done.stdout.decode().splitlines()[0] == "2\tnames-spacing\tapplied automatically\tMaraVelt\tMara Velt"
    only = novel("review", "ch", "--list", "--only", "spacing", "--no-grammar").stdout.decode()
    assert only.startswith("2\tspacing-before-mark\t")
    assert only.count("\n") == 1
    novel.write("mine.toml", '[[decision]]\nrule = "names"\nanswer = "no"\n')
    done = novel("review", "ch", "--decisions", "mine.toml")
    assert "1 decision read, 1 of them new" in done.stdout.decode()
    assert decided(novel) == [{"rule": "names", "answer": "no"}]
    assert "MaraVelt left the hall, and" in cleaned(novel)


def test_questions_need_a_terminal(novel: Cli) -> None:
    done = novel("review", "ch")
    assert done.returncode == 2
    assert "--decisions" in done.stderr.decode()
    assert novel("review", "-").returncode == 2


def test_check_and_its_cache_follow_decisions(novel: Cli) -> None:
    def found() -> str:
        return novel("check", "ch", "--no-grammar").stdout.decode()

    assert "names-spacing" in found()
    decision = '[[decision]]\nrule = "names-spacing"\ntext = "MaraVelt"\nbecomes = "Mara Velt"\nanswer = "no"\n'
    novel.write(FILE, decision)
    assert "names-spacing" not in found()
    assert "spacing-before-mark" in found()
    novel.write(FILE, decision.replace('"no"', '"yes"'))
    assert "names-spacing" in found()


def test_decisions_that_contradict_each_other_stop_the_file(novel: Cli) -> None:
    both = '[[decision]]\nrule = "names"\nanswer = "{}"\n'
    novel.write(FILE, both.format("yes") + both.format("no"))
    for command in ("clean", "check", "review"):
        done = novel(command, "ch", "--no-grammar", *(["--list"] if command == "review" else []))
        assert done.returncode == 2
        assert "contradicts decision 1" in done.stderr.decode()


def test_a_book_in_an_archive_is_reviewed_by_its_texts(novel: Cli) -> None:
    sample = Path(__file__).resolve().parents[2] / "samples" / "epub"
    book = next(sample.glob("*.epub"))
    novel.write("book.epub", book.read_bytes())
    listed = novel("review", "book.epub", "--list", "--no-grammar")
    assert listed.returncode == 0
    assert listed.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_what_was_typed_before_the_first_question_answers_none(novel: Cli) -> None:
    from tests.cli.terminal import Terminal

    environment = {**novel.environment, "TERM": "xterm", "COLUMNS": "80"}
    with Terminal(novel.folder, environment, "review", "ch", "--no-grammar") as terminal:
        terminal.type("nnn")
        assert "[1 of 2]" in terminal.wait(PROMPT)
        terminal.type("q")
        terminal.wait("0 decisions made, 2 groups left.")
        assert terminal.ended() == 0
    assert decided(novel) == []


def test_a_place_is_shown_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    subject = Subject("names-glued", "Mara Veltai", "Mara Velt", "", "")
    source = SourceText("玛拉走了。", "raw/1.txt", 3)
    proposed = Proposed(subject, Span(0, 11), "glued", lead="Then ", tail=" left.", source=source)
    Screen(80).place(Place("ch/1.txt", 3, proposed, Path("decisions.toml")))
    assert capsys.readouterr().out.splitlines() == [
        "  ch/1.txt:3  Then [-Mara Veltai-]{+Mara Velt+} left.",
        "    source: “玛拉走了。”",
    ]
