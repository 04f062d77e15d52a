"""``cleanup glossary``: the table of its commands."""

from __future__ import annotations

import typer

from cleanup.cli import (
    glossary_discover,
    glossary_entries,
    glossary_exchange,
    glossary_lint,
    glossary_predict,
    glossary_rename,
    glossary_report,
    glossary_review,
    glossary_stats,
)

app = typer.Typer(help="Manage the glossary.", no_args_is_help=True, rich_markup_mode=None)
app.command("show")(glossary_entries.show)
app.command("predict")(glossary_predict.predict)
app.command("add")(glossary_entries.add)
app.command("remove")(glossary_entries.remove)
app.command("merge")(glossary_entries.merge)
app.command("sort")(glossary_entries.sort)
app.command("lint")(glossary_lint.lint)
app.command("test")(glossary_lint.run_promised)
app.command("rename")(glossary_rename.rename)
app.command("discover")(glossary_discover.discover)
app.command("review")(glossary_review.review)
app.command("stats")(glossary_stats.stats)
app.command("diff")(glossary_stats.diff)
app.command("import")(glossary_exchange.import_)
app.command("export")(glossary_exchange.export)
app.command("report")(glossary_report.report)
