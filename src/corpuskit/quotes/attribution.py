"""What is said of a quotation's speaker, and what the rules look at to find out."""

from __future__ import annotations

from typing import NamedTuple

from corpuskit.quotes.clauses import Token
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.sentences import Place
from corpuskit.quotes.subjects import Phrase

Span = tuple[int, int]


class Attribution(NamedTuple):
    """Who says a quotation, and how that is known.

    Attributes:
        speaker: Where the speaker is named; None where nobody is.
        cue: The word that introduces the quotation; None where there is none.
        rule: The name of the rule; None where no rule held.
    """

    speaker: Span | None = None
    cue: Span | None = None
    rule: str | None = None


class Context(NamedTuple):
    """A quotation as a token of its sentence."""

    tokens: list[Token]
    at: int
    quotation: MarkedString | None
    place: Place


def span_of(tokens: list[Token], phrase: Phrase) -> Span:
    """Return where a phrase stands in the document."""
    return tokens[phrase[0]].start, tokens[phrase[1] - 1].end
