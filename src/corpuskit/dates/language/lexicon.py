"""What the words of a language mean in a date, read from `languages/<code>.toml`.

A lexicon maps folded words and phrases to a kind, one letter, and a value. Several languages may be merged into
one lexicon: a word of two languages keeps the meaning of the first.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple
from unicodedata import combining, normalize

import regex

from corpuskit.dates.calendar.holidays import encode_rule
from corpuskit.dates.language.kinds import KINDS, UNIT_KINDS
from corpuskit.dates.language.tables import LanguageTable, expand_words, read_language
from corpuskit.dates.language.tokenizer import compile_token
from corpuskit.dates.language.trigger import Trigger
from corpuskit.patterns import compile_kept, compile_later, compile_re
from corpuskit.text.view import fold

PLURAL = 2
"""The value of a word for a unit that is a plural."""


class Sense(NamedTuple):
    """What a word means.

    Attributes:
        kind: One letter: `M` month, `W` weekday, …
        value: The number that goes with it: 1 to 12 for a month.
        lang: The language that says so.
        weak: `""`, `lowercase` for a word that is none when it is capitalised inside a sentence, `capital` for a word that is a date only when it is capitalised, or `number` for one that
            is a date only beside a number, `ordinal` for one that is an ordinal, too, or `abbreviation` for one that is a date beside a number or before a full
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
        lowercase: The languages that write months and weekdays with a small letter.
        day_markers: Words that make a number the day of a month: «el día 18».
        tables: Their tables.
        guards: For some languages, words before a word for year that make it an adjective.
        proclitics: Letters that are written together with the following word, with their kind.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        tables = [read_language(code) for code in languages]
        self.languages = languages
        self.order: str | None = tables[0].numeric_order or None
        self.tables = dict(zip(languages, tables, strict=True))
        self.senses: dict[str, Sense] = {}
        self.phrases: dict[str, list[tuple[str, Sense]]] = {}
        for code, table in zip(languages, tables, strict=True):
            senses = list(_iter_senses(code, table))
            for word, sense in (*senses, *_iter_without_accents(senses, table)):
                self._add(word, sense)
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self.proclitics: dict[str, str] = {
            letter: kind for table in tables for letter, kind in table.proclitics.items()
        }
        self.lowercase = frozenset(code for code, table in self.tables.items() if table.lowercase_names)
        self.guards = {
            code: tuple(map(fold, table.guards.split()))
            for code, table in self.tables.items()
            if table.guards
        }
        self.day_markers = frozenset(fold(word) for table in tables for word in table.day_markers.split())
        # Words that bear proclitics, and words without spaces between them, are not listed.
        self.all_words_known = not self.proclitics and all(table.has_spaces for table in tables)
        written = " ".join(phrase for group in self.phrases.values() for phrase, _ in group)
        letters = [letter for table in tables for letter in table.known.split()]
        self.known_words = frozenset(self.senses).union(_WORD.findall(written), map(fold, letters))
        self._trigger_kinds = _TRIGGERS.union(*(table.triggers for table in tables))
        self._day_triggers = [expression for table in tables for expression in table.day_triggers]
        self._decade_endings = _join_endings([table.decade_endings for table in tables])
        self._ordinal_endings = _join_endings([table.ordinal_endings for table in tables])

    @cached_property
    def _compounds(self) -> tuple[regex.Pattern[str], dict[str, int]] | None:
        """The expression for numbers that are written as one word, and what its parts mean."""
        values = {
            fold(word): int(number)
            for table in self.tables.values()
            for number, words in table.compound_numbers.items()
            for word in words.split()
        }
        if not values:
            return None
        parts = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
        return compile_kept(rf"(?:({parts}))+"), values

    def split_number(self, word: str) -> list[int]:
        """Return the numbers that a word consists of: 19, 100, 4, 0, 40 for «neunzehnhundertvierundvierzig»."""
        if self._compounds is None:
            return []
        expression, values = self._compounds
        found = expression.fullmatch(word)
        return [] if found is None else [values[part] for part in found.captures(1)]

    @cached_property
    def token(self) -> regex.Pattern[str]:
        """Cuts a view into tokens."""
        return compile_token(self._ordinal_endings, self._decade_endings)

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

    def iter_entries(self) -> Iterator[tuple[str, frozenset[str], int]]:
        """Yield the first word of each entry, all its words, and its weight: 3 where a date cannot be without it."""
        for word, sense in self.senses.items():
            yield word, frozenset({word}), 3 if sense.kind in _TRIGGERS else 1
        for first, phrases in self.phrases.items():
            for phrase, sense in phrases:
                yield first, frozenset(_WORD.findall(phrase)), 3 if sense.kind in _TRIGGERS else 1

    @cached_property
    def leads(self) -> frozenset[str]:
        """The prepositions that lead to dates."""
        return frozenset(word for word, sense in self.senses.items() if sense.kind in "P@<")

    def _is_trigger(self, sense: Sense) -> bool:
        """Return whether a word begins the search; what only ends a range, or needs the year beside it, does not."""
        needs_more = (sense.kind == KINDS["vague"] and sense.value > 1) or (
            sense.kind == KINDS["fiscal"] and sense.value > 0
        )
        return sense.kind in self._trigger_kinds and not needs_more

    @cached_property
    def trigger(self) -> Trigger:
        """Finds whatever a date cannot be without: digits that may be a year, a name, a unit."""
        words = {word for word, sense in self.senses.items() if self._is_trigger(sense)}
        words |= {
            word for word, sense in self.senses.items() if sense.kind == "c" and sense.value in _SPELLED_YEARS
        }
        for phrases in self.phrases.values():
            words |= {phrase for phrase, sense in phrases if self._is_trigger(sense)}
        signs = [
            expression if expression[0].isalpha() else rf"(?<![\w.,-]){expression}"
            for expression in self._day_triggers
        ]
        endings = rf"(?<!\d)\d0(?:{self._decade_endings})\b" if self._decade_endings else ""
        return Trigger(_NUMERIC_TRIGGER, [r"q[1-4](?!\w)", *signs], endings, words, self.proclitics)


# What a date needs one of; an article or a preposition alone starts no search.
_TRIGGERS = frozenset("ΦΩχηκρMmWwSsAaVlkQHCGBEeRr!JZv0LXIfYNKUΛΞΔΘΠΨΓ")
# «Eighteen ninety» may be a year; other number words begin one too seldom to be looked for.
_SPELLED_YEARS = (18, 19)
_NUMERIC_TRIGGER = (
    r"(?<![\d.])(?<!\d,)[12١٢۱۲]\d{3}(?!\d)|(?<!\d)[12]\d{7}t\d{4}|(?<![\d.,/])\d{1,2}([./-])\d{1,2}\1\d{2}(?:\d\d)?(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)"
    r"|(?<![\d.,])\d{1,2}\.\d{1,2}(?![\d.,%])|(?<![\w.,/-])\d{1,2}[./-](?:1[5-9]|20)\d\d(?!\d)|(?<!\d)\d{1,2}[. ]{1,2}[ivx]{1,4}[. -]{1,2}\d|(?<![\w.,/:-])\d{1,2}[^\W\d_]{3,4}\d\d|'\d\d(?!\d)|(?<![\d])\d{1,2}0'?s\b|(?<!\d)[1-4]q"
)
_WORD = compile_re(r"[^\W\d_]+")
_FIRST_WORD = compile_later(r"\p{Han}|[\p{L}\p{M}]+|\S")


def _join_endings(endings: list[str]) -> str:
    return "|".join(filter(None, endings))


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
    ("months", "M"), ("weekdays", "W"), ("hijri_months", "I"), ("seasons", "S"), ("decades", "0"), ("ordinals", "o"),
    ("numbers", "c"), ("reigns", "ρ"), ("lunar_months", "κ"), ("plural_weekdays", "Λ"), ("centuries", "Ξ"),
)  # fmt: skip


def _iter_without_accents(
    senses: list[tuple[str, Sense]], table: LanguageTable
) -> Iterator[tuple[str, Sense]]:
    """Yield words as they are written in haste and in capitals: «manana», «l'annee derniere»."""
    if not table.accents_optional:
        return
    known = {word for word, _ in senses}
    kept = set(map(fold, table.needs_accents.split()))
    for word, sense in senses:
        bare = "".join(letter for letter in normalize("NFD", word) if not combining(letter))
        if len(bare) >= _SHORTEST_WITHOUT_ACCENTS and bare not in known and word not in kept:
            yield bare, sense


_SHORTEST_WITHOUT_ACCENTS = 3


def _iter_senses(code: str, table: LanguageTable) -> Iterator[tuple[str, Sense]]:
    weak = {fold(word.replace("_", " ")): how for how, words in table.weak.items() for word in words.split()}

    def senses(words: str, kind: str, value: int) -> Iterator[tuple[str, Sense]]:
        for written in expand_words(words, table.endings):
            word = fold(written.replace("_", " ")).replace("\u0130", "i")
            how = weak.get(word, "")
            yield (
                word,
                Sense(
                    kind.lower() if how in ("number", "ordinal", "abbreviation") and kind in "MWS" else kind,
                    value,
                    code,
                    how,
                ),
            )

    for section, kind in _NUMBERED_SECTIONS:
        for source in (getattr(table, section), getattr(table.cldr, section, {})):
            for number, words in source.items():
                yield from senses(words, kind, int(number))
    for words, kind, value in _iter_other_words(table):
        yield from senses(words, kind, value)


def _iter_other_words(table: LanguageTable) -> Iterator[tuple[str, str, int]]:
    """Yield words, kind and value of the tables that are not simply numbered."""
    for number, names in table.cldr.months.items() if table.month_weeks else ():
        yield (
            " ".join(names.split()[0] + end for end in table.month_weeks.split()),
            KINDS["month_week"],
            int(number),
        )
    for rule, words in table.holidays.items():
        yield words, "f", encode_rule(rule)
    for unit, words in table.duals.items():
        yield words, "c" + UNIT_KINDS[unit], 2
    plurals = set(table.plural_units.split())
    for unit, words in table.units.items():
        for word in expand_words(words, table.endings):
            yield word, UNIT_KINDS[unit], PLURAL if word in plurals else 0
    for kind, groups in table.words.items():
        for number, words in groups.items() if isinstance(groups, dict) else (("0", groups),):
            yield words, KINDS[kind], int(number)
