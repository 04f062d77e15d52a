"""Names: what the matcher decided about each form, one rule for each kind of damage."""

from __future__ import annotations

from collections.abc import Iterable

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity
from cleanup.names.rendering import Damage
from cleanup.rules.context import Context
from cleanup.rules.rule import Example, Keep, Stage, rule

_LI_MU = {"name": "Li Mu", "source": "李牧", "kind": "person"}
_LETAO = {"name": "Letao", "source": "乐淘", "kind": "platform"}
_SENIOR = {"name": "Senior Brother", "source": "师兄", "kind": "title", "variants": ["Elder martial brother"]}
_LIU = {"name": "Liu", "source": "刘", "kind": "person"}


def findings(document: Document, context: Context, damage: Damage) -> Iterable[Finding]:
    """The decisions of one kind as findings."""
    if context.matcher is None:
        return
    for decision in context.matcher.analyse(document, context.parallel(document)).decisions:
        if decision.damage is damage:
            fix = Fix((Edit(decision.span, decision.replacement),), decision.applicability)
            severity = Severity.WARNING if decision.applicability is Applicability.SAFE else Severity.INFO
            yield Finding(damage.value, decision.span, decision.message, severity, fix, decision.suggestions)


@rule(
    "names-variant",
    Stage.NAMES,
    examples=[
        Example("He opened the quick order receiving app.", "He opened the Kuaidi app.",
                ({"name": "Kuaidi", "source": "快的", "variants": ["quick order receiving"]},)),
        Example("They met the Emprah’s guard.", "They met the Emperor’s guard.", ({"name": "Emperor", "variants": ["Emprah"]},)),
    ],
    keeps=[
        Keep("The duke bowed.", ({"name": "Du Zhu", "source": "督主", "variants": ["Duke"]},)),
        Keep("See quick_order_receiving.", ({"name": "Kuaidi", "variants": ["quick order receiving"]},)),
    ],
)  # fmt: skip
def names_variant(document: Document, context: Context) -> Iterable[Finding]:
    """A form that the glossary lists as a variant becomes the canonical form.

    Only whole words count, whatever their case; a variant that is an English word in lower case is left alone when it
    stands in lower case, unless the entry says `case = "any"`. Possessives and plurals after the form stay.
    """
    return findings(document, context, Damage.VARIANT)


@rule(
    "names-case",
    Stage.NAMES,
    examples=[
        Example("He opened a shop in letao.", "He opened a shop in Letao.", (_LETAO,)),
        Example("I saw li mu there.", "I saw Li Mu there.", (_LI_MU,)),
        Example("RuSheng came.", "Rusheng came.", ({"name": "Rusheng", "source": "如生", "kind": "person"},)),
    ],
    keeps=[
        Keep("He will come, Will said.", ({"name": "Will", "source": "ウィル"},)),
        Keep("LETAO WINS", (_LETAO,)),
        Keep("Write to sales@letao.com or open letao.com.", (_LETAO,)),
    ],
)
def names_case(document: Document, context: Context) -> Iterable[Finding]:
    """A name in the wrong case gets the right one: *letao*, *LeTao* → *Letao*.

    Not where the lower-case form is an English word (*will*, *rider*), nor in all capitals.
    """
    return findings(document, context, Damage.CASE)


@rule(
    "names-spacing",
    Stage.NAMES,
    examples=[
        Example("Then Miyue left.", "Then Mi Yue left.", ({"name": "Mi Yue", "source": "弥月", "kind": "person"},)),
        Example(
            "Tang Wu Lin’s hand", "Tang Wulin’s hand", ({"name": "Tang Wulin", "source": "唐舞麟", "kind": "person"},)
        ),
        Example("I asked Li-Mu again.", "I asked Li Mu again.", (_LI_MU,)),
        Example("Cooptown is near.", "Coop Town is near.", ({"name": "Coop Town", "source": "コープタウン"},)),
    ],
    keeps=[
        Keep("I asked Li. Mu was silent.", (_LI_MU,)),
        Keep("They sell golden crows.", ({"name": "Golden Crow", "source": "金乌", "kind": "term"},)),
    ],
)
def names_spacing(document: Document, context: Context) -> Iterable[Finding]:
    """A name joined, split, hyphenated or broken over a line is written as the glossary writes it."""
    return findings(document, context, Damage.SPACING)


@rule(
    "names-reading",
    Stage.NAMES,
    examples=[
        Example("Wu Changkong nodded.", "Wu Zhangkong nodded.", ({"name": "Wu Zhangkong", "source": "舞长空", "kind": "person"},)),
        Example("Then Mí Yuè left.", "Then Mi Yue left.", ({"name": "Mi Yue", "source": "弥月", "kind": "person"},)),
    ],
    keeps=[
        Keep("Shan Yi and Dan Yi are brothers.", ({"name": "Shan Yi", "source": "单一", "kind": "person"},
                                                  {"name": "Dan Yi", "source": "旦一", "kind": "person"})),
    ],
)  # fmt: skip
def names_reading(document: Document, context: Context) -> Iterable[Finding]:
    """A name read in another way than the glossary has it: *Wu Changkong* → *Wu Zhangkong* (长 is *chang* or *zhang*).

    Another reading of a character, tone marks, or another romanisation of Chinese, Japanese or Korean. Predicted from
    the source term; needs one.
    """
    return findings(document, context, Damage.READING)


@rule(
    "names-meaning",
    Stage.NAMES,
    examples=[
        Example("Eastern Palace smiled.", "Donggong smiled.", ({"name": "Donggong", "source": "东宫", "kind": "person"},)),
        Example("They reached Tianling City.", "They reached Heaven Spirit City.",
                ({"name": "Heaven Spirit City", "source": "天灵城", "kind": "place"},)),
    ],
    keeps=[
        Keep("The palace in the east burned.", ({"name": "Donggong", "source": "东宫", "kind": "person"},)),
        Keep("The Western Sea is not the Eastern Sea.", ({"name": "Western Sea", "source": "西海"}, {"name": "Eastern Sea", "source": "东海"})),
    ],
)  # fmt: skip
def names_meaning(document: Document, context: Context) -> Iterable[Finding]:
    """A name that was translated becomes the name: *Eastern Palace* (东 east, 宫 palace) → *Donggong*.

    Predicted from the source term with a dictionary; also where the canonical form is itself one of several
    translations.
    """
    return findings(document, context, Damage.MEANING)


@rule(
    "names-sound",
    Stage.NAMES,
    examples=[
        Example(
            "Saldes came. Saldes left.",
            "Sardes came. Sardes left.",
            ({"name": "Sardes", "source": "萨尔德斯", "kind": "person"},),
        ),
        Example(
            "Amcam is far. Amcam is near.",
            "Amukam is far. Amukam is near.",
            ({"name": "Amukam", "source": "アムカム"},),
        ),
    ],
    keeps=[
        Keep("Karl met Carla.", ({"name": "Carla", "source": "カーラ"},)),
        Keep("Howard drove.", ({"name": "Haggard", "source": "ハッガード"},)),
        Keep("Sarah sat down.", ({"name": "Sera"},)),
    ],
)
def names_sound(document: Document, context: Context) -> Iterable[Finding]:
    """Another spelling of a foreign name that the source language writes by its sound: *Saldes* → *Sardes* (萨尔德斯).

    The form is compared with the sounds of the source term, not with the letters of the name, so that *Irvin* is found
    for アーヴィン (*Arvin*) and *Karl* is not taken for カーラ (*Carla*).
    """
    return findings(document, context, Damage.SOUND)


@rule(
    "names-glued",
    Stage.NAMES,
    examples=[
        Example(
            "Li Mu came in. Li Mu sat down. Li Mu ate. Li Mu rose. Li Mu left. Li Mu slept.\nLi Muli waved, said Li Mu Tuo.",
            "Li Mu came in. Li Mu sat down. Li Mu ate. Li Mu rose. Li Mu left. Li Mu slept.\nLi Mu waved, said Li Mu.",
            (_LI_MU,),
        ),
    ],
    keeps=[
        Keep("Wang Muli and Li Mulin met Li Mu.", (_LI_MU,)),
        Keep("An Siwei is a real name.", ({"name": "An Si", "source": "安思", "kind": "person"},)),
    ],
)
def names_glued(document: Document, context: Context) -> Iterable[Finding]:
    """A Chinese name with the sound of the next word stuck to it: *Li Muli*, *Li Mu Tuo* → *Li Mu*.

    The form must be the name plus whole pinyin syllables, be no other name, and stand in a text that has the name
    itself much more often; else it is a suggestion, or nothing.
    """
    return findings(document, context, Damage.GLUED)


@rule(
    "names-title",
    Stage.NAMES,
    examples=[
        Example("Then senior brother Liu spoke.", "Then Senior Brother Liu spoke.", (_SENIOR, _LIU)),
        Example("Then Elder Brother Lei spoke.", "Then Senior Brother Lei spoke.",
                ({"name": "Senior Brother Lei", "source": "雷师兄", "kind": "person"},)),
    ],
    keeps=[
        Keep("He is my senior brother.", (_SENIOR, _LIU)),
        Keep("My senior brother Liu spoke.", (_SENIOR, _LIU)),
    ],
)  # fmt: skip
def names_title(document: Document, context: Context) -> Iterable[Finding]:
    """A title before a name takes capitals, and a name with its title gets the title that the glossary gives it."""
    return findings(document, context, Damage.TITLE)


@rule(
    "names-order",
    Stage.NAMES,
    examples=[
        Example(
            "Lianzhi Wu came.", "Wu Lianzhi came.", ({"name": "Wu Lianzhi", "source": "吴莲止", "kind": "person"},)
        ),
    ],
    keeps=[Keep("Wu Lianzhi came.", ({"name": "Wu Lianzhi", "source": "吴莲止", "kind": "person"},))],
)
def names_order(document: Document, context: Context) -> Iterable[Finding]:
    """Given name and surname in the other order than the glossary has them: *Lianzhi Wu* → *Wu Lianzhi*."""
    return findings(document, context, Damage.ORDER)


RULES = (
    names_variant,
    names_case,
    names_spacing,
    names_reading,
    names_meaning,
    names_sound,
    names_glued,
    names_title,
    names_order,
)
