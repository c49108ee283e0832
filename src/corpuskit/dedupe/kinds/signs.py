"""Signs that carry meaning: two texts with the same words and other signs of these say different things."""

from __future__ import annotations

from itertools import accumulate

import regex

from corpuskit.dedupe.kinds.meaning import find_language
from corpuskit.patterns import compile_later
from corpuskit.text.characters import UNSPACED
from corpuskit.text.tokens import WORD
from corpuskit.text.view import AMPERSAND, fold

# What stands in brackets: a decimal sign or a separator between digits; a sign before a number; a sign that is written
# together with a word (C++, C#, #tag, @name), or is a key («press # to speak»); a sign that means something wherever it stands.
_BULLETS = r"\u2190-\u21FF\u2022\u2023\u2043\u2500-\u25FF\u2605\u2606\u2714\u27A1\u2B1B\u2B1C\u2B50\U0001F538-\U0001F53D\U0001F7E0-\U0001F7EB"
_SIGNS = compile_later(
    rf"""
      (?P<separator>(?<=\p{{Nd}})(?:[.,:/'’٫٬·]|[ \u00a0\u202f\u2009](?=\p{{Nd}}{{3}}(?!\p{{Nd}}))|\s?[-\u2010-\u2015\u2212]\s?)(?=\p{{Nd}}))
    | (?P<minus>(?<![[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]])[-\u2012\u2013\u2212](?=[\p{{Sc}}]?\p{{Nd}}))
    | (?P<attached>(?<=[\p{{L}}\p{{N}}])[+\#]+|[+\#@](?=[\p{{L}}\p{{N}}]))
    | (?P<key>(?<=[\p{{L}}\p{{N}}][ ])[\#*](?=[ ][\p{{L}}\p{{N}}]))
    | (?P<question>[?？؟⁇⁈⁉‽])
    | (?P<currency>\p{{Sc}})
    | (?P<operator>(?<!=)[<>=≠≤≥≈±×÷√∞∑∏∈∉⊂∪∩¬∧∨∀∃→↔⇒⇔](?!=)|<=|>=|!=|(?<=\w[ ]?)(?:(?:[=+*/-]=|=>|->|&&|\|\|)(?=[ ]?[\w(])|\+(?=\())|(?<=\d\s?)\+(?=\s?\d)|(?<=[\w)\]][ ]?)[\^/](?=[ ]?[\w(])|(?<=[\w)\]][ ])\+(?=[ ][\w(])|~(?=\s?\p{{Sc}}?\d))
    | (?P<rate>[%٪‰°′″§&])
    | (?P<emoji>[[\p{{Emoji_Presentation}}\p{{Extended_Pictographic}}]--[{_BULLETS}\u00a9\u00ae\u2122]])
    """,
    regex.VERBOSE | regex.V1,
)
# One sign for those that say the same.
_SAME = str.maketrans("？؟⁇⁈⁉‽٪٫’\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "??????%.'-------")
# What stands between groups of three digits: a space or an apostrophe, «,» or «.» by the language, and either of them that
# stands there again: 1.250.000.
_GROUPS = {
    mark: compile_later(
        rf"(?<=\p{{Nd}})(?:[{mark} '’\u00a0\u202f\u2009٬]|(?<=(?P<sign>[.,])\p{{Nd}}{{3}})(?P=sign)|(?P<first>[.,])(?=\p{{Nd}}{{3}}(?P=first)\p{{Nd}}{{3}}(?!\p{{Nd}})))(?=\p{{Nd}}{{3}}(?!\p{{Nd}}))"
    )
    for mark in ("", ",", ".")
}
_MAY_BE_GROUP = compile_later(r"\p{Nd}[.,]\p{Nd}{3}(?!\p{Nd})")
_QUOTING = compile_later(r"^\s*(?:>\s*)+")


def list_signs(text: str) -> list[tuple[int, str]]:
    """Return the signs of a text that carry meaning, in order, each with the number of words before it.

    These are signs before numbers and between digits, signs of currencies, comparisons, rates and operations, signs that
    are written together with a word or name a key, question marks and emoji. Dashes, quotation marks, brackets, full stops, commas
    and exclamation marks are typography, and so are bullets and the marks that begin a line.

    Args:
        text: A paragraph.
    """
    text = text.replace(AMPERSAND, "&")
    quoting = _QUOTING.match(text)
    start = quoting.end() if quoting else 0
    found: list[tuple[int, str]] = []
    if not _SIGNS.search(text, start):
        return found
    words = [match.start() for match in WORD.finditer(text)]
    mark = find_group_mark(text)
    place = 0
    for match in _SIGNS.finditer(text, start):
        while place < len(words) and words[place] < match.start():
            place += 1
        sign = _name_sign(match, text, mark)
        if sign and (not found or found[-1] != (_find_place(match, text, place), sign)):
            found.append((_find_place(match, text, place), sign))
    return found


def find_group_mark(text: str) -> str:
    """Return which of «,» and «.» stands between groups of three digits in the language of a text, or "" for neither."""
    if not _MAY_BE_GROUP.search(text):
        return ","
    return find_language(fold(" ".join(WORD.findall(text))).split(" ")).group_mark


def strip_digit_groups(text: str, mark: str) -> str:
    """Return a text without what stands between groups of three digits.

    Args:
        text: The text.
        mark: Which of «,» and «.» does, or "" for neither.
    """
    stripped: str = _GROUPS[mark].sub("", text)
    return stripped


def place_signs(text: str) -> list[tuple[int, str]]:
    """Return the same signs, each with the number of letters of words before it, in the view.

    Where a text has «well-known» and its copy «well-⏎known», how many words that is depends on the rest of the copy.

    Args:
        text: A paragraph.
    """
    signs = list_signs(text)
    if not signs:
        return signs
    words = fold(" ".join(WORD.findall(text.replace(AMPERSAND, "&")))).split(" ")
    letters = [0, *accumulate(map(len, words))]
    return [(letters[place], sign) for place, sign in signs]


def _name_sign(match: regex.Match[str], text: str, mark: str) -> str:
    sign = match.group().strip() or " "
    kind = match.lastgroup
    if kind == "separator" and _GROUPS[mark].match(text, match.start()):
        # The words of 10,000 and of 10 000 are the same, and so is the number.
        return "group"
    return str(sign.translate(_SAME))


def _find_place(match: regex.Match[str], text: str, words_before: int) -> int:
    """Return the number of words before a sign; of a currency, before the number that it belongs to."""
    if match.lastgroup == "currency":
        before, after = text[max(match.start() - 2, 0) : match.start()], text[match.end() : match.end() + 2]
        if before.rstrip()[-1:].isdecimal() and not after.lstrip()[:1].isdecimal():
            return words_before - 1
    return words_before
