"""Marks of direction inside of numbers, which messengers write into Arabic stamps: «٢٧/٣/٢٠٢٥» with a mark before each stroke."""

from __future__ import annotations

import re

_MARK = "[\u061c\u200e\u200f]"
_IN_NUMBER = re.compile(rf"(?<=\d){_MARK}+(?=[/.:-])|(?<=[/.:-]){_MARK}+(?=\d)")
_JOINER = "\u2060"


def hide_marks_of_direction(text: str) -> str:
    """Return a text of the same length with invisible joiners for marks of direction inside of numbers.

    A view leaves joiners out, so that the number is one; the other marks of direction stay borders of words.

    Args:
        text: Any text.
    """
    if text.isascii():
        return text
    return _IN_NUMBER.sub(lambda match: _JOINER * len(match[0]), text)
