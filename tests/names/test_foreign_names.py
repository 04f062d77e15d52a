"""Names of Korean, Japanese and Western people in other spellings, titles by rank, names turned round *of*."""

from __future__ import annotations

import pytest

from cleanup.core.model import Applicability
from cleanup.formats.plain import parse
from cleanup.names.match import NameMatcher
from cleanup.terms.load import term_from

BOOK = [
    {"name": "Meng Zhuo", "source": "孟卓", "kind": "person"},
    {"name": "Qiu Fan", "source": "丘帆", "kind": "person"},
    {"name": "Zhu Lanxin", "source": "朱兰欣", "kind": "person"},
]
PROSE = "Meng Zhuo met Qiu Fan and Zhu Lanxin. Meng Zhuo smiled. "


def decisions(text: str, *entries: str) -> dict[str, tuple[str, bool]]:
    """What is decided of each form: its replacement, and whether it is safe. Entries: *name = source (kind)*."""
    terms = [dict(zip(("name", "source", "kind"), entry.split(" | "), strict=True)) for entry in entries]
    matcher = NameMatcher([term_from(term) for term in (*terms, *BOOK)])
    document = parse(PROSE + text)
    matcher.survey(document)
    return {
        d.surface: (d.replacement, d.applicability is Applicability.SAFE) for d in matcher.analyse(document).decisions
    }


SAFE = [
    # Korean: customary spellings of the surname, the given name in its syllables, what says what is named.
    ("Lee Sooah | 이수아 | person", "Yi Sooah"),
    ("Woo Taejin | 우태진 | person", "Wu Taejin"),
    ("Han Jisoo | 한지수 | person", "Han Ji-soo"),
    ("Silver Fox Guild | 은호 길드 | organisation", "Eunho Guild"),
    ("Dobong Mountain | 도봉산 | place", "Tobong Mountain"),
    # Kana: x for ks, a vowel before n, other classes of consonants, long vowels with an r, characters after it.
    ("Trixa | トリクサ | person", "Triksa"),
    ("Ngalia | ンガリア | person", "Engalia"),
    ("Rujenta | ルジェンタ | person", "Lugenta"),
    ("Magadesta | マーガデースタ | person", "Margadesta"),
    ("Velka | ヴェルカ族 | organisation", "Verka"),
    ("Grona Dominion | グローナ法国 | place", "Grohna Dominion"),
    ("Hephaist | ヘファイストゥス | person", "Hefaistus"),
    # Of a foreign name in two parts the text mostly has one; or one word of it is spelled otherwise.
    ("Selvia Krantz | 塞尔维娅·克兰茨 | person", "Selvya Krantz"),
    ("Tavion Merkel | タヴィオン・メルケル | person", "Tabion"),
    # Kanji read otherwise, in either order.
    ("Saika Kirihara | 桐原彩加 | person", "Ayaka Kirihara"),
    ("Saika Kirihara | 桐原彩加 | person", "Kirihara Ayaka"),
    ("Yoshino Uchigawa | 内川吉乃 | person", "Yoshino Naikawa"),
    ("Soubu Inn | 総武亭 | organisation", "Sobu Inn"),
    # Titles: by rank, before or after the name, the name left as it sounds.
    ("Patriarch Stonecloud | 石云老祖 | person", "Old Ancestor Stonecloud"),
    ("Patriarch Stonecloud | 石云老祖 | person", "Ancestor Shiyun"),
    ("Monk Wukong | 悟空和尚 | person", "Wu Kong Monk"),
    ("Lord Seventh | 七爷 | person", "Qi Ye"),
    ("Best Actress | 影后 | title", "Movie Queen"),
    ("Eldest Senior Sister | 大师姐 | title", "Da Shijie"),
    ("Sect Leader | 장문인 | title", "Jangmunin"),
    ("Count Olwen | 奥尔温伯爵 | person", "Earl Olwen"),
    ("Hwagang Sect | 화강파 | organisation", "Hwagang School"),
    ("Prince of Yunhe | 云和王 | person", "Prince Yunhe"),
    # Wade-Giles with its apostrophes; words of a sect written together.
    ("Xu Chenlu | 许晨露 | person", "Hsu Ch'en-lu"),
    ("Ember Tide Sect | 烬潮宗 | organisation", "Embertide Sect"),
    # Words in another order.
    ("Ember Regent | 烬摄政 | term", "Regent of Embers"),
    ("Tower of Salt | 盐塔 | place", "Salt Tower"),
    # Readings and full translations in the book of a small glossary.
    ("Blue Heron | 蓝鹭 | organisation", "Lanlu"),
    ("Violet Reed Sect | 紫苇宗 | organisation", "Purple Reed Sect"),
    ("Chubby | 小胖子 | person", "Little Fatty"),
    # Marks on the letters of a name that is an English word, too.
    ("Clement | クレメント | person", "Clément"),
]


@pytest.mark.parametrize(("entry", "form"), SAFE)
def test_a_form_is_its_entry(entry: str, form: str) -> None:
    name = entry.split(" | ")[0].split()
    found = decisions(f"Then {form} came in, and {form} was there. At the end {form} left the others behind.", entry)
    replaced, _safe = found.get(form, ("", False))
    assert replaced in (" ".join(name), name[0]), found
    assert found[form][1] or entry.startswith(("Selvia", "Grona", "Dobong", "Clement"))


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("Albedine | アルベディン | person", "The albedine of snow is high."),
        ("Reed Sect | 靠山宗 | organisation", "The Backer Ancestor spoke."),
        ("Tu Chengzhi | 涂成志 | person", "Tu Chengzhi left. Then Tu Chengzai came."),
        ("Moon Cove | 月湾 | place", "Then Yue Wan said nothing. “No,” Yue Wan said."),
        ("Kakeru Tobe | 戸部翔 | person", "Then Minoru Tobe came."),
        ("Marcel Dunvale | マルセル・ダンヴェイル | person", "Marcel laughed. A soldier called Marsel thanked him."),
        ("Elena Brandt | エレナ・ブラント | person", "Then Ilsa Brandt came, and Ilsa laughed."),
    ],
)
def test_somebody_else_is_left_alone(entry: str, text: str) -> None:
    assert not [form for form, (_, safe) in decisions(text, entry).items() if safe]


def test_what_is_said_beside_a_glued_name_shows_that_it_is_one() -> None:
    text = "Meng Zhuo sat. Meng Zhuodao: “Come in.” Meng Zhuo waited, and Meng Zhuo nodded. Meng Zhuo left."
    assert decisions(text)["Meng Zhuodao"] == ("Meng Zhuo", True)
