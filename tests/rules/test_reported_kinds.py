"""The kinds of damage, and of harm, that people report of cleaners like this one, several inputs of each."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from cleanup import clean_text
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary, term_from
from cleanup.terms.model import Glossary
from cleanup.terms.packs import pack_paths


class Case(NamedTuple):
    """A text of some kind, what it should become (``None``: it stays), and the glossary beside the shipped packs."""

    kind: str
    text: str
    right: str | None
    entries: tuple[dict[str, Any], ...] = ()
    format: str = "plain"


CASES = (
    Case(
        "an elision",
        "“‘Tisn’t fair,” said Rudd. “‘Twere better so.”",
        "“’Tisn’t fair,” said Rudd. “’Twere better so.”",
        (),
    ),
    Case("an elision", "It was back in ‘68, or ‘69.", "It was back in ’68, or ’69.", ()),
    Case("an elision", "Take ‘em away, boys, and give ‘im soup.", "Take ’em away, boys, and give ’im soup.", ()),
    Case(
        "an elision",
        "The ‘60s and the ‘70s were kind. Fish ‘n’ chips. Salt ‘n’ pepper.",
        "The ’60s and the ’70s were kind. Fish ’n’ chips. Salt ’n’ pepper.",
        (),
    ),
    Case(
        "an elision",
        "“’Twas ’bout noon,” he said; “‘course it was.”",
        "“’Twas ’bout noon,” he said; “’course it was.”",
        (),
    ),
    Case(
        "an elision",
        "“Don't say 'maybe',” he said. “It’s ’90s talk.”",
        "“Don’t say ‘maybe’,” he said. “It’s ’90s talk.”",
        (),
    ),
    Case(
        "an elision",
        "The *Gull*'s mast fell, and “it’s done,” he said. “Yes, it’s over.”",
        "The *Gull*’s mast fell, and “it’s done,” he said. “Yes, it’s over.”",
        (),
        "markdown",
    ),
    Case("an elision", "count ’m again, couldn’t ’ave an’ all", None, ()),
    Case("an elision", "“The dogs’ ‘n’ cats’ home,” he said.", "“The dogs’ ’n’ cats’ home,” he said.", ()),
    Case("space inside a number", "“Wake me at 6: 45, not 7:00.”", "“Wake me at 6:45, not 7:00.”", ()),
    Case("space inside a number", "The bill was 7. 25 million in all.", "The bill was 7.25 million in all.", ()),
    Case(
        "space inside a number",
        "They paid 12 ,500 taels, then 1 ,250,000 more.",
        "They paid 12,500 taels, then 1,250,000 more.",
        (),
    ),
    Case("space inside a number", "The bus left at 9 :05.", "The bus left at 9:05.", ()),
    Case(
        "space inside a number",
        "At 11 a. m. they came; at 3 P. M. they left.",
        "At 11 a.m. they came; at 3 P.M. they left.",
        (),
    ),
    Case("space inside a number", "It is worth $ 300, or £ 40, or € 12.", "It is worth $300, or £40, or €12.", ()),
    Case("space inside a number", "He counted 1, 2, 3. 4 came later.", None, ()),
    Case("space inside a number", "Chapter 3. 5 men came in.", None, ()),
    Case("space inside a number", "Verse 3: 16 men were sworn in, and John 3:16 was read.", None, ()),
    Case(
        "space inside a number",
        "In 2019, 300 people came. In 1990 , 12 left.",
        "In 2019, 300 people came. In 1990, 12 left.",
        (),
    ),
    Case(
        "a single mark turned round",
        "“The guard roared, ’Who goes there?’” said Ada, who kept the gate.",
        "“The guard roared, ‘Who goes there?’” said Ada, who kept the gate.",
        (),
    ),
    Case(
        "a single mark turned round",
        "“They asked, ’Which way?’ and ran,” said Rudd.",
        "“They asked, ‘Which way?’ and ran,” said Rudd.",
        (),
    ),
    Case("a single mark turned round", "“You said ’never’ to us,” he said.", "“You said ‘never’ to us,” he said.", ()),
    Case("a single mark turned round", "“You said ‘never‘ to us,” he said.", "“You said ‘never’ to us,” he said.", ()),
    Case(
        "a single mark turned round",
        "The plate said: ’No entry’. So they went round.",
        "The plate said: ‘No entry’. So they went round.",
        (),
    ),
    Case(
        "a single mark turned round",
        "“My grandmother named it ’the long night’ once.”",
        "“My grandmother named it ‘the long night’ once.”",
        (),
    ),
    Case(
        "a single mark turned round",
        "‘I won’t,’ he said. ’You will,’ she said. ‘Fine.’",
        "‘I won’t,’ he said. ‘You will,’ she said. ‘Fine.’",
        (),
    ),
    Case("mojibake of a letter", "They drove to GÃ¶teborg, then MalmÃ¶.", "They drove to Göteborg, then Malmö.", ()),
    Case(
        "mojibake of a letter",
        "The SmartBrushâ„¢ and CleanCupÂ® are here.",
        "The SmartBrush™ and CleanCup® are here.",
        (),
    ),
    Case("mojibake of a letter", "The road from Å\x81Ã³dÅº is long.", "The road from Łódź is long.", ()),
    Case("mojibake of a letter", "He came from Ã–rebro.", "He came from Örebro.", ()),
    Case("mojibake of a letter", "SeÃ±or GÃ³mez paid 5 â‚¬.", "Señor Gómez paid 5 €.", ()),
    Case("mojibake of a letter", "It was 30Â°C in MÃ¼nchen.", "It was 30°C in München.", ()),
    Case("mojibake of a letter", "Ã‰mile and FranÃ§ois sat.", "Émile and François sat.", ()),
    Case("a doubled name", "Bo Bo waved. It was Bo Bo’s cup. He liked Bo Bo, and she knew.", None, ()),
    Case("a doubled name", "Then Tao Tao ran to Xiao Xiao. Old Xiao Xiao slept.", None, ()),
    Case("a doubled name", "Han Bo Bo stood up. “Bo Bo!”", None, ()),
    Case("a doubled name", "He lived in Walla Walla and in Baden Baden.", None, ()),
    Case("a doubled name", "Yo Yo played; Zsa Zsa danced; Duran Duran sang; Sirhan Sirhan, Boutros Boutros.", None, ()),
    Case(
        "a doubled name",
        "To To and So So came with An An to the the house.",
        "To To and So So came with An An to the house.",
        (),
    ),
    Case(
        "a line of a site",
        "She slept.\n\nThis chapter is updated by free/web/nov/el[.]com\n\nHe woke.",
        "She slept.\n\nHe woke.",
        (),
    ),
    Case(
        "a line of a site",
        "She slept.\n\nRead the latest chapters at n/ovelb/in[.]net\n\nHe woke.",
        "She slept.\n\nHe woke.",
        (),
    ),
    Case(
        "a line of a site",
        "She slept.\n\nThe source of this chapter is lightn(o)velw(o)rld\n\nHe woke.",
        "She slept.\n\nHe woke.",
        (),
    ),
    Case(
        "a line of a site",
        "She slept.\n\nNew novel chapters are published on freewebnovel.com\n\nHe woke.",
        "She slept.\n\nHe woke.",
        (),
    ),
    Case(
        "a line of a site",
        "She slept.\n\nPlease visit our site and read more chapters to support us. Thanks!\n\nHe woke.",
        "She slept.\n\nHe woke.",
        (),
    ),
    Case("a line of a site", "She slept. 𝐧𝗼𝙫𝒆𝓁𝕓𝐢𝓷.𝒄𝐨𝗺 He woke.", "She slept. He woke.", ()),
    Case("a line of a site", "She slept.\n\nｎｏｖｅｌｂｉｎ．ｎｅｔ\n\nHe woke.", "She slept.\n\nHe woke.", ()),
    Case("a line of a site", "She slept.𝕟𝙤𝒗𝒆𝙡𝙛𝒖𝙡𝒍.𝙣𝒆𝙩", "She slept.", ()),
    Case("a line of a site", "She slept. 𝘯ℴ𝑣𝑒𝓁𝑓𝒾𝓇ℯ.𝓃ℯ𝓉 He woke.", "She slept. He woke.", ()),
    Case("a line of a site", "She slept. He updated his diary on the latest chapter of the novel.", None, ()),
    Case("a small letter at a sentence start", "That is not FAIR. you know it.", "That is not FAIR. You know it.", ()),
    Case("a small letter at a sentence start", "They lost! nobody cared.", "They lost! Nobody cared.", ()),
    Case("a small letter at a sentence start", "He works at the U.S. embassy. He met Mr. wu, e.g. in May.", None, ()),
    Case("a dotted word", "Open .profile and ~/.vimrc, then .gitignore too.", None, ()),
    Case("a dotted word", "Edit .zshrc , .inputrc and .netrc now.", "Edit .zshrc, .inputrc and .netrc now.", ()),
    Case("a dotted word", "Node.js and Vue.js and .NET are fine. Use asp.net.", None, ()),
    Case(
        "a dotted word",
        "Put it in .swiftcab and ./swiftcab now.",
        None,
        ({"name": "Swiftcab", "variants": [], "kind": "platform", "source": "快车"},),
    ),
    Case("a dotted word", "The .45 and the .22 lay there.", None, ()),
    Case("capitals after speech", "“Rise,” He said, and they rose, for He is the Lord.", None, ()),
    Case(
        "capitals after speech",
        "“It rains,” It-Girl said. “Go,” His Holiness said. “Come,” Her Ladyship said. “We,” It said, “are one.”",
        None,
        (),
    ),
    Case("no space after a colon", "Rudd:Enough.", "Rudd: Enough.", ()),
    Case("no space after a colon", "There were two:one black, one white.", "There were two: one black, one white.", ()),
    Case("no space after a colon", "At 12:30 he opened C:\\dir and http://x.example and std::vector.", None, ()),
    Case("no space after a mark", "She moved in 2004.They stayed.", "She moved in 2004. They stayed.", ()),
    Case("French spacing", "“Guten Tag,” he said. “Merci beaucoup !” she said.", None, ()),
    Case("French spacing", "« Où est la gare ? » demanda-t-il. Il est tard !", None, ()),
    Case("French spacing", "“Quoi ?” he asked. “C’est la vie !”", None, ()),
    Case(
        "l for I",
        "l think so. If l could, l’d go; l’m sure l’ve seen it.",
        "I think so. If I could, I’d go; I’m sure I’ve seen it.",
        (),
    ),
    Case("a word of a pack", "Song Zhifubao nodded. “Zhifubao,” said his aunt. Zhifubao left.", None, ()),
    Case("a word of a pack", "Han Weibo bowed. “Weibo, sit,” said his mother. Weibo sat.", None, ()),
    Case(
        "a word of a pack",
        "Wei Meituan laughed. “Meituan!” Meituan ran.",
        None,
        ({"name": "Wei Meituan", "variants": [], "kind": "person", "source": "魏美团"},),
    ),
    Case(
        "half a name",
        "Then Jean-Paul and Anne-Sophie met Paul.",
        "Then Jean-Paul and Anne-Sophie met Pol.",
        (
            {"name": "Pol", "variants": ["Paul"], "kind": "person"},
            {"name": "Sofia", "variants": ["Sophie"], "kind": "person"},
        ),
    ),
    Case(
        "half a name",
        "Al-Rashid’s tent; Rashid’s horse.",
        "Al-Rashid’s tent; Rashad’s horse.",
        ({"name": "Rashad", "variants": ["Rashid"], "kind": "person"},),
    ),
    Case(
        "half a name",
        "Qi-lin roared. Qi left. The pre-Qi age, Qi-like.",
        "Qi-lin roared. Ki left. The pre-Ki age, Ki-like.",
        ({"name": "Ki", "variants": ["Qi"], "kind": "person"},),
    ),
    Case(
        "half a name",
        "Bo’er ran. Bo ran. O’Bo sat.",
        "Bo’er ran. Pao ran. O’Bo sat.",
        ({"name": "Pao", "variants": ["Bo"], "kind": "person"},),
    ),
    Case(
        "digits in forms",
        "Area 51 and Block 9. Block 91, Area 5. “Block 9?”",
        "Ash Field and Wu Tan. Block 91, Area 5. “Wu Tan?”",
        (
            {"name": "Ash Field", "variants": ["Area 51"], "kind": "place"},
            {"name": "Wu Tan", "variants": ["Block 9"], "kind": "person"},
        ),
    ),
    Case(
        "digits in forms",
        "2nd Squad and Zone-7 and 7th. The V2 rose.",
        "Red Squad and Bai Lu and 7th. The V2 rose.",
        (
            {"name": "Red Squad", "variants": ["2nd Squad"]},
            {"name": "Bai Lu", "variants": ["Zone-7"], "kind": "person"},
        ),
    ),
    Case(
        "a plural",
        "The Karlovs and the Fire Sects’ oath; two Swiftcaps.",
        "The Karloves and the Flame Sects’ oath; two Swiftcaps.",
        (
            {"name": "Karlove", "variants": ["Karlov"], "kind": "person"},
            {"name": "Flame Sect", "variants": ["Fire Sect"], "kind": "organisation"},
            {"name": "Swiftcab", "variants": ["Swiftcap"], "kind": "platform"},
        ),
    ),
    Case(
        "a small first letter",
        "He shops on Ibay. Ibay is big. “Ibay!”",
        "He shops on iBay. iBay is big. “iBay!”",
        ({"name": "iBay", "variants": ["Ibay"], "kind": "platform"},),
    ),
    Case(
        "a small first letter",
        "He saw De Vries. “De Vries!”",
        "He saw de Vries. “De Vries!”",
        ({"name": "de Vries", "variants": ["De Vries"], "kind": "person"},),
    ),
    Case(
        "forms that differ in case",
        "We use Mutual SSL and VLAN and Vlan.",
        "We use mutual SSL and vLAN and vLAN.",
        (
            {"name": "mutual SSL", "variants": ["Mutual SSL"], "kind": "term"},
            {"name": "vLAN", "variants": ["VLAN", "Vlan"], "kind": "term"},
        ),
    ),
    Case(
        "marks in forms",
        "He met Maj. Rudd and the Fist (Iron). C plus was old.",
        "He met Major Rudd and the Iron Fist. C+ was old.",
        (
            {"name": "Major", "variants": ["Maj."], "kind": "title"},
            {"name": "Iron Fist", "variants": ["Fist (Iron)"], "kind": "term"},
            {"name": "C+", "variants": ["C plus"], "kind": "term"},
        ),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_a_kind(case: Case) -> None:
    terms = (*(term_from(entry) for entry in case.entries), *load_glossary(pack_paths(None)))
    cleaned = [case.text]
    for _ in range(2):
        result = clean_text(
            cleaned[-1], glossary=Glossary(terms), config=Config(packs=()), grammar=False, format=case.format
        )
        assert result.faults == ()
        cleaned.append(result.revised)
    right = case.text if case.right is None else case.right
    assert cleaned[1:] == [right, right]
