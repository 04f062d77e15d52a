"""Stutters, drawn-out sounds and calls are speech: no rule touches them, whatever the glossary would have them be."""

from __future__ import annotations

import pytest

from cleanup import clean_text
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary, term_from
from cleanup.terms.model import Glossary
from cleanup.terms.packs import pack_paths

SPEECH = (
    "“T-Tilda, wait!” she cried.",
    "“G-Gabriel! S-stop!”",
    "“W-wh-what do you w-want, T-Tilda?”",
    "“Ti-Tilda… Ti… Tilda?”",
    "“T… Tilda?” “T—Tilda!”",
    "“Tttilda!” “Tildaaa!” she wailed.",
    "“Ti-ti-tilda!” “Tilda-Tilda, come!” “TI-TILDA!”",
    "“Th-that is m-mine! T-t-take it!”",
    "“I-I don’t know, I… I can’t. I, I, I saw it.”",
    "“Y-you… you mean R-Ru Shan?” “Ru-Ru Shan!” “Ruuu Shan!”",
    "“Q-Qin Bo!” “Qin-Qin Bo!” “Qin, Qin Bo!” “Qin… Qin Bo!”",
    "“Ga-Gabriel! Ga… Ga… Gabriel!”",
    "“S-S-Senior Brother Fan! Sen-Senior Brother! S-Sir! Ma-Master Fan!”",
    "“D-Didi? K-Kuaidi? Ta-Taobao?”",
    "“Haaa? Noooo! Waaait! Uwaah! Nnngh! Kyaaa! Mm-hm. Uh-huh. Tsk-tsk.”",
    "“H-he… he’s d-dead. No, no, no… no!”",
    "“The the… the gate!” “A-a-a ghost!” “And and— and then?”",
    "“N-N-NO! B-but… Bu-but! Wha-what? He-hello… hel-hello?”",
    "“i-i’m f-fine,” she said. “Tilda, T-Tilda, Tilda!”",
    "“Vikk—Vik—Viktor!” “Bo-Bo? Qin Bo-Bo!”",
)
TEMPTING = (
    {"name": "Tilda", "source": "ティルダ", "kind": "person", "variants": ["Tylda", "Telda"]},
    {"name": "Gabriel", "source": "ガブリエル", "kind": "person", "variants": ["Gavriel"]},
    {"name": "Ru Shan", "source": "如山", "kind": "person"},
    {"name": "Qin Bo", "source": "秦博", "kind": "person"},
    {"name": "Ti", "source": "提", "kind": "person"},
    {"name": "Wei-Tilda", "kind": "name"},
    {"name": "Ti Tilda", "source": "提蒂尔达", "kind": "person"},
    {"name": "Senior Brother", "source": "师兄", "kind": "title", "variants": ["Elder martial brother"]},
    {"name": "Fan", "source": "范", "kind": "person"},
    {"name": "Viktor", "aliases": ["Vik"], "variants": ["Victor"], "kind": "person"},
    {"name": "Stop", "kind": "name"},
    {"name": "M", "kind": "person"},
)
NARRATED = "Tilda and Gabriel sat with Qin Bo, Ru Shan and Viktor. “T-Tilda,” they said, and Tilda sat down."


@pytest.mark.parametrize("owned", [True, False])
@pytest.mark.parametrize("packs", [True, False])
def test_nothing_is_changed(owned: bool, packs: bool) -> None:
    shipped = tuple(load_glossary(pack_paths(None))) if packs else ()
    glossary = Glossary((*(term_from(entry) for entry in TEMPTING if owned), *shipped))
    straight = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "—"})
    texts = [*SPEECH, *(line.translate(straight).replace("…", "...") for line in SPEECH)]
    whole = "\n\n".join((NARRATED, *SPEECH, NARRATED))
    for text in (*texts, whole):
        result = clean_text(text, glossary=glossary, config=Config(packs=()), grammar=False)
        assert (result.faults, result.revised) == ((), text)
