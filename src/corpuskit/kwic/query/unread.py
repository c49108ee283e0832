r"""What other programs read in a query of CQP, and this one does not."""

from __future__ import annotations

from corpuskit.errors import PatternError
from corpuskit.patterns import compile_later

# Each with the reason why it is not taken, and what does instead.
_REFUSED = (
    (compile_later(r"\s*@"), "no word of a hit is a target", "without @ the hit is all words of the query"),
    (
        compile_later(r"\s*[\p{L}_][\p{L}\p{N}_.]*\s*:(?!:)"),
        "a label stands before a word that is in every hit, in no bracket and behind no part of uncertain length",
        'a:[] "and" b:[] :: a.word = b.word',
    ),
    (
        compile_later(r"\s*\[\s*::?"),
        "a hit says nothing of words that are no part of it",
        'MU(meet "UN" "Charter" 1 1) finds a word that has another beside it',
    ),
)


def refuse_unread(pattern: str, place: int) -> None:
    """Raise an error where what follows in a pattern is known, but not taken.

    Args:
        pattern: The pattern.
        place: Where in it something is about to be read.

    Raises:
        PatternError: It is; with what does instead.
    """
    for sign, message, hint in _REFUSED:
        if sign.match(pattern, place):
            column = place + len(pattern[place:]) - len(pattern[place:].lstrip())
            raise PatternError(message, pattern=pattern, column=column, hint=hint)
