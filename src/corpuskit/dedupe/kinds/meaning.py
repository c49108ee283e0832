"""Which language words are in, and what they do to the sense of a sentence there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from corpuskit.dedupe.kinds.language import Language, Sense
from corpuskit.dedupe.kinds.tables import list_languages
from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.characters import UNSPACED

# Words of these only turn the sense where they stand in the place of another of them: north for south, kilometres for
# miles. The others do so where they are put in or left out, too.
EXCHANGED: frozenset[Sense] = frozenset(("joining", "conjunction", "order", "unit", "letter"))

# «2nd», and times: «7h20».
_DIGITS_WITH_ENDING = compile_later(r"\p{Nd}+[\p{Ll}ªº]{1,3}(?:(?<=\p{Nd}[hч])\p{Nd}{2})?")

ASCII_SCRIPT = "Latn"
"""The script of words of ASCII."""

WORD_HITS = 420
"""What a word counts by which a language is known; where more languages of the script know it, their part of that."""
_SHORTEST_STEM, _LONGEST_ENDING = 3, 3
_DIGIT = compile_re(r"\d")
OWN_LETTER_HITS = 2 * WORD_HITS
"""A letter that few other languages have counts as two words."""


def list_cased_languages() -> dict[str, list[Language]]:
    """Return the languages of the scripts that have capitals, by script."""
    return {
        script: languages
        for script, languages in list_languages().items()
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

    Where several languages know as many, those decide that have opposites among the words. Where none knows any, and there
    are no opposites, the language is not known; in a script with one language it is that one.

    Args:
        words: The words of one or two paragraphs, as they are compared.
    """
    scripts = _find_scripts(words)
    candidates = [language for script in scripts for language in list_languages()[script]]
    if not candidates:
        return NO_LANGUAGE
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
    if len(best) == 1:
        return best[0]
    rest = [word for word in words if word not in knowing]
    opposed = [sum(bool(language.find_opposed(word)) for word in rest) for language in best]
    return best[opposed.index(max(opposed))] if most or any(opposed) else NO_LANGUAGE


@cache
def _list_knowing(scripts: tuple[str, ...]) -> dict[str, list[int]]:
    """Return by word the places of the languages that know it, among those of some scripts."""
    knowing: dict[str, list[int]] = {}
    for place, language in enumerate(each for script in scripts for each in list_languages()[script]):
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
NO_LANGUAGE = Language({}, frozenset(), {}, (), "", frozenset())
"""What is known of the words of a language that is not known."""


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


def are_inflected(word: str, other: str, language: Language) -> bool:
    """Return whether two words are alike but for their ends."""
    word, other = word.removeprefix(language.article), other.removeprefix(language.article)
    longer = max(len(word), len(other))
    alike = next(
        (place for place, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), None
    )
    alike = min(len(word), len(other)) if alike is None else alike
    is_ending = alike >= _SHORTEST_STEM and longer - alike <= _LONGEST_ENDING
    if language.weak_letters and not is_ending:
        stems = [[letter for letter in each if letter not in language.weak_letters] for each in (word, other)]
        return stems[0] == stems[1] and len(stems[0]) >= _SHORTEST_STEM
    # Names with digits, such as «button1», are inflected with nothing.
    return is_ending and not _DIGIT.search(word + other)
