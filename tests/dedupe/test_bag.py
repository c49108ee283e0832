"""`--measure bag`: words in any order, for sentences that stand in another order."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.errors import UsageError

FIRST = "The bells of the old town ring at noon."
SECOND = "Nobody hears them in the villages behind the hill."
THIRD = "A boat brings the letters on Mondays."


def find_pairs(*paragraphs: str, **options):
    document = Document("a", "\n".join(paragraphs), paragraph_rule="line")
    return [
        (pair.kept.line, pair.line, pair.similarity, pair.kind)
        for pair in find_duplicates([document], DedupeOptions(pairs=True, **options))
    ]


def test_sentences_in_another_order_are_one_bag():
    paragraphs = f"{FIRST} {SECOND} {THIRD}", f"{THIRD} {FIRST} {SECOND}", f"{SECOND} {THIRD} {FIRST}"
    assert find_pairs(*paragraphs, measure="bag") == [(1, 2, 1.0, "wording"), (1, 3, 1.0, "wording")]
    assert [pair[:2] for pair in find_pairs(*paragraphs)] != [(1, 2), (1, 3)]


def test_words_count_as_often_as_they_stand():
    pairs = find_pairs("no no no no never", "no never never never never", measure="bag", threshold="0.5")
    assert pairs == []
    assert find_pairs("no no no no never", "never no no no yes", measure="bag") == [(1, 2, 0.8, "sense")]


def compare_bags(texts: list[list[str]], threshold: Fraction) -> dict[int, tuple[int, Fraction]]:
    """Return by copy what it is a copy of, and the similarity; the definition, word for word."""
    standing: list[int] = []
    found = {}
    for copy, words in enumerate(texts):
        same = next((place for place in range(copy) if texts[place] == words), None)
        if same is not None:
            found[copy] = (found[same][0], found[same][1]) if same in found else (same, Fraction(1))
            continue
        best = Fraction(0)
        for original in standing:
            shared = sum((Counter(words) & Counter(texts[original])).values())
            similarity = Fraction(2 * shared, len(words) + len(texts[original]))
            if similarity >= threshold and similarity > best:
                best = similarity
                found[copy] = (original, similarity)
        if copy not in found:
            standing.append(copy)
    return found


@given(
    st.lists(
        st.lists(st.sampled_from([*"abcdefgh", "the"]), min_size=1, max_size=9), min_size=1, max_size=14
    ),
    st.sampled_from(["0.5", "0.6", "2/3", "0.8", "1"]),
)
def test_the_bags_of_all_pairs_are_compared(texts, threshold):
    expected = {
        (original + 1, copy + 1, min(round(float(similarity), 4), 0.9999) if similarity < 1 else 1.0)
        for copy, (original, similarity) in compare_bags(texts, Fraction(threshold)).items()
    }
    pairs = find_pairs(*map(" ".join, texts), measure="bag", threshold=threshold, min_words=1)
    assert {pair[:3] for pair in pairs} == expected


@pytest.mark.parametrize("option", [{"exact": True}, {"contained": "0.9"}])
def test_what_needs_an_order_is_refused(option):
    with pytest.raises(UsageError, match="bag"):
        DedupeOptions(measure="bag", **option)


def test_spark_refuses_it():
    assert DedupeOptions(measure="bag").only_local == "--measure bag"
