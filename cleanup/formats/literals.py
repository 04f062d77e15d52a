"""Finds what is not prose in running text: URLs, domains, e-mail addresses, names of files, paths and `` `code` ``.

Each kind has a cheap trigger that a plain string search finds (``://``, ``@``, a stop before a letter, a slash, a
backtick); only around a trigger is there a closer look, and never at the same characters twice. Text without triggers
costs a few scans at the speed of memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.core.model import Span

_LOOK_BACK = 200
"""How far to the left of a trigger an address or a path may begin, in code points."""

_MOST_LABELS = 12
"""A run of names and stops with more parts than this is neither a domain nor a file name."""

_TOP_LEVEL = frozenset(
    "com net org edu gov mil info biz name mobi asia example "
    "io co ai app dev xyz site online store shop tech club top vip wang live blog news wiki cloud fun pub ink "
    "cn jp kr tw hk mo uk de fr ru eu ca au nz sg nl se es ch at pl br mx vn th ph my id tr ua cz fi dk gr pt ro hu "
    "cc tv gg ly fm ws su nu ru ir il za".split()
)
"""Endings of domains as they turn up in prose: generic ones, the larger countries, and those that novel sites like."""

_WORD_LIKE = frozenset(
    "at my id me in is it to so no us be am do by as an if or on go we he ai name app fun top live club store shop "
    "news online site cloud pub ink mo th ph".split()
)
"""Endings that are also English words or abbreviations: believed only after ``www.`` or with a path behind."""

_CAPITALISED = frozenset(("Com", "Org", "Cn", "Io", "Html", "Txt", "Pdf", "Epub"))
"""Endings that sentence casing has capitalised (*Letao.Com*) and that start no English sentence."""

_EXTENSIONS = frozenset(
    "txt md markdown rst doc docx odt rtf pdf epub mobi azw azw3 fb2 html htm xhtml xml json yaml yml toml ini cfg "
    "conf csv tsv xls xlsx ods ppt pptx odp srt ass ssa vtt sub lrc jpg jpeg png gif bmp tif tiff svg webp ico psd "
    "mp3 mp4 m4a m4v wav flac ogg avi mkv mov wmv webm zip rar tar gz bz2 xz tgz 7z iso dmg exe msi apk jar dll deb "
    "rpm sh bat cmd ps1 py js mjs ts tsx jsx css scss php rb rs java kt swift cpp hpp sql lua ipynb tex bib log bak "
    "tmp dat db sqlite torrent ttf otf woff woff2".split()
)

_DOT = re.compile(r"\.(?:[A-Za-z]|7z)")
_HIDDEN = re.compile(r"\.(?<![^\s(\[{“‘\"'`]\.)(?=[a-z])(?![^\W\d_]{1,7}['’])[a-z][\w-]{1,40}(?!\.?\w)")
_BEGINNERS = frozenset(
    "the he she it they we you and but then so an in on at is was his her my your our their this that there with for "
    "to of or as if not no when what all by from".split()
)
"""Words that a full stop on the wrong side of its space stands before: *late .then*."""
_SLASH = re.compile(r"/[\w.~-]")
_CODE = re.compile(r"`[^`\s](?:[^`\n]{0,158}[^`\s])?`")
_CLOSED_QUOTATION = re.compile(r"\w[.,!?…]?'(?:\s|$)")
_NAME_REST = re.compile(r"[\w.-]*")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PATH_REST = re.compile(r"[\w.~/-]*")
_URL_REST = re.compile(r"[^\s<>\"“”‘’«»「」『』【】《》（）、。，！？；：…`|\ufffc]*")
_ROUND = re.compile("[()]")
_AFTER_HOST = re.compile(r"(?::\d{1,5})?(?=[/?#])")
_WINDOWS_REST = re.compile(r"[^\s<>\"“”‘’*?|，。]*")
_ROOTED = ("/", "~/", "./", "../")


def find_literals(text: str) -> list[Span]:
    """The stretches of ``text`` that are not prose: disjoint, in order, each inside a line. Linear in time."""
    spans: list[Span] = []
    slash = "/" in text
    if slash and "://" in text:
        spans += _urls(text)
    if "@" in text:
        spans += _addresses(text)
    spans += _dotted(text)
    spans += _hidden_names(text)
    if slash:
        spans += _paths(text)
    if "\\" in text and ":\\" in text:
        spans += _windows_paths(text)
    if "`" in text:
        spans += _code(text)
    return _merged(spans) if len(spans) > 1 else spans


def _urls(text: str) -> Iterator[Span]:
    """``scheme://rest``."""
    done = 0
    for at in _occurrences(text, "://"):
        if at < done:
            continue
        start = _left(text, at, "+.-", max(done, at - 20))
        while start < at and not text[start].isalpha():
            start += 1
        end = _url_end(text, at + 3) if start < at else at
        if end > at + 3:
            yield Span(start, end)
            done = end


def _addresses(text: str) -> Iterator[Span]:
    """``somebody@example.com``."""
    done = 0
    for at in _occurrences(text, "@"):
        if at < done:
            continue
        host = _HOST.match(text, at + 1)
        start = _left(text, at, "._%+-", max(done, at - 64))
        if host is None or start == at:
            continue
        end = _cut_sentence(text, host.start(), host.end())
        if text[start:end].rpartition(".")[2].isalpha():
            yield Span(start, end)
            done = end


def _dotted(text: str) -> Iterator[Span]:
    """Bare domains and file names: ``letao.com/shop``, ``chapter-12.txt``."""
    done = 0
    for match in _DOT.finditer(text):
        at = match.start()
        if at < done or at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_-"):
            continue
        start = _left(text, at, "_-.", max(done, at - _LOOK_BACK))
        while start < at and text[start] in ".-":
            start += 1
        rest = _NAME_REST.match(text, at)
        done = rest.end() if rest else at + 1
        end = _dotted_end(text, start, done)
        if end > start:
            done = max(done, end)
            yield Span(start, end)


def _hidden_names(text: str) -> Iterator[Span]:
    """Names that begin with a stop: hidden files, endings, classes of a style sheet: ``.bashrc``."""
    for match in _HIDDEN.finditer(text):
        if match[0][1:] not in _BEGINNERS:
            yield Span(*match.span())


def _dotted_end(text: str, start: int, end: int) -> int:
    """Where the domain or file name that starts a run of name characters ends; ``start`` when there is neither."""
    labels = text[start:end].split(".", _MOST_LABELS)
    if len(labels) > _MOST_LABELS:
        return start
    website = len(labels) > 2 and labels[0].lower() == "www" and labels[1].isascii()
    while len(labels) > 1:
        stop = start + sum(map(len, labels)) + len(labels) - 1
        last, before = labels[-1], labels[-2]
        if last and before and _cased_like_an_ending(last, before):
            ending = last.lower()
            path = _AFTER_HOST.match(text, stop)
            if before.isascii() and ending in _TOP_LEVEL | _WORD_LIKE and (path or website or ending not in _WORD_LIKE):
                return _url_end(text, path.end()) if path else stop
            if ending in _EXTENSIONS:
                return stop
        if website and len(labels) == 3 and last.isalpha():
            return stop
        labels.pop()
    return start


def _cased_like_an_ending(last: str, before: str) -> bool:
    return last.islower() or last in _CAPITALISED or (last.isupper() and len(before) > 1 and before.upper() == before)


def _paths(text: str) -> Iterator[Span]:
    """``/usr/bin``, ``../notes/names.txt``, ``novels/one/chapter.md``; not *and/or*, *km/h*."""
    done = 0
    for match in _SLASH.finditer(text):
        at = match.start()
        if at < done:
            continue
        start = _left(text, at, "_-.~/", max(done, at - _LOOK_BACK))
        rest = _PATH_REST.match(text, at)
        end = done = rest.end() if rest else at + 1
        while end > at and text[end - 1] in ".-~":
            end -= 1
        path = text[start:end]
        steps = [step for step in path.split("/") if step]
        name, dot, extension = steps[-1].rpartition(".") if steps else ("", "", "")
        file = bool(dot and name and extension in _EXTENSIONS)
        if file or (path.startswith(_ROOTED) and len(steps) > 1 and not steps[0].isdigit()):
            yield Span(start, end)


def _windows_paths(text: str) -> Iterator[Span]:
    done = 0
    for at in _occurrences(text, ":\\"):
        if at < max(done, 1) or not (text[at - 1].isascii() and text[at - 1].isalpha()):
            continue
        if at > 1 and text[at - 2].isalnum():
            continue
        rest = _WINDOWS_REST.match(text, at)
        done = rest.end() if rest else at + 2
        yield Span(at - 1, _without_punctuation(text, at, done))


def _code(text: str) -> Iterator[Span]:
    """`` `code` `` within a line; an old-fashioned quotation (`` `like this,' she said ``) is none."""
    for match in _CODE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before.isalnum() or after.isalnum() or "`" in (before, after) or _CLOSED_QUOTATION.search(match[0]):
            continue
        yield Span(*match.span())


def _occurrences(text: str, trigger: str) -> Iterator[int]:
    at = text.find(trigger)
    while at >= 0:
        yield at
        at = text.find(trigger, at + len(trigger))


def _left(text: str, at: int, extra: str, floor: int) -> int:
    """The start of the run of letters, digits and ``extra`` that ends at ``at``, no further left than ``floor``."""
    start = at
    while start > floor and (text[start - 1].isalnum() or text[start - 1] in extra):
        start -= 1
    return start


def _url_end(text: str, start: int) -> int:
    rest = _URL_REST.match(text, start)
    end = _closing_bracket(text, start, rest.end()) if rest else start
    return _without_punctuation(text, start, end)


def _closing_bracket(text: str, start: int, end: int) -> int:
    """The first bracket that closes one opened before the address (*[guild](http://example.org)'s*), or ``end``."""
    opened = 0
    for match in _ROUND.finditer(text, start, end):
        opened += 1 if match[0] == "(" else -1
        if opened < 0:
            return match.start()
    return end


def _without_punctuation(text: str, start: int, end: int) -> int:
    """``end`` without the marks that belong to the sentence: stops, commas, a bracket opened before the address."""
    unopened = text.count(")", start, end) - text.count("(", start, end)
    while end > start and (text[end - 1] in ".,;:!?'*_~]}" or (text[end - 1] == ")" and unopened > 0)):
        unopened -= text[end - 1] == ")"
        end -= 1
    return end


def _cut_sentence(text: str, start: int, end: int) -> int:
    """The end of a host name, without a sentence glued to it (*mail.com.But*) and without its stop."""
    labels = text[start:end].rstrip("-").split(".")
    for count in range(2, len(labels)):
        if labels[count - 1].lower() in _TOP_LEVEL and labels[count][:1].isupper():
            labels = labels[:count]
            break
    return start + len(".".join(labels))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
