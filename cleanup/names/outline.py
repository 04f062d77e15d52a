"""What an entry is looked for by: everything that prediction says of it and that has to be known before a text is."""

from __future__ import annotations

from typing import NamedTuple

from cleanup.language.fold import fold_form
from cleanup.names.glued_index import read_words
from cleanup.names.meant import Meaning, meanings
from cleanup.names.predict import renderings
from cleanup.names.rendering import Damage
from cleanup.names.sound_index import Heard, heard
from cleanup.names.written import is_plain
from cleanup.terms.model import Term


class Outline(NamedTuple):
    """The keys of one entry.

    Forms with marks, which count as they are written, are not among them (see `cleanup.names.written`).
    ``right``: its right forms, folded. ``listed``: its renderings, folded, each once. ``dotted``: those of both, as
    they are written, that have a full stop before a space. ``glued``: the words of a name that syllables may be stuck
    to. ``sounds`` and ``meanings``: what forms are compared with.
    """

    right: tuple[str, ...]
    listed: tuple[str, ...]
    dotted: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    sounds: tuple[Heard, ...] = ()
    meanings: tuple[Meaning, ...] = ()


def outline(term: Term) -> Outline:
    """Work out the keys of an entry."""
    right = [f for f in (term.name, *term.aliases, *term.forms) if is_plain(f.removesuffix("."))]
    surfaces = [r.surface for r in renderings(term) if r.damage is not Damage.VARIANT or is_plain(r.surface)]
    return Outline(
        tuple(folded for form in right if (folded := fold_form(form))),
        tuple(dict.fromkeys(map(fold_form, surfaces))),
        tuple(form for form in (*right, *surfaces) if ". " in form),
        read_words(term),
        tuple(heard(term)),
        tuple(meanings(term)),
    )
