"""An alignment as TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from cleanup import __version__
from cleanup.parallel.align import Alignment

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_HANGUL = re.compile("[가-힣]")


def language_of(text: str) -> str:
    """The language of a source text, by its script: ``ja``, ``ko`` or ``zh``."""
    if len(_HANGUL.findall(text)) * 4 > len(text):
        return "ko"
    return "ja" if len(_KANA.findall(text)) * 10 > len(text) else "zh"


def as_tmx(alignments: Iterable[tuple[str, Alignment]], least: float = 0.0) -> Iterator[str]:
    """The lines of a TMX file with a unit for each link that has two sides and at least this probability; each
    alignment comes with the path of the translation."""
    header = None
    for path, alignment in alignments:
        if header is None:
            header = language_of("\n".join(passage.text for passage in alignment.source[:200]))
            yield from _opening(header)
        for link in alignment.links:
            if link.probability < least or link.first == link.first_end or link.second == link.second_end:
                continue
            source = "\n".join(p.text for p in alignment.source[link.first : link.first_end])
            target = "\n".join(p.text for p in alignment.target[link.second : link.second_end])
            yield "    <tu>"
            yield f'      <prop type="x-file">{_text(path)}</prop>'
            yield f'      <prop type="x-probability">{link.probability:.3f}</prop>'
            yield f'      <tuv xml:lang="{header}"><seg>{_text(source)}</seg></tuv>'
            yield f'      <tuv xml:lang="en"><seg>{_text(target)}</seg></tuv>'
            yield "    </tu>"
    if header is None:
        yield from _opening("zh")
    yield "  </body>"
    yield "</tmx>"


def _opening(language: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<tmx version="1.4">'
    yield (
        f'  <header creationtool="cleanup" creationtoolversion={quoteattr(__version__)} segtype="paragraph" '
        f'o-tmf="text" adminlang="en" srclang="{language}" datatype="plaintext"/>'
    )
    yield "  <body>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
