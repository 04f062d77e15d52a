"""Measure the names stage on labelled texts: ``python tests/benchmarks/names.py [--misses N] FILE...``

Reads, by the look of each file:

* JSON Lines of ``{doc_id, text, glossary: [{canonical, source_term, kind}], spans: [{start, end, surface, canonical, type}]}``
  (labelled documents; ``type`` is ``correct`` where the surface is right);
* JSON Lines of ``{text, start, end, surface, glossary, type}`` (look-alikes: the surface must stay);
* TSV with the columns ``source_term, kind, canonical, variant, type, occurrences`` (pairs, each put into a short text with two
  other names of the file; all names of the file are in the glossary, or those of the same ``novel`` if there is such a column);
* plain text (what is changed is a false positive), with the glossary given by ``--glossary FILE`` (TOML, repeatable), or the
  names of the labelled files given beside it.

With ``--cost``, the time of the names stage on all the texts but the first with 2,000 and 20,000 made-up entries is compared
with that for 20.

Prints recall and precision of safe fixes and of safe fixes and suggestions, overall and by type; wrong canonical forms; changed
look-alikes; term accuracy and consistency of the majority form before and after; changes per 10,000 words; time.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # measure this checkout, installed or not

from cleanup.core.mapping import Mapping
from cleanup.core.model import Applicability
from cleanup.formats.plain import parse
from cleanup.names.decide import Decision
from cleanup.names.kana import romanisations
from cleanup.names.match import NameMatcher
from cleanup.names.pinyin import name_readings
from cleanup.terms.load import load_glossary, term_from
from cleanup.terms.model import KIND_SYNONYMS, Kind, Term

SENTENCE = "{} and {} were there too. After that, {} said nothing for a while."
"""A pair's variant is looked for in this text, with two other names of its novel, so that the text is seen to be of the book."""
SAFE = Applicability.SAFE


def terms_of(entries: list[dict[str, Any]]) -> list[Term]:
    """Glossary entries of the labelled files as terms; a name given twice counts once."""
    terms = {}
    for entry in entries:
        name = " ".join(entry["canonical"].split())
        table = {"name": name, "source": entry.get("source_term") or ""}
        kind = str(entry.get("kind") or "").lower()
        if kind in KIND_SYNONYMS or kind in list(Kind):  # other kinds are other people's: as if nothing was said
            table["kind"] = kind
        if name:
            terms.setdefault(name, term_from(table))
    return list(terms.values())


def decided(matcher: NameMatcher, text: str) -> list[Decision]:
    """The decisions about a text, their spans in the text itself (its prose may be shorter: line ends, addresses)."""
    document = parse(text)
    mapping = Mapping(document)
    return [d._replace(span=mapping.span(d.span)) for d in matcher.analyse(document).decisions]


class Matchers:
    """One matcher for each glossary that occurs."""

    def __init__(self) -> None:
        self._known: dict[tuple[Term, ...], NameMatcher] = {}

    def of(self, terms: list[Term]) -> NameMatcher:
        key = tuple(terms)
        if key not in self._known:
            self._known[key] = NameMatcher(terms)
        return self._known[key]


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:6.2f}%" if whole else "   n/a "


def documents(rows: list[dict[str, Any]], matchers: Matchers, misses: int) -> None:
    tally: Counter[tuple[str, str]] = Counter()
    wrong: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    hinted: Counter[str] = Counter()
    missed: Counter[tuple[str, ...]] = Counter()
    accuracy = [0, 0, 0]
    forms: dict[tuple[str, str], list[Counter[str]]] = defaultdict(lambda: [Counter(), Counter()])
    words = characters = 0
    start = time.perf_counter()
    for row in rows:  # The files of a run are looked at beforehand, as `cleanup clean` does.
        matchers.of(terms_of(row["glossary"])).survey(parse(row["text"]))
    for row in rows:
        text = row["text"]
        words += len(text.split())
        characters += len(text)
        matcher = matchers.of(terms_of(row["glossary"]))
        decisions = decided(matcher, text)
        labels = sorted((s["start"], s["end"], s) for s in row["spans"])
        used: set[int] = set()
        for begin, end, label in labels:
            hit = next((d for d in decisions if d.span.start < end and begin < d.span.end), None)
            right = hit is not None and outcome(text, hit, begin, end, label["canonical"])
            kind = label["type"]
            if hit is not None:
                used.add(hit.span.start)
            if kind == "correct":
                tally["correct", "all"] += 1
                accuracy[0] += 1
                changed = hit is not None and hit.applicability is SAFE and not right
                accuracy[1] += 0 if changed else 1
                if changed and hit is not None:
                    wrong[f"{label['surface']} (right) -> {hit.replacement}"] += 1
            else:
                tally[kind, "all"] += 1
                safe = hit is not None and hit.applicability is SAFE
                if safe and right:
                    tally[kind, "safe"] += 1
                    accuracy[1] += 1
                elif safe and hit is not None:
                    wrong[f"{label['surface']} -> {hit.replacement}, should be {label['canonical']}"] += 1
                elif right:
                    tally[kind, "suggested"] += 1
                elif hit is not None:
                    tally[kind, "suggested wrong"] += 1
                if not (safe and right):
                    missed[label["surface"], label["canonical"], kind, "suggested" if right else "not found"] += 1
            accuracy[2] += 1
            before, after = forms[row.get("novel", ""), label["canonical"]]
            before[label["surface"]] += 1
            after[label["canonical"] if hit and hit.applicability is SAFE and right else label["surface"]] += 1
        for d in decisions:
            if d.span.start not in used:
                where = extra if d.applicability is SAFE else hinted
                where[f"{d.surface} -> {d.replacement}"] += 1
    spent = time.perf_counter() - start
    total = sum(n for (kind, what), n in tally.items() if what == "all" and kind != "correct")
    safe = sum(n for (_, what), n in tally.items() if what == "safe")
    suggested = sum(n for (_, what), n in tally.items() if what == "suggested")
    bad = sum(wrong.values())
    print(f"documents: {len(rows)}, {words} words, {characters} characters, {spent:.2f} s")
    print(f"  variants labelled           {total}")
    print(f"  recall, safe                {percent(safe, total)}")
    print(f"  recall, safe or suggested   {percent(safe + suggested, total)}")
    print(f"  precision, safe             {percent(safe, safe + bad)}  ({bad} wrong)")
    print(f"  unlabelled safe changes     {sum(extra.values())}: {dict(extra.most_common(12))}")
    print(f"  unlabelled suggestions      {sum(hinted.values())}: {dict(hinted.most_common(misses))}")
    print(f"  wrong                       {dict(wrong.most_common(12))}")
    print(
        f"  term accuracy               {percent(tally['correct', 'all'], accuracy[2])} -> {percent(accuracy[1], accuracy[2])}"
    )
    shares = [sum(max(side.values()) for side in sides) for sides in zip(*forms.values(), strict=True)]
    counts = sum(sum(sides[0].values()) for sides in forms.values())
    print(f"  majority form               {percent(shares[0], counts)} -> {percent(shares[1], counts)}")
    for kind in sorted({kind for kind, _ in tally} - {"correct"}):
        every = tally[kind, "all"]
        print(
            f"    {kind:18} {every:5}  safe {percent(tally[kind, 'safe'], every)}  suggested {percent(tally[kind, 'suggested'], every)}"
        )
    for form, count in missed.most_common(misses):
        print(f"    missed {count:4}  {' | '.join(form)}")


def outcome(text: str, decision: Decision, begin: int, end: int, canonical: str) -> bool:
    """Whether applying a decision leaves the canonical form where the label stands."""
    if canonical not in decision.suggestions and decision.replacement != canonical:
        return False
    return (decision.span.start <= begin and end <= decision.span.end) or (
        text[min(begin, decision.span.start) : decision.span.start]
        + decision.replacement
        + text[decision.span.end : end]
    ) == canonical


def pairs(rows: list[dict[str, str]], matchers: Matchers, misses: int) -> None:
    by_novel: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_novel[row.get("novel", "")].append(row)
    tally: Counter[tuple[str, str]] = Counter()
    confused: Counter[str] = Counter()
    missed: Counter[tuple[str, ...]] = Counter()
    for group in by_novel.values():
        matcher = matchers.of(terms_of([dict(row) for row in group]))
        for row in group:
            count, variant, kind = int(row["occurrences"]), row["variant"], row["type"]
            others = [
                entry["canonical"]
                for entry in group
                if entry["canonical"] != row["canonical"] and entry["kind"] == "person"
            ]
            first, second = [*dict.fromkeys(others), "Somebody", "Anybody"][:2]
            text = SENTENCE.format(first, second, variant)
            at = text.rindex(variant)
            hits = [d for d in decided(matcher, text) if d.span.start < at + len(variant) and at < d.span.end]
            right = [d for d in hits if outcome(text, d, at, at + len(variant), row["canonical"])]
            tally[kind, "all"] += count
            if any(d.applicability is SAFE for d in right):
                tally[kind, "safe"] += count
            elif right:
                tally[kind, "suggested"] += count
                missed[variant, row["canonical"], row["source_term"], kind, "suggested"] += count
            else:
                missed[
                    variant, row["canonical"], row["source_term"], kind, f"not found {[d.replacement for d in hits]}"
                ] += count
            if hits and not right:
                confused[f"{variant} -> {hits[0].replacement} ({hits[0].applicability})"] += count
                tally[kind, "wrong"] += count
                if any(d.applicability is SAFE for d in hits):
                    tally[kind, "wrong safe"] += count
    total = sum(n for (_, what), n in tally.items() if what == "all")
    sums = {
        w: sum(n for (_, what), n in tally.items() if what == w) for w in ("safe", "suggested", "wrong", "wrong safe")
    }
    print(f"pairs: {len(rows)}, {total} occurrences")
    print(f"  recognised                  {percent(sums['safe'] + sums['suggested'], total)}")
    print(f"  safe                        {percent(sums['safe'], total)}")
    print(
        f"  wrong entry                 {percent(sums['wrong'], total)}, of them safe {percent(sums['wrong safe'], total)}"
    )
    print(f"                              {dict(confused.most_common(misses))}")
    for kind in sorted({kind for kind, _ in tally}):
        every = tally[kind, "all"]
        print(
            f"    {kind:18} {every:5}  safe {percent(tally[kind, 'safe'], every)}  suggested {percent(tally[kind, 'suggested'], every)}"
        )
    for form, count in missed.most_common(misses):
        print(f"    missed {count:4}  {' | '.join(form)}")


def negatives(rows: list[dict[str, Any]], matchers: Matchers, misses: int) -> None:
    safe: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    for row in rows:
        matcher = matchers.of(terms_of(row["glossary"]))
        for d in decided(matcher, row["text"]):
            if d.span.start < row["end"] and row["start"] < d.span.end:
                where = safe if d.applicability is SAFE else suggested
                where[f"{row['type']}: {d.surface} -> {d.replacement}"] += 1
    print(f"look-alikes: {len(rows)}")
    print(
        f"  changed unasked             {sum(safe.values())} {percent(sum(safe.values()), len(rows))}  {dict(safe.most_common(20))}"
    )
    print(f"  suggested                   {sum(suggested.values())} {percent(sum(suggested.values()), len(rows))}")
    for form, count in suggested.most_common(misses):
        print(f"    {count:4}  {form}")


def plain(path: Path, terms: list[Term], matchers: Matchers, misses: int) -> tuple[int, int, int]:
    text = path.read_text(encoding="utf-8")
    matcher = matchers.of(terms)
    start = time.perf_counter()
    decisions = decided(matcher, text)
    spent = time.perf_counter() - start
    safe = Counter(f"{d.surface} -> {d.replacement}" for d in decisions if d.applicability is SAFE)
    other = Counter(f"{d.surface} -> {d.replacement}" for d in decisions if d.applicability is not SAFE)
    words = len(text.split())
    print(f"{path.name}: {words} words, {len(terms)} entries, {spent:.2f} s")
    print(
        f"  safe changes {sum(safe.values())} ({10_000 * sum(safe.values()) / max(words, 1):.2f} per 10,000 words) {dict(safe.most_common(misses))}"
    )
    print(
        f"  suggestions  {sum(other.values())} ({10_000 * sum(other.values()) / max(words, 1):.2f} per 10,000 words) {dict(other.most_common(misses))}"
    )
    return words, sum(safe.values()), sum(other.values())


def made_up(count: int) -> list[Term]:
    """Entries that name nobody: half Chinese, a quarter Japanese, a quarter without a source; the same at every run."""
    chosen = random.Random(964)
    surnames, given = (
        "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
        "明华军伟强飞玲心玉红波涛凯瑞山青云峰海晨燕雪兰梅婷洁浩志鹏龙",
    )
    kana = "アイウエオカキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロン"
    terms: dict[str, Term] = {}
    while len(terms) < count:
        kind = chosen.choice("zzjn")
        if kind == "z":
            source = chosen.choice(surnames) + "".join(chosen.sample(given, 2))
            reading = name_readings(source)[0]
            name = f"{reading[0]} {''.join(reading[1:])}".title()
            terms.setdefault(name, Term(name, source, Kind.PERSON))
            continue
        source = "".join(chosen.choices(kana[:-1], k=chosen.randint(3, 5)))
        name = romanisations(source)[0].title()
        terms.setdefault(name, Term(name, source if kind == "j" else "", Kind.PERSON))
    return list(terms.values())


def cost(texts: list[str]) -> None:
    """Time all texts with few and with many entries, in turns, the building of the matcher and its first use left out."""
    spent: dict[int, list[float]] = {20: [], 2000: [], 20000: []}
    parsed = [parse(text) for text in texts]
    entries = {count: made_up(count) for count in spent}
    for _round in range(3):
        for count, times in spent.items():
            matcher = NameMatcher(entries[count])
            matcher.analyse(parsed[0])
            start = time.process_time()
            for document in parsed[1:]:
                matcher.analyse(document)
            times.append(time.process_time() - start)
    best = {count: min(times) for count, times in spent.items()}
    characters = sum(map(len, texts[1:]))
    told = ", ".join(f"{count} entries {seconds:.3f} s" for count, seconds in best.items())
    print(
        f"cost: {characters} characters, {told}; {best[2000] / best[20]:.2f} and {best[20000] / best[20]:.2f} times as long"
    )


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--glossary", action="append", default=[], type=Path)
    parser.add_argument("--misses", type=int, default=10)
    parser.add_argument("--cost", action="store_true")
    options = parser.parse_args(argv)
    matchers = Matchers()
    seen: dict[str, Term] = {}
    texts: list[Path] = []
    for path in options.files:
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            for row in rows:
                for term in terms_of(row["glossary"]):
                    seen.setdefault(term.name, term)
            if rows and "spans" in rows[0]:
                documents(rows, matchers, options.misses)
            else:
                negatives(rows, matchers, options.misses)
        elif path.suffix == ".tsv":
            with path.open(encoding="utf-8", newline="") as file:
                lines = list(csv.DictReader(file, delimiter="\t"))
            for term in terms_of([dict(line) for line in lines]):
                seen.setdefault(term.name, term)
            pairs(lines, matchers, options.misses)
        else:
            texts.append(path)
    if options.cost:
        cost([path.read_text(encoding="utf-8") for path in texts])
        return 0
    terms = list(load_glossary(options.glossary)) if options.glossary else list(seen.values())
    sums = [plain(path, terms, matchers, options.misses) for path in texts]
    if len(sums) > 1:
        words = sum(s[0] for s in sums)
        print(
            f"all texts: {10_000 * sum(s[1] for s in sums) / words:.2f} safe, {10_000 * sum(s[2] for s in sums) / words:.2f} suggestions per 10,000 words"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
