"""Lines that readers have coded: which code each has, and how far two coders agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from corpuskit.kwic.options import KwicOptions
from corpuskit.records import Issue


class Codings(msgspec.Struct, frozen=True):
    """How often hits have which codes.

    Attributes:
        counts: By the code of each coder, "" for none, the number of hits.
        excluded: Number of hits that were left out.
    """

    counts: dict[tuple[str, ...], int] = {}
    excluded: int = 0

    def __add__(self, other: Codings) -> Codings:
        """Return the codings of the documents of both."""
        counts = dict(Counter(self.counts) + Counter(other.counts))
        return Codings(counts, self.excluded + other.excluded)

    def figures(self) -> dict[str, Any]:
        """Return how many hits are coded, and of two coders how far they agree."""
        coded = [codes for codes in self.counts if any(codes)]
        figures: dict[str, Any] = {
            "coded": sum(self.counts[codes] for codes in coded),
            "uncoded": sum(hits for codes, hits in self.counts.items() if not any(codes)),
        }
        if any(len(codes) > 1 for codes in coded):
            pairs = {
                (codes[0], codes[1]): self.counts[codes] for codes in coded if len(codes) > 1 and all(codes)
            }
            total = sum(pairs.values())
            agreed = sum(hits for (first, second), hits in pairs.items() if first == second)
            figures |= {
                "coded_twice": total,
                "agreement": agreed / total if total else None,
                "kappa": cohen_kappa(pairs),
            }
        return figures


def cohen_kappa(pairs: Mapping[tuple[str, str], int]) -> float | None:
    """Return how far two coders agree beyond chance: 1 for always, 0 for as often as by chance, below 0 for less.

    None where nothing is coded by both, or where both use one and the same code for everything.

    Args:
        pairs: By the codes of the first and the second coder, the number of lines.

    Source: Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960).
    """
    total = sum(pairs.values())
    first, second = Counter[str](), Counter[str]()
    for (left, right), number in pairs.items():
        first[left] += number
        second[right] += number
    # Times the square of the total, so that the difference is exact.
    by_chance = sum(first[code] * second[code] for code in first)
    agreed = sum(number for (left, right), number in pairs.items() if left == right) * total
    return None if by_chance == total * total else (agreed - by_chance) / (total * total - by_chance)


def note_missing(options: KwicOptions, codings: Codings) -> Iterator[Issue]:
    """Yield a note where ids that are coded or left out are those of no hit."""
    coded = set().union(*({id_ for id_, code in codes.items() if code} for codes in options.codes))
    found = sum(hits for codes, hits in codings.counts.items() if any(codes))
    missing = len(coded - set(options.exclude)) - found
    if missing > 0 and not options.uncoded:
        yield _note("coded", missing, len(coded))
    missing = len(set(options.exclude)) - codings.excluded
    if missing > 0:
        yield _note("excluded", missing, len(set(options.exclude)))


def _note(what: str, missing: int, total: int) -> Issue:
    return Issue(
        path=what,
        kind="lost_ids",
        message=f"{missing} of {total} {what} ids are those of no hit",
        hint="use the corpus and the query of which the file was written; an id names a document by its hash",
    )
