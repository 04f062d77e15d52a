"""Measure the discovery of names: ``python tests/benchmarks/discover.py [--show N] [--misses] FILE...``

Reads JSON Lines of labelled documents (``doc_id``, ``text``, ``glossary``, ``spans``; see ``names.py``). The chapters
are mined without their glossary. Prints

* discovered: canonical names that stand in the text at least three times, and are a form of some proposal;
* grouped: pairs of a canonical name and a labelled variant, each at least twice in the text, that are in one
proposal; and the
  same for the commonest form of each name, right or wrong, with each other form;
* mixed: proposals that hold labelled forms of two people;
* the first N proposals, to be judged by hand.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from cleanup.formats.plain import parse
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.proposals import propose


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for file in options.files for line in file.read_text("utf-8").splitlines()]
    start = time.perf_counter()
    evidence = Evidence()
    for row in rows:
        evidence.read(row["doc_id"], parse(row["text"]))
    proposals = propose(evidence)
    spent = time.perf_counter() - start
    characters = sum(len(row["text"]) for row in rows)
    print(f"{len(rows)} chapters, {characters} characters, {len(proposals)} proposals, {spent:.2f} s")
    home = {form: number for number, proposal in enumerate(proposals) for form, _ in proposal.forms}
    surfaces: Counter[str] = Counter(span["surface"] for row in rows for span in row["spans"])
    canonicals = {span["canonical"] for row in rows for span in row["spans"]}
    common = sorted(name for name in canonicals if surfaces[name] >= 3)
    missed = [name for name in common if name not in home]
    report("discovered", len(common) - len(missed), len(common), missed, options.misses)
    pairs = sorted(
        {
            (span["canonical"], span["surface"])
            for row in rows
            for span in row["spans"]
            if span["surface"] != span["canonical"]
            and surfaces[span["surface"]] >= 2
            and surfaces[span["canonical"]] >= 2
        }
    )
    apart = [pair for pair in pairs if home.get(pair[0], -1) != home.get(pair[1], -2)]
    report("grouped with the canonical form", len(pairs) - len(apart), len(pairs), apart, options.misses)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for span in row["spans"]:
            spellings[span["canonical"]][span["surface"]] += 1
    pairs = []
    for counts in spellings.values():
        (commonest, _), *others = counts.most_common()
        pairs += [(commonest, form) for form, count in others if count >= 2]
    apart = [pair for pair in pairs if home.get(pair[0], -1) != home.get(pair[1], -2)]
    report("grouped with the commonest form", len(pairs) - len(apart), len(pairs), apart, options.misses)
    owners: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        for span in row["spans"]:
            if span["surface"] in home:
                owners[home[span["surface"]]].add(span["canonical"])
    mixed = [(sorted(names), proposals[number].forms) for number, names in owners.items() if len(names) > 1]
    report("mixed, of proposals with labelled forms", len(mixed), len(owners), mixed, options.misses)
    several = sum(len(proposal.forms) > 1 for proposal in proposals)
    print(f"mixed, of proposals with several forms: {len(mixed)} of {several}")
    for number, proposal in enumerate(proposals[: options.show], 1):
        forms = ", ".join(f"{form} {count}" for form, count in proposal.forms)
        near = f" near: {', '.join(proposal.near)}" if proposal.near else ""
        print(f"{number:4} {proposal.score:.2f} {proposal.kind:12} {proposal.gender or '':7} {forms}{near}")


def report(what: str, part: int, whole: int, cases: list[object] | list[str], show: bool) -> None:
    print(f"{what}: {part} of {whole} ({100 * part / max(1, whole):.1f}%)")
    if show:
        for case in cases:
            print(f"    {case}")


if __name__ == "__main__":
    main()
