"""`corpuskit kwic`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus, CorpusOptions
    from corpuskit.inputs import InputFiles
    from corpuskit.kwic import KwicOptions
    from corpuskit.kwic.analysis import Concordance
    from corpuskit.kwic.segments import ProposalsOf

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


class Patterns(Options, frozen=True, kw_only=True):
    """What is looked for."""

    first: Annotated[
        str | None, Option("The phrase or query to look for.", metavar="PATTERN", is_argument=True)
    ] = None
    more: Annotated[
        tuple[str, ...],
        Option(
            "A pattern. Repeatable. All arguments are then paths.",
            ("-e", "--pattern"), metavar="PATTERN", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    in_quotes: Annotated[bool, Option("Only hits inside quoted speech.")] = False
    speaker: Annotated[
        str | None, Option("Only hits in what a speaker of this name says.", metavar="NAME")
    ] = None
    layout: Annotated[
        Literal["columns", "stacked"],
        Option("A table of columns, or each hit below its reference: stacked.", heading="Arranging"),
    ] = "columns"
    index: Annotated[
        str | None,
        Option(
            "Ask a database made by 'corpuskit index build' where to look; the result is the same.",
            heading="Running", metavar="FILE",
        ),
    ] = None  # fmt: skip


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.kwic import KwicOptions

    return Patterns, KwicOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.coding import read_codes, read_ids
    from corpuskit.cli.patterns import choose_patterns, parse_context, read_lists
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.speech import SpeechSpans
    from corpuskit.inputs import InputFiles
    from corpuskit.kwic import KwicOptions, make_concordance

    inputs = InputFiles()
    asked = typed.build(Patterns)
    patterns, paths = choose_patterns(asked.first, asked.more, typed.paths)
    is_query = not (typed["substring"] or typed["regex"] or typed["cql"])
    default_context = "sentence" if asked.layout == "stacked" else "8"
    context, unit = parse_context(typed["context"] or default_context, typed["unit"])
    options = typed.build(
        KwicOptions,
        pattern=patterns[0],
        more_patterns=patterns[1:],
        lists=read_lists(patterns, inputs) if is_query else {},
        context=context,
        unit=unit,
        exclude=read_ids(typed["exclude"], inputs),
        codes=read_codes(typed["codes"], inputs),
        limit=typed.running.limit,
        distinct=typed.shows_summary,
    )
    inside = SpeechSpans(asked.speaker) if asked.in_quotes or asked.speaker is not None else None
    make_corpus, proposals_of = _search_with(asked.index, options, inputs)

    make_analysis: Callable[..., Concordance] = make_concordance
    if options.count and options.by:
        from corpuskit.words.distribution import Distribution

        make_analysis = Distribution
    return run_analysis(
        NAME,
        make_analysis(options, inside=inside, proposals_of=proposals_of),
        typed.replace(limit=None, paths=paths),
        describe=_describe,
        present=_present(typed, asked.layout, options),
        make_corpus=make_corpus,
    )


def _present(typed: Typed, layout: str, options: KwicOptions) -> dict[str, Any]:
    """Return how lines are shown, beside what the user says.

    Raises:
        UsageError: An option would be ignored.
    """
    present: dict[str, Any] = {"layout": layout, "sort_keys": options.sort}
    if layout == "stacked" and typed.output.format == "table":
        typed.refuse(("columns",), "--layout stacked")
    elif (
        typed.output.format == "table"
        and typed.output.columns is None
        and options.fold_copies != "off"
        and options.group is None
    ):
        # Where copies are folded, a table shows their number first.
        present["columns"] = "copies,doc,line,before,match,after"
    elif typed.output.columns is None and typed.output.format == "table":
        if len(options.groups) > 1:
            present["columns"] = "hits,lines,documents,group_key,second_key,match"
        elif len(options.by) > 1:
            present["columns"] = "part,subpart,hits,distinct_hits,words,per_million,documents,bar"
    return present


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


def _describe(summary: Mapping[str, Any]) -> str:
    hits, distinct, shown = summary["hits"], summary["distinct_passages"], summary["shown"]
    told = f"{hits} hits"
    if distinct is not None:
        told += f", {distinct} distinct segments"
    told += f", {summary['documents_with_hits']} of {summary['documents']} documents"
    return told if shown == hits else f"{told}; {shown} shown"
