"""How long `verify` takes for 1,000 quotations, and how that grows with the corpus.

    python benchmarks/verify.py paragraphs.txt                                 50, 100, 200 and 400 MB
    python benchmarks/verify.py paragraphs.txt --last 40000                    of the last paragraphs only
    python benchmarks/verify.py paragraphs.txt --megabytes 10 1000 --jobs 2

The corpus is that of `scale.py`. The quotations are parts of it of 8 to 40 words; in every second one a word is another.
Output is a JSON line for each size, with the times of one whole process and its workers.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

from index import write_corpus
from scale import run

QUOTATIONS = 1_000
FEWEST, MOST = 8, 40


def write_quotations(corpus: Path, path: Path, count: int) -> None:
    """Write parts of a corpus as rows, every second one with a word changed."""
    draw = random.Random(count)  # noqa: S311 — no secret
    files = sorted(corpus.rglob("*.txt"))
    rows: list[str] = []
    while len(rows) < count:
        lines = draw.choice(files).read_text(encoding="utf-8").split("\n")
        words = draw.choice(lines).split()
        if len(words) < FEWEST:
            continue
        size = draw.randint(FEWEST, MOST)
        start = draw.randrange(max(1, len(words) - size))
        part = words[start : start + size]
        if len(rows) % 2:
            part[draw.randrange(len(part))] = "otherwise"
        rows.append(json.dumps({"text": " ".join(part)}))
    path.write_text("\n".join(rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[50, 100, 200, 400])
    parser.add_argument("--last", type=int, default=0, help="paragraphs at the end of the file; 0 for all")
    parser.add_argument("--quotations", type=int, default=QUOTATIONS)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    paragraphs = [
        line for line in arguments.paragraphs.read_text(encoding="utf-8").split("\n") if line.strip()
    ]
    paragraphs = paragraphs[-arguments.last :]
    for megabytes in arguments.megabytes:
        with tempfile.TemporaryDirectory() as directory:
            corpus, drafts = Path(directory, "corpus"), Path(directory, "quotations.jsonl")
            write_corpus(paragraphs, corpus, megabytes)
            write_quotations(corpus, drafts, arguments.quotations)
            seconds, busy, memory = run(
                ["verify", str(drafts), "--in", str(corpus), "-j", str(arguments.jobs)]
            )
        print(
            json.dumps(
                {
                    "megabytes": megabytes,
                    "seconds": round(seconds, 2),
                    "busy": round(busy, 2),
                    "memory": memory,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
