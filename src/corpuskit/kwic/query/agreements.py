r"""The end of a query of CQP that compares words of a hit: `:: a.word = b.word & a.lemma != c.lemma %c`."""

from __future__ import annotations

from collections.abc import Collection

import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.query.expressions import pass_blanks
from corpuskit.kwic.query.nodes import TARGET, Agreement, Choice, Node
from corpuskit.patterns import compile_later

LABEL = compile_later(r"\s*+(?:(?P<label>[\p{L}_][\p{L}\p{N}_]*+)\s*+:(?!:)|@(?![0-9]))")
"""Matches the name of a word, before it, or the sign of the target."""
COMPARED = compile_later(r"\s*+::")
"""Matches what stands before the first agreement."""
_AGREEMENT = compile_later(
    r"\s*+(?P<first>[\p{L}_][\p{L}\p{N}_]*+)\.(?P<layer>[\p{L}_][\p{L}\p{N}_]*+)\s*+(?P<sign>!?=)"
    r"\s*+(?P<second>[\p{L}_][\p{L}\p{N}_]*+)\.(?P<second_layer>[\p{L}_][\p{L}\p{N}_]*+)(?:\s*+%(?P<flags>[cd]+))?"
)
_MORE = compile_later(r"\s*+&")
_CURE = 'a:[] "and" b:[] :: a.word = b.word'


def read_agreements(
    pattern: str, place: int, labels: Collection[str], node: Node
) -> tuple[tuple[Agreement, ...], int]:
    """Return what must be true of the words of a hit, and where in the pattern it ends.

    Args:
        pattern: The pattern.
        place: Where in it this may begin.
        labels: The names of words.
        node: What the words are found by.

    Raises:
        PatternError: It cannot be read, or there is nothing to be compared.
    """
    begins = COMPARED.match(pattern, place)
    if begins is None:
        if names := set(labels) - {TARGET}:
            raise PatternError(
                f"the label {min(names)!r} is compared with nothing",
                pattern=pattern,
                column=place,
                hint=_CURE,
            )
        return (), place
    if isinstance(node, Choice) and labels:
        raise PatternError(
            "words of alternatives have no labels",
            pattern=pattern,
            column=place,
            hint="ask for one alternative at a time",
        )
    agreements = []
    more: regex.Match[str] | None = begins
    while more is not None:
        agreement, place = _read_agreement(pattern, more.end(), labels)
        agreements.append(agreement)
        more = _MORE.match(pattern, place)
    return tuple(agreements), place


def _read_agreement(pattern: str, place: int, labels: Collection[str]) -> tuple[Agreement, int]:
    column = pass_blanks(pattern, place)
    found = _AGREEMENT.match(pattern, place)
    if found is None:
        raise PatternError(
            "words of a hit are compared with each other",
            pattern=pattern,
            column=column,
            hint='a.word = b.word, a.lemma != b.lemma %c; a value stands with the word: a:[lemma="go"]',
        )
    for name in (found["first"], found["second"]):
        if name not in labels:
            raise PatternError(f"there is no label {name!r}", pattern=pattern, column=column, hint=_CURE)
    flags = found["flags"] or ""
    agreement = Agreement(
        first=found["first"],
        second=found["second"],
        layers=(_read_layer(found["layer"]), _read_layer(found["second_layer"])),
        is_negated=found["sign"] == "!=",
        case_sensitive="c" not in flags,
        fold="d" in flags,
    )
    return agreement, found.end()


def _read_layer(name: str) -> str | None:
    """Return the layer of annotation that is compared; None for the word as written."""
    return None if name == "word" else name
