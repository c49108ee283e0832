"""How often a word occurs, relative to the corpus, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

_PER_MILLION = 1_000_000
_BISECTIONS = 80
_TERMS = 100_000
_PRECISION = 1e-15


def per_million(hits: int, tokens: int) -> float | None:
    """Return hits per million tokens: f·10⁶/N. None without tokens."""
    return hits * _PER_MILLION / tokens if tokens > 0 else None


@lru_cache(maxsize=50_000)
def poisson_interval(hits: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the lower and the upper bound of the mean of a Poisson variable that was seen `hits` times.

    Args:
        hits: The count, 0 or more.
        confidence: Of the two-sided interval, between 0 and 1. With 0 hits the bounds at 0.95 are 0 and 3.69.

    Source: Garwood, Fiducial Limits for the Poisson Distribution, Biometrika 28 (1936).
    """
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _find_root(lambda mean: _lower_gamma(hits, mean), tail, hits)
    return low, _find_root(lambda mean: _lower_gamma(hits + 1, mean), 1 - tail, hits + 1)


def _find_root(function: Callable[[float], float], value: float, near: float) -> float:
    """Return where a rising function of positive numbers has a value."""
    low, high = 0.0, near + 1.0
    while function(high) < value:
        low, high = high, high * 2
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if function(middle) < value:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lower_gamma(shape: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function P(shape, x).

    Source: NIST Digital Library of Mathematical Functions, 8.11.4 (series) and 8.9.2 (continued fraction).
    """
    if x <= 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        for k in range(1, _TERMS):
            term *= x / (shape + k)
            total += term
            if term < total * _PRECISION:
                break
        return scale * total
    # The continued fraction by the method of Lentz.
    b = x + 1 - shape
    c, d = math.inf, 1 / b
    fraction = d
    for k in range(1, _TERMS):
        a = k * (shape - k)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        fraction *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return 1 - scale * fraction
