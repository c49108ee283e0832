"""The join finds what comparing all pairs finds: the same copies, of the same originals."""

import random
from contextlib import contextmanager, nullcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.dedupe.arrays import grouping as units_module
from corpuskit.dedupe.arrays.grouping import group_by_words
from corpuskit.dedupe.arrays.hashing import hash_word
from corpuskit.dedupe.join import candidates as candidates_module
from corpuskit.dedupe.join import containment as containment_module
from corpuskit.dedupe.join import keys, subsequences
from corpuskit.dedupe.join import similarity_join as join_module
from corpuskit.dedupe.join import verification as common_module
from corpuskit.dedupe.join.bounds import Bounds
from corpuskit.dedupe.join.containment import find_contained
from corpuskit.dedupe.join.similarity_join import SimilarityJoin
from corpuskit.dedupe.join.subsequences import find_dense_texts
from corpuskit.dedupe.join.texts import make_join_features

THRESHOLDS = [Fraction(percent, 100) for percent in (50, 60, 67, 70, 75, 80, 90, 95, 100)]


def common_words(first: list[str], second: list[str]) -> int:
    """Return the length of the longest common subsequence, by the textbook."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = 0
        for place, other in enumerate(second, start=1):
            before, row[place] = row[place], before + 1 if word == other else max(row[place], row[place - 1])
    return row[-1]


def compare_all_pairs(
    texts: list[list[str]], threshold: Fraction, allowed=None
) -> tuple[list[int], list[int]]:
    """Return for each text what it is a copy of and the words in common; the definition, word for word."""
    kept, common = list(range(len(texts))), [0] * len(texts)
    standing: list[int] = []
    for copy, words in enumerate(texts):
        best = Fraction(0)
        for original in standing:
            if allowed is not None and not allowed(copy, original):
                continue
            shared = common_words(texts[original], words)
            similarity = Fraction(2 * shared, len(words) + len(texts[original]))
            if similarity >= threshold and similarity > best:
                best, kept[copy], common[copy] = similarity, original, shared
        if kept[copy] == copy:
            standing.append(copy)
    return kept, common


def make_features(texts: list[list[str]]):
    words = np.array([hash_word(word) for text in texts for word in text], np.uint64)
    return make_join_features(words, np.array([len(text) for text in texts], np.int64))


def join(texts: list[list[str]], threshold: Fraction, **options) -> tuple[list[int], list[int]]:
    found = SimilarityJoin(make_features(texts), threshold, **options).find_near_copies()
    return found.kept.tolist(), found.common.tolist()


_WORD = st.sampled_from([*"abcdefgh", "the", "ز", "漢"])
_TEXTS = st.lists(st.lists(_WORD, min_size=1, max_size=12), max_size=14, unique_by=tuple)


@contextmanager
def search_by_subsequences(piece: int = 1 << 20, plan: int = 0, sorted_keys: int = 1 << 24):
    """Let texts be looked for by their subsequences however few they are, so many keys at a time, by a plan.

    No more than `sorted_keys` are sorted in one go.
    """
    list_plans = subsequences._list_plans

    def choose_plan(*lengths):
        plans = list_plans(*lengths)
        return (plans[plan % len(plans)],)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subsequences, "_MANY_LOOKUPS", -1)
        patch.setattr(subsequences, "_LOOKUPS_OF_LENGTH", -1)
        patch.setattr(join_module, "_SMALLEST_BLOCK", 2)
        patch.setattr(subsequences, "_list_plans", choose_plan)
        for name in ("_KEY_COST", "_ENTRY_COST", "_SORTED_COST", "_CANDIDATE_COST"):
            patch.setattr(subsequences, name, 0)
        for name in ("_CHUNK_KEYS", "_MOST_ENTRIES"):
            patch.setattr(subsequences, name, piece)
        patch.setattr(keys, "_CHUNK_BITS", piece)
        patch.setattr(subsequences, "_MOST_SORTED", sorted_keys)
        yield


_FEW_WORDS = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), max_size=14, unique_by=tuple)


@given(
    _TEXTS | _FEW_WORDS,
    st.sampled_from(THRESHOLDS),
    st.sampled_from([1, 7, 1 << 20]),
    st.integers(1, 5),
    st.sampled_from([0, 1 << 24]),
)
def test_texts_that_are_found_by_their_subsequences_are_those_of_the_comparison(
    texts, threshold, piece, block, sorted_keys
):
    with search_by_subsequences(piece, 0, sorted_keys), pytest.MonkeyPatch.context() as patch:
        patch.setattr(join_module, "_SMALLEST_BLOCK", block)
        patch.setattr(join_module, "_LARGEST_BLOCK", 2 * block)
        patch.setattr(subsequences, "MOST_CANDIDATES", 2 * block)
        patch.setattr(keys, "MOST_CANDIDATES", 2 * block)
        patch.setattr(keys, "_MOST_AT_ONCE", 3 * block)
        assert join(texts, threshold) == compare_all_pairs(texts, threshold)


@pytest.mark.parametrize("sorted_keys", [0, 1 << 24])
@pytest.mark.parametrize("plan", [0, 1, 4])
@pytest.mark.parametrize("threshold", THRESHOLDS[:-1])
def test_many_orders_of_the_same_words_are_the_comparison_of_all_pairs(
    threshold, plan, sorted_keys, monkeypatch
):
    monkeypatch.setattr(join_module, "_SMALLEST_BLOCK", 37)
    source = random.Random(int(threshold * 100))  # noqa: S311 — no secret
    texts = list(dict.fromkeys(tuple(source.sample("abcdefg", source.choice((6, 7)))) for _ in range(150)))
    with search_by_subsequences(1 << 10, plan, sorted_keys):
        found = find_dense_texts(make_features(texts), Bounds.make(threshold, 7), None, 1.0)
        assert found.is_dense.any()
        assert join(texts, threshold) == compare_all_pairs(texts, threshold)


def test_what_has_rare_words_is_not_looked_for_by_subsequences():
    features = make_features(make_edited_texts(seed=3, count=100))
    assert not find_dense_texts(features, Bounds.make(Fraction(4, 5), 50), None, 1.0).is_dense.any()


@given(_TEXTS, st.sampled_from(THRESHOLDS), st.integers(1, 5))
def test_the_join_is_the_comparison_of_all_pairs(texts, threshold, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(join_module, "_SMALLEST_BLOCK", block)
        patch.setattr(join_module, "_LARGEST_BLOCK", 2 * block)
        for module in (join_module, candidates_module):
            patch.setattr(module, "_CHUNK_PAIRS", 3)
            patch.setattr(module, "_PART_TEXTS", 2)
        patch.setattr(candidates_module, "_MOST_LOOKUPS", 3 * block)
        patch.setattr(candidates_module, "_FEW_ENTRIES", block % 3)
        patch.setattr(candidates_module, "_TILE_TEXTS", 2)
        patch.setattr(candidates_module, "_TILE_OTHERS", block)
        patch.setattr(common_module, "_MANY_PARTNERS", block % 2)
        patch.setattr(candidates_module, "MOST_UNASKED", 1 << block)
        patch.setattr(join_module, "_MANY_MISSES", block % 2 << 10)
        patch.setattr(join_module, "_MOST_PAIRS", 3 * block)
        patch.setattr(join_module, "_ROUNDS", block % 4)
        assert join(texts, threshold) == compare_all_pairs(texts, threshold)


@pytest.mark.parametrize("misses", [0, 1 << 10])
@pytest.mark.parametrize("tile", [(1, 1), (4, 9), (16, 2048)])
@pytest.mark.parametrize("threshold", THRESHOLDS[:6])
def test_texts_that_share_nearly_all_words_are_compared_all_with_all(threshold, tile, misses, monkeypatch):
    monkeypatch.setattr(join_module, "_MANY_MISSES", misses)
    monkeypatch.setattr(join_module, "_SMALLEST_BLOCK", 29)
    monkeypatch.setattr(candidates_module, "_CHUNK_PAIRS", 16)
    monkeypatch.setattr(common_module, "_MANY_PARTNERS", 1)
    for name, size in zip(("_TILE_TEXTS", "_TILE_OTHERS"), tile, strict=True):
        monkeypatch.setattr(candidates_module, name, size)
    tiles = []
    iter_all = candidates_module.CandidateFinder._iter_all
    monkeypatch.setattr(
        candidates_module.CandidateFinder,
        "_iter_all",
        lambda *given: tiles.extend(found := list(iter_all(*given))) or found,
    )
    source = random.Random(int(threshold * 100))  # noqa: S311 — no secret
    texts = list(dict.fromkeys(tuple(source.sample("abcdefgh", source.choice((6, 8)))) for _ in range(90)))
    assert join(texts, threshold) == compare_all_pairs(texts, threshold)
    assert len(tiles) > 1
    assert join(texts, threshold, allowed=lambda copy, original: (copy + original) % 2 == 1) == (
        compare_all_pairs(texts, threshold, lambda copy, original: (copy + original) % 2 == 1)
    )


def make_edited_texts(seed: int, count: int) -> list[list[str]]:
    """Return texts of which most are other ones with some words changed, dropped, added or moved."""
    source = random.Random(seed)  # noqa: S311 — no secret
    vocabulary = [f"w{int(source.paretovariate(0.7))}" for _ in range(400)]
    texts: dict[tuple[str, ...], None] = {}
    while len(texts) < count:
        if texts and source.random() < 0.7:
            words = list(source.choice(list(texts)))
            for _ in range(source.randrange(1, 5)):
                place = source.randrange(len(words))
                edit = source.random()
                if edit < 0.4:
                    words[place] = source.choice(vocabulary)
                elif edit < 0.6 and len(words) > 5:
                    del words[place]
                elif edit < 0.8:
                    words.insert(place, source.choice(vocabulary))
                else:
                    words.append(words.pop(place))
        else:
            words = source.choices(vocabulary, k=source.randrange(5, 40))
        texts[tuple(words)] = None
    return [list(words) for words in texts]


@pytest.mark.parametrize("threshold", THRESHOLDS[:-1])
def test_the_join_is_the_comparison_of_all_pairs_on_edited_texts(threshold, monkeypatch):
    monkeypatch.setattr(join_module, "_SMALLEST_BLOCK", 37)
    texts = make_edited_texts(seed=int(threshold * 100), count=120)
    assert join(texts, threshold) == compare_all_pairs(texts, threshold)


@given(_TEXTS, st.sampled_from(THRESHOLDS), st.booleans())
def test_pairs_that_are_not_allowed_are_not_compared(texts, threshold, by_subsequences):
    def is_odd(copy, original):
        return (copy + original) % 2 == 1

    with search_by_subsequences() if by_subsequences else nullcontext():
        assert join(texts, threshold, allowed=is_odd) == compare_all_pairs(texts, threshold, is_odd)


@given(_TEXTS, st.sampled_from(THRESHOLDS), st.integers(0, 6), st.booleans())
def test_with_originals_only_they_are_copied(texts, threshold, originals, by_subsequences):
    originals = min(originals, len(texts))
    with search_by_subsequences() if by_subsequences else nullcontext():
        found = SimilarityJoin(make_features(texts), threshold).find_near_copies_of(originals)
    expected, _ = compare_all_pairs(texts, threshold, lambda copy, original: original < originals <= copy)
    assert found.kept.tolist() == expected


def test_a_similarity_equal_to_the_threshold_is_not_lost_to_rounding():
    # 2·4/(5+5) is 0.8, and 2·7/(10+10) is 0.7, for which a double is too small.
    assert join([list("abcde"), list("abcdx")], Fraction(4, 5))[0] == [0, 0]
    assert join([list("abcdefghij"), list("abcdefgxyz")], Fraction(7, 10))[0] == [0, 0]
    assert join([list("abcdefghij"), list("abcdefgxyz")], Fraction(7000001, 10000000))[0] == [0, 1]


def test_more_words_than_there_are_characters_are_compared_as_numbers(monkeypatch):
    from corpuskit.dedupe.join import texts as vocabulary

    monkeypatch.setattr(vocabulary, "_CODE_POINTS", 3)
    texts = make_edited_texts(seed=1, count=60)
    assert join(texts, Fraction(7, 10)) == compare_all_pairs(texts, Fraction(7, 10))


_LONG = st.lists(st.sampled_from("abcde"), min_size=1, max_size=60)


class GivenSequences(list):
    def take(self, texts):
        return [self[text] for text in texts]


@given(_LONG, _LONG, st.booleans(), st.booleans())
def test_long_texts_are_compared_in_a_band_that_grows(text, other, is_edited, is_numbered):
    if is_edited:
        other = [word for place, word in enumerate(text) if place % 7] + other[:2]
    words = GivenSequences(
        [[ord(word) for word in each] if is_numbered else "".join(each) for each in (text, other)]
    )
    counts = np.array([len(text), len(other)])
    first, second = np.zeros(1, np.int64), np.ones(1, np.int64)
    exact = common_words(text, other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_module, "LONG_TEXT", 0)
        patch.setattr(common_module, "_FEW_MISSES", 1)
        patch.setattr(common_module, "_GROWTH", 2)
        for least in range(1, min(counts) + 1):
            found = common_module.count_common(words, counts, first, second, np.array([least]))[0]
            assert found == exact if exact >= least else found < least


def find_contained_in_all(texts: list[list[str]], part: Fraction) -> list[tuple[int, int, float]]:
    pairs = []
    for longer, words in enumerate(texts):
        for shorter, others in enumerate(texts):
            width = 2 * len(others)
            if len(others) < len(words):
                starts = range(max(len(words) - width, 0) + 1)
                common = max(common_words(others, words[start : start + width]) for start in starts)
                if common >= part * len(others):
                    pairs.append((shorter, longer, common / len(others)))
    return pairs


@given(_TEXTS, st.sampled_from(THRESHOLDS[1:]))
def test_what_lies_inside_longer_texts_is_all_found(texts, part):
    found = find_contained(make_features(texts), part)
    assert [tuple(pair) for pair in found] == find_contained_in_all(texts, part)


@settings(deadline=None)
@given(
    st.lists(st.text("abcde", min_size=1, max_size=9), min_size=1, max_size=3),
    st.lists(st.text("abcdef", min_size=1, max_size=120), min_size=1, max_size=3),
    st.sampled_from(THRESHOLDS[1:]),
    st.sampled_from([1, 16, 1 << 20]),
)
def test_stretches_of_much_longer_texts_are_judged_many_at_a_time_without_a_miss(short, long, part, chunk):
    texts = [list(text) for text in (*short, *long)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(containment_module, "_CHUNK_WORDS", chunk)
        patch.setattr(containment_module, "_DIVISION", 2)
        patch.setattr(containment_module, "_FEW_STRETCHES", 1)
        found = find_contained(make_features(texts), part)
    assert [tuple(pair) for pair in found] == find_contained_in_all(texts, part)


_PARAGRAPHS = st.lists(st.lists(st.integers(1, 3), max_size=4), max_size=12)


@given(_PARAGRAPHS, st.booleans(), st.booleans())
def test_paragraphs_are_grouped_by_their_words_even_when_hashes_fall_together(paragraphs, salted, colliding):
    words = np.array([word for words in paragraphs for word in words], np.uint64)
    offsets = np.cumsum([0, *map(len, paragraphs)]).astype(np.int64)
    salt = np.arange(len(paragraphs), dtype=np.uint64) % np.uint64(2) if salted else None
    with pytest.MonkeyPatch.context() as patch:
        if colliding:
            patch.setattr(units_module, "hash_runs", lambda _values, starts: np.zeros(len(starts), np.uint64))
        units = group_by_words(words, offsets, salt)
    numbers: dict = {}
    keys = [(tuple(words), place % 2 if salted else 0) for place, words in enumerate(paragraphs)]
    assert units.unit.tolist() == [numbers.setdefault(key, len(numbers)) for key in keys]
    assert units.first.tolist() == [keys.index(key) for key in numbers]


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(st.integers(0, 1000), st.sampled_from(THRESHOLDS[:-1]))
def test_larger_sets_of_edited_texts(seed, threshold):
    texts = make_edited_texts(seed, count=300)
    assert join(texts, threshold) == compare_all_pairs(texts, threshold)
