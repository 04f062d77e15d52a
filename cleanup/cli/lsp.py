"""``cleanup lsp``: the language server for editors."""

from __future__ import annotations

from cleanup.cli.clean import ConfigFile, Glossaries, GrammarEngine, Ignore, Select
from cleanup.cli.ending import explained, fail


@explained
def lsp(
    glossary: Glossaries = [],  # noqa: B006 - Typer wants a list and never changes it
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    grammar: GrammarEngine = None,
) -> None:
    """Serve an editor over standard input and output: findings, repairs, decisions, names.

    The grammar check is left out unless --grammar names an engine. `cleanup help editors` has the lines for editors.
    """
    try:
        from cleanup.lsp.server import serve
    except ImportError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        fail("the language server is not installed\n  Install it with: pip install 'mt-cleanup[lsp]'")
    from cleanup.cli.check import checking_job

    serve(checking_job(glossary, config, select, ignore, grammar is None, None, grammar=grammar)).start_io()
