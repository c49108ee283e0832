"""A document as numbers: its words as numbers of forms, paragraph by paragraph, each distinct paragraph once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.dedupe import exact_key
from corpuskit.dedupe.arrays.hashing import hash_list, hash_runs
from corpuskit.dedupe.arrays.ranges import gather_ranges
from corpuskit.patterns import compile_re
from corpuskit.text.segments import iter_sentences
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.text.view import AMPERSAND, fold
from corpuskit.words.counting.document_words import DocumentWords
from corpuskit.words.counting.numbering import Growing, Integers, Numbers
from corpuskit.words.counting.passages import (
    Passages,
    find_first_word,
    find_words,
    iter_passages,
)
from corpuskit.words.counting.word_numbers import WordNumbers

Border = Literal["sentence", "paragraph"]
"""What an n-gram does not cross."""
WordForm = Literal["view", "written", "lemma"]
"""Which spellings are one word: those that the view folds, none, or the forms of one lemma."""

# The one sign that the view drops and that is no part of a word: the words around it are one in the view.
_JOINER = "\u08e2".encode()
# It is part of a sign in `&amp;`, which the view takes for one.
_AMPERSAND_WORD = AMPERSAND.strip("&;")
# Distinct paragraphs that are remembered as they are written, so that they are looked at once.
_REMEMBERED_BYTES = 1 << 26
_MOST_COUNTED = 1 << 32
# Units whose forms are counted at a time.
_COUNTED_UNITS = 1 << 20
# A sentence may end within a paragraph of ASCII.
_STOP = compile_re(rb"[.!?][)\]}\"']*\s")


class Wanted(NamedTuple):
    """What is wanted of a document beside its words.

    Attributes:
        spans: Where each word stands.
        border: What n-grams do not cross.
        keys: The words of each row in the view.
        digests: What makes its rows copies of each other.
    """

    spans: bool = False
    border: Border = "paragraph"
    keys: bool = False
    digests: bool = True


class Encoder:
    """Turns the paragraphs of one document into rows of numbers.

    Args:
        document: The document.
        wanted: What is wanted of it.
    """

    def __init__(self, document: Document, wanted: Wanted = Wanted()) -> None:  # noqa: B008
        self._document = document
        self._wanted = wanted
        self._numbers = WordNumbers()
        self._remembered: Numbers[bytes] = Numbers()
        self._forgotten = self._size = 0
        self._odd: set[int] = set()
        self._hashes = Growing(np.uint64)
        self._places = [Growing(np.int64) for _ in range(3)]
        # Twice as many bytes for a text with more characters than the half of them can count.
        self._span_type = np.uint32 if document.content.size < _MOST_COUNTED else np.int64
        self._spans = [Growing(self._span_type) for _ in range(3)]
        self._sentences = Growing(np.int64)
        self._digests = Growing(np.uint64)
        self._times = Growing(np.uint32)
        self._keys: list[str] = []
        self.forms: list[str] = []
        self._begins = Growing(np.int64)
        self.units = Growing(np.uint32)
        self.lengths = Growing(np.int64)

    @property
    def digests(self) -> NDArray[np.uint64]:
        """What makes two rows copies of each other; empty where that is not wanted."""
        return self._digests.values

    def add(self, passages: Passages) -> Integers:
        """Add paragraphs, after those before them, and return the row of each."""
        known = len(self._remembered)
        rows = np.fromiter(map(self._remembered.__getitem__, passages.texts), np.int64, len(passages.texts))
        # The number of a paragraph that is new is one more than all before it.
        first = np.flatnonzero(np.diff(np.maximum.accumulate(np.append(known - 1, rows))) > 0)
        rows += self._forgotten
        if len(first):
            self._add_rows(
                [passages.texts[place] for place in first.tolist()],
                passages.starts[first],
                passages.lines[first],
            )
        self._times.resize(len(self.lengths))
        # A number of the same type is added in a tenth of the time.
        np.add.at(self._times.values, rows, np.uint32(1))
        return rows

    def _add_rows(self, texts: list[bytes], starts: Integers, lines: Integers) -> None:
        known = len(self._numbers)
        numbers = self._numbers.number(texts)
        borders = np.flatnonzero(numbers == 0)
        lengths = np.diff(np.concatenate(([-1], borders, [len(numbers)]))) - 1
        units = numbers[numbers != 0] - np.uint32(1)
        self._note_forms(known, units, lengths, texts, starts, lines)
        if self._wanted.spans:
            self._note_spans(lengths, texts, starts, lines)
        self._begins.extend(len(self.units) + np.cumsum(lengths) - lengths)
        self.units.extend(units)
        self.lengths.extend(lengths)
        if self._wanted.digests:
            self._digests.extend(self.digest(units, lengths, texts))
        if self._wanted.keys:
            self._note_keys(units, lengths, texts)
        self._size += sum(map(len, texts))
        if self._size > _REMEMBERED_BYTES:
            self._forgotten += len(self._remembered)
            self._remembered.clear()
            self._size = 0

    def _note_forms(
        self,
        known: int,
        units: NDArray[np.uint32],
        lengths: Integers,
        texts: list[bytes],
        starts: Integers,
        lines: Integers,
    ) -> None:
        """Note the forms that occur here first, and where."""
        count = len(self._numbers) - known
        if not count:
            return
        # Those that occur first have the smaller numbers.
        fresh = np.flatnonzero(units >= known - 1)
        tops = np.maximum.accumulate(units[fresh])
        firsts = fresh[np.searchsorted(tops, np.arange(known - 1, known - 1 + count))]
        ends = np.cumsum(lengths)
        rows = np.searchsorted(ends, firsts, side="right")
        within = firsts - (ends - lengths)[rows]
        forms = self._numbers.list_last(count)
        written = [form.decode() for form in forms]
        spans = np.array(
            [
                _find_first(texts[row], form) if texts[row].isascii() else _find_word(texts[row], place)
                for row, place, form in zip(rows.tolist(), within.tolist(), forms, strict=True)
            ],
            np.int64,
        )
        places = np.empty((3, count), np.int64)
        places[0] = lines[rows]
        places[1:] = starts[rows] + spans.T
        if not self._document.has_line_paragraphs:
            places[0] = self._list_lines(places[1])
        for kept, values in zip(self._places, places, strict=True):
            kept.extend(values)
        folded = [fold(form) for form in written]
        self._hashes.extend(hash_list(folded))
        # What the view takes for other words.
        self._odd.update(
            len(self.forms) + number
            for number, (form, view) in enumerate(zip(written, folded, strict=True))
            if view == _AMPERSAND_WORD
            or (not form.isascii() and list_words(view, by_dictionary=False) != [view])
        )
        self.forms += written

    def _list_lines(self, places: Integers) -> list[int]:
        return [self._document.lines.line_at(place) for place in places.tolist()]

    def _note_spans(
        self,
        lengths: Integers,
        texts: list[bytes],
        starts: Integers,
        lines: Integers,
    ) -> None:
        """Note where each word stands, and with which of them a sentence begins."""
        found = find_words(texts)
        shift = np.repeat(starts, lengths)
        where = np.repeat(lines, lengths)
        if not self._document.has_line_paragraphs:
            where = np.array(self._list_lines(found.starts + shift), np.int64)
        if self._wanted.border == "sentence":
            ends = np.cumsum(lengths)
            begin = len(self.units)
            sentences = [
                begin + place
                for row, text in enumerate(texts)
                if not text.isascii() or _STOP.search(text)
                for place in find_sentences(
                    text.decode(), found.starts, int(ends[row] - lengths[row]), int(ends[row])
                )
            ]
            self._sentences.extend(np.array(sentences, np.int64))
        for kept, values in zip(self._spans, (where, found.starts + shift, found.ends + shift), strict=True):
            kept.extend(values.astype(self._span_type))

    def digest(self, units: NDArray[np.uint32], lengths: Integers, texts: list[bytes]) -> NDArray[np.uint64]:
        """Return what makes paragraphs copies of each other: a hash of their words in the view.

        Args:
            units: Their units, one paragraph after another.
            lengths: Number of units of each.
            texts: The paragraphs.
        """
        digests = np.zeros(len(lengths), np.uint64)
        filled = np.flatnonzero(lengths)
        if len(filled):
            firsts = (np.cumsum(lengths) - lengths)[filled]
            digests[filled] = hash_runs(self._hashes.values[units], firsts)
        for row in self._find_special(units, lengths, texts):
            digests[row] = digest_text(texts[row].decode())
        return digests

    def _note_keys(self, units: NDArray[np.uint32], lengths: Integers, texts: list[bytes]) -> None:
        """Note the words of paragraphs in the view."""
        special = self._find_special(units, lengths, texts)
        folded = [fold(form) for form in self.forms]
        ends = np.cumsum(lengths)
        for row, end in enumerate(ends.tolist()):
            key = " ".join([folded[unit] for unit in units[end - int(lengths[row]) : end].tolist()])
            self._keys.append(exact_key(texts[row].decode()) if row in special and key else key)

    def _find_special(self, units: NDArray[np.uint32], lengths: Integers, texts: list[bytes]) -> set[int]:
        """Return the paragraphs without words, and those whose words are perhaps others in the view."""
        special = set(np.flatnonzero(lengths == 0).tolist())
        special.update(row for row, text in enumerate(texts) if not text.isascii() and _JOINER in text)
        if self._odd:
            odd = np.flatnonzero(np.isin(units, list(self._odd)))
            special.update(np.searchsorted(np.cumsum(lengths), odd, side="right").tolist())
        return special

    def gather(self, rows: Integers) -> NDArray[np.uint32]:
        """Return the units of some rows, one after another."""
        units: Any = self.units.values
        gathered: Any = gather_ranges(units, self._begins.values[rows], self.lengths.values[rows])
        return gathered  # type: ignore[no-any-return]

    def finish(self, part: str | None) -> DocumentWords:
        """Return what has been added.

        Args:
            part: The part of the corpus that the document belongs to.
        """
        lengths = self.lengths.values.astype(np.uint32)
        return DocumentWords(
            doc=self._document.id,
            part=part,
            tokens=int((self.lengths.values * self._times.values).sum()),
            forms=self.forms,
            places=_stack(self._places),
            units=self.units.values.copy(),
            lengths=lengths,
            words=lengths,
            times=self._times.values.copy(),
            digests=self._digests.values.copy(),
            spans=_stack(self._spans),
            sentences=self._sentences.values.copy(),
            keys=self._keys,
        )

    def _count_forms(self) -> NDArray[np.uint32]:
        """Return how often each form occurs."""
        hits = np.zeros(len(self.forms), np.int64)
        ends = self._begins.values + self.lengths.values
        # Some rows at a time: what is worked out between them fits into the cache of a processor.
        cuts = np.searchsorted(ends, np.arange(0, len(self.units), _COUNTED_UNITS))[1:]
        for first, last in pairwise([0, *np.unique(cuts[cuts > 0]).tolist(), len(ends)]):
            if last > first:
                units = self.units.values[int(self._begins.values[first]) : int(ends[last - 1])]
                times = np.repeat(self._times.values[first:last], self.lengths.values[first:last])
                # A sum below 2^53 is exact.
                hits += np.bincount(units, times, len(hits)).astype(np.int64)
        return hits.astype(np.uint32)

    def finish_counts(self, part: str | None) -> DocumentWords:
        """Return what has been added as far as counts go: each form is a row; the digests say nothing.

        Args:
            part: The part of the corpus that the document belongs to.
        """
        hits = self._count_forms()
        ones = np.ones(len(hits), np.uint32)
        return DocumentWords(
            doc=self._document.id,
            part=part,
            tokens=int(hits.sum()),
            forms=self.forms,
            places=_stack(self._places),
            units=np.arange(len(hits), dtype=np.uint32),
            lengths=ones,
            words=ones,
            times=hits,
            digests=self._hashes.values.copy(),
        )


def _stack(arrays: Sequence[Growing]) -> NDArray[Any]:
    return np.vstack([each.values for each in arrays])


def find_sentences(text: str, starts: Integers, begin: int, end: int) -> list[int]:
    """Return the words, of those from `begin` to `end`, with which a sentence begins; the first one is left out."""
    borders = [start for start, _ in iter_sentences(text)][1:]
    places = begin + np.searchsorted(starts[begin:end], borders)
    return sorted({int(place) for place in places if begin < place < end})


def _find_first(text: bytes, word: bytes) -> tuple[int, int]:
    """Return where a word stands first in a paragraph of ASCII that has it."""
    start = find_first_word(text, word)
    return start, start + len(word)


def _find_word(text: bytes, place: int) -> tuple[int, int]:
    """Return where a word stands, which has `place` words before it."""
    return next(islice(iter_word_spans(text.decode()), place, None))


def digest_text(text: str) -> np.uint64:
    """Return the digest of one paragraph."""
    key = exact_key(text)
    if not key.startswith("\n"):
        return np.uint64(hash_runs(hash_list(key.split(" ")), np.zeros(1, np.int64))[0])
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def encode(document: Document, part: str | None, wanted: Wanted = Wanted()) -> DocumentWords:  # noqa: B008
    """Return the words of a document.

    Args:
        document: The document.
        part: The part of the corpus that it belongs to.
        wanted: What is wanted of it beside its words.
    """
    encoder = Encoder(document, wanted)
    for passages in iter_passages(document):
        encoder.add(passages)
    return encoder.finish(part)
