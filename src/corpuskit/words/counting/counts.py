"""What is known of the words and n-grams that were counted."""

from __future__ import annotations

from typing import NamedTuple

from corpuskit.words.counting.numbering import Integers


class FirstPlace(NamedTuple):
    """Where a word occurs first.

    Attributes:
        doc: The document.
        line: Its line, from 1.
        start: Index of its first code point.
        end: Index after its last one.
    """

    doc: str
    line: int
    start: int
    end: int


class Ranked(NamedTuple):
    """A word among all.

    Attributes:
        rank: Its place by hits, from 1.
        number: Its number.
        name: The word as it is compared.
        form: Its most frequent spelling.
        first: Where it occurs first.
    """

    rank: int
    number: int
    name: str
    form: str
    first: FirstPlace


class PartCount(NamedTuple):
    """How often a word occurs in a part of the corpus.

    Attributes:
        hits: How often.
        copied: How often in copies of paragraphs.
        documents: Number of documents of the part that hold it.
    """

    hits: int
    copied: int
    documents: int


class Counts(NamedTuple):
    """What is known of all that is counted, by its number in the order of sizes.

    Attributes:
        hits: How often each occurs.
        documents: In how many documents.
        bounds: Where in the arrays that follow each begins, and at the end their length.
        parts: The parts that hold it.
        part_hits: The hits in each.
        part_distinct: Those without copies.
        part_documents: The number of documents.
    """

    hits: Integers
    documents: Integers
    bounds: Integers
    parts: Integers
    part_hits: Integers
    part_distinct: Integers
    part_documents: Integers
