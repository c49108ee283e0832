"""The kinds of many pairs of texts by the words that were changed, where these decide it.

It is the answer of `classify_difference`, or none: a kind that comes before another there is ruled out by what holds
of every alignment and in every language that are possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.kinds.changes import ChangedWords, Changes, Side, Truths, find_changes
from corpuskit.dedupe.kinds.classify import MOST_BESIDE
from corpuskit.dedupe.kinds.lexicon import Column, LanguageBits, Lexicon, Marks
from corpuskit.dedupe.kinds.looks import Looks
from corpuskit.dedupe.kinds.moved import MOST_INFLECTED
from corpuskit.dedupe.kinds.templates import (
    DescribedWords,
    count_names,
    have_lacking,
    mark_any,
    may_abbreviate,
    may_be_two_forms,
)
from corpuskit.dedupe.options import KINDS, Kind
from corpuskit.dedupe.reading.characters import ACRONYM, CAPITAL, CASED, NUMERIC, SINGLE, UNKNOWN, UPPER

KindNumbers = NDArray[np.uint8]

NO_KIND = 255
"""Stands for what has no kind, or of which it is open."""

_TEMPLATE, _WORDING = (np.uint8(KINDS.index(kind)) for kind in ("template", "wording"))
# What a word may be, as bits.
_NEGATION, _FIXED, _CONJUNCTION, _UNIT, _LETTER, _NUMBER, _CONTRACTED, _ROMAN, _FIGURE = (
    1 << bit for bit in range(9)
)
_BITS: dict[Column, int] = {
    "negation": _NEGATION,
    "fixed": _FIXED,
    "conjunction": _CONJUNCTION,
    "unit": _UNIT,
    "letter": _LETTER,
    "number": _NUMBER,
    "contracted": _CONTRACTED,
    "roman": _ROMAN,
}
_ALONE = _NEGATION | _FIXED | _CONTRACTED
_EXCHANGED = _CONJUNCTION | _UNIT | _LETTER
_SENSE = _NEGATION | _FIXED | _EXCHANGED


class _Covered(NamedTuple):
    """What one side of each change covers.

    Attributes:
        words: Number of words, int64.
        content: Number of those that have content, int64.
        turning: Number of those that may turn the sense, int64.
        others: Number of those that are no figures, int64.
        hard: Number of those that are no numbers and do not go with them, or less, int64.
        bits: What its words may be, uint16.
        opposites: The marks of their rows of opposites, uint64.
    """

    words: Integers
    content: Integers
    turning: Integers
    others: Integers
    hard: Integers
    bits: NDArray[np.uint16]
    opposites: Marks


OPEN_KINDS: tuple[Kind, ...] = ("format", "numbers", "sense")
"""The kinds of which it may be open whether a pair is one of them, by bit; `format` stands for `signs` too."""
OPEN_REST = 1 << len(OPEN_KINDS)
"""The bit of pairs of which it is open what they are where they are none of these."""
OPEN_ALL = 2 * OPEN_REST - 1
OPEN_ACRONYMS = 2 * OPEN_REST
"""The bit of pairs of which it is open whether the one side has an acronym that the other has in full, and that are what
they are where it has none."""
_MAY_BE_FORMAT, _MAY_BE_NUMBERS, _MAY_BE_SENSE = (np.uint8(1 << bit) for bit in range(len(OPEN_KINDS)))


class Decision(NamedTuple):
    """What was found out of some pairs.

    Attributes:
        kinds: What each is where it is none of the kinds that are open, uint8.
        open: What is open, as bits of `OPEN_KINDS`, `OPEN_REST` and `OPEN_ACRONYMS`, uint8.
        languages: The languages that they may be in, as `Lexicon.find_languages` has them.
    """

    kinds: KindNumbers
    open: NDArray[np.uint8]
    languages: LanguageBits


class Decider:
    """Decides the kinds of pairs.

    Args:
        lexicon: What is known of words.
        words: For each distinct word its hash; 0 for those that are in no pair.
    """

    def __init__(self, lexicon: Lexicon, words: Hashes) -> None:
        self.lexicon = lexicon
        self._words = words
        self.rows = lexicon.find_rows(words).astype(np.int32)
        self._is_known = lexicon.are_known_in_ascii()[self.rows]
        self._opposites: dict[int, Marks] = {}
        self._lock = Lock()

    def _mark_opposites(self, language: int) -> Marks:
        """Return for each distinct word the marks of its rows of opposites in a language, which is a single bit."""
        with self._lock:
            if language not in self._opposites:
                self._opposites[language] = self.lexicon.mark_opposites(self._words, language)
        return self._opposites[language]

    def decide(self, sides: tuple[Side, Side], common: Integers, looks: tuple[Looks, Looks]) -> Decision:
        """Return for some pairs whether they are `template` or `wording`, unless contained, as far as this tells.

        Args:
            sides: The words of both texts.
            common: For each pair the length of the longest common subsequence, in words.
            looks: What was seen of both texts.
        """
        is_ascii = looks[0].is_ascii & looks[1].is_ascii
        changes = find_changes(sides, common)
        hits = self._count_hits(sides)
        languages = self._find_languages(sides, hits, is_ascii)
        ours, theirs = (
            self._describe(side, words, changes, languages)
            for side, words in zip(sides, changes.sides, strict=True)
        )
        covered = _cover(ours, changes), _cover(theirs, changes)
        are_lacking = have_lacking(ours, changes), have_lacking(theirs, changes)
        may_turn = _may_turn(changes, covered, are_lacking[0] | are_lacking[1])
        may_turn |= self._may_deny(changes, covered, sides, (ours, theirs), languages)
        is_open = _MAY_BE_FORMAT * _may_be_format(ours, theirs, len(common))
        is_open |= _MAY_BE_NUMBERS * _may_be_numbers(changes, covered, len(common)) | _MAY_BE_SENSE * may_turn
        is_open |= _find_moved(changes, (ours, theirs), (sides[0].counts, sides[1].counts))
        is_open[self._may_expand(changes, sides, languages)] |= _MAY_BE_NUMBERS | _MAY_BE_SENSE
        is_replaced = are_lacking[0] & are_lacking[1]
        names = (
            count_names(ours, is_replaced, len(common)),
            count_names(theirs, is_replaced, len(common)),
        )
        both = (names[0].words > 0) & (names[1].words > 0)
        # Capitals say nothing where there are none.
        has_case = [side.count_words((side.form & np.uint8(CASED | UNKNOWN)) != 0) > 0 for side in sides]
        is_abbreviated = may_abbreviate(ours, theirs, is_ascii) | may_abbreviate(theirs, ours, is_ascii)
        is_unclear = names[0].is_unclear | names[1].is_unclear
        is_unclear |= both & ~(has_case[0] | has_case[1])
        is_open[is_unclear] |= np.uint8(OPEN_REST)
        is_open[both & is_abbreviated] |= np.uint8(OPEN_ACRONYMS)
        is_unknown = (languages == 0) | _are_unknown(ours, theirs, len(common))
        # Of such a word the document may say that it has a hyphen; another document, that it has none.
        is_open[is_unknown | looks[0].has_divisions | looks[1].has_divisions] = OPEN_ALL
        is_template = both & names[0].are_mostly() & names[1].are_mostly()
        may_be_none = may_be_two_forms(names, looks)
        may_be_none |= (languages & np.uint32(self.lexicon.with_nouns)) != 0
        is_told = is_template & ~may_be_none & ((is_open & np.uint8(OPEN_REST)) == 0)
        for counted, seen, others in zip(names, looks, reversed(looks), strict=True):
            is_asked = is_told & ~counted.without(counted.plain).are_mostly()
            begins = np.minimum(seen.count_begins(others, is_asked), counted.plain)
            may_be_none |= ~counted.without(begins).are_mostly()
        may_be_one = looks[0].may_have_names | looks[1].may_have_names
        is_open[both & np.where(is_template, may_be_none, may_be_one)] |= np.uint8(OPEN_REST)
        return Decision(np.where(is_template, _TEMPLATE, _WORDING), is_open, languages)

    def _count_hits(self, sides: tuple[Side, Side]) -> Hashes:
        """Return the sums of the hits of the words of each pair, as the lexicon has them."""
        return np.array(
            [
                sum(np.add.reduceat(lane[self.rows[side.number]], side.begins) for side in sides)
                for lane in self.lexicon.hits
            ]
        )

    def _find_languages(self, sides: tuple[Side, Side], hits: Hashes, is_ascii: Truths) -> LanguageBits:
        ours, theirs = (side.count_words((side.form & np.uint8(CASED)) == 0) for side in sides)
        counts = sides[0].counts + sides[1].counts
        found = self.lexicon.find_languages(hits, counts, ours + theirs, is_ascii)
        is_tied = is_ascii & ((found & (found - np.uint32(1))) != 0)
        if is_tied.any():
            is_any: Truths = hits.max(axis=0) > 0
            found[is_tied] = self._choose_by_opposites(sides, found, is_tied, is_any)[is_tied]
        return found

    def _choose_by_opposites(
        self, sides: tuple[Side, Side], languages: LanguageBits, chosen: Truths, is_any: Truths
    ) -> LanguageBits:
        """Return for the chosen pairs the language with most opposites among the words that no language knows.

        Of equal ones it is the first; without opposites it is that only where any word is known (`is_any`).
        """
        number, pair = (
            np.concatenate(column) for column in zip(*self._list_unknown(sides, chosen), strict=True)
        )
        best = np.where(is_any, -1, 0)
        found = np.full(len(chosen), self.lexicon.no_language, np.uint32)
        for language in _list_bits(languages[chosen]):
            marked = self._mark_opposites(language)[number] != 0
            count = np.bincount(pair[marked], minlength=len(chosen))
            is_better = ((languages & np.uint32(language)) != 0) & (count > best)
            best[is_better] = count[is_better]
            found[is_better] = language
        return found

    def _list_unknown(
        self, sides: tuple[Side, Side], chosen: Truths
    ) -> Iterator[tuple[NDArray[np.uint32], Integers]]:
        """Yield by side the numbers of the words of the chosen pairs that no language of ASCII knows, and their pairs."""
        for side in sides:
            places = np.flatnonzero(chosen[side.pair])
            places = places[~self._is_known[side.number[places]]]
            yield side.number[places], side.pair[places]

    def _describe(
        self, side: Side, words: ChangedWords, changes: Changes, languages: LanguageBits
    ) -> DescribedWords:
        pair = changes.pair[words.change]
        form = side.form[words.place]
        # Capitals are in no figure, nor are they its ending.
        bits = np.where(
            (form & np.uint8(NUMERIC | CAPITAL | UPPER)) == NUMERIC, np.uint16(_FIGURE), np.uint16(0)
        )
        bits |= np.where((form & np.uint8(SINGLE | NUMERIC)) == SINGLE, np.uint16(_LETTER), np.uint16(0))
        number = side.number[words.place]
        opposites = np.zeros(len(pair), np.uint64)
        for language in _list_bits(languages & ~np.uint32(self.lexicon.no_language)):
            in_language = (languages[pair] & np.uint32(language)) != 0
            opposites |= np.where(in_language, self._mark_opposites(language)[number], np.uint64(0))
        rows = self.rows[number]
        known = np.flatnonzero(rows)
        rows, asked = rows[known], languages[pair[known]]
        columns = self.lexicon.columns
        for name, bit in _BITS.items():
            bits[known] |= np.where(columns[name][rows] & asked, np.uint16(bit), np.uint16(0))
        has_content = np.ones(len(pair), np.bool_)
        has_content[known] = (columns["common"][rows] & asked) == 0
        only_joins = np.zeros(len(pair), np.bool_)
        only_joins[known] = ((columns["common"][rows] | columns["joining"][rows]) & asked) != 0
        is_unclear = np.zeros(len(pair), np.bool_)
        numbers = columns["number"][rows] & asked
        is_unclear[known] = (numbers != 0) & (numbers != asked)
        is_first = words.place == side.begins[pair]
        plain = columns["plain"][rows] & asked
        is_plain = np.zeros(len(pair), np.bool_)
        is_plain[known] = plain != 0
        is_unclear[known] |= is_first[known] & (plain != 0) & (plain != asked)
        return DescribedWords(
            words.change,
            pair,
            form,
            bits,
            (bits & np.uint16(_NUMBER)) != 0,
            opposites,
            words.is_lacking,
            is_first,
            is_plain,
            has_content,
            only_joins,
            is_unclear,
        )

    def _may_expand(self, changes: Changes, sides: tuple[Side, Side], languages: LanguageBits) -> Truths:
        """Return for each pair that was aligned whether contracted forms in full may be aligned otherwise."""
        may: Truths = np.zeros(len(languages), np.bool_)
        if changes.is_aligned.any():
            column = self.lexicon.columns["contracted"]
            for side in sides:
                may |= side.count_words((column[self.rows[side.number]] & languages[side.pair]) != 0) > 0
        return may & changes.is_aligned

    def _may_deny(
        self,
        changes: Changes,
        covered: tuple[_Covered, _Covered],
        sides: tuple[Side, Side],
        words: tuple[DescribedWords, DescribedWords],
        languages: LanguageBits,
    ) -> Truths:
        """Return for each pair whether all that was changed may be a word against one that denies it."""
        pairs = len(changes.is_aligned)
        is_only = np.bincount(changes.pair, minlength=pairs)[changes.pair] == 1
        chosen = is_only & (covered[0].words > 0) & (covered[1].words > 0)
        chosen &= (covered[0].content <= 1) & (covered[1].content <= 1)
        is_one = chosen & (covered[0].content == 1) & (covered[1].content == 1)
        is_one_language = ((languages & (languages - np.uint32(1))) == 0)[changes.pair]
        is_told = is_one & is_one_language
        may = mark_any(changes.pair[np.where(is_one_language, is_one & ~is_told, chosen)], pairs)
        both = []
        for side, changed, here in zip(sides, changes.sides, words, strict=True):
            place = np.zeros(len(is_told), np.int64)
            place[here.change[here.has_content]] = changed.place[here.has_content]
            both.append(side.word[place[is_told]])
        may |= mark_any(changes.pair[is_told][self.lexicon.are_denials(both[0], both[1])], pairs)
        return may


def _list_bits(languages: LanguageBits) -> list[int]:
    """Return the single bits that are set in any of some numbers."""
    either = int(np.bitwise_or.reduce(languages, initial=0))
    return [1 << bit for bit in range(either.bit_length()) if either >> bit & 1]


def _cover(words: DescribedWords, changes: Changes) -> _Covered:
    number = len(changes.pair)

    def count(chosen: Truths) -> Integers:
        return np.bincount(words.change[chosen], minlength=number)

    is_number = (words.bits & np.uint16(_FIGURE | _NUMBER)) != 0
    # Roman numbers are written in capitals.
    is_roman = ((words.bits & np.uint16(_ROMAN)) != 0) & ((words.form & np.uint8(ACRONYM | SINGLE)) != 0)
    is_hard = ~is_number & ~words.only_joins & ~is_roman
    bits, opposites = np.zeros(number, np.uint16), np.zeros(number, np.uint64)
    if len(words.change):
        firsts = np.flatnonzero(np.diff(words.change, prepend=-1))
        bits[words.change[firsts]] = np.bitwise_or.reduceat(words.bits, firsts)
        opposites[words.change[firsts]] = np.bitwise_or.reduceat(words.opposites, firsts)
    return _Covered(
        np.bincount(words.change, minlength=number),
        count(words.has_content),
        count(((words.bits & np.uint16(_SENSE | _NUMBER)) != 0) | (words.opposites != 0)),
        count((words.bits & np.uint16(_FIGURE)) == 0),
        count(is_hard),
        bits,
        opposites,
    )


def _may_be_format(ours: DescribedWords, theirs: DescribedWords, pairs: int) -> Truths:
    """Return for each pair whether its words may be the same but for digits, and letters that may be others."""
    may = np.ones(pairs, np.bool_)
    for words in (ours, theirs):
        may[words.pair[(words.form & np.uint8(NUMERIC)) == 0]] = False
    return may


def _find_moved(
    changes: Changes, words: tuple[DescribedWords, DescribedWords], counts: tuple[Integers, Integers]
) -> NDArray[np.uint8]:
    """Return for each pair, with so many words on both sides, what is open where several alignments are possible.

    Parts may stand in the place of each other, where few words were changed besides; where none but numbers was, it may be
    aligned by those.
    """
    pairs = len(counts[0])
    lacking = [np.bincount(side.pair[side.is_lacking], minlength=pairs) for side in words]
    is_other = np.zeros(pairs, np.bool_)
    for side in words:
        is_number = ((side.bits & np.uint16(_FIGURE)) != 0) | side.is_number
        is_other[side.pair[side.is_lacking & ~is_number]] = True
    may_exchange = changes.is_aligned & (counts[0] == counts[1]) & (np.maximum(*lacking) <= MOST_INFLECTED)
    is_open: NDArray[np.uint8] = _MAY_BE_SENSE * may_exchange
    is_open |= _MAY_BE_NUMBERS * (changes.is_aligned & ~is_other)
    return is_open


def _are_unknown(ours: DescribedWords, theirs: DescribedWords, pairs: int) -> Truths:
    """Return for each pair whether it is open how some of its words are written."""
    unknown: Truths = np.zeros(pairs, np.bool_)
    for words in (ours, theirs):
        unknown[words.pair[(words.form & np.uint8(UNKNOWN)) != 0]] = True
    return unknown


def _may_be_numbers(changes: Changes, covered: tuple[_Covered, _Covered], pairs: int) -> Truths:
    """Return for each pair whether all that was changed may be numbers, and what goes with them."""
    ours, theirs = covered
    numbers = np.uint16(_FIGURE | _NUMBER)
    have_numbers = ((ours.bits & numbers) != 0) & ((theirs.bits & numbers) != 0)
    # Beside numbers words may be inflected with them, one for one.
    is_more = (ours.hard > theirs.others) | (theirs.hard > ours.others)
    is_other = np.where(have_numbers, is_more, ours.hard + theirs.hard > 0)
    return ~mark_any(changes.pair[is_other], pairs)


def _may_turn(changes: Changes, covered: tuple[_Covered, _Covered], are_new: Truths) -> Truths:
    """Return for each pair whether its changes may turn the sense.

    Args:
        changes: The changes.
        covered: What they cover on both sides.
        are_new: For each change whether it covers words that the one text lacks; others may only be put elsewhere.
    """
    ours, theirs = covered
    pairs = len(changes.is_aligned)
    either, both = ours.bits | theirs.bits, ours.bits & theirs.bits
    may = ((either & np.uint16(_ALONE)) != 0) | ((both & np.uint16(_EXCHANGED)) != 0)
    may |= (ours.opposites & ((theirs.opposites << np.uint64(32)) | (theirs.opposites >> np.uint64(32)))) != 0
    for here, there in ((ours, theirs), (theirs, ours)):
        # A number in the place of «all» or «no».
        may |= ((here.bits & np.uint16(_NUMBER)) != 0) & ((there.bits & np.uint16(_SENSE)) != 0)
    # Where both sides have as many words, some may only be inflected with others.
    beside = ours.content + theirs.content - ours.turning - theirs.turning
    is_much = (ours.words != theirs.words) & (beside > MOST_BESIDE)
    is_contracted = (either & np.uint16(_CONTRACTED)) != 0
    may &= ~is_much
    turning = np.bincount(changes.pair[may], minlength=pairs)
    others = np.bincount(changes.pair[~may & (are_new | ~changes.is_aligned[changes.pair])], minlength=pairs)
    denials = mark_any(changes.pair[may & ((either & np.uint16(_NEGATION)) != 0)], pairs)
    turns = (turning > 0) & (others <= np.maximum(turning, np.where(denials, MOST_BESIDE, 0)))
    return turns | mark_any(changes.pair[is_contracted], pairs)
