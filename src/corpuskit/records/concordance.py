"""The records of a concordance: its lines, and what is counted of them."""

from __future__ import annotations

from typing import ClassVar, Literal

from corpuskit.records.base import Record, Row


class ConcordanceLine(Record, frozen=True, gc=False, tag="kwic"):
    """One hit of a query with its context: a line of a concordance.

    Its fields may be given in their order, without names: of millions of lines that takes a fifth of the time.

    Attributes:
        id: Names the hit by the hash of its document and its place, the same in every run and on every machine.
        query: The query as typed.
        pattern: Which of several patterns it answers: the entry of a list, or the query itself.
        before: The context before the match, verbatim, in reading order: to the right of an Arabic match.
        match: The match, verbatim: the node.
        after: The context after the match, verbatim.
        via: What had to be left out of account: `fold` (diacritics), `clitic` (a prefix of an Arabic word), `fuzzy`
            (a few letters), `hashtag` (it is a part of one); None for nothing.
        paragraph: Number of the paragraph in its document, from 1; None in a text that has none.
        token: Index of the first word of the match among the words of the document, from 0; None where a match
            begins inside a word.
        copies: How many hits the line stands for: those in copies of its paragraph, itself included.
        group_id: What lines that repeat each other share; None where copies were not looked for.
        lang: ISO 639-1 code of the language of the document.
        direction: `ltr` or `rtl`.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "before", "match", "after")

    id: str
    query: str
    pattern: str
    before: str
    match: str
    after: str
    via: str | None
    paragraph: int | None
    token: int | None
    copies: int
    group_id: str | None
    lang: str | None
    direction: Literal["ltr", "rtl"]


class TargetLine(ConcordanceLine, frozen=True, kw_only=True, gc=False, tag="kwic_target"):
    """A line of a concordance of which one word is the target of the query.

    Attributes:
        target: The target, verbatim; None where it is a part of the query that may be missing, and is.
        target_start: Index in the document of its first code point.
        target_end: Index after its last code point.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "before", "match", "after", "target")

    target: str | None
    target_start: int | None
    target_end: int | None


class CodedLine(ConcordanceLine, frozen=True, kw_only=True, gc=False, tag="kwic_coded"):
    """A line of a concordance with the codes that readers gave it.

    Attributes:
        code: Its code; None where it has none.
        code2: The code of the second coder; None where it has none.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "before", "match", "after", "code")

    code: str | None
    code2: str | None


class CodedTargetLine(TargetLine, frozen=True, kw_only=True, gc=False, tag="kwic_coded_target"):
    """A line of a concordance of which one word is the target of the query, with the codes that readers gave it.

    Attributes:
        code: Its code; None where it has none.
        code2: The code of the second coder; None where it has none.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "before", "match", "after", "target", "code")

    code: str | None
    code2: str | None


class ConcordanceGroup(Record, frozen=True, kw_only=True, tag="kwic_group"):
    """The lines of a concordance that have something in common; the record itself is the slice of the first match.

    Attributes:
        query: The query as typed.
        group_key: What they have in common, folded; None where there is nothing: no word beside the match.
        second_key: The second of two things that they have in common.
        hits: Number of hits.
        lines: Number of lines; fewer than hits where copies are folded.
        documents: Number of documents with such lines.
        share: Their share in the hits of all groups, 0 to 1.
        match: The first match, verbatim.
        form: The most frequent spelling of what they have in common; of those that are as frequent, the first by code
            points. None where that is no word of the text.
        second_form: The same of the second thing, in the hits that have `form`, of whose pairs it is the most frequent.
        form_hits: Number of hits with this spelling; None where there is none.
    """

    columns: ClassVar[tuple[str, ...]] = ("hits", "lines", "documents", "share", "group_key", "form")

    query: str
    group_key: str | None
    hits: int
    lines: int
    documents: int
    share: float
    match: str
    form: str | None
    form_hits: int | None
    second_key: str | None = None
    second_form: str | None = None


class ConcordanceCount(Record, frozen=True, kw_only=True, tag="kwic_count"):
    """How often a query occurs in one document; `start` and `end` enclose its whole text.

    Attributes:
        query: The query as typed.
        hits: Number of hits.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "hits")

    query: str
    hits: int


class ConcordancePart(Row, frozen=True, kw_only=True, tag="kwic_part"):
    """How often a query occurs in one part of the corpus; a figure, and no slice of a text.

    Attributes:
        query: The query as typed.
        part: What the documents or the hits of the part have in common; None where it is not known.
        subpart: The second thing that they have in common, where two were asked for.
        hits: Number of hits.
        distinct_hits: Number of hits that repeat none before them, in copies of their paragraph.
        words: Number of words of the documents of the part.
        per_million: Hits per million words of the part.
        low: Lower bound of the 95 % interval of `per_million`, by Poisson.
        high: Its upper bound.
        documents: Number of documents with hits.
        of_documents: Number of documents of the part.
        bar: `per_million` as a bar, the longest being 30 characters long; where plots are asked for, with its interval.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "part", "hits", "distinct_hits", "words", "per_million", "low", "high", "documents", "bar",
    )  # fmt: skip

    query: str
    part: str | None
    subpart: str | None
    hits: int
    distinct_hits: int
    words: int
    per_million: float | None
    low: float | None
    high: float | None
    documents: int
    of_documents: int
    bar: str


class ConcordancePlot(Record, frozen=True, kw_only=True, tag="kwic_plot"):
    """Where in one document a query occurs; `start` and `end` enclose its whole text.

    Attributes:
        query: The query as typed.
        hits: Number of hits.
        density: Number of hits in each fiftieth of the document.
        plot: The same as fifty bars; a dot where there is no hit.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "hits", "plot")

    query: str
    hits: int
    density: list[int]
    plot: str
