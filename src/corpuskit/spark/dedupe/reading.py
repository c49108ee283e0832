"""The first stage: workers read documents, and make paragraphs with the hashes of their words.

A paragraph is known by the number of the task that read it and its place there. Numbers rise with the order of the
corpus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.dedupe.arrays.hashing import Hashes, Integers, hash_runs
from corpuskit.dedupe.arrays.ranges import gather_ranges, offsets_of
from corpuskit.dedupe.join.assignment import list_compared
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures, read_features
from corpuskit.records import Issue
from corpuskit.spark.dedupe.packets import Kind, choose_groups, iter_parts, pack
from corpuskit.spark.reading import Task
from corpuskit.spark.tables import Packet

TASK_BITS = 32
"""A paragraph is numbered by its task, shifted by so many bits, and its place in the task."""

# Characters of the documents that are taken apart at a time.
_CHUNK = 1 << 24

ReadDocument = tuple[Document, bool] | Issue
"""A document, with whether it is wanted, or an issue of reading it."""
ReadTask = Callable[[Task], Iterator[ReadDocument]]
"""From a task to what is read of it."""
SidedTask = tuple[int, Task]
"""A task, with the number of the corpus that it is part of."""


class PartialText:
    """A text of which only some slices are here.

    Args:
        chars: Number of its code points.
    """

    def __init__(self, chars: int) -> None:
        self.chars = chars
        self._slices: dict[tuple[int, int], str] = {}

    def slice(self, start: int, end: int) -> str:
        """Return the code points from `start` to before `end`, which are a slice that is here."""
        return self._slices[start, end]

    def has(self, start: int, end: int) -> bool:
        """Return whether a slice is here."""
        return (start, end) in self._slices

    def add(self, start: int, end: int, text: str) -> None:
        """Take in a slice."""
        self._slices[start, end] = text


class RemoteDocument:
    """What stands here for a document that a worker has read.

    Attributes:
        id: Its id.
        path: Its path.
        row: Number of its row.
        metadata: Its metadata.
        date: Its date, where it was asked for and is known.
        is_wanted: Whether it is searched.
        content: As much of its text as is needed.
        place: Its place among all documents of its task.
    """

    def __init__(self, document: Document, date: str | None, *, is_wanted: bool) -> None:
        self.id = document.id
        self.path = document.path
        self.row = document.row
        self.metadata = dict(document.metadata)
        self.date = date
        self.is_wanted = is_wanted
        self.content = PartialText(len(document.text) if is_wanted else 0)
        self.place = 0

    @property
    def chars(self) -> int:
        """Number of code points of its text."""
        return self.content.chars

    def with_id(self, doc: str) -> RemoteDocument:
        """Return the same document under another id."""
        self.id = doc
        return self


class DistributedCorpus(NamedTuple):
    """A corpus that workers read.

    Attributes:
        tasks: What each task reads, in order.
        read: Reads a task on a worker.
        take_note: From what was read to the documents that are wanted, in order; notes the issues.
    """

    tasks: Sequence[Task]
    read: ReadTask
    take_note: Callable[[Iterable[RemoteDocument | Issue]], Iterator[RemoteDocument]]


class TaskReport(NamedTuple):
    """What a task tells of what it has read.

    Attributes:
        found: The documents and the issues, in order.
        columns: The paragraphs of the wanted documents, shape (5, paragraphs), int64: the place of the document among
            the wanted ones, line, start, end, number of words.
    """

    found: list[RemoteDocument | Issue]
    columns: Integers


@dataclass(frozen=True)
class Reader:
    """Reads a task on a worker.

    Attributes:
        read: Reads its documents.
        options: What is compared.
        groups: Number of groups that paragraphs are divided into by their words.
        find_date: Tells the date of a document; None where it does not matter.
    """

    read: Callable[[SidedTask], Iterator[ReadDocument]]
    options: DedupeOptions
    groups: int
    find_date: Callable[[Document], str | None] | None

    def __call__(self, numbered: tuple[int, SidedTask]) -> Iterator[Packet]:
        """Yield the paragraphs of a task by groups, and a report on what was read."""
        number, task = numbered
        found: list[RemoteDocument | Issue] = []
        columns = [np.zeros((5, 0), np.int64)]
        paragraphs = documents = 0
        for chunk in _iter_chunks(self._iter_wanted(task, found)):
            features = read_features(chunk)
            first = (number << TASK_BITS) + paragraphs
            yield from self._iter_packets(features, first, (number << TASK_BITS) + documents)
            columns.append(
                np.stack(
                    (
                        features.document + documents,
                        features.line,
                        features.start,
                        features.end,
                        features.word_counts,
                    )
                )
            )
            paragraphs += len(features.start)
            documents += len(chunk)
        yield Packet(number, Kind.REPORT, pack(TaskReport(found, np.concatenate(columns, axis=1))))

    def _iter_wanted(self, task: SidedTask, found: list[RemoteDocument | Issue]) -> Iterator[Document]:
        for each in self.read(task):
            if isinstance(each, Issue):
                found.append(each)
                continue
            document, is_wanted = each
            date = self.find_date(document) if is_wanted and self.find_date else None
            found.append(RemoteDocument(document, date, is_wanted=is_wanted))
            if is_wanted:
                yield document

    def _iter_packets(self, features: CorpusFeatures, first: int, first_document: int) -> Iterator[Packet]:
        counts, offsets = features.word_counts, offsets_of(features.word_counts)
        ids = np.arange(first, first + len(counts))
        bare = _list_bare_texts(features)
        grams, gram_counts = np.zeros(0, np.uint64), np.zeros(len(counts), np.int64)
        if self.options.measure == "char":
            grams, gram_counts = list_compared(features, self.options, np.arange(len(counts)))
        gram_offsets = offsets_of(gram_counts)
        groups = choose_groups(_hash_paragraphs(features, offsets, bare), self.groups)
        for group, rows in iter_parts(groups):
            yield Packet(
                group,
                Kind.PARAGRAPHS,
                pack(
                    ids[rows],
                    features.document[rows] + first_document,
                    [bare.get(row, "") for row in rows.tolist()],
                    counts[rows],
                    gather_ranges(features.words, offsets[rows], counts[rows]),
                    gram_counts[rows],
                    gather_ranges(grams, gram_offsets[rows], gram_counts[rows]),
                ),
            )


def _iter_chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text)
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _list_bare_texts(features: CorpusFeatures) -> dict[int, str]:
    """Return the characters of each paragraph without words, by its place."""
    places = np.flatnonzero(features.word_counts == 0).tolist()
    return {place: "".join(features.text(place).split()) for place in places}


def _hash_paragraphs(features: CorpusFeatures, offsets: Integers, bare: dict[int, str]) -> Hashes:
    keys = np.zeros(len(features.word_counts), np.uint64)
    filled = np.flatnonzero(features.word_counts)
    keys[filled] = hash_runs(features.words, offsets[filled])
    for place, text in bare.items():
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        keys[place] = int.from_bytes(digest, "little")
    return keys


def number_bare_texts(texts: list[str], counts: Integers) -> Hashes:
    """Return for each paragraph without words the number of its characters as a text, from 1; 0 for the others."""
    numbers = np.zeros(len(counts), np.uint64)
    known: dict[str, int] = {}
    for place in np.flatnonzero(counts == 0).tolist():
        numbers[place] = known.setdefault(texts[place], len(known) + 1)
    return numbers


def fetch_slices(
    read: Callable[[SidedTask], Iterator[ReadDocument]],
    request: tuple[SidedTask, dict[int, tuple[int, Integers]]],
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield slices of the documents of a task: the place of the document, and the slices.

    Args:
        read: Reads its documents.
        request: The task, and by the place of a document among all of the task, its length and what is wanted of it:
            starts and ends, int64, shape (slices, 2).
    """
    task, wanted = request
    documents = (each for each in read(task) if not isinstance(each, Issue))
    for place, (document, _) in enumerate(documents):
        if place in wanted:
            length, slices = wanted[place]
            text: str = document.text
            if len(text) != length:
                yield place, None
                continue
            yield place, [text[start:end] for start, end in slices.tolist()]
