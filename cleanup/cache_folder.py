"""Where answers, predictions and the like are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """``$CLEANUP_CACHE``, or the folder that the platform has for caches. It need not exist."""
    if folder := os.environ.get("CLEANUP_CACHE"):
        return Path(folder)
    import platformdirs

    return Path(platformdirs.user_cache_dir("mt-cleanup", appauthor=False))
