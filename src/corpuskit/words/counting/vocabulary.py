"""The words and n-grams of a corpus, added up document by document; memory grows with their kinds and not with the text.

What grows with the kinds of n-grams is in arrays that may be kept in files: see `dedupe.arrays.storage`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.storage import make_array
from corpuskit.words.counting.counts import Counts, FirstPlace, PartCount, Ranked
from corpuskit.words.counting.document_words import DocumentWords
from corpuskit.words.counting.ngrams import DocumentCounts, NgramCounter, NgramLevel, iter_batches
from corpuskit.words.counting.numbering import Growing, Integers, Numbers, PairNumbers

_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)
# Words that are described at a time.
_DESCRIBED = 10_000
# Words that are added up, or brought in order, at a time.
_SORTED = 1 << 20


class Vocabulary:
    """How often each word or n-gram occurs, in how many documents, how evenly, and where first.

    Args:
        make_key: From a form to what is counted: its view, or itself.
        sizes: Numbers of words of what is counted.
        without_copies: Leave out the copies of paragraphs, as if they were not there.

    Attributes:
        tokens: Number of words of all documents; without copies where these are left out.
        sizes: Number of words of each part: of each document where no parts were asked for.
        parts: The names of the parts; documents have none.
    """

    def __init__(
        self,
        make_key: Callable[[str], str],
        sizes: range = range(1, 2),
        *,
        without_copies: bool = False,
    ) -> None:
        self._make_key = make_key
        self._sizes = sizes
        self._without_copies = without_copies
        self._forms: Numbers[str] = Numbers()
        self._keys: Numbers[str] = Numbers()
        self._ngrams = NgramCounter(sizes)
        self._levels = self._ngrams.levels
        self._seen: set[int] = set()
        self._documents: list[str] = []
        self._part_of: list[int] = []
        self._part_numbers: dict[str, int] = {}
        self.tokens = 0
        self.sizes: list[int] = []
        self.parts: list[str | None] = []

    def add(self, document: DocumentWords, near_copies: AbstractSet[int] = frozenset()) -> NDArray[np.bool_]:
        """Add what a document has, after those before it, and return which of its rows are no copies.

        Args:
            document: The words of the document.
            near_copies: The numbers of the rows that repeat an earlier one nearly.
        """
        forms = self._number_forms(document)
        is_new = self._find_new(document, near_copies)
        if not document.is_rest:
            self._documents.append(document.doc)
        number = len(self._documents) - 1
        tokens = int(document.words[is_new].sum()) if self._without_copies else document.tokens
        self.tokens += tokens
        if not document.is_rest:
            self._part_of.append(self._find_part(document))
        self.sizes[self._part_of[-1]] += tokens
        places = document.places
        order = np.argsort(places[1], kind="stable")
        self._levels[0].note_first(
            self._levels[0].key_of.values[forms][order],
            np.vstack((np.full(len(order), number), places[:, order])),
        )
        for batch in iter_batches(document, number, forms, is_new):
            self._ngrams.add(batch)
        return is_new

    def _number_forms(self, document: DocumentWords) -> Integers:
        known = len(self._forms)
        forms = np.fromiter(map(self._forms.__getitem__, document.forms), np.int64, len(document.forms))
        if len(self._forms) > known:
            keys = [
                self._keys[self._make_key(form)]
                for form, number in zip(document.forms, forms.tolist(), strict=True)
                if number >= known
            ]
            self._levels[0].name_forms(np.array(keys, np.uint32))
        return forms

    def _find_new(self, document: DocumentWords, near_copies: AbstractSet[int]) -> NDArray[np.bool_]:
        """Return which rows repeat no earlier one, of the document or of one before it."""
        seen = self._seen
        digests = document.digests.tolist()
        is_new = np.zeros(len(digests), np.bool_)
        for row, digest in enumerate(digests):
            if digest not in seen:
                seen.add(digest)
                is_new[row] = row not in near_copies
        return is_new

    def _find_part(self, document: DocumentWords) -> int:
        number = len(self.sizes)
        if document.part is not None:
            number = self._part_numbers.setdefault(document.part, number)
        if number == len(self.sizes):
            self.sizes.append(0)
            self.parts.append(document.part)
        return number

    @property
    def has_parts(self) -> bool:
        """Whether the parts are others than the documents."""
        return bool(self._part_numbers)

    @cached_property
    def counts(self) -> Counts:
        """What is known of all that is counted; asked for when all documents have been added."""
        self._ngrams.finish()
        columns = [
            Growing(dtype)
            for dtype in (np.uint32, np.uint32, *[np.int64] * 2, np.uint32, np.int64, np.uint32)
        ]
        for level, _ in self._chosen:
            for first, last in _cut_range(len(level.firsts[0])):
                for kept, values in zip(columns, self._count_keys(level, first, last), strict=True):
                    kept.extend(values)
            level.counted = []
        kinds, parts, hits, distinct, documents, all_hits, all_documents = (each.values for each in columns)
        bounds = make_array(len(kinds) + 1, np.int64)
        bounds[0] = 0
        np.cumsum(kinds, out=bounds[1:])
        return Counts(all_hits, all_documents, bounds, parts, hits, distinct, documents)

    def _count_keys(self, level: NgramLevel, first: int, last: int) -> tuple[NDArray[Any], ...]:
        """Return the counts of the n-grams of one size from number `first` to before `last` by their parts.

        Returned are, for each n-gram, the number of parts that hold it; for each of these, which it is, the hits, those
        without copies and the documents; and for each n-gram, all hits and all documents.
        """
        counted = DocumentCounts.add_up([each.choose(first, last) for each in level.counted])
        if self._without_copies:
            kept = counted.distinct > 0
            counted = DocumentCounts(*(column[kept] for column in counted))
            counted = counted._replace(hits=counted.distinct)
        parts = np.array(self._part_of, np.uint64)[counted.documents]
        packed = (counted.keys.astype(np.uint64) << _HALF) | parts
        order = np.argsort(packed)
        packed = packed[order]
        begins = np.flatnonzero(np.diff(packed, prepend=~packed[:1]))
        packed = packed[begins]
        hits, distinct = (np.add.reduceat(each[order], begins, dtype=np.int64) for each in counted[2:])
        documents = np.diff(begins, append=len(order))
        keys = (packed >> _HALF).astype(np.int64) - first
        size = last - first
        all_hits, all_documents = (np.bincount(keys, each, size) for each in (hits, documents))
        return (
            np.bincount(keys, minlength=size),
            packed & _LOW_HALF,
            hits,
            distinct,
            documents,
            all_hits,
            all_documents,
        )

    @cached_property
    def _chosen(self) -> list[tuple[NgramLevel, int]]:
        """The sizes that are asked for, with the number of what is counted before each."""
        kinds = self._list_kinds()
        return [(self._levels[size - 1], sum(kinds[:place])) for place, size in enumerate(self._sizes)]

    def _list_kinds(self) -> list[int]:
        return [len(self._levels[size - 1].firsts[0]) for size in self._sizes]

    def _by_level(self, numbers: Integers) -> Iterator[tuple[int, Integers, Integers]]:
        """Yield for each size which of the numbers are of it, and what these are among those of that size."""
        for place, (level, offset) in enumerate(self._chosen):
            at = np.flatnonzero((numbers >= offset) & (numbers < offset + len(level.firsts[0])))
            yield self._sizes[place], at, numbers[at] - offset

    def name(self, numbers: Integers) -> list[str]:
        """Return words or n-grams as they are compared."""
        names = [""] * len(numbers)
        for size, at, keys in self._by_level(numbers):
            pairs = [level.key_pairs for level in self._levels[1:size]]
            for place, name in zip(at.tolist(), _join_words(self._key_names, pairs, keys), strict=True):
                names[place] = name
        return names

    @cached_property
    def _key_names(self) -> list[str]:
        return list(self._keys)

    @cached_property
    def _form_names(self) -> list[str]:
        return list(self._forms)

    def find_firsts(self, numbers: Integers) -> list[FirstPlace]:
        """Return where words occur first."""
        places = np.zeros((4, len(numbers)), np.int64)
        for size, at, keys in self._by_level(numbers):
            places[:, at] = [each.values[keys] for each in self._levels[size - 1].firsts]
        documents, *others = places.tolist()
        return list(map(FirstPlace, map(self._documents.__getitem__, documents), *others))

    def count_copied(self, number: int) -> int:
        """Return the hits of a word in copies of paragraphs."""
        counts = self.counts
        own = slice(*counts.bounds[number : number + 2].tolist())
        return int((counts.part_hits[own] - counts.part_distinct[own]).sum())

    def count_parts(self, number: int) -> dict[int, PartCount]:
        """Return the counts of a word by the numbers of the parts that hold it."""
        counts = self.counts
        own = slice(*counts.bounds[number : number + 2].tolist())
        hits, distinct = counts.part_hits[own].tolist(), counts.part_distinct[own].tolist()
        return {
            part: PartCount(all_hits, all_hits - kept, documents)
            for part, all_hits, kept, documents in zip(
                counts.parts[own].tolist(), hits, distinct, counts.part_documents[own].tolist(), strict=True
            )
        }

    def find_forms(self, numbers: Integers) -> list[str]:
        """Return the most frequent spellings of words; of those that are as frequent, the first by code points."""
        best = [""] * len(numbers)
        for size, at, keys in self._by_level(numbers):
            level = self._levels[size - 1]
            forms, places = level.find_forms(keys)
            hits = level.form_hits.values[forms]
            most = np.zeros(len(keys), np.int64)
            np.maximum.at(most, places, hits)
            forms, places = forms[hits == most[places]], at[places[hits == most[places]]]
            pairs = [level.pairs for level in self._levels[1:size]]
            for place, name in zip(places.tolist(), _join_words(self._form_names, pairs, forms), strict=True):
                best[place] = min(best[place] or name, name)
        return best

    def iter_ranked(self, min_hits: int = 1, min_docs: int = 1) -> Iterator[Ranked]:
        """Yield the words: the most frequent first, equal ones by code points.

        Args:
            min_hits: Words with fewer hits are left out; ranks count them.
            min_docs: Words in fewer documents are left out too.
        """
        numbers_of = self._count_hits()
        rank, ranks = 1, {}
        for hits in sorted(numbers_of, reverse=True):
            ranks[hits] = rank
            rank += numbers_of[hits]
        for low, high in _join_counts(numbers_of, max(min_hits, 1)):
            for chosen in self._iter_by_name(self._choose(low, high, min_docs)):
                for begin in range(0, len(chosen), _DESCRIBED):
                    some = chosen[begin : begin + _DESCRIBED]
                    hits_of = self.counts.hits[some].tolist()
                    named = zip(
                        some.tolist(),
                        self.name(some),
                        self.find_forms(some),
                        self.find_firsts(some),
                        strict=True,
                    )
                    for hits, described in zip(hits_of, named, strict=True):
                        yield Ranked(ranks[hits], *described)

    def _count_hits(self) -> Counter[int]:
        """Return how many words have how many hits."""
        found: Counter[int] = Counter()
        for first, last in _cut_range(len(self.counts.hits)):
            hits, numbers = np.unique(self.counts.hits[first:last], return_counts=True)
            found.update(dict(zip(hits.tolist(), numbers.tolist(), strict=True)))
        return found

    def _choose(self, low: int, high: int, min_docs: int) -> Integers:
        """Return the words with `low` to `high` hits in so many documents or more."""
        chosen = Growing(np.int64)
        for first, last in _cut_range(len(self.counts.hits)):
            hits, documents = self.counts.hits[first:last], self.counts.documents[first:last]
            found = np.flatnonzero((hits >= low) & (hits <= high) & (documents >= min_docs))
            chosen.extend(first + found)
        return chosen.values

    def _iter_by_name(self, numbers: Integers) -> Iterator[Integers]:
        """Yield words in order, the most frequent first, equal ones by code points; many have the same number of hits."""
        if len(numbers) <= _SORTED:
            # No sign of a word comes before the space between two words.
            yield numbers[np.lexsort((*self._rank_words(numbers)[::-1], -self.counts.hits[numbers]))]
            return
        firsts = make_array(len(numbers), np.uint32)
        for first, last in _cut_range(len(numbers)):
            firsts[first:last] = self._rank_words(numbers[first:last])[0]
        ends = np.cumsum(np.bincount(firsts))
        cuts = np.searchsorted(ends, np.arange(0, len(numbers), _SORTED), side="right")
        for low, high in pairwise([*np.unique(cuts).tolist(), len(ends)]):
            some = numbers[(firsts >= low) & (firsts < high)]
            yield some[np.lexsort(self._rank_words(some)[::-1])]

    def _rank_words(self, numbers: Integers) -> NDArray[np.uint32]:
        """Return the place of each word of some n-grams in the order of words, from 1: first words, second words, ….

        0 stands for what an n-gram does not have.
        """
        ranks = np.zeros((self._sizes[-1], len(numbers)), np.uint32)
        for size, at, keys in self._by_level(numbers):
            pairs = [level.key_pairs for level in self._levels[1:size]]
            for place, words in enumerate(_find_words(pairs, keys)):
                ranks[place, at] = self._ranks[words]
        return ranks

    @cached_property
    def _ranks(self) -> NDArray[np.uint32]:
        names = self._key_names
        ranks = np.empty(len(names), np.uint32)
        ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(1, len(names) + 1)
        return ranks

    def list_names(self) -> dict[str, int]:
        """Return the numbers of all words that occur, by their names."""
        numbers = np.flatnonzero(self.counts.hits)
        return dict(zip(self.name(numbers), numbers.tolist(), strict=True))


def _cut_range(length: int) -> Iterator[tuple[int, int]]:
    """Yield where some numbers out of so many begin and end: what is worked out of all of them is so for some at a time."""
    for first in range(0, length, _SORTED):
        yield first, min(first + _SORTED, length)


def _join_counts(numbers_of: Mapping[int, int], least: int) -> Iterator[tuple[int, int]]:
    """Yield the fewest and the most hits of words that are described together, falling.

    Args:
        numbers_of: How many words have how many hits.
        least: Fewest hits of all.
    """
    together: list[int] = []
    size = 0
    for hits in sorted((hits for hits in numbers_of if hits >= least), reverse=True):
        if together and size + numbers_of[hits] > _DESCRIBED:
            yield together[-1], together[0]
            together, size = [], 0
        together.append(hits)
        size += numbers_of[hits]
    if together:
        yield together[-1], together[0]


def _find_words(pairs: list[PairNumbers], numbers: NDArray[Any]) -> list[NDArray[Any]]:
    """Return the words of n-grams of one size: first words, second words, ….

    Args:
        pairs: For each size from 2 on, what its n-grams consist of.
        numbers: The numbers of the n-grams.
    """
    columns = []
    for shorter in reversed(pairs):
        columns.append(shorter.right.values[numbers])
        numbers = shorter.left.values[numbers]
    return [numbers, *reversed(columns)]


def _join_words(names: list[str], pairs: list[PairNumbers], numbers: NDArray[Any]) -> list[str]:
    """Return the names of n-grams of one size.

    Args:
        names: All words.
        pairs: As for `_find_words`, with `numbers`.
        numbers: See above.
    """
    words = [[names[word] for word in column.tolist()] for column in _find_words(pairs, numbers)]
    return list(map(" ".join, zip(*words, strict=True)))
