"""Lines that repeat each other, because the paragraphs they stand in do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from corpuskit.corpus.document import Document
from corpuskit.kwic.arrange import Found
from corpuskit.kwic.options import KwicOptions

_FOLDED_WORDS = (
    bytes(
        byte if chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in bytes(range(0x80)).lower()
    )
    + b" " * 0x80
)
_LONGEST_KEY = 4096
# More distinct passages than this are not counted, so that memory stays bounded.
_MOST_COUNTED = 500_000


class LineKeys(Protocol):
    """Gives the key that lines share exactly when they repeat each other."""

    def key(self, found: Found) -> tuple[str, int, int]:
        """Return the key of a line. Lines are asked for in the order of the documents."""


class ContextKeys:
    """Gives the key that lines share exactly when they show the same words, around a match of the same pattern.

    Args:
        options: How much context a line shows.
    """

    def __init__(self, options: KwicOptions) -> None:
        self._context, self._unit = options.context, options.unit

    def key(self, found: Found) -> tuple[str, int, int]:
        """Return the key of a line."""
        from corpuskit.dedupe.exact import exact_key

        before, after = found.surroundings.cut(self._context, self._unit)
        passage, start, end, query = found.occurrence[:4]
        return "\t".join(exact_key(part) for part in (before, passage.text[start:end], after)), query, 1


class PassageKeys:
    """Gives the key that lines share exactly when they repeat each other.

    Two lines do when their paragraphs are copies of each other and they are the same hit in it: the first hit of a
    pattern in the one repeats the first hit of that pattern in the other.

    Args:
        group_of: The number of the group of copies that a paragraph belongs to, by the id of its document and its
            own number; None to go by the words of the paragraph.
    """

    def __init__(self, group_of: dict[tuple[str, int], int] | None = None) -> None:
        self._group_of = group_of
        self._paragraph: tuple[Document, int | None] | None = None
        self._name = ""
        self._hits: dict[int, int] = {}

    def key(self, found: Found) -> tuple[str, int, int]:
        """Return the key of a line. Lines are asked for in the order of the documents."""
        document, number = found.occurrence.passage.document, found.surroundings.paragraph
        if self._paragraph is None or self._paragraph[0] is not document or self._paragraph[1] != number:
            self._paragraph = (document, number)
            self._name = self._make_name(found, document, number)
            self._hits = {}
        query = found.occurrence.query
        ordinal = self._hits[query] = self._hits.get(query, 0) + 1
        return self._name, query, ordinal

    def _make_name(self, found: Found, document: Document, number: int | None) -> str:
        if self._group_of is None:
            from corpuskit.dedupe.exact import exact_key

            return shorten_key(exact_key(found.surroundings.paragraph_text()))
        group = None if number is None else self._group_of.get((document.id, number))
        return f"{document.id}\n{number}" if group is None else f"{group}"


def group_near_copies(documents: Iterable[Document]) -> dict[tuple[str, int], int]:
    """Return the number of its group for every paragraph that has copies, exact or near.

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


class DistinctPassages:
    """Passages that differ, known by their keys; those of several searches can be put together."""

    def __init__(self) -> None:
        # Hashes of 64 bits: half a million of them agree by chance once in a hundred million runs.
        self._seen: set[bytes] | None = set()

    def add(self, name: str, query: int, ordinal: int) -> None:
        """Add the passage with a key."""
        if self._seen is not None:
            from hashlib import blake2b

            self._seen.add(blake2b(f"{query}.{ordinal}.{name}".encode(), digest_size=8).digest())
            self._forget_too_many()

    def unite(self, other: DistinctPassages) -> None:
        """Add the passages of another search."""
        if self._seen is None or other._seen is None:
            self._seen = None
        else:
            self._seen |= other._seen
            self._forget_too_many()

    def _forget_too_many(self) -> None:
        if self._seen is not None and len(self._seen) > _MOST_COUNTED:
            self._seen = None

    @property
    def total(self) -> int | None:
        """How many differ; None when there are too many to count."""
        return None if self._seen is None else len(self._seen)


class DistinctCounter:
    """Counts passages that differ.

    Args:
        passages: Takes their keys.
    """

    def __init__(self, passages: DistinctPassages) -> None:
        self.passages = passages
        self._keys = PassageKeys()
        # Paragraphs whose hits are counted already; what repeats to the letter needs no look at its words.
        self._paragraphs: set[int] = set()

    def add(self, found: Found) -> None:
        """Count a line."""
        self.passages.add(*self._keys.key(found))

    def add_plain(self, paragraph: str, hits: int) -> None:
        """Count the lines of all hits of the first query in a paragraph whose words are ASCII.

        Args:
            paragraph: The paragraph.
            hits: Number of its hits.
        """
        verbatim = hash(paragraph)
        if self.passages.total is not None and verbatim not in self._paragraphs:
            self._paragraphs.add(verbatim)
            # The same as its exact key, with less work.
            name = b" ".join(paragraph.encode().translate(_FOLDED_WORDS).split()).decode()
            for ordinal in range(1, hits + 1):
                self.passages.add(shorten_key(name), 0, ordinal)


def shorten_key(key: str) -> str:
    """Return a key, or its hash where it is long: each hit of a paragraph carries it."""
    if len(key) <= _LONGEST_KEY:
        return key
    from hashlib import blake2b

    return blake2b(key.encode(), digest_size=16).hexdigest()


def fold_lines(lines: Iterable[Found], keys: LineKeys) -> Iterator[Found]:
    """Yield the first of all lines that repeat each other, with their number, in order.

    Args:
        lines: The lines in the order of the documents.
        keys: Gives their keys.
    """
    from hashlib import blake2b

    firsts: dict[bytes, Found] = {}
    copies: dict[bytes, int] = {}
    for found in lines:
        name, query, ordinal = keys.key(found)
        key = blake2b(f"{query}.{ordinal}.{name}".encode(), digest_size=8).digest()
        firsts.setdefault(key, found)
        copies[key] = copies.get(key, 0) + 1
    for key, found in firsts.items():
        yield found._replace(copies=copies[key], group=key.hex())
