"""What the workers of a cluster read: the inputs of a corpus, divided into tasks."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import NamedTuple

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.sources import STANDARD_INPUT, Source
from corpuskit.records import Issue

# What one task reads: so many bytes, or so many files.
_TASK_BYTES = 4_000_000
_TASK_FILES = 500


class SentSource(Source):
    """An input that is read here and sent along, because the workers cannot see it: standard input.

    Attributes:
        data: Its bytes.
    """

    data: bytes = b""

    def open(self, max_bytes: int | None = None) -> BoundedStream:
        """Return the bytes as a stream."""
        return BoundedStream(io.BytesIO(self.data), max_bytes)


class Task(NamedTuple):
    """What one task reads.

    Attributes:
        number: Names it; the names of tasks rise with the order of what they read.
        parts: Inputs, and issues that were met between them, in order.
    """

    number: str
    parts: tuple[Source | Issue, ...]


def iter_tasks(corpus: Corpus) -> Iterator[Task]:
    """Yield the inputs of a corpus as tasks, in order, each of a few megabytes or one file."""
    parts: list[Source | Issue] = []
    number = size = 0
    for source in corpus.find_sources():
        if isinstance(source, Issue):
            parts.append(source)
            continue
        if source.path == STANDARD_INPUT:
            part: Source = SentSource(*source)
            part.data = source.open(corpus.options.max_bytes).read()  # type: ignore[attr-defined]
            added = _TASK_BYTES
        else:
            part, added = source, _find_size(source.path)
        if parts and (size + added > _TASK_BYTES or len(parts) >= _TASK_FILES):
            yield Task(f"{number:06}", tuple(parts))
            parts, size, number = [], 0, number + 1
        parts.append(part)
        size += added
    if parts:
        yield Task(f"{number:06}", tuple(parts))


def _find_size(path: str) -> int:
    # That it cannot be read is for the worker to say.
    with contextlib.suppress(OSError):
        return os.path.getsize(path)
    return 0


def read_task(
    directory: str, paths: tuple[str, ...], options: CorpusOptions, task: Task
) -> Iterator[tuple[Document, bool] | Issue]:
    """Yield each document of a task with whether it is wanted, and the issues; this runs on a worker.

    Args:
        directory: Where paths begin.
        paths: Those of the corpus.
        options: How it is read.
        task: What is read.
    """
    for found in read_parts(directory, paths, options, task):
        yield found if isinstance(found, Issue) else found[1:]


def read_parts(
    directory: str, paths: tuple[str, ...], options: CorpusOptions, task: Task
) -> Iterator[tuple[int, Document, bool] | Issue]:
    """Yield what `read_task` does, each document with the place of its input in the task as well."""
    if os.getcwd() != directory:
        # Where it is not there, whole paths still are what they are.
        with contextlib.suppress(OSError):
            os.chdir(directory)
    corpus = Corpus(paths, options)
    for place, part in enumerate(task.parts):
        if isinstance(part, Issue):
            yield part
            continue
        for found in corpus.read_source(part):
            yield found if isinstance(found, Issue) else (place, found, corpus.is_wanted(found.id))
