"""FictionBook 2 (``.fb2``): the bodies of a book; its description and its pictures are left alone."""

from __future__ import annotations

from cleanup.core.model import BlockKind
from cleanup.formats.markup.vocabulary import Vocabulary

FB2 = Vocabulary(
    name="fb2",
    namespaces={"http://www.gribuser.ru/xml/fictionbook/2.0": ""},
    blocks=frozenset({"p", "v", "subtitle", "text-author", "td", "th", "date"}),
    kinds={
        "title": BlockKind.HEADING,
        "subtitle": BlockKind.HEADING,
        "td": BlockKind.CELL,
        "th": BlockKind.CELL,
        "text-author": BlockKind.CAPTION,
    },
    objects=frozenset({"image", "code"}),
    skipped=frozenset({"description", "binary", "stylesheet", "date"}),
    opaque={"a": ("type", frozenset({"note"}))},
)
parse = FB2.parse
