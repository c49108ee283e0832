"""What counts as a copy, which paragraph of a group is kept, and how the answer is given."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, get_args

import msgspec

from corpuskit.options import Option, OptionError, Options, list_options, split_names

Kind = Literal["exact", "format", "signs", "numbers", "sense", "contained", "template", "wording"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of a copy, from the closest to the loosest."""

REMOVED_KINDS: tuple[Kind, ...] = ("exact", "format")
"""The kinds that a corpus is written without, unless others are named: those that say nothing of their own."""

Scope = Literal["all", "within", "across"]
Measure = Literal["word", "char", "bag"]
Level = Literal["paragraph", "document"]
Sort = Literal["copies", "corpus"]

CHARACTERS_A_WORD = 6
"""With characters as the measure, so many stand for a word where the length of a paragraph is asked for."""

# What is for copies of paragraphs only.
_OF_PARAGRAPHS = ("measure", "scope", "keep", "kinds", "contained", "pairs", "blocks", "stats", "sort")
# A misread letter changes three runs of three characters.
_DEFAULT_THRESHOLDS: dict[Measure, str] = {"word": "0.8", "char": "0.7", "bag": "0.8"}

_LOWEST_THRESHOLD = Fraction(1, 2)
_KEPT_BY_SOURCE = "source:"
_KEPT_BY_FIELD = "best:"


class DedupeOptions(Options, frozen=True, kw_only=True):
    """What counts as a copy, which paragraph of a group is kept, and how the answer is given.

    A threshold that is a string is taken as the exact decimal (`"0.8"`) or fraction (`"4/5"`) that it shows.

    Raises:
        UsageError: A value is out of its range, or two options exclude each other.
    """

    threshold: Annotated[
        float | str | None,
        Option(
            "Minimum similarity of near copies, 0.5 to 1. Default: 0.8; with --measure char: 0.7.",
            metavar="T", typed=str, is_common=True,
        ),
    ] = None  # fmt: skip
    exact: Annotated[bool, Option("Only exact copies.", is_common=True)] = False
    min_words: Annotated[
        int,
        Option(
            "Compare paragraphs of fewer than N words only exactly.", metavar="N", least=1, is_common=True
        ),
    ] = 5
    measure: Annotated[
        Measure,
        Option(
            "Compare words in their order, every three characters (for text with misread letters), or the bag of words "
            "(for sentences in another order)."
        ),
    ] = "word"
    scope: Annotated[
        Scope, Option("Compare all paragraphs, only those within one document, or only across documents.")
    ] = "all"
    keep: Annotated[
        str,
        Option(
            "Which paragraph is kept: first, earliest (by document date), longest, source:A,B, or best:FIELD (highest number "
            "or latest date).",
            metavar="RULE",
        ),
    ] = "first"
    kinds: Annotated[
        tuple[Kind, ...],
        Option(
            "Only these kinds of copies: exact, format, signs, numbers, sense, contained, template, wording. With --write: "
            "exact,format.",
            metavar="A,B", typed=str, read=split_names, is_common=True,
        ),
    ] = ()  # fmt: skip
    contained: Annotated[
        float | str | None,
        Option(
            "Also find paragraphs contained in longer ones, if at least this share of their words is: above 0.5 to 1.",
            metavar="SHARE", typed=str,
        ),
    ] = None  # fmt: skip
    level: Annotated[
        Level,
        Option("Compare paragraphs, or say which documents are copies, versions or parts of others."),
    ] = "paragraph"
    spans: Annotated[
        int | None,
        Option(
            "Find runs of N words or more that stand again inside other paragraphs, or in the same one.",
            metavar="N", least=2,
        ),
    ] = None  # fmt: skip
    pairs: Annotated[
        bool, Option("One record per copy, with a word diff.", heading="Arranging", is_common=True)
    ] = False
    blocks: Annotated[bool, Option("One record per run of consecutive copies.", heading="Arranging")] = False
    stats: Annotated[
        bool,
        Option("One record per document: how much of it is copied, and from where.", heading="Arranging"),
    ] = False
    sort: Annotated[
        Sort | None,
        Option(
            "Order of groups and pairs: by number of copies, or as in the corpus. Default: groups by copies, pairs as in "
            "the corpus.",
            heading="Arranging",
        ),
    ] = None  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.spans is not None:
            self._refuse("spans", ("threshold", "exact", "min_words", "level", *_OF_PARAGRAPHS))
        default = _DEFAULT_THRESHOLDS[self.measure]
        # What is replaced in options has the threshold that they have by default.
        if self.exact and self.threshold != default:
            self._refuse("exact", ("threshold",))
        if self.threshold is None:
            msgspec.structs.force_setattr(self, "threshold", default)
        if not _LOWEST_THRESHOLD <= self.exact_threshold <= 1:
            raise OptionError(
                DedupeOptions,
                "{threshold}: wanted a similarity from 0.5 to 1, got {value}",
                hint="below 0.5 two paragraphs share fewer words than they differ in; at 1 they have the same words",
                value=self.threshold,
            )
        if self.contained is not None and not _LOWEST_THRESHOLD < self.exact_containment <= 1:
            raise OptionError(
                DedupeOptions,
                "{contained}: wanted a part above 0.5 and up to 1, got {value}",
                hint="0.9 asks for nine tenths of the words",
                value=self.contained,
            )
        if self.keep not in ("first", "earliest", "longest") and not self.sources and not self.best_field:
            raise OptionError(
                DedupeOptions,
                "{keep}: wanted first, earliest, longest, source:A,B or best:FIELD, got {value!r}",
                hint="source:A,B keeps what the source A has, else what B has, else the first",
                value=self.keep,
            )
        self._check_answers()

    def _check_answers(self) -> None:
        if self.pairs + self.blocks + self.stats > 1:
            raise OptionError(
                DedupeOptions, "{pairs}, {blocks} and {stats} are three answers", hint="choose one of them"
            )
        if self.level == "document":
            self._refuse("level", _OF_PARAGRAPHS)
        if self.measure == "bag" and (self.exact or self.contained is not None):
            raise OptionError(
                DedupeOptions,
                "{measure} bag knows no order, and takes no {exact} and no {contained}",
                hint="leave out {measure}, or these",
            )
        if self.sort and (self.blocks or self.stats):
            raise OptionError(
                DedupeOptions,
                "{sort} is for groups and pairs; {blocks} and {stats} go by the corpus",
                hint="leave out {sort}",
            )

    def _refuse(self, asked: str, without: tuple[str, ...]) -> None:
        """Refuse options that have no effect on what is asked for. Raises OptionError."""
        declared = list_options(DedupeOptions)
        for option in without:
            if getattr(self, option) != declared[option].default:
                raise OptionError(
                    DedupeOptions,
                    "{" + option + "} has no effect with {" + asked + "}",
                    hint="leave out {" + asked + "}, or {" + option + "}",
                )

    @property
    def only_local(self) -> str | None:
        """What is asked for that only one machine can do, as it is typed; None where there is nothing."""
        if self.contained is not None:
            return "--contained"
        if self.measure == "bag":
            return "--measure bag"
        if self.spans is not None:
            return "--spans"
        return "--level document" if self.level == "document" else None

    @property
    def only_in_memory(self) -> str | None:
        """What is asked for that cannot be kept in files, as it is typed; None where there is nothing."""
        return "--measure char" if self.measure == "char" else self.only_local

    @property
    def sorts_by_copies(self) -> bool:
        """Whether what has most copies comes first."""
        if self.blocks or self.stats:
            return False
        return self.sort == "copies" or (self.sort is None and not self.pairs)

    @property
    def exact_threshold(self) -> Fraction:
        """The threshold as it was typed: 0.8 is four fifths, and not the nearest binary number.

        Raises:
            UsageError: It is no number.
        """
        return _read_fraction("threshold", "" if self.threshold is None else self.threshold)

    @property
    def exact_containment(self) -> Fraction:
        """The part of a paragraph that has to lie inside another, as it was typed; 1 where it was not.

        Raises:
            UsageError: It is no number.
        """
        return _read_fraction("contained", 1 if self.contained is None else self.contained)

    @property
    def best_field(self) -> str | None:
        """The field of the documents of which the highest value is preferred; None where it does not go by one."""
        if not self.keep.startswith(_KEPT_BY_FIELD):
            return None
        return self.keep.removeprefix(_KEPT_BY_FIELD).strip() or None

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
        raise OptionError(
            DedupeOptions,
            "{" + option + "}: wanted a number from 0.5 to 1, got {value!r}",
            hint="try 0.8",
            value=typed,
        ) from error
