"""What a discovered name names, and the evidence for it."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.glossary.discovery.forms import Form
from cleanup.glossary.discovery.mining import FEMALE_TITLE, HE, LOCATED, MALE_TITLE, SHE, SPEECH, TITLED
from cleanup.glossary.discovery.words import ORGANISATIONS, PLACES, STAGES, THINGS
from cleanup.language.english import is_name, is_word
from cleanup.language.fold import fold_form
from cleanup.names import pinyin
from cleanup.names.surnames import is_surname
from cleanup.terms.model import Gender, Kind

_LAST_CHARACTERS: tuple[tuple[Kind, str], ...] = (
    (Kind.PLACE, "城州山岭峰谷峡河江湖海岛洞窟林原漠关村镇县郡国界域宫殿楼塔府寺庙巷街路地洲泽潭泉崖渊"),
    (Kind.ORGANISATION, "门宗派帮会盟教族家军营阁堂院社团队司部局"),
    (
        Kind.TERM,
        "功诀法术经典录剑刀枪棍锤鞭斧锏戟弓箭鼎炉甲丹丸劲力气境期阶层态印符阵拳掌指腿步身体诏决丝珠石草花果酒药毒",
    ),
)
"""The last characters of source terms that tell what they name."""
_TELLING = frozenset("州城岛村镇县郡宫殿楼塔寺庙门宗派帮教族阁堂院功诀法剑刀枪鼎甲丹劲境阶")
"""Of these, those that hardly end a given name."""


def times(count: int) -> str:
    """A number of times in words."""
    return "once" if count == 1 else f"{count} times"


def kind_of(forms: Sequence[Form], source: str = "") -> tuple[Kind, str]:
    """The kind of the thing that all the forms name, and why. ``source``: its source term, if that is known."""
    if all(form.text.islower() for form in forms):
        return Kind.TERM, "a word that no dictionary knows"
    return _by_source(forms[0], source) or _by_last_word(forms[0]) or _by_use(forms)


def _by_source(form: Form, source: str) -> tuple[Kind, str] | None:
    """What the last character of a Chinese source term says, or that it is read as a surname and a given name."""
    if not source or not pinyin.is_han(source):
        return None
    if 2 <= len(source) <= 4 and _is_chinese_person(form) and source[-1] not in _TELLING:
        return Kind.PERSON, f"{source} is a surname and a given name"
    if len(source) == 2 and source[0] == "大" and form.words[0] == "Great":
        return Kind.PLACE, f"{source} is a country"
    for kind, last in _LAST_CHARACTERS:
        if len(source) > 1 and source[-1] in last:
            return kind, f"{source} ends in {source[-1]}"
    return None


def _is_chinese_person(form: Form) -> bool:
    """Whether a form is a surname and a given name in pinyin: Lin Ruo, Ouyang Ruoxi."""
    words = [fold_form(word) for word in form.words]
    return (
        len(words) == 2
        and is_surname(words[0])
        and all(pinyin.is_pinyin(word) for word in words)
        and sum(len(pinyin.syllables(word)) for word in words[1:]) <= 2
    )


def _by_last_word(form: Form) -> tuple[Kind, str] | None:
    if len(form.words) < 2:
        return None
    last = form.words[-1].lower()
    why = f"it ends in “{form.words[-1]}”"
    if last in THINGS or (last in STAGES and form.words[-2].lower().endswith(("ing", "tion", "ment"))):
        return Kind.TERM, why
    if last in PLACES:
        return Kind.PLACE, why
    if last in ORGANISATIONS:
        return Kind.ORGANISATION, why
    return None


def _by_use(forms: Sequence[Form]) -> tuple[Kind, str]:
    counts = [sum(column) for column in zip(*(form.counts for form in forms), strict=True)]
    total = max(1, sum(form.count for form in forms))
    called = counts[TITLED] + counts[SPEECH]
    person = called + 0.4 * (counts[HE] + counts[SHE])
    place = 3.0 * counts[LOCATED]
    if not _is_chinese_person(forms[0]) and place >= 6 and place > person and place >= 0.35 * total:
        return Kind.PLACE, f"{times(counts[LOCATED])} after “in”, “near” and the like"
    plain = all(is_word(word) for form in forms for word in form.words if word not in ("of", "the", "and"))
    if person >= 1.4 and person >= 0.06 * total and called >= (1 + plain + (plain and len(forms[0].words) > 1)):
        reasons = [(counts[SPEECH], "speaks {}"), (counts[TITLED], "has a title {}")]
        return Kind.PERSON, ", ".join(text.format(times(n)) for n, text in reasons if n)
    if _is_chinese_person(forms[0]):
        return Kind.PERSON, "a Chinese surname and a given name"
    pronouns = counts[HE] + counts[SHE]
    known = all(is_name(form.text) for form in forms if len(form.words) == 1)
    if not counts[LOCATED] and not plain and pronouns >= (1 if known else max(2, 0.2 * total)):
        return Kind.PERSON, f"“he” or “she” follows {times(pronouns)}"
    if plain:
        return Kind.TERM, "English words, always with capitals"
    return Kind.NAME, ""


def gender_of(forms: Sequence[Form], kind: Kind) -> tuple[Gender | None, str]:
    """A person's gender by titles and the pronouns that follow, and why; ``None`` when they do not agree."""
    if kind not in (Kind.PERSON, Kind.NAME):
        return None, ""
    counts = [sum(column) for column in zip(*(form.counts for form in forms), strict=True)]
    he, she = counts[HE] + 3 * counts[MALE_TITLE], counts[SHE] + 3 * counts[FEMALE_TITLE]
    for gender, own, other in ((Gender.MALE, he, she), (Gender.FEMALE, she, he)):
        if own >= 4 and own >= 3 * other:
            male = gender is Gender.MALE
            pronouns, titles = (counts[HE], counts[MALE_TITLE]) if male else (counts[SHE], counts[FEMALE_TITLE])
            said = [f"“{'he' if male else 'she'}” follows {times(pronouns)}"] if pronouns else []
            said += [f"a {'man' if male else 'woman'}’s title {times(titles)}"] if titles else []
            return gender, ", ".join(said)
    return None, ""
