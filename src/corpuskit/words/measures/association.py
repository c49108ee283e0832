"""How strongly a word belongs to a node, or to one corpus rather than another.

The window of a node and the rest of the text, or the two corpora, are the rows of one table of four cells:

|                  | the word | other words | tokens |
|------------------|----------|-------------|--------|
| window, corpus A | O11      | O12         | R1     |
| rest, corpus B   | O21      | O22         | R2     |
|                  | C1       | C2          | N      |
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from corpuskit.words.measures.frequency import per_million

# Zero is counted as half a hit where a ratio needs it. Source: Hardie, Log Ratio (2014).
_HALF_HIT = 0.5


class ContingencyTable(NamedTuple):
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


def compare_corpora(a: int, size_a: int, b: int, size_b: int) -> ContingencyTable:
    """Return the table of a word that occurs `a` times in `size_a` tokens and `b` times in `size_b` tokens."""
    return ContingencyTable(a, size_a, a + b, size_a + size_b)


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


def delta_p(table: ContingencyTable) -> tuple[float | None, float | None]:
    """Return ΔP of the word given the row, O11/R1 − O21/R2, and of the row given the word, O11/C1 − O12/C2.

    Source: Gries, 50-something years of work on collocations (2013).
    """
    o11, o12, o21, _ = table.cells
    c2 = table.n - table.c1
    forward = o11 / table.r1 - o21 / table.r2 if table.r1 > 0 and table.r2 > 0 else None
    backward = o11 / table.c1 - o12 / c2 if table.c1 > 0 and c2 > 0 else None
    return forward, backward


def log_likelihood(table: ContingencyTable) -> float | None:
    """Return signed G² of all four cells, 2·Σ O·ln(O/E); negative where the word is rarer than expected in row one.

    None where a row or N is empty. Source: Dunning, Accurate Methods for the Statistics of Surprise (1993).
    """
    if table.r1 <= 0 or table.r2 <= 0:
        return None
    return _sum_likelihood(table.cells, table.all_expected)


def log_likelihood_two_cells(table: ContingencyTable) -> float | None:
    """Return signed G² of the two cells O11 and O21 alone, as the log-likelihood wizard of Lancaster has it.

    Source: Rayson & Garside, Comparing Corpora using Frequency Profiling (2000).
    """
    if table.r1 <= 0 or table.r2 <= 0:
        return None
    return _sum_likelihood(table.cells[::2], table.all_expected[::2])


def simple_log_likelihood(observed: float, expected: float | None) -> float | None:
    """Return signed «simple» log-likelihood, 2·(O·ln(O/E) − (O − E)), of the cell O11 alone. None where nothing is expected.

    Source: Evert, Corpora and Collocations (2008).
    """
    if observed < 0 or not expected:
        return None
    value = 2 * ((observed * math.log(observed / expected) if observed else 0) - (observed - expected))
    return max(value, 0.0) if observed >= expected else -max(value, 0.0)


def _sum_likelihood(observed: Sequence[int], expected: Sequence[float]) -> float:
    total = 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o > 0)
    # Rounding may leave a tiny negative number where rows are alike.
    total = max(total, 0.0)
    return total if observed[0] >= expected[0] else -total


def chi_squared(table: ContingencyTable, *, yates: bool = False) -> float | None:
    """Return signed χ² of the four cells, with Yates's correction where asked for. None where a margin is 0."""
    if 0 in (table.r1, table.r2, table.c1, table.n - table.c1):
        return None
    o11, o12, o21, o22 = table.cells
    difference: float = abs(o11 * o22 - o12 * o21)
    if yates:
        difference = max(difference - table.n / 2, 0)
    value = table.n * difference**2 / (table.r1 * table.r2 * table.c1 * (table.n - table.c1))
    return value if o11 * table.n >= table.r1 * table.c1 else -value


def p_value(g2: float | None) -> float | None:
    """Return the probability of a G² or χ² at least as large by chance, with one degree of freedom."""
    return None if g2 is None else math.erfc(math.sqrt(abs(g2) / 2))


def log_ratio(table: ContingencyTable, *, discount: str = "zero") -> float | None:
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


def _count_for_ratio(table: ContingencyTable, discount: str) -> tuple[float, float]:
    if discount == "all":
        return table.o11 + _HALF_HIT, table.o21 + _HALF_HIT
    if discount == "zero":
        return table.o11 or _HALF_HIT, table.o21 or _HALF_HIT
    return table.o11, table.o21


def log_ratio_interval(table: ContingencyTable, z: float) -> tuple[float, float] | None:
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


def percent_difference(table: ContingencyTable) -> float | None:
    """Return %DIFF, 100·(NF1−NF2)/NF2, of the relative frequencies. None where the word is not in row two.

    Source: Gabrielatos & Marchi, Keyness: Matching metrics to definitions (2011).
    """
    if table.r1 <= 0 or table.r2 <= 0 or table.o21 <= 0:
        return None
    second = table.o21 / table.r2
    return 100 * (table.o11 / table.r1 - second) / second


def odds_ratio(table: ContingencyTable) -> float | None:
    """Return (O11/O12)/(O21/O22). None where a cell that divides is 0. Source: Pojanapunya & Todd (2016)."""
    o11, o12, o21, o22 = table.cells
    return o11 * o22 / (o12 * o21) if o12 > 0 and o21 > 0 else None


def simple_maths(table: ContingencyTable, k: float = 1) -> float | None:
    """Return (fpm1+k)/(fpm2+k), of the frequencies per million. Source: Kilgarriff, Simple Maths for Keywords (2009).

    Args:
        table: The counts.
        k: Above 0: the larger, the more frequent are the words that come first.
    """
    first, second = per_million(table.o11, table.r1), per_million(table.o21, table.r2)
    return None if first is None or second is None else (first + k) / (second + k)
