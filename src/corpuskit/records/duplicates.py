"""What `corpuskit dedupe` yields."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from corpuskit.records.base import Record, Row


class ParagraphReference(msgspec.Struct, frozen=True, kw_only=True):
    """Where a paragraph stands.

    Attributes:
        doc: The id of the document.
        line: Its first line, from 1.
        start: Index of its first code point.
        end: Index after its last code point.
        paragraph: Its number in the document, from 1.
    """

    doc: str
    line: int
    start: int
    end: int
    paragraph: int


class DuplicateMember(ParagraphReference, frozen=True, kw_only=True):
    """A copy: a paragraph that repeats the kept one of its group.

    Attributes:
        similarity: Its similarity to the kept paragraph, 0 to 1; of a contained one, the part that lies in it.
        kind: How it differs: `exact`; `format` (same words, other case, spaces or typography); `signs` (same words, other
            signs that carry meaning); `numbers` (only numbers and dates differ); `sense` (a word that turns what is said);
            `contained` (the one lies inside the other); `template` (mostly names and numbers differ); `wording`.
        block: Number of the run of consecutive copies that it lies in; None where it stands alone.
    """

    similarity: float
    kind: str
    block: int | None = None


class DuplicateGroup(Record, frozen=True, kw_only=True, tag="duplicate_group"):
    """A paragraph and all its copies; the record itself is the slice of the kept one.

    Attributes:
        group_id: Number of the group in the run, from 1, in order of the kept paragraphs.
        kind: The loosest kind among its copies, as `DuplicateMember` has them.
        copies: How often the paragraph occurs, the kept one included; 2 or more.
        similarity: The lowest similarity of a copy to the kept paragraph, 0 to 1.
        block: Number of the run of consecutive copies that all its copies lie in; None where there is none.
        boilerplate: Whether it is a short line with three copies or more; such groups come last.
        kept: The paragraph that stays.
        members: The copies, in document order.
        text: The kept paragraph.
    """

    columns: ClassVar[tuple[str, ...]] = ("group_id", "copies", "kind", "similarity", "doc", "line", "text")
    sections: ClassVar[dict[str, str]] = {"boilerplate": "Boilerplate: short lines with three copies or more"}

    group_id: int
    kind: str
    copies: int
    similarity: float
    block: int | None
    boilerplate: bool = False
    kept: ParagraphReference
    members: list[DuplicateMember]
    text: str


class DifferenceStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step from the words of the kept paragraph to those of its copy.

    Attributes:
        operation: `equal`, `insert` (only in the copy), `delete` (only in the kept one) or `replace`.
        kept: The words of the kept paragraph that the step covers.
        copy: The words of the copy.
        kind: What is changed, in the words of `DuplicateMember.kind`: `format` (the same number in other digits), `signs`,
            `numbers`, `sense`, `template` (names) or `wording`; None where nothing is, or where it is not told.
    """

    operation: Literal["equal", "insert", "delete", "replace"]
    kept: str
    copy: str
    kind: str | None = None


class DuplicatePair(Record, frozen=True, kw_only=True, tag="duplicate_pair"):
    """A copy beside the paragraph that it repeats; the record itself is the slice of the copy.

    Attributes:
        group_id: Number of the group, from 1.
        kind: How the copy differs.
        similarity: 0 to 1.
        paragraph: Number of the copy in its document, from 1.
        block: Number of the run of consecutive copies that it lies in; None where it stands alone.
        kept: The paragraph that stays.
        text: The copy.
        kept_text: The paragraph that stays.
        difference: The word diff from the kept paragraph to the copy; empty for exact copies.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "group_id", "kind", "similarity", "doc", "line", "kept.doc", "kept.line", "difference", "text",
    )  # fmt: skip

    group_id: int
    kind: str
    similarity: float
    paragraph: int
    block: int | None = None
    kept: ParagraphReference
    text: str
    kept_text: str
    difference: list[DifferenceStep]


class ProposedRemoval(Record, frozen=True, kw_only=True, tag="proposed_removal"):
    """A copy that is proposed to be taken out; the record itself is its slice.

    Attributes:
        keep: Empty; what is written there by hand, such as `x`, makes it stay.
        kind: How the copy differs.
        similarity: 0 to 1.
        difference: The word diff from the kept paragraph to the copy; empty for exact copies.
        text: The copy.
        block: Number of the run of consecutive copies that it lies in; None where it stands alone.
        kept: The paragraph that stays.
        kept_text: Its text.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "keep", "kind", "similarity", "difference", "doc", "line", "start", "end", "block", "text", "kept.doc", "kept.line",
        "kept.start", "kept.end", "kept.paragraph", "kept_text",
    )  # fmt: skip

    keep: str
    kind: str
    similarity: float
    difference: list[DifferenceStep]
    block: int | None
    text: str
    kept: ParagraphReference
    kept_text: str


class DuplicateBlock(Record, frozen=True, kw_only=True, tag="duplicate_block"):
    """A run of consecutive paragraphs that repeats an earlier run, paragraph by paragraph; the record is its slice.

    Attributes:
        block: Number of the run, from 1; None for a copy that stands alone.
        paragraphs: Number of paragraphs in it.
        words: Number of words in it.
        last_line: The line on which its last paragraph starts, from 1.
        kind: The loosest kind among its copies.
        similarity: The lowest similarity among its copies, 0 to 1.
        kept: The first paragraph of the earlier run.
        kept_last_line: The line on which the last paragraph of the earlier run starts, from 1.
        boilerplate: Whether it is one short line that has three copies or more.
        text: The whole run.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "block", "paragraphs", "words", "kind", "doc", "line", "last_line", "kept.doc", "kept.line", "kept_last_line",
    )  # fmt: skip

    block: int | None
    paragraphs: int
    words: int
    last_line: int
    kind: str
    similarity: float
    kept: ParagraphReference
    kept_last_line: int
    boilerplate: bool
    text: str


class CopiedFrom(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a document repeats another one.

    Attributes:
        doc: The id of the other, whose paragraphs are kept.
        paragraphs: Number of copies.
        words: Number of words in them.
    """

    doc: str
    paragraphs: int
    words: int


class DuplicateStatistics(Record, frozen=True, kw_only=True, tag="duplicate_statistics"):
    """What is repeated in one document; `start` and `end` enclose its whole text.

    Attributes:
        paragraphs: Number of its paragraphs.
        copies: Number of those that are copies.
        words: Number of its words.
        copied_words: Number of words in its copies.
        share: The part of its words that its copies hold, 0 to 1.
        copied_from: The documents whose paragraphs it repeats, itself perhaps among them; the most repeated first.
        copied_by: Number of documents that repeat some of its paragraphs, itself not counted.
        date: The date of the document, ISO 8601, where it is known.
        source: Its source, where it is known.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "doc", "paragraphs", "copies", "words", "copied_words", "share", "copied_by", "date", "source",
    )  # fmt: skip

    paragraphs: int
    copies: int
    words: int
    copied_words: int
    share: float
    copied_from: list[CopiedFrom]
    copied_by: int
    date: str | None
    source: str | None


class SpanReference(ParagraphReference, frozen=True, kw_only=True):
    """Where a run of words stands; `paragraph` is the number of the paragraph that it lies in."""


class RepeatedSpan(Record, frozen=True, kw_only=True, tag="repeated_span"):
    """A run of words that stands again inside other paragraphs, or in the same one; the record is its first place.

    It is maximal: no word before it, and none after it, is common to all of its places.

    Attributes:
        words: Number of its words.
        copies: How often it stands, the first place included; 2 or more.
        paragraphs: In how many distinct paragraphs it stands; 1 where one repeats itself.
        places: The other places, in the order of the corpus.
        text: The run at its first place.
    """

    columns: ClassVar[tuple[str, ...]] = ("words", "copies", "paragraphs", "doc", "line", "text")

    words: int
    copies: int
    paragraphs: int
    places: list[SpanReference]
    text: str


class DuplicateDocument(Record, frozen=True, kw_only=True, tag="duplicate_document"):
    """A document that is a copy or a version of another one; `start` and `end` enclose its whole text.

    Attributes:
        relation: `copy` (the same words, however they are broken into paragraphs), `version` (most of each stands in the
            other), `part` (most of this one stands in the other) or `whole` (most of the other stands in this one).
        words: Number of its words.
        share: The part of its words that stand in the other in runs of `--min-words` words or more, 0 to 1.
        original: The id of the other: the one with the earlier date, else the earlier one in the corpus.
        original_words: Number of words of the other.
        original_share: The part of those that stand in this one, 0 to 1.
        date: The date of the document, ISO 8601, where it is known.
        original_date: The date of the other.
        first: The id of the other where the dates say that it was published first; None where they do not.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "relation", "doc", "share", "original", "original_share", "date", "original_date", "first",
    )  # fmt: skip

    relation: Literal["copy", "version", "part", "whole"]
    words: int
    share: float
    original: str
    original_words: int
    original_share: float
    date: str | None
    original_date: str | None
    first: str | None


class DuplicateCount(Row, frozen=True, kw_only=True, tag="duplicate_count"):
    """How much of a corpus is copied at one threshold; a figure, and no slice of a text.

    Attributes:
        threshold: The similarity that makes a near copy, 0.5 to 1.
        copies: Number of copies, exact ones among them.
        groups: Number of paragraphs that are copied.
        words: Number of words in the copies.
    """

    columns: ClassVar[tuple[str, ...]] = ("threshold", "copies", "groups", "words")

    threshold: float
    copies: int
    groups: int
    words: int


class PairScore(Row, frozen=True, kw_only=True, tag="pair_score"):
    """How similar the two texts of a pair are; a figure, and no slice of a text.

    Attributes:
        id: The id of the pair.
        score: Their similarity, 0 to 1.
    """

    columns: ClassVar[tuple[str, ...]] = ("id", "score")

    id: str | int
    score: float
