"""Pages, documents, books and mails: their text, and what is known of it. Each file is made here."""

from __future__ import annotations

import bz2
import copy
import gzip
import hashlib
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.corpus.formats.html import _join_pieces
from corpuskit.errors import NothingReadableError


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_one(path: Path, **options):
    (document,) = open_corpus(path, **options)
    return document


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


# --- HTML

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bridge opens | The Paper</title>
<meta property="og:title" content="Bridge opens"><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2024-05-03T10:00:00Z"><meta name="author" content="Ann Lee">
<style>p { color: red }</style><script>document.createElement("p")</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Bridge opens</h1>
<p>The bridge over the river was opened on Monday, said the mayor &amp; her deputy, who had waited for it for years.</p>
<p>It is <b>long</b> and it is high, and nobody in the town can remember a day on which so many people were out.</p>
<p>“We are glad,” she said to the crowd that had gathered at both ends of it since the early morning hours.</p>
</article><div style="display: none">Hidden</div><footer>Copyright</footer></body></html>
"""


@pytest.mark.parametrize("rule", ["article", "all"])
def test_a_page_is_its_text_with_title_date_author_and_source(tmp_path, rule):
    if rule == "article":
        pytest.importorskip("trafilatura")
    document = read_one(write(tmp_path / "a.html", PAGE), html=rule)
    assert "The bridge over the river was opened on Monday, said the mayor & her deputy" in document.text
    assert "“We are glad,” she said" in document.text
    for absent in ("createElement", "color", "<p>", "Hidden", "&amp;"):
        assert absent not in document.text
    assert ("Home" in document.text) == (rule == "all")
    known = {
        "title": "Bridge opens",
        "date": "2024-05-03T10:00:00Z",
        "author": "Ann Lee",
        "source": "The Paper",
    }
    assert known.items() <= dict(document.metadata).items()
    assert document.format == "html"
    assert document.extracted_by.startswith("trafilatura" if rule == "article" else "corpuskit")
    assert document.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()


def test_what_is_visible_of_a_page_has_a_line_for_each_block(tmp_path):
    page = "<html><body><p>One<br>two</p><ul><li>a<li>b</ul><table><tr><td>x<td>y</table><pre>  k\n  l</pre><p>c<i>d</i></body>"
    assert (
        read_one(write(tmp_path / "a.htm", page), html="all").text == "One\ntwo\n\na\nb\n\nx\ty\n\nk\nl\n\ncd"
    )


def test_a_page_is_decoded_as_it_says(tmp_path):
    page = '<html><head><meta charset="windows-1251"></head><body><p>Привет, мир</p></body></html>'
    assert "Привет, мир" in read_one(write(tmp_path / "a.html", page.encode("cp1251")), html="all").text


def test_without_its_package_a_page_is_refused_with_the_cure(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = write(tmp_path / "a.html", PAGE)
    with pytest.raises(NothingReadableError, match="needs trafilatura and lxml_html_clean") as caught:
        read_one(path)
    assert caught.value.hint == "pip install trafilatura lxml_html_clean; without them: --html all"
    assert "We are glad" in read_one(path, html="all").text


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ('<time datetime="2024-05-06">6 May</time>', "6 May"),
        ("<time><b>6 May</b></time>", "6 May"),
        ('<span class="author">Ann Smith</span>', "Ann Smith"),
        ('<a href="x"><span class="share">shared</span></a>', "shared"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
    ],
)
def test_no_word_inside_a_sentence_of_an_article_is_left_out(tmp_path, inside, shown):
    pytest.importorskip("trafilatura")
    page = PAGE.replace("We are glad", f"We, on {inside} , are glad")
    assert f"We, on {shown} , are glad" in read_one(write(tmp_path / "a.html", page)).text


def test_pieces_of_a_line_of_a_page_are_put_together():
    """As trafilatura gives some pages: a line of its own for each link."""
    twice = "The same line stands here twice."
    page = f"Menu\nThe first line, with a link, is whole.\nAnd if it\nends\n{twice}\n{twice}"
    article = [
        "The first line, with",
        " a link",
        ", is whole.",
        "not on the page",
        "And if",
        " it",
        "ends",
        twice,
    ]
    assert _join_pieces("\n".join(article), page).split("\n") == [
        "The first line, with a link, is whole.",
        "not on the page",
        "And if it",
        "ends",
        twice,
    ]


@pytest.mark.parametrize(
    "page",
    ["<html>" + "<div>" * 30_000 + "deep", "<html><!-- " * 2000, "<html><![if x", "<html>&#xD800;&#0;x"],
)
def test_broken_pages_are_read_as_far_as_they_go(tmp_path, page):
    corpus = open_corpus(write(tmp_path / "a.html", page), html="all")
    assert [document.format for document in corpus] == ["html"]


# --- documents

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>The Bridge</dc:title><dc:creator>Ann Lee</dc:creator>"
    "<dcterms:created>2024-05-03T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def make_docx(path: Path, body: str, **more: str) -> Path:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
    }
    return pack(path, {**parts, "docProps/core.xml": CORE, **more})


def test_a_document_of_word(tmp_path):
    body = (
        "<w:p><w:r><w:t>The bridge </w:t></w:r><w:r><w:t>is open.</w:t><w:tab/><w:t>Yes</w:t><w:br/><w:t>No</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>"
        "<w:t>after</w:t></w:r></w:p>"
    )
    notes = (
        f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    document = read_one(make_docx(tmp_path / "a.docx", body, **{"word/footnotes.xml": notes}))
    assert document.text == "The bridge is open.\tYes\nNo\nnew\ncell\nbox\nafter\nA note.\n"
    assert dict(document.metadata) == {
        "title": "The Bridge",
        "author": "Ann Lee",
        "date": "2024-05-03T10:00:00Z",
    }
    assert (document.format, document.extracted_by[:9]) == ("docx", "corpuskit")


def test_a_document_of_word_made_by_another_program(tmp_path):
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("The Bridge")
    made.add_paragraph("It is open.")
    made.save(tmp_path / "a.docx")
    assert read_one(tmp_path / "a.docx").text == "The Bridge\nIt is open.\n"


def test_an_opendocument_text(tmp_path):
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>"
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>The Bridge</text:h>"
        '<text:p>It is<text:s text:c="3"/><text:span>open</text:span><text:tab/>now.<text:line-break/>Yes</text:p>'
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
        "</office:text></office:body></office:document-content>"
    )
    meta = f"<office:document-meta {names}><office:meta><dc:title>T</dc:title><dc:creator>Bob</dc:creator><meta:initial-creator>Ann Lee</meta:initial-creator><meta:creation-date>2024-05-03</meta:creation-date></office:meta></office:document-meta>"
    path = pack(
        tmp_path / "a.odt",
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta},
    )
    document = read_one(path)
    assert document.text == "The Bridge\nIt is   open\tnow.\nYes\nitem\n"
    assert dict(document.metadata) == {
        "title": "T", "date": "2024-05-03", "author": "Ann Lee", "last_author": "Bob",
    }  # fmt: skip


def test_a_book(tmp_path):
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Book</dc:title>'
        '<dc:creator>Ann Lee</dc:creator><dc:date>2024</dc:date></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav"/>'
        '<item id="b" href="b.xhtml"/><item id="a" href="a%201.xhtml"/></manifest><spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/c.opf"/></rootfiles></container>',
        "OEBPS/c.opf": opf,
        "OEBPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
        "OEBPS/a 1.xhtml": "<html><head><title>x</title></head><body><h1>One</h1><p>First.</p></body></html>",
        "OEBPS/b.xhtml": "<html><body><p>Second.</p></body></html>",
    }
    document = read_one(pack(tmp_path / "a.epub", members))
    assert document.text == "One\n\nFirst.\n\nSecond.\n"
    assert dict(document.metadata) == {"title": "The Book", "author": "Ann Lee", "date": "2024"}


def test_a_presentation_with_notes_in_the_order_of_its_slides(tmp_path):
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    members = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f'<p:presentation xmlns:p="x" xmlns:r="{r}"><p:sldId r:id="r2"/><p:sldId r:id="r1"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": f'<Relationships {rels}><Relationship Id="r1" Type="{r}/slide" Target="slides/slide1.xml"/><Relationship Id="r2" Type="{r}/slide" Target="slides/slide2.xml"/></Relationships>',
        "ppt/slides/slide1.xml": f"<s {a}><a:p><a:r><a:t>Last</a:t></a:r></a:p></s>",
        "ppt/slides/slide2.xml": f"<s {a}><a:p><a:r><a:t>First </a:t></a:r><a:r><a:t>slide</a:t></a:r></a:p></s>",
        "ppt/slides/_rels/slide2.xml.rels": f'<Relationships {rels}><Relationship Id="r1" Type="{r}/notesSlide" Target="../notesSlides/n.xml"/></Relationships>',
        "ppt/notesSlides/n.xml": f'<s {a}><a:p><a:r><a:t>Say hello</a:t></a:r></a:p><a:p><a:fld type="slidenum"><a:t>2</a:t></a:fld></a:p></s>',
    }
    assert read_one(pack(tmp_path / "a.pptx", members)).text == "First slide\n\nSay hello\n\nLast\n"


def test_rtf(tmp_path):
    pytest.importorskip("striprtf")
    rtf = r"{\rtf1\ansi\ansicpg1252{\info{\title The Bridge}{\author Ann Lee}{\creatim\yr2024\mo5\dy3}}\pard It is \b open\b0 , she said: \ldblquote caf\'e9\rdblquote .\par Second.\par}"
    document = read_one(write(tmp_path / "a.rtf", rtf))
    assert document.text == "It is open, she said: “café”.\nSecond.\n"
    assert dict(document.metadata) == {"title": "The Bridge", "author": "Ann Lee", "date": "2024-05-03"}


def test_rtf_shows_no_hidden_text_and_says_what_it_is_in_its_own_letters(tmp_path):
    pytest.importorskip("striprtf")
    rtf = (
        r"{\rtf1\ansi\ansicpg1251{\info{\title \'ce\'f2\'f7\'b8\'f2}{\author Ann \'ce.}}\pard Shown{\v hidden} too"
        r"{\rtlch\ltrch\v\insrsid1 gone {\*\xe index}}.\par \v away \v0 Back.\par}"
    )
    document = read_one(write(tmp_path / "a.rtf", rtf))
    assert document.text == "Shown too.\nBack.\n"
    assert dict(document.metadata) == {"title": "Отчёт", "author": "Ann О."}


def test_a_workbook_is_a_table(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["ID", "Text", "Date", "Likes"],
        [1, "One", date(2024, 5, 3), 7.0],
        [],
        [2, None, None, None],
    ):
        book.active.append(row)
    book.create_sheet("notes").append(["nothing"])
    book.save(tmp_path / "a.xlsx")
    corpus = open_corpus(tmp_path / "a.xlsx")
    assert [(d.id, d.text, dict(d.metadata)) for d in corpus] == [
        ("1", "One", {"date": "2024-05-03", "Likes": "7"})
    ]
    assert [issue.message for issue in corpus.issues] == ["row 2: field 'text' holds no text; skipped"]


def make_pdf(pages: list[list[str]], info: str = "", turned: str = "") -> bytes:
    """Return a PDF with the lines of some pages, which may be turned: their rotation, and how the lines are."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        content = (
            f"q {turned.partition(';')[2]} BT /F1 12 Tf 72 720 Td 14 TL "
            + " ".join(f"({line}) Tj T*" for line in lines)
            + " ET Q"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
            f" {turned.partition(';')[0]} /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    held = io.BytesIO()
    held.write(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(held.tell())
        held.write(f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1"))
    start = held.tell()
    held.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    held.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    held.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
    return held.getvalue()


def test_a_pdf_is_the_text_of_its_pages(tmp_path):
    pytest.importorskip("pypdfium2")
    data = make_pdf(
        [["The inter-", "national bridge is a well-known one."], ["A well-", "known bridge."]],
        "/Title (The Bridge) /Author (Ann Lee) /CreationDate (D:20240503100000)",
    )
    document = read_one(write(tmp_path / "a.pdf", data))
    assert document.text == "The international bridge is a well-known one.\n\nA well-known bridge.\n"
    starts = [int(start) for start in document.metadata["page_starts"].split(",")]
    assert [document.text[start : start + 5] for start in starts] == ["The i", "A wel"]
    assert (document.metadata["title"], document.metadata["author"], document.metadata["date"]) == (
        "The Bridge",
        "Ann Lee",
        "2024-05-03",
    )
    assert document.metadata["pages"] == "2"


LEFT = ["The committee met on Monday and", "considered the report that had been", "submitted by the secretary, who spoke",
        "of progress in all fields. It decided", "to adjourn until the spring of 2025."]  # fmt: skip
RIGHT = ["Another matter begins here and", "goes on with the next lines, namely", "the budget of the coming year, whose",
         "efficient use was asked for by all", "members of the committee at once."]  # fmt: skip


def place_lines(rows: list[tuple[str, str]], at: int = 320) -> bytes:
    """Return a PDF whose rows have two cells each, written row by row."""
    content = " ".join(
        f"BT /F1 10 Tf {x} {700 - 14 * number} Td ({text}) Tj ET"
        for number, row in enumerate(rows)
        for x, text in zip((72, at), row, strict=True)
    )
    return make_pdf([[f"The title across both columns of the page is here) Tj ET {content} BT ("]])


def test_columns_of_a_pdf_are_read_one_after_the_other_and_rows_of_a_table_are_not(tmp_path):
    pytest.importorskip("pypdfium2")
    text = read_one(write(tmp_path / "a.pdf", place_lines([*zip(LEFT, RIGHT, strict=True)]))).text
    assert text.split("\n")[1:3] == [" ".join(LEFT), " ".join(RIGHT)]
    rows = [(f"Country number {number}", f"{number} thousand people") for number in range(6)]
    text = read_one(write(tmp_path / "b.pdf", place_lines(rows))).text
    assert [" ".join(line.split()) for line in text.split("\n")[1:7]] == [" ".join(row) for row in rows]


@pytest.mark.parametrize(("count", "is_parted"), [(4, True), (3, False)])
def test_four_lines_beside_four_others_are_columns(tmp_path, count, is_parted):
    pytest.importorskip("pypdfium2")
    rows = [*zip(LEFT[:count], RIGHT[:count], strict=True)]
    text = read_one(write(tmp_path / "a.pdf", place_lines(rows))).text
    assert (" ".join(LEFT[:count]) in text) == is_parted


@pytest.mark.parametrize(
    "turned", ["", "/Rotate 90; 0 1 -1 0 792 0 cm", "/Rotate 180; -1 0 0 -1 612 792 cm", "/Rotate 270; 0 -1 1 0 0 792 cm"]
)  # fmt: skip
def test_lines_of_a_page_that_is_turned_go_on_as_those_of_others(tmp_path, turned):
    pytest.importorskip("pypdfium2")
    lines = ["The last boat left the harbour on Saturday,", "because a storm was coming.", "Nobody was hurt."]
    text = read_one(write(tmp_path / "a.pdf", make_pdf([lines], turned=turned))).text
    assert (
        text == "The last boat left the harbour on Saturday, because a storm was coming.\nNobody was hurt.\n"
    )


def test_the_number_of_a_page_joins_no_word(tmp_path):
    pytest.importorskip("pypdfium2")
    document = read_one(write(tmp_path / "a.pdf", make_pdf([["It goes on with-", "1"], ["out an end."]])))
    assert document.text == "It goes on with-\n1\n\nout an end.\n"


def test_a_pdf_of_pictures_is_refused_with_the_cure(tmp_path):
    pytest.importorskip("pypdfium2")
    with pytest.raises(NothingReadableError, match="no text, only pictures") as caught:
        read_one(write(tmp_path / "a.pdf", make_pdf([[]])))
    assert "OCR" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "package"), [("a.pdf", "pypdfium2"), ("a.rtf", "striprtf.striprtf"), ("a.xlsx", "openpyxl")]
)
def test_without_its_package_a_format_is_refused_with_the_cure(tmp_path, monkeypatch, name, package):
    monkeypatch.setitem(sys.modules, package, None)
    write(tmp_path / name, b"%PDF-1.4" if name == "a.pdf" else b"{\\rtf1" if name == "a.rtf" else b"")
    with pytest.raises(NothingReadableError) as caught:
        read_one(tmp_path / name)
    assert caught.value.hint == f"pip install {package.split('.')[0]}"


# --- mail, subtitles, XML, annotated text, Markdown

MAIL = (
    "From: =?utf-8?q?Zo=C3=A9?= <zoe@example.org>\r\nTo: bob@example.org\r\nSubject: The =?utf-8?b?QnLDvGNrZQ==?=\r\n"
    "Date: Fri, 3 May 2024 10:00:00 +0200\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=E9 is open.\r\nYes.\r\n--x\r\n"
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="plan.pdf"\r\n\r\nxx\r\n--x--\r\n'
)


def test_a_mail_is_its_body(tmp_path):
    document = read_one(write(tmp_path / "a.eml", MAIL))
    assert document.text.rstrip() == "Café is open.\nYes."
    assert dict(document.metadata) == {
        "author": "Zoé <zoe@example.org>", "to": "bob@example.org", "title": "The Brücke", "message_id": "<1@example.org>",
        "date": "2024-05-03T10:00:00+02:00", "attachments": "plan.pdf",
    }  # fmt: skip


def test_a_mail_in_an_encoding_of_seven_bits_is_in_no_other(tmp_path):
    body = "船は六時に出ます。\n".encode("iso-2022-jp")
    head = b"From: a@example.org\nSubject: x\nDate: Fri, 03 May 2024 10:00:00 +0900\nContent-Type: text/plain; charset=ISO-2022-JP\n\n"
    assert read_one(write(tmp_path / "a.eml", head + body)).text == "船は六時に出ます。\n"


def test_a_mailbox_has_a_document_for_each_mail(tmp_path):
    html = "From: a@example.org\nSubject: Two\nContent-Type: text/html\n\n<p>Hello &amp; bye</p>\n"
    box = f"From a@example.org Fri May  3 10:00:00 2024\n{MAIL.replace(chr(13), '')}\nFrom b@example.org Fri May  3 10:00:00 2024\n{html}\n>From here on\n"
    corpus = open_corpus(write(tmp_path / "a.mbox", box))
    documents = [(d.id, d.text.strip(), d.metadata["title"]) for d in corpus]
    assert documents[0] == ("a:1", "Café is open.\nYes.", "The Brücke")
    assert documents[1][:1] + documents[1][2:] == ("a:2", "Two")
    assert documents[1][1].startswith("Hello & bye")


SRT = "1\n00:00:01,000 --> 00:00:02,500\n<i>The bridge</i>\nis\n\n2\n00:00:03,000 --> 00:00:04,000 X1:40\n{\\an8}open.\n\n3\n00:01:00,000 --> 00:01:02,000\n- Yes!\n"
VTT = "WEBVTT\nKind: captions\n\nNOTE a note\n\nintro\n00:01.000 --> 00:02.500 align:start\n<v Ann Lee>The bridge\nis\n\n00:03.000 --> 00:04.000\n<c.x>open.</c> &amp; more\n"


@pytest.mark.parametrize(
    ("name", "content", "text", "starts"),
    [
        ("a.srt", SRT, "The bridge is open.\n- Yes!\n", ["00:00:01.000", "00:00:03.000", "00:01:00.000"]),
        (
            "a.srt",
            SRT.replace("\n", "\r\n").replace("\r\n\r\n", "\r\n"),
            "The bridge is open.\n- Yes!\n",
            None,
        ),
        ("a.vtt", VTT, "Ann Lee: The bridge is open. & more\n", ["00:01.000", "00:03.000"]),
    ],
)
def test_subtitles_are_running_text_with_times(tmp_path, name, content, text, starts):
    document = read_one(write(tmp_path / name, content))
    assert document.text == text
    places = [each.split("=") for each in document.metadata["cue_starts"].split(",")]
    if starts is not None:
        assert [time for _, time in places] == starts
    assert all(int(place) == 0 or text[int(place) - 1].isspace() for place, _ in places)


TEI = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Bridge</title><author>Ann Lee</author></titleStmt>
<publicationStmt><publisher>Press</publisher><date when="2024-05-03">3 May</date></publicationStmt></fileDesc></teiHeader>
<text><body><head>One</head><p>It is <hi>very</hi>
 open, she <choice><sic>sayd</sic><corr>said</corr></choice>.</p><p>Second<del>gone</del>.</p></body></text></TEI>"""


@pytest.mark.parametrize(
    ("header", "date", "edition"),
    [
        ("<sourceDesc><p>born digital</p></sourceDesc>", "2021-04-09", None),
        ('<sourceDesc><bibl><date>2009</date></bibl><bibl type="firstEdition"><date>1868</date></bibl></sourceDesc>', "1868", "2021-04-09"),
        ("<sourceDesc><bibl><date>ca. 1868</date></bibl></sourceDesc>", None, "2021-04-09"),
        ("<sourceDesc><msDesc><history><origDate when='1798-05-04'/></history></msDesc></sourceDesc>", "1798-05-04", "2021-04-09"),
        ("<sourceDesc><bibl><date>1868</date></bibl></sourceDesc><profileDesc><creation><date when='1861-05-02'/></creation></profileDesc>", "1861-05-02", "2021-04-09"),
    ],
)  # fmt: skip
def test_a_tei_edition_of_a_source_does_not_date_the_text(tmp_path, header, date, edition):
    publication = '<publicationStmt><date when="2021-04-09"/></publicationStmt>'
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{publication}{header}</teiHeader><text><p>Text.</p></text></TEI>'
    metadata = read_one(write(tmp_path / "a.xml", tei)).metadata
    assert (metadata.get("date"), metadata.get("edition_date")) == (date, edition)


SENT = '<profileDesc><correspDesc><correspAction type="received"><date when="1909-05-09"/></correspAction><correspAction type="sent"><date {}/></correspAction></correspDesc></profileDesc>'
PRINTED = '<sourceDesc><listBibl><biblStruct><monogr><imprint><date when="1989"/></imprint></monogr></biblStruct></listBibl></sourceDesc>'


@pytest.mark.parametrize(
    ("titles", "header", "body", "title", "date"),
    [
        ('<title level="s">Letters</title><title level="a">Anna to Otto</title>', SENT.format('when="1909-05-06"'), "<p>Dear.</p>", "Anna to Otto", "1909-05-06"),
        ('<title level="s">Letters</title><title>Anna to Otto</title>', SENT.format('when-iso="1909-05-06"'), "<p>Dear.</p>", "Anna to Otto", "1909-05-06"),
        ('<title level="s">Letters</title>', SENT.format('evidence="none"'), "<p>Dear.</p>", "Letters", None),
        ("<title>Montag, 18. Juni 1917</title>", "", '<p><date when="1917-06-18">18/6</date> Ich war hier.</p>', "Montag, 18. Juni 1917", "1917-06-18"),
        ('<title type="iso-date">1917-06-18</title><title type="main">18 juin 1917</title>', "", '<p><date when="1917-06-18">18/6</date></p>', "18 juin 1917", "1917-06-18"),
        ("<title>1917年6月18日</title>", "", '<p><date when="1917-06-18">18</date></p>', "1917年6月18日", "1917-06-18"),
        ("<title>The war of 1812</title>", "", '<p>It began on <date when="1812-06-18">18 June</date>.</p>', "The war of 1812", "1989"),
        ("<title>The 18 days of 1917</title>", "", '<p><date when="1917-06">June</date></p>', "The 18 days of 1917", "1989"),
    ],
)  # fmt: skip
def test_a_letter_and_an_entry_in_tei_have_their_own_title_and_day(
    tmp_path, titles, header, body, title, date
):
    published = '<publicationStmt><date when="2023"/></publicationStmt>'
    fields = f"<fileDesc><titleStmt>{titles}</titleStmt>{published}{PRINTED}</fileDesc>{header}"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{fields}</teiHeader><text><body>{body}</body></text></TEI>'
    metadata = read_one(write(tmp_path / "a.xml", tei)).metadata
    assert (metadata["title"], metadata.get("date"), metadata["edition_date"]) == (title, date, "2023")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<body><p>Dear.</p></body><back><listPerson><person><birth><date>1886</date></birth></person></listPerson></back>", "Dear.\n"),
        ("<body><p>Dear.</p></body><back><div><head>Places</head><listPlace><place>Wien</place></listPlace></div></back>", "Dear.\nPlaces\n"),
        ("<body><p>Dear.</p></body><back><listBibl><bibl>A book</bibl></listBibl></back>", "Dear.\n"),
        ("<body><p>Dear.</p></body><back><div><listBibl><bibl>A book</bibl></listBibl></div></back>", "Dear.\nA book\n"),
        ("<body><listPerson><person><p>Anna was born in 1886.</p></person></listPerson></body>", "Anna was born in 1886.\n"),
    ],
)  # fmt: skip
def test_an_index_behind_a_text_in_tei_is_none_of_it(tmp_path, body, text):
    document = read_one(
        write(tmp_path / "a.xml", f"<TEI><teiHeader/><text>{body}</text><standOff><p>x</p></standOff></TEI>")
    )
    assert document.text.replace("\n\n", "\n") == text


def test_tei_is_its_text_and_its_header(tmp_path):
    document = read_one(write(tmp_path / "a.xml", TEI))
    lines = [line for line in document.text.split("\n") if line]
    assert lines == ["One", "It is very open, she said.", "Second."]
    assert dict(document.metadata) == {
        "title": "The Bridge",
        "author": "Ann Lee",
        "source": "Press",
        "date": "2024-05-03",
    }


@pytest.mark.parametrize(
    "bomb",
    [
        "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><x>&b;</x>",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ],
)
def test_xml_that_declares_entities_is_refused(tmp_path, bomb):
    with pytest.raises(NothingReadableError, match="declares entities"):
        read_one(write(tmp_path / "a.xml", bomb))


def test_the_title_of_an_entry_of_a_feed_is_html(tmp_path):
    item = "<item><title>Tom &amp;amp; Jo &amp;#8211; one</title><description>Open</description></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{item}</channel></rss>'
    assert read_one(write(tmp_path / "a.rss", feed)).metadata["title"] == "Tom & Jo – one"
    for kind, title in (("", "A &amp; B"), (' type="html"', "A & B")):
        entry = f"<entry><title{kind}>A &amp;amp; B</title><content>Open</content></entry>"
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entry}</feed>'
        assert read_one(write(tmp_path / "a.atom", feed)).metadata["title"] == title


def test_a_feed_has_a_document_for_each_entry(tmp_path):
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>One</title><link>https://example.org/1</link>'
        "<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;Open &amp;amp; wide&lt;/p&gt;</description></item>"
        "<item><title>Two</title><description>Closed</description></item></channel></rss>"
    )
    documents = [(d.id, d.text, dict(d.metadata)) for d in open_corpus(write(tmp_path / "a.rss", feed))]
    assert documents == [
        (
            "a:1",
            "Open & wide\n",
            {
                "title": "One",
                "date": "2024-05-03T10:00:00+00:00",
                "source": "News",
                "link": "https://example.org/1",
            },
        ),
        ("a:2", "Closed\n", {"title": "Two", "source": "News"}),
    ]


CONLLU = (
    "# newdoc id = d1\n# sent_id = 1\n# text = It's open.\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tIt\tit\tPRON\t_\t_\t3\tnsubj\t_\t_\n"
    "2\t's\tbe\tAUX\t_\t_\t3\tcop\t_\t_\n3\topen\topen\tADJ\t_\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n"
    "# newdoc id = d2\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tIt\tit\tPRON\t_\t_\t3\tnsubj\t_\t_\n2\t's\tbe\tAUX\t_\t_\t3\tcop\t_\t_\n"
    "3\tfar\tfar\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n"
)


def test_annotated_text_is_its_sentences(tmp_path):
    documents = [(d.id, d.text) for d in open_corpus(write(tmp_path / "a.conllu", CONLLU))]
    assert documents == [("a:d1", "It's open.\n"), ("a:d2", "It's far.\n")]


def layers_of(document, *names):
    """What stands at each token, and what layers say of it."""
    known = document.annotations
    spans = [known.span_of(token) for token in range(len(known))]
    written = [document.text[start:end] for start, end in spans]
    return list(zip(written, *(known.layers[name] for name in names), strict=True))


def test_lemma_and_part_of_speech_stand_at_their_words(tmp_path):
    first, second = open_corpus(write(tmp_path / "a.conllu", CONLLU))
    assert layers_of(first, "lemma", "pos", "deprel") == [
        ("It's", "it", "PRON", "nsubj"),
        ("It's", "be", "AUX", "cop"),
        ("open", "open", "ADJ", "root"),
        (".", ".", "PUNCT", "punct"),
    ]
    assert first.annotations.list_values("lemma", 0, 2) == ["it", "be"]
    assert first.annotations.list_values("lemma", 5, 9) == ["open"]
    assert first.annotations.list_values("lemma", 4, 5) == []
    assert first.annotations.list_values("sense", 5, 9) == []
    assert layers_of(second, "lemma")[2] == ("far", "far")
    # Another process has them too.
    assert layers_of(copy.deepcopy(first), "pos") == layers_of(first, "pos")


def test_what_is_not_written_has_no_place_in_an_annotated_text(tmp_path):
    rows = (
        ["1", "Sue", "Sue", "PROPN"],
        ["2", "10 000", "10000", "NUM"],
        ["2.1", "likes", "like", "VERB"],
        ["3", "_", "_", "SYM"],
    )
    written = "\n".join("\t".join([*row, *["_"] * 6]) for row in rows)
    document = read_one(write(tmp_path / "a.conllu", f"# text = Sue 10 000 _\n{written}\n"))
    assert document.text == "Sue 10 000 _\n"
    assert layers_of(document, "lemma", "pos") == [
        ("Sue", "Sue", "PROPN"), ("10 000", "10000", "NUM"), ("_", "_", "SYM")
    ]  # fmt: skip


def test_a_sentence_that_is_not_what_its_words_say_is_its_words_and_that_is_told(tmp_path):
    path = write(tmp_path / "a.conllu", CONLLU.replace("# text = It's open.", "# text = It is open."))
    corpus = open_corpus(path)
    assert [document.text for document in corpus] == ["It's open.\n", "It's far.\n"]
    assert [(issue.kind, issue.skipped) for issue in corpus.issues] == [("annotation", False)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("The\tDT\tthe\ndogs\tNNS\tdog\nto\tTO\tto\n", [("The", "the", "DT"), ("dogs", "dog", "NNS"), ("to", "to", "TO")]),
        ("The\tthe\tDT\ndogs\tdog\tNNS\nto\tto\tTO\n", [("The", "the", "DT"), ("dogs", "dog", "NNS"), ("to", "to", "TO")]),
    ],
)  # fmt: skip
def test_the_columns_of_vertical_text_are_told_by_what_they_hold(tmp_path, rows, expected):
    document = read_one(write(tmp_path / "a.vert", f"<doc>\n<s>\n{rows}</s>\n</doc>\n"))
    assert layers_of(document, "lemma", "pos") == expected


def write_sentence(*words, comments=()):
    rows = [f"{number}\t{word}" + "\t_" * 7 + "\t_" for number, word in enumerate(words, start=1)]
    return "\n".join([*(f"# {comment}" for comment in comments), *rows]) + "\n\n"


def test_each_document_of_annotated_text_has_its_own_fields_and_paragraphs(tmp_path):
    text = "".join(
        [
            write_sentence("One", comments=["newdoc id = d1", "meta::title = T1"]),
            write_sentence(
                "Two", comments=["newdoc id = d2", "meta::title = T2", "meta::title = no", "newpar"]
            ),
            write_sentence("Three", comments=["newpar id = p2"]),
            write_sentence("Four", comments=["newpar"]),
            write_sentence("Five", comments=["newdoc", "meta::author = A3"]),
        ]
    )
    documents = list(open_corpus(write(tmp_path / "a.conllu", text)))
    assert [(d.id, d.text, dict(d.metadata)) for d in documents] == [
        ("a:d1", "One\n", {"title": "T1"}),
        ("a:d2", "Two\nThree\n\nFour\n", {"title": "T2"}),
        ("a:3", "Five\n", {"author": "A3"}),
    ]


def test_words_of_a_sentence_without_its_text_are_put_together(tmp_path):
    rows = ["1-2\tdel", "1\tde", "2\tel", "2.1\tempty", "3\tpuente", "x", "4-4\tya", "4\tyo", "5\tva"]
    text = "\n".join(row + "\t_" * (9 - row.count("\t")) if "\t" in row else row for row in rows) + "\n\n"
    document = read_one(write(tmp_path / "a.conllu", text))
    assert document.text == "del puente ya va\n"


def test_vertical_text_is_put_together(tmp_path):
    vertical = '<doc id="x" date="2024">\n<s>\nIt\tPRP\n<g/>\n\'s\tVBZ\nopen\tJJ\n,\t,\n(\t(\nyes\tUH\n)\t)\n.\t.\n</s>\n<s>\nFar\tRB\n</s>\n</doc>\n'
    document = read_one(write(tmp_path / "a.vert", vertical))
    assert document.text == "It's open, (yes).\nFar\n"
    assert document.metadata["date"] == "2024"
    assert layers_of(document, "pos")[:4] == [("It", "PRP"), ("'s", "VBZ"), ("open", "JJ"), (",", ",")]
    assert list(document.annotations.layers) == ["pos"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Jetzt ist<space/><c>s</c>chon alles.</p>", "Jetzt ist schon alles."),
        ('<p><w>Er</w><w>kam</w><pc join="left">,</pc> <w>sa</w><w join="left">h</w>.</p>', "Er kam, sah."),
        ("<p>Der <fw>Seite 3</fw>Weg.</p>", "Der Weg."),
        (
            "<opener><seg>Wien 114.</seg><seg>6. Mai 1909</seg></opener><p>So.</p>",
            "Wien 114.\n\n6. Mai 1909\n\nSo.",
        ),
    ],
)
def test_words_of_tei_that_nothing_stands_between_are_two_words(tmp_path, body, text):
    page = f"<TEI><teiHeader/><text><body>{body}</body></text></TEI>"
    assert read_one(write(tmp_path / "a.xml", page)).text.strip() == text


def test_tables_of_an_article_have_cells_and_no_borders(tmp_path):
    pytest.importorskip("trafilatura")
    said = "The bridge over the river was opened on Tuesday by the mayor, who spoke to a thousand people from both banks."
    table = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2020</td><td>3</td></tr></table>"
    page = f"<html><body><article><h1>It opens</h1><p>{said}</p><p>{said[::-1]}</p>{table}</article></body></html>"
    text = read_one(write(tmp_path / "a.html", page)).text
    assert "Year\tCost\n2020\t3" in text
    assert "|" not in text


def test_the_number_of_a_note_joins_no_word(tmp_path):
    page = "<html><body><p>It opened<a href='#n1'><sup>1</sup></a> on 5 m<sup>2</sup> and <i>closed</i><sup>12</sup>.</p></body></html>"
    text = read_one(write(tmp_path / "a.html", page), html="all").text
    assert text == "It opened 1 on 5 m2 and closed 12."


def test_where_the_print_of_a_text_breaks_no_paragraph_ends_and_no_word_is_cut(tmp_path):
    body = 'The man<lb break="no"/>ner of the na-\n<lb break="no" n="2"/>tion<lb/>is<pb n="4"/>old.'
    xml = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{body}</p><p>Two.</p></body></text></TEI>'
    assert read_one(write(tmp_path / "a.xml", xml)).text == "The manner of the nation is old.\n\nTwo.\n"


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ('---\ntitle: "Bridge: opens"\ndate: 2024-05-03\ntags: [a, b]\nlist:\n  - x\n  - y\n---\n', {"title": "Bridge: opens", "date": "2024-05-03", "tags": "a, b", "list": "x, y"}),
        ('+++\ntitle = "T"\ndate = 2024-05-03\n+++\n', {"title": "T", "date": "2024-05-03"}),
        ("", {}),
    ],
)  # fmt: skip
def test_fields_at_the_head_of_markdown_are_fields_and_no_text(tmp_path, head, fields):
    document = read_one(write(tmp_path / "a.md", head + "# The Bridge\n\nIt is open.\n"))
    assert document.text == "# The Bridge\n\nIt is open.\n"
    assert dict(document.metadata) == fields


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule, and text.\n\n---\nmore\n",
        "---\nno end\n",
        "--- a dash\n",
        '<p align="center">Logo</p>\n\n# Title\n',
    ],
)
def test_markdown_without_fields_is_all_text(tmp_path, text):
    assert read_one(write(tmp_path / "a.md", text)).text == text


# --- whatever a file is called


@pytest.mark.parametrize("content", [PAGE, MAIL, SRT, VTT, TEI, CONLLU])
def test_a_file_without_a_known_suffix_is_read_as_what_it_is_and_one_called_text_is_refused(
    tmp_path, content
):
    if content is PAGE:
        pytest.importorskip("trafilatura")
    documents = list(open_corpus(write(tmp_path / "noname", content)))
    assert all(document.extracted_by for document in documents)
    with pytest.raises(NothingReadableError) as caught:
        list(open_corpus(write(tmp_path / "a.txt", content)))
    assert documents[0].format in caught.value.hint
    assert list(open_corpus(tmp_path / "a.txt", input_format=documents[0].format))


@pytest.mark.parametrize(
    "suffix",
    ["docx", "odt", "epub", "pptx", "xlsx", "pdf", "rtf", "html", "eml", "srt", "xml", "conllu", "json"],
)
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\x00\x01\x02" * 50, b"plain text", b"\xff\xfe\xfd"]
)
def test_a_file_that_is_not_what_its_name_says_ends_no_run(tmp_path, suffix, content):
    write(tmp_path / "fine.txt", "fine")
    write(tmp_path / f"a.{suffix}", content)
    corpus = open_corpus(tmp_path)
    assert "fine" in [document.id for document in corpus]


# --- archives


def make_tar(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


MEMBERS = {
    "a.txt": b"one",
    "sub/b.jsonl": b'{"id": "x", "text": "row"}\n',
    "c.txt.gz": gzip.compress(b"two"),
    "d.png": b"x",
    "__MACOSX/a.txt": b"x",
}


@pytest.mark.parametrize(
    "name", ["z.zip", "z.tar", "z.tar.gz", "z.tgz", "z.tar.bz2", "z.tar.xz", "z.TAR.GZ", "noname"]
)
def test_members_of_an_archive_are_documents_like_files_of_a_directory(tmp_path, name):
    path = tmp_path / name
    if name.endswith("zip") or name == "noname":
        pack(path, MEMBERS)
    else:
        suffix = name.rpartition(".")[2].lower().replace("tgz", "gz")
        make_tar(path, MEMBERS, "w" if suffix == "tar" else f"w:{suffix}")
    corpus = open_corpus(path)
    stem = name.split(".")[0]
    assert [(d.id, d.text) for d in corpus] == [(f"{stem}/a", "one"), ("x", "row"), (f"{stem}/c", "two")]
    assert [issue.message for issue in corpus.issues] == ["1 file passed over, by suffix: .png 1"]
    assert next(iter(corpus)).path == f"{path}/a.txt"


@pytest.mark.parametrize(
    ("suffix", "compress"), [("bz2", bz2.compress), ("xz", lzma.compress), ("gz", gzip.compress)]
)
def test_a_file_that_is_compressed_is_its_content(tmp_path, suffix, compress):
    write(tmp_path / f"a.txt.{suffix}", compress(b"one"))
    write(tmp_path / f"B.CSV.{suffix.upper()}", compress(b"id,text\n1,two\n"))
    assert [(d.id, d.text) for d in open_corpus(tmp_path)] == [("1", "two"), ("a", "one")]


def test_zstandard(tmp_path, monkeypatch):
    zstandard = pytest.importorskip("zstandard")
    path = write(tmp_path / "a.txt.zst", zstandard.compress(b"one"))
    assert read_one(path).text == "one"
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(NothingReadableError) as caught:
        read_one(path)
    assert caught.value.hint == "pip install zstandard"


def test_nothing_outside_of_an_archive_is_read_and_no_link_followed(tmp_path):
    with tarfile.open(tmp_path / "z.tar", "w") as archive:
        for name, link in (("../out.txt", ""), ("/abs.txt", ""), ("link.txt", "/etc/passwd"), ("a.txt", "")):
            info = tarfile.TarInfo(name)
            if link:
                info.type, info.linkname = tarfile.SYMTYPE, link
            else:
                info.size = 3
            archive.addfile(info, None if link else io.BytesIO(b"one"))
    corpus = open_corpus(tmp_path / "z.tar")
    assert [d.id for d in corpus] == ["z/a"]
    assert [issue.skipped for issue in corpus.issues] == [True] * 3


def test_what_all_members_of_an_archive_hold_is_bounded(tmp_path):
    write(tmp_path / "fine.txt", "fine")
    pack(tmp_path / "bomb.zip", {f"{number}.txt": b"x" * 4_000 for number in range(100)})
    inner = pack(tmp_path / "inner.bin", {"a.txt": b"x" * 90_000}).read_bytes()
    pack(tmp_path / "nested.zip", {f"{number}.zip": inner for number in range(10)})
    corpus = open_corpus(tmp_path, max_bytes=100_000)
    documents = [d.id for d in corpus]
    # What the archive says itself that it holds is too much; what is in the nested ones shows when they are opened.
    assert documents == ["fine", "nested/0/a"]
    assert [issue.message for issue in corpus.issues if issue.skipped] == [
        "cannot be read: it holds more than 100,000 bytes; skipped"
    ] * 2


def test_an_archive_in_an_archive_is_read_and_no_deeper(tmp_path):
    inner = pack(tmp_path / "i.bin", {"a.txt": b"one"}).read_bytes()
    middle = pack(tmp_path / "m.bin", {"i.zip": inner}).read_bytes()
    pack(tmp_path / "two.zip", {"i.zip": inner})
    pack(tmp_path / "three.zip", {"m.zip": middle})
    corpus = open_corpus(tmp_path, globs=("*.zip", "*.txt"))
    assert [d.id for d in corpus] == ["two/i/a"]
    assert ["in an archive in an archive" in issue.message for issue in corpus.issues if issue.skipped] == [
        True
    ]


def test_office_documents_that_expand_too_far_are_refused(tmp_path):
    write(tmp_path / "fine.txt", "fine")
    make_docx(tmp_path / "a.docx", "<w:p><w:r><w:t>" + "x" * 300_000 + "</w:t></w:r></w:p>")
    corpus = open_corpus(tmp_path, max_bytes=100_000)
    assert [d.id for d in corpus] == ["fine"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_of_a_pdf_that_expands_too_far_is_refused(tmp_path, times):
    pytest.importorskip("pypdfium2")
    data = b"0 Tc " * 1_000_000
    for _ in range(times):
        data = zlib.compress(data)
    pdf = (
        b"%PDF-1.4\n1 0 obj\n<< /Length " + str(len(data)).encode() + b" /Filter [" + b"/FlateDecode " * times
    )
    with pytest.raises(NothingReadableError, match="more than 1,000,000 bytes"):
        read_one(
            write(tmp_path / "a.pdf", pdf + b"] >>\nstream\n" + data + b"\nendstream\nendobj\n"),
            max_bytes=1_000_000,
        )


def pack_pdf(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF whose pages all show one compressed stream."""
    packed = zlib.compress(content, 9)
    kids = " ".join(f"{number + 5} 0 R" for number in range(pages))
    font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font {font} >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        *[page.encode()] * pages,
    ]
    data = b"%PDF-1.4\n"
    for number, each in enumerate(objects, start=1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return data + b"trailer << /Size 9 /Root 1 0 R >>\n%%EOF"


@pytest.mark.parametrize(
    "shown", [b"(word) Tj T* " * 200_000, b"[(wo) -10 (rd)] TJ " * 200_000, b"<776f> Tj " * 200_000]
)
def test_a_page_of_a_pdf_that_shows_millions_of_characters_is_refused(tmp_path, shown):
    pytest.importorskip("pypdfium2")
    with pytest.raises(NothingReadableError, match="shows more than 2,000,000 characters"):
        read_one(write(tmp_path / "a.pdf", pack_pdf(b"BT /F1 12 Tf " + shown + b" ET")))


def test_pages_of_a_pdf_that_show_one_stream_over_and_over_are_refused(tmp_path, monkeypatch):
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr("corpuskit.corpus.formats.pdf._LEAST_BOUND", 10_000)
    monkeypatch.setattr("corpuskit.corpus.formats.pdf._MOST_EXPANSION", 1)
    data = pack_pdf(b"BT /F1 12 Tf 72 720 Td 14 TL " + b"(word) Tj T* " * 1000 + b" ET", pages=9)
    with pytest.raises(NothingReadableError, match="its pages show more than 10,000 characters"):
        read_one(write(tmp_path / "a.pdf", data))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("_LARGEST_PART", 1000, "more than 1,000 bytes"), ("_MOST_TAGS", 100, "more than 100 tags")],
)
def test_a_part_of_a_document_that_no_document_has_is_refused(tmp_path, monkeypatch, name, value, message):
    monkeypatch.setattr(f"corpuskit.corpus.formats.office.{name}", value)
    with pytest.raises(NothingReadableError, match=message):
        read_one(make_docx(tmp_path / "a.docx", "<w:p/>" * 200))


def test_xml_of_too_many_tags_is_refused_where_it_is_compressed(tmp_path, monkeypatch):
    monkeypatch.setattr("corpuskit.corpus.formats.office._MOST_TAGS", 100)
    xml = f"<?xml version='1.0'?><a>{'<b/>' * 200}x</a>".encode()
    assert read_one(write(tmp_path / "a.xml", xml)).text == "x\n"
    with pytest.raises(NothingReadableError, match="more than 100 tags"):
        read_one(write(tmp_path / "a.xml.gz", gzip.compress(xml)))


# --- taking copies out


LINE = "The bridge over the river was opened on Monday by the mayor."


def test_copies_are_taken_out_of_text_and_files_of_other_formats_are_copied_as_they_are(tmp_path):
    from corpuskit.dedupe import DedupeOptions, find_duplicates
    from corpuskit.dedupe.writing.rewrite import write_without_copies

    (tmp_path / "in").mkdir()
    other = "Other words, of which there are many more than of those that are repeated here, as should be."
    write(tmp_path / "in" / "a.md", f"---\ntitle: T\n---\n{LINE}\n{other}\n{LINE}\n")
    make_docx(tmp_path / "in" / "b.docx", f"<w:p><w:r><w:t>{LINE}</w:t></w:r></w:p>")
    write(tmp_path / "in" / "c-chat.txt", f"13/05/2023, 22:00 - Ann: {LINE}\n13/05/2023, 22:01 - Bob: No.\n")
    corpus = open_corpus(tmp_path / "in")
    written = write_without_copies(corpus, list(find_duplicates(corpus, DedupeOptions())), tmp_path / "out")
    assert (tmp_path / "out" / "a.md").read_text(encoding="utf-8") == f"---\ntitle: T\n---\n{LINE}\n{other}\n"
    for name in ("b.docx", "c-chat.txt"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "in" / name).read_bytes()
    assert [issue.message for issue in written.issues] == [
        "nothing can be taken out of a document of Word; copied as it is",
        "nothing can be taken out of an export of a chat; copied as it is",
    ]


# --- What people have: brothers of the cases above


def test_a_page_that_says_latin_1_is_read_as_browsers_do(tmp_path):
    page = "<html><head><meta charset=iso-8859-1><title>Caf\xe9</title></head><body><p>\x93Oui\x94, 5 \x80</p></body></html>"
    assert read_one(write(tmp_path / "a.html", page.encode("latin-1")), html="all").text == "“Oui”, 5 €"


def test_pieces_of_a_line_of_a_page_are_one_line(tmp_path):
    pytest.importorskip("trafilatura")
    page = "<html><body><p>A short page. <b>Bold</b>er text and <i>it</i>.</p><p>Second line<br>third</p></body></html>"
    assert read_one(write(tmp_path / "a.html", page)).text.split("\n") == [
        "A short page. Bolder text and it.", "Second line", "third",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("ann at x.org (Ann Lee)", "Ann Lee <ann at x.org>"),
        ("ann@x.org (=?utf-8?q?Zo=C3=AB?=)", "Zoë <ann@x.org>"),
    ],
)
def test_a_name_after_an_address_is_kept(tmp_path, written, author):
    path = write(
        tmp_path / "a.eml", f"From: {written}\nSubject: x\nDate: 3 May 2024 10:00:00 +0000\n\nText.\n"
    )
    assert read_one(path).metadata["author"] == author


def test_lines_of_a_flowed_mail_are_joined_at_the_same_depth_of_quoting(tmp_path):
    mail = (
        "From: a@x.org\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
        "This goes \non here.\n\n> quoted \n> on\n> end \nanswer\n-- \nAnn\n"
    )
    assert read_one(write(tmp_path / "a.eml", mail)).text == (
        "This goes on here.\n\n> quoted on\n> end \nanswer\n-- \nAnn\n"
    )


def test_a_forwarded_mail_is_named_among_what_is_attached(tmp_path):
    mail = (
        "From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=Q\n\n--Q\n\nSee below.\n--Q\n"
        "Content-Type: message/rfc822\n\nFrom: b@x.org\nSubject: News\n\nOther.\n--Q--\n"
    )
    document = read_one(write(tmp_path / "a.eml", mail))
    assert (document.text.strip(), document.metadata["attachments"]) == ("See below.", "mail: News")


ROLLED = """WEBVTT
Kind: captions

00:00:00.000 --> 00:00:02.000 align:start position:0%
\x20
so<00:00:00.500><c> today</c><00:00:01.000><c> we</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
so today we
\x20

00:00:02.010 --> 00:00:04.000 align:start position:0%
so today we
talk<00:00:02.500><c> about</c><00:00:03.000><c> bridges</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
talk about bridges
\x20
"""


def test_captions_that_roll_up_are_read_once(tmp_path):
    document = read_one(write(tmp_path / "a.vtt", ROLLED))
    assert document.text == "so today we talk about bridges\n"
    assert document.metadata["cue_starts"] == "0=00:00:00.000,12=00:00:02.010"


def test_of_captions_of_two_lines_that_roll_up_each_line_is_read_once(tmp_path):
    spoken = ["The bridge", "over the river", "is open", "to everybody."]
    cues = [
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{a}\n{b}\n" for n, (a, b) in enumerate(pairwise(spoken))
    ]
    document = read_one(write(tmp_path / "a.srt", "\n".join(cues)))
    assert document.text == "The bridge over the river is open to everybody.\n"


def test_what_somebody_says_twice_stays_twice(tmp_path):
    cues = ["No.", "No.", "Why?", "Because.", "Because."]
    lines = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}\n" for n, cue in enumerate(cues))
    assert read_one(write(tmp_path / "a.srt", lines)).text.split() == cues


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<para>Body <emphasis>em</emphasis>phatic.</para>", "Body emphatic."),
        ("<x><y>One</y> <y>Two</y></x>", "One\n\nTwo"),
        ("<p>Before <note>A note.</note> after.</p>", "Before\nA note.\nafter."),
    ],
)
def test_an_element_in_the_middle_of_text_is_part_of_the_line(tmp_path, inner, text):
    assert read_one(write(tmp_path / "a.xml", f"<?xml version='1.0'?><doc>{inner}</doc>")).text == f"{text}\n"


def test_links_in_a_zip_are_not_followed_and_names_in_other_encodings_are_shown(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "Alpha")
    corpus = open_corpus(tmp_path / "a.zip")
    assert [document.id for document in corpus] == ["a/a"]
    assert [issue.message for issue in corpus.issues] == ["no regular file; not read"]
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("caf\xe9.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"hello"))
    document = read_one(write(tmp_path / "b.tar", held.getvalue()))
    assert (document.id, document.text) == ("b/caf\\udce9", "hello")


def test_hidden_runs_of_a_word_document_are_no_text(tmp_path):
    run = "<w:r><w:rPr><w:vanish{}/></w:rPr><w:t>{}</w:t></w:r>"
    body = run.format("", "hidden") + run.format(' w:val="0"', "seen")
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    pack(
        tmp_path / "a.docx",
        {"word/document.xml": f'<w:document xmlns:w="{name}"><w:p>{body}</w:p></w:document>'},
    )
    assert read_one(tmp_path / "a.docx").text == "seen\n"


def test_a_spreadsheet_of_opendocument_is_refused_with_the_cure(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(NothingReadableError, match="spreadsheet of OpenDocument") as caught:
        list(open_corpus(tmp_path / "a.ods"))
    assert "CSV" in caught.value.hint


def test_a_character_outside_of_the_first_plane_is_whole_in_rtf(tmp_path):
    pytest.importorskip("striprtf")
    rtf = r"{\rtf1\ansi\ansicpg1252 Smile \uc1\u-10179?\u-8704? here.}"
    assert read_one(write(tmp_path / "a.rtf", rtf)).text == "Smile 😀 here.\n"


@pytest.mark.parametrize(
    ("written", "date"),
    [("1684015205", "2023-05-13T22:00:05+00:00"), ("1684015205123", "2023-05-13T22:00:05+00:00"),
     ("2023", "2023"), ("20230513", "20230513"), ("2023051322", "2023051322"), ("202305132200", "202305132200")],
)  # fmt: skip
def test_seconds_since_1970_are_a_date_and_digits_of_a_date_are_not_seconds(tmp_path, written, date):
    for name, content in (
        ("a.jsonl", f'{{"text": "x", "date": {written}}}'),
        ("a.csv", f"text,date\nx,{written}\n"),
    ):
        assert read_one(write(tmp_path / name, content)).metadata["date"] == date


def test_rows_without_anything_in_them_are_no_rows(tmp_path):
    corpus = open_corpus(write(tmp_path / "a.csv", "id,text\n1,One\n,\n2,Two\n"))
    assert [document.id for document in corpus] == ["1", "2"]
    assert not corpus.issues


def test_the_encoding_of_two_bytes_is_found_without_a_mark(tmp_path):
    text = "Привет, мир. Сегодня мэр сказал, что мост откроют завтра.\n"
    document = read_one(write(tmp_path / "a.txt", text.encode("utf-16-le")), encoding="auto")
    assert (document.text, document.encoding) == (text, "utf-16-le")


def test_a_header_that_looks_like_the_line_of_a_mailbox_is_a_mail(tmp_path):
    mail = "From  : Ann <ann@x.org>\nSubject: Hello\nMIME-Version: 1.0\n\nText.\n"
    assert [each.text for each in open_corpus(write(tmp_path / "a.eml", mail))] in (["Text.\n"], [])


def test_captions_of_youtube_are_subtitles(tmp_path):
    cues = "0:00:00.378,0:00:11.378\nOne cue\nof two lines.\n\n0:00:11.378,0:00:12.378\nAnother.\n"
    document = read_one(write(tmp_path / "a.sbv", cues))
    assert document.text == "One cue of two lines.\nAnother.\n"
    assert document.metadata["cue_starts"] == "0=0:00:00.378,22=0:00:11.378"
    with pytest.raises(NothingReadableError, match="subtitles, not plain text"):
        list(open_corpus(write(tmp_path / "a.txt", cues)))


def test_the_number_of_a_person_is_no_part_of_the_name(tmp_path):
    author = "<author><persName><forename>Jane</forename> <surname>Doe</surname></persName> <idno>Q692</idno></author>"
    header = f"<teiHeader><fileDesc><titleStmt><title>T</title>{author}</titleStmt></fileDesc></teiHeader>"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body><p>Text.</p></body></text></TEI>'
    assert read_one(write(tmp_path / "a.xml", tei)).metadata["author"] == "Jane Doe"


def test_a_mail_in_an_encoding_that_it_does_not_say_is_read_as_its_letters_say_and_this_is_noted(tmp_path):
    head = "From: a@x.org\nSubject: S\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
    corpus = open_corpus(write(tmp_path / "a.eml", f"{head}Grüße aus Köln\n".encode("latin-1")))
    assert [document.text for document in corpus] == ["Grüße aus Köln\n"]
    (issue,) = corpus.issues
    assert issue.message.startswith("the mail 'S' is in no encoding that it says; read as ")


def test_the_strict_form_of_a_word_document_is_read(tmp_path):
    name = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{name}"><w:p><w:r><w:t>Strict.</w:t></w:r></w:p></w:document>'
    pack(tmp_path / "a.docx", {"word/document.xml": body})
    assert read_one(tmp_path / "a.docx").text == "Strict.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(tmp_path, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x "abc">]><a>&x;</a>'
    with pytest.raises(NothingReadableError, match="entities"):
        list(open_corpus(write(tmp_path / "a.xml", xml.encode(encoding))))


def test_pages_of_a_dump_of_a_wiki_are_documents(tmp_path):
    page = (
        "<page><title>{0}</title><id>7</id><revision><timestamp>2020-01-02T03:04:05Z</timestamp><contributor>"
        "<username>Bob</username></contributor><text>''{0}'' is a [[page]].</text></revision></page>"
    )
    space = "http://www.mediawiki.org/xml/export-0.11/"
    dump = f'<mediawiki xmlns="{space}">{page.format("One")}{page.format("Two")}</mediawiki>'
    documents = list(open_corpus(write(tmp_path / "a.xml", dump)))
    assert [(each.id, each.text) for each in documents] == [
        ("a:1", "''One'' is a [[page]]."),
        ("a:2", "''Two'' is a [[page]]."),
    ]
    assert dict(documents[0].metadata) == {"title": "One", "date": "2020-01-02T03:04:05Z", "author": "Bob"}


def test_a_flat_document_of_opendocument_is_its_paragraphs(tmp_path):
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    flat = (
        f'<?xml version="1.0"?><office:document xmlns:office="{space}office:1.0" xmlns:text="{space}text:1.0" '
        f'xmlns:meta="{space}meta:1.0"><office:meta><meta:generator>Writer</meta:generator></office:meta><office:body>'
        "<office:text><text:p>Real <text:span>text</text:span>.</text:p></office:text></office:body></office:document>"
    )
    assert read_one(write(tmp_path / "a.xml", flat)).text == "Real text.\n"


def test_tokens_of_tei_stand_together_where_they_say_so(tmp_path):
    words = (
        '<s>\n<w>I</w>\n<w join="right">rise</w>\n<pc>,</pc>\n'
        '<pc join="right">(</pc>\n<w>so</w>\n<pc join="left">)</pc></s>'
    )
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{words}</p></body></text></TEI>'
    assert read_one(write(tmp_path / "a.xml", tei)).text.strip() == "I rise, (so)"


def test_escapes_of_vertical_text_are_undone(tmp_path):
    vertical = '<doc id="1" title="A &amp; B">\n<s>\nR&amp;D\tNN\tr&amp;d\n&lt;\tSYM\t&lt;\n</s>\n</doc>\n'
    document = read_one(write(tmp_path / "a.vert", vertical))
    assert (document.text.strip(), document.metadata["title"]) == ("R&D <", "A & B")


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_value_of_front_matter_in_quotes_may_end_on_a_later_line(tmp_path, quote):
    head = f"title: {quote}A long\ntitle{quote}\nauthor: {quote}Ann{quote}"
    document = read_one(write(tmp_path / "a.md", f"---\n{head}\n---\nText.\n"))
    assert (document.text, dict(document.metadata)) == ("Text.\n", {"title": "A long title", "author": "Ann"})


def test_marks_inside_a_value_of_front_matter_are_read(tmp_path):
    document = read_one(write(tmp_path / "a.md", '---\ntitle: "The \\"best\\" of C:\\\\x"\n---\nText.\n'))
    assert document.metadata["title"] == 'The "best" of C:\\x'


def test_quotes_and_the_end_of_front_matter(tmp_path):
    document = read_one(write(tmp_path / "a.md", "---\n# by me\ntitle: 'It''s fine'\n...\n\nBody.\n"))
    assert (document.text, dict(document.metadata)) == ("Body.\n", {"title": "It's fine"})


@pytest.mark.parametrize(
    "content",
    [
        "{3294}{3366}Senator, we are near.\n{89682}{89730}Very good.\n",
        "<SAMI>\n<HEAD><TITLE>x</TITLE></HEAD>\n<BODY><SYNC Start=1000><P>Hello.\n</BODY></SAMI>\n",
        "Scenarist_SCC V1.0\n\n00:02:18;20\t94ae 94ae\n",
        "[INFORMATION]\n[TITLE]x\n[END INFORMATION]\n00:00:01.00,00:00:02.00\nHello.\n",
        "//Formatting\n$FontName = Arial\n\n00:02:17:10 , 00:02:20:10 , Hello.\n",
    ],
)
def test_subtitles_of_other_kinds_are_refused_with_the_cure(tmp_path, content):
    for name in ("a.sub", "a.txt"):
        with pytest.raises(NothingReadableError, match="subtitles of a kind that is not read") as caught:
            list(open_corpus(write(tmp_path / name, content)))
        assert "ffmpeg" in caught.value.hint


def test_blank_lines_after_the_time_and_marks_of_line_breaks_are_no_text(tmp_path):
    vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\n\nOne[br]two\n\n00:02.000 --> 00:03.000\n\nthree.\n"
    assert read_one(write(tmp_path / "a.vtt", vtt)).text == "One two three.\n"


def test_xml_is_known_without_a_declaration_and_a_break_in_it_parts_words(tmp_path):
    xml = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p>One<br/>two <x>th</x>ree<y/>four.</p></div></body></tt>'
    document = read_one(write(tmp_path / "a.ttml", xml))
    assert (document.format, document.text.strip()) == ("xml", "One two three four.")


def test_a_text_of_rows_as_excel_writes_it_is_noted(tmp_path):
    corpus = open_corpus(write(tmp_path / "a.txt", "id\ttext\r\n1\tGrüße\r\n".encode("utf-16")))
    assert [document.format for document in corpus] == ["text"]
    (issue,) = corpus.issues
    assert (issue.kind, issue.hint) == ("table", "as a table: --input-format tsv")
    corpus = open_corpus(write(tmp_path / "b.txt", "One\ttwo.\nThree.\n".encode("utf-16")))
    assert (len(list(corpus)), corpus.issues) == (1, [])


def test_a_condition_names_a_column_as_the_header_does_or_as_metadata_does(tmp_path):
    path = write(tmp_path / "a.csv", "ID,Text,Author\n1,One,Ann\n2,Two,Bob\n")
    for field in ("Author", "author"):
        assert [each.id for each in open_corpus(path, where=(f"{field}=Ann",))] == ["1"]


DIGEST = """From: c@x.org
Subject: Digest
MIME-Version: 1.0
Content-Type: multipart/digest; boundary="D"

--D

From: p@x.org
Subject: One

First body.
--D

From: q@x.org
Content-Type: multipart/mixed; boundary="E"

--E
Content-Type: text/plain

Second body.
--E
Content-Type: message/rfc822

Subject: inner

Inner body.
--E--
--D--
"""


def test_the_digest_of_a_list_is_the_bodies_of_its_mails(tmp_path):
    document = read_one(write(tmp_path / "a.eml", DIGEST))
    assert document.text == "First body.\n\nSecond body.\n"


ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace>
<TextBlock><TextLine><String CONTENT="The"/><SP/><String CONTENT="coun" SUBS_TYPE="HypPart1" SUBS_CONTENT="council"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="cil" SUBS_TYPE="HypPart2" SUBS_CONTENT="council"/><SP/><String CONTENT="met."/></TextLine></TextBlock>
<TextBlock><TextLine><String CONTENT="Next"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
SCANNED = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page><TextRegion>
<TextLine><Word><TextEquiv><Unicode>The</Unicode></TextEquiv></Word><Word><TextEquiv><Unicode>coun-</Unicode></TextEquiv></Word>
<TextEquiv index="0"><Unicode>The coun-</Unicode></TextEquiv><TextEquiv index="1"><Unicode>Tho coun-</Unicode></TextEquiv></TextLine>
<TextLine><Word><TextEquiv><Unicode>cil</Unicode></TextEquiv></Word><Word><TextEquiv><Unicode>met.</Unicode></TextEquiv></Word></TextLine>
<TextEquiv><Unicode>The coun-
cil met.</Unicode></TextEquiv></TextRegion>
<TextRegion><TextLine><TextEquiv><Unicode>Next</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"""


@pytest.mark.parametrize("xml", [ALTO, SCANNED], ids=["ALTO", "PAGE"])
def test_pages_read_by_a_machine_are_their_lines_once(tmp_path, xml):
    assert read_one(write(tmp_path / "a.xml", xml)).text == "The council met.\nNext\n"


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("a.xml", "<data><x n='1'/></data>", None),
        ("a.html", '<html><frameset><frame src="nav.html"><frame src="main.html"></frameset></html>', "nav.html, main.html"),
        ("b.html", '<html><body><div id="root"></div><script>start()</script></body></html>', "browser"),
    ],
)  # fmt: skip
def test_a_file_that_shows_no_text_is_refused(tmp_path, name, content, hint):
    write(tmp_path / "z.txt", "Body")
    write(tmp_path / name, content)
    corpus = open_corpus(tmp_path)
    assert [document.id for document in corpus] == ["z"]
    (issue,) = corpus.issues
    assert issue.skipped
    assert "no text" in issue.message
    assert hint is None or hint in issue.hint


SAVED = """<!-- saved from url=(0027)https://example.org/a?x=1 -->
<html lang="en"><head><title>Ferry</title>{}</head><body><article><h1>Ferry</h1>
<p>A ferry is a boat that carries passengers, and sometimes vehicles and cargo, across a body of water, with many stops.</p>
<h2>History<span class="mw-editsection">[<a href="#">edit</a>]</span></h2>
<p>The profession of the ferryman is embodied in Greek mythology in Charon, the boatman who transported souls across the river.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("head", "link"),
    [("", "https://example.org/a?x=1"), ('<link rel="canonical" href="https://example.org/a">', "https://example.org/a"),
     ('<link rel="Canonical alternate" href=" https://example.org/a "><link rel="canonical" href="https://example.org/b">',
      "https://example.org/a"),
     ('<link rel="canonical" href="/a"><link rel="canonical" href="javascript:a()">', "https://example.org/a?x=1")],
)  # fmt: skip
def test_a_page_keeps_its_address_and_not_the_tools_of_its_wiki(tmp_path, head, link):
    path = tmp_path / "a.html"
    path.write_text(SAVED.format(head), encoding="utf-8")
    (document,) = open_corpus(path)
    assert document.metadata["link"] == link
    assert "History\n" in document.text
    assert "edit" not in document.text


def test_regions_of_a_page_are_read_in_the_order_that_it_says(tmp_path):
    def region(name, text, inner=""):
        return f'<TextRegion id="{name}"><TextLine><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>{inner}</TextRegion>'

    order = (
        '<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="a"/><OrderedGroupIndexed index="0" regionRef="b">'
        '<RegionRefIndexed index="0" regionRef="c"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder>'
    )
    regions = (
        region("x", "Last")
        + region("a", "Third", region("n", "Fourth"))
        + region("b", "First")
        + region("c", "Second")
    )
    page = f'<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page>{order}{regions}</Page></PcGts>'
    assert read_one(write(tmp_path / "a.xml", page)).text == "First\nSecond\nThird\nFourth\nLast\n"


def test_codes_and_remarks_of_translations_are_no_text(tmp_path):
    tmx = (
        '<?xml version="1.0"?><tmx version="1.4"><header><note>No</note></header><body><tu><prop type="x">no</prop>'
        '<tuv xml:lang="en"><seg>The <bpt i="1">&lt;b&gt;</bpt>bo<ph>&lt;x/&gt;</ph>at<ept i="1">&lt;/b&gt;</ept> left.</seg></tuv>'
        '<tuv xml:lang="de"><seg>Das <hi>Boot</hi>.</seg></tuv></tu></body></tmx>'
    )
    xliff = (
        '<?xml version="1.0"?><xliff version="1.2"><file><header><note>No</note></header><body><trans-unit id="1"><source>The <g id="1">'
        'boat</g> left<ph id="2">{0}</ph>.</source><target>Das Boot.</target><note>no</note></trans-unit></body></file></xliff>'
    )
    for name, xml in (("a.xml", tmx), ("b.xml", xliff)):
        lines = read_one(write(tmp_path / name, xml)).text.split("\n")
        assert [line for line in lines if line] == ["The boat left.", "Das Boot."]


def test_what_a_tagger_writes_needs_no_tags_around_it(tmp_path):
    tagged = "Das\tART\tdie\nBoot\tNN\tBoot\nfährt\tVVFIN\tfahren\n.\t$.\t.\n\nNiemand\tPIS\tniemand\nkommt\tVVFIN\tkommen\n"
    document = read_one(write(tmp_path / "a.vert", tagged))
    assert document.text == "Das Boot fährt.\nNiemand kommt\n"
    assert document.annotations.layers["lemma"] == ["die", "Boot", "fahren", ".", "niemand", "kommen"]


def test_an_encrypted_book_is_refused_and_one_with_encrypted_letters_is_read(tmp_path):
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata/><manifest>'
        '<item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>'

    def write_book(name, encrypted):
        hidden = (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
            f'<e:CipherData><e:CipherReference URI="{encrypted}"/></e:CipherData></e:EncryptedData></encryption>'
        )
        members = {
            "META-INF/container.xml": container,
            "O/p.opf": book,
            "O/a.xhtml": "<p>Boats</p>",
            "META-INF/encryption.xml": hidden,
        }
        return pack(tmp_path / name, members)

    with pytest.raises(NothingReadableError, match="its book is encrypted"):
        read_one(write_book("a.epub", "O/a.xhtml"))
    assert read_one(write_book("b.epub", "O/font.otf")).text == "Boats\n"


def test_what_somebody_says_and_its_parts_are_lines(tmp_path):
    xml = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><note type="speaker">Lee:</note><u who="#l"><seg>One <seg>two</seg>.</seg>'
        '<seg>Three.</seg></u><u who="#r">Four.</u><p>Five <seg>six</seg>.</p></body></text></TEI>'
    )
    lines = read_one(write(tmp_path / "a.xml", xml)).text.split("\n")
    assert [line for line in lines if line] == ["Lee:", "One two.", "Three.", "Four.", "Five six."]


def test_an_entry_of_atom_has_the_address_of_its_page_and_the_author_of_the_feed(tmp_path):
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><author><name>Ann</name></author><entry><title>One</title>'
        '<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>bo</b>at.</p><p>Bye.</p></div></content></entry></feed>'
    )
    document = read_one(write(tmp_path / "a.atom", feed))
    assert document.text.split() == ["A", "boat.", "Bye."]
    assert "A boat.\n" in document.text
    assert (document.metadata["link"], document.metadata["author"]) == ("https://example.org/1", "Ann")


def test_vertical_text_may_begin_as_xml_and_have_its_attributes_in_single_quotes(tmp_path):
    content = "<?xml version=\"1.0\"?>\n<!-- tagged -->\n<text id='t1' title=\"A 'b'\">\n<s>\nBoats\tNNS\tboat\nleave\tVBP\tleave\n</s>\n</text>\n"
    document = read_one(write(tmp_path / "a.vrt", content))
    assert document.text == "Boats leave\n"
    assert (document.metadata["id"], document.metadata["title"]) == ("t1", "A 'b'")


def test_what_a_page_says_to_browsers_without_scripts_is_not_shown(tmp_path):
    page = '<!doctype html><html><head><title>App</title></head><body><div id="root"></div><noscript>You need to enable scripts to run this app.</noscript></body></html>'
    for rule in ("article", "all"):
        with pytest.raises(NothingReadableError, match="shows no text"):
            read_one(write(tmp_path / "a.html", page), html=rule)


def test_a_formula_that_fails_is_no_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["text", "n"], ["One", "#DIV/0!"], ["#N/A", 2]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    document = read_one(tmp_path / "a.xlsx")
    assert (document.text, dict(document.metadata)) == ("One", {})


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-8", ""), ("windows-1252", ""), ("koi8-r", "Content-Type: text/plain; charset=koi8-r\n")]
)  # fmt: skip
def test_headers_of_a_mail_may_be_in_its_encoding_as_they_are(tmp_path, encoding, declared):
    title, name = ("Катер ушёл", "Ольга") if encoding == "koi8-r" else ("Café à six", "Zoë")
    mail = f"From: {name} <z@example.org>\nSubject: {title}\nDate: Sat, 13 May 2023 22:01:22 +0200\n{declared}\nLe café. Катер.\n"
    document = read_one(write(tmp_path / "a.eml", mail.encode(encoding, "ignore")))
    assert (document.metadata["title"], document.metadata["author"]) == (title, f"{name} <z@example.org>")


def test_the_head_of_captions_in_ttml_is_no_text(tmp_path):
    xml = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:m="http://www.w3.org/ns/ttml#metadata"><head><metadata><m:title>Boats</m:title>'
        "<m:copyright>Lee 2024</m:copyright></metadata></head><body><div><p>The boat</p></div></body></tt>"
    )
    document = read_one(write(tmp_path / "a.xml", xml))
    assert (document.text.strip(), dict(document.metadata)) == ("The boat", {"title": "Boats"})


def test_a_title_is_not_shown_where_a_page_has_no_head_either(tmp_path):
    page = "<HTML><TITLE>Boats &amp; more</TITLE><BODY><P>The boat.</BODY></HTML>"
    document = read_one(write(tmp_path / "a.html", page), html="all")
    assert (document.text.strip(), document.metadata["title"]) == ("The boat.", "Boats & more")
