"""The words that turn what a sentence says, by language: a table for each in `languages`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import regex

from corpuskit.patterns import compile_later
from corpuskit.tables import read_table
from corpuskit.text.characters import UNSPACED
from corpuskit.text.language import list_function_words
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

Sense = Literal[
    "negation",
    "modality",
    "joining",
    "conjunction",
    "order",
    "quantity",
    "unit",
    "letter",
    "number",
]
"""What a word does to the sense of a sentence."""

# Words of these only turn the sense where they stand in the place of another of them: north for south, kilometres for
# miles. The others do so where they are put in or left out, too.
EXCHANGED: frozenset[Sense] = frozenset(("joining", "conjunction", "order", "unit", "letter"))

# Words of these are in no name.
_PLAIN: frozenset[Sense] = frozenset(("negation", "modality", "joining", "conjunction", "order", "quantity"))

# «2nd», and times: «7h20».
_DIGITS_WITH_ENDING = compile_later(r"\p{Nd}+[\p{Ll}ªº]{1,3}(?:(?<=\p{Nd}[hч])\p{Nd}{2})?")

# A word of fewer letters may begin with others by chance.
_SHORTEST_DENIED = 4

ASCII_SCRIPT = "Latn"
"""The script of words of ASCII."""

WORD_HITS = 420
"""What a word counts by which a language is known; where more languages of the script know it, their part of that."""
OWN_LETTER_HITS = 2 * WORD_HITS
"""A letter that few other languages have counts as two words."""

_SENSES: tuple[Sense, ...] = (
    "negation", "modality", "joining", "conjunction", "order", "quantity", "unit",
)  # fmt: skip


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    """What a file of `languages` holds. Lists are words with spaces between them.

    A star at the end of a word stands for any of the endings, one at its beginning for any of the beginnings.

    Attributes:
        script: ISO 15924 code of the script.
        endings: What words end with; `-` is for none.
        beginnings: What words begin with.
        common: Frequent words by which the language is known.
        negation: Words that deny.
        modality: Words that say whether something is, may be or must be.
        joining: Words that join: «and». Against a conjunction they turn the sense.
        conjunction: Words that part, restrict or give a condition.
        order: Words of time and place that have a counterpart: before, above, north.
        quantity: Words that say how many, how often, or how much.
        unit: Units of measure, of time and of money.
        ordinal: Ordinal numbers.
        calendar: Months and weekdays.
        number: Number words.
        opposites: Rows of words that turn the sense where they stand in the place of each other, with a colon between the
            one side and the other: rose, fell.
        letters: Characters other than letters that count the items of a list.
        expansion: What contracted forms stand for: "isn t" = "is not".
        synonyms: Words of one meaning: one of them in the place of another turns nothing.
        proclitics: Words that are written together with the next word.
        article: An article that is.
        clause: Words that stand before the number of a section of a law.
        denying: Beginnings of words that deny what follows: unfair.
        letters_of_its_own: Letters that few other languages of the script have.
        before_names: Words behind which a noun is a name, in a language that writes all nouns with capitals.
    """

    script: str
    common: str
    negation: str
    modality: str
    joining: str
    conjunction: str
    order: str
    quantity: str
    unit: str
    ordinal: str
    calendar: str
    number: str
    opposites: list[str]
    endings: str = "-"
    beginnings: str = ""
    letters: str = ""
    expansion: dict[str, str] = {}
    synonyms: list[str] = []
    proclitics: str = ""
    article: str = ""
    clause: str = ""
    denying: str = ""
    letters_of_its_own: str = ""
    before_names: str = ""


class Opposites(NamedTuple):
    """Words that turn the sense where they stand in the place of each other.

    Attributes:
        words: By word the rows that it stands in: from 1 those that have it before the colon, from -1 down behind.
        stems: The same of the beginnings of words.
        endings: What may stand behind those; "" for nothing.
    """

    words: dict[str, set[int]]
    stems: dict[str, set[int]]
    endings: frozenset[str]

    def find_rows(self, word: str) -> set[int]:
        """Return the rows that a word stands in, as it is compared."""
        found = set(self.words.get(word, ()))
        for end in range(1, len(word) + 1):
            if word[end:] in self.endings:
                found.update(self.stems.get(word[:end], ()))
        return found


@dataclass(frozen=True, eq=False)
class Language:
    """What is known of the words of a language, as they are compared. Each is equal to itself only.

    Attributes:
        senses: What words do to the sense.
        numbers: Words that are numbers or dates: number words, ordinals, months, weekdays.
        expansions: By the first of two words that are a contracted form: the second, and what they stand for.
        proclitics: Words that are written together with the next one.
        article: An article that is; "" for none.
        known: All words by which the language is known.
        common: Frequent words that change with what stands beside them.
        denying: Beginnings of words that deny what follows.
        own_letters: Letters by which the language is known.
        turning: Words that have a sense, or are numbers.
        before_names: Words behind which a noun is a name; empty where only names have capitals.
        synonyms: For words of one meaning the first of them.
        opposites: Words that have opposites.
        plain: Words that are no names where a paragraph begins with them.
    """

    senses: dict[str, Sense]
    numbers: frozenset[str]
    expansions: dict[str, dict[str, tuple[str, ...]]]
    proclitics: tuple[str, ...]
    article: str
    known: frozenset[str]
    common: frozenset[str] = frozenset()
    denying: tuple[str, ...] = ()
    own_letters: frozenset[str] = frozenset()
    turning: frozenset[str] = frozenset()
    before_names: frozenset[str] = frozenset()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    opposites: Opposites = field(default_factory=lambda: Opposites({}, {}, frozenset()))
    plain: frozenset[str] = frozenset()

    def is_number(self, word: str) -> bool:
        """Return whether a word is a number word or a date, as it is compared."""
        return word in self.numbers or (
            bool(self.article) and word.removeprefix(self.article) in self.numbers
        )

    def knows_some(self, words: Sequence[str]) -> bool:
        """Return whether some words, as they are compared, show that they are of the language."""
        return not (self.known.isdisjoint(words) and self.own_letters.isdisjoint("".join(words)))

    def may_expand(self, words: Sequence[str]) -> bool:
        """Return whether a word may be written together with the next one, or be a part of a contracted form."""
        return bool(self.proclitics) or any(
            not following.isdisjoint(("", *words))
            for following in (self.expansions[word].keys() for word in words if word in self.expansions)
        )

    def find_opposed(self, word: str) -> frozenset[int]:
        """Return the rows of opposites that a word stands in, as it is compared."""
        return _find_rows(word, self)

    def is_denial(self, word: str, other: str) -> bool:
        """Return whether one of two words is the other with a beginning that denies it: fair, unfair."""
        shorter, longer = sorted((word, other), key=len)
        return len(shorter) >= _SHORTEST_DENIED and any(longer == each + shorter for each in self.denying)


@cache
def _languages() -> dict[str, list[Language]]:
    """Return the languages by script."""
    by_script: dict[str, list[Language]] = {}
    function_words = list_function_words()
    for code, table in _tables().items():
        by_script.setdefault(table.script, []).append(_make_language(table, function_words.get(code, ())))
    return by_script


@cache
def _tables() -> dict[str, _Table]:
    """Return the tables by the ISO 639-1 code of the language."""
    folder = Path(__file__).with_name("languages")
    return {
        file.name.removesuffix(".toml"): read_table(file, _Table)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


@cache
def clause_words() -> frozenset[str]:
    """Return the words of all languages that stand before the number of a section of a law."""
    return frozenset(word for table in _tables().values() for word in table.clause.split())


def _make_language(table: _Table, function_words: Iterable[str]) -> Language:
    common = frozenset(_split(table.common))
    senses = _list_senses(table)
    numbers = frozenset(
        word for words in (table.number, table.ordinal, table.calendar) for word in _inflect(words, table)
    )
    expansions: dict[str, dict[str, tuple[str, ...]]] = {}
    for short, long in table.expansion.items():
        first, *rest = _split(short)
        expansions.setdefault(first, {})["".join(rest)] = tuple(_split(long))
    synonyms = {word: words[0] for words in map(_split, table.synonyms) for word in words}
    return Language(
        senses,
        numbers,
        expansions,
        tuple(_split(table.proclitics)),
        fold(table.article),
        frozenset([*senses, *numbers, *common, *function_words]),
        common,
        tuple(_split(table.denying)),
        # Folded, ß is an s, which is nobody's own.
        frozenset(filterfalse(str.isascii, fold(table.letters_of_its_own))),
        numbers.union(senses),
        frozenset(table.before_names.split()),
        synonyms,
        _list_opposites(table),
        common.union(synonyms, (word for word, sense in senses.items() if sense in _PLAIN)),
    )


def _list_senses(table: _Table) -> dict[str, Sense]:
    """Return the words of a table, as they are compared, with what they do to the sense."""
    senses: dict[str, Sense] = {}
    for sense in reversed(_SENSES):
        senses.update(dict.fromkeys(_inflect(getattr(table, sense), table), sense))
    senses.update(dict.fromkeys(_split(table.letters), "letter"))
    return senses


def _list_opposites(table: _Table) -> Opposites:
    """Return the words of a table that have opposites."""
    opposites = Opposites({}, {}, frozenset(_list_endings(table)))
    for number, row in enumerate(table.opposites, 1):
        for sign, words in zip((1, -1), fold(row).split(" : "), strict=True):
            for word in words.split():
                listed = opposites.stems if word.endswith("*") else opposites.words
                for form in _list_beginnings(word.removesuffix("*"), table):
                    listed.setdefault(form, set()).add(sign * number)
    return opposites


def _inflect(words: str, table: _Table) -> list[str]:
    """Return words as they are compared, with all endings and beginnings that stars stand for."""
    return [
        form + ending
        for word in fold(words).split()
        for form in _list_beginnings(word.removesuffix("*"), table)
        for ending in (_list_endings(table) if word.endswith("*") else [""])
    ]


def _list_beginnings(word: str, table: _Table) -> list[str]:
    if not word.startswith("*"):
        return [word]
    return [beginning + word[1:] for beginning in ["", *fold(table.beginnings).split()]]


def _list_endings(table: _Table) -> list[str]:
    return fold(table.endings).replace("-", "").split(" ")


def _split(words: str) -> list[str]:
    return list_words(fold(words), by_dictionary=False)


def list_cased_languages() -> dict[str, list[Language]]:
    """Return the languages of the scripts that have capitals, by script."""
    return {
        script: languages
        for script, languages in _languages().items()
        if any(word != word.upper() for language in languages for word in language.common)
    }


_SCRIPT_OF = {
    "Latn": regex.compile(r"\p{Latin}"),
    "Cyrl": regex.compile(r"\p{Cyrillic}"),
    "Arab": regex.compile(r"\p{Arabic}"),
    "Hani": regex.compile(r"\p{Han}"),
}


def find_language(words: Sequence[str]) -> Language:
    """Return what is known of the language of some words, by those that are known to each language of their script.

    Args:
        words: The words of one or two paragraphs, as they are compared.
    """
    scripts = _find_scripts(words)
    candidates = [language for script in scripts for language in _languages()[script]]
    if not candidates:
        return _NO_LANGUAGE
    hits = [0] * len(candidates)
    knowing = _list_knowing(tuple(scripts))
    for word in words:
        places = knowing.get(word, ())
        for place in places:
            hits[place] += WORD_HITS // len(places)
    if not (joined := "".join(words)).isascii():
        letters = frozenset(joined)
        for place, language in enumerate(candidates):
            hits[place] += OWN_LETTER_HITS * bool(language.own_letters & letters)
    most = max(hits)
    best = [language for language, count in zip(candidates, hits, strict=True) if count == most]
    if not most or len(best) == 1:
        return best[0]
    rest = [word for word in words if word not in knowing]
    return max(best, key=lambda language: sum(bool(_find_rows(word, language)) for word in rest))


@cache
def _list_knowing(scripts: tuple[str, ...]) -> dict[str, list[int]]:
    """Return by word the places of the languages that know it, among those of some scripts."""
    knowing: dict[str, list[int]] = {}
    for place, language in enumerate(each for script in scripts for each in _languages()[script]):
        for word in language.known:
            knowing.setdefault(word, []).append(place)
    return knowing


def _find_scripts(words: Sequence[str]) -> list[str]:
    if "".join(words).isascii() and any(word[0].isalpha() for word in words):
        return [ASCII_SCRIPT]
    counts = dict.fromkeys(_SCRIPT_OF, 0)
    for word in words:
        if (script := _find_script(word[0])) is not None:
            counts[script] += 1
    most = max(counts.values())
    return [script for script, count in counts.items() if count == most and count]


@cache
def _find_script(letter: str) -> str | None:
    return next((script for script, test in _SCRIPT_OF.items() if test.match(letter)), None)


_UNSPACED = regex.compile(rf"[{UNSPACED}]", regex.V1)
_NO_LANGUAGE = Language({}, frozenset(), {}, (), "", frozenset())


@lru_cache(1 << 16)
def _find_rows(word: str, language: Language) -> frozenset[int]:
    rows = language.opposites.find_rows(word)
    if language.article:
        rows |= language.opposites.find_rows(word.removeprefix(language.article))
    return frozenset(rows)


def expand_words(words: Sequence[str], others: frozenset[str], language: Language) -> list[tuple[str, int]]:
    """Return words with contracted forms in full and proclitics apart, each with the place of the word that it is of.

    Args:
        words: Words as they are compared.
        others: Words that they are compared with; a proclitic is taken off what is one of them.
        language: What is known of their language.
    """
    if not language.may_expand(words):
        return list(zip(words, range(len(words)), strict=True))
    expanded: list[tuple[str, int]] = []
    place = 0
    while place < len(words):
        word = words[place]
        forms = language.expansions.get(word)
        following = words[place + 1] if place + 1 < len(words) else ""
        if forms is not None and (following in forms or "" in forms):
            is_single = following not in forms
            expanded += [(part, place) for part in forms["" if is_single else following]]
            place += 1 if is_single else 2
            continue
        expanded += [(part, place) for part in _take_apart(word, others, language)]
        place += 1
    return expanded


def _take_apart(word: str, others: frozenset[str], language: Language) -> list[str]:
    for proclitic in language.proclitics:
        following = word.removeprefix(proclitic)
        if (
            word != following
            and word not in others
            and (following in others or following in language.turning)
        ):
            return [proclitic, following]
    return [word]


def find_sense(word: str, language: Language) -> Sense | None:
    """Return what a word does to the sense of a sentence; None for other words.

    Args:
        word: The word as it is compared.
        language: What is known of its language.
    """
    bare = word.removeprefix(language.article) if language.article else word
    known = language.senses.get(word) or language.senses.get(bare)
    if known is not None:
        return known
    if language.is_number(word):
        return "number"
    is_letter = len(word) == 1 and word.isalpha() and _UNSPACED.match(word) is None
    # The article «a» counts no items.
    return "letter" if is_letter and word not in language.common else None


def is_number(word: str, written: str, language: Language) -> bool:
    """Return whether a word is a number or a date, as it is compared and as it is written."""
    if language.is_number(word):
        return True
    return _is_figure(word) or (written[0].isdecimal() and _DIGITS_WITH_ENDING.fullmatch(written) is not None)


@lru_cache(1 << 16)
def _is_figure(word: str) -> bool:
    return all(map(str.isnumeric, word))
