"""What the languages that have capitals know of words, as bits that whole arrays of words are asked for.

A column has a number for each word, of which the bit of a language says whether the word is such a one there. Which
language a pair of texts is in is not always certain without their letters; then all that it may be are asked, and what
holds in none of them does not hold.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, add_beginning, hash_list
from corpuskit.dedupe.kinds.meaning import (
    ASCII_SCRIPT,
    OWN_LETTER_HITS,
    Language,
    Sense,
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

_COLUMN_OF: dict[Sense, Column] = {
    "negation": "negation",
    "modality": "fixed",
    "quantity": "fixed",
    "joining": "conjunction",
    "conjunction": "conjunction",
    "order": "conjunction",
    "opposite": "conjunction",
    "contrary": "conjunction",
    "unit": "unit",
    "letter": "letter",
}
# Counts of four languages in one number: no pair of texts that is looked at has as many words.
_LANES, _LANE_BITS = 4, 16


class Lexicon(NamedTuple):
    """What is known of words.

    Attributes:
        words: Their hashes, rising.
        columns: For each word, and before the first one for a word that is not known, the languages, uint32.
        hits: For each word, and before the first one, 1 for each language that is known by it, in numbers of 16 bits,
            four languages in each row, uint64.
        scripts: For each script the numbers of its languages.
        ascii_script: The number of the script of texts in ASCII.
        attaching: The languages that write some words together with the next one, as bits.
        with_nouns: The languages that write all nouns with capitals, as bits.
        denying: The beginnings of words that deny what follows, in any of the languages.
        languages: The languages by the single bits that stand for them.
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

    def find_rows(self, words: Hashes) -> Integers:
        """Return the rows of some words: 0 for those that are not known."""
        place = np.minimum(np.searchsorted(self.words, words), len(self.words) - 1)
        return np.where(self.words[place] == words, place + 1, 0)

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
            # So many words are of another script for certain.
            is_possible = words - caseless - others >= others
            for place, language in enumerate(script):
                may_be = counts[number][place] + OWN_LETTER_HITS >= best[number]
                found |= (may_be & is_possible).astype(np.uint32) << np.uint32(language)
        found[np.max(best, axis=0) <= caseless] = 0
        in_ascii = np.array(self.scripts[self.ascii_script], np.uint32)[
            counts[self.ascii_script].argmax(axis=0)
        ]
        found[is_ascii] = np.uint32(1) << in_ascii[is_ascii]
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
    bits: dict[Column, dict[str, int]] = {name: defaultdict(int) for name in get_args(Column)}
    for number, language in enumerate(languages):
        _add_language(bits, language, 1 << number)
    bits["roman"] = dict.fromkeys(_list_roman_numbers(), (1 << len(languages)) - 1)
    words = sorted(
        {word for column in bits.values() for word in column}.union(*(each.known for each in languages))
    )
    hashes = hash_list(words)
    order = np.argsort(hashes)
    row_of = dict(zip(words, (np.argsort(order) + 1).tolist(), strict=True))
    hits = np.zeros((-(-len(languages) // _LANES), len(words) + 1), np.uint64)
    for number, language in enumerate(languages):
        rows = [row_of[word] for word in language.known]
        hits[number // _LANES, rows] += np.uint64(1 << (_LANE_BITS * (number % _LANES)))
    scripts = list(by_script)
    return Lexicon(
        hashes[order],
        {name: _make_column(column, row_of) for name, column in bits.items()},
        hits,
        [[languages.index(language) for language in by_script[script]] for script in scripts],
        scripts.index(ASCII_SCRIPT),
        sum(1 << number for number, each in enumerate(languages) if each.proclitics or each.article),
        sum(1 << number for number, each in enumerate(languages) if each.before_names),
        tuple(sorted({beginning for language in languages for beginning in language.denying})),
        {1 << number: language for number, language in enumerate(languages)},
    )


def _add_language(bits: dict[Column, dict[str, int]], language: Language, bit: int) -> None:
    for word, sense in language.senses.items():
        bits[_COLUMN_OF[sense]][word] |= bit
        if sense == "joining":
            bits["joining"][word] |= bit
    for word in language.numbers:
        bits["number"][word] |= bit
    for word in language.common:
        bits["common"][word] |= bit
    for word in language.plain:
        bits["plain"][word] |= bit
    for first, rest in language.expansions.items():
        for word in (first, *rest):
            bits["contracted"][word] |= bit


def _list_roman_numbers() -> list[str]:
    """Return the Roman numbers below 4000 in small letters."""
    places = [
        ["", one, 2 * one, 3 * one, one + five, five, five + one, five + 2 * one, five + 3 * one, one + ten]
        for one, five, ten in ("cdm", "xlc", "ivx")
    ]
    return ["".join(parts) for parts in product(["", "m", "mm", "mmm"], *places) if any(parts)]


def _make_column(languages: dict[str, int], row_of: dict[str, int]) -> LanguageBits:
    column = np.zeros(len(row_of) + 1, np.uint32)
    column[[row_of[word] for word in languages if word]] = [bits for word, bits in languages.items() if word]
    return column
