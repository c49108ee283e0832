"""Organisations that are called by what they are: «Компания прогнозирует», where «компании “Речпром”» stands before."""

import re
from functools import lru_cache

from corpuskit.quotes.lexicon import Lexicon

_MOST_NOUNS = 64


def bears_a_name(noun: str, lexicon: Lexicon) -> bool:
    """Return whether a noun is of what has a name of its own, in a language where no article shows that it is a noun.

    Args:
        noun: The noun in lower case.
        lexicon: Such nouns of its language.
    """
    return not lexicon.has_articles and noun.startswith(lexicon.name_noun_stems or ("\0",))


# The same company speaks over and over, and the whole text is searched for it.
@lru_cache(maxsize=_MOST_NOUNS)
def find_name_behind(noun: str, text: str, lexicon: Lexicon) -> str | None:
    """Return the only name in marks behind a noun, in any case of it; None where there is none, or several.

    Args:
        noun: A noun that bears a name, in lower case.
        text: The text of the document.
        lexicon: Such nouns of its language.
    """
    stem = next(stem for stem in lexicon.name_noun_stems if noun.startswith(stem))
    pattern = rf"(?i)\b{re.escape(stem)}\w* [«“„\"]([^\W\d][^«»“”„\"\n]*)[»”“\"]"
    found = set(re.findall(pattern, text))
    return found.pop() if len(found) == 1 else None
