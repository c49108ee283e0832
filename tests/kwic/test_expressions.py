"""Regular expressions over the text, and patterns that try to hang the search."""

from __future__ import annotations

import re
import time

import pytest

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import Issue


def find(pattern, text, **options):
    options = {"regex": True, **options}
    found = list(concordance([Document("d", text)], KwicOptions(pattern=pattern, **options)))
    return [hit.match for hit in found if not isinstance(hit, Issue)]


def test_sees_the_text_as_it_stands():
    assert find(r"\[ad_\d\]", "x [ad_1] y [ad_2]") == ["[ad_1]", "[ad_2]"]
    assert find(r"un\w+", "UNESCO, unit") == ["UNESCO", "unit"]
    assert find(r"un\w+", "UNESCO, unit", case_sensitive=True) == ["unit"]


def test_stays_in_the_paragraph_unless_told_otherwise():
    assert find(r"a\s+b", "a\nb, a b") == ["a b"]
    assert find(r"a\s+b", "a\nb, a b", within="document") == ["a\nb", "a b"]
    assert find(r"^\w+", "one two\nthree four") == ["one", "three"]


def test_empty_matches_are_none():
    assert find("x*", "axxa") == ["xx"]


def test_white_space_may_be_found_in_a_text_without_paragraphs():
    (hit,) = concordance([Document("d", "\n\n")], KwicOptions(pattern=r"\s+", regex=True, within="document"))
    assert (hit.match, hit.before, hit.after, hit.line, hit.paragraph, hit.token) == (
        "\n\n",
        "",
        "",
        1,
        None,
        None,
    )


@pytest.mark.parametrize("pattern", ["(?a)(?L)a", "(?a)(?u)a"])
@pytest.mark.parametrize("form", ["{}", "/{}/", '"{}"'])
def test_flags_that_exclude_each_other_are_refused(pattern, form):
    options = {"{}": {}, "/{}/": {"regex": False}, '"{}"': {"regex": False, "cql": True}}[form]
    with pytest.raises(PatternError, match="not a regular expression"):
        find(form.format(pattern), "text", **options)


@pytest.mark.parametrize("options", [{}, {"count": True}])
def test_an_expression_that_calls_itself_without_end_is_an_issue_of_each_document(options):
    documents = [Document("1", "some text"), Document("2", "and more")]
    issues = list(concordance(documents, KwicOptions(pattern="(?R)", regex=True, **options)))
    assert [(issue.kind, issue.path, issue.skipped) for issue in issues] == [
        ("memory", "1", True), ("memory", "2", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("pattern", "column"), [("(", 0), ("a**", 2), ("[a", 2), ("", None)])
def test_what_is_no_expression_is_refused(pattern, column):
    with pytest.raises(PatternError) as raised:
        find(pattern, "text")
    assert column is None or raised.value.column is not None


class TestTimeLimit:
    HARD = "a" * 40 + "b"

    @pytest.mark.parametrize(
        ("pattern", "options"),
        [
            (r"(a+)+$", {}),
            (r"(a|a)+c", {}),
            ("/(a+)+c/", {"regex": False}),
            ('"(a|aa)+c"', {"regex": False, "cql": True}),
        ],
    )
    def test_ends_a_search_that_takes_too_long_with_an_issue(self, pattern, options):
        documents = [Document("1", self.HARD), Document("2", "nothing here")]
        begun = time.monotonic()
        chosen = KwicOptions(pattern=pattern, time_limit=0.2, **{"regex": True, **options})
        found = list(concordance(documents, chosen))
        assert time.monotonic() - begun < 5
        for issue in found:
            assert isinstance(issue, Issue)
            assert (issue.kind, issue.path, issue.skipped) == ("timeout", "1", True)
            assert "0.2 s" in issue.message

    def test_is_halved_for_later_documents_when_one_has_taken_all_of_it(self):
        documents = [Document(str(number), self.HARD) for number in range(12)]
        found = list(concordance(documents, KwicOptions(pattern=r"(a|a)+c", regex=True, time_limit=0.32)))
        assert [issue.path for issue in found] == [str(number) for number in range(12)]
        limits = [re.search(r"more than ([0-9.]+) s", issue.message)[1] for issue in found]
        assert limits == ["0.32", "0.16", "0.08", "0.04", "0.02", "0.01", "0.005", *["0.0032"] * 5]

    @pytest.mark.parametrize(
        ("pattern", "options"),
        [
            ("(?R)", {}),
            ("x|(?R)y", {}),
            ("((?1))", {}),
            ("(?P<n>(?&n))", {}),
            ("/(?R)/", {"regex": False}),
            ('"(?R)?a"', {"regex": False, "cql": True}),
        ],
    )
    def test_an_expression_that_calls_itself_without_end_does_not_take_all_memory(self, pattern, options):
        import resource

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        chosen = KwicOptions(pattern=pattern, **{"regex": True, **options})
        (issue,) = concordance([Document("1", "a b c")], chosen)
        assert (issue.kind, issue.path, issue.skipped) == ("memory", "1", True)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + 1_500_000
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY

    def test_an_expression_that_calls_itself_finds_what_is_nested(self):
        text = "a (b (c) d) e ((f)) g ("
        assert find(r"\((?:[^()]|(?R))*\)", text) == ["(b (c) d)", "((f))"]

    def test_is_that_of_each_document(self):
        documents = [Document(str(number), "a" * 30 + "c") for number in range(3)]
        findings = concordance(documents, KwicOptions(pattern="a+c", regex=True, time_limit=0.5))
        assert len([hit for hit in findings if not isinstance(hit, Issue)]) == 3


class TestHugePatterns:
    WORDS = tuple(f"word{number}" for number in range(10_000))

    def test_ten_thousand_alternatives(self):
        text = "The word77 and the word9999 and word10000. " * 20
        pattern = "(" + "|".join(self.WORDS) + ")"
        assert find(pattern, text, regex=False) == ["word77", "word9999"] * 20

    def test_a_list_of_ten_thousand(self):
        text = "The word77 and the word9999 and word10000. " * 20
        assert find("@words", text, regex=False, lists={"words": self.WORDS}) == ["word77", "word9999"] * 20

    @pytest.mark.parametrize("form", ["{}", "{}*", "*{}", "/{}s?/", "{} NEAR/3 here"])
    def test_ten_thousand_patterns_cost_no_more_than_their_words(self, form):
        """What no word of the text begins or ends with is not made ready to be matched."""
        patterns = [form.format(word) for word in self.WORDS]
        text = "\n".join(f"a line with word{number} here" for number in range(100))
        begun = time.process_time()
        options = KwicOptions(pattern=patterns[0], more_patterns=tuple(patterns[1:]))
        hits = list(concordance([Document("d", text, paragraph_rule="line")], options))
        assert {hit.match for hit in hits} == {f"word{number}" for number in range(100)}
        assert time.process_time() - begun < 5

    @pytest.mark.parametrize("options", [{"regex": True}, {"regex": False}, {"regex": False, "cql": True}])
    def test_of_a_megabyte_are_refused(self, options):
        with pytest.raises(PatternError, match="at most"):
            find("a" * 1_000_000, "text", **options)

    def test_with_unbounded_repeats_stay_within_bounds(self):
        text = "b " * 3000
        assert find('"a" []* "c"', text, regex=False, cql=True) == []
        assert find("b *{0,1000} c", text[:1000], regex=False) == []


def test_hostile_text_is_text():
    text = "\x1b]0;x\x07 [/bold] \u202e a\u0301\u0302" + "\u0301" * 5000 + " =cmd|' UN\x00Charter UN Charter"
    assert find("UN Charter", text, regex=False) == ["UN Charter"]
    assert len(find("\u0301+", text)) == 2
