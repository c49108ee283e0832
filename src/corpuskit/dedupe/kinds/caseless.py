"""Names in scripts without capitals: given names, what stands behind them or behind a title, and places."""

from __future__ import annotations

from corpuskit.dedupe.kinds.alignment import WrittenWords, align_words
from corpuskit.dedupe.kinds.language import Language

_LONGEST_PLACE, _LONGEST_PERSON = 6, 4


def find_known_names(kept: WrittenWords, copy: WrittenWords, language: Language) -> tuple[set[int], set[int]]:
    """Return the places of the words of both texts that are names for certain.

    Args:
        kept: The words of the kept paragraph.
        copy: Those of the copy.
        language: What is known of their language.
    """
    if language.names.surnames:
        found = _find_places(kept.folded, language), _find_places(copy.folded, language)
        for change in align_words(kept.folded, copy.folded):
            ours = range(change.kept_start, change.kept_end)
            theirs = range(change.copy_start, change.copy_end)
            if (
                not change.same
                and all(0 < len(side) <= _LONGEST_PERSON for side in (ours, theirs))
                and {kept.folded[ours[0]], copy.folded[theirs[0]]} <= language.names.surnames
            ):
                found[0].update(ours)
                found[1].update(theirs)
        return found
    return _find_words(kept.folded, language), _find_words(copy.folded, language)


def _find_places(words: list[str], language: Language) -> set[int]:
    """Return the places of characters in names of places."""
    found: set[int] = set()
    for place in range(len(words)):
        for size in range(_LONGEST_PLACE, 1, -1):
            if "".join(words[place : place + size]) in language.names.places:
                found.update(range(place, place + size))
                break
    return found


def _find_words(words: list[str], language: Language) -> set[int]:
    names, found = language.names, set()
    # A name has two words, or three: «Hassan al-Masri».
    left = 0
    for place, word in enumerate(words):
        bare = _leave_proclitic(word, language)
        if bare in names.given:
            found.add(place)
            left = 2
        elif bare in names.places:
            found.add(place)
            left = 0
        elif left and word not in language.known and bare not in language.known and bare not in names.titles:
            found.add(place)
            left -= 1
        else:
            left = bare in names.titles
    return found


def _leave_proclitic(word: str, language: Language) -> str:
    return next((word[len(each) :] for each in language.proclitics if word.startswith(each)), word)
