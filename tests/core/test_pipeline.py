"""The pipeline: settled, explained, guarded, and the text untouched where it cannot be."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core import pipeline
from cleanup.core.model import Applicability, Block, BlockKind, Cause, Document, Edit, Finding, Fix, Severity, Span
from cleanup.core.pipeline import Outcome, Stage, run
from cleanup.core.revision import replay
from tests.core.toy import SOURCES, TEXTS, finding, parse, plain, replacing, together

SAFE, UNSAFE, SUGGESTION = Applicability

Check = Callable[[Document], Iterable[Finding]]


def stages(*checks: Check) -> list[Stage]:
    """A stage a check, called one, two, ..."""
    return [Stage(name, check) for name, check in zip(["one", "two", "three", "four"], checks, strict=False)]


def clean(source: str, *checks: Check) -> Outcome:
    """The outcome with a stage a check, in the toy format."""
    return run(source, stages(*checks), parse)


def told(outcome: Outcome) -> list[tuple[str, str, str]]:
    """The findings: rule, where in the original, and what the fix would put there."""
    return [
        (f.rule, outcome.original[f.span.start : f.span.end], f.fix.edits[0].text if f.fix else "")
        for f in outcome.findings
    ]


def refused(outcome: Outcome) -> list[tuple[str, str, str]]:
    """The refusals: rule, where in the original, and why."""
    return [
        (r.finding.rule, outcome.original[r.finding.span.start : r.finding.span.end], r.reason)
        for r in outcome.refusals
    ]


def reporting(rule: str, pattern: str, *texts: str, applicability: Applicability = SUGGESTION) -> Check:
    """A check that reports each match of a pattern, or suggests a text for it."""

    def check(document: Document) -> Iterator[Finding]:
        for match in re.finditer(pattern, document.prose):
            yield finding(rule, match.start(), match.end(), *texts, applicability=applicability)

    return check


def fixing(rule: str, *edits: tuple[int, int, str], when: str) -> Check:
    """A check with one fix of several edits, made while the prose is ``when``."""

    def check(document: Document) -> Iterator[Finding]:
        if document.prose == when:
            made = tuple(Edit(Span(start, end), text) for start, end, text in edits)
            yield Finding(rule, made[0].span, "", fix=Fix(made))

    return check


def raising(document: Document) -> Iterator[Finding]:
    """A check that finds something and then breaks."""
    yield finding("broken", 0, 1, "?")
    yield finding("broken", 0, 1)
    raise KeyError("no such thing")


def same_letters(before: str, after: str) -> str:
    """A guard: letters may not change."""
    return "" if re.sub(r"\W", "", before) == re.sub(r"\W", "", after) else "letters"


# ---------------------------------------------------------------- whatever the rules

TOY_RULES = [
    ("a", "b"),
    ("b", "a"),
    ("b", "c"),
    ("a(?=b)", ""),
    ("  ", " "),
    (" ,", ","),
    (r",(?=\w)", ", "),
    (r"\.", ".."),
    ("\n\n", "\n"),
    ("(?<=b)$", "."),
    ("^", "“"),
    ("^(?!“)", "“"),
    ("bc", "bc"),
    ("李(?!牧)", "李牧"),
]


@st.composite
def toy_stages(draw: st.DrawFn) -> list[Stage]:
    """One to three stages of toy rules, of which some undo each other, never end, or break a guard."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        chosen = draw(st.lists(st.sampled_from(TOY_RULES), max_size=3, unique=True))
        checks = [
            replacing(f"rule-{number}-{pattern}", pattern, text, draw(st.sampled_from(Applicability)))
            for pattern, text in chosen
        ]
        made.append(Stage(f"stage-{number}", together(*checks), draw(st.sampled_from([None, same_letters]))))
    return made


@given(st.one_of(SOURCES, TEXTS), toy_stages(), st.sampled_from([parse, plain]))
def test_the_outcome_is_explained_settled_and_inside_the_text(
    source: str, made: list[Stage], reader: Callable[[str], Document]
) -> None:
    outcome = run(source, made, reader)
    assert replay(source, outcome.changes) == outcome.revised
    assert outcome.original == source
    allowed = {f"rule-{number}-{pattern}" for number in range(3) for pattern, _text in TOY_RULES}
    for change in outcome.changes:
        assert change.causes
        assert {cause.rule for cause in change.causes} <= allowed
    for each in [*outcome.findings, *(refusal.finding for refusal in outcome.refusals)]:
        assert 0 <= each.span.start <= each.span.end <= len(source)
        for edit in each.fix.edits if each.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(source)
    assert all(refusal.reason for refusal in outcome.refusals)
    assert list(outcome.findings) == sorted(outcome.findings, key=lambda f: (f.span, f.rule))
    if not outcome.faults:
        again = run(outcome.revised, made, reader)
        assert (again.revised, again.changes, again.faults) == (outcome.revised, (), ())
        assert len(again.findings) == len(outcome.findings)
        assert [refusal.reason for refusal in again.refusals] == [refusal.reason for refusal in outcome.refusals]


@given(st.one_of(SOURCES, TEXTS), toy_stages())
def test_the_same_text_comes_out_every_time(source: str, made: list[Stage]) -> None:
    assert run(source, made, parse) == run(source, made, parse)


@given(st.one_of(SOURCES, TEXTS), toy_stages())
def test_nothing_is_applied_when_nothing_may_be(source: str, made: list[Stage]) -> None:
    outcome = run(source, made, parse, frozenset())
    assert (outcome.revised, outcome.changes, outcome.refusals) == (source, (), ())
    document = parse(source)
    assert len(outcome.findings) == sum(1 for stage in made for _ in stage.check(document))


@given(st.one_of(SOURCES, TEXTS), toy_stages())
def test_a_guarded_stage_never_gets_away_with_it(source: str, made: list[Stage]) -> None:
    guarded = [Stage(stage.name, stage.check, same_letters) for stage in made]
    outcome = run(source, guarded, parse)
    assert same_letters(parse(source).prose, parse(outcome.revised).prose) == ""


@given(st.one_of(SOURCES, TEXTS), toy_stages())
def test_what_is_protected_stays(source: str, made: list[Stage]) -> None:
    def protected(document: Document) -> list[Span]:
        return [Span(match.start(), match.end()) for match in re.finditer("ab|bc|b", document.prose)]

    kept = [Stage(stage.name, stage.check, respects=protected) for stage in made]
    outcome = run(source, kept, parse)
    assert parse(outcome.revised).prose.count("b") >= parse(source).prose.count("b")
    if not outcome.faults:
        for change in outcome.changes:
            assert "b" not in change.before


@given(st.one_of(SOURCES, TEXTS), st.one_of(SOURCES, TEXTS), st.one_of(SOURCES, TEXTS), toy_stages())
def test_what_is_ignored_stays(before: str, inside: str, after: str, made: list[Stage]) -> None:
    source = f"{before}<!-- cleanup: off -->{inside}<!-- cleanup: on -->{after}"
    outcome = run(source, made, parse)
    kept = f"<!-- cleanup: off -->{inside}<!-- cleanup: on -->"
    assert kept in outcome.revised
    for each in outcome.findings:
        assert not len(before) <= each.span.start < len(before) + len(kept)


# ---------------------------------------------------------------- stages, passes, rounds


@pytest.mark.parametrize("source", ["", "\n", "nothing to do", "*\r\n> {a}", "李牧 👍🏽"])
def test_nothing_to_do(source: str) -> None:
    for made in ([], stages(replacing("r", "zzz", "y"), lambda _document: ())):
        assert run(source, made, parse) == Outcome(source, source, (), (), (), ())


def test_stages_run_until_none_has_anything_to_do() -> None:
    outcome = clean("abc", replacing("r-one", "b", "x"), replacing("r-two", "c", "b"))
    assert outcome.revised == "axx"
    assert [(c.before, c.after, [x.rule for x in c.causes]) for c in outcome.changes] == [
        ("b", "x", ["r-one"]),
        ("c", "x", ["r-two", "r-one"]),
    ]


def test_a_cause_keeps_what_its_finding_knew() -> None:
    def check(document: Document) -> Iterator[Finding]:
        at = document.prose.find("b")
        if at >= 0:
            fix = Fix((Edit(Span(at, at + 1), "x"),), UNSAFE)
            yield Finding("r-b", Span(at, at + 1), "a b", Severity.ERROR, fix)

    outcome = run("abc", [Stage("one", check)], parse, frozenset({SAFE, UNSAFE}))
    (change,) = outcome.changes
    assert change.causes == (Cause("r-b", "a b", Severity.ERROR, UNSAFE),)


def test_fixes_that_touch_take_turns() -> None:
    outcome = clean("aaaa", replacing("r", "a", "b"))
    assert (outcome.revised, outcome.refusals, outcome.faults) == ("bbbb", (), ())


def test_each_text_is_parsed_once_in_a_row() -> None:
    parsed: list[str] = []

    def counting(source: str) -> Document:
        parsed.append(source)
        return parse(source)

    nothing = replacing("n", "zzz", "y")
    outcome = run("a", stages(nothing, replacing("r", "a", "b"), nothing, nothing), counting)
    assert outcome.revised == "b"
    assert parsed == ["a", "b"]


def test_a_source_that_cannot_be_parsed_is_the_callers_to_hear_of() -> None:
    def refusing(source: str) -> Document:
        raise LookupError(source)

    with pytest.raises(LookupError, match="text"):
        run("text", stages(replacing("r", "a", "b")), refusing)


def test_a_stage_whose_text_cannot_be_parsed_is_taken_back() -> None:
    def strict(source: str) -> Document:
        if "!" in source:
            raise LookupError("no")
        return parse(source)

    outcome = run("a b", stages(replacing("r", "a", "!"), replacing("s", "b", "c")), strict)
    assert outcome.revised == "a c"
    assert outcome.faults == ("internal error: stage one failed: LookupError('no'); its changes were taken back",)


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize("editwise", [False, True])
def test_a_fix_that_breaks_the_guard_is_taken_back_and_the_rest_kept(editwise: bool) -> None:
    check = together(replacing("r-bad", "a", "x"), replacing("r-good", "!", "?"))
    bad = Stage("bad", check, same_letters, editwise=editwise)
    before, after = Stage("before", replacing("r-before", " ,", ",")), Stage("after", replacing("r-after", "x", "y"))
    outcome = run("a , b !", [before, bad, after], parse)
    assert outcome.revised == "a, b ?"
    assert outcome.faults == ("internal error: r-bad would alter letters (“a” → “x”); that change was not made",)
    assert {cause.rule for change in outcome.changes for cause in change.causes} == {"r-before", "r-good"}
    assert [refusal.reason for refusal in outcome.refusals] == ["it would alter letters"]


@pytest.mark.parametrize("editwise", [False, True])
def test_what_broke_a_guard_is_told_once(editwise: bool) -> None:
    check = together(replacing("r-mark", "!", "?"), replacing("r-mark", "Z", "z"))
    marks = Stage("marks", check, same_letters, editwise=editwise)
    outcome = run("a! a!", [marks, Stage("upper", replacing("r-up", "a", "Z"))], parse)
    assert outcome.revised == "Z? Z?"
    assert outcome.faults == ("internal error: r-mark would alter letters (“Z” → “z”); that change was not made",)


def test_many_fixes_that_break_a_guard_are_found_among_more_that_do_not() -> None:
    check = together(replacing("r-bad", "a", "x"), replacing("r-good", "!", "?"))
    outcome = run("a! " * 50, [Stage("bad", check, same_letters)], parse)
    assert outcome.revised == "a? " * 50
    assert len(outcome.faults) == 1


def test_a_stage_whose_every_edit_looks_right_is_still_guarded_as_a_whole() -> None:
    def never(before: str, after: str) -> str:
        return "the end" if after.endswith("?") and len(after) > 1 else ""

    outcome = run("a!", [Stage("bad", replacing("r", "!", "?"), never), *stages(replacing("s", "a", "b"))], parse)
    assert (outcome.revised, len(outcome.faults)) == ("b!", 1)


@pytest.mark.parametrize("guard", [None, same_letters])
def test_a_stage_that_raises_is_taken_back_and_the_rest_kept(guard: pipeline.Guard | None) -> None:
    outcome = run("ab", [Stage("bad", raising, guard), *stages(replacing("r", "b", "c"))], parse)
    assert outcome.revised == "ac"
    assert outcome.findings == ()
    assert outcome.faults == (
        "internal error: stage bad failed: KeyError('no such thing'); its changes were taken back",
    )


def test_a_guard_that_raises_takes_its_stage_back() -> None:
    def guard(before: str, after: str) -> str:
        raise ZeroDivisionError(before + after)

    outcome = run("ab", [Stage("bad", replacing("r", "a", "x"), guard), *stages(replacing("s", "b", "c"))], parse)
    assert outcome.revised == "ac"
    assert "stage bad failed: ZeroDivisionError('abxb')" in outcome.faults[0]


def test_a_stage_that_raises_later_keeps_what_it_did_before() -> None:
    def once(document: Document) -> Iterator[Finding]:
        if "z" in document.prose:
            raise KeyError("z")
        yield from replacing("r", "a", "b")(document)

    outcome = clean("a c", once, replacing("s", "c", "z"))
    assert outcome.revised == "b z"
    assert len(outcome.faults) == 1


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (finding("r", 0, 9), "found something outside the text"),
        (finding("r", -1, 1), "found something outside the text"),
        (finding("r", 2, 1), "found something outside the text"),
        (Finding("r", Span(0, 1), "", fix=Fix((Edit(Span(0, 9), ""),))), "overlaps another or is outside"),
        (Finding("r", Span(0, 1), "", fix=Fix((Edit(Span(0, 2), ""), Edit(Span(1, 3), "")))), "overlaps another"),
        (Finding("r", Span(0, 1), "", fix=Fix((Edit(Span(2, 3), ""), Edit(Span(0, 1), "")))), "overlaps another"),
    ],
)
def test_a_finding_that_makes_no_sense_is_a_fault_that_names_its_rule(bad: Finding, what: str) -> None:
    outcome = clean("abc", lambda _document: [bad], replacing("s", "c", "d"))
    assert outcome.revised == "abd"
    assert f"ValueError('r {what}" in outcome.faults[0] or f"ValueError('r has an edit that {what}" in outcome.faults[0]


@pytest.mark.parametrize(
    ("checks", "names"),
    [
        ([replacing("r-a", "a", "b"), replacing("r-b", "b", "a")], "r-a and r-b"),
        ([replacing("r-a", "a", "b"), replacing("r-b", "b", "c"), replacing("r-c", "c", "a")], "r-a and r-b and r-c"),
        # A rule that did its work once is not to blame.
        ([replacing("r-z", "z", "y"), replacing("r-a", "a", "b"), replacing("r-b", "b", "a")], "r-a and r-b"),
        ([fixing("r-self", (0, 0, "a"), (1, 2, ""), when="aaz")], "r-self"),
    ],
)
def test_rules_of_one_stage_that_undo_each_other_are_named_and_taken_back(checks: list[Check], names: str) -> None:
    source = "aaz" if "self" in names else "a z"
    outcome = clean(source, together(*checks), replacing("s", "z", "Z"))
    assert outcome.revised == source.replace("z", "Z")
    assert outcome.faults == (
        f"internal error: stage one never settles: {names} undo each other's changes; its changes were taken back",
    )


def test_a_rule_that_never_ends_is_named_and_taken_back() -> None:
    endless = together(replacing("r-more", r"\.$", ".."), replacing("r-a", "a", "b"))
    outcome = clean("a.", endless, replacing("s", "a", "c"))
    assert outcome.revised == "c."
    assert outcome.faults == ("internal error: stage one never settles (rules: r-more); its changes were taken back",)


def test_stages_that_undo_each_other_leave_the_text_untouched() -> None:
    outcome = clean("a z", replacing("r-z", "z", "Z"), replacing("r-a", "a", "b"), replacing("r-b", "b", "a"))
    assert outcome == Outcome(
        "a z",
        "a z",
        (),
        (),
        (),
        ("internal error: stages undo each other's changes; the text was left as it was (rules: r-a, r-b)",),
    )


def test_stages_that_drive_each_other_on_leave_the_text_untouched() -> None:
    outcome = clean("z a", replacing("r-z", "z", "Z"), replacing("r-b", "a$", "ab"), replacing("r-a", "b$", "ba"))
    assert outcome.revised == "z a"
    assert outcome.faults == (
        "internal error: the text does not settle; the text was left as it was (rules: r-a, r-b)",
    )


def test_other_stages_faults_are_told_beside_it() -> None:
    outcome = clean("ab", raising, replacing("r-a", "b", "c"), replacing("r-b", "c", "b"))
    assert outcome.revised == "ab"
    assert len(outcome.faults) == 2
    assert "stage one failed: KeyError" in outcome.faults[0]
    assert "stages undo each other" in outcome.faults[1]


# ---------------------------------------------------------------- which fixes are applied


@pytest.mark.parametrize(
    ("allowed", "revised", "left"),
    [
        (frozenset(), "s u g r", ["r", "s", "u", "g"]),
        (frozenset({SAFE}), "S u g r", ["r", "u", "g"]),
        (frozenset({UNSAFE}), "s U g r", ["r", "s", "g"]),
        (frozenset({SAFE, UNSAFE}), "S U g r", ["r", "g"]),
        (frozenset({SAFE, UNSAFE, SUGGESTION}), "S U g r", ["r", "g"]),
    ],
)
def test_applicability(allowed: frozenset[Applicability], revised: str, left: list[str]) -> None:
    checks = [
        replacing("s", "s", "S", SAFE),
        replacing("u", "u", "U", UNSAFE),
        replacing("g", "g", "G", SUGGESTION),
        reporting("r", "r"),
    ]
    outcome = run("s u g r", stages(together(*checks)), parse, allowed)
    assert outcome.revised == revised
    assert sorted(f.rule for f in outcome.findings) == sorted(left)
    assert all(f.fix is not None for f in outcome.findings if f.rule != "r")


def test_an_unsafe_fix_never_takes_the_place_of_a_safe_one() -> None:
    checks = together(replacing("unsafe", "abc", "x", UNSAFE), replacing("safe", "cd", "y"))
    for allowed in (frozenset({SAFE}), frozenset({SAFE, UNSAFE})):
        assert run("abcd", stages(checks), parse, allowed).revised == "aby"


def test_edits_of_one_fix_go_together_or_not_at_all() -> None:
    pair = fixing("pair", (0, 1, "X"), (4, 5, "Y"), when="a b c")
    assert clean("a b c", pair).revised == "X b Y"
    outcome = clean("a b {c}", fixing("pair", (0, 1, "X"), (4, 5, "Y"), when="a b \ufffc"))
    assert outcome.revised == "a b {c}"
    assert refused(outcome) == [("pair", "a", "markup, code or an address is in the way")]
    assert outcome.refusals[0].finding.fix is None
    rival = clean("a b c", together(fixing("pair", (0, 1, "X"), (4, 5, "Y"), when="a b c"), replacing("r", "b c", "d")))
    assert rival.revised == "X b Y"
    first = clean("a b c", together(fixing("pair", (2, 3, "X"), (4, 5, "Y"), when="a b c"), replacing("r", "a b", "d")))
    assert (first.revised, first.refusals) == ("d c", ())


def test_an_edit_that_changes_nothing_is_no_obstacle() -> None:
    some = fixing("some", (0, 1, "a"), (2, 3, "X"), when="a b c")
    outcome = clean("a b c", together(some, replacing("r", "a", "Z")))
    assert outcome.revised == "Z X c"
    nothing = clean("a b c", fixing("nothing", (0, 1, "a"), when="a b c"))
    assert (nothing.revised, nothing.changes, nothing.faults) == ("a b c", (), ())


def test_two_rules_that_insert_at_one_place_take_turns() -> None:
    left = replacing("left", "^(?!.*<)", "<")
    right = replacing("right", "^(?!.*>)", ">")
    outcome = clean("a", together(left, right))
    assert outcome.revised == "><a"
    assert [(c.before, c.after, c.causes[0].rule) for c in outcome.changes] == [("", ">", "right"), ("", "<", "left")]


def test_the_same_fix_by_two_rules_is_made_once() -> None:
    outcome = clean("a", together(replacing("r", "a$", "a."), replacing("s", "a$", "a.")))
    assert (outcome.revised, outcome.refusals) == ("a.", ())


@pytest.mark.parametrize(
    ("source", "pattern", "text", "revised"),
    [
        ("ab", "^a", "", "b"),
        ("ab", "^(?!x)", "x", "xab"),
        ("ab", "b$", "", "a"),
        ("ab", "(?<=b)$", ".", "ab."),
        ("ab", "ab", "", ""),
        ("", "^$", "x", "x"),
        ("*ab*", "^(?!x)", "x", "*xab*"),
        ("*ab*", "(?<=b)$", ".", "*ab.*"),
        ("a\r\n> b", "(?<=a)(?=\n)", ".", "a.\r\n> b"),
        ("a\r\n> b", "(?<=\n)(?=b)", "“", "a\r\n> “b"),
        ("a\r\nb", "(?<=a)\n(?=b)", "\n\n", "a\r\n\r\nb"),
        ("a\r\nb\r\n", r"\n\Z", "", "a\r\nb"),
        ("> a", "a", "a\nc", "> a\nc"),
    ],
)
def test_edits_at_the_ends_of_texts_and_blocks(source: str, pattern: str, text: str, revised: str) -> None:
    def once(document: Document) -> Iterator[Finding]:
        if document.source == source:
            yield from replacing("r", pattern, text)(document)

    outcome = clean(source, once)
    assert (outcome.revised, outcome.refusals, outcome.faults) == (revised, (), ())


# ---------------------------------------------------------------- refusals and protection


def names(*words: str) -> Callable[[Document], list[Span]]:
    """Protects each word; the words may be parts of each other."""

    def respects(document: Document) -> list[Span]:
        return [Span(m.start(), m.end()) for word in words for m in re.finditer(word, document.prose)]

    return respects


@pytest.mark.parametrize(
    ("pattern", "text", "revised"),
    [
        ("Mu", "mu", "Old Li Mu Tuo waved"),
        ("Li Mu Tuo", "Li", "Old Li Mu Tuo waved"),
        ("i M", "iM", "Old Li Mu Tuo waved"),
        ("Mu Tuo waved", "Mu", "Old Li Mu Tuo waved"),
        ("Mu Tuo waved", "Mu Tuo wove", "Old Li Mu Tuo wove"),
        ("Li", "“Li", "Old “Li Mu Tuo waved"),
        ("Mu Tuo", "Mu Tuo,", "Old Li Mu Tuo, waved"),
        ("(?<=Li)(?= )", "!", "Old Li Mu Tuo waved"),
        ("Old Li", "The Li", "The Li Mu Tuo waved"),
    ],
)
def test_protected_places(pattern: str, text: str, revised: str) -> None:
    def once(document: Document) -> Iterator[Finding]:
        if document.source == "Old Li Mu Tuo waved":
            yield from replacing("r", pattern, text)(document)

    outcome = run("Old Li Mu Tuo waved", [Stage("s", once, respects=names("Li Mu Tuo", "Li", "Mu", "Tuo"))], parse)
    assert outcome.revised == revised
    reasons = [refusal.reason for refusal in outcome.refusals]
    assert reasons == (["it would change a name of the glossary"] if outcome.revised == outcome.original else [])


def test_a_long_protected_place_with_many_short_ones_in_it() -> None:
    respects = names("ab cd ef gh ij kl", "ab", "cd", "ef", "gh", "ij")
    outcome = run("ab cd ef gh ij kl", [Stage("s", replacing("r", "kl", "x"), respects=respects)], parse)
    assert outcome.revised == outcome.original
    assert refused(outcome) == [("r", "kl", "it would change a name of the glossary")]


def test_between_two_protected_places_there_is_room() -> None:
    respects = names("ab", "cd")
    outcome = run("abcd", [Stage("s", replacing("r", "ab(?=cd)", "ab "), respects=respects)], parse)
    assert (outcome.revised, outcome.refusals) == ("ab cd", ())


def test_another_stage_may_change_what_one_respects() -> None:
    kept = Stage("casing", replacing("r", "Li", "li"), respects=names("Li"))
    outcome = run("Lu Li", [Stage("names", replacing("n", "Lu", "Li")), kept], parse)
    assert outcome.revised == "Li Li"
    assert len(outcome.refusals) == 2


def test_refused_fixes_are_told_in_the_original() -> None:
    why = "markup, code or an address is in the way"
    space = replacing("r-space", "^ +", "")
    outcome = clean("  x {c} d", together(space, replacing("r-code", "\ufffc", "?")))
    assert (outcome.revised, refused(outcome)) == ("x {c} d", [("r-code", "{c}", why)])
    wider = clean("  x *a* b", together(space, replacing("r-join", "a b", "c")))
    assert (wider.revised, refused(wider)) == ("x *a* b", [("r-join", "a* b", why)])


def test_the_fix_of_a_refused_finding_is_in_the_original() -> None:
    stage = Stage("s", together(replacing("r-space", "^ +", ""), replacing("r-low", "Li", "li")), respects=names("Li"))
    outcome = run("  *x* &amp; Li", [stage], parse)
    assert outcome.revised == "*x* &amp; Li"
    (refusal,) = outcome.refusals
    assert refusal.finding.fix == Fix((Edit(Span(12, 13), "l"),))
    assert refusal.finding.span == Span(12, 14)


# ---------------------------------------------------------------- ignores


@pytest.mark.parametrize(
    ("source", "revised"),
    [
        ("a\n%% cleanup: off\na\n%% cleanup: on\na", "x\n%% cleanup: off\na\n%% cleanup: on\nx"),
        ("a\r\n%% cleanup: ignore\r\na\r\na", "x\r\n%% cleanup: ignore\r\na\r\nx"),
        ("a <!-- cleanup: off t-one -->a<!-- cleanup: on -->a", "x <!-- cleanup: off t-one -->a<!-- cleanup: on -->x"),
        ("a <!-- cleanup: off t -->a<!-- cleanup: on --> a", "x <!-- cleanup: off t -->a<!-- cleanup: on --> x"),
        ("a <!-- cleanup: off u -->a<!-- cleanup: on --> a", "x <!-- cleanup: off u -->x<!-- cleanup: on --> x"),
        ("*a* <!-- cleanup: ignore -->\n> *a*\na", "*x* <!-- cleanup: ignore -->\n> *a*\nx"),
        ("a\n%% cleanup: ignore-file", "a\n%% cleanup: ignore-file"),
        ("a\n%% cleanup: ignore-file u", "x\n%% cleanup: ignore-file u"),
        # The word stands in the directives too.
        ("%% cleanup: on a\na", "%% cleanup: on a\nx"),
        ("<!-- cleanup: on -- a -->a", "<!-- cleanup: on -- a -->x"),
    ],
)
def test_ignored_places(source: str, revised: str) -> None:
    outcome = clean(source, replacing("t-one", r"\ba\b", "x"), reporting("t-two", r"\ba\b"))
    assert (outcome.revised, outcome.refusals) == (revised, ())


def test_a_fix_that_reaches_into_an_ignored_place_is_refused() -> None:
    source = "a <!-- cleanup: off -->b<!-- cleanup: on --> c"
    outcome = clean(source, fixing("pair", (0, 1, "X"), (23, 24, "Y"), when=source))
    assert outcome.revised == source
    assert refused(outcome) == [("pair", "a", "it reaches into text that is to be ignored")]


@pytest.mark.parametrize(("pattern", "text"), [(r"\n(?=%%)", " "), (r"(?<=a)\n", ""), ("a\n", "b ")])
def test_a_directive_is_never_edited_away(pattern: str, text: str) -> None:
    source = "a\n%% cleanup: off\nb"
    outcome = clean(source, replacing("r", pattern, text), replacing("s", "b", "c"))
    assert outcome.revised == source
    assert [refusal.reason for refusal in outcome.refusals] == ["it would break a directive"]


# ---------------------------------------------------------------- findings


def test_findings_stand_where_they_are_in_the_original() -> None:
    source = "one  two ,three  four"
    check = together(replacing("r", "  ", " "), replacing("r", " ,", ", "), reporting("w", r"\w+", "!"))
    outcome = clean(source, check)
    assert outcome.revised == "one two, three four"
    assert told(outcome) == [("w", word, "!") for word in ("one", "two", "three", "four")]


@given(TEXTS)
def test_findings_outside_changes_show_their_own_characters(text: str) -> None:
    source = "".join(f"<{character}>" for character in text if character not in "<>\r\n")
    outcome = run(
        source,
        stages(replacing("r", "<", ""), replacing("s", "(?<=[ab])>", ")))"), reporting("w", "[^<>)]", "")),
        plain,
    )
    for each in outcome.findings:
        assert each.fix is not None
        assert each.span == each.fix.edits[0].span
        assert each.span.end - each.span.start == 1
    assert [source[f.span.start] for f in outcome.findings] == [c for c in text if c not in "<>)\r\n"]


def test_findings_in_a_text_that_changed_altogether() -> None:
    reports = together(reporting("w", "y", "Y"), reporting("v", "^"), reporting("e", "$"))
    outcome = clean("abc", replacing("r", "abc", "xyz"), reports)
    assert outcome.revised == "xyz"
    assert [(f.rule, f.span, f.fix) for f in outcome.findings] == [
        ("v", Span(0, 0), None),
        ("w", Span(0, 3), None),
        ("e", Span(3, 3), None),
    ]


def test_a_finding_in_text_that_replaced_nothing() -> None:
    outcome = clean("", replacing("r", r"^\Z", "xyz"), reporting("w", "y", "Y"))
    assert outcome.revised == "xyz"
    assert [(f.rule, f.span, f.fix) for f in outcome.findings] == [("w", Span(0, 0), None)]


def test_suggestions_survive_and_are_told_once() -> None:
    def check(document: Document) -> Iterator[Finding]:
        for match in re.finditer("teh", document.prose):
            yield Finding("w", Span(match.start(), match.end()), "a slip", suggestions=("the", "ten"))

    outcome = clean("  *teh* a", replacing("r", "^ +", ""), check, replacing("s", "a", "b"))
    assert outcome.revised == "*teh* b"
    assert [(f.span, f.suggestions, f.message) for f in outcome.findings] == [(Span(3, 6), ("the", "ten"), "a slip")]


def test_a_finding_over_markup_takes_it_in_and_loses_a_fix_that_cannot_be_made() -> None:
    outcome = clean("a *b* c", reporting("w", "a b", "x"), reporting("v", "b", "y"))
    assert told(outcome) == [("w", "a *b", ""), ("v", "b", "y")]


def test_blocks_reach_the_checks() -> None:
    def headed(source: str) -> Document:
        return Document(source, source, (Block(Span(0, 1), BlockKind.HEADING), Block(Span(2, 3))))

    def check(document: Document) -> Iterator[Finding]:
        for block in document.blocks:
            if block.kind is BlockKind.HEADING:
                yield finding("h", block.span.start, block.span.end)

    assert [f.span for f in run("a\nb", stages(check), headed).findings] == [Span(0, 1)]


# ---------------------------------------------------------------- size


def _seconds(lines: int, reader: Callable[[str], Document]) -> float:
    """CPU time to clean a text of fifty characters and three fixes a line."""
    source = "word a wood of some  length and more of it , yes \n" * lines
    made: Sequence[Stage] = [
        Stage("one", together(replacing("r-a", " ,", ","), replacing("r-b", "  ", " "), reporting("r-c", "length"))),
        Stage("two", replacing("r-d", "wood", "Wood"), respects=names("yes")),
    ]
    start = time.process_time()
    outcome = run(source, made, reader)
    assert len(outcome.changes) == 3 * lines
    assert len(outcome.findings) == lines
    return time.process_time() - start


@pytest.mark.parametrize("reader", [plain, parse])
def test_time_grows_with_the_text_and_not_faster(reader: Callable[[str], Document]) -> None:
    # Four times the text: about four times the time, where anything quadratic would take sixteen.
    small = min(_seconds(2_500, reader) for _ in range(2))
    assert _seconds(10_000, reader) < 9 * small


def test_five_megabytes_with_a_hundred_thousand_fixes() -> None:
    line = "x" * 46 + " , \n"
    outcome = clean(line * 100_000, replacing("r", " , ", ","))
    assert outcome.revised == ("x" * 46 + ",\n") * 100_000
    assert len(outcome.changes) == 100_000


def test_one_long_line_of_fixes_that_all_touch() -> None:
    outcome = clean("a" * 10_000, replacing("r", "a", "b"))
    assert outcome.revised == "b" * 10_000


def test_the_limits_are_far_from_what_rules_need() -> None:
    assert pipeline.MAX_PASSES >= 20
    letters = "abcdefghijklmnop"
    chain = together(*(replacing(f"r-{a}", a, b) for a, b in itertools.pairwise(letters)))
    assert clean("a b c", chain).revised == "p p p"


def test_letters_that_a_repair_moves_into_an_address_are_not_lost() -> None:
    # "of.ﬁ" is prose, "of.fi" an address: the letters leave the prose, but not the source.
    from cleanup.formats.plain import parse as parse_plain

    def ascii_letters(before: str, after: str) -> str:
        old, new = (sum(c.isascii() and c.isalpha() for c in text) for text in (before, after))
        return "letters" if new < old else ""

    outcome = run("see of.ﬁ now", [Stage("text", replacing("r", "ﬁ", "fi"), ascii_letters)], parse_plain)
    assert (outcome.revised, outcome.faults) == ("see of.fi now", ())


def test_changes_that_do_not_explain_the_text_leave_it_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "replay", lambda source, _changes: source)
    outcome = clean("a", replacing("r", "a", "b"))
    assert (outcome.revised, outcome.changes) == ("a", ())
    assert outcome.faults == ("internal error: the recorded changes do not give the revised text",)


@pytest.mark.parametrize("editwise", [False, True])
def test_a_guard_of_single_edits_is_asked_about_these(editwise: bool) -> None:
    asked: list[tuple[str, str]] = []

    def guard(before: str, after: str) -> str:
        asked.append((before, after))
        return same_letters(before, after)

    text = "one - two\n\nthree"
    kept = run(text, [Stage("dash", replacing("r", "-", "–"), guard, editwise=editwise)], parse)
    assert kept.revised == "one – two\n\nthree"
    assert asked == [("-", "–") if editwise else ("one - two", "one – two")]
    broken = run(text, [Stage("word", replacing("r", "two", "2"), guard, editwise=editwise)], parse)
    assert broken.revised == text
    assert len(broken.faults) == 1


@pytest.mark.parametrize(("size", "settles"), [(100, True), (pipeline.MAX_PASSES_SHORT + 10, False)])
def test_a_short_text_may_be_mended_in_many_passes(size: int, settles: bool) -> None:
    outcome = clean("a" * size, replacing("r", "^(b*)a", "\\1b"))
    assert outcome.revised == ("b" if settles else "a") * size
    assert bool(outcome.faults) != settles


@pytest.mark.parametrize(("added", "settles"), [(7_000, True), (7_001, False)])
def test_a_stage_may_make_a_text_four_times_as_long_and_a_thousand_characters_more(added: int, settles: bool) -> None:
    text = "a" * 2_000
    outcome = clean(text, fixing("r", (2_000, 2_000, "b" * added), when=text))
    assert len(outcome.revised) == (9_000 if settles else 2_000)
    assert bool(outcome.faults) != settles
