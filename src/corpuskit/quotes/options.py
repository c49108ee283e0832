"""Which quotations are given, checked once."""

from typing import Annotated

from corpuskit.errors import UsageError
from corpuskit.options import Option, OptionError, Options, split_names
from corpuskit.quotes.kinds import KINDS, Kind


class QuoteOptions(Options, frozen=True, kw_only=True):
    """Which quotations are given.

    Raises:
        UsageError: A kind is not known, or a model is named where nothing is parsed.
    """

    kinds: Annotated[
        tuple[Kind, ...],
        Option(
            "Only these kinds: direct, mixed, unquoted, indirect, title, term, scare. Default: speech (the first three).",
            metavar="A,B", typed=str, read=split_names, is_common=True,
        ),
    ] = ()  # fmt: skip
    all: Annotated[
        bool,
        Option("Every kind, also titles, terms, scare quotes and quotations inside others.", is_common=True),
    ] = False
    indirect: Annotated[
        bool, Option("Also indirect speech: 'she said that …', 'according to …'.", is_common=True)
    ] = False
    speaker: Annotated[
        str | None,
        Option("Only speakers whose name contains this, in any case.", metavar="NAME", is_common=True),
    ] = None
    min_confidence: Annotated[
        float | None,
        Option(
            "Only quotations whose speaker is known with this confidence at least, 0 to 1, such as 0.9.",
            metavar="P", least=0, most=1,
        ),
    ] = None  # fmt: skip
    context: Annotated[
        int | None,
        Option("Show N words before and after each quotation.", metavar="N", heading="Arranging", least=0),
    ] = None
    parse: Annotated[
        bool,
        Option(
            "Look for speakers that no strong rule finds in a dependency parse: English documents, with an installed "
            "spaCy model."
        ),
    ] = False
    parse_model: Annotated[
        str | None,
        Option("The installed model that parses. Default: the largest English one.", metavar="NAME"),
    ] = None

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS:
                raise UsageError(f"unknown kind {kind!r}, want one of {', '.join(KINDS)}")
        if self.context is not None and self.context < 0:
            raise UsageError(f"context must be 0 words or more, got {self.context}")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise UsageError(f"min_confidence must be 0 to 1, got {self.min_confidence}")
        super().__post_init__()
        if self.parse_model is not None and not self.parse:
            raise OptionError(QuoteOptions, "a model is named, but nothing is parsed", hint="add {parse}")
