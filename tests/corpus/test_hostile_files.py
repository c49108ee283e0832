"""Whatever a file holds, its reader ends, and the run goes on."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.corpus import open_corpus
from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.formats import FORMATS
from corpuskit.corpus.input import Input
from corpuskit.corpus.options import CorpusOptions
from corpuskit.corpus.reading import read_input

# Pieces of all formats, well formed and not.
PIECES = [
    b"<html><head><title>", b"</title>", b"<p>", b"</p>", b"<!--", b"-->", b"<![CDATA[", b"&#0;", b"&#xD800;", b"<script>",
    b'{"text": "', b'"}', b"[", b"]", b"{", b"}", b'"messages": [', b'{"type": "message", "date": "2024-01-01", "from": "A", "text": ',
    b"13/05/2023, 22:00 - Ann: hi\n", b"[13.05.23, 22:00:00] Ann: hi\n", b"id,text\n", b'1,"', b"\t", b";", b"1\n00:00:01,000 --> 00:00:02,000\nhi\n\n",
    b"WEBVTT\n\n", b"From a@b Mon Jan  1 10:00:00 2024\n", b"From: a@b\nMessage-ID: <1>\n", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"Subject: =?utf-8?q?=FF?=\n", b"Date: Mon, 99 Foo 0000\n", b"{\\rtf1\\ansi\\ansicpg99999 ", b"{\\", b"\\'", b"\\u-1?", b"%PDF-1.7\n", b"1 0 obj <<",
    b"stream\n", b"endstream", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"PAR1", b"---\n", b"title: x\n", b"+++\n", b"# text = a\n",
    b"1\ta\ta\tX\t_\t_\t0\t_\t_\t_\n", b'<doc id="x">\n', b"a\tb\n", b"<?xml version='1.0'?>", b"<TEI>", b"<!ENTITY a 'b'>", b"ustar", b"\0" * 300,
    b"\n", b" ", b"\xff", b"\xed\xa0\x80", "é".encode(), "\u202e".encode(), b"\x1b[2J",
]  # fmt: skip
FILES = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=12).map(b"".join)


def read_as(name: str, data: bytes):
    options = CorpusOptions(max_bytes=100_000, html="all", input_format=name)
    source = Input(BoundedStream(io.BytesIO(data), 100_000), "a", "a", None, None, options, [])
    return list(read_input(source, name))


@pytest.mark.parametrize("name", FORMATS)
def test_no_reader_ends_a_run_and_every_text_can_be_written(name):
    @settings(max_examples=150)
    @given(FILES)
    def check(data: bytes) -> None:
        for found in read_as(name, data):
            if hasattr(found, "text"):
                found.text.encode()
                assert all(str(value).encode() is not None for value in found.metadata.values())
            else:
                assert "Error:" not in found.message, found.message

    check()


@settings(max_examples=100)
@given(
    st.integers(0, 3000),
    st.binary(min_size=1, max_size=8),
    st.sampled_from(["docx", "odt", "epub", "pptx", "xlsx", "archive"]),
)
def test_a_damaged_package_is_an_issue(place, damage, name):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in (
            "word/document.xml",
            "content.xml",
            "META-INF/container.xml",
            "ppt/presentation.xml",
            "a.txt",
        ):
            archive.writestr(member, "<a xmlns:w='x'>" + "text " * 50 + "</a>")
    data = bytearray(held.getvalue())
    place %= len(data)
    data[place : place + len(damage)] = damage
    for found in read_as(name, bytes(data)):
        if not hasattr(found, "text"):
            assert "Error:" not in found.message, found.message


def test_a_reader_that_fails_is_an_issue_that_names_the_file(tmp_path, monkeypatch):
    from corpuskit.corpus.formats import text

    def fail(_source):
        raise KeyError("x")

    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,text\n1,two\n", encoding="utf-8")
    monkeypatch.setattr(text, "read", fail)
    corpus = open_corpus(tmp_path)
    assert [document.text for document in corpus] == ["two"]
    (issue,) = corpus.issues
    assert issue.message == "cannot be read as plain text: KeyError: 'x'; skipped"
    monkeypatch.setenv("CORPUSKIT_DEBUG", "1")
    with pytest.raises(KeyError):
        list(open_corpus(tmp_path))


def make_pdf_of_forms(levels: int) -> bytes:
    """A page that draws a form ten times over, which draws another one ten times over, and so on; the last shows a text."""
    resources = b"/Resources<</Font<</F 4 0 R>>/XObject<</X %d 0 R>>>>"
    content = b"<</Length %d%s>>stream\n%s\nendstream"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
    shown = b"BT /F 12 Tf 72 600 Td (deep text) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R" + resources % 6 + b">>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        content % (5, b"", b"/X Do"),
    ]
    for level in range(levels):
        drawn = shown if level == levels - 1 else b"/X Do " * 10
        objects.append(content % (len(drawn), form + resources % (7 + level), drawn))
    data = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(data),
    )  # fmt: skip


def test_forms_that_draw_each_other_are_read_as_far_as_a_page_goes(tmp_path):
    pytest.importorskip("pypdfium2", reason="the extra 'files' is not installed")
    (tmp_path / "few.pdf").write_bytes(make_pdf_of_forms(2))
    (tmp_path / "many.pdf").write_bytes(make_pdf_of_forms(5))
    corpus = open_corpus(tmp_path)
    (document,) = corpus
    assert (document.id, document.text.count("deep text")) == ("few", 10)
    (issue,) = corpus.issues
    assert (
        issue.message
        == "not read as PDF: one page of it shows more pieces of text than any page does; skipped"
    )
    assert issue.skipped
