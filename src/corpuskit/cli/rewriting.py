"""What `corpuskit dedupe` writes: a corpus without its copies, the table of what would go, and the original again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from corpuskit.cli.messages import IssueLog, count
from corpuskit.cli.options import Typed
from corpuskit.dedupe.options import REMOVED_KINDS, DedupeOptions
from corpuskit.dedupe.writing.copies import list_members
from corpuskit.dedupe.writing.floor import Floor
from corpuskit.dedupe.writing.rewrite import (
    RewritePlan,
    Rewriting,
    plan_rewriting,
    restore_corpus,
    write_without_copies,
)
from corpuskit.errors import UsageError
from corpuskit.inputs import check_apart
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.writing.edits import ChooseCopies

_REASONS = {
    "short": "shorter than --min-words and in no long run of copies",
    "wordless": "without words",
    "torn": "of a table, a verse, a question with its answer or a sentence that goes on",
}


class RewriteOptions(Options, frozen=True, kw_only=True):
    """What becomes of the copies."""

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
    drop_all: Annotated[
        bool,
        Option(
            "With --write, --review or --apply: take out every paragraph that has a copy, and keep none of them.",
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


def choose_kinds(typed: Typed) -> DedupeOptions:
    """Return the options of the search, which is for what is taken out where that is asked for."""
    wanted, options = typed.build(RewriteOptions), typed.build(DedupeOptions)
    are_paragraphs = options.level == "paragraph" and options.spans is None
    if (wanted.write is None and wanted.review is None) or options.kinds or not are_paragraphs:
        return options
    return typed.build(DedupeOptions, kinds=REMOVED_KINDS)


def plan(corpus: Corpus, options: DedupeOptions, typed: Typed) -> CopyRemoval | None:
    """Return what is going to write the corpus or its review; None where neither is asked for.

    Args:
        corpus: The corpus; the state that it has now is what is going to be searched.
        options: What counts as a copy.
        typed: What was typed.

    Raises:
        UsageError: An option would be ignored, or it cannot be written.
    """
    wanted = typed.build(RewriteOptions)
    target = "--write" if wanted.write is not None else "--review" if wanted.review is not None else None
    if target and (typed["blocks"] or typed["stats"] or typed["curve"]):
        raise UsageError(
            f"{target} needs groups or pairs, not --blocks, --stats or --curve", hint="use two runs"
        )
    if target and (options.level == "document" or options.spans is not None):
        raise UsageError(f"{target} is for copies of paragraphs", hint="leave out --level, or --spans")
    if wanted.write is not None and wanted.review is not None:
        raise UsageError(
            "--review and --write are two steps", hint="write what was reviewed with --apply FILE --write DIR"
        )
    if wanted.drop_all and not target:
        raise UsageError(
            "--drop-all has no effect without --write, --review or --apply", hint="leave out --drop-all"
        )
    if wanted.drop_all and (typed["against"] or options.contained is not None):
        raise UsageError(
            "--drop-all takes no --against and no --contained: what is kept there is not a copy",
            hint="leave out --drop-all, or these",
        )
    check_apart({"--output": typed["path"], "--write": wanted.write, "--review": wanted.review})
    if wanted.short and not target:
        raise UsageError("--short has no effect without --write or --review", hint="leave out --short")
    if target is None:
        return None
    floor = None if wanted.short else Floor(options.min_words)
    return CopyRemoval(corpus, wanted, floor, IssueLog(typed.running))


def apply_or_restore(typed: Typed) -> int:
    """Write the corpus by a table that was reviewed, or put it together again, and return the exit code."""
    wanted = typed.build(RewriteOptions)
    if wanted.restore is not None:
        return restore(wanted.restore, wanted.write, typed)
    return apply_review(str(wanted.apply), wanted, typed)


class CopyRemoval:
    """A corpus that is written without its copies, or of which what would go is written.

    Args:
        corpus: The corpus; the state that it has now is what is going to be searched.
        wanted: The directory, or the table, that is written.
        floor: Chooses what goes; None for all copies.
        log: Is told of it.
    """

    def __init__(self, corpus: Corpus, wanted: RewriteOptions, floor: Floor | None, log: IssueLog) -> None:
        self._corpus = corpus
        self._wanted = wanted
        self._floor = floor
        self._log = log
        # What cannot be written is told before the search, not after.
        self._plan: RewritePlan = plan_rewriting(corpus, wanted.write)
        if wanted.review is not None:
            corpus.inputs.claim(wanted.review)
        self.found: list[object] = []

    def write(self) -> None:
        """Write the corpus without the copies that were found, or the table of what would be taken out."""
        choose = self._floor.choose if self._floor else None
        if self._wanted.write is not None:
            copies = list_members(self.found) if self._wanted.drop_all else self.found
            _write(self._corpus, self._plan, copies, self._wanted.write, choose, self._log)
        elif self._wanted.review is not None:
            self._write_review(self._wanted.review, choose)
        self._say_left()

    def _write_review(self, path: str, choose: ChooseCopies | None) -> None:
        from corpuskit.dedupe.writing.review import iter_proposals
        from corpuskit.output.writer import OutputOptions, write_records
        from corpuskit.records import ProposedRemoval

        result = Rewriting()
        proposals = list(
            iter_proposals(
                self._corpus, self.found, self._plan, choose, result, drops_all=self._wanted.drop_all
            )
        )
        notes = write_records(
            ProposedRemoval,
            proposals,
            OutputOptions(format="csv", path=path, columns=",".join(ProposedRemoval.columns)),
            head={},
            finish=lambda: ([], {}),
            inputs=self._corpus.inputs,
        )
        self._log.tell(*notes, *result.issues, *result.losses.list_issues())
        self._log.note(
            f"note: {count(len(proposals), 'paragraph')} to be taken out, in {path}",
            hint="write an x in the column keep of what is to stay, then: --apply FILE --write DIR"
            + " --drop-all" * self._wanted.drop_all,
        )

    def _say_left(self) -> None:
        """Tell the user how many copies stay, and why."""
        if self._floor is None or not (total := sum(self._floor.left.values())):
            return
        left = self._floor.left
        reasons = ", ".join(f"{left[reason]} {what}" for reason, what in _REASONS.items() if left[reason])  # type: ignore[index]
        self._log.note(
            f"note: {total} {'copy stays' if total == 1 else 'copies stay'}: {reasons}",
            hint="--short takes them out too",
        )


def _write(
    corpus: Corpus,
    plan: RewritePlan,
    found: Iterable[object],
    directory: str,
    choose: ChooseCopies | None,
    log: IssueLog,
) -> None:
    written = write_without_copies(corpus, found, directory, plan, choose=choose)
    log.tell(*written.issues)
    log.note(
        f"note: {count(written.paragraphs, 'paragraph')} taken out of {written.changed} of "
        f"{count(written.files, 'file')}, in {directory}"
    )


def apply_review(path: str, wanted: RewriteOptions, typed: Typed) -> int:
    """Write the corpus by a table that was reviewed, and return the exit code.

    Raises:
        UsageError: There is no directory to write to, an option has no effect on it, or the table does not fit.
    """
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus, CorpusOptions
    from corpuskit.dedupe.writing.review import Review
    from corpuskit.output.safe import guard_formula, make_cell_safe

    directory = wanted.write
    if directory is None:
        raise UsageError("--apply needs a directory to write to", hint="--apply FILE --write DIR")
    honoured = {"apply", "write", "drop_all", "quiet", "paths", *CorpusOptions.__struct_fields__}
    typed.refuse_all_but(honoured, "--apply")
    typed.inputs.add(path)
    corpus = Corpus(choose_paths(typed.paths), typed.corpus, typed.inputs)
    plan = plan_rewriting(corpus, directory)
    docs = corpus.find_origins().keys()
    guarded = {guard_formula(make_cell_safe(doc)): doc for doc in docs}
    review = Review(path, drops_all=wanted.drop_all, docs=guarded | {doc: doc for doc in docs})
    if missing := {copy.doc for copy in review.copies} - docs:
        raise UsageError(
            f"--apply: {path} is about a document {min(missing)!r} that is not here",
            hint="name the PATH that --review was given",
        )
    _write(corpus, plan, review.copies, directory, review.choose, IssueLog(typed.running))
    return 0


def restore(directory: str, target: str | None, typed: Typed) -> int:
    """Put the files together again that a directory was made from, and return the exit code.

    Raises:
        UsageError: There is no directory to write to, or an option has no effect on it.
    """
    if target is None:
        raise UsageError("--restore needs a directory to write to", hint="--restore DIR --write NEW")
    typed.refuse_all_but({"restore", "write", "quiet"}, "--restore")
    if typed.paths:
        raise UsageError("PATH has no effect on --restore", hint="leave out PATH")
    files = count(restore_corpus(directory, target), "file")
    IssueLog(typed.running).note(f"note: {files} restored, in {target}")
    return 0
