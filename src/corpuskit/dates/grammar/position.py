"""Whether a stretch of a text stands alone: as a sentence, as all of the text, with no number beside it."""

from __future__ import annotations

from corpuskit.patterns import compile_re

_LINE_END = compile_re(r"[ \t\r]*(?:\n|$)")
# How near a number is beside another one, in code points.
_BESIDE = 3


def begins_sentence(view: str, start: int) -> bool:
    """Return whether a sentence begins at a place.

    Args:
        view: The text as it is matched.
        start: Index of the place.
    """
    before = view[max(0, start - 3) : start].rstrip(" ")
    # «— Lundi, dit-elle»: a dash at the beginning of a line opens what is said.
    return not before or before[-1] in ".!?\n\"'" or before in ("-", "\n-")


def is_sentence(view: str, start: int, end: int) -> bool:
    """Return whether a stretch is a sentence of its own, at the end of a line.

    Args:
        view: The text as it is matched.
        start: Index of its first code point.
        end: Index after its last one.
    """
    return _LINE_END.match(view, end) is not None and begins_sentence(view, start)


def is_whole_text(view: str, start: int, end: int) -> bool:
    """Return whether the text is a stretch and nothing else.

    Args:
        view: The text as it is matched.
        start: Index of its first code point.
        end: Index after its last one.
    """
    return view.strip() == view[start:end]


def has_number_beside(view: str, start: int, end: int) -> bool:
    """Return whether a digit stands directly before or after a stretch, so that it may be a part of a row of numbers.

    Args:
        view: The text as it is matched.
        start: Index of its first code point.
        end: Index after its last one.
    """
    around = view[max(0, start - _BESIDE) : start] + view[end : end + _BESIDE]
    return any(character.isdigit() for character in around)


def is_glued(view: str, start: int, end: int) -> bool:
    """Return whether a Latin letter or a digit stands directly before or after a stretch: a part of a code.

    Args:
        view: The text as it is matched.
        start: Index of its first code point.
        end: Index after its last one.
    """
    before = start > 0 and _are_plain(view[start - 1 : start + 1])
    return before or (end < len(view) and _are_plain(view[end - 1 : end + 1]))


def _are_plain(characters: str) -> bool:
    return characters.isascii() and characters.isalnum()
