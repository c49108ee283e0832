"""The real matcher and one that tries everything find the same."""

from __future__ import annotations

import naive
from hypothesis import example, given, settings
from queries import queries, texts

from corpuskit.corpus import Document
from corpuskit.kwic import KwicOptions, concordance


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
