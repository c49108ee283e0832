r"""What other programs read in a query of CQP, and this one does not."""

from __future__ import annotations

from corpuskit.errors import PatternError
from corpuskit.kwic.query.expressions import pass_blanks
from corpuskit.patterns import compile_later

# Each with the reason why it is not taken, and what does instead.
_REFUSED = (
    (
        compile_later(r"\s*@[0-9]"),
        "a query has one target",
        'without a number: "the" @"law"',
    ),
    (
        compile_later(r"\s*(?:@|[\p{L}_][\p{L}\p{N}_.]*\s*:(?!:))"),
        "only a word of the hit itself has a label or is the target",
        'a:[] "and" b:[] :: a.word = b.word',
    ),
    (
        compile_later(r"\s*\[\s*:\s*:"),
        "this asks nothing of the word that follows",
        '[: word="b" :] asks for a word, or leave it out',
    ),
    (
        compile_later(r"\s*\p{Lu}[\p{L}\p{N}_]*\s*=(?!=)"),
        "queries have names in a file alone",
        "leave the name out, or --query FILE.toml with the names of queries",
    ),
    (
        compile_later(r"\s*[\p{Ll}_][\p{L}\p{N}_]*\s*!?="),
        "a condition of a word stands in brackets",
        '[lemma="go"]',
    ),
    (
        compile_later(r"\s*cut\s+[0-9]"),
        "how many hits are shown is an option",
        "--limit 10, or --sample 10",
    ),
    (
        compile_later(r"\s*expand\b"),
        "what is shown around a hit is an option",
        "-C sentence, or -C paragraph",
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
            column = pass_blanks(pattern, place)
            raise PatternError(message, pattern=pattern, column=column, hint=hint)
