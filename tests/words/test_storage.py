"""Counts that are kept in files are those that are kept in memory."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.thresholds import every_threshold_at_its_least

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.corpus import texts as text_sources
from corpuskit.dedupe.arrays import storage as storage_module
from corpuskit.dedupe.arrays.storage import Storage
from corpuskit.records import Word
from corpuskit.run import run
from corpuskit.words.counting import parts
from corpuskit.words.wordlist import WordList, WordOptions

TEXTS = st.text(st.sampled_from("abAB.é漢 \n"), max_size=60)
OPTIONS = [
    {"size": "1:4"},
    {"size": "2:3", "within": "paragraph", "by": "doc"},
    {"size": "1:2", "form": "written", "min_hits": 2, "min_docs": 2},
    {"size": "1:3", "fold_copies": "exact", "sort": "dp"},
    {"match": "a*"},
]


@pytest.mark.parametrize("options", OPTIONS)
@settings(deadline=None, max_examples=25)
@given(texts=st.lists(TEXTS, max_size=4))
def test_files_hold_what_memory_holds(tmp_path_factory, options, texts):
    directory = tmp_path_factory.mktemp("files")
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    expected = WordList(WordOptions(**options)).find_in(documents)
    with every_threshold_at_its_least():
        stored = WordList(WordOptions(**options), storage=Storage(str(directory), 1 << 30)).find_in(documents)
        assert list(stored) == list(expected)
        assert stored.summary == expected.summary
    assert not os.listdir(directory)


@settings(deadline=None, max_examples=50)
@given(texts=st.lists(TEXTS, max_size=4), size=st.sampled_from(["1", "1:3"]))
def test_words_come_by_hits_and_then_by_code_points(texts, size):
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    with every_threshold_at_its_least():
        words = [
            item for item in WordList(WordOptions(size=size)).find_in(documents) if isinstance(item, Word)
        ]
    assert words == sorted(words, key=lambda word: (-word.hits, word.word))
    assert [word.rank for word in words] == [
        1 + sum(other.hits > word.hits for other in words) for word in words
    ]


def test_one_process_counts_a_large_text_in_parts(monkeypatch, tmp_path):
    (path := tmp_path / "d.txt").write_text(
        "".join(f"Post {number % 9}: the UN Charter\n" for number in range(400))
    )
    corpora = [Corpus([str(path)], CorpusOptions()) for _ in range(2)]
    options = WordOptions(size="1:3")
    expected = list(run(WordList(options), corpora[0]))
    monkeypatch.setattr(text_sources, "_SMALLEST_STORED", 1)
    monkeypatch.setattr(text_sources, "_BLOCK_BYTES", 8)
    monkeypatch.setattr(parts, "_SMALL_PART_BYTES", 100)
    analysis = WordList(options, storage=Storage(str(tmp_path), 1 << 28))
    (document,) = corpora[1]
    assert len(analysis.divide(document)) > 1
    assert list(run(analysis, [document], jobs=1)) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_seeds_in_files(monkeypatch, tmp_path, jobs):
    monkeypatch.setattr(storage_module, "_SMALLEST_FILED", 1)
    options = WordOptions(size="1:4")
    corpora = [Corpus([str(ROOT / "seeds")], CorpusOptions()) for _ in range(2)]
    stored = run(WordList(options, storage=Storage(str(tmp_path), 1 << 28)), corpora[0], jobs=jobs)
    assert list(stored) == list(run(WordList(options), corpora[1]))
    assert not os.listdir(tmp_path)
