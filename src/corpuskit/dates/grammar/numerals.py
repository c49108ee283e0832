"""Numbers that are written without European digits: Chinese and Roman ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpuskit.patterns import compile_later, compile_re

_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "元": 1,
}  # fmt: skip
_HAN_TENS = {"十": 10, "廿": 20, "卅": 30}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_NUMBER = compile_re(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def read_han_number(text: str) -> int | None:
    """Return the value of a Chinese number below 100, or of a row of Chinese digits, or None.

    Args:
        text: Chinese numerals: `十六` is 16, `二〇二四` is 2024, `初五` (of a month) is 5.
    """
    text = text.removeprefix("初")
    if not text:
        return None
    tens = next((character for character in text if character in _HAN_TENS), None)
    if tens is None:
        if not all(character in _HAN_DIGITS for character in text):
            return None
        return int("".join(str(_HAN_DIGITS[character]) for character in text))
    before, after = text.split(tens, 1)
    if len(before) > 1 or len(after) > 1 or any(part in _HAN_TENS for part in (before, after)):
        return None
    if before and (tens != "十" or not _HAN_DIGITS[before]):
        return None
    return (_HAN_DIGITS[before] if before else 1) * _HAN_TENS[tens] + (_HAN_DIGITS[after] if after else 0)


# Letters of another script that are written for those of Roman numbers: «ХІХ».
_CYRILLIC_ROMAN = str.maketrans("хіс", "xic")


def read_roman_number(text: str) -> int | None:
    """Return the value of a Roman number in lower case (`xix` is 19), or None."""
    text = text.translate(_CYRILLIC_ROMAN)
    if not text or not _ROMAN_NUMBER.fullmatch(text):
        return None
    values = [_ROMAN[character] for character in text]
    return sum(
        -value if any(later > value for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )


_ROMAN_ENDING = compile_later("(?:i?[eè]me|e|º)$")


@lru_cache(maxsize=10_000)
def read_roman_word(word: str) -> int | None:
    """Return the value of a Roman number with or without the ending of an ordinal (`xixe`), or None."""
    return read_roman_number(word) or read_roman_number(_ROMAN_ENDING.sub("", word))


def add_number_word(value: int, word: int, *, linked_by_and: bool = False) -> int | None:
    """Return the number that one more word makes of a number that is spelled out, or None where it makes none.

    Args:
        value: The number so far: 90 of «ninety-four», 19 of «nineteen ninety», 2000 of «two thousand nine».
        word: The value of the next word.
        linked_by_and: Whether «and» stands between them: «sixteen and eighteen» is no year.
    """
    if word == _THOUSAND:
        return value * word if value < _TEN else None
    if word >= _HUNDRED:
        return _add_hundreds(value, word)
    in_arabic_order = word in _TENS and (value < _TEN or (linked_by_and and 0 < value % _HUNDRED < _TEN))
    if value % _THOUSAND == 0 or in_arabic_order:
        # «two thousand nine»; in the Arabic order «nine and twenty».
        return value + word if word < _HUNDRED else None
    if value in _CENTURIES_SPELLED and not linked_by_and and _TEN <= word < _HUNDRED:
        return value * _HUNDRED + word
    if value % _HUNDRED == 0:
        return value + word if word < _HUNDRED else None
    # «soixante-quatorze».
    most = 2 * _TEN if value % _HUNDRED in _COUNTED_ON else _TEN
    return value + word if value % _HUNDRED in _TENS and word < most else None


def _add_hundreds(value: int, word: int) -> int | None:
    """Return a number with a word for hundreds after it: «nineteen hundred», «mil novecientos», «mille neuf cent»."""
    rest = value % _THOUSAND
    if value < _HUNDRED:
        return value * word if word == _HUNDRED else None
    if rest == 0:
        return value + word
    return value - rest + rest * word if word == _HUNDRED and rest < _TEN else None


def read_compound(elements: Sequence[int]) -> int:
    """Return the number that the parts of one word make: 2, 1000, 3, 20 of «zweitausenddreiundzwanzig».

    Args:
        elements: The values of its parts in order; 0 for «and».
    """
    whole = part = 0
    for element in elements:
        if element == _THOUSAND:
            whole, part = max(part, 1) * _THOUSAND, 0
        elif element == _HUNDRED:
            part = max(part, 1) * _HUNDRED
        else:
            part += element
    return whole + part


# «nineteen ninety-four», «twenty twenty-one»: the first words of years that are spelled out.
_CENTURIES_SPELLED = (15, 16, 17, 18, 19, 20)
_COUNTED_ON = (60, 80)
_TENS = (20, 30, 40, 50, 60, 70, 80, 90)
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
