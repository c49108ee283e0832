"""What documents in XML say of themselves is metadata, and no text."""

from __future__ import annotations

import pytest

from corpuskit.corpus import open_corpus

JATS = """<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd"><article><front>
<journal-meta><journal-title-group><journal-title>Boat Studies</journal-title></journal-title-group><issn>1234</issn></journal-meta>
<article-meta><article-id>10.1/x</article-id><title-group><article-title>On <italic>boats</italic></article-title></title-group>
<contrib-group><contrib><name><surname>Lee</surname><given-names>Ann</given-names></name></contrib>
<contrib><name><surname>Roe</surname><given-names>Bob</given-names></name></contrib></contrib-group>
<pub-date><day>3</day><month>5</month><year>2024</year></pub-date><abstract><p>We study boats.</p></abstract></article-meta></front>
<body><sec><title>Start</title><p>Boats float.</p></sec></body></article>"""
NITF = """<?xml version="1.0"?><nitf><head><title>Boat leaves</title><docdata><date.issue norm="20240503T200122Z"/></docdata></head>
<body><body.head><hedline><hl1>Boat leaves harbour</hl1></hedline><byline>By <person>Ann Lee</person></byline></body.head>
<body.content><p>The boat left.</p></body.content></body></nitf>"""
NEWSML = """<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><provider><name>Harbour News</name></provider>
<versionCreated>2024-05-04T00:00:00Z</versionCreated></itemMeta><contentMeta><contentCreated>2024-05-03T20:01:22+02:00</contentCreated>
<creator qcode="x:1"><name>Ann Lee</name></creator><headline>Boat leaves</headline><keyword>boat</keyword></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>The boat left.</p></body></html>
</inlineXML></contentSet></newsItem>"""
DOCBOOK = """<?xml version="1.0"?><book xmlns="http://docbook.org/ns/docbook" version="5.0"><info><title>Boat manual</title>
<author><personname><firstname>Ann</firstname><surname>Lee</surname></personname></author><pubdate>2024-05-03</pubdate></info>
<chapter><info><title>Start</title></info><para>Push the <emphasis>boat</emphasis> out.</para></chapter></book>"""
DOCBOOK_4 = """<?xml version="1.0"?><article><articleinfo><title>Boat manual</title><author><firstname>Ann</firstname><surname>Lee</surname>
</author><pubdate>2024-05-03</pubdate><abstract><para>In short.</para></abstract></articleinfo><para>Push it out.</para></article>"""
FICTION = """<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><author>
<first-name>Ann</first-name><middle-name>B.</middle-name><last-name>Lee</last-name></author><book-title>Boats</book-title>
<date value="2024-05-03">May</date></title-info></description><body><section><p>The boat left.</p></section></body>
<binary id="cover.jpg" content-type="image/jpeg">AAAA</binary></FictionBook>"""


@pytest.mark.parametrize(
    ("xml", "text", "known"),
    [
        (JATS, "We study boats.\nStart\nBoats float.\n",
         {"title": "On boats", "author": "Ann Lee; Bob Roe", "date": "2024-05-03", "source": "Boat Studies"}),
        (NITF, "Boat leaves harbour\nBy Ann Lee\nThe boat left.\n",
         {"title": "Boat leaves harbour", "author": "Ann Lee", "date": "2024-05-03T20:01:22Z"}),
        (NEWSML, "The boat left.\n",
         {"title": "Boat leaves", "author": "Ann Lee", "date": "2024-05-03T20:01:22+02:00", "source": "Harbour News"}),
        (DOCBOOK, "Start\nPush the boat out.\n", {"title": "Boat manual", "author": "Ann Lee", "date": "2024-05-03"}),
        (DOCBOOK_4, "In short.\nPush it out.\n", {"title": "Boat manual", "author": "Ann Lee", "date": "2024-05-03"}),
        (FICTION, "The boat left.\n", {"title": "Boats", "author": "Ann B. Lee", "date": "2024-05-03"}),
    ],
    ids=["JATS", "NITF", "NewsML", "DocBook 5", "DocBook 4", "FictionBook"],
)  # fmt: skip
def test_the_header_is_metadata_and_no_text(tmp_path, xml, text, known):
    path = tmp_path / "a.xml"
    path.write_text(xml, encoding="utf-8")
    (document,) = open_corpus(path)
    assert [line.strip() for line in document.text.split("\n") if line.strip()] == text.splitlines()
    assert document.metadata == known


def test_an_article_of_another_kind_keeps_all_its_text(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(
        "<?xml version='1.0'?><article><title>T</title><p>The boat left.</p></article>", encoding="utf-8"
    )
    (document,) = open_corpus(path)
    assert (document.text, dict(document.metadata)) == ("T\nThe boat left.\n", {})
