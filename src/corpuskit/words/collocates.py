"""Collocates: which words stand near the hits of a query more often than chance would have them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

import msgspec

from corpuskit.analysis import Analysis, Means
from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.kwic.options import KwicOptions
from corpuskit.options import Option, Options
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.records import Collocate, CollocateExample, Findings, Issue, Summary
from corpuskit.text.segments import Paragraph
from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import fold
from corpuskit.words.hits import HitFinder
from corpuskit.words.measures import association, describe_formulas
from corpuskit.words.units import DocumentWords, SpanUnits, Unit, count_units
from corpuskit.words.vocabulary import Vocabulary
from corpuskit.words.wordlist import WordList

CollocateOrder = Literal["logdice", "g2", "mi", "mi3", "t", "z", "log-ratio", "delta-p", "dice", "hits"]
"""What collocates are sorted by."""

_WIDEST = 1000
_FIELD_OF = {"log-ratio": "log_ratio", "delta-p": "delta_p_to"}


class CollocateOptions(Options, frozen=True, kw_only=True):
    """What a window is, and which of the words in it are shown.

    Raises:
        UsageError: The window is none that there is.
    """

    window: Annotated[
        str,
        Option(
            "Words on each side of a hit, or L before and R after. Words of other hits are passed over.",
            ("-C", "--context"), metavar="N|L:R", is_common=True,
        ),
    ] = "5"  # fmt: skip
    min_hits: Annotated[
        int, Option("Only words with N hits or more in the windows.", metavar="N", least=1, is_common=True)
    ] = 3
    min_docs: Annotated[
        int, Option("Only words near hits in N documents or more.", metavar="N", least=1, is_common=True)
    ] = 1
    stop: Annotated[
        tuple[str, ...],
        Option(
            "Leave out the function words of a language, or the words of a file.",
            metavar="LANG|@FILE", typed=str, is_common=True,
        ),
    ] = ()  # fmt: skip
    by: Annotated[
        str | None,
        Option(
            "Say in how many parts of the corpus a word is a collocate too: date:year, lang, doc, or a field of the documents.",
            metavar="KEY",
        ),
    ] = None
    examples: Annotated[
        int, Option("Show N different contexts of each collocate.", metavar="N", least=0, heading="Arranging")
    ] = 0
    order: Annotated[
        CollocateOrder,
        Option("The measure to sort by, highest first.", ("--sort",), heading="Arranging", is_common=True),
    ] = "logdice"

    def __post_init__(self) -> None:
        """Refuse what is no window."""
        super().__post_init__()
        read_window(self.window)


def read_window(written: str) -> tuple[int, int]:
    """Return the number of words before and after a hit that `5` or `5:0` name.

    Raises:
        UsageError: They name none.
    """
    left, colon, right = written.partition(":")
    if left.isdecimal() and (right.isdecimal() or not colon):
        window = int(left), int(right or left)
        if sum(window) > 0 and max(window) <= _WIDEST:
            return window
    raise UsageError(f"{written!r} is no window", hint="write 5, or 5:0 for five words before and none after")


class CollocateSummary(Summary, frozen=True, kw_only=True):
    """What the measures are worked out from.

    Attributes:
        tokens: Number of words of the corpus, N.
        nodes: Number of hits of the query.
        node_words: Number of words in these hits; they are no part of the table of four cells.
        window_words: Number of words in the windows of all hits, R1.
        parts: Number of parts of the corpus that have hits; None where none were asked for.
    """

    tokens: int = 0
    nodes: int = 0
    node_words: int = 0
    window_words: int = 0
    parts: int | None = None

    def __add__(self, other: CollocateSummary) -> CollocateSummary:
        """Return what was counted in the documents of both."""
        return CollocateSummary(
            tokens=self.tokens + other.tokens,
            nodes=self.nodes + other.nodes,
            node_words=self.node_words + other.node_words,
            window_words=self.window_words + other.window_words,
        )

    def figures(self) -> dict[str, Any]:
        """Return the numbers, and how the fields of the records are worked out."""
        shown = msgspec.structs.asdict(self)
        if self.parts is None:
            del shown["parts"]
        return shown | {"formulas": describe_formulas(Collocate.__struct_fields__)}


class DocumentCollocates(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="document_collocates"
):
    """What stands near the hits in one document.

    Attributes:
        near: The words in the windows.
        left: How often each stands before a hit.
        words: How often each word occurs in the document.
        window_words: Number of words in the windows.
        examples: By the words in the windows, where some of these stand.
    """

    near: DocumentWords
    left: dict[str, int]
    words: dict[str, int]
    window_words: int
    examples: dict[str, list[CollocateExample]]


class _Part:
    """What stands near the hits in one part of the corpus."""

    def __init__(self) -> None:
        self.tokens = self.window_words = 0
        self.near: Counter[str] = Counter()
        self.words: Counter[str] = Counter()

    def is_collocate(self, word: str, min_hits: int) -> bool:
        """Return whether a word stands near the hits often enough, and more often than by chance."""
        hits = self.near[word]
        return hits >= min_hits and hits * self.tokens > self.window_words * self.words[word]


class _Collected:
    """What stands near the hits in all documents, as far as it depends on more than their sum.

    Args:
        options: What is asked for.
    """

    def __init__(self, options: CollocateOptions) -> None:
        self._options = options
        self.parts: defaultdict[str, _Part] = defaultdict(_Part)
        self._examples: defaultdict[str, dict[str, CollocateExample]] = defaultdict(dict)

    def add(self, item: DocumentCollocates, find_key: Callable[[str], str]) -> None:
        """Add what a document has, after those before it."""
        if item.near.part is not None:
            self._add_part(self.parts[item.near.part], item, find_key)
        own: defaultdict[str, list[CollocateExample]] = defaultdict(list)
        for form, examples in item.examples.items():
            own[find_key(form)] += examples
        for word, examples in own.items():
            known = self._examples[word]
            for example in sorted(examples, key=lambda example: example.start):
                if len(known) < self._options.examples:
                    known.setdefault(fold(example.text), example)

    def _add_part(self, part: _Part, item: DocumentCollocates, find_key: Callable[[str], str]) -> None:
        part.window_words += item.window_words
        for form, place in item.near.forms.items():
            part.near[find_key(form)] += place.hits
        for form, hits in item.words.items():
            part.words[find_key(form)] += hits
            part.tokens += hits

    def count_parts(self, word: str) -> int | None:
        """Return in how many parts a word is a collocate; None where none were asked for."""
        if self._options.by is None:
            return None
        return sum(part.is_collocate(word, self._options.min_hits) for part in self.parts.values())

    def list_examples(self, word: str) -> list[CollocateExample]:
        """Return the examples of a word."""
        return list(self._examples[word].values()) if word in self._examples else []


class Collocates(Analysis):
    """The collocates of a query.

    Args:
        query: The query, as `kwic` takes it.
        options: What a window is.
    """

    record_type = Collocate
    item_type = DocumentCollocates
    nothing = CollocateSummary()
    options: CollocateOptions

    def __init__(self, query: KwicOptions, options: CollocateOptions | None = None) -> None:
        self.query = query
        self.options = options or CollocateOptions()
        self._finder = HitFinder(query)
        self._words = WordList()
        self._window = read_window(self.options.window)
        self._find_part = None if self.options.by is None else choose_parts(self.options.by)

    def __reduce__(self) -> tuple[Any, ...]:
        # Where it is sent to, it is made again: what finds the parts cannot be sent.
        return type(self), (self.query, self.options)

    def per_document(self, document: Document) -> Findings[Any]:
        """Return what stands near the hits of one document as a single item, after the issues of the search."""
        spans, issues = self._finder.find(document)
        windows = _Windows(document, spans, self._window, self.options.examples)
        part = None if self._find_part is None else self._find_part(document)
        near = count_units(document, windows.iter_units, part, windows.list_paragraphs())
        words = self._words.count(document)
        item = DocumentCollocates(
            near=near,
            left=dict(windows.left),
            words={form: place.hits for form, place in words.forms.items()},
            window_words=windows.words,
            examples=windows.examples,
        )
        total = CollocateSummary(
            tokens=words.tokens,
            nodes=len(spans),
            node_words=windows.node_words,
            window_words=windows.words,
        )
        return Findings((*issues, item), total)

    def combine(self, partials: Iterable[Findings[Any]], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return a record for each collocate, the strongest first."""
        together = super().combine(partials, means)
        parts: int | None = None

        def iter_items() -> Iterator[Collocate | Issue]:
            nonlocal parts
            near, left, corpus = Vocabulary(fold), Counter[str](), Counter[str]()
            collected = _Collected(self.options)
            for item in together:
                if isinstance(item, Issue):
                    yield item
                    continue
                near.add(item.near)
                for counts, own in ((left, item.left), (corpus, item.words)):
                    for form, hits in own.items():
                        counts[near.find_key(form)] += hits
                collected.add(item, near.find_key)
            if self.options.by is not None:
                parts = sum(part.window_words > 0 for part in collected.parts.values())
                yield from note_unknown(self.options.by, collected.parts)
            for record in self._iter_collocates(near, left, corpus, together.total):
                word = record.word
                yield msgspec.structs.replace(
                    record, parts=collected.count_parts(word), examples=collected.list_examples(word)
                )

        return Findings(iter_items(), lambda: msgspec.structs.replace(together.total, parts=parts))

    def _iter_collocates(
        self, near: Vocabulary, left: Counter[str], corpus: Counter[str], total: CollocateSummary
    ) -> Iterator[Collocate]:
        options = self.options
        stopped = {fold(word) for word in options.stop}
        found = [
            self._make_collocate(near, left[word], corpus[word], word, total)
            for word, hits in near.hits.items()
            if hits >= options.min_hits and near.documents[word] >= options.min_docs and word not in stopped
        ]
        name: str = _FIELD_OF.get(options.order, options.order)

        def place(record: Collocate) -> tuple[bool, float, int, str]:
            value = getattr(record, name)
            return value is None, -(value or 0), -record.hits, record.word

        yield from sorted(found, key=place)

    def _make_collocate(
        self, near: Vocabulary, left: int, corpus_hits: int, word: str, total: CollocateSummary
    ) -> Collocate:
        hits = near.hits[word]
        first = near.find_first(word)
        expected = total.window_words * corpus_hits / total.tokens
        table = association.ContingencyTable(
            hits, total.window_words, corpus_hits, total.tokens - total.node_words
        )
        # Where windows overlap, a word counts for each; then there may be more hits than words, and no such table.
        is_table = min(table.cells) >= 0
        to, back = association.delta_p(table) if is_table else (None, None)
        return Collocate(
            doc=first.doc,
            line=first.place.line,
            start=first.place.start,
            end=first.place.end,
            query=self.query.pattern or "",
            word=word,
            form=near.find_form(word),
            hits=hits,
            left=left,
            right=hits - left,
            distinct_hits=hits - near.count_copied(word),
            documents=near.documents[word],
            corpus_hits=corpus_hits,
            expected=expected,
            logdice=association.log_dice(hits, total.nodes, corpus_hits),
            g2=association.log_likelihood(table) if is_table else None,
            mi=association.mutual_information(hits, expected),
            mi3=association.mutual_information(hits, expected, power=3),
            t=association.t_score(hits, expected),
            z=association.z_score(hits, expected),
            log_ratio=association.log_ratio(table) if is_table else None,
            delta_p_to=to,
            delta_p_from=back,
            dice=association.dice(hits, total.nodes, corpus_hits),
            parts=None,
            examples=[],
        )


class _Windows:
    """The windows of the hits of one document: the nearest words of the paragraph that are no words of a hit.

    Args:
        document: The document.
        spans: The hits, in order.
        size: Number of words before and after a hit.
        most_examples: Number of examples that are kept of a form.

    Attributes:
        examples: Where some windows with each form stand.
        left: How often each form stands before a hit.
        words: Number of words in all windows.
        node_words: Number of words in the hits.
    """

    def __init__(
        self,
        document: Document,
        spans: Sequence[tuple[int, int]],
        size: tuple[int, int],
        most_examples: int = 0,
    ) -> None:
        self._document = document
        self._most_examples = most_examples
        self.examples: dict[str, list[CollocateExample]] = {}
        self._hits = SpanUnits(spans)
        self._before, self._after = size
        self.left: Counter[str] = Counter()
        self.words = 0
        self.node_words = 0

    def list_paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs that have hits."""
        return [paragraph for paragraph in self._document.paragraphs if self._hits.list_spans(*paragraph[2:])]

    def iter_units(self, text: str, start: int, end: int) -> Iterator[Unit]:
        """Yield the words in the windows of a paragraph, those of each hit after those of the one before."""
        words = list(iter_word_spans(text, start, end))
        begins = [begin for begin, _ in words]
        stops = [stop for _, stop in words]
        # A hit may begin or end inside a word; it covers all words that it touches.
        nodes = [
            (bisect_right(stops, first), bisect_left(begins, last))
            for first, last in self._hits.list_spans(start, end)
        ]
        covered = {index for first, last in nodes for index in range(first, last)}
        self.node_words += len(covered)
        free = [index for index in range(len(words)) if index not in covered]
        for first, last in nodes:
            before, after = bisect_left(free, first), bisect_left(free, last)
            near = free[max(before - self._before, 0) : before] + free[after : after + self._after]
            self.words += len(near)
            for index in near:
                begin, stop = words[index]
                form = text[begin:stop]
                if index < first:
                    self.left[form] += 1
                if self._most_examples:
                    near_words = [words[place] for place in (near[0], near[-1], first, last - 1)]
                    self._keep(form, min(near_words)[0], max(end for _, end in near_words))
                yield Unit(form, begin, stop)

    def _keep(self, form: str, start: int, end: int) -> None:
        """Keep a window as an example of a form, unless there are enough that differ."""
        kept = self.examples.setdefault(form, [])
        text = self._document.text[start:end]
        if len(kept) < self._most_examples and all(example.text != text for example in kept):
            line = self._document.lines.line_at(start)
            kept.append(CollocateExample(doc=self._document.id, line=line, start=start, end=end, text=text))
