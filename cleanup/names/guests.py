"""What holds for the entries of shipped packs: they are guests in a book that has never heard of them.

An entry of the user's own glossary is about this book; one of a pack may meet a person who is called like a shop
(*Lu Tianmao*), a sauce that is called like a site (*douban*), or a translator who chose another of several usual words.
So a pack's form needs a reason in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanup.core.model import Span

_SETTLED = 3
"""Times that a form stands in a text which has chosen it."""
_REACH = 60
_COMMERCE = re.compile(
    r"\b(?:accounts?|apps?|brows\w+|bought|buy\w*|chat\w*|click\w*|customers?|deliver\w*|discounts?|download\w*|follow\w*|"
    r"internet|links?|live-?stream\w*|log(?:ged|ging)? (?:in|on|out)|mall|messag\w+|money|online|order\w*|"
    r"pages?|pay|paid|pays|payments?|phones?|platforms?|posts?|posted|posting|red envelopes?|scan\w*|search\w*|sell\w*|"
    r"send|sent|sends|shops?|shopping|sites?|sold|stores?|taxis?|transfer\w*|upload\w*|users?|"
    r"videos?|web|websites?)\b",
    re.IGNORECASE,
)


_WITH_ARTICLE = re.compile(r"\b(?:the|some|this|of) $", re.IGNORECASE)
_ON_IT = re.compile(r"\b(?:on|via|through) $", re.IGNORECASE)
"""*On douban* is no sauce."""


def has_settled(times: int, mentions: int) -> bool:
    """Whether a text has chosen a form of its own: it stands there again and again, and the pack's never does."""
    return times >= _SETTLED and not mentions


def is_common_noun(prose: str, spans: Sequence[Span]) -> bool:
    """Whether a form in small letters has an article, or *of*, before it at some place and no noun of the business
    after it: *a bag of douban*, not *the douban page*."""
    return any(
        _WITH_ARTICLE.search(prose, max(0, span.start - 9), span.start)
        and not _COMMERCE.match(prose, span.end + 1, span.end + _REACH)
        for span in spans
    )


def is_about_business(prose: str, spans: Sequence[Span]) -> bool:
    """Whether the words around a form are those of shops, sites and apps, at one place at least."""
    return any(
        _ON_IT.search(prose, max(0, span.start - 9), span.start)
        or _COMMERCE.search(prose, max(0, span.start - _REACH), span.start)
        or _COMMERCE.search(prose, span.end, span.end + _REACH)
        for span in spans
    )
