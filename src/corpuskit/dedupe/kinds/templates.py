"""Names and numbers among the words that were changed in many pairs of texts: whether these make a template."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.kinds.changes import Changes, Truths
from corpuskit.dedupe.kinds.lexicon import Marks
from corpuskit.dedupe.kinds.looks import Looks
from corpuskit.dedupe.kinds.names import TEMPLATE_SHARE
from corpuskit.dedupe.reading.characters import ACRONYM, CAPITAL, CASED, NUMERIC, UPPER


class DescribedWords(NamedTuple):
    """The words of one side that changes cover.

    Attributes:
        change: The change that each belongs to, int64.
        pair: Its pair, int64.
        form: How it is written, uint8.
        bits: What it may be, uint16.
        is_number: Whether it may be a number word or a date, bool.
        opposites: The marks of its rows of opposites, uint64.
        is_lacking: Whether the other text has it nowhere, bool.
        is_first: Whether it is the first of its paragraph, bool.
        is_plain: Whether it may be one that is in no name, bool.
        has_content: Whether it is none that changes with others, for certain, bool.
        only_joins: Whether it may be such a one, or join others, bool.
        is_unclear: Whether it is a number in some of the languages that are possible only, or, where it is the first
            word, one that is in no name, bool.
    """

    change: Integers
    pair: Integers
    form: NDArray[np.uint8]
    bits: NDArray[np.uint16]
    is_number: Truths
    opposites: Marks
    is_lacking: Truths
    is_first: Truths
    is_plain: Truths
    has_content: Truths
    only_joins: Truths
    is_unclear: Truths


class Names(NamedTuple):
    """What one side of each pair has that the other lacks.

    Attributes:
        words: Number of words, int64.
        others: Number of those that count: not the first of the paragraph, where there are others, nor names that stand
            in the place of nothing, int64.
        names: Number of the latter that are written like names, or are numbers, and stand in the place of others, int64.
        plain: Number of names whose capital says nothing where a sentence begins, int64.
        is_unclear: Whether that is open.
    """

    words: Integers
    others: Integers
    names: Integers
    plain: Integers
    is_unclear: Truths

    def are_mostly(self) -> Truths:
        """Return for each pair whether enough of the words are names or numbers."""
        above, below = TEMPLATE_SHARE.numerator, TEMPLATE_SHARE.denominator
        are: Truths = (self.names * below >= self.others * above) & (self.names > 0)
        return are

    def without(self, number: Integers) -> Names:
        """Return the same, with so many names fewer in each pair, and as many other words more at the most."""
        return self._replace(names=self.names - number, others=self.others + number)


def have_lacking(words: DescribedWords, changes: Changes) -> Truths:
    """Return for each change whether it covers words that the other text has nowhere."""
    return mark_any(words.change[words.is_lacking], len(changes.pair))


def count_names(words: DescribedWords, is_replaced: Truths, pairs: int) -> Names:
    """Return what of the words of one side counts for a template.

    Args:
        words: The words that changes cover.
        is_replaced: For each change whether both sides have words there that the other lacks.
        pairs: Number of pairs.
    """
    lacking = np.bincount(words.pair[words.is_lacking], minlength=pairs)
    # The capital of the first word of a paragraph says nothing, unless it alone was changed.
    is_left = words.is_lacking & ~(words.is_first & (lacking[words.pair] > 1))
    is_figure = (words.form & np.uint8(NUMERIC)) != 0
    is_name = (words.form & np.uint8(CAPITAL | UPPER)) != 0
    is_name &= ~(words.is_plain & words.is_first)
    is_name |= is_figure | words.is_number
    is_plain = is_left & is_name & ~is_figure & ((words.form & np.uint8(UPPER)) == 0)
    # Names that are only put in, or left out, say nothing.
    is_left &= ~is_name | is_replaced[words.change]
    return Names(
        lacking,
        np.bincount(words.pair[is_left], minlength=pairs),
        np.bincount(words.pair[is_left & is_name], minlength=pairs),
        np.bincount(words.pair[is_plain], minlength=pairs),
        mark_any(words.pair[words.is_lacking & words.is_unclear], pairs),
    )


def may_abbreviate(words: DescribedWords, others: DescribedWords, is_ascii: Truths) -> Truths:
    """Return for each pair whether a word that others lack may stand for the initials of several of those."""
    is_acronym = words.is_lacking & ((words.form & np.uint8(ACRONYM | NUMERIC)) == ACRONYM)
    lacking = np.flatnonzero(others.is_lacking)
    form, pair = others.form[lacking], others.pair[lacking]
    # In ASCII only letters with a case may be in an acronym.
    is_initial = ((form & np.uint8(CAPITAL)) != 0) | (((form & np.uint8(CASED)) == 0) & ~is_ascii[pair])
    follows = is_initial[1:] & is_initial[:-1] & (pair[1:] == pair[:-1])
    return mark_any(words.pair[is_acronym], len(is_ascii)) & mark_any(pair[1:][follows], len(is_ascii))


def may_be_two_forms(names: tuple[Names, Names], looks: tuple[Looks, Looks]) -> Truths:
    """Return for each pair whether all that was changed may be the accents of one word, or one letter of it."""
    are_single: Truths = (names[0].words == 1) & (names[1].words == 1)
    lengths = np.abs(looks[0].length - looks[1].length)
    are: Truths = are_single & ((lengths == 1) | ((lengths == 0) & ~(looks[0].is_ascii & looks[1].is_ascii)))
    return are


def mark_any(pair: Integers, pairs: int) -> Truths:
    """Return for each of so many pairs whether it is among some."""
    found = np.zeros(pairs, np.bool_)
    found[pair] = True
    return found
