"""The command: what belongs to it and not to the search."""

from __future__ import annotations

import json

import pytest

SPEECH = "Mary Jones said: “We will keep the peace.” The peace did not last.\n“No peace without law,” said Ali Hassan.\n"


def records(process):
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.splitlines()]


def find(corpuskit, *arguments, text="", **options):
    return records(corpuskit("kwic", *arguments, "-f", "jsonl", stdin=text.encode(), **options))


def test_several_patterns_leave_all_arguments_to_paths(corpuskit):
    hits = find(corpuskit, "-e", "law", "-e", "w*", "-", text="law and war")
    assert [(hit["match"], hit["pattern"]) for hit in hits] == [("law", "law"), ("war", "w*")]


def test_a_list_is_a_file_with_a_pattern_on_each_line(corpuskit, tmp_path):
    terms = tmp_path / "terms.txt"
    terms.write_text("\ufeffUN Charter\n\n  secur*  \n", encoding="utf-8")
    hits = find(corpuskit, f"@{terms}", "-", text="security in the UN Charter")
    assert [(hit["match"], hit["pattern"]) for hit in hits] == [
        ("security", "secur*"),
        ("UN Charter", "UN Charter"),
    ]


def test_a_list_that_is_not_there_is_an_error_with_a_cure(corpuskit):
    process = corpuskit("kwic", "@nowhere.txt", "-")
    assert process.returncode == 2
    assert b"'nowhere.txt' cannot be read" in process.stderr
    assert b"hint:" in process.stderr


def test_a_missing_pattern_is_an_error(corpuskit):
    process = corpuskit("kwic")
    assert process.returncode == 2
    assert b"the pattern is missing" in process.stderr


def test_hits_in_quoted_speech(corpuskit):
    assert [hit["line"] for hit in find(corpuskit, "peace", "-", "--in-quotes", text=SPEECH)] == [1, 2]
    assert [hit["line"] for hit in find(corpuskit, "peace", "-", "--speaker", "hassan", text=SPEECH)] == [2]
    assert find(corpuskit, "peace", "-", "--speaker", "nobody", text=SPEECH) == []


def test_context_of_a_sentence(corpuskit):
    (hit,) = find(corpuskit, "last", "-", "-C", "sentence", text=SPEECH)
    assert (hit["before"], hit["after"]) == ("The peace did not ", ".")


@pytest.mark.parametrize("context", ["x", "1:", ":1", "-1", "1:2:3", "٣"])
def test_a_context_that_is_none_is_an_error(corpuskit, context):
    process = corpuskit("kwic", "a", "-", "-C", context)
    assert process.returncode == 2
    assert b"hint:" in process.stderr


def test_a_pattern_that_takes_too_long_ends_with_3_and_the_rest_is_searched(corpuskit, tmp_path):
    (tmp_path / "1.txt").write_text("a" * 40 + "!")
    (tmp_path / "2.txt").write_text("aac")
    process = corpuskit("kwic", "(a|a)+c", tmp_path, "--regex", "--time-limit", "0.3", "-f", "jsonl")
    assert process.returncode == 3
    assert [json.loads(line)["doc"] for line in process.stdout.splitlines()] == ["2"]
    assert b"took more than 0.3 s" in process.stderr


def test_the_summary_tells_all_numbers(corpuskit):
    process = corpuskit("kwic", "UN Charter", "seeds", "--json", "-n", "2")
    summary = json.loads(process.stdout)["summary"]
    told = {
        name: summary[name]
        for name in ("hits", "shown", "distinct_passages", "documents_with_hits", "documents")
    }
    assert told == {"hits": 27, "shown": 2, "distinct_passages": 16, "documents_with_hits": 3, "documents": 5}


@pytest.mark.parametrize("options", [["--count"], ["--plot"], ["--group", "L1"], ["--layout", "stacked"]])
@pytest.mark.parametrize("output_format", ["table", "csv"])
def test_every_view_can_be_a_table_of_any_kind(corpuskit, options, output_format):
    process = corpuskit("kwic", "UN Charter", "seeds", *options, "-f", output_format)
    assert process.returncode == 0
    assert process.stdout
