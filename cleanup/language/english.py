"""What is an English word: the Hunspell dictionary of American English that `spylls` ships, asked with its
capitals.

The dictionary knows which words are only ever names (*Irvin*), which is what the rules need to tell a name from a
word. It is loaded at the first question and answers are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cleanup.language.dictionary import Dictionary


@cache
def _dictionary() -> Dictionary:
    package = find_spec("spylls")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0]) / "hunspell" / "data" / "en"
    return Dictionary(folder / "en_US.aff", folder / "en_US.dic")


@lru_cache(maxsize=200_000)
def is_spelled(word: str) -> bool:
    """Whether the dictionary takes ``word`` exactly as it is cased (a capital at the start is always allowed for a
    word)."""
    return _dictionary().lookup(word)


def is_word(word: str) -> bool:
    """Whether ``word``, in lower case, is an English word: *will*, *palace*, but not *irvin*."""
    return is_spelled(word.lower())


def is_name(word: str) -> bool:
    """Whether ``word`` is known only with a capital: *Irvin*, *Monday*, but not *Will* or *Palace*."""
    return is_spelled(word[:1].upper() + word[1:].lower()) and not is_word(word)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, written as a tree of their letters, which `re` scans much faster."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _branches(below) for letter, below in sorted(node.items()) if letter]
    if not ways:
        return ""
    if len(ways) == 1 and "" not in node:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if '' in node else ''}"


OPENERS = _words(
    """
    all although among and any are as at because been before both but by during each every few for from had has have
    if in into is it its many most much neither nor of our some such than that the their them then there these they
    this those though through under unless until upon was we were what when where whether which while whose with
    without your
    """
)
"""Function words that a sentence can start with or contain, and that are no name in any language whose names we
expect: *he*, *an*, *so*, *you*, *no* and the like are missing, since they are also surnames."""

UNFINISHED = _words(
    """
    a amid among an and although because but by during every for from if into its lest my nor of onto or our than the
    their to toward towards unless until upon very via whereas whether while whose with your
    """
)
"""Words after which no sentence ends in edited prose: what follows continues it."""

SMALL_IN_TITLES = _words("a an and as at but by for from if in into is nor of on or than the to upon with")
"""Words that stay small in a title of a book, as in *What the Well-Dressed Man Is Wearing*."""

PRONOUNS = _words(
    """
    he she it they we you this that these those one everyone everybody someone somebody nobody both
    """
)
"""Words that stand for the one who speaks, before a verb of speech."""

DETERMINERS = _words("a an the his her its their our my your this that these those another every each some")
"""Words that begin a noun phrase."""

SPEECH_VERBS = _words(
    """
    say says said saying ask asks asked asking replies replied replying answered answering shouts shouted shouting
    cried crying called calling whispers whispered whispering mutters muttered muttering murmurs murmured murmuring
    exclaim exclaims exclaimed exclaiming explain explains explained explaining add adds added adding continue
    continues continued continuing begin begins began beginning declare declares declared declaring announce
    announces announced announcing remarked remarking observe observed observing respond responds responded
    responding retorted retorting snapped snorted yells yelled yelling screams screamed screaming roared roaring
    growled hissed sighed sighing laughed laughing smiled smiling sneered sneering joked complain complained
    complaining protested suggest suggested suggesting propose proposed warned warning urged urging ordered ordering
    commanded commanding demanded demanding inquire inquired enquire enquired questioned wonder wondered wondering
    think thinks thought thinking tell tells told telling stated stating insist insisted insisting agree agreed
    agreeing admit admitted confess confessed promised blurt blurts blurted blurting interrupt interrupted mumble
    mumbled stammered stuttered scold scolded cursed bellow bellowed chimed comforted reminded repeated echoed speak
    speaks spoke speaking greeted pleaded begged pleading grumble grumbled grunted chuckle chuckled giggled gasped
    exhaled noted noting nodded nodding persuade persuaded praised analyze analyzed analyse analysed mentioned
    reported reporting writes wrote sang sobbed prayed swore conclude concluded countered advise advised
    """
)
"""Forms of verbs that introduce or follow direct speech, those of laughter and gesture that novels use so included; not
the forms that are rather nouns (*order*, *cry*)."""

ABBREVIATIONS = _words(
    """
    abbr ad adj adm al am apr apt arr art assn asst aug ave bldg blvd bot bros brig ca cap capt cf ch chap cit cl cm
    co col com cont conv corp cpl cres ct dec dept dist div doc dr ed edn eds eg eq esp esq est etc ex exec ext fed
    ff fig figs fl fn fr fri ft gal gen gov govt hon hr hrs hwy ibid ie ill in inc incl inst intl jan jr jul jun kg
    km lat lb lbs lib lieut lit ln long lt ltd maj mar mass max mem messrs mfg mgr min mins misc mme mlle mon mr mrs
    ms mt mts nat no nos nov obs oct op orig oz par para paras pat pl pm pop pp pref pres prof prop prot pseud pt
    pts pub pvt qt rd ref refs reg rep repr resp rev rm sat sec sen sep sept ser sgt sing sp spec sq sr st ste str
    sub suppl sun supt tech tel temp thur thurs trans treas tues univ usu vice viz vol vols vs wash wed wk yd yds yr
    yrs
    """
)
"""What a full stop shortens rather than ends, in lower case and without the stop; some are words too."""

NEGATIONS = _words(
    """
    ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't needn't shan't
    shouldn't wasn't weren't won't wouldn't
    """
)
"""Contractions with *not*."""

NEVER_DOUBLED = _words(
    """
    a accordingly also although among an and as at because been beneath consequently despite during especially every
    furthermore hence however if indeed into its lest meanwhile merely moreover namely nearly nevertheless
    nonetheless nor of onto or otherwise our particularly regarding than the their therefore though thus
    unless until upon whereas whether while within without your
    """
)
"""Words that never follow themselves in a sentence, neither by grammar nor for effect."""

OFTEN_DOUBLED = _words(
    """
    again ah aha alas amen aw aye bang bash beep big blah boing boo boom bravo bump buzz bye chip chirp choo chop
    chug clang clap clatter click clip clop cluck come cough crack creak croak crunch cuckoo dear did ding do dong
    down drip drum eh ever far fast fee fie fine fizz flap flip fuss gee giggle glug go good goody gradually great
    growl grunt gulp ha had haw he hee heh hello help her hey hi hip his hm hmm ho home hop hot hoot howl huff hullo
    hum hurrah hurry hush it jingle just knock la later less little long look lots many meow mm moo more most much
    mum my near neigh never nice night no now oh ok okay old on ouch out over ow pant pat pip pitter please plink
    plop poor pop pound puff pump purr quack quick quickly quiet quite rap rat rattle really right ring roar rub run
    rush rustle scratch shake shh shoo shush sir sizzle slap slide slow slowly slurp smack small smash snap sniff
    snip snore snort so sob soft softly soon splash squeak squeal steady stomp stop strong sure swish sweet tap tee
    that there thud thump tick tinkle tiny toc tock toot tramp truly trust try tsk tut tweet twinkle ugh uh um up
    very wah wait wave way weak well wham what whack whee whirr whoa who why wide wish woof wow yah yawn yeah yes
    yet you young yum zap zip zoom
    """
)
"""Words that are doubled on purpose: for effect (*very very*), by grammar (*had had*), in calls and sounds."""

CLOSED_CLASS = OPENERS | UNFINISHED | PRONOUNS | DETERMINERS
"""Articles, conjunctions, prepositions, pronouns: no part of a name at its start."""

CALENDAR = _words(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """
)

FUNCTION_WORDS = (
    CLOSED_CLASS
    | CALENDAR
    | _words(
        """
    about above across after again against ago ah aha ahem alas almost alone along already also always anyway around
    away back besides better between beyond can cannot come could did do does done down either else enough even ever
    everything exactly except far finally first fine forget furthermore get give go good great ha hah haha hello hence
    here hers herself hey hi him himself hmm ho how however huh hurry i indeed inside instead itself just last later let
    lets like listen look looking maybe me meanwhile might mine more moreover mr mrs ms must myself near never
    nevertheless next no nobody none nonetheless not nothing now obviously oh ok okay old once only onto or other others
    otherwise ouch ours out outside over own perhaps please probably quickly quite rather really right said same say see
    seeing seriously shall she should since so somehow something sometimes somewhat soon still stop suddenly suppose
    sure surely take tell thank thanks themselves thereby therefore think thus together tonight today tomorrow too two
    toward truly try uh um until up us use usually very wait well went whatever whenever wherever whoever whom why will
    wonderful would wow yeah yes yesterday yet you yours yourself
    """
    )
)
"""Words that start sentences far more often than they are a name."""
