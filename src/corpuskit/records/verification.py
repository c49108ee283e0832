"""What `corpuskit verify` yields."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from corpuskit.records.base import Record
from corpuskit.records.duplicates import DifferenceStep

Verdict = Literal[
    "verbatim",
    "cut",
    "differs",
    "spliced",
    "elsewhere",
    "other speaker",
    "unattributed there",
    "not found",
    "not checked",
]
"""What is said of a quotation."""

ChangeKind = Literal["sense", "numbers", "names", "wording", "format"]
"""What was changed between a source and a quotation of it, the gravest first."""


class SourcePart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a quotation where it stands in the corpus.

    Attributes:
        doc: The id of the document.
        line: The line on which it starts, from 1.
        start: Index of its first code point.
        end: Index after its last code point.
        text: What stands there.
    """

    doc: str
    line: int
    start: int
    end: int
    text: str


class Verification(Record, frozen=True, kw_only=True, tag="verification"):
    """A quotation of a draft beside the place where it stands in the corpus; the record is the slice of the draft.

    Attributes:
        verdict: `verbatim`; `cut` (but for omissions and insertions that are marked); `differs`; `spliced` (two places
            as one); `elsewhere` (verbatim, in another document than the one that is cited); `other speaker`;
            `unattributed there` (verbatim, and nobody is said to have said it); `not found`; `not checked`.
        kind: What was checked: a `quotation`, or a `claim`: a sentence with a date and a name.
        text: What the draft says.
        change: What differs: `sense` (negation and words that turn what is said), `numbers` (and dates), `names`,
            `wording`, `format` (punctuation and signs); of a cut one, `sense` where what was left out may turn it. None
            where nothing differs.
        similarity: To the place in the corpus, 0 to 1; None where there is no such place.
        difference: The steps from the words of the source (`kept`) to those of the draft (`copy`), where they differ.
        variants: Typographic differences that change nothing: `quotation marks`, `dashes`, `spaces`, ….
        reason: Why the verdict is what it is, where that is not plain.
        speaker: Who says it, as the draft has it.
        source_speaker: Who says it, as the corpus has it.
        cited: The document that the draft cites for it, as the draft calls it.
        cited_doc: The document of the corpus that is meant.
        source_doc: The id of the document where it stands, or something like it.
        source_line: The line on which the place starts, from 1.
        source_start: Index of its first code point.
        source_end: Index after its last code point.
        source_text: What stands there.
        source_date: The date of that document, ISO 8601.
        parts: The parts of what was cut or spliced, in the order of the draft.
        documents: Number of documents where it stands verbatim.
        lang: ISO 639-1 code of the language of the draft.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "verdict", "change", "doc", "line", "source_doc", "source_line", "text", "difference",
    )  # fmt: skip

    verdict: Verdict
    kind: Literal["quotation", "claim"]
    text: str
    change: ChangeKind | None
    similarity: float | None
    difference: list[DifferenceStep]
    variants: list[str]
    reason: str | None
    speaker: str | None
    source_speaker: str | None
    cited: str | None
    cited_doc: str | None
    source_doc: str | None
    source_line: int | None
    source_start: int | None
    source_end: int | None
    source_text: str | None
    source_date: str | None
    parts: list[SourcePart]
    documents: int
    lang: str | None
