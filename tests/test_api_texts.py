"""A stream of texts: bounded memory, and the evidence of each book for its own texts."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from cleanup import BookText, clean_texts, survey_texts
from cleanup.api import SAMPLE
from cleanup.cleaner import Cleaner
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary, Kind, Term

GLOSSARY = Glossary((Term("Lu Qing", "陆青", Kind.PERSON), Term("Fang Xiu", "方秀", Kind.PERSON)))
BOOKS = {
    "one": ["Lu Qing met Lu Qin. Lu Qin bowed.", "“Luqing!” said Fang Xiu.", "Lu Qing sat with FangXiu ."],
    "two": ["Lu Qin sat down. Old Lu Qin laughed.", "Then Lu Qin met Lu Qing.", "“Lu Qing!” called Lu Qin ."],
}
ROWS = [BookText(text, book) for book, texts in BOOKS.items() for text in texts]


def _alone(texts: list[str]) -> list[str]:
    """What a run over one book makes of its texts."""
    cleaner = Cleaner(Config(), GLOSSARY)
    for text in texts[:SAMPLE]:
        cleaner.survey(text)
    return [cleaner.clean(text).revised for text in texts]


def test_each_book_is_judged_as_by_itself() -> None:
    expected = [text for texts in BOOKS.values() for text in _alone(texts)]
    found = [result.revised for result in clean_texts(ROWS, glossary=GLOSSARY, grammar=False)]
    assert found == expected
    assert found != [text for texts in BOOKS.values() for text in texts]


def test_evidence_travels_and_texts_come_in_any_order() -> None:
    expected = [result.revised for result in clean_texts(ROWS, glossary=GLOSSARY, grammar=False)]
    evidence = pickle.loads(pickle.dumps(survey_texts(ROWS, glossary=GLOSSARY)))
    assert sorted(evidence) == ["one", "two"]
    mixed = [ROWS[at] for at in (5, 0, 4, 1, 3, 2)]
    found = [r.revised for r in clean_texts(mixed, glossary=GLOSSARY, grammar=False, evidence=evidence)]
    assert found == [expected[at] for at in (5, 0, 4, 1, 3, 2)]


def test_no_more_than_a_sample_is_read_ahead() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield f"Lu Qing met {read} men ."

    results = clean_texts(endless(), glossary=GLOSSARY, grammar=False)
    assert next(results).revised == "Lu Qing met 1 men."
    assert read == SAMPLE
    for _ in range(SAMPLE):
        next(results)
    assert read <= 2 * SAMPLE
