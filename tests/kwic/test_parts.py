"""A large text that is searched in parts has the hits that it has as a whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from queries import plain_phrases, plain_texts, queries, texts

from corpuskit.corpus import open_corpus
from corpuskit.corpus import texts as text_sources
from corpuskit.kwic import KwicOptions, concordance, make_concordance, parts
from corpuskit.kwic.analysis import ConcordanceLines
from corpuskit.records import Findings, Issue
from corpuskit.run import run
from corpuskit.run.work import Work


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    monkeypatch.setattr(text_sources, "_SMALLEST_STORED", 1)
    monkeypatch.setattr(text_sources, "_BLOCK_BYTES", 8)


def search_whole(path, options):
    findings = concordance(open_corpus(path, paragraphs="line"), options)
    return list(findings), findings.summary


def search_in_parts(path, options, size):
    """Search the parts of a file one by one, each result sent as to another process."""
    (document,) = open_corpus(path, paragraphs="line")
    analysis = make_concordance(options)
    work = Work(analysis)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_PART_BYTES", size)
        answers = [work.unpack(work.pack([part])) for part in analysis.divide(document)]
    findings = analysis.combine([analysis.join(document, answers)])
    return list(findings), findings.summary


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    queries() | plain_phrases(),
    texts() | plain_texts(),
    st.integers(1, 30),
    st.sampled_from(
        [
            {},
            {"count": True},
            {"plot": True},
            {"within": "sentence"},
            {"within": "document"},
            {"distinct": False},
        ]
    ),
)
def test_parts_have_the_hits_of_the_whole(tmp_path, query, text, size, options):
    path = tmp_path / "d.txt"
    path.write_bytes(text.encode() or b"x")
    chosen = KwicOptions(pattern=query[0], **options)
    assert search_in_parts(path, chosen, size) == search_whole(path, chosen)


POSTS = "".join(f"Post {number}: the UN Charter, and “security” of 7️⃣ states.\n\n" for number in range(40))


@pytest.mark.parametrize("options", [{}, {"count": True}, {"plot": True}, {"first_per_doc": True}])
def test_processes_share_the_parts_of_one_document(tmp_path, monkeypatch, options):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    chosen = KwicOptions(pattern="UN Charter", **options)
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    findings = run(make_concordance(chosen), open_corpus(path, paragraphs="line"), jobs=2)
    assert (list(findings), findings.summary) == search_whole(path, chosen)


def test_targets_in_parts_are_where_they_are_in_the_document(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    chosen = KwicOptions(pattern='"the" @[] "Charter"', cql=True)
    lines, summary = search_in_parts(path, chosen, 300)
    assert (lines, summary) == search_whole(path, chosen)
    assert {POSTS[line.target_start : line.target_end] for line in lines} == {"UN"}
    assert len(lines) == 40


class Failing(ConcordanceLines):
    """A search that fails at one post."""

    post = "20"

    def per_document(self, document):
        findings = super().per_document(document)

        def iter_items():
            for item in findings:
                if f"Post {self.post}:" in item.before:
                    raise MemoryError
                yield item

        return Findings(iter_items(), lambda: findings.total)


class FailingAtOnce(Failing):
    post = "0"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_that_fails_at_its_first_hit_is_skipped(tmp_path, monkeypatch, jobs):
    path = tmp_path / "d.txt"
    path.write_text("Nothing here.\n" * 100 + POSTS, encoding="utf-8")
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    analysis = FailingAtOnce(KwicOptions(pattern="UN Charter"))
    (issue,) = run(analysis, open_corpus(path, paragraphs="line"), jobs=jobs)
    assert issue.message == "d: there is not enough memory for it; skipped"


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_found_before_a_failure_is_shown_and_the_rest_is_told(tmp_path, monkeypatch, jobs):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    findings = run(
        Failing(KwicOptions(pattern="UN Charter")), open_corpus(path, paragraphs="line"), jobs=jobs
    )
    *lines, issue = findings
    assert issue.message == "d: there is not enough memory for it; the rest of it was skipped"
    assert len(lines) == 20
    assert findings.summary["documents_with_hits"] == 1


def test_of_a_text_that_is_not_searched_to_its_end_no_count_is_told(tmp_path, monkeypatch):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    analysis = make_concordance(KwicOptions(pattern="UN Charter", count=True))
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    work = Work(analysis)
    (document,) = open_corpus(path, paragraphs="line")
    first, second, *rest = analysis.divide(document)
    answers = [work.unpack(work.pack([first])), work.fail(second, "its worker was ended by SIGKILL")]
    findings = analysis.join(document, [*answers, *(work.unpack(work.pack([part])) for part in rest)])
    (issue,) = findings
    assert isinstance(issue, Issue)
    assert issue.message == "d: its worker was ended by SIGKILL; skipped"
    assert findings.summary["hits"] == 0


@pytest.mark.parametrize(
    ("options", "others", "is_divided"),
    [
        ({}, {}, True),
        ({"count": True}, {}, True),
        ({"within": "document", "cql": True}, {}, False),
        ({"first_per_doc": True}, {}, False),
        ({"plot": True}, {}, False),
        ({}, {"inside": lambda _: []}, False),
        ({"count": True}, {"inside": lambda _: []}, False),
        ({}, {"proposals_of": lambda *_: None}, False),
        ({"count": True}, {"proposals_of": lambda *_: None}, False),
    ],
)
def test_a_large_text_is_divided_where_each_part_can_be_searched_by_itself(
    tmp_path, monkeypatch, options, others, is_divided
):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    monkeypatch.setattr(parts, "_PART_BYTES", 300)
    pattern = '"UN" "Charter"' if options.get("cql") else "UN Charter"
    analysis = make_concordance(KwicOptions(pattern=pattern, **options), **others)
    (document,) = open_corpus(path, paragraphs="line")
    assert (len(analysis.divide(document)) > 1) == is_divided
