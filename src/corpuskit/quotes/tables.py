"""The tables of the languages and their schema: what a language has to say about reported speech.

A language is a file `languages/<code>.toml`. Lists of words are strings, separated by white space; forms are lower
case, as they are looked up. What holds in every language stands in `orthography.toml`.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from corpuskit.quotes.grammar import Grammar
from corpuskit.tables import read_table


class Nouns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns of saying.

    Attributes:
        forms: «statement», «remarks».
        bylines: Prepositions between such a noun and its author: «by».
        genitive_follows: Whether the author follows without a preposition: «выступление министра».
        written: Nouns of what bears words for all to read: «sign», «poster».
    """

    forms: str = ""
    bylines: str = ""
    genitive_follows: bool = False
    written: str = ""


class Phrases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases that name a speaker.

    Attributes:
        according: «according to».
        own_words: Phrases that refer to a speaker who was named before: «по его словам».
        according_after: Words like «according to» that stand behind the noun: «dem Bericht zufolge».
        quoted_from: Prepositions of whom words are taken from: «نقلت القناة عن سائق قوله».
        quoted_words: Nouns with a possessive behind such a person: «his words».
        viewpoint: Prepositions of whose view it is, at the beginning of a sentence: «Pour Anne Roy, c’est “…”».
        join_the_noun: Whether the noun may be written together with them.
        not_sources: Nouns of rules and plans, which are followed and say nothing: «按照计划», «وفق القانون».
        refers_back: Words that begin a sentence which says who said what stands before it: «Lo assicura il sindaco».
    """

    according: tuple[str, ...] = ()
    viewpoint: str = ""
    own_words: tuple[str, ...] = ()
    according_after: str = ""
    quoted_from: str = ""
    quoted_words: str = ""
    join_the_noun: bool = False
    refers_back: str = ""
    not_sources: str = ""


class Kinds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell speech from titles, terms and scare quotes.

    Attributes:
        titles_are_capitalised: Whether every long word of a title has a capital.
        title_before: Words before a title: a book, a debate, a resolution.
        title_links: Words between such a noun and the title.
        distancing: Words that hold what follows at a distance: «so-called».
        named_before: Words before a name that is not the writer's own.
        name_nouns: Nouns before the name of a channel, an agency, a ship; one with `*` stands for all that begin so.
        name_endings: What follows such a name, in a script without spaces.
        term_endings: What follows a term, a slogan or a charge, in a script without spaces: «“…”的概念».
        noun_prefixes: Prepositions and conjunctions that are written together with these nouns.
        first_person: Words by which somebody speaks of themselves.
        speaker_pronouns: Pronouns of these that stand for the one who speaks alone: «I».
    """

    titles_are_capitalised: bool = False
    title_before: str
    title_links: str = ""
    distancing: str
    named_before: str
    first_person: str
    speaker_pronouns: str = ""
    name_nouns: str = ""
    name_endings: str = ""
    term_endings: str = ""
    noun_prefixes: str = ""


class Gender(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say whether somebody is a man, a woman or many.

    Attributes:
        masculine: Titles and offices of men, or masculine in grammar.
        feminine: Those of women.
        emphatics: What stands behind a pronoun and says no more: «she herself».
        masculine_pronouns: «he».
        feminine_pronouns: «she».
        feminine_cues: Forms of verbs of saying that agree with a woman.
        cue_suffixes: Suffixes of the forms of verbs of saying that agree with a man, and with a woman.
        plural: Nouns of many people.
        plural_suffixes: Suffixes of the plural.
        feminine_suffixes: Suffixes of feminine nouns and attributes, where they tell where a subject ends.
        singular_suffixes: Suffixes like these that are none.
    """

    masculine: str = ""
    feminine: str = ""
    emphatics: str = ""
    masculine_pronouns: str = ""
    feminine_pronouns: str = ""
    feminine_cues: str = ""
    cue_suffixes: dict[Literal["masculine", "feminine"], str] = {}
    plural: str = ""
    plural_suffixes: str = ""
    singular_suffixes: str = ""
    feminine_suffixes: str = ""


class Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parts of names.

    Attributes:
        titles: Words before a name that are no part of it.
        relations: Nouns of somebody's relatives and friends, which the name behind them does not name: «the son of Ann Lee».
        title_suffixes: Suffixes of offices and occupations, by which a word before a full name is known to be none of it.
        organisations: Words in the names of organisations; what such names end with, in a script without spaces.
        surnames: Frequent surnames of a script without spaces.
        borrowed_characters: Characters that foreign names are written with, in a script without spaces.
        places: Places whose names look like those of persons, in a script without spaces.
        name_beginnings: What follows a noun of persons and goes on with it, in a script without spaces.
        title_adjectives: Titles that make a person of a noun, and are none themselves: «first».
        familiar: What stands before a surname of one character and makes a name of it: «老魏».
        diminutives: What stands before part of a given name and makes a name of it: «阿芸».
        person_endings: What nouns of persons end with, which are no names, in a script without spaces.
        article: The definite article where it is written together with its noun.
        linking_prefixes: What words begin with that go on with the name of an organisation: «الهيئة العليا لمكافحة الفساد».
        joined_articles: The article behind what is written together with it, so that no name begins with them.
        nisba_suffixes: Endings of the last part of a name that has the article: «محمد شياع السوداني».
        name_suffixes: What a part of a name goes on with, though it is written apart: «عبد الله».
        name_prefixes: Words that a name begins with, though others have them too: «أم ياسر».
        not_surname_prefixes: What verbs begin with behind a given name, in a script without capitals.
        not_surname_suffixes: What owned nouns end with behind a given name, in a script without capitals.
        given_endings: Endings of given names in oblique cases with that of the nominative, by gender.
        surname_endings: The same of surnames.
        namesakes: Nouns of institutions that have names of persons: «el Hospital Juan Ramón Jiménez».
        genitive_endings: Endings of genitives that hardly a surname has in the nominative: «мэр Москвы».
        place_endings: Other endings of genitives, which names have too: «мэр Казани Ильсур Гареев».
        noble_titles: Titles before names that begin with a preposition: «Graf von Moltke», but «Bürgermeister von Berlin».
        patronymic_suffixes: Suffixes of patronymics, which stand for a surname behind a given name.
        masculine_surname_suffixes: Suffixes of surnames of men.
        feminine_surname_suffixes: Suffixes of surnames of women.
        masculine_names: Frequent given names of men.
        feminine_names: Frequent given names of women.
    """

    titles: str
    relations: str = ""
    title_suffixes: str = ""
    organisations: str = ""
    surnames: str = ""
    borrowed_characters: str = ""
    places: str = ""
    name_beginnings: str = ""
    title_adjectives: str = ""
    familiar: str = ""
    diminutives: str = ""
    person_endings: str = ""
    article: str = ""
    linking_prefixes: str = ""
    joined_articles: str = ""
    nisba_suffixes: str = ""
    name_suffixes: str = ""
    name_prefixes: str = ""
    not_surname_prefixes: str = ""
    not_surname_suffixes: str = ""
    given_endings: dict[Literal["masculine", "feminine"], tuple[tuple[str, str], ...]] = {}
    namesakes: str = ""
    genitive_endings: str = ""
    place_endings: str = ""
    noble_titles: str = ""
    surname_endings: dict[Literal["masculine", "feminine"], tuple[tuple[str, str], ...]] = {}
    patronymic_suffixes: str = ""
    masculine_surname_suffixes: str = ""
    feminine_surname_suffixes: str = ""
    masculine_names: str = ""
    feminine_names: str = ""


class Turns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Labels of turns.

    Attributes:
        labels: Labels of questions and answers, and of those who ask: «q», «interviewer».
        roles: Who speaks in a court or an assembly by an office alone: «witness».
        not_speakers: Labels that name no speaker: «note», «date».
        sender_fields: The field of a mail that names who wrote it: «from».
        asked_by: What stands before the name of who asks, in the head or at the end of an interview: «interviewed by».
        asked: What stands before the name of who is asked: «interview with».
        divisions: What the parts of a play are called, with their number: «Scene II».
        outcomes: Words of sentences that say what a meeting decided: «adopted», «votes».
    """

    divisions: str = ""
    outcomes: str = ""
    labels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    not_speakers: tuple[str, ...] = ()
    sender_fields: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class Parser(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The dependency parsers of the language.

    Attributes:
        models: What the names of its spaCy models begin with; empty where none are used.
    """

    models: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a language says.

    Attributes:
        grammar: Order of the clause and function words.
        cues: Forms of each verb of saying, by its lemma.
        kinds: Words that tell speech from other marked words.
        names: Parts of names.
        nouns: Nouns of saying.
        phrases: Phrases that name a speaker.
        gender: Words that say whether somebody is a man, a woman or many.
        turns: Labels of turns.
        parser: Its dependency parsers.
    """

    grammar: Grammar
    cues: dict[str, str]
    kinds: Kinds
    names: Names
    nouns: Nouns = Nouns()
    phrases: Phrases = Phrases()
    gender: Gender = Gender()
    turns: Turns = Turns()
    parser: Parser = Parser()

    @classmethod
    def empty(cls) -> "Table":
        """Return the table of a language of which nothing is known."""
        words = ("pronouns", "determiners", "prepositions", "subordinators", "adverbs")
        order = {"order": "subject-verb", "inverts": True, "names_end_phrases": True}
        kinds = dict.fromkeys(("title_before", "distancing", "named_before", "first_person"), "")
        grammar = {**order, **dict.fromkeys(words, "")}
        return msgspec.convert({"grammar": grammar, "cues": {}, "kinds": kinds, "names": {"titles": ""}}, cls)


class Orthography(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds in every language.

    Attributes:
        default_language: What a text of unknown language in Latin script is read as.
        language_of_script: What a text of unknown language is read as, by ISO 15924 code of its script.
        letters_of_others: Letters of languages without a table, in small letters.
        letters_of_language: Letters, lower case, that say what a text of unknown language is read as.
        abbreviated_titles: Titles that end with a full stop before a name, with a capital.
        abbreviations_of_names: Those of them that are a part of the name: «St. John».
        particles: Words in small letters inside a name.
        clipped_words: Words that begin with an apostrophe.
        log_levels: Words after a time stamp that name no sender.
        omitted_messages: What stands in a chat for a picture, a sound or a message that was taken back.
    """

    default_language: str
    language_of_script: dict[str, str]
    letters_of_others: str
    letters_of_language: dict[str, str]
    abbreviated_titles: str
    abbreviations_of_names: str
    particles: str
    clipped_words: str
    log_levels: str
    omitted_messages: tuple[str, ...]


class GivenNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Frequent given names of men and of women, lower case, in all scripts."""

    masculine: str
    feminine: str


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights of the features of candidates and of answers.

    Attributes:
        weights: The weights by feature by which a candidate is chosen.
        confidence: Those by which the confidence of an answer is reckoned.
        slope: By what the sum of the weights of an answer is multiplied for its confidence.
        intercept: What is added then.
    """

    weights: dict[str, float]
    confidence: dict[str, float]
    slope: float = 1.0
    intercept: float = 0.0


_FOLDER = Path(__file__).parent


@cache
def list_languages() -> frozenset[str]:
    """Return the ISO 639-1 codes of the languages that have a table."""
    return frozenset(file.stem for file in (_FOLDER / "languages").glob("*.toml"))


def read_language(code: str) -> Table:
    """Return the table of a language.

    Args:
        code: ISO 639-1 code, one of `list_languages()`.

    Raises:
        UsageError: The table does not fit the schema; the message names the file and the field.
    """
    return read_table(_FOLDER / "languages" / f"{code}.toml", Table)


@cache
def read_orthography() -> Orthography:
    """Return what holds in every language."""
    return read_table(_FOLDER / "orthography.toml", Orthography)


@cache
def read_given_names() -> GivenNames:
    """Return the given names that tell a man from a woman."""
    return read_table(_FOLDER / "given_names.toml", GivenNames)


@cache
def read_weights() -> Weights:
    """Return the weights of the features of an answer."""
    return read_table(_FOLDER / "weights.toml", Weights)
