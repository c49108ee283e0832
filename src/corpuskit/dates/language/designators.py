"""Numbers that name a thing and no time: «resolution 1973», «Room 2020», «version 2.10.2023»."""

from functools import cache
from typing import NamedTuple

import regex

from corpuskit.dates.language.tables import LanguageTable, read_language
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

# How far before a number its noun may stand: «resolutions 1970, 1973 and 1975» is one long way.
_REACH = 90
_REACH_OF_VERSION = 32


class _Patterns(NamedTuple):
    name: regex.Pattern[str]
    version_before: regex.Pattern[str]
    version_after: regex.Pattern[str]
    street: regex.Pattern[str]
    street_of: regex.Pattern[str]
    after: regex.Pattern[str] | None
    phone: regex.Pattern[str]


@cache
def _read_patterns(languages: tuple[str, ...]) -> _Patterns:
    tables = [read_language(code) for code in languages]
    names = _join(tables, "names")
    between = _join(tables, "between")
    versions = _join(tables, "versions")
    linked = "|".join(
        _write(words if isinstance(words, str) else " ".join(words.values()))
        for table in tables
        for words in (table.words.get("and", ""), table.words.get("to", ""))
    )
    clitics = "".join(letter for table in tables for letter in table.proclitics)
    # Chinese has no spaces between its words.
    begin = rf"(?<![^\W\p{{Han}}]){f'[{clitics}]{{0,2}}' if clitics else ''}"
    # Numbers of the same list: «1970, 1973 and 1975», «242 (1967) و338»; but «No. 5, 2021» ends with a year.
    listed = rf"(?:(?:\d{{4}}\s*+[,،、]|\d++(?:[/.]\d++)*+\s*+(?:\(\d{{4}}\)\s*+)?(?:[/-]|{linked}))\s*+(?:(?:{linked})\s*+)?)*+"
    return _Patterns(
        compile_later(rf"{begin}(?:{names})(?:\s*(?:{between}))*\s*{listed}$"),
        compile_later(rf"{begin}(?:{versions})(?:\s?[(（][^\d()\n]{{0,8}})?[^\S\n]*[*_`]{{0,3}}$"),
        compile_later(rf"\s*(?:{versions})(?!\p{{L}})"),
        # «Via IV Novembre», «rue du 8 Mai», «rue du 8-Mai-1945».
        compile_later(
            rf"{begin}(?:{_join(tables, 'streets') or '(?!)'})\.?\s*(?:(?:du|del|do|de|dei|des|le)\s+)?(?:(?:[ivx]{{1,5}}|\d{{1,2}}[^\W\d]{{0,2}}\.?)\s+(?:(?:de|di)\s+)?)?$"
        ),
        compile_later(
            rf"{begin}(?:{_join(tables, 'streets') or '(?!)'})\.?\s+(?:du|del|do|de|dei|des)\s+(?:le\s+)?(?:\d{{1,2}}\p{{L}}{{0,2}}[\s-]+(?:de\s+)?(?:\p{{L}}+[\s-]+(?:de\s+)?)?)?$"
        ),
        compile_later(rf"\s?(?:{after})(?!\p{{Latin}})") if (after := _join(tables, "after")) else None,
        compile_later(rf"{begin}(?:{_join(tables, 'phones') or '(?!)'})[\s:：]*[\d\s()+,;/-]*$"),
    )


def _join(tables: list[LanguageTable], section: str) -> str:
    return "|".join(filter(None, (_write(getattr(table.designators, section)) for table in tables)))


def _write(words: str) -> str:
    """Return an alternation of words, the longest first."""
    folded = sorted(
        {fold(word.replace("_", " ")) for word in words.split()}, key=lambda word: (-len(word), word)
    )
    return "|".join(map(regex.escape, folded))


def is_designator(view: str, start: int, languages: tuple[str, ...]) -> bool:
    """Return whether the number at a place is the name of what stands before it: «resolutions 1970 and 1973».

    Args:
        view: The text as it is matched.
        start: Index of the number.
        languages: The languages of the text, ISO 639-1.
    """
    return _read_patterns(languages).name.search(view, max(0, start - _REACH), start) is not None


def is_version(view: str, start: int, end: int, languages: tuple[str, ...]) -> bool:
    """Return whether three numbers with full stops are those of a version: «version 2.10.2023».

    Args:
        view: The text as it is matched.
        start: Index of the first number.
        end: Index after the last one.
        languages: The languages of the text, ISO 639-1.
    """
    patterns = _read_patterns(languages)
    before = patterns.version_before.search(view, max(0, start - _REACH_OF_VERSION), start)
    return before is not None or patterns.version_after.match(view, end) is not None


def is_street(view: str, start: int, languages: tuple[str, ...], *, has_article: bool = False) -> bool:
    """Return whether a day is the name of a street: «via IV Novembre», «улица 8 Марта».

    Args:
        view: The text as it is matched.
        start: Index of the day.
        languages: The languages of the text, ISO 639-1.
        has_article: Whether only a street counts that a word links to its day: «rue du 8-Mai-1945».
    """
    patterns = _read_patterns(languages)
    street = patterns.street_of if has_article else patterns.street
    found = street.search(view, max(0, start - _REACH_OF_VERSION), start)
    # The day stands in what is looked at, or before it: «8-Mai-1945», of which «Mai-1945» is no month.
    return found is not None and (
        not has_article or view[start].isdecimal() != any(map(str.isdecimal, found[0]))
    )


def is_phone(view: str, start: int, languages: tuple[str, ...]) -> bool:
    """Return whether digits are those of a telephone: «tel. 2-17-40».

    Args:
        view: The text as it is matched.
        start: Index of the first of them.
        languages: The languages of the text, ISO 639-1.
    """
    return _read_patterns(languages).phone.search(view, max(0, start - _REACH_OF_VERSION), start) is not None


def is_numbered(view: str, end: int, languages: tuple[str, ...]) -> bool:
    """Return whether what follows a number has it as its name: 3号楼.

    Args:
        view: The text as it is matched.
        end: Index after the number.
        languages: The languages of the text, ISO 639-1.
    """
    after = _read_patterns(languages).after
    return after is not None and after.match(view, end) is not None
