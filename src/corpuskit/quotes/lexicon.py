"""What is known of reported speech in one language, read from `languages/<code>.toml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache, cached_property
from typing import Literal

import regex

from corpuskit.patterns import compile_kept
from corpuskit.quotes.given_names import list_given_names
from corpuskit.quotes.grammar import Grammar
from corpuskit.quotes.tables import (
    Table,
    list_languages,
    read_language,
    read_orthography,
)

# The classes of function words, by their name in the tables and the tag that a token gets.
_CLASSES = {
    "verbs": "verb", "times": "time", "adverbs": "adv", "prepositions": "prep", "subordinators": "sub",
    "coordinators": "and", "auxiliaries": "aux", "determiners": "det", "relatives": "rel", "pronouns": "pron",
}  # fmt: skip


_GENDERS: tuple[Literal["masculine", "feminine"], ...] = ("masculine", "feminine")


class Lexicon:
    """The words of one language that matter around a quotation.

    Args:
        code: ISO 639-1 code.
        table: What its table says.

    Attributes:
        code: ISO 639-1 code.
        subject_first: Whether the subject stands before its verb, as a rule.
        cues: Lemma of each form of a verb of saying.
        nouns: Nouns of saying.
        feminine_cues: Those of these forms that agree with a woman.
        according: Matches what names a speaker without a verb: «according to»; None where there is nothing.
        known_words: Matches the words of the lexicon in a script without spaces; None for other scripts.
        titles: Words before a name that are no part of it.
        tags: Class of each function word: `pron`, `det`, `prep`, `sub`, `rel`, `and`, `aux`, `adv`, `time`, `verb`.
    """

    def __init__(self, code: str, table: Table) -> None:
        self.code = code
        # What words were read as; kept by `list_tokens`.
        self.readings: dict[tuple[str, bool, bool], tuple[str, str, bool, bool]] = {}
        self._read_order(table.grammar)
        self._read_word_classes(table.grammar)
        self._read_cues(table)
        self.nouns = _words(table.nouns.forms)
        self.bylines = _words(table.nouns.bylines)
        self.genitive_follows = table.nouns.genitive_follows
        self.written = _words(table.nouns.written)
        self._read_kinds(table)
        self._read_names(table)
        self.anonymous_labels = frozenset(table.turns.labels)
        self.turn_labels = self.anonymous_labels.union(table.turns.roles)
        self.not_speakers = frozenset(table.turns.not_speakers)
        self.divisions = _words(table.turns.divisions)
        self.outcomes = _words(table.turns.outcomes)
        self.quoted_from = _words(table.phrases.quoted_from)
        self.quoted_words = _words(table.phrases.quoted_words)
        self.sender_fields = frozenset(table.turns.sender_fields)
        self.asked_by = table.turns.asked_by
        self.asked = table.turns.asked
        self.own_words = _compile_phrases(table, table.phrases.own_words)
        self.refers_back = _words(table.phrases.refers_back)
        self.not_sources = tuple(table.phrases.not_sources.split())
        self.according_after = _words(table.phrases.according_after)
        self.viewpoint = _words(table.phrases.viewpoint)
        self.parser_models = table.parser.models
        self.according = _compile_phrases(table, table.phrases.according)
        self.known_words = _compile_words(self, table.grammar) if table.grammar.unspaced else None

    def _read_order(self, grammar: Grammar) -> None:
        self.subject_first = grammar.order == "subject-verb"
        self.inverts = grammar.inverts
        self.drops_pronouns = grammar.drops_pronouns
        self.may_lack_a_subject = grammar.drops_pronouns or bool(grammar.impersonal_suffixes)
        self.verb_second = grammar.verb_second
        self.subject_leads = grammar.subject_leads
        self.modifiers_precede = grammar.modifiers_precede
        self.names_end_phrases = grammar.names_end_phrases
        self.interrupts = grammar.interrupts
        self.elides = grammar.elides
        self.unspaced = grammar.unspaced
        self.reports_after_commas = grammar.reports_after_commas
        self.lists_with_dashes = grammar.lists_with_dashes
        self.report_suffixes = tuple(grammar.report_suffixes.split())
        self.particles = _words(read_orthography().particles)
        self.capitals = grammar.names_are_capitalised
        self.nouns_are_capitalised = grammar.nouns_are_capitalised
        self.has_articles = grammar.has_articles
        self.times_are_capitalised = grammar.times_are_capitalised

    def _read_word_classes(self, grammar: Grammar) -> None:
        self.tags: dict[str, str] = {}
        for name, tag in _CLASSES.items():
            self.tags.update(dict.fromkeys(_words(getattr(grammar, name)), tag))
        for prefix in grammar.cue_prefixes.split():
            self.tags = {prefix + word: tag for word, tag in self.tags.items()} | self.tags
        self.behind_auxiliaries = _words(grammar.behind_auxiliaries)
        self.cues_beside = _words(grammar.cues_beside)
        self.indefinites = _words(grammar.indefinites)
        prefixes = ["", *grammar.cue_prefixes.split()]
        self.circumstantials = frozenset(
            prefix + word for prefix in prefixes for word in grammar.circumstantials.split()
        )
        self.linking = _words(grammar.linking_prepositions)
        self.reported_mood = _words(grammar.reported_mood)
        self.partitives = _words(grammar.partitives)
        self.impersonal_pronouns = _words(grammar.impersonal_pronouns)
        self.existentials = [phrase.split() for phrase in grammar.existentials]
        self.object_pronouns = _words(grammar.object_pronouns)
        self.oblique_determiners = _words(grammar.oblique_determiners)
        self.habituals = _words(grammar.habituals)
        self.month_names = _words(grammar.month_names)
        self.dative_prefix = grammar.dative_prefix or "\0"
        self.place_speakers = _words(grammar.place_speakers)
        self.impersonal_suffixes = tuple(grammar.impersonal_suffixes.split())
        self.passive_auxiliaries = _words(grammar.passive_auxiliaries)
        self.agents = _words(grammar.agents)
        self.reflexives = _words(grammar.reflexives)
        self.reflexive_verbs = _words(grammar.reflexive_verbs)
        self.plural_determiners = _words(grammar.plural_determiners)
        self.plural_auxiliaries = _words(grammar.plural_auxiliaries)
        self.subject_particles = _words(grammar.subject_particles)
        self.not_adverbs = _words(grammar.not_adverbs)
        self.complementizers = _words(grammar.complementizers)
        self.topic_prepositions = _words(grammar.topic_prepositions)
        self.possessives = _words(grammar.possessives)
        self.infinitive_marks = _words(grammar.infinitive_marks)
        self.adverb_suffixes = tuple(grammar.adverb_suffixes.split())
        self.adverb_endings = frozenset(grammar.adverb_endings)
        self.short_adverbs = frozenset(grammar.short_adverbs)
        self.paired_adverbs = frozenset(grammar.paired_adverbs)
        self.attributive = grammar.attributive
        self.aspects = frozenset(grammar.aspects)
        self.dates = _compile_dates(grammar)
        self.past_suffixes = tuple(grammar.past_suffixes.split())
        self.participle_suffixes = tuple(grammar.participle_suffixes.split())
        self.gerund_suffixes = (*self.participle_suffixes, *grammar.gerund_suffixes.split())

    def _read_cues(self, table: Table) -> None:
        bare = {form: lemma for lemma, forms in table.cues.items() for form in forms.split()}
        for suffix in table.grammar.future_suffixes.split():
            bare |= {lemma.removesuffix("e") + suffix: lemma for lemma in table.cues}
        feminine = _words(table.gender.feminine_cues)
        self.cues: dict[str, str] = dict(bare)
        # Forms of verbs that agree with a woman, where forms tell.
        self.suffixes_of_gender = {
            gender: tuple(suffixes.split()) for gender, suffixes in table.gender.cue_suffixes.items()
        }
        self.feminine_cues = set(feminine)
        self.owning_suffixes = tuple(table.grammar.cue_suffixes.split())
        for suffix in self.owning_suffixes:
            self.cues |= {form + suffix: lemma for form, lemma in bare.items()}
            self.feminine_cues |= {form + suffix for form in feminine}
        bare, feminine = dict(self.cues), frozenset(self.feminine_cues)
        for prefix in table.grammar.cue_prefixes.split():
            self.cues |= {prefix + form: lemma for form, lemma in bare.items()}
            self.feminine_cues |= {prefix + form for form in feminine}

    def _read_kinds(self, table: Table) -> None:
        self.titles_are_capitalised = table.kinds.titles_are_capitalised
        self.title_before = _words(table.kinds.title_before)
        self.title_links = _words(table.kinds.title_links)
        self.distancing = _words(table.kinds.distancing)
        self.named_before = _words(table.kinds.named_before)
        self.first_person = _words(table.kinds.first_person)
        self.speaker_pronouns = _words(table.kinds.speaker_pronouns)
        nouns = table.kinds.name_nouns.split()
        prefixes = ["", *table.kinds.noun_prefixes.split()]
        self.name_nouns = frozenset(p + noun for p in prefixes for noun in nouns if not noun.endswith("*"))
        self.name_noun_stems = tuple(noun.rstrip("*") for noun in nouns if noun.endswith("*"))
        self.name_endings = tuple(table.kinds.name_endings.split())
        self.term_endings = tuple(table.kinds.term_endings.split())

    def _read_names(self, table: Table) -> None:
        gender, names = table.gender, table.names
        self.masculine = _words(gender.masculine)
        self.feminine = _words(gender.feminine)
        self.emphatics = _words(gender.emphatics)
        self.masculine_pronouns = _words(gender.masculine_pronouns)
        self.feminine_pronouns = _words(gender.feminine_pronouns)
        self.plural = _words(gender.plural)
        self.plural_suffixes = tuple(gender.plural_suffixes.split())
        self.singular_suffixes = tuple(gender.singular_suffixes.split())
        self.titles = _words(names.titles)
        self.relations = _words(names.relations)
        self.title_suffixes = tuple(names.title_suffixes.split())
        self.genitive_endings = tuple(names.genitive_endings.split())
        self.place_endings = tuple(names.place_endings.split())
        self.namesakes = _words(names.namesakes)
        self.noble_titles = _words(names.noble_titles)
        self.organisations = _words(names.organisations)
        self.surnames = _words(names.surnames)
        self.title_adjectives = _words(names.title_adjectives)
        self.familiar = tuple(names.familiar.split())
        self.diminutives = tuple(names.diminutives.split())
        self.name_beginnings = tuple(names.name_beginnings.split())
        self.person_endings = _words(names.person_endings)
        self.places = _words(names.places)
        self.borrowed_characters = frozenset(names.borrowed_characters)
        self.article = names.article
        self.joined_conjunctions = frozenset(
            prefix for prefix in table.grammar.cue_prefixes.split() if names.article and len(prefix) == 1
        )
        for word in self.masculine | self.feminine:
            if word[0] in self.joined_conjunctions:
                # «ولي أمر» is no «و» and «لي».
                self.tags.pop(word, None)
        self.linking_prefixes = tuple(names.linking_prefixes.split()) or ("\0",)
        self.joined_articles = tuple(names.joined_articles.split()) or ("\0",)
        self.nisba_suffixes = tuple(names.nisba_suffixes.split()) or ("\0",)
        self.name_suffixes = _words(names.name_suffixes)
        self.name_prefixes = _words(names.name_prefixes)
        self.not_surname_prefixes = tuple(names.not_surname_prefixes.split()) or ("\0",)
        self.not_surname_suffixes = tuple(names.not_surname_suffixes.split()) or ("\0",)
        self.object_suffixes = tuple(
            suffix for suffix in self.not_surname_suffixes if suffix in self.owning_suffixes
        ) or ("\0",)
        none: tuple[tuple[str, str], ...] = ()
        self.given_endings = {g: names.given_endings.get(g, none) for g in _GENDERS}
        self.surname_endings = {g: names.surname_endings.get(g, none) for g in _GENDERS}
        self.patronymic_suffixes = tuple(names.patronymic_suffixes.split()) or ("\0",)
        self.masculine_surname_suffixes = tuple(names.masculine_surname_suffixes.split())
        self.feminine_surname_suffixes = tuple(names.feminine_surname_suffixes.split())
        self.given_names = frozenset().union(*list_given_names())
        self.feminine_suffixes = tuple(gender.feminine_suffixes.split())
        self.masculine_names = _words(names.masculine_names)
        self.feminine_names = _words(names.feminine_names)

    def spell(self, word: str) -> str:
        """Return a word as the tables have it, in a script whose letters are written with and without their signs: «واكد»."""
        is_known = (
            word in self.tags or word in self.cues or word in self.given_names or word in self.masculine
        )
        if not self.article or is_known:
            return word
        plain = _remove_signs(word)
        is_plain = any(plain in words for words in self._word_classes)
        return self._signed.get(plain, plain if is_plain else word)

    @cached_property
    def _word_classes(self) -> tuple[Collection[str], ...]:
        """The words of the tables, those that count more behind the others."""
        return (
            self.nouns,
            self.titles,
            self.feminine,
            self.masculine,
            self.given_names,
            self.cues,
            self.tags,
        )

    @cached_property
    def _signed(self) -> dict[str, str]:
        """Each word of the tables that is written with signs, by its letters without them."""
        signed: dict[str, str] = {}
        for words in self._word_classes:
            signed.update((word, word) for word in signed.keys() & words)
            without = _remove_signs("\n".join(words)).split("\n")
            pairs = sorted(pair for pair in zip(without, words, strict=True) if pair[0] != pair[1])
            # Of several spellings the first in order is taken.
            signed.update(
                (plain, min(word, plain) if plain in words else word) for plain, word in reversed(pairs)
            )
        return signed

    def is_pronoun(self, word: str) -> bool:
        """Return whether a word, in lower case, stands for somebody, also as a possessive."""
        return (
            self.tags.get(word) == "pron"
            or word in self.masculine_pronouns
            or word in self.feminine_pronouns
            or word in self.possessives
        )

    def splits_conjunction(self, word: str) -> bool:
        """Return whether a noun with its article is written together with a conjunction before it: «والطبيب», not «والد»."""
        if not self.article or word[0] not in self.joined_conjunctions or self.is_person(word):
            return False
        return word.startswith(self.article, 1) and len(word) > _SHORTEST_OFFICE

    def is_last_part(self, word: str) -> bool:
        """Return whether a word with an article goes on with a name before it: «عبد الله», «محمد شياع السوداني»."""
        return word in self.name_suffixes or word.endswith(self.nisba_suffixes)

    def may_end_a_name(self, word: str) -> bool:
        """Return whether a word behind a given name may be a surname, in a script without capitals: no verb, nothing owned."""
        if word in self.given_names or word in self.particles or word in self.name_suffixes:
            return True
        if word in self.cues or word in self.tags or word in self.nouns or word in self.name_nouns:
            return False
        if self.article and word.startswith(self.article):
            # «سلمى الورقة»: a thing, which is no surname; «خالد الحنيفات» is.
            return not word.endswith(self.feminine_suffixes or ("\0",))
        is_long = len(word) > _SHORTEST_VERB
        return not (
            is_long
            and (word.startswith(self.not_surname_prefixes) or word.endswith(self.not_surname_suffixes))
        )

    def tag_of_known(self, word: str) -> str:
        """Return the tag of a word that `known_words` matches, in a script without spaces."""
        if word in self.cues:
            return "cue"
        tag = self.tags.get(word)
        if tag is not None or self.is_person(word) or word in self.nouns:
            return tag or "word"
        if len(word) == _VERB_AND_ASPECT and word[-1] in self.aspects:
            return "verb"
        return "time" if self.dates is not None and self.dates.fullmatch(word) else "word"

    def is_person(self, word: str) -> bool:
        """Return whether a noun, in lower case, is an office, a title or a group of people."""
        if word in self.masculine or word in self.feminine or word in self.plural:
            return True
        if word in self.titles:
            return word not in self.title_adjectives
        return len(word) > _SHORTEST_OFFICE and word.endswith(self.title_suffixes or "\0")


# Hamza on alef, and the ending of adverbs. Other signs tell «كُتب» from «كتب».
_SIGNS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("\u064b", ""))


def _remove_signs(text: str) -> str:
    for sign, letter in _SIGNS:
        text = text.replace(sign, letter)
    return text


_VERB_AND_ASPECT = 2
_SHORTEST_VERB = 3
# Shorter words are no offices by their suffix.
_SHORTEST_OFFICE = 5


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _compile_phrases(table: Table, phrases: tuple[str, ...]) -> regex.Pattern[str] | None:
    grammar = table.grammar
    if not phrases:
        return None
    prefixes = "".join(grammar.cue_prefixes.split())
    start = "" if grammar.unspaced else r"(?<!\w)" + (f"[{prefixes}]?" if prefixes else "")
    end = "" if grammar.unspaced or table.phrases.join_the_noun else r"\b"
    return compile_kept(f"{start}(?:{'|'.join(map(regex.escape, phrases))}){end}", regex.IGNORECASE)


def _compile_dates(grammar: Grammar) -> regex.Pattern[str] | None:
    """Return what matches dates and the numbers of articles, in a script without spaces; None for other scripts."""
    if not grammar.date_units:
        return None
    number = rf"[{grammar.numerals}\d]+"
    units = sorted(grammar.date_units.split(), key=lambda unit: (-len(unit), unit))
    forms = (unit.replace("*", number) if "*" in unit else number + unit for unit in units)
    return compile_kept(rf"(?:{'|'.join(forms)})+")


def _compile_words(lexicon: Lexicon, grammar: Grammar) -> regex.Pattern[str]:
    words = {
        *lexicon.cues,
        *lexicon.tags,
        *_words(grammar.other_words),
        *lexicon.nouns,
        *lexicon.title_before,
        *lexicon.named_before,
        *lexicon.distancing,
        *(
            word
            for word in lexicon.titles | lexicon.masculine | lexicon.feminine | lexicon.plural
            if len(word) > 1
        ),
    }
    before_speech = lexicon.cues.keys() | lexicon.named_before
    # A verb of one character is part of other words everywhere, and a verb where something said follows.
    alternatives = [
        regex.escape(word) + (_BEFORE_SPEECH if len(word) == 1 and word in before_speech else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    ]
    if lexicon.dates is not None:
        alternatives.insert(0, lexicon.dates.pattern)
    if grammar.aspects:
        alternatives.append(rf"\p{{Lo}}[{grammar.aspects}]")
    return compile_kept("|".join(alternatives))


# Punctuation, a quotation (masked), or the end of what is looked at.
_BEFORE_SPEECH = "(?=[，,：:。！!？?；“「『\u0001\\s]|$)"


@cache
def read_lexicon(code: str | None) -> Lexicon:
    """Return the lexicon of a language; one without words where there is no table for it.

    Args:
        code: ISO 639-1 code, or None for a text whose language is unknown.

    Raises:
        UsageError: The table of the language does not fit its schema.
    """
    code = read_orthography().default_language if code is None else code
    return Lexicon(code, read_language(code) if code in list_languages() else Table.empty())


def find_lexicon(lang: str | None, script: str | None, text: str = "") -> Lexicon:
    """Return the lexicon to read a document with.

    Args:
        lang: ISO 639-1 code of its language, None when unknown.
        script: ISO 15924 code of its script.
        text: The text, whose letters say what it is read as where its language is unknown.
    """
    return read_lexicon(
        lang or _language_of_letters(text) or read_orthography().language_of_script.get(script or "")
    )


def _language_of_letters(text: str) -> str | None:
    """Return the language that has letters of its own in a text; None where they are few."""
    letters = Counter(text[:_SAMPLE].lower())
    orthography = read_orthography()
    others = sum(letters[letter] for letter in orthography.letters_of_others)
    if others >= _FEWEST_LETTERS:
        return UNKNOWN
    counts = {
        code: sum(letters[letter] for letter in own) for code, own in orthography.letters_of_language.items()
    }
    best = max(counts, key=lambda code: (counts[code], code))
    return best if counts[best] >= _FEWEST_LETTERS else None


UNKNOWN = "und"
"""The code of a language that there is no table for."""
_SAMPLE = 20_000
_FEWEST_LETTERS = 3
