"""A report: all of a corpus on one page that loads nothing, runs nothing of a text, and leaves nothing out in silence."""

import base64
import hashlib
import json

import pytest
from tests.conftest import SEEDS
from tests.report.conftest import PageReader, render

from corpuskit import extract_dates, extract_quotes, list_documents, open_corpus
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.quotes import count_speakers
from corpuskit.quotes.counts import count_quotations
from corpuskit.records import Issue
from corpuskit.report import ReportOptions
from corpuskit.report.gather import OVERVIEW_PASSES
from corpuskit.report.page import make_report

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "\u2028\u2029\u202e\u0000\u001b]0;x\u0007",
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
]


def collect(findings):
    return [record for record in findings if not isinstance(record, Issue)]


def test_the_report_of_the_seeds_takes_no_more_than_400_kilobytes(seeds_page):
    assert len(seeds_page.encode()) <= 400_000


def test_the_same_input_gives_the_same_bytes(seeds_page):
    assert render(SEEDS, title="seeds") == seeds_page


def test_the_bytes_do_not_depend_on_the_number_of_processes(seeds_page):
    report = make_report(open_corpus(SEEDS), ReportOptions(title="seeds"), jobs=2)
    assert b"".join(report.iter_bytes()).decode() == seeds_page


def test_nothing_is_loaded_and_only_the_one_script_and_style_may_run(seeds_read):
    assert len(seeds_read.scripts) == len(seeds_read.styles) == 1
    policy = next(
        attributes["content"]
        for tag, attributes in seeds_read.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    for kind, content in (("script", seeds_read.scripts[0]), ("style", seeds_read.styles[0])):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    for tag, attributes in seeds_read.elements:
        assert tag not in ("iframe", "object", "embed", "base", "form")
        assert not any(
            name.startswith("on") or name in ("style", "src", "srcset", "action") for name in attributes
        )
        if "href" in attributes:
            assert attributes["href"].startswith("#") or attributes["href"] == "data:,"


def test_each_table_holds_the_records_of_its_command(seeds_read):
    corpus = open_corpus(SEEDS)
    found = {
        "documents": collect(list_documents(corpus)),
        "dates": collect(extract_dates(corpus)),
        "quotes": collect(extract_quotes(corpus)),
        "speakers": collect(count_speakers(corpus)),
        "copies": collect(find_duplicates(corpus)),
    }
    for name, records in found.items():
        columns = [column["name"] for column in seeds_read.data[name]["columns"]]
        places = [row[columns.index("place")] for row in seeds_read.data[name]["rows"]]
        documents = seeds_read.data["page"]["documents"]
        assert [[documents[doc], *place] for doc, *place in places] == [
            [record.doc, record.line, record.start, record.end] for record in records
        ]


def test_every_place_is_a_slice_of_a_paragraph(seeds_read, seed_texts):
    documents = seeds_read.data["page"]["documents"]
    for text, (doc, _line, start, end), _lang in seeds_read.data["paragraphs"]["rows"]:
        assert seed_texts[documents[doc]][start:end] == text
    for _value, (_, text, _), *_, (doc, _line, start, end), _day, _lang in seeds_read.data["dates"]["rows"]:
        assert seed_texts[documents[doc]][start:end] == text


def test_the_share_that_is_copied_is_that_of_the_statistics(seeds_read):
    statistics = find_duplicates(open_corpus(SEEDS), DedupeOptions(stats=True))
    assert [row[6] for row in seeds_read.data["documents"]["rows"]] == [
        pytest.approx(100 * record.share, abs=0.06) for record in statistics
    ]


def test_speakers_counted_from_quotations_are_those_counted_in_documents():
    corpus = open_corpus(SEEDS)
    assert list(count_quotations(collect(extract_quotes(corpus)))) == collect(count_speakers(corpus))


def test_without_its_script_a_table_shows_its_first_200_rows(seeds_read):
    for name in ("documents", "paragraphs", "dates", "quotes", "copies", "words"):
        assert seeds_read.rows[f"{name}-table"] == min(200, len(seeds_read.data[name]["rows"]))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_field(text, tmp_path):
    rows = [
        {"id": f"a{number}{text}", "text": f"{text} Ann Lee said: “{text} we agree on June 3, 2021 with {text}.”",
         "title": text, "source": f"{text}{number}", "date": "2021-06-04", "kind": text + str(number)}
        for number in range(3)
    ]  # fmt: skip
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    read = PageReader(render(source, title=text))
    clean = PageReader(render(SEEDS, title="seeds"))
    assert read.scripts == clean.scripts
    assert {tag for tag, _ in read.elements} <= {tag for tag, _ in clean.elements}
    assert not any(name.startswith("on") for _, attributes in read.elements for name in attributes)
    shown = [row[0][1] for row in read.data["documents"]["rows"]]
    assert shown == [text] * 3


def test_what_is_left_out_is_said():
    read = PageReader(render(SEEDS, max_rows=10))
    assert len(read.data["paragraphs"]["rows"]) == 10
    assert read.data["paragraphs"]["total"] == 210
    assert "10 of 210 rows are here." in read.text
    assert "200 of 210 are left out." in read.text


def test_the_place_is_known_where_the_text_of_a_document_is_cut():
    # The first seed has 20 paragraphs: none, the third of the next one, or the first of the next one is the first to be left out.
    first = len(next(iter(open_corpus(SEEDS))).paragraphs)
    second = list(open_corpus(SEEDS))[1].paragraphs
    cuts = [
        PageReader(render(SEEDS, max_rows=rows)).data["page"]["cut"]
        for rows in (500, first, first + 2, first - 1)
    ]
    assert cuts == [None, None, [1, second[2].line], [0, next(iter(open_corpus(SEEDS))).paragraphs[-1].line]]


def test_the_report_tells_how_often_the_corpus_is_read():
    reads = 0

    class Counted(type(open_corpus(SEEDS))):
        def __iter__(self):
            nonlocal reads
            reads += 1
            return super().__iter__()

    corpus = open_corpus(SEEDS)
    counted = Counted(corpus.paths, corpus.options)
    told = []
    make_report(counted, ReportOptions(), on_passes=lambda passes: told.append((reads, passes)))
    assert told == [(OVERVIEW_PASSES, reads - OVERVIEW_PASSES)]


def test_who_published_first_is_said_only_where_all_dates_are_known(tmp_path):
    said = "The river council of the northern valley met on the old bridge to speak of water."
    rows = [
        {"id": "late", "text": said, "date": "2021-06-04"},
        {"id": "early", "text": said, "date": "2021-06-01"},
        {"id": "undated", "text": "The other council did not meet at all because nobody had told it to do so."},
        {"id": "dated", "text": "The other council did not meet at all because nobody had told it to do so.", "date": "2020-01-01"},
    ]  # fmt: skip
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    read = PageReader(render(source))
    assert [row[3] for row in read.data["copies"]["rows"]] == ["early (2021-06-01)", None]


def test_keywords_are_of_sources_where_rows_name_them(tmp_path):
    rows = [
        {"id": str(number), "source": source, "text": f"{word} {word} flows here and the council meets."}
        for number in range(20)
        for source, word in (("North", "water"), ("South", "fire"))
    ]
    source = tmp_path / "rows.jsonl"
    source.write_text(
        "\n".join(json.dumps({**row, "id": str(n)}) for n, row in enumerate(rows)), encoding="utf-8"
    )
    read = PageReader(render(source))
    assert [row[:3] for row in read.data["keywords"]["rows"]] == [
        ["North", "water", 40],
        ["South", "fire", 40],
    ]
    assert read.data["page"]["fields"]["source"] == ["North", "South"] * 20


def test_collocates_are_those_of_the_words_that_were_asked_for(seeds_read):
    read = PageReader(render(SEEDS, collocates_of=("charter",)))
    assert {row[0] for row in read.data["collocates"]["rows"]} == {"charter"}
    assert len({row[0] for row in seeds_read.data["collocates"]["rows"]}) == 5


def test_a_corpus_without_anything_makes_a_page(tmp_path):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    read = PageReader(render(tmp_path / "empty.txt"))
    assert read.data["dates"]["rows"] == []
    assert "no keywords" in read.text


def test_the_command_writes_the_page_and_says_how(corpuskit, tmp_path):
    target = tmp_path / "report.html"
    done = corpuskit("report", "seeds", "-o", target, "--max-rows", "50")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    text = PageReader(target.read_text(encoding="utf-8")).text
    assert "corpuskit report seeds" in text
    assert "max_rows=50" in text


def test_a_report_is_not_written_over_its_input(corpuskit, tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("Some words.", encoding="utf-8")
    done = corpuskit("report", source, "-o", source)
    assert done.returncode == 2
    assert source.read_text(encoding="utf-8") == "Some words."


def test_standard_input_is_refused_with_a_cure(corpuskit):
    done = corpuskit("report", "-", "-o", "x.html", stdin=b"Words.")
    assert done.returncode == 2
    assert b"it is read more than once" in done.stderr
