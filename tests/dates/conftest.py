"""How the tests of this room look at dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.records import DateMention, Issue


@pytest.fixture(scope="session")
def find() -> Callable[..., list[DateMention]]:
    """Return a function from a text to its dates; `date` is that of the document, all else are options."""

    def find_dates(text: str, *, date: str | None = None, **options: object) -> list[DateMention]:
        document = Document("doc", text, metadata={"date": date} if date else {})
        found = list(extract_dates([document], DateOptions(**options)))
        for item in found:
            assert isinstance(item, Issue) or text[item.start : item.end] == item.text
        return [item for item in found if isinstance(item, DateMention)]

    return find_dates


@pytest.fixture(scope="session")
def values(find) -> Callable[..., list[tuple[str, str | None]]]:
    """Return a function from a text to the text and the value of each of its dates."""
    return lambda text, **options: [(date.text, date.value) for date in find(text, **options)]
