"""``cleanup help``: the manual in the terminal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cleanup.cli import completion
from cleanup.cli.ending import explained


@explained
def show_help(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="[TOPIC]",
            help="A page of the manual, or a topic of rules.",
            show_default=False,
            autocompletion=completion.topics,
        ),
    ] = "",
    search: Annotated[
        str, typer.Option("--search", metavar="WORDS", help="Find the sections that mention these words.")
    ] = "",
    man: Annotated[bool, typer.Option("--man", help="Print a man page of all commands.")] = False,
) -> None:
    """Read the manual: list its pages, show one, or search it."""
    from cleanup.manual.pages import page

    if man:
        from cleanup.cli.app import app
        from cleanup.cli.man import man_page

        sys.stdout.write(man_page(typer.main.get_command(app)))
    elif search:
        _found(search)
    elif topic:
        _show(page(topic).text)
    else:
        _contents()


def _contents() -> None:
    from cleanup.manual.pages import TOPICS, page

    width = max(map(len, TOPICS))
    listed = "".join(f"  {topic:<{width}}  {page(topic).title}\n" for topic in TOPICS)
    sys.stdout.write(
        f"cleanup help TOPIC shows a page, cleanup help --search WORDS finds one:\n\n{listed}\n"
        "A topic of rules has a page too: cleanup help quotes. Options of a command: cleanup COMMAND --help.\n"
    )


def _found(words: str) -> None:
    from cleanup.manual.pages import search

    hits = list(search(words))
    sys.stdout.write("".join(f"{hit.topic}: {hit.heading}\n    {hit.line}\n" for hit in hits))
    if not hits:
        sys.stderr.write(f"No section of the manual mentions “{words}”.\n")


def _show(text: str) -> None:
    """Print a page: rendered on a terminal, as Markdown in a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text, hyperlinks=False))
