"""The Python API: its names, and that each command shows what it yields."""

from __future__ import annotations

import json

import msgspec
import pytest

import corpuskit as library
from corpuskit.records import Issue
from tests.conftest import SEEDS

PUBLIC = {
    "Corpus", "CorpusOptions", "CorpuskitError", "DateOptions", "DedupeOptions", "Document", "KwicOptions",
    "ListOptions", "QuoteOptions", "__version__", "concordance", "extract_dates", "extract_quotes",
    "find_duplicates", "list_documents", "open_corpus",
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
    assert dir(library) == sorted(PUBLIC)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_is_what_its_module_defines(name):
    assert getattr(library, name) is not None
    assert getattr(library, name) is getattr(library, name)


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
