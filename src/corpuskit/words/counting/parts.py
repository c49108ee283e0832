"""A very large text that is counted part by part, shared among processes, and how the counts join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpuskit.analysis import Partial, chain_findings
from corpuskit.corpus.document import Document
from corpuskit.records import Findings, Issue, Summary
from corpuskit.words.counting.document_words import TextExtent
from corpuskit.words.counting.passages import count_chars

# A part has its own words to number, so that they are larger than those that are searched only; smaller where there is
# to be little in memory.
_PART_BYTES, _SMALL_PART_BYTES = 64_000_000, 16_000_000


def divide_document(document: Document, *, are_small: bool = False) -> list[Document]:
    """Return the parts of a document that can be counted one by one, in order; itself alone where it has none.

    Args:
        document: The document.
        are_small: Whether there is to be little in memory.
    """
    return document.divide(_SMALL_PART_BYTES if are_small else _PART_BYTES)


def measure_part(document: Document) -> TextExtent:
    """Return how much a part of a text holds; nothing for a whole, which nothing comes after."""
    chars = lines = 0
    if not document.is_whole:
        for block in document.iter_blocks():
            data = block.data
            chars += count_chars(data)
            lines += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    return TextExtent(chars, lines)


def join_parts(partials: Iterable[Partial], nothing: Summary, part: str | None) -> Partial:
    """Return what the parts of a text have as what the whole has, up to a part that was not worked through.

    Args:
        partials: The partial result of each part, in order: issues, and an item that can be shifted.
        nothing: The summary of no documents.
        part: The part of the corpus that the text belongs to.
    """
    together = chain_findings(partials, nothing)

    def iter_items() -> Iterator[Any]:
        told: list[Issue] = []
        before = TextExtent()
        for item in together:
            if not isinstance(item, Issue):
                yield item.shift(before, part)
                before += item.extent
            elif item not in told:
                told.append(item)
                yield item
                if item.kind == "worker":
                    return

    return Findings(iter_items(), lambda: together.total)
