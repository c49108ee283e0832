"""What is typed for a query: patterns, the lists that they name, the size of the context, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from corpuskit.cli.lists import read_codes, read_ids, read_lists
from corpuskit.cli.options import Typed
from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.cli.study import SavedQuery
    from corpuskit.corpus import Corpus, CorpusOptions
    from corpuskit.kwic import KwicOptions
    from corpuskit.kwic.segments import ProposalsOf


class Query(Options, frozen=True, kw_only=True):
    """What is looked for, and where."""

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
    study: Annotated[
        str | None,
        Option(
            "Read named queries and options from a file, see docs/kwic.md; hits say by their pattern which query they answer.",
            ("--query",), metavar="FILE.toml",
        ),
    ] = None  # fmt: skip
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


def read_query(query: Query, typed: Typed) -> tuple[KwicOptions, list[str]]:
    """Return the options of a search, and the paths of the corpus.

    Args:
        query: What is looked for.
        typed: What was typed.

    Raises:
        UsageError: They make no sense.
    """
    patterns, paths = choose_patterns(query, typed)
    return _build_options(query, typed, patterns), paths


def read_saved_queries(query: Query, typed: Typed) -> tuple[KwicOptions, list[str], Typed]:
    """Return the options of a study, the paths of the corpus, and what would be typed for all of it.

    Args:
        query: What is looked for; it names the file of the study.
        typed: What was typed.

    Raises:
        UsageError: They make no sense, or the file does not.
    """
    import msgspec

    from corpuskit.cli.study import read_study
    from corpuskit.kwic.study import StudyOptions

    if query.more:
        raise UsageError("--query and -e name patterns in two ways", hint="leave out one of them")
    if query.index is not None:
        raise UsageError("--index is for patterns that are typed", hint="leave out --index")
    study = read_study(str(query.study), typed.with_path(query.first))
    searches = {name: _build_search(saved) for name, saved in study.queries.items()}
    first = next(iter(study.queries.values()))
    options = _build_options(query, study.typed, first.patterns)
    return StudyOptions(**msgspec.structs.asdict(options), queries=searches), study.typed.paths, study.typed


def _build_search(saved: SavedQuery) -> KwicOptions:
    """Return how the patterns of a query are read; how hits are arranged is said for all queries."""
    from corpuskit.kwic import KwicOptions
    from corpuskit.options import list_options

    others: dict[str, Any] = {
        name: each.default
        for name, each in list_options(KwicOptions).items()
        if each.option.heading != "Matching"
    }
    others |= {"pattern": saved.patterns[0], "more_patterns": saved.patterns[1:]}
    lists = _read_lists_of(saved.typed, saved.patterns)
    return saved.typed.build(KwicOptions, **others, lists=lists)


def _read_lists_of(typed: Typed, patterns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    is_query = not (typed["substring"] or typed["regex"] or typed["cql"])
    return read_lists(patterns, typed.inputs) if is_query else {}


def _build_options(query: Query, typed: Typed, patterns: tuple[str, ...]) -> KwicOptions:
    from corpuskit.kwic import KwicOptions

    default_context = "sentence" if query.layout == "stacked" else "8"
    context, unit = parse_context(typed["context"] or default_context, typed["unit"])
    return typed.build(
        KwicOptions,
        pattern=patterns[0],
        more_patterns=patterns[1:],
        lists=_read_lists_of(typed, patterns),
        context=context,
        unit=unit,
        exclude=read_ids(typed["exclude"], typed.inputs),
        codes=read_codes(typed["codes"], typed.inputs),
        limit=typed.running.limit,
        distinct=typed.shows_summary,
    )


def choose_patterns(query: Query, typed: Typed) -> tuple[tuple[str, ...], list[str]]:
    """Return the patterns and the paths: as in grep, the first argument is a path where -e gives the patterns.

    Raises:
        UsageError: There is no pattern.
    """
    if query.more:
        return tuple(query.more), typed.with_path(query.first).paths
    if query.first is None:
        raise UsageError("the pattern is missing", hint='corpuskit kwic "UN Charter" texts/')
    return (query.first,), typed.paths


def parse_context(typed: str, unit: str) -> tuple[tuple[int, int], Any]:
    """Return the sizes of the context before and after a match, and its unit.

    Args:
        typed: `N`, `N:M`, `sentence` or `paragraph`.
        unit: The unit of numbers.

    Raises:
        UsageError: It is none of them.
    """
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


def search_with(
    index: str | None, options: KwicOptions
) -> tuple[Callable[[list[str], CorpusOptions, InputFiles], Corpus], ProposalsOf | None]:
    """Return what opens the corpus and what proposes segments of a document, with the database or without."""
    if index is None:
        from corpuskit.corpus import Corpus

        return Corpus, None
    from corpuskit.index import find_proposals, open_indexed_corpus

    return (
        lambda paths, how, inputs: open_indexed_corpus(paths, how, index, options, inputs)
    ), find_proposals


def choose_columns(options: KwicOptions, *, is_stacked: bool) -> Iterable[str] | None:
    """Return the columns of a table of lines, groups or parts; None for those of the records."""
    if is_stacked:
        return None
    if options.groups:
        return _choose_group_columns(options)
    if options.fold_copies != "off":
        # Where copies are folded, a table shows their number first.
        return "copies", "doc", "line", "before", "match", "after"
    if len(options.by) > 1:
        return "part", "subpart", "hits", "distinct_hits", "words", "per_million", "documents", "bar"
    return None


def _choose_group_columns(options: KwicOptions) -> Iterator[str]:
    """Yield the columns of groups: their keys, and the spellings of those that are words."""
    from corpuskit.kwic.keys import find_form_key

    yield from ("hits", "lines", "documents", "share")
    yield from ("group_key", "second_key")[: len(options.groups)]
    for name, column in zip(options.groups, ("form", "second_form"), strict=False):
        if find_form_key(name) is not None:
            yield column
