"""`corpuskit dedupe`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer

from corpuskit.cli.options import SharedOptions

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus, Document
    from corpuskit.dedupe import DedupeOptions
    from corpuskit.dedupe.rewrite import RewritePlan
    from corpuskit.inputs import InputFiles

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


class _Pair(msgspec.Struct):
    """A line of what `--score-pairs` reads."""

    id: str | int
    a: str
    b: str


def run(
    shared: SharedOptions,
    threshold: Annotated[
        str, typer.Option("--threshold", metavar="T", help="Least similarity of a near copy, 0.5 to 1.")
    ] = "0.8",
    exact: Annotated[bool, typer.Option("--exact", help="Exact copies only.")] = False,
    min_words: Annotated[
        int, typer.Option("--min-words", min=1, metavar="N", help="Near copies have N words at least.")
    ] = 5,
    measure: Annotated[
        Literal["word", "char"],
        typer.Option(
            "--measure", help="Compare words, or every three characters, for text with misread letters."
        ),
    ] = "word",
    scope: Annotated[
        Literal["all", "within", "across"],
        typer.Option(
            "--scope", help="Compare all paragraphs, only those of one document, or of different ones."
        ),
    ] = "all",
    keep: Annotated[
        str,
        typer.Option(
            "--keep",
            metavar="RULE",
            help="Which paragraph is kept: first, earliest (by document date), longest, or source:A,B.",
        ),
    ] = "first",
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            metavar="A,B",
            help="Only these kinds of copies: exact, format, signs, numbers, sense, contained, template, wording. "
            "With --write: exact,format.",
            show_default=False,
        ),
    ] = None,
    contained: Annotated[
        str | None,
        typer.Option(
            "--contained",
            metavar="PART",
            help="Find paragraphs too that lie inside longer ones, with this part of their words or more, such as 0.9.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against",
            metavar="PATH",
            help="Only copies of what this corpus holds; may be repeated.",
            show_default=False,
        ),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="One record a copy, with the words that differ.")
    ] = False,
    blocks: Annotated[bool, typer.Option("--blocks", help="One record a run of consecutive copies.")] = False,
    stats: Annotated[
        bool, typer.Option("--stats", help="One record a document: how much of it is copied, and from where.")
    ] = False,
    curve: Annotated[
        bool, typer.Option("--curve", help="The number of copies at thresholds from 0.5 to 1.")
    ] = False,
    score_pairs: Annotated[
        str | None,
        typer.Option(
            "--score-pairs",
            metavar="FILE",
            help="Only tell how similar texts are: for JSON lines {id, a, b} of FILE, or - , lines {id, score}.",
            show_default=False,
        ),
    ] = None,
    write: Annotated[
        str | None,
        typer.Option(
            "--write", metavar="DIR", help="Write the corpus without the copies to the new directory DIR."
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    own = dict(locals())
    from corpuskit.cli.run import run_analysis
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.analysis import Dedupe
    from corpuskit.dedupe.options import REMOVED_KINDS, DedupeOptions
    from corpuskit.inputs import InputFiles

    if score_pairs is not None:
        _check_score_pairs(shared, own)
        return _score_pairs(score_pairs, shared)
    chosen: Any = tuple(kind.strip() for kind in (kinds or "").split(",") if kind.strip())
    options = DedupeOptions(
        threshold=threshold,
        exact=exact,
        min_words=min_words,
        measure=measure,
        scope=scope,
        keep=keep,
        kinds=chosen or (REMOVED_KINDS if write else ()),
        contained=contained,
        pairs=pairs,
        blocks=blocks,
        stats=stats,
    )
    _check_combination(shared, options, against=against, curve=curve, write=write)
    inputs = InputFiles()
    reference = Corpus(against, shared.make_corpus_options(), inputs) if against else None
    rewriting = _plan_rewriting(shared, write, inputs) if write else None
    found: list[object] = []
    code = run_analysis(
        NAME,
        Dedupe(
            options,
            against=reference,
            find_date=_find_date,
            is_curve=curve,
        ),
        shared,
        finds_faults=True,
        describe=None if curve else _describe,
        make_corpus=partial(Corpus, inputs=inputs),
        keep=None if rewriting is None else found,
        on_progress=_make_progress(),
    )
    if rewriting is not None and write:
        _write(*rewriting, found, write, quiet=shared.quiet)
    return code


def _check_combination(
    shared: SharedOptions,
    options: DedupeOptions,
    *,
    against: list[str] | None,
    curve: bool,
    write: str | None,
) -> None:
    from corpuskit.errors import UsageError

    if write and (options.blocks or options.stats or curve):
        raise UsageError(
            "--write needs groups or pairs, not --blocks, --stats or --curve", hint="use two runs"
        )
    if curve and (options.pairs or options.blocks or options.stats or against):
        raise UsageError("--curve counts, and takes no --pairs, --blocks, --stats or --against")
    if against and shared.offsets != "chars":
        raise UsageError("--against gives offsets in code points only", hint="leave out --offsets")


def _find_date(document: Document) -> str | None:
    from corpuskit.dates.resolution.document_date import find_document_date

    date = find_document_date(document)
    return date.value if date else None


def _score_pairs(path: str, shared: SharedOptions) -> int:
    """Write the similarity of each pair of texts of a file of JSON lines."""
    from corpuskit import __version__
    from corpuskit.cli.messages import say_issue
    from corpuskit.dedupe.similarity import measure_similarity
    from corpuskit.inputs import InputFiles
    from corpuskit.output.writer import write_records
    from corpuskit.records import PairScore

    if not (shared.format or shared.json) and shared.output in (None, "-"):
        shared = replace(shared, format="jsonl")
    output = shared.make_output_options()
    if output.format == "jsonl" and output.columns is None:
        # Lines {id, score}, as the help says.
        output = msgspec.structs.replace(output, columns="id,score")
    inputs = InputFiles()
    inputs.add(path)
    pairs = _read_pairs(path)
    shown = pairs[: shared.limit]
    scores: Any = (PairScore(id=pair.id, score=measure_similarity(pair.a, pair.b)) for pair in shown)
    record_type: Any = PairScore
    notes = write_records(
        record_type,
        scores,
        output,
        head={"tool": f"corpuskit {__version__}", "command": NAME, "options": {"score_pairs": path}},
        finish=lambda: ([], {"records": len(pairs), "shown": len(shown)}),
        inputs=inputs,
    )
    for note in notes if not shared.quiet else ():
        say_issue(note)
    return 0


def _read_pairs(path: str) -> list[_Pair]:
    from corpuskit.errors import NothingReadableError

    try:
        lines = sys.stdin.buffer.readlines() if path == "-" else Path(path).read_bytes().splitlines()
        return [msgspec.json.decode(line, type=_Pair) for line in lines if line.strip()]
    except OSError as error:
        raise NothingReadableError(f"cannot read {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise NothingReadableError(
            f"--score-pairs: {error}", hint='wanted lines such as {"id": 1, "a": "a text", "b": "another"}'
        ) from error


# The shared options that have an effect on scores.
_OF_SCORES = frozenset(
    ("format", "json", "output", "columns", "no_header", "limit", "color", "bidi", "bom", "no_csv_guard", "ascii", "quiet")
)  # fmt: skip


def _check_score_pairs(shared: SharedOptions, own: Mapping[str, object]) -> None:
    """Refuse what has no effect on scores.

    Args:
        shared: The shared options.
        own: The options of the command itself.

    Raises:
        UsageError: Such an option was given.
    """
    from dataclasses import fields

    from corpuskit.errors import UsageError

    parameters = inspect.signature(run).parameters
    for name, value in own.items():
        if name not in ("shared", "score_pairs") and value != parameters[name].default:
            option = "--" + name.replace("_", "-")
            raise UsageError(f"{option} has no effect on --score-pairs", hint=f"leave out {option}")
    if (shared.output or "").endswith("/"):
        raise UsageError("--score-pairs writes one file, not a directory of parts", hint="-o scores.jsonl")
    shared.refuse([field.name for field in fields(shared) if field.name not in _OF_SCORES], "--score-pairs")


def _make_progress() -> Callable[[float], None] | None:
    """Return what shows the progress of a search on the terminal; None where there is none."""
    if not sys.stderr.isatty():
        return None
    import time

    begun = time.monotonic()

    def show(part: float) -> None:
        passed = time.monotonic() - begun
        if passed < _PROGRESS_AFTER:
            return
        left = f", {passed / part - passed:.0f} s to go" if 0 < part < 1 else ""
        # The line is wiped when all is done.
        line = f"\r\x1b[Kcorpuskit: compared {part:.0%}{left}" if part < 1 else "\r\x1b[K"
        print(line, end="", file=sys.stderr, flush=True)  # noqa: T201 — a progress line

    return show


_PROGRESS_AFTER = 0.5


def _plan_rewriting(shared: SharedOptions, directory: str, inputs: InputFiles) -> tuple[Corpus, RewritePlan]:
    """Return the corpus to be rewritten, and its files; what cannot be written is told before the search, not after."""
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.rewrite import plan_rewriting

    corpus = Corpus(choose_paths(shared.paths), shared.make_corpus_options(), inputs)
    return corpus, plan_rewriting(corpus, directory)


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
