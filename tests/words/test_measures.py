"""Published values of the measures, and what they say where there is nothing to measure."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from corpuskit.records import Collocate, Keyword, Word
from corpuskit.words.measures import FORMULAS, association, dispersion, diversity, frequency
from corpuskit.words.measures.association import ContingencyTable, compare_corpora


def near(value, digits=6):
    return pytest.approx(value, abs=0.5000001 * 10**-digits)


class TestAssociation:
    def test_dunnings_table(self):
        assert association.log_likelihood(ContingencyTable(10, 10, 13, 31777)) == near(167.23, 2)

    def test_the_unit_values_of_association_measures(self):
        table = ContingencyTable(10, 10, 10, 100)
        assert association.log_likelihood(table) == near(65.016595)
        assert association.z_score(10, table.expected) == near(9)
        assert association.t_score(10, table.expected) == near(2.846050)
        assert association.dice(10, 10, 10) == 1
        assert association.log_dice(10, 10, 10) == 14

    @pytest.mark.parametrize(
        ("hits", "g2", "z", "t", "ratio", "two_cells"),
        [
            ((1, 1), 2.448757, 2.102442, 0.840269, 3.526202, 2.448707),
            ((7, 113), -0.829802, -0.834636, -0.976603, -0.486622, -0.829329),
            ((1, 7), 0.191806, 0.451726, 0.361077, 0.718847, 0.191797),
            ((2, 45), -1.059386, -0.905150, -1.240035, -0.965651, -1.059168),
            ((2, 3), 3.879126, 2.533018, 1.131847, 2.941240, 3.878945),
        ],
    )
    def test_the_gold_of_ucs(self, hits, g2, z, t, ratio, two_cells):
        table = compare_corpora(hits[0], 15334, hits[1], 176664)
        assert association.log_likelihood(table) == near(g2)
        assert association.log_likelihood_two_cells(table) == near(two_cells)
        assert association.z_score(table.o11, table.expected) == near(z)
        assert association.t_score(table.o11, table.expected) == near(t)
        assert association.log_ratio(table) == near(ratio)

    def test_church_and_hanks_and_manning_and_schuetze(self):
        assert association.mutual_information(8, 1105 * 44 / 15e6) == near(11.269, 3)
        assert association.t_score(8, 15828 * 4675 / 14307668) == near(0.999932)

    def test_delta_p_of_gries(self):
        forward, backward = association.delta_p(
            ContingencyTable(5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063)
        )
        assert (forward, backward) == (near(0.032, 3), near(0.697, 3))

    @pytest.mark.parametrize(
        ("hits", "size", "log_dice", "mi", "t", "g2", "ratio"),
        [
            (27, 35, 13.4511, 3.5622, 4.7563, 112.0425, 5.5834),
            (10, 10, 12.5670, 3.9366, 2.9558, 54.6613, None),
            (9, 14, 12.3119, 3.2992, 2.6952, 31.5917, 4.6765),
            (20, 95, 12.2030, 1.6887, 3.0849, 21.7881, 1.9216),
            (55, 587, 11.4799, 0.5208, 2.2471, 7.4163, 0.5546),
        ],
    )
    def test_collocates_of_security_in_the_seeds(self, hits, size, log_dice, mi, t, g2, ratio):
        # 44 nodes, 416 tokens in windows of 5 words that stop at the paragraph, 6,370 tokens in all.
        expected = 416 * size / 6370
        table = ContingencyTable(hits, 416, size, 6370 - 44)
        assert association.log_dice(hits, 44, size) == near(log_dice, 4)
        assert association.mutual_information(hits, expected) == near(mi, 4)
        assert association.t_score(hits, expected) == near(t, 4)
        assert association.log_likelihood(table) == near(g2, 4)
        plain = association.log_ratio(table, discount="none")
        assert plain is None if ratio is None else plain == near(ratio, 4)

    def test_log_dice_does_not_depend_on_the_size_of_the_corpus_and_mi_cubed_weighs_the_hits(self):
        assert association.log_dice(5, 10, 20) == 14 + math.log2(10 / 30)
        assert association.mutual_information(4, 2, power=3) == 5


class TestKeyness:
    @pytest.mark.parametrize(
        ("a", "b", "two_cells", "g2", "ratio", "difference", "odds"),
        [
            (0, 35, -71.284, -71.652, -6.952, -100, 0),
            (21, 0, 18.822, 18.864, 4.570, None, None),
            (329, 258, -15.205, -16.920, -0.472, -27.90, 0.6946),
            (17, 27, -11.524, -11.614, -1.490, -64.40, 0.3531),
            (25, 6, 4.165, 4.185, 1.236, 135.59, 2.3649),
        ],
    )
    def test_a_seed_against_three_others(self, a, b, two_cells, g2, ratio, difference, odds):
        table = compare_corpora(a, 3799, b, 2148)
        assert association.log_likelihood_two_cells(table) == near(two_cells, 3)
        assert association.log_likelihood(table) == near(g2, 3)
        assert association.log_ratio(table) == near(ratio, 3)
        assert association.percent_difference(table) == (None if difference is None else near(difference, 2))
        assert association.odds_ratio(table) == (None if odds is None else near(odds, 4))

    def test_published_comparisons(self):
        assert association.odds_ratio(compare_corpora(16217, 2796938, 735, 2087946)) == near(16.561, 3)
        assert association.percent_difference(compare_corpora(206523, 959641, 178174, 1562358)) == near(
            88.71, 2
        )
        assert association.simple_maths(compare_corpora(35, 112289811, 263, 1559717242), 1) == near(1.1224, 4)

    @pytest.mark.parametrize(
        ("hits", "total", "expected", "ratio", "low"),
        [(1189, 2157, 18.411, 7.1566, 6.876), (22, 33, 0.282, 7.8599, 5.466), (5, 12, None, 6.3745, None)],
    )
    def test_log_ratio_and_its_interval(self, hits, total, expected, ratio, low):
        table = ContingencyTable(hits, 168329, total, 19720567)
        assert association.log_ratio(table) == near(ratio, 4)
        if low is not None:
            assert table.expected == pytest.approx(expected, abs=0.001)
            # The published bounds are those of a Bonferroni correction for 7,116 words.
            bounds = association.log_ratio_interval(table, association.bounding_z(0.05, 7116))
            assert bounds is not None
            assert bounds[0] == near(low, 3)
            assert bounds[0] + bounds[1] == pytest.approx(2 * ratio, abs=0.001)

    def test_the_order_of_quantedas_keyness(self):
        table = compare_corpora(7, 10, 2, 9)
        assert association.chi_squared(table) == near(4.337160)
        assert association.chi_squared(table, yates=True) == near(2.632438)
        assert association.log_likelihood(table) == near(4.534939)

    def test_quantedas_two_documents(self):
        first, second = (
            dict(zip("abcdefgh", counts, strict=True))
            for counts in ((3, 2, 6, 1, 1, 1, 1, 2), (2, 1, 2, 4, 1, 1, 0, 1))
        )
        tables = {
            word: compare_corpora(first[word], sum(first.values()), second[word], sum(second.values()))
            for word in first
        }
        g2 = {word: association.log_likelihood(table) for word, table in tables.items()}
        assert g2 == {
            word: near(value)
            for word, value in {
                "c": 1.274238, "g": 1.093291, "b": 0.091242, "h": 0.091242, "a": 0.004751, "e": -0.064900,
                "f": -0.064900, "d": -3.779441,
            }.items()
        }  # fmt: skip
        assert "".join(sorted(g2, key=lambda word: -(g2[word] or 0))) == "cgbhaefd"

        yates = {word: association.chi_squared(table, yates=True) for word, table in tables.items()}
        assert {word: value for word, value in yates.items() if value} == {
            "c": near(0.467298), "d": near(-2.040247),
        }  # fmt: skip

        # Where the correction is more than the difference, quanteda leaves it out; here nothing is left.
        def as_quanteda(word):
            return yates[word] or association.chi_squared(tables[word]) or 0

        assert "".join(sorted(tables, key=lambda word: -as_quanteda(word))) == "gcbhaefd"
        pmi = association.mutual_information(3, tables["a"].expected)
        assert pmi is not None
        assert pmi * math.log(2) == near(0.023257)

    def test_p_values_and_their_adjustment(self):
        assert association.p_value(3.841459) == near(0.05)
        assert association.p_value(-6.634897) == near(0.01)
        assert association.adjust_by_rank([0.01, None, 0.04, 0.03, 0.5]) == [
            0.04, None, pytest.approx(0.16 / 3), pytest.approx(0.16 / 3), 0.5,
        ]  # fmt: skip


class TestFrequency:
    def test_the_seeds(self):
        assert frequency.per_million(587, 6370) == near(92150.7, 1)

    @pytest.mark.parametrize(
        ("hits", "low", "high"),
        [(0, 0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)],
    )
    def test_the_exact_interval_of_poisson(self, hits, low, high):
        assert frequency.poisson_interval(hits) == (near(low, 4), near(high, 4))

    @pytest.mark.parametrize("hits", [0, 1, 2, 7, 50, 100, 333])
    def test_each_bound_leaves_a_fortieth_beyond_it(self, hits):
        def probability(count, mean):
            return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))

        low, high = frequency.poisson_interval(hits)
        assert sum(probability(count, high) for count in range(hits + 1)) == near(0.025)
        if hits:
            assert 1 - sum(probability(count, low) for count in range(hits)) == near(0.025)

    def test_a_large_count_has_an_interval_near_that_of_the_normal_distribution(self):
        low, high = frequency.poisson_interval(1_000_000)
        assert low == pytest.approx(1_000_000 - 1960, abs=3)
        assert high == pytest.approx(1_000_000 + 1962, abs=3)


# Words in 5 parts of 9, 10, 10, 10 and 11 words.
GRIES = (1, 2, 3, 4, 5)


class TestDispersion:
    def test_gries(self):
        assert dispersion.deviation_of_proportions(GRIES, (9, 10, 10, 10, 11)) == near(0.18, 2)
        assert dispersion.deviation_of_proportions(GRIES, (10,) * 5) == near(0.20, 2)
        assert dispersion.normalized_deviation(GRIES, (10,) * 5) == near(0.25, 2)

    def test_juilland_of_a_word_in_one_of_many_parts_is_never_below_zero(self):
        for parts in range(2, 40):
            value = dispersion.juilland_d([1] + [0] * (parts - 1), [13] + [7] * (parts - 1))
            assert value == near(0)
            assert math.copysign(1, value) == 1

    def test_juilland_and_lijffijt(self):
        assert dispersion.juilland_d((0, 4, 3, 2, 1), (1,) * 5) == near(0.6464, 4)
        assert dispersion.normalized_deviation((2, 1, 0), (1,) * 3) == near(0.5)

    def test_all_in_one_part_is_one_and_the_same_in_each_is_zero(self):
        assert dispersion.normalized_deviation((7, 0, 0, 0), (5,) * 4) == near(1)
        assert dispersion.normalized_deviation((1,) * 10, (5,) * 10) == near(0)
        assert dispersion.normalized_deviation((5,), (50,)) is None

    @pytest.mark.parametrize(
        ("counts", "dp", "norm", "d"),
        [
            ((91, 108, 329, 0, 59), 0.1023, 0.1096, 0.7370),
            ((22, 9, 60, 0, 4), 0.1533, 0.1642, 0.5997),
            ((9, 17, 17, 0, 1), 0.3418, 0.3661, 0.5208),
            ((3, 16, 0, 0, 16), 0.6906, 0.7397, 0.4434),
            ((1, 5, 25, 0, 0), 0.2357, 0.2525, 0.4801),
            ((0, 0, 0, 14, 0), 0.9336, 1, 0),
        ],
    )
    def test_words_of_the_seeds(self, counts, dp, norm, d):
        sizes = (723, 864, 3799, 423, 561)
        assert dispersion.deviation_of_proportions(counts, sizes) == near(dp, 4)
        assert dispersion.normalized_deviation(counts, sizes) == near(norm, 4)
        assert dispersion.juilland_d(counts, sizes) == near(d, 4)


WORDS = ["one", "one", "two", "one", "one", "two", "one"]
FRUIT = ["apple", "orange", "apple", "orange", "pear", "pear", "apple", "orange"]
SENTENCES = ["this", "is", "a", "sentence", "."] * 20


class TestDiversity:
    @pytest.mark.parametrize(("window", "ratio"), [(2, 5 / 6), (3, 2 / 3), (4, 1 / 2)])
    def test_the_moving_average_of_quanteda(self, window, ratio):
        assert diversity.moving_average_ratio(WORDS, window) == near(ratio)

    def test_a_window_longer_than_the_text_has_no_ratio(self):
        assert diversity.moving_average_ratio(WORDS, 100) is None

    def test_the_moving_average_of_fruit(self):
        assert diversity.moving_average_ratio(FRUIT, 3) == near(7 / 9)

    def test_twenty_sentences_that_are_the_same(self):
        assert diversity.type_token_ratio(5, 100) == 0.05
        assert diversity.textual_diversity(SENTENCES) == near(100 / 14)
        assert diversity.hypergeometric_diversity([20] * 5) == near(0.119047)
        assert diversity.yule_k({20: 5}) == near(1900)

    def test_yules_spectrum(self):
        spectrum = {
            1: 212, 2: 51, 3: 26, 4: 13, 5: 6, 6: 6, 7: 3, 8: 4, 10: 1, 11: 1, 13: 3, 16: 1, 17: 1, 19: 1, 21: 1,
            59: 1,
        }  # fmt: skip
        assert (sum(i * v for i, v in spectrum.items()), sum(spectrum.values())) == (755, 331)
        assert diversity.yule_k(spectrum) == near(112.767, 3)


counts = st.integers(0, 10**6)


class TestEverythingThatCanOccur:
    @given(st.tuples(counts, counts, counts, counts))
    def test_the_cells_sum_to_n_and_nothing_is_nan_or_infinite(self, cells):
        o11, o12, o21, _ = cells
        table = ContingencyTable(o11, o11 + o12, o11 + o21, sum(cells))
        assert table.cells == cells
        assert sum(table.cells) == table.n
        values = [
            association.log_likelihood(table), association.log_likelihood_two_cells(table), association.chi_squared(table),
            association.chi_squared(table, yates=True), association.log_ratio(table), association.log_ratio(table, discount="all"),
            association.log_ratio(table, discount="none"), association.percent_difference(table), association.odds_ratio(table),
            association.simple_maths(table), *association.delta_p(table), association.p_value(association.log_likelihood(table)),
            association.mutual_information(o11, table.expected), association.mutual_information(o11, table.expected, power=3),
            association.t_score(o11, table.expected), association.z_score(o11, table.expected),
            association.log_dice(o11, table.r1, table.c1), association.dice(o11, table.r1, table.c1),
            frequency.per_million(o11, table.n), *(association.log_ratio_interval(table, 1.96) or ()),
        ]  # fmt: skip
        assert all(value is None or math.isfinite(value) for value in values)
        if o11 == 0:
            assert association.mutual_information(o11, table.expected) is None

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 500)), max_size=8))
    def test_dispersion_is_between_none_and_full(self, parts):
        sizes = [max(size, hits) for hits, size in parts]
        hits = [hits for hits, _ in parts]
        for measure in (
            dispersion.deviation_of_proportions, dispersion.normalized_deviation, dispersion.juilland_d,
        ):  # fmt: skip
            value = measure(hits, sizes)
            assert value is None or -1e-9 <= value <= 1 + 1e-9

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=1, max_size=8))
    def test_parts_without_hits_may_be_left_out(self, parts):
        sizes = [max(size, hits) for hits, size in parts]
        hits = [hits for hits, _ in parts]
        held = [number for number, count in enumerate(hits) if count]
        everything = dispersion.measure_parts(sizes)
        for measure in (
            dispersion.deviation_of_proportions,
            dispersion.normalized_deviation,
            dispersion.juilland_d,
        ):
            sparse = measure(
                [hits[number] for number in held], [sizes[number] for number in held], everything
            )
            dense = measure(hits, sizes)
            assert sparse == (None if dense is None else pytest.approx(dense, abs=1e-9))

    @given(st.lists(st.sampled_from("abc"), max_size=120))
    def test_diversity_of_any_text_has_a_value_or_none(self, words):
        tally = [words.count(word) for word in set(words)]
        for value in (
            diversity.moving_average_ratio(words, 5),
            diversity.textual_diversity(words), diversity.hypergeometric_diversity(tally, 5),
            diversity.type_token_ratio(len(tally), len(words)),
        ):  # fmt: skip
            assert value is None or (math.isfinite(value) and value >= 0)

    def test_of_an_empty_corpus_nothing_is_known(self):
        empty = ContingencyTable(0, 0, 0, 0)
        assert empty.expected is None
        assert association.log_likelihood(empty) is None
        assert frequency.per_million(0, 0) is None
        assert dispersion.deviation_of_proportions((), ()) is None
        assert diversity.yule_k({}) is None
        assert association.delta_p(empty) == (None, None)


def test_the_page_of_statistics_has_each_formula():
    page = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    for name in FORMULAS:
        assert f"`{name}`" in page


def test_a_formula_stands_for_a_field_of_a_record():
    fields = {*Word.__struct_fields__, *Collocate.__struct_fields__, *Keyword.__struct_fields__}
    assert set(FORMULAS) <= fields
