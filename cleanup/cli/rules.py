"""``cleanup rules``: what there is, and what each rule does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli import completion
from cleanup.cli.ending import explained
from cleanup.cli.say import say

if TYPE_CHECKING:
    from cleanup.rules.rule import Rule

app = typer.Typer(help="List the rules, or explain one.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
@explained
def list_rules() -> None:
    """List all rules with their default level and a summary."""
    from cleanup.errors import CleanupError
    from cleanup.rules.own.running import rules_of
    from cleanup.rules.registry import RULES
    from cleanup.settings.config import Configs

    try:
        own = rules_of(Configs().of(Path.cwd()).replace)
    except CleanupError:
        own = ()  # the commands that use the configuration say what is wrong with it
    rules = (*RULES, *own)
    width = max(len(rule.id) for rule in rules)
    lines = [f"{rule.id:<{width}}  {rule.level.value:<6}  {rule.summary}" for rule in rules]
    lines.append(f"{'ignores-unused':<{width}}  {'report':<6}  `check` only: unused `cleanup: ignore` comment.")
    lines.append(f"{'grammar-...':<{width}}  {'':<6}  Findings of the grammar engine, under its own rule names.")
    say("\n".join(lines))


@app.command("explain")
@explained
def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="The id of a rule, or a topic.", show_default=False, autocompletion=completion.rules
        ),
    ],
) -> None:
    """Explain a rule or a topic, with options and examples."""
    from cleanup.rules.registry import RULES
    from cleanup.settings.keys import check_rules

    check_rules((rule,))
    chosen = [each for each in RULES if rule in (each.id, each.topic, "all")]
    if rule.startswith("ignores"):
        say("ignores-unused  (only in `cleanup check`)\n\nUnused `cleanup: ignore` comment.")
    elif not chosen:
        say(
            "The ids of grammar findings are the engine's own, in lower case after “grammar-”.\n"
            "Set one with [grammar.rules] in cleanup.toml, or leave it out with --ignore."
        )
    say("\n\n".join("\n".join(_explanation(each)) for each in chosen))


@app.command("test")
@explained
def run_examples(
    config: Annotated[Path | None, typer.Option("--config", help="Configuration file.", show_default=False)] = None,
) -> None:
    """Run the examples of your own replacements. Each must do what they show, and nothing when run again."""
    from cleanup.run.own_examples import failures
    from cleanup.settings.config import Configs

    own = Configs(config).of(Path.cwd()).replace
    if not own:
        typer.echo("There are no replacements: write [[replace]] tables into cleanup.toml.")
        return
    wrong = [line for each in own for line in failures(each)]
    count = sum(len(each.examples) + len(each.keep) for each in own)
    typer.echo("\n".join((*wrong, f"{len(own)} replacements, {count} examples, {len(wrong)} failed.")))
    if wrong:
        raise typer.Exit(1)


@app.command("import")
@explained
def import_own(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A list of replacements.", show_default=False)],
) -> None:
    """Print the replacements of another tool as [[replace]] tables.

    Knows JSON as LinguaGacha and readers export it, GalTransl's and other TSV, CSV, s/find/text/ and find -> text
    lines.
    """
    from cleanup.errors import DocumentError
    from cleanup.rules.own.importing import as_toml, imported
    from cleanup.untrusted.opened import read_file

    try:
        text = read_file(file).decode("utf-8-sig")
    except OSError as error:
        hint = "Check the path and the permissions."
        raise DocumentError(f"cannot read: {error.strerror or error}", where=str(file), hint=hint) from error
    except UnicodeDecodeError as error:
        raise DocumentError("it is not UTF-8 text", where=str(file), hint="Save it as UTF-8.") from error
    typer.echo(as_toml(imported(text, file.name)), nl=False)


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  (stage {rule.stage.value}, level {rule.level.value})"
    yield ""
    yield rule.doc
    if rule.options:
        yield "\nOptions:"
        yield from (f"  {name} = {default!r}" for name, default in rule.options.items())
    if rule.examples:
        yield "\nExamples:"
        for example in rule.examples:
            yield from _quoted("-", example.bad)
            if example.good != example.bad:
                yield from _quoted("+", example.good)
            else:
                yield "    (only reported)"
            yield ""
    if rule.keeps:
        yield "Stays as it is:"
        for keep in rule.keeps:
            yield from _quoted(" ", keep.text)


def _quoted(mark: str, text: str) -> Iterator[str]:
    yield from (f"  {mark} {line}" for line in text.split("\n"))
