"""The words of a corpus, added up document by document; memory grows with the vocabulary and not with the text."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from corpuskit.words.units import DocumentWords, UnitPlace


class FirstPlace(NamedTuple):
    """Where a word occurs first.

    Attributes:
        doc: The document.
        place: The place in it.
    """

    doc: str
    place: UnitPlace


class PartCount(NamedTuple):
    """How often a word occurs in a part of the corpus.

    Attributes:
        hits: How often.
        copied: How often in copies of paragraphs.
        documents: Number of documents of the part that hold it.
    """

    hits: int
    copied: int
    documents: int


class Vocabulary:
    """How often each word occurs, in how many documents, how evenly, and where first.

    Args:
        make_key: From a form to what is counted: its view, or itself.
        without_copies: Leave out the copies of paragraphs, as if they were not there.

    Attributes:
        tokens: Number of words of all documents.
        distinct_tokens: Number of words without the copies of paragraphs.
        sizes: Number of words of each part: of each document where no parts were asked for.
        parts: The names of the parts; documents have none.
        hits: By word.
        copied: By word and number of a part, its hits in copies of paragraphs; 0 where these are left out.
        documents: By word, the number of documents that hold it.
    """

    def __init__(self, make_key: Callable[[str], str], *, without_copies: bool = False) -> None:
        self._make_key = make_key
        self._without_copies = without_copies
        self._keys: dict[str, str] = {}
        self._forms: Counter[str] = Counter()
        self._first: dict[str, FirstPlace] = {}
        # By word, the parts that hold it and the hits in each, one after the other.
        self._spread: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._seen: set[int] = set()
        self._part_numbers: dict[str, int] = {}
        self.tokens = 0
        self.sizes: list[int] = []
        self.parts: list[str | None] = []
        self.hits: Counter[str] = Counter()
        self.copied: Counter[tuple[str, int]] = Counter()
        self.documents: Counter[str] = Counter()

    def add(self, document: DocumentWords, near_copies: AbstractSet[int] = frozenset()) -> None:
        """Add what a document has, after those before it.

        Args:
            document: The words of the document.
            near_copies: The numbers of the paragraphs that repeat an earlier one nearly.
        """
        self._add_forms(document)
        copies = self._list_copies(document) | near_copies
        if self._without_copies:
            own, tokens = self._count_distinct(document, copies)
        else:
            own, tokens = self._count_all(document), document.tokens
        part = self._find_part(document, tokens)
        self.tokens += tokens
        for key, hits in own.items():
            self.hits[key] += hits
            self._spread[key].extend((part, hits))
        self.documents.update(own.keys())
        if not self._without_copies:
            self._add_copied(document, copies, part)

    def _add_forms(self, document: DocumentWords) -> None:
        for form, place in document.forms.items():
            key = self.find_key(form)
            self._forms[form] += place.hits
            known = self._first.get(key)
            if known is None or (known.doc == document.doc and place.start < known.place.start):
                self._first[key] = FirstPlace(document.doc, place)

    def _list_copies(self, document: DocumentWords) -> set[int]:
        """Return the numbers of the paragraphs that repeat one of an earlier document."""
        copies = set()
        for number, paragraph in enumerate(document.paragraphs):
            digest = hash(paragraph)
            if digest in self._seen:
                copies.add(number)
            else:
                self._seen.add(digest)
        return copies

    def _count_all(self, document: DocumentWords) -> Counter[str]:
        own: Counter[str] = Counter()
        for form, place in document.forms.items():
            own[self.find_key(form)] += place.hits
        return own

    def _count_distinct(self, document: DocumentWords, copies: set[int]) -> tuple[Counter[str], int]:
        """Return the hits in paragraphs that are no copies, and the number of words of these."""
        own: Counter[str] = Counter()
        tokens = 0
        for number, paragraph in enumerate(document.paragraphs):
            if number not in copies:
                own.update(map(self.find_key, document.list_forms(number)))
                tokens += 0 if paragraph.startswith("\n") else paragraph.count(" ") + 1
        return own, tokens

    def _add_copied(self, document: DocumentWords, copies: set[int], part: int) -> None:
        for form, hits in document.copied.items():
            self.copied[self.find_key(form), part] += hits
        for number in copies:
            self.copied.update((self.find_key(form), part) for form in document.list_forms(number))

    def _find_part(self, document: DocumentWords, tokens: int) -> int:
        number = len(self.sizes)
        if document.part is not None:
            number = self._part_numbers.setdefault(document.part, number)
        if number == len(self.sizes):
            self.sizes.append(0)
            self.parts.append(document.part)
        self.sizes[number] += tokens
        return number

    def find_key(self, form: str) -> str:
        """Return what a form is counted as."""
        key = self._keys.get(form)
        if key is None:
            key = self._keys[form] = self._make_key(form)
        return key

    def find_first(self, word: str) -> FirstPlace:
        """Return where a word occurs first."""
        return self._first[word]

    @property
    def has_parts(self) -> bool:
        """Whether the parts are others than the documents."""
        return bool(self._part_numbers)

    def count_copied(self, word: str) -> int:
        """Return the hits of a word in copies of paragraphs."""
        return sum(count.copied for count in self.count_parts(word).values())

    def count_parts(self, word: str) -> dict[int, PartCount]:
        """Return the counts of a word by the numbers of the parts that hold it."""
        spread = self._spread[word]
        counts: dict[int, PartCount] = {}
        for part, hits in zip(spread[::2], spread[1::2], strict=True):
            known = counts.get(part)
            if known is None:
                counts[part] = PartCount(hits, self.copied[word, part], 1)
            else:
                counts[part] = PartCount(known.hits + hits, known.copied, known.documents + 1)
        return counts

    def find_form(self, word: str) -> str:
        """Return the most frequent spelling of a word; of those that are as frequent, the first by code points."""
        return self._best_forms[word]

    @cached_property
    def _best_forms(self) -> dict[str, str]:
        # Asked for when all documents have been added.
        best: dict[str, tuple[int, str]] = {}
        for form, hits in self._forms.items():
            key = self._keys[form]
            if key not in best or (-hits, form) < best[key]:
                best[key] = -hits, form
        return {key: form for key, (_, form) in best.items()}

    def iter_ranked(self) -> Iterator[tuple[int, str]]:
        """Yield the words with their ranks: the most frequent first, equal ones by code points."""
        before, rank = -1, 0
        for number, (word, hits) in enumerate(
            sorted(self.hits.items(), key=lambda item: (-item[1], item[0])), 1
        ):
            if hits != before:
                before, rank = hits, number
            yield rank, word
