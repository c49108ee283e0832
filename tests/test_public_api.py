"""The Python API: its names, and that each command shows what it yields."""

from __future__ import annotations

import json

import msgspec
import pytest

import corpuskit as library
from corpuskit import records
from corpuskit.records import Issue
from tests.conftest import SEEDS

PUBLIC = {
    "Analysis", "Corpus", "CorpusOptions", "CorpuskitError", "DateOptions", "Dates", "Dedupe",
    "DedupeOptions", "Document", "Findings", "KwicOptions", "ListOptions", "Listing", "QuoteOptions",
    "Quotes", "SpeakerCounts", "Summary", "Timeline", "Verify", "VerifyOptions", "__version__", "concordance", "extract_dates",
    "extract_quotes", "find_duplicates", "list_documents", "make_concordance", "open_corpus", "run", "make_report", "ReportOptions",
    "FindingsTable", "verify",
}  # fmt: skip

CALLS = {
    ("list",): library.list_documents,
    ("kwic", "UN Charter"): lambda corpus: library.concordance(
        corpus, library.KwicOptions(pattern="UN Charter")
    ),
    ("dedupe",): lambda corpus: library.find_duplicates(corpus, library.DedupeOptions()),
    ("dates",): lambda corpus: library.extract_dates(corpus, library.DateOptions()),
    ("quotes",): lambda corpus: library.extract_quotes(corpus, library.QuoteOptions()),
}


def test_the_public_names_are_exact():
    assert set(library.__all__) == PUBLIC
    assert library.__all__ == sorted(library.__all__)
    assert dir(library) == sorted({*PUBLIC, *records.__all__})


@pytest.mark.parametrize("name", sorted({*PUBLIC, *records.__all__}))
def test_a_public_name_is_what_its_module_defines(name):
    assert getattr(library, name) is not None
    assert getattr(library, name) is getattr(library, name)


def test_one_call_does_what_the_command_line_does(corpuskit, monkeypatch):
    process = corpuskit("dates", "--timeline", "month", "seeds", "--json", "-j", "2")
    result = json.loads(process.stdout)
    monkeypatch.chdir(SEEDS.parent)
    analysis = library.Timeline(library.DateOptions(), "month")
    findings = library.run(analysis, library.open_corpus("seeds"), jobs=2)
    assert [json.loads(msgspec.json.encode(record)) for record in findings] == result["records"]
    assert findings.summary.items() <= result["summary"].items()


def test_the_room_of_runs_is_its_function():
    import corpuskit.run

    assert library.run is corpuskit.run
    assert next(iter(library.run(library.Listing(), [library.Document("a", "Text.")], jobs=1))).words == 1


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        _ = library.nosuch


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_the_json_of_a_command_is_the_records_of_the_api(arguments, corpuskit, monkeypatch):
    command, *rest = arguments
    process = corpuskit(command, *rest, "seeds", "--json")
    assert process.returncode == 0, process.stderr
    result = json.loads(process.stdout)
    monkeypatch.chdir(SEEDS.parent)
    items = list(CALLS[arguments](library.open_corpus("seeds")))
    records = [item for item in items if not isinstance(item, Issue)]
    assert len(records) > 0
    assert result["records"] == [json.loads(msgspec.json.encode(record)) for record in records]
    assert result["summary"]["records"] == len(records)
    assert len(result["issues"]) == len(items) - len(records)
