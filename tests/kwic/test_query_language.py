"""What each form of a query finds."""

from __future__ import annotations

import msgspec
import pytest

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.kwic.query import nodes
from corpuskit.kwic.scanning.prefilter import longest_runs


def find(pattern, text, **options):
    return [hit.match for hit in concordance([Document("d", text)], KwicOptions(pattern=pattern, **options))]


class TestAdjacentWords:
    @pytest.mark.parametrize(
        "gap", [" ", "  ", "\t", "\u00a0", "\u3000", "\u200b", " \u200e", "\x1f", "\u2028"]
    )
    def test_any_white_space_and_format_characters_may_stand_between(self, gap):
        assert find("UN Charter", f"the UN{gap}Charter.") == [f"UN{gap}Charter"]

    @pytest.mark.parametrize("gap", [", ", ". ", "-", "\n", "/", " 🔹 "])
    def test_no_sign_and_no_line_break_may_stand_between(self, gap):
        assert find("UN Charter", f"the UN{gap}Charter.") == []

    def test_signs_that_are_typed_must_stand_there(self):
        assert find("U.N. Charter", "the U.N. Charter, the U N Charter, the U.N.\u00a0Charter") == [
            "U.N. Charter",
            "U.N.\u00a0Charter",
        ]

    @pytest.mark.parametrize("dash", "-–—‐−")
    def test_one_dash_is_as_good_as_another(self, dash):
        assert find("peace-keeping", f"a peace{dash}keeping force") == [f"peace{dash}keeping"]

    @pytest.mark.parametrize(("typed", "written"), [("UN's", "UN’s"), ("UN’s", "UN's"), ("don‘t", "don't")])
    def test_one_apostrophe_is_as_good_as_another(self, typed, written):
        assert find(typed, f"so {written} is") == [written]

    def test_never_inside_a_longer_word(self):
        assert find("secur", "security, insecure, Secur") == ["Secur"]
        assert find("un", "une un\u0301 un_ 1un un1") == []

    def test_every_beginning_is_a_hit(self):
        assert find("a a", "a a a") == ["a a", "a a"]

    def test_signs_around_the_pattern_do_not_matter(self):
        assert find("«UN Charter».", "UN Charter") == ["UN Charter"]


class TestCase:
    def test_does_not_matter(self):
        assert find("un charter", "UN CHARTER Un Charter") == ["UN CHARTER", "Un Charter"]

    def test_matters_when_asked(self):
        assert find("UN Charter", "UN Charter un charter", case_sensitive=True) == ["UN Charter"]

    def test_matters_for_one_word(self):
        assert find("=May 9", "may 9 May 9") == ["May 9"]
        assert find('="Our Rules"', "our rules Our Rules") == ["Our Rules"]

    @pytest.mark.parametrize(
        ("typed", "written"),
        [("kelvin", "\u212aelvin"), ("STRASSE", "Straße"), ("first", "\ufb01rst"), ("sum", "\u017fum")],
    )
    def test_folds_as_unicode_says(self, typed, written):
        assert find(typed, f"so {written} is") == [written]


class TestWildcards:
    def test_star_is_any_characters(self):
        assert find("secur*", "Security secures secur insecure") == ["Security", "secures", "secur"]

    def test_question_mark_is_one_character(self):
        assert find("organi?ation", "organisation organization organiation") == [
            "organisation",
            "organization",
        ]

    def test_lone_star_is_any_one_word(self):
        assert find("the * of", "the rule of law, the of, the — end — of") == [
            "the rule of",
            "the — end — of",
        ]

    def test_gap_is_a_number_of_words(self):
        text = "UN Charter. A UN draft Charter. UN, the new, Charter."
        assert find("UN *{1,2} Charter", text) == ["UN draft Charter", "UN, the new, Charter"]
        assert find("UN *{0,1} Charter", text) == ["UN Charter", "UN draft Charter"]
        assert find("rights *{2} states", "rights of all states, rights of states") == [
            "rights of all states"
        ]

    def test_backslash_takes_their_meaning_away(self):
        with pytest.raises(PatternError, match="no words"):
            find(r"\*", "a * b")


class TestAlternatives:
    def test_of_words_and_phrases(self):
        text = "the UN Charter and the United Nations Charter, not the OSCE Charter"
        assert find('(UN|"United Nations") Charter', text) == ["UN Charter", "United Nations Charter"]
        assert find("(UN|(United Nations)) Charter", text) == ["UN Charter", "United Nations Charter"]

    def test_without_brackets(self):
        assert find("peace|war", "War and peace") == ["War", "peace"]

    def test_quotes_make_everything_literal(self):
        assert find('"peace NEAR/5 war"', "peace near/5 war, peace war") == ["peace near/5 war"]
        assert find("“secur*”", "security secur") == ["secur"]


class TestNearness:
    TEXT = "peace and security; security and lasting peace; peace talks"

    def test_near_finds_the_left_side(self):
        assert find(
            "peace NEAR/2 security", "peace and security. War and war again. Peace is a part of security"
        ) == ["peace"]

    def test_before_asks_for_the_order(self):
        assert len(find("security BEFORE/3 peace", "peace, security\nsecurity and peace")) == 1

    def test_not_near(self):
        assert find("peace NOT NEAR/2 security", "peace talks go on; peace and security") == ["peace"]

    def test_phrases_on_both_sides(self):
        assert find("(peace|war) NEAR/1 (crimes|talks)", "war crimes end, peace of mind, talks") == ["war"]
        assert find("Security Council NEAR/2 reform", "Security Council on reform") == ["Security Council"]

    def test_a_word_is_not_near_itself(self):
        assert find("peace NEAR/5 peace", "peace") == []
        assert find("peace NEAR/5 peace", "peace and peace") == ["peace", "peace"]

    def test_stays_in_the_paragraph_unless_told_otherwise(self):
        assert find("a NEAR/5 b", "a\nb") == []
        assert find("a NEAR/5 b", "a\nb", within="document") == ["a"]

    def test_stays_in_the_sentence_when_told(self):
        assert find("a NEAR/5 b", "An a. Then b.", within="sentence") == []
        assert find("a NEAR/5 b", "Mr. a and b.", within="sentence") == ["a"]

    def test_chains_from_the_left(self):
        assert find("a NEAR/2 b NEAR/3 c", "a b x c x x x x a b x x x x x") == ["a"]
        assert find("(a NEAR/2 b) NEAR/3 c", "a b x c x x x x a b x x x x x") == ["a"]


class TestOneWordForms:
    def test_regular_expression(self):
        assert find("/secur(ed|ing)/", "Secured securing secures insecuring") == ["Secured", "securing"]
        assert find("/(?!un)\\w+ed/ states", "United States, allied states") == ["allied states"]

    def test_edit_distance(self):
        assert find("Zakharova~1", "Zakharova Sakharova Zakharov Lavrov") == [
            "Zakharova",
            "Sakharova",
            "Zakharov",
        ]
        assert find("Zakharova~", "Zaharova Zaharov") == ["Zaharova"]

    def test_hashtag_is_found_with_its_sign(self):
        text = "#OurRules and OurRules and C#OurRules"
        assert find("#OurRules", text) == ["#OurRules"]
        assert find("OurRules", text) == ["OurRules", "OurRules", "OurRules"]
        assert find("see #Our*", "see #OurRules, see OurRules") == ["see #OurRules"]

    def test_ideographs_are_words(self):
        assert find("国际法", "遵守国际法和国 际法") == ["国际法", "国 际法"]
        assert find("国", "国际") == ["国"]

    def test_keycaps_are_digits(self):
        assert find("79", "7️⃣9️⃣ years") == ["7️⃣9️⃣"]


class TestArabic:
    def test_vowel_marks_tatweel_and_forms_of_alef_do_not_matter(self):
        assert find("الامن", "الأَمْن والأمن الأمـــن") == ["الأَمْن", "الأمـــن"]


@pytest.mark.parametrize(
    ("pattern", "message", "column"),
    [
        ("", "empty", 0),
        ("  ", "empty", 0),
        ("...", "no words", 0),
        ("(UN", "not closed", 0),
        ("UN)", "not opened", 2),
        ("(UN|)", "words are missing", 4),
        ('"UN', "not closed", 0),
        ('""', "no words", 0),
        ("/ab", "no slash ends", 0),
        ("/(ab/", "not a regular expression", None),
        ("a NEAR b", None, None),
        ("a NEAR/ b", "need a number", 2),
        ("a NEAR/0 b", "a distance is", 7),
        ("a NEAR/5", "words are missing", 8),
        ("NEAR/5 b", "words are missing", 0),
        ("*{3,1}", "a gap is", 1),
        ("*{0,3}", "no word at all", 0),
        ("@nothing", "no list", 0),
        ("word~0", "edit distance", 4),
        ("(a NEAR/2 b) c", "whole phrases", None),
        ("c (a NEAR/2 b)", "whole phrases", None),
        ("a\\", "backslash", 1),
        ("(" * 60 + "a" + ")" * 60, "nested", None),
        ("a" * 200_000, "100000", None),
    ],
)
def test_a_query_that_cannot_be_read_says_where(pattern, message, column):
    if message is None:
        assert find(pattern, "a near b") == ["a near b"]
        return
    with pytest.raises(PatternError, match=message) as raised:
        find(pattern, "text")
    assert raised.value.pattern == pattern or message == "not a regular expression"
    if column is not None:
        assert raised.value.column == column


@pytest.mark.parametrize("query", ["a~\U00011f52", "b{\U00011f52}", "a {\U00011f52,} b"])
def test_digits_of_a_later_unicode_are_no_numbers_of_a_query(query):
    assert list(concordance([Document("d", "a b")], KwicOptions(pattern=query))) == []


def test_nothing_of_a_query_changes_once_it_is_read():
    structs = [
        each for each in vars(nodes).values() if isinstance(each, type) and issubclass(each, msgspec.Struct)
    ]
    assert len(structs) > 10
    assert all(each.__struct_config__.frozen for each in structs if each.__module__ == nodes.__name__)


@pytest.mark.parametrize(
    ("literals", "runs"),
    [
        ({"un"}, {"un"}),
        ({"un-charter", "a.b"}, {"charter", "a"}),
        ({"--"}, None),
        ({"un", "-"}, None),
        (set(), None),
    ],
)
def test_of_each_literal_its_longest_run_of_letters_is_looked_for(literals, runs):
    found = longest_runs(frozenset(literals))
    assert found == (None if runs is None else frozenset(runs))
