"""How evenly the hits of a word are spread over the parts of a corpus."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Parts(NamedTuple):
    """All parts of a corpus, where the lists of a measure name only those that have hits.

    Attributes:
        tokens: Number of tokens of all parts.
        number: Number of parts that have tokens.
        smallest: Number of tokens of the smallest of these.
    """

    tokens: int
    number: int
    smallest: int


def measure_parts(sizes: Iterable[int]) -> Parts:
    """Return what the measures need to know of all parts.

    Args:
        sizes: Tokens of each part.
    """
    full = [size for size in sizes if size > 0]
    return Parts(sum(full), len(full), min(full, default=0))


def deviation_of_proportions(
    counts: Sequence[int], sizes: Sequence[int], parts: Parts | None = None
) -> float | None:
    """Return DP, ½·Σ|v/f − s|: 0 where hits are spread as the parts are large, towards 1 where they are not.

    Args:
        counts: Hits in each part.
        sizes: Tokens of each part, in the same order.
        parts: All parts, where `counts` and `sizes` leave out some that have no hits; None where they do not.

    None without hits or tokens. Source: Gries, Dispersions and adjusted frequencies in corpora (2008).
    """
    hits, tokens = sum(counts), (parts or measure_parts(sizes)).tokens
    if hits <= 0 or tokens <= 0:
        return None
    left_out = 1 - sum(sizes) / tokens
    return (sum(abs(v / hits - s / tokens) for v, s in zip(counts, sizes, strict=True)) + left_out) / 2


def normalized_deviation(
    counts: Sequence[int], sizes: Sequence[int], parts: Parts | None = None
) -> float | None:
    """Return DPnorm, DP/(1 − min s): 0 to 1. None where there is one part only.

    Args:
        counts: As for `deviation_of_proportions`, with `sizes` and `parts`.
        sizes: See above.
        parts: See above.

    Source: Lijffijt & Gries, Correction to Stefan Th. Gries’ Dispersions (2012).
    """
    parts = parts or measure_parts(sizes)
    dp = deviation_of_proportions(counts, sizes, parts)
    if dp is None or parts.smallest == parts.tokens:
        return None
    return dp / (1 - parts.smallest / parts.tokens)


def juilland_d(counts: Sequence[int], sizes: Sequence[int], parts: Parts | None = None) -> float | None:
    """Return Juilland's D, 1 − (σ/μ)/√(n−1) over the relative frequencies of n parts; σ divides by n.

    Args:
        counts: As for `deviation_of_proportions`, with `sizes` and `parts`.
        sizes: See above.
        parts: See above.

    None without hits, or with fewer than two parts that have tokens. Source: Juilland & Chang-Rodríguez (1964).
    """
    rates = _list_rates(counts, sizes)
    n = (parts or measure_parts(sizes)).number
    if n < 2 or not any(rates):  # noqa: PLR2004
        return None
    mean = sum(rates) / n
    variance = (sum((rate - mean) ** 2 for rate in rates) + (n - len(rates)) * mean**2) / n
    # Where all hits are in one part it is 0, which rounding may miss.
    return max(0.0, 1 - math.sqrt(variance) / mean / math.sqrt(n - 1))


def _list_rates(counts: Sequence[int], sizes: Sequence[int]) -> list[float]:
    return [v / s for v, s in zip(counts, sizes, strict=True) if s > 0]
