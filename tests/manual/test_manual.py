"""The manual: fresh, without dead links, and its examples run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

from cleanup.cli.app import app
from cleanup.errors import CleanupError
from cleanup.manual.pages import FOLDER, TOPICS, page, pages, rule_topics, search
from cleanup.rules.registry import RULES
from tests.readme_tables import README, TABLES, generated

ROOT = README.parent
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted(FOLDER.rglob("*.md"))]
WRITTEN = [path for path in PAGES if path.parent.name != "rules"]
_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _blocks(language: str) -> list[tuple[str, str]]:
    """The code of a language in the pages, each piece with its page."""
    return [
        (_name(path), match["code"])
        for path in WRITTEN
        for match in _BLOCK.finditer(path.read_text("utf-8"))
        if match["language"] == language
    ]


def test_what_is_generated_is_fresh() -> None:
    """Otherwise run ``python -m tests.readme_tables``."""
    stale = [_name(path) for path, text in generated().items() if not path.exists() or path.read_text("utf-8") != text]
    assert not stale
    used = {name for path in WRITTEN for name in re.findall(r"<!-- generated: (\w+) -->", path.read_text("utf-8"))}
    assert used == set(TABLES)


def test_every_page_is_listed_and_every_topic_of_rules_has_one() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(TOPICS)
    assert {topic.removeprefix("rules/") for topic in rule_topics()} == {rule.topic for rule in RULES}
    assert all(f"(cleanup/manual/{topic}.md)" in README.read_text("utf-8") for topic in TOPICS)


def test_pages_have_one_title_each() -> None:
    titles = [each.title for each in pages()]
    assert len(set(titles)) == len(titles)
    assert all(title and not title.startswith(("#", "<")) for title in titles)


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_lead_somewhere(path: Path) -> None:
    text = _BLOCK.sub("", path.read_text("utf-8"))
    for target, fragment in re.findall(r"\]\(([^)#: ]*)(?:#([^): ]+))?\)", text):
        file = path.parent / target if target else path
        assert file.exists(), target
        if fragment:
            headings = [
                re.sub(r"[^\w -]", "", line).lower().replace(" ", "-")
                for line in _HEADING.findall(file.read_text("utf-8"))
            ]
            assert fragment in headings, f"{target}#{fragment}"


def test_commands_in_examples_exist_and_take_their_options() -> None:
    """Every line that starts with ``cleanup`` is parsed as the command line would parse it, and not run."""
    root = typer.main.get_command(app)
    lines = [(name, line) for name, code in _blocks("sh") for line in code.splitlines() if line.startswith("cleanup ")]
    assert len(lines) > 20
    for name, line in lines:
        arguments = shlex.split(line.replace("`", ""), comments=True)[1:]
        command, context = root, typer.Context(root)
        while (subcommands := getattr(command, "commands", None)) is not None:
            assert arguments[0] in subcommands, f"{name}: {line}"
            command = subcommands[arguments.pop(0)]
            context = typer.Context(command)
        rest = command.make_parser(context).parse_args(list(arguments))[1]
        assert not [each for each in rest if each.startswith("-") and each != "-"], f"{name}: {line}"


def test_examples_with_output_print_it(tmp_path: Path) -> None:
    (tmp_path / "cleanup").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cleanup "$@"\n')
    (tmp_path / "cleanup").chmod(0o755)
    blocks = _blocks("console")
    assert blocks
    for name, code in blocks:
        command, _, expected = code.removeprefix("$ ").partition("\n")
        script = f"PATH={shlex.quote(str(tmp_path))}:$PATH\n{command}\n"
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        assert done.stdout == expected, f"{name}: {done.stderr}"


def test_python_examples_compile_and_tables_of_configuration_parse() -> None:
    for name, code in _blocks("python"):
        compile(code, name, "exec")
    for _page, code in _blocks("toml"):
        tomllib.loads(code)


def test_the_new_rule_of_the_guide_works() -> None:
    """The rule that the page on contributing builds does what its examples say."""
    from cleanup.core.model import Block, Document, Span
    from cleanup.rules.context import Context

    [code] = [code for name, code in _blocks("python") if name.endswith("contributing.md")]
    scope: dict[str, object] = {"__name__": "joined"}
    exec(compile(code, "joined.py", "exec"), scope)
    [made] = scope["RULES"]  # type: ignore[misc]
    for example in made.examples:
        document = Document(example.bad, example.bad, (Block(Span(0, len(example.bad))),))
        [finding] = made.check(document, Context())
        [edit] = finding.fix.edits
        assert example.bad[: edit.span.start] + edit.text + example.bad[edit.span.end :] == example.good


def test_a_page_has_no_marks_of_the_generator() -> None:
    assert "<!--" not in page("configuration").text.replace("`<!--", "")


def test_a_topic_of_rules_is_found_by_its_name() -> None:
    assert page("quotes") == page("rules/quotes")
    assert page("QUOTES").title == "Rules: quotes"


def test_an_unknown_page_is_an_error_with_a_hint() -> None:
    with pytest.raises(CleanupError, match="quots") as error:
        page("quots")
    assert "quotes" in error.value.hint
    with pytest.raises(CleanupError):
        page("../../pyproject")


def test_search_finds_sections_by_all_of_their_words() -> None:
    hits = list(search("INTERRUPTED resume"))
    assert [hit for hit in hits if hit.topic == "runs"]
    assert not list(search("interrupted xylophone"))
    assert not list(search("  "))
