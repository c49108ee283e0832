"""Compare `corpuskit dedupe` with the comparison of all pairs, on samples of real paragraphs.

    python tests/evals/check_brute_force.py DIRECTORY [PARAGRAPHS]

DIRECTORY holds `data/bench/paragraphs-200k.txt.xz`, of which samples of PARAGRAPHS (5,000 unless said otherwise) are
taken: neighbours, where copies are many, and paragraphs from all over. What is compared at each threshold are all
groups: what is kept, its copies, and their similarities. The definition is worked out here word for word: in order,
a paragraph goes where the first one with the same words went; else it is a copy of the most similar one that is kept,
of the earliest of equals; else it is kept itself.
"""

from __future__ import annotations

import lzma
import random
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from corpuskit.corpus import Document
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

THRESHOLDS = ("0.6", "0.7", "0.8", "0.9", "0.95")
PARAGRAPHS = 5_000
# As records have them.
DIGITS = 4

Answer = dict[int, tuple[int, float]]
"""For the line of each copy the line that is kept, and how similar they are."""


def take_samples(lines: list[str], count: int) -> dict[str, list[str]]:
    source = random.Random(1)  # noqa: S311 — no secret
    begin = source.randrange(len(lines) - count)
    places = sorted(source.sample(range(len(lines)), count))
    return {"neighbours": lines[begin : begin + count], "from all over": [lines[place] for place in places]}


def find_by_corpuskit(lines: list[str], threshold: str) -> Answer:
    document = Document("sample", "\n".join(lines), paragraph_rule="line")
    options = DedupeOptions(threshold=threshold, min_words=1)
    return {
        member.line: (group.kept.line, member.similarity)
        for group in find_duplicates([document], options)
        for member in group.members
    }


def count_common_words(texts: list[list[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of words and, for each pair of texts, the length of their longest common subsequence."""
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(word, len(numbers)) for word in words] for words in texts]
    common = process.cdist(coded, coded, scorer=LCSseq.similarity, dtype=np.uint16, workers=-1)
    return np.array([len(words) for words in texts]), common


def find_by_brute_force(sizes: np.ndarray, common: np.ndarray, threshold: str) -> Answer:
    limit = Fraction(threshold)
    kept: list[int] = []
    answer: Answer = {}
    for copy in range(len(sizes)):
        twin = int(np.flatnonzero((common[copy] == sizes) & (sizes == sizes[copy]))[0])
        if twin < copy:
            answer[copy + 1] = answer.get(twin + 1, (twin + 1, 1.0))
            continue
        shared = common[copy, kept].astype(np.int64)
        total = sizes[kept] + sizes[copy]
        near = np.flatnonzero(2 * shared * limit.denominator >= limit.numerator * total)
        scores = [(Fraction(2 * int(shared[place]), int(total[place])), -int(place)) for place in near]
        if scores:
            score, place = max(scores)
            answer[copy + 1] = kept[-place] + 1, round(float(score), DIGITS)
        else:
            kept.append(copy)
    return answer


def main() -> int:
    source = Path(sys.argv[1]) / "data" / "bench" / "paragraphs-200k.txt.xz"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else PARAGRAPHS
    with lzma.open(source, "rt", encoding="utf-8", newline="\n") as file:
        lines = [line for line in file.read().split("\n") if list_words(fold(line))]
    failed = 0
    for name, sample in take_samples(lines, count).items():
        measured = count_common_words([list_words(fold(line)) for line in sample])
        for threshold in THRESHOLDS:
            expected = find_by_brute_force(*measured, threshold)
            found = find_by_corpuskit(sample, threshold)
            failed += found != expected
            verdict = "same" if found == expected else "DIFFERENT"
            print(
                f"{verdict}: {name}, {len(sample)} paragraphs at {threshold}: {len(expected)} copies",
                flush=True,
            )
    print(f"{failed} of {2 * len(THRESHOLDS)} answers differ from the comparison of all pairs")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
