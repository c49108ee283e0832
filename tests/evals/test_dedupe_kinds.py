"""The kinds that a careful reader gives, on pairs in ten languages of which one word or sign turns what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from corpuskit import DedupeOptions, find_duplicates
from corpuskit.corpus import Document
from corpuskit.dedupe.options import REMOVED_KINDS

GOLD = Path(__file__).parent / "gold" / "dedupe-kinds.txt"
_LEAST_RIGHT = 0.98


class Pair(NamedTuple):
    language: str
    kind: str
    kept: str
    copy: str


def read_pairs() -> Iterator[Pair]:
    language = ""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            yield Pair(language, *(part.strip() for part in line.split(" | ")))


def find_kind(pair: Pair) -> str | None:
    options = DedupeOptions(threshold="0.5", min_words=3)
    documents = [Document("a", f"{pair.kept}\n\n{pair.copy}")]
    kinds = [member.kind for group in find_duplicates(documents, options) for member in group.members]
    return kinds[0] if kinds else None


def test_there_are_pairs_enough():
    pairs = list(read_pairs())
    assert len(pairs) >= 200
    assert len({pair.language for pair in pairs}) >= 9


def test_kinds_are_those_of_a_careful_reader():
    found = [(pair, find_kind(pair)) for pair in read_pairs()]
    wrong = [f"{kind}: {pair}" for pair, kind in found if kind != pair.kind]
    assert len(wrong) <= (1 - _LEAST_RIGHT) * len(found), "\n".join(wrong)


@pytest.mark.parametrize("pair", list(read_pairs()), ids=lambda pair: f"{pair.language}: {pair.copy}")
def test_nothing_that_says_something_of_its_own_goes_by_default(pair):
    assert (find_kind(pair) in REMOVED_KINDS) == (pair.kind == "format")
