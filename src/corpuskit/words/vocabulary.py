"""The words of a corpus, added up document by document; memory grows with the vocabulary and not with the text."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
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


class Vocabulary:
    """How often each word occurs, in how many documents, how evenly, and where first.

    Args:
        make_key: From a form to what is counted: its view, or itself.

    Attributes:
        tokens: Number of words of all documents.
        distinct_tokens: Number of words without the copies of paragraphs.
        sizes: Number of words of each part: of each document where no parts were asked for.
        parts: The names of the parts; documents have none.
        hits: By word.
        copied: By word, its hits in copies of paragraphs.
        documents: By word, the number of documents that hold it.
    """

    def __init__(self, make_key: Callable[[str], str]) -> None:
        self._make_key = make_key
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
        self.copied: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()

    def add(self, document: DocumentWords) -> None:
        """Add what a document has, after those before it."""
        self.tokens += document.tokens
        part = self._find_part(document)
        own: Counter[str] = Counter()
        for form, place in document.forms.items():
            key = self.find_key(form)
            own[key] += place.hits
            self._forms[form] += place.hits
            known = self._first.get(key)
            if known is None or (known.doc == document.doc and place.start < known.place.start):
                self._first[key] = FirstPlace(document.doc, place)
        for key, hits in own.items():
            self.hits[key] += hits
            self._spread[key].extend((part, hits))
        self.documents.update(own.keys())
        for form, hits in document.copied.items():
            self.copied[self.find_key(form)] += hits
        for number, paragraph in enumerate(document.paragraphs):
            digest = hash(paragraph)
            if digest in self._seen:
                self.copied.update(map(self.find_key, document.list_forms(number)))
            else:
                self._seen.add(digest)

    def _find_part(self, document: DocumentWords) -> int:
        number = len(self.sizes)
        if document.part is not None:
            number = self._part_numbers.setdefault(document.part, number)
        if number == len(self.sizes):
            self.sizes.append(0)
            self.parts.append(document.part)
        self.sizes[number] += document.tokens
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

    def count_parts(self, word: str) -> Counter[int]:
        """Return the hits of a word by the numbers of the parts that hold it."""
        spread = self._spread[word]
        counts: Counter[int] = Counter()
        for part, hits in zip(spread[::2], spread[1::2], strict=True):
            counts[part] += hits
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
