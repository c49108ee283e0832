"""`corpuskit dedupe`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus, Document
    from corpuskit.dedupe.rewrite import RewritePlan

NAME = "dedupe"
HELP = """Find paragraphs that repeat others, exactly or nearly.

A paragraph is a copy when its similarity to an earlier, kept paragraph reaches the threshold. All such copies are
found, and each is told with what it is a copy of and how it differs: exact, format (other case, spaces or typography),
signs (other signs that carry meaning), numbers (only numbers or dates differ), sense (a word that turns what is said),
contained (the one lies inside the other), template (mostly names and numbers differ) or wording. Nothing is changed,
unless --write asks for a corpus without them; then only exact and format copies go.

\b
Examples:
  corpuskit dedupe texts/
  corpuskit dedupe texts/ --threshold 0.9 --pairs
  corpuskit dedupe texts/ --blocks
  corpuskit dedupe new/ --against archive/ --keep earliest
  corpuskit dedupe texts/ --write clean/
"""
# It is read, and no copy depends on it.
HIDES = ("title_field",)


class DedupeOutput(Options, frozen=True, kw_only=True):
    """What copies are looked for in, and what becomes of them."""

    against: Annotated[
        tuple[str, ...],
        Option(
            "Report only copies of paragraphs in this corpus. Repeatable.",
            metavar="PATH", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    curve: Annotated[
        bool, Option("The number of copies at thresholds from 0.5 to 1.", heading="Arranging")
    ] = False
    score_pairs: Annotated[
        str | None,
        Option(
            "Only tell how similar texts are: for JSON lines {id, a, b} of FILE, or - , lines {id, score}.",
            heading="Output", metavar="FILE",
        ),
    ] = None  # fmt: skip
    write: Annotated[
        str | None,
        Option(
            "Write the corpus without the copies to the new directory DIR.",
            heading="Output", metavar="DIR", is_common=True,
        ),
    ] = None  # fmt: skip


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.dedupe.options import DedupeOptions

    return DedupeOptions, DedupeOutput, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.progress import make_progress
    from corpuskit.cli.run import choose_paths, run_analysis
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.analysis import Dedupe
    from corpuskit.dedupe.options import REMOVED_KINDS, DedupeOptions
    from corpuskit.dedupe.rewrite import plan_rewriting
    from corpuskit.inputs import InputFiles

    wanted = typed.build(DedupeOutput)
    if wanted.score_pairs is not None:
        from corpuskit.cli.scores import score_pairs

        return score_pairs(wanted.score_pairs, typed)
    options = typed.build(DedupeOptions)
    if wanted.write is not None and not options.kinds:
        options = typed.build(DedupeOptions, kinds=REMOVED_KINDS)
    _check_combination(typed, wanted)
    inputs = InputFiles()
    reference = Corpus(wanted.against, typed.corpus, inputs) if wanted.against else None
    corpus = Corpus(choose_paths(typed.paths), typed.corpus, inputs)
    plan = None if wanted.write is None else plan_rewriting(corpus, wanted.write)
    found: list[object] = []
    code = run_analysis(
        NAME,
        Dedupe(options, against=reference, find_date=_find_date, is_curve=wanted.curve),
        typed,
        finds_faults=True,
        describe=None if wanted.curve else _describe,
        make_corpus=partial(Corpus, inputs=inputs),
        keep=None if plan is None else found,
        on_progress=make_progress(),
    )
    if plan is not None and wanted.write is not None:
        _write(corpus, plan, found, wanted.write, quiet=typed.running.quiet)
    return code


def _check_combination(typed: Typed, wanted: DedupeOutput) -> None:
    from corpuskit.errors import UsageError

    if wanted.write is not None and (typed["blocks"] or typed["stats"] or wanted.curve):
        raise UsageError(
            "--write needs groups or pairs, not --blocks, --stats or --curve", hint="use two runs"
        )
    if wanted.curve and (typed["pairs"] or typed["blocks"] or typed["stats"] or wanted.against):
        raise UsageError("--curve counts, and takes no --pairs, --blocks, --stats or --against")
    if wanted.against and typed.running.offsets != "chars":
        raise UsageError("--against gives offsets in code points only", hint="leave out --offsets")


def _find_date(document: Document) -> str | None:
    from corpuskit.dates.resolution.document_date import find_document_date

    date = find_document_date(document)
    return date.value if date else None


def _write(corpus: Corpus, plan: RewritePlan, found: list[object], directory: str, *, quiet: bool) -> None:
    from corpuskit.cli.messages import say, say_issue
    from corpuskit.dedupe.rewrite import write_without_copies

    written = write_without_copies(corpus, found, directory, plan)
    if quiet:
        return
    for issue in written.issues:
        say_issue(issue)
    say(
        f"corpuskit: note: {written.paragraphs} paragraphs taken out of {written.changed} of {written.files} files, "
        f"in {directory}"
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['copies']} of {summary['paragraphs']} paragraphs repeat others, in {summary['groups']} groups"
