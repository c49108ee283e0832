"""The tables of the languages, `languages/<code>.toml`, and what they may hold.

The folder is the list of the languages. A table is checked when it is read: a section that is missing, one that is not
known, or a value of the wrong kind ends with a message that names it.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from corpuskit.errors import UsageError
from corpuskit.tables import read_table

_FOLDER = Path(__file__).parent.parent / "languages"

Words = str
"""Words separated by spaces; an underscore stands for a space within a phrase."""

NumberedWords = dict[str, Words]
"""Words by the number that they mean, which TOML writes as a string."""


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of CLDR, which `tools/update_date_names.py` writes."""

    months: NumberedWords
    weekdays: NumberedWords


class Designators(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a number beside them no year.

    Attributes:
        names: What bears a number as its name: «Room 2020».
        versions: What bears a number with full stops: «version 2.10.2023».
        between: What may stand between the name and the number.
        streets: What is named after a day: «rue du 8 Mai».
        after: What follows a number that is its name: 3号楼.
        phones: What a telephone number follows: «tel. 2-17-40».
    """

    names: Words
    versions: Words
    between: Words = ""
    streets: Words = ""
    after: Words = ""
    phones: Words = ""


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say whether a sentence looks back or ahead.

    Attributes:
        future: Words of the future.
        past: Words of the past.
        past_endings: Endings of verbs in the past, as regular expressions.
        future_endings: Endings of verbs in the future.
        future_leads: Words that lead to a date of the future, directly before it.
        weak_future: Words that lead to the future often.
        weak_leads: Words that often lead to a date of the future, directly before it.
        weekday_leads: Words that lead to a weekday ahead, directly before it: «for Friday».
        past_leads: Words that lead to a date of the past, directly before it: «since».
        weak_past_leads: Words that often lead to a date of the past: «the match of Sunday».
        since_leads: Further words that lead to a year since when something is so: «с 1991 года».
        future_patterns: Regular expressions for verbs of the future, over folded words.
        past_patterns: The same for verbs of the past: «gestorben».
        month_leads: Words after which a weak word is the name of a month: «in May».
        passive: Words after which a past ending is a passive of the future.
        not_past: Words with a past ending that are no verbs.
        put_off: Words of what is put off, or of the weather that does it: «postponed to Thursday».
        always: Words after which a date without a year comes again: «it is always on 5 May».
    """

    future: Words
    past: Words
    past_endings: Words = ""
    future_endings: Words = ""
    future_leads: Words = ""
    weak_future: Words = ""
    weak_leads: Words = ""
    weekday_leads: Words = ""
    past_leads: Words = ""
    weak_past_leads: Words = ""
    since_leads: Words = ""
    future_patterns: list[str] = msgspec.field(default_factory=list)
    past_patterns: list[str] = msgspec.field(default_factory=list)
    month_leads: Words = ""
    passive: Words = ""
    not_past: Words = ""
    put_off: Words = ""
    always: Words = ""


class LanguageTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of the dates of one language.

    Attributes:
        script: ISO 15924 code of its script.
        cldr: Names of months and weekdays.
        seasons: Words by the EDTF code of the season, 21 to 24.
        units: Words by the name of the unit.
        words: Words by their kind, or by their kind and a number.
        designators: Words that make a number no year.
        rank: Of two languages that fit a text equally well the lower one is preferred.
        is_default_of_script: Whether dates of this language are looked for in a text of another script that has some
            words in this one.
        fewest_letters: How many letters of its script in a row are a word of it in a text of another script.
        numeric_order: How 04/07/2000 is read when nothing decides: `dmy`, `ymd`, or "" where that stays open.
        has_accents: Whether it is written with letters that ASCII does not have.
        has_spaces: Whether its words are separated by spaces.
        ordinal_endings: Regular expression for what makes a number an ordinal: `st|nd`.
        decade_endings: Regular expression for what makes 90 the nineties.
        year_leads: Words that make two digits at the end of a clause a year: «en 68».
        year_endings: Endings that make two digits a year: «у 86-му».
        triggers: Further kinds, by their letters, that begin the search for a date.
        day_triggers: Regular expressions for a day without a month, which begin the search for one.
        day_markers: Words that make a number the day of a month: «el día 18».
        day_article: The articles that make a number at the end of a clause the day of a month: «le 18», «dal 10».
        day_ordinals: Whether an ordinal after a preposition may be the day of a month: «on the 18th».
        says_day: Regular expression of what says which day it is: «it was the 30th».
        decade_article: The article that makes two digits a decade: «los 90».
        tens_before: Regular expression for what makes a decade behind it none: «in her early 40s», «highs in the 80s».
        tens_after: Regular expression for what makes one before it none: «в 20-х числах мая».
        decade_nouns: Regular expression for nouns behind two digits that make them a decade: «80s movies», but «30s delay».
        known: Parts of words that may stand within a date.
        accents_optional: Whether words are known without their accents, too: «manana».
        needs_accents: Those that are others without them: «passé».
        lowercase_names: Whether a month or weekday with a capital letter inside a sentence is another name.
        short_names_alone: Whether a short name that begins with a capital letter may be a month by itself: «in Jun».
        day_nouns: Whether the words for «today» are the noun «day» as well.
        unit_needs_article: Whether «day following» is a date only after an article.
        weekday_needs_preposition: Whether «a Monday» by itself is no time, but «on a Monday» is.
        weak: Words that are dates under a condition only, by the condition; see `Sense`.
        guards: Words before a word for year that make it the adjective «general».
        proclitics: Letters that are written together with the following word, with their kind.
        tense: Cues of past and future.
        endings: Classes of endings: «letzt~adj» stands for the stem with each ending of the class.
        counted: Regular expression for a word after a four-digit number that makes it a count: «1500 guests».
        years_need_word: Whether a four-digit number before a word is a year only where the word for year says so.
        plural_units: Those words for units that are plurals: «days».
        singular_endings: Endings of «last» and «next» beside which such a word is none: «прошлого века».
        named_years: Those words for a year that no number counts: «в 962 году».
        few_years: Those that only 2, 3 and 4 count: «987 года» is a year, «962 года» are many.
        counted_years_after: What follows a number of years that is no year: 1500年历史.
        counted_days_before: What leads to a number of days that is no day: 历时15日.
        counted_days_after: What follows one: 30日内.
        after_counted_years: Characters after a number of years that is no year: 300年前.
        year_articles: Words for «in» before the number of a year, and before no number of things: «nel».
        counted_years: Those words for years that a number counts: «лет 40» is about forty years, and not a decade.
        adjectives_follow: Whether «last» and «next» stand after their noun only.
        bare_unit_ago: Whether a unit without a number is one of it: «неделю назад».
        told_by_article: Whether the article before «next» makes it count from the date spoken of: «the next year».
        told_before: Words for «the day before» that are prepositions where a word follows: «the day before the vote».
        verbs_as_next: Words for «next» that are verbs where nothing leads to them: «he is coming Friday».
        according_to: Words for «after» that mean «according to» where a noun follows: «d'après les témoins».
        after_goes_on: Whether «after a week» counts from a date of the same sentence: «3 мая, а через неделю».
        half_years: Those words for a half that say by themselves that it is one of a year: «semestre».
        season_adverbs: Those words for seasons that say «in» by themselves: «летом».
        season_leads: Further words that lead to a season: «vom Sommer».
        dotted_days: Whether numbers have a decimal comma, so that 28.02 is a day: «дедлайн 28.02».
        day_endings: Endings that make a number at the end of a clause the day of a month: «9-го».
        article_recurs: Whether a weekday after its article comes again: «le lundi».
        weekly_leads: Words that lead to a weekday that comes again: «à segunda-feira».
        plural_weekdays: Names of what comes again every week: «Mondays».
        centuries: Names of centuries by their number: «Ottocento».
        beside_feasts: Words before or after the name of a feast that make it no day: «happy Easter», «Christmas tree».
        around_feasts: Words up to two words before a feast or after it that make it a time of several days: «Easter weekend».
        rounded_days: Numbers in words of days that mean a day less: «quinze jours» are two weeks.
        than: Words after which «two weeks earlier» compares and is no date: «earlier than in 2022», «a year after the vote».
        month_weeks: What makes the name of a month that of its weeks: «Juliwoche».
        compound_numbers: Parts of numbers that are written as one word; those of 0 only join: «und».
    """

    script: str
    cldr: Names
    seasons: NumberedWords
    units: NumberedWords
    words: dict[str, Words | NumberedWords]
    designators: Designators
    rank: int
    is_default_of_script: bool = False
    fewest_letters: int = 3
    numeric_order: Literal["", "dmy", "ymd", "mdy"] = ""
    has_accents: bool = True
    has_spaces: bool = True
    ordinal_endings: str = ""
    decade_endings: str = ""
    year_leads: Words = ""
    year_endings: Words = ""
    triggers: str = ""
    day_triggers: list[str] = msgspec.field(default_factory=list)
    day_markers: Words = ""
    day_article: Words = ""
    day_ordinals: bool = False
    says_day: str = "(?!)"
    decade_article: str = ""
    known: Words = ""
    accents_optional: bool = False
    needs_accents: Words = ""
    lowercase_names: bool = False
    short_names_alone: bool = False
    day_nouns: bool = False
    unit_needs_article: bool = False
    weekday_needs_preposition: bool = False
    weak: dict[
        Literal["capital", "lowercase", "adjective", "number", "ordinal", "abbreviation", "lead"], Words
    ] = msgspec.field(default_factory=dict)
    guards: Words = ""
    proclitics: dict[str, str] = msgspec.field(default_factory=dict)
    tense: Tense | None = None
    compound_numbers: NumberedWords = msgspec.field(default_factory=dict)
    endings: dict[str, str] = msgspec.field(default_factory=dict)
    counted: str = ""
    tens_before: str = "(?!)"
    tens_after: str = "(?!)"
    decade_nouns: str = "(?!)"
    years_need_word: bool = False
    plural_units: Words = ""
    singular_endings: Words = ""
    counted_years: Words = ""
    named_years: Words = ""
    few_years: Words = ""
    counted_years_after: Words = ""
    counted_days_before: Words = ""
    counted_days_after: Words = ""
    after_counted_years: Words = ""
    year_articles: Words = ""
    adjectives_follow: bool = False
    bare_unit_ago: bool = False
    told_by_article: bool = False
    told_before: Words = ""
    according_to: Words = ""
    verbs_as_next: Words = ""
    after_goes_on: bool = False
    half_years: Words = ""
    season_adverbs: Words = ""
    season_leads: Words = ""
    dotted_days: bool = False
    day_endings: Words = ""
    article_recurs: bool = False
    weekly_leads: Words = ""
    beside_feasts: Words = ""
    around_feasts: Words = ""
    rounded_days: Words = ""
    than: Words = ""
    month_weeks: Words = ""
    plural_weekdays: NumberedWords = msgspec.field(default_factory=dict)
    centuries: NumberedWords = msgspec.field(default_factory=dict)
    months: NumberedWords = msgspec.field(default_factory=dict)
    weekdays: NumberedWords = msgspec.field(default_factory=dict)
    hijri_months: NumberedWords = msgspec.field(default_factory=dict)
    lunar_months: NumberedWords = msgspec.field(default_factory=dict)
    ordinals: NumberedWords = msgspec.field(default_factory=dict)
    numbers: NumberedWords = msgspec.field(default_factory=dict)
    decades: NumberedWords = msgspec.field(default_factory=dict)
    reigns: NumberedWords = msgspec.field(default_factory=dict)
    holidays: dict[str, Words] = msgspec.field(default_factory=dict)
    duals: dict[str, Words] = msgspec.field(default_factory=dict)

    @property
    def has_capital_nouns(self) -> bool:
        """Whether nouns begin with a capital letter: where the full stop of an ordinal is that of a day, they do."""
        return "." in self.day_endings.split()


class LanguageHead(msgspec.Struct, frozen=True):
    """What a table says before its first section: all that is asked of a language that is not used.

    Attributes:
        script: See `LanguageTable`, as all others.
        rank: The same.
        is_default_of_script: The same.
        fewest_letters: The same.
        has_accents: The same.
    """

    script: str
    rank: int
    is_default_of_script: bool = False
    fewest_letters: int = 3
    has_accents: bool = True


@cache
def read_heads() -> dict[str, LanguageHead]:
    """Return the heads of all tables by ISO 639-1 code, those of the lowest rank first.

    Raises:
        UsageError: One of them is not as it must be.
    """
    heads = {}
    for entry in _FOLDER.iterdir():
        code, _, suffix = entry.name.partition(".")
        if suffix == "toml":
            heads[code] = read_table(entry, LanguageHead, head=True)
    return dict(sorted(heads.items(), key=lambda item: (item[1].rank, item[0])))


def list_languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a table, those of the lowest rank first."""
    return tuple(read_heads())


@cache
def read_language(code: str) -> LanguageTable:
    """Return the table of a language.

    Raises:
        UsageError: There is no table of that language, or it is not as it must be.
    """
    if code not in read_heads():
        raise UsageError(
            f"no dates are known in the language {code!r}",
            hint=f"known languages: {', '.join(sorted(read_heads()))}",
        )
    return read_language_file(_FOLDER / f"{code}.toml")


def read_language_file(path: Path) -> LanguageTable:
    """Return the table that a file holds.

    Args:
        path: The file.

    Raises:
        UsageError: A section is missing or not known, or holds something else than it must.
    """
    from corpuskit.dates.language.kinds import KINDS, UNIT_KINDS

    table = read_table(path, LanguageTable)
    for stem, name_of_class in _find_classes(msgspec.to_builtins(table)):
        if name_of_class not in table.endings:
            raise UsageError(f"{path.name}: {stem}~{name_of_class} has no class in [endings]")
    for section, keys, known in (
        ("words", table.words, KINDS),
        ("units", table.units, UNIT_KINDS),
        ("duals", table.duals, UNIT_KINDS),
    ):
        for key in keys:
            if key not in known:
                raise UsageError(
                    f"{path.name}: unknown key {key!r} in [{section}]", hint=f"known: {', '.join(known)}"
                )
    return table


def _find_classes(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the stems and the classes of endings of all words of a table."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _find_classes(inner)
    elif isinstance(value, str) and "~" in value:
        yield from re.findall(r"(\S+)~(\w+)", value)


def expand_words(words: Words, endings: dict[str, str]) -> Iterator[str]:
    """Yield words, a stem with a class of endings as all its forms.

    Args:
        words: Words separated by spaces, some of them such as `letzt~adj`; 0 is the empty ending.
        endings: The endings of each class.
    """
    for word in words.split():
        stem, mark, name = word.partition("~")
        if mark and name in endings:
            yield from (stem + ("" if ending == "0" else ending) for ending in endings[name].split())
        else:
            yield word
