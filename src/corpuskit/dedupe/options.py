"""What counts as a copy, which paragraph of a group is kept, and how the answer is given."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

import msgspec

from corpuskit.errors import UsageError

Kind = Literal["exact", "format", "signs", "numbers", "sense", "contained", "template", "wording"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of a copy, from the closest to the loosest."""

REMOVED_KINDS: tuple[Kind, ...] = ("exact", "format")
"""The kinds that a corpus is written without, unless others are named: those that say nothing of their own."""

Scope = Literal["all", "within", "across"]
Measure = Literal["word", "char"]

_LOWEST_THRESHOLD = Fraction(1, 2)
_KEPT_BY_SOURCE = "source:"


class DedupeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as a copy, which paragraph of a group is kept, and how the answer is given.

    Attributes:
        threshold: The similarity from which a paragraph is a near copy, 0.5 to 1; a string is taken as the exact
            decimal (`"0.8"`) or fraction (`"4/5"`) that it shows.
        exact: Look for exact copies only.
        min_words: Paragraphs with fewer words are compared exactly only, 1 or more.
        measure: What is compared: words, or for text with misread letters every three characters in a row.
        scope: `all` paragraphs with each other, only those `within` one document, or only `across` documents.
        keep: Which paragraph is kept: the `first` in the corpus, the `earliest` by the date of its document, the
            `longest`, or `source:A,B`: that of the source named first.
        kinds: The kinds of copies that are asked for; empty for all.
        contained: Look for paragraphs that lie inside longer ones too: the least part of their words that is found
            there, above 0.5 to 1; None not to look.
        pairs: Yield each copy beside what it repeats, with the difference, instead of groups.
        blocks: Yield runs of consecutive copies, instead of groups.
        stats: Yield what is copied by document, instead of groups.

    Raises:
        UsageError: A value is out of its range, or two options exclude each other.
    """

    threshold: float | str = 0.8
    exact: bool = False
    min_words: int = 5
    measure: Measure = "word"
    scope: Scope = "all"
    keep: str = "first"
    kinds: tuple[Kind, ...] = ()
    contained: float | str | None = None
    pairs: bool = False
    blocks: bool = False
    stats: bool = False

    def __post_init__(self) -> None:
        if not _LOWEST_THRESHOLD <= self.exact_threshold <= 1:
            raise UsageError(
                f"--threshold: wanted a similarity from 0.5 to 1, got {self.threshold}",
                hint="below 0.5 two paragraphs share fewer words than they differ in; at 1 they have the same words",
            )
        if self.contained is not None and not _LOWEST_THRESHOLD < self.exact_containment <= 1:
            raise UsageError(
                f"--contained: wanted a part above 0.5 and up to 1, got {self.contained}",
                hint="0.9 asks for nine tenths of the words",
            )
        if self.min_words < 1:
            raise UsageError(f"--min-words: wanted 1 or more, got {self.min_words}")
        for name, value, known in (
            ("--measure", self.measure, get_args(Measure)),
            ("--scope", self.scope, get_args(Scope)),
            *(("--kinds", kind, KINDS) for kind in self.kinds),
        ):
            if value not in known:
                raise UsageError(f"{name}: wanted one of {', '.join(known)}, got {value!r}")
        if self.keep not in ("first", "earliest", "longest") and not self.sources:
            raise UsageError(
                f"--keep: wanted first, earliest, longest or source:A,B, got {self.keep!r}",
                hint="source:A,B keeps what the source A has, else what B has, else the first",
            )
        if self.pairs + self.blocks + self.stats > 1:
            raise UsageError("--pairs, --blocks and --stats are three answers", hint="choose one of them")

    @property
    def exact_threshold(self) -> Fraction:
        """The threshold as it was typed: 0.8 is four fifths, and not the nearest binary number.

        Raises:
            UsageError: It is no number.
        """
        return _read_fraction("--threshold", self.threshold)

    @property
    def exact_containment(self) -> Fraction:
        """The part of a paragraph that has to lie inside another, as it was typed; 1 where it was not.

        Raises:
            UsageError: It is no number.
        """
        return _read_fraction("--contained", 1 if self.contained is None else self.contained)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources whose paragraphs are kept, the most preferred first; empty where it does not go by source."""
        if not self.keep.startswith(_KEPT_BY_SOURCE):
            return ()
        return tuple(
            name.strip() for name in self.keep.removeprefix(_KEPT_BY_SOURCE).split(",") if name.strip()
        )


def _read_fraction(option: str, typed: float | str) -> Fraction:
    try:
        return Fraction(str(typed))
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"{option}: wanted a number from 0.5 to 1, got {typed!r}", hint="try 0.8") from error
