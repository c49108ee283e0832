"""What each document of a corpus is: title, language, date, size, and how much of it is repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import regex

from corpuskit.analysis import Analysis
from corpuskit.corpus.document import Document
from corpuskit.dates.resolution.document_date import find_document_date, is_bare_date
from corpuskit.dedupe.exact import exact_key
from corpuskit.options import Options
from corpuskit.records import DocumentRecord, Findings, Summary
from corpuskit.text.language import read_language_table
from corpuskit.text.tokens import count_words, list_words
from corpuskit.text.view import fold

# A line that stands in a document so often is no title, unless it is as long as a sentence.
_BOILERPLATE_COPIES = 3
_BOILERPLATE_WORDS = 12
# A title is looked for among the first lines; what comes later is text.
_TITLE_LINES = 30
_NAVIGATION_WORDS = 5
_LONGEST_LINK = 200
# An arrow at an end, or a guillemet there without its partner; a list mark at the beginning is none.
_ARROW_AT_AN_END = regex.compile(
    r"^(?:[←→↑↓<>|]|«(?![^»]*»)|‹(?![^›]*›)|[»›])\s*\S|\S\s*(?:[←→<>|]|(?<!«[^»]*)»|(?<!‹[^›]*)›|[«‹])$"
)


class ListOptions(Options, frozen=True, kw_only=True):
    """How documents are listed; there is nothing to choose yet."""


class ListSummary(Summary, frozen=True, kw_only=True):
    """How much documents hold.

    Attributes:
        words: Number of words.
        paragraphs: Number of paragraphs.
        distinct_paragraphs: Number of paragraphs that are left when exact copies in one document count once.
    """

    words: int = 0
    paragraphs: int = 0
    distinct_paragraphs: int = 0


class Listing(Analysis):
    """A record for each document.

    Args:
        options: How documents are listed.
    """

    record_type = DocumentRecord
    nothing = ListSummary()
    is_by_document = True

    def __init__(self, options: ListOptions | None = None) -> None:
        self.options = ListOptions() if options is None else options

    def per_document(self, document: Document) -> Findings[DocumentRecord]:
        """Return the record of one document."""
        record = describe_document(document)
        counted = ListSummary(
            words=record.words,
            paragraphs=record.paragraphs,
            distinct_paragraphs=record.distinct_paragraphs,
        )
        return Findings([record], counted)


def list_documents(
    documents: Iterable[Document], options: ListOptions | None = None
) -> Findings[DocumentRecord]:
    """Return a record for each document, in their order.

    Args:
        documents: The documents; none is kept.
        options: How they are listed.
    """
    return Listing(options).find_in(documents)


def describe_document(document: Document) -> DocumentRecord:
    """Return the record of one document."""
    keys = [exact_key(document.text[paragraph.start : paragraph.end]) for paragraph in document.paragraphs]
    date = find_document_date(document)
    return DocumentRecord(
        doc=document.id,
        line=1,
        start=0,
        end=len(document.text),
        title=document.metadata.get("title") or find_title(document, keys),
        lang=document.lang,
        script=document.script,
        direction=document.direction,
        date=date.value if date else None,
        date_source=date.source if date else None,
        bytes=document.source_bytes,
        chars=len(document.text),
        words=count_words(document.text),
        paragraphs=len(document.paragraphs),
        distinct_paragraphs=len(set(keys)),
        encoding=document.encoding,
        path=document.path,
        sha256=document.sha256,
        format=document.format,
        extracted_by=document.extracted_by,
        meta=dict(document.metadata),
    )


def find_title(document: Document, keys: list[str]) -> str | None:
    """Return the first line of a document that may be its title, or None where there is none.

    Navigation, bare dates and short lines that stand three times or more in the document are passed over.

    Args:
        document: The document.
        keys: The exact key of each of its paragraphs.
    """
    copies = Counter(keys)
    for paragraph, key in list(zip(document.paragraphs, keys, strict=True))[:_TITLE_LINES]:
        line = document.text[paragraph.start : paragraph.end]
        words = count_words(line)
        if not words or (copies[key] >= _BOILERPLATE_COPIES and words <= _BOILERPLATE_WORDS):
            continue
        if not is_navigation(line) and not is_bare_date(line, document):
            return line
    return None


class _Navigation(NamedTuple):
    phrases: frozenset[str]
    networks: frozenset[str]


@cache
def _read_navigation() -> _Navigation:
    table = read_language_table("navigation")
    return _Navigation(
        frozenset(
            " ".join(list_words(fold(phrase))) for phrases in table["phrases"].values() for phrase in phrases
        ),
        frozenset(table["networks"]["all"]),
    )


def is_navigation(line: str) -> bool:
    """Return whether a line is a link, a button or a sharing bar of a page instead of its text."""
    if len(line) > _LONGEST_LINK:
        return False
    words = list_words(fold(line))
    navigation = _read_navigation()
    if " ".join(words) in navigation.phrases:
        return True
    if len(words) <= _NAVIGATION_WORDS and _ARROW_AT_AN_END.search(line):
        return True
    return len(words) > 1 and sum(word in navigation.networks for word in words) >= 0.6 * len(words)
