"""The expression that cuts a view into tokens."""

from __future__ import annotations

import regex

from corpuskit.dates.language.clock import write_half_expression, write_time_expression
from corpuskit.patterns import compile_kept


def compile_token(endings: str, decade_endings: str) -> regex.Pattern[str]:
    """Return the expression that cuts a stretch of a view into tokens, one named group a token type."""
    decades = (
        rf"(?P<decade_ending>(?<![\d.,])(?:\d\d)?\d0(?:{decade_endings})(?!\p{{L}}))|"
        if decade_endings
        else ""
    )
    # «16-го», and «1992-м», where a hyphen leads to the ending.
    ordinal = (
        rf"(?P<ordinal>\d{{1,2}}(?:{endings})(?![\p{{L}}\p{{N}}]))"
        rf"|(?P<year_ending>(?<![\d.,])\d{{4}}(?=-)(?:{endings})(?![\p{{L}}\p{{N}}]))|"
        if endings
        else ""
    )
    return compile_kept(
        r"(?P<compact_date>(?<![\p{L}\p{N}.,/:-])\d{1,2}\p{L}{3,4}\d\d(?:\d\d)?(?![\p{L}\p{N}]))"
        r"|(?P<iso_week>(?<![\d.,/:-])\d{4}-?w(?:0[1-9]|[1-4]\d|5[0-3])(?:-[1-7])?(?![\p{L}\d]))"
        r"|(?P<basic_iso>(?<![\d.,/:-])(?:1[5-9]|20)\d\d[01]\d[0-3]\dt[0-2]\d[0-5]\d(?:[0-5]\d)?(?:z|[+-]\d\d:?\d\d)?(?![\p{L}\d]))"
        r"|(?P<iso>(?<![\d.,/:-])\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?"
        rf"(?!\d|:\d|{write_half_expression()}))"
        r"|(?P<numeric>(?<![\d.])(?<!\d[,:/])(?:(?<!(?<![./]\d{1,4}\.?)-)|(?<=\p{L}-)(?=\d{4}-\d\d-\d\d)|(?<=(?<![\d./:-])\d{1,2}\.?-)(?=\d{1,2}[./]\d{1,2}[./]\d{4}))\d{1,4}(?:(?<=(?<!\d)1)º(?=/))?(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,4}(?!\d|[./]\d|-\d(?!\d{0,3}[./]\d|(?<=[./]\d{4}-\d)\d?:\d\d)))"
        r"|(?P<year_month>(?<![\d.,/:-])\d{4}[-/]\d{1,2}(?!\d|(?<=/\d)\.\s?\p{L}{3}|[.,/:-]\d|[/-]\p{L}{3}))"
        r"|(?P<month_year>(?<![\d.,/:-])\d{1,2}[./-](?:1[5-9]|20)\d\d(?![\d]|[.,/:-]\d|[/-]\p{L}{3}))"
        rf"|(?P<time>{write_time_expression()})"
        r"|(?P<decade>(?<![\d.,])(?:\d\d|'|\d)?\d0'?s(?!\p{L}))"
        r"|(?P<short_year>(?<![\d'])'\d\d(?![\d%']))|(?P<possessive>'s(?!\p{L}))"
        r"|(?P<quarter_code>(?<!\p{L})(?:q[1-4](?!\p{N})|t[1-4](?=[ -]?\d{4})|(?<=\d{4}[ -])t[1-4](?!\p{N}))|[1-4]q(?![\p{L}\p{N}]))|(?P<half_code>(?<!\p{L})h[12](?!\p{N}))"
        r"|(?P<short_date>(?<![\d.,:])(?<!(?<!\d\.)/)(?<!(?<!/\d{1,4})-)\d{1,2}(?P<slash>[./])\d{1,2}(?!\d|[.,/:]\d|-\d(?!\d?[./]\d)))"
        rf"|{decades}{ordinal}(?P<digits>\d+)"
        r"|(?P<numeral>[〇零○一二三四五六七八九十廿卅]+)"
        r"|(?P<han>\p{Han})|(?P<word>[\p{L}\p{M}]+)|(?P<space>\s+)|(?P<other>.)"
    )
