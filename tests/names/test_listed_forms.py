"""What a user lists is done as listed, whatever marks, digits or capitals a form has; half a name is no name."""

from __future__ import annotations

from typing import Any

import pytest

from cleanup import clean_text
from cleanup.settings.config import Config
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary

_Entry = dict[str, Any]


def _entry(name: str, *variants: str, kind: str = "name", **more: object) -> _Entry:
    return {"name": name, "variants": list(variants), "kind": kind, **more}


def _cleaned(text: str, *entries: _Entry) -> str:
    glossary = Glossary(tuple(term_from(entry) for entry in entries))
    config = Config(packs=())
    result = clean_text(text, glossary=glossary, config=config, grammar=False)
    assert not result.faults
    again = clean_text(result.revised, glossary=glossary, config=config, grammar=False)
    assert (again.revised, again.faults) == (result.revised, ())
    return result.revised


RU = _entry("Ru Wen", "Squad 12", "3rd Gate", "No. 4 Kiln", "B-52", kind="person")


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        (
            "Then Squad 12 rose. Squad 12’s tent, “Squad 12?” Squad 12.",
            "Then Ru Wen rose. Ru Wen’s tent, “Ru Wen?” Ru Wen.",
            RU,
        ),
        ("Squad 120 and Squad 1 came past the 3rd Gate.", "Squad 120 and Squad 1 came past the Ru Wen.", RU),
        ("He saw No. 4 Kiln, and B-52, and B-52s.", "He saw Ru Wen, and Ru Wen, and B-52s.", RU),
        ("Platoon Nine rests.", "Platoon 9 rests.", _entry("Platoon 9", "Platoon Nine")),
        ("They sat in Hall 8.", "They sat in the Red Room.", _entry("the Red Room", "Hall 8", kind="place")),
        (
            "Hall 8 is shut. In the Hall 8 a lamp burned.",
            "The Red Room is shut. In the Red Room a lamp burned.",
            _entry("the Red Room", "Hall 8", kind="place"),
        ),
        ("One-Zero laughed, and One-Zero’s cat.", "10 laughed, and 10’s cat.", _entry("10", "One-Zero", kind="person")),
        (
            "She reached stage 3 of breath.",
            "She reached the third breath.",
            _entry("the third breath", "stage 3 of breath", kind="term"),
        ),
        (
            "He came to Erhaota.",
            "He came to Tower 2.",
            _entry("Tower 2", kind="place", source="二号塔") | {"variants": ["Erhaota"]},
        ),
    ],
)
def test_digits(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


SERGEANT = _entry("Sergeant", "Sgt.", kind="title")
STAR = _entry("Bo Yan", "$Star", "#Nova", "Rain!", "Who?", "~Ash~", kind="person")


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        (
            "Sgt. Birch slept. I woke Sgt. Birch. “Sgt. Wu!”",
            "Sergeant Birch slept. I woke Sergeant Birch. “Sergeant Wu!”",
            SERGEANT,
        ),
        ("$Star owed. A Star fell; US$Star fell.", "Bo Yan owed. A Star fell; US$Star fell.", STAR),
        (
            "He met $Star, “$Star?” ($Star) and $Star’s son.",
            "He met Bo Yan, “Bo Yan?” (Bo Yan) and Bo Yan’s son.",
            STAR,
        ),
        ("Then #Nova sang; Nova did not.", "Then Bo Yan sang; Nova did not.", STAR),
        ("Then Rain! came. Rain fell. Look at the Rain!", "Then Bo Yan came. Rain fell. Look at the Rain!", STAR),
        ("Rain!’s hat, “Rain!!” and Rain!, too.", "Bo Yan’s hat, “Bo Yan!” and Bo Yan, too.", STAR),
        ("Then Who? left. Who left? Who?", "Then Bo Yan left. Who left? Who?", STAR),
        ("Then ~Ash~ sat in ash.", "Then Bo Yan sat in ash.", STAR),
        (
            "“No. I shall not.” Nobody saw No. 6.",
            "“No. I shall not.” Nobody saw Number 6.",
            _entry("Number", "No.", kind="term"),
        ),
        (
            "See Fig. 3. A Fig is sweet. I like Fig.",
            "See Figure 3. A Fig is sweet. I like Fig.",
            _entry("Figure", "Fig.", kind="term"),
        ),
        (
            "He met Tan Sr. of Hu. I saw Tan Sr. He left.",
            "He met Tan Senior of Hu. I saw Tan Senior. He left.",
            _entry("Tan Senior", "Tan Sr.", kind="person"),
        ),
        (
            "“Come, J.B.” said J.B. J.B.’s hat; J.B., too. A.J.B. and J.B.C.",
            "“Come, Ru Wen,” said Ru Wen. Ru Wen’s hat; Ru Wen, too. A.J.B. and J.B.C.",
            _entry("Ru Wen", "J.B.", kind="person"),
        ),
    ],
)
def test_marks_at_the_edges(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        (
            "He threw Ice (Palm) there. Ice, palm.",
            "He threw Ice Palm there. Ice, palm.",
            _entry("Ice Palm", "Ice (Palm)", kind="term"),
        ),
        ("He threw Ice/Palm there.", "He threw Ice Palm there.", _entry("Ice Palm", "Ice/Palm", kind="term")),
        ("He threw ‘Ice’ Palm there.", "He threw Ice Palm there.", _entry("Ice Palm", "‘Ice’ Palm", kind="term")),
        ("We met Ru, Wen and Ru Wen.", "We met Ru Wen and Ru Wen.", _entry("Ru Wen", "Ru, Wen", kind="person")),
        ("R and D Hall, R&D Hall.", "R&D Hall, R&D Hall.", _entry("R&D Hall", "R and D Hall", kind="place")),
        ("He wrote F sharp code in F#.", "He wrote F# code in F#.", _entry("F#", "F sharp", kind="term")),
        (
            "Ask Ru_Wen; ask Ru&Wen; ask Ru+Wen.",
            "Ask Ru Wen; ask Ru Wen; ask Ru Wen.",
            _entry("Ru Wen", "Ru_Wen", "Ru&Wen", "Ru+Wen", kind="person"),
        ),
        (
            "We saw Yay then yay-o, and Yay-O!",
            "We saw Yay-O! then Yay-O!, and Yay-O!",
            _entry("Yay-O!", "Yay", "Yay-o", kind="term"),
        ),
        (
            "Fate: Zero was on; fate zero.",
            "Fate/Zero was on; fate zero.",
            _entry("Fate/Zero", "Fate: Zero", kind="term"),
        ),
    ],
)
def test_marks_inside(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        (
            "The Remote API and an RPC Call. REMOTE API!",
            "The remote API and an RPC Call. REMOTE API!",
            _entry("remote API", "Remote API", kind="term"),
        ),
        (
            "Remote API is good. “Remote API!” she said.",
            "Remote API is good. “Remote API!” she said.",
            _entry("remote API", "Remote API", kind="term"),
        ),
        ("A VCPU here, two VCPUS there.", "A vCPU here, two VCPUS there.", _entry("vCPU", "VCPU", kind="term")),
        (
            "Her Chi grew. Chi is breath. Of Chi, chi.",
            "Her chi grew. Chi is breath. Of chi, chi.",
            _entry("chi", "Chi", kind="term"),
        ),
        (
            "He bought a Blood Pill there.",
            "He bought a blood pill there.",
            _entry("blood pill", "Blood Pill", kind="term"),
        ),
        ("LINHAI slept in Linhai.", "LinHai slept in LinHai.", _entry("LinHai", "LINHAI", "Linhai", kind="place")),
        ("The HEAVENLY Net closed.", "The Heavenly Net closed.", _entry("Heavenly Net", "HEAVENLY Net", kind="term")),
    ],
)
def test_case_alone(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        (
            "He paid by Ipay, ipay and iPay.",
            "He paid by iPay, iPay and iPay.",
            _entry("iPay", "Ipay", "ipay", kind="platform"),
        ),
        (
            "Ipay is old. “Ipay works,” he said: “Ipay.”",
            "iPay is old. “iPay works,” he said: “iPay.”",
            _entry("iPay", "Ipay", kind="platform"),
        ),
        ("An Etoys box, the Etoys’ box.", "An eToys box, the eToys’ box.", _entry("eToys", "Etoys", kind="platform")),
        ("He saw Von Aue. Von Aue left.", "He saw von Aue. Von Aue left.", _entry("von Aue", "Von Aue", kind="person")),
        (
            "He met D’orsay there. D’orsay sat.",
            "He met d’Orsay there. D’Orsay sat.",
            _entry("d’Orsay", "D’orsay", kind="person"),
        ),
        ("EPay and ePay; EPAY WINS.", "ePay and ePay; EPAY WINS.", _entry("ePay", kind="platform")),
        (
            "The Gold Kernel shone. Gold Kernel!",
            "The golden core shone. Golden core!",
            _entry("golden core", "Gold Kernel", kind="term"),
        ),
    ],
)
def test_small_initials(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


KURO = _entry("Shirakawa", kind="person", aliases=["Old Shiro", "Silver Wolf", "Xiao Bai"])


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        ("Old shiro sat by the silver wolf.", "Old Shiro sat by the Silver Wolf.", KURO),
        ("A silver wolf howled at the silver wolf.", "A silver wolf howled at the silver wolf.", KURO),
        ("Xiaobai ran; Xiao-Bai ran; xiao bai ran.", "Xiao Bai ran; Xiao Bai ran; Xiao Bai ran.", KURO),
        (
            "They reached thornwick hold.",
            "They reached Thornwick Hold.",
            _entry("Grey Citadel", kind="place", aliases=["Thornwick Hold"]),
        ),
        ("She wrote on lanbo.", "She wrote on Lanbo.", _entry("Bluebook", kind="platform", aliases=["Lanbo"])),
        (
            "vik came, and Viktor and Vik.",
            "Vik came, and Viktor and Vik.",
            _entry("Viktor", kind="person", aliases=["Vik"]),
        ),
        ("He saw VikTor and ViK.", "He saw Viktor and Vik.", _entry("Viktor", kind="person", aliases=["Vik"])),
    ],
)
def test_aliases_stay_aliases(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        (
            "Two Orlofs and the Orlofs’ cat; Orlof’s hat; the Orlofs.",
            "Two Orlovs and the Orlovs’ cat; Orlov’s hat; the Orlovs.",
            _entry("Orlov", "Orlof", kind="person"),
        ),
        (
            "Both Osier Sects’ heads met.",
            "Both Willow Sects’ heads met.",
            _entry("Willow Sect", "Osier Sect", kind="organisation"),
        ),
        ("All Osier Cities fell.", "All Willow Cities fell.", _entry("Willow City", "Osier City", kind="place")),
        ("Three Drakoses rose.", "Three Dragons rose.", _entry("Dragon", "Drakos")),
        ("He said hi. His hat. Hi left.", "He said hi. His hat. Hai left.", _entry("Hai", "Hi", kind="person")),
        ("Two Renés came.", "Two Renats came.", _entry("Renat", "René", kind="person")),
        ("Two Musiks.", "Two Musiks.", _entry("Letao", "Musik", kind="platform")),
    ],
)
def test_plurals(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


ANNA = _entry("Hanna", "Anna", kind="person")


@pytest.mark.parametrize(
    ("text", "right", "entry"),
    [
        ("Anna-Lena and Eva-Anna met Anna.", "Anna-Lena and Eva-Anna met Hanna.", ANNA),
        (
            "An Anna-like, anti-Anna, post-Anna, Anna-loving Anna-san.",
            "A Hanna-like, anti-Hanna, post-Hanna, Hanna-loving Hanna-san.",
            ANNA,
        ),
        ("O’Anna, Anna’er, Anna’s, Anna’ll, anna-lin", "O’Anna, Anna’er, Hanna’s, Hanna’ll, anna-lin", ANNA),
        ("Anna Anna smiled at Anna.", "Anna Anna smiled at Hanna.", ANNA),
        ("“Anna, Anna!” A-Anna? Anna!", "“Hanna, Hanna!” A-Anna? Hanna!", ANNA),
        ("The Lu-dong pass; Lu went.", "The Lu-dong pass; Lou went.", _entry("Lou", "Lu", kind="person")),
    ],
)
def test_half_a_name_is_no_name(text: str, right: str, entry: _Entry) -> None:
    assert _cleaned(text, entry) == right


@pytest.mark.parametrize(
    "text",
    [
        "An An smiled at the tall guard.",
        "It was An An’s cup, and An An, who laughed.",
        "Wu An An sat. He called An An.",
        "To To and On On came to An An. Is Is here?",
        "“An An!” cried You You.",
        "She gave He He a cup, and A A slept.",
    ],
)
def test_a_doubled_name_is_whole(text: str) -> None:
    assert _cleaned(text) == text
