"""Repairs machine-translation damage in prose against a glossary of names, and shows what it changed and why.

The public API; everything else is internal and may change:

* `clean_text` and `check_text` clean a string and say what they changed or would like to;
* `clean_texts` cleans a stream of texts, book by book (`BookText`); `survey_texts` gathers what a book says beforehand;
* `load_glossary` reads glossary files, `Config` holds the settings of a ``cleanup.toml``;
* `FileResult` is what cleaning comes to.

The names are imported when they are first used, so that ``import cleanup`` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import takes as long as starting Python
if TYPE_CHECKING:
    from cleanup.api import BookText, check_text, clean_text, clean_texts, survey_texts
    from cleanup.core.model import FileResult
    from cleanup.settings.config import Config
    from cleanup.terms.load import load_glossary

__version__ = "0.1.0"

__all__ = [
    "BookText",
    "Config",
    "FileResult",
    "__version__",
    "check_text",
    "clean_text",
    "clean_texts",
    "load_glossary",
    "survey_texts",
]

_HOMES = {
    "BookText": "cleanup.api",
    "clean_text": "cleanup.api",
    "clean_texts": "cleanup.api",
    "survey_texts": "cleanup.api",
    "check_text": "cleanup.api",
    "load_glossary": "cleanup.terms.load",
    "Config": "cleanup.settings.config",
    "FileResult": "cleanup.core.model",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
