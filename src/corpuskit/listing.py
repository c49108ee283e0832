"""What each document of a corpus is: title, language, date, size, and how much of it is repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, get_args

import msgspec

from corpuskit.analysis import Analysis, Partial
from corpuskit.corpus.document import Document
from corpuskit.dates.resolution.document_date import find_document_date
from corpuskit.dedupe import exact_key
from corpuskit.errors import UsageError
from corpuskit.options import Option, OptionError, Options, split_names
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.records import (
    CorpusPart,
    DocumentRecord,
    Findings,
    FindingsTable,
    Issue,
    MeasuredDocument,
    Summary,
)
from corpuskit.text.tokens import count_words, list_words
from corpuskit.text.view import fold
from corpuskit.titles import find_title

_MOST_KEYS = 2


Measure = Literal["ttr", "mattr", "mtld", "hdd", "yule"]
"""How diverse the words of a document are: see docs/statistics.md."""


class ListOptions(Options, frozen=True, kw_only=True):
    """How documents are listed.

    Raises:
        UsageError: There is no such measure, or too many keys.
    """

    by: Annotated[
        tuple[str, ...],
        Option(
            "Sum documents, words and distinct paragraphs by lang, date:year, date:month or a field of the documents, or "
            "by two of them.",
            metavar="KEY,…", typed=str, read=split_names, is_common=True,
        ),
    ] = ()  # fmt: skip
    measures: Annotated[
        tuple[str, ...],
        Option(
            "Also measure how diverse the words are: ttr, mattr, mtld, hdd, yule.",
            metavar="NAME,…", typed=str, read=split_names,
        ),
    ] = ()  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        unknown = [name for name in self.measures if name not in get_args(Measure)]
        if unknown:
            raise UsageError(
                f"there is no measure {unknown[0]!r}", hint=f"measures are {', '.join(get_args(Measure))}"
            )
        if self.by and self.measures:
            raise OptionError(
                ListOptions, "{measures} are of documents, and {by} sums them", hint="leave out one of them"
            )
        if len(self.by) > _MOST_KEYS:
            raise OptionError(ListOptions, "{by} takes one key or two", hint="{by} source,date:month")


class ListSummary(Summary, frozen=True, kw_only=True):
    """How much documents hold.

    Attributes:
        words: Number of words.
        paragraphs: Number of paragraphs.
        distinct_paragraphs: Number of paragraphs that are left when exact copies in one document count once.
    """

    words: int = 0
    paragraphs: int = 0
    distinct_paragraphs: int = 0


class Listing(Analysis):
    """A record for each document.

    Args:
        options: How documents are listed.
    """

    nothing: Summary = ListSummary()
    is_by_document = True
    counts_words = True
    options: ListOptions

    def __init__(self, options: ListOptions | None = None) -> None:
        self.options = ListOptions() if options is None else options
        self.record_type: type[msgspec.Struct] = MeasuredDocument if self.options.measures else DocumentRecord

    def per_document(self, document: Document) -> Partial:
        """Return the record of one document."""
        record = describe_document(document)
        if self.options.measures:
            record = _measure(document, record, self.options.measures)
        counted = ListSummary(
            words=record.words,
            paragraphs=record.paragraphs,
            distinct_paragraphs=record.distinct_paragraphs,
        )
        return Findings([record], counted)


def _measure(document: Document, record: DocumentRecord, measures: Sequence[str]) -> MeasuredDocument:
    """Return the record of a document with some measures of its words, in the view."""
    from corpuskit.words.measures import diversity

    words = [fold(word) for word in list_words(document.reading)]
    counts = Counter(words)
    values: dict[str, Callable[[], float | None]] = {
        "ttr": lambda: diversity.type_token_ratio(len(counts), len(words)),
        "mattr": lambda: diversity.moving_average_ratio(words),
        "mtld": lambda: diversity.textual_diversity(words),
        "hdd": lambda: diversity.hypergeometric_diversity(counts.values()),
        "yule": lambda: diversity.yule_k(Counter(counts.values())),
    }
    measured: dict[str, Any] = {
        name: measure() if name in measures else None for name, measure in values.items()
    }
    return MeasuredDocument(**msgspec.structs.asdict(record), types=len(counts), **measured)


class PartSizes(msgspec.Struct, frozen=True):
    """What the parts of a corpus hold.

    Attributes:
        sizes: By the keys of a part, its numbers of documents, characters, words and paragraphs.
        keys: By the keys of a part, the hashes of its distinct paragraphs.
    """

    sizes: dict[tuple[str, ...], tuple[int, int, int, int]] = {}
    keys: dict[tuple[str, ...], frozenset[bytes]] = {}

    def __add__(self, other: PartSizes) -> PartSizes:
        """Return what the documents of both hold."""
        sizes, keys = dict(self.sizes), dict(self.keys)
        for part, (documents, chars, words, paragraphs) in other.sizes.items():
            before = sizes.get(part, (0, 0, 0, 0))
            sizes[part] = (
                before[0] + documents, before[1] + chars, before[2] + words, before[3] + paragraphs,
            )  # fmt: skip
            keys[part] = keys.get(part, frozenset()) | other.keys[part]
        return PartSizes(sizes, keys)


class PartSummary(ListSummary, frozen=True, kw_only=True):
    """How much documents hold, and how much the parts that they belong to.

    Attributes:
        parts: The parts.
    """

    parts: PartSizes = PartSizes()

    def figures(self) -> dict[str, Any]:
        """Return the numbers of words, paragraphs and distinct paragraphs."""
        shown = super().figures()
        del shown["parts"]
        return shown


class PartListing(Listing):
    """A record for each part of the corpus: how many documents, words and paragraphs it has.

    Args:
        options: What a part is: `by`.
    """

    nothing = PartSummary()
    is_by_document = False

    def __init__(self, options: ListOptions) -> None:
        super().__init__(options)
        self.record_type = CorpusPart
        self._find_parts = [choose_parts(name) for name in options.by]

    def __reduce__(self) -> tuple[Any, ...]:
        # Where it is sent to, it is made again: what finds the parts cannot be sent.
        return type(self), (self.options,)

    def per_document(self, document: Document) -> Partial:
        """Return nothing but the summary of one document."""
        from hashlib import blake2b

        keys = [
            exact_key(document.reading[paragraph.start : paragraph.end]) for paragraph in document.paragraphs
        ]
        distinct = frozenset(blake2b(key.encode(), digest_size=10).digest() for key in keys)
        words = count_words(document.reading)
        part = tuple(find_part(document) for find_part in self._find_parts)
        parts = PartSizes({part: (1, len(document.text), words, len(keys))}, {part: distinct})
        total = PartSummary(words=words, paragraphs=len(keys), distinct_paragraphs=len(distinct), parts=parts)
        return Findings([], total)

    def report(self, total: PartSummary) -> Iterator[CorpusPart | Issue]:
        """Yield the parts in order: as their names are sorted, what is not known last."""
        parts = total.parts
        for place, name in enumerate(self.options.by):
            yield from note_unknown(name, (part[place] for part in parts.sizes))
        for part in sorted(parts.sizes, key=lambda part: [(not value, value) for value in part]):
            documents, chars, words, paragraphs = parts.sizes[part]
            yield CorpusPart(
                part=part[0] or None,
                subpart=(*part, "")[1] or None,
                documents=documents,
                chars=chars,
                words=words,
                paragraphs=paragraphs,
                distinct_paragraphs=len(parts.keys[part]),
            )


def list_documents(
    documents: Iterable[Document], options: ListOptions | None = None
) -> FindingsTable[DocumentRecord]:
    """Return a record for each document, in their order.

    Args:
        documents: The documents; none is kept.
        options: How they are listed.
    """
    return Listing(options).find_in(documents)


def describe_document(document: Document) -> DocumentRecord:
    """Return the record of one document."""
    keys = [exact_key(document.reading[paragraph.start : paragraph.end]) for paragraph in document.paragraphs]
    date = find_document_date(document)
    return DocumentRecord(
        doc=document.id,
        line=1,
        start=0,
        end=len(document.text),
        title=document.metadata.get("title") or find_title(document, keys),
        lang=document.lang,
        script=document.script,
        direction=document.direction,
        date=date.value if date else None,
        date_source=date.source if date else None,
        bytes=document.source_bytes,
        chars=len(document.text),
        words=count_words(document.reading),
        paragraphs=len(document.paragraphs),
        paragraphs_by="line" if document.has_line_paragraphs else "block",
        distinct_paragraphs=len(set(keys)),
        encoding=document.encoding,
        path=document.path,
        sha256=document.sha256,
        format=document.format,
        extracted_by=document.extracted_by,
        meta=dict(document.metadata),
    )
