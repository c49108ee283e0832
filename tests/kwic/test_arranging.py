"""Which lines are shown, in which order, and what is counted of them."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.errors import PatternError, UsageError
from corpuskit.kwic import KwicOptions, concordance, make_concordance
from corpuskit.kwic.keys import turn_round
from corpuskit.records import ConcordanceLine, ConcordancePlot, Issue


def search(pattern, *texts, **options):
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    findings = concordance(documents, KwicOptions(pattern=pattern, **options))
    return list(findings), findings.summary


POST = "Peace is the work of all nations, and peace is possible."
NEAR_POST = "Peace is the work of all nations, and so peace is possible."


class TestFoldedCopies:
    def test_hits_in_copies_of_a_paragraph_are_one_line_with_their_number(self):
        lines, summary = search("peace", f"{POST}\nOther.\n{POST}", POST, fold_copies="exact")
        assert [(line.doc, line.start, line.copies) for line in lines] == [("d0", 0, 3), ("d0", 38, 3)]
        assert (summary["hits"], summary["shown"], summary["distinct_passages"]) == (6, 2, 2)

    def test_copies_are_exact_up_to_case_and_signs(self):
        lines, _ = search("peace", POST, POST.upper().replace(",", " –"), fold_copies="exact")
        assert [line.copies for line in lines] == [2, 2]

    def test_near_copies_are_folded_when_asked(self):
        assert search("peace", POST, NEAR_POST, fold_copies="exact")[1]["distinct_passages"] == 4
        lines, summary = search("peace", POST, NEAR_POST, fold_copies="near")
        assert [line.copies for line in lines] == [2, 2]
        assert summary["distinct_passages"] == 2

    def test_the_number_of_distinct_passages_is_told_without_folding_too(self):
        lines, summary = search("peace", POST, POST)
        assert len(lines) == summary["hits"] == 4
        assert summary["distinct_passages"] == 2
        assert search("peace", POST, distinct=False)[1]["distinct_passages"] is None

    @pytest.mark.parametrize(
        ("texts", "distinct"),
        [
            (("one peace", "two peace"), 2),
            (("one peace\ntwo peace", "Two peace"), 2),
            (("one peace", "two peace", "three peace"), None),
            (("one peace\ntwo peace\nthree peace", "one peace"), None),
            (("one peace", "one peace\ntwo peace\nthree peace"), None),
        ],
    )
    def test_too_many_distinct_passages_have_no_number(self, texts, distinct, monkeypatch):
        monkeypatch.setattr("corpuskit.kwic.copies._MOST_COUNTED", 2)
        assert search("peace", *texts)[1]["distinct_passages"] == distinct

    def test_each_pattern_has_its_own_lines(self):
        assert (
            search("peace", POST, POST, more_patterns=("nations",), fold_copies="exact")[1][
                "distinct_passages"
            ]
            == 3
        )

    @given(st.lists(st.sampled_from([POST, NEAR_POST, "peace", "No."]), max_size=8))
    def test_copies_add_up_to_the_hits(self, texts):
        lines, summary = search("peace", *texts, fold_copies="exact")
        assert sum(line.copies for line in lines) == summary["hits"]
        assert len({line.group_id for line in lines}) == len(lines)


class TestGroups:
    TEXT = "the law\nThe law\na law\nlaw"

    def test_of_neighbours_the_most_frequent_first(self):
        groups, summary = search("law", self.TEXT, group="L1")
        assert [(group.group_key, group.hits, group.documents) for group in groups] == [
            ("the", 2, 1),
            (None, 1, 1),
            ("a", 1, 1),
        ]
        assert (summary["hits"], summary["shown"]) == (4, 3)

    def test_of_matches_and_documents(self):
        assert [(g.group_key, g.hits) for g in search("la*", "laws law", "Law", group="match")[0]] == [
            ("law", 2),
            ("laws", 1),
        ]
        assert [(g.group_key, g.hits) for g in search("la*", "law", "laws Law", group="doc")[0]] == [
            ("d1", 2),
            ("d0", 1),
        ]

    def test_of_patterns(self):
        groups, _ = search("law", "law and war", more_patterns=("war", "w*"), group="pattern")
        assert [(g.group_key, g.hits) for g in groups] == [("law", 1), ("w*", 1), ("war", 1)]

    def test_count_lines_apart_from_hits_where_copies_are_folded(self):
        groups, _ = search("peace", POST, POST, group="match", fold_copies="exact")
        assert [(g.hits, g.lines) for g in groups] == [(4, 2)]

    def test_are_slices_of_their_first_line(self):
        groups, _ = search("law", "é the law", group="R1")
        assert (groups[0].start, groups[0].end, groups[0].match) == (6, 9, "law")


class TestSamples:
    TEXTS = ("x " * 30, "x " * 5, "x " * 20)

    def test_are_the_same_for_the_same_seed(self):
        first, _ = search("x", *self.TEXTS, sample=10)
        assert first == search("x", *self.TEXTS, sample=10)[0]
        assert first != search("x", *self.TEXTS, sample=10, seed=2)[0]

    def test_have_the_size_asked_for_in_the_order_of_the_documents(self):
        lines, summary = search("x", *self.TEXTS, sample=10)
        assert len(lines) == 10
        assert [(line.doc, line.start) for line in lines] == sorted((line.doc, line.start) for line in lines)
        assert summary["hits"] == 55

    def test_larger_than_everything_are_everything(self):
        assert len(search("x", *self.TEXTS, sample=100)[0]) == 55

    def test_by_document_take_as_many_from_each(self):
        lines, _ = search("x", *self.TEXTS, sample=7, by=("doc",))
        assert [line.doc for line in lines] == ["d0"] * 7 + ["d1"] * 5 + ["d2"] * 7

    def test_draw_every_line_as_often_as_any_other(self):
        drawn = [
            line.start // 2 for seed in range(400) for line in search("x", "x " * 10, sample=2, seed=seed)[0]
        ]
        assert all(50 <= drawn.count(place) <= 110 for place in range(10))


class TestSorting:
    def test_by_frequency(self):
        lines, _ = search("law", "law of\nlaw is\nlaw of\nlaw at", sort=("freq:R1",))
        assert [line.line for line in lines] == [1, 3, 4, 2]

    def test_by_date(self):
        documents = [
            Document("a", "law"),
            Document("b", "law", metadata={"date": "2023-05-01"}),
            Document("c", "law", metadata={"date": "2021-01-01"}),
        ]
        findings = concordance(documents, KwicOptions(pattern="law", sort=("date",)))
        assert [line.doc for line in findings if isinstance(line, ConcordanceLine)] == ["c", "b", "a"]


def test_the_first_hit_of_each_document():
    lines, summary = search("x", "a x x", "b", "x x", first_per_doc=True)
    assert [(line.doc, line.start) for line in lines] == [("d0", 2), ("d2", 0)]
    assert summary["hits"] == 4


def test_hits_inside_given_stretches():
    document = Document("d", "x “x x” x")
    findings = concordance([document], KwicOptions(pattern="x"), inside=lambda _: [(3, 6)])
    assert [line.start for line in findings if isinstance(line, ConcordanceLine)] == [3, 5]
    assert findings.summary["hits"] == 2


def test_a_plot_shows_where_the_hits_are():
    records, _ = search("x", "x " * 10 + "y " * 40 + "x" + " y" * 49, plot=True)
    plot = records[0]
    assert isinstance(plot, ConcordancePlot)
    assert plot.density == [2] * 5 + [0] * 20 + [1] + [0] * 24
    assert len(plot.plot) == 50
    assert [bar != "·" for bar in plot.plot] == [count > 0 for count in plot.density]


def test_several_patterns_are_told_apart():
    lines, _ = search("law", "law war", more_patterns=("w*",))
    assert [(line.match, line.query, line.pattern) for line in lines] == [
        ("law", "law", "law"),
        ("war", "w*", "w*"),
    ]


class TestLists:
    LISTS = {"terms": ("peace", "United Nations", "secur*")}  # noqa: RUF012

    def test_label_each_hit_with_their_entry(self):
        lines, _ = search("@terms", "The United Nations secures peace", lists=self.LISTS)
        assert [(line.match, line.pattern) for line in lines] == [
            ("United Nations", "United Nations"), ("secures", "secur*"), ("peace", "peace"),
        ]  # fmt: skip
        assert {line.query for line in lines} == {"@terms"}

    def test_are_alternatives_inside_a_query(self):
        lines, _ = search(
            "the @terms of", "the peace of, the United Nations of, the war of", lists=self.LISTS
        )
        assert [line.match for line in lines] == ["the peace of", "the United Nations of"]

    def test_of_nothing_are_refused(self):
        with pytest.raises(PatternError, match="empty"):
            search("@none", "text", lists={"none": ()})

    def test_entries_may_share_a_label(self):
        lists = {"terms": ("asylum: refugee*", "asylum: seeker", "law", "a:b")}
        lines, _ = search("@terms", "refugees seek law, a:b, a seeker", lists=lists)
        assert [(line.match, line.pattern) for line in lines] == [
            ("refugees", "asylum"),
            ("law", "law"),
            ("a:b", "a:b"),
            ("seeker", "asylum"),
        ]
        groups, _ = search("@terms", "refugees seek law, a seeker", lists=lists, group="pattern")
        assert [(group.group_key, group.hits) for group in groups] == [("asylum", 2), ("law", 1)]
        assert len(search("a @terms", "a seeker", lists=lists)[0]) == 1


def test_the_id_of_a_hit_depends_on_the_text_and_its_place_alone():
    first, _ = search("law", "the law", "a law")
    again, _ = search("a*|law", "x", "a law")
    assert first[1].id in {line.id for line in again}
    assert first[0].id != first[1].id


class TestKeys:
    DOCUMENTS = (
        Document("1", "the x of", metadata={"likes": "9", "paper": "Post"}),
        Document("2", "an x\nthe x of", metadata={"likes": "10"}),
        Document("3", "x of", metadata={"paper": "Times"}),
    )

    def arrange(self, **options):
        return [
            (line.doc, line.line)
            for line in concordance(self.DOCUMENTS, KwicOptions(pattern="x", **options))
            if isinstance(line, ConcordanceLine)
        ]

    def group(self, **options):
        return [
            (group.group_key, group.second_key, group.hits)
            for group in concordance(self.DOCUMENTS, KwicOptions(pattern="x", **options))
        ]

    def test_lines_are_sorted_by_any_field_numbers_as_numbers_and_unknown_ones_last(self):
        assert self.arrange(sort=("likes",)) == [("1", 1), ("2", 1), ("2", 2), ("3", 1)]
        assert self.arrange(sort=("paper",)) == [("1", 1), ("3", 1), ("2", 1), ("2", 2)]

    def test_a_hyphen_turns_the_order_round(self):
        assert self.arrange(sort=("-L1",)) == [("1", 1), ("2", 2), ("2", 1), ("3", 1)]
        assert self.arrange(sort=("-doc", "L1")) == [("3", 1), ("2", 1), ("2", 2), ("1", 1)]
        assert self.arrange(sort=("-likes",), limit=2) == [("3", 1), ("2", 1)]
        assert self.arrange(sort=("-freq:L1", "doc"))[-2:] == [("1", 1), ("2", 2)]
        assert self.arrange(sort=("freq:L1", "doc"))[:2] == [("1", 1), ("2", 2)]

    def test_groups_may_have_two_keys(self):
        assert self.group(group="L1,R1") == [("the", "of", 2), (None, "of", 1), ("an", None, 1)]
        assert self.group(group="paper,L1", sort=("key",)) == [
            (None, "an", 1),
            (None, "the", 1),
            ("Post", "the", 1),
            ("Times", None, 1),
        ]

    def test_each_group_has_its_share_of_all_hits_and_its_most_frequent_spelling(self):
        texts = ("Law. LAW of law. Law", "law LAW laws")
        groups, summary = search("la*", *texts, group="match")
        assert [(g.group_key, g.form, g.form_hits, g.share) for g in groups] == [
            ("law", "LAW", 2, 6 / 7),
            ("laws", "laws", 1, 1 / 7),
        ]
        assert summary["groups"] == 2
        assert [g.form for g in search("law of", "law\n of", group="match", within="document")[0]] == [
            "law of"
        ]
        neighbours, summary = search("x", "The x of. the x Of. the x of", "no x", group="L1,R1", limit=1)
        assert [(g.form, g.second_form, g.form_hits, g.share) for g in neighbours] == [("The", "of", 1, 0.75)]
        assert summary["groups"] == 2

    @pytest.mark.parametrize("fold_copies", ["exact", "near", "context"])
    def test_spellings_are_counted_with_the_copies_that_a_line_stands_for(self, fold_copies):
        texts = ("The peace, an offer", *["A peace, an offer"] * 3, "an Peace")
        groups, _ = search("peace", *texts, group="L1", fold_copies=fold_copies)
        assert [(g.group_key, g.form, g.form_hits, g.lines, g.share) for g in groups] == [
            ("a", "A", 3, 1, 0.6),
            ("an", "an", 1, 1, 0.2),
            ("the", "The", 1, 1, 0.2),
        ]

    @pytest.mark.parametrize("name", ["doc", "pattern", "paper", "date:year"])
    def test_what_is_no_word_of_a_text_has_no_spelling(self, name):
        findings = concordance(self.DOCUMENTS, KwicOptions(pattern="x", group=name))
        groups = [group for group in findings if not isinstance(group, Issue)]
        assert {(group.form, group.form_hits) for group in groups} == {(None, None)}
        assert sum(group.share for group in groups) == pytest.approx(1)

    def test_of_no_hits_there_are_no_groups(self):
        groups, summary = search("peace", "war", group="L1")
        assert [group for group in groups if not isinstance(group, Issue)] == []
        assert summary["groups"] == 0

    @given(st.lists(st.sampled_from(["law", "Law", "LAW x", "an air law"]), max_size=8))
    def test_groups_of_any_split_are_those_of_the_whole(self, texts):
        documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
        analysis = make_concordance(KwicOptions(pattern="law", group="match,L1"))
        parts = [analysis.per_document(document) for document in documents]
        list(chain.from_iterable(parts))
        summaries = [part.total for part in parts]
        for place in range(len(summaries) + 1):
            halves = [sum(half, analysis.nothing) for half in (summaries[:place], summaries[place:])]
            assert (halves[0] + halves[1]).groups == sum(summaries, analysis.nothing).groups

    def test_groups_are_sorted_by_hits_or_key(self):
        assert self.group(group="R1") == [("of", None, 3), (None, None, 1)]
        assert self.group(group="R1", sort=("freq",)) == [(None, None, 1), ("of", None, 3)]
        assert self.group(group="R1", sort=("-key",)) == [("of", None, 3), (None, None, 1)]
        assert self.group(group="R1", sort=("-freq",)) == [("of", None, 3), (None, None, 1)]

    def test_a_field_that_no_document_has_is_noted(self):
        for options in ({"sort": ("nope",)}, {"sort": ("-nope",)}, {"group": "nope"}, {"group": "L1,nope"}):
            found = list(concordance(self.DOCUMENTS, KwicOptions(pattern="x", **options)))
            assert isinstance(found[0], Issue)
            assert found[0].message == "no document has a field 'nope'"

    @given(st.lists(st.text(max_size=3), max_size=8))
    def test_a_key_turned_round_sorts_the_other_way(self, keys):
        keys = [key.replace("\0", "") for key in keys]
        assert sorted(keys, key=turn_round) == sorted(keys, reverse=True)
        for key in keys:
            turn_round(key).encode()

    def test_documents_without_hits_are_counted_where_all_are(self):
        found = concordance(self.DOCUMENTS, KwicOptions(pattern="an", count=True, zeros=True))
        assert [(count.doc, count.hits) for count in found] == [("1", 0), ("2", 1), ("3", 0)]

    def test_counts_are_sorted_by_hits(self):
        found = concordance(self.DOCUMENTS, KwicOptions(pattern="x", count=True, sort=("-freq",), limit=2))
        assert [(count.doc, count.hits) for count in found] == [("2", 2), ("1", 1)]


@pytest.mark.parametrize(
    "options",
    [
        {"group": "L9"},
        {"group": "L1,R1,match"},
        {"sample": 0},
        {"by": ("doc",)},
        {"count": True, "group": "doc"},
        {"count": True, "plot": True},
        {"substring": True, "regex": True},
        {"substring": True, "clitics": True},
        {"regex": True, "hashtags": "split"},
        {"time_limit": 0},
        {"sort": ("freq:doc",)},
        {"seed": 7},
    ],
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(UsageError):
        KwicOptions(pattern="a", **options)
