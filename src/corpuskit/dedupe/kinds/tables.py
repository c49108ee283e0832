"""The tables of words that turn what a sentence says: a file for each language in `languages`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from itertools import filterfalse
from pathlib import Path

import msgspec

from corpuskit.dedupe.kinds.language import Language, NamesOfLanguage, Opposites, Sense
from corpuskit.tables import read_table
from corpuskit.text.language import list_function_words
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

# Words of these are in no name.
_PLAIN: frozenset[Sense] = frozenset(("negation", "modality", "joining", "conjunction", "order", "quantity"))

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
        movable: Words of quantity and modality that may stand elsewhere in a sentence, which turns nothing: often.
        determiners: Articles and possessives, which stand before a noun.
        weak_letters: Letters that change inside of a word where it is inflected.
        given_names: In a language without capitals, given names; the next word is taken for a name too.
        places: There, names of places and peoples.
        titles: There, words with a name behind them.
        surnames: There, characters that begin the name of a person.
        group_mark: «,» or «.» where it stands between groups of three digits, "" where only spaces do.
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
    movable: str = ""
    determiners: str = ""
    weak_letters: str = ""
    given_names: str = ""
    places: str = ""
    titles: str = ""
    surnames: str = ""
    group_mark: str = ","


@cache
def list_languages() -> dict[str, list[Language]]:
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
        partial(_list_opposites, table),
        common.union(synonyms, (word for word, sense in senses.items() if sense in _PLAIN)),
        frozenset(_split(table.movable)),
        frozenset(_split(table.determiners)),
        frozenset(_split(table.weak_letters)),
        NamesOfLanguage(
            *(
                frozenset(fold(each).split())
                for each in (table.given_names, table.places, table.titles, table.surnames)
            )
        ),
        table.group_mark,
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
