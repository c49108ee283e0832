"""A large text that is counted in parts has the words, collocates and keywords that it has as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import open_corpus
from corpuskit.corpus import texts as text_sources
from corpuskit.kwic import KwicOptions
from corpuskit.records import Findings, Issue
from corpuskit.run import run
from corpuskit.run.work import Work
from corpuskit.words.collocates import CollocateOptions, Collocates
from corpuskit.words.counting import parts
from corpuskit.words.keywords import KeywordOptions, Keywords, ReferenceWords
from corpuskit.words.wordlist import WordList, WordOptions

QUERY = KwicOptions(pattern="a*", limit=None)
ANALYSES = {
    "words": WordList(),
    "n-grams": WordList(WordOptions(size="1:3")),
    "n-grams of paragraphs, by the date of the document": WordList(
        WordOptions(size="2", within="paragraph", by="date:year,doc")
    ),
    "without exact copies": WordList(WordOptions(fold_copies="exact", form="written")),
    "without near copies": WordList(WordOptions(size="2", fold_copies="near")),
    "hits": WordList(WordOptions(match="a*")),
    "hits that leave a paragraph": WordList(
        WordOptions(match="a b"), KwicOptions(pattern="a b", within="document", limit=None)
    ),
    "lemmas": WordList(WordOptions(form="lemma")),
    "collocates": Collocates(QUERY, CollocateOptions(min_hits=1, by="date:year", examples=2)),
    "collocates without copies": Collocates(QUERY, CollocateOptions(min_hits=1, fold_copies="near")),
    "keywords": Keywords(KeywordOptions(min_hits=1, p=1.0), ReferenceWords(9, {"a": 1, "b": 5})),
}
TEXTS = st.text(st.sampled_from("abAÉé漢 \r\n\n.!“"), min_size=1, max_size=80).map(
    lambda text: "5 May 2019\n" + text
)


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    monkeypatch.setattr(text_sources, "_SMALLEST_STORED", 1)
    monkeypatch.setattr(text_sources, "_BLOCK_BYTES", 8)


def count_whole(analysis, documents):
    findings = analysis.find_in(documents)
    return list(findings), findings.summary


def count_in_parts(analysis, documents):
    """Count the parts of files one by one, each result sent as to another process."""
    work = Work(analysis)
    findings = analysis.combine(
        work.join(document, [work.unpack(work.pack([part])) for part in work.divide(document)])
        for document in documents
    )
    return list(findings), findings.summary


@pytest.mark.parametrize("name", ANALYSES)
@given(st.lists(TEXTS, min_size=1, max_size=2), st.integers(1, 30))
def test_parts_have_the_counts_of_the_whole(tmp_path_factory, name, texts, size):
    path = tmp_path_factory.mktemp("texts")
    for number, text in enumerate(texts):
        (path / f"{number}.txt").write_bytes(text.encode())
    documents = list(open_corpus(path, paragraphs="line"))
    expected = count_whole(ANALYSES[name], documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_PART_BYTES", size)
        assert count_in_parts(ANALYSES[name], documents) == expected


@pytest.mark.parametrize("name", ANALYSES)
def test_processes_share_the_parts_of_one_document(tmp_path, monkeypatch, name):
    path = tmp_path / "d.txt"
    path.write_text("".join(f"Post {number % 9}: a Charter, and “a b” of 7️⃣ é.\n" for number in range(40)))
    (document,) = open_corpus(path, paragraphs="line")
    expected = count_whole(ANALYSES[name], [document])
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    assert (len(ANALYSES[name].divide(document)) > 1) == (name != "hits that leave a paragraph")
    findings = run(ANALYSES[name], open_corpus(path, paragraphs="line"), jobs=2)
    assert (list(findings), findings.summary) == expected


class Failing(WordList):
    """A word list that fails at one post."""

    def per_document(self, document):
        def iter_items():
            if "Post 20:" in document.text:
                raise MemoryError
            yield from findings

        findings = super().per_document(document)
        return Findings(iter_items(), lambda: findings.total)


def test_what_comes_after_a_part_that_was_lost_is_not_counted_and_that_is_said(tmp_path, monkeypatch):
    path = tmp_path / "d.txt"
    path.write_text("".join(f"Post {number}: the UN Charter\n" for number in range(40)))
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    items = list(run(Failing(), open_corpus(path, paragraphs="line"), jobs=2))
    (issue,) = [item for item in items if isinstance(item, Issue)]
    assert issue.message == "d: there is not enough memory for it; the rest of it was skipped"
    words = {item.word: item.hits for item in items if not isinstance(item, Issue)}
    assert 0 < words["charter"] < 20
    assert "39" not in words
