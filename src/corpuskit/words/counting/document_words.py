"""What one document has to count, on its way from the process that looked at it to the one that adds up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpuskit.records.base import PackedOffsets
from corpuskit.words.counting.numbering import Integers

_MOST_COUNTED = 1 << 32

Counts = NDArray[np.uint32]


class TextExtent(NamedTuple):
    """How much of a text there is.

    Attributes:
        chars: Number of code points.
        lines: Number of line breaks.
    """

    chars: int = 0
    lines: int = 0

    def __add__(self, other: TextExtent) -> TextExtent:  # type: ignore[override]
        """Return how much both are."""
        return TextExtent(self.chars + other.chars, self.lines + other.lines)


class DocumentWords(PackedOffsets, frozen=True, kw_only=True, tag_field="type", tag="document_words"):
    """What one document has to count, or a part of a very large one, as arrays.

    A row is a paragraph, or one that was written the same way several times. A unit is a word, or a hit of a query.

    Attributes:
        doc: Its id.
        part: The part of the corpus that it belongs to; None where none was asked for.
        tokens: Number of its words.
        forms: The units that it has, as they are written, their words joined by spaces.
        places: Line, start and end of the first occurrence of each form, as three rows.
        units: The numbers of the forms of all units, row by row.
        lengths: Number of units of each row.
        words: Number of words of each row.
        times: How often the document has it.
        digests: What makes two rows copies of each other.
        spans: Line, start and end of each unit, where its first row stands, as three rows; uint32, or int64 where that is
            too small. Empty where no n-grams are counted.
        sentences: The units with which a sentence begins, but for those with which a row does.
        keys: The words of each row in the view, joined by spaces; empty where near copies are no matter.
        extent: How much text a part is; nothing for a whole.
        is_rest: Whether it goes on with the document before it.
    """

    part: str | None
    tokens: int
    forms: list[str]
    places: Integers
    units: Counts
    lengths: Counts
    words: Counts
    times: Counts
    digests: NDArray[np.uint64]
    spans: NDArray[Any] = msgspec.field(default_factory=lambda: np.zeros((3, 0), np.uint32))
    sentences: Integers = msgspec.field(default_factory=lambda: np.zeros(0, np.int64))
    keys: list[str] = msgspec.field(default_factory=list)
    extent: TextExtent = TextExtent()
    is_rest: bool = False

    def map_offsets(self, convert: Callable[[int], int]) -> DocumentWords:
        """Return the same with other offsets, as `PackedOffsets` says."""
        return msgspec.structs.replace(
            self, places=_map_places(self.places, convert), spans=_map_places(self.spans, convert)
        )

    def shift(self, before: TextExtent, part: str | None) -> DocumentWords:
        """Return the words of a part of a text as words of the whole.

        Args:
            before: How much of it comes before; nothing for the first part alone.
            part: The part of the corpus that it belongs to.
        """
        shift = np.array([[before.lines], [before.chars], [before.chars]])
        spans = self.spans + shift
        if spans.max(initial=0) < _MOST_COUNTED:
            spans = spans.astype(np.uint32)
        return msgspec.structs.replace(
            self, part=part, places=self.places + shift, spans=spans, is_rest=before != TextExtent()
        )

    def choose_rows(self, chosen: NDArray[np.bool_]) -> tuple[DocumentWords, NDArray[np.bool_]]:
        """Return some of its rows, and which units they have."""
        is_kept = np.repeat(chosen, self.lengths)
        words, times = self.words[chosen], self.times[chosen]
        return msgspec.structs.replace(
            self,
            tokens=int((words * times).sum()),
            units=self.units[is_kept],
            lengths=self.lengths[chosen],
            words=words,
            times=times,
            digests=self.digests[chosen],
        ), is_kept


def _map_places(places: NDArray[Any], convert: Callable[[int], int]) -> Integers:
    """Return lines, starts and ends with other starts and ends."""
    mapped = places.astype(np.int64)
    mapped[1:] = np.array([[convert(place) for place in row] for row in places[1:].tolist()]).reshape(2, -1)
    return mapped
