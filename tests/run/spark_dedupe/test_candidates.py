"""Words that many texts have are split, and every pair of texts still meets exactly once for each word."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.test_join import THRESHOLDS, compare_all_pairs
from tests.run.spark_dedupe.memory import MemoryCluster

from corpuskit.dedupe.arrays.hashing import hash_word
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.spark.dedupe.candidates import Splitting, make_plain_features
from corpuskit.spark.dedupe.join import DistributedJoin
from corpuskit.spark.dedupe.order import find_word_order, list_tokens
from corpuskit.spark.dedupe.packets import Kind, NumberSet, pack
from corpuskit.spark.tables import Packet

HOT, COLD = 5, 9


@given(
    st.integers(1, 6), st.sets(st.integers(0, 200), max_size=30), st.sets(st.integers(0, 200), max_size=30)
)
def test_every_pair_of_texts_meets_in_one_cell_of_a_word(piles, probes, indexed):
    splitting = Splitting(np.array([HOT], np.uint64), np.array([piles], np.int64))
    for token in (HOT, COLD):
        met = []
        sides = []
        for numbers, is_probe in ((sorted(probes), True), (sorted(indexed), False)):
            tokens = np.full(len(numbers), token, np.uint64)
            texts = np.array(numbers, np.int64)
            places, cells = splitting.deal(tokens, texts, is_probe=is_probe)
            sides.append(list(zip(texts[places].tolist(), cells.tolist(), strict=True)))
        for probe, cell in sides[0]:
            met += [(probe, text) for text, other in sides[1] if other == cell]
        assert sorted(met) == sorted((probe, text) for probe in probes for text in indexed)


def test_the_cells_of_a_split_word_are_all_different_and_hold_a_share_of_its_texts():
    splitting = Splitting(np.array([HOT], np.uint64), np.array([10], np.int64))
    texts = np.arange(10_000)
    _, cells = splitting.deal(np.full(10_000, HOT, np.uint64), texts, is_probe=True)
    sizes = np.unique(cells, return_counts=True)[1]
    assert len(sizes) == 100
    assert sizes.max() < 1_200


def test_a_word_that_few_texts_have_is_sent_once():
    splitting = Splitting(np.array([HOT], np.uint64), np.array([4], np.int64))
    places, cells = splitting.deal(np.array([COLD], np.uint64), np.array([3]), is_probe=False)
    assert (places.tolist(), cells.tolist()) == ([0], [COLD])


_WORD = st.sampled_from([*"abcdefgh", "the"])
_TEXTS = st.lists(st.lists(_WORD, min_size=1, max_size=10), max_size=14, unique_by=tuple)


def join(texts, threshold, pile):
    cluster = MemoryCluster()
    counts = np.array([len(text) for text in texts], np.int64)
    shares = 3
    packets = []
    for share in range(shares):
        chosen = [number for number in range(len(texts)) if number % shares == share]
        if chosen:
            words = np.array([hash_word(word) for number in chosen for word in texts[number]], np.uint64)
            numbers = np.array(chosen)
            packets.append(Packet(share, Kind.TEXTS, pack(numbers, numbers * 0, counts[numbers], words)))
    table = cluster.send(packets)
    found = DistributedJoin(
        make_plain_features(counts),
        threshold,
        cluster=cluster,
        texts=table,
        order=find_word_order(table, 4),
        options=DedupeOptions(),
        shares=shares,
        largest_pile=pile,
    ).find_near_copies()
    return found.kept.tolist(), found.common.tolist()


@given(_TEXTS, st.sampled_from(THRESHOLDS), st.integers(1, 4))
def test_the_join_is_the_comparison_of_all_pairs_however_words_are_split(texts, threshold, pile):
    assert join(texts, threshold, pile) == compare_all_pairs(texts, threshold)


def test_a_word_of_all_texts_is_split_and_no_pair_is_lost():
    texts = [["the", "same", "words", "but", f"w{number}"] for number in range(60)]
    kept, common = join(texts, Fraction(4, 5), 5)
    assert kept == [0] * 60
    assert common == [0] + [4] * 59


def test_tokens_tell_the_occurrences_of_a_word_apart():
    words = np.array([hash_word(word) for word in ["a", "b", "a", "a", "a"]], np.uint64)
    tokens = list_tokens(words, np.array([3, 2]))
    assert len(set(tokens[:3].tolist())) == 3
    assert set(tokens[3:].tolist()) <= set(tokens[:3].tolist())


@given(st.sets(st.integers(0, 300)), st.lists(st.integers(0, 300)))
def test_a_set_of_numbers_has_what_was_put_in(inside, asked):
    numbers = NumberSet(np.array(sorted(inside), np.int64), 301)
    assert numbers.has(np.array(asked, np.int64)).tolist() == [number in inside for number in asked]
