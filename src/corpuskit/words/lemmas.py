"""The lemmas of the words of a document: those that its source gives them, or those that simplemma knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.errors import MissingExtraError
from corpuskit.text.divisions import without_joints

LemmaOf = Callable[[str, int, int], str]
"""From a text and the span of a word in it to its lemma."""

_MOST_REMEMBERED = 200_000


def choose_lemmas(document: Document) -> LemmaOf | None:
    """Return what gives the lemmas of a document; None where its language has none, or is not known.

    Where the source gives several tokens to one word, their lemmas are joined: «du» is `de+le`. The words of a token of
    several words are their own lemmas.

    Raises:
        MissingExtraError: The extra `lemma` is needed, and not installed.
    """
    known = document.annotations
    if known is not None and "lemma" in known.layers:

        def find_given(text: str, start: int, end: int) -> str:
            spans = [known.span_of(token) for token in known.find_tokens(start, end)]
            if not all(start <= first and last <= end for first, last in spans):
                return text[start:end]
            values = known.list_values("lemma", start, end)
            return "+".join("_".join(value.split()) for value in values) or text[start:end]

        return find_given
    language = document.lang
    if language is None or language not in _read_lemmatizer().languages:
        return None
    return lambda text, start, end: _find_lemma(without_joints(text[start:end]), language)


class _Lemmatizer(NamedTuple):
    """simplemma, as far as it is used.

    Attributes:
        lemmatize: Returns the lemma of a word.
        languages: The languages that it has words of.
    """

    lemmatize: Any
    languages: frozenset[str]


@lru_cache(maxsize=1)
def _read_lemmatizer() -> _Lemmatizer:
    try:
        import simplemma
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
    except ImportError as error:
        raise MissingExtraError(
            "lemmas need simplemma, which is not installed", hint="pip install simplemma"
        ) from error
    return _Lemmatizer(simplemma.lemmatize, frozenset(SUPPORTED_LANGUAGES))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _find_lemma(word: str, language: str) -> str:
    # A lemma of several words is one word, as is its form.
    return "_".join(_read_lemmatizer().lemmatize(word, lang=language).split()) or word
