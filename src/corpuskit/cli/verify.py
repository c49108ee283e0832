"""`corpuskit verify`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.cli.drafts import (
    DraftOptions,
    VerdictOptions,
    read_typed_drafts,
    read_verdicts,
    say_outdated,
    verify_with,
)
from corpuskit.cli.options import InputPaths, Typed, list_shared
from corpuskit.options import Options

NAME = "verify"
HELP = """Check whether the quotations of a draft stand in a corpus: where, word by word or how they differ, and who says them.

A draft is any text, JSON Lines of quotations (text, speaker, source), or - for standard input.

\b
Examples:
  corpuskit verify draft.md --in texts/
  corpuskit verify draft.md --in texts/ --fail-on differs,not-found
  corpuskit verify quotations.jsonl --in texts/ --json | jq .summary
  corpuskit verify report.docx --in texts/ --claims --page checked.html
  corpuskit verify draft.md --in texts/ --index texts.corpus.db
"""
# Whether something was found is no answer here; --fail-on asks.
LEAVES_OUT = ("exit_code", "show")


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.verify import VerifyOptions

    return (
        DraftOptions,
        VerifyOptions,
        VerdictOptions,
        *(each for each in list_shared() if each is not InputPaths),
    )


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import EXIT_NOTHING, choose_paths, run_analysis
    from corpuskit.inputs import check_apart
    from corpuskit.output.side_by_side import write_page
    from corpuskit.verify import VerifyOptions

    options, wanted = typed.build(VerifyOptions), typed.build(VerdictOptions)
    check_apart({"--output": typed["path"], "--page": wanted.page})
    verdicts = read_verdicts(wanted.fail_on)
    if wanted.page is not None:
        typed.inputs.claim(wanted.page)
    drafts = read_typed_drafts(typed, options)
    of_corpus = typed.replace(paths=choose_paths(list(typed.build(DraftOptions).corpus)))
    keep: list[Any] = []
    analysis, corpus = verify_with(wanted.index, drafts, options, of_corpus)
    code = run_analysis(
        NAME,
        analysis,
        of_corpus,
        describe=_describe,
        make_corpus=lambda *_: corpus,
        keep=keep,
    )
    say_outdated(corpus, typed.running)
    if wanted.page is not None:
        write_page(wanted.page, keep, typed.inputs)
    return code or (EXIT_NOTHING if any(getattr(each, "verdict", None) in verdicts for each in keep) else 0)


def _describe(summary: Mapping[str, Any]) -> str:
    told = ", ".join(f"{count} {verdict}" for verdict, count in summary["verdicts"].items())
    return f"{summary['quotations']} quotations: {told}" if told else "no quotations"
