"""The language server, over standard input and output (Language Server Protocol 3.17)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from cleanup import __version__
from cleanup.core.model import Edit, Severity, Span
from cleanup.errors import CleanupError
from cleanup.gate.found import Found, Remedy
from cleanup.lsp.book import Books, Look
from cleanup.lsp.positions import Positions
from cleanup.reports.offers import in_a_sentence, offers, quoted
from cleanup.review.session import Session
from cleanup.run.batch import Job

DECIDE = "cleanup.decide"
"""The command that a decision is made with: URI, rule, text, what becomes of it, and one of `_DECISIONS`."""
_DELAY = 0.15
"""Seconds of quiet before a text that is being typed is looked at."""
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_FIX_ALL = "source.fixAll.cleanup"
_WORD = frozenset("'’-")


class Server(LanguageServer):
    """Looks at open texts when they change, and tells what was found in them."""

    def __init__(self, job: Job) -> None:
        super().__init__("cleanup", __version__)
        self._books = Books(job)
        self._looks: dict[str, Look] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def look(self, uri: str) -> Look:
        """What is found in a text as it is now."""
        text = self.workspace.get_text_document(uri).source
        known = self._looks.get(uri)
        if known is None or known.text != text:
            known = self._looks[uri] = self._books.look(to_fs_path(uri) or uri, text)
        return known

    def positions(self, look: Look) -> Positions:
        """Positions in a text, in the units of the client."""
        return Positions(look.text, str(getattr(self.workspace.position_encoding, "value", "utf-16")))

    def soon(self, uri: str) -> None:
        """Look at a text when nothing has been typed for a moment."""
        if (task := self._waiting.pop(uri, None)) is not None:
            task.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._later(uri))

    async def _later(self, uri: str) -> None:
        await asyncio.sleep(_DELAY)
        self.tell(uri)

    def tell(self, uri: str) -> None:
        """Look at a text, and tell what was found."""
        look = self.look(uri)
        positions = self.positions(look)
        if look.problem:
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Warning, look.problem))
        diagnostics = [_diagnostic(found, look, positions) for found in look.found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics))

    def forget(self, uri: str) -> None:
        """A text was closed."""
        self._looks.pop(uri, None)
        if (task := self._waiting.pop(uri, None)) is not None:
            task.cancel()
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def again(self) -> None:
        """Look at all open texts anew: a glossary or a decision has changed."""
        open_now = list(self._looks)
        self._looks.clear()
        for uri in open_now:
            self.tell(uri)


def _range(span: Span, positions: Positions) -> lsp.Range:
    start, end = positions.at(span.start), positions.at(span.end)
    return lsp.Range(lsp.Position(*start), lsp.Position(*end))


def _span(found: Found, look: Look) -> Span:
    """What is underlined: the words that a finding is about, and not only the letters that would change."""
    proposed = look.proposed(found)
    return found.span if proposed is None else proposed.span


def _diagnostic(found: Found, look: Look, positions: Positions) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=_range(_span(found, look), positions),
        message=in_a_sentence(look.text, found),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        source="cleanup",
    )


def _edits(edits: Iterable[Edit], positions: Positions) -> list[lsp.TextEdit]:
    return [lsp.TextEdit(_range(edit.span, positions), edit.text) for edit in edits]


def actions(server: Server, uri: str, look: Look, wanted: lsp.Range) -> list[lsp.CodeAction]:
    """What can be done about the findings in a range."""
    positions = server.positions(look)
    start = positions.offset(wanted.start.line, wanted.start.character)
    end = positions.offset(wanted.end.line, wanted.end.character)
    found: list[lsp.CodeAction] = []
    for each in look.found:
        span = _span(each, look)
        if span.start <= end and start <= span.end:
            found += _about(uri, look, each, positions)
    safe = [edit for each in look.found if each.remedy is Remedy.SAFE for edit in each.edits]
    if safe:
        found.append(_change("Repair all that cleanup is sure of", _FIX_ALL, uri, _edits(safe, positions)))
    return found


def _about(uri: str, look: Look, found: Found, positions: Positions) -> Iterable[lsp.CodeAction]:
    kind = lsp.CodeActionKind.QuickFix
    proposed = look.proposed(found)
    for number, offer in enumerate(offers(look.text, found)):
        edits = found.edits if number == 0 and found.edits else (Edit(offer.span, offer.after),)
        before, after = offer.before, offer.after
        if number == 0 and proposed is not None and proposed.subject.becomes is not None:
            before, after = proposed.subject.text, proposed.subject.becomes
        title = f"Replace {quoted(before)} by {quoted(after)}"
        action = _change(title, kind, uri, _edits(edits, positions))
        action.is_preferred = number == 0 and found.remedy is Remedy.SAFE
        action.diagnostics = [_diagnostic(found, look, positions)]
        yield action
    if proposed is None:
        return
    rule, text, becomes, *_ = proposed.subject
    same = [each for each in look.found if each.edits and _is_same(look, each, (rule, text, becomes))]
    if len(same) > 1:
        together = [edit for each in same for edit in each.edits]
        yield _change(f"Replace all {len(same)} in this text", kind, uri, _edits(together, positions))
    for decision, title in _decisions(rule, text, becomes):
        command = lsp.Command(title, DECIDE, arguments=[uri, rule, text, becomes, decision])
        yield lsp.CodeAction(title, kind=kind, command=command)


def _is_same(look: Look, found: Found, subject: tuple[str, str, str | None]) -> bool:
    proposed = look.proposed(found)
    return proposed is not None and proposed.subject[:3] == subject


def _decisions(rule: str, text: str, becomes: str | None) -> Iterable[tuple[str, str]]:
    what = quoted(text) if becomes is None else f"{quoted(text)} → {quoted(becomes)}"
    yield "no", f"Never in this book: {what}"
    if becomes is not None:
        yield "yes", f"Always in this book: {what}"
    if rule.startswith("names-"):
        yield "variant", f"Glossary: {quoted(text)} is a variant"
        yield "never", f"Glossary: {quoted(text)} is another name"
    else:
        yield "silence", f"Silence {rule} in this book"


def _change(title: str, kind: str, uri: str, edits: Sequence[lsp.TextEdit]) -> lsp.CodeAction:
    return lsp.CodeAction(title, kind=kind, edit=lsp.WorkspaceEdit(changes={uri: list(edits)}))


def decide(server: Server, uri: str, rule: str, text: str, becomes: str | None, decision: str) -> str:
    """Make a decision about a form; what was done, in words. Raises CleanupError."""
    look = server.look(uri)
    proposed = next((each for each in look.proposals if each.subject[:3] == (rule, text, becomes)), None)
    if proposed is None:
        raise CleanupError(f"“{text}” is no longer proposed")
    group = look.group(proposed)
    session = Session()
    if decision in ("variant", "never", "silence"):
        return session.widen(group, "yes" if decision == "variant" else "no")
    session.decide(group, decision)
    return f"{decision} to “{text}” in this book"


def hover(server: Server, uri: str, position: lsp.Position) -> lsp.Hover | None:
    """The entry of the glossary that a name is of."""
    look = server.look(uri)
    positions = server.positions(look)
    offset = positions.offset(position.line, position.character)
    if (known := look.term_at(offset, positions.line(offset))) is None:
        return None
    term, span = known
    facts = [str(term.kind), str(term.gender or ""), term.source]
    lines = [f"{term.name} ({', '.join(filter(None, facts))})"]
    for name in ("aliases", "variants", "never"):
        if forms := getattr(term, name):
            lines.append(f"{name}: {', '.join(forms)}")
    lines += [term.note] if term.note else []
    lines.append(f"{look.text.count(term.name)} times in this text")
    content = lsp.MarkupContent(lsp.MarkupKind.PlainText, "\n".join(lines))
    return lsp.Hover(content, _range(span, positions))


def completions(server: Server, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
    """Names of the glossary that begin as the word before the cursor does."""
    look = server.look(uri)
    positions = server.positions(look)
    end = positions.offset(position.line, position.character)
    start = end
    while start > 0 and (look.text[start - 1].isalnum() or look.text[start - 1] in _WORD):
        start -= 1
    place = _range(Span(start, end), positions)
    return [
        lsp.CompletionItem(
            term.name,
            kind=lsp.CompletionItemKind.Constant,
            detail=", ".join(filter(None, [str(term.kind), term.source])),
            text_edit=lsp.TextEdit(place, term.name),
        )
        for term in look.names_from(look.text[start:end])
    ]


def serve(job: Job) -> Server:
    """A server with all that it can do; it begins with `start_io`."""
    server = Server(job)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.tell(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_params: lsp.DidSaveTextDocumentParams) -> None:
        server.again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_params: lsp.DidChangeWatchedFilesParams) -> None:
        server.again()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    kinds = [lsp.CodeActionKind.QuickFix, _FIX_ALL]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        return actions(server, uri, server.look(uri), params.range)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return hover(server, params.text_document.uri, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION)
    def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        return completions(server, params.text_document.uri, params.position)

    @server.command(DECIDE)
    def decided(uri: str, rule: str, text: str, becomes: str | None, decision: str) -> Any:
        try:
            said, kind = decide(server, uri, rule, text, becomes, decision), lsp.MessageType.Info
        except (CleanupError, OSError) as error:
            said, kind = str(error), lsp.MessageType.Error
        server.window_show_message(lsp.ShowMessageParams(kind, said))
        server.again()
        return said

    return server
