"""Verification the slow way: every window of every text, no filter, no arrays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def measure_lcs(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, by the table of the textbook."""
    above = [0] * (len(second) + 1)
    for word in first:
        row = [0]
        for place, other in enumerate(second):
            row.append(above[place] + 1 if word == other else max(row[-1], above[place + 1]))
        above = row
    return above[-1]


def find_best(quotation: Sequence[str], words: Sequence[str], threshold: Fraction) -> Fraction | None:
    """Return the similarity of the best window of some words; None where none is similar enough."""
    best = None
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            common = measure_lcs(quotation, words[start:end])
            similarity = Fraction(2 * common, len(quotation) + end - start)
            if similarity >= threshold and (best is None or similarity > best):
                best = similarity
    return best


def list_runs(quotation: Sequence[str], words: Sequence[str], least: int) -> set[tuple[int, int, int]]:
    """Return the longest common runs that cannot be made longer: offset in the quotation, start, length."""
    found = set()
    for offset in range(len(quotation)):
        for start in range(len(words)):
            length = 0
            while (
                offset + length < len(quotation)
                and start + length < len(words)
                and quotation[offset + length] == words[start + length]
            ):
                length += 1
            is_begun = offset and start and quotation[offset - 1] == words[start - 1]
            if length >= least and not is_begun:
                found.add((offset, start, length))
    return found
