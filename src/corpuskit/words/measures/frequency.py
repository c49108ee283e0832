"""How often a word occurs, relative to the corpus, and how sure that is."""

from __future__ import annotations

import math
from functools import lru_cache

_PER_MILLION = 1_000_000
_NEWTON_STEPS = 50
_TERMS = 100_000
_PRECISION = 1e-15
_CLOSE = 1e-11


def per_million(hits: float, tokens: int) -> float | None:
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
    return 0.0 if hits == 0 else _find_gamma(hits, tail), _find_gamma(hits + 1, 1 - tail)


def _find_gamma(shape: int, probability: float) -> float:
    """Return the quantile of a gamma distribution of scale 1, by Newton's method from a close start.

    Source: Wilson & Hilferty, The Distribution of Chi-Square, PNAS 17 (1931), for the start.
    """
    from statistics import NormalDist

    z = NormalDist().inv_cdf(probability)
    x = shape * max(1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape)), 0.01) ** 3
    for _ in range(_NEWTON_STEPS):
        density = math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))
        # Half of the way to zero is the farthest step down: there are no negative values.
        after = max(x - (_lower_gamma(shape, x) - probability) / density, x / 2)
        if abs(after - x) <= _CLOSE * x:
            break
        x = after
    return x


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
