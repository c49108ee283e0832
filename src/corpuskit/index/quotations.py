"""A corpus with its database, for `verify`: the documents that may have something of quotations, and the others unread.

What a document has of a quotation is a place that is similar enough, or a run of a few of its words. The first has some
of any words that are more than the place may lack, near each other, so it is looked for by the rarest ones; the second is
a phrase.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.corpus.selection import Selection
from corpuskit.index.database import read_meta
from corpuskit.index.lookup import IndexedCorpus
from corpuskit.index.opened import open_database
from corpuskit.index.quoted_terms import FOLLOWING
from corpuskit.index.terms import DIVIDED, make_term, quote_terms
from corpuskit.index.texts import PassedText
from corpuskit.inputs import InputFiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_RUN = FOLLOWING + 1
# A quotation is looked for by so many words as stand in this part of all paragraphs together.
_RARE_SHARE = 1.0
# To look at a paragraph takes as long as so many steps of the full-text search.
_STEPS_A_PARAGRAPH = 8
_FEWEST_STEPS = 100_000
# Where more of the documents are in question, several processes look at all of them in less time.
_LARGEST_SHARE = 0.5
# Words of one document are so far from those of the next one, for each of its paragraphs.
_APART = 1 << 32
# Phrases of one question to the database.
_PHRASES = 50


class Sought(NamedTuple):
    """What is looked for of a quotation.

    Attributes:
        words: Its words, as they are compared.
        missing: The most of them that a place may lack which is similar enough.
        widest: The most words that such a place has.
    """

    words: Sequence[str]
    missing: int
    widest: int


class _Rare(NamedTuple):
    """What a quotation is looked for by.

    Attributes:
        terms: Its rarest words.
        together: How many of them are in each place of it.
        widest: The most words that a place has.
    """

    terms: list[str]
    together: int
    widest: int


class QuotedCorpus(IndexedCorpus):
    """All documents below some paths; those that have nothing of the quotations are not read."""

    shows_all = True


def is_passed_over(document: Document) -> bool:
    """Return whether the database says that a document has nothing of the quotations."""
    return isinstance(document.content, PassedText)


def open_quoted_corpus(
    paths: Iterable[str],
    options: CorpusOptions,
    at: str,
    sought: Sequence[Sought],
    inputs: InputFiles | None = None,
) -> Corpus:
    """Return the corpus below `paths`, as a `QuotedCorpus` where the database tells which documents need no look.

    Files that the database does not know as they are now are read.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        options: How they are read.
        at: The database.
        sought: What is looked for.
        inputs: Takes note of every file that is read, the database among them; None for a list of its own.

    Raises:
        UnusableIndexError: There is no database, it is broken, or was made with other options.
    """
    inputs = InputFiles() if inputs is None else inputs
    database = open_database(at, options, inputs)
    proposed = database.ask(lambda connection: _TermProposer(connection).propose(sought))
    if proposed is None or not Selection(options).is_all:
        # What is chosen by its metadata is looked at one by one.
        database.close()
        return Corpus(paths, options, inputs)
    return QuotedCorpus(paths, options, database, proposed, inputs)


class _TermProposer:
    """Finds the documents in question.

    Args:
        connection: The database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        import numpy as np

        self._connection = connection
        spans = connection.execute(
            "SELECT first_paragraph, end_paragraph FROM documents WHERE end_paragraph > first_paragraph"
            " ORDER BY first_paragraph"
        ).fetchall()
        self._first, self._end = np.array(spans, np.int64).reshape(-1, 2).T
        self._total = int(read_meta(connection)["next_paragraph"])
        self._counts: dict[str, int] = {}
        self._paragraphs: dict[str, Numbers] = {}

    def propose(self, sought: Sequence[Sought]) -> array[int] | None:
        """Return the first paragraph of each document in question, in order; None where it takes less to look at all."""
        import numpy as np

        listed = [each._replace(words=[make_term(word) for word in each.words]) for each in sought]
        most = max(_FEWEST_STEPS, self._total * _STEPS_A_PARAGRAPH)
        if not self._count({term for each in listed for term in each.words}, most):
            return None
        rare = [self._choose_rare(each) for each in listed]
        runs = {
            tuple(each.words[start : start + _RUN])
            for each in listed
            for start in range(len(each.words) - _RUN + 1)
        }
        # A phrase takes as long as its rarest word stands in the corpus.
        phrases = {run: min(map(self._counts.__getitem__, run)) for run in sorted(runs)}
        words = {term for each in rare for term in each.terms}
        steps = sum(phrases.values()) + sum(map(self._counts.__getitem__, words))
        if steps > most:
            return None
        is_proposed = np.zeros(len(self._first), np.bool_)
        places = self._place_words()
        for each in rare:
            is_proposed[self._find_near(each, places)] = True
        present = (quote_terms(*run) for run, count in phrases.items() if count)
        while several := list(islice(present, _PHRASES)):
            is_proposed[self._find_documents(self._find_paragraphs(" OR ".join(several)))] = True
        if np.count_nonzero(is_proposed) > len(is_proposed) * _LARGEST_SHARE:
            return None
        return array("q", self._first[is_proposed].tolist())

    def _count(self, terms: Iterable[str], most: int) -> bool:
        """Find out in how many paragraphs each term stands; return whether these are no more than so many in all."""
        for term in sorted(terms):
            (count,) = self._connection.execute(
                "SELECT count(*) FROM paragraph_words WHERE paragraph_words MATCH ?", (quote_terms(term),)
            ).fetchone()
            self._counts[term] = count
            most -= count
            if most < 0:
                return False
        return True

    def _choose_rare(self, sought: Sought) -> _Rare:
        """Return the rarest words of a quotation, as many as are not too common together."""
        different = sorted(dict.fromkeys(sought.words), key=self._counts.__getitem__)
        most = max(len(different) - sought.missing, 1)
        together = 1
        steps = sum(self._counts[term] for term in different[: sought.missing + 1])
        for term in different[sought.missing + 1 :]:
            steps += self._counts[term]
            if together == most or steps > self._total * _RARE_SHARE:
                break
            together += 1
        return _Rare(different[: sought.missing + together], together, sought.widest)

    def _place_words(self) -> Numbers:
        """Return how many words stand before each paragraph, all of a document before those of the next one.

        Where words are others as quotations are looked for, they are no measure: all paragraphs of such a document have one
        place.
        """
        import numpy as np

        begins = np.zeros(self._total + 1, np.int64)
        rows = self._connection.execute("SELECT id, first_word FROM paragraphs").fetchall()
        if rows:
            numbers, words = np.array(rows, np.int64).T
            begins[numbers] = words
        for document in self._find_documents(self._find_paragraphs(quote_terms(DIVIDED))).tolist():
            begins[self._first[document] : self._end[document]] = 0
        for first, end in zip(self._first.tolist(), self._end.tolist(), strict=True):
            begins[first:end] += first * _APART
        return begins

    def _find_near(self, rare: _Rare, begins: Numbers) -> Numbers:
        """Return the documents in which enough of the words of a quotation may stand within a place of it, by number."""
        import numpy as np

        lists = [self._find_paragraphs(quote_terms(term)) for term in rare.terms]
        paragraphs = np.concatenate(lists)
        kinds = np.repeat(np.arange(len(lists)), [len(each) for each in lists])
        order = np.argsort(paragraphs, kind="stable")
        paragraphs, kinds = paragraphs[order], kinds[order]
        owners = np.searchsorted(self._first, paragraphs, "right") - 1
        # A word is before the one with which the next paragraph begins.
        last = np.where(
            paragraphs + 1 < self._end[owners],
            begins[paragraphs + 1],
            begins[paragraphs] + _APART - rare.widest,
        )
        stop = np.searchsorted(begins[paragraphs], last + rare.widest - 1, "left")
        stop = np.maximum(stop, np.searchsorted(paragraphs, paragraphs, "right"))
        found = np.zeros(len(paragraphs), np.int64)
        for kind in range(len(lists)):
            before = np.concatenate(([0], np.cumsum(kinds == kind)))
            found += before[stop] > before[:-1]
        return np.unique(owners[found >= rare.together])

    def _find_paragraphs(self, expression: str) -> Numbers:
        """Return the paragraphs that answer an expression, in order, without those of documents that are no longer there."""
        import numpy as np

        if expression not in self._paragraphs:
            rows = self._connection.execute(
                "SELECT rowid FROM paragraph_words WHERE paragraph_words MATCH ? ORDER BY rowid",
                (expression,),
            )
            paragraphs = np.fromiter((number for (number,) in rows), np.int64)
            owners = np.searchsorted(self._first, paragraphs, "right") - 1
            is_there = (owners >= 0) & (paragraphs < self._end[owners])
            self._paragraphs[expression] = paragraphs[is_there]
        return self._paragraphs[expression]

    def _find_documents(self, paragraphs: Numbers) -> Numbers:
        """Return the documents of paragraphs, by number, each once."""
        import numpy as np

        return np.unique(np.searchsorted(self._first, paragraphs, "right") - 1)
