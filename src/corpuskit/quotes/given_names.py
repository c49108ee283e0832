"""Frequent given names of men and of women."""

from __future__ import annotations

from functools import cache
from typing import Literal

from corpuskit.quotes.tables import read_given_names


@cache
def list_given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return those of men and those of women, in lower case."""
    names = read_given_names()
    return frozenset(names.masculine.split()), frozenset(names.feminine.split())


def gender_of_given_name(name: str) -> Literal["masculine", "feminine"] | None:
    """Return the gender of a frequent given name, in lower case; None for any other word."""
    masculine, feminine = list_given_names()
    if name in masculine:
        return "masculine"
    return "feminine" if name in feminine else None
