"""Marks inside of numbers that a reader does not see: those of direction in «٢٧/٣/٢٠٢٥», and mark-up in «1<sup>er</sup>»."""

from __future__ import annotations

import re

from corpuskit.patterns import compile_re
from corpuskit.text.spaces import replace_fixed_spaces

_MARK = "[\u061c\u200e\u200f]"
# Messengers write them into Arabic stamps, before each stroke.
_OF_DIRECTION = compile_re(rf"(?<=\d){_MARK}+(?=[/.:-])|(?<=[/.:-]){_MARK}+(?=\d)")
_RAISED = compile_re(r"(?:(?<=[\dIVX])|(?<=\d\.))(<sup>|\^)([^\W\d_]{1,4})(</sup>|\^)", re.IGNORECASE)
_ORDINAL = str.maketrans("oa", "ºª")
_JOINER = "\u2060"


def hide_marks_in_numbers(text: str) -> str:
    """Return a text of the same length with invisible joiners for marks of direction and mark-up inside of numbers, and plain spaces.

    A view leaves joiners out, so that the number is one; the other marks of direction stay borders of words.

    Args:
        text: Any text.
    """
    if ">" in text or "^" in text:
        text = _RAISED.sub(_join_raised, text)
    if text.isascii():
        return text
    return _OF_DIRECTION.sub(lambda match: _JOINER * len(match[0]), replace_fixed_spaces(text))


def _join_raised(match: re.Match[str]) -> str:
    ending = match[2].translate(_ORDINAL) if len(match[2]) == 1 else match[2]
    return f"{_JOINER * len(match[1])}{ending}{_JOINER * len(match[3])}"
