"""The source beside a text of a run: found by the configuration, read, and aligned."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from pathlib import Path

from cleanup.core.model import Document, Span
from cleanup.core.parallel import Linked, Parallel
from cleanup.parallel.align import Alignment, align
from cleanup.parallel.files import SourceTexts
from cleanup.parallel.passages import Passage, passages
from cleanup.parallel.sentences import left_out
from cleanup.settings.config import Config

_FITS = 0.5
"""The share of a translation that certainly renders something, from which a source is taken for its own."""


class Raw:
    """The source of one text. Called with a version of the text, it says what that renders."""

    def __init__(self, path: str, source: tuple[Passage, ...]) -> None:
        self.path = path
        self.source = source
        self._known: list[tuple[Document, Parallel]] = []

    def __call__(self, document: Document) -> Parallel:
        """A version of the text beside its source. The first answer and the last are remembered."""
        for known, parallel in self._known:
            if known is document or (known.prose == document.prose and known.blocks == document.blocks):
                return parallel
        parallel = parallel_of(align(self.source, passages(document)))
        self._known = [*self._known[:1], (document, parallel)]
        return parallel

    @property
    def digest(self) -> bytes:
        """What tells sources apart."""
        everything = "\n".join(f"{p.place}{p.text}" for p in self.source)
        return blake2b(everything.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def parallel_of(alignment: Alignment) -> Parallel:
    """An alignment in the terms of the translation's prose."""
    links: list[Linked] = []
    end = 0
    for link in alignment.links:
        target = alignment.target[link.second : link.second_end]
        source = "\n".join(p.text for p in alignment.source[link.first : link.first_end])
        span = Span(target[0].span.start, target[-1].span.end) if target else Span(end, end)
        end = span.end
        path, line = alignment.source[link.first].place if source else ("", 0)
        links.append(Linked(span, source, link.probability, len(target), link.first_end - link.first, path, line))
    return Parallel(tuple(links), alignment.fit >= _FITS, partial(left_out, alignment))


class Sources:
    """The sources of the texts of a run, each place looked through once."""

    def __init__(self) -> None:
        self._places: dict[tuple[Path, str], SourceTexts] = {}

    def texts(self, config: Config) -> SourceTexts | None:
        """The sources that a configuration names, if it does. Raises ConfigError."""
        if not config.source:
            return None
        key = (config.folder, config.source)
        if key not in self._places:
            self._places[key] = SourceTexts(config.source, config.folder, config)
        return self._places[key]

    def raw(self, path: str, document: Document, config: Config) -> Raw | None:
        """The source of a text; ``None`` when there is none. Raises CleanupError."""
        texts = self.texts(config)
        file, source = texts.of(path, passages(document)) if texts is not None else ("", ())
        return Raw(file, source) if file else None

    def aligned(self, path: str, document: Document, config: Config) -> tuple[str, Alignment | None]:
        """The file of a text's source, and the two aligned; nothing when there is none. Raises CleanupError."""
        texts = self.texts(config)
        if texts is None:
            return "", None
        target = passages(document)
        file, source = texts.of(path, target)
        return file, align(source, target) if file else None
