"""The concordance of the seeds agrees with their gold, figure by figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.kwic import KwicOptions, concordance

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests/evals/gold/seeds-kwic.json").read_text(encoding="utf-8"))
DOCUMENTS = list(open_corpus(ROOT / "seeds"))


def count_hits(pattern, **options):
    findings = concordance(DOCUMENTS, KwicOptions(pattern=pattern, count=True, **options))
    counts = {document.id: 0 for document in DOCUMENTS}
    counts.update((record.doc, record.hits) for record in findings)
    assert sum(counts.values()) == findings.summary["hits"]
    return counts


def describe(figure):
    return f"{figure['query']}-{figure.get('unit', 'word')}-{figure.get('case', '')}"


@pytest.mark.parametrize("figure", GOLD["queries"], ids=describe)
def test_hits_of_each_query_in_each_document(figure):
    counts = count_hits(
        figure["query"], substring=figure["unit"] == "substring", case_sensitive=figure["case"] == "sensitive"
    )
    assert counts == figure["per_doc"]


@pytest.mark.parametrize("figure", GOLD["wildcards"], ids=describe)
def test_hits_of_each_wildcard(figure):
    assert count_hits(figure["query"], case_sensitive=figure["case"] == "sensitive") == figure["per_doc"]


@pytest.mark.parametrize("figure", GOLD["near"], ids=describe)
def test_hits_of_each_word_near_another(figure):
    assert count_hits(figure["query"], within="document") == figure["per_doc"]


def test_places_of_the_un_charter():
    hits = list(concordance(DOCUMENTS, KwicOptions(pattern="UN Charter", context=(40, 40), unit="char")))
    for hit, gold in zip(hits, GOLD["un_charter_hits"], strict=True):
        found = {
            "doc": hit.doc, "start": hit.start, "end": hit.end, "line": hit.line, "token": hit.token,
            "before_40": hit.before, "after_40": hit.after,
        }  # fmt: skip
        assert found == {field: gold[field] for field in found}


def test_neighbours_of_the_un_charter():
    """Sorted by a neighbour, the lines are in the order of the gold's neighbours; a line end comes first."""
    for key in ("L1", "R1"):
        hits = concordance(DOCUMENTS, KwicOptions(pattern="UN Charter", sort=(key,)))
        gold = sorted(GOLD["un_charter_hits"], key=lambda hit: (hit[key] or "").casefold())
        assert [(hit.doc, hit.start) for hit in hits] == [(hit["doc"], hit["start"]) for hit in gold]


@pytest.mark.parametrize(
    "figure",
    [figure for figure in GOLD["distinct_hits"] if figure["window_words"] == "line"],
    ids=lambda figure: f"{figure['query']}-{figure['case']}",
)
def test_passages_that_differ(figure):
    options = {"pattern": figure["query"], "case_sensitive": figure["case"] == "sensitive"}
    findings = concordance(DOCUMENTS, KwicOptions(**options, fold_copies="exact"))
    sizes = [line.copies for line in findings]
    assert {str(size): sizes.count(size) for size in sizes} == figure["groups_by_size"]
    assert findings.summary["hits"] == figure["hits"]
    assert findings.summary["distinct_passages"] == figure["distinct"]
    streamed = concordance(DOCUMENTS, KwicOptions(**options))
    assert len(list(streamed)) == figure["hits"]
    assert streamed.summary["distinct_passages"] == figure["distinct"]


@pytest.mark.parametrize(
    "figure",
    [
        figure
        for figure in GOLD["distinct_hits"]
        if figure["window_words"] != "line" and figure["window_stops_at_line_break"]
    ],
    ids=lambda figure: f"{figure['query']}-{figure['window_words']}",
)
def test_lines_that_differ_in_what_they_show(figure):
    size = figure["window_words"]
    options = KwicOptions(
        pattern=figure["query"], context=(size, size), fold_copies="context", case_sensitive=True
    )
    findings = concordance(DOCUMENTS, options)
    sizes = [line.copies for line in findings]
    assert {str(size): sizes.count(size) for size in sizes} == figure["groups_by_size"]
    assert findings.summary["distinct_passages"] == figure["distinct"]


@pytest.mark.parametrize("figure", GOLD["arabic_clitics"], ids=describe)
def test_arabic_words_with_clitics(figure):
    assert sum(count_hits(figure["query"]).values()) == figure["exact"]
    assert sum(count_hits(figure["query"], clitics=True).values()) == figure["with_clitics"]


def test_groups_of_the_words_before_the_un_charter():
    groups = concordance(DOCUMENTS, KwicOptions(pattern="UN Charter", group="L1"))
    folded = {word.casefold() for word in GOLD["un_charter_L1"]}
    expected = {
        word: sum(hits for form, hits in GOLD["un_charter_L1"].items() if form.casefold() == word)
        for word in folded
    }
    assert {group.group_key: group.hits for group in groups} == expected
