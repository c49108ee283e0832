"""Documents are chosen by what is known of them, and their text can be looked up."""

from __future__ import annotations

import json

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.errors import UsageError
from corpuskit.listing import list_documents

ROWS = [
    {"id": "a", "text": "The bridge is open to all of us.", "date": "2024-05-03T10:00:00Z", "author": "Ann", "likes": 9, "geo": {"city": "Kyiv"}},
    {"id": "b", "text": "Мост открыт для всех, и это не шутка.", "date": "2024-06-01", "author": "Bob", "likes": 10},
    {"id": "c", "text": "The bridge is closed for the day.", "author": "Anna", "likes": 100},
    {"id": "d", "text": "The bridge was there in the year before.", "date": "2023", "author": "Bob"},
]  # fmt: skip


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ({"where": ("author=Ann",)}, "a"),
        ({"where": ("author=Ann*",)}, "ac"),
        ({"where": ("author!=Bob",)}, "ac"),
        ({"where": ("likes>=10",)}, "bc"),
        ({"where": ("likes<=9",)}, "a"),
        ({"where": ("likes>=10", "author=B*")}, "b"),
        ({"where": ("geo.city=Kyiv",)}, "a"),
        ({"where": ("geo.city!=Kyiv",)}, "bcd"),
        ({"where": ("id=[ab]",)}, "ab"),
        ({"where": ("format=jsonl",)}, "abcd"),
        ({"since": "2024-05"}, "ab"),
        ({"since": "2024-05-04"}, "b"),
        ({"until": "2024-05"}, "ad"),
        ({"since": "2023", "until": "2023"}, "d"),
        ({"langs": ("ru",)}, "b"),
        ({"langs": ("en", "ru"), "docs": ("[a-c]",)}, "abc"),
    ],
)
def test_documents_are_chosen_by_their_fields_dates_and_languages(rows, options, chosen):
    corpus = open_corpus(rows, **options)
    assert "".join(document.id for document in corpus) == chosen
    assert corpus.document_count == len(chosen)
    undated = [issue.message for issue in corpus.issues]
    assert undated == (
        ["1 document has no known date; left out by --since or --until"]
        if {"since", "until"} & set(options)
        else []
    )


def test_a_text_without_metadata_is_chosen_by_the_date_that_list_shows(tmp_path):
    texts = {
        "head": "The bridge is open\n\n16 July 2024\n\nThe mayor cut the ribbon on Tuesday.\n",
        "later": "The bridge is closed\n\n3 May 2025\n\nIt rained for a week.\n",
        "none": "The bridge was open in 2024.\n",
        "written": "---\ndate: 5 March 2024\n---\n\nThe bridge is planned.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).with_suffix(".md").write_text(text)
    shown = {each.doc: each.date for each in list_documents(open_corpus(tmp_path))}
    assert shown == {"head": "2024-07-16", "later": "2025-05-03", "none": None, "written": "2024-03-05"}
    corpus = open_corpus(tmp_path, until="2024")
    assert [document.id for document in corpus] == ["head", "written"]
    assert [issue.message for issue in corpus.issues] == [
        "1 document has no known date; left out by --since or --until"
    ]
    assert [document.id for document in open_corpus(tmp_path, since="2024-07")] == ["head", "later"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2024/05/03", "2024-05-03"),
        ("20240503", "2024-05-03"),
        ("2024 May 3", "2024-05-03"),
        ("2024-5-3", "2024-05-03"),
        ("2024年5月3日", "2024-05-03"),
        ("2024-W18-5", "2024-05-03"),
        ("2024-05-03T09:30:00Z", "2024-05-03T09:30"),
        ("2024-05", "2024-05"),
        ("2024-13-45", None),
    ],
)
def test_a_date_in_metadata_is_the_one_that_list_shows_however_it_is_written(tmp_path, written, shown):
    (tmp_path / "a.md").write_text(f'---\ndate: "{written}"\n---\n\nThe bridge is open.\n')
    (record,) = list_documents(open_corpus(tmp_path))
    assert record.date == shown
    for options in ({"since": "2024-05"}, {"until": "2024-05"}, {"since": "2024-05", "until": "2024-05"}):
        corpus = open_corpus(tmp_path, **options)
        assert len(list(corpus)) == (shown is not None)
        assert len(corpus.issues) == (shown is None)
    assert not list(open_corpus(tmp_path, until="2024-04"))
    assert not list(open_corpus(tmp_path, since="2024-06"))


@pytest.mark.parametrize(
    "options",
    [
        {"where": ("author",)},
        {"where": ("=x",)},
        {"since": "May"},
        {"until": "2024-13"},
        {"since": "2024-1-1"},
    ],
)
def test_a_condition_that_is_none_is_a_usage_error(rows, options):
    with pytest.raises(UsageError):
        open_corpus(rows, **options)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_line_chooses_as_the_library_does(corpuskit, rows, jobs):
    for arguments, docs in (
        (("--where", "author=Ann*", "--since", "2024"), ["a"]),
        (("--lang", "ru"), ["b"]),
        (("--until", "2022"), []),
    ):
        result = corpuskit("list", rows, "-f", "jsonl", "-j", jobs, *arguments)
        assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == docs, result.stderr
        assert result.returncode == 0
    assert corpuskit("dates", rows, "--doc-lang", "ru", "--lang", "ru", "-j", jobs).returncode == 0


def test_a_document_says_what_is_known_of_it(corpuskit, rows):
    record = json.loads(corpuskit("list", rows, "-f", "jsonl").stdout.splitlines()[0])
    assert record["meta"] == {
        "date": "2024-05-03T10:00:00Z",
        "author": "Ann",
        "likes": "9",
        "geo.city": "Kyiv",
    }
    assert (record["format"], record["extracted_by"]) == ("jsonl", None)


def test_the_index_finds_what_a_search_without_it_finds(corpuskit, tmp_path):
    (tmp_path / "in").mkdir()
    message = {
        "id": 77,
        "type": "message",
        "date": "2024-05-03T10:00:00",
        "from": "Ann",
        "text": "the bridge",
    }
    (tmp_path / "in" / "result.json").write_text(
        json.dumps({"name": "C", "messages": [message]}), encoding="utf-8"
    )
    (tmp_path / "in" / "chat.txt").write_text(
        "13/05/2023, 22:00 - Ann: the bridge\n13/05/2023, 22:01 - Bob: no\n", encoding="utf-8"
    )
    at = tmp_path / "x.db"
    assert corpuskit("index", "build", tmp_path / "in", "--at", at).returncode == 0
    for more in ((), ("--where", "author=Ann")):
        plain = corpuskit("kwic", "bridge", tmp_path / "in", "-f", "jsonl", *more)
        indexed = corpuskit("kwic", "bridge", tmp_path / "in", "-f", "jsonl", "--index", at, *more)
        assert indexed.stdout == plain.stdout
        assert [json.loads(line)["doc"] for line in plain.stdout.splitlines()] == ["chat:1", "result:77"]


def test_the_text_of_a_document_and_a_slice_of_it_can_be_looked_up(corpuskit, rows, tmp_path):
    assert corpuskit("show", "b", rows).stdout.decode() == ROWS[1]["text"]
    assert corpuskit("show", "b:5:11", rows).stdout.decode() == "открыт"
    record = json.loads(corpuskit("show", "a:4:10", rows, "-f", "jsonl").stdout)
    assert (record["type"], record["text"], record["line"], record["date"]) == (
        "text",
        "bridge",
        1,
        "2024-05-03T10:00:00Z",
    )
    for line in corpuskit("kwic", "bridge", rows, "-f", "jsonl").stdout.splitlines():
        hit = json.loads(line)
        assert (
            corpuskit("show", f"{hit['doc']}:{hit['start']}:{hit['end']}", rows).stdout.decode()
            == hit["match"]
        )
    (tmp_path / "chat.txt").write_text(
        "13/05/2023, 22:00 - Ann: Hello\n13/05/2023, 22:01 - Bob: Hi\n", encoding="utf-8"
    )
    assert corpuskit("show", "chat:2", tmp_path / "chat.txt").stdout == b"Hi"


@pytest.mark.parametrize("doc", ["z", "b:5:5000", "b:9:3"])
def test_what_is_not_there_is_not_shown(corpuskit, rows, doc):
    result = corpuskit("show", doc, rows)
    assert result.stdout == b""
    assert result.returncode in (2, 3)


def test_a_condition_on_a_field_that_no_document_has_is_told(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Hi", "party": "x"}\n', encoding="utf-8")
    corpus = open_corpus(str(tmp_path / "a.jsonl"), where=("parti=x", "party=x"))
    assert list(corpus) == []
    assert [issue.message for issue in corpus.issues] == [
        "no document here has a field 'parti'; --where does not know it"
    ]


def test_a_field_that_some_documents_have_is_known(tmp_path):
    (tmp_path / "a.txt").write_text("Hi.", encoding="utf-8")
    (tmp_path / "b.csv").write_text("author,text\nAnn,Hello.\n", encoding="utf-8")
    corpus = open_corpus(str(tmp_path), where=("author=Ann",))
    assert [document.text for document in corpus] == ["Hello."]
    assert corpus.issues == []


def test_an_id_that_there_is_not_names_those_that_hold_it(corpuskit, rows):
    refused = corpuskit("show", "00", "seeds")
    assert refused.returncode == 2
    assert "there is '000_b756cdfa15a2d7d9', '001_24de86d139aaadbd'" in refused.stderr.decode()
    assert "corpuskit list shows the ids" in corpuskit("show", "nothing", rows).stderr.decode()
