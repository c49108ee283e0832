"""What `corpuskit dedupe` writes: a corpus without its copies, the table of what would go, and the original again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpuskit.cli.messages import say, say_issue
from corpuskit.cli.options import Typed
from corpuskit.dedupe.rewrite import RewritePlan, plan_rewriting, restore_corpus, write_without_copies
from corpuskit.dedupe.whole import Floor
from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.edits import ChooseCopies

_REASONS = {
    "short": "shorter than --min-words and in no long run of copies",
    "wordless": "without words",
    "torn": "of a table, a verse, a question with its answer or a sentence that goes on",
}


class Rewriting:
    """A corpus that is written without its copies, or of which what would go is written.

    Args:
        corpus: The corpus; the state that it has now is what is going to be searched.
        directory: The new directory; None where only what would go is asked for.
        floor: Chooses what goes; None for all copies.
        quiet: Whether nothing is said of it.
    """

    def __init__(self, corpus: Corpus, directory: str | None, floor: Floor | None, *, quiet: bool) -> None:
        self._corpus = corpus
        self._directory = directory
        self._floor = floor
        self._quiet = quiet
        # What cannot be written is told before the search, not after.
        self._plan: RewritePlan = plan_rewriting(corpus, directory)
        self.found: list[object] = []

    def write(self) -> None:
        """Write the corpus without the copies that were found."""
        if self._directory is not None:
            choose = self._floor.choose if self._floor else None
            _write(self._corpus, self._plan, self.found, self._directory, choose, quiet=self._quiet)
            self._say_left()

    def write_review(self, path: str) -> None:
        """Write the table of what would be taken out."""
        from corpuskit.dedupe.review import iter_proposals
        from corpuskit.output.writer import OutputOptions, write_records
        from corpuskit.records import ProposedRemoval

        choose = self._floor.choose if self._floor else None
        proposals = list(iter_proposals(self._corpus, self.found, self._plan, choose))
        notes = write_records(
            ProposedRemoval,
            proposals,
            OutputOptions(format="csv", path=path, columns=",".join(ProposedRemoval.columns)),
            head={},
            finish=lambda: ([], {}),
            inputs=self._corpus.inputs,
        )
        if self._quiet:
            return
        for note in notes:
            say_issue(note)
        say(f"corpuskit: note: {len(proposals)} paragraphs to be taken out, in {path}")
        say("  hint: write an x in the column keep of what is to stay, then: --apply FILE --write DIR")
        self._say_left()

    def _say_left(self) -> None:
        """Tell the user how many copies stay, and why."""
        if self._quiet or self._floor is None or not (total := sum(self._floor.left.values())):
            return
        left = self._floor.left
        reasons = ", ".join(f"{left[reason]} {what}" for reason, what in _REASONS.items() if left[reason])  # type: ignore[index]
        say(f"corpuskit: note: {total} copies stay: {reasons}")
        say("  hint: --short takes them out too")


def _write(
    corpus: Corpus,
    plan: RewritePlan,
    found: Iterable[object],
    directory: str,
    choose: ChooseCopies | None,
    *,
    quiet: bool,
) -> None:
    written = write_without_copies(corpus, found, directory, plan, choose=choose)
    if quiet:
        return
    for issue in written.issues:
        say_issue(issue)
    say(
        f"corpuskit: note: {written.paragraphs} paragraphs taken out of {written.changed} of {written.files} files, "
        f"in {directory}"
    )


def apply_review(path: str, directory: str | None, typed: Typed) -> int:
    """Write the corpus by a table that was reviewed, and return the exit code.

    Raises:
        UsageError: There is no directory to write to, an option has no effect on it, or the table does not fit.
    """
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus, CorpusOptions
    from corpuskit.dedupe.review import Review

    if directory is None:
        raise UsageError("--apply needs a directory to write to", hint="--apply FILE --write DIR")
    honoured = {"apply", "write", "quiet", "paths", *CorpusOptions.__struct_fields__}
    typed.refuse_all_but(honoured, "--apply")
    inputs = InputFiles()
    inputs.add(path)
    review = Review(path)
    corpus = Corpus(choose_paths(typed.paths), typed.corpus, inputs)
    plan = plan_rewriting(corpus, directory)
    _write(corpus, plan, review.copies, directory, review.choose, quiet=typed.running.quiet)
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
    count = restore_corpus(directory, target)
    if not typed.running.quiet:
        say(f"corpuskit: note: {count} files restored, in {target}")
    return 0
