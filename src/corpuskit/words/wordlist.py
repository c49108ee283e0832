"""Word lists: which words and n-grams a corpus has, how often, how evenly, with and without copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

import msgspec

from corpuskit.analysis import Analysis, Means, Partial
from corpuskit.corpus.document import Document
from corpuskit.dedupe.arrays.storage import Storage, keep_arrays
from corpuskit.errors import UsageError
from corpuskit.kwic.keys import join_keys, split_keys
from corpuskit.kwic.options import KwicOptions
from corpuskit.options import Option, OptionError, Options, split_names
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.records import Findings, Issue, Record, Summary, Word
from corpuskit.text.collation import collation_key
from corpuskit.text.view import fold
from corpuskit.words.counting.counts import PartCount, Ranked
from corpuskit.words.counting.document_words import DocumentWords
from corpuskit.words.counting.encoding import Border, Wanted, WordForm, encode
from corpuskit.words.counting.near_copies import FoldCopies, find_near_copies
from corpuskit.words.counting.parts import divide_document, join_parts, measure_part
from corpuskit.words.counting.units import encode_hits, encode_lemmas
from corpuskit.words.counting.vocabulary import Vocabulary
from corpuskit.words.hits import HitFinder
from corpuskit.words.lemmas import choose_lemmas
from corpuskit.words.measures import describe_formulas
from corpuskit.words.measures.dispersion import (
    Parts,
    deviation_of_proportions,
    juilland_d,
    measure_parts,
    normalized_deviation,
)
from corpuskit.words.measures.frequency import per_million, poisson_interval

_LARGEST_SIZE = 20


class WordOptions(Options, frozen=True, kw_only=True):
    """What a word list counts.

    Raises:
        UsageError: A value is none that there is.
    """

    size: Annotated[
        str,
        Option("Number of words of an n-gram, 1 to 20, or from A to B.", metavar="N|A:B", is_common=True),
    ] = "1"
    form: Annotated[
        WordForm,
        Option("Fold case and typographic variants, count words as written, or all forms of a lemma as one."),
    ] = "view"
    within: Annotated[Border, Option("What an n-gram does not cross.")] = "sentence"
    match: Annotated[
        str | None,
        Option("Count the hits of a query, as kwic takes it, instead of all words.", metavar="QUERY"),
    ] = None
    by: Annotated[
        str | None,
        Option(
            "Count each part of the corpus by itself: doc, lang, date:year, date:month, or a field of the rows; or by two "
            "of them.",
            metavar="PART,…",
        ),
    ] = None
    fold_copies: Annotated[
        FoldCopies,
        Option(
            "Leave out the copies of paragraphs, as if they were not there; near: also those that dedupe finds, which "
            "takes memory for all paragraphs.",
        ),
    ] = "off"
    min_hits: Annotated[
        int, Option("Only words with N hits or more.", metavar="N", least=1, is_common=True)
    ] = 1
    min_docs: Annotated[
        int, Option("Only words in N documents or more.", metavar="N", least=1, is_common=True)
    ] = 1
    stop: Annotated[
        tuple[str, ...],
        Option(
            "Leave out the function words of a language, or the words of a file, with all n-grams that hold one.",
            metavar="LANG|@FILE", typed=str, is_common=True,
        ),
    ] = ()  # fmt: skip
    sort: Annotated[
        Literal["hits", "dp", "word"],
        Option("Most frequent first, most even first, or by word.", heading="Arranging", is_common=True),
    ] = "hits"
    collate: Annotated[
        bool,
        Option(
            "With --sort word: as a reader looks words up, ä with a and 9 before 10, and not by code points.",
            heading="Arranging",
        ),
    ] = False

    def __post_init__(self) -> None:
        """Refuse what is no size."""
        super().__post_init__()
        read_sizes(self.size)
        if self.by is not None and len(self.parts) not in (1, 2):
            raise UsageError(f"words are counted by one key or two, not {self.by!r}", hint="source,date:year")
        if self.collate and self.sort != "word":
            raise OptionError(
                WordOptions, "{collate} says how words are sorted by {sort}", hint="{sort} word {collate}"
            )
        if self.match is not None and self.form == "lemma":
            raise UsageError("hits of a query are no lemmas", hint="leave out --match or --form lemma")
        if self.match is not None and self.size != "1":
            raise UsageError(
                "hits of a query have the size that they have", hint="leave out --match or --size"
            )

    @property
    def parts(self) -> tuple[str, ...]:
        """What the corpus is divided by; nothing where it is not."""
        return () if self.by is None else split_names(self.by)


def read_sizes(written: str) -> range:
    """Return the sizes of n-grams that `3` or `1:4` name.

    Raises:
        UsageError: They name none from 1 to 20.
    """
    first, colon, last = written.partition(":")
    if first.isdecimal() and (last.isdecimal() or not colon):
        sizes = range(int(first), int(last or first) + 1)
        if sizes and sizes[0] >= 1 and sizes[-1] <= _LARGEST_SIZE:
            return sizes
    raise UsageError(
        f"{written!r} is no size of n-grams", hint="write 2, or 1:4 for all from 1 to 4; 20 at most"
    )


class WordSummary(Summary, frozen=True, kw_only=True):
    """What was counted.

    Attributes:
        tokens: Number of words of the corpus, N; without copies where these are left out.
        without_lemmas: Number of documents whose words count as they are, where lemmas are asked for.
    """

    tokens: int = 0
    without_lemmas: int = 0

    def figures(self) -> dict[str, Any]:
        """Return the number of words, and how the fields of the records are worked out."""
        return {"tokens": self.tokens, "formulas": describe_formulas(Word.__struct_fields__)}


class WordList(Analysis):
    """The words and n-grams of a corpus.

    Args:
        options: What is counted.
        query: The query whose hits are counted, where more is said of it than its pattern.
        storage: Where the counts of n-grams are kept; None for memory.
    """

    record_type: type[msgspec.Struct] = Word
    item_type = DocumentWords
    nothing = WordSummary()
    counts_words = True
    options: WordOptions

    def __init__(
        self,
        options: WordOptions | None = None,
        query: KwicOptions | None = None,
        storage: Storage | None = None,
    ) -> None:
        self.options = options or WordOptions()
        if query is None and self.options.match is not None:
            query = KwicOptions(pattern=self.options.match)
        self.query = query
        self._storage = storage
        self._sizes = read_sizes(self.options.size)
        self._wanted = Wanted(
            spans=self._sizes[-1] > 1, border=self.options.within, keys=self.options.fold_copies == "near"
        )
        self._finder = None if query is None else HitFinder(query)
        self._find_parts = [choose_parts(name) for name in self.options.parts]

    def __reduce__(self) -> tuple[Any, ...]:
        # Where it is sent to, it is made again: what a query and the parts become cannot be sent. Counts are added up here.
        return type(self), (self.options, self.query)

    def per_document(self, document: Document) -> Partial:
        """Return the words of one document, or of a part of one, as a single item, after the issues of the search.

        Where there is to be little in memory, one process too takes a large text part by part.
        """
        if self._storage is not None and document.is_whole and len(parts := self.divide(document)) > 1:
            return self.join(document, map(self.per_document, parts))
        issues: list[Issue] = []
        if self._finder is None:
            counted = self.count(document)
        else:
            spans, issues = self._finder.find(document)
            counted = encode_hits(document, spans, self._name_part(document), with_keys=self._wanted.keys)
        counted = msgspec.structs.replace(counted, extent=measure_part(document))
        without_lemmas = int(self.options.form == "lemma" and choose_lemmas(document) is None)
        return Findings((*issues, counted), WordSummary(tokens=counted.tokens, without_lemmas=without_lemmas))

    def divide(self, document: Document) -> list[Document]:
        """Return the parts of a document that may be counted one by one."""
        is_one = self._finder is not None and not self._finder.is_divisible
        return [document] if is_one else divide_document(document, are_small=self._storage is not None)

    def join(self, document: Document, partials: Iterable[Partial]) -> Partial:
        """Return the words of a document from those of its parts, each an item."""
        joined = join_parts(partials, self.nothing, self._name_part(document))

        def describe() -> WordSummary:
            total: WordSummary = joined.total
            return msgspec.structs.replace(total, without_lemmas=min(total.without_lemmas, 1))

        return Findings(joined, describe)

    def _name_part(self, document: Document) -> str | None:
        # That of a part of a text is what the whole has.
        is_asked = self._find_parts and document.is_whole
        return join_keys(find(document) for find in self._find_parts) if is_asked else None

    def count(self, document: Document) -> DocumentWords:
        """Return the words that one document has to count."""
        part = self._name_part(document)
        lemma_of = choose_lemmas(document) if self.options.form == "lemma" else None
        if lemma_of is not None:
            return encode_lemmas(document, lemma_of, part, self._wanted)
        return encode(document, part, self._wanted)

    def combine(self, partials: Iterable[Partial], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return a record for each word that occurs often enough, in the order that was asked for."""
        return self._combine(partials, means, lambda vocabulary: self._sorted(self._iter_words(vocabulary)))

    def _combine(
        self,
        partials: Iterable[Partial],
        means: Means,
        report: Callable[[Vocabulary], Iterable[Record | Issue]],
    ) -> Findings[Any]:
        """Return the issues of the documents, then what is reported of the words of all."""
        together = super().combine(partials, means)
        vocabulary = Vocabulary(
            str if self.options.form == "written" else fold,
            self._sizes,
            without_copies=self.options.fold_copies != "off",
        )

        def iter_items() -> Iterator[Record | Issue]:
            documents: list[DocumentWords] = []
            for item in together:
                if isinstance(item, Issue):
                    yield item
                elif self.options.fold_copies == "near":
                    documents.append(item)
                else:
                    vocabulary.add(item)
            for document, copies in zip(documents, find_near_copies(documents), strict=True):
                vocabulary.add(document, copies)
            yield from _note_lemmas(together.total)
            for place, name in enumerate(self.options.parts):
                yield from note_unknown(
                    name, (split_keys(part or "")[place] or "" for part in vocabulary.parts)
                )
            yield from report(vocabulary)

        # N is the number of words that frequencies are relative to: without copies, where these are left out.
        def iter_stored() -> Iterator[Record | Issue]:
            with keep_arrays(self._storage):
                yield from iter_items()

        return Findings(
            iter_stored(), lambda: msgspec.structs.replace(together.total, tokens=vocabulary.tokens)
        )

    def _iter_words(self, vocabulary: Vocabulary) -> Iterator[Word]:
        options = self.options
        stopped = {fold(word) for word in options.stop}
        parts = measure_parts(vocabulary.sizes)
        for ranked in vocabulary.iter_ranked(options.min_hits, options.min_docs):
            if not stopped or stopped.isdisjoint(fold(ranked.name).split(" ")):
                yield from _iter_records(vocabulary, ranked, parts)

    def _sorted(self, words: Iterator[Word]) -> Iterable[Word]:
        if self.options.sort == "word":
            if self.options.collate:
                return sorted(words, key=lambda record: collation_key(record.word))
            return sorted(words, key=lambda record: record.word)
        if self.options.sort == "dp":
            return sorted(
                words, key=lambda record: (record.dp is None, record.dp or 0, record.rank, record.word)
            )
        return words


def _note_lemmas(total: Any) -> Iterator[Issue]:
    """Yield a note where words of some documents count as they are, although lemmas are asked for."""
    if isinstance(total, WordSummary) and total.without_lemmas:
        number = total.without_lemmas
        documents = "1 document has" if number == 1 else f"{number} documents have"
        yield Issue(
            path="lemmas",
            kind="no_lemmas",
            message=f"{documents} no lemmas: the language is unknown, or one that simplemma has no words of",
            hint="--lang CODE chooses documents of a language; their words count as they are",
        )


def _iter_records(vocabulary: Vocabulary, ranked: Ranked, parts: Parts) -> Iterator[Word]:
    """Yield the record of a word of a whole corpus, or one for each part that was asked for and holds it."""
    _, number, word, form, first = ranked
    held = vocabulary.count_parts(number)
    counts = [count.hits for count in held.values()]
    sizes = [vocabulary.sizes[part] for part in held]
    everything = PartCount(
        sum(counts),
        sum(count.copied for count in held.values()),
        sum(count.documents for count in held.values()),
    )
    rows: dict[str | None, tuple[PartCount, int]] = {None: (everything, vocabulary.tokens)}
    if vocabulary.has_parts:
        rows = {vocabulary.parts[part]: (held[part], vocabulary.sizes[part]) for part in sorted(held)}
    for joined, (count, tokens) in rows.items():
        part, subpart = split_keys(joined or "")
        low, high = poisson_interval(count.hits)
        yield Word(
            **first._asdict(),
            word=word,
            form=form,
            size=word.count(" ") + 1,
            part=part,
            subpart=subpart,
            hits=count.hits,
            distinct_hits=count.hits - count.copied,
            per_million=per_million(count.hits, tokens),
            low=per_million(low, tokens),
            high=per_million(high, tokens),
            documents=count.documents,
            dp=deviation_of_proportions(counts, sizes, parts),
            dp_norm=normalized_deviation(counts, sizes, parts),
            juilland_d=juilland_d(counts, sizes, parts),
            rank=ranked.rank,
        )
