"""Lines that repeat each other, because the paragraphs they stand in do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from corpuskit.corpus.document import Document
from corpuskit.dedupe.exact import exact_key
from corpuskit.kwic.arrange import Found

# More distinct passages than this are not counted, so that memory stays bounded.
_MOST_COUNTED = 500_000


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
        self._paragraph: tuple[Document, int] | None = None
        self._digest = b""
        self._hits: dict[int, int] = {}

    def key(self, found: Found) -> bytes:
        """Return the key of a line. Lines are asked for in the order of the documents."""
        document, number = found.occurrence.passage.document, found.surroundings.paragraph
        if self._paragraph is None or self._paragraph[0] is not document or self._paragraph[1] != number:
            self._paragraph = (document, number)
            self._digest = self._make_digest(found, document, number)
            self._hits = {}
        query = found.occurrence.query
        ordinal = self._hits[query] = self._hits.get(query, 0) + 1
        return self._digest + b"%d.%d" % (query, ordinal)

    def _make_digest(self, found: Found, document: Document, number: int) -> bytes:
        if self._group_of is not None:
            group = self._group_of.get((document.id, number))
            name = f"{document.id}\n{number}" if group is None else f"{group}"
            return _digest(name)
        return _digest(exact_key(found.surroundings.paragraph_text()))


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=12).digest()


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
                group_of[member.doc, member.paragraph] = group.group
    return group_of


class DistinctCounter:
    """Counts passages that differ.

    Args:
        keys: Gives their keys.
    """

    def __init__(self, keys: PassageKeys) -> None:
        self._keys = keys
        self._seen: set[bytes] | None = set()

    def add(self, found: Found) -> None:
        """Count a line."""
        if self._seen is not None:
            self._seen.add(self._keys.key(found))
            if len(self._seen) > _MOST_COUNTED:
                self._seen = None

    @property
    def distinct(self) -> int | None:
        """How many differ; None when there are too many to count."""
        return None if self._seen is None else len(self._seen)


def fold_lines(lines: Iterable[Found], keys: PassageKeys) -> Iterator[Found]:
    """Yield the first of all lines that repeat each other, with their number, in order.

    Args:
        lines: The lines in the order of the documents.
        keys: Gives their keys.
    """
    firsts: dict[bytes, Found] = {}
    copies: dict[bytes, int] = {}
    for found in lines:
        key = keys.key(found)
        firsts.setdefault(key, found)
        copies[key] = copies.get(key, 0) + 1
    for key, found in firsts.items():
        yield found._replace(copies=copies[key], group=key[:6].hex() + key[12:].decode())
