"""For every record of every analysis, on any text: the record is an exact slice, and nothing else depends on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit as library
from corpuskit.corpus import Document
from corpuskit.records import Issue

# Pieces that the analyses look for, so that random texts have something to find.
PIECES = st.sampled_from(
    [
        "the UN Charter", "UN\u00a0Charter", "un charter ", "UN's Charter", "7️⃣9️⃣ years ago", "July 16, 2024", "16–17 May",
        "Friday, April 18", "24.06.2021", "2020-11-23T13:39", "“", "”", '"', "’", "«", "»", "‘", "„", "said Maria Lopez", ", he said. ",
        "وقال السيد أنطونيو: ", "العام الماضي", "سيّما", "ـ", "\u064b", "\n", "\r\n", "\n\n", "\r", "\u2028", " ", ". ", "💬 ", "• ",
        "#UNCharter", "[ad_1]", "联合国", "ﬁn", "İstanbul", "ß", "e\u0301", "\u202e", "\x1b[2J", "word " * 8,
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join))

ANALYSES = {
    "list": library.list_documents,
    "kwic": lambda documents: library.concordance(documents, library.KwicOptions(pattern="UN Charter")),
    "kwic substring": lambda documents: library.concordance(
        documents, library.KwicOptions(pattern="ar", substring=True)
    ),
    "dedupe": lambda documents: library.find_duplicates(documents, library.DedupeOptions()),
    "dedupe pairs": lambda documents: library.find_duplicates(
        documents, library.DedupeOptions(pairs=True, threshold="0.5")
    ),
    "dates": lambda documents: library.extract_dates(documents, library.DateOptions()),
    "quotes": lambda documents: library.extract_quotes(documents, library.QuoteOptions(all=True)),
}
EVERY_ANALYSIS = pytest.mark.parametrize("analysis", ANALYSES.values(), ids=ANALYSES)


def find_records(analysis, *texts):
    documents = [Document(f"doc {number}", text) for number, text in enumerate(texts)]
    return [item for item in analysis(documents) if not isinstance(item, Issue)]


def list_nested(value):
    """Yield every nested record that has offsets and a text of its own."""
    for name in getattr(value, "__struct_fields__", ()):
        field = getattr(value, name)
        for item in field if isinstance(field, list) else [field]:
            if hasattr(item, "__struct_fields__"):
                yield item
                yield from list_nested(item)


@EVERY_ANALYSIS
@settings(max_examples=150)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_a_record_is_the_slice_that_it_names(analysis, texts):
    by_id = {f"doc {number}": text for number, text in enumerate(texts)}
    for record in find_records(analysis, *texts):
        text = by_id[record.doc]
        assert 0 <= record.start <= record.end <= len(text)
        assert text[record.start : record.end] == getattr(record, "match", getattr(record, "text", text))
        for nested in list_nested(record):
            if hasattr(nested, "text") and hasattr(nested, "start"):
                assert text[nested.start : nested.end] == nested.text


@EVERY_ANALYSIS
@settings(max_examples=50)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_the_same_texts_give_the_same_records(analysis, texts):
    assert find_records(analysis, *texts) == find_records(analysis, *texts)


@pytest.mark.parametrize("name", ["list", "kwic", "dates", "quotes"])
@settings(max_examples=50)
@given(texts=st.lists(TEXTS, min_size=2, max_size=3))
def test_documents_do_not_depend_on_each_other(name, texts):
    together = find_records(ANALYSES[name], *texts)
    apart = []
    for number, text in enumerate(texts):
        for item in ANALYSES[name]([Document(f"doc {number}", text)]):
            if not isinstance(item, Issue):
                apart.append(item)
    assert together == apart
