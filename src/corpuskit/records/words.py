"""The records of word lists, collocates and keywords."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from corpuskit.records.base import Record


class Word(Record, frozen=True, kw_only=True, tag="word"):
    """A word or n-gram with how often it occurs; the record itself is the slice of its first occurrence.

    Attributes:
        word: The word as it is compared: in the view, as written, or its lemma.
        form: Its most frequent spelling.
        size: Number of words in it.
        part: The part of the corpus that is counted; None for all of it, or where it is not known.
        subpart: The second thing that the documents of the part have in common, where two were asked for.
        hits: How often it occurs.
        distinct_hits: How often without the copies of paragraphs.
        per_million: Hits per million words of the part.
        low: Lower bound of the 95 % interval of `per_million`, by Poisson.
        high: Its upper bound.
        documents: Number of documents that hold it.
        dp: Gries's deviation of proportions over the parts, 0 (even) to 1; None for a single part.
        dp_norm: The same divided by its maximum.
        juilland_d: Juilland's D over the parts: 1 is even.
        rank: Its place by hits, from 1; equal hits share the best place.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "rank", "word", "hits", "distinct_hits", "per_million", "documents", "dp_norm", "form",
    )  # fmt: skip

    word: str
    form: str
    size: int
    part: str | None
    subpart: str | None
    hits: int
    distinct_hits: int
    per_million: float | None
    low: float | None
    high: float | None
    documents: int
    dp: float | None
    dp_norm: float | None
    juilland_d: float | None
    rank: int


class CollocateExample(msgspec.Struct, frozen=True, kw_only=True):
    """A window in which a collocate stands, with its hit: a slice of a document."""

    doc: str
    line: int
    start: int
    end: int
    text: str


class Collocate(Record, frozen=True, kw_only=True, tag="collocate"):
    """A word that occurs near the hits of a query; the record itself is its first occurrence there.

    Attributes:
        query: The query as typed.
        word: The word in the view.
        form: Its most frequent spelling near the query.
        hits: How often it stands in a window of a hit; a word between two hits counts for each.
        left: How often before the hit.
        right: How often after it.
        distinct_hits: How often without the copies of paragraphs.
        documents: Number of documents where it does.
        corpus_hits: How often it occurs in all.
        expected: How often it would stand in the windows by chance.
        logdice: 14 + log₂ Dice.
        g2: Signed log-likelihood of four cells.
        mi: Mutual information, log₂(O/E).
        mi3: log₂(O³/E).
        t: (O−E)/√O.
        z: (O−E)/√E.
        log_ratio: Binary logarithm of the relative frequency in the windows over that outside.
        delta_p_to: ΔP of the word given the window.
        delta_p_from: ΔP of the window given the word.
        dice: Dice coefficient.
        parts: Number of parts of the corpus in which it is a collocate too; None where none were asked for.
        examples: Some different windows in which it stands, where they are asked for.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "word", "hits", "left", "right", "documents", "corpus_hits", "logdice", "g2", "mi", "log_ratio",
    )  # fmt: skip

    query: str
    word: str
    form: str
    hits: int
    left: int
    right: int
    distinct_hits: int
    documents: int
    corpus_hits: int
    expected: float | None
    logdice: float | None
    g2: float | None
    mi: float | None
    mi3: float | None
    t: float | None
    z: float | None
    log_ratio: float | None
    delta_p_to: float | None
    delta_p_from: float | None
    dice: float | None
    parts: int | None
    examples: list[CollocateExample]


class Keyword(Record, frozen=True, kw_only=True, tag="keyword"):
    """A word that one corpus has more often than another; the record itself is its first occurrence.

    Attributes:
        word: The word or n-gram in the view.
        form: Its most frequent spelling.
        hits: How often it occurs in the corpus.
        reference_hits: How often in the reference.
        distinct_hits: How often in the corpus without the copies of paragraphs.
        per_million: Hits per million words of the corpus.
        reference_per_million: Hits per million words of the reference.
        documents: Number of documents of the corpus that hold it.
        reference_documents: Number of documents of the reference; None where a list was given that does not say.
        g2: Signed log-likelihood of four cells.
        p: Probability of such a g2 by chance, corrected for the number of words.
        log_ratio: Binary logarithm of the ratio of the relative frequencies; a zero counts as half a hit.
        low: Lower bound of its 95 % interval.
        high: Its upper bound.
        diff_percent: %DIFF; None where the reference does not have it.
        odds_ratio: Odds ratio; None where it divides by zero.
        simple_maths: (fpm + k)/(reference fpm + k).
    """

    columns: ClassVar[tuple[str, ...]] = (
        "word", "hits", "reference_hits", "per_million", "reference_per_million", "log_ratio", "g2", "p",
    )  # fmt: skip

    word: str
    form: str
    hits: int
    reference_hits: int
    distinct_hits: int
    per_million: float | None
    reference_per_million: float | None
    documents: int
    reference_documents: int | None
    g2: float | None
    p: float | None
    log_ratio: float | None
    low: float | None
    high: float | None
    diff_percent: float | None
    odds_ratio: float | None
    simple_maths: float | None
