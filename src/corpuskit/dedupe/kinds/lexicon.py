"""What the languages that have capitals know of words, as bits that whole arrays of words are asked for.

A column has a number for each word, of which the bit of a language says whether the word is such a one there. Which
language a pair of texts is in is not always certain without their letters; then all that it may be are asked, and what
holds in none of them does not hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, add_beginning, add_endings, hash_list
from corpuskit.dedupe.kinds.language import Language, Opposites, Sense
from corpuskit.dedupe.kinds.meaning import (
    ASCII_SCRIPT,
    NO_LANGUAGE,
    OWN_LETTER_HITS,
    WORD_HITS,
    list_cased_languages,
)

Column = Literal[
    "negation",
    "fixed",
    "conjunction",
    "unit",
    "letter",
    "number",
    "contracted",
    "common",
    "plain",
    "joining",
    "roman",
]
"""What a word may be: one that denies; that turns the sense wherever it is put in; only in the place of another that
joins, of another unit, of another letter; a number or a date; a part of a contracted form; one that changes with what
stands beside it; one that joins; in any language a Roman number."""

LanguageBits = NDArray[np.uint32]
Marks = NDArray[np.uint64]

_COLUMN_OF: dict[Sense, Column] = {
    "negation": "negation",
    "modality": "fixed",
    "quantity": "fixed",
    "joining": "conjunction",
    "conjunction": "conjunction",
    "order": "conjunction",
    "unit": "unit",
    "letter": "letter",
}
# Counts of two languages in one number: no pair of texts that is looked at has as many words.
_LANES, _LANE_BITS = 2, 32
_FILTER_BITS = 22
_FILTER_SHIFT = np.uint64(64 - _FILTER_BITS)


class Lexicon(NamedTuple):
    """What is known of words.

    Attributes:
        words: Their hashes, rising.
        columns: For each word, and before the first one for a word that is not known, the languages, uint32.
        hits: For each word, and before the first one, what it counts for each language that is known by it, in numbers
            of 32 bits, two languages in each row, uint64.
        scripts: For each script the numbers of its languages.
        ascii_script: The number of the script of texts in ASCII.
        attaching: The languages that write some words together with the next one, as bits.
        with_nouns: The languages that write all nouns with capitals, as bits.
        denying: The beginnings of words that deny what follows, in any of the languages.
        languages: The languages by the single bits that stand for them.
        no_language: The bit of what is known of a language that is not known.
    """

    words: Hashes
    columns: dict[Column, LanguageBits]
    hits: Hashes
    scripts: list[list[int]]
    ascii_script: int
    attaching: int
    with_nouns: int
    denying: tuple[str, ...]
    languages: dict[int, Language]
    no_language: int

    def find_rows(self, words: Hashes) -> Integers:
        """Return the rows of some words: 0 for those that are not known."""
        place = np.minimum(np.searchsorted(self.words, words), len(self.words) - 1)
        return np.where(self.words[place] == words, place + 1, 0)

    def are_known_in_ascii(self) -> NDArray[np.bool_]:
        """Return for each row whether a language of ASCII is known by the word."""
        counts = self._count_hits(self.hits, self.scripts[self.ascii_script])
        are_known: NDArray[np.bool_] = np.max(counts, axis=0) > 0
        return are_known

    def mark_opposites(self, words: Hashes, language: int) -> Marks:
        """Return for each of some words the marks of the rows of opposites that it stands in, in a language, which is a single bit.

        A side of a row is a bit, which some rows share; that of the other side is 32 bits away.
        """
        marks = np.zeros(len(words), np.uint64)
        order = np.argsort(words)
        is_asked = np.zeros(1 << _FILTER_BITS, np.bool_)
        is_asked[words >> _FILTER_SHIFT] = True
        for hashes, sides in _iter_opposites(self.languages[language].opposites):
            found = np.flatnonzero(is_asked[hashes >> _FILTER_SHIFT])
            place = np.searchsorted(words, hashes[found], sorter=order)
            place = order[np.minimum(place, len(words) - 1)]
            is_same = words[place] == hashes[found]
            np.bitwise_or.at(marks, place[is_same], sides[found[is_same]])
        return marks

    def are_denials(self, first: Hashes, second: Hashes) -> NDArray[np.bool_]:
        """Return of pairs of words whether one may be the other with a beginning that denies it."""
        are = np.zeros(len(first), np.bool_)
        for beginning in self.denying:
            are |= add_beginning(beginning, first) == second
            are |= add_beginning(beginning, second) == first
        return are

    def find_languages(
        self, hits: Hashes, words: Integers, caseless: Integers, is_ascii: NDArray[np.bool_]
    ) -> LanguageBits:
        """Return the languages that some pairs of texts may be in; 0 where that is open: they may be in one without capitals.

        Of texts in ASCII these are the languages that know most of their words.

        Args:
            hits: The sums of their hits, as this has them.
            words: Number of words of both texts.
            caseless: Number of those that have no letter of a script with capitals.
            is_ascii: Whether both texts are ASCII.
        """
        counts = [self._count_hits(hits, script) for script in self.scripts]
        best = [each.max(axis=0) for each in counts]
        found = np.zeros(len(words), np.uint32)
        for number, script in enumerate(self.scripts):
            others = np.max([each for place, each in enumerate(best) if place != number], axis=0, initial=0)
            others = -(-others // WORD_HITS)
            # So many words are of another script for certain.
            is_possible = words - caseless - others >= others
            for place, language in enumerate(script):
                may_be = counts[number][place] + OWN_LETTER_HITS >= best[number]
                found |= (may_be & is_possible).astype(np.uint32) << np.uint32(language)
        found[np.max(best, axis=0) <= caseless * WORD_HITS] = 0
        in_ascii = np.array(self.scripts[self.ascii_script], np.uint32)
        are_best = counts[self.ascii_script] == best[self.ascii_script]
        bits = np.bitwise_or.reduce(np.where(are_best, np.uint32(1) << in_ascii[:, None], np.uint32(0)))
        found[is_ascii] = bits[is_ascii]
        found[(found & np.uint32(self.attaching)) != 0] = 0
        return found

    @staticmethod
    def _count_hits(hits: Hashes, languages: list[int]) -> Integers:
        lanes = [
            hits[language // _LANES] >> np.uint64(_LANE_BITS * (language % _LANES)) for language in languages
        ]
        return (np.array(lanes) & np.uint64((1 << _LANE_BITS) - 1)).astype(np.int64)


@cache
def load_lexicon() -> Lexicon:
    """Return what all languages with capitals know."""
    by_script = list_cased_languages()
    languages = [language for script in by_script.values() for language in script]
    listed: dict[Column, list[tuple[Hashes, int]]] = {name: [] for name in get_args(Column)}
    known = [hash_list(list(language.known)) for language in languages]
    for number, language in enumerate(languages):
        for name, words in _list_words(language):
            listed[name].append((words, 1 << number))
    listed["roman"].append((hash_list(_list_roman_numbers()), (2 << len(languages)) - 1))
    words = np.unique(np.concatenate([*known, *(words for each in listed.values() for words, _ in each)]))
    hits = np.zeros((-(-len(languages) // _LANES), len(words) + 1), np.uint64)
    scripts = list(by_script)
    numbers = [[languages.index(language) for language in by_script[script]] for script in scripts]
    for script in numbers:
        rows = [np.searchsorted(words, known[number]) + 1 for number in script]
        knowing = np.bincount(np.concatenate(rows), minlength=len(words) + 1)
        for number, each in zip(script, rows, strict=True):
            count = (WORD_HITS // knowing[each]).astype(np.uint64)
            hits[number // _LANES, each] += count << np.uint64(_LANE_BITS * (number % _LANES))
    return Lexicon(
        words,
        {name: _make_column(column, words) for name, column in listed.items()},
        hits,
        numbers,
        scripts.index(ASCII_SCRIPT),
        sum(1 << number for number, each in enumerate(languages) if each.proclitics or each.article),
        sum(1 << number for number, each in enumerate(languages) if each.before_names),
        tuple(sorted({beginning for language in languages for beginning in language.denying})),
        {1 << number: language for number, language in enumerate([*languages, NO_LANGUAGE])},
        1 << len(languages),
    )


def _list_words(language: Language) -> Iterator[tuple[Column, Hashes]]:
    """Yield what words of a language may be, and their hashes."""
    by_column: dict[Column, list[str]] = defaultdict(list)
    for word, sense in language.senses.items():
        by_column[_COLUMN_OF[sense]].append(word)
        if sense == "joining":
            by_column["joining"].append(word)
    by_column["number"] = list(language.numbers)
    by_column["common"] = list(language.common)
    by_column["plain"] = list(language.plain)
    by_column["contracted"] = [
        word for first, rest in language.expansions.items() for word in (first, *rest) if word
    ]
    for name, words in by_column.items():
        yield name, hash_list(words)


def _iter_opposites(opposites: Opposites) -> Iterator[tuple[Hashes, Marks]]:
    """Yield hashes of words that have opposites, with the marks of their rows."""
    both = opposites.words | opposites.stems
    yield (
        hash_list(list(both)),
        _mark_rows([opposites.words.get(word, set()) | opposites.stems.get(word, set()) for word in both]),
    )
    endings = sorted(opposites.endings - {""})
    yield (
        add_endings(list(opposites.stems), endings),
        np.tile(_mark_rows(opposites.stems.values()), len(endings)),
    )


def _mark_rows(rows: Iterable[set[int]]) -> Marks:
    return np.array(
        [sum({1 << (abs(row) % 32 + 32 * (row < 0)) for row in each}) for each in rows], np.uint64
    )


def _list_roman_numbers() -> list[str]:
    """Return the Roman numbers below 4000 in small letters."""
    places = [
        ["", one, 2 * one, 3 * one, one + five, five, five + one, five + 2 * one, five + 3 * one, one + ten]
        for one, five, ten in ("cdm", "xlc", "ivx")
    ]
    return ["".join(parts) for parts in product(["", "m", "mm", "mmm"], *places) if any(parts)]


def _make_column(listed: list[tuple[Hashes, int]], words: Hashes) -> LanguageBits:
    column = np.zeros(len(words) + 1, np.uint32)
    for each, languages in listed:
        column[np.searchsorted(words, np.unique(each)) + 1] |= np.uint32(languages)
    return column
