"""What each document of a corpus is: title, language, date, size, and how much of it is repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args

import msgspec
import regex

from corpuskit.analysis import Analysis
from corpuskit.corpus.document import Document
from corpuskit.dates.resolution.document_date import find_document_date, find_head_date, is_bare_date
from corpuskit.dates.resolution.heads import ENOUGH, SEPARATOR, starts_line
from corpuskit.dedupe import exact_key
from corpuskit.errors import UsageError
from corpuskit.options import Option, OptionError, Options, split_names
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.patterns import compile_later
from corpuskit.records import (
    CorpusPart,
    DocumentRecord,
    Findings,
    FindingsTable,
    Issue,
    MeasuredDocument,
    Summary,
)
from corpuskit.text.heads import is_byline, is_label_line, normalize_phrase, read_head_words
from corpuskit.text.language import read_language_table
from corpuskit.text.tokens import count_words, list_words
from corpuskit.text.view import fold

_MOST_KEYS = 2
# A line that stands in a document so often is no title, unless it is as long as a sentence.
_BOILERPLATE_COPIES = 3
_BOILERPLATE_WORDS = 12
# A title is looked for among the first lines; what comes later is text.
_TITLE_LINES = 30
_NAVIGATION_WORDS = 5
_LONGEST_LINK = 200
# An arrow at an end, or a guillemet there without its partner; a list mark at the beginning is none.
_ARROW_AT_AN_END = compile_later(
    r"^(?:[←→↑↓<>|]|«(?![^»]*»)|‹(?![^›]*›)|[»›])\s*\S|\S\s*(?:[←→<>|]|(?<!«[^»]*)»|(?<!‹[^›]*)›|[«‹])$"
)


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
    options: ListOptions

    def __init__(self, options: ListOptions | None = None) -> None:
        self.options = ListOptions() if options is None else options
        self.record_type: type[msgspec.Struct] = MeasuredDocument if self.options.measures else DocumentRecord

    def per_document(self, document: Document) -> Findings[Any]:
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

    words = [fold(word) for word in list_words(document.text)]
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

    def per_document(self, document: Document) -> Findings[Any]:
        """Return nothing but the summary of one document."""
        from hashlib import blake2b

        keys = [
            exact_key(document.text[paragraph.start : paragraph.end]) for paragraph in document.paragraphs
        ]
        distinct = frozenset(blake2b(key.encode(), digest_size=10).digest() for key in keys)
        words = count_words(document.text)
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
    keys = [exact_key(document.text[paragraph.start : paragraph.end]) for paragraph in document.paragraphs]
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
        words=count_words(document.text),
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


def find_title(document: Document, keys: list[str]) -> str | None:
    """Return the line of a document that is its title, or None where it has none.

    That is a line of its own among the first ones, or the part of one that stands beside the date («date | title»).
    Navigation, dates, the author, labels such as «NOTA DE PRENSA» and short lines that stand three times or more in the
    document are passed over. Where a sentence, a dateline, a speech or a message comes first the text has no title.

    Args:
        document: The document.
        keys: The exact key of each of its paragraphs.
    """
    copies = Counter(keys)
    lines = [
        document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs[:_TITLE_LINES]
    ]
    turns = sum(map(_is_turn, lines))
    for line, key in zip(lines, keys, strict=False):
        words = count_words(line)
        if not words or (copies[key] >= _BOILERPLATE_COPIES and words <= _BOILERPLATE_WORDS):
            continue
        if is_navigation(line) or is_bare_date(line, document) or is_label_line(line):
            continue
        label, _, rest = _COLON.sub(":", line, count=1).partition(":")
        head_words = read_head_words()
        if normalize_phrase(label) in head_words.title_labels and rest.strip():
            return str(rest.strip())
        if rest and normalize_phrase(label) in head_words.message_labels | head_words.labels_of_dates:
            continue
        if _STAMP.match(line) or (turns >= _FEWEST_TURNS and _is_turn(line)):
            return None
        title = _read_title(line, document)
        if title is not None:
            return title or None
    return None


_COLON = compile_later("[:：]")
# «Name: what is said», and how many such lines make a dialogue.
_TURN = compile_later(r"[\p{L}\p{M}][\p{L}\p{M} .’'-]{0,30}[:：]\s?\S")
_FEWEST_TURNS = 2
_LONGEST_TITLE = 200
# A message of a chat begins with its stamp, in whatever order day and month stand.
_STAMP = compile_later(
    r"\s*[\[(]?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}[:.]\d\d[^\n]{0,12}[\])\s–—-]+[^\n:：]{1,40}[:：]"
)


def _is_turn(line: str) -> bool:
    """Return whether a line is something that somebody says; the name of a kind is nobody: «Interview: …»."""
    label = regex.split("[:：]", line, maxsplit=1)[0]
    return _TURN.match(line) is not None and normalize_phrase(label) not in read_head_words().kinds


_ENDS_SENTENCE = compile_later(r"(?<!\b\p{Lu})[.。।۔][\s”»\"')\]*_]*$|[:;,،，]\s*$")
_SPEECH = compile_later(r"\s*(?:[-–—―•]\s?\p{L}|[—–―])")
_MARKUP = compile_later(r"^(?:</?\w+[^<>]{0,40}>|[\s*_#=]+)+|(?:</?\w+[^<>]{0,40}>|[\s*_#=]+)+$")
_EDGES = " \t|·•‧—–-,:;/()（）[]【】"


def _read_title(line: str, document: Document) -> str | None:
    """Return the title that a line is or holds; "" where the text begins with it, None where it is passed over."""
    head = find_head_date(line, document)
    if head is not None and head[2].score >= ENOUGH:
        if head[2].source in ("dateline", "message"):
            return ""
        title = _cut_date(line, head[0], head[1])
        sender = count_words(line[: head[0]])
        # «Vera, [12.05.2024 21:07]»: what follows is said by her.
        is_message = title is None and line[: head[0]].rstrip()[-1:] in "[(" and 0 < sender <= _LONGEST_SENDER
        return "" if is_message else title
    if head is not None and starts_line(line, head[0]):
        rest = line[head[1] :].strip(_EDGES)
        return rest if rest and is_title(rest) and not _TURN.match(rest) else ""
    if is_byline(line) and not _ENDS_SENTENCE.search(line):
        return None
    stripped = _MARKUP.sub("", line)
    return stripped if is_title(stripped) else ""


def _cut_date(line: str, start: int, end: int) -> str | None:
    """Return what stands beside the date of a head, where it may be a title; None where it is a place or an author."""
    pieces = [
        piece.strip(_EDGES)
        for part in (line[:start], line[end:])
        for piece in SEPARATOR.split(_MARKUP.sub("", part))
    ]
    titles = [
        piece
        for piece in pieces
        if count_words(piece) >= (_SHORTEST_WITHOUT_SPACES if _HAN.search(piece) else _SHORTEST_TITLE)
        and is_title(piece)
        and not is_byline(piece)
        and not is_label_line(piece)
        and normalize_phrase(piece) not in read_head_words().labels_of_dates
    ]
    return max(titles, key=len, default=None)


_SHORTEST_TITLE = 3
# Where every character is a word.
_SHORTEST_WITHOUT_SPACES = 6
_HAN = compile_later(r"\p{Han}")
_LONGEST_SENDER = 3


def is_title(line: str) -> bool:
    """Return whether a line may be a title: neither a paragraph nor a sentence that ends, nor something that is said."""
    if len(line) > _LONGEST_TITLE or _ENDS_SENTENCE.search(line) or _SPEECH.match(line):
        return False
    inner = line.strip().rstrip("!?！？؟…")
    return not (_INNER_END.search(inner) and count_words(line) > _LONGEST_SHORT_TITLE)


# «They met. Then they»: a paragraph of more than one sentence.
_INNER_END = compile_later(r"\p{Ll}{2}[.!?؟]\s+\p{Lu}|[。！？]\S")
_LONGEST_SHORT_TITLE = 16


class _Navigation(NamedTuple):
    phrases: frozenset[str]
    networks: frozenset[str]


@cache
def _read_navigation() -> _Navigation:
    table = read_language_table("navigation")
    return _Navigation(
        frozenset(
            " ".join(list_words(fold(phrase))) for phrases in table["phrases"].values() for phrase in phrases
        ),
        frozenset(table["networks"]["all"]),
    )


def is_navigation(line: str) -> bool:
    """Return whether a line is a link, a button or a sharing bar of a page instead of its text."""
    if len(line) > _LONGEST_LINK:
        return False
    words = list_words(fold(line))
    navigation = _read_navigation()
    if " ".join(words) in navigation.phrases:
        return True
    if len(words) <= _NAVIGATION_WORDS and _ARROW_AT_AN_END.search(line):
        return True
    return len(words) > 1 and sum(word in navigation.networks for word in words) >= 0.6 * len(words)
