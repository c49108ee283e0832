"""The windows of the hits of one document: the nearest words of the paragraph that are no words of a hit."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.dedupe.arrays.ranges import expand_ranges
from corpuskit.records import CollocateExample
from corpuskit.text.view import fold
from corpuskit.words.counting.document_words import DocumentWords, TextExtent
from corpuskit.words.counting.encoding import Encoder, Wanted
from corpuskit.words.counting.numbering import Growing, Integers
from corpuskit.words.counting.passages import Passages, WordSpans, count_chars, find_words, iter_passages

Flags = NDArray[np.bool_]


class DocumentCollocates(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="document_collocates"
):
    """What stands near the hits in one document, as arrays.

    Attributes:
        near: The words in the windows; each paragraph with hits is a row.
        is_left: Whether each of them stands before its hit.
        nodes: Number of hits of each row.
        node_words: Number of words in these.
        rows: Which row of `words` each is, if that is written for the first time here; else -1.
        words: All words of the document.
        examples: By the words in the windows, where some of these stand.
    """

    near: DocumentWords
    is_left: Flags
    nodes: Integers
    node_words: Integers
    rows: Integers
    words: DocumentWords
    examples: dict[str, list[CollocateExample]]

    @property
    def extent(self) -> TextExtent:
        """How much text a part is."""
        return self.words.extent

    def shift(self, before: TextExtent, part: str | None) -> DocumentCollocates:
        """Return what a part of a text has as what the whole has: see `DocumentWords`."""
        return msgspec.structs.replace(
            self,
            near=self.near.shift(before, part),
            words=self.words.shift(before, part),
            examples={form: [_move(each, before) for each in some] for form, some in self.examples.items()},
        )


def _move(example: CollocateExample, before: TextExtent) -> CollocateExample:
    return msgspec.structs.replace(
        example,
        line=example.line + before.lines,
        start=example.start + before.chars,
        end=example.end + before.chars,
    )


class _Windows(NamedTuple):
    """The windows of the hits in some paragraphs.

    Attributes:
        starts: Where the words of these paragraphs begin in the document.
        ends: Where they end.
        near: The numbers of the words in the windows, hit by hit.
        sizes: Number of words in the window of each hit.
        is_left: For each word in a window, whether it stands before its hit.
        nodes: The number of the first word of each hit, and of the word after it.
        row_of: The paragraph of each hit.
        node_words: Number of words in the hits of each paragraph.
    """

    starts: Integers
    ends: Integers
    near: Integers
    sizes: Integers
    is_left: Flags
    nodes: tuple[Integers, Integers]
    row_of: Integers
    node_words: Integers


class WindowCounter:
    """Counts the words in the windows of the hits of one document, and all of its words.

    Args:
        document: The document.
        spans: The starts of the hits, in order, and their ends.
        size: Number of words before and after a hit.
        most_examples: Number of examples that are kept of a form.
        without_copies: Whether copies are left out later, so that it must be known which words are in which paragraph.
        with_keys: Whether near copies are.
    """

    def __init__(
        self,
        document: Document,
        spans: Integers,
        size: tuple[int, int],
        *,
        most_examples: int = 0,
        without_copies: bool = False,
        with_keys: bool = False,
    ) -> None:
        self._document = document
        self._spans = spans
        self._size = size
        self._most_examples = most_examples
        self._without_copies = without_copies
        self._encoder = Encoder(document, Wanted(keys=with_keys, digests=without_copies))
        self._units = Growing(np.uint32)
        self._is_left = Growing(np.bool_)
        self._lengths, self._nodes, self._node_words, self._rows = (Growing(np.int64) for _ in range(4))
        self._digests = Growing(np.uint64)
        self._places = [Growing(np.int64) for _ in range(3)]
        self._is_placed = Growing(np.bool_)
        self._examples: dict[str, list[CollocateExample]] = {}

    def count(self, part: str | None) -> DocumentCollocates:
        """Return what stands near the hits.

        Args:
            part: The part of the corpus that the document belongs to.
        """
        for passages in iter_passages(self._document):
            known = len(self._encoder.lengths)
            rows = self._encoder.add(passages)
            self._add(passages, rows, known)
        encoder = self._encoder
        is_near = np.bincount(self._units.values, minlength=len(encoder.forms)) > 0
        forms = np.flatnonzero(is_near)
        units = (np.cumsum(is_near) - 1).astype(np.uint32)[self._units.values]
        lengths = self._lengths.values.astype(np.uint32)
        near = DocumentWords(
            doc=self._document.id,
            part=part,
            tokens=len(units),
            forms=[encoder.forms[form] for form in forms.tolist()],
            places=np.vstack([each.values[forms] for each in self._places]),
            units=units,
            lengths=lengths,
            words=lengths,
            times=np.ones(len(self._lengths), np.uint32),
            digests=self._digests.values.copy(),
        )
        return DocumentCollocates(
            near=near,
            is_left=self._is_left.values.copy(),
            nodes=self._nodes.values.copy(),
            node_words=self._node_words.values.copy(),
            rows=self._rows.values.copy(),
            words=encoder.finish(part) if self._without_copies else encoder.finish_counts(part),
            examples=self._examples,
        )

    def _add(self, passages: Passages, rows: Integers, known: int) -> None:
        """Count the windows in some paragraphs.

        Args:
            passages: The paragraphs.
            rows: Their rows.
            known: Number of rows that there were before.
        """
        starts, ends = self._spans
        first, last = np.searchsorted(
            starts, (passages.starts[0], passages.starts[-1] + count_chars(passages.texts[-1]))
        )
        if first == last:
            return
        at = np.searchsorted(passages.starts, starts[first:last], side="right") - 1
        # Hits come in order, and so do their paragraphs.
        is_first = np.diff(at, prepend=-1) > 0
        chosen, row_of = at[is_first], np.cumsum(is_first) - 1
        texts = [passages.texts[place] for place in chosen.tolist()]
        found = find_words(texts)
        windows = _find_windows(
            found, passages.starts[chosen], starts[first:last], ends[first:last], row_of, self._size
        )
        all_units = self._encoder.gather(rows[chosen])
        units = all_units[windows.near]
        self._note_places(units, windows, passages.lines[chosen])
        if self._most_examples:
            self._keep_examples(units, windows, texts, passages.starts[chosen])
        is_new = np.diff(np.maximum.accumulate(np.append(known - 1, rows))) > 0
        self._units.extend(units)
        self._is_left.extend(windows.is_left)
        self._lengths.extend(np.bincount(row_of, windows.sizes, len(chosen)).astype(np.int64))
        self._nodes.extend(np.bincount(row_of, minlength=len(chosen)))
        self._node_words.extend(windows.node_words)
        self._rows.extend(np.where(is_new[chosen], rows[chosen], -1))
        lengths = self._encoder.lengths.values[rows[chosen]]
        self._digests.extend(self._encoder.digest(all_units, lengths, texts))

    def _note_places(self, units: NDArray[np.uint32], windows: _Windows, lines: Integers) -> None:
        """Note where the forms stand that stand in no window before; windows begin and end in order, as hits do."""
        count = len(self._encoder.forms)
        for kept in (self._is_placed, *self._places):
            kept.resize(count)
        fresh = np.flatnonzero(~self._is_placed.values[units])
        if not len(fresh):
            return
        forms, firsts = np.unique(units[fresh], return_index=True)
        words = windows.near[fresh[firsts]]
        hits = np.searchsorted(np.cumsum(windows.sizes), fresh[firsts], side="right")
        starts, ends = windows.starts[words], windows.ends[words]
        where = lines[windows.row_of[hits]]
        if not self._document.has_line_paragraphs:
            where = np.array([self._document.lines.line_at(start) for start in starts.tolist()], np.int64)
        self._is_placed.values[forms] = True
        for kept, values in zip(self._places, (where, starts, ends), strict=True):
            kept.values[forms] = values

    def _keep_examples(
        self, units: NDArray[np.uint32], windows: _Windows, texts: list[bytes], begins: Integers
    ) -> None:
        """Keep windows as examples of the forms in them, unless there are enough that differ."""
        ends = np.cumsum(windows.sizes)
        for hit in range(len(ends)):
            own = slice(int(ends[hit] - windows.sizes[hit]), int(ends[hit]))
            forms = {self._encoder.forms[unit] for unit in units[own].tolist()}
            wanting = [form for form in forms if len(self._examples.get(form, ())) < self._most_examples]
            if not wanting:
                continue
            first, last = (int(nodes[hit]) for nodes in windows.nodes)
            words = [*windows.near[own][[0, -1]].tolist(), *((first, last - 1) if first < last else ())]
            start, end = int(windows.starts[min(words)]), int(windows.ends[max(words)])
            row = int(windows.row_of[hit])
            begin = int(begins[row])
            text = texts[row].decode()[start - begin : end - begin]
            line = self._document.lines.line_at(start)
            example = CollocateExample(doc=self._document.id, line=line, start=start, end=end, text=text)
            for form in wanting:
                kept = self._examples.setdefault(form, [])
                # As all that are kept of a word are told apart, so that it is no matter in which of its forms they were met.
                if all(fold(each.text) != fold(text) for each in kept):
                    kept.append(example)


def _find_windows(
    found: WordSpans,
    begins: Integers,
    starts: Integers,
    ends: Integers,
    row_of: Integers,
    size: tuple[int, int],
) -> _Windows:
    """Return the windows of hits.

    Args:
        found: Where the words of the paragraphs stand in them.
        begins: Where these begin in the document.
        starts: Where the hits begin in the document.
        ends: Where they end.
        row_of: The paragraph of each hit.
        size: Number of words before and after a hit.
    """
    shift = np.repeat(begins, found.counts)
    word_starts, word_ends = found.starts + shift, found.ends + shift
    row_ends = np.cumsum(found.counts)
    row_starts = row_ends - found.counts
    # A hit may begin or end inside a word; it covers all words that it touches, as far as its paragraph goes.
    first = np.searchsorted(word_ends, starts, side="right")
    last = np.clip(np.searchsorted(word_starts, ends), first, np.maximum(row_ends[row_of], first))
    depth = np.bincount(first, minlength=len(shift) + 1) - np.bincount(last, minlength=len(shift) + 1)
    is_free = np.cumsum(depth)[:-1] == 0
    # From the number of a word to that of the words before it that are no words of a hit.
    passed = np.append(0, np.cumsum(is_free))
    low = np.maximum(passed[row_starts][row_of], passed[first] - size[0])
    high = np.minimum(passed[row_ends][row_of], passed[last] + size[1])
    places = expand_ranges(low, high - low)
    return _Windows(
        starts=word_starts,
        ends=word_ends,
        near=np.flatnonzero(is_free)[places],
        sizes=high - low,
        is_left=places < np.repeat(passed[first], high - low),
        nodes=(first, last),
        row_of=row_of,
        node_words=found.counts - (passed[row_ends] - passed[row_starts]),
    )
