"""Words without their marks: what all ways to write a word have in common, and expressions that find it.

A text writes `é` as one character or as two, with marks in any order, and with signs between that the view drops.
So a filter looks for the letters of a literal one after the other, whatever marks stand between them, and for each
mark of the literal somewhere at its letter. More than the literal is found by that, never less.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from corpuskit.patterns import compile_later
from corpuskit.text.view import list_foldings, list_other_forms

_MARKS = compile_later(r"\p{M}+")
_EACH_MARK = compile_later(r"\p{M}")
_CLUSTER = compile_later(r"(\P{M})(\p{M}*+)")
_HANGUL = compile_later(r"\p{Hangul}")
# Letters that join to syllables in more ways than are worth following.
_JAMO = "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"


class _Writings(NamedTuple):
    """The characters by what they are shown as.

    Attributes:
        of_letter: Those that are shown as a letter, with marks or without; the letter itself is not among them.
        of_mark: Those that are shown with a mark; the mark itself is not among them.
        of_letters: Those that are shown as a letter and others.
        mark_as_letter: Marks that are shown as letters.
        between: Inside of the class of what may stand between two letters: marks, what is shown as one, and what is not
            shown.
        not_shown: All that is not shown.
    """

    of_letter: dict[str, str]
    of_mark: dict[str, str]
    of_letters: dict[str, str]
    mark_as_letter: str
    between: str
    not_shown: str


def make_spelling_source(literal: str) -> str:
    """Return an expression that is found in every text whose view has `literal` in it.

    Args:
        literal: A letter or digit of a view and letters, digits and marks after it.
    """
    writings = _list_writings()
    between = writings.between
    clusters = []
    # What may stand for more than one letter is found wherever it stands.
    alone = writings.mark_as_letter
    for letter, marks in _CLUSTER.findall(_decompose(literal)):
        forms = letter + writings.of_letter.get(letter, "")
        ahead = (f"(?=[{forms}]?[{between}]*[{mark}{writings.of_mark.get(mark, '')}])" for mark in marks)
        clusters.append("".join(ahead) + f"[{forms}]")
        alone += writings.of_letters.get(letter, "") + _JAMO * bool(_HANGUL.match(letter))
    return f"[{between}]*+".join(clusters) + f"|[{alone}]"


def find_plain_run(literal: str) -> str:
    """Return the longest run of letters beyond ASCII that are written in one way alone, but for case; "" for none.

    Wherever the view of a text has the literal, the text itself has this run, if it has nothing that `list_unusual` names.
    """
    runs = [""]
    for character in literal:
        if _is_plain(character):
            runs[-1] += character
        else:
            runs.append("")
    return max(runs, key=len)


def list_unusual() -> str:
    """Return all characters that the view leaves out, and the other forms of letters beyond ASCII.

    Where a text has none of them, each run that `find_plain_run` gives is written in one way, but for case.
    """
    forms = (chr(code) for code, usual in list_other_forms().items() if not usual.isascii())
    return _list_writings().not_shown + "".join(forms)


def _is_plain(character: str) -> bool:
    if (
        character.isascii()
        or _MARKS.match(character)
        or _HANGUL.match(character)
        or _decompose(character) != character
    ):
        return False
    return all(
        each.casefold() == character.casefold() and len(shown) == 1
        for each, shown in _list_sources().get(character, ())
        if ord(each) not in list_other_forms()
    )


@cache
def _list_sources() -> dict[str, list[tuple[str, str]]]:
    """Return the characters in whose view each character stands, with that view."""
    sources: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for source, shown in zip(*list_foldings(), strict=True):
        if source != shown:
            for character in shown:
                sources[character].append((source, shown))
    return sources


def _decompose(text: str) -> str:
    """Return a view with its marks as characters of their own; syllables of Hangul stay whole."""
    return "".join(each if _HANGUL.match(each) else unicodedata.normalize("NFD", each) for each in text)


@cache
def _list_writings() -> _Writings:
    of_letter: dict[str, list[str]] = defaultdict(list)
    of_mark: dict[str, list[str]] = defaultdict(list)
    of_letters: dict[str, list[str]] = defaultdict(list)
    mark_as_letter = dropped = not_shown = ""
    characters, shown = list_foldings()
    decomposed = unicodedata.normalize("NFD", "\n".join(shown))
    marked = decomposed.split("\n")
    lettered = _MARKS.sub("", decomposed).split("\n")
    for character, full, letters in zip(characters, marked, lettered, strict=True):
        if full == character:
            continue
        for mark in _EACH_MARK.findall(full):
            of_mark[mark].append(character)
        if not full:
            not_shown += character
        if _MARKS.match(character):
            mark_as_letter += character * bool(letters)
        elif not letters:
            dropped += character
        elif len(letters) == 1:
            of_letter[letters].append(character)
        else:
            for letter in letters:
                of_letters[letter].append(character)
    tables = (of_letter, of_mark, of_letters)
    joined = [{key: "".join(found) for key, found in table.items()} for table in tables]
    return _Writings(joined[0], joined[1], joined[2], mark_as_letter, rf"\p{{M}}{dropped}", not_shown)
