"""What is looked for and how it is shown, checked once."""

from __future__ import annotations

from typing import Literal

import msgspec

from corpuskit.errors import UsageError
from corpuskit.kwic.context import ContextUnit
from corpuskit.kwic.segments import Scope

CopyRule = Literal["exact", "near", "context", "off"]
"""Which lines count as repeats of each other: those in exact copies of a paragraph, in near copies, those that show the
same words, or none."""

SORT_KEYS = "doc, date, match, L1 to L5, R1 to R5, and freq: before any of the last three"
GROUP_KEYS = "match, L1 to L5, R1 to R5, doc, pattern"
_LARGEST_CONTEXT = 1_000_000
_NEIGHBOURS = frozenset(f"{side}{distance}" for side in "lr" for distance in range(1, 6))
_SORTED_BY = _NEIGHBOURS | {"doc", "date", "match"}
_GROUPED_BY = _NEIGHBOURS | {"doc", "match", "pattern"}


class KwicOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for and how it is shown.

    Attributes:
        pattern: The query, in the language of `syntax`; with `substring` the characters to find, with `regex` a
            regular expression, with `cql` a query of CQP.
        more_patterns: Further patterns; each hit says which one it answers.
        lists: The entries of each list that a pattern calls `@name`.
        case_sensitive: Capital and small letters differ.
        substring: Find the characters inside words too.
        regex: The pattern is a regular expression over the text as it stands.
        cql: The pattern is a query of CQP.
        fold: Diacritics do not matter: `é` is `e`. Those of Arabic never do.
        clitics: An Arabic word may have proclitics and the article before it.
        hashtags: `split` looks for words among the parts of a hashtag too.
        within: What a hit, or a word and what is near it, may not leave.
        time_limit: Seconds that expressions of the user may take in one document.
        context: How much context is shown before and after the match, in `unit`; 0 or more.
        unit: What context is measured in; sentences and paragraphs are shown whole.
        sort: Sort keys, the most important first; empty or `doc` for the order of the documents.
        fold_copies: Show a line that repeats another once, with the number of its copies.
        group: Yield, instead of lines, how many there are for each `match`, neighbour (`L1` … `R5`), `doc` or
            `pattern`.
        sample: Number of lines to draw at random; None for all.
        seed: Decides which lines are drawn.
        sample_by_doc: Draw that many lines from each document.
        first_per_doc: The first hit of each document alone.
        limit: Number of records to show; None for all. All hits are counted.
        count: Yield the number of hits of each document instead of the hits.
        plot: Yield where in each document the hits are instead of the hits.
        distinct: Count the distinct segments too.

    Raises:
        UsageError: An option makes no sense.
    """

    pattern: str
    more_patterns: tuple[str, ...] = ()
    lists: dict[str, tuple[str, ...]] = {}
    case_sensitive: bool = False
    substring: bool = False
    regex: bool = False
    cql: bool = False
    fold: bool = False
    clitics: bool = False
    hashtags: Literal["whole", "split"] = "whole"
    within: Scope = "paragraph"
    time_limit: float = 10.0
    context: tuple[int, int] = (8, 8)
    unit: ContextUnit = "word"
    sort: tuple[str, ...] = ()
    fold_copies: CopyRule = "off"
    group: str | None = None
    sample: int | None = None
    seed: int = 1
    sample_by_doc: bool = False
    first_per_doc: bool = False
    limit: int | None = None
    count: bool = False
    plot: bool = False
    distinct: bool = True

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
            raise UsageError("--count and --plot show two things", hint="leave out one of them")
        if (self.count or self.plot) and (self.group or self.sample is not None or self.fold_copies != "off"):
            raise UsageError(
                "--count counts all hits, and cannot be joined with --group, --sample or --fold-copies"
            )

    def _check_numbers(self) -> None:
        if not all(0 <= size <= _LARGEST_CONTEXT for size in self.context):
            raise UsageError(f"context is 0 to {_LARGEST_CONTEXT}, not {self.context[0]}:{self.context[1]}")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"a limit is 0 or more, not {self.limit}")
        if self.sample is not None and self.sample < 1:
            raise UsageError(f"a sample is 1 line or more, not {self.sample}")
        if self.sample_by_doc and self.sample is None:
            raise UsageError(
                "--by doc says how a sample is drawn, and there is none", hint="--sample 20 --by doc"
            )
        if not 0 < self.time_limit <= 86_400:  # noqa: PLR2004 — a day
            raise UsageError(f"a time limit is more than 0 and at most 86400 seconds, not {self.time_limit}")

    def _check_languages(self) -> None:
        chosen = [name for name in ("substring", "regex", "cql") if getattr(self, name)]
        if len(chosen) > 1:
            raise UsageError(
                f"--{chosen[0]} and --{chosen[1]} read the pattern in two ways", hint="leave out one of them"
            )
        for name in ("fold", "clitics"):
            if chosen and chosen != ["cql"] and getattr(self, name):
                raise UsageError(
                    f"--{name} compares words, --{chosen[0]} characters", hint=f"leave out --{chosen[0]}"
                )
        if chosen and chosen != ["cql"] and self.hashtags == "split":
            raise UsageError(
                f"--hashtags split looks for words, --{chosen[0]} for characters",
                hint=f"leave out --{chosen[0]}",
            )
