"""Pairs in which little was changed and much depends on it: their kinds, and that none of them goes by default."""

from pathlib import Path

import pytest

from corpuskit.corpus import Document
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.dedupe.options import REMOVED_KINDS

PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("dangerous_pairs.tsv").read_text("utf-8").splitlines()
]


def find_kinds(kept: str, copy: str, **options) -> list[str]:
    document = Document("a", f"{kept}\n{copy}", paragraph_rule="line")
    return [pair.kind for pair in find_duplicates([document], DedupeOptions(pairs=True, **options))]


@pytest.mark.parametrize(("kind", "kept", "copy"), [pair[1:] for pair in PAIRS])
def test_a_pair_is_told_by_what_was_changed(kind, kept, copy):
    assert find_kinds(kept, copy, threshold="0.5") == [kind]
    # Which one stands first does not matter.
    assert find_kinds(copy, kept, threshold="0.5") == [kind]
    assert len(find_kinds(kept, copy, threshold="0.5", kinds=REMOVED_KINDS)) == (kind in REMOVED_KINDS)


def test_the_pairs_are_of_nine_languages():
    assert {lang for lang, *_ in PAIRS} == {"en", "ar", "ru", "fr", "es", "zh", "de", "it", "pt"}
