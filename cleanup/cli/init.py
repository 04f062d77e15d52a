"""``cleanup init``: a commented configuration and an empty glossary to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleanup.cli.ending import explained
from cleanup.cli.say import say
from cleanup.untrusted.visible import one_line

GLOSSARY = """\
# The names of this text. An entry needs nothing but its name; everything else helps.
#
# [[term]]
# name = "Li Mu"                 # how it is to be written
# source = "李牧"                # in the source script: its misreadings are predicted from it
# kind = "person"                # person, place, organisation, platform, title, term
# aliases = ["Boss Li"]          # other right forms, which stay
# variants = ["Lee Moo"]         # wrong forms that nobody could predict, always replaced
# gender = "male"
# note = "The founder of the company."
"""


@explained
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder to write them to.", show_default=False)
    ] = Path(),
) -> None:
    """Write a commented cleanup.toml and an empty glossary.toml. Existing files are left as they are."""
    from cleanup.files.write import write_atomically
    from cleanup.settings.config import FILE_NAME
    from cleanup.settings.template import template

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in ((FILE_NAME, template()), ("glossary.toml", GLOSSARY)):
        path = folder / name
        if path.exists():
            say(f"{path} is there already; left as it is.")
        else:
            write_atomically(path, content.encode())
            say(f"{path} written.")
    where = "" if folder == Path() else f", in {one_line(str(folder))}"
    say(f"Next{where} (names you already know go into glossary.toml):")
    say("  cleanup glossary discover DIR --accept-sure  add the names of the book")
    say("  cleanup review DIR                           decide on changes, one key each")
    say("  cleanup clean DIR --write                    repair the files")
    say("`cleanup undo` takes the last --write back.")
