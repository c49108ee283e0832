"""Keyword in context: where a query occurs, each hit with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpuskit.kwic.options import KwicOptions

if TYPE_CHECKING:
    from corpuskit.corpus.document import Document
    from corpuskit.kwic.analysis import Concordance, KwicRecord, SpansOf
    from corpuskit.kwic.segments import ProposalsOf
    from corpuskit.records import FindingsTable

__all__ = ["KwicOptions", "concordance", "make_concordance"]


def make_concordance(
    options: KwicOptions, *, inside: SpansOf | None = None, proposals_of: ProposalsOf | None = None
) -> Concordance:
    """Return the analysis that finds the hits of a query, and shows them as the options say.

    Args:
        options: What is looked for and how it is shown.
        inside: Gives the spans of a document in which a hit must lie; None for anywhere.
        proposals_of: Tells which segments of a document may hold a hit, where an index knows; None without one.

    Raises:
        PatternError: A pattern cannot be read.
        UsageError: Counts of parts are asked for, which `corpuskit.words.distribution` makes.
    """
    # The options are asked for on their own, by a help text.
    from corpuskit.errors import UsageError
    from corpuskit.kwic.analysis import ConcordanceLines, HitCounts

    if options.count and options.by:
        raise UsageError(
            "counts of parts are made by corpuskit.words.distribution",
            hint="Distribution(options).find_in(documents)",
        )
    kind: type[Concordance] = ConcordanceLines
    if options.count or options.plot:
        kind = HitCounts
    elif options.is_arranged:
        from corpuskit.kwic.arranging.arrangement import Arrangement

        kind = Arrangement
    return kind(options, inside=inside, proposals_of=proposals_of)


def concordance(
    documents: Iterable[Document],
    options: KwicOptions,
    *,
    inside: SpansOf | None = None,
    proposals_of: ProposalsOf | None = None,
) -> FindingsTable[KwicRecord]:
    """Return the hits of a query, each with its context, or how many there are of each kind.

    The summary has `hits` (all of them), `shown` (records), `documents_with_hits`, and `distinct_passages`: how many
    hits are left when those in copies of one paragraph count once; None when they were not counted.

    Args:
        documents: Documents; they are read one at a time and not kept, unless near copies are folded.
        options: What is looked for and how it is shown.
        inside: Gives the spans of a document in which a hit must lie; None for anywhere.
        proposals_of: Tells which segments of a document may hold a hit, where an index knows; None without one.

    Raises:
        PatternError: A pattern cannot be read.
    """
    return make_concordance(options, inside=inside, proposals_of=proposals_of).find_in(documents)
