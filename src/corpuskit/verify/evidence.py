"""What a corpus has of the quotations of drafts: for each of them the best places, whatever the size of the corpus."""

from __future__ import annotations

from typing import Literal

import msgspec

from corpuskit.records import SourcePart, Summary

MOST_PLACES = 6
"""Places of one kind that are kept for a quotation; the best ones."""

MOST_BESIDE = 80
"""Characters that are kept of what stands before and after a place."""

UNKNOWN_LINE = 0
"""The line of a place, as long as it is not certain that the place is kept."""

Speech = Literal["same", "other", "none", "open"]
"""Who says it there: the speaker of the draft; somebody else; nobody; or that cannot be told."""

# What is kept first: a place in the document that is cited, by the speaker that is named.
_RANK_OF_SPEECH: dict[Speech, int] = {"same": 0, "open": 1, "none": 2, "other": 3}


class SourcePlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the corpus that has all or some words of a quotation.

    Attributes:
        doc: The id of the document.
        line: The line on which it starts, from 1; `UNKNOWN_LINE` as long as that was not looked for.
        start: Index of its first code point.
        end: Index after its last code point.
        text: What stands there.
        common: Number of words in common, in order.
        words: Number of its words.
        run: Number of words in common in a row, where that is what it was found by.
        is_cited: Whether the draft cites this document for the quotation.
        speech: Who says it there, as against the draft.
        speaker: Who says it there; None where nobody does, or that was not looked at.
        date: The date of the document.
        parts: The parts of what is cut.
        marks: What stands before and after it: signs of its first and last word, and the words beside it.
    """

    doc: str
    line: int = UNKNOWN_LINE
    start: int
    end: int
    text: str
    common: int
    words: int
    run: int = 0
    is_cited: bool = False
    speech: Speech = "open"
    speaker: str | None = None
    date: str | None = None
    parts: tuple[SourcePart, ...] = ()
    marks: tuple[str, str] = ("", "")

    def rank(self, length: int) -> tuple[float, int, int]:
        """Return what puts the best place first.

        Args:
            length: Number of words of the quotation.
        """
        return -2 * self.common / (length + self.words), not self.is_cited, _RANK_OF_SPEECH[self.speech]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What some documents have of one quotation.

    Attributes:
        length: Number of words of the quotation.
        documents: Number of documents that have it verbatim.
        verbatim: Places that have it verbatim.
        cut: Places that have it but for what is marked as left out or put in.
        near: Places that are similar enough.
        head: The place with the longest beginning of it.
        tail: The place with the longest end of it.
        run: The place with the most of its words in a row.
    """

    length: int
    documents: int = 0
    verbatim: tuple[SourcePlace, ...] = ()
    cut: tuple[SourcePlace, ...] = ()
    near: tuple[SourcePlace, ...] = ()
    head: SourcePlace | None = None
    tail: SourcePlace | None = None
    run: SourcePlace | None = None

    @property
    def has_place(self) -> bool:
        """Whether more is known than in how many documents it stands."""
        return bool(self.verbatim or self.cut or self.near or self.head or self.tail or self.run)

    def __add__(self, other: Evidence) -> Evidence:
        """Return what the documents of both have."""
        if not other.has_place:
            return msgspec.structs.replace(self, documents=self.documents + other.documents)
        return Evidence(
            length=self.length,
            documents=self.documents + other.documents,
            verbatim=self._best(self.verbatim + other.verbatim),
            cut=self._best(self.cut + other.cut),
            near=self._best(self.near + other.near),
            head=_longer(self.head, other.head),
            tail=_longer(self.tail, other.tail),
            run=_longer(self.run, other.run),
        )

    def go_on(self, other: Evidence, most: int) -> Evidence:
        """Return what one document has, where it goes on.

        Args:
            other: What it has from there on, places that are known among them.
            most: How many places with all of the words are kept, the first ones.
        """

        def keep(places: tuple[SourcePlace, ...]) -> tuple[SourcePlace, ...]:
            by_place = {(place.start, place.end): place for place in places}
            return tuple(by_place[key] for key in sorted(by_place)[:most])

        near = sorted(self.near + other.near, key=lambda place: place.rank(self.length)[0])
        return Evidence(
            length=self.length,
            documents=max(self.documents, other.documents),
            verbatim=keep(self.verbatim + other.verbatim),
            cut=keep(self.cut + other.cut),
            near=tuple(near[:1]),
            head=_longer(self.head, other.head),
            tail=_longer(self.tail, other.tail),
            run=_longer(self.run, other.run),
        )

    def _best(self, places: tuple[SourcePlace, ...]) -> tuple[SourcePlace, ...]:
        return tuple(sorted(places, key=lambda place: place.rank(self.length))[:MOST_PLACES])


def _longer(first: SourcePlace | None, second: SourcePlace | None) -> SourcePlace | None:
    """Return the place with more words in a row, the first one of equals."""
    if first is None or second is None:
        return first or second
    return second if second.run > first.run else first


class Citation(msgspec.Struct, frozen=True):
    """A document of the corpus that a draft names.

    Attributes:
        scope: Number of the paragraph of the drafts that names it.
        start: Where, in the draft.
        name: What the draft calls it.
        document: Its id.
    """

    scope: int
    start: int
    name: str
    document: str


class Found(msgspec.Struct, frozen=True):
    """What some documents have.

    Attributes:
        evidence: By the number of the quotation.
        counted: By the number of a quotation that documents before have verbatim, how many of these have it, too.
        mentions: Documents that the drafts name, in order.
        langs: The languages of the documents.
        scripts: Their scripts.
    """

    evidence: dict[int, Evidence] = {}
    counted: dict[int, int] = {}
    mentions: tuple[Citation, ...] = ()
    langs: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()

    def __add__(self, other: Found) -> Found:
        """Return what the documents of both have."""
        together = dict(self.evidence)
        for number, evidence in other.evidence.items():
            together[number] = together[number] + evidence if number in together else evidence
        counted = dict(self.counted)
        for number, count in other.counted.items():
            counted[number] = counted.get(number, 0) + count
        return Found(
            together,
            counted,
            _first_of_each(self.mentions + other.mentions),
            self.langs | other.langs,
            self.scripts | other.scripts,
        )


def _first_of_each(mentions: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Return the mentions, of documents that are called the same no more than a few."""
    counted: dict[tuple[int, int, str], int] = {}
    kept = []
    for mention in mentions:
        key = (mention.scope, mention.start, mention.name)
        counted[key] = counted.get(key, 0) + 1
        if counted[key] <= MOST_PLACES:
            kept.append(mention)
    return tuple(kept)


class VerifySummary(Summary, frozen=True, kw_only=True):
    """What was found of all quotations.

    Attributes:
        found: The best places.
    """

    found: Found = Found()

    def figures(self) -> dict[str, int]:
        """Return nothing: how many quotations have which verdict is counted when they are judged."""
        return {}
