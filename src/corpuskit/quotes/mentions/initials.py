"""Names with initials: «J. M.», «С. Кравчук», «Кравчук С. П.»."""

from __future__ import annotations

from collections.abc import Iterable

from corpuskit.patterns import compile_later
from corpuskit.quotes.mentions.runs import LINKS

_INITIALS = compile_later(r"(?:\p{Lu}\.?[ \u00a0-]?){2,4}")
_BETWEEN_WORDS = compile_later(r"[\s'’-]+")


def is_initials(name: str) -> bool:
    """Return whether a name is two initials or more and nothing else: «J. M.», «RT»."""
    return _INITIALS.fullmatch(name) is not None


def find_initials(name: str) -> str:
    """Return the initials of a name: «Joan Mercer», «J. M.» to «JM»."""
    if is_initials(name):
        return "".join(letter for letter in name if letter.isupper())
    small = LINKS if name.isupper() else ()
    words = _BETWEEN_WORDS.split(name)
    return "".join(word[0] for word in words if word[:1].isupper() and word.lower() not in small)


def index_by_initials(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names that are more than initials, by those."""
    index: dict[str, list[str]] = {}
    for name in names:
        if not is_initials(name):
            index.setdefault(find_initials(name), []).append(name)
    return index


def put_surname_last(words: list[str]) -> list[str]:
    """Return the words of a name with its initials first: «Кравчук С. П.»."""
    initials = words[1:]
    is_turned = bool(initials) and not words[0].endswith(".") and all(each.endswith(".") for each in initials)
    return [*initials, words[0]] if is_turned else words


def is_initialled(words: list[str], full: list[str]) -> bool:
    """Return whether a name is another one with an initial: «С. Кравчук», «С. П. Кравчук» and «Софія Кравчук»."""
    if len(full) < len(words) and all(word.endswith(".") for word in words[:-1]):
        # The patronymic stands with initials only.
        words = [*words[: len(full) - 1], words[-1]]
    return (
        len(words) == len(full)
        and words != full
        and words[-1] == full[-1]
        and all(
            word == other or (word.endswith(".") and other.startswith(word[:-1]) and len(other) > len(word))
            for word, other in zip(words[:-1], full[:-1], strict=True)
        )
    )
