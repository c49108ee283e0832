"""The search on a cluster gives the records, the issues and the summary of the search in one process."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS
from tests.contract.test_scale import make_paragraphs
from tests.run.spark_dedupe.memory import MemoryCluster

from corpuskit.corpus import Document, open_corpus
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.dedupe.analysis import count_copies
from corpuskit.errors import CorpuskitError, UsageError
from corpuskit.records import Issue
from corpuskit.spark.dedupe import join as join_module
from corpuskit.spark.dedupe.join import DistributedJoin
from corpuskit.spark.dedupe.reading import DistributedCorpus
from corpuskit.spark.dedupe.search import find_distributed_duplicates

OPTIONS = {
    "the defaults": {},
    "a low threshold": {"threshold": 0.5, "pairs": True},
    "exact copies": {"exact": True},
    "runs": {"blocks": True},
    "statistics": {"stats": True},
    "characters": {"measure": "char", "threshold": 0.7},
    "within documents": {"scope": "within", "threshold": 0.6},
    "across documents": {"scope": "across", "threshold": 0.6, "min_words": 2},
    "the longest": {"keep": "longest", "threshold": 0.6},
    "the earliest": {"keep": "earliest"},
    "the best source": {"keep": "source:b,a"},
    "some kinds": {"kinds": ("exact", "template"), "threshold": 0.6},
}


def read(documents, task):
    for place in task:
        if isinstance(documents[place], Issue):
            yield documents[place]
        else:
            yield documents[place], True


def distribute(documents, size=2):
    tasks = [range(begin, min(begin + size, len(documents))) for begin in range(0, len(documents), size)]
    return DistributedCorpus(
        tasks, partial(read, documents), lambda found: (each for each in found if not isinstance(each, Issue))
    )


def find_both(documents, options, against=None, **others):
    alone = find_duplicates(documents, options, against=against, **others)
    distributed = find_distributed_duplicates(
        distribute(documents),
        options,
        MemoryCluster(),
        against=None if against is None else distribute(against),
        **others,
    )
    return [(list(findings), findings.summary) for findings in (alone, distributed)]


@pytest.fixture
def small_rounds(monkeypatch):
    """Many rounds, and piles so small that most words are split."""
    monkeypatch.setattr(DistributedJoin, "smallest_block", 7)
    monkeypatch.setattr(join_module, "_LARGEST_PILE", 3)


@pytest.fixture(scope="module")
def seeds():
    return [
        Document(
            document.id,
            document.text,
            path=document.path,
            metadata={"source": source, "date": f"2024-0{ord(source) % 7 + 1}"},
        )
        for document, source in zip(open_corpus(SEEDS), "abcba", strict=True)
    ]


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())
@pytest.mark.usefixtures("small_rounds")
def test_the_seeds_give_the_same_on_a_cluster(seeds, options):
    alone, distributed = find_both(seeds, DedupeOptions(**options), find_date=find_source_date)
    assert alone == distributed
    # No paragraph of the seeds stands in two of them.
    assert bool(alone[0]) == (options.get("scope") != "across")


def find_source_date(document):
    return document.metadata.get("date")


@pytest.mark.parametrize("options", [{}, {"scope": "across", "pairs": True}], ids=["all", "across"])
def test_only_copies_of_another_corpus_give_the_same_on_a_cluster(seeds, options):
    references = [Document(f"r{document.id}", document.text[: len(document.text) // 2]) for document in seeds]
    alone, distributed = find_both(seeds, DedupeOptions(**options), references)
    assert alone == distributed
    assert alone[0]


def test_the_curve_is_the_same_on_a_cluster(seeds):
    alone = count_copies(seeds, DedupeOptions())
    distributed = find_distributed_duplicates(distribute(seeds), DedupeOptions(), MemoryCluster(), curve=True)
    assert list(alone) == list(distributed)
    assert alone.summary == distributed.summary


def make_templates(count):
    """Return paragraphs that are near copies of few others, in documents of seven."""
    lines = make_paragraphs(count).split("\n")
    return [Document(f"d{begin}", "\n".join(lines[begin : begin + 7])) for begin in range(0, count, 7)]


@pytest.mark.usefixtures("small_rounds")
def test_a_corpus_of_near_copies_gives_the_same_in_many_rounds():
    alone, distributed = find_both(make_templates(300), DedupeOptions())
    assert alone == distributed
    assert alone[1]["copies"] > 100


_WORD = st.sampled_from([*"abcde", "the", "The", "7", "ز", "ﷺ"])
_LINE = st.lists(_WORD, min_size=1, max_size=9).map(" ".join) | st.sampled_from(["***", "* * *", "—"])
_DOCUMENTS = st.lists(st.lists(_LINE, max_size=6), min_size=1, max_size=5)


@given(_DOCUMENTS, st.sampled_from(list(OPTIONS.values())), st.sampled_from([0.5, 0.7, 0.9]))
@settings(max_examples=60)
def test_any_documents_give_the_same_on_a_cluster(texts, options, threshold):
    documents = [Document(str(number), "\n".join(lines)) for number, lines in enumerate(texts)]
    # Exact copies have no threshold.
    near = {} if "exact" in options else {"threshold": threshold}
    chosen = DedupeOptions(**(near | {"min_words": 1} | options))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DistributedJoin, "smallest_block", 2)
        patch.setattr(join_module, "_LARGEST_PILE", 2)
        alone, distributed = find_both(documents, chosen)
    assert alone == distributed


def test_where_words_are_too_many_to_be_ranked_the_answer_is_the_same(seeds, monkeypatch):
    from corpuskit.spark.dedupe import search

    monkeypatch.setattr(search, "find_word_order", partial(search.find_word_order, most_known=50))
    alone, distributed = find_both(seeds, DedupeOptions(threshold=0.6))
    assert alone == distributed


def test_documents_without_paragraphs_give_nothing():
    alone, distributed = find_both([Document("a", ""), Document("b", "\n\n")], DedupeOptions())
    assert alone == distributed == ([], alone[1])


def test_a_document_that_changes_between_two_readings_is_an_error():
    documents = [Document("a", "One two three."), Document("b", "One two three.")]
    changed = [Document("a", "One two three four."), documents[1]]
    readings = iter([documents, changed])
    corpus = distribute(documents)._replace(tasks=[range(2)], read=lambda task: read(next(readings), task))
    findings = find_distributed_duplicates(corpus, DedupeOptions(), MemoryCluster())
    with pytest.raises(CorpuskitError, match="a: was changed while it was being read"):
        list(findings)


def test_what_lies_inside_others_is_not_looked_for_on_a_cluster():
    with pytest.raises(UsageError, match="--contained is not for --engine spark"):
        find_distributed_duplicates(distribute([]), DedupeOptions(contained=0.9), MemoryCluster())


def test_a_name_is_rare_that_one_paragraph_has_many_times():
    lines = [
        "سالم قال سالم إن سالم في المدينة مع سالم",
        "كريم قال كريم إن كريم في المدينة مع كريم",
        *(
            f"{word} في المدينة مع قال"
            for word in ("بيت", "نهر", "جبل", "بحر", "كتاب", "قلم", "باب", "شجرة", "طريق")
        ),
    ]
    documents = [Document(str(place), line) for place, line in enumerate(lines)]
    alone, distributed = find_both(documents, DedupeOptions(threshold=0.5, min_words=3, pairs=True))
    assert distributed == alone
    assert {pair.kind for pair in alone[0] if pair.text == lines[1]} == {"template"}
