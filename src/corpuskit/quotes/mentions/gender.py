"""The gender that names, titles and pronouns say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon

Gender = Literal["masculine", "feminine"]


def gender_of_name(name: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender that a name says by its given name, or by its surname where its suffix tells.

    Args:
        name: A name without titles.
        lexicon: Suffixes of its language.
    """
    words = [lexicon.spell(word) for word in name.lower().split()]
    if len(words) > 1 or not lexicon.capitals:
        for word in words[:-1] or words:
            gender = gender_of_given_name(word) or _gender_in_table(word, lexicon)
            if gender is not None:
                return gender
        if len(words) > 1 and (kin := gender_of_words(words[:1], lexicon)) is not None:
            return kin
    return _gender_of_surname(words[-1], lexicon) if words else None


def _gender_in_table(given_name: str, lexicon: Lexicon) -> Gender | None:
    if given_name in lexicon.masculine_names:
        return "masculine"
    return "feminine" if given_name in lexicon.feminine_names else None


def _gender_of_surname(surname: str, lexicon: Lexicon) -> Gender | None:
    if surname.endswith(lexicon.feminine_surname_suffixes or "\0"):
        return "feminine"
    return "masculine" if surname.endswith(lexicon.masculine_surname_suffixes or "\0") else None


def gender_of_pronoun(pronoun: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender of a pronoun; None where it has none.

    Args:
        pronoun: A pronoun in lower case.
        lexicon: Pronouns of its language.
    """
    if pronoun in lexicon.masculine_pronouns:
        return "masculine"
    return "feminine" if pronoun in lexicon.feminine_pronouns else None


def gender_of_cue(form: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender of the subject that a verb of saying agrees with; None where its form does not tell.

    Args:
        form: The verb in lower case.
        lexicon: Forms of its language.
    """
    if lexicon.feminine_cues:
        return "feminine" if form in lexicon.feminine_cues else "masculine"
    agreeing = (gender for gender, suffixes in lexicon.suffixes_of_gender.items() if form.endswith(suffixes))
    return next(agreeing, None)


def gender_of_words(words: Iterable[str], lexicon: Lexicon) -> Gender | None:
    """Return the gender that titles and offices say; None where they say nothing, or both.

    Args:
        words: Words in lower case.
        lexicon: Titles and offices of its language.
    """
    bare = {word.strip(".") for word in words}
    masculine, feminine = bool(bare & lexicon.masculine), bool(bare & lexicon.feminine)
    if masculine == feminine:
        return None
    return "masculine" if masculine else "feminine"


def without_emphasis(mention: str, lexicon: Lexicon) -> str:
    """Return a pronoun without what stresses it: «ella | misma», «lui-même»; any other mention as it is.

    Args:
        mention: A mention in lower case.
        lexicon: Pronouns of its language.
    """
    words = mention.replace("-", " ").split()
    is_stressed = len(words) > 1 and lexicon.is_pronoun(words[0]) and lexicon.emphatics.issuperset(words[1:])
    return words[0] if is_stressed else mention
