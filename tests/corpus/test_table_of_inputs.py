"""The table of docs/inputs.md, row by row: a small file of each, under each of its suffixes.

A row without a sample fails, as does a suffix that is not read, a field that is not kept, and a package that is not
named where it is missing.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import sys
import tarfile
import zipfile
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from tests.conftest import ROOT

from corpuskit.corpus import open_corpus
from corpuskit.corpus.formats import FORMATS
from corpuskit.errors import NothingReadableError


class Sample(NamedTuple):
    """A small file of a row.

    Attributes:
        content: What it holds; a function where that needs a package.
        texts: What its documents say.
        options: How it is read.
        names: The names it has, where its suffix is not enough.
        only: The suffixes of the row that it may have; all where it is empty.
    """

    content: str | bytes | Callable[[], bytes]
    texts: list[str]
    options: dict[str, str] = {}  # noqa: RUF012 — never changed
    names: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def zipped(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def zipped_files(members: dict[str, str]) -> bytes:
    return zipped(**{name.replace("/", "__"): content for name, content in members.items()})


def tarred(name: str, content: str) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content.encode())
        archive.addfile(info, io.BytesIO(content.encode()))
    return held.getvalue()


def make_workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["id", "text", "date", "likes"])
    book.active.append(["7", "Body.", date(2024, 5, 3), 9])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def make_parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet

    held = io.BytesIO()
    pa.parquet.write_table(pa.table({"text": ["Body."], "likes": [9]}), held)
    return held.getvalue()


def make_pdf() -> bytes:
    drawn = "BT /F1 12 Tf 72 720 Td 14 TL (The inter-) Tj T* (national bridge.) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font"  # noqa: ISC004
        " /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Title (The Bridge) /Author (Ann) /CreationDate (D:20240503) >>",
    ]
    held = b"%PDF-1.4\n"
    for number, each in enumerate(objects, start=1):
        held += f"{number} 0 obj\n{each}\nendobj\n".encode()
    return held + b"trailer << /Size 6 /Root 1 0 R /Info 5 0 R >>\n%%EOF"


def make_zstandard() -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(b"Body.")


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc='
    '"http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>The Bridge</dc:title>'
    "<dc:creator>Ann</dc:creator><dcterms:created>2024-05-03</dcterms:created></cp:coreProperties>"
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_META = (
    f'<office:document-meta xmlns:office="{ODF}office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="{ODF}meta:1.0">'
    "<office:meta><dc:title>The Bridge</dc:title><dc:creator>Ann</dc:creator><dc:date>2024-05-03</dc:date></office:meta></office:document-meta>"
)

CHAT = (
    "2024-05-03, 10:00 - Ann: Body.\n2024-05-03, 10:01 - Bob: <Media omitted>\n"
    "2024-05-03, 10:02 - Bob: Well <This message was edited>\n2024-05-03, 10:03 - Bob: This message was deleted\n"
)
TELEGRAM_PAGE = (
    '<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="text bold">Friends</div></div><div class="history">'
    '<div class="message default" id="message1"><div class="body"><div class="date details" title="03.05.2024 10:00:00"></div>'
    '<div class="from_name">Ann</div><div class="reply_to details">In reply to <a href="#go_to_message7">this</a></div>'
    '<div class="media_wrap"><div class="title bold">Photo</div></div><div class="forwarded body"><div class="from_name">Eve</div>'
    '<div class="text">Body.</div></div><div class="signature details">Bob</div></div></div></div>'
)
TELEGRAM = {
    "name": "Friends",
    "type": "personal_chat",
    "messages": [
        {"id": 1, "type": "message", "date": "2024-05-03T10:00:00", "author": "Zoe", "from": "Ann", "text": ["Bo", {"type": "bold", "text": "dy."}],
         "photo": "1.jpg", "reply_to_message_id": 7, "forwarded_from": "Eve", "likes": 9},
    ],
}  # fmt: skip
DISCORD = {"id": "1", "timestamp": "2024-05-03T10:00:00", "content": "Body.", "author": {"name": "Ann"}}
PAGE = (
    '<html><head><title>The Bridge</title><meta name="author" content="Ann"><meta name="date" content="2024-05-03">'
    '<meta property="og:site_name" content="News"></head><body><nav>Home</nav><p>Body.</p></body></html>'
)
SENTENCES = (
    "The bridge over the river was opened on Monday, said the mayor, who had waited for it for years.",
    "It is long and it is high, and nobody in the town can remember a day on which so many people were out.",
    "We are glad, she said to the crowd that had gathered at both ends of it since the early morning hours.",
)
ARTICLE = PAGE.replace(
    "<p>Body.</p>", f"<article>{''.join(f'<p>{each}</p>' for each in SENTENCES)}</article>"
)
MAIL = (
    "From: Ann <ann@example.org>\nTo: bob@example.org\nCc: eve@example.org\nSubject: The Bridge\nIn-Reply-To: <1@example.org>\n"
    "Date: Fri, 3 May 2024 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nBody.\n"
    '--x\nContent-Type: image/png\nContent-Disposition: attachment; filename="a.png"\n\nxx\n--x--\n'
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Bridge</title></titleStmt>'
    '<publicationStmt><date when="2021-04-09"/></publicationStmt><sourceDesc><bibl><date>1868</date></bibl></sourceDesc></fileDesc>'
    "</teiHeader><text><body><head>One</head><p>Body.</p></body></text></TEI>"
)
ALTO = (
    "<?xml version='1.0'?><alto><TextBlock><TextLine><String CONTENT='Body.'/></TextLine></TextBlock></alto>"
)
SCAN = "<?xml version='1.0'?><PcGts><TextRegion><TextLine><TextEquiv><Unicode>Body.</Unicode></TextEquiv></TextLine></TextRegion></PcGts>"
CAPTIONS = (
    '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0s">Body<br/>here.</p></div></body></tt>'
)
WIKI = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><page><title>The Bridge</title><revision><timestamp>2024-05-03'
    "</timestamp><contributor><username>Ann</username></contributor><text>''Body.''</text></revision></page></mediawiki>"
)
FEED = (
    "<rss><channel><item><title>The Bridge</title><link>https://example.org</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>"
    "<author>Ann</author><description>&lt;p&gt;Body.&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>The Bridge</title><link href="https://example.org"/><published>2024-05-03'
    "</published><author><name>Ann</name></author><summary>Body.</summary></entry></feed>"
)
CONLLU = (
    "# newdoc id = d\n# author = Ann\n# text = Body fell.\n1\tBody\tbody\tNOUN\tNN\t_\t2\tnsubj\t_\t_\n"
    "2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
)
VERTICAL = '<doc id="d" author="Ann">\n<s>\nBody\tNN\tbody\nfell\tVBD\tfall\n<g/>\n.\tSENT\t.\n</s>\n</doc>\n'
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>",
    "c.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Bridge</dc:title><dc:creator>Ann</dc:creator>'
    "<dc:date>2024</dc:date><dc:publisher>Press</dc:publisher></metadata><manifest><item id='b' href='b.xhtml'/><item id='a' href='a.xhtml'/>"
    "</manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
    "a.xhtml": "<html><body><p>Body.</p></body></html>",
    "b.xhtml": "<html><body><p>More.</p></body></html>",
}
SLIDES = {
    "[Content_Types].xml": "<Types/>",
    "ppt/presentation.xml": f'<p:presentation xmlns:p="x" xmlns:r="{RELATION}"><p:sldId r:id="r2"/><p:sldId r:id="r1"/></p:presentation>',
    "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{RELATION}/slide" Target="slides/s1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATION}/slide" Target="slides/s2.xml"/></Relationships>',
    "ppt/slides/s1.xml": f"<s {DRAWING}><a:p><a:r><a:t>Last</a:t></a:r></a:p></s>",
    "ppt/slides/s2.xml": f"<s {DRAWING}><a:p><a:r><a:t>Body.</a:t></a:r></a:p></s>",
    "ppt/slides/_rels/s2.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{RELATION}/notesSlide" Target="../n.xml"/></Relationships>',
    "ppt/n.xml": f"<s {DRAWING}><a:p><a:r><a:t>Note</a:t></a:r></a:p></s>",
    "docProps/core.xml": CORE,
}
DOCX = {
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": f"<w:document {WORD}><w:body><w:p><w:r><w:t>Body.</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    "docProps/core.xml": CORE,
}
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f'<office:document-content xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0"><office:body><office:text>'
    "<text:h>One</text:h><text:p>Body.</text:p></office:text></office:body></office:document-content>",
    "meta.xml": ODF_META,
}
RTF = r"{\rtf1\ansi{\info{\title The Bridge}{\author Ann}{\creatim\yr2024\mo5\dy3}}Body.}"
TIMES = {
    ".srt": "1\n00:00:01,000 --> 00:00:02,000\nBody\n\n2\n00:00:02,000 --> 00:00:03,000\nhere.\n",
    ".vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nBody\n\n00:02.000 --> 00:03.000\nhere.\n",
    ".sbv": "0:00:01.000,0:00:02.000\nBody\n\n0:00:02.000,0:00:03.000\nhere.\n",
}
ROW = json.dumps({"text": "Body.", "likes": 9, "place": {"city": "Riga"}})

# By the first words of the first cell of a row.
SAMPLES: dict[str, list[Sample]] = {
    "plain text": [Sample("Body.", ["Body."])],
    "Markdown": [
        Sample("---\nauthor: Ann\n---\nBody.\n", ["Body.\n"]),
        Sample('+++\nauthor = "Ann"\n+++\nBody.\n', ["Body.\n"]),
    ],
    "chats as text": [Sample(CHAT, ["Body.", "", "Well", ""], names=("chat.txt",))],
    "pages of a chat": [Sample(TELEGRAM_PAGE, ["Body."], names=("messages.html",))],
    "JSON": [
        Sample(json.dumps(TELEGRAM), ["Body."]),
        Sample(json.dumps({"items": [{"text": "Body."}]}), ["Body."]),
        Sample('{"text": "One"}\n{"text": "Two"}', ["One", "Two"]),
        Sample('{"a": {"text": "One"}, "b": {"text": "Two"}}', ["One", "Two"]),
        Sample('["One", "Two"]', ["One", "Two"]),
        Sample(json.dumps({"messages": [DISCORD]}), ["Body."]),
    ],
    "JSON lines": [Sample(f"{ROW}\n\n{ROW}\n", ["Body.", "Body."])],
    "tables": [
        Sample('id,text,likes\n7,"Body, here",9\n', ["Body, here"], only=(".csv",)),
        Sample("id\ttext\tlikes\n7\tBody.\t9\n", ["Body."], only=(".tsv", ".tab")),
    ],
    "Excel": [Sample(make_workbook, ["Body."])],
    "Parquet": [Sample(make_parquet, ["Body."])],
    "HTML": [
        Sample(PAGE, ["Home\n\nBody."], {"html": "all"}),
        Sample(ARTICLE, ["\n".join(SENTENCES)]),
    ],
    "PDF": [Sample(make_pdf, ["The international bridge.\n"])],
    "Word": [Sample(zipped_files(DOCX), ["Body.\ncell\n"])],
    "OpenDocument": [Sample(zipped_files(ODT), ["One\nBody.\n"])],
    "PowerPoint": [Sample(zipped_files(SLIDES), ["Body.\n\nNote\n\nLast\n"])],
    "RTF": [Sample(RTF, ["Body.\n"])],
    "EPUB": [Sample(zipped_files(BOOK), ["Body.\n\nMore.\n"])],
    "mail": [
        Sample(MAIL, ["Body."], only=(".eml",)),
        Sample(f"From ann@example.org Fri May  3 10:00:00 2024\n{MAIL}", ["Body."], only=(".mbox",)),
    ],
    "subtitles": [Sample(content, ["Body here.\n"], only=(suffix,)) for suffix, content in TIMES.items()],
    "TEI": [
        Sample(TEI, ["One\n\nBody.\n"]),
        Sample(ALTO, ["Body.\n"], only=(".xml",)),
        Sample(SCAN, ["Body.\n"], only=(".xml",)),
        Sample(CAPTIONS, ["Body here.\n"], only=(".xml",)),
    ],
    "dumps of MediaWiki": [Sample(WIKI, ["''Body.''"])],
    "feeds": [Sample(FEED, ["Body.\n"], only=(".rss",)), Sample(ATOM, ["Body.\n"], only=(".atom",))],
    "CoNLL-U": [
        Sample(CONLLU, ["Body fell.\n"], only=(".conllu", ".conll")),
        Sample(VERTICAL, ["Body fell.\n"], only=(".vert", ".vrt")),
    ],
    "archives": [
        Sample(zipped_files({"in/a.txt": "Body."}), ["Body."], only=(".zip",)),
        Sample(tarred("in/a.txt", "Body."), ["Body."], only=(".tar",)),
        Sample(gzip.compress(tarred("in/a.txt", "Body.")), ["Body."], names=("a.tar.gz", "a.tgz")),
    ],
    "one compressed file": [
        Sample(gzip.compress(b"Body."), ["Body."], names=("a.txt.gz",), only=(".gz",)),
        Sample(bz2.compress(b"Body."), ["Body."], names=("a.txt.bz2",), only=(".bz2",)),
        Sample(lzma.compress(b"Body."), ["Body."], names=("a.txt.xz",), only=(".xz",)),
        Sample(make_zstandard, ["Body."], names=("a.txt.zst",), only=(".zst",)),
    ],
}  # fmt: skip


class Row(NamedTuple):
    """A row of the table."""

    format: str
    kept: str
    needs: str

    @property
    def suffixes(self) -> list[str]:
        return [
            each for code in re.findall(r"`([^`]+)`", self.format) for each in code.split() if each[0] == "."
        ]

    @property
    def packages(self) -> list[str]:
        names = re.findall(r"\w+", re.split(r";| for ", self.needs)[0])
        return [name for name in names if name != "and"]

    @property
    def samples(self) -> list[Sample]:
        found = [
            each
            for name, each in SAMPLES.items()
            if re.match(rf"{re.escape(name)}(?=[ ,:]| `|$)", self.format)
        ]
        # «JSON» begins two rows: the longest name is that of the row.
        names = [name for name in SAMPLES if SAMPLES[name] in found]
        assert names, f"no sample of this row: {self.format}"
        return SAMPLES[max(names, key=len)]

    def names_of(self, sample: Sample) -> list[str]:
        return list(sample.names) or [f"a{suffix}" for suffix in sample.only or self.suffixes]


def read_table() -> list[Row]:
    lines = (ROOT / "docs/inputs.md").read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("|---")) + 1
    rows = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        described, _, kept, needs = (cell.strip() for cell in line.strip("|").split("|"))
        rows.append(Row(described, kept, needs))
    return rows


ROWS = read_table()
by_row = pytest.mark.parametrize("row", ROWS, ids=[row.format.split(" `")[0][:24] for row in ROWS])


def write(directory, name: str, sample: Sample):
    content = sample.content() if callable(sample.content) else sample.content
    path = directory / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def need(row: Row) -> None:
    for package in row.packages:
        pytest.importorskip(package)


@by_row
def test_each_suffix_of_a_row_is_read_and_what_it_says_is_kept_is_kept(tmp_path, row):
    need(row)
    kept: dict[str, object] = {}
    for sample in row.samples:
        for name in row.names_of(sample):
            documents = list(open_corpus(write(tmp_path, name, sample), **sample.options))
            assert [document.text for document in documents] == sample.texts, name
            for document in documents:
                kept |= dict(document.metadata)
                layers = getattr(document.annotations, "layers", None) or {}
                kept |= layers
    for name in re.findall(r"`([a-z_]+)`", row.kept):
        assert kept.get(name), f"{name} is not kept"
    if "all fields" in row.kept or "all columns" in row.kept:
        assert kept["likes"] == "9"
    if "`a.b`" in row.kept:
        assert kept["place.city"] == "Riga"


@by_row
def test_a_file_of_a_row_is_known_by_its_content_when_it_is_named(tmp_path, row):
    need(row)
    for sample in row.samples:
        # A table of text, a page that only ends in a suffix, and plain text are what their names say.
        if (
            row.format.startswith(("tables", "Markdown", "plain", "one compressed"))
            or "a.tgz" in sample.names
        ):
            continue
        if row.format.startswith(("Excel", "Word", "PowerPoint")):
            # What begins with the parts of an office document may be any of them.
            with pytest.raises(NothingReadableError, match="an office document"):
                list(open_corpus(write(tmp_path, "nameless", sample)))
            continue
        assert [
            each.text for each in open_corpus(write(tmp_path, "nameless", sample), **sample.options)
        ] == sample.texts


@pytest.mark.parametrize("row", [row for row in ROWS if row.packages], ids=lambda row: row.packages[0])
def test_a_package_that_a_row_needs_is_named_where_it_is_missing(tmp_path, row, monkeypatch):
    names = row.packages
    need(row)
    sample = row.samples[-1]
    write(tmp_path, row.names_of(sample)[0], sample)
    (tmp_path / "z.txt").write_text("Other.", encoding="utf-8")
    for known in [known for known in sys.modules if known.split(".")[0] in names] + names:
        monkeypatch.setitem(sys.modules, known, None)
    corpus = open_corpus(tmp_path, **sample.options)
    assert [document.text for document in corpus] == ["Other."]
    (issue,) = corpus.issues
    assert issue.skipped
    assert all(name in (issue.hint or "") for name in names)
    assert "pip install" in (issue.hint or "")


def test_the_table_names_every_suffix_that_is_read():
    named = {suffix for row in ROWS for suffix in row.suffixes}
    assert {suffix for known in FORMATS.values() for suffix in known.suffixes} <= named
