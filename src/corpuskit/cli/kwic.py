"""`corpuskit kwic`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.cli.query import Query, choose_columns, read_query, read_saved_queries, search_with
from corpuskit.options import Options

if TYPE_CHECKING:
    from corpuskit.kwic.analysis import Concordance

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


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.kwic import KwicOptions

    return Query, KwicOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.kwic import make_concordance

    query = typed.build(Query)
    if query.study is None:
        options, paths = read_query(query, typed)
    else:
        options, paths, typed = read_saved_queries(query, typed)
        query = typed.build(Query)
    is_stacked = query.layout == "stacked" and typed.output.format == "table"
    if is_stacked:
        typed.refuse(("columns",), "--layout stacked")
    inside = None
    if query.in_quotes or query.speaker is not None:
        from corpuskit.quotes.speech import SpeechSpans

        inside = SpeechSpans(query.speaker)
    make_corpus, proposals_of = search_with(query.index, options)
    make_analysis: Callable[..., Concordance] = make_concordance
    if options.count and options.by:
        from corpuskit.words.distribution import Distribution

        make_analysis = Distribution
    return run_analysis(
        NAME,
        make_analysis(options, inside=inside, proposals_of=proposals_of),
        typed.replace(limit=None, paths=paths),
        describe=_describe,
        columns=choose_columns(options, is_stacked=is_stacked),
        present={"layout": query.layout, "sort_keys": options.sort},
        make_corpus=make_corpus,
    )


def _describe(summary: Mapping[str, Any]) -> str:
    hits, distinct, shown = summary["hits"], summary["distinct_passages"], summary["shown"]
    told = f"{hits} hits"
    if distinct is not None:
        told += f", {distinct} distinct segments"
    told += f", {summary['documents_with_hits']} of {summary['documents']} documents"
    if "groups" in summary:
        groups = summary["groups"]
        return f"{told}, {groups} groups" + ("" if shown == groups else f"; {shown} shown")
    return told if shown == hits else f"{told}; {shown} shown"
