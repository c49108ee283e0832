"""Compare the engines on real paragraphs: one process, two, and Spark on two cores; the same bytes for every command.

    python tests/evals/check_engines.py DIRECTORY [LINES]

DIRECTORY holds `data/bench/paragraphs-200k.txt.xz`, of which the first LINES are taken, 20,000 unless said otherwise.
A difference, or a Spark that cannot be used, ends with exit code 1.
"""

from __future__ import annotations

import itertools
import json
import lzma
import sys
import tempfile
import time
from pathlib import Path

from corpuskit.cli.main import run

LINES = 20_000
LINES_A_FILE = 100
SPARK = ["--engine", "spark", "--engine-option", "master=local[2]"]
BY_DOCUMENT = [
    ["list", "files"],
    ["list", "rows.jsonl"],
    ["dates", "files"],
    ["dates", "rows.jsonl", "--from", "2000", "--offsets", "bytes"],
    ["quotes", "files", "--all"],
    ["kwic", "and the", "files"],
    ["kwic", "the *", "files", "--sort", "R1", "-n", "500"],
]
DEDUPE = [
    ["dedupe", "files"],
    ["dedupe", "one.txt", "--threshold", "0.6", "--pairs"],
    ["dedupe", "files", "--scope", "across", "--stats"],
    ["dedupe", "rows.jsonl", "--keep", "longest", "--blocks"],
]


def write_corpora(source: Path, count: int, root: Path) -> None:
    """Write the first lines of a file as one file, as many files, and as rows."""
    with lzma.open(source, "rt", encoding="utf-8", newline="\n") as stream:
        lines = list(itertools.islice(stream, count))
    (root / "one.txt").write_text("".join(lines), encoding="utf-8", newline="")
    (root / "files").mkdir()
    with (root / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for number, begin in enumerate(range(0, len(lines), LINES_A_FILE)):
            text = "".join(lines[begin : begin + LINES_A_FILE])
            (root / "files" / f"{number:05}.txt").write_text(text, encoding="utf-8", newline="")
            rows.write(json.dumps({"id": f"row{number}", "text": text}) + "\n")


def run_timed(command: list[str], root: Path, *engine: str) -> tuple[int, bytes, float]:
    """Return the exit code, what was written, and the seconds that it took."""
    target = root / "out.json"
    arguments = [str(root / each) if (root / each).exists() else each for each in command]
    begun = time.monotonic()
    code = run([*arguments, "-q", "--json", "-o", str(target), *engine])
    return code, target.read_bytes() if target.exists() else b"", time.monotonic() - begun


def compare(command: list[str], root: Path) -> bool:
    """Run one command on all engines and return whether they agree."""
    alone = run_timed(command, root, "--jobs", "1")
    two = run_timed(command, root, "--jobs", "2")
    spark = run_timed(command, root, *SPARK)
    is_same = alone[:2] == two[:2] == spark[:2] and alone[0] == 0 and len(alone[1]) > 0
    print(
        f"{'same' if is_same else 'DIFFERENT'}: {' '.join(command)}: {len(alone[1])} bytes; "
        f"1 job {alone[2]:.1f} s, 2 jobs {two[2]:.1f} s, Spark {spark[2]:.1f} s",
        flush=True,
    )
    return is_same


def main() -> int:
    """Return 0 when all engines agree on all commands, else 1."""
    source = Path(sys.argv[1]) / "data" / "bench" / "paragraphs-200k.txt.xz"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else LINES
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        write_corpora(source, count, root)
        results = [compare(command, root) for command in [*BY_DOCUMENT, *DEDUPE]]
    print(f"{sum(results)} of {len(results)} commands give the same bytes on all engines")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
