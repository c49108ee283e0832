"""Studies: queries that are kept in a file with their names and options."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.kwic.study import CorpusHash, StudyOptions
from corpuskit.records import Issue

STUDY = """
[options]
context = "2"
sort = "R1"

[queries]
law = "law|charter"
peace = ["peace", "peace*"]

[queries.target]
pattern = '"the" @[]'
cql = true

[queries.inside]
pattern = "aw"
substring = true
"""
TEXT = "The law of the sea. The Law and peace, peaceful law"
TEXTS = {"a.txt": f"{TEXT}\nno law\n", "b.txt": "the charter"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "study.toml").write_text(STUDY)
    (tmp_path / "texts").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "texts" / name).write_text(text)
    return tmp_path


def run_study(corpuskit, folder, *arguments):
    process = corpuskit("kwic", "--query", "study.toml", "texts", *arguments, cwd=folder)
    assert process.returncode == 0, process.stderr
    return process.stdout.decode()


def test_each_query_has_the_hits_that_it_has_by_itself_under_its_name(corpuskit, folder):
    result = json.loads(run_study(corpuskit, folder, "--json", "--sort", "doc"))
    found = {}
    for line in result["records"]:
        found.setdefault(line["pattern"], []).append(
            (line["doc"], line["start"], line["end"], line.get("target"))
        )
    singly = {
        "law": ("law|charter",),
        "peace": ("peace*",),
        "target": ('"the" @[]', "--cql"),
        "inside": ("aw", "--substring"),
    }
    for name, arguments in singly.items():
        alone = json.loads(corpuskit("kwic", *arguments, "texts", "--json", cwd=folder).stdout)
        assert found[name] == [
            (line["doc"], line["start"], line["end"], line.get("target")) for line in alone["records"]
        ]
    assert [line["pattern"] for line in result["records"][:4]] == ["law", "inside", "target", "law"]
    assert result["options"]["queries"]["target"]["cql"] is True


def test_what_two_patterns_of_a_query_find_at_one_place_is_one_hit(corpuskit, folder):
    groups = json.loads(run_study(corpuskit, folder, "--json", "--group", "pattern", "--sort", "-freq"))
    assert {group["group_key"]: group["hits"] for group in groups["records"]}["peace"] == 2


def test_options_of_the_file_hold_until_others_are_typed(corpuskit, folder):
    lines = json.loads(run_study(corpuskit, folder, "--json"))
    assert lines["options"]["context"] == [2, 2]
    assert lines["options"]["sort"] == ["R1"]
    # The context is as wide as without any option, and typed all the same.
    lines = json.loads(run_study(corpuskit, folder, "--json", "-C", "8"))
    assert lines["options"]["context"] == [8, 8]
    sensitive = json.loads(
        run_study(corpuskit, folder, "--json", "-s", "--group", "pattern", "--sort", "key")
    )
    assert {group["group_key"]: group["hits"] for group in sensitive["records"]}["law"] == 4


def test_a_corpus_that_is_typed_goes_before_that_of_the_file(corpuskit, folder):
    (folder / "study.toml").write_text('[options]\ncorpus = "none"\n[queries]\nlaw = "law"')
    (folder / "more").mkdir()
    (folder / "more" / "c.txt").write_text("a law")
    # One path stands where a pattern would, and is a path all the same.
    for typed, hits in ((("texts",), 4), (("texts", "more"), 5)):
        process = corpuskit("kwic", "--query", "study.toml", *typed, "--json", cwd=folder)
        assert json.loads(process.stdout)["summary"]["hits"] == hits
    process = corpuskit("kwic", "--query", "study.toml", cwd=folder)
    assert b"no such file or directory: 'none'" in process.stderr


def test_the_mark_that_some_editors_write_before_a_text_is_no_part_of_the_file(corpuskit, folder):
    (folder / "study.toml").write_text('[queries]\r\nlaw = "law"\r\n', encoding="utf-8-sig", newline="")
    assert json.loads(run_study(corpuskit, folder, "--json"))["summary"]["hits"] == 4


@pytest.mark.parametrize("named", [("--query", "study.toml"), ("-e", "charter")])
def test_a_corpus_that_is_set_is_read_where_no_path_is_typed(corpuskit, folder, named):
    (folder / "study.toml").write_text('[queries]\na = "charter"')
    (folder / "set").mkdir()
    (folder / "set" / "c.txt").write_text("charter charter")
    for typed, hits in (((), 2), (("texts",), 1), (("texts", "set"), 3)):
        process = corpuskit("kwic", *named, *typed, "--json", cwd=folder, env={"CORPUSKIT_CORPUS": "set"})
        assert json.loads(process.stdout)["summary"]["hits"] == hits


@pytest.mark.parametrize("arguments", [(), ("--group", "pattern"), ("--count",), ("--count", "--by", "pattern,doc", "--all"), ("--fold-copies", "exact", "--sort", "doc"), ("--plot",)])  # fmt: skip
def test_the_summary_has_the_hash_of_the_corpus_whatever_is_shown(corpuskit, folder, arguments):
    if {"--count", "--plot", "--group"} & set(arguments):
        arguments = (*arguments, "--sort", "key")
    one, two = (
        json.loads(run_study(corpuskit, folder, "--json", "-j", jobs, *arguments)) for jobs in ("1", "2")
    )
    assert one == two
    expected = 0
    for name, text in TEXTS.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        expected += int.from_bytes(hashlib.sha256(f"{name[0]}\0{digest}".encode()).digest())
    assert one["summary"]["corpus_hash"] == f"{expected % 2**256:064x}"
    (folder / "texts" / "b.txt").write_text("the charter.")
    other = json.loads(run_study(corpuskit, folder, "--json", *arguments))
    assert other["summary"]["corpus_hash"] != one["summary"]["corpus_hash"]


def test_a_search_without_a_study_hashes_nothing(corpuskit, folder):
    result = json.loads(corpuskit("kwic", "law", "texts", "--json", cwd=folder).stdout)
    assert "corpus_hash" not in result["summary"]


@given(st.lists(st.text(max_size=5), max_size=6), st.randoms())
def test_the_hash_does_not_depend_on_the_order_of_the_documents(texts, random):
    hashes = [CorpusHash.of(Document(str(number), text)) for number, text in enumerate(texts)]
    mixed = random.sample(hashes, len(hashes))
    assert sum(hashes, CorpusHash()) == sum(mixed, CorpusHash())


def test_codes_and_left_out_hits_are_those_of_all_queries(corpuskit, folder):
    lines = json.loads(run_study(corpuskit, folder, "--json", "--sort", "doc"))["records"]
    (folder / "wrong.txt").write_text(lines[0]["id"])
    left = json.loads(run_study(corpuskit, folder, "--json", "--sort", "doc", "--exclude", "wrong.txt"))
    assert len(left["records"]) == len([line for line in lines if line["id"] != lines[0]["id"]])
    (folder / "codes.csv").write_text(f"id,code\n{lines[0]['id']},x\n")
    coded = json.loads(
        run_study(corpuskit, folder, "--json", "--codes", "codes.csv", "--group", "code", "--sort", "-freq")
    )
    assert coded["records"][1]["group_key"] == "x"


@pytest.mark.parametrize(
    ("study", "message"),
    [
        ("", "holds no query"),
        ("queries = 1", "are tables"),
        ('[queries]\n"" = "x"', "a query has no name"),
        ("[queries]\na = 1", "has no pattern"),
        ("[queries]\na = []", "has no pattern"),
        ("[queries.a]\ncql = true", "has no pattern"),
        ('[queries.a]\npattern = "x"\npatterns = ["y"]', "has no pattern"),
        ('[queries.a]\npattern = "x"\ncql = 1', "Expected `bool`"),
        ('[queries.a]\npattern = "x"\nwithin = "sentence"', "no option 'within' here"),
        ('[queries.a]\npattern = "x"\nexact = true\nfold = true', "--exact takes what is written"),
        ('[options]\nwithinn = "sentence"\n[queries]\na = "x"', "no option 'withinn' here"),
        ('[options]\nindex = "a.db"\n[queries]\na = "x"', "no option 'index' here"),
        ('[option]\n[queries]\na = "x"', "a study has no 'option'"),
        ('[queries]\na = "(x"', "bracket"),
        ('[queries.a]\npattern = "\\"a\\" within s"\ncql = true\n[queries.b]\npattern = "b"', "stay within the same"),
        ("a = ", "is no TOML"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(corpuskit, folder, study, message):
    (folder / "study.toml").write_text(study)
    process = corpuskit("kwic", "--query", "study.toml", "texts", cwd=folder)
    assert process.returncode == 2
    assert message in process.stderr.decode()


def test_what_another_command_is_for_is_said_of_each_query(corpuskit, folder):
    (folder / "study.toml").write_text(
        '[queries]\na = "law"\nb = ["peace", "*"]\n[queries.c]\npattern = "*"\nsubstring = true'
    )
    result = json.loads(run_study(corpuskit, folder, "--json", "--group", "match"))
    assert [
        (issue["path"], issue["hint"]) for issue in result["issues"] if issue["kind"] == "own_command"
    ] == [("*", "corpuskit words")]


def test_patterns_of_the_file_and_of_the_command_line_are_two_ways(corpuskit, folder):
    for arguments in (("-e", "law"), ("--index", "a.corpus.db")):
        process = corpuskit("kwic", "--query", "study.toml", "texts", *arguments, cwd=folder)
        assert process.returncode == 2
        assert "leave out" in process.stderr.decode()
    process = corpuskit("kwic", "--query", "none.toml", "texts", cwd=folder)
    assert process.stderr.decode().startswith("corpuskit: error: the study cannot be read: none.toml")


def test_a_study_in_python_finds_the_same():
    queries = {"law": KwicOptions(pattern="law"), "a": KwicOptions(pattern='"a.*"', cql=True)}
    options = StudyOptions(pattern="law", queries=queries)
    lines = list(concordance([Document("d", "a law, all laws")], options))
    assert [(line.pattern, line.query, line.match) for line in lines] == [
        ("a", '"a.*"', "a"),
        ("law", "law", "law"),
        ("a", '"a.*"', "all"),
    ]
    none = StudyOptions(
        pattern="x", queries={"x": KwicOptions(pattern="What?"), "y": KwicOptions(pattern="y")}
    )
    (note,) = concordance([Document("d", "law")], none)
    assert isinstance(note, Issue)
    assert note.path == "What?"
    with pytest.raises(PatternError, match="stay within the same"):
        concordance([], StudyOptions(pattern="x", queries={"x": KwicOptions(pattern="x"), "y": KwicOptions(pattern="y", within="sentence")}))  # fmt: skip
