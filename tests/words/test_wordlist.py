"""Word lists count every word once, whatever way they take, and once more without the copies of paragraphs."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.thresholds import every_threshold_at_its_least
from tests.words import naive

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.dedupe import exact_key, find_duplicates
from corpuskit.errors import UsageError
from corpuskit.kwic import make_concordance
from corpuskit.kwic.options import KwicOptions
from corpuskit.records import DuplicateGroup, Issue, Keyword, Word
from corpuskit.run import run
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold
from corpuskit.words.keywords import KeywordOptions, Keywords, ReferenceWords, count_reference
from corpuskit.words.wordlist import WordList, WordOptions


def list_of(*texts, **options):
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    return {word.word: word for word in WordList(WordOptions(**options)).find_in(documents)}


@pytest.fixture(scope="module")
def seeds():
    return {word.word: word for word in run(WordList(), Corpus([str(ROOT / "seeds")], CorpusOptions()))}


class TestSeeds:
    def test_types_and_hapaxes(self, seeds):
        assert len(seeds) == 1442
        assert sum(word.hits == 1 for word in seeds.values()) == 576
        assert sum(word.hits for word in seeds.values()) == 6370

    @pytest.mark.parametrize(
        ("word", "hits", "documents", "per_million", "dp", "dp_norm", "d"),
        [
            ("the", 587, 4, 92150.7, 0.1023, 0.1096, 0.7370),
            ("un", 95, 4, 14913.7, 0.1533, 0.1642, 0.5997),
            ("security", 44, 4, 6907.4, 0.3418, 0.3661, 0.5208),
            ("sco", 35, 3, 5494.5, 0.6906, 0.7397, 0.4434),
            ("charter", 31, 3, 4866.6, 0.2357, 0.2525, 0.4801),
            ("الامن", 14, 1, 2197.8, 0.9336, 1, 0),
        ],
    )
    def test_frequency_and_dispersion(self, seeds, word, hits, documents, per_million, dp, dp_norm, d):
        found = seeds[word]
        assert (found.hits, found.documents) == (hits, documents)
        assert found.per_million == pytest.approx(per_million, abs=0.06)
        assert (found.dp, found.dp_norm, found.juilland_d) == (
            pytest.approx(dp, abs=6e-5),
            pytest.approx(dp_norm, abs=6e-5),
            pytest.approx(d, abs=6e-5),
        )

    def test_bigrams_within_paragraphs(self):
        corpus = Corpus([str(ROOT / "seeds")], CorpusOptions())
        words = {word.word: word for word in run(WordList(WordOptions(size="2", within="paragraph")), corpus)}
        assert len(words) == 3083
        assert (words["of the"].hits, words["the un"].hits) == (130, 81)

    def test_the_slice_of_a_word_is_its_first_occurrence(self, seeds):
        corpus = {document.id: document for document in Corpus([str(ROOT / "seeds")], CorpusOptions())}
        for word in seeds.values():
            document = corpus[word.doc]
            assert fold(document.text[word.start : word.end]) == word.word
            assert word.line == document.lines.line_at(word.start)

    def test_one_process_and_two_give_the_same(self, tmp_path):
        for number in range(30):
            (tmp_path / f"{number:02}.txt").write_text(f"Line {number % 7} and more.\nUN Charter, été.\n" * 3)
        corpora = [Corpus([str(tmp_path)], CorpusOptions()) for _ in range(2)]
        one, two = (
            list(run(WordList(), corpus, jobs=jobs)) for corpus, jobs in zip(corpora, (1, 2), strict=True)
        )
        assert one == two
        assert all(isinstance(word, Word) for word in one)


texts = st.text(st.sampled_from("abAB é́É １aßﬁŉ'’-_&;\n\r\t.!\u08e2ا أن漢字。"), max_size=60)


RULES = st.sampled_from(["line", "block"])


def describe(word):
    place = (word.doc, (word.line, word.start, word.end))
    return word.word, word.hits, word.distinct_hits, word.documents, place, word.form


class TestEveryWay:
    @pytest.mark.parametrize("thresholds", ["usual", "least"])
    @given(texts=st.lists(texts, max_size=4), border=st.sampled_from(["sentence", "paragraph"]), rule=RULES)
    @example(texts=["A a\r\nA a\rb b\n"], border="paragraph", rule="line")
    @example(texts=["a &amp; b", "a & b", "a amp b"], border="paragraph", rule="line")
    @example(texts=["a\u08e2b", "ab", "a b"], border="sentence", rule="line")
    @example(texts=["ŉ x\n'n x"], border="sentence", rule="line")
    @example(texts=["a. b! A b\n\na b"], border="sentence", rule="block")
    def test_ngrams_are_those_of_counting_by_hand(self, thresholds, texts, border, rule):
        documents = [Document(f"d{number}", text, paragraph_rule=rule) for number, text in enumerate(texts)]

        def find_units(document, paragraph):
            return naive.iter_ngrams(document.text, *paragraph[2:], range(1, 4), border)

        with every_threshold_at_its_least() if thresholds == "least" else nullcontext():
            found = list(WordList(WordOptions(size="1:3", within=border)).find_in(documents))
        assert {describe(word) for word in found} == {
            (key, *counted) for key, counted in naive.count(documents, find_units).items()
        }

    @given(st.lists(texts, max_size=5))
    def test_hits_are_those_of_counting_by_hand(self, texts):
        words = list_of(*texts)
        by_hand = Counter(fold(word) for text in texts for word in list_words(text))
        assert {word: found.hits for word, found in words.items()} == by_hand

    @given(st.lists(texts, max_size=5))
    def test_distinct_hits_are_those_of_the_first_of_each_paragraph(self, texts):
        documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
        seen = set()
        by_hand = Counter()
        for document in documents:
            for _, _, start, end in document.paragraphs:
                paragraph = document.text[start:end]
                if (key := exact_key(paragraph)) not in seen:
                    seen.add(key)
                    by_hand.update(fold(word) for word in list_words(paragraph))
        found = {word.word: word.distinct_hits for word in WordList().find_in(documents)}
        assert {word: hits for word, hits in found.items() if hits} == by_hand

    def test_ngrams_cross_no_sentence_and_no_paragraph(self):
        assert set(list_of("One two. Three four\nfive six", size="2")) == {
            "one two",
            "three four",
            "five six",
        }
        assert "two three" in list_of("One two. Three four\nfive six", size="2", within="paragraph")

    def test_all_sizes_at_once(self):
        assert {word: found.hits for word, found in list_of("a b a b", size="1:2").items()} == {
            "a": 2, "b": 2, "a b": 2, "b a": 1,
        }  # fmt: skip


class TestChoosing:
    def test_ranks_of_equal_words_are_the_best_place(self):
        words = list_of("a a b b c d", size="1")
        assert {word: found.rank for word, found in words.items()} == {"a": 1, "b": 1, "c": 3, "d": 3}

    def test_a_form_is_the_most_frequent_spelling(self):
        assert list_of("UN un UN Un")["un"].form == "UN"

    def test_words_as_written(self):
        assert {w: f.hits for w, f in list_of("UN un UN", form="written").items()} == {"UN": 2, "un": 1}

    def test_least_hits_and_documents_and_stop_words(self):
        assert set(list_of("a a b", "a b c", min_hits=2)) == {"a", "b"}
        assert set(list_of("a a b b", "a", min_docs=2)) == {"a"}
        assert set(list_of("the law of The land", size="2", stop=("the",))) == {"law of"}

    def test_sorting_by_evenness_and_by_word(self):
        assert list(list_of("a a a b", "b c c c", sort="word")) == ["a", "b", "c"]
        assert next(iter(list_of("a a a b", "b c c c", sort="dp"))) == "b"

    def test_a_reader_looks_words_up_in_an_order_of_its_own(self):
        text = "b ä a z ёж еж ель 10 9 010 á Z é 007"
        assert list(list_of(text, sort="word", collate=True)) == [
            "007", "9", "010", "10", "a", "á", "ä", "b", "é", "z", "еж", "ёж", "ель",
        ]  # fmt: skip
        assert list(list_of("9" * 5000 + " 8", sort="word", collate=True)) == ["8", "9" * 5000]

    def test_an_order_of_words_is_refused_where_they_have_another(self):
        with pytest.raises(UsageError, match="how words are sorted"):
            WordOptions(collate=True)

    @pytest.mark.parametrize("size", ["0", "x", "2:1", "1:99", "", "1:", "-1"])
    def test_a_size_that_is_none_is_refused(self, size):
        with pytest.raises(UsageError, match="size of n-grams"):
            WordOptions(size=size)

    def test_an_empty_corpus_has_no_words(self):
        assert list_of() == {}
        assert list_of("", "…") == {}

    def test_one_document_has_no_normalised_deviation(self):
        assert list_of("a b")["a"].dp_norm is None
        assert list_of("a b")["a"].juilland_d is None


class TestHitsOfAQuery:
    def test_they_are_counted_instead_of_words(self):
        words = list_of("The law and the laws. Law!", "un law", match="law*")
        assert {word: (found.hits, found.documents) for word, found in words.items()} == {
            "law": (3, 2), "laws": (1, 1),
        }  # fmt: skip
        assert words["law"].per_million == pytest.approx(3 / 8 * 1_000_000)

    def test_hits_of_a_phrase_are_one_whatever_stands_between_its_words(self):
        words = list_of("the UN Charter, the UN  charter", match='"un charter"')
        assert {word: (found.hits, found.size, found.form) for word, found in words.items()} == {
            "un charter": (2, 2, "UN Charter"),
        }  # fmt: skip

    def test_every_word_of_the_seeds_has_the_hits_that_kwic_counts(self, seeds):
        first, *others = seeds
        corpus = list(Corpus([str(ROOT / "seeds")], CorpusOptions()))
        lines = make_concordance(KwicOptions(pattern=first, more_patterns=tuple(others))).find_in(corpus)
        assert Counter(line.pattern for line in lines) == {word: found.hits for word, found in seeds.items()}

    def test_a_size_beside_a_query_is_refused(self):
        with pytest.raises(UsageError, match="size"):
            WordOptions(match="law", size="2")


class TestParts:
    def test_each_document_by_itself(self):
        documents = [Document("x", "a a b"), Document("y", "a c")]
        found = list(WordList(WordOptions(by="doc")).find_in(documents))
        assert [(word.word, word.part, word.hits, word.per_million) for word in found if word.word == "a"] == [
            ("a", "x", 2, pytest.approx(2 / 3 * 1_000_000)), ("a", "y", 1, 500_000),
        ]  # fmt: skip
        # Evenness and rank are those of the whole corpus.
        assert {word.rank for word in found if word.word == "a"} == {1}

    def test_years_sources_and_any_field_of_the_rows(self):
        documents = [
            Document("x", "a", metadata={"date": "2021-05-01", "source": "s1", "party": "p"}),
            Document("y", "a", metadata={"date": "2021-07-01", "source": "s2", "party": "p"}),
            Document("z", "a"),
        ]
        counts = {
            by: {
                word.part: (word.hits, word.documents)
                for word in WordList(WordOptions(by=by)).find_in(documents)
            }
            for by in ("date:year", "date:month", "source", "party")
        }
        assert counts == {
            "date:year": {"2021": (2, 2), None: (1, 1)},
            "date:month": {"2021-05": (1, 1), "2021-07": (1, 1), None: (1, 1)},
            "source": {"s1": (1, 1), "s2": (1, 1), None: (1, 1)},
            "party": {"p": (2, 2), None: (1, 1)},
        }

    def test_two_keys_make_a_table_of_both(self):
        documents = [
            Document("x", "a a", metadata={"date": "2021-05-01", "source": "s"}),
            Document("y", "a", metadata={"date": "2022-07-01", "source": "s"}),
            Document("z", "a b", metadata={"date": "2022"}),
        ]
        found = WordList(WordOptions(by="source,date:year")).find_in(documents)
        assert [
            (word.part, word.subpart, word.hits, word.per_million) for word in found if word.word == "a"
        ] == [("s", "2021", 2, 1_000_000), ("s", "2022", 1, 1_000_000), (None, "2022", 1, 500_000)]

    def test_each_key_that_no_document_has_is_noted(self):
        found = list(WordList(WordOptions(by="party,source")).find_in([Document("x", "a")]))
        assert [item.path for item in found if isinstance(item, Issue)] == ["party", "source"]

    @pytest.mark.parametrize("by", ["", ",", "a,b,c"])
    def test_more_or_fewer_keys_are_refused(self, by):
        with pytest.raises(UsageError, match="one key or two"):
            WordOptions(by=by)

    @given(st.lists(texts, max_size=4))
    def test_parts_sum_to_the_whole(self, texts):
        documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
        whole = {word.word: word for word in WordList().find_in(documents)}
        hits, distinct = Counter(), Counter()
        for word in WordList(WordOptions(by="doc")).find_in(documents):
            hits[word.word] += word.hits
            distinct[word.word] += word.distinct_hits
        assert hits == {word: found.hits for word, found in whole.items()}
        assert distinct == {word: found.distinct_hits for word, found in whole.items()}


class TestWithoutCopies:
    @given(st.lists(texts, max_size=5))
    def test_hits_are_the_distinct_hits_of_a_list_with_copies(self, texts):
        documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
        every = {word.word: word.distinct_hits for word in WordList().find_in(documents)}
        without = list(WordList(WordOptions(fold_copies="exact")).find_in(documents))
        assert {word.word: word.hits for word in without} == {
            word: hits for word, hits in every.items() if hits
        }
        assert all(word.hits == word.distinct_hits for word in without)

    def test_words_of_copies_are_no_words_of_the_corpus(self):
        words = list_of("a b\na b\nc d", "A B", fold_copies="exact")
        assert words["a"].per_million == 250_000
        assert words["a"].documents == 1


class TestWithoutNearCopies:
    """What `corpuskit dedupe` finds is left out."""

    TEXTS = (
        "the council of the rivers met on tuesday in geneva\nshort line\n***",
        "the council of the rivers met on monday in geneva\nshort line here\n***\na new line of the second text",
        "The Council of the Rivers met – on Tuesday – in Geneva!",
    )

    def find(self, **options):
        documents = [Document(f"d{number}", text) for number, text in enumerate(self.TEXTS)]
        return WordList(WordOptions(**options)).find_in(documents)

    def test_a_paragraph_that_nearly_repeats_an_earlier_one_is_no_part_of_the_corpus(self):
        findings = self.find(fold_copies="near")
        hits = {word.word: word.hits for word in findings}
        assert (hits["council"], hits["tuesday"], hits.get("monday"), hits["short"]) == (1, 1, None, 2)
        assert findings.summary["tokens"] == 10 + 2 + 3 + 7 == sum(hits.values())

    def test_exact_copies_alone_leave_the_near_ones(self):
        findings = self.find(fold_copies="exact")
        hits = {word.word: word.hits for word in findings}
        assert (hits["council"], hits["tuesday"], hits["monday"], hits["short"]) == (2, 1, 1, 2)
        assert findings.summary["tokens"] == sum(hits.values())

    def test_what_is_left_is_what_dedupe_keeps(self):
        corpus = Corpus([str(ROOT / "seeds")], CorpusOptions())
        copies = {
            (member.doc, member.paragraph)
            for group in find_duplicates(corpus)
            if isinstance(group, DuplicateGroup)
            for member in group.members
        }
        kept = Counter(
            word
            for document in corpus
            for number, _, start, end in document.paragraphs
            if (document.id, number) not in copies
            for word in list_words(fold(document.text[start:end]))
        )
        found = WordList(WordOptions(fold_copies="near")).find_in(corpus)
        assert {word.word: word.hits for word in found} == kept

    def test_a_reference_has_the_words_that_are_left(self):
        reference = count_reference(self.find(fold_copies="near"))
        assert reference.tokens == sum(reference.hits.values()) == 22

    def test_an_empty_corpus_and_parts(self):
        assert list(WordList(WordOptions(fold_copies="near")).find_in([])) == []
        parts = {
            word.part: word.per_million
            for word in self.find(fold_copies="near", by="doc")
            if word.word == "line"
        }
        assert parts == {"d0": pytest.approx(1e6 / 12), "d1": pytest.approx(2e6 / 10)}


class TestKeywords:
    @pytest.fixture
    def keywords(self):
        def find(**options):
            paths = [ROOT / "seeds" / f"{name}*" for name in ("000", "001", "004")]
            reference = list(run(WordList(), Corpus([str(path) for path in paths], CorpusOptions())))
            counts = ReferenceWords(2148, {word.word: word.hits for word in reference})
            corpus = Corpus([str(ROOT / "seeds" / "002*")], CorpusOptions())
            found = run(Keywords(KeywordOptions(**options), counts), corpus)
            return {word.word: word for word in found if isinstance(word, Keyword)}

        return find

    def test_published_measures_of_a_seed_against_three_others(self, keywords):
        words = keywords(p=1, correction="none")
        lavrov = words["lavrov"]
        assert (lavrov.hits, lavrov.reference_hits, lavrov.diff_percent) == (21, 0, None)
        assert lavrov.g2 == pytest.approx(18.864, abs=6e-4)
        assert lavrov.log_ratio == pytest.approx(4.570, abs=6e-4)
        the = keywords(p=1, correction="none", negative=True)["the"]
        assert the.g2 == pytest.approx(-16.920, abs=6e-4)
        assert the.diff_percent == pytest.approx(-27.90, abs=6e-3)
        assert the.low < the.log_ratio < the.high < 0

    def test_the_correction_for_many_words_leaves_fewer(self, keywords):
        none, fdr, bonferroni = (
            set(keywords(correction=name, p=0.05)) for name in ("none", "fdr", "bonferroni")
        )
        assert bonferroni < fdr < none

    def test_negative_keywords_are_those_of_the_other_corpus(self, keywords):
        assert set(keywords(p=1, correction="none")).isdisjoint(
            keywords(p=1, correction="none", negative=True)
        )

    def test_the_strongest_come_first(self, keywords):
        ratios = [word.log_ratio for word in keywords(p=1, correction="none").values()]
        assert ratios == sorted(ratios, reverse=True)
