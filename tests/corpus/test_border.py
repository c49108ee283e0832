"""The border: what is no plain text is refused with a cure, and one fault costs what it stands in and no more."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import tarfile
import threading
import zipfile
from pathlib import Path

import pytest

from corpuskit.cli.app import run_app
from corpuskit.corpus import open_corpus
from corpuskit.corpus.bounded import BoundedStream, InputTooLargeError
from corpuskit.corpus.decode import decode_text
from corpuskit.corpus.guess import suggest_encoding
from corpuskit.errors import NothingReadableError, UsageError


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*paths: Path | str, **options: object):
    corpus = open_corpus(*paths, **options)
    return [(document.id, document.text) for document in corpus], corpus.issues


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def tarred() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return held.getvalue()


# --- content is told by the first bytes

UNREADABLE = {
    "a 7-Zip archive": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "a RAR archive": b"Rar!\x1a\x07\x01\x00",
    "an Office document of before 2007": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "an SQLite database": b"SQLite format 3\x00\x10\x00",
    "an Arrow file": b"ARROW1\x00\x00",
    "a PostScript document": b"%!PS-Adobe-3.0\n",
    "an image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a recording": b"ID3\x04\x00\x00",
    "a program": b"\x7fELF\x02\x01\x01",
    "gzip data": gzip.compress(b"text"),
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "xz data": lzma.compress(b"text"),
    "bzip2 data": bz2.compress(b"text"),
    "Zstandard data": b"\x28\xb5\x2f\xfd\x04\x00",
}


@pytest.mark.parametrize(("described", "data"), UNREADABLE.items(), ids=UNREADABLE)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "noname", "a.jsonl", "a.csv"])
def test_what_is_no_text_is_refused_by_its_content_also_when_it_is_named(tmp_path, described, data, name):
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / name, data))
    is_read = described == "a PDF document" and name == "noname"
    assert ("cannot be read as PDF" if is_read else described) in caught.value.message
    assert caught.value.hint or is_read


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_compressed_text_with_another_name_is_read_with_the_name_of_the_hint(tmp_path, suffix, compress):
    data = compress(b"He said so.")
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / "a.txt", data))
    name = f"a.txt{suffix}"
    assert caught.value.hint == f"give it a name that ends with {suffix}, such as FILE.txt{suffix}"
    assert read(write(tmp_path / name, data)) == ([("a", "He said so.")], [])


@pytest.mark.parametrize(
    ("described", "data"), [("a ZIP archive", zipped("a.txt")), ("a tar archive", tarred())]
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_an_archive_that_is_called_something_else_is_refused(tmp_path, described, data, name):
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / name, data))
    assert described in caught.value.message
    assert "--input-format archive" in caught.value.hint


MARKUP = {
    "an HTML page": "<!DOCTYPE html>\n<html><head><script>document.createElement('p')</script></head></html>\n",
    "a TEI document": '<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>\n',
    "an XML document": '<?xml version="1.0"?>\n<news><p>He said so.</p></news>\n',
    "JSON": '[{"id": 1, "body": "He said so."},\n {"id": 2}]\n',
    "a notebook": '{\n "cells": [\n  {"cell_type": "markdown", "source": ["x"]}\n ], "nbformat": 4}\n',
    "an archive of X": 'window.YTD.tweets.part0 = [ {"tweet": {}} ]\n',
    "a LaTeX document": "% made by hand\n\\documentclass{article}\n\\begin{document}\nHe said so.\n",
    "an archive of web pages": "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    "an RTF document": "{\\rtf1\\ansi He said so.}\n",
    "subtitles": "1\r\n00:00:01,000 --> 00:00:02,500\r\nHe said so.\r\n",
    "a mailbox": "From a@example.org Mon Jan  1 10:00:00 2024\nFrom: a@example.org\nTo: b@example.org\n\nHello\n",
    "a mail": "From: a@example.org\nMessage-ID: <1@example.org>\nSubject: x\n\nHello\n",
    "a mail, ": "From: Ann <a@example.org>\nTo: Bob\nSubject: x\nDate: 3 May\n\nHello\n",
    "a mail, n": "Subject: x\nDate: Tue, 3 May 2022 10:00:00 +0200\nFrom: Ann\n\nHello\n",
    "annotated text in CoNLL-U": "# text = Go\n1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n",
}


@pytest.mark.parametrize(("described", "text"), MARKUP.items(), ids=str)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n \n"], ids=["bare", "mark", "space"])
def test_markup_in_a_text_file_is_refused_and_read_as_text_when_forced(tmp_path, described, text, mark):
    write(tmp_path / "fine.txt", "fine")
    write(tmp_path / "page.txt", mark + text.encode())
    documents, (issue,) = read(tmp_path)
    assert documents == [("fine", "fine")]
    assert (issue.kind, issue.skipped) == ("content", True)
    assert described in issue.message
    assert issue.hint
    forced, issues = read(tmp_path / "page.txt", input_format="text")
    assert forced == [("page", (mark + text.encode()).decode("utf-8-sig"))]
    assert issues == []


@pytest.mark.parametrize("end", ["", "x", "\n\n"])
def test_headers_with_much_white_space_cost_nothing(tmp_path, end):
    text = "Key: value\n" + ("   " * 9 + "more\n") * 60 + end
    assert read(write(tmp_path / "a.txt", text)) == ([("a", text)], [])


def test_markup_in_utf16_is_recognised(tmp_path):
    with pytest.raises(NothingReadableError, match="an HTML page"):
        read(write(tmp_path / "a.txt", MARKUP["an HTML page"].encode("utf-16")))


@pytest.mark.parametrize(
    "text",
    [
        "<3 is what he wrote.\n",
        "[1] A note.\n[2] Another note.\n",
        "{curly} braces at the beginning\n",
        "[sic] he said\n",
        "1\nOne\n2\nTwo\n",
        "From Monday on, it was said, nothing of 2024 counts.\nNote: this.\nAnd: that.\n",
        "Subject: peace\nTo: all\n\nLet there be peace.\n",
        "To: All staff\nFrom: The director\nDate: 3 May 2022\nSubject: Keys\n\nPlease bring them.\n",
        "From: Ann\nTo: Bob\nwrite to a@example.org\nSubject: x\n",
        "Title: The Bridge\nAuthor: N. N.\n\nThe bridge is open.\n",
        "%PDF is the beginning of a PDF file\n",
        "PK said no\n",
        "BM and ID3 are abbreviations\n",
        "MZ\n",
        "10:00:01 --> we began\n",
        "# A heading\n\n1\tone\t1\n",
        "// window.YTD is a name\n",
        "",
        "\n\n\n",
        "> quoted\n> lines\n",
        "<<Really?>> he asked. <p> is a tag.\n",
    ],
)
def test_plain_text_is_not_mistaken_for_anything_else(tmp_path, text):
    documents, issues = read(write(tmp_path / "a.txt", text))
    assert documents == [("a", text)]
    assert issues == []


# --- encodings

RUSSIAN = "Генеральный секретарь заявил во вторник, что переговоры продолжатся.\n"
SAMPLES = [
    (RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"), (RUSSIAN, "iso-8859-5"), ("Привет", "koi8-r"),
    ("قال الأمين العام للأمم المتحدة إن المفاوضات ستستمر.", "windows-1256"), ("Ο Γενικός Γραμματέας δήλωσε την Τρίτη", "windows-1253"),
    ("המזכיר הכללי אמר ביום שלישי כי המשא ומתן יימשך", "windows-1255"), ("联合国秘书长星期二表示，谈判将继续进行。", "gb18030"),
    ("聯合國秘書長星期二表示，談判將繼續進行。我們希望取得成功。", "big5"), ("国連事務総長は火曜日、交渉は続くと述べた。", "shift_jis"),
    ("国連事務総長は火曜日、交渉は続くと述べた。", "euc-jp"), ("유엔 사무총장은 화요일 협상이 계속될 것이라고 말했다.", "euc-kr"),
    ("L’été a été très sec à Genève, a déclaré le secrétaire général.", "windows-1252"), ("Der Schlüssel ließ sich für Österreich öffnen", "windows-1252"),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy", "windows-1250"), ("Źle się dzieje, powiedział; zażółć gęślą jaźń", "iso-8859-2"),
    ("Görüşmelerin süreceğini söyledi, kış çok ağır geçti", "windows-1254"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), SAMPLES, ids=lambda value: value[:12])
def test_the_hint_names_an_encoding_that_gives_the_text_and_shows_it(tmp_path, text, encoding):
    data = text.encode(encoding)
    with pytest.raises(NothingReadableError, match="not valid UTF-8") as caught:
        read(write(tmp_path / "a.txt", data))
    suggested = suggest_encoding(data)
    assert suggested is not None
    assert caught.value.hint == f"try --encoding {suggested.name}: it would begin {suggested.sample!r}"
    assert read(tmp_path / "a.txt", encoding=suggested.name)[0] == [("a", text)]


@pytest.mark.parametrize(
    "data", ["naïve café".encode() + b"\xff", "half “".encode()[:-1], "Жизнь".encode()[:-1]]
)
def test_utf8_that_is_damaged_is_not_taken_for_another_encoding(tmp_path, data):
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / "a.txt", data))
    assert "iconv -c" in caught.value.hint


def test_bytes_that_fit_no_encoding_get_no_suggestion():
    assert suggest_encoding(bytes(range(128, 256)) * 20) is None


def test_the_encoding_that_fits_each_file_is_taken_when_asked_for_and_said(tmp_path):
    write(tmp_path / "a.txt", RUSSIAN.encode("koi8-r"))
    write(tmp_path / "b.txt", "L’été a été très sec à Genève.".encode("cp1252"))
    write(tmp_path / "c.csv", f'id,text\n1,"{RUSSIAN.strip()}"\n'.encode("cp1251"))
    write(tmp_path / "d.txt", RUSSIAN)
    write(tmp_path / "e.txt", bytes(range(128, 256)) * 20)
    documents, issues = read(tmp_path, encoding="auto")
    assert documents == [
        ("a", RUSSIAN), ("b", "L’été a été très sec à Genève."), ("1", RUSSIAN.strip()), ("d", RUSSIAN),
    ]  # fmt: skip
    assert [issue.message.split(",")[0] for issue in issues if not issue.skipped] == [
        "read as koi8-r", "read as windows-1252", "read as windows-1251",
    ]  # fmt: skip
    assert [Path(issue.path).name for issue in issues if issue.skipped] == ["e.txt"]


@pytest.mark.parametrize(
    "encoding",
    ["windows-1251", "latin-1", "gb18030", "cp437", "utf-7", "iso-2022-jp", "hz", "punycode", "idna"],
)
def test_what_is_utf8_is_read_as_utf8_whatever_the_option_says(tmp_path, encoding):
    write(tmp_path / "new.txt", RUSSIAN)
    corpus = open_corpus(write(tmp_path / "new.txt", RUSSIAN), encoding=encoding)
    assert [(document.text, document.encoding) for document in corpus] == [(RUSSIAN, "utf-8")]


@pytest.mark.parametrize("encoding", ["utf-7", "iso-2022-jp", "utf-16-le", "hz"])
def test_an_encoding_that_looks_like_ascii_is_used_when_it_is_named(tmp_path, encoding):
    text = "中国 text"
    documents, _ = read(write(tmp_path / "a.txt", text.encode(encoding)), encoding=encoding)
    assert documents == [("a", text)]


@pytest.mark.parametrize("data", [b"+2AA-", b"a +3EA- b"])
def test_half_a_surrogate_pair_in_utf7_is_an_issue_and_no_crash(tmp_path, data):
    write(tmp_path / "fine.txt", "fine")
    write(tmp_path / "a.txt", data)
    documents, (issue,) = read(tmp_path, encoding="utf-7")
    assert documents == [("fine", "fine")]
    assert (issue.kind, issue.skipped) == ("decode", True)


def test_ascii_is_utf8_in_every_encoding_that_contains_it():
    assert decode_text(b"plain", "cp1251").encoding == "utf-8"


# --- one row costs one row


@pytest.mark.parametrize(
    ("table", "texts", "problems"),
    [
        ('id,text\n1,"open\n2,b\n3,"c"\n', ["b", "c"], 1),
        ('id,text\n1,"a" junk\n2,b\n', ["b"], 1),
        ('id,text\n1,a\n2,"never closed\n3,c\n4,d\n', ["a", "c", "d"], 1),
        ('id,text\n1,"x\n2,"y\n3,"z\n4,d\n', ["d"], 3),
        ("id,text\n1,a\0b\n2,c\n", ["a\0b", "c"], 0),
        ("id,text\n1,a,,,\n2,b\n", ["a", "b"], 0),
        ("id,text,,\n1,a,,\n2,b,,\n", ["a", "b"], 0),
        ("id,text,note,note\n1,a,x,y\n", ["a"], 0),
        ("id;text\n1;a, b\n", ["a, b"], 0),
        ("id|text\n1|a, b\n", ["a, b"], 0),
        ("id\ttext\n1\ta, b\n", ["a, b"], 0),
        ("sep=;\nid;text\n1;a\n", ["a"], 0),
        ("# made on Monday\n# by us\nid,text\n1,a\n# the end\n", ["a"], 0),
        ("ID,TEXT\n1,a\n", ["a"], 0),
        ("id, Text \n1,a\n", ["a"], 0),
        ("id,text\r1,a\r2,b\r", ["a", "b"], 0),
    ],
)  # fmt: skip
def test_tables_as_people_have_them(tmp_path, table, texts, problems):
    documents, issues = read(write(tmp_path / "t.csv", table))
    assert [text for _, text in documents] == texts
    assert [issue.skipped for issue in issues] == [True] * problems


@pytest.mark.parametrize("bad", [b"2,caf\xe9\n", b'2,"caf\xe9"\n'])
def test_a_byte_that_is_not_utf8_costs_its_row(tmp_path, bad):
    documents, issues = read(write(tmp_path / "t.csv", b"id,text\n1,a\n" + bad + b"3,c\n"))
    assert [text for _, text in documents] == ["a", "c"]
    note, issue = sorted(issues, key=lambda each: each.skipped)
    assert (issue.kind, issue.skipped) == ("row", True)
    assert "row 2" in issue.message
    assert note.message.startswith("not valid UTF-8 at byte")


def test_a_table_in_another_encoding_is_named_with_the_encoding_that_fits(tmp_path):
    table = 'Nr;Text\r\n1;"Schöne Grüße; alles gut"\r\n2;Straße\r\n'.encode("cp1252")
    write(tmp_path / "z.txt", "Body")
    write(tmp_path / "t.csv", table)
    documents, issues = read(tmp_path)
    assert documents == [("z", "Body")]
    assert [issue.hint for issue in issues if issue.kind == "decode"] == [
        "try --encoding windows-1252: it would begin '1;\"Schöne Grüße; alles gut\"'"
    ]


@pytest.mark.parametrize(
    "text", ["시의회는 화요일에 회의를 열고 예산안을 통과시켰다.", "안녕하세요 여러분 반갑습니다 또 봐요"]
)
def test_short_korean_is_not_taken_for_thai(text):
    assert suggest_encoding(text.encode("euc-kr")).name == "euc-kr"
    thai = "สภาเทศบาลประชุมเมื่อวันอังคารและอนุมัติงบประมาณ"
    assert suggest_encoding(thai.encode("cp874")).name == "cp874"


def test_locks_of_office_are_no_documents(tmp_path):
    write(tmp_path / "a.txt", "Body")
    write(tmp_path / "~$a.docx", b"\x03Ann" + b"\0" * 150)
    assert read(tmp_path) == ([("a", "Body")], [])


def test_quotation_marks_of_a_table_with_tabs_mean_nothing_where_they_are_not_closed(tmp_path):
    table = 'id\ttext\n1\t"Yes," he said\n2\t"Open\n3\t6" of snow\n'
    documents, issues = read(write(tmp_path / "t.tsv", table))
    assert [text for _, text in documents] == ['"Yes," he said', '"Open', '6" of snow']
    assert issues == []
    quoted, _ = read(write(tmp_path / "t.tsv", 'id\ttext\n1\t"a\nb"\n2\t"say ""x"""\n'))
    assert [text for _, text in quoted] == ["a\nb", 'say "x"']


def test_the_options_for_tables(tmp_path):
    path = write(tmp_path / "t.csv", 'id~text\n1~"a\n2~b\n')
    assert read(path, delimiter="~", quoting="none")[0] == [("1", '"a'), ("2", "b")]
    with pytest.raises(UsageError, match="one character"):
        read(path, delimiter="~~")


@pytest.mark.parametrize(
    "row",
    [
        '{"text": "kept", "n": NaN}',
        '{"text": "kept", "n": [Infinity, -Infinity]}',
        r'{"text": "kept", "note": "\ud83d"}',
        r'{"text": "kept", "note": "\udc00", "deep": {"a": ["\ud800"]}}',
        '{"text": "kept", "n": 1e999}',
        '{"text": "kept", "n": ' + "9" * 400 + "}",
    ],
)
def test_fields_that_nobody_asked_for_lose_no_row(tmp_path, row):
    documents, issues = read(write(tmp_path / "a.jsonl", row + '\n{"text": "next"}\n'))
    assert [text for _, text in documents] == ["kept", "next"]
    assert issues == []


def test_half_a_character_in_the_text_itself_costs_the_row_and_in_the_id_is_shown(tmp_path):
    rows = r'{"text": "lone \ud83d"}' + "\n" + r'{"id": "x\ud83d", "text": "kept"}' + "\n"
    documents, (issue,) = read(write(tmp_path / "a.jsonl", rows))
    assert documents == [("x\\ud83d", "kept")]
    assert "lone surrogate" in issue.message


def test_a_header_of_many_names_is_not_printed_whole(tmp_path):
    header = ",".join(f"column{number}" for number in range(200_000))
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / "t.csv", header + "\n1\n"))
    assert "200,000 names in all" in caught.value.message
    assert len(caught.value.message) < 500
    wide = json.dumps({"x" * 100_000: 1, **{f"n{number}": 1 for number in range(5000)}})
    with pytest.raises(NothingReadableError) as caught:
        read(write(tmp_path / "t.jsonl", wide + "\n"))
    assert len(caught.value.message) < 500


# --- ids


def test_ids_that_two_tables_share_begin_with_the_file_and_it_is_said_once(tmp_path):
    for name in ("a", "sub/b"):
        write(tmp_path / f"{name}.csv", "id,text\n1,x\n2,y\n")
    documents, issues = read(tmp_path)
    assert [doc for doc, _ in documents] == ["1", "2", "sub/b:1", "sub/b:2"]
    assert [(issue.kind, issue.skipped) for issue in issues] == [("id", False)]


def test_ids_are_the_same_when_a_corpus_is_read_again(tmp_path):
    write(tmp_path / "a.jsonl", '{"id": "x", "text": "1"}\n{"id": "x", "text": "2"}\n')
    write(tmp_path / "x.txt", "3")
    corpus = open_corpus(tmp_path)
    assert [d.id for d in corpus] == [d.id for d in corpus] == ["x", "x#2", "x.txt"]
    assert len(corpus.issues) == 2


def test_files_of_two_directories_with_one_name(tmp_path):
    write(tmp_path / "s" / "a.txt", "1")
    write(tmp_path / "t" / "a.txt", "2")
    documents, _ = read(tmp_path / "s", tmp_path / "t")
    assert documents == [("a", "1"), ("a.txt", "2")]


def test_taking_out_copies_knows_rows_by_their_place_and_not_by_their_id(tmp_path):
    from corpuskit.dedupe import DedupeOptions, find_duplicates
    from corpuskit.dedupe.writing.rewrite import write_without_copies

    row = '{"id": "x", "text": "The bridge over the river was opened on Monday by the mayor."}\n'
    other = '{"id": "x", "text": "Nobody knows when the next bridge will be opened at all."}\n'
    write(tmp_path / "in" / "a.jsonl", row + other + row)
    corpus = open_corpus(tmp_path / "in")
    found = find_duplicates(corpus, DedupeOptions())
    write_without_copies(corpus, list(found), tmp_path / "out")
    assert (tmp_path / "out" / "a.jsonl").read_text(encoding="utf-8") == row + other


# --- files and directories


@pytest.mark.parametrize("name", ["A.TXT.GZ", "a.Txt.gz", "A.TXT", "a.TEXT.Gz"])
def test_suffixes_are_known_in_capitals(tmp_path, name):
    data = gzip.compress(b"hello") if name.lower().endswith(".gz") else b"hello"
    write(tmp_path / name, data)
    assert read(tmp_path)[0] == [(name.split(".")[0], "hello")]


def test_directories_nested_deeper_than_python_may_recurse_are_walked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    deepest = "d/" * 1_500
    os.makedirs("top")
    place = os.open("top", os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("d", dir_fd=place)
        below = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    file = os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=place)
    os.write(file, b"deep")
    os.close(file)
    os.close(place)
    try:
        assert read("top")[0] == [(f"{deepest}a", "deep")]
        assert [text for _, text in read("**/*.txt")[0]] == ["deep"]
    finally:
        # What tidies up after a test recurses.
        subprocess.run(["rm", "-r", "top"], check=True)


def test_directories_that_are_linked_to_each_other_are_walked_once_each(tmp_path):
    names = [f"d{number}" for number in range(8)]
    for name in names:
        write(tmp_path / name / "a.txt", name)
        for other in names:
            if other != name:
                (tmp_path / name / f"to-{other}").symlink_to(tmp_path / other)
    documents, issues = read(tmp_path)
    assert [doc for doc, _ in documents] == [f"{name}/a" for name in names]
    assert {issue.kind for issue in issues} == {"loop"}
    documents, _ = read(tmp_path / "d0")
    assert sorted(text for _, text in documents) == names


def test_a_directory_is_read_under_its_own_path_and_not_under_that_of_a_link(tmp_path):
    write(tmp_path / "z" / "a.txt", "one")
    (tmp_path / "b").symlink_to("z")
    documents, (issue,) = read(tmp_path)
    assert documents == [("z/a", "one")]
    assert "read under another path" in issue.message


def test_a_directory_that_several_paths_lead_to_is_read_once(tmp_path):
    write(tmp_path / "d1" / "a.txt", "one")
    write(tmp_path / "d2" / "b.txt", "two")
    (tmp_path / "d1" / "to-d2").symlink_to(tmp_path / "d2")
    (tmp_path / "d2" / "to-d1").symlink_to(tmp_path / "d1")
    for paths in [
        (tmp_path / "d1", tmp_path / "d2"),
        (tmp_path / "d*",),
        (tmp_path / "d1" / "*", tmp_path / "d2"),
    ]:
        documents, issues = read(*paths)
        assert sorted(text for _, text in documents) == ["one", "two"]
        assert "named more than once; read once" in {issue.message for issue in issues}


# --- pipes


@pytest.fixture
def pipe(tmp_path):
    """Return a named pipe, into which something is written once for each `feed`."""
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    return path


def feed(path, text):
    def write_once():
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)

    threading.Thread(target=write_once, daemon=True).start()


TEXT = "The charter of the town says that the bells ring at noon on every day of the year.\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["kwic", "charter", "PIPE", "--count"], "1"),
        (["list", "PIPE", "--columns", "words"], "18"),
        (["dedupe", "FILE", "--against", "PIPE", "--pairs", "--columns", "kind"], "exact"),
        (["dedupe", "PIPE", "--against", "FILE", "--pairs", "--columns", "kind"], "exact"),
        (["verify", "DRAFT", "--in", "PIPE", "--columns", "verdict"], "verbatim"),
        (
            ["keywords", "FILE", "--against", "PIPE", "--p", "1", "--min-hits", "1", "--columns", "word"],
            "charter",
        ),
    ],
)
def test_a_pipe_is_read_once_and_whole(pipe, tmp_path, capfd, arguments, expected):
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "draft.txt", f"It says: “{TEXT.strip()}”")
    places = {"PIPE": pipe, "FILE": str(tmp_path / "a.txt"), "DRAFT": str(tmp_path / "draft.txt")}
    feed(pipe, TEXT)
    assert run_app([places.get(word, word) for word in arguments]) == 0
    assert expected in capfd.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "PIPE", "-o", "OUT"],
        ["export", "OUT", "PIPE"],
        ["index", "build", "PIPE", "--at", "OUT"],
        ["dedupe", "PIPE", "--write", "OUT"],
    ],
)
def test_a_pipe_is_refused_where_it_would_be_read_again(pipe, tmp_path, arguments):
    places = {"PIPE": pipe, "OUT": str(tmp_path / "out")}
    with pytest.raises(UsageError, match=r"the pipe .*pipe"):
        run_app([places.get(word, word) for word in arguments])
    assert os.listdir(tmp_path) == ["pipe"]


# --- bounds


@pytest.mark.parametrize("size", [10_000, 10_001])
def test_what_a_compressed_file_becomes_is_bounded(tmp_path, size):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "b.txt.gz", gzip.compress(b"x" * size))
    documents, issues = read(tmp_path, max_bytes=10_000)
    assert [doc for doc, _ in documents] == (["a", "b"] if size == 10_000 else ["a"])
    assert [issue.hint for issue in issues] == ["if it is meant to be that large: --max-bytes N"] * (
        size > 10_000
    )


@pytest.mark.parametrize("limit", [1, 99, 100, 5_000])
def test_a_bound_below_what_is_looked_at_first_is_kept(tmp_path, limit):
    write(tmp_path / "a.txt", "fine")
    write(tmp_path / "b.txt.gz", gzip.compress(b"x" * 100))
    documents, issues = read(tmp_path, max_bytes=limit)
    assert (len(documents), len(issues)) == ((2, 0) if limit >= 100 else (1, 1))


def test_the_bound_is_for_one_row_of_a_compressed_file(tmp_path):
    row = b'{"text": "' + b"x" * 5_000 + b'"}\n'
    documents, issues = read(write(tmp_path / "b.jsonl.gz", gzip.compress(row * 10)), max_bytes=10_000)
    assert (len(documents), issues) == (10, [])


def test_an_ordinary_file_may_be_as_large_as_it_is(tmp_path):
    assert len(read(write(tmp_path / "a.txt", "x" * 20_000), max_bytes=10_000)[0]) == 1


@pytest.mark.parametrize(
    "options", [{}, {"input_format": "jsonl"}, {"input_format": "csv"}, {"encoding": "utf-16"}]
)
def test_an_endless_device_is_refused(options):
    with pytest.raises(NothingReadableError):
        read("/dev/zero", max_bytes=3_000_000, **options)


@pytest.mark.parametrize("head", [0, 1, 3, 5, 100])
@pytest.mark.parametrize("limit", [None, 4])
def test_a_stream_is_read_from_its_beginning_after_a_look_at_its_head(head, limit):
    lines = [b"ab\n", b"cde\n", b"\n", b"f"]
    stream = BoundedStream(io.BytesIO(b"".join(lines)), limit)
    assert stream.read_head(head) == b"".join(lines)[:head]
    assert list(stream) == lines
    again = BoundedStream(io.BytesIO(b"abcd"), limit)
    again.read_head(head)
    assert again.read() == b"abcd"


class _FewBytesAtATime(io.BytesIO):
    def read(self, size=-1, /):
        return super().read(2 if size is None or size < 0 else min(size, 2))


@pytest.mark.parametrize("head", [1, 3, 4])
def test_the_head_is_no_longer_than_asked_for_where_bytes_come_a_few_at_a_time(head):
    assert BoundedStream(_FewBytesAtATime(b"abcdefg"), 100).read_head(head) == b"abcdefg"[:head]


@pytest.mark.parametrize("head", [0, 3, 100])
def test_a_line_that_is_too_long_is_an_error(head):
    stream = BoundedStream(io.BytesIO(b"ab\ncdefg\n"), 4)
    stream.read_head(head)
    with pytest.raises(InputTooLargeError):
        list(stream)
