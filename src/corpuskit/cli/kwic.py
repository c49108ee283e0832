"""`corpuskit kwic`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from corpuskit.cli.options import SharedOptions

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus, CorpusOptions, Document
    from corpuskit.inputs import InputFiles
    from corpuskit.kwic import KwicOptions
    from corpuskit.kwic.segments import ProposalsOf
    from corpuskit.records import Quotation

NAME = "kwic"
HELP = """Show where a phrase or a query occurs, each hit with its context.

PATTERN is a phrase of words. Case, the white space between its words and the form of its quotes and dashes do
not matter; it is never found inside a longer word, unless --substring is given.

\b
  secur*  organi?ation      wildcards in a word; a lone * is any word
  UN *{0,3} Charter         a gap of words
  (UN|"United Nations") Charter
  peace NEAR/5 security     also BEFORE/5, NOT NEAR/5
  /secur(ed|ing)/           a regular expression for one word
  Zakharova~1               one letter more, less or other
  =UN  #tag  @terms.txt     in this case; a hashtag; a list of patterns

\b
Examples:
  corpuskit kwic "UN Charter" texts/
  corpuskit kwic "security council" texts/ --sort R1,R2 -C 5
  corpuskit kwic Charter texts/ --fold-copies exact --group L1
  corpuskit kwic Charter texts/ --substring -f jsonl | jq -r .match
"""


def run(
    shared: SharedOptions,
    pattern: Annotated[
        str | None,
        typer.Argument(metavar="PATTERN", help="The phrase or query to look for.", show_default=False),
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Option(
            "-e",
            "--pattern",
            metavar="PATTERN",
            help="A pattern; may be repeated. All arguments are then paths.",
            show_default=False,
        ),
    ] = None,
    case_sensitive: Annotated[
        bool,
        typer.Option("-s", "--case-sensitive", help="Letters match in the case in which they are typed."),
    ] = False,
    substring: Annotated[
        bool, typer.Option("--substring", help="Find the characters inside words too.")
    ] = False,
    regex: Annotated[
        bool, typer.Option("--regex", help="PATTERN is a regular expression over the text.")
    ] = False,
    cql: Annotated[
        bool, typer.Option("--cql", help='PATTERN is a query of CQP: [word="UN"%c] []{0,2} "Charter".')
    ] = False,
    fold: Annotated[bool, typer.Option("--fold", help="Diacritics do not matter: é is e.")] = False,
    clitics: Annotated[
        bool,
        typer.Option("--clitics", help="Arabic words may have wa-, fa-, bi-, ka-, li- and al- before them."),
    ] = False,
    hashtags: Annotated[
        Literal["whole", "split"],
        typer.Option("--hashtags", help="Look among the parts of hashtags too: split."),
    ] = "whole",
    within: Annotated[
        Literal["sentence", "paragraph", "document"],
        typer.Option("--within", help="What a hit, or a word and what is near it, may not leave."),
    ] = "paragraph",
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", metavar="S", help="Seconds that an expression may take in a document."),
    ] = 10.0,
    context: Annotated[
        str | None,
        typer.Option(
            "-C",
            "--context",
            metavar="N[:M]",
            help="Context on each side, or before and after the match; or: sentence, paragraph. Default: 8; stacked: sentence.",
            show_default=False,
        ),
    ] = None,
    unit: Annotated[Literal["word", "char"], typer.Option("--unit", help="Unit of the context.")] = "word",
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="KEY,…",
            help="Order: doc, date, match, L1 to L5, R1 to R5 (nearest word first), freq:R1 (frequent first).",
        ),
    ] = "doc",
    fold_copies: Annotated[
        Literal["exact", "near", "context", "off"],
        typer.Option(
            "--fold-copies",
            help="Show once, with their number, lines of copied paragraphs, or those that show the same words.",
        ),
    ] = "off",
    group: Annotated[
        str | None,
        typer.Option(
            "--group",
            metavar="KEY",
            help="Count lines by match, L1 to L5, R1 to R5, doc or pattern.",
            show_default=False,
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, metavar="N", help="Draw N lines at random.", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Decides which lines are drawn.")] = 1,
    by: Annotated[
        Literal["doc"] | None,
        typer.Option("--by", help="Draw the sample from each document.", show_default=False),
    ] = None,
    first_per: Annotated[
        Literal["doc"] | None,
        typer.Option("--first-per", help="The first hit of each document alone.", show_default=False),
    ] = None,
    in_quotes: Annotated[bool, typer.Option("--in-quotes", help="Hits inside quoted speech alone.")] = False,
    speaker: Annotated[
        str | None,
        typer.Option(
            "--speaker", metavar="NAME", help="Hits in what somebody of that name says.", show_default=False
        ),
    ] = None,
    layout: Annotated[
        Literal["columns", "stacked"] | None,
        typer.Option(
            "--layout",
            help="A table of columns, or each hit below its reference: stacked.",
            show_default=False,
        ),
    ] = None,
    count: Annotated[
        bool, typer.Option("--count", help="Print the number of hits in each document, and nothing else.")
    ] = False,
    plot: Annotated[
        bool, typer.Option("--plot", help="Print one line a document, with its hits along its length.")
    ] = False,
    index: Annotated[
        str | None,
        typer.Option(
            "--index",
            metavar="FILE",
            help="Ask a database made by 'corpuskit index build' where to look; the result is the same.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.inputs import InputFiles
    from corpuskit.kwic import KwicOptions, make_concordance

    inputs = InputFiles()
    patterns, paths = choose_patterns(pattern, more, shared.paths)
    is_query = not (substring or regex or cql)
    default_context = "sentence" if layout == "stacked" else "8"
    sizes, chosen_unit = parse_context(default_context if context is None else context, unit)
    options = KwicOptions(
        pattern=patterns[0],
        more_patterns=patterns[1:],
        lists=read_lists(patterns, inputs) if is_query else {},
        case_sensitive=case_sensitive,
        substring=substring,
        regex=regex,
        cql=cql,
        fold=fold,
        clitics=clitics,
        hashtags=hashtags,
        within=within,
        time_limit=time_limit,
        context=sizes,
        unit=cast("Any", chosen_unit),
        sort=tuple(key.strip() for key in sort.split(",")),
        fold_copies=fold_copies,
        group=group,
        sample=sample,
        seed=seed,
        sample_by_doc=by == "doc",
        first_per_doc=first_per == "doc",
        limit=shared.limit,
        count=count,
        plot=plot,
        distinct=shared.shows_summary(),
    )
    inside = SpeechSpans(speaker) if in_quotes or speaker is not None else None
    make_corpus, proposals_of = _search_with(index, options, inputs)

    return run_analysis(
        NAME,
        make_concordance(options, inside=inside, proposals_of=proposals_of),
        replace(shared, limit=None, paths=paths, columns=_choose_columns(options, shared)),
        describe=_describe,
        present={"layout": layout or "columns", "sort_keys": options.sort},
        make_corpus=make_corpus,
    )


def _search_with(
    index: str | None, options: KwicOptions, inputs: InputFiles
) -> tuple[Callable[[list[str], CorpusOptions], Corpus], ProposalsOf | None]:
    """Return what opens the corpus and what proposes segments of a document, with the database or without."""
    if index is None:
        from corpuskit.corpus import Corpus

        return partial(Corpus, inputs=inputs), None
    from corpuskit.index import find_proposals, open_indexed_corpus

    return (
        lambda paths, corpus_options: open_indexed_corpus(paths, corpus_options, index, options, inputs)
    ), find_proposals


def choose_patterns(
    pattern: str | None, more: Sequence[str] | None, paths: list[str] | None
) -> tuple[tuple[str, ...], list[str] | None]:
    """Return the patterns and the paths: as in grep, the first argument is a path where -e gives the patterns.

    Raises:
        UsageError: There is no pattern.
    """
    from corpuskit.errors import UsageError

    if more:
        return tuple(more), [*([pattern] if pattern is not None else []), *(paths or ())] or None
    if pattern is None:
        raise UsageError("the pattern is missing", hint='corpuskit kwic "UN Charter" texts/')
    return (pattern,), paths


def read_lists(patterns: Sequence[str], inputs: InputFiles) -> dict[str, tuple[str, ...]]:
    """Return the entries of the files that patterns name as `@file`, one a line.

    Args:
        patterns: The patterns.
        inputs: Takes note of the files.

    Raises:
        UsageError: A file cannot be read.
    """
    from corpuskit.errors import UsageError
    from corpuskit.kwic.query.simple import find_list_names

    lists: dict[str, tuple[str, ...]] = {}
    for name in (name for pattern in patterns for name in find_list_names(pattern)):
        inputs.add(name)
        try:
            with open(name, encoding="utf-8-sig") as file:
                lists[name] = tuple(entry for line in file if (entry := line.strip()))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                f"the list {name!r} cannot be read: {reason}", hint=r"write \@ for the character itself"
            ) from error
    return lists


def parse_context(typed: str, unit: str) -> tuple[tuple[int, int], str]:
    """Return the sizes of the context before and after a match, and its unit.

    Args:
        typed: `N`, `N:M`, `sentence` or `paragraph`.
        unit: The unit of numbers.

    Raises:
        UsageError: It is none of them.
    """
    from corpuskit.errors import UsageError

    if typed in ("sentence", "paragraph"):
        return (0, 0), typed
    before, colon, after = typed.partition(":")
    if not (before.isdecimal() and before.isascii()) or (
        colon and not (after.isdecimal() and after.isascii())
    ):
        raise UsageError(
            f"--context takes N or N:M, whole numbers from 0, or sentence or paragraph, not {typed!r}",
            hint="-C 8, or -C 5:10",
        )
    # More digits than any text has characters.
    return (int(before[:9]), int((after if colon else before)[:9])), unit


def _choose_columns(options: KwicOptions, shared: SharedOptions) -> str | None:
    """Return the columns that were asked for; where copies are folded, a table shows their number first."""
    is_table = shared.make_output_options().format == "table"
    if shared.columns is None and is_table and options.fold_copies != "off" and options.group is None:
        return "copies,doc,line,before,match,after"
    return shared.columns


class SpeechSpans:
    """Gives the spans of a document that are quoted speech.

    Args:
        speaker: Of which speaker, by a part of the name; None for all.
    """

    def __init__(self, speaker: str | None) -> None:
        from corpuskit.text.view import fold

        self._wanted = None if speaker is None else fold(speaker)

    def __call__(self, document: Document) -> list[tuple[int, int]]:
        """Return the spans, in order, none overlapping another."""
        from corpuskit.quotes import Quotes
        from corpuskit.records import Quotation

        spans: list[tuple[int, int]] = []
        for quotation in Quotes().per_document(document):
            if isinstance(quotation, Quotation) and self._is_wanted(quotation):
                spans.extend((part.start, part.end) for part in quotation.parts)
        return _merge_spans(spans)

    def _is_wanted(self, quotation: Quotation) -> bool:
        from corpuskit.text.view import fold

        if self._wanted is None:
            return True
        names = (quotation.speaker_name, quotation.speaker and quotation.speaker.text)
        return self._wanted in fold("\n".join(name for name in names if name))


def _merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _describe(summary: Mapping[str, Any]) -> str:
    hits, distinct, shown = summary["hits"], summary["distinct_passages"], summary["shown"]
    told = f"{hits} hits"
    if distinct is not None:
        told += f", {distinct} distinct segments"
    told += f", {summary['documents_with_hits']} of {summary['documents']} documents"
    return told if shown == hits else f"{told}; {shown} shown"
