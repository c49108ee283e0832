"""What is looked for and how it is shown, checked once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from corpuskit.errors import UsageError
from corpuskit.options import Option, OptionError, Options, list_options, split_names
from corpuskit.patterns import compile_re

Scope = Literal["sentence", "paragraph", "document"]
"""What a hit, or a word and what is near it, may not leave."""

ContextUnit = Literal["word", "char", "sentence", "paragraph"]
"""What context is measured in; the last two show the whole sentence or paragraph."""

CopyRule = Literal["exact", "near", "context", "off"]
"""Which lines count as repeats of each other: those in exact copies of a paragraph, in near copies, those that show the
same words, or none."""

SORT_KEYS = (
    "doc, date, match, target, L1 to L5, R1 to R5, R1.lemma, freq: before any of these but the first two, or a field of "
    "the documents"
)
GROUP_KEYS = "match, target, L1 to L5, R1 to R5, match.lemma, doc, pattern, date:year, date:month, or a field of the documents"
TOTAL_KEYS = "freq (fewest hits first), -freq (most hits first), key and -key"
_LARGEST_CONTEXT = 1_000_000
_MOST_KEYS = 2
_MOST_CODERS = 2
_OF_HIT = frozenset(
    {
        "match",
        "target",
        "pattern",
        "code",
        "code2",
        *(f"{side}{distance}" for side in "lr" for distance in range(1, 6)),
    }
)
# A word at the hit, and a layer of annotation.
_ANNOTATED = compile_re(r"(match|target|[lr][1-5])\.(\w+)", re.IGNORECASE)
_TOTALS_SORTED_BY = frozenset({"doc", "freq", "key"})


_NEIGHBOUR = compile_re(r"[lr]\d+(\.\w+)?")
_NO_FIELD = ("freq:", "date:", "-")
_OF_DATE = frozenset({"date:year", "date:month", "date:day"})


def is_hit_key(name: str) -> bool:
    """Return whether a key says something of each hit, and not of its document: a word beside it, the match."""
    return name.lower() in _OF_HIT or split_layer(name)[1] is not None


def split_layer(name: str) -> tuple[str, str | None]:
    """Return a key without the layer of annotation that it asks for, and that: `R1.lemma`; None where it asks for none."""
    found = _ANNOTATED.fullmatch(name)
    return (name, None) if found is None else (found[1], found[2])


def is_key(name: str) -> bool:
    """Return whether lines can be grouped by a key; a name that says nothing else is that of a field."""
    key = name.lower()
    return (
        is_hit_key(key)
        or key in _OF_DATE
        or not (not key or _NEIGHBOUR.fullmatch(key) or key.startswith(_NO_FIELD))
    )


def is_sort_key(name: str) -> bool:
    """Return whether lines can be sorted by a key."""
    key = name.lower()
    bare = key.removeprefix("freq:")
    return bare != "pattern" and (is_hit_key(bare) or is_key(key))


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
    exact: Annotated[
        bool, Option("Match what is written: no case, diacritics, forms of letters or signs are equated.")
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
            "Order: doc, date, match, target, L1 to L5, R1 to R5 (nearest word first), freq:R1 (frequent first), a field of the "
            "documents; -KEY turns it round. Of counts: key, freq, -freq.",
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
            "Count lines by match, target, L1 to L5, R1 to R5, doc, pattern, date:month or a field of the documents; or by two "
            "of them: L1,R1.",
            heading="Arranging", metavar="KEY", is_common=True,
        ),
    ] = None  # fmt: skip
    exclude: Annotated[
        tuple[str, ...],
        Option(
            "Leave the hits out whose ids stand in a file, one a line, or in its column id.",
            heading="Arranging", metavar="FILE", typed=str,
        ),
    ] = ()  # fmt: skip
    codes: Annotated[
        tuple[dict[str, str], ...],
        Option(
            "Give lines the codes of a CSV with the columns id and code; another for those of a second coder. "
            "--group code counts them.",
            heading="Arranging", metavar="FILE", typed=list[str],
        ),
    ] = ()  # fmt: skip
    uncoded: Annotated[bool, Option("Only hits without a code.", heading="Arranging")] = False
    to_code: Annotated[
        bool, Option("Lines with an empty column to write codes into.", heading="Arranging")
    ] = False
    sample: Annotated[
        int | None, Option("Draw N lines at random.", heading="Arranging", metavar="N", least=1)
    ] = None
    seed: Annotated[int, Option("Decides which lines are drawn.", heading="Arranging", metavar="S")] = 1
    by: Annotated[
        tuple[str, ...],
        Option(
            "With --count: count each part of the corpus, with words and hits per million: doc, lang, date:month, a field "
            "of the documents, pattern, code, or two of them. With --sample: doc, to draw from each document.",
            heading="Arranging", metavar="KEY,…", typed=str, read=split_names,
        ),
    ] = ()  # fmt: skip
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
        int | None,
        Option("Number of records to show; all hits are counted.", heading="Arranging", is_typed=False),
    ] = None
    count: Annotated[
        bool, Option("Only the number of hits in each document.", heading="Arranging", is_common=True)
    ] = False
    zeros: Annotated[
        bool,
        Option("With --count: also what has no hits.", ("--all",), heading="Arranging"),
    ] = False
    plot: Annotated[
        bool,
        Option(
            "One line per document, with its hits along its length. Of parts: bars that show the interval too.",
            heading="Arranging",
        ),
    ] = False
    distinct: Annotated[
        bool, Option("Also count the distinct segments.", heading="Arranging", is_typed=False)
    ] = True

    @property
    def patterns(self) -> tuple[str, ...]:
        """All patterns."""
        return (self.pattern, *self.more_patterns)

    @property
    def searches(self) -> Mapping[str | None, KwicOptions]:
        """The options of each of several searches by its name; where there is but one, these, without a name."""
        return {None: self}

    @property
    def is_study(self) -> bool:
        """Whether the searches have names."""
        return None not in self.searches

    @property
    def keeps_case(self) -> bool:
        """Whether capital and small letters differ."""
        return self.case_sensitive or self.exact

    @property
    def is_arranged(self) -> bool:
        """Whether the lines that are shown depend on those of other documents, or on their number."""
        return (
            self.group is not None
            or self.sample is not None
            or self.fold_copies != "off"
            or any(name != "doc" for name in self.sort)
        )

    @property
    def groups(self) -> tuple[str, ...]:
        """What lines are grouped by; nothing where they are not."""
        return () if self.group is None else split_names(self.group)

    @property
    def chooses_hits(self) -> bool:
        """Whether hits are chosen or shown by their ids."""
        return bool(self.exclude or self.codes or self.to_code)

    @property
    def samples_by_doc(self) -> bool:
        """Whether a sample is drawn of each document."""
        return self.sample is not None and bool(self.by)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check_numbers()
        self._check_languages()
        self._check_keys()
        self._check_parts()
        self._check_codes()
        self._check_exact()
        if self.count and self.plot and not self.by:
            raise OptionError(KwicOptions, "{count} and {plot} show two things", hint="leave out one of them")
        if (self.count or self.plot) and (self.group or self.sample is not None or self.fold_copies != "off"):
            raise OptionError(
                KwicOptions,
                "{count} counts all hits, and cannot be joined with {group}, {sample} or {fold_copies}",
            )

    def _check_keys(self) -> None:
        is_total = self.group is not None or self.count or self.plot
        for name in self.sort:
            key = name.lower().removeprefix("-")
            if key not in _TOTALS_SORTED_BY if is_total else not is_sort_key(key):
                raise UsageError(
                    f"there is no sort key {name!r}" + (" for counts" if is_total else ""),
                    hint=f"sort keys of counts are {TOTAL_KEYS}"
                    if is_total
                    else f"sort keys are {SORT_KEYS}; several with commas: R1,R2",
                )
        for name in self.groups:
            if not is_key(name):
                raise UsageError(f"lines cannot be grouped by {name!r}", hint=f"keys are {GROUP_KEYS}")
        if self.group is not None and not 1 <= len(self.groups) <= _MOST_KEYS:
            raise UsageError(f"lines are grouped by one key or two, not {self.group!r}", hint="L1,R1")

    def _check_codes(self) -> None:
        if len(self.codes) > _MOST_CODERS:
            raise OptionError(KwicOptions, "{codes} takes the codes of one coder or two")
        if not self.codes and (
            self.uncoded or {"code", "code2"} & {name.lower() for name in (*self.groups, *self.by)}
        ):
            raise OptionError(KwicOptions, "there are no codes", hint="{codes} lines.csv")

    def _check_parts(self) -> None:
        if self.zeros and not self.count:
            raise OptionError(
                KwicOptions, "{zeros} is for counts, and nothing is counted", hint="{count} {zeros}"
            )
        if self.sample is None and self.seed != list_options(KwicOptions)["seed"].default:
            raise OptionError(
                KwicOptions, "{seed} decides what is drawn, and no sample is", hint="{sample} 20 {seed} 7"
            )
        if not self.by:
            return
        if not self.count and self.sample is None:
            raise OptionError(
                KwicOptions,
                "{by} says how hits are counted or a sample is drawn, and neither is done",
                hint="{count} {by} date:month, or {sample} 20 {by} doc",
            )
        if self.sample is not None and self.by != ("doc",):
            raise OptionError(KwicOptions, "a sample is drawn of each doc, or of all lines", hint="{by} doc")
        if self.count and self.first_per_doc:
            raise OptionError(
                KwicOptions, "{by} counts all hits, and {first_per_doc} shows one of each document"
            )
        if len(self.by) > _MOST_KEYS:
            raise OptionError(KwicOptions, "{by} takes one key or two", hint="{by} source,date:month")
        for name in self.by:
            if not is_key(name):
                raise UsageError(f"hits cannot be counted by {name!r}", hint=f"keys are {GROUP_KEYS}")

    def _check_numbers(self) -> None:
        if not all(0 <= size <= _LARGEST_CONTEXT for size in self.context):
            raise UsageError(f"context is 0 to {_LARGEST_CONTEXT}, not {self.context[0]}:{self.context[1]}")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"a limit is 0 or more, not {self.limit}")
        if not 0 < self.time_limit <= 86_400:  # noqa: PLR2004 — a day
            raise UsageError(f"a time limit is more than 0 and at most 86400 seconds, not {self.time_limit}")

    def _check_exact(self) -> None:
        for name in ("fold", "clitics", "regex"):
            if self.exact and getattr(self, name):
                raise OptionError(
                    KwicOptions,
                    f"{{exact}} takes what is written, and {{{name}}} something else",
                    hint="{regex} with {case_sensitive} takes the text as it stands"
                    if name == "regex"
                    else f"leave out {{{name}}}",
                )

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
