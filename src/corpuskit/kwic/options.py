"""What is looked for and how it is shown, checked once."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from corpuskit.errors import UsageError
from corpuskit.options import Option, OptionError, Options, split_names

Scope = Literal["sentence", "paragraph", "document"]
"""What a hit, or a word and what is near it, may not leave."""

ContextUnit = Literal["word", "char", "sentence", "paragraph"]
"""What context is measured in; the last two show the whole sentence or paragraph."""

CopyRule = Literal["exact", "near", "context", "off"]
"""Which lines count as repeats of each other: those in exact copies of a paragraph, in near copies, those that show the
same words, or none."""

SORT_KEYS = "doc, date, match, L1 to L5, R1 to R5, and freq: before any of the last three"
GROUP_KEYS = "match, L1 to L5, R1 to R5, doc, pattern"
_LARGEST_CONTEXT = 1_000_000
_NEIGHBOURS = frozenset(f"{side}{distance}" for side in "lr" for distance in range(1, 6))
_SORTED_BY = _NEIGHBOURS | {"doc", "date", "match"}
_GROUPED_BY = _NEIGHBOURS | {"doc", "match", "pattern"}


class KwicOptions(Options, frozen=True, kw_only=True):
    """What is looked for and how it is shown.

    Raises:
        UsageError: An option makes no sense.
    """

    pattern: Annotated[
        str,
        Option(
            "Query in the language of `syntax`; the characters to find, a regular expression over the text, or a query "
            "of CQP, if another option says so.",
            is_typed=False,
        ),
    ]
    more_patterns: Annotated[
        tuple[str, ...],
        Option("More patterns; each hit says which one it answers.", is_typed=False),
    ] = ()
    lists: Annotated[
        dict[str, tuple[str, ...]],
        Option("The entries of each list that a pattern calls `@name`.", is_typed=False),
    ] = msgspec.field(default_factory=dict)
    case_sensitive: Annotated[
        bool,
        Option(
            "Match letters in the case in which they are typed.", ("-s", "--case-sensitive"), is_common=True
        ),
    ] = False
    substring: Annotated[bool, Option("Also find the characters inside words.", is_common=True)] = False
    regex: Annotated[
        bool, Option("PATTERN is a regular expression over the text as it stands.", is_common=True)
    ] = False
    cql: Annotated[bool, Option('PATTERN is a query of CQP: [word="UN"%c] []{0,2} "Charter".')] = False
    fold: Annotated[bool, Option("Ignore diacritics: é is e. Those of Arabic never matter.")] = False
    clitics: Annotated[bool, Option("Allow wa-, fa-, bi-, ka-, li- and al- before Arabic words.")] = False
    hashtags: Annotated[
        Literal["whole", "split"], Option("Match hashtags as a whole, or also their parts.")
    ] = "whole"
    within: Annotated[Scope, Option("What a hit, or a word and what is near it, may not leave.")] = (
        "paragraph"
    )
    time_limit: Annotated[
        float, Option("Seconds that an expression may take in one document.", metavar="S")
    ] = 10.0
    context: Annotated[
        tuple[int, int],
        Option(
            "Context on each side, or before and after the match; or: sentence, paragraph. Default: 8; stacked: "
            "sentence.",
            ("-C", "--context"), heading="Arranging", metavar="N[:M]", typed=str, is_common=True, shows_default=False,
        ),
    ] = (8, 8)  # fmt: skip
    unit: Annotated[
        ContextUnit,
        Option(
            "Unit of the context.", heading="Arranging", typed=Literal["word", "char"], shows_default=True
        ),
    ] = "word"
    sort: Annotated[
        tuple[str, ...],
        Option(
            "Order: doc, date, match, L1 to L5, R1 to R5 (nearest word first), freq:R1 (frequent first).",
            heading="Arranging", metavar="KEY,…", typed=str, read=split_names, is_common=True,
        ),
    ] = ("doc",)  # fmt: skip
    fold_copies: Annotated[
        CopyRule,
        Option(
            "Show lines of copied paragraphs, or those that show the same words, once, with their number.",
            heading="Arranging", is_common=True,
        ),
    ] = "off"  # fmt: skip
    group: Annotated[
        str | None,
        Option(
            "Count lines by match, L1 to L5, R1 to R5, doc or pattern.",
            heading="Arranging", metavar="KEY", is_common=True,
        ),
    ] = None  # fmt: skip
    sample: Annotated[
        int | None, Option("Draw N lines at random.", heading="Arranging", metavar="N", least=1)
    ] = None
    seed: Annotated[int, Option("Decides which lines are drawn.", heading="Arranging", metavar="S")] = 1
    sample_by_doc: Annotated[
        bool,
        Option("Draw the sample from each document.", ("--by",), heading="Arranging", typed=Literal["doc"]),
    ] = False
    first_per_doc: Annotated[
        bool,
        Option(
            "Only the first hit of each document.",
            ("--first-per",),
            heading="Arranging",
            typed=Literal["doc"],
        ),
    ] = False
    limit: Annotated[
        int | None, Option("Number of records to show; all hits are counted.", is_typed=False)
    ] = None
    count: Annotated[
        bool, Option("Only the number of hits in each document.", heading="Arranging", is_common=True)
    ] = False
    plot: Annotated[
        bool, Option("One line per document, with its hits along its length.", heading="Arranging")
    ] = False
    distinct: Annotated[bool, Option("Also count the distinct segments.", is_typed=False)] = True

    @property
    def patterns(self) -> tuple[str, ...]:
        """All patterns."""
        return (self.pattern, *self.more_patterns)

    @property
    def is_arranged(self) -> bool:
        """Whether the lines that are shown depend on those of other documents, or on their number."""
        return (
            self.group is not None
            or self.sample is not None
            or self.fold_copies != "off"
            or any(name != "doc" for name in self.sort)
        )

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check_numbers()
        self._check_languages()
        for name in self.sort:
            key = name.lower().removeprefix("freq:")
            if key not in _SORTED_BY or (key in ("doc", "date") and ":" in name):
                raise UsageError(
                    f"there is no sort key {name!r}",
                    hint=f"sort keys are {SORT_KEYS}; several with commas: R1,R2",
                )
        if self.group is not None and self.group.lower() not in _GROUPED_BY:
            raise UsageError(f"lines cannot be grouped by {self.group!r}", hint=f"keys are {GROUP_KEYS}")
        if self.count and self.plot:
            raise OptionError(KwicOptions, "{count} and {plot} show two things", hint="leave out one of them")
        if (self.count or self.plot) and (self.group or self.sample is not None or self.fold_copies != "off"):
            raise OptionError(
                KwicOptions,
                "{count} counts all hits, and cannot be joined with {group}, {sample} or {fold_copies}",
            )

    def _check_numbers(self) -> None:
        if not all(0 <= size <= _LARGEST_CONTEXT for size in self.context):
            raise UsageError(f"context is 0 to {_LARGEST_CONTEXT}, not {self.context[0]}:{self.context[1]}")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"a limit is 0 or more, not {self.limit}")
        if self.sample_by_doc and self.sample is None:
            raise OptionError(
                KwicOptions,
                "{sample_by_doc} says how a sample is drawn, and there is none",
                hint="{sample} 20 {sample_by_doc}",
            )
        if not 0 < self.time_limit <= 86_400:  # noqa: PLR2004 — a day
            raise UsageError(f"a time limit is more than 0 and at most 86400 seconds, not {self.time_limit}")

    def _check_languages(self) -> None:
        chosen = ["{" + name + "}" for name in ("substring", "regex", "cql") if getattr(self, name)]
        if len(chosen) > 1:
            raise OptionError(
                KwicOptions,
                f"{chosen[0]} and {chosen[1]} read the pattern in two ways",
                hint="leave out one of them",
            )
        if not chosen or self.cql:
            return
        for name in ("fold", "clitics"):
            if getattr(self, name):
                raise OptionError(
                    KwicOptions,
                    f"{{{name}}} compares words, {chosen[0]} characters",
                    hint=f"leave out {chosen[0]}",
                )
        if self.hashtags == "split":
            raise OptionError(
                KwicOptions,
                f"{{hashtags}} split looks for words, {chosen[0]} for characters",
                hint=f"leave out {chosen[0]}",
            )
