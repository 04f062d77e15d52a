"""The source beside a text of a run: found by the configuration, read, and aligned."""

from __future__ import annotations

from pathlib import Path

from cleanup.config import Config
from cleanup.core.model import Document
from cleanup.parallel.align import Alignment, align
from cleanup.parallel.files import SourceTexts
from cleanup.parallel.passages import passages


class Beside:
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

    def aligned(self, path: str, document: Document, config: Config) -> tuple[str, Alignment | None]:
        """The file of a text's source, and the two aligned; nothing when there is none. Raises CleanupError."""
        texts = self.texts(config)
        if texts is None:
            return "", None
        target = passages(document)
        file, source = texts.of(path, target)
        return file, align(source, target) if file else None
