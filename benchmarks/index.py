"""How much faster `kwic --index` is than the scan, and how fast a database is built.

A corpus is drawn by a seeded recipe from a file of paragraphs, one a line: documents of some 350 kB in which runs of
neighbouring paragraphs follow each other, and a phrase that occurs twelve times in all. Every search runs with and
without the database, taking turns; outputs are compared byte for byte. «Beyond start-up» is the time of a search
less that of the same search in a corpus of one line.

    python benchmarks/index.py paragraphs.txt --megabytes 420 --at /tmp/scale
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

RARE = "seventeen brass sextants"
PLANTED = 12
DOCUMENT_CHARACTERS = 350_000
RUN = 40
QUERIES = [
    ("rare phrase", [RARE]),
    ("no hit", ["eighteen brass sextants"]),
    ("near", ["brass NEAR/3 sextants"]),
    ("prefix", ["sextan*"]),
    ("inside words", ["extant", "--substring"]),
    ("edit distance", ["sextents~1"]),
    ("frequent word, counted", ["network", "--count"]),
]


def write_corpus(
    paragraphs: list[str], root: Path, megabytes: int, characters: int = DOCUMENT_CHARACTERS, seed: int = 1
) -> int:
    """Write the corpus, in documents of so many characters, and return its size in bytes."""
    choose = random.Random(seed)  # noqa: S311 — no secret
    root.mkdir(parents=True)
    total = number = 0
    planted = {choose.randrange(max(megabytes * 1_000_000 // characters, 1)) for _ in range(PLANTED * 3)}
    planted = set(sorted(planted)[:PLANTED])
    while total < megabytes * 1_000_000:
        lines: list[str] = []
        size = 0
        while size < characters:
            begin = choose.randrange(len(paragraphs) - RUN)
            run = paragraphs[begin : begin + RUN]
            lines += run
            size += sum(map(len, run))
        if number in planted:
            lines.insert(choose.randrange(len(lines)), f"In the hold lay {RARE}, wrapped in oilcloth.")
        data = ("\n".join(lines) + "\n").encode()
        (root / f"{number // 100:03}").mkdir(exist_ok=True)
        (root / f"{number // 100:03}" / f"{number:05}.txt").write_bytes(data)
        total += len(data)
        number += 1
    return total


def run(*arguments: str) -> tuple[float, bytes]:
    started = time.perf_counter()
    process = subprocess.run(
        [sys.executable, "-m", "corpuskit", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return time.perf_counter() - started, process.stdout


def measure(query: list[str], corpus: str, tiny: str, at: str, repeats: int) -> tuple[list[float], int, bool]:
    times: list[list[float]] = [[], [], [], []]
    same = True
    for _ in range(repeats):
        arguments = ["kwic", query[0]]
        more = query[1:]
        found = []
        for place, (root, index) in enumerate([(corpus, None), (corpus, at), (tiny, None), (tiny, at)]):
            extra = ["--index", index] if index else []
            seconds, output = run(*arguments, root, *more, *extra)
            times[place].append(seconds)
            found.append(output)
        same = same and found[0] == found[1]
    return [statistics.median(each) for each in times], found[0].count(b"\n"), same


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paragraphs")
    parser.add_argument("--megabytes", type=int, default=420)
    parser.add_argument("--characters", type=int, default=DOCUMENT_CHARACTERS, help="of a document")
    parser.add_argument("--searches", nargs="*", help="names of searches; all where none is named")
    parser.add_argument("--at", required=True)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    base = Path(options.at)
    corpus, tiny, at = base / "corpus", base / "tiny", str(base / "corpus.db")
    if not corpus.exists():
        lines = Path(options.paragraphs).read_text(encoding="utf-8").split("\n")
        write_corpus([line for line in lines if line.strip()], corpus, options.megabytes, options.characters)
    size = sum(path.stat().st_size for path in corpus.rglob("*.txt"))
    tiny.mkdir(exist_ok=True)
    (tiny / "one.txt").write_text("one line\n", encoding="utf-8")
    print(f"corpus: {size / 1e6:.0f} MB, {sum(1 for _ in corpus.rglob('*.txt'))} files")
    if not os.path.exists(at):
        seconds, _ = run("index", "build", str(corpus), "--at", at)
        print(f"build: {seconds:.1f} s, {size / 1e6 / seconds:.1f} MB/s")
    print(f"database: {os.path.getsize(at) / 1e6:.0f} MB, {os.path.getsize(at) / size:.2f} of the text")
    seconds, _ = run("index", "build", str(corpus), "--at", at)
    print(f"build when nothing has changed: {seconds:.2f} s")
    print("| search | lines | scan s | index s | whole process | beyond start-up | same bytes |")
    print("|---|---|---|---|---|---|---|")
    for name, query in QUERIES:
        if options.searches and name not in options.searches:
            continue
        (scan, index, scan_start, index_start), lines_shown, same = measure(
            query, str(corpus), str(tiny), at, options.repeats
        )
        beyond = (scan - scan_start) / max(index - index_start, 1e-4)
        print(
            f"| {name} | {lines_shown} | {scan:.2f} | {index:.3f} | {scan / index:.1f}× | {beyond:.0f}× "
            f"({(index - index_start) * 1000:.0f} ms) | {'yes' if same else 'NO'} |"
        )
    if not options.keep:
        shutil.rmtree(base)


if __name__ == "__main__":
    main()
