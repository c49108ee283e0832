"""Which languages the dates of a text may be in."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.dates.language.tables import LanguageHead, read_heads
from corpuskit.patterns import compile_kept, compile_later
from corpuskit.text.view import fold

_WORD = compile_later(r"[\p{L}\p{M}]+")
_SAMPLE = 20_000
_SHORT_TEXT = 300
_MOST_LANGUAGES = 3


@lru_cache(maxsize=4)
def choose_languages(text: str, lang: str | None, script: str | None) -> tuple[str, ...]:
    """Return the languages in which dates of a text are looked for, the likeliest first.

    That is its language, or, where that is not known, all those of its script, ordered by how many of their date
    words it has; and the default language of every other script in it.

    Args:
        text: The text; its first 20,000 code points decide.
        lang: Its language, or None when unsure.
        script: ISO 15924 code of the script of most of its letters.
    """
    sample = text[:_SAMPLE]
    script = "Hani" if script == "Jpan" else script or "Latn"
    heads = read_heads()
    of_script = [code for code, head in heads.items() if head.script == script] or [next(iter(heads))]
    if lang not in of_script:
        # Unknown, without a table, or written in other letters than its own.
        lang = None
    if lang in heads and (len(sample) > _SHORT_TEXT or len(of_script) == 1):
        chosen = [lang]
    else:
        words = {fold(word) for word in _WORD.findall(sample)} if len(of_script) > 1 else set()
        hits = _count_date_words(words, tuple(of_script))
        # Of a line or two the language is a guess: one that knows more of its date words is looked up, too.
        chosen = [code for code in of_script if lang not in heads or code == lang or hits[code] > hits[lang]]
        # Of two that know as many words one without accents is not the likelier one where a letter has an accent: in
        # «Pagó 01-ago-2019» the month is Spanish. Others keep their order.
        accented = any(not word.isascii() for word in words)
        most = max(hits.values())
        plain = {code for code in of_script if not heads[code].has_accents and hits[code] == most}
        chosen.sort(key=lambda code: (code != lang, -hits[code], accented and code in plain))
        # Languages that know none of the words add nothing.
        chosen = [code for code in chosen[:_MOST_LANGUAGES] if hits[code] or code == lang] or of_script[:1]
    known = {heads[code].script for code in chosen}
    if not sample.isascii() or script != "Latn":
        for code, head in heads.items():
            if head.is_default_of_script and head.script not in known and _has_words(sample, head):
                chosen.append(code)
    return tuple(chosen)


def _count_date_words(words: set[str], codes: tuple[str, ...]) -> dict[str, int]:
    """Return how many of some words each language knows, those that a date cannot be without three times."""
    entries = _index_entries(codes)
    hits = dict.fromkeys(codes, 0)
    for word in words & entries.keys():
        for code, needed, weight in entries[word]:
            if words >= needed:
                hits[code] += weight
    return hits


@cache
def _index_entries(codes: tuple[str, ...]) -> dict[str, list[tuple[str, frozenset[str], int]]]:
    """Return the entries of some languages by their first words."""
    entries: dict[str, list[tuple[str, frozenset[str], int]]] = {}
    for code in codes:
        for first, words, weight in load_lexicon((code,)).iter_entries():
            entries.setdefault(first, []).append((code, words, weight))
    return entries


def _has_words(text: str, head: LanguageHead) -> bool:
    return _compile_letters(head.script, head.fewest_letters).search(text) is not None


@cache
def _compile_letters(script: str, count: int) -> regex.Pattern[str]:
    return compile_kept(rf"\p{{Script={script}}}{{{count}}}")
