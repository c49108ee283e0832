"""The measures of word frequency, association, keyness, dispersion and diversity: one function a formula.

All take plain counts and return a float, or None where the measure has no value: no tokens, no types, a part that is
the whole. No function raises for counts that can occur, and none returns NaN or an infinity.
"""

FORMULAS = {
    "per_million": "10^6*f/N",
    "low": "exact Poisson interval, 95 %, per million",
    "dp": "sum |v/f - s| / 2 over the documents",
    "dp_norm": "DP / (1 - min s)",
    "juilland_d": "1 - (sigma/mu) / sqrt(n - 1), of relative frequencies",
    "expected": "R1*C1/N",
    "logdice": "14 + log2(2*O11 / (nodes + C1))",
    "g2": "2 * sum O*ln(O/E), four cells, negative where O11 < E",
    "mi": "log2(O11/E)",
    "mi3": "log2(O11^3/E)",
    "t": "(O11 - E) / sqrt(O11)",
    "z": "(O11 - E) / sqrt(E)",
    "log_ratio": "log2((O11/R1) / (O21/R2)), a zero counting as 0.5",
    "delta_p_to": "O11/R1 - O21/R2",
    "delta_p_from": "O11/C1 - O12/C2",
    "dice": "2*O11 / (nodes + C1)",
    "diff_percent": "100 * (O11/R1 - O21/R2) / (O21/R2)",
    "odds_ratio": "(O11*O22) / (O12*O21)",
    "simple_maths": "(10^6*O11/R1 + k) / (10^6*O21/R2 + k)",
    "p": "erfc(sqrt(|G2|/2)), corrected for the number of words",
}
"""How the fields of records are worked out; the summary of a statistic repeats what concerns it."""


def describe_formulas(fields: tuple[str, ...]) -> dict[str, str]:
    """Return the formulas of the fields that have one, by their names.

    Args:
        fields: Names of the fields of a record.
    """
    return {name: FORMULAS[name] for name in fields if name in FORMULAS}
