"""Marks that a reader does not see: mark-up («**5 May** 2023», «1<sup>er</sup>»), wide gaps, marks of direction in «٢٧/٣/٢٠٢٥»."""

from __future__ import annotations

import re

from corpuskit.patterns import compile_re
from corpuskit.text.spaces import replace_fixed_spaces

_MARK = "[\u061c\u200e\u200f]"
# Messengers write them into Arabic stamps, before each stroke.
_OF_DIRECTION = compile_re(rf"(?<=\d){_MARK}+(?=[/.:-])|(?<=[/.:-]){_MARK}+(?=\d)")
_RAISED = compile_re(r"(?:(?<=[\dIVX])|(?<=\d\.))(<sup>|\^)([^\W\d_]{1,4})(</sup>|\^)", re.IGNORECASE)
# Emphasis of Markdown, of which the text inside touches both marks: «*5 May*», but not «2 * 3 * 4», and not «snake_case».
_EMPHASIS = compile_re(
    r"(?<![\d*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,300})(?<=\S)\1(?!\*)|(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,300})(?<=\S)\3(?!\w)"
)
# Tags inside of lines; one with a number may name a date itself.
_TAG = compile_re(
    r"</?(?:b|i|u|em|strong|span|time|small|mark|font|abbr|big|cite|a)(?: [^<>\d\n]{0,200})?>", re.IGNORECASE
)
# Lines of `ls -l`, of which the size is no year.
_FILE_LINE = compile_re(
    r"^[-dlbcps](?:[-r][-w][-xsStT]){3}[.+@]?[ \t][^\n]{1,80}?(?=[ \t]\S{2,5}[ \t]+\d{1,2}[ \t]+(?:\d\d:\d\d|\d{4})[ \t])",
    re.MULTILINE,
)
_GAP = compile_re(r"(?<=\S) {2,4}(?=\S)")
_ORDINAL = str.maketrans("oa", "ºª")
_JOINER = "\u2060"
_SOFT_HYPHEN = "\u00ad"


def hide_marks(text: str) -> str:
    """Return a text of the same length with invisible joiners for marks that a reader does not see, and plain spaces.

    A view leaves joiners out, so that a number is one and a wide gap a space; other marks of direction stay borders of words.

    Args:
        text: Any text.
    """
    if ">" in text or "^" in text:
        text = _TAG.sub(_hide, _RAISED.sub(_join_raised, text))
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(_hide_emphasis, text)
    if "rw" in text:
        text = _FILE_LINE.sub(lambda found: re.sub(r"\d", "x", found[0]), text)
    if "  " in text:
        text = _GAP.sub(lambda gap: " " + _JOINER * (len(gap[0]) - 1), text)
    if text.isascii():
        return text
    return _OF_DIRECTION.sub(_hide, replace_fixed_spaces(text))


def show_line(text: str) -> str:
    """Return a part of what `hide_marks` returns as it is read, without joiners and soft hyphens.

    Args:
        text: The part.
    """
    return text if text.isascii() else text.replace(_JOINER, "").replace(_SOFT_HYPHEN, "")


def show_span(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return a line without the marks that a reader does not see, and where a span of it lies then.

    Args:
        line: The line.
        start: Index of the first code point of the span.
        end: Index after its last one.
    """
    hidden = hide_marks(line)
    before, span = show_line(hidden[:start]), show_line(hidden[start:end])
    return before + span + show_line(hidden[end:]), len(before), len(before) + len(span)


def _hide(match: re.Match[str]) -> str:
    return _JOINER * len(match[0])


def _hide_emphasis(match: re.Match[str]) -> str:
    marks = _JOINER * len(match[1] or match[3])
    return f"{marks}{match[2] or match[4]}{marks}"


def _join_raised(match: re.Match[str]) -> str:
    ending = match[2].translate(_ORDINAL) if len(match[2]) == 1 else match[2]
    return f"{_JOINER * len(match[1])}{ending}{_JOINER * len(match[3])}"
