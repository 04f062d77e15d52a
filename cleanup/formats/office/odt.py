"""OpenDocument text (``.odt``): paragraphs, headings, list items and cells of the text.

Notes, frames, fields and tracked deletions are left alone. After OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cleanup.core.model import BlockKind
from cleanup.errors import DocumentError
from cleanup.formats.archive import Archive
from cleanup.formats.container import Part
from cleanup.formats.markup.vocabulary import Vocabulary

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_FIELDS = (
    "page-number page-count date time title subject author-name author-initials chapter file-name sequence "
    "bookmark-ref reference-ref note-ref sequence-ref variable-set variable-get user-field-get placeholder "
    "expression conditional-text hidden-text hidden-paragraph database-display sender-lastname creation-date "
    "modification-date initial-creator creator description keywords word-count paragraph-count text-input note "
    "measure meta-field ruby-text"
).split()
ODT = Vocabulary(
    name="odt-text",
    namespaces={f"{_OASIS}text:1.0": "text", f"{_OASIS}office:1.0": "office", f"{_OASIS}table:1.0": "table",
                f"{_OASIS}drawing:1.0": "draw"},
    blocks=frozenset({"text:p", "text:h"}),
    kinds={
        "text:h": BlockKind.HEADING,
        "text:list-item": BlockKind.ITEM,
        "table:table-cell": BlockKind.CELL,
    },
    breaks=frozenset({"text:line-break"}),
    objects=frozenset({*(f"text:{name}" for name in _FIELDS), "text:s", "text:tab", "draw:frame", "draw:g", "draw:a"}),
    skipped=frozenset({"text:tracked-changes", "office:annotation", "office:forms", "text:table-of-content",
                       "text:alphabetical-index", "text:bibliography", "text:sequence-decls", "draw:custom-shape"}),
)  # fmt: skip
parse = ODT.parse
_TEXT = "content.xml"


def open_odt(data: bytes) -> Text:
    """The text in a file. Raises DocumentError when it is none, damaged, protected or signed."""
    return Text(Archive(data))


class Text:
    """An OpenDocument text."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        if _TEXT not in archive:
            raise DocumentError("not an OpenDocument text: it has no content.xml", hint="Check the file.")
        if "META-INF/documentsignatures.xml" in archive:
            raise DocumentError("the document is signed: a change would break the signature")
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive else b""
        if b"encryption-data" in manifest:
            raise DocumentError("the document is protected by a password", hint="Save it without one.")

    def parts(self) -> Iterator[Part]:
        """The text."""
        yield Part(_TEXT, self._archive.read(_TEXT), ODT.name)

    def packed(self, revised: Mapping[str, bytes]) -> bytes:
        """The document with another text."""
        return self._archive.packed(revised)
