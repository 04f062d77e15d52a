"""The forms of a name with another title than its own, with the title elsewhere, or with a part left as it sounds."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.language.english import is_word
from cleanup.language.fold import fold_form, letters
from cleanup.names import hangul, pinyin, titles
from cleanup.names.profile import Profile
from cleanup.names.rendering import Damage, Rendering, groupings
from cleanup.terms.model import Term


def other_addresses(term: Term, source: str) -> Iterator[Rendering]:
    """Other English forms of a title that is an entry of its own: *Movie King* for Best Actor (影帝)."""
    own = titles.own_addresses(source)
    for form in titles.addresses(source):
        if titles.is_phrase(form) and not form.startswith("-") and (form in own or titles.is_ranked(source)):
            yield Rendering(form, Damage.TITLE, 0.97 if form in own else 0.9, f"{source} is “{term.name}” here")


def title_read(source: str) -> Iterator[Rendering]:
    """A title left as it sounds: *Da Shixiong*, *Jangmunin*. What is short may be some other word."""
    forms: set[str] = set()
    if pinyin.is_han(source) and 2 <= len(source) <= 4:
        forms = {surface for reading in pinyin.name_readings(source, 4) for surface in groupings(reading)}
    elif hangul.is_hangul(source):
        forms = set(hangul.romanisations(source))
    for form in sorted(forms):
        if len(form) > 5 and not is_word(form):
            yield Rendering(form, Damage.READING, 0.96, f"{source} left as it sounds")


def titled(seen: Profile) -> Iterator[Rendering]:
    """The name with other forms of its title, in either order."""
    own = seen.title
    forms = titles.addresses(seen.title_source)
    reason = f"{seen.title_source} is “{own}” here"
    if own not in titles.GENERIC and not own.startswith("-"):
        for surface in _own_spacings(seen):
            yield Rendering(f"{surface} {own}", Damage.TITLE, 0.96, "the title stands before the name here")
    for rank, form in enumerate(forms):
        if form == own:
            continue
        if form.startswith("-"):
            yield Rendering(f"{seen.name}{form}", Damage.TITLE, 0.95, reason)
            continue
        if form not in titles.GENERIC:
            yield Rendering(f"{seen.name} {form}", Damage.TITLE, 0.95, reason)
        # “Mr.” and the like may be another form of address in the source, and even another man.
        certain = " " in form or (rank < 3 and (form not in titles.GENERIC or own in titles.GENERIC))
        yield Rendering(f"{form} {seen.name}", Damage.TITLE, 0.97 if certain else 0.9, reason)
    for form in titles.exchangeable():
        if form not in forms and form != own:
            other = f"the glossary knows this name with the title “{own}” only"
            yield Rendering(f"{form} {seen.name}", Damage.TITLE, 0.7, other)
    translated = pinyin.is_han(seen.source) and not seen.read
    if translated and own in titles.GENERIC and is_word(seen.name.lower()):
        yield Rendering(f"{seen.name} {own}", Damage.TITLE, 0.96, "the title stands before the name here")
    if translated:
        # A name that is translated may have been read: *Ancestor Kaoshan* for Patriarch Reliance.
        prior = 0.95 if len(seen.source) > 1 else 0.8  # many a man is called *Brother Hu*
        for reading in pinyin.name_readings(seen.source, 4):
            for surface in groupings(reading) if len(reading) < 4 else ("".join(reading),):
                for form in (own, *forms):
                    if not form.startswith("-"):
                        yield Rendering(f"{form} {surface}", Damage.READING, prior, f"{seen.source} left as it sounds")
    spoken = _spoken(seen)
    for form in forms if spoken and letters(spoken) != letters(seen.name) else ():
        if not form.startswith("-"):
            yield Rendering(f"{form} {spoken}", Damage.TITLE, 0.97 if " " in form else 0.9, reason)
    for reading in pinyin.name_readings(seen.title_source, 2) if spoken else ():
        for surface in groupings(reading):
            prior = 0.97 if len(reading) > 1 else 0.8
            yield Rendering(f"{spoken} {surface}", Damage.TITLE, prior, f"{seen.title_source} left as it sounds")
    for kin in titles.kindred(seen.title_source):
        for reading in pinyin.name_readings(kin, 2):
            for surface in groupings(reading):
                yield Rendering(f"{seen.name} {surface}", Damage.TITLE, 0.97, f"{kin} left as it sounds")


def _own_spacings(seen: Profile) -> Iterator[str]:
    """The name without title, and where it is a reading also cut into its syllables."""
    yield seen.name
    flat = fold_form(seen.name)
    if " " not in flat and len(parts := pinyin.syllables(flat)) == 2 and pinyin.is_han(seen.source):
        yield " ".join(parts)


def _spoken(seen: Profile) -> str:
    """How the source reads that a title stands with, where the canonical form begins with that: 陈 of 陈二少, *Young
    Master Chen Er*."""
    if not pinyin.is_han(seen.source):
        return ""
    flat = letters(seen.name)
    readings = ("".join(reading) for reading in pinyin.name_readings(seen.source, 4))
    return next((reading for reading in readings if flat.startswith(reading)), "")


def title_translated(seen: Profile) -> Iterator[Rendering]:
    """A name that is read with its title, with the title translated: *Young Master Chen* for *Chen Shao* (陈少)."""
    bare, title = titles.split_title(seen.source)
    if not title or not pinyin.is_han(bare):
        return
    flat = letters(seen.name)
    spoken = next(
        ("".join(reading) for reading in pinyin.name_readings(bare, 4) if flat.startswith("".join(reading))), ""
    )
    if len(spoken) < 2 or not any(spoken + "".join(reading) == flat for reading in pinyin.name_readings(title, 4)):
        return
    for form in titles.addresses(title):
        if not form.startswith("-"):
            certain = " " in form and form not in titles.GENERIC
            yield Rendering(f"{form} {spoken}", Damage.TITLE, 0.95 if certain else 0.9, f"{title} is translated in it")
