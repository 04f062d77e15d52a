"""Words that carry capitals without being names, and words beside a name that say what it is."""

from __future__ import annotations

from cleanup.language.english import FUNCTION_WORDS, NEGATIONS
from cleanup.names.titles import english_titles


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DEMONYMS = _words(
    """
    african american arab arabic argentine asian australian austrian belgian brazilian british bulgarian burmese
    cambodian canadian cantonese catholic caucasian celtic chilean chinese christian confucian cuban czech danish
    dutch egyptian english european filipino finnish french german greek hebrew hungarian indian indonesian iranian
    iraqi irish islamic israeli italian japanese jewish korean latin malay malaysian manchu mandarin mexican mongol
    mongolian muslim nepalese norwegian oriental pakistani persian polish portuguese roman romanian russian scottish
    serbian soviet spanish swedish swiss syrian taiwanese thai tibetan turkish ukrainian victorian vietnamese welsh
    western westerner americans australians brits canadians chinaman englishman europeans frenchman germans indians
    italians koreans russians
    """
)
"""Nationalities, languages and religions."""

OCCASIONS = _words(
    "christmas easter halloween god gods internet bible ok okay tv cd dvd pc usa uk eu un ceo atm id gps diy vip "
    "ufo sos esq"
)
"""Capitalised words of any text: feasts, God, abbreviations."""

HEADINGS = _words("chapter episode volume book part arc prologue epilogue section scene act interlude season")
"""Words that number a stretch of text."""

MALE = _words(
    """
    mr sir lord king prince emperor duke count baron earl master father papa dad daddy uncle brother grandpa grandfather
    son boy wizard priest monk gentleman mister monsieur senor herr baronet marquis viscount
    """
)
FEMALE = _words(
    """
    mrs ms miss lady queen princess empress duchess countess baroness madam madame mother mama mom mum mommy aunt auntie
    sister sis grandma grandmother daughter girl witch priestess nun mistress marchioness dame lass señora senora
    fräulein
    """
)
NEUTRAL = _words(
    """
    dr doctor professor prof captain commander general colonel major lieutenant sergeant corporal officer president
    chairman chief director manager teacher instructor elder senior junior old young little big great poor dear boss
    senator judge minister mayor inspector detective agent leader vice deputy representative saint st elderly venerable
    comrade student patriarch matriarch ancestor hero guildmaster headmaster principal marshal admiral knight butler
    maid grand high royal cousin nephew niece
    """
)
TITLES = MALE | FEMALE | NEUTRAL | {form.lower().rstrip(".") for form in english_titles() if " " not in form}
"""Single words that may stand before a name as its title, in lower case and without the stop."""

LONG_TITLES = frozenset(form.lower() for form in english_titles() if " " in form)
"""Titles of several words, in lower case."""

KINSHIP = _words(
    """
    cousin nephew niece
    papa dad daddy father mama mom mum mommy mother uncle aunt auntie brother sister sis bro grandpa grandfather grandma
    grandmother
    """
)
"""Words for relatives, which may follow a name as well."""

NEVER_NAMES = FUNCTION_WORDS | NEGATIONS | DEMONYMS | OCCASIONS | HEADINGS
"""Words that are no name by themselves, in lower case."""

PLACES = _words(
    """
    city town village county province state island islands isle mountain mountains mount peak hill hills valley river
    lake sea ocean bay forest forests woods wood desert road street avenue lane bridge square park garden gardens
    palace castle tower temple shrine cave grotto gorge cliff plain plains kingdom empire realm world continent
    country region territory harbour harbor port station district domain manor mansion hall pavilion inn restaurant
    hotel villa courtyard dungeon labyrinth fort fortress swamp waterfall canyon house estate capital republic
    """
)
"""Last words of a place's name."""

ORGANISATIONS = _words(
    """
    sect clan family guild company corporation group academy school college university institute association alliance
    society army corps squad brigade legion order church ministry department bureau bank club team party faction tribe
    hospital agency council court association federation union inc ltd studio association gang
    """
)
"""Last words of an organisation's name."""

THINGS = _words(
    """
    sword swords blade hammer spear axe saber sabre staff cudgel mace whip bow arrow shield armor armour robe ring bead
    pill elixir herb technique techniques art arts method skill style step steps fist palm body strength force energy
    power qi seal formation array talisman scripture sutra manual scroll cauldron furnace flame fire lightning beast
    spirit layer level rank stage grade state
    """
)
"""Last words of the names of things, skills and stages."""

STAGES = _words("realm")
"""Last words of the names of stages, after a word for what is done there; else of places."""

COMMON_NOUNS = PLACES | ORGANISATIONS | THINGS | STAGES
"""Words that are written with a capital after a name, or without."""

LOCATIVE = _words(
    "in inside outside throughout across near reach reached reaching leave leaving entered entering around"
)
"""Words before a place, and hardly ever before a person."""
