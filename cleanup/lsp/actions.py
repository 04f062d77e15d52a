"""What an editor offers to do about findings and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types as lsp

from cleanup.core.model import Edit, Severity, Span
from cleanup.gate.found import Found, Remedy
from cleanup.lsp.book import Look
from cleanup.lsp.positions import Positions
from cleanup.reports.offers import in_a_sentence, offers, quoted

DECIDE = "cleanup.decide"
"""The command that a decision is made with: URI, rule, text, what becomes of it, one of `_decisions`, and the words
before and after the place."""
ADD = "cleanup.add"
"""The command that puts a name into the glossary: URI, name."""
FIX_ALL = "source.fixAll.cleanup"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


def range_of(span: Span, positions: Positions) -> lsp.Range:
    """A span as the editor counts it."""
    start, end = positions.at(span.start), positions.at(span.end)
    return lsp.Range(lsp.Position(*start), lsp.Position(*end))


def _span(found: Found, look: Look) -> Span:
    """What is underlined: the words that a finding is about, and not only the letters that would change."""
    proposed = look.proposed(found)
    return found.span if proposed is None else proposed.span


def diagnostic(found: Found, look: Look, positions: Positions) -> lsp.Diagnostic:
    """A finding as the editor shows it."""
    return lsp.Diagnostic(
        range=range_of(_span(found, look), positions),
        message=in_a_sentence(look.text, found),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        source="cleanup",
    )


def text_edits(edits: Iterable[Edit], positions: Positions) -> list[lsp.TextEdit]:
    return [lsp.TextEdit(range_of(edit.span, positions), edit.text) for edit in edits]


def actions(uri: str, look: Look, positions: Positions, wanted: lsp.Range) -> list[lsp.CodeAction]:
    """What can be done about the findings in a range, and about a name in it."""
    start = positions.offset(wanted.start.line, wanted.start.character)
    end = positions.offset(wanted.end.line, wanted.end.character)
    found: list[lsp.CodeAction] = []
    for each in look.found:
        span = _span(each, look)
        if span.start <= end and start <= span.end:
            found += _about(uri, look, each, positions)
    if name := look.new_name(Span(start, end)):
        title = f"Add {quoted(name)} to the glossary"
        command = lsp.Command(title, ADD, arguments=[uri, name])
        found.append(lsp.CodeAction(title, kind=lsp.CodeActionKind.QuickFix, command=command))
    safe = [edit for each in look.found if each.remedy is Remedy.SAFE for edit in each.edits]
    if safe:
        found.append(_change("Apply all safe fixes", FIX_ALL, uri, text_edits(safe, positions)))
    return found


def _about(uri: str, look: Look, found: Found, positions: Positions) -> Iterable[lsp.CodeAction]:
    kind = lsp.CodeActionKind.QuickFix
    proposed = look.proposed(found)
    for number, offer in enumerate(offers(look.text, found)):
        edits = found.edits if number == 0 and found.edits else (Edit(offer.span, offer.after),)
        before, after = offer.before, offer.after
        if number == 0 and proposed is not None and proposed.subject.becomes is not None:
            before, after = proposed.subject.text, proposed.subject.becomes
        title = f"Replace {quoted(before)} with {quoted(after)}"
        action = _change(title, kind, uri, text_edits(edits, positions))
        action.is_preferred = number == 0 and found.remedy is Remedy.SAFE
        action.diagnostics = [diagnostic(found, look, positions)]
        yield action
    if proposed is None:
        return
    rule, text, becomes, *_ = proposed.subject
    same = [each for each in look.found if each.edits and _is_same(look, each, (rule, text, becomes))]
    if len(same) > 1:
        together = [edit for each in same for edit in each.edits]
        yield _change(f"Replace all {len(same)} in this text", kind, uri, text_edits(together, positions))
    for decision, title in _decisions(rule, text, becomes):
        arguments = [uri, rule, text, becomes, decision, proposed.subject.before, proposed.subject.after]
        command = lsp.Command(title, DECIDE, arguments=arguments)
        yield lsp.CodeAction(title, kind=kind, command=command)


def _is_same(look: Look, found: Found, subject: tuple[str, str, str | None]) -> bool:
    proposed = look.proposed(found)
    return proposed is not None and proposed.subject[:3] == subject


def _decisions(rule: str, text: str, becomes: str | None) -> Iterable[tuple[str, str]]:
    what = quoted(text) if becomes is None else f"{quoted(text)} → {quoted(becomes)}"
    yield "here", f"Ignore here: {what}"
    yield "no", f"Never in this book: {what}"
    if becomes is not None:
        yield "yes", f"Always in this book: {what}"
    if rule.startswith("names-"):
        yield "variant", f"Glossary: {quoted(text)} is a variant of this name"
        yield "never", f"Glossary: {quoted(text)} is never this name"
    else:
        yield "silence", f"Silence {rule} in this book"


def _change(title: str, kind: str, uri: str, edits: Sequence[lsp.TextEdit]) -> lsp.CodeAction:
    return lsp.CodeAction(title, kind=kind, edit=lsp.WorkspaceEdit(changes={uri: list(edits)}))
