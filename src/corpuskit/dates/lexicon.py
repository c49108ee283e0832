"""What the words of a language mean in a date, read from `languages/<code>.toml`.

A lexicon maps folded words and phrases to a kind, one letter, and a value. Several languages may be merged into
one lexicon: a word of two languages keeps the meaning of the first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple

import regex

from corpuskit.dates.clock import write_half_expression, write_time_expression
from corpuskit.dates.holidays import encode_rule
from corpuskit.errors import UsageError
from corpuskit.text.view import fold

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""The languages of which dates are known, by ISO 639-1 code."""

KINDS = {
    "of": "O", "the": "h", "and": "&", "to": ">", "from": "<", "preposition": "P", "within": "@", "determiner": "j", "day_word": "z",
    "ago": "A", "before_now": "a", "hence": "V", "earlier": "l", "later": "k",
    "last": "L", "next": "X", "this": "T", "last_next": "v", "that": "u",
    "modifier": "F", "fiscal": "B", "era_before": "E", "era_after": "e", "circa": "~",
    "hijri": "J", "equals": "=", "vague": "!", "deictic_day": "R", "deictic_year": "r", "part_of_day": "p", "year_ago": "g", "latest": "b",
    "indefinite": "i", "half_code": "d", "modifier_after": "^",
    "year_mark": "年", "month_mark": "月", "day_mark": "日", "count_noun": "#", "each": "%",
    "week_from": "U", "final": "ε", "first_of_many": "φ", "lunar": "η", "at": "α", "first_year": "λ", "ordinal_mark": "δ", "between_mark": "β",
}  # fmt: skip
"""Kinds of words without a number, and the letter that stands for them in a run."""

UNIT_KINDS = {
    "year": "Y", "month": "N", "day": "D", "week": "K", "weekend": "Z", "decade": "G", "century": "C",
    "quarter": "Q", "quarters": "θ", "half": "H", "years": "y",
}  # fmt: skip
"""Kinds of the units of time."""


class Sense(NamedTuple):
    """What a word means.

    Attributes:
        kind: One letter: `M` month, `W` weekday, …
        value: The number that goes with it: 1 to 12 for a month.
        lang: The language that says so.
        weak: `""`, or `capital` for a word that is a date only when it is capitalised, or `number` for one that
            is a date only beside a number, or `abbreviation` for one that is a date beside a number or before a full
            stop.
    """

    kind: str
    value: int
    lang: str
    weak: str = ""


class Lexicon:
    """The words of one or more languages.

    Attributes:
        languages: Their codes, the first one being preferred.
        order: How a numeric date is read where nothing decides: `dmy`, `ymd`, or None where it is open.
        senses: Sense of every single word, folded.
        phrases: For the first word of a phrase, the phrases with their senses, longest first.
        known_words: The words that a date may hold.
        all_words_known: Whether these are all of them; else only those in Latin letters are.
        token: Cuts a view into tokens.
        lowercase: The languages that write months and weekdays with a small letter.
        day_markers: Words that make a number the day of a month: «el día 18».
        guards: Words after which «العام» is an adjective.
        proclitics: Letters that are written together with the following word, with their kind.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        tables = [read_language(code) for code in languages]
        self.languages = languages
        self.order: str | None = tables[0]["numeric_order"] or None
        self.senses: dict[str, Sense] = {}
        self.phrases: dict[str, list[tuple[str, Sense]]] = {}
        for code, table in zip(languages, tables, strict=True):
            for word, sense in _iter_senses(code, table):
                self._add(word, sense)
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self.proclitics: dict[str, str] = {
            letter: kind for table in tables for letter, kind in table.get("proclitics", {}).items()
        }
        self.lowercase = frozenset(
            code for code, table in zip(languages, tables, strict=True) if table.get("lowercase_names", False)
        )
        self.guards = frozenset(
            fold(word)
            for table in tables
            for word in table.get("guards", {}).get("before_general", "").split()
        )
        self.day_markers = frozenset(
            fold(word) for table in tables for word in table.get("day_markers", "").split()
        )
        # Arabic words bear proclitics and Chinese ones have no spaces between them, so they are not listed.
        self.all_words_known = not self.proclitics and "zh" not in languages
        written = " ".join(phrase for group in self.phrases.values() for phrase, _ in group)
        letters = [letter for table in tables for letter in table.get("known", "").split()]
        self.known_words = frozenset(self.senses).union(_WORD.findall(written), map(fold, letters))
        self._trigger_kinds = _TRIGGERS.union(*(table.get("triggers", "") for table in tables))
        self._day_triggers = [expression for table in tables for expression in table.get("day_triggers", [])]
        self._decade_endings = _join_endings(tables, "decade_endings")
        self.token = _compile_token(_join_endings(tables, "ordinal_endings"), self._decade_endings)

    def _add(self, word: str, sense: Sense) -> None:
        first = _FIRST_WORD.match(word)
        if first is None:
            return
        if first.end() == len(word):
            self.senses.setdefault(word, sense)
        else:
            phrases = self.phrases.setdefault(first.group(), [])
            if all(word != phrase for phrase, _ in phrases):
                phrases.append((word, sense))

    def _is_trigger(self, sense: Sense) -> bool:
        """Return whether a word begins the search; what only ends a range, or needs the year beside it, does not."""
        needs_more = (sense.kind == KINDS["vague"] and sense.value > 1) or (
            sense.kind == KINDS["fiscal"] and sense.value > 0
        )
        return sense.kind in self._trigger_kinds and not needs_more

    @cached_property
    def trigger(self) -> re.Pattern[str]:
        """Matches whatever a date cannot be without: digits that may be a year, a name, a unit."""
        words = {word for word, sense in self.senses.items() if self._is_trigger(sense)}
        words |= {
            word for word, sense in self.senses.items() if sense.kind == "c" and sense.value in _SPELLED_YEARS
        }
        for phrases in self.phrases.values():
            words |= {phrase for phrase, sense in phrases if self._is_trigger(sense)}
        han = {word for word in words if _HAN.match(word)}
        clitics = f"[{''.join(self.proclitics)}]{{0,2}}" if self.proclitics else ""
        parts = [rf"(?=[\d'])(?:{_NUMERIC_TRIGGER})", r"q(?<!\wq)[1-4](?!\w)"]
        # The first character is looked at before what stands in front of it, which is faster.
        parts += [
            rf"{expression[0]}(?<!\w{expression[0]}){expression[1:]}" for expression in self._day_triggers
        ]
        if self._decade_endings:
            parts.append(rf"(?<!\d)\d0(?:{self._decade_endings})\b")
        if words - han:
            parts.append(rf"\b{clitics}{_write_alternation(words - han)}(?![^\W\d_])")
        if han:
            parts.append(_write_alternation(han))
        return re.compile("|".join(parts))


def _write_alternation(words: set[str]) -> str:
    """Return an expression that matches any of the words, their common beginnings written once.

    The matcher then looks at each character once, however many the words are. The longest word is preferred.
    """
    branches: dict[str, set[str]] = {}
    for word in words:
        branches.setdefault(word[:1], set()).add(word[1:])
    ended = "" in branches
    branches.pop("", None)
    if not branches:
        return ""
    written = "|".join(
        re.escape(first) + _write_alternation(rest) for first, rest in sorted(branches.items())
    )
    return f"(?:{written})" + ("?" if ended else "")


# What a date needs one of; an article or a preposition alone starts no search.
_TRIGGERS = frozenset("ηκρMmWwSsAaVlkQHCGBEeRr!JZv0LXIfYNKU")
# «Eighteen ninety» may be a year; other number words begin one too seldom to be looked for.
_SPELLED_YEARS = (18, 19)
_NUMERIC_TRIGGER = (
    r"(?<![\d.,])[12]\d{3}(?!\d)|(?<!\d)[12]\d{7}t\d{4}|(?<![\d.,/])\d{1,2}([./-])\d{1,2}\1\d{2}(?:\d\d)?(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)"
    r"|(?<![\d.,])\d{1,2}\.\d{1,2}(?![\d.,%])|(?<![\w.,/-])\d{1,2}[./-](?:1[5-9]|20)\d\d(?!\d)|'\d\d(?!\d)|(?<![\d])\d{1,2}0'?s\b|(?<!\d)[1-4]q"
)
_WORD = re.compile(r"[^\W\d_]+")
_HAN = regex.compile(r"\p{Han}")
_FIRST_WORD = regex.compile(r"\p{Han}|[\p{L}\p{M}]+|\S")


def _join_endings(tables: list[dict[str, Any]], name: str) -> str:
    return "|".join(table[name] for table in tables if table.get(name))


def _compile_token(endings: str, decade_endings: str) -> regex.Pattern[str]:
    """Return the expression that cuts a stretch of a view into tokens, one named group a token type."""
    decades = (
        rf"(?P<decade_ending>(?<![\d.,])(?:\d\d)?\d0(?:{decade_endings})(?!\p{{L}}))|"
        if decade_endings
        else ""
    )
    ordinal = rf"(?P<ordinal>\d{{1,2}}(?:{endings})(?![\p{{L}}\p{{N}}]))|" if endings else ""
    return regex.compile(
        r"(?P<iso_week>(?<![\d.,/:-])\d{4}-?w(?:0[1-9]|[1-4]\d|5[0-3])(?:-[1-7])?(?![\p{L}\d]))"
        r"|(?P<basic_iso>(?<![\d.,/:-])(?:1[5-9]|20)\d\d[01]\d[0-3]\dt[0-2]\d[0-5]\d(?:[0-5]\d)?(?:z|[+-]\d\d:?\d\d)?(?![\p{L}\d]))"
        r"|(?P<iso>(?<![\d.,/:-])\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?"
        rf"(?!\d|:\d|{write_half_expression()}))"
        r"|(?P<numeric>(?<![\d.,:])(?<!\d/)(?:(?<!(?<![./]\d{1,4})-)|(?<=\p{L}-)(?=\d{4}-\d\d-\d\d))\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,4}(?!\d|[./]\d|-\d(?!\d{0,3}[./]\d|(?<=[./]\d{4}-\d)\d?:\d\d)))"
        r"|(?P<year_month>(?<![\d.,/:-])\d{4}[-/]\d{1,2}(?!\d|[.,/:-]\d|[/-]\p{L}{3}))"
        r"|(?P<month_year>(?<![\d.,/:-])\d{1,2}[./-](?:1[5-9]|20)\d\d(?![\d]|[.,/:-]\d|[/-]\p{L}{3}))"
        rf"|(?P<time>{write_time_expression()})"
        r"|(?P<decade>(?<![\d.,])(?:\d\d|'|\d)?\d0'?s(?!\p{L}))"
        r"|(?P<short_year>(?<![\d'])'\d\d(?![\d%']))|(?P<possessive>'s(?!\p{L}))"
        r"|(?P<quarter_code>(?<!\p{L})(?:q[1-4](?!\p{N})|t[1-4](?=[ -]?\d{4})|(?<=\d{4}[ -])t[1-4](?!\p{N}))|[1-4]q(?![\p{L}\p{N}]))|(?P<half_code>(?<!\p{L})h[12](?!\p{N}))"
        r"|(?P<short_date>(?<![\d.,/:])(?<!(?<!/\d{1,4})-)\d{1,2}(?P<slash>[./])\d{1,2}(?!\d|[.,/:]\d|-\d(?!\d?/\d)))"
        rf"|{decades}{ordinal}(?P<digits>\d+)"
        r"|(?P<numeral>[〇零○一二三四五六七八九十廿卅]+)"
        r"|(?P<han>\p{Han})|(?P<word>[\p{L}\p{M}]+)|(?P<space>\s+)|(?P<other>.)"
    )


@cache
def read_language(code: str) -> dict[str, Any]:
    """Return the table of a language.

    Raises:
        UsageError: No table of that language is shipped.
    """
    if code not in LANGUAGES:
        raise UsageError(
            f"no dates are known in the language {code!r}", hint=f"known languages: {', '.join(LANGUAGES)}"
        )
    source = resources.files("corpuskit.dates") / "languages" / f"{code}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def load_lexicon(languages: tuple[str, ...]) -> Lexicon:
    """Return the merged lexicon of some languages.

    Args:
        languages: ISO 639-1 codes, the preferred one first.

    Raises:
        UsageError: One of them is not known.
    """
    return Lexicon(languages)


_NUMBERED_SECTIONS = (
    ("months", "M"), ("weekdays", "W"), ("hijri_months", "I"), ("seasons", "S"), ("ordinals", "o"), ("numbers", "c"),
    ("decades", "0"), ("reigns", "ρ"), ("lunar_months", "κ"),
)  # fmt: skip


def _iter_senses(code: str, table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    weak = {
        fold(word.replace("_", " ")): how
        for how, words in table.get("weak", {}).items()
        for word in words.split()
    }

    def senses(words: str, kind: str, value: int) -> Iterator[tuple[str, Sense]]:
        for written in words.split():
            word = fold(written.replace("_", " ")).replace("\u0130", "i")
            how = weak.get(word, "")
            yield (
                word,
                Sense(
                    kind.lower() if how in ("number", "abbreviation") and kind in "MWS" else kind,
                    value,
                    code,
                    how,
                ),
            )

    for section, kind in _NUMBERED_SECTIONS:
        for source in (table.get(section, {}), table.get("cldr", {}).get(section, {})):
            for number, words in source.items():
                yield from senses(words, kind, int(number))
    for words, kind, value in _iter_other_words(table):
        yield from senses(words, kind, value)


def _iter_other_words(table: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield words, kind and value of the tables that are not simply numbered."""
    for rule, words in table.get("holidays", {}).items():
        yield words, "f", encode_rule(rule)
    for unit, words in table.get("duals", {}).items():
        yield words, "c" + UNIT_KINDS[unit], 2
    for unit, words in table.get("units", {}).items():
        yield words, UNIT_KINDS[unit], 0
    for kind, words in table.get("words", {}).items():
        for number, some in words.items() if isinstance(words, dict) else (("0", words),):
            yield some, KINDS[kind], int(number)


_SCRIPTS = {"en": "Latn", "fr": "Latn", "es": "Latn", "ru": "Cyrl", "ar": "Arab", "zh": "Hani"}
_SCRIPT_LETTERS = {
    "ru": regex.compile(r"\p{Cyrillic}{3}"),
    "ar": regex.compile(r"\p{Arabic}{2}"),
    "zh": regex.compile(r"\p{Han}"),
    "en": regex.compile(r"[A-Za-z]{3}"),
}
_SAMPLE = 20_000
_SHORT_TEXT = 300


def choose_languages(text: str, lang: str | None, script: str | None) -> tuple[str, ...]:
    """Return the languages in which dates of a text are looked for, the likeliest first.

    That is its language, or, where that is not known, all those of its script, ordered by how many of their date
    words it has; and one language for every other script in it.

    Args:
        text: The text; its first 20,000 code points decide.
        lang: Its language, or None when unsure.
        script: ISO 15924 code of the script of most of its letters.
    """
    sample = text[:_SAMPLE]
    script = "Hani" if script == "Jpan" else script or "Latn"
    of_script = [code for code in LANGUAGES if _SCRIPTS[code] == script] or ["en"]
    if lang in LANGUAGES and (len(sample) > _SHORT_TEXT or len(of_script) == 1):
        chosen = [lang]
    else:
        words = (
            {fold(word) for word in regex.findall(r"[\p{L}\p{M}]+", sample)} if len(of_script) > 1 else set()
        )
        hits = {code: sum(word in load_lexicon((code,)).senses for word in words) for code in of_script}
        # Of a line or two the language is a guess: one that knows more of its date words is looked up, too.
        chosen = [
            code for code in of_script if lang not in LANGUAGES or code == lang or hits[code] > hits[lang]
        ]
        # Of two that know as many words English is not the likelier one where a letter has an accent: in «Pagó
        # 01-ago-2019» the month is Spanish. Others keep their order.
        unlike = any(not word.isascii() for word in words) and hits.get("en") == max(hits.values())
        chosen.sort(key=lambda code: (code != lang, -hits[code], code == "en" and unlike))
    known = {_SCRIPTS[code] for code in chosen}
    if not sample.isascii() or script != "Latn":
        for code, letters in _SCRIPT_LETTERS.items():
            if _SCRIPTS[code] not in known and letters.search(sample):
                chosen.append(code)
    return tuple(chosen)
