"""Words that the end of a line divides: «exam-» and «ple» are one word, where a text is hard-wrapped.

What stands between the halves is read as so many word joiners, which belong to a word and which the view leaves out. So a
text and what is read of it have the same places.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.language import read_language_table

JOINT = "\u2060"
"""What is read in place of each character between the halves of a word, two at least: the word joiner."""

_HYPHENS = "-\u2010"
# A soft hyphen divides any word. A hyphen may belong to a name or a number: then no small letter stands on both sides.
_BREAK = r"[ \t]?(?:\r\n|\r|\n)[ \t]*+"
_DIVISION = compile_later(
    rf"(?:(?<=\p{{Ll}}\p{{M}}{{0,3}})[{_HYPHENS}]{_BREAK}(?=\p{{Ll}})|(?<=\p{{L}}\p{{M}}{{0,3}})\u00ad{_BREAK}(?=\p{{L}}))"
)
# The same in less time, and in more places.
_MAY_DIVIDE = compile_re(rf"[{_HYPHENS}\u00ad][ \t]?[\r\n]")
# The halves of a word on both sides of a place.
_BEFORE = compile_later(r"[\p{L}\p{M}]+$")
_AFTER = compile_later(r"[\p{L}\p{M}]+")
_COMPOUND = compile_later(rf"(?<![\p{{L}}\p{{M}}])[\p{{L}}\p{{M}}]+(?:[{_HYPHENS}][\p{{L}}\p{{M}}]+)+")
_PARTS = compile_later(rf"[{_HYPHENS}]")
_LONGEST_HALF = 64
# A word alone, and the word after it where that has a hyphen.
_ALONE = compile_later(rf"[\p{{L}}\p{{M}}]+(?![{_HYPHENS}\p{{L}}\p{{M}}\p{{N}}'’\u00ad])")
_PAIRED = compile_later(rf"\s{{1,8}}[\p{{L}}\p{{M}}\p{{N}}]+[{_HYPHENS}][\p{{L}}\p{{N}}]")
_JOINTS = compile_later(rf"{JOINT}{{2,}}")


# All ways to end a line with a hyphen, and what no other hyphen is in UTF-8.
_LINE_ENDS = (b"-\n", b"-\r", b"- \n", b"- \r", b"-\t\n", b"-\t\r", b"\xe2\x80\x90", b"\xc2\xad")


def may_divide_words(data: bytes) -> bool:
    """Return whether words of UTF-8 text may be divided at the ends of lines; a look at its bytes is quick."""
    return any(end in data for end in _LINE_ENDS)


def join_divided_words(text: str) -> str:
    """Return what is read of a hard-wrapped text, as long as the text; itself where no word is divided.

    A word that stands elsewhere in the text with its hyphen, «well-known», keeps it, and so does a word that another one
    completes, «Vor- und Nachteile».

    Args:
        text: The text, or a paragraph of it.
    """
    # Most texts that are asked for are lines.
    if ("\n" not in text and "\r" not in text) or not _MAY_DIVIDE.search(text):
        return text
    divisions = list(_DIVISION.finditer(text))
    if not divisions:
        return text
    compounds = _list_compounds(text)
    pieces, done = [], 0
    for division in divisions:
        start, end = division.span()
        if division[0][0] in _HYPHENS and (
            _find_halves(text, start, end) in compounds or is_suspended(text, end)
        ):
            continue
        pieces += [text[done:start], JOINT * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def is_suspended(text: str, place: int) -> bool:
    """Return whether a hyphen stands for what a later word has: a conjunction follows it.

    Args:
        text: The text.
        place: Index of the word after the hyphen.
    """
    found = _ALONE.match(text, place, place + _LONGEST_HALF)
    if found is None:
        return False
    alone, paired = _read_conjunctions()
    word = found[0].casefold()
    return word in alone or (word in paired and _PAIRED.match(text, found.end()) is not None)


@cache
def _read_conjunctions() -> tuple[frozenset[str], frozenset[str]]:
    """Return the conjunctions of all languages that tell a hyphen alone, and those that need a second one."""
    table = read_language_table("conjunctions")
    alone, paired = (
        frozenset(word for words in table[name].values() for word in words) for name in ("alone", "paired")
    )
    return alone, paired


def _list_compounds(text: str) -> set[tuple[str, str]]:
    """Return what stands on the two sides of each hyphen within a line, in small letters."""
    found: set[tuple[str, str]] = set()
    for compound in set(_COMPOUND.findall(text)):
        parts = _PARTS.split(compound.casefold())
        found.update(pairwise(parts))
    return found


def _find_halves(text: str, start: int, end: int) -> tuple[str, str]:
    before = _BEFORE.search(text, max(start - _LONGEST_HALF, 0), start)
    after = _AFTER.match(text, end, end + _LONGEST_HALF)
    return tuple(half[0].casefold() if half else "" for half in (before, after))  # type: ignore[return-value]


def list_divisions(text: str, reading: str) -> list[tuple[int, int]]:
    """Return the spans of what divides words of a text.

    Args:
        text: The text, or a part of it.
        reading: The same part of what is read of it.
    """
    return [] if reading == text else [joint.span() for joint in _JOINTS.finditer(reading)]


def without_joints(words: str) -> str:
    """Return words of what is read of a text with their halves joined."""
    return _JOINTS.sub("", words) if JOINT * 2 in words else words
