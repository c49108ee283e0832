"""What is verified, checked once."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from corpuskit.options import Option, Options

DraftForm = Literal["auto", "text", "quotations"]
"""What a draft is: a text that quotes, or rows each of which is a quotation."""

FEWEST_WORDS = 3
"""A shorter quotation stands in every text, and says nothing."""


def read_threshold(typed: float) -> Fraction:
    """Return a threshold as it was typed: 0.8 and not the number of binary digits beside it."""
    return Fraction(str(typed))


class VerifyOptions(Options, frozen=True, kw_only=True):
    """What is verified, and what counts as the same.

    Raises:
        UsageError: A value makes no sense.
    """

    threshold: Annotated[
        float,
        Option(
            "Least similarity of a place that a quotation differs from, above 0 to 1: 2·LCS/(n+m) over words.",
            metavar="T", least=0.5, most=1, is_common=True,
        ),
    ] = 0.8  # fmt: skip
    min_words: Annotated[
        int,
        Option("Quotations of fewer words are not checked.", metavar="N", least=FEWEST_WORDS, is_common=True),
    ] = 4
    max_omission: Annotated[
        int,
        Option("Most words that a marked omission («…», […]) may stand for.", metavar="N", least=0),
    ] = 300
    claims: Annotated[bool, Option("Check sentences with a date and a name, too.", is_common=True)] = False
    form: Annotated[
        DraftForm,
        Option(
            "What a draft is: a text that quotes, or rows of quotations with the fields text, speaker and source. "
            "Default: rows where it is JSON.",
            ("--draft-form",), heading="Input",
        ),
    ] = "auto"  # fmt: skip
