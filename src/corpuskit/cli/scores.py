"""The similarity of pairs of texts, on its own: `dedupe --score-pairs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec

from corpuskit import __version__
from corpuskit.cli.messages import IssueLog
from corpuskit.cli.options import Typed
from corpuskit.dedupe.similarity import measure_similarity
from corpuskit.errors import NothingReadableError, UsageError
from corpuskit.options import Option, Options
from corpuskit.output.writer import write_records
from corpuskit.records import PairScore

# The options that have an effect on scores.
_HONOURED = frozenset(
    ("score_pairs", "format", "json", "path", "columns", "header", "limit", "color", "bidi", "bom", "csv_guard", "ascii", "quiet")
)  # fmt: skip


class ScoreOptions(Options, frozen=True, kw_only=True):
    """What is only scored."""

    score_pairs: Annotated[
        str | None,
        Option(
            "Only tell how similar texts are: for JSON lines {id, a, b} of FILE, or - , lines {id, score}.",
            heading="Output", metavar="FILE",
        ),
    ] = None  # fmt: skip


class _Pair(msgspec.Struct):
    """A line of what `--score-pairs` reads."""

    id: str | int
    a: str
    b: str


def score_pairs(path: str, typed: Typed) -> int:
    """Write the similarity of each pair of a file of JSON lines, and return the exit code.

    Raises:
        UsageError: An option was given that has no effect on scores.
        NothingReadableError: The file cannot be read, or a line is no pair.
    """
    # Pairs are JSON lines, so that this format of input is what they have.
    honoured = _HONOURED | ({"input_format"} if typed["input_format"] == "jsonl" else frozenset())
    typed.refuse_all_but(honoured, "--score-pairs")
    if typed.make_part_options() is not None:
        raise UsageError("--score-pairs writes one file, not a directory of parts", hint="-o scores.jsonl")
    if not (typed["format"] or typed["json"]) and typed["path"] in (None, "-"):
        typed = typed.replace(format="jsonl")
    output = typed.output
    if output.format == "jsonl" and output.columns is None:
        # Lines {id, score}, as the help says.
        output = msgspec.structs.replace(output, columns="id,score")
    typed.inputs.add(path)
    pairs = _read_pairs(path)
    shown = pairs[: typed.running.limit]
    record_type: Any = PairScore
    notes = write_records(
        record_type,
        (PairScore(id=pair.id, score=measure_similarity(pair.a, pair.b)) for pair in shown),  # type: ignore[misc]
        output,
        head={"tool": f"corpuskit {__version__}", "command": "dedupe", "options": {"score_pairs": path}},
        finish=lambda: ([], {"records": len(pairs), "shown": len(shown)}),
        inputs=typed.inputs,
    )
    IssueLog(typed.running).tell(*notes)
    return 0


def _read_pairs(path: str) -> list[_Pair]:
    try:
        lines = sys.stdin.buffer.readlines() if path == "-" else Path(path).read_bytes().splitlines()
        return [msgspec.json.decode(line, type=_Pair) for line in lines if line.strip()]
    except OSError as error:
        raise NothingReadableError(f"cannot read {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise NothingReadableError(
            f"--score-pairs: {error}", hint='wanted lines such as {"id": 1, "a": "a text", "b": "another"}'
        ) from error
