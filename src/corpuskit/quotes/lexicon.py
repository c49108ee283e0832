"""What is known of reported speech in one language, read from `languages/<code>.toml`."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any

import regex

from corpuskit.text.tokens import list_words

_SAMPLE = 5000
# Of the words of a German text about four in ten are function words; of English ones fewer than one in ten are
# also German.
_SMALLEST_SHARE = 0.2

# What a text of unknown language is read as, where its script is not Latin.
_LANGUAGE_OF_SCRIPT = {"Arab": "ar", "Cyrl": "ru", "Hani": "zh"}

SHIPPED = ("ar", "de", "en", "es", "fr", "ru", "zh")
"""The languages that have a table."""

# The classes of function words, by their name in the tables and the tag that a token gets.
_CLASSES = {
    "verbs": "verb", "times": "time", "adverbs": "adv", "prepositions": "prep", "subordinators": "sub",
    "coordinators": "and", "auxiliaries": "aux", "determiners": "det", "relatives": "rel", "pronouns": "pron",
}  # fmt: skip


class Lexicon:
    """The words of one language that matter around a quotation.

    Attributes:
        code: ISO 639-1 code.
        subject_first: Whether the subject stands before its verb, as a rule.
        inverts: Whether the subject may stand after the verb in any sentence.
        drops_pronouns: Whether the verb alone may stand for a subject that was named before.
        subject_leads: Whether the subject begins its clause, with other words between it and the verb.
        names_end_phrases: Whether words in small letters after a name belong to something else.
        interrupts: Whether a report may stand between dashes inside the marks.
        elides: Whether short words are joined to the next by an apostrophe, and pronouns to verbs by a hyphen.
        known_words: Matches the words of the lexicon in a script without spaces; None for other scripts.
        verb_second: Whether the subject follows its verb where something else begins the sentence.
        capitals: Whether names begin with a capital and other nouns do not.
        cues: Lemma of each form of a verb of saying.
        nouns: Nouns of saying.
        feminine_cues: Those of these forms that agree with a woman.
        according: Matches what names a speaker without a verb: «according to»; None where there is nothing.
        confidences: How often the speaker that a rule finds is the right one, 0 to 1, by the name of the rule; empty
            for a language on which that was not measured.
        titles: Words before a name that are no part of it.
        tags: Class of each function word: `pron`, `det`, `prep`, `sub`, `rel`, `and`, `aux`, `adv`, `time`, `verb`.
    """

    def __init__(self, code: str, table: dict[str, Any]) -> None:
        self.code = code
        # What words were read as; kept by `list_tokens`.
        self.readings: dict[tuple[str, bool, bool], tuple[str, str]] = {}
        grammar, nouns = table.get("grammar", {}), table.get("nouns", {})
        self._read_order(grammar)
        self._read_word_classes(grammar)
        self._read_cues(table, grammar.get("cue_prefixes", "").split())
        self.nouns = _words(nouns, "forms")
        self.bylines = _words(nouns, "bylines")
        # «выступление министра»: who speaks follows the noun without a preposition.
        self.genitive_follows: bool = nouns.get("genitive_follows", False)
        self._read_kinds(table.get("kinds", {}))
        self._read_names(table.get("gender", {}), table.get("names", {}))
        self.confidences: dict[str, float] = table.get("confidence", {})
        self.according = _compile_phrases(table.get("phrases", {}).get("according", []), code)
        self.known_words = _compile_words(self, grammar) if grammar.get("unspaced") else None

    def _read_order(self, grammar: dict[str, Any]) -> None:
        self.subject_first = grammar.get("order", "subject-verb") == "subject-verb"
        self.inverts: bool = grammar.get("inverts", False)
        self.drops_pronouns: bool = grammar.get("drops_pronouns", False)
        self.verb_second: bool = grammar.get("verb_second", False)
        self.subject_leads: bool = grammar.get("subject_leads", False)
        self.names_end_phrases: bool = grammar.get("names_end_phrases", False)
        self.interrupts: bool = grammar.get("interrupts", False)
        self.elides: bool = grammar.get("elides", False)
        self.capitals: bool = grammar.get("names_are_capitalised", True)
        # In German every noun has a capital, so that a fragment in small letters is no name.
        self.nouns_are_capitalised: bool = grammar.get("nouns_are_capitalised", False)
        self.times_are_capitalised: bool = grammar.get("times_are_capitalised", False)

    def _read_word_classes(self, grammar: dict[str, Any]) -> None:
        self.tags: dict[str, str] = {}
        for name, tag in _CLASSES.items():
            self.tags.update(dict.fromkeys(_words(grammar, name), tag))
        self.linking = _words(grammar, "linking_prepositions")
        self.passive_auxiliaries = _words(grammar, "passive_auxiliaries")
        self.agents = _words(grammar, "agents")
        self.not_adverbs = _words(grammar, "not_adverbs")
        self.complementizers = _words(grammar, "complementizers")
        self.topic_prepositions = _words(grammar, "topic_prepositions")
        self.possessives = _words(grammar, "possessives")
        self.infinitive_marks = _words(grammar, "infinitive_marks")
        self.adverb_suffixes = tuple(grammar.get("adverb_suffixes", "").split())
        self.past_suffixes = tuple(grammar.get("past_suffixes", "").split())
        self.participle_suffixes = tuple(grammar.get("participle_suffixes", "").split())

    def _read_cues(self, table: dict[str, Any], prefixes: list[str]) -> None:
        bare = {form: lemma for lemma, forms in table.get("cues", {}).items() for form in forms.split()}
        feminine = _words(table.get("gender", {}), "feminine_cues")
        self.cues: dict[str, str] = dict(bare)
        # Forms of verbs that agree with a woman, where forms tell.
        self.feminine_cues = set(feminine)
        for prefix in prefixes:
            self.cues |= {prefix + form: lemma for form, lemma in bare.items()}
            self.feminine_cues |= {prefix + form for form in feminine}

    def _read_kinds(self, kinds: dict[str, Any]) -> None:
        self.titles_are_capitalised: bool = kinds.get("titles_are_capitalised", False)
        self.title_before = _words(kinds, "title_before")
        self.title_links = _words(kinds, "title_links")
        self.distancing = _words(kinds, "distancing")
        self.named_before = _words(kinds, "named_before")
        self.first_person = _words(kinds, "first_person")

    def _read_names(self, gender: dict[str, Any], names: dict[str, Any]) -> None:
        self.masculine = _words(gender, "masculine")
        self.feminine = _words(gender, "feminine")
        self.masculine_pronouns = _words(gender, "masculine_pronouns")
        self.feminine_pronouns = _words(gender, "feminine_pronouns")
        self.plural = _words(gender, "plural")
        self.titles = _words(names, "titles")
        self.masculine_names = _words(names, "masculine_names")
        self.feminine_names = _words(names, "feminine_names")


def _compile_phrases(phrases: list[str], code: str) -> regex.Pattern[str] | None:
    if not phrases:
        return None
    # In Arabic the preposition is written together with its noun, in Chinese everything is.
    end = "" if code in ("ar", "zh") else r"\b"
    start = "" if code == "zh" else r"(?<!\w)[وف]?" if code == "ar" else r"(?<!\w)"
    return regex.compile(rf"{start}(?:{'|'.join(map(regex.escape, phrases))}){end}", regex.IGNORECASE)


def _compile_words(lexicon: Lexicon, grammar: dict[str, Any]) -> regex.Pattern[str]:
    words = {
        *lexicon.cues,
        *lexicon.tags,
        *_words(grammar, "other_words"),
        *lexicon.nouns,
        *lexicon.title_before,
    }
    # A verb of one character is part of other words everywhere, and a verb where something said follows.
    alternatives = [
        regex.escape(word) + (_BEFORE_SPEECH if len(word) == 1 and word in lexicon.cues else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    ]
    return regex.compile("|".join(alternatives))


# Punctuation, a quotation (masked), or the end of what is looked at.
_BEFORE_SPEECH = "(?=[，,：:。！!？?；“「『\u0001\\s]|$)"


def _words(table: dict[str, Any], name: str) -> frozenset[str]:
    return frozenset(table.get(name, "").split())


@cache
def read_lexicon(code: str | None) -> Lexicon:
    """Return the lexicon of a language; an empty one where there is no table for it.

    Args:
        code: ISO 639-1 code, or None for a text whose language is unknown, which is read as English.
    """
    code = "en" if code is None else code
    if code not in SHIPPED:
        return Lexicon(code, {})
    source = resources.files("corpuskit.quotes") / "languages" / f"{code}.toml"
    return Lexicon(code, tomllib.loads(source.read_text(encoding="utf-8")))


def find_lexicon(text: str, lang: str | None, script: str | None) -> Lexicon:
    """Return the lexicon to read a document with.

    Args:
        text: The document; where its language is unknown its function words are tried on German.
        lang: ISO 639-1 code of its language, None when unknown.
        script: ISO 15924 code of its script.
    """
    if lang is None:
        lang = _LANGUAGE_OF_SCRIPT.get(script or "")
    if lang is not None:
        return read_lexicon(lang)
    words = Counter(list_words(text[:_SAMPLE].lower()))
    german = read_lexicon("de")
    share = sum(words[word] for word in german.tags) / max(1, words.total())
    return german if share >= _SMALLEST_SHARE else read_lexicon(None)
