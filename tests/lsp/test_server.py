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

from cleanup.grammar.embedded import EMBEDDED

ROOT = Path(__file__).resolve().parents[2]
TEXT = "“It is 😀 late,” said Mara Velt.\n\nThen MaraVelt left the hall ,and MaraVelt slept.\n"
GLOSSARY = '[[term]]\nname = "Mara Velt"\nkind = "person"\ngender = "female"\n'
SECONDS = 120
pytestmark = pytest.mark.slow


class Editor:
    """A client with one text open."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.arguments = arguments or ("--no-grammar",)
        self.client = LanguageClient("editor", "1")
        self.folder = folder
        self.uri = (folder / "a.txt").as_uri()
        self.text = (folder / "a.txt").read_text("utf-8")
        self.version = 1
        self._told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._told.put_nowait(params))
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda _params: None)
        self.client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda _params: None)

    async def open(self) -> list[lsp.Diagnostic]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = ("-m", "cleanup", "lsp", *self.arguments)
        await self.client.start_io(sys.executable, *command, env=environment, cwd=str(self.folder))
        params = lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=self.folder.as_uri())
        await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        item = lsp.TextDocumentItem(self.uri, "plaintext", self.version, self.text)
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


def edited(
    folder: Path, script: Callable[[Editor], Awaitable[None]], *arguments: str, text: str = TEXT, config: str = ""
) -> None:
    """Run a script of an editor to its end, and end the server."""
    (folder / "cleanup.toml").write_text(f'glossaries = ["glossary.toml"]\npacks = []\n{config}', "utf-8")
    (folder / "glossary.toml").write_text(GLOSSARY, "utf-8")
    (folder / "a.txt").write_text(text, "utf-8")

    async def run() -> None:
        editor = Editor(folder, *arguments)
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
        replace = actions["Replace “MaraVelt” with “Mara Velt”"]
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
        everything = actions["Apply all safe fixes"]
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
        arguments = [editor.uri, "names-spacing", "MaraVelt", "Mara Velt", "no", "", ""]
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


def test_a_place_is_ignored_and_the_others_are_not(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        told = await editor.open()
        assert "Ignore here: “MaraVelt” → “Mara Velt”" in await editor.actions(told[2].range)
        arguments = [editor.uri, "names-spacing", "MaraVelt", "Mara Velt", "here", "the hall and", "slept"]
        params = lsp.ExecuteCommandParams("cleanup.decide", arguments)
        await editor.client.workspace_execute_command_async(params)
        assert [each.range.start.character for each in await editor.told()] == [5, 27]

    edited(tmp_path, script)


def test_a_name_is_added_to_the_glossary(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        await editor.open()
        assert "Add “Jory Venn” to the glossary" in await editor.actions(place(0, 5))
        params = lsp.ExecuteCommandParams("cleanup.add", [editor.uri, "Jory Venn"])
        said = await editor.client.workspace_execute_command_async(params)
        assert said == "“Jory Venn” added to glossary.toml"

    edited(tmp_path, script, text="Then Jory Venn left.\n")
    assert (tmp_path / "glossary.toml").read_text("utf-8").endswith('[[term]]\nname = "Jory Venn"\n')


def test_a_name_is_renamed_over_the_book(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Nobody saw Mara Velt.\r\n\r\n“Mara Velt’s,” he said.\r\n", "utf-8", newline="")
    (tmp_path / "c.txt").write_text("Nobody else.\n", "utf-8")

    async def script(editor: Editor) -> None:
        await editor.open()
        await editor.type(place(0, 0), "Mara Velt spoke. ")  # not saved, and counts all the same
        document = lsp.TextDocumentIdentifier(editor.uri)
        ready = await editor.client.text_document_prepare_rename_async(
            lsp.PrepareRenameParams(document, lsp.Position(0, 3))
        )
        assert isinstance(ready, lsp.PrepareRenamePlaceholder)
        assert (ready.placeholder, ready.range) == ("Mara Velt", place(0, 0, 9))
        done = await editor.client.text_document_rename_async(
            lsp.RenameParams(document, lsp.Position(0, 3), "Mara Veltan")
        )
        assert done is not None
        assert done.changes is not None
        files = {uri.rsplit("/", 1)[1]: edits for uri, edits in done.changes.items()}
        assert sorted(files) == ["a.txt", "b.txt", "glossary.toml"]
        assert [edit.range.start for edit in files["a.txt"]] == [lsp.Position(0, 9), lsp.Position(0, 48)]
        assert [edit.range.start for edit in files["b.txt"]] == [lsp.Position(0, 20), lsp.Position(2, 10)]
        assert 'variants = ["Mara Velt"]' in "".join(edit.new_text for edit in files["glossary.toml"])

    edited(tmp_path, script)
    assert (tmp_path / "glossary.toml").read_text("utf-8") == GLOSSARY  # the editor makes the edits


def test_hover_counts_the_book_and_shows_the_source(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("“很晚了，”她说。\n\n然后她离开了大厅。\n", "utf-8")
    (tmp_path / "b.txt").write_text("Nobody saw Mara Velt.\n", "utf-8")

    async def script(editor: Editor) -> None:
        await editor.open()
        document = lsp.TextDocumentIdentifier(editor.uri)
        shown = await editor.client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(0, 24)))
        assert shown is not None
        assert isinstance(shown.contents, lsp.MarkupContent)
        assert shown.contents.value.splitlines() == [
            "Mara Velt (person, female)",
            "1 place in this text, 2 in 2 files of the book",
            "source: ““很晚了，”她说。”",
        ]

    text = "“It is late,” said Mara Velt.\n\nThen she left the hall.\n"
    edited(tmp_path, script, text=text, config='source = "raw"\n')


@pytest.mark.skipif(bool(EMBEDDED["lingotweaker"].missing()), reason="the embedded engine is not installed")
def test_grammar_is_checked_behind_and_kept_while_typing(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        assert await editor.open() == []
        told = await editor.told()  # once more, when the engine has answered
        assert [(str(each.code).partition("-")[0], each.range.start.line) for each in told] == [("grammar", 2)]
        told = await editor.type(place(0, 0), "Indeed the door was shut.\n\n")
        assert [(str(each.code).partition("-")[0], each.range.start.line) for each in told] == [("grammar", 4)]

    text = "The rain fell all night long.\n\nShe told me that it was a apple.\n"
    edited(tmp_path, script, "--grammar", "lingotweaker", text=text)


def test_a_configuration_that_is_wrong_costs_no_server(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        (editor.folder / "cleanup.toml").write_text("nonsense = 1\n", "utf-8")
        assert await editor.open() == []
        (editor.folder / "cleanup.toml").write_text("packs = []\n", "utf-8")
        document = lsp.TextDocumentIdentifier(editor.uri)
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))
        assert "spacing-before-mark" in [each.code for each in await editor.told()]

    edited(tmp_path, script)
