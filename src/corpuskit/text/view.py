"""A text as it is matched, with a map from each position back to the source.

The view is NFC and case-folded; a keycap emoji is its digit; the minus sign and the dashes are a hyphen; curly
quotes are straight; Arabic vowel marks, Hebrew points, the tatweel and invisible joiners are dropped and the forms of
alef, kaf, ya and ta marbuta are one letter each; letters of full and half width and presentation forms are the usual
ones; `&amp;` is an ampersand. It is what searches and comparisons look at. It is never stored and never shown: what is
shown is the slice of the source that `View.source_span` gives. An exact view is NFC and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.characters import JOINERS, KANA_MARKS

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u05be"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bb\u02bc"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
# Alef with madda, hamza or wasla -> alef; alef maksura and Farsi yeh -> yeh; ta marbuta -> heh; keheh -> kaf.
_ARABIC_FORMS = {
    "\u0622": "\u0627",
    "\u0623": "\u0627",
    "\u0625": "\u0627",
    "\u0671": "\u0627",
    "\u0649": "\u064a",
    "\u06cc": "\u064a",
    "\u0629": "\u0647",
    "\u06a9": "\u0643",
}

# One code point for one code point, so that positions stay where they are.
_UNIFIED = (
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | _ARABIC_FORMS
)
# Classes alone are found faster by `re` than by `regex`.
# Invisible joiners, Hebrew points, Arabic vowel marks and Koranic signs, the tatweel, variation selectors and the keycap
# frame.
_DROPPED = (
    f"{JOINERS}\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\ufe00-\ufe0f\u20e3"
)
# What is dropped or shown as another character.
_CHANGED = compile_re(f"[{_DROPPED}{re.escape(''.join(_UNIFIED))}]")
# Letters, digits and signs that are others in another width or position; the spaces and frames beside them are not.
_OTHER_FORMS = compile_re(
    rf"[\uFB1D\uFB1F-\uFB28\uFB2A-\uFDF9\uFE80-\uFEFC\uFF01-\uFF3E\uFF40-\uFF5E\uFF66-\uFF9D{KANA_MARKS}]"
)
AMPERSAND = "&amp;"
"""The ampersand as pages write it, which the view shows as one."""
# Unicode's Stream-Safe Text Format: to put more marks than these in order would take time by the square of their number.
_MOST_MARKS = 30
_MARKS = rf"[\p{{M}}\u0640]{{1,{_MOST_MARKS}}}+"
# What may join: Hangul letters that make one syllable, a kana of half width with the sign of its voice, and marks, which
# belong to the character before them.
_JOINING = compile_later(
    rf"(?:[\uFF66-\uFF9D][{KANA_MARKS}]|[\u1100-\u1112][\u1161-\u1175][\u11A8-\u11C2]?+|[\uAC00-\uD7A3][\u11A8-\u11C2])(?:{_MARKS})?+|{_MARKS}"
)
# What a match of it begins with, which is looked for in an eighth of the time; most text has none.
_MAY_JOIN = compile_later(r"[\p{M}\u0640\uFF66-\uFF9D\u1100-\u1112\uAC00-\uD7A3]")
_JOINING_OR_ENTITY = compile_later(rf"{AMPERSAND}(?:{_MARKS})?+|{_JOINING.pattern}")
_MANY_MARKS = compile_later(rf"[\p{{M}}\u0640]{{{_MOST_MARKS + 1}}}")
# The dropped characters that are no marks.
_DROPPED_SIGNS = compile_re(rf"[\u08e2{JOINERS}]")


class View:
    """A matching view of one text.

    Attributes:
        text: The view itself.

    The map back is kept as runs: within a run every code point of the view is one code point of the source, or
    the whole run stands for one source cluster. A view without runs is position for position its source.
    """

    __slots__ = ("_cluster_ends", "_source_starts", "_view_starts", "text")

    def __init__(
        self, text: str, view_starts: list[int], source_starts: list[int], cluster_ends: list[int]
    ) -> None:
        self.text = text
        self._view_starts = view_starts
        self._source_starts = source_starts
        # For a run that stands for one cluster, the source index after it; 0 for a run of single characters.
        self._cluster_ends = cluster_ends

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the `(start, end)` in the source of `view.text[start:end]`.

        A cluster of the source (a letter with its marks) that is touched is taken whole. An empty span gives an
        empty span.

        Args:
            start: Index of a code point of the view, 0 to `len(view.text)`.
            end: Index after the last one, `start` to `len(view.text)`.
        """
        if not self._view_starts:
            return start, end
        source_start = self._source_index(start)
        if end <= start:
            return source_start, source_start
        run = bisect_right(self._view_starts, end - 1) - 1
        cluster_end = self._cluster_ends[run]
        if cluster_end:
            return source_start, cluster_end
        return source_start, self._source_starts[run] + end - self._view_starts[run]

    def _source_index(self, index: int) -> int:
        run = bisect_right(self._view_starts, index) - 1
        if self._cluster_ends[run]:
            return self._source_starts[run]
        return self._source_starts[run] + index - self._view_starts[run]


def make_view(text: str, *, keep_case: bool = False, exact: bool = False) -> View:
    """Return the matching view of `text`.

    Args:
        text: Any string. One that is all ASCII or has no mark in it is mapped without a table.
        keep_case: Leave capital and small letters apart, for a search that is case-sensitive.
        exact: Leave all apart that is not canonically equivalent.
    """
    keep_case = keep_case or exact
    has_entity = AMPERSAND in text and not exact
    if text.isascii() and not has_entity:
        return View(text if keep_case else text.lower(), [], [], [])
    fold_piece = compose if exact else _normalize_piece if keep_case else _fold_piece
    runs = _ViewRuns(fold_piece, has_signs=not exact and _DROPPED_SIGNS.search(text) is not None)
    done = 0
    for match in _JOINING_OR_ENTITY.finditer(text) if has_entity else _iter_joining(text):
        start = match.start()
        if start > done and not _begins_cluster(text[start]):
            start -= 1
        runs.add_singles(text, done, start)
        runs.add_cluster(text, start, match.end())
        done = match.end()
    runs.add_singles(text, done, len(text))
    return runs.finish(len(text))


def _iter_joining(text: str) -> Iterator[Any]:
    """Return the matches of what may join."""
    first = _MAY_JOIN.search(text)
    return iter(()) if first is None else _JOINING.finditer(text, first.start())


# Where characters stand that the view shows as others, or as a letter with marks; Hangul is left out.
_FOLDING_RANGES = (
    (0x41, 0x5A), (0x80, 0x10FF), (0x13F8, 0x13FD), (0x1B06, 0x24FF), (0x2ADC, 0x2ADC), (0x2C00, 0x2CFF),
    (0x3040, 0x30FF), (0xA640, 0xA7FF), (0xAB70, 0xABBF), (0xF900, 0xFDFF), (0xFE00, 0xFFEF), (0x10400, 0x105FF),
    (0x10C80, 0x10D7F), (0x11080, 0x119FF), (0x16100, 0x1617F), (0x16D40, 0x16EBF), (0x1D150, 0x1D1CF),
    (0x1E900, 0x1E943), (0x2F800, 0x2FA1F),
)  # fmt: skip


@cache
def list_foldings() -> tuple[str, list[str]]:
    """Return the characters that the view may show as others or with marks, and what it shows each as, in order.

    Syllables of Hangul are not among them.
    """
    characters = "".join(chr(code) for first, last in _FOLDING_RANGES for code in range(first, last + 1))
    # One call for all of them: nothing joins over a line feed.
    return characters, _fold_piece("\n".join(characters)).split("\n")


def _begins_cluster(character: str) -> bool:
    """Return whether a match of what may join begins with a character that is no mark."""
    return (
        character == "&"
        or "\u1100" <= character <= "\u1112"
        or "\uac00" <= character <= "\ud7a3"
        or "\uff66" <= character <= "\uff9d"
    )


@cache
def list_other_forms() -> dict[int, str]:
    """Return the characters that are others in another width or position, with those."""
    characters = "".join(chr(code) for code in range(0xFB1D, 0xFFA0))
    shown = ((each, unicodedata.normalize("NFKC", each)) for each in _OTHER_FORMS.findall(characters))
    # What has a space or a tatweel in it is no letter alone; what is no letter must not become one.
    return {
        ord(each): usual
        for each, usual in shown
        if usual != each
        and " " not in usual
        and "\u0640" not in usual
        and (each.isalnum() or not usual.isalnum())
    }


def fold(text: str, *, keep_case: bool = False) -> str:
    """Return the view of `text` as a string, for use as a key; the same as `make_view(text).text`.

    Args:
        text: Any string.
        keep_case: Leave capital and small letters apart.
    """
    if text.isascii():
        if AMPERSAND in text:
            text = text.replace(AMPERSAND, "&")
        return text if keep_case else text.lower()
    if _MANY_MARKS.search(text):
        return make_view(text, keep_case=keep_case).text
    return _normalize_piece(text) if keep_case else _fold_piece(text)


def _fold_piece(piece: str) -> str:
    # Case folding can undo NFC and NFC can undo nothing of the folding: normalise, fold, normalise.
    return _drop_and_unify(unicodedata.normalize("NFC", _open_forms(piece)).casefold())


def _normalize_piece(piece: str) -> str:
    return _drop_and_unify(_open_forms(piece))


def _open_forms(piece: str) -> str:
    """Return a piece with the usual form of each character that stands in another one."""
    if AMPERSAND in piece:
        piece = piece.replace(AMPERSAND, "&")
    return piece.translate(list_other_forms()) if _OTHER_FORMS.search(piece) else piece


def _drop_and_unify(piece: str) -> str:
    shown = unicodedata.normalize("NFC", piece)
    # Of those there are few different ones in a text: to look each character up takes six times as long.
    for character in set(_CHANGED.findall(shown)):
        shown = shown.replace(character, _UNIFIED.get(character, ""))
    return shown


def compose(text: str) -> str:
    """Return a text in NFC, which is its exact view as a string."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@cache
def _measure_shown(fold_piece: Callable[[str], str], character: str) -> int:
    return len(fold_piece(character))


@lru_cache(1 << 8)
def _compile_class(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


class _ViewRuns:
    """Collects the runs of a view while its source is walked from left to right."""

    def __init__(self, fold_piece: Callable[[str], str], *, has_signs: bool) -> None:
        self._fold_piece = fold_piece
        # Whether something is dropped that is no mark.
        self._has_signs = has_signs
        self._pieces: list[str] = []
        self._view_starts: list[int] = []
        self._source_starts: list[int] = []
        self._cluster_ends: list[int] = []
        self._length = 0
        self._exact = True

    def _add(self, piece: str, source_start: int, cluster_end: int) -> None:
        self._view_starts.append(self._length)
        self._source_starts.append(source_start)
        self._cluster_ends.append(cluster_end)
        self._pieces.append(piece)
        self._length += len(piece)

    def add_singles(self, text: str, start: int, end: int) -> None:
        """Add a stretch without marks: one code point each, unless one of them grows when folded."""
        if start == end:
            return
        source = text[start:end]
        folded = self._fold_piece(source)
        # Folding and NFC of characters without marks never join them, so equal lengths mean one for one.
        if len(folded) == len(source) and not (self._has_signs and _DROPPED_SIGNS.search(source)):
            self._add(folded, start, 0)
            return
        self._add_resized(folded, source, start)

    def _add_resized(self, folded: str, source: str, start: int) -> None:
        """Add characters without marks some of which the view shows as none or as several.

        Args:
            folded: Their view.
            source: The characters.
            start: Where they stand in the text.
        """
        self._exact = False
        self._pieces.append(folded)
        add_view, add_source, add_end = (
            runs.append for runs in (self._view_starts, self._source_starts, self._cluster_ends)
        )
        shown = {each: _measure_shown(self._fold_piece, each) for each in set(source)}
        done = start
        view_place = self._length
        for match in _compile_class("".join(sorted(each for each in shown if shown[each] != 1))).finditer(
            source
        ):
            place = start + match.start()
            if place > done:
                add_view(view_place)
                add_source(done)
                add_end(0)
                view_place += place - done
            done = place + 1
            # What stands before a dropped character does not reach over it.
            if length := shown[match[0]]:
                add_view(view_place)
                add_source(place)
                add_end(done)
                view_place += length
        self._length += len(folded)
        if view_place < self._length:
            add_view(view_place)
            add_source(done)
            add_end(0)

    def add_cluster(self, text: str, start: int, end: int) -> None:
        """Add one character with its marks, which the view shows as any number of code points."""
        folded = self._fold_piece(text[start:end])
        if len(folded) == end - start == 1:
            self._add(folded, start, 0)
        elif folded:
            self._exact = False
            self._add(folded, start, end)
        else:
            # A dropped character of its own: what stands before it does not reach over it.
            self._exact = False

    def finish(self, source_length: int) -> View:
        view = "".join(self._pieces)
        if self._exact:
            return View(view, [], [], [])
        # The end of the view is the end of the source.
        self._view_starts.append(self._length)
        self._source_starts.append(source_length)
        self._cluster_ends.append(0)
        return View(view, self._view_starts, self._source_starts, self._cluster_ends)
