"""The drafts that `corpuskit verify` checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, get_args

from corpuskit.errors import UsageError
from corpuskit.options import Option, Options, split_names

if TYPE_CHECKING:
    from corpuskit.cli.options import RunOptions, Typed
    from corpuskit.corpus import Corpus
    from corpuskit.verify import Drafts, Verify, VerifyOptions

# What chooses documents of the corpus chooses none of the drafts.
_OF_THE_CORPUS = {"docs": (), "where": (), "since": None, "until": None, "langs": (), "globs": ()}


class DraftOptions(Options, frozen=True, kw_only=True):
    """What is checked, and against what."""

    drafts: Annotated[
        tuple[str, ...],
        Option(
            "The drafts: files, directories, globs, or - for standard input.",
            metavar="DRAFT...", typed=list[str], is_argument=True,
        ),
    ]  # fmt: skip
    corpus: Annotated[
        tuple[str, ...],
        Option(
            "The corpus to look in: a file, directory or glob. Repeatable. Default: $CORPUSKIT_CORPUS, then ./seeds.",
            ("--in",), metavar="PATH", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    draft_format: Annotated[
        str | None,
        Option(
            "Format of the drafts, as --input-format is that of the corpus.", metavar="NAME", heading="Input"
        ),
    ] = None


class VerdictOptions(Options, frozen=True, kw_only=True):
    """What becomes of the verdicts, and what helps to find them."""

    fail_on: Annotated[
        tuple[str, ...],
        Option(
            "End with 1 when a quotation has one of these verdicts, such as differs,not-found.",
            metavar="A,B", typed=str, read=split_names, heading="Running", is_common=True,
        ),
    ] = ()  # fmt: skip
    page: Annotated[
        str | None,
        Option(
            "Write an HTML page, too: each quotation beside its place, with the differences marked.",
            metavar="FILE", heading="Output", is_common=True,
        ),
    ] = None  # fmt: skip
    index: Annotated[
        str | None,
        Option(
            "Ask a database made by 'corpuskit index build' where to look; the result is the same.",
            heading="Running", metavar="FILE",
        ),
    ] = None  # fmt: skip


def read_typed_drafts(typed: Typed, options: VerifyOptions) -> Drafts:
    """Return what the drafts quote, with offsets as asked for.

    Raises:
        NothingReadableError: None could be read.
    """
    import msgspec

    from corpuskit.corpus import Corpus
    from corpuskit.run.offsets import OffsetConverter
    from corpuskit.verify import read_drafts

    asked = typed.build(DraftOptions)
    how = msgspec.structs.replace(typed.corpus, input_format=asked.draft_format, **_OF_THE_CORPUS)
    corpus = Corpus(asked.drafts, how, typed.inputs)
    documents = list(corpus)
    drafts = read_drafts(documents, options)._replace(issues=corpus.issues)
    unit = typed.running.offsets
    if unit != "chars":
        converters = {document.id: OffsetConverter(document.text, unit) for document in documents}
        drafts = drafts._replace(
            quoted=[
                each._replace(
                    span=(converters[each.doc].convert(each.start), converters[each.doc].convert(each.end))
                )
                for each in drafts.quoted
            ]
        )
    return drafts


def read_verdicts(typed: Sequence[str]) -> frozenset[str]:
    """Return the verdicts that are named, with hyphens or spaces.

    Raises:
        UsageError: There is none of that name.
    """
    from corpuskit.records import Verdict

    known = {verdict.replace(" ", "-"): verdict for verdict in get_args(Verdict)}
    for name in typed:
        if name.replace(" ", "-") not in known:
            raise UsageError(f"there is no verdict {name!r}", hint=f"--fail-on {','.join(known)}")
    return frozenset(known[name.replace(" ", "-")] for name in typed)


def verify_with(
    index: str | None, drafts: Drafts, options: VerifyOptions, typed: Typed
) -> tuple[Verify, Corpus]:
    """Return the analysis and the corpus, with a database or without.

    Args:
        index: The database; None for none.
        drafts: What the drafts quote.
        options: What counts as the same.
        typed: What was typed, with the paths of the corpus.

    Raises:
        UsageError: A database is not for several processes, or for Spark.
        UnusableIndexError: There is none, it is broken, or was made with other options.
    """
    from corpuskit.corpus import Corpus
    from corpuskit.verify import Verify

    if index is None:
        return Verify(drafts, options), Corpus(typed.paths, typed.corpus, typed.inputs)
    from corpuskit.index import QuotedCorpus, Sought, is_passed_over, open_quoted_corpus
    from corpuskit.run import check

    analysis = Verify(drafts, options, passes_over=is_passed_over)
    check(analysis, engine=typed.running.engine, jobs=typed.running.jobs)
    sought = [Sought(*each) for each in analysis.list_sought()]
    corpus = open_quoted_corpus(typed.paths, typed.corpus, index, sought, typed.inputs)
    if not isinstance(corpus, QuotedCorpus):
        # The database is of no help here, and may not keep other processes from it.
        analysis = Verify(drafts, options)
    return analysis, corpus


def say_outdated(corpus: Corpus, running: RunOptions) -> None:
    """Tell the user how many files the database does not know as they are now."""
    from corpuskit.cli.messages import IssueLog

    count = getattr(corpus, "outdated", 0)
    if count:
        they = (
            "1 file is not in the database as it is"
            if count == 1
            else f"{count} files are not in the database as they are"
        )
        IssueLog(running).note(
            f"{they} now, and {'was' if count == 1 else 'were'} read", hint="corpuskit index build"
        )
