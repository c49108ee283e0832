"""Names that hold a year or a month: «Vision 2030», the novel «1984», the author April Sandford."""

from __future__ import annotations

from collections.abc import Callable

from corpuskit.patterns import compile_later
from corpuskit.text.heads import is_byline

_LONGEST_NAME = 48
# All of a name, or one to five words of it. Quotation marks alone are a name only where a word stands before them.
_BEFORE_YEAR = compile_later(
    r"(?:[\"'《「『](?<=(?:\p{L} |\p{Han}).)\s?|[\"'《「『]\s?((?:[\p{L}\p{M}'-]+ ?){1,5}))$"
)
_AFTER_YEAR = compile_later(r" ?([\p{L}\p{M}'-]+(?: [\p{L}\p{M}'-]+){0,4})\s?[\"'》」』]")
_OPENING = compile_later(r"[\"'《「『]\s?$")
_CLOSING = compile_later(r"\s?[\"'》」』]")


def is_in_quoted_name(view: str, start: int, end: int, is_capital: Callable[[int], bool]) -> bool:
    """Return whether a number is all of what stands in quotation marks, or one end of a name there.

    Args:
        view: The text as it is matched.
        start: Index of the number.
        end: Index after it.
        is_capital: Tells for an index of the view whether the source has a capital letter there: a name begins with one.
    """
    before = _BEFORE_YEAR.search(view, max(0, start - _LONGEST_NAME), start)
    if before is not None and _CLOSING.match(view, end):
        # «Schlimmer als 2007» begins as a name does, and is none: no name has a small word before its year.
        last = before.end(1) - len(before[1].split()[-1]) - before[1].endswith(" ") if before[1] else 0
        return not before[1] or not any(_is_lower(view, at, is_capital) for at in (before.start(1), last))
    after = _AFTER_YEAR.match(view, end, end + _LONGEST_NAME)
    if after is None or _OPENING.search(view, max(0, start - 2), start) is None:
        return False
    return not _is_lower(view, after.start(1), is_capital)


# «Avril Desmoulins» and «Mareike August» end there, or another part of the line begins.
_REST_OF_NAME = compile_later(r" [\p{L}\p{M}'-]+(?=\s*(?:[,;|·•(–—-]|\n|$))")
_END_OF_NAME = compile_later(r"\s*(?:[,;|·•(–—-]|\n|$)")
_LONGEST_BYLINE = 120


def is_in_byline(view: str, start: int, end: int, is_capital: Callable[[int], bool]) -> bool:
    """Return whether a month is a part of the name of an author: «By April Sandford», «Von Mareike August · 24.2.2024».

    Args:
        view: The text as it is matched.
        start: Index of the month.
        end: Index after it.
        is_capital: Tells for an index of the view whether the source has a capital letter there.
    """
    reach = max(0, start - _LONGEST_BYLINE)
    first = view.rfind("\n", reach, start) + 1
    if (first == 0 < reach) or not is_byline(view[first : first + _LONGEST_BYLINE].split("\n", 1)[0]):
        return False
    before = view[first:start].rstrip()
    if before.endswith(":") or (" " not in before and before):
        rest = _REST_OF_NAME.match(view, end)
        return rest is not None and not _is_lower(view, end + 1, is_capital)
    given = before.rfind(" ") + 1
    is_name = bool(before) and is_capital(first + given) and is_capital(start)
    return is_name and _END_OF_NAME.match(view, end) is not None


# A book in the marks of China is no longer.
_LONGEST_TITLE = 24
_IN_BOOK = compile_later(r"《[^》《\n]*$")


def is_in_title_of_book(view: str, start: int, end: int) -> bool:
    """Return whether a date is a part of a title in 《》, and not all of it.

    Args:
        view: The text as it is matched.
        start: Index of the date.
        end: Index after it.
    """
    before = _IN_BOOK.search(view, max(0, start - _LONGEST_TITLE), start)
    close = -1 if before is None else view.find("》", end, end + _LONGEST_TITLE)
    return (
        before is not None
        and close >= 0
        and (start - before.end() or before.start() + 1 < start or close > end)
    )


def _is_lower(view: str, index: int, is_capital: Callable[[int], bool]) -> bool:
    """Return whether the source has a small letter at an index of the view."""
    return view[index].upper() != view[index] and not is_capital(index)
