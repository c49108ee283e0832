"""The lines of a concordance: context, order, limits, counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.errors import PatternError, UsageError
from corpuskit.kwic import KwicOptions, concordance


def lines(pattern, *texts, **options):
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    return list(concordance(documents, KwicOptions(pattern=pattern, **options)))


def contexts(pattern, text, **options):
    return [(line.before, line.match, line.after) for line in lines(pattern, text, **options)]


class TestContext:
    ALPHABET = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"

    def test_in_words(self):
        assert contexts("D", self.ALPHABET, context=(3, 5)) == [("A B C ", "D", " E F G H I")]

    def test_at_the_edges_of_the_text(self):
        assert contexts("A", self.ALPHABET, context=(2, 2)) == [("", "A", " B C")]
        assert contexts("Z", self.ALPHABET, context=(2, 2)) == [("X Y ", "Z", "")]

    def test_of_size_zero(self):
        assert contexts("D", "a, D, e", context=(0, 0)) == [("", "D", "")]

    def test_in_characters(self):
        assert contexts("D", "abc D efg", context=(2, 3), unit="char") == [("c ", "D", " ef")]

    @pytest.mark.parametrize("accent", ["", "é "])
    def test_of_a_very_long_word_inside_of_which_a_match_stands_is_a_part(self, accent):
        long = "x" * 501
        (found,) = contexts("a", f"{accent}one {long}a{long} two", substring=True)
        assert found == ("x" * 500, "a", "x" * 500)
        (found,) = contexts("[+]", f"{accent}one {'=' * 501}+{'=' * 501} two", regex=True)
        assert found == ("=" * 500, "+", "=" * 500)

    @pytest.mark.parametrize("accent", ["", "é "])
    def test_of_a_whole_word_is_whole(self, accent):
        long = "x" * 500
        (found,) = contexts("a", f"{accent}one {long}a{long} two", substring=True)
        assert found == (f"{accent}one {long}", "a", f"{long} two")
        (found,) = contexts("two", f"{accent}{long}xx two {long}xx", substring=True)
        assert found == (f"{accent}{long}xx ", "two", f" {long}xx")

    def test_is_verbatim_and_stops_at_the_paragraph(self):
        assert contexts("match", "one\n  • two,  match…(three) \nfour") == [("• two,  ", "match", "…(three)")]

    def test_of_the_whole_sentence(self):
        text = "One. Mr. Two met three. Four."
        assert contexts("met", text, unit="sentence") == [("Mr. Two ", "met", " three.")]

    def test_of_the_whole_paragraph(self):
        assert contexts("b", "a. b. c.\nd", unit="paragraph") == [("a. ", "b", ". c.")]

    def test_runs_through_a_hard_wrapped_paragraph(self):
        text = "alpha beta\ngamma delta\n\nepsilon"
        line = next(
            iter(concordance([Document("d", text, paragraph_rule="block")], KwicOptions(pattern="gamma")))
        )
        assert (line.before, line.after, line.line, line.paragraph) == ("alpha beta\n", " delta", 2, 1)

    @given(st.text(alphabet="ab \n,é\u0301", max_size=30), st.integers(0, 4), st.integers(0, 4))
    def test_of_words_has_no_more_words_than_asked_for(self, text, before, after):
        for line in lines("a", text, context=(before, after)):
            assert len(line.before.replace(",", " ").replace("\u0301", "").split()) <= before
            assert len(line.after.replace(",", " ").replace("\u0301", "").split()) <= after + 1


class TestOrder:
    TEXT = "the law of war\nthe rule of law\nno law\nany law at all"

    def test_is_that_of_the_documents(self):
        assert [(hit.doc, hit.line) for hit in lines("x", "x\nx", "x")] == [("d0", 1), ("d0", 2), ("d1", 1)]

    def test_by_the_nearest_word_first(self):
        assert [hit.line for hit in lines("law", self.TEXT, sort=("L1",))] == [4, 3, 2, 1]
        assert [hit.line for hit in lines("law", self.TEXT, sort=("R1", "L1"))] == [3, 2, 4, 1]

    def test_lines_without_a_neighbour_come_first_and_ties_stay_as_they_were(self):
        assert [hit.line for hit in lines("law", self.TEXT, sort=("R2",))] == [2, 3, 4, 1]

    def test_by_the_match(self):
        assert [hit.match for hit in lines("*ar", "war Car bar car", sort=("match",))] == [
            "bar",
            "Car",
            "car",
            "war",
        ]

    def test_a_neighbour_stands_in_the_same_paragraph(self):
        assert [hit.line for hit in lines("x", "x\na\nx b", sort=("R1",))] == [1, 3]

    def test_with_a_limit_is_that_of_all_lines(self):
        everything = lines("law", self.TEXT, sort=("L1",))
        assert lines("law", self.TEXT, sort=("L1",), limit=2) == everything[:2]


class TestTelling:
    def test_all_hits_are_counted_whatever_the_limit(self):
        findings = concordance(
            [Document("1", "a a"), Document("2", "a"), Document("3", "b")], KwicOptions(pattern="a", limit=1)
        )
        assert len(list(findings)) == 1
        assert findings.summary["hits"] == 3
        assert findings.summary["shown"] == 1
        assert findings.summary["documents_with_hits"] == 2

    def test_the_first_line_comes_before_the_second_document_is_read(self):
        def documents():
            yield Document("1", "a")
            raise AssertionError("read too early")

        assert next(iter(concordance(documents(), KwicOptions(pattern="a")))).doc == "1"

    def test_counts_of_the_documents_that_have_hits(self):
        findings = lines("a", "é a a", "b", count=True)
        assert [(record.doc, record.hits, record.start, record.end) for record in findings] == [
            ("d0", 2, 0, 5)
        ]

    def test_a_line_knows_its_word_its_paragraph_and_its_language(self):
        hit = lines("council", "\n\nThe rule is that of the law.\n\nIt is that the Council met.")[0]
        assert (hit.line, hit.paragraph, hit.token, hit.lang, hit.direction) == (5, 2, 11, "en", "ltr")


class TestSubstrings:
    def test_are_found_inside_words_in_any_case(self):
        assert [hit.match for hit in lines("SCO", "Moscow, SCO", substring=True)] == ["sco", "SCO"]
        assert [hit.match for hit in lines("SCO", "Moscow, SCO", substring=True, case_sensitive=True)] == [
            "SCO"
        ]

    def test_a_hit_inside_a_word_has_no_token(self):
        assert [hit.token for hit in lines("co", "Moscow co", substring=True)] == [None, 1]

    def test_signs_are_characters_like_others(self):
        assert [hit.match for hit in lines("[ad_1]", "x [ad_1] y", substring=True)] == ["[ad_1]"]

    def test_white_space_is_any_white_space(self):
        assert [hit.match for hit in lines("a b", "xa \u00a0bx", substring=True)] == ["a \u00a0b"]

    def test_a_letter_that_folds_to_two_is_one_hit(self):
        assert [hit.match for hit in lines("s", "Maß", substring=True)] == ["ß"]

    def test_blank_patterns_are_refused(self):
        with pytest.raises(PatternError, match="empty"):
            lines(" ", "text", substring=True)


@pytest.mark.parametrize("options", [{"sort": ("R6",)}, {"sort": ("",)}, {"context": (-1, 2)}, {"limit": -1}])
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(UsageError):
        lines("a", "text", **options)


def test_the_words_before_each_hit_of_a_line_are_counted():
    assert [line.token for line in lines("un", "un a un un\nun “un” un")] == [0, 2, 3, 4, 5, 6]


def test_the_function_is_still_one_after_its_first_call():
    """No file of the room has its name, which an import would put in its place."""
    import corpuskit.kwic

    list(corpuskit.kwic.concordance([Document("d", "a")], KwicOptions(pattern="a")))
    assert callable(corpuskit.kwic.concordance)


@pytest.mark.parametrize("within", ["paragraph", "document"])
@pytest.mark.parametrize("text", ["one two\nthree two", "eins zwö two\ndrei two"], ids=["ASCII", "other"])
def test_the_number_of_a_word_in_its_document_is_the_same_however_much_is_searched_at_once(within, text):
    words = text.split()
    found = concordance([Document("d", text)], KwicOptions(pattern="two", within=within))
    assert [line.token for line in found] == [place for place, word in enumerate(words) if word == "two"]
