"""Getting text in: every kind of input has a defined outcome, and nothing is lost silently."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import os
import socket
import tempfile
from pathlib import Path

import pytest

from corpuskit.corpus import Corpus, CorpusOptions, Document, open_corpus
from corpuskit.errors import NothingReadableError, UsageError


def read(*paths: Path | str, **options: object) -> tuple[list[Document], list[tuple[str, bool]]]:
    """Return the documents below `paths` and the kind of each issue, with whether input was skipped."""
    corpus = open_corpus(*paths, **options)
    documents = list(corpus)
    return documents, [(issue.kind, issue.skipped) for issue in corpus.issues]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- paths


def test_a_directory_is_read_recursively_in_the_order_of_its_names(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.md", "B.txt", "a.text", "10.txt", "9.txt"):
        write(tmp_path / name, name)
    documents, issues = read(tmp_path)
    assert [document.id for document in documents] == ["10", "9", "B", "a/b", "a/z", "a", "b"]
    assert [document.text for document in documents] == [
        "10.txt",
        "9.txt",
        "B.txt",
        "a/b.md",
        "a/z.txt",
        "a.text",
        "b.txt",
    ]
    assert issues == []


def test_the_order_does_not_depend_on_how_the_directory_was_filled(tmp_path):
    names = [f"{number:03}.txt" for number in range(50)]
    for folder, order in (("one", names), ("two", names[::-1])):
        for name in order:
            write(tmp_path / folder / name, name)
    assert [d.id for d in read(tmp_path / "one")[0]] == [d.id for d in read(tmp_path / "two")[0]]


def test_files_of_other_kinds_are_passed_over_and_counted(tmp_path):
    write(tmp_path / "a.txt", "text")
    for name in ("b.png", "c.png", "README", ".hidden.txt"):
        write(tmp_path / name, "x")
    corpus = open_corpus(tmp_path)
    assert [document.id for document in corpus] == ["a"]
    assert [issue.message for issue in corpus.issues] == ["3 files passed over, by suffix: .png 2, none 1"]


def test_a_glob_option_chooses_files_of_a_directory(tmp_path):
    for name in ("a.log", "b.txt", "sub/c.log"):
        write(tmp_path / name, name)
    assert [d.id for d in read(tmp_path, globs=("*.log",))[0]] == ["a", "sub/c"]
    assert [d.id for d in read(tmp_path, globs=("sub/*",))[0]] == ["sub/c"]


def test_a_glob_as_path_is_expanded(tmp_path):
    for name in ("x/1.txt", "y/1.txt", "y/2.md"):
        write(tmp_path / name, name)
    assert [d.id for d in read(f"{tmp_path}/*/*.txt")[0]] == ["x/1", "y/1"]
    assert [d.id for d in read(f"{tmp_path}/**/*.*")[0]] == ["x/1", "y/1", "y/2"]


def test_a_single_file_is_read_whatever_its_suffix(tmp_path):
    documents, _ = read(write(tmp_path / "notes.log", "hello"))
    assert [(d.id, d.text, d.path) for d in documents] == [("notes", "hello", str(tmp_path / "notes.log"))]


def test_a_path_that_does_not_exist_is_an_issue_with_a_suggestion(tmp_path):
    write(tmp_path / "seeds.txt", "text")
    corpus = open_corpus(tmp_path / "seeds.txt", tmp_path / "seed.txt")
    assert len(list(corpus)) == 1
    (issue,) = corpus.issues
    assert (issue.kind, issue.skipped) == ("missing", True)
    assert issue.hint == f"did you mean {str(tmp_path / 'seeds.txt')!r}?"


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(NothingReadableError, match="no such file"):
        list(open_corpus(tmp_path / "nosuch"))
    with pytest.raises(NothingReadableError, match="no document"):
        list(open_corpus(tmp_path))


def test_a_file_named_twice_is_read_once(tmp_path):
    write(tmp_path / "a.txt", "text")
    documents, issues = read(tmp_path, tmp_path / "a.txt")
    assert [d.id for d in documents] == ["a"]
    assert issues == [("repeated", False)]


def test_files_of_one_name_keep_their_suffixes_and_it_is_said(tmp_path):
    write(tmp_path / "a.txt", "one")
    write(tmp_path / "a.md", "two")
    corpus = open_corpus(tmp_path)
    assert [(d.id, d.text) for d in corpus] == [("a", "two"), ("a.txt", "one")]
    (issue,) = corpus.issues
    assert (issue.kind, issue.skipped) == ("id", False)
    assert issue.message == (
        f"the id 'a' is that of {tmp_path}/a.md; files of one name keep their suffixes: 'a.txt' for {tmp_path}/a.txt"
    )
    assert [d.id for d in read(tmp_path, ids="path")[0]] == [str(tmp_path / "a.md"), str(tmp_path / "a.txt")]


def test_only_documents_whose_id_matches(tmp_path):
    for name in ("a1.txt", "a2.txt", "b1.txt"):
        write(tmp_path / name, name)
    assert [d.id for d in read(tmp_path, docs=("a*",))[0]] == ["a1", "a2"]


@pytest.fixture
def as_ordinary_user():
    """Root may read everything, so a test of permissions gives that up for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.usefixtures("as_ordinary_user")
def test_files_and_directories_without_permission_are_skipped():
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write(root / "a.txt", "one")
        write(root / "b.txt", "two").chmod(0)
        write(root / "closed" / "c.txt", "three").parent.chmod(0)
        documents, issues = read(root)
        (root / "closed").chmod(0o700)
    assert [d.id for d in documents] == ["a"]
    assert issues == [("unreadable", True), ("unreadable", True)]


def test_a_link_that_leads_nowhere_is_skipped(tmp_path):
    write(tmp_path / "a.txt", "one")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    assert read(tmp_path)[1] == [("unreadable", True)]


def test_a_link_back_to_a_directory_above_is_not_followed(tmp_path):
    write(tmp_path / "a.txt", "one")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    documents, issues = read(tmp_path)
    assert [d.id for d in documents] == ["a"]
    assert issues == [("loop", False)]


def test_linked_files_and_directories_are_read(tmp_path):
    write(tmp_path / "elsewhere" / "a.txt", "one")
    write(tmp_path / "corpus" / "b.txt", "two")
    (tmp_path / "corpus" / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [d.id for d in read(tmp_path / "corpus")[0]] == ["b", "linked/a"]


def test_pipes_and_sockets_in_a_directory_are_not_opened(tmp_path, monkeypatch):
    write(tmp_path / "a.txt", "one")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        documents, issues = read(tmp_path)
    assert [d.id for d in documents] == ["a"]
    assert issues == [("special", True), ("special", True)]


def test_a_name_that_is_not_utf8_is_shown_with_its_bytes(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:
        file.write(b"text")
    documents, issues = read(tmp_path)
    assert [(d.id, d.path) for d in documents] == [(r"caf\xe9", rf"{tmp_path}/caf\xe9.txt")]
    assert issues == []


# --- bytes


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("naïve العام".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "naïve العام".encode(), "utf-8"),
        ("naïve العام".encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + "naïve العام".encode("utf-16-be"), "utf-16-be"),
        ("naïve العام".encode("utf-32"), "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_the_encoding_and_is_no_text(tmp_path, data, encoding):
    (document,), issues = read(write(tmp_path / "a.txt", data))
    assert (document.text, document.encoding) == ("naïve العام", encoding)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.source_bytes == len(data)
    assert issues == []


def test_the_encoding_option_is_for_input_without_a_mark(tmp_path):
    write(tmp_path / "a.txt", "Привет".encode("cp1251"))
    write(tmp_path / "b.txt", b"\xef\xbb\xbf" + "Привет".encode())
    documents, _ = read(tmp_path, encoding="windows-1251")
    assert [(d.text, d.encoding) for d in documents] == [("Привет", "cp1251"), ("Привет", "utf-8")]


@pytest.mark.parametrize("length", [3, 70_000, 200_000])
def test_bytes_that_are_not_utf8_are_skipped_with_their_place(tmp_path, length):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "b.txt", "é".encode() * (length // 2) + b"x" * (length % 2) + b"\xff tail")
    corpus = open_corpus(tmp_path)
    assert [d.id for d in corpus] == ["a"]
    (issue,) = corpus.issues
    assert (issue.kind, issue.skipped) == ("decode", True)
    assert f"at byte {length} " in issue.message
    assert ("--encoding" if length == 3 else "iconv") in (issue.hint or "")


@pytest.mark.parametrize("shift", range(4))
def test_a_character_at_the_border_of_a_checked_piece_is_no_fault(tmp_path, shift):
    text = "x" * (65_536 - shift) + "🇷🇺é" * 10
    (document,), issues = read(write(tmp_path / "a.txt", text))
    assert (document.text, issues) == (text, [])


def test_binary_data_is_skipped(tmp_path):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "b.txt", b"abcd\x00\x00")
    corpus = open_corpus(tmp_path)
    assert [d.id for d in corpus] == ["a"]
    assert [(i.kind, i.skipped) for i in corpus.issues] == [("binary", True)]
    assert "NUL at byte 4" in corpus.issues[0].message


def test_utf16_without_a_mark_needs_its_name(tmp_path):
    path = write(tmp_path / "a.txt", "naïve".encode("utf-16-le"))
    assert read(path, encoding="utf-16-le")[0][0].text == "naïve"
    with pytest.raises(NothingReadableError):
        read(path)


def test_an_empty_file_is_an_empty_document(tmp_path):
    (document,), issues = read(write(tmp_path / "a.txt", ""))
    assert (document.text, document.paragraphs, issues) == ("", [], [])


@pytest.mark.parametrize(
    "text", ["a\r\nb\r\n", "a\rb", "a\u0085b", "a\u2028b\u2029c", "a\x0bb\x0cc", "\ufeffa\ufeff"[1:]]
)
def test_a_text_is_not_changed(tmp_path, text):
    (document,), _ = read(write(tmp_path / "a.txt", text))
    assert document.text == text


def test_an_unknown_encoding_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="unknown encoding"):
        read(tmp_path, encoding="utf-9")
    for name in ("base64", "rot13", "undefined"):
        with pytest.raises(UsageError, match="not a text encoding"):
            read(tmp_path, encoding=name)


# --- formats


def test_a_compressed_file_is_its_content(tmp_path):
    write(tmp_path / "a.txt.gz", gzip.compress(b"hello"))
    write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"id": "r", "text": "row"}\n'))
    assert [(d.id, d.text) for d in read(tmp_path)[0]] == [("a", "hello"), ("r", "row")]


@pytest.mark.parametrize(
    "data",
    [b"no gzip", gzip.compress(b"hello" * 1000, mtime=0)[:-9], b"\x1f\x8b\x08"],
    ids=["no gzip", "cut", "head"],
)
def test_a_broken_compressed_file_is_skipped(tmp_path, data):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "b.txt.gz", data)
    documents, issues = read(tmp_path)
    assert [d.id for d in documents] == ["a"]
    assert issues == [("unreadable", True)]


def test_each_row_of_json_lines_is_a_document(tmp_path):
    rows = (
        '{"id": "x", "text": "one", "title": "T", "date": "2024-01-02", "source": "S", "other": 1}\n'
        "\n"
        '{"id": 7, "text": "two\\nlines"}\r\n'
        '{"text": "three"}'
    )
    documents, issues = read(write(tmp_path / "posts.jsonl", rows))
    assert [(d.id, d.text) for d in documents] == [("x", "one"), ("7", "two\nlines"), ("posts:4", "three")]
    assert dict(documents[0].metadata) == {"title": "T", "date": "2024-01-02", "source": "S", "other": "1"}
    assert dict(documents[1].metadata) == {}
    assert issues == []


def test_rows_that_hold_no_text_are_skipped_one_by_one(tmp_path):
    rows = '{"text": "one"}\nnot json\n[1]\n{"body": "x"}\n{"text": null}\n{"text": "lone \\ud800"}\n{"text": "last"}\n'
    corpus = open_corpus(write(tmp_path / "posts.jsonl", rows))
    assert [d.text for d in corpus] == ["one", "last"]
    assert [(i.kind, i.skipped) for i in corpus.issues] == [("row", True)] * 5
    assert "row 2: not valid JSON in the line at byte 16" in corpus.issues[0].message
    assert [issue.message.split(":")[0] for issue in corpus.issues] == [f"row {n}" for n in (2, 3, 4, 5, 6)]


def test_other_field_names(tmp_path):
    path = write(
        tmp_path / "posts.jsonl", '{"n": "x", "body": "one", "when": "2024", "where": "here", "head": "H"}\n'
    )
    (document,), _ = read(
        path, text_field="body", id_field="n", date_field="when", source_field="where", title_field="head"
    )
    assert (document.id, document.text) == ("x", "one")
    assert dict(document.metadata) == {"title": "H", "date": "2024", "source": "here"}


@pytest.mark.parametrize(("suffix", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_each_row_of_a_table_is_a_document(tmp_path, suffix, delimiter):
    rows = [["id", "text", "date"], ["x", '"one\nline, or two"', "2024"], ["y", "two", ""]]
    path = write(tmp_path / f"t.{suffix}", "\r\n".join(delimiter.join(row) for row in rows))
    documents, issues = read(path)
    assert [(d.id, d.text, dict(d.metadata)) for d in documents] == [
        ("x", "one\nline, or two", {"date": "2024"}),
        ("y", "two", {}),
    ]
    assert issues == []


def test_a_table_without_the_text_field_is_skipped_and_says_what_it_has(tmp_path):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "t.csv", "id,body\n1,x\n")
    corpus = open_corpus(tmp_path)
    assert [d.id for d in corpus] == ["a"]
    assert "no field 'text' in its header (id, body)" in corpus.issues[0].message


def test_a_cell_of_a_megabyte_is_read(tmp_path):
    text = "word " * 200_000
    (document,), _ = read(write(tmp_path / "t.csv", f'id,text\n1,"{text}"\n'))
    assert document.text == text


def test_the_input_format_option_wins_over_the_suffix(tmp_path):
    path = write(tmp_path / "rows.txt", '{"text": "one"}\n')
    assert [d.text for d in read(path, input_format="jsonl")[0]] == ["one"]
    assert [d.text for d in read(path, input_format="text")[0]] == ['{"text": "one"}\n']


def test_json_lines_in_utf16_are_read(tmp_path):
    path = write(tmp_path / "rows.jsonl", '{"text": "ñ"}\n{"text": "و"}\n'.encode("utf-16"))
    assert [d.text for d in read(path)[0]] == ["ñ", "و"]


# --- the corpus


def test_a_corpus_can_be_read_again(tmp_path):
    write(tmp_path / "a.txt", "one")
    write(tmp_path / "b.txt", b"\xff")
    corpus = Corpus([str(tmp_path)], CorpusOptions())
    assert [d.id for d in corpus] == [d.id for d in corpus] == ["a"]
    assert len(corpus.issues) == 1


def test_an_unknown_option_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="no option 'enc'"):
        open_corpus(tmp_path, enc="utf-8")
    with pytest.raises(UsageError, match="ids"):
        open_corpus(tmp_path, ids="short")


def test_a_line_of_100_megabytes_is_one_paragraph(tmp_path):
    with open(tmp_path / "a.txt", "wb") as file:
        file.writelines([b"word " * 200_000] * 100)
    (document,), issues = read(tmp_path)
    assert issues == []
    (paragraph,) = document.paragraphs
    assert (paragraph.start, paragraph.end) == (0, 100_000_000 - 1)


def test_a_document_is_frozen():
    document = Document("a", "text", metadata={"date": "2024"})
    for name in ("id", "text", "metadata", "lang", "anything"):
        with pytest.raises(AttributeError):
            setattr(document, name, "x")
        with pytest.raises(AttributeError):
            delattr(document, name)
    renamed = document.with_id("b")
    assert (renamed.id, renamed.text, renamed.metadata) == ("b", "text", {"date": "2024"})
    assert document.id == "a"


def test_the_list_of_removed_copies_is_no_part_of_the_corpus_it_lies_in(tmp_path):
    write(tmp_path / "a.txt", "text")
    path = tmp_path / "removed.jsonl.xz"
    path.write_bytes(lzma.compress(b'{"path": "a.txt", "text": "copy"}\n'))
    assert [d.id for d in read(tmp_path)[0]] == ["a"]
    assert [d.id for d in read(tmp_path, globs=("*",))[0]] == ["a", "removed:1"]
    assert [d.text for d in read(path)[0]] == ["copy"]


# --- what must not be told wrongly


@pytest.mark.parametrize(
    ("name", "data", "options", "message", "hint"),
    [
        ("a.txt", b"h\xe9\n", {}, "not valid UTF-8 at byte 1", "--encoding"),
        ("a.jsonl", b'{"body": "x"}\n', {}, "no field 'text' (body)", "--text-field"),
        ("a.csv", b"id,body\n1,x\n", {}, "no field 'text' in its header (id, body)", "--text-field"),
        ("a.txt", b"a\0b", {}, "NUL at byte 1", "tr -d"),
        ("a.txt", b"text\n", {"input_format": "jsonl"}, "not valid JSON", ""),
    ],
)
def test_where_nothing_can_be_read_the_error_says_why(tmp_path, name, data, options, message, hint):
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / name, data), **options)
    assert message in caught.value.message
    assert str(tmp_path / name) in caught.value.message
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize("data", [b"\xff\xfeh\0i", b"\xff\xfe\0\xd8", b"\xfe\xff\xd8\0\0a"])
def test_a_damaged_file_with_a_mark_is_not_taken_for_binary(tmp_path, data):
    with pytest.raises(NothingReadableError, match="not valid UTF-16"):
        read(write(tmp_path / "a.txt", data))


@pytest.mark.parametrize("row", ["[" * 200_000, '{"text": "x", "y": ' + "[" * 200_000 + "]" * 200_000 + "}"])
def test_a_row_of_endless_brackets_is_skipped(tmp_path, row):
    documents, issues = read(write(tmp_path / "a.jsonl", row + '\n{"text": "fine"}\n'))
    assert [d.text for d in documents] == ["fine"]
    assert issues == [("row", True)]


@pytest.mark.parametrize(
    ("table", "texts", "message"),
    [
        ('id,text\n1,"unclosed\n2,b\n', ["b"], "row 1: not valid CSV in line 2"),
        ("id,text\n1,a\n2,b,c,d\n3,e\n", ["a", "e"], "row 2: 4 cells under 2 names"),
        ("id,text,text\n1,a,b\n", [], "names the field 'text' twice"),
    ],
)
def test_rows_of_a_table_are_not_lost_silently(tmp_path, table, texts, message):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "t.csv", table)
    corpus = open_corpus(tmp_path)
    assert [d.text for d in corpus] == ["fine", *texts]
    assert [(issue.skipped, message in issue.message) for issue in corpus.issues] == [(True, True)]


def test_a_row_that_stands_twice_is_two_documents_and_it_is_said(tmp_path):
    rows = '{"id": 1, "text": "x"}\n{"id": "1", "text": "y"}\n{"id": 1, "text": "z"}\n'
    path = write(tmp_path / "a.jsonl", rows)
    corpus = open_corpus(path)
    assert [(d.id, d.text) for d in corpus] == [("1", "x"), ("1#2", "y"), ("1#3", "z")]
    (issue,) = corpus.issues
    assert (
        issue.message
        == f"the id '1' is that of {path}, row 1; ids that are taken are numbered: '1#2' for {path}, row 2"
    )


def test_a_number_that_is_an_id_of_its_own_is_passed_over(tmp_path):
    ids = ["1", "1", "1#3", "1", "1#2", "1"]
    path = write(tmp_path / "a.jsonl", "".join(f'{{"id": "{doc}", "text": "x"}}\n' for doc in ids))
    corpus = open_corpus(path)
    expected = ["1", "1#2", "1#3", "1#4", "1#2#2", "1#5"]
    assert [d.id for d in corpus] == [d.id for d in corpus] == expected


def test_numbers_of_one_id_are_each_tried_once(tmp_path, monkeypatch):
    tried = []
    other_ids = Corpus._iter_other_ids

    def watch(*arguments):
        for each in other_ids(*arguments):
            tried.append(each)
            yield each

    monkeypatch.setattr(Corpus, "_iter_other_ids", watch)
    path = write(tmp_path / "a.jsonl", '{"id": 1, "text": "x"}\n' * 500)
    assert list(open_corpus(path))[-1].id == "1#500"
    assert len(tried) == 499


def test_links_to_one_file_are_documents_of_their_own(tmp_path):
    write(tmp_path / "s" / "a.txt", "one")
    (tmp_path / "s" / "b.txt").symlink_to("a.txt")
    write(tmp_path / "t" / "c.txt", "two")
    assert [d.id for d in read(tmp_path / "s", tmp_path / "t")[0]] == ["a", "b", "c"]


def test_only_documents_that_are_wanted_are_counted(tmp_path):
    for name in ("a1.txt", "a2.txt", "b1.txt"):
        write(tmp_path / name, name)
    corpus = open_corpus(tmp_path, docs=("a*",))
    assert len(list(corpus)) == corpus.document_count == 2


@pytest.mark.parametrize(
    "typed", ["texts//b.txt", "./texts/./b.txt", "texts//*.txt", "texts/*/../b.txt", "texts//"]
)
def test_an_id_does_not_depend_on_how_a_path_is_spelled(tmp_path, monkeypatch, typed):
    (tmp_path / "texts" / "deeper").mkdir(parents=True)
    (tmp_path / "texts" / "b.txt").write_text("A text.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [document.id for document in open_corpus(typed)] == ["b"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,text\n1,Привет\n"),
        ("a.tsv", "id\ttext\n1\tПривет\n"),
        ("a.jsonl", '{"text": "Привет"}\n'),
        ("a.json", '[{"text": "Привет"}]'),
        ("chat.txt", "[2023-05-13, 10:00] Аня: Привет\n[2023-05-13, 10:01] Боря: Привет\n"),
        ("a.vrt", "<text>\n<s>\nПривет\tX\tпривет\n</s>\n</text>\n<text>\n<s>\nПривет\tX\tпривет\n</s>\n</text>\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_rows_and_messages_say_the_encoding_that_they_were_read_with(tmp_path, name, content, encoding):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    documents = list(open_corpus(path, encoding="cp1251"))
    assert {d.text.strip() for d in documents} == {"Привет"}
    assert {d.encoding for d in documents} == {"cp1251" if encoding == "cp1251" else "utf-16-le"}
