"""The kinds of the tokens of a date: each has a name, for tables and forms, and a letter, for regular expressions."""

from __future__ import annotations

BREAK = "x"
"""The kind of what no date holds."""

KINDS = {
    "of": "O", "the": "h", "and": "&", "to": ">", "from": "<", "preposition": "P", "within": "@", "determiner": "j", "day_word": "z",
    "ago": "A", "before_now": "a", "hence": "V", "earlier": "l", "later": "k",
    "last": "L", "next": "X", "this": "T", "last_next": "v", "that": "u",
    "modifier": "F", "fiscal": "B", "era_before": "E", "era_after": "e", "circa": "~",
    "hijri": "J", "equals": "=", "vague": "!", "deictic_day": "R", "deictic_year": "r", "part_of_day": "p", "year_ago": "g", "latest": "b",
    "indefinite": "i", "half_code": "d", "modifier_after": "^",
    "year_mark": "年", "month_mark": "月", "day_mark": "日", "count_noun": "#", "each": "%",
    "week_from": "U", "final": "ε", "first_of_many": "φ", "lunar": "η", "at": "α", "first_year": "λ", "or": "ø", "after_now": "Γ",
    "told_day": "Δ", "told_week": "Θ", "told_month": "Π", "told_year": "Ψ", "ordinal_mark": "δ", "between_mark": "β", "except": "ξ",
    "other_name": BREAK, "same_period": "Φ", "weeks_on": "ς", "month_week": "Ω", "calendar_week": "χ", "told_side": "Σ", "each_after": "ψ", "weekly": "π",
}  # fmt: skip
"""Kinds of words without a number of their own, by the name that the language tables give them."""

UNIT_KINDS = {
    "year": "Y", "month": "N", "day": "D", "week": "K", "weekend": "Z", "decade": "G", "century": "C",
    "quarter": "Q", "quarters": "θ", "half": "H", "third": "τ", "years": "y",
}  # fmt: skip
"""Kinds of the units of time."""

NUMBERED_KINDS = {
    "full_month": "M", "short_month": "m", "full_weekday": "W", "short_weekday": "w", "full_season": "S", "weak_season": "s",
    "hijri_month": "I", "lunar_month": "κ", "ordinal": "o", "number_word": "c", "decade_number": "0", "reign": "ρ",
    "holiday": "f", "plural_weekday": "Λ", "named_century": "Ξ",
}  # fmt: skip
"""Kinds of words that mean a number: the month, the weekday, the year."""

DIGIT_KINDS = {
    "small_number": "1", "two_digits": "2", "three_digits": "3", "four_digits": "4", "roman": "n", "year_of_two": "9",
    "iso_time": "5", "year_and_month": "6", "numeric": "7", "day_and_month": "8", "clock": "t", "possessive": "q",
    "month_and_year": "μ", "iso_week": "ω", "compact_date": "σ", "quarter_code": "b",
}  # fmt: skip
"""Kinds of what is written in digits: numbers by their length, dates in digits, codes."""

TOKENS = {
    **KINDS,
    **{f"{name}_unit": letter for name, letter in UNIT_KINDS.items()},
    **NUMBERED_KINDS,
    **DIGIT_KINDS,
}
"""The letter of every kind, by the name that forms give it."""
