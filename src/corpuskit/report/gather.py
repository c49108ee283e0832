"""What is known of a corpus: the records of the analyses, run one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from corpuskit.corpus import Corpus, Document
from corpuskit.dates import Dates
from corpuskit.dedupe import DedupeOptions
from corpuskit.dedupe.analysis import Dedupe
from corpuskit.kwic import KwicOptions
from corpuskit.listing import Listing
from corpuskit.quotes import Quotes
from corpuskit.records import (
    Collocate,
    DateMention,
    DocumentRecord,
    DuplicateGroup,
    Issue,
    Keyword,
    Quotation,
    Word,
)
from corpuskit.report.options import ReportOptions
from corpuskit.run import Results, run
from corpuskit.text.language import list_function_words
from corpuskit.words.collocates import CollocateOptions, Collocates
from corpuskit.words.keywords import KeywordOptions, Keywords, ReferenceWords
from corpuskit.words.wordlist import WordList, WordOptions

# Words whose collocates are shown where none are named, and how short a word of theirs may be.
_CHOSEN_WORDS = 5
_SHORTEST = 3
_FEWEST_HITS = 3
_COLLOCATES = 25
# Sources, or documents without them, that are compared with all others.
_MOST_PARTS = 12
_KEYWORDS = 25


class Survey(NamedTuple):
    """The records of all analyses of one corpus, as lists.

    Attributes:
        documents: What each document is.
        dates: The dates.
        quotes: The quotations that are speech.
        groups: The paragraphs that are repeated.
        words: The words, most frequent first; no function words.
        parts: What the parts are that are compared: `source` or `doc`; None where there is nothing to compare.
        keywords: The keywords of each part.
        collocates: The collocates of the chosen words.
        issues: What was skipped, or is worth a note.
    """

    documents: list[DocumentRecord]
    dates: list[DateMention]
    quotes: list[Quotation]
    groups: list[DuplicateGroup]
    words: list[Word]
    parts: str | None
    keywords: list[tuple[str, Keyword]]
    collocates: list[Collocate]
    issues: list[Issue]


def run_overview(corpus: Corpus, jobs: int | None) -> Iterator[Results]:
    """Yield the results of the analyses that an export and a report show: documents, dates, quotations, copies.

    Args:
        corpus: The corpus, which is read once for each.
        jobs: As for `run`.
    """
    for analysis in (Listing(), Dates(), Quotes(), Dedupe(DedupeOptions())):
        yield run(analysis, corpus, jobs=jobs)


OVERVIEW_PASSES = 4
"""How often `run_overview` reads a corpus."""


def survey(
    corpus: Corpus,
    options: ReportOptions,
    jobs: int | None = None,
    on_passes: Callable[[int], None] | None = None,
) -> Survey:
    """Return all that a report shows of a corpus.

    Args:
        corpus: The corpus; it is read several times.
        options: What is asked for.
        jobs: As for `run`.
        on_passes: Called after the overview, with the number of times that the corpus is still read here.

    Raises:
        CorpuskitError: It cannot be read, or a query is none.
    """
    for query in options.collocates_of:
        # What is no query is refused before the corpus is read.
        Collocates(KwicOptions(pattern=query))
    gatherer = _Gatherer(corpus, jobs)
    documents, dates, quotes, groups = map(gatherer.take, run_overview(corpus, jobs))
    by, sizes = _choose_parts(documents)
    compared = [part for part, _ in sizes.most_common(_MOST_PARTS)]
    if on_passes is not None:
        on_passes(1 + (1 + len(compared) if compared else 0) + (len(options.collocates_of) or _CHOSEN_WORDS))
    words = gatherer.run(WordList(WordOptions(stop=_choose_stop_words(documents))))
    keywords = [] if by is None else gatherer.compare_parts(by, compared, documents)
    queries = options.collocates_of or _choose_words(words)
    collocates = [each for query in queries for each in gatherer.find_collocates(query, documents)]
    # The corpus is read several times, and says the same each time.
    return Survey(
        documents,
        dates,
        quotes,
        groups,
        words,
        by,
        keywords,
        collocates,
        [*corpus.issues, *gatherer.issues],
    )


class _Gatherer:
    """Runs analyses and keeps their issues.

    Args:
        corpus: The corpus.
        jobs: As for `run`.

    Attributes:
        issues: Those that are not of reading.
    """

    def __init__(self, corpus: Corpus, jobs: int | None) -> None:
        self._corpus = corpus
        self._jobs = jobs
        self.issues: list[Issue] = []

    def take(self, results: Results) -> list[Any]:
        """Return the records of results."""
        records = [item for item in results if not isinstance(item, Issue)]
        self.issues += results.own_issues
        return records

    def run(self, analysis: Any) -> list[Any]:
        """Return the records of an analysis."""
        return self.take(run(analysis, self._corpus, jobs=self._jobs))

    def find_collocates(self, query: str, documents: list[DocumentRecord]) -> list[Collocate]:
        """Return the strongest collocates of a query."""
        options = CollocateOptions(stop=_choose_stop_words(documents))
        return self.run(Collocates(KwicOptions(pattern=query), options))[:_COLLOCATES]

    def compare_parts(
        self, by: str, parts: list[str], documents: list[DocumentRecord]
    ) -> list[tuple[str, Keyword]]:
        """Return the keywords of some parts of the corpus, each beside all others.

        Args:
            by: What the parts are: `source` or `doc`.
            parts: Their names.
            documents: All documents.
        """
        hits: dict[str, Counter[str]] = {}
        for word in self.run(WordList(WordOptions(by=by))):
            hits.setdefault(word.part or "", Counter())[word.word] = word.hits
        total: Counter[str] = Counter()
        for own in hits.values():
            total.update(own)
        options = KeywordOptions(order="g2", stop=_choose_stop_words(documents))
        found = []
        for part in parts:
            others = total - hits.get(part, Counter())
            results = run(
                Keywords(options, ReferenceWords(others.total(), others)), self._iter_part(by, part)
            )
            # What was met of its documents was met when their words were counted; that there are none is no news.
            keywords = (item for item in results if isinstance(item, Keyword))
            found += [(part, keyword) for keyword in islice(keywords, _KEYWORDS)]
        return found

    def _iter_part(self, by: str, part: str) -> Iterable[Document]:
        """Yield the documents of a part."""
        for document in self._corpus:
            if (document.id if by == "doc" else document.metadata.get(by, "")) == part:
                yield document


def _choose_parts(documents: list[DocumentRecord]) -> tuple[str | None, Counter[str]]:
    """Return by what a corpus is divided, and the words of each part: by source, or by document where they are few."""
    for by in ("source", "doc"):
        sizes: Counter[str] = Counter()
        for document in documents:
            sizes[document.doc if by == "doc" else document.meta.get(by, "")] += document.words
        if by == "source":
            del sizes[""]
        if len(sizes) > 1 and (by == "source" or len(sizes) <= _MOST_PARTS):
            return by, sizes
    return None, Counter()


def _choose_stop_words(documents: list[DocumentRecord]) -> tuple[str, ...]:
    """Return the function words of the languages of the documents."""
    known = list_function_words()
    languages = {document.lang for document in documents} & known.keys()
    return tuple(word for lang in sorted(filter(None, languages)) for word in known[lang])


def _choose_words(words: list[Word]) -> list[str]:
    """Return the most frequent words that look like words and not like numbers."""
    chosen = [
        word
        for word in words
        if len(word.word) >= _SHORTEST and word.word.isalpha() and word.hits >= _FEWEST_HITS
    ]
    return [word.word for word in chosen[:_CHOSEN_WORDS]]
