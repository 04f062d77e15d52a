"""The formats of a check's report, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from cleanup.gate.found import CheckRun
from cleanup.reports.check_options import Shown


@dataclass(frozen=True, slots=True)
class CheckFormat:
    """A format: what it is for, and the module that renders it, which is imported when it is used."""

    summary: str
    module: str

    def render(self, run: CheckRun, shown: Shown) -> str:
        """The report."""
        renderer: Callable[[CheckRun, Shown], str] = import_module(f"cleanup.reports.{self.module}").render
        return renderer(run, shown)


CHECK_FORMATS: Mapping[str, CheckFormat] = {
    "text": CheckFormat("for people: the place underlined, with what to do; like findings once", "check_text"),
    "json": CheckFormat("for programs: everything, in a versioned layout with a schema", "check_json"),
    "sarif": CheckFormat("SARIF 2.1.0 with fixes and rules, for GitHub code scanning and editors", "sarif"),
    "github": CheckFormat("notes beside the lines of a pull request, and a summary of all", "github"),
    "gitlab": CheckFormat("a GitLab code quality report", "gitlab"),
    "junit": CheckFormat("JUnit XML, for CI servers that show tests", "junit"),
    "checkstyle": CheckFormat("Checkstyle XML, for CI servers that show warnings", "checkstyle"),
    "rdjson": CheckFormat("reviewdog's format, with suggestions", "rdjson"),
    "concise": CheckFormat("a line for each finding: path:line:column: rule message", "concise"),
    "html": CheckFormat("a page to read in a browser: like findings once, or chapter by chapter", "check_page"),
    "markdown": CheckFormat("a summary in Markdown, for a CI job or a comment", "markdown"),
}
