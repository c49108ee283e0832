"""Words that only stand elsewhere: an adverb that was moved, which turns nothing, and parts that changed places, which does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from corpuskit.dedupe.kinds.alignment import WrittenWords, find_middle
from corpuskit.dedupe.kinds.language import Language
from corpuskit.dedupe.kinds.meaning import are_inflected, expand_words
from corpuskit.patterns import compile_later
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

_LONGEST_PART, _MOST_BETWEEN = 4, 6
MOST_INFLECTED = 4
"""Of two parts that change places so many words may be inflected."""
# A full stop may belong to an abbreviation: «Rep. Smith».
_SENTENCE_END = compile_later(r"(?<!\b\p{Lu}\p{L}{0,3})\.\s|[!?;:…؟。！？；]")


def find_moved(
    kept: WrittenWords, copy: WrittenWords, words: Iterable[str], language: Language
) -> str | None:
    """Return the one of some words that only stands elsewhere in its sentence; None where that may turn something.

    Args:
        kept: The words of the kept paragraph.
        copy: Those of the copy.
        words: Words that the changes of both sides cover.
        language: What is known of their language.
    """
    moved = language.movable.intersection(words)
    if len(moved) != 1:
        return None
    (word,) = moved
    counts = [[sentence.count(word) for sentence in _list_sentences(side.text)] for side in (kept, copy)]
    is_free = counts[0] == counts[1] and not any(
        _is_beside_denial(word, side, language) for side in _list_in_full(kept.folded, copy.folded, language)
    )
    return word if is_free else None


def _list_in_full(kept: list[str], copy: list[str], language: Language) -> list[list[str]]:
    """Return the words of both sides, contracted forms in full."""
    return [
        [word for word, _ in expand_words(side, frozenset(others), language)]
        for side, others in ((kept, copy), (copy, kept))
    ]


def _list_sentences(text: str) -> list[list[str]]:
    return [list_words(fold(sentence), by_dictionary=False) for sentence in _SENTENCE_END.split(text)]


def _is_beside_denial(word: str, words: Sequence[str], language: Language) -> bool:
    """Return whether a word stands beside one that denies: «not always», «always not»."""
    return any(
        language.senses.get(near) == "negation"
        for place, each in enumerate(words)
        if each == word
        for near in words[max(place - 1, 0) : place + 2]
    )


def exchanges_parts(kept: WrittenWords, copy: WrittenWords, language: Language) -> bool:
    """Return whether all that was changed is that two parts stand in the place of each other: who did it to whom.

    Parts are names, or nouns with an article or a possessive, which may be inflected with their place. Those that «and» joins
    may change places.
    """
    if len(kept.folded) != len(copy.folded) or not language.known:
        return False
    first, (end, _) = find_middle(kept.folded, copy.folded)
    if end - first > 2 * _LONGEST_PART + _MOST_BETWEEN:
        return False
    copied = _leave_inflection(kept.folded[first:end], copy.folded[first:end], language)
    if copied is None:
        return False
    # Without their endings more of them may be alike.
    alike, (stop, _) = find_middle(kept.folded[first:end], copied)
    first, end, copied = first + alike, first + stop, copied[alike:stop]
    rows = kept.folded[first:end], copied
    for before in range(1, _LONGEST_PART + 1):
        for behind in range(1, min(_LONGEST_PART, end - first - before) + 1):
            between = rows[0][before : end - first - behind]
            if rows[1] == rows[0][before + len(between) :] + between + rows[0][:before]:
                return (
                    _may_part(between, language)
                    and _are_one_sentence(kept, first, end)
                    and all(
                        _is_noun(kept, at, copy, there, size, language)
                        for at, there, size in (
                            (first, end - before, before),
                            (end - behind, first, behind),
                        )
                    )
                )
    return False


def _leave_inflection(kept: list[str], copy: list[str], language: Language) -> list[str] | None:
    """Return the words of a copy, inflected as they are in what is kept; None where these are others."""
    left, new = Counter(kept), Counter(copy)
    left, new = left - new, new - left
    if left.total() > MOST_INFLECTED:
        return None
    forms: dict[str, str] = {}
    for word in new.elements():
        other = next(
            (
                each
                for test in (are_inflected, _are_determiners)
                for each in left.elements()
                if test(word, each, language)
            ),
            None,
        )
        if other is None or word in forms:
            return None
        forms[word] = other
        left[other] -= 1
    return [forms.get(word, word) for word in copy]


def _are_determiners(word: str, other: str, language: Language) -> bool:
    return {word, other} <= language.determiners


def _may_part(between: Sequence[str], language: Language) -> bool:
    """Return whether what stands between two parts tells them apart; in a language with a verb before both, nothing does so."""
    if not between:
        return bool(language.article)
    senses = {language.senses.get(word) for word in between}
    return senses.isdisjoint(("joining", "conjunction")) and not all(
        word in language.determiners for word in between
    )


def _are_one_sentence(words: WrittenWords, first: int, end: int) -> bool:
    text, place = words.text, 0
    bounds = []
    for number, word in enumerate(words.written[:end]):
        place = max(text.find(word, place), 0)
        if number in (first, end - 1):
            bounds.append(place)
        place += len(word)
    return _SENTENCE_END.search(text, bounds[0], bounds[-1]) is None


def _is_noun(
    kept: WrittenWords, at: int, copy: WrittenWords, there: int, size: int, language: Language
) -> bool:
    """Return whether a part is a name, or a noun behind an article or a possessive, in both texts."""
    part = kept.folded[at : at + size]
    if any(
        language.senses.get(word) in ("unit", "order", "quantity") or language.is_number(word)
        for word in part
    ):
        return False
    return all(_begins_noun(side, place, language) for side, place in ((kept, at), (copy, there)))


def _begins_noun(words: WrittenWords, place: int, language: Language) -> bool:
    word, written = words.folded[place], words.written[place]
    before = words.folded[place - 1] if place else ""
    return (
        word in language.determiners
        or before in language.determiners
        or (written[0].isupper() and word not in language.known)
        or (bool(language.article) and word.startswith(language.article))
        or word in language.names.given
        # Where words have no endings, only their order says so.
        or bool(language.names.surnames)
    )
