"""Lines that repeat each other, because the paragraphs they stand in do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.kwic.keys import HitInContext
from corpuskit.kwic.options import KwicOptions
from corpuskit.text.divisions import join_divided_words

_FOLDED_WORDS = (
    bytes(
        byte if chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in bytes(range(0x80)).lower()
    )
    + b" " * 0x80
)
_LONGEST_KEY = 4096
# More distinct passages than this are not counted, so that memory stays bounded.
_MOST_COUNTED = 500_000


LineKey = Callable[[HitInContext], tuple[str, int, int]]
"""Gives the key that lines share exactly when they repeat each other; asked in the order of the documents."""


def make_context_key(options: KwicOptions, found: HitInContext) -> tuple[str, int, int]:
    """Return the key that lines share exactly when they show the same words, around a match of the same pattern.

    Args:
        options: How much context a line shows.
        found: The line.
    """
    from corpuskit.dedupe import exact_key

    before, after = found.window.cut(options.context, options.unit)
    segment, start, end, query = found.hit[:4]
    parts = map(join_divided_words, (before, segment.text[start:end], after))
    return "\t".join(map(exact_key, parts)), query, 1


class ParagraphKeys:
    """Gives the key that lines share exactly when they repeat each other.

    Two lines do when their paragraphs have the same words and they are the same hit in it: the first hit of a pattern
    in the one repeats the first hit of that pattern in the other.

    Args:
        are_named: Whether keys begin with what names the words of the paragraph, and not with an empty name, as where it
            is not known yet which paragraphs repeat each other.
    """

    def __init__(self, *, are_named: bool = True) -> None:
        self._are_named = are_named
        self._paragraph: tuple[Document, int | None] | None = None
        self._name = ""
        self._hits: dict[int, int] = {}

    def key(self, found: HitInContext) -> tuple[str, int, int]:
        """Return the key of a line. Lines are asked for in the order of the documents."""
        document, number = found.hit.segment.document, found.window.paragraph
        if self._paragraph is None or self._paragraph[0] is not document or self._paragraph[1] != number:
            self._paragraph = (document, number)
            self._name = _name_paragraph(found) if self._are_named else ""
            self._hits = {}
        query = found.hit.query
        ordinal = self._hits[query] = self._hits.get(query, 0) + 1
        return self._name, query, ordinal


def _name_paragraph(found: HitInContext) -> str:
    from corpuskit.dedupe import exact_key

    return shorten_key(exact_key(found.window.paragraph_reading()))


def group_near_copies(documents: Iterable[Document]) -> dict[tuple[str, int], int]:
    """Return the number of its group for every paragraph that has copies, exact or near.

    The key is the id of the document and the number of the paragraph.

    Args:
        documents: Documents; they are kept in memory.
    """
    from corpuskit.dedupe import find_duplicates
    from corpuskit.records import DuplicateGroup

    group_of: dict[tuple[str, int], int] = {}
    for group in find_duplicates(documents):
        if isinstance(group, DuplicateGroup):
            for member in (group.kept, *group.members):
                group_of[member.doc, member.paragraph] = group.group_id
    return group_of


class DistinctPassages(msgspec.Struct, frozen=True):
    """Passages that differ.

    Attributes:
        digests: Their hashes; None where there are too many to count.
    """

    # Hashes of 64 bits: half a million of them agree by chance once in a hundred million runs.
    digests: frozenset[bytes] | None = frozenset()

    def __add__(self, other: DistinctPassages) -> DistinctPassages:
        """Return the passages of both."""
        if self.digests is None or other.digests is None:
            return DistinctPassages(None)
        together = self.digests | other.digests
        return DistinctPassages(None if len(together) > _MOST_COUNTED else together)

    @property
    def total(self) -> int | None:
        """How many differ; None when there are too many to count."""
        return None if self.digests is None else len(self.digests)


class DistinctCounter:
    """Counts the passages of one document that differ."""

    def __init__(self) -> None:
        self._digests: set[bytes] = set()
        self._is_full = False
        self._keys = ParagraphKeys()
        # Paragraphs whose hits are counted already; what repeats to the letter needs no look at its words.
        self._paragraphs: set[int] = set()

    @property
    def passages(self) -> DistinctPassages:
        """What was counted so far."""
        return DistinctPassages(None if self._is_full else frozenset(self._digests))

    def add(self, found: HitInContext) -> None:
        """Count a line."""
        self._add(*self._keys.key(found))

    def _add(self, name: str, query: int, ordinal: int) -> None:
        if not self._is_full:
            self._digests.add(digest_key(name, query, ordinal))
            self._is_full = len(self._digests) > _MOST_COUNTED

    def add_plain(self, paragraph: str, hits: int) -> None:
        """Count the lines of all hits of the first query in a paragraph whose words are ASCII.

        Args:
            paragraph: The paragraph.
            hits: Number of its hits.
        """
        verbatim = hash(paragraph)
        if not self._is_full and verbatim not in self._paragraphs:
            self._paragraphs.add(verbatim)
            # The same as its exact key, with less work.
            name = b" ".join(paragraph.encode().translate(_FOLDED_WORDS).split()).decode()
            for ordinal in range(1, hits + 1):
                self._add(shorten_key(name), 0, ordinal)


def shorten_key(key: str) -> str:
    """Return a key, or its hash where it is long: each hit of a paragraph carries it."""
    if len(key) <= _LONGEST_KEY:
        return key
    from hashlib import blake2b

    return blake2b(key.encode(), digest_size=16).hexdigest()


def digest_key(name: str, query: int, ordinal: int) -> bytes:
    """Return the hash of the key of a line, 8 bytes.

    Args:
        name: What the paragraph or the line shares with those that repeat it.
        query: Number of the pattern.
        ordinal: Which hit of the pattern it is in the paragraph, from 1.
    """
    from hashlib import blake2b

    return blake2b(f"{query}.{ordinal}.{name}".encode(), digest_size=8).digest()
