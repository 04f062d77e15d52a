"""``cleanup review``: decide on changes and suggestions, group after group, with one key each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cleanup.cli import completion
from cleanup.cli.check import checking_job
from cleanup.cli.clean import (
    ConfigFile,
    Exclude,
    Glossaries,
    GrammarEngine,
    Ignore,
    Jobs,
    NoGrammar,
    Paths,
    Quiet,
    Select,
    SourcePlace,
    TextEncoding,
    listed,
    nothing,
)
from cleanup.cli.ending import PROBLEM, explained, fail
from cleanup.cli.glossary_options import counted
from cleanup.cli.keyboard import forget_typed, pressed_key, typed_line
from cleanup.cli.say import give, say, say_lines
from cleanup.cli.screen import Screen
from cleanup.untrusted.visible import harmless, one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.files.discover import Source
    from cleanup.review.gather import Place
    from cleanup.review.groups import Group
    from cleanup.run.batch import Job

KEYS = """\
  y  yes: apply it wherever it occurs      n  no: leave this form alone
  e  another text instead                  g  go through the places one by one
  a  always: into the glossary as a variant, or yes to the whole rule
  v  never: into the glossary as “never”, or no to the whole rule
  s  skip for now                          u  undo the last decision
  q  quit (decisions are kept)             ?  this help
"""
PLACE_KEYS = """\
  y  yes, here      n  no, not here      e  another text, here
  s  skip           u  undo              b  back to the group
  q  quit           ?  this help
"""
_PROMPT, _PLACE_PROMPT = "[y n e a v g s u q ?] ", "[y n e s u b q ?] "
_EXAMPLES = 3
Result = TypeVar("Result")

Only = Annotated[
    list[str],
    typer.Option(
        "--only",
        metavar="RULES",
        help="Ask only about these rules or topics (a,b).",
        show_default=False,
        autocompletion=completion.rules,
    ),
]
Take = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Take over the decisions in a file, such as an exported one; ask nothing.",
        show_default=False,
    ),
]
ListOnly = Annotated[bool, typer.Option("--list", help="List the groups, a line each with tabs; ask nothing.")]
Html = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Write a page to decide in, which gives the decisions back as a file; ask nothing.",
        show_default=False,
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Also ask about what is decided.")]


@explained
def review(
    paths: Paths,
    only: Only = [],  # noqa: B006 - Typer wants a list and never changes it
    decisions: Take = None,
    list_only: ListOnly = False,
    html: Html = None,
    again: Again = False,
    glossary: Glossaries = [],  # noqa: B006
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    encoding: TextEncoding = None,
    source: SourcePlace = "",
    exclude: Exclude = [],  # noqa: B006
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Decide once on what cleaning changes and suggests. Answer yes, no or another text for a form, a place or a rule.

    Decisions are kept in cleanup.decisions.toml beside the configuration. `cleanup clean` and `cleanup check` follow
    them from then on, in edited chapters too. The texts themselves are not changed.
    """
    from cleanup.review.groups import grouped
    from cleanup.settings.keys import check_rules

    names = listed(only)
    check_rules(names, "--only")
    if "-" in paths:
        raise typer.BadParameter("Decisions are about files: standard input cannot be reviewed.")
    job = checking_job(glossary, config, select, ignore, no_grammar, encoding, grammar=grammar)
    job = replace(job, overrides=replace(job.overrides, source=source))
    if decisions is not None:
        _take_over(job, paths, exclude, decisions)
        return
    if not list_only and html is None and not sys.stdin.isatty():
        fail(
            "review asks questions, and standard input is not a terminal\n"
            "  In scripts use --list, --html FILE, or --decisions FILE to take over decisions."
        )
    places, problems = gathered(job, paths, exclude, jobs, html, quiet=quiet)
    groups = grouped(places, names, again=again)
    if html is not None:
        write_page(html, groups, paths, "groups")
    elif list_only:
        for group in groups:
            give("\t".join(_fields(group)))
    elif groups:
        _Dialogue(groups, paths).run()
    else:
        say("Nothing to decide.")
    if problems:
        raise typer.Exit(PROBLEM)


def _fields(group: Group) -> tuple[str, ...]:
    """What a script is told of a group: how often, rules, what happens to it, the form and what becomes of it."""
    from cleanup.reports.shown import shown

    becomes = "" if group.becomes is None else shown(group.becomes)
    return str(len(group.places)), ",".join(group.rules), group.state, shown(group.text), becomes


def _sources(job: Job, paths: Sequence[str], exclude: list[str]) -> Iterator[Source | FileError]:
    from cleanup.files.discover import discover
    from cleanup.run.batch import Selection

    selection = Selection(job, tuple(exclude))
    return discover(paths, selection, passed_over=selection.passed_over)


def write_page(path: Path, groups: Sequence[Group], paths: Sequence[str], view: str) -> None:
    """Write the page for some groups."""
    from cleanup.files.write import write_atomically
    from cleanup.review.page import page

    write_atomically(path, page(groups, paths, view).encode("utf-8", "replace"))
    places = sum(len(group.places) for group in groups)
    say(f"{path} written: {counted(len(groups), 'group')}, {counted(places, 'place')}.")
    then = f"cleanup review {' '.join(paths)} --decisions FILE"
    say_lines([f"Next: open it in a browser; `{then}` takes over what you download from it."], err=False)


def gathered(
    job: Job, paths: Sequence[str], exclude: list[str], jobs: int | None, page: Path | None = None, *, quiet: bool
) -> tuple[list[Place], bool]:
    """What can be decided about, and whether something could not be looked at, which is said.

    Raises DocumentError when the ``page`` is a file that is read.
    """
    from cleanup.cli.progress import progress
    from cleanup.core.model import FileError, LeftAlone
    from cleanup.files.discover import common_folder
    from cleanup.reports.left_alone import LeftAlones
    from cleanup.review.gather import gather

    sources = list(_sources(job, paths, exclude))
    if all(isinstance(source, LeftAlone) for source in sources):
        fail(nothing("review", paths, LeftAlones.among(sources)))
    if page is not None:
        from cleanup.run.outputs import refuse_targets

        refuse_targets(sources, job, {"--html": page})
    places: list[Place] = []
    problems: list[str] = []
    with (
        progress(lambda: sources, enabled=not quiet) as moving,
        closing(gather(sources, job, common_folder(paths), jobs)) as outcomes,
    ):
        for outcome in outcomes:
            if isinstance(outcome, FileError):
                if not isinstance(outcome, LeftAlone):
                    hint = f"\n  {one_line(outcome.hint)}" if outcome.hint else ""
                    problems.append(f"error: {one_line(outcome.path)}: {one_line(outcome.message)}{hint}")
                    moving.advance(outcome.path)
            else:
                places += outcome.places
                problems += map(one_line, outcome.problems)
                moving.advance(outcome.path, len(outcome.places))
    for line in problems:
        say(line, err=True)
    return places, bool(problems)


def _take_over(job: Job, paths: Sequence[str], exclude: list[str], file: Path) -> None:
    """Put the decisions in a file into the files of decisions for what the paths mean."""
    from cleanup.files.discover import Source, common_folder
    from cleanup.review.gather import decisions_file
    from cleanup.review.session import take_over
    from cleanup.settings.config import Configs

    configs, beside = Configs(job.config, job.overrides), common_folder(paths)
    folders = {Path(s.path).absolute().parent for s in _sources(job, paths, exclude) if isinstance(s, Source)}
    targets = list(dict.fromkeys(decisions_file(configs.of(folder), beside) for folder in sorted(folders)))
    if not targets:
        fail(f"nothing to review in {', '.join(paths)}")
    total, fresh = take_over(file, targets)
    say(f"{counted(total, 'decision')} read, {fresh} of them new or changed: {', '.join(map(str, targets))}")
    say(f"Next: `cleanup clean {' '.join(paths)} --write` applies them.")


class _Dialogue:
    """Asks about one group after the other until all are decided, or the person quits."""

    def __init__(self, groups: list[Group], paths: Sequence[str]) -> None:
        from cleanup.review.session import Session

        self._groups = groups
        self._paths = paths
        self._session = Session()
        self._at = 0
        self._answered: set[str] = set()
        self._screen = Screen()

    def run(self) -> None:
        """Ask."""
        places = sum(len(group.places) for group in self._groups)
        files = len({place.path for group in self._groups for place in group.places})
        groups = counted(len(self._groups), "group")
        say(f"{counted(places, 'proposal')} in {counted(files, 'file')}: {groups} to decide on.")
        say(KEYS)
        forget_typed()
        while self._at < len(self._groups):
            group = self._groups[self._at]
            if self._is_answered(group):
                self._at += 1
                continue
            self._show(group)
            if not self._ask(group):
                break
        left = sum(not self._is_answered(group) for group in self._groups[self._at :])
        say(f"\n{counted(self._session.count, 'decision')} made, {counted(left, 'group')} left.")
        paths = " ".join(self._paths)
        again = f"`cleanup review {paths}` goes on with the rest; " if left else ""
        then = f"Next: {again}`cleanup clean {paths} --write` applies your decisions and what is certain."
        say_lines([then], err=False)

    def _is_answered(self, group: Group) -> bool:
        """Whether a whole rule was decided on that is the only one of a group."""
        return all(rule in self._answered for rule in group.rules)

    def _show(self, group: Group) -> None:
        files = len({place.path for place in group.places})
        screen = self._screen
        screen.rule()
        head = f"{self._at + 1} of {len(self._groups)}"
        where = counted(len(group.places), "place") + (f" in {counted(files, 'file')}" if files > 1 else "")
        screen.line((f"[{head}] ", "bold"), (", ".join(group.rules), "cyan"), (f" · {where} · {group.state}", "dim"))
        screen.replacement(group.text, group.becomes)
        screen.remark(group.message)
        for place in group.places[:_EXAMPLES]:
            screen.place(place)
        if len(group.places) > _EXAMPLES:
            screen.line((f"  and {len(group.places) - _EXAMPLES} more (g goes through them)", "dim"))

    def _ask(self, group: Group) -> bool:
        """Ask until something is decided; whether to go on."""
        while True:
            match _asked(_PROMPT):
                case "q":
                    return False
                case "?":
                    say(KEYS)
                case "s":
                    self._at += 1
                    return True
                case "u":
                    if self._undone():
                        return True
                case "g":
                    return self._one_by_one(group)
                case key:
                    if self._tried(partial(self._decided, key, group)):
                        self._at += 1
                        return True

    def _decided(self, key: str, group: Group) -> bool:
        """Carry out a decision; false when the key means none, or nothing was typed."""
        session = self._session
        match key:
            case "y" | "n":
                session.decide(group, "yes" if key == "y" else "no")
            case "e":
                text = _typed(group)
                if text is None:
                    return False
                session.decide(group, "instead", text)
            case "a" | "v":
                said = session.widen(group, "yes" if key == "a" else "no")
                say(f"  {said}")
                if group.topic != "names":
                    self._answered.update(group.rules)
            case _:
                return False
        return True

    def _one_by_one(self, group: Group) -> bool:
        """Ask about each place of a group; whether to go on."""
        index = 0
        while index < len(group.places):
            place = group.places[index]
            self._screen.line((f"\n  place {index + 1} of {len(group.places)}", "bold"))
            self._screen.place(place)
            match _asked(_PLACE_PROMPT):
                case "q":
                    return False
                case "b":
                    return True
                case "?":
                    say(PLACE_KEYS)
                case "s":
                    index += 1
                case "u":
                    if self._tried(self._session.undo):
                        index = max(index - 1, 0)
                case key:
                    if self._tried(partial(self._decided_here, key, place, group)):
                        index += 1
        self._at += 1
        return True

    def _decided_here(self, key: str, place: Place, group: Group) -> bool:
        if key not in ("y", "n", "e"):
            return False
        text = _typed(group) if key == "e" else None
        if key == "e" and text is None:
            return False
        self._session.decide_place(place, group, {"y": "yes", "n": "no", "e": "instead"}[key], text)
        return True

    def _undone(self) -> bool:
        """Take back the last decision, and go back to what it was about."""
        if not self._session.count:
            say("There is nothing to undo.")
            return False
        group = self._tried(self._session.undo)
        if group is None:
            return False
        self._answered.difference_update(group.rules)
        same = (index for index, each in enumerate(self._groups) if each.places[0] in group.places or each == group)
        self._at = next(same, self._at)
        say(f"Taken back: {one_line(group.text)}")
        return True

    def _tried(self, act: Callable[[], Result]) -> Result | None:
        """What comes of something that may be refused, which is told."""
        from cleanup.errors import CleanupError

        try:
            return act()
        except CleanupError as error:
            say(typer.style(harmless(str(error)), fg="red"), styled=True)
        except OSError as error:
            say(typer.style(harmless(f"{error.filename}: {error.strerror}"), fg="red"), styled=True)
        return None


def _asked(prompt: str) -> str:
    say(prompt, nl=False)
    key = pressed_key()
    say(key if key.isprintable() else "")
    return key


def _typed(group: Group) -> str | None:
    """The text that a person wants in place of the form; ``None`` for none."""
    if group.becomes is None or "\n" in group.text or ("…" in group.text and "…" in group.becomes):
        say("  Another text can be given for a form within a line only.")
        return None
    text = typed_line("Text instead (empty: none)")
    return text or None
