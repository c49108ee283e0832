"""Keywords: which words one corpus has more often than another, by how much, and how sure that is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
import numpy as np

from corpuskit.analysis import Means, Partial
from corpuskit.errors import UsageError
from corpuskit.options import Option
from corpuskit.records import Findings, Issue, Keyword, Word
from corpuskit.text.view import fold
from corpuskit.words.counting.vocabulary import Vocabulary
from corpuskit.words.measures import association, describe_formulas
from corpuskit.words.measures.frequency import per_million
from corpuskit.words.wordlist import WordList, WordOptions, WordSummary

KeywordOrder = Literal["log-ratio", "g2", "diff", "odds-ratio", "simple-maths", "hits"]
"""What keywords are sorted by."""
Correction = Literal["bonferroni", "fdr", "none"]
"""How p is corrected for the number of words that are compared."""

_MEASURE_OF = {
    "log-ratio": "log_ratio",
    "g2": "g2",
    "diff": "diff_percent",
    "odds-ratio": "odds_ratio",
    "simple-maths": "simple_maths",
    "hits": "hits",
}


class KeywordOptions(WordOptions, frozen=True, kw_only=True):
    """What is compared, and what counts as a keyword."""

    order: Annotated[
        KeywordOrder,
        Option("The measure to sort by, strongest first.", ("--sort",), heading="Arranging", is_common=True),
    ] = "log-ratio"
    p: Annotated[
        float,
        Option("Largest p, corrected, that a difference is due to chance.", metavar="P", least=0, most=1),
    ] = 0.01
    correction: Annotated[Correction, Option("How p is corrected for the number of words.")] = "bonferroni"
    negative: Annotated[bool, Option("The words that the other corpus has more often.", is_common=True)] = (
        False
    )
    k: Annotated[
        float,
        Option("What simple maths adds to both frequencies per million.", metavar="K", least=0.000001),
    ] = 1.0
    min_hits: Annotated[
        int,
        Option(
            "Only words with N hits or more in both corpora together.", metavar="N", least=1, is_common=True
        ),
    ] = 3

    def __post_init__(self) -> None:
        """Refuse what keywords cannot do."""
        super().__post_init__()
        if self.match is not None or self.by is not None:
            raise UsageError("keywords are words of a whole corpus", hint="leave out match and by")


class ReferenceWords(msgspec.Struct, frozen=True):
    """What a corpus is compared with.

    Attributes:
        tokens: Number of words of the reference.
        hits: How often each word occurs in it.
        documents: In how many documents each does; None where it is not known.
        issues: What was met when it was counted.
    """

    tokens: int
    hits: Mapping[str, int]
    documents: Mapping[str, int] | None = None
    issues: tuple[Issue, ...] = ()


def count_reference(findings: Findings[Any]) -> ReferenceWords:
    """Return what a word list has counted, to compare a corpus with it; the findings are exhausted.

    Args:
        findings: Those of a `WordList` without least numbers and without stop words.
    """
    items = list(findings)
    words = [item for item in items if isinstance(item, Word)]
    return ReferenceWords(
        findings.summary["tokens"],
        {word.word: word.hits for word in words},
        {word.word: word.documents for word in words},
        tuple(item for item in items if isinstance(item, Issue)),
    )


def read_word_list(lines: Iterable[str]) -> ReferenceWords:
    """Return a word list that was written as TSV.

    Args:
        lines: Its lines. The first one names the columns: `word` and `hits`, and `documents` and `per_million` where
            they are known. From `per_million` follows the size of the corpus, which else is the sum of the hits.

    Raises:
        UsageError: A column is missing, or a number is none.
    """
    rows = csv.DictReader(lines, dialect="excel-tab")
    columns = set(rows.fieldnames or ())
    if not columns >= {"word", "hits"}:
        raise UsageError(
            "a word list needs the columns 'word' and 'hits'",
            hint="write one with: corpuskit words PATH -f tsv",
        )
    hits: dict[str, int] = {}
    documents: dict[str, int] = {}
    tokens = 0
    for number, row in enumerate(rows, 2):
        try:
            hits[row["word"]] = int(row["hits"])
            if row.get("documents"):
                documents[row["word"]] = int(row["documents"])
            if not tokens and row.get("per_million"):
                tokens = round(int(row["hits"]) * 1_000_000 / float(row["per_million"]))
        except (TypeError, ValueError, ZeroDivisionError) as error:
            raise UsageError(f"line {number} of the word list has no number of hits") from error
    return ReferenceWords(tokens or sum(hits.values()), hits, documents if "documents" in columns else None)


class KeywordSummary(WordSummary, frozen=True, kw_only=True):
    """What was compared.

    Attributes:
        reference_tokens: Number of words of the reference.
    """

    reference_tokens: int = 0

    def figures(self) -> dict[str, Any]:
        """Return the numbers of words, and how the fields of the records are worked out."""
        return {
            "tokens": self.tokens,
            "reference_tokens": self.reference_tokens,
            "formulas": describe_formulas(Keyword.__struct_fields__),
        }


class Keywords(WordList):
    """The words of a corpus beside those of a reference.

    Args:
        options: What is compared.
        reference: What it is compared with.
    """

    record_type = Keyword
    options: KeywordOptions

    def __init__(self, options: KeywordOptions, reference: ReferenceWords) -> None:
        super().__init__(options)
        self._reference = reference

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.options, self._reference)

    def combine(self, partials: Iterable[Partial], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return a record for each keyword, in the order that was asked for."""
        found = self._combine(partials, means, self._iter_keywords)

        def describe() -> KeywordSummary:
            return KeywordSummary(tokens=found.total.tokens, reference_tokens=self._reference.tokens)

        return Findings(found, describe)

    def _iter_keywords(self, vocabulary: Vocabulary) -> Iterator[Keyword | Issue]:
        options = self.options
        yield from self._reference.issues
        numbers = vocabulary.list_names()
        hits = dict(zip(numbers, vocabulary.counts.hits[list(numbers.values())].tolist(), strict=True))
        words = [
            word
            for word in self._iter_comparable(numbers)
            if self._is_frequent(hits[word], word)
            and vocabulary.counts.documents[numbers[word]] >= options.min_docs
        ]
        tables = {word: self._compare(hits[word], vocabulary.tokens, word) for word in words}
        likelihoods = {word: association.log_likelihood(table) for word, table in tables.items()}
        chances = _correct(list(likelihoods.values()), options.correction)
        name = _MEASURE_OF[options.order]
        found = []
        nearest = 1.0
        for word, chance in zip(words, chances, strict=True):
            g2 = likelihoods[word]
            if g2 is None or chance is None or (g2 < 0) != options.negative:
                continue
            if chance > options.p:
                nearest = min(nearest, chance)
                continue
            found.append(self._make_keyword(vocabulary, numbers[word], word, tables[word], g2, chance))
        sign = 1 if options.negative and options.order != "hits" else -1
        found.sort(key=lambda record: (_sort_value(getattr(record, name), sign), -record.hits, record.word))
        yield from found
        if not found:
            yield self._explain_nothing(vocabulary.tokens, len(words), nearest)
        if options.negative and (absent := self._count_absent(numbers, vocabulary.tokens)):
            words_differ = "word differs" if absent == 1 else "words differ"
            yield Issue(
                path="keywords",
                kind="absent",
                message=f"{absent} more {words_differ} that the corpus does not have at all",
                hint="to see them, compare the other way round, without --negative",
            )

    def _explain_nothing(self, tokens: int, compared: int, nearest: float) -> Issue:
        """Return why there are no keywords."""
        options = self.options
        more_often = "less" if options.negative else "more"
        if not tokens:
            reason, hint = "the corpus has no words", "corpuskit list shows what each document has"
        elif not compared:
            reason = f"no word has {options.min_hits} hits in both corpora together"
            hint = "--min-hits 1 compares all words"
        elif options.p >= 1:
            reason = f"of {compared} words none is {more_often} frequent than in the reference"
            hint = (
                "compare the other way round"
                if options.negative
                else "--negative shows those that are less so"
            )
        else:
            reason = (
                f"of {compared} words none is so much {more_often} frequent that p, corrected ({options.correction}), "
                f"is {options.p:g} or less; the smallest is {nearest:.2g}"
            )
            hint = "--p 1 shows all, --correction fdr corrects less; a small corpus has few keywords"
        return Issue(path="keywords", kind="no_hits", message=f"no keywords: {reason}", hint=hint)

    def _count_absent(self, numbers: Mapping[str, int], tokens: int) -> int:
        """Return how many words the reference alone has, and so often that they would be keywords of it."""
        likelihoods = [
            association.log_likelihood(self._compare(0, tokens, word))
            for word in self._iter_comparable(self._reference.hits)
            if word not in numbers and self._reference.hits[word] >= self.options.min_hits
        ]
        chances = _correct(likelihoods, self.options.correction)
        return sum(chance is not None and chance <= self.options.p for chance in chances)

    def _iter_comparable(self, counted: Mapping[str, int]) -> Iterator[str]:
        """Yield the words of those that are counted that may be keywords, by code points."""
        stopped = {fold(word) for word in self.options.stop}
        for word in sorted(counted):
            if not stopped or stopped.isdisjoint(fold(word).split(" ")):
                yield word

    def _is_frequent(self, hits: int, word: str) -> bool:
        return hits + self._reference.hits.get(word, 0) >= self.options.min_hits

    def _compare(self, hits: int, tokens: int, word: str) -> association.ContingencyTable:
        reference = self._reference
        return association.compare_corpora(hits, tokens, reference.hits.get(word, 0), reference.tokens)

    def _make_keyword(
        self,
        vocabulary: Vocabulary,
        number: int,
        word: str,
        table: association.ContingencyTable,
        g2: float,
        chance: float,
    ) -> Keyword:
        (first,) = vocabulary.find_firsts(np.array([number]))
        (form,) = vocabulary.find_forms(np.array([number]))
        bounds = association.log_ratio_interval(table, association.bounding_z(0.05))
        documents = self._reference.documents
        return Keyword(
            **first._asdict(),
            word=word,
            form=form,
            hits=table.o11,
            reference_hits=table.o21,
            distinct_hits=table.o11 - vocabulary.count_copied(number),
            per_million=per_million(table.o11, table.r1),
            reference_per_million=per_million(table.o21, table.r2),
            documents=int(vocabulary.counts.documents[number]),
            reference_documents=None if documents is None else documents.get(word, 0),
            g2=g2,
            p=chance,
            log_ratio=association.log_ratio(table),
            low=None if bounds is None else bounds[0],
            high=None if bounds is None else bounds[1],
            diff_percent=association.percent_difference(table),
            odds_ratio=association.odds_ratio(table),
            simple_maths=association.simple_maths(table, self.options.k),
        )


def _correct(likelihoods: list[float | None], correction: Correction) -> list[float | None]:
    """Return the probabilities of G² values, corrected for their number."""
    chances = [association.p_value(g2) for g2 in likelihoods]
    if correction == "fdr":
        return association.adjust_by_rank(chances)
    times = len(chances) if correction == "bonferroni" else 1
    return [None if chance is None else min(1.0, chance * times) for chance in chances]


def _sort_value(value: float | None, sign: int) -> tuple[bool, float]:
    """Return what puts high values first (`sign` -1) or low ones; what has no value, being infinite, before all."""
    return value is not None, sign * (value or 0)
