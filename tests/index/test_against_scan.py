"""A search with the database gives what a search without it gives."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from comparing import OPTIONS, build_index, count_documents, search, search_with_index
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import FORMS, hashtags, queries, texts
from tests.conftest import SEEDS

from corpuskit.corpus import CorpusOptions
from corpuskit.kwic import KwicOptions
from corpuskit.text.view import fold

# In memory, where there is such a place: a database waits for the disk at every commit.
FAST = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
LONG_AGO = 1_600_000_000
ENCODINGS = ["utf-8", "utf-8", "utf-8-sig", "utf-16"]


@st.composite
def corpora(draw):
    """The texts of some documents and the encodings of their files."""
    return draw(st.lists(st.tuples(texts(), st.sampled_from(ENCODINGS)), min_size=1, max_size=4))


def write_corpus(directory, corpus):
    root = Path(directory) / "texts"
    root.mkdir()
    for number, (text, encoding) in enumerate(corpus):
        path = root / f"{number}.txt"
        path.write_bytes(text.encode(encoding))
        os.utime(path, (LONG_AGO, LONG_AGO))
    return [str(root)]


def assert_the_same(corpus, query, options=OPTIONS):
    with tempfile.TemporaryDirectory(dir=FAST) as directory:
        paths = write_corpus(directory, corpus)
        at = os.path.join(directory, "corpus.db")
        build_index(paths, options, at)
        assert search_with_index(paths, query, at, options) == search(paths, query, options)


WITHIN = st.sampled_from(["sentence", "paragraph", "document"])


@settings(max_examples=150)
@given(corpora(), st.one_of(queries(), hashtags()), WITHIN, st.booleans(), st.booleans(), st.booleans())
def test_a_query_finds_the_same(corpus, query, within, case_sensitive, fold, clitics):
    options = KwicOptions(
        pattern=query[0], within=within, case_sensitive=case_sensitive, fold=fold, clitics=clitics
    )
    assert_the_same(corpus, options)


@settings(max_examples=60)
@given(corpora(), queries(), st.sampled_from(["line", "block"]))
def test_a_query_finds_the_same_among_parts_of_hashtags(corpus, query, rule):
    options = KwicOptions(pattern=query[0], hashtags="split")
    assert_the_same(corpus, options, CorpusOptions(paragraphs=rule))


PIECES = st.lists(
    st.sampled_from([*FORMS, "ar", "ت", "م", "\u0301", " ", "-", "#", "\u08e2"]), min_size=1, max_size=4
)


def is_visible(pattern):
    return fold(pattern).strip() != ""


@settings(max_examples=200)
@given(corpora(), PIECES.map("".join).filter(is_visible), WITHIN, st.booleans())
def test_characters_are_found_the_same(corpus, pattern, within, case_sensitive):
    options = KwicOptions(pattern=pattern, substring=True, within=within, case_sensitive=case_sensitive)
    assert_the_same(corpus, options)


@settings(max_examples=60)
@given(corpora(), st.lists(queries().map(lambda query: query[0]), min_size=2, max_size=4))
def test_several_patterns_find_the_same(corpus, patterns):
    assert_the_same(corpus, KwicOptions(pattern=patterns[0], more_patterns=tuple(patterns[1:]), count=True))


SEED_QUERIES = [
    {"pattern": "UN Charter"},
    {"pattern": "secur*"},
    {"pattern": "*lateral*"},
    {"pattern": "organi?ation"},
    {"pattern": "=UN *{0,3} Charter"},
    {"pattern": '(UN|"United Nations") Charter'},
    {"pattern": "peace NEAR/5 security"},
    {"pattern": "peace NOT NEAR/5 security"},
    {"pattern": "/secur(ed|ing)/"},
    {"pattern": "Zakharova~1"},
    {"pattern": "#UNCharterIsOurRules"},
    {"pattern": "UN Charter", "hashtags": "split"},
    {"pattern": "مجلس الأمن", "clitics": True},
    {"pattern": "أمن", "substring": True},
    {"pattern": "Charter", "substring": True},
    {"pattern": r"\bUN\s+\w+", "regex": True},
    {"pattern": '[word="UN"%c] []{0,2} "Charter" within p', "cql": True},
    {"pattern": '"UN" []* "Charter" within 4', "cql": True},
    {"pattern": '"the" []{1,6} "of" containing "UN"', "cql": True},
    {"pattern": '"the" []{1,6} "of" !containing "UN"', "cql": True},
    {"pattern": 'MU(meet (union "UN" "law") "Charter"%c -3 9)', "cql": True},
    {"pattern": '[word="[Ss]ecurity" & word!="Security"]', "cql": True},
    {"pattern": "Charter", "sort": ("R1", "L1"), "limit": 7},
    {"pattern": "Charter", "fold_copies": "exact"},
    {"pattern": "Charter", "fold_copies": "near"},
    {"pattern": "Charter", "group": "R1"},
    {"pattern": "Charter", "sample": 5, "seed": 3},
    {"pattern": "Charter", "plot": True},
    {"pattern": "Charter", "within": "document", "unit": "paragraph"},
    {"pattern": "Charter", "more_patterns": ("=SCO", "the*"), "group": "pattern"},
    {"pattern": "the"},
    {"pattern": "nowhere to be found"},
]


@pytest.fixture(scope="module")
def seeds_index(tmp_path_factory):
    at = str(tmp_path_factory.mktemp("index") / "seeds.corpus.db")
    build_index([str(SEEDS)], OPTIONS, at)
    return at


@pytest.mark.parametrize("query", SEED_QUERIES, ids=lambda query: " ".join(map(str, query.values())))
def test_the_seeds_give_the_same(query, seeds_index):
    options = KwicOptions(**query)
    assert search_with_index([str(SEEDS)], options, seeds_index) == search([str(SEEDS)], options)


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["UN Charter"],
        ["Charter", "--substring", "-C", "sentence"],
        ["security", "--in-quotes"],
        ["security", "--offsets", "bytes"],
        ["security", "--offsets", "utf16", "-j", "1"],
        ["security", "--doc", "00[12]*"],
        ["security", "--ids", "path", "--count"],
    ],
    ids=" ".join,
)
def test_the_command_prints_the_same_bytes(arguments, output, seeds_index, corpuskit):
    scanned = corpuskit("kwic", *arguments, "seeds", "-f", output)
    indexed = corpuskit("kwic", *arguments, "seeds", "-f", output, "--index", seeds_index)
    assert scanned.stdout
    assert (indexed.returncode, indexed.stdout, indexed.stderr) == (
        scanned.returncode,
        scanned.stdout,
        scanned.stderr,
    )


def test_rows_compressed_files_and_faults_are_the_same(corpus, tmp_path):
    import gzip

    paths = [
        corpus(
            a_txt="The UN Charter.\n\nA line.\n",
            b_txt="caf\xe9".encode("latin-1"),
            c_txt="حلف\nالأمن".encode("utf-16"),
            d_jsonl='{"id": "x", "text": "one UN Charter"}\nno json\n{"text": "two"}\n{"text": "The UN\\nCharter"}\n',
            e_csv="id,text,date\n7,the UN Charter,2024-07-16\n,second,\n",
            f_bin=b"\0\0",
        )
    ]
    (corpus.root / "g.txt.gz").write_bytes(gzip.compress(b"UN Charter\r\nUN  Charter"))
    at = str(tmp_path / "corpus.db")
    build_index(paths, OPTIONS, at)
    for pattern in ("UN Charter", "الامن", "second", "none"):
        found = search_with_index(paths, KwicOptions(pattern=pattern), at)
        assert found == search(paths, KwicOptions(pattern=pattern))
    records, _, issues, documents = search_with_index(paths, KwicOptions(pattern="UN Charter"), at)
    assert [record.doc for record in records] == ["a", "x", "7", "g", "g"]
    assert [issue.kind for issue in issues] == ["decode", "row", "passed_over"]
    assert documents == 8


@pytest.mark.parametrize("text", ["a" * 40_000, "é" * 40_000, "a" * 101 + " " + "a" * 102])
def test_words_longer_than_any_term_are_found(text, corpus, tmp_path):
    paths = [corpus(a_txt=text, b_txt="b")]
    at = str(tmp_path / "corpus.db")
    build_index(paths, OPTIONS, at)
    word = text.split()[0]
    for pattern in (f"*{word[-1]}", f"{word[:5]}*", word[:200], f"={word[0]}*"):
        query = KwicOptions(pattern=pattern)
        assert search_with_index(paths, query, at) == search(paths, query)


def test_only_documents_that_may_hold_a_hit_are_looked_at(corpus, tmp_path):
    paths = [corpus(**{f"{name}_txt": "Charter of the UN" for name in "abc"}, d_txt="The UN Charter")]
    at = str(tmp_path / "corpus.db")
    build_index(paths, OPTIONS, at)
    assert count_documents(paths, KwicOptions(pattern="UN Charter"), at) == 1
    assert count_documents(paths, KwicOptions(pattern="Charter NEAR/3 UN"), at) == 4
    assert count_documents(paths, KwicOptions(pattern="harte", substring=True), at) == 4
    assert count_documents(paths, KwicOptions(pattern="Chartre~2 nowhere"), at) == 0


def test_documents_of_one_id_get_the_ids_that_a_scan_gives(corpus, tmp_path):
    paths = [corpus(a_jsonl='{"id": "x", "text": "UN"}\n', b_jsonl='{"id": "x", "text": "the UN"}\n')]
    at = str(tmp_path / "corpus.db")
    build_index(paths, OPTIONS, at)
    scanned = search(paths, KwicOptions(pattern="UN"))
    assert [record.doc for record in scanned[0]] == ["x", "b:x"]
    assert search_with_index(paths, KwicOptions(pattern="UN"), at) == scanned
