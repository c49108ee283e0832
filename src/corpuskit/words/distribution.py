"""How the hits of a query are spread over the parts of a corpus, and over what is known of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.kwic.analysis import Concordance
from corpuskit.kwic.arranging.groups import sort_totals
from corpuskit.kwic.copies import ParagraphKeys, digest_key
from corpuskit.kwic.keys import Key, join_keys, make_key, note_empty, split_keys
from corpuskit.kwic.options import KwicOptions, is_hit_key
from corpuskit.kwic.tally import KwicSummary
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.records import ConcordancePart, Issue
from corpuskit.text.tokens import count_words
from corpuskit.words.measures import describe_formulas
from corpuskit.words.measures.frequency import per_million, poisson_interval

# The longest bar, in characters.
_BAR = 30


class PartCounts(msgspec.Struct, frozen=True):
    """Hits and words by parts of the corpus; a part is named by its keys, joined.

    Attributes:
        hits: By all keys, the number of hits, and of documents that have them.
        words: By the keys that are those of documents, the number of words, and of documents.
        distinct: The part of each hit that repeats none before it, by the hash of what repeats share.
    """

    hits: dict[str, tuple[int, int]] = {}
    words: dict[str, tuple[int, int]] = {}
    distinct: dict[bytes, str] = {}

    def __add__(self, other: PartCounts) -> PartCounts:
        """Return the counts of the documents of both."""
        return PartCounts(
            _add(self.hits, other.hits), _add(self.words, other.words), other.distinct | self.distinct
        )


def _add(
    counts: dict[str, tuple[int, int]], others: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    together = dict(counts)
    for key, (number, documents) in others.items():
        before = together.get(key, (0, 0))
        together[key] = before[0] + number, before[1] + documents
    return together


class DistributionSummary(KwicSummary, frozen=True, kw_only=True):
    """How many hits there are, and in which parts.

    Attributes:
        words: Number of words of all documents.
        parts: The parts.
    """

    words: int = 0
    parts: PartCounts = PartCounts()

    def figures(self) -> dict[str, Any]:
        """Return the numbers, and how the fields of the records are worked out."""
        low, high = poisson_interval(self.hits)
        return {
            **super().figures(),
            "distinct_passages": len(self.parts.distinct),
            "words": self.words,
            "per_million": per_million(self.hits, self.words),
            "low": per_million(low, self.words),
            "high": per_million(high, self.words),
            "formulas": describe_formulas(("per_million", "low")),
        }

    def added_fields(self, other: KwicSummary) -> dict[str, Any]:
        """Return the fields of the sum, by name."""
        fields = super().added_fields(other)
        return fields | {name: getattr(self, name) + getattr(other, name) for name in ("words", "parts")}


class Distribution(Concordance):
    """The hits of a query in each part of the corpus, with its words.

    Args:
        options: The query, and what a part is: `by`.
        others: As for `Concordance`.
    """

    record_type = ConcordancePart
    nothing = DistributionSummary()

    def __init__(self, options: KwicOptions, **others: Any) -> None:
        super().__init__(options, **others)
        self._labels = [pattern.label for pattern in self.plan.patterns]
        self._keys: list[Key] = [make_key(name, self._labels, options.codes) for name in options.by]
        self._of_documents = [choose_parts(name) for name in options.by if not is_hit_key(name)]

    def per_document(self, document: Document) -> Any:
        """Return the issues of one document, and its hits by part in the summary."""
        from corpuskit.records import Findings

        tally = self.start_tally(document, is_distinct=False)
        hits: Counter[str] = Counter()
        distinct: dict[bytes, str] = {}
        keys = ParagraphKeys()
        for found in self.iter_in_context(document, tally):
            key = join_keys(key_of(found) for key_of in self._keys)
            hits[key] += 1
            distinct.setdefault(digest_key(*keys.key(found)), key)
        tally.hits = hits.total()
        words = count_words(document.reading)
        part = join_keys(find_part(document) for find_part in self._of_documents)
        counts = PartCounts({key: (number, 1) for key, number in hits.items()}, {part: (words, 1)}, distinct)
        return Findings(tally.issues, DistributionSummary(**tally.describe(), words=words, parts=counts))

    def report(self, total: DistributionSummary) -> Iterator[ConcordancePart | Issue]:
        """Yield the parts in order: as their names are sorted, what is not known last."""
        yield from super().report(total)
        names = self.options.by
        keys = [split_keys(key) for key in total.parts.words]
        for place, name in enumerate(name for name in names if not is_hit_key(name)):
            yield from note_unknown(name, (key[place] or "" for key in keys))
        keys = [split_keys(key) for key in total.parts.hits]
        for place, name in enumerate(names):
            if is_hit_key(name):
                yield from note_empty(name, (key[place] or "" for key in keys))
        distinct = Counter(total.parts.distinct.values())
        records = [self._make_record(key, total.parts, distinct[key]) for key in self._list_keys(total.parts)]
        is_plotted = self.options.plot
        most = max(
            ((record.high if is_plotted else record.per_million) or 0 for record in records), default=0
        )
        ordered = sort_totals(
            sorted(records, key=_place_of),
            self.options.sort,
            lambda part: part.hits,
            lambda part: part.part or "",
        )
        for record in ordered:
            bar = _draw_interval(record, most) if is_plotted else _draw_bar(record.per_million or 0, most)
            yield msgspec.structs.replace(record, bar=bar)

    def _list_keys(self, counts: PartCounts) -> Iterable[str]:
        """Return the keys of the parts that are shown."""
        if not self.options.zeros:
            return counts.hits
        return {key: None for part in counts.words for key in self._extend(part, counts)}

    def _extend(self, part: str, counts: PartCounts) -> Iterator[str]:
        """Yield the keys of a part of documents with all that hits in the corpus have."""
        own = iter(part.split("\x1f"))
        choices: list[Sequence[str]] = []
        for place, name in enumerate(self.options.by):
            if not is_hit_key(name):
                choices.append([next(own)])
            elif name.lower() == "pattern":
                choices.append(self._labels)
            else:
                choices.append(sorted({split_keys(key)[place] or "" for key in counts.hits}))
        return map(join_keys, product(*choices))

    def _make_record(self, key: str, counts: PartCounts, distinct: int) -> ConcordancePart:
        first, second = split_keys(key)
        own = [
            value or ""
            for value, name in zip((first, second), self.options.by, strict=False)
            if not is_hit_key(name)
        ]
        words, of_documents = counts.words[join_keys(own)]
        hits, documents = counts.hits.get(key, (0, 0))
        low, high = poisson_interval(hits)
        return ConcordancePart(
            query=self.options.pattern,
            part=first,
            subpart=second,
            hits=hits,
            distinct_hits=distinct,
            words=words,
            per_million=per_million(hits, words),
            low=per_million(low, words),
            high=per_million(high, words),
            documents=documents,
            of_documents=of_documents,
            bar="",
        )


def _place_of(part: ConcordancePart) -> tuple[Any, ...]:
    return part.part is None, part.part or "", part.subpart is None, part.subpart or ""


def _draw_interval(part: ConcordancePart, most: float) -> str:
    """Return the rate of a part as a bar that shows its interval, the largest upper bound being 30 characters long.

    It is full up to the lower bound, dark up to the rate, and light up to the upper bound.
    """
    low, rate, high = (
        round(_BAR * (value or 0) / most) if most else 0 for value in (part.low, part.per_million, part.high)
    )
    bar = "█" * low + "▓" * (rate - low) + "░" * (high - rate)
    return bar or ("▓" if part.hits else "")


def _draw_bar(value: float, most: float) -> str:
    """Return a value as a bar, the largest being 30 characters long; one character for the least above zero."""
    return "█" * max(1, round(_BAR * value / most)) if value > 0 else ""
