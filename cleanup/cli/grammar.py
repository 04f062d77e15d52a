"""``cleanup grammar``: the engines, what there is of them, and how to get the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import PROBLEM, explained, fail
from cleanup.cli.say import say

if TYPE_CHECKING:
    from cleanup.grammar.settings import GrammarSettings
    from cleanup.grammar.status import Status

app = typer.Typer(help="Show, install and inspect the grammar engines.", no_args_is_help=True)

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The configuration. [default: the nearest]", show_default=False),
]


@app.command("status")
@explained
def status(
    config: ConfigFile = None,
    attempt: Annotated[bool, typer.Option("--try", help="Start each available engine and run a test query.")] = False,
) -> None:
    """Show which engines are available, and how to get the others.

    Exit code 2 when the engine in use is not available.
    """
    from cleanup.grammar.engines import choose
    from cleanup.grammar.status import STARTABLE, survey, trial

    settings = _settings(config)
    chosen = choose(settings)
    found = list(survey(settings))
    for each in found:
        _show(each)
    ready = {each.name: each.ready for each in found}
    wanted = "url" if chosen == "languagetool" and settings.url else chosen
    fine = ready.get(wanted, True)
    if attempt:
        say()
        for name, startable in STARTABLE.items():
            if startable() or (name == chosen and settings.url):
                tried = trial(settings, name)
                _show(tried)
                fine = fine and (tried.ready or name != chosen)
    if not fine:
        raise typer.Exit(PROBLEM)


@app.command("install")
@explained
def install(
    engine: Annotated[str, typer.Argument(metavar="ENGINE", help="languagetool", show_default=False)],
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="download|maven|FILE", help="Where from: its site, Maven Central, or a ZIP file."
        ),
    ] = "download",
    verify: Annotated[bool, typer.Option(help="Verify the checksum of a ZIP file.")] = True,
) -> None:
    """Install LanguageTool. The embedded engines come with this tool."""
    from cleanup.grammar import install as installing
    from cleanup.grammar.embedded import EMBEDDED
    from cleanup.grammar.java import find_java
    from cleanup.grammar.settings import GrammarSettings
    from cleanup.grammar.status import trial

    if engine != "languagetool":
        known = "it comes with cleanup" if engine in EMBEDDED else "there is no such engine"
        fail(f"“{engine}” cannot be installed: {known}\n  What can be installed is languagetool.")
    if source == "download":
        installed = installing.install_from_download(_say)
    elif source == "maven":
        installed = installing.install_from_maven(_say)
    else:
        installed = installing.install_from_file(Path(source), _say, verify=verify)
    say(f"LanguageTool {installed.version} is in {installed.folder}")
    if problem := find_java().problem:
        say(f"It cannot run yet: {problem}")
        return
    tried = trial(GrammarSettings(), "languagetool")
    _show(tried)
    if not tried.ready:
        raise typer.Exit(PROBLEM)
    say('Use it with --grammar languagetool, or engine = "languagetool" in [grammar].')


@app.command("rules")
@explained
def rules(
    engine: Annotated[
        str, typer.Option("--engine", "-e", metavar="ENGINE", help="[default: the one in use]", show_default=False)
    ] = "",
    config: ConfigFile = None,
    match: Annotated[
        str,
        typer.Option(
            "--match", metavar="TEXT", help="Only rules with this text in their id or summary.", show_default=False
        ),
    ] = "",
) -> None:
    """List the rules of an engine. Shows id, category, what is done with the findings, and an example."""
    from cleanup.grammar.catalogue import rules_of
    from cleanup.grammar.engines import choose

    settings = _settings(config)
    found = [
        rule
        for rule in rules_of(engine or choose(settings), settings)
        if match.casefold() in f"{rule.id} {rule.summary}".casefold()
    ]
    if not found:
        fail(f"no rule has “{match}” in its id or summary")
    width = min(max(len(rule.id) for rule in found), 44)
    for rule in found:
        level = rule.level.value if rule.default else f"{rule.level.value}, off in the engine"
        example = f"  e.g. {rule.example}" if rule.example else ""
        say(f"{rule.id:<{width}}  {rule.category:<18}  {level:<7}  {rule.summary}{example}")


@app.command("stop")
@explained
def stop() -> None:
    """Stop the LanguageTool server that --keep-server left running."""
    from cleanup.grammar import kept_server as kept

    server = kept.stop()
    say(f"Stopped the server at {server.base}." if server else "No server is running.")


def _settings(config: Path | None) -> GrammarSettings:
    """The grammar settings that hold in the current folder. Raises ConfigError."""
    from cleanup.settings.config import Configs

    return Configs(config).of(Path.cwd()).grammar


def _show(status: Status) -> None:
    mark = "+" if status.ready else "-"
    first, *others = status.facts
    say(f"{mark} {status.name:<13} {first}")
    for fact in others:
        say(f"{'':<16}{fact}")
    if status.advice:
        say(f"{'':<16}→ {status.advice}")


def _say(text: str) -> None:
    say(f"{text}", err=True)
