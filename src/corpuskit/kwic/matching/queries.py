"""Queries made of words, found in a segment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpuskit.kwic.matching.hits import WordHit
from corpuskit.kwic.matching.sequences import QueryMatcher
from corpuskit.kwic.matching.word_tests import Level, MatchOptions
from corpuskit.kwic.matching.words import SegmentWords
from corpuskit.kwic.query.nodes import Query
from corpuskit.kwic.segments import Hit, Segment, SegmentMatcher


class WordQueryMatcher:
    """Finds queries made of words.

    Args:
        queries: The queries.
        match_options: What they leave out of account.
        splits_hashtags: Whether the parts of hashtags are words too.
    """

    def __init__(self, queries: list[Query], match_options: MatchOptions, *, splits_hashtags: bool) -> None:
        self._matcher = QueryMatcher(queries, match_options)
        self._splits_hashtags = splits_hashtags

    def find(self, segment: Segment) -> Iterator[Hit]:
        """Yield the hits in `segment`, in order.

        Raises:
            TimeoutError: An expression takes too long.
        """
        divisions = segment.find_divisions()
        for words in segment.scopes:
            hits = self._matcher.find(words)
            found: list[Hit] = []
            for query, own in hits.items():
                for hit in own:
                    found.append(_make_hit(segment, words, query, hit))
            if divisions:
                begun = {(hit.query, hit.start) for hit in found}
                written = self._find_written(segment, words, divisions)
                found += [hit for hit in written if (hit.query, hit.start) not in begun]
            if self._splits_hashtags:
                for query, start, end in self._matcher.find_in_hashtags(words, hits):
                    found.append(Hit(segment, start, end, query, "hashtag"))
            if len(found) > 1:
                found.sort(key=_BY_PLACE)
            yield from found

    def _find_written(
        self, segment: Segment, words: SegmentWords, divisions: list[tuple[int, int]]
    ) -> Iterator[Hit]:
        """Yield the hits that have both halves of a divided word as words: «well-known» with a hyphen.

        Args:
            segment: The segment.
            words: Words of it with their halves joined.
            divisions: What divides some of them.
        """
        halves = segment.halves_of(words)
        starts, ends = set(words.starts), set(words.ends)
        for query, own in self._matcher.find(halves).items():
            for hit in own:
                start, end = halves.starts[hit.first], halves.ends[hit.stop - 1]
                is_across = any(start < first and last < end for first, last in divisions)
                if is_across and start in starts and end in ends:
                    yield _make_hit(segment, halves, query, hit)


class JoinedMatcher:
    """Finds what several matchers find; of what the queries of one find at the same place, the first.

    Args:
        matchers: Each with the number of its first query among those of all.
    """

    def __init__(self, matchers: Sequence[tuple[SegmentMatcher, int]]) -> None:
        self._matchers = matchers

    def find(self, segment: Segment) -> Iterator[Hit]:
        """Yield the hits in `segment`, in order.

        Raises:
            TimeoutError: An expression takes too long.
        """
        found: list[Hit] = []
        for matcher, first in self._matchers:
            spans: dict[tuple[int, int], Hit] = {}
            for hit in matcher.find(segment):
                spans.setdefault((hit.start, hit.end), hit._replace(query=hit.query + first))
            found += spans.values()
        yield from sorted(found, key=_BY_PLACE)


_VIA = {Level.EXACT: None, Level.FOLD: "fold", Level.CLITIC: "clitic", Level.FUZZY: "fuzzy"}
_BY_PLACE: Callable[[Hit], tuple[int, int, int]] = lambda hit: hit[1:4]  # noqa: E731


def _make_hit(segment: Segment, words: SegmentWords, query: int, hit: WordHit) -> Hit:
    starts, ends = words.starts, words.ends
    target = hit.target and (starts[hit.target[0]], ends[hit.target[1] - 1])
    start = starts[hit.first] - hit.has_hash
    return Hit(segment, start, ends[hit.stop - 1], query, _VIA[hit.level], target)
