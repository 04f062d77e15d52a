"""The language server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).resolve().parents[2]
TEXT = "“It is 😀 late,” said Mara Velt.\n\nThen MaraVelt left the hall ,and MaraVelt slept.\n"
SECONDS = 120
pytestmark = pytest.mark.slow


class Editor:
    """A client with one text open."""

    def __init__(self, folder: Path) -> None:
        self.client = LanguageClient("editor", "1")
        self.folder = folder
        self.uri = (folder / "a.txt").as_uri()
        self.version = 1
        self._told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._told.put_nowait(params))
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda _params: None)
        self.client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda _params: None)

    async def open(self) -> list[lsp.Diagnostic]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        await self.client.start_io(sys.executable, "-m", "cleanup", "lsp", env=environment, cwd=str(self.folder))
        params = lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=self.folder.as_uri())
        await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        item = lsp.TextDocumentItem(self.uri, "plaintext", self.version, TEXT)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.told()

    async def told(self) -> list[lsp.Diagnostic]:
        params = await asyncio.wait_for(self._told.get(), SECONDS)
        assert params.uri == self.uri
        return list(params.diagnostics)

    async def type(self, place: lsp.Range, text: str) -> list[lsp.Diagnostic]:
        self.version += 1
        change = lsp.TextDocumentContentChangePartial(range=place, text=text)
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await self.told()

    async def actions(self, place: lsp.Range) -> dict[str, lsp.CodeAction | lsp.Command]:
        document, context = lsp.TextDocumentIdentifier(self.uri), lsp.CodeActionContext([])
        found = await self.client.text_document_code_action_async(lsp.CodeActionParams(document, place, context))
        return {action.title: action for action in found or []}


def edited(folder: Path, script: Callable[[Editor], Awaitable[None]]) -> None:
    """Run a script of an editor to its end, and end the server."""
    (folder / "cleanup.toml").write_text('glossaries = ["glossary.toml"]\npacks = []\n', "utf-8")
    (folder / "glossary.toml").write_text('[[term]]\nname = "Mara Velt"\nkind = "person"\ngender = "female"\n', "utf-8")
    (folder / "a.txt").write_text(TEXT, "utf-8")

    async def run() -> None:
        editor = Editor(folder)
        try:
            await script(editor)
            await asyncio.wait_for(editor.client.shutdown_async(None), SECONDS)
            editor.client.exit(None)
        except BaseException:
            if (process := editor.client._server) is not None:
                process.kill()  # or a test that fails would wait for it
            raise
        finally:
            await asyncio.wait_for(editor.client.stop(), SECONDS)

    asyncio.run(run())


def place(line: int, start: int, end: int | None = None) -> lsp.Range:
    return lsp.Range(lsp.Position(line, start), lsp.Position(line, start if end is None else end))


def test_findings_are_told_while_typing_and_repaired(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        told = await editor.open()
        assert [(each.code, each.range.start.line, each.range.start.character) for each in told] == [
            ("names-spacing", 2, 5), ("spacing-before-mark", 2, 27), ("names-spacing", 2, 33),
        ]  # fmt: skip
        actions = await editor.actions(told[0].range)
        replace = actions["Replace “MaraVelt” by “Mara Velt”"]
        assert isinstance(replace, lsp.CodeAction)
        assert replace.is_preferred
        assert replace.edit is not None
        assert replace.edit.changes is not None
        assert [(edit.range.start.character, edit.new_text) for edit in replace.edit.changes[editor.uri]] == [(9, " ")]
        together = actions["Replace all 2 in this text"]
        assert isinstance(together, lsp.CodeAction)
        assert together.edit is not None
        assert together.edit.changes is not None
        assert len(together.edit.changes[editor.uri]) == 2
        everything = actions["Repair all that cleanup is sure of"]
        assert isinstance(everything, lsp.CodeAction)
        assert everything.kind == "source.fixAll.cleanup"
        told = await editor.type(place(2, 5, 13), "Mara Velt")
        assert [each.code for each in told] == ["spacing-before-mark", "names-spacing"]

    edited(tmp_path, script)


def test_a_decision_is_kept_and_followed(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        told = await editor.open()
        actions = await editor.actions(told[0].range)
        assert "Never in this book: “MaraVelt” → “Mara Velt”" in actions
        arguments = [editor.uri, "names-spacing", "MaraVelt", "Mara Velt", "no"]
        params = lsp.ExecuteCommandParams("cleanup.decide", arguments)
        await editor.client.workspace_execute_command_async(params)
        assert [each.code for each in await editor.told()] == ["spacing-before-mark"]

    edited(tmp_path, script)
    [decision] = tomllib.loads((tmp_path / "cleanup.decisions.toml").read_text("utf-8"))["decision"]
    assert (decision["text"], decision["answer"]) == ("MaraVelt", "no")


def test_names_are_explained_and_completed(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        await editor.open()
        document = lsp.TextDocumentIdentifier(editor.uri)
        shown = await editor.client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(0, 24)))
        assert shown is not None
        assert isinstance(shown.contents, lsp.MarkupContent)
        assert shown.contents.value.startswith("Mara Velt (person, female)")
        assert shown.range == place(0, 22, 31)
        nothing = await editor.client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(0, 2)))
        assert nothing is None
        await editor.type(place(3, 0), "Then mar")
        params = lsp.CompletionParams(document, lsp.Position(3, 8))
        offered = await editor.client.text_document_completion_async(params)
        assert isinstance(offered, list)
        assert [item.label for item in offered] == ["Mara Velt"]

    edited(tmp_path, script)


def test_a_configuration_that_is_wrong_costs_no_server(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        (editor.folder / "cleanup.toml").write_text("nonsense = 1\n", "utf-8")
        assert await editor.open() == []
        (editor.folder / "cleanup.toml").write_text("packs = []\n", "utf-8")
        document = lsp.TextDocumentIdentifier(editor.uri)
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))
        assert "spacing-before-mark" in [each.code for each in await editor.told()]

    edited(tmp_path, script)
