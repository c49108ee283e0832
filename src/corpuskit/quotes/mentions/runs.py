"""The run of capitals in a mention that holds its name."""

from __future__ import annotations

from corpuskit.patterns import compile_later
from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.modifiers import modify_a_noun
from corpuskit.quotes.tables import read_orthography
from corpuskit.quotes.titles import ABBREVIATED, ELIDED, is_title_word

_PARTICLES = frozenset(read_orthography().particles.split())
CAPITALISED = rf"(?:(?:{ABBREVIATED})\.|\p{{Lu}}\.(?:-?\p{{Lu}}\.)*|\p{{Lu}}[\p{{L}}\p{{M}}'’-]*+|(?:Mc|Mac|[DdLl][’'])\p{{Lu}}\p{{L}}*)"
_CAPITALISED_WORD = compile_later(rf"{CAPITALISED}[’'s]*")


def first_run(words: list[str], lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the first run of capitalised words that holds a name, up to a preposition after it; None where none does.

    Args:
        words: The words of a mention.
        lexicon: The words of its language.
    """
    begun = None
    for place, word in enumerate(words):
        bare = ELIDED.sub("", word) if lexicon.elides else word
        is_capital = bare[:1].isupper() and _CAPITALISED_WORD.fullmatch(bare) is not None
        if is_capital:
            begun = place if begun is None else begun
            continue
        if begun is None:
            continue
        named = [
            w
            for w in words[begun:place]
            if not is_title_word(w, lexicon) and (is_acronym(w) or lexicon.tags.get(w.lower()) != "det")
        ]
        if _goes_on(words, place, named) and not _begins_another(words, place, named, lexicon):
            continue
        if (
            named
            and not _is_first_noun(words, begun, place, lexicon)
            and not _names_before_a_person(words, begun, place)
            and not modify_a_noun(words, begun, place, lexicon)
        ):
            return begun, place
        begun = None
    if begun is None or all(is_title_word(word, lexicon) for word in words[begun:]):
        return None
    return begun, len(words)


def _is_first_noun(words: list[str], begun: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a mention begins with a noun, and a full name follows: «Наставник гостей Алексей Дёмин»."""
    following = next((place for place in range(end, len(words)) if words[place][:1].isupper()), len(words))
    if begun or end > 1 or lexicon.nouns_are_capitalised or following + 1 >= len(words):
        return False
    if any(word in lexicon.linking or lexicon.tags.get(word) == "prep" for word in words[end:following]):
        return False
    is_person = lexicon.is_person(words[0].lower()) or lexicon.is_person(words[following - 1])
    return is_person and (_is_given_name(words[following]) or words[following + 1][:1].isupper())


def _names_before_a_person(words: list[str], begun: int, end: int) -> bool:
    """Return whether capitals are of an institution, and a full name follows: «глава Комитета экономистов Андрей Новак»."""
    if any(_is_given_name(word) for word in words[begun:end]):
        return False
    return any(
        _is_given_name(words[k]) and words[k + 1][:1].isupper() for k in range(end + 1, len(words) - 1)
    )


def _begins_another(words: list[str], place: int, named: list[str], lexicon: Lexicon) -> bool:
    """Return whether an article behind a full name begins who is spoken to: «Maike Hinrichsen | der Nachrichtenagentur»."""
    return (
        lexicon.nouns_are_capitalised
        and len(named) > 1
        and lexicon.tags.get(words[place].lower()) == "det"
        and words[place - 1].lower() not in _PARTICLES
    )


def _goes_on(words: list[str], place: int, named: list[str]) -> bool:
    """Return whether a small word stands inside a name: «Ana de Soto», «Rashid al Amin»."""
    is_firm = len(named) > 1 and "&" in words  # «Ann Lee of Morgan & Sons»
    if words[place].lower() not in _PARTICLES or not named or is_firm:
        return False
    following = place + 1
    while following < len(words) and words[following].lower() in _PARTICLES:
        following += 1
    if following >= len(words) or not words[following][:1].isupper():
        return False
    return len(named) == 1 or words[place].lower() not in LINKS


# Of these a name of two words has none after it, but a place has: «Ana Soto de Madrid».
LINKS = frozenset(("de", "di", "da", "du", "del"))


def _is_given_name(word: str) -> bool:
    return gender_of_given_name(word.lower()) is not None


def is_acronym(word: str) -> bool:
    """Return whether a word is of capitals alone."""
    return len(word) > 1 and word.isalpha() and word.isupper()
