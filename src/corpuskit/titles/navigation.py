"""Lines of a page that are none of its text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpuskit.patterns import compile_later
from corpuskit.text.language import read_language_table
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


class _Navigation(NamedTuple):
    phrases: frozenset[str]
    networks: frozenset[str]


_NAVIGATION_WORDS = 5
_LONGEST_LINK = 200
# An arrow at an end, or a guillemet there without its partner; a list mark at the beginning is none.
_ARROW_AT_AN_END = compile_later(
    r"^(?:[←→↑↓<>|]|«(?![^»]*»)|‹(?![^›]*›)|[»›])\s*\S|\S\s*(?:[←→<>|]|(?<!«[^»]*)»|(?<!‹[^›]*)›|[«‹])$"
)


# What divides the links of a menu, and the steps of a path.
_STEP = compile_later(r"\s*[|/»›>·•]\s*")
_FEWEST_STEPS = 3


@cache
def _read_navigation() -> _Navigation:
    table = read_language_table("navigation")
    return _Navigation(
        frozenset(
            " ".join(list_words(fold(phrase))) for phrases in table["phrases"].values() for phrase in phrases
        ),
        frozenset(table["networks"]["all"]),
    )


def is_navigation(line: str) -> bool:
    """Return whether a line is a link, a button or a sharing bar of a page instead of its text."""
    if len(line) > _LONGEST_LINK:
        return False
    words = list_words(fold(line))
    navigation = _read_navigation()
    if " ".join(words) in navigation.phrases:
        return True
    steps = _STEP.split(line)
    if len(steps) >= _FEWEST_STEPS and " ".join(list_words(fold(steps[0]))) in navigation.phrases:
        # «Home | News | Letters», «Главная / Общество / Лица».
        return True
    if len(words) <= _NAVIGATION_WORDS and _ARROW_AT_AN_END.search(line):
        return True
    return len(words) > 1 and sum(word in navigation.networks for word in words) >= 0.6 * len(words)
