"""The language server, over standard input and output (Language Server Protocol 3.17)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from cleanup import __version__
from cleanup.core.model import Span
from cleanup.errors import CleanupError
from cleanup.files.relative import relative
from cleanup.glossary import edit as glossary_edit
from cleanup.glossary.workspace import Workspace
from cleanup.lsp.actions import ADD, DECIDE, FIX_ALL, actions, diagnostic, range_of, text_edits
from cleanup.lsp.book import Books, Look
from cleanup.lsp.positions import Positions
from cleanup.lsp.rename import entry_name, renamed
from cleanup.reports.offers import source_line
from cleanup.review.session import Session
from cleanup.run.batch import Job

_DELAY, _BEHIND_DELAY = 0.05, 0.6
"""Seconds of quiet before a text that is being typed is looked at, and before that is done behind."""
_WORD = frozenset("'’-")


class Server(LanguageServer):
    """Looks at open texts when they change, and reports what is found in them.

    ``behind``: the job of a second look, which takes longer and runs in a thread of its own; ``None`` for none.
    """

    def __init__(self, job: Job, behind: Job | None = None) -> None:
        super().__init__("cleanup", __version__)
        self.books = Books(job)
        self._looks: dict[str, Look] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._books_behind = Books(behind, is_behind=True) if behind is not None else None
        self._looks_behind: dict[str, Look] = {}
        self._waiting_behind: dict[str, asyncio.Task[None]] = {}
        self._thread = ThreadPoolExecutor(1, "cleanup-behind")

    def look(self, uri: str) -> Look:
        """What is found in a text as it is now, with what a look behind has found that is still there."""
        text = self.workspace.get_text_document(uri).source
        known = self._looks.get(uri)
        if known is None or known.text != text:
            known = self._looks[uri] = self.books.look(to_fs_path(uri) or uri, text)
        behind = self._looks_behind.get(uri)
        return known if behind is None else known.with_more(behind)

    def positions(self, look: Look) -> Positions:
        """Positions in a text, in the units of the client."""
        return Positions(look.text, self.units)

    @property
    def units(self) -> str:
        """The units that the client counts characters in."""
        return str(getattr(self.workspace.position_encoding, "value", "utf-16"))

    def soon(self, uri: str) -> None:
        """Look at a text when nothing has been typed for a moment."""
        if (task := self._waiting.pop(uri, None)) is not None:
            task.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._later(uri))

    async def _later(self, uri: str) -> None:
        await asyncio.sleep(_DELAY)
        self.tell(uri)
        self.soon_behind(uri)

    def soon_behind(self, uri: str) -> None:
        """Look at a text behind when nothing has been typed for a while."""
        if self._books_behind is None:
            return
        if (task := self._waiting_behind.pop(uri, None)) is not None:
            task.cancel()
        self._waiting_behind[uri] = asyncio.get_running_loop().create_task(self._later_behind(uri, self._books_behind))

    async def _later_behind(self, uri: str, books: Books) -> None:
        await asyncio.sleep(_BEHIND_DELAY)
        text = self.workspace.get_text_document(uri).source
        path = to_fs_path(uri) or uri
        look = await asyncio.get_running_loop().run_in_executor(self._thread, books.look, path, text)
        if uri in self._looks:
            self._looks_behind[uri] = look
            self.tell(uri)

    def tell(self, uri: str) -> None:
        """Look at a text, and report what was found."""
        look = self.look(uri)
        positions = self.positions(look)
        if look.problem:
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Warning, look.problem))
        diagnostics = [diagnostic(found, look, positions) for found in look.found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics))

    def forget(self, uri: str) -> None:
        """A text was closed."""
        self._looks.pop(uri, None)
        self._looks_behind.pop(uri, None)
        for waiting in (self._waiting, self._waiting_behind):
            if (task := waiting.pop(uri, None)) is not None:
                task.cancel()
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def again(self) -> None:
        """Look at all open texts anew: a glossary or a decision has changed."""
        open_now = list(self._looks)
        self._looks.clear()
        for uri in open_now:
            self.tell(uri)
            self.soon_behind(uri)

    def shown(self) -> dict[Path, str]:
        """The texts that the editor has open, by path."""
        documents = self.workspace.text_documents.items()
        return {Path(path).absolute(): each.source for uri, each in documents if (path := to_fs_path(uri))}

    def done(self) -> None:
        """End what runs behind."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def decide(
    server: Server, uri: str, rule: str, text: str, becomes: str | None, decision: str, before: str, after: str
) -> str:
    """Make a decision about a form, or about the place between some words; what was done, in words. Raises
    CleanupError."""
    look = server.look(uri)
    same = [each for each in look.proposals if each.subject[:3] == (rule, text, becomes)]
    if not same:
        raise CleanupError(f"“{text}” is no longer proposed")
    session = Session()
    if decision == "here":
        here = next((each for each in same if each.subject[3:] == (before, after)), same[0])
        group = look.group(here)
        place = next(place for place in group.places if place.proposed.subject == here.subject)
        session.decide_place(place, group, "no")
        return f"“{text}” is left alone here"
    group = look.group(same[0])
    if decision in ("variant", "never", "silence"):
        return session.widen(group, "yes" if decision == "variant" else "no")
    session.decide(group, decision)
    return f"{decision} to “{text}” in this book"


def add(server: Server, uri: str, name: str) -> str:
    """Put a name into the glossary of a text; what was done, in words. Raises CleanupError."""
    look = server.look(uri)
    paths = look.glossaries or (look.folder / "glossary.toml",)
    workspace = Workspace(paths, create=True)
    glossary_edit.add(workspace, {"name": name})
    written = workspace.save()
    where = relative(str(written[0])) if written else "the glossary"
    hint = "" if look.glossaries else '; add glossaries = ["glossary.toml"] to cleanup.toml to have it followed'
    return f"“{name}” added to {where}{hint}"


def hover(server: Server, uri: str, position: lsp.Position) -> lsp.Hover | None:
    """The entry of the glossary that a name is of, and what the source has there."""
    look = server.look(uri)
    positions = server.positions(look)
    offset = positions.offset(position.line, position.character)
    line = positions.line(offset)
    known = look.term_at(offset, line)
    source = server.books.source_at(look, offset)
    if known is None and source is None:
        return None
    lines: list[str] = []
    span = Span(offset, offset)
    if known is not None:
        term, span = known
        facts = [str(term.kind), str(term.gender or ""), term.source]
        lines.append(f"{term.name} ({', '.join(filter(None, facts))})")
        for name in ("aliases", "variants", "never"):
            if forms := getattr(term, name):
                lines.append(f"{name}: {', '.join(forms)}")
        lines += [term.note] if term.note else []
        here = look.text.count(term.name)
        places, files = server.books.counts(look.folder, term.name)
        book = f", {places:,} in {files:,} files of the book" if files > 1 else ""
        lines.append(f"{here:,} {'place' if here == 1 else 'places'} in this text{book}")
    if source is not None:
        lines.append(f"source: {source_line(source)}")
    content = lsp.MarkupContent(lsp.MarkupKind.PlainText, "\n".join(lines))
    return lsp.Hover(content, range_of(span if known is not None else line, positions))


def rename_place(server: Server, uri: str, position: lsp.Position) -> lsp.PrepareRenamePlaceholder | None:
    """Where the name is that would be renamed."""
    look = server.look(uri)
    positions = server.positions(look)
    offset = positions.offset(position.line, position.character)
    known = look.term_at(offset, positions.line(offset))
    if known is None:
        return None
    span = known[1]
    return lsp.PrepareRenamePlaceholder(range_of(span, positions), look.text[span.start : span.end])


def rename(server: Server, uri: str, position: lsp.Position, new: str) -> lsp.WorkspaceEdit:
    """A name renamed in its entry and in all chapters of the book. Raises CleanupError."""
    look = server.look(uri)
    place = rename_place(server, uri, position)
    if place is None:
        raise CleanupError("the glossary has no such name; add it first")
    old = entry_name(look.glossaries, place.placeholder)
    found = renamed(old, new, look.glossaries, look.folder, server.shown())
    changes = {}
    for path, (text, edits) in found.files.items():
        positions = Positions(text, server.units)
        changes[from_fs_path(str(path)) or str(path)] = text_edits(edits, positions)
    left = [f"{found.doubtful:,} places at the start of a sentence"] if found.doubtful else []
    left += [f"{found.left:,} texts inside archives"] if found.left else []
    said = f"“{old}” renamed to “{new}” in {len(changes):,} files; save them all."
    said += f" Left for you: {', '.join(left)}." if left else ""
    server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, said))
    return lsp.WorkspaceEdit(changes=changes)


def completions(server: Server, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
    """Names of the glossary that begin as the word before the cursor does."""
    look = server.look(uri)
    positions = server.positions(look)
    end = positions.offset(position.line, position.character)
    start = end
    while start > 0 and (look.text[start - 1].isalnum() or look.text[start - 1] in _WORD):
        start -= 1
    place = range_of(Span(start, end), positions)
    return [
        lsp.CompletionItem(
            term.name,
            kind=lsp.CompletionItemKind.Constant,
            detail=", ".join(filter(None, [str(term.kind), term.source])),
            text_edit=lsp.TextEdit(place, term.name),
        )
        for term in look.names_from(look.text[start:end])
    ]


def serve(job: Job, behind: Job | None = None) -> Server:
    """A server with all that it can do; it begins with `start_io`. ``behind`` is as for `Server`."""
    server = Server(job, behind)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.tell(params.text_document.uri)
        server.soon_behind(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(_params: lsp.DidSaveTextDocumentParams) -> None:
        server.again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(_params: lsp.DidChangeWatchedFilesParams) -> None:
        server.again()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    kinds = [lsp.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        look = server.look(uri)
        return actions(uri, look, server.positions(look), params.range)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return hover(server, params.text_document.uri, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION)
    def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        return completions(server, params.text_document.uri, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def rename_prepared(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        return rename_place(server, params.text_document.uri, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename_asked(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        try:
            return rename(server, params.text_document.uri, params.position, params.new_name.strip())
        except (CleanupError, OSError) as error:
            raise JsonRpcInvalidParams(str(error)) from error

    def answered(act: Callable[[], str]) -> str:
        """Do what changes decisions or the glossary, say what came of it, and look again."""
        try:
            said, kind = act(), lsp.MessageType.Info
        except (CleanupError, OSError) as error:
            said, kind = str(error), lsp.MessageType.Error
        server.window_show_message(lsp.ShowMessageParams(kind, said))
        server.again()
        return said

    @server.command(DECIDE)
    async def decided(
        uri: str, rule: str, text: str, becomes: str | None, decision: str, before: str = "", after: str = ""
    ) -> str:
        return answered(lambda: decide(server, uri, rule, text, becomes, decision, before, after))

    @server.command(ADD)
    async def added(uri: str, name: str) -> str:
        return answered(lambda: add(server, uri, name))

    @server.feature(lsp.SHUTDOWN)
    def shut_down(_params: None) -> None:
        server.done()

    return server
