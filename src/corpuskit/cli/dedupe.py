"""`corpuskit dedupe`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpuskit.cli.options import SharedOptions

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus, Document
    from corpuskit.records import DuplicateGroup, DuplicatePair, Findings, Issue

NAME = "dedupe"
HELP = """Find paragraphs that repeat others, exactly or nearly.

A paragraph is a copy when its similarity to an earlier, kept paragraph reaches the threshold. All such copies are
found. Nothing is changed, unless --write asks for a corpus without them.

\b
Examples:
  corpuskit dedupe texts/
  corpuskit dedupe texts/ --threshold 0.9 --pairs
  corpuskit dedupe texts/ --write clean/
"""


def run(
    shared: SharedOptions,
    threshold: Annotated[
        str, typer.Option("--threshold", metavar="T", help="Least similarity of a near copy, 0.5 to 1.")
    ] = "0.8",
    exact: Annotated[bool, typer.Option("--exact", help="Exact copies only.")] = False,
    min_words: Annotated[
        int, typer.Option("--min-words", min=1, metavar="N", help="Near copies have N words at least.")
    ] = 5,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="One record a copy, with the words that differ.")
    ] = False,
    write: Annotated[
        str | None,
        typer.Option(
            "--write", metavar="DIR", help="Write the corpus without the copies to the new directory DIR."
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.dedupe import DedupeOptions, find_duplicates
    from corpuskit.records import DuplicateGroup, DuplicatePair, Findings

    options = DedupeOptions(threshold=threshold, exact=exact, min_words=min_words, pairs=pairs)
    found: list[object] = []

    def analyse(documents: Iterable[Document]) -> Findings[DuplicateGroup | DuplicatePair]:
        findings = find_duplicates(documents, options)
        return Findings(_keep(findings, found), findings.summary) if write else findings

    corpus = _check_write(shared, write) if write else None
    code = run_analysis(
        NAME,
        analyse,
        record_type=DuplicatePair if pairs else DuplicateGroup,
        options=options,
        shared=shared,
        finds_faults=True,
        describe=_describe,
    )
    if corpus is not None and write:
        _write(corpus, found, write, quiet=shared.quiet)
    return code


def _keep(
    findings: Findings[DuplicateGroup | DuplicatePair], kept: list[object]
) -> Iterator[DuplicateGroup | DuplicatePair | Issue]:
    for record in findings:
        kept.append(record)
        yield record


def _check_write(shared: SharedOptions, directory: str) -> Corpus:
    """Return the corpus to be rewritten; what cannot be written is told before the search, not after."""
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.rewrite import check_rewritable

    corpus = Corpus(choose_paths(shared.paths), shared.make_corpus_options())
    check_rewritable(corpus, directory)
    return corpus


def _write(corpus: Corpus, found: list[object], directory: str, *, quiet: bool) -> None:
    from corpuskit.dedupe.rewrite import write_without_copies
    from corpuskit.output.safe import make_terminal_safe

    written = write_without_copies(corpus, found, directory)
    if quiet:
        return
    notes = [f"{issue.path}: {issue.message}" for issue in written.issues]
    notes.append(
        f"{written.paragraphs} paragraphs taken out of {written.changed} of {written.files} files, in {directory}"
    )
    for note in notes:
        print(make_terminal_safe(f"corpuskit: note: {note}"), file=sys.stderr)  # noqa: T201 — a message


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['copies']} of {summary['paragraphs']} paragraphs repeat others, in {summary['groups']} groups"
