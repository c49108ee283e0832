"""Check what `verify` says of quotations by recipe: none is verbatim that is not, and those that are, are found.

    python tests/evals/check_verify.py [COUNT] [PARAGRAPHS]

COUNT quotations are drawn, 100,000 unless said otherwise, half of them true, from the seeds and the texts of the gold in
six languages, and from PARAGRAPHS, a file (also .xz) with a paragraph a line, where it is named. The bounds are those of
`tests/verify/test_recipe.py`; what is out of them ends with exit code 1.
"""

from __future__ import annotations

import lzma
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.verify.recipe import Recipe, Tally, draw, read_texts

COUNT = 100_000
BATCH = 5_000
PARAGRAPHS_A_TEXT = 400
TEXTS = 60


def read_paragraphs(path: Path) -> Iterator[str]:
    """Yield texts made of the last paragraphs of a file."""
    data = path.read_bytes()
    lines = (lzma.decompress(data) if path.suffix == ".xz" else data).decode().splitlines()
    for start in range(max(0, len(lines) - TEXTS * PARAGRAPHS_A_TEXT), len(lines), PARAGRAPHS_A_TEXT):
        yield "\n".join(lines[start : start + PARAGRAPHS_A_TEXT])


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    texts = read_texts(read_paragraphs(Path(sys.argv[2])) if len(sys.argv) > 2 else ())
    tally = Tally()
    begun = time.perf_counter()
    for seed, start in enumerate(range(0, count, BATCH)):
        samples = list(draw(Recipe(texts, seed), min(BATCH, count - start)))
        tally.add(samples, texts)
        print(f"{start + len(samples)}: {len(tally.false)} false verbatim", file=sys.stderr, flush=True)
    for line in tally.describe():
        print(line)
    print(f"{time.perf_counter() - begun:.0f} s")
    return 0 if tally.is_good() else 1


if __name__ == "__main__":
    sys.exit(main())
