"""How often which n-gram occurs in which document: pairs of numbers, size after size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.storage import find_storage, store
from corpuskit.words.counting.document_words import DocumentWords
from corpuskit.words.counting.numbering import Growing, Integers, PairNumbers, group_pairs

# Units that are counted at a time: fewer have too little work for an array, more take too much memory.
_BATCH_UNITS = 1 << 20
# Counts of one document are added up where there are no more than so many times as many as came last.
_GROWTH = 2


class Batch(NamedTuple):
    """Some rows of documents, in order.

    Attributes:
        units: The forms of their units.
        times: How often each unit occurs.
        fresh: How often without copies: once or never.
        documents: The number of the document of each.
        spans: Line, start and end of each; empty where no n-grams are counted.
        sentences: The number of the sentence of each, rising; empty where no n-grams are counted.
    """

    units: NDArray[np.uint32]
    times: Integers
    fresh: Integers
    documents: Integers
    spans: Integers
    sentences: Integers


class DocumentCounts(NamedTuple):
    """How often which key occurs in which document; uint32.

    Attributes:
        keys: The keys, rising.
        documents: The document of each.
        hits: How often it occurs there.
        distinct: How often without copies.
    """

    keys: NDArray[np.uint32]
    documents: NDArray[np.uint32]
    hits: NDArray[np.uint32]
    distinct: NDArray[np.uint32]

    @classmethod
    def of(
        cls, keys: NDArray[Any], documents: NDArray[Any], hits: NDArray[Any], distinct: NDArray[Any]
    ) -> Self:
        """Return the sums of the hits of each key in each document."""
        pairs = group_pairs(keys, documents)
        order = np.argsort(keys[pairs.first])
        first = pairs.first[order]
        columns = keys[first], documents[first], pairs.add_up(hits)[order], pairs.add_up(distinct)[order]
        return cls(*(column.astype(np.uint32) for column in columns))

    def choose(self, first: int, last: int) -> DocumentCounts:
        """Return the counts of the keys from `first` to before `last`."""
        begin, end = np.searchsorted(self.keys, np.array([first, last], np.uint32))
        return DocumentCounts(*(column[begin:end] for column in self))

    def store(self) -> DocumentCounts:
        """Return the same, in the storage where there is one."""
        return DocumentCounts(*map(store, self))

    @classmethod
    def add_up(cls, counted: Sequence[DocumentCounts]) -> Self:
        """Return the sums of what was counted of documents a part at a time."""
        nothing = np.zeros(0, np.uint32)
        return cls.of(
            *(
                np.concatenate((nothing, *column))
                for column in zip(cls(*[nothing] * 4), *counted, strict=True)
            )
        )


class NgramLevel:
    """The n-grams of one size: their kinds by forms as written, and by what is counted as one.

    Attributes:
        pairs: Of each n-gram as written, the one that is a word shorter, and its last word.
        key_pairs: The same of each that is counted.
        key_of: By the number of an n-gram as written, the number of what it is counted as.
        last_form: Of each that is counted, the number of the n-gram as written that was met last, from 1.
        form_before: Of each n-gram as written, the one before it that is counted as the same; 0 for none.
        form_hits: How often each n-gram as written occurs.
        firsts: Of each that is counted, the number of the document, the line, the start and the end where it is first.
        counted: How often which occurs in which document.
    """

    def __init__(self) -> None:
        self.pairs = PairNumbers()
        self.key_pairs = PairNumbers()
        self.key_of = Growing(np.uint32)
        self.form_hits = Growing(np.int64)
        self.last_form, self.form_before = Growing(np.uint32), Growing(np.uint32)
        self.firsts = [Growing(dtype) for dtype in (np.uint32, np.uint32, np.int64, np.int64)]
        self.counted: list[DocumentCounts] = []
        # Number of arrays at the end of these that are of one document, which goes on.
        self._unfinished = 0

    def note_first(self, keys: NDArray[Any], places: NDArray[Any]) -> None:
        """Note where keys occur first, unless they are known.

        Args:
            keys: Numbers of what is counted, in the order in which they occur.
            places: Document, line, start and end of each.
        """
        if not len(keys):
            return
        known = len(self.firsts[0])
        fresh = np.flatnonzero(keys >= known)[::-1]
        for kept, values in zip(self.firsts, places, strict=True):
            kept.resize(max(known, int(keys.max()) + 1))
            # Of those that are the same, the last one stays.
            kept.values[keys[fresh]] = values[fresh]

    def count(self, keys: NDArray[Any], batch: Batch, at: Integers | slice) -> None:
        """Count the keys of the units that begin at some places of a batch."""
        documents = batch.documents[at]
        if not len(keys):
            return
        counted = DocumentCounts.of(keys, documents, batch.times[at], batch.fresh[at])
        is_one = documents[0] == documents[-1]
        goes_on = is_one and self._unfinished > 0 and self.counted[-1].documents[0] == documents[0]
        self._unfinished = (self._unfinished if goes_on else 0) + int(is_one)
        self.counted.append(counted.store())
        # So there are never many more counts of a document than it has kinds of n-grams; in files there may be.
        while (
            self._unfinished > 1
            and find_storage() is None
            and len(self.counted[-2].keys) <= _GROWTH * len(self.counted[-1].keys)
        ):
            self.counted[-2:] = [DocumentCounts.add_up(self.counted[-2:])]
            self._unfinished -= 1

    def name_forms(self, keys: NDArray[Any]) -> None:
        """Note what forms that are new are counted as, in the order of their numbers."""
        if not len(keys):
            return
        number = len(self.key_of)
        self.key_of.extend(keys)
        for kept in (self.form_hits, self.form_before):
            kept.resize(len(self.key_of))
        self.last_form.resize(max(len(self.last_form), int(keys.max()) + 1))
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        is_border = np.append(True, ordered[1:] != ordered[:-1])
        forms = number + order + 1
        before = np.append(0, forms[:-1])
        before[is_border] = self.last_form.values[ordered[is_border]]
        self.form_before.values[forms - 1] = before
        is_last = np.append(is_border[1:], True)
        self.last_form.values[ordered[is_last]] = forms[is_last]

    def find_forms(self, keys: Integers) -> tuple[Integers, Integers]:
        """Return all forms that are counted as some keys, and for each form which of the keys that is."""
        places, forms = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        at, found = np.arange(len(keys)), self.last_form.values[keys].astype(np.int64) - 1
        while len(at):
            places.append(at)
            forms.append(found)
            found = self.form_before.values[found].astype(np.int64) - 1
            at, found = at[found >= 0], found[found >= 0]
        return np.concatenate(forms), np.concatenate(places)


class NgramCounter:
    """Counts the n-grams of documents.

    Args:
        sizes: Numbers of words of what is counted.

    Attributes:
        levels: What there is of each size from 1 on; the numbers of words as written, and of what they are counted as,
            come from outside.
    """

    def __init__(self, sizes: range) -> None:
        self._sizes = sizes
        self._pending: list[Batch] = []
        self._waiting = 0
        self.levels = [NgramLevel() for _ in range(sizes[-1])]

    def add(self, batch: Batch) -> None:
        """Count units when there are enough of them; many at once, but no sentence is cut."""
        self._pending.append(batch)
        self._waiting += len(batch.units)
        if self._waiting >= _BATCH_UNITS:
            self.finish()

    def finish(self) -> None:
        """Count what waits."""
        pending, self._pending, self._waiting = self._pending, [], 0
        if len(pending) > 1:
            # Sentences of different documents have different numbers.
            starts = np.cumsum(
                [0, *(int(each.sentences[-1]) + 1 if len(each.sentences) else 0 for each in pending)]
            )
            pending = [
                each._replace(sentences=each.sentences + start)
                for each, start in zip(pending, starts[:-1].tolist(), strict=True)
            ]
            pending = [Batch(*(np.concatenate(column, axis=-1) for column in zip(*pending, strict=True)))]
        for batch in pending:
            for part in _cut(batch):
                self._count(part)

    def _count(self, batch: Batch) -> None:
        level = self.levels[0]
        level.form_hits.values[:] += np.bincount(batch.units, batch.times, len(level.form_hits)).astype(
            np.int64
        )
        if 1 in self._sizes:
            level.count(level.key_of.values[batch.units], batch, slice(None))
        grams: NDArray[Any] = batch.units
        for size in range(2, len(self.levels) + 1):
            grams = self._count_level(size, grams, batch)

    def _count_level(self, size: int, shorter: NDArray[Any], batch: Batch) -> NDArray[Any]:
        """Count the n-grams of a size, and return the number of the one that begins at each unit.

        Args:
            size: Number of words.
            shorter: The numbers of the n-grams that are a word shorter.
            batch: The units.
        """
        level, below, words = self.levels[size - 1], self.levels[size - 2], self.levels[0]
        reach = max(len(batch.units) - size + 1, 0)
        last = np.arange(reach) + size - 1
        at = np.flatnonzero(batch.sentences[:reach] == batch.sentences[last])
        left, right = shorter[at].astype(np.uint32), batch.units[at + size - 1]
        pairs = group_pairs(left, right)
        numbers, fresh = level.pairs.number(pairs, left, right)
        if len(fresh):
            first = pairs.first[fresh]
            key_left = below.key_of.values[left[first]]
            key_right = words.key_of.values[right[first]]
            key_pairs = group_pairs(key_left, key_right)
            keys, _ = level.key_pairs.number(key_pairs, key_left, key_right)
            level.name_forms(keys[key_pairs.inverse])
            begin, end = at[first], at[first] + size - 1
            places = np.vstack((batch.documents[begin], batch.spans[:2, begin], batch.spans[2:, end]))
            level.note_first(keys[key_pairs.inverse], places)
        found = numbers[pairs.inverse]
        level.form_hits.values[numbers] += pairs.add_up(batch.times[at])
        if size in self._sizes:
            level.count(level.key_of.values[found], batch, at)
        grams = np.zeros(len(batch.units), np.int64)
        grams[at] = found
        return grams


def iter_batches(
    document: DocumentWords, number: int, forms: Integers, is_new: NDArray[np.bool_]
) -> Iterator[Batch]:
    """Yield the units of a document, some rows at a time.

    Args:
        document: The words of the document.
        number: Its number.
        forms: The numbers of its forms among those of all documents.
        is_new: Which of its rows are no copies.
    """
    lengths, units = document.lengths, document.units
    ends = np.cumsum(lengths, dtype=np.int64)
    cuts = np.searchsorted(ends, np.arange(0, len(units), _BATCH_UNITS))[1:]
    for first, last in pairwise([0, *np.unique(cuts[cuts > 0]).tolist(), len(lengths)]):
        own_lengths = lengths[first:last]
        begin = int(ends[first] - own_lengths[0]) if last > first else 0
        own = slice(begin, int(ends[last - 1]) if last > first else 0)
        rows = np.repeat(np.arange(last - first), own_lengths)
        yield Batch(
            forms[units[own]].astype(np.uint32),
            document.times[first:last].astype(np.int64)[rows],
            is_new[first:last].astype(np.int64)[rows],
            np.full(len(rows), number),
            document.spans[:, own],
            _number_sentences(rows, document.sentences, begin) if document.spans.size else rows[:0],
        )


def _number_sentences(rows: Integers, sentences: Integers, begin: int) -> Integers:
    """Return for each unit the number of its sentence, rising.

    Args:
        rows: The row of each.
        sentences: The units of the document with which a sentence begins within a row.
        begin: Number of units of the document before these.
    """
    begins = np.zeros(len(rows), np.int64)
    begins[1:] = rows[1:] != rows[:-1]
    first, last = np.searchsorted(sentences, (begin, begin + len(rows)))
    begins[sentences[first:last] - begin] = 1
    return np.cumsum(begins)


def _cut(batch: Batch) -> Iterator[Batch]:
    """Yield parts of a batch that are not much larger than a batch should be; no sentence is cut."""
    begin = 0
    while begin < len(batch.units):
        end = begin + _BATCH_UNITS
        if end < len(batch.units) and len(batch.sentences):
            end = int(np.searchsorted(batch.sentences, batch.sentences[end - 1], side="right"))
        own = slice(begin, end)
        columns: Any = [column[..., own] for column in batch]
        yield Batch(*columns)
        begin = end
