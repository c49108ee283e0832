"""The words of a segment, with what is known of their place in the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from corpuskit.corpus.annotations import Annotations
from corpuskit.kwic.query.nodes import Edge, Region, compose_gap, normalize_gap
from corpuskit.text.divisions import without_joints
from corpuskit.text.tokens import iter_word_spans

_HASH_SIGNS = "#\uff03"


class Surroundings(NamedTuple):
    """What is known of the place of some words in their document.

    Attributes:
        annotations: What the source says of the words; None where it says nothing.
        offset: Index in the document of the first code point of their text.
        list_regions: Gives the sentences or paragraphs as spans of their text.
    """

    annotations: Annotations | None
    offset: int
    list_regions: Callable[[Region], Sequence[tuple[int, int]]]


class SegmentWords:
    """The words of a segment, or of a part of it that a query may not leave.

    Attributes:
        text: The segment as its words are read.
        starts: Index in `text` of the first code point of each word.
        ends: Index after the last code point of each word.
        forms: The words as written, without what divides them at the end of a line.
        span: The part of `text` that they are the words of.
        joined: Whether nothing is taken to stand between the words, as in a hashtag.
        surroundings: What is known of the place of the words in their document; None where nobody asks.
    """

    __slots__ = ("_borders", "_widest", "ends", "forms", "joined", "span", "starts", "surroundings", "text")

    def __init__(
        self, text: str, spans: Sequence[tuple[int, int]], span: tuple[int, int], *, joined: bool = False
    ) -> None:
        self.text = text
        self.span = span
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.forms = [without_joints(text[start:end]) for start, end in spans]
        self.joined = joined
        self.surroundings: Surroundings | None = None
        self._borders: dict[Edge, frozenset[int]] = {}
        self._widest: int | None = None

    @classmethod
    def of(
        cls, text: str, start: int = 0, end: int | None = None, surroundings: Surroundings | None = None
    ) -> SegmentWords:
        """Return the words of `text[start:end]`; their positions are those in `text`."""
        stop = len(text) if end is None else end
        words = cls(text, list(iter_word_spans(text, start, stop)), (start, stop))
        words.surroundings = surroundings
        return words

    def is_border(self, edge: Edge, place: int) -> bool:
        """Return whether a region begins with word `place`, or ends before it."""
        places = self._borders.get(edge)
        if places is None:
            places = self._borders[edge] = frozenset(self._list_borders(edge))
        return place in places

    def _list_borders(self, edge: Edge) -> Iterator[int]:
        if self.surroundings is None:
            return
        for start, end in self.surroundings.list_regions(edge.region):
            first, stop = bisect_left(self.starts, start), bisect_left(self.starts, end)
            is_inside = end <= self.span[1] if edge.is_end else self.span[0] <= start
            if first < stop and is_inside:
                yield stop if edge.is_end else first

    def iter_tokens(self, place: int) -> Iterator[tuple[int, int]]:
        """Yield the number of each annotated token that begins in word `place`, and the place after its last word."""
        known = self.surroundings
        if known is None or known.annotations is None:
            return
        before = known.offset + self.ends[place - 1] if place else 0
        for token in known.annotations.find_tokens(
            known.offset + self.starts[place], known.offset + self.ends[place]
        ):
            start, end = known.annotations.span_of(token)
            if start >= before:
                yield token, bisect_left(self.starts, end - known.offset, lo=place + 1)

    @property
    def widest_token(self) -> int:
        """The largest number of words that an annotated token has; 1 where there are none."""
        if self._widest is None:
            known = self.surroundings
            is_annotated = known is not None and known.annotations is not None
            places = range(len(self.forms)) if is_annotated else ()
            sizes = (stop - place for place in places for _, stop in self.iter_tokens(place))
            self._widest = max(sizes, default=1)
        return self._widest

    def gap_before(self, place: int) -> str:
        """Return what stands between word `place` and the word before it, as it is compared."""
        if self.joined:
            return ""
        return normalize_gap(self.text[self.ends[place - 1] : self.starts[place]])

    def written_gap_before(self, place: int) -> str:
        """Return what stands between word `place` and the word before it, as it is written."""
        return "" if self.joined else compose_gap(self.text[self.ends[place - 1] : self.starts[place]])

    def is_hashtag(self, place: int) -> bool:
        """Return whether a hash sign that begins a tag stands right before word `place`."""
        start = self.starts[place]
        if not start or self.text[start - 1] not in _HASH_SIGNS:
            return False
        return not place or self.ends[place - 1] != start - 1

    def value_of(self, layer: str, token: int) -> str | None:
        """Return what a layer says of an annotated token; None for nothing."""
        known = None if self.surroundings is None else self.surroundings.annotations
        values = None if known is None else known.layers.get(layer)
        return None if values is None else values[token]
