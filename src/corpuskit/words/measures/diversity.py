"""How rich the vocabulary of a text is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

# The type-token ratio at which a factor is complete. Source: McCarthy & Jarvis (2010).
_MTLD_RATIO = 0.72
# How many words are drawn. Source: McCarthy & Jarvis (2007).
_HDD_DRAWS = 42
_MATTR_WINDOW = 100


def type_token_ratio(types: int, tokens: int) -> float | None:
    """Return the number of types divided by that of tokens."""
    return types / tokens if tokens > 0 else None


def moving_average_ratio(words: Sequence[str], window: int = _MATTR_WINDOW) -> float | None:
    """Return MATTR: the mean type-token ratio of all windows of so many words. None where the text is shorter.

    Source: Covington & McFall, Cutting the Gordian Knot (2010).
    """
    if not 0 < window <= len(words):
        return None
    counts: dict[str, int] = {}
    total = 0
    for index, word in enumerate(words):
        counts[word] = counts.get(word, 0) + 1
        if index >= window:
            left = words[index - window]
            counts[left] -= 1
            if not counts[left]:
                del counts[left]
        if index >= window - 1:
            total += len(counts)
    return total / window / (len(words) - window + 1)


def textual_diversity(words: Sequence[str], ratio: float = _MTLD_RATIO) -> float | None:
    """Return MTLD: the mean length of runs that keep their type-token ratio above `ratio`, both ways.

    None where no run ends and nothing repeats: there is no factor to divide by.
    Source: McCarthy & Jarvis, MTLD, vocd-D, and HD-D (2010).
    """
    ways = [_mean_factor_length(way, ratio) for way in (words, words[::-1])]
    lengths = [length for length in ways if length is not None]
    return sum(lengths) / len(lengths) if len(lengths) == len(ways) else None


def _mean_factor_length(words: Iterable[str], ratio: float) -> float | None:
    factors, tokens, total = 0.0, 0, 0
    types: set[str] = set()
    for word in words:
        types.add(word)
        tokens += 1
        total += 1
        if len(types) / tokens < ratio:
            factors += 1
            types, tokens = set(), 0
    if tokens:
        factors += (1 - len(types) / tokens) / (1 - ratio)
    return total / factors if factors > 0 else None


def hypergeometric_diversity(counts: Iterable[int], draws: int = _HDD_DRAWS) -> float | None:
    """Return HD-D: the mean share that each type has in the type-token ratio of a sample of `draws` words.

    Args:
        counts: How often each type occurs.
        draws: Size of the sample; None is returned for a shorter text.

    Source: McCarthy & Jarvis, vocd: A theoretical and empirical evaluation (2007).
    """
    counts = list(counts)
    tokens = sum(counts)
    if not 0 < draws <= tokens:
        return None
    return sum(1 - _draw_none(count, tokens, draws) for count in counts) / draws


def _draw_none(count: int, tokens: int, draws: int) -> float:
    """Return the probability that a sample has none of `count` words."""
    if tokens - count < draws:
        return 0.0
    logarithm = (
        math.lgamma(tokens - count + 1)
        - math.lgamma(tokens - count - draws + 1)
        - math.lgamma(tokens + 1)
        + math.lgamma(tokens - draws + 1)
    )
    return math.exp(logarithm)


def yule_k(spectrum: Mapping[int, int]) -> float | None:
    """Return Yule's K, 10⁴·(Σ i²·V(i) − N)/N².

    Args:
        spectrum: For each frequency the number of types that have it.

    Source: Yule, The Statistical Study of Literary Vocabulary (1944).
    """
    tokens = sum(frequency * types for frequency, types in spectrum.items())
    if tokens <= 0:
        return None
    squares = sum(frequency**2 * types for frequency, types in spectrum.items())
    return 10_000 * (squares - tokens) / tokens**2
