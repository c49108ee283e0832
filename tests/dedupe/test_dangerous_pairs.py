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


def test_the_pairs_are_of_ten_languages():
    assert {lang for lang, *_ in PAIRS} == {"en", "ar", "ru", "fr", "es", "zh", "de", "it", "pt", "uk"}


@pytest.mark.parametrize(
    ("kept", "copy", "kind"),
    [
        (
            "Let's eat, Grandpa, before the soup gets cold.",
            "Let's eat Grandpa before the soup gets cold.",
            "signs",
        ),
        ("We know, nothing will happen to you here.", "We know nothing, will happen to you here.", "signs"),
        ("x = (a + b) * c + d * e", "x = a + (b * c) + d * e", "signs"),
        # A comma put in or left out elsewhere is typography.
        (
            "On Monday, the council meets in the old hall.",
            "On Monday the council meets in the old hall.",
            "format",
        ),
        ("Mix the flour, sugar and salt in a bowl.", "Mix the flour, sugar, and salt in a bowl.", "format"),
        (
            "1. Mix the flour. 2. Add the eggs. 3. Stir.",
            "1) Mix the flour; 2) add the eggs; 3) stir",
            "format",
        ),
    ],
)
def test_pauses_that_part_a_sentence_elsewhere_are_signs(kept, copy, kind):
    assert find_kinds(kept, copy) == find_kinds(copy, kept) == [kind]


@pytest.mark.parametrize(
    ("kept", "copy", "kind"),
    [
        (
            "She often walked to the harbour after work.",
            "Often she walked to the harbour after work.",
            "wording",
        ),
        # In another sentence, or beside a negation, it says something else.
        (
            "She often sang. He walked to the old harbour.",
            "She sang. He often walked to the old harbour.",
            "sense",
        ),
        ("Er hat nicht immer im Hafen gearbeitet.", "Er hat immer nicht im Hafen gearbeitet.", "sense"),
        ("The cat chased the dog across the garden.", "The dog chased the cat across the garden.", "sense"),
        # What «and» joins may change places.
        ("The cat and the dog sleep in the garden.", "The dog and the cat sleep in the garden.", "wording"),
    ],
)
def test_words_that_only_stand_elsewhere(kept, copy, kind):
    assert find_kinds(kept, copy, threshold="0.5") == find_kinds(copy, kept, threshold="0.5") == [kind]
