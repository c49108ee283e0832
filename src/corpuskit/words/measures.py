"""The measures of word frequency, association, keyness, dispersion and diversity: one function a formula.

All take plain counts and return a float, or None where the measure has no value: no tokens, no types, a part that is
the whole. No function raises for counts that can occur, and none returns NaN or an infinity. The two corpora, or the
window of a node and the rest of the text, are the rows of one table of four cells:

|                  | the word | other words | tokens |
|------------------|----------|-------------|--------|
| window, corpus A | O11      | O12         | R1     |
| rest, corpus B   | O21      | O22         | R2     |
|                  | C1       | C2          | N      |
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_PER_MILLION = 1_000_000
# Zero is counted as half a hit where a ratio needs it. Source: Hardie, Log Ratio (2014).
_HALF_HIT = 0.5
# What the shortest segment may have of different words before a factor is complete. Source: McCarthy & Jarvis (2010).
_MTLD_RATIO = 0.72
# How many words are drawn. Source: McCarthy & Jarvis (2007).
_HDD_DRAWS = 42
_MATTR_WINDOW = 100
_BISECTIONS = 80
_TERMS = 100_000
_PRECISION = 1e-15


class Table(NamedTuple):
    """A table of four cells.

    Attributes:
        o11: How often the word occurs in the first row: in the window, in corpus A.
        r1: Number of tokens of the first row.
        c1: How often the word occurs in both rows.
        n: Number of tokens of both rows.
    """

    o11: int
    r1: int
    c1: int
    n: int

    @property
    def r2(self) -> int:
        """Number of tokens of the second row."""
        return self.n - self.r1

    @property
    def o21(self) -> int:
        """How often the word occurs in the second row."""
        return self.c1 - self.o11

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """O11, O12, O21, O22; they sum to N."""
        return self.o11, self.r1 - self.o11, self.o21, self.r2 - self.o21

    @property
    def expected(self) -> float | None:
        """E11: how often the word would occur in the first row if rows made no difference, R1·C1/N."""
        return self.r1 * self.c1 / self.n if self.n > 0 else None

    @property
    def all_expected(self) -> tuple[float, float, float, float]:
        """E11, E12, E21, E22; N must not be 0."""
        c2 = self.n - self.c1
        return (
            self.r1 * self.c1 / self.n,
            self.r1 * c2 / self.n,
            self.r2 * self.c1 / self.n,
            self.r2 * c2 / self.n,
        )


def compare_corpora(a: int, size_a: int, b: int, size_b: int) -> Table:
    """Return the table of a word that occurs `a` times in `size_a` tokens and `b` times in `size_b` tokens."""
    return Table(a, size_a, a + b, size_a + size_b)


# Frequency


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


# Association


def log_dice(hits: int, node: int, collocate: int) -> float | None:
    """Return logDice, 14 + log₂(2·O11/(f(node)+f(collocate))): 14 at most, independent of the size of the corpus.

    Source: Rychlý, A Lexicographer-Friendly Association Score (2008).
    """
    if hits <= 0 or node + collocate <= 0:
        return None
    return 14 + math.log2(2 * hits / (node + collocate))


def dice(hits: int, node: int, collocate: int) -> float | None:
    """Return the Dice coefficient, 2·O11/(f(node)+f(collocate)), 0 to 1."""
    return 2 * hits / (node + collocate) if node + collocate > 0 else None


def mutual_information(observed: float, expected: float | None, *, power: int = 1) -> float | None:
    """Return MI, log₂(O/E), or with `power` 3 MI³, log₂(O³/E). None for no hits.

    Source: Church & Hanks (1990); Daille (1994).
    """
    if observed <= 0 or not expected:
        return None
    return power * math.log2(observed) - math.log2(expected)


def t_score(observed: float, expected: float | None) -> float | None:
    """Return t, (O−E)/√O. None for no hits. Source: Church et al. (1991)."""
    return (observed - expected) / math.sqrt(observed) if observed > 0 and expected is not None else None


def z_score(observed: float, expected: float | None) -> float | None:
    """Return z, (O−E)/√E. None where nothing is expected. Source: Berry-Rogghe (1973)."""
    return (observed - expected) / math.sqrt(expected) if expected else None


def delta_p(table: Table) -> tuple[float | None, float | None]:
    """Return ΔP of the word given the row, O11/R1 − O21/R2, and of the row given the word, O11/C1 − O12/C2.

    Source: Gries, 50-something years of work on collocations (2013).
    """
    o11, o12, o21, _ = table.cells
    c2 = table.n - table.c1
    forward = o11 / table.r1 - o21 / table.r2 if table.r1 > 0 and table.r2 > 0 else None
    backward = o11 / table.c1 - o12 / c2 if table.c1 > 0 and c2 > 0 else None
    return forward, backward


# Keyness


def log_likelihood(table: Table) -> float | None:
    """Return signed G² of all four cells, 2·Σ O·ln(O/E); negative where the word is rarer than expected in row one.

    None where a row or N is empty. Source: Dunning, Accurate Methods for the Statistics of Surprise (1993).
    """
    if table.r1 <= 0 or table.r2 <= 0:
        return None
    return _sum_likelihood(table.cells, table.all_expected)


def log_likelihood_two_cells(table: Table) -> float | None:
    """Return signed G² of the two cells O11 and O21 alone, as the log-likelihood wizard of Lancaster has it.

    Source: Rayson & Garside, Comparing Corpora using Frequency Profiling (2000).
    """
    if table.r1 <= 0 or table.r2 <= 0:
        return None
    return _sum_likelihood(table.cells[::2], table.all_expected[::2])


def _sum_likelihood(observed: Sequence[int], expected: Sequence[float]) -> float:
    total = 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o > 0)
    # Rounding may leave a tiny negative number where rows are alike.
    total = max(total, 0.0)
    return total if observed[0] >= expected[0] else -total


def chi_squared(table: Table, *, yates: bool = False) -> float | None:
    """Return signed χ² of the four cells, with Yates's correction where asked for. None where a margin is 0."""
    if 0 in (table.r1, table.r2, table.c1, table.n - table.c1):
        return None
    o11, o12, o21, o22 = table.cells
    difference: float = abs(o11 * o22 - o12 * o21)
    if yates:
        difference = max(difference - table.n / 2, 0)
    value = table.n * difference**2 / (table.r1 * table.r2 * table.c1 * (table.n - table.c1))
    return value if o11 * table.n >= table.r1 * table.c1 else -value


def bayes_factor(g2: float | None, n: int) -> float | None:
    """Return BIC of one degree of freedom, |G²| − ln N; over 2 is evidence, over 10 very strong evidence.

    Source: Wilson, Embracing Bayes factors for key item analysis (2013).
    """
    return abs(g2) - math.log(n) if g2 is not None and n > 0 else None


def p_value(g2: float | None) -> float | None:
    """Return the probability of a G² or χ² at least as large by chance, with one degree of freedom."""
    return None if g2 is None else math.erfc(math.sqrt(abs(g2) / 2))


def log_ratio(table: Table, *, discount: str = "zero") -> float | None:
    """Return Log Ratio, the binary logarithm of (O11/R1)/(O21/R2).

    Args:
        table: The counts.
        discount: `zero` counts a cell of 0 as half a hit; `all` adds half a hit to both counts and to both sizes
            one (Walter 1975), as the R and Python packages of association measures do; `none` does neither: None
            where a cell is 0.

    None where a row has no tokens, or the word has no hits at all.
    Source: Hardie, Log Ratio: an informal introduction (2014).
    """
    a, b = _count_for_ratio(table, discount)
    if a <= 0 or b <= 0 or table.r1 <= 0 or table.r2 <= 0 or table.c1 <= 0:
        return None
    more = 1 if discount == "all" else 0
    return math.log2(a / (table.r1 + more)) - math.log2(b / (table.r2 + more))


def _count_for_ratio(table: Table, discount: str) -> tuple[float, float]:
    if discount == "all":
        return table.o11 + _HALF_HIT, table.o21 + _HALF_HIT
    if discount == "zero":
        return table.o11 or _HALF_HIT, table.o21 or _HALF_HIT
    return table.o11, table.o21


def log_ratio_interval(table: Table, z: float) -> tuple[float, float] | None:
    """Return the bounds of the interval of Log Ratio that is `z` standard errors wide on each side.

    The standard error of the natural logarithm is √(1/O11 − 1/R1 + 1/O21 − 1/R2); a zero counts as half a hit.
    Source: Katz et al., Obtaining Confidence Intervals for the Risk Ratio, Biometrics 34 (1978).
    """
    ratio = log_ratio(table)
    if ratio is None:
        return None
    a, b = _count_for_ratio(table, "zero")
    error = math.sqrt(max(1 / a - 1 / table.r1 + 1 / b - 1 / table.r2, 0)) / math.log(2)
    return ratio - z * error, ratio + z * error


def bounding_z(alpha: float, comparisons: int = 1) -> float:
    """Return the z of a two-sided interval with error `alpha`, shared among so many comparisons (Bonferroni).

    Args:
        alpha: Between 0 and 1.
        comparisons: 1 or more.
    """
    from statistics import NormalDist

    return NormalDist().inv_cdf(1 - alpha / max(comparisons, 1) / 2)


def adjust_by_rank(p_values: Sequence[float | None]) -> list[float | None]:
    """Return p-values adjusted for the false discovery rate, in the order given; None stays None.

    Source: Benjamini & Hochberg, Controlling the False Discovery Rate (1995).
    """
    known = sorted((p, index) for index, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    least = 1.0
    for rank in range(len(known), 0, -1):
        p, index = known[rank - 1]
        least = min(least, p * len(known) / rank)
        adjusted[index] = least
    return adjusted


def percent_difference(table: Table) -> float | None:
    """Return %DIFF, 100·(NF1−NF2)/NF2, of the relative frequencies. None where the word is not in row two.

    Source: Gabrielatos & Marchi, Keyness: Matching metrics to definitions (2011).
    """
    if table.r1 <= 0 or table.r2 <= 0 or table.o21 <= 0:
        return None
    second = table.o21 / table.r2
    return 100 * (table.o11 / table.r1 - second) / second


def odds_ratio(table: Table) -> float | None:
    """Return (O11/O12)/(O21/O22). None where a cell that divides is 0. Source: Pojanapunya & Todd (2016)."""
    o11, o12, o21, o22 = table.cells
    return o11 * o22 / (o12 * o21) if o12 > 0 and o21 > 0 else None


def simple_maths(table: Table, k: float = 1) -> float | None:
    """Return (fpm1+k)/(fpm2+k), of the frequencies per million. Source: Kilgarriff, Simple Maths for Keywords (2009).

    Args:
        table: The counts.
        k: Above 0: the larger, the more frequent are the words that come first.
    """
    first, second = per_million(table.o11, table.r1), per_million(table.o21, table.r2)
    return None if first is None or second is None else (first + k) / (second + k)


# Dispersion


def deviation_of_proportions(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Return DP, ½·Σ|v/f − s|: 0 where hits are spread as the parts are large, towards 1 where they are not.

    Args:
        counts: Hits in each part.
        sizes: Tokens of each part, in the same order.

    None without hits or tokens. Source: Gries, Dispersions and adjusted frequencies in corpora (2008).
    """
    hits, tokens = sum(counts), sum(sizes)
    if hits <= 0 or tokens <= 0:
        return None
    return sum(abs(v / hits - s / tokens) for v, s in zip(counts, sizes, strict=True)) / 2


def normalized_deviation(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Return DPnorm, DP/(1 − min s): 0 to 1. None where there is one part only.

    Source: Lijffijt & Gries, Correction to Stefan Th. Gries’ Dispersions (2012).
    """
    dp, tokens = deviation_of_proportions(counts, sizes), sum(sizes)
    smallest = min((size for size in sizes if size > 0), default=0)
    if dp is None or smallest == tokens:
        return None
    return dp / (1 - smallest / tokens)


def juilland_d(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Return Juilland's D, 1 − (σ/μ)/√(n−1) over the relative frequencies of n parts; σ divides by n.

    None without hits, or with fewer than two parts that have tokens. Source: Juilland & Chang-Rodríguez (1964).
    """
    rates = _list_rates(counts, sizes)
    if len(rates) < 2 or not any(rates):  # noqa: PLR2004
        return None
    mean = sum(rates) / len(rates)
    deviation = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / len(rates))
    return 1 - deviation / mean / math.sqrt(len(rates) - 1)


def carroll_d2(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Return Carroll's D₂: the entropy of the relative frequencies of n parts, divided by log₂ n.

    None without hits, or with fewer than two parts that have tokens. Source: Carroll (1970).
    """
    rates = _list_rates(counts, sizes)
    total = sum(rates)
    if len(rates) < 2 or total <= 0:  # noqa: PLR2004
        return None
    shares = [rate / total for rate in rates if rate > 0]
    return -sum(share * math.log2(share) for share in shares) / math.log2(len(rates))


def rosengren_s(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Return Rosengren's S, (Σ √(s·v))²/f: 1 where hits are spread evenly. Source: Rosengren (1971)."""
    hits, tokens = sum(counts), sum(sizes)
    if hits <= 0 or tokens <= 0:
        return None
    return sum(math.sqrt(s / tokens * v) for v, s in zip(counts, sizes, strict=True)) ** 2 / hits


def _list_rates(counts: Sequence[int], sizes: Sequence[int]) -> list[float]:
    return [v / s for v, s in zip(counts, sizes, strict=True) if s > 0]


def average_reduced_frequency(positions: Sequence[int], tokens: int) -> float | None:
    """Return ARF, (1/v)·Σ min(dᵢ, v), with v = N/f and dᵢ the distances from hit to hit, round the end.

    Args:
        positions: The indices of the hits among the tokens, rising.
        tokens: Number of tokens.

    Source: Savický & Hlaváčová, Measures of Word Commonness (2002).
    """
    if not positions or tokens <= 0:
        return None
    part = tokens / len(positions)
    distances = [after - before for before, after in pairwise(positions)]
    distances.append(positions[0] + tokens - positions[-1])
    return sum(min(distance, part) for distance in distances) / part


# Diversity


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


def mean_segmental_ratio(words: Sequence[str], segment: int = _MATTR_WINDOW) -> float | None:
    """Return MSTTR: the mean type-token ratio of the whole segments of so many words, the rest left out."""
    segments = len(words) // segment if segment > 0 else 0
    if not segments:
        return None
    types = sum(len(set(words[i * segment : (i + 1) * segment])) for i in range(segments))
    return types / segment / segments


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
