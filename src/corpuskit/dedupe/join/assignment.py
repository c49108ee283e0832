"""Which paragraphs are copies of which: exact groups first, then near copies among what is distinct."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.dedupe.arrays.grouping import Units, group_by_words
from corpuskit.dedupe.arrays.hashing import Hashes, Integers, mix
from corpuskit.dedupe.arrays.ranges import expand_ranges, gather_ranges, offsets_of
from corpuskit.dedupe.join.bounds import Allowed
from corpuskit.dedupe.join.settlement import NearCopies
from corpuskit.dedupe.join.similarity_join import SimilarityJoin
from corpuskit.dedupe.join.texts import JoinFeatures, make_join_features
from corpuskit.dedupe.options import CHARACTERS_A_WORD, DedupeOptions
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures
from corpuskit.errors import UsageError
from corpuskit.patterns import compile_later
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

_GRAM = 3
_CODE_POINT_BITS = 21


_DATE = compile_later(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ].*)?)?)?")


class Assignment(NamedTuple):
    """Which paragraphs are copies of which.

    Paragraphs with the same words are one unit; a unit stays, or it is a near copy of one that stays.

    Attributes:
        unit: For each paragraph its unit, int64.
        first: For each unit the paragraph that stands for it, int64.
        kept: For each unit the one that it is a copy of; itself where it stays, int64.
        similarity: For each unit its similarity to that one, 0 to 1, float64.
        is_reference: For each unit whether it stands in the corpus that is only compared with, bool.
    """

    unit: Integers
    first: Integers
    kept: Integers
    similarity: NDArray[np.float64]
    is_reference: NDArray[np.bool_]


class Distinct(NamedTuple):
    """The distinct paragraphs of a corpus; what `Assignment` says before near copies are looked for."""

    unit: Integers
    first: Integers
    is_reference: NDArray[np.bool_]


def rank_paragraphs(
    features: CorpusFeatures, options: DedupeOptions, dates: Mapping[str, str | None] | None
) -> Integers:
    """Return the place of each paragraph in the order of preference, from 0: of a group the lowest is kept.

    Args:
        features: The paragraphs.
        options: Say what is preferred.
        dates: ISO dates of the documents by id, as far as they are known; None to go by their metadata.
    """
    count = len(features.start)
    keys: list[NDArray[np.generic]] = [np.arange(count)]
    if options.keep == "earliest":
        known = [_date_of(document, dates) for document in features.documents]
        # What has no date comes last.
        order = {date: place for place, date in enumerate(sorted({date for date in known if date}))}
        keys.append(
            np.array([order.get(date or "", len(order)) for date in known], np.int64)[features.document]
        )
    elif options.keep == "longest":
        keys += [features.start - features.end, -features.word_counts]
    elif options.sources:
        places = {source: place for place, source in reversed(list(enumerate(options.sources)))}
        ranks = [
            places.get(document.metadata.get("source", ""), len(places)) for document in features.documents
        ]
        keys.append(np.array(ranks, np.int64)[features.document])
    elif options.best_field is not None:
        keys.append(rank_by_field(features.documents, options.best_field)[features.document])
    rank = np.empty(count, np.int64)
    rank[np.lexsort(keys)] = np.arange(count)
    return rank


def rank_by_field(documents: Sequence[Document], field: str) -> Integers:
    """Return the place of each document by a field: the highest number or the latest date first, what has none last.

    Args:
        documents: The documents.
        field: The name of the field.

    Raises:
        UsageError: No document has it, or a value is neither a number nor a date.
    """
    values = [str(document.metadata.get(field) or "").strip() for document in documents]
    known = sorted(set(filter(None, values)))
    if documents and not known:
        raise UsageError(
            f"--keep best:{field}: no document has the field", hint="corpuskit list --json shows them"
        )
    numbers = {value: _read_number(value) for value in known}
    if None in numbers.values():
        others = [value for value in known if not _DATE.fullmatch(value)]
        odd = next((value for value in others if numbers[value] is None), next(iter(others), None))
        if odd is not None:
            raise UsageError(
                f"--keep best:{field}: {odd!r} is no number, or is among dates",
                hint="a field of numbers only, or of dates such as 2021-05-03, can be compared",
            )
        order = {value: place for place, value in enumerate(reversed(known))}
    else:
        falling = sorted({number for number in numbers.values() if number is not None}, reverse=True)
        places = {number: place for place, number in enumerate(falling)}
        order = {value: places[number] for value, number in numbers.items() if number is not None}
    return np.array([order.get(value, len(order)) for value in values], np.int64)


def _read_number(value: str) -> Decimal | None:
    try:
        # A fraction would write out all digits of 1e999999999.
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _date_of(document: Document, dates: Mapping[str, str | None] | None) -> str | None:
    return document.metadata.get("date") if dates is None else dates.get(document.id)


def find_distinct(
    features: CorpusFeatures, options: DedupeOptions, rank: Integers, own_documents: int
) -> Distinct:
    """Return the paragraphs grouped by their words, for any scope but `all` document by document.

    Args:
        features: The paragraphs.
        options: Give the scope.
        rank: The order of preference.
        own_documents: Number of documents that are searched; those after them are only compared with.
    """
    salt = _number_wordless(features)
    if options.scope != "all":
        salt = salt * np.uint64(len(features.documents)) + features.document.astype(np.uint64)
    units = group_by_words(features.words, offsets_of(features.word_counts), salt)
    return choose_preferred(features, units, rank, own_documents)


def choose_preferred(features: CorpusFeatures, units: Units, rank: Integers, own_documents: int) -> Distinct:
    """Return the distinct paragraphs, for each the preferred of its copies.

    Args:
        features: The paragraphs.
        units: Those with the same words.
        rank: The order of preference.
        own_documents: See `find_distinct`.
    """
    reference = features.document >= own_documents
    is_reference = np.zeros(len(units.first), np.bool_)
    is_reference[units.unit[reference]] = True
    # A reference is preferred to all others.
    rank = np.where(reference, rank - len(rank), rank)
    lowest = np.full(len(units.first), len(rank))
    np.minimum.at(lowest, units.unit, rank)
    by_rank = np.empty(len(rank), np.int64)
    by_rank[rank] = np.arange(len(rank))
    return Distinct(units.unit, by_rank[lowest], is_reference)


def _number_wordless(features: CorpusFeatures) -> Hashes:
    """Return for each paragraph without words the number of its characters as a text, from 1; 0 for the others."""
    numbers = np.zeros(len(features.start), np.uint64)
    known: dict[str, int] = {}
    for paragraph in np.flatnonzero(features.word_counts == 0).tolist():
        bare = "".join(features.text(paragraph).split())
        numbers[paragraph] = known.setdefault(bare, len(known) + 1)
    return numbers


class Comparison(NamedTuple):
    """What is compared with each other, in the order of preference.

    Attributes:
        distinct: The distinct paragraphs.
        equal: For each unit the one that it is an exact copy of; itself, but for units that say the same in different
            documents.
        units: The units that are compared for near copies, references first, int64.
        texts: Their features, in that order.
        references: How many of them are references.
        allowed: Which pairs of them may be compared; None for all.
    """

    distinct: Distinct
    equal: Integers
    units: Integers
    texts: JoinFeatures
    references: int
    allowed: Allowed | None


def prepare_comparison(
    features: CorpusFeatures, options: DedupeOptions, distinct: Distinct, rank: Integers
) -> Comparison:
    """Return what is compared with each other.

    Args:
        features: The paragraphs.
        options: Say what is compared, and with what.
        distinct: What `find_distinct` says of them.
        rank: The order of preference.
    """
    first = distinct.first
    equal, units = choose_compared(features, options, distinct, rank)
    words, counts = list_compared(features, options, first[units])
    units, counts = units[counts > 0], counts[counts > 0]
    return Comparison(
        distinct,
        equal,
        units,
        make_join_features(words, counts),
        int(np.count_nonzero(distinct.is_reference[units])),
        make_allowed(options, features.document[first[units]]),
    )


def choose_compared(
    features: CorpusFeatures,
    options: DedupeOptions,
    distinct: Distinct,
    rank: Integers,
    everywhere: Integers | None = None,
) -> tuple[Integers, Integers]:
    """Return which units are equal to others in the sense of `Comparison`, and which are compared, in order.

    Args:
        features: The paragraphs.
        options: Say what is compared.
        distinct: The distinct paragraphs.
        rank: The order of preference.
        everywhere: For each paragraph a number that those with the same words share; None to work it out.
    """
    first = distinct.first
    equal = np.arange(len(first))
    compared = is_long_enough(features, options)[first]
    if options.scope == "across":
        if everywhere is None:
            everywhere = group_by_words(
                features.words, offsets_of(features.word_counts), _number_wordless(features)
            ).unit
        _join_equals(distinct, rank, ~compared, everywhere[first], equal)
    units = np.flatnonzero(compared)
    return equal, units[np.lexsort((rank[first[units]], ~distinct.is_reference[units]))]


def is_long_enough(features: CorpusFeatures, options: DedupeOptions) -> NDArray[np.bool_]:
    """Return for each paragraph whether it is compared other than exactly."""
    if options.exact:
        return np.zeros(len(features.start), np.bool_)
    is_long: NDArray[np.bool_] = features.word_counts >= options.min_words
    if options.measure == "char":
        # A script without spaces, or a language of long words, says much in few words.
        has_words = features.word_counts > 0
        is_long |= has_words & (features.end - features.start >= CHARACTERS_A_WORD * options.min_words)
    return is_long


class Join(Protocol):
    """What finds near copies, here or on a cluster."""

    def find_near_copies(self) -> NearCopies:
        """Return for each text the most similar earlier kept one that it is a copy of, the earliest among equals."""

    def find_near_copies_of(self, originals: int) -> NearCopies:
        """Return for each text the most similar of the first ones that it is a copy of, the earliest among equals."""


def assign_copies(
    comparison: Comparison,
    threshold: Fraction,
    *,
    only_references: bool = False,
    on_progress: Callable[[float], None] | None = None,
    make_join: Callable[..., Join] = SimilarityJoin,
) -> Assignment:
    """Return which paragraphs are copies of which.

    Args:
        comparison: What is compared.
        threshold: The similarity that makes a near copy, above 0 to 1.
        only_references: Whether only paragraphs of the corpus that is compared with can be copied.
        on_progress: Called with the part of the distinct paragraphs that is settled, 0 to 1.
        make_join: Makes the join, which need not be done in this process.
    """
    distinct, units, counts = comparison.distinct, comparison.units, comparison.texts.counts
    kept = comparison.equal.copy()
    similarity = np.ones(len(kept))
    join = make_join(comparison.texts, threshold, allowed=comparison.allowed, on_progress=on_progress)
    near = join.find_near_copies_of(comparison.references) if only_references else join.find_near_copies()
    copies = np.flatnonzero(near.kept != np.arange(len(units)))
    originals = near.kept[copies]
    kept[units[copies]] = units[originals]
    similarity[units[copies]] = 2 * near.common[copies] / (counts[copies] + counts[originals])
    return Assignment(distinct.unit, distinct.first, kept, similarity, distinct.is_reference)


def make_allowed(options: DedupeOptions, documents: Integers) -> Allowed | None:
    """Return which pairs of texts of some documents may be compared; None for all."""
    if options.scope == "within":
        return lambda copy, original: documents[copy] == documents[original]
    if options.scope == "across":
        return lambda copy, original: documents[copy] != documents[original]
    return None


def _join_equals(
    distinct: Distinct, rank: Integers, chosen: NDArray[np.bool_], everywhere: Integers, kept: Integers
) -> None:
    """Make the chosen units copies of the preferred one that has the same words in another document."""
    units = np.flatnonzero(chosen)
    order = units[np.lexsort((rank[distinct.first[units]], everywhere[units]))]
    begins = np.diff(everywhere[order], prepend=-1) != 0
    kept[order] = order[begins][np.cumsum(begins) - 1]


def list_compared(
    features: CorpusFeatures, options: DedupeOptions, paragraphs: Integers
) -> tuple[Hashes, Integers]:
    """Return what is compared of some paragraphs, as hashes, and how many there are of each paragraph."""
    if options.measure == "char":
        return _list_grams(features, paragraphs)
    counts = features.word_counts[paragraphs]
    starts = offsets_of(features.word_counts)[paragraphs]
    words = gather_ranges(features.words, starts, counts)
    if options.measure == "bag":
        # The longest common subsequence of two sorted sequences is what their bags have in common.
        words = words[np.lexsort((words, np.repeat(np.arange(len(counts)), counts)))]
    return words, counts


def _list_grams(features: CorpusFeatures, paragraphs: Integers) -> tuple[Hashes, Integers]:
    texts = [
        " ".join(list_words(fold(text), by_dictionary=False)) for text in features.list_readings(paragraphs)
    ]
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, np.uint32).astype(np.uint64)
    lengths = np.array([len(text) for text in texts], np.int64)
    counts = np.maximum(lengths - _GRAM + 1, 0)
    starts = expand_ranges(offsets_of(lengths)[:-1], counts)
    grams = np.zeros(len(starts), np.uint64)
    for place in range(_GRAM):
        grams |= codes[starts + place] << np.uint64(_CODE_POINT_BITS * place)
    return mix(grams), counts
