"""`corpuskit dedupe`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.cli.rewriting import Rewriting
    from corpuskit.corpus import Corpus, Document
    from corpuskit.dedupe import DedupeOptions

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
  corpuskit dedupe texts/ --review removals.csv
  corpuskit dedupe texts/ --apply removals.csv --write clean/
  corpuskit dedupe --restore clean/ --write original/
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
    short: Annotated[
        bool,
        Option(
            "With --write or --review: also take out paragraphs of fewer than --min-words words, and lines of what stays "
            "around them.",
            heading="Output",
        ),
    ] = False
    review: Annotated[
        str | None,
        Option(
            "Write each paragraph that --write would take out to the CSV file FILE, to be read and changed by hand.",
            heading="Output", metavar="FILE",
        ),
    ] = None  # fmt: skip
    apply: Annotated[
        str | None,
        Option(
            "Write the corpus by FILE, which --review wrote: what has something in its column keep stays.",
            heading="Output", metavar="FILE",
        ),
    ] = None  # fmt: skip
    restore: Annotated[
        str | None,
        Option(
            "Put the files that DIR was made from together again, in the new directory that --write names.",
            heading="Output", metavar="DIR",
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
    from corpuskit.inputs import InputFiles

    wanted = typed.build(DedupeOutput)
    if wanted.score_pairs is not None:
        from corpuskit.cli.scores import score_pairs

        return score_pairs(wanted.score_pairs, typed)
    if wanted.restore is not None:
        from corpuskit.cli.rewriting import restore

        return restore(wanted.restore, wanted.write, typed)
    if wanted.apply is not None:
        from corpuskit.cli.rewriting import apply_review

        return apply_review(wanted.apply, wanted.write, typed)
    options = typed.build(DedupeOptions)
    is_rewritten = wanted.write is not None or wanted.review is not None
    if is_rewritten and not options.kinds:
        options = typed.build(DedupeOptions, kinds=REMOVED_KINDS)
    _check_combination(typed, wanted)
    inputs = InputFiles()
    reference = Corpus(wanted.against, typed.corpus, inputs) if wanted.against else None
    corpus = Corpus(choose_paths(typed.paths), typed.corpus, inputs)
    rewriting = _plan(corpus, wanted, options, typed) if is_rewritten else None
    code = run_analysis(
        NAME,
        Dedupe(options, against=reference, find_date=_find_date, is_curve=wanted.curve),
        typed,
        finds_faults=True,
        describe=None if wanted.curve else _describe,
        make_corpus=partial(Corpus, inputs=inputs),
        keep=None if rewriting is None else rewriting.found,
        on_progress=make_progress(),
    )
    if rewriting is not None and wanted.review is not None:
        rewriting.write_review(wanted.review)
    elif rewriting is not None:
        rewriting.write()
    return code


def _plan(corpus: Corpus, wanted: DedupeOutput, options: DedupeOptions, typed: Typed) -> Rewriting:
    from corpuskit.cli.rewriting import Rewriting
    from corpuskit.dedupe.whole import Floor

    floor = None if wanted.short else Floor(options.min_words)
    return Rewriting(corpus, wanted.write, floor, quiet=typed.running.quiet)


def _check_combination(typed: Typed, wanted: DedupeOutput) -> None:
    from corpuskit.errors import UsageError

    target = "--write" if wanted.write is not None else "--review" if wanted.review is not None else None
    if target and (typed["blocks"] or typed["stats"] or wanted.curve):
        raise UsageError(
            f"{target} needs groups or pairs, not --blocks, --stats or --curve", hint="use two runs"
        )
    if wanted.write is not None and wanted.review is not None:
        raise UsageError(
            "--review and --write are two steps", hint="write what was reviewed with --apply FILE --write DIR"
        )
    if wanted.short and not target:
        raise UsageError("--short has no effect without --write or --review", hint="leave out --short")
    if wanted.curve and (typed["pairs"] or typed["blocks"] or typed["stats"] or wanted.against):
        raise UsageError("--curve counts, and takes no --pairs, --blocks, --stats or --against")
    if wanted.against and typed.running.offsets != "chars":
        raise UsageError("--against gives offsets in code points only", hint="leave out --offsets")


def _find_date(document: Document) -> str | None:
    from corpuskit.dates.resolution.document_date import find_document_date

    date = find_document_date(document)
    return date.value if date else None


def _describe(summary: Mapping[str, Any]) -> str:
    told = f"{summary['copies']} of {summary['paragraphs']} paragraphs repeat others, in {summary['groups']} groups"
    left = ", ".join(f"{count} {kind}" for kind, count in summary.get("left", {}).items())
    return f"{told}; of other kinds, not told: {left}" if left else told
