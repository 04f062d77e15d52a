"""What a discovered name names, and the evidence for it."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.english import is_word
from cleanup.glossary.discovery.forms import Form
from cleanup.glossary.discovery.mining import FEMALE_TITLE, HE, LOCATED, MALE_TITLE, SHE, SPEECH, TITLED
from cleanup.glossary.discovery.words import ORGANISATIONS, PLACES
from cleanup.glossary.model import Gender, Kind


def times(count: int) -> str:
    """A number of times in words."""
    return "once" if count == 1 else f"{count} times"


def kind_of(forms: Sequence[Form]) -> tuple[Kind, str]:
    """The kind of the thing that all the forms name, and why."""
    counts = [sum(column) for column in zip(*(form.counts for form in forms), strict=True)]
    total = max(1, sum(form.count for form in forms))
    if all(form.text.islower() for form in forms):
        return Kind.TERM, "a word that no dictionary knows"
    words = forms[0].words
    last = words[-1].lower()
    if len(words) > 1 and last in PLACES:
        return Kind.PLACE, f"it ends in “{words[-1]}”"
    if len(words) > 1 and last in ORGANISATIONS:
        return Kind.ORGANISATION, f"it ends in “{words[-1]}”"
    person = counts[TITLED] + counts[SPEECH] + 0.4 * (counts[HE] + counts[SHE])
    place = 3.0 * counts[LOCATED]
    if place >= 6 and place > person and place >= 0.2 * total:
        return Kind.PLACE, f"{times(counts[LOCATED])} after “in”, “near” and the like"
    if person >= 1.4 and person >= 0.06 * total and counts[TITLED] + counts[SPEECH]:
        reasons = [(counts[SPEECH], "speaks {}"), (counts[TITLED], "has a title {}")]
        return Kind.PERSON, ", ".join(text.format(times(n)) for n, text in reasons if n)
    if all(is_word(word) for form in forms for word in form.words if word not in ("of", "the")):
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
