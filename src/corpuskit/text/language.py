"""Script, direction and language of a text, without a model.

The script is that of most letters. The language is that whose function words cover the text best, among the
languages that are shipped as tables in `languages/`; a text that fits none of them clearly has no language.
"""

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpuskit.errors import MissingExtraError
from corpuskit.patterns import compile_later
from corpuskit.tables import read_table
from corpuskit.text.tokens import list_words

Direction = Literal["ltr", "rtl"]

# The first code points say enough; a language does not change the answer of a long text.
SAMPLED_CHARACTERS = 20_000
"""Number of code points at the beginning of a text that script and language are told by."""
# One function word may be an accident («e-cis.info»).
_FEWEST_HITS = 2
# How many times the function words of the runner-up there must be.
_LEAST_LEAD = 1.3
# The share of letters of other languages above which a text is in one of those.
_FOREIGN_SHARE = 0.004
# ISO 15924 codes of the scripts that are told apart, by the word that the Unicode names of their letters begin with.
_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "CJK": "Hani", "GREEK": "Grek", "HEBREW": "Hebr",
    "KATAKANA": "Kana", "HIRAGANA": "Hira", "HANGUL": "Hang", "DEVANAGARI": "Deva", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "THAI": "Thai", "ETHIOPIC": "Ethi", "BENGALI": "Beng", "TAMIL": "Taml", "SYRIAC": "Syrc",
    "THAANA": "Thaa", "NKO": "Nkoo", "MONGOLIAN": "Mong", "TIBETAN": "Tibt", "KHMER": "Khmr", "MYANMAR": "Mymr",
    "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "LAO": "Laoo",
    "SINHALA": "Sinh", "CHEROKEE": "Cher",
}  # fmt: skip
# Forms of another width say so before they name their script.
_WIDTHS = frozenset({"FULLWIDTH", "HALFWIDTH"})
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})


class LanguageProfile(NamedTuple):
    """What is known of one language.

    Attributes:
        code: ISO 639-1 code.
        script: ISO 15924 code of the script it is written in.
        function_words: Its most frequent words, folded.
        excluded_letters: Letters that its neighbours use and it never or hardly ever.
        smallest_share: The share of function words among all words, 0 to 1, from which a text may be in it.
        clitics: What an apostrophe cuts off its words, folded; no evidence of it, since other languages have them too.
    """

    code: str
    script: str
    function_words: frozenset[str]
    excluded_letters: frozenset[str]
    smallest_share: float
    clitics: frozenset[str]


def read_language_table(name: str) -> dict[str, Any]:
    """Return the table `languages/<name>.toml` of this package.

    Raises:
        FileNotFoundError: There is none of that name.
    """
    return read_table(Path(__file__).with_name("languages") / f"{name}.toml", dict[str, Any])


@cache
def _language_tables() -> tuple[LanguageProfile, ...]:
    tables = read_language_table("function_words")
    return tuple(
        LanguageProfile(
            code,
            table["script"],
            frozenset(table["words"].split()),
            frozenset(table.get("excluded_letters", "")),
            table["smallest_share"],
            frozenset(table.get("clitics", "").split()),
        )
        for code, table in tables.items()
    )


def list_function_words() -> dict[str, tuple[str, ...]]:
    """Return the function words of each language that has a table, by its ISO 639-1 code, folded and sorted."""
    return {table.code: tuple(sorted(table.function_words | table.clitics)) for table in _language_tables()}


_SIGNS = ("://", "](", "```")
_ADDRESS_OR_CODE = compile_later(r"(?ms)\w++://\S++|\]\([^\s)]++|^```.*?(?:^```|\Z)")


def _take_sample(text: str) -> str:
    """Return the beginning of a text without addresses and code, whose letters and words say nothing of its own."""
    sample = text[:SAMPLED_CHARACTERS]
    return _ADDRESS_OR_CODE.sub(" ", sample) if any(sign in sample for sign in _SIGNS) else sample


def find_script(text: str) -> str | None:
    """Return the ISO 15924 code of the script of most letters of `text`, or None where it has no letters.

    Args:
        text: The text; its first 20,000 code points decide.
    """
    sample = _take_sample(text)
    if sample.isascii():
        return "Latn" if any(map(str.isalpha, sample)) else None
    letters: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if (script := _script_of(character)) is not None:
            letters[script] += count
    if not letters:
        return None
    if letters["Hira"] + letters["Kana"] > letters["Hani"] / 10:
        letters["Jpan"] = letters.pop("Hira", 0) + letters.pop("Kana", 0) + letters.pop("Hani", 0)
    return min(letters, key=lambda code: (-letters[code], code))


@cache
def _script_of(character: str) -> str | None:
    # A text has few different characters, so that asking once for each is all the work there is.
    if not character.isalpha():
        return None
    words = unicodedata.name(character, "").split()
    return _SCRIPTS.get(words[words[0] in _WIDTHS]) if words else None


def find_direction(script: str | None) -> Direction:
    """Return the direction in which `script` is written.

    Args:
        script: An ISO 15924 code, or None for a text without letters, which runs from left to right.
    """
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def find_language(text: str, script: str | None) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when unsure.

    Args:
        text: The text; its first 20,000 code points decide.
        script: Its script, as `find_script` gives it: only languages written in it are considered.
    """
    profiles, sharing = _profiles_of(script)
    if not profiles:
        return None
    sample = _take_sample(text).casefold()
    hits, scores = [0] * len(profiles), [0] * len(profiles)
    counts = Counter(list_words(sample))
    total = sum([count for word, count in counts.items() if word[0].isalpha()])
    for word in counts.keys() & sharing.keys():
        count, shared = counts[word], sharing[word]
        weight = _WEIGHT // len(shared) * count
        for number in shared:
            hits[number] += count
            scores[number] += weight
    best, *others = sorted(range(len(profiles)), key=lambda number: (-scores[number], profiles[number].code))
    profile = profiles[best]
    is_clear = (
        hits[best] >= max(_FEWEST_HITS, profile.smallest_share * total)
        and scores[best] >= _LEAST_LEAD * (scores[others[0]] if others else 0)
        and sum(map(sample.count, profile.excluded_letters)) <= _FOREIGN_SHARE * len(sample)
    )
    return profile.code if is_clear else None


def read_stated_language(stated: str, script: str | None) -> str | None:
    """Return the ISO 639-1 code of the language that a text says it is in, or None where that is not known or cannot be.

    Args:
        stated: What its metadata says: `uk`, `zh_CN`, `de-AT`.
        script: The script of the text.
    """
    code = stated.lower().replace("_", "-").partition("-")[0]
    return next((profile.code for profile in _profiles_of(script)[0] if profile.code == code), None)


@cache
def _profiles_of(script: str | None) -> tuple[list[LanguageProfile], dict[str, tuple[int, ...]]]:
    """Return the languages that are written in a script, and by function word the numbers of those that have it.

    The fewer languages have a word, the more it says.
    """
    profiles = [profile for profile in _language_tables() if profile.script == script]
    sharing: dict[str, tuple[int, ...]] = {}
    for number, profile in enumerate(profiles):
        for word in profile.function_words:
            sharing[word] = (*sharing.get(word, ()), number)
    return profiles, sharing


# Divisible by the number of languages that may share a word.
_WEIGHT = 420


def find_language_by_model(text: str) -> str | None:
    """Return the ISO 639-1 code that py3langid gives `text`, or None where it has no letters.

    Args:
        text: The text; its first 20,000 code points decide.

    Raises:
        MissingExtraError: The extra `lang` is not installed.
    """
    try:
        import py3langid
    except ImportError as error:
        raise MissingExtraError(
            "the language model py3langid is not installed", hint="pip install py3langid"
        ) from error
    sample = text[:SAMPLED_CHARACTERS]
    if not any(map(str.isalpha, sample)):
        return None
    return str(py3langid.classify(sample)[0])
