"""What a mention is made of: titles, a name, an office; a pronoun; an organisation."""

from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from corpuskit.patterns import compile_later
from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.caseless import read_caseless
from corpuskit.quotes.mentions.gender import (
    Gender,
    gender_of_name,
    gender_of_pronoun,
    gender_of_words,
    without_emphasis,
)
from corpuskit.quotes.mentions.modifiers import (
    find_person_behind,
    is_in_genitive,
    is_namesake,
    skip_place,
)
from corpuskit.quotes.mentions.relatives import is_of_a_relative
from corpuskit.quotes.mentions.runs import first_run, is_acronym
from corpuskit.quotes.mentions.unspaced import COMMON_LENGTH, ends_with_name, is_unspaced_name
from corpuskit.quotes.tables import read_orthography
from corpuskit.quotes.titles import ELIDED, is_title_word

Make = Literal["name", "title", "pronoun", "group", "organisation"]

_ORTHOGRAPHY = read_orthography()
_PARTICLES = frozenset(_ORTHOGRAPHY.particles.split())
_CUT = compile_later(r"\s*(?:[,;:(\[،，؛]|\s[-–—]\s).*$", regex.DOTALL)
_POSSESSIVE = compile_later(r"(?:['’]s|(?<=s)['’])$")
_MOST_READ = 4_096
"""So many mentions are kept with what they are made of: a text repeats them."""


class Reading(NamedTuple):
    """What a mention is made of.

    Attributes:
        make: What it is.
        name: The name without titles; None where there is none.
        office: The mention without apposition, in lower case and without determiner.
        gender: What its titles and its name say; None where they say nothing.
        titles: The words before the name, in lower case.
    """

    make: Make
    name: str | None
    office: str
    gender: Gender | None
    titles: tuple[str, ...] = ()


def is_given_name(word: str) -> bool:
    """Return whether a word is a frequent given name."""
    return gender_of_given_name(word.lower()) is not None


def is_full_name(name: str) -> bool:
    """Return whether a name is more than a word, or a frequent given name."""
    return " " in name or "·" in name or is_given_name(name)


@lru_cache(maxsize=_MOST_READ)
def read_mention(mention: str, lexicon: Lexicon) -> Reading:
    """Return what a mention is made of.

    Args:
        mention: A noun phrase as written.
        lexicon: Titles, pronouns and offices of its language.
    """
    head = _POSSESSIVE.sub("", _CUT.sub("", mention).strip()) or mention.strip()
    folded = without_emphasis(head.lower().replace("’", "'"), lexicon)
    if lexicon.is_pronoun(folded):
        return Reading("pronoun", None, folded, gender_of_pronoun(folded, lexicon))
    office = _without_determiner(folded, lexicon)
    if lexicon.unspaced:
        return _read_unspaced(head, office, lexicon)
    words = head.split()
    if lexicon.capitals:
        name, titles = _read_capitals(words, lexicon)
        if name is None or any(_POSSESSIVE.search(word) for word in words[:-1]):
            name, titles = _read_apposed(mention, lexicon) or (None, titles)
    else:
        name, titles = read_caseless(mention, words, lexicon)
        if is_of_a_relative(titles, name, lexicon):
            name = None
    gender = gender_of_words(
        folded.split() if name is None else [*titles, *name.lower().split()[:-1]], lexicon
    )
    if name is not None:
        bare = [ELIDED.sub("", word) for word in (titles[-1:] if lexicon.modifiers_precede else titles)]
        is_organisation = _is_organisation([*bare, *name.lower().split()], lexicon)
        make: Make = "organisation" if is_organisation and not is_given_name(name.split()[0]) else "name"
        known = None if make == "organisation" else gender or gender_of_name(name, lexicon)
        return Reading(make, name, office, known, titles)
    if _is_organisation(office.split(), lexicon):
        return Reading("organisation", None, office, None)
    is_group = _is_plural(folded, lexicon)
    return Reading("group" if is_group else "title", None, office, None if is_group else gender)


def _without_determiner(folded: str, lexicon: Lexicon) -> str:
    words = folded.split()
    while words and lexicon.tags.get(words[0]) == "det":
        words.pop(0)
    return " ".join(words)


def _is_organisation(words: list[str], lexicon: Lexicon) -> bool:
    return any(word.strip(".") in lexicon.organisations for word in words)


def _is_plural(folded: str, lexicon: Lexicon) -> bool:
    last = folded.rsplit(" ", maxsplit=1)[-1] if folded else ""
    if last in lexicon.plural:
        return True
    suffixes = lexicon.plural_suffixes
    return bool(suffixes) and last.endswith(suffixes) and not last.endswith(lexicon.singular_suffixes or "\0")


# Scripts with capitals


def _read_capitals(words: list[str], lexicon: Lexicon) -> tuple[str | None, tuple[str, ...]]:
    """Return the name in a phrase and the words before it: «Gov. | Kate Brown | of Oregon»."""
    words = _with_small_links(words, lexicon)
    run = first_run(words, lexicon)
    if run is None:
        return None, ()
    begun, end = run
    if is_namesake(words, begun, end, lexicon) or _is_any_noun(words, begun, lexicon):
        return None, ()
    if _belongs_to_a_noun(words, begun, end, lexicon):
        begun = find_person_behind(words, begun, end, lexicon)
        if begun == end:
            return None, ()
    # «РИБАК С. І.» is neither a fisherman nor an acronym.
    while (
        begun < end
        and not _are_initials(words[begun + 1 : end])
        and (
            _is_title(words, begun, lexicon)
            or (
                (begun == 0 or lexicon.nouns_are_capitalised)
                and _is_noun_of_persons(words, begun, end, lexicon)
            )
            or lexicon.tags.get(words[begun].lower()) in ("det", "prep")
            or (is_acronym(words[begun]) and begun + 1 < end and not is_acronym(words[begun + 1]))
        )
    ):
        begun += 1
    begun = skip_titles(words, begun, end, lexicon)
    if end - begun > 1 and (
        is_verb_before_a_name(words[begun], words[begun + 1], lexicon)
        or (begun == 0 and lexicon.inverts and _is_verb_of_saying(words[0], lexicon))
    ):
        begun += 1
    while end - begun > 1 and words[end - 1].lower() in lexicon.cues:
        # «Слушали: Кротову Э. В. Сообщила: „…“».
        end -= 1
    if not _is_name(words, begun, end, lexicon):
        return None, ()
    named = words[begun:end]
    if is_of_a_relative(tuple(word.lower() for word in words[:begun]), named[0], lexicon):
        return None, ()
    return " ".join(named), tuple(word.lower().strip(".") for word in words[:begun])


def _with_small_links(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return words with prepositions in small letters, where an office is written in capitals: «CONSEJERO DE TRANSPORTES»."""
    offices = [word for word in words if word.isupper() and lexicon.is_person(word.lower())]
    if not offices:
        return words
    return [word.lower() if lexicon.tags.get(word.lower()) in ("prep", "det") else word for word in words]


def _is_title(words: list[str], place: int, lexicon: Lexicon) -> bool:
    """Return whether a word is a title, and no given name that is written as one: «Люба Сорока», but «Люба Марто»."""
    surname = words[place + 1] if place + 1 < len(words) else ""
    is_given = is_given_name(words[place]) and surname[:1].isupper() and not is_given_name(surname)
    return is_title_word(words[place], lexicon) and not is_given


def _is_name(words: list[str], begun: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a run of capitals behind its titles is a name, and no noun."""
    named = words[begun:end]
    if not named or named[0].islower():
        return False
    if len(named) > 1:
        # «R. Los sábados …»: an answer, and no initial.
        is_answer = len(named) == _SHORTEST_FULL_NAME and lexicon.tags.get(named[1].lower()) == "det"
        return not (is_answer and is_initial(named[0]))
    return len(named[0].rstrip("'’")) > 1 and not _is_noun(words, begun, end, lexicon)


def _is_noun(words: list[str], begun: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a single capital is a noun: «the Kremlin», «Fuentes del gobierno», «Schulleiterin»."""
    if lexicon.nouns_are_capitalised:
        if _is_office(words[begun].lower(), lexicon):
            return True
        if begun and lexicon.is_person(words[begun - 1].lower()):
            # «Kommissar Brehm», «ihr Sohn Jan»
            return False
        if begun and not _is_titled(words[:begun], lexicon):
            return True
    if is_in_genitive(words, begun, lexicon):
        # «Мэр Москвы», «радник Президента».
        return True
    if end < len(words) and not begun and not is_given_name(words[begun]):
        return True
    # A name behind an article is that of no person.
    return bool(begun) and lexicon.tags.get(words[begun - 1].lower()) == "det"


def is_initial(word: str) -> bool:
    """Return whether a word is a capital with a full stop."""
    return len(word) == len("A.") and word[0].isupper() and word.endswith(".")


def _is_office(word: str, lexicon: Lexicon) -> bool:
    """Return whether a noun is an office by more than the ending that surnames have too."""
    known = lexicon.masculine | lexicon.feminine | lexicon.plural | lexicon.titles
    return word in known or word.endswith(
        tuple(suffix for suffix in lexicon.title_suffixes if len(suffix) > _SHORTEST_OFFICE)
    )


def _is_noun_of_persons(words: list[str], place: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a noun has its capital from the beginning of a sentence: «Купец Никанор Шубин», «Баба Стефа»."""
    if place + 1 == end:
        # «Zio ha detto»; of nouns by their ending alone, and labels in capitals, it may be a surname: «Lindqvist».
        folded = words[place].lower()
        is_listed = folded in lexicon.masculine or folded in lexicon.feminine
        return is_listed and not words[place].isupper() and not is_given_name(words[place])
    return not is_given_name(words[place]) and lexicon.is_person(words[place].lower())


def _are_initials(words: list[str]) -> bool:
    """Return whether nothing but initials stands behind a word, so that it is a surname: «Лапина С. Г.»."""
    return bool(words) and all(word.isupper() and word.endswith(".") for word in words)


def _is_verb_of_saying(word: str, lexicon: Lexicon) -> bool:
    """Return whether a capital is that of a verb of saying at the beginning of a sentence: «Выступила Лапина С. Г.»."""
    return word.lower() in lexicon.cues and not is_given_name(word)


def is_verb_before_a_name(word: str, following: str, lexicon: Lexicon) -> bool:
    """Return whether a capital is that of a verb at the beginning of a sentence: «Приходил Фёдор».

    Args:
        word: The word.
        following: The word after it.
        lexicon: Suffixes of finite verbs.
    """
    shaped = word.lower().endswith(lexicon.report_suffixes or "\0")
    return shaped and is_given_name(following) and not is_given_name(word)


def skip_titles(words: list[str], begun: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins in a run of capitals: behind titles, at a known given name with more after it.

    Args:
        words: Words.
        begun: Index of the first word of the run.
        end: Index after its last one.
        lexicon: Titles and offices of its language.
    """
    if _are_initials(words[begun + 1 : end]):
        return begun
    begun = max((n + 1 for n in range(begun, end - 1) if _is_title(words, n, lexicon)), default=begun)
    if begun >= end or is_given_name(words[begun]):
        return begun
    has_patronymic = words[end - 1].lower().endswith(lexicon.patronymic_suffixes)
    is_surname_first = is_given_name(words[end - 1]) or has_patronymic
    if end - begun > 1 and is_in_genitive(words, begun, lexicon) and not is_surname_first:
        # «Мэр Нью-Йорка Эрик Адамс», but «депутат Скрипка Иван».
        return max(begun + 1, skip_place(words, begun, end, lexicon))
    behind = skip_place(words, begun, end, lexicon)
    if behind > begun:
        return behind
    is_office = len(words[begun]) > _SHORTEST_OFFICE and words[begun].lower().endswith(
        lexicon.title_suffixes or "\0"
    )
    following = begun + 1
    fewest = 1 if lexicon.nouns_are_capitalised else _SHORTEST_FULL_NAME
    if is_office and (end - following >= fewest or (following < end and is_given_name(words[following]))):
        return following
    given = next((place for place in range(begun + 1, end - 1) if is_given_name(words[place])), begun)
    # «Скрипка Иван Ильич»: a surname stands before a given name that a patronymic ends.
    return given - 1 if has_patronymic and begun < given == end - _SHORTEST_FULL_NAME else given


def _belongs_to_a_noun(words: list[str], begun: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether capitals are the complement of a noun before: «el concejal de Deportes», «un rapport du cabinet Roy»."""
    before = [word.lower() for word in words[:begun]]
    linked = [
        place
        for place, word in enumerate(before)
        if lexicon.tags.get(word) == "prep"
        or (word in lexicon.linking and (place or lexicon.tags.get(word) != "det"))
    ]
    if not linked or linked[0] == 0 or before[linked[-1] - 1] in lexicon.noble_titles:
        return False
    if lexicon.nouns_are_capitalised and any(map(is_given_name, words[begun + 1 : end - 1])):
        # «Der Sprecher der Deutschen Bahn Jens Kurz».
        return False
    if end - begun == 1 or linked[-1] == begun - 1:
        return True
    return not (is_given_name(words[begun]) or any(lexicon.is_person(word) for word in before[: linked[0]]))


def _read_apposed(mention: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """Return the name that stands alone behind the first comma: «the mayor’s lawyer, Tom Hadley»."""
    segments = mention.split(",")
    if len(segments) < _SHORTEST_FULL_NAME:
        return None
    words = segments[1].split()
    name, _ = _read_capitals(words, lexicon)
    if name is None or not segments[1].strip().endswith(name):
        return None
    if len(name.split()) < _SHORTEST_FULL_NAME and not _is_titled(words, lexicon):
        return None
    return name, tuple(word.lower().strip(".") for word in segments[0].split())


_SHORTEST_FULL_NAME = 2
_SHORTEST_OFFICE = 4


def _is_titled(words: list[str], lexicon: Lexicon) -> bool:
    return any(is_title_word(word, lexicon) for word in words)


def _is_any_noun(words: list[str], begun: int, lexicon: Lexicon) -> bool:
    """Return whether a capital is a noun behind an indefinite article, where nouns have capitals: «eine | Stimme von der Tür»."""
    return (
        lexicon.nouns_are_capitalised
        and begun > 0
        and words[begun - 1].lower() in lexicon.indefinites
        and not is_title_word(words[begun], lexicon)
        and not lexicon.is_person(words[begun].lower())
    )


# Scripts without spaces


def _read_unspaced(head: str, office: str, lexicon: Lexicon) -> Reading:
    titles = sorted(
        lexicon.titles | lexicon.masculine | lexicon.feminine, key=lambda word: (-len(word), word)
    )
    before, rest = "", head
    for title in titles:
        at = rest.rfind(title)
        if at >= 0 and at + len(title) < len(rest):
            before, rest = before + rest[: at + len(title)], rest[at + len(title) :]
    after = ""
    for title in titles:
        if rest.endswith(title) and len(rest) > len(title):
            rest, after = rest.removesuffix(title), title
            if len(rest) > 1 and rest[-1] in lexicon.title_adjectives:
                # «李|副主任»
                rest, after = rest[:-1], rest[-1] + title
            break
    gender = _gender_of_unspaced(head, lexicon)
    if not is_unspaced_name(rest, lexicon) and ends_with_name(rest, lexicon):
        rest = rest[-COMMON_LENGTH:]
    if is_unspaced_name(rest, lexicon) and not rest.endswith(tuple(lexicon.organisations)):
        name = rest if len(rest) > 1 or not after else None
        return Reading(
            "name" if name else "title", name, office, gender, tuple(filter(None, (before, after)))
        )
    if head.endswith(tuple(lexicon.organisations)):
        # «该公司»
        is_any = head in lexicon.organisations or lexicon.tags.get(head[0]) == "det"
        return Reading("organisation", None if is_any else head, office, None)
    if any(head.endswith(word) for word in lexicon.plural):
        return Reading("group", None, office, None)
    return Reading("title", None, office, gender)


def _gender_of_unspaced(head: str, lexicon: Lexicon) -> Gender | None:
    if any(word in head for word in lexicon.feminine):
        return "feminine"
    return "masculine" if any(word in head for word in lexicon.masculine) else None
