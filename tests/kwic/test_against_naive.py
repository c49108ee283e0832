"""The real matcher and one that tries everything find the same."""

from __future__ import annotations

import unicodedata

import naive
import regex
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st
from queries import FORMS, cql_queries, limited_cql_queries, queries, texts

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.text.view import fold


def find_really(typed, text, **options):
    document = Document("d", text, paragraph_rule="line")
    found = concordance([document], KwicOptions(pattern=typed, **options))
    return [(hit.start, hit.end, hit.paragraph, hit.line, hit.token) for hit in found]


@settings(max_examples=700, deadline=None)
@given(queries(), texts())
def test_every_query_finds_what_trying_everything_finds(query, text):
    typed, node = query
    assert find_really(typed, text) == naive.find(node, text)


@settings(max_examples=200, deadline=None)
@given(queries(), texts())
def test_a_search_that_may_leave_the_paragraph_finds_what_trying_everything_finds(query, text):
    typed, node = query
    assert find_really(typed, text, within="document") == naive.find(node, text, within="document")


@settings(max_examples=150, deadline=None)
@given(queries(), texts(), texts())
def test_counting_gives_the_number_of_hits(query, first, second):
    typed, _ = query
    documents = [Document("1", first, paragraph_rule="line"), Document("2", second, paragraph_rule="line")]
    shown = list(concordance(documents, KwicOptions(pattern=typed)))
    counted = concordance(documents, KwicOptions(pattern=typed, count=True))
    per_document = {record.doc: record.hits for record in counted}
    assert counted.summary["hits"] == len(shown)
    assert per_document == {doc: n for doc in "12" if (n := sum(hit.doc == doc for hit in shown))}


@settings(max_examples=150, deadline=None)
@given(queries(), texts())
@example(("a", None), "a")
def test_every_hit_is_a_slice_and_so_is_it_with_its_context(query, text):
    typed, _ = query
    for hit in concordance([Document("d", text)], KwicOptions(pattern=typed, context=(2, 3))):
        assert text[hit.start : hit.end] == hit.match
        assert (
            text[hit.start - len(hit.before) : hit.end + len(hit.after)] == hit.before + hit.match + hit.after
        )


@settings(max_examples=400, deadline=None)
@given(cql_queries(), texts())
def test_every_query_of_cqp_finds_what_trying_everything_finds(query, text):
    typed, node = query
    assert find_really(typed, text, cql=True) == naive.find(node, text)


@settings(max_examples=400, deadline=None)
@given(limited_cql_queries(), texts())
def test_what_a_query_of_cqp_says_of_its_whole_hit_holds(query, text):
    typed, node = query
    try:
        found = find_really(typed, text, cql=True)
    except PatternError:
        # The limit is shorter than the query.
        reject()
    assert found == naive.find(node, text)


def without_diacritics(key):
    return "".join(c for c in unicodedata.normalize("NFD", key) if unicodedata.category(c) != "Mn")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=2), texts())
def test_words_without_diacritics_are_found_where_trying_everything_finds_them(forms, text):
    wanted = [without_diacritics(fold(form)) for form in forms]
    steps = [("", ("word", lambda word, key=key: without_diacritics(word[0]) == key)) for key in wanted]
    if all(len(naive.split_words(form)) == 1 for form in forms):
        assert find_really(" ".join(forms), text, fold=True) == naive.find(("sequence", steps), text)


CLITICS = regex.compile("(?:و|ف)?(?:(?:ب|ك)?(?:ال)?|ل|لل)")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["مجلس", "الامن", "امن"]),
    st.lists(st.sampled_from(["", "و", "ف", "ب", "ك", "ل", "ال", "لل", "س"]), max_size=3),
)
def test_words_with_clitics_are_found_where_trying_everything_finds_them(wanted, prefixes):
    written = "".join(prefixes) + wanted.removeprefix("ال")
    stem = wanted.removeprefix("ال")
    prefix = written[: len(written) - len(stem)]
    if wanted.startswith("ال"):
        expected = prefix.endswith(("ال", "لل")) and CLITICS.fullmatch(prefix) is not None
    else:
        expected = CLITICS.fullmatch(prefix) is not None
    assert bool(find_really(wanted, written, clitics=True)) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["UN", "Charter", "our", "7", "a"]), min_size=1, max_size=4),
    st.sampled_from(["UN", "Charter", "UN Charter", "our", "7 a"]),
)
def test_parts_of_hashtags_are_words_between_capitals_and_digits(parts, wanted):
    tag = "".join(part.capitalize() if part.islower() else part for part in parts)
    # As a reader takes it apart: before a capital that a small letter follows, around digits, after a small letter.
    pieces = regex.sub(
        r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[a-z])",
        " ",
        tag,
    )
    expected = naive.find(
        (
            "sequence",
            [("", ("word", lambda word, key=key: word[0] == key)) for key in wanted.lower().split()],
        ),
        pieces,
    )
    found = find_really(wanted, "#" + tag, hashtags="split")
    assert len(found) == len(expected)
