"""How time and memory of every command grow with the corpus, from 1 MB on.

    python benchmarks/scale.py paragraphs.txt                           1, 10 and 100 MB
    python benchmarks/scale.py paragraphs.txt --megabytes 1 1000 --jobs 2

A corpus is drawn by a seeded recipe from a file of paragraphs, one a line: documents of some 350 kB in which runs of
neighbouring paragraphs follow each other. Output is JSON lines into nothing. Times are those of one whole process and
its workers: what the clock says, and how long processors were busy, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index import write_corpus

COMMANDS: dict[str, list[str]] = {
    "list": ["list"],
    "kwic, a count": ["kwic", "security", "--count"],
    "kwic, all lines": ["kwic", "security"],
    "dates": ["dates"],
    "quotes": ["quotes"],
    "dedupe": ["dedupe"],
}


def run(arguments: list[str]) -> tuple[float, float, int]:
    """Return the seconds by the clock, the seconds of processors, and the megabytes of the largest process."""
    command = [sys.executable, "-m", "corpuskit", *arguments, "-f", "jsonl", "-q"]
    # A process of its own in between, so that the times of its children are those of this run alone.
    program = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(code, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)\n"
    )
    begun = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", program, *command], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - begun
    code, busy, memory = told.stdout.split()
    if code not in ("0", "3"):
        raise SystemExit(f"{arguments} ended with {code}: {told.stderr}")
    return seconds, float(busy), int(memory)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument(
        "--commands", nargs="+", default=list(COMMANDS), choices=list(COMMANDS), metavar="NAME"
    )
    parser.add_argument("--jobs", default="1")
    options = parser.parse_args()
    lines = [line for line in options.paragraphs.read_text(encoding="utf-8").split("\n") if line.strip()]
    print("| command | MB | seconds | processor seconds | MB of the largest process |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        for megabytes in options.megabytes:
            root = Path(directory) / str(megabytes)
            size = write_corpus(lines, root, megabytes)
            for name in options.commands:
                seconds, busy, memory = run([*COMMANDS[name], os.fspath(root), "--jobs", options.jobs])
                print(f"| {name} | {size / 1e6:.0f} | {seconds:.1f} | {busy:.1f} | {memory} |", flush=True)


if __name__ == "__main__":
    main()
