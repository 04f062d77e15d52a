"""``cleanup cache``: what is kept between runs, and how to be rid of it."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleanup.cli.ending import explained, fail
from cleanup.cli.say import give, say

if TYPE_CHECKING:
    from cleanup.caches import Cache, Kept

app = typer.Typer(help="Show or clear the cache.", no_args_is_help=True)

VERSION = 1
"""Of the layout of the JSON."""
_DAY = 86_400

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("info")
@explained
def info(as_json: AsJson = False) -> None:
    """Show what the cache holds, its size and its limits. Installed grammar engines do not count."""
    from cleanup.caches import CACHES
    from cleanup.storage.folder import cache_folder

    found = {kind: (cache, cache.info(cache.path())) for kind, cache in CACHES.items()}
    if as_json:
        rows = [_row(kind, cache, kept) for kind, (cache, kept) in found.items()]
        give(json.dumps({"version": VERSION, "folder": str(cache_folder()), "caches": rows}, indent=2))
        return
    say(f"{cache_folder()}\n")
    for kind, (cache, kept) in found.items():
        limit = f"of at most {_amount(cache.limit)}" if cache.limit else "each for 30 days"
        used = f"last used {_ago(kept.newest)}, longest not used {_ago(kept.oldest)}" if kept.entries else ""
        say(f"{kind:<8}  {kept.entries:>9,} entries  {_amount(kept.size):>9} {limit:<20}  {cache.what}")
        say(f"{'':<10}{cache.path()}{f', {used}' if used else ''}")
        for trouble in kept.trouble:
            say(f"note: {trouble}", err=True)


@app.command("clear")
@explained
def clear(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="grammar, results, names, runs, undo. [default: all but runs and undo, which cannot be recreated]",
            show_default=False,
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Clear the cache. Other runs can go on using it; installed grammar engines stay."""
    from cleanup.caches import CACHES

    if kind and kind not in CACHES:
        fail(f"nothing of the kind “{kind}” is kept\n  Known kinds: {', '.join(CACHES)}.")
    rows: list[dict[str, Any]] = []
    stuck: list[str] = []
    for name, cache in CACHES.items():
        if name != kind and (kind or not cache.is_lossless):
            continue
        before = cache.info(cache.path())
        left = cache.clear(cache.path())
        after = cache.info(cache.path())
        rows.append({**_row(name, cache, after), "freed": before.size - after.size, "cleared": left == 0})
        stuck += [name] if left else []
        if not as_json:
            gone = before.entries - after.entries
            entries = "1 entry" if gone == 1 else f"{gone:,} entries"
            say(f"{name:<8}  {entries}, {_amount(before.size - after.size)}")
    if as_json:
        give(json.dumps({"version": VERSION, "caches": rows}, indent=2))
    if not kind and (kept := CACHES["runs"].info(CACHES["runs"].path())).entries:
        runs = "1 interrupted run" if kept.entries == 1 else f"{kept.entries} interrupted runs"
        say(f"note: {runs} can still be resumed; `cleanup cache clear runs` forgets that.", err=True)
    if stuck:
        fail(f"in use by another run, or read-only: {', '.join(stuck)}\n  Try again when that run has ended.")


def _row(kind: str, cache: Cache, kept: Kept) -> dict[str, Any]:
    return {
        "kind": kind,
        "what": cache.what,
        "path": str(cache.path()),
        "entries": kept.entries,
        "bytes": kept.size,
        "limit": cache.limit,
        "oldest": _time(kept.oldest),
        "newest": _time(kept.newest),
    }


def _time(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()


def _ago(seconds: int | None) -> str:
    days = int((time.time() - (seconds or 0)) // _DAY)
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def _amount(size: float) -> str:
    from cleanup.cli.pace import amount

    return amount(size)
