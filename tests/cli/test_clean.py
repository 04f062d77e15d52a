"""``cleanup clean`` when all goes well."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.conftest import Cli


def test_by_default_it_prints_a_diff_and_changes_nothing(cli: Cli) -> None:
    file = cli.write("a.txt")
    done = cli.clean("a.txt")
    assert done.returncode == 0
    expected = f"--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-{cli.damaged}+{cli.repaired}"
    assert done.stdout.decode() == expected
    assert file.read_text("utf-8") == cli.damaged
    assert "1 would change" in done.stderr.decode()


def test_write_replaces_the_file_and_a_second_run_changes_nothing(cli: Cli) -> None:
    file = cli.write("a.txt")
    file.chmod(0o640)
    assert cli.clean("--write", "a.txt").stdout == b""
    assert file.read_text("utf-8") == cli.repaired
    assert file.stat().st_mode & 0o777 == 0o640
    before = file.stat().st_mtime_ns
    again = cli.clean("--write", "a.txt")
    assert "nothing to change" in again.stderr.decode()
    assert file.stat().st_mtime_ns == before


def test_output_mirrors_a_folder_and_copies_what_needs_no_change(cli: Cli) -> None:
    cli.write("novel/one/a.txt")
    cli.write("novel/b.txt", "Nothing to do.\n")
    assert cli.clean("novel", "--output", "out").returncode == 0
    assert (cli.folder / "out/one/a.txt").read_text("utf-8") == cli.repaired
    assert (cli.folder / "out/b.txt").read_text("utf-8") == "Nothing to do.\n"
    assert (cli.folder / "novel/one/a.txt").read_text("utf-8") == cli.damaged


def test_output_of_several_folders_does_not_collide(cli: Cli) -> None:
    cli.write("one/a.txt")
    cli.write("two/a.txt")
    cli.clean("one", "two", "-o", "out")
    assert sorted(str(p.relative_to(cli.folder)) for p in (cli.folder / "out").rglob("*.txt")) == [
        "out/one/a.txt",
        "out/two/a.txt",
    ]


def test_output_inside_the_folder_is_not_read_again(cli: Cli) -> None:
    cli.write("a.txt")
    cli.clean(".", "-o", "out")
    again = cli.clean(".", "-o", "out")
    assert "1 file cleaned" in again.stderr.decode()


@pytest.mark.parametrize("tool", [["git", "apply"], ["patch", "-s", "-p1", "-i"]], ids=["git", "patch"])
def test_the_diff_applied_gives_what_write_gives(cli: Cli, tool: list[str]) -> None:
    texts = {
        "a.txt": cli.damaged.encode(),
        "b c.txt": ("One.\r\n\r\n" + cli.damaged.strip() + "\r\n").encode(),
        "第一章.md": cli.damaged.strip().encode(),
        "bom.txt": b"\xef\xbb\xbf" + cli.damaged.encode(),
        "utf16.txt": cli.damaged.encode("utf-16"),
        "cp1252.txt": cli.damaged.encode("cp1252"),
    }
    for name, content in texts.items():
        cli.write(f"patched/{name}", content)
        cli.write(f"written/{name}", content)
    here = {"cwd": cli.folder / "patched"}
    assert cli.clean(".", "--diff", "../x.patch", **here).returncode == 0
    assert cli.clean("--write", ".", cwd=cli.folder / "written").returncode == 0
    subprocess.run(["git", "init", "-q"], **here, check=True)
    subprocess.run([*tool, "../x.patch"], **here, check=True)
    for name, content in texts.items():
        patched = (cli.folder / "patched" / name).read_bytes()
        assert patched == (cli.folder / "written" / name).read_bytes()
        assert patched != content


def test_check_exits_with_1_when_something_would_change(cli: Cli) -> None:
    cli.write("a.txt")
    cli.write("b.txt", "Nothing to do.\n")
    assert cli.clean("--check", ".").returncode == 1
    assert cli.clean("--check", "b.txt").returncode == 0
    assert cli.clean("--check", "a.txt").stdout == b""


def test_words(cli: Cli) -> None:
    cli.write("a.txt", "One.\n" + cli.damaged)
    shown = cli.clean("a.txt", "--format", "words").stdout.decode()
    assert shown.startswith("a.txt\n     2: [-”It-]{+“It+} is late,” said the guard.  (quotes-direction)\n")


def test_json_tells_every_change(cli: Cli) -> None:
    cli.write("a.txt", "One.\n" + cli.damaged)
    report = json.loads(cli.clean("a.txt", "missing.txt", "--format", "json").stdout)
    assert report["version"] == 1
    assert report["summary"] == {
        "files": 1,
        "changed": 1,
        "changes": 1,
        "suggestions": 0,
        "refusals": 0,
        "resumed": 0,
        "left_alone": 0,
        "errors": 1,
    }
    [change] = report["files"][0]["changes"]
    assert (change["rule"], change["line"], change["column"]) == ("quotes-direction", 2, 1)
    assert (change["before"], change["after"], change["span"]) == ("”", "“", {"start": 5, "end": 6})
    assert change["reason"]
    assert report["errors"][0]["path"] == "missing.txt"


def test_standard_input(cli: Cli) -> None:
    assert cli.clean("-", "--write", input=cli.damaged.encode()).stdout.decode() == cli.repaired
    diff = cli.clean("-", input=cli.damaged.encode()).stdout.decode()
    assert diff.startswith("--- a/<stdin>\n")
    markdown = f"`{cli.damaged.strip()}`\n"
    done = cli.clean("-", "--write", "--stdin-filename", "a.md", input=markdown.encode())
    assert done.stdout.decode() == markdown


def test_folders_are_searched_for_known_formats(cli: Cli) -> None:
    for name in ("a.txt", "b.md", "c.png", ".hidden.txt", ".git/d.txt", "node_modules/e.txt", "sub/f.MARKDOWN"):
        cli.write(name)
    report = json.loads(cli.clean(".", "-f", "json").stdout)
    assert [file["path"] for file in report["files"]] == ["a.txt", "b.md", "sub/f.MARKDOWN"]


def test_globs_names_and_folders_give_each_file_once(cli: Cli) -> None:
    for name in ("one/a.txt", "one/b.txt", "two/c.md"):
        cli.write(name)
    report = json.loads(cli.clean("one/*.txt", "one", "./one/a.txt", "two/c.md", "-f", "json").stdout)
    assert [file["path"] for file in report["files"]] == ["one/a.txt", "one/b.txt", "two/c.md"]


def test_exclude(cli: Cli) -> None:
    for name in ("a.txt", "drafts/b.txt", "notes/c.txt"):
        cli.write(name)
    cli.write("cleanup.toml", 'packs = []\nexclude = ["drafts/"]\n')
    report = json.loads(cli.clean(".", "--exclude", "notes", "-f", "json").stdout)
    assert [file["path"] for file in report["files"]] == ["a.txt"]
    named = json.loads(cli.clean("drafts/b.txt", "-f", "json").stdout)
    assert named["summary"]["files"] == 1


def test_each_novel_has_its_own_configuration(cli: Cli) -> None:
    cli.write("one/a.txt", "A letao shop.\n")
    cli.write("one/cleanup.toml", 'packs = []\nglossaries = ["names.toml"]\n')
    cli.write("one/names.toml", '[[term]]\nname = "Letao"\nkind = "platform"\n')
    cli.write("two/a.txt", "A letao shop.\n")
    cli.write("two/pyproject.toml", "[tool.cleanup]\npacks = []\n")
    cli.clean("--write", "one", "two")
    assert (cli.folder / "one/a.txt").read_text() == "A Letao shop.\n"
    assert (cli.folder / "two/a.txt").read_text() == "A letao shop.\n"


def test_rules_can_be_chosen(cli: Cli) -> None:
    cli.write("a.txt")
    assert cli.clean("a.txt", "--check", "--ignore", "quotes").returncode == 0
    assert cli.clean("a.txt", "--check", "--select", "repeats,casing").returncode == 0
    assert cli.clean("a.txt", "--check", "--select", "quotes-direction").returncode == 1
    cli.write("cleanup.toml", 'packs = []\nper-file-ignores = { "a.*" = ["quotes"] }\n')
    cli.write("b.txt")
    report = json.loads(cli.clean("a.txt", "b.txt", "-f", "json").stdout)
    assert [file["changed"] for file in report["files"]] == [False, True]


def test_formats_by_pattern(cli: Cli) -> None:
    cli.write("cleanup.toml", 'packs = []\nformats = { "*.chapter" = "markdown" }\n')
    cli.write("a.chapter", f"`{cli.damaged.strip()}`\n")
    assert "1 file read, nothing to change" in cli.clean(".").stderr.decode()


def test_quiet_says_nothing_of_success(cli: Cli) -> None:
    cli.write("a.txt")
    assert cli.clean("a.txt", "-q").stderr == b""
    assert cli.clean("missing.txt", "-q").stderr != b""


def test_suggestions_are_listed_with_their_place(cli: Cli) -> None:
    cli.write("a.txt", "It was very very late, and that that mattered.\nHe said nothing nothing at all.\n")
    done = cli.clean("a.txt", "--select", "repeats")
    listed = [line for line in done.stderr.decode().splitlines() if line.startswith("  a.txt:")]
    assert listed, done.stderr.decode()
    assert f"{len(listed)} suggestion" in done.stderr.decode()


def test_summary_counts_changes_by_rule(cli: Cli) -> None:
    cli.write("a.txt", cli.damaged * 3)
    lines = cli.clean("a.txt").stderr.decode().splitlines()
    assert [line.split() for line in lines if "quotes-direction" in line] == [["quotes-direction", "3"]]


def test_version_and_help(cli: Cli) -> None:
    from cleanup import __version__

    assert cli("--version").stdout.decode() == f"cleanup {__version__}\n"
    assert cli("-V").stdout == cli("--version").stdout
    help_text = cli("clean", "--help").stdout.decode()
    for option in ("--write", "--output", "--diff", "--check", "--format", "--glossary", "--config", "--unsafe-fixes"):
        assert option in help_text


def test_shell_completion(cli: Cli) -> None:
    cli.environment |= {"_CLEANUP_COMPLETE": "complete_bash", "COMP_WORDS": "cleanup cl", "COMP_CWORD": "1"}
    assert cli().stdout.decode().strip() == "clean"
