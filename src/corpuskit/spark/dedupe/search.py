"""One search for copies with the corpus on the workers of a cluster.

Here are, of every paragraph, the numbers that say where it stands and which others have its words; the texts of those
that are copies, or are copied; and no words. What is made of them is the work of the same code as without a cluster.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator
from contextlib import closing
from fractions import Fraction
from functools import partial
from typing import Any, cast

import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.dedupe.arrays.grouping import Units, number_keys
from corpuskit.dedupe.arrays.hashing import Hashes, Integers, hash_word, mix
from corpuskit.dedupe.arrays.ranges import gather_ranges, offsets_of
from corpuskit.dedupe.arrays.sorting import list_once
from corpuskit.dedupe.groups.blocks import Block
from corpuskit.dedupe.groups.groups import Groups
from corpuskit.dedupe.join.assignment import (
    Assignment,
    Comparison,
    Join,
    assign_copies,
    choose_compared,
    choose_preferred,
    make_allowed,
    rank_paragraphs,
)
from corpuskit.dedupe.join.similarity_join import SimilarityJoin
from corpuskit.dedupe.join.texts import make_join_features
from corpuskit.dedupe.kinds.counting import FEWEST_DISTINCT, MOST_RARE, Classified, classify_copies, no_kinds
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures, read_features
from corpuskit.dedupe.search import Comparer, FindDate, Search
from corpuskit.dedupe.summary import CopySummary
from corpuskit.errors import CorpuskitError, UsageError
from corpuskit.records import Findings, Issue
from corpuskit.spark.dedupe.candidates import make_plain_features
from corpuskit.spark.dedupe.exact import group_exactly
from corpuskit.spark.dedupe.join import DistributedJoin
from corpuskit.spark.dedupe.order import WordOrder, count_everywhere, find_word_order
from corpuskit.spark.dedupe.packets import Kind, iter_parts, pack, unpack, unpack_both
from corpuskit.spark.dedupe.reading import (
    TASK_BITS,
    DistributedCorpus,
    ReadDocument,
    Reader,
    ReadTask,
    RemoteDocument,
    SidedTask,
    TaskReport,
    fetch_slices,
)
from corpuskit.spark.tables import Packet, SparkCluster, SparkTable

# Text that one share of the comparisons stands for.
_SHARE_BYTES = 1 << 30
_BYTES_A_WORD = 8


def find_distributed_duplicates(
    corpus: DistributedCorpus,
    options: DedupeOptions,
    cluster: SparkCluster,
    *,
    against: DistributedCorpus | None = None,
    find_date: FindDate | None = None,
    curve: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> Findings[Any]:
    """Return what `find_duplicates` or, for a curve, `count_copies` gives, with the work done on a cluster.

    Args:
        corpus: The corpus.
        options: As there; nothing may be asked for that is contained in other paragraphs.
        cluster: Where the work is done.
        against: As there.
        find_date: As there; called on the workers.
        curve: Whether copies are counted, by threshold.
        on_progress: As there.

    Raises:
        UsageError: The options ask for what is contained.
    """
    if (refused := options.only_local) is not None:
        raise UsageError(f"{refused} is not for --engine spark", hint="use --engine local")
    total = CopySummary()

    def iter_records() -> Iterator[Any]:
        nonlocal total
        with closing(
            ComparerThere(corpus, options, cluster, against=against, find_date=find_date)
        ) as comparer:
            search = Search(comparer, options, is_curve=curve)
            for record in search.find(on_progress):
                total = search.summary
                yield record
            total = search.summary

    return Findings(iter_records(), lambda: total)


class ComparerThere(Comparer):
    """Paragraphs on the workers of a cluster, which compare them. Takes what `find_distributed_duplicates` takes."""

    def __init__(
        self,
        corpus: DistributedCorpus,
        options: DedupeOptions,
        cluster: SparkCluster,
        *,
        against: DistributedCorpus | None = None,
        find_date: FindDate | None = None,
    ) -> None:
        self._options = options
        self._cluster = cluster
        self.has_references = against is not None
        self._corpora = [corpus] if against is None else [corpus, against]
        self._kept: list[SparkTable] = []
        self._word_order: WordOrder | None = None
        self._known_words: Hashes | None = None
        self._strings: dict[str, str] = {}
        self._tasks = [(side, task) for side, each in enumerate(self._corpora) for task in each.tasks]
        self._read = partial(_read_side, tuple(each.read for each in self._corpora))
        self._read_paragraphs(find_date)
        self._units, self._everywhere = self._find_units()
        rank = rank_paragraphs(self.features, options, self.dates)
        distinct = choose_preferred(self.features, self._units, rank, self.own_documents)
        equal, units = choose_compared(self.features, options, distinct, rank, self._everywhere.unit)
        counts = self.features.word_counts[distinct.first[units]]
        self._shares = self._choose_shares(int(counts.sum()))
        self._texts = self._number_texts(units)
        if options.measure == "char":
            counts = self._count_grams(len(units))
        self.comparison = Comparison(
            distinct,
            equal,
            units,
            make_plain_features(counts),
            int(np.count_nonzero(distinct.is_reference[units])),
            make_allowed(options, self.features.document[distinct.first[units]]),
        )

    def close(self) -> None:
        """Give up the room that is taken on the workers."""
        for table in self._kept:
            table.drop()

    def _keep(self, table: SparkTable) -> SparkTable:
        kept = table.keep()
        self._kept.append(kept)
        return kept

    def _read_paragraphs(self, find_date: FindDate | None) -> None:
        """Read all documents; take in what is here of their paragraphs, and group these by their words."""
        options = self._options
        is_dated = options.keep == "earliest" or options.stats
        groups = self._cluster.count_groups(len(self._tasks) << 23)
        reader = Reader(self._read, options, groups, find_date if is_dated else None)
        read = self._cluster.make(list(enumerate(self._tasks)), reader).keep()
        reports = sorted(read.only(Kind.REPORT).collect())
        self._take_reports([pickle.loads(packet.data)[0] for packet in reports])  # noqa: S301 — made by `Reader`
        grouping = partial(group_exactly, options.scope != "all")
        self._exact = self._keep(read.only(Kind.PARAGRAPHS).group(grouping, groups))
        members = self._exact.only(Kind.MEMBERS).collect()
        self._members: list[Integers] = unpack(members) if members else [np.zeros(0, np.int64)] * 2
        read.drop()
        self.dates = {document.id: document.date for document in self._documents} if is_dated else {}

    def _take_reports(self, reports: list[TaskReport]) -> None:
        self._task_of: dict[int, tuple[int, int]] = {}
        for number, report in enumerate(reports):
            documents = [each for each in report.found if not isinstance(each, Issue)]
            for place, document in enumerate(documents):
                document.place = place
                self._task_of[id(document)] = number, place
        self._documents: list[RemoteDocument] = []
        first = 0
        for side, corpus in enumerate(self._corpora):
            own = reports[first : first + len(corpus.tasks)]
            self._documents += corpus.take_note(each for report in own for each in report.found)
            first += len(own)
            if side == 0:
                self.own_documents = len(self._documents)
        wanted = [
            sum(not isinstance(each, Issue) and each.is_wanted for each in report.found) for report in reports
        ]
        columns = [report.columns for report in reports]
        for part, before in zip(columns, np.cumsum(wanted) - wanted, strict=True):
            part[0] += before
        self._first_of_task = offsets_of(np.array([part.shape[1] for part in columns], np.int64))
        document, line, start, end, counts = np.concatenate([np.zeros((5, 0), np.int64), *columns], axis=1)
        self.features = CorpusFeatures(
            cast("list[Document]", self._documents),
            document,
            line,
            start,
            end,
            counts,
            np.zeros(0, np.uint64),
            np.zeros(0, np.uint8),
        )

    def _find_place(self, paragraphs: Integers) -> Integers:
        """Return the places of paragraphs among all, from the numbers by which the workers know them."""
        places: Integers = self._first_of_task[paragraphs >> TASK_BITS] + (
            paragraphs & ((1 << TASK_BITS) - 1)
        )
        return places

    def _find_units(self) -> tuple[Units, Units]:
        """Return the paragraphs with the same words, within the scope and everywhere."""
        first = np.arange(len(self.features.start))
        first[self._find_place(self._members[0])] = self._find_place(self._members[1])
        everywhere = number_keys(mix(first.astype(np.uint64)))
        if self._options.scope == "all":
            return everywhere, everywhere
        within = first * len(self._documents) + self.features.document
        return number_keys(mix(within.astype(np.uint64))), everywhere

    def _choose_shares(self, words: int) -> int:
        by_tasks = math.isqrt(2 * self._cluster.tasks) + 1
        return max(by_tasks, -(-words * _BYTES_A_WORD // _SHARE_BYTES))

    def _number_texts(self, units: Integers) -> SparkTable:
        """Return the texts of units, on the workers, by their numbers in the order of the comparison."""
        places = self._units.first[units]
        tasks = np.searchsorted(self._first_of_task, places, side="right") - 1
        paragraphs = (tasks << TASK_BITS) + places - self._first_of_task[tasks]
        documents = self.features.document[places]
        packets = [
            Packet(task, Kind.NUMBERS, pack(paragraphs[rows], rows, documents[rows]))
            for task, rows in iter_parts(tasks)
        ]
        numbering = partial(
            _number_units, is_by_characters=self._options.measure == "char", shares=self._shares
        )
        sent = self._cluster.send(packets)
        return self._keep(
            self._exact.only(Kind.UNITS).join(sent).group(numbering, self._cluster.count_groups(0))
        )

    def _count_grams(self, count: int) -> Integers:
        counts = np.zeros(count, np.int64)
        packets = self._texts.map(_list_counts).collect()
        if packets:
            numbers, grams = unpack(packets)
            counts[numbers] = grams
        return counts

    def assign(self, threshold: Fraction, on_progress: Callable[[float], None] | None = None) -> Assignment:
        """Return which paragraphs are copies of which."""
        groups = self._cluster.count_groups(0)
        if self._word_order is None and len(self.comparison.units) > 1:
            self._word_order = find_word_order(self._texts, groups)
        joins: list[DistributedJoin] = []

        def make_join(*arguments: Any, **options: Any) -> Join:
            if self._word_order is None:
                # There are not two texts to compare.
                return SimilarityJoin(
                    make_join_features(np.zeros(0, np.uint64), arguments[0].counts[:0]), threshold
                )
            joins.append(
                DistributedJoin(
                    *arguments,
                    **options,
                    cluster=self._cluster,
                    texts=self._texts,
                    order=self._word_order,
                    options=self._options,
                    shares=self._shares,
                )
            )
            return joins[-1]

        try:
            return assign_copies(
                self.comparison,
                threshold,
                only_references=self.has_references,
                on_progress=on_progress,
                make_join=make_join,
            )
        finally:
            for join in joins:
                join.close()

    def classify(self, assignment: Assignment) -> Classified:
        """Return how each near copy differs from what is kept."""
        kept = assignment.first[assignment.kept[assignment.unit]]
        copies = np.flatnonzero(kept != np.arange(len(kept)))
        near = np.flatnonzero(assignment.kept != np.arange(len(assignment.kept)))
        involved = np.union1d(near, assignment.kept[near])
        paragraphs = np.unique(np.concatenate((copies, kept[copies], assignment.first[involved])))
        self._fetch(paragraphs, paragraphs)
        return self._classify_here(assignment, involved)

    def _classify_here(self, assignment: Assignment, involved: Integers) -> Classified:
        """Return the kinds of near copies, from the texts of these units and of what they are copies of alone."""
        kinds = no_kinds(len(assignment.kept))
        if not len(involved):
            return Classified(kinds, 0)
        # No text has a blank line in it, so each is one paragraph.
        documents = [
            Document("", self.features.text(paragraph), paragraph_rule="block")
            for paragraph in assignment.first[involved].tolist()
        ]
        features = read_features(documents)
        here = np.arange(len(involved))
        reduced = Assignment(
            here,
            here,
            np.searchsorted(involved, assignment.kept[involved]),
            assignment.similarity[involved],
            assignment.is_reference[involved],
        )
        compared = np.flatnonzero(np.isin(involved, self.comparison.units))
        starts = offsets_of(features.word_counts)[compared]
        counts = features.word_counts[compared]
        comparison = self.comparison._replace(
            units=compared, texts=make_join_features(gather_ranges(features.words, starts, counts), counts)
        )
        classified = classify_copies(
            features,
            comparison,
            reduced,
            is_by_words=self._options.measure == "word",
            is_rare=self._is_rare,
        )
        kinds[involved] = classified.kinds
        return classified._replace(kinds=kinds)

    def _is_rare(self, word: str) -> bool:
        """Return whether at most two distinct paragraphs have `word`, which is given as it is compared."""
        if len(self.comparison.distinct.first) < FEWEST_DISTINCT:
            return False
        if self._known_words is None:
            self._known_words, _, _ = count_everywhere(
                self._exact.only(Kind.UNITS), _list_words_of, self._cluster.count_groups(0), MOST_RARE + 1
            )
        number = np.uint64(hash_word(word))
        place = int(np.searchsorted(self._known_words, number))
        return place == len(self._known_words) or self._known_words[place] != number

    def list_containers(self, groups_before: int) -> Groups:  # noqa: ARG002
        """Refuse: they are not looked for on a cluster. Raises UsageError."""
        raise UsageError("--contained is not for --engine spark", hint="use --engine local")

    def take_block_texts(self, blocks: list[Block]) -> None:
        """Fetch the texts of runs of copies."""
        if self._options.blocks:
            first = np.array([block.start for block in blocks], np.int64)
            self._fetch(first, first + np.array([block.length for block in blocks], np.int64) - 1)

    def _fetch(self, first: Integers, last: Integers) -> None:
        """Take in the texts from the first to the last of some paragraphs, as far as they are not here."""
        features = self.features
        wanted: dict[int, dict[int, tuple[int, list[tuple[int, int]]]]] = {}
        of_task: dict[tuple[int, int], RemoteDocument] = {}
        for index, start, end in zip(
            features.document[first].tolist(),
            features.start[first].tolist(),
            features.end[last].tolist(),
            strict=True,
        ):
            document = self._documents[index]
            if document.content.has(start, end):
                continue
            task, place = self._task_of[id(document)]
            of_task[task, place] = document
            wanted.setdefault(task, {}).setdefault(place, (document.chars, []))[1].append((start, end))
        requests = [
            (
                self._tasks[task],
                {place: (length, np.array(slices)) for place, (length, slices) in places.items()},
            )
            for task, places in sorted(wanted.items())
        ]
        numbers = {id(request): task for request, task in zip(requests, sorted(wanted), strict=True)}
        for request, (place, texts) in self._cluster.map_in_order(
            partial(fetch_slices, self._read), requests
        ):
            document = of_task[numbers[id(request)], place]
            if texts is None:
                raise CorpuskitError(
                    f"{document.id}: was changed while it was being read", hint="run the command again"
                )
            for (start, end), text in zip(request[1][place][1].tolist(), texts, strict=True):
                document.content.add(start, end, self._strings.setdefault(text, text))


def _read_side(readers: tuple[ReadTask, ...], tagged: SidedTask) -> Iterator[ReadDocument]:
    side, task = tagged
    return readers[side](task)


def _number_units(
    _key: int, packets: list[Packet], *, is_by_characters: bool, shares: int
) -> Iterator[Packet]:
    """Yield the units of a task with their numbers, on a worker."""
    both = unpack_both(packets, Kind.UNITS, Kind.NUMBERS)
    if both is None:
        return
    (paragraphs, counts, words, gram_counts, grams), (wanted, numbers, documents) = both
    if is_by_characters:
        counts, words = gram_counts, grams
    order = np.argsort(paragraphs)
    places = order[np.searchsorted(paragraphs[order], wanted)]
    filled = np.flatnonzero(counts[places])
    places, numbers, documents = places[filled], numbers[filled], documents[filled]
    starts = offsets_of(counts)[:-1]
    for share, rows in iter_parts(numbers % shares):
        chosen = places[rows]
        yield Packet(
            share,
            Kind.TEXTS,
            pack(
                numbers[rows],
                documents[rows],
                counts[chosen],
                gather_ranges(words, starts[chosen], counts[chosen]),
            ),
        )


def _list_counts(packets: Iterator[Packet]) -> Iterator[Packet]:
    for packet in packets:
        numbers, _, counts, _ = unpack([packet])
        yield Packet(packet.key, Kind.TEXTS, pack(numbers, counts))


def _list_words_of(packet: Packet) -> Hashes:
    return list_once(*unpack([packet])[1:3])
