"""``cleanup lsp``: the language server for editors."""

from __future__ import annotations

from cleanup.cli.clean import ConfigFile, Glossaries, GrammarEngine, Ignore, NoGrammar, Select
from cleanup.cli.ending import explained, fail


@explained
def lsp(
    glossary: Glossaries = [],  # noqa: B006 - Typer wants a list and never changes it
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
) -> None:
    """Start the language server for editors. It speaks over standard input and output.

    Grammar is checked behind, without slowing down typing. `cleanup help editors` has the lines to paste into the
    settings of an editor.
    """
    try:
        from cleanup.lsp.server import serve
    except ImportError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        fail("the language server is not installed\n  Install it with: pip install 'mt-cleanup[lsp]'")
    from cleanup.cli.check import checking_job

    job = checking_job(glossary, config, select, ignore, True, None)
    behind = checking_job(glossary, config, select, ignore, no_grammar, None, grammar=grammar)
    serve(job, None if no_grammar else behind).start_io()
