"""The findings of a check as a GitLab code quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from cleanup.core.model import Severity
from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun
from cleanup.gate.identity import identity_of
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: CheckRun, _shown: Shown) -> str:
    """The report. Fingerprints do not depend on line numbers, and no two findings share one."""
    issues = []
    seen: Counter[str] = Counter()
    for checked in run.files:
        lines, path = Lines(checked.text), relative(checked.path)
        for found in checked.found:
            key = f"{path}\0{identity_of(checked.text, found).digest}"
            seen[key] += 1
            start, end = lines.location(found.span.start), lines.location(found.span.end)
            issues.append(
                {
                    "type": "issue",
                    "categories": ["Style"],
                    "description": in_a_sentence(checked.text, found),
                    "check_name": found.rule,
                    "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest(),
                    "severity": _SEVERITIES[found.severity],
                    "location": {"path": path, "lines": {"begin": start.line, "end": end.line}},
                }
            )
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
