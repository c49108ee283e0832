"""`corpuskit dedupe`."""

from __future__ import annotations

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Options

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
  corpuskit dedupe texts/ --level document
  corpuskit dedupe texts/ --spans 8
  corpuskit dedupe new/ --against archive/ --keep earliest
  corpuskit dedupe texts/ --write clean/
  corpuskit dedupe texts/ --review removals.csv
  corpuskit dedupe texts/ --apply removals.csv --write clean/
  corpuskit dedupe --restore clean/ --write original/
"""
# It is read, and no copy depends on it.
HIDES = ("title_field",)


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.cli.copies import CopyOptions
    from corpuskit.cli.rewriting import RewriteOptions
    from corpuskit.cli.scores import ScoreOptions
    from corpuskit.cli.storage import StorageOptions
    from corpuskit.dedupe.options import DedupeOptions

    return DedupeOptions, CopyOptions, ScoreOptions, RewriteOptions, StorageOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.copies import (
        CopyOptions,
        CopyReport,
        check_combination,
        find_date,
        list_in_memory,
        open_reference,
    )
    from corpuskit.cli.rewriting import apply_or_restore, choose_kinds, plan
    from corpuskit.cli.run import choose_paths, run_analysis
    from corpuskit.cli.scores import score_pairs
    from corpuskit.cli.storage import make_storage
    from corpuskit.corpus import Corpus
    from corpuskit.dedupe.analysis import Dedupe
    from corpuskit.records import DuplicateGroup

    if typed["score_pairs"] is not None:
        return score_pairs(typed["score_pairs"], typed)
    if typed["restore"] is not None or typed["apply"] is not None:
        return apply_or_restore(typed)
    copies, options = typed.build(CopyOptions), choose_kinds(typed)
    check_combination(typed, copies)
    storage = make_storage(typed, list_in_memory(typed))
    reference = open_reference(copies, typed)
    rewriting = plan(Corpus(choose_paths(typed.paths), typed.corpus, typed.inputs), options, typed)
    analysis = Dedupe(options, against=reference, find_date=find_date, is_curve=copies.curve, storage=storage)
    code = run_analysis(
        NAME,
        analysis,
        typed,
        fails=lambda summary: bool(summary["records"]),
        report=None if copies.curve else CopyReport(is_of_groups=analysis.record_type is DuplicateGroup),
        keep=None if rewriting is None else rewriting.found,
    )
    if rewriting is not None:
        rewriting.write()
    return code
