"""What an input really holds, told by its first bytes, whatever its name says."""

import os
import re
from functools import cache
from typing import NamedTuple

from corpuskit.corpus.decode import find_mark
from corpuskit.corpus.formats import format_of_content, load_format
from corpuskit.patterns import compile_re

HEAD_BYTES = 1 << 13
"""Number of bytes at the beginning of an input that its content is told by."""


class Content(NamedTuple):
    """A kind of content that is no plain text.

    Attributes:
        described: What it is, with its article, for messages.
        signature: Pattern of its first bytes, byte-order mark and white space before them left out.
        cure: How its text is got, where no format reads it.
        first: The bytes that one of its files may begin with; empty for any.
        is_confirmed: Whether the format of its name has a function `is_content` that has to agree.
        name_says: An expression that the name of a text file in a directory has to hold; a text that only looks like
            this content is read as plain text then. Empty for contents that no plain text looks like.
    """

    described: str
    signature: bytes
    cure: str = ""
    first: bytes = b""
    is_confirmed: bool = False
    name_says: str = ""


_AS_TEXT = "to read it as it is written, tags and all: --input-format text"
_UNPACK = "unpack it, and name the files in it"
_NAME = "give it a name that ends with {0}, such as FILE.txt{0}"
_NO_TEXT = "it holds no text; leave it out"
_EXPORT = "export it as text or CSV with the program that it belongs to"
_TECHNICAL_HEADER = (
    rb"(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]+|Content-Type)"
)
# A line matches in one way only: what fails is not tried again with other shares of the same white space.
_HEADER_LINES = rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)"
_ADDRESS_OR_TIME = rb"(?:(?:From|To|Cc|Reply-To):[^\n]*@|Date:[^\n]*\d\d:\d\d:\d\d)"
# A mail without technical headers is no memorandum where its people have addresses, or its date has seconds.
_MAIL_HEADERS = (
    rb"(?i)(?:%(line)s*?%(technical)s:[^\n]*\n%(line)s"
    rb"|(?=%(line)s*?From:)(?=%(line)s*?(?:Subject|To):)(?=%(line)s*?%(telling)s)%(line)s{3,}\n)"
) % {b"line": _HEADER_LINES, b"technical": _TECHNICAL_HEADER, b"telling": _ADDRESS_OR_TIME}

_DIGITS = rb"(?:\d|\xd9[\xa0-\xa9]|\xdb[\xb0-\xb9])+"

CONTENTS: dict[str, Content] = {
    "telegram": Content(
        "a page of a chat of Telegram",
        rb"(?i)<!doctype html>\s*<html.{0,1500}?<div class=\"page_wrap\">\s*<div class=\"page_header\">",
        _AS_TEXT,
        first=b"<",
    ),
    "discord": Content("an export of a chat of Discord", rb"={20,}\nGuild: [^\n]*\nChannel: ", first=b"="),
    "line": Content(
        "an export of a chat of LINE or KakaoTalk",
        rb"\[LINE\] ?[^\n]+\n[^\n]*\d[./]\d|(?:[^\n]{1,200}\n){0,2}\n?-{3,} [^\n]{6,60} -{3,}\n\[[^\n]{1,80}\] \[[^\n]{0,20}\d:\d",
    ),
    "signal": Content(
        "an export of a chat of Signal",
        rb"(?:Conversation: [^\n]*\n\s*)?From: [^\n]*\nType: [a-z-]+\nSent: ",
        first=b"CF",
    ),
    "html": Content(
        "an HTML page",
        rb"(?i)(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
        rb"|<(p|div|article|section|table|ul|ol|h[1-6]|span)\b[^>]*>.*</\1\s*>",
        f"save its text from the browser; {_AS_TEXT}",
        first=b"<",
    ),
    "tei": Content(
        "a TEI document",
        rb"(?:<\?xml[^>]*>\s*)?(?:<[?!][^>]*>\s*)*<(?:\w+:)?(?:TEI|teiCorpus|TEI\.2)\b",
        _AS_TEXT,
        first=b"<",
    ),
    "xml": Content(
        "an XML document",
        rb"<\?xml\s|<(?:rss|feed|svg|kml|opml|mediawiki|tt)\b|<[A-Za-z_][\w.:-]*\s[^<>]*?xmlns(?::[\w.-]+)?\s*=",
        _AS_TEXT,
        first=b"<",
    ),
    "ipynb": Content(
        "a notebook",
        rb'\{(?:(?!"cells"|"nbformat").)*?"(?:cells"\s*:\s*\[|nbformat"\s*:).*"(?:cell_type|nbformat|metadata)"',
        f"convert it: jupyter nbconvert --to markdown FILE; {_AS_TEXT}",
        first=b"{",
    ),
    "tweets": Content(
        "an archive of X",
        rb"window\.YTD\.\w+\.part\d+\s*=",
        "take what stands after the = as JSON",
        first=b"w",
    ),
    "json": Content(
        "JSON",
        rb'\{\s*"(?:[^"\\\n]|\\.)*"\s*:|\[\s*(?:\{\s*["}]|\[\s*["\d\[]|"(?:[^"\\\n]|\\.)*"\s*[,\]])',
        "read its lines as rows, each an object with a text: --input-format jsonl; as it is: --input-format text",
        first=b"{[",
    ),
    "rtf": Content("an RTF document", rb"\{\\rtf", "save it as plain text from a word processor", first=b"{"),
    "srt": Content(
        "subtitles",
        rb"(?:\d+\s*\n\s*)?\d{1,2}:\d\d:\d\d[,.]\d{1,3}(?:\s+-->\s+\d{1,2}:\d\d:\d\d|,\d{1,2}:\d\d:\d\d\.\d{1,3}\n)",
        f"take out the numbers and times; {_AS_TEXT}",
        first=b"0123456789",
    ),
    "vtt": Content("subtitles", rb"WEBVTT\b", f"take out the times; {_AS_TEXT}", first=b"W"),
    "ass": Content(
        "subtitles of a kind that is not read",
        rb"\[(?:Script Info|INFORMATION)\]|\{\d+\}\{\d+\}|Scenarist_SCC|(?i:<SAMI>)"
        rb"|(?://[^\n]*\n|\$[^\n]*\n|\s)*\d\d(?::\d\d){3} ?, ?\d\d(?::\d\d){3} ?,",
        f"convert them to SRT: ffmpeg -i FILE FILE.srt; {_AS_TEXT}",
        first=b"[{S</$0123456789",
    ),
    "mbox": Content(
        "a mailbox",
        rb"From \S+ +\w{3} \w{3} [ \d]\d \d\d:\d\d[^\n]*\n" + _HEADER_LINES + rb"{2}",
        f"save the texts of its mails; {_AS_TEXT}",
        first=b"F",
    ),
    "eml": Content(
        "a mail",
        _MAIL_HEADERS,
        f"save the text of the mail; {_AS_TEXT}",
    ),
    "conllu": Content(
        "annotated text in CoNLL-U",
        rb"(?:#[^\n]*\n)*1(?:-\d+)?\t(?:[^\t\n]+\t){8}[^\t\n]*\n",
        _AS_TEXT,
        first=b"#1",
    ),
    "vertical": Content(
        "annotated text, one word a line",
        rb"(?:<\w+[^<>\n]*>\s*\n){1,6}[^\s<>]+\t[^\t\n]+(?:\t[^\t\n]*)*\n",
        first=b"<",
    ),
    "chat": Content(
        "an export of a chat",
        rb"[^\n\[]{1,80}, \[|(?:\xe2\x80[\x8e\x8f\xaa-\xae]|\xd8\x9c)*\[?(?:"
        + _DIGITS
        + rb"[^\n]{0,12}?(?:[./-] ?|\xeb\x85\x84 |\xe5\xb9\xb4)"
        + _DIGITS
        + rb"|"
        + _DIGITS
        + rb"\.?[ -](?:de )?[^\x00-@]|[A-Z][a-z]{2,8}\.? \d)",
        is_confirmed=True,
        name_says=r"chat|conversa|discussion|messages|whatsapp|telegram|signal|чат|переписк|دردشة|محادثة|聊天",
    ),
    "pdf": Content(
        "a PDF document", rb"%PDF-\d", "extract its text first: pdftotext FILE.pdf FILE.txt", first=b"%"
    ),
    "epub": Content(
        "an EPUB book", rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", "export it as text", first=b"P"
    ),
    "ods": Content(
        "a spreadsheet of OpenDocument",
        rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet",
        "save it as XLSX or CSV",
        first=b"P",
    ),
    "odt": Content(
        "an OpenDocument file",
        rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument",
        "export it as text",
        first=b"P",
    ),
    "office": Content(
        "an office document",
        rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/|ppt/|xl/|customXml/)",
        "give it the suffix of its program: .docx, .xlsx or .pptx",
        first=b"P",
    ),
    "zip": Content("a ZIP archive", rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", _UNPACK, first=b"P"),
    "gzip": Content("gzip data", rb"\x1f\x8b\x08", _NAME.format(".gz"), first=b"\x1f"),
    "bzip2": Content("bzip2 data", rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", _NAME.format(".bz2"), first=b"B"),
    "xz": Content("xz data", rb"\xfd7zXZ\x00", _NAME.format(".xz"), first=b"\xfd"),
    "zstd": Content("Zstandard data", rb"\x28\xb5\x2f\xfd", _NAME.format(".zst"), first=b"\x28"),
    "tar": Content("a tar archive", rb".{257}ustar", _UNPACK),
    "latex": Content(
        "a LaTeX document",
        rb"(?:%[^\n]*\n\s*)*\\(?:documentclass|documentstyle|begin\{document\})",
        f"take its commands out: detex FILE.tex; {_AS_TEXT}",
        first=b"%\\",
    ),
    "warc": Content("an archive of web pages", rb"WARC/\d", "take its pages out: warcio extract", first=b"W"),
    "7z": Content("a 7-Zip archive", rb"7z\xbc\xaf\x27\x1c", _UNPACK, first=b"7"),
    "rar": Content("a RAR archive", rb"Rar!\x1a\x07", _UNPACK, first=b"R"),
    "ole": Content(
        "an Office document of before 2007, or an Outlook message",
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        _EXPORT,
        first=b"\xd0",
    ),
    "parquet": Content("a Parquet file", rb"PAR1", "name its format: --input-format parquet", first=b"P"),
    "sqlite": Content("an SQLite database", rb"SQLite format 3\x00", _EXPORT, first=b"S"),
    "arrow": Content("an Arrow file", rb"ARROW1\x00", "write it as Parquet", first=b"A"),
    "postscript": Content(
        "a PostScript document", rb"%!PS", "convert it: ps2ascii FILE.ps FILE.txt", first=b"%"
    ),
    "image": Content(
        "an image",
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP|AT&TFORM",
        "read the text in it with OCR first",
        first=b"\x89\xffGIMBRA",
    ),
    "sound": Content(
        "a recording",
        rb"ID3[\x02-\x04]|OggS|fLaC|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1aE\xdf\xa3",
        "transcribe it first",
        first=b"IOfR\x00\x1a",
    ),
    "program": Content(
        "a program", rb"\x7fELF|MZ.{58}.{2}\x00\x00|\xca\xfe\xba\xbe", _NO_TEXT, first=b"\x7fM\xca"
    ),
}
"""The kinds of content that are told apart, by name; the first that fits is the one."""


def recognise(head: bytes) -> str | None:
    """Return the name of the content that an input holds by its first bytes; None where they may be plain text."""
    written = _undress(head)
    for name in _list_candidates(written[:1]):
        # An expression is compiled when the first file is met that it may fit: most texts begin with a letter.
        if _compile(name).match(written) and not (
            CONTENTS[name].is_confirmed and not load_format(name).is_content(written)
        ):
            return name
    return None


def says_content(path: str, name: str) -> bool:
    """Return whether the name of a text file says what it holds, where that has to be said.

    Args:
        path: The path of the file.
        name: The name of the content, as `recognise` gives it.
    """
    wanted = CONTENTS[name].name_says
    return not wanted or re.search(wanted, os.path.basename(path), re.IGNORECASE) is not None


@cache
def _list_candidates(first: bytes) -> tuple[str, ...]:
    return tuple(name for name, content in CONTENTS.items() if not content.first or first in content.first)


def find_cure(name: str) -> str:
    """Return how the text of a content is got."""
    input_format = format_of_content(name)
    if input_format is None:
        return CONTENTS[name].cure
    return f"to read it as what it is: --input-format {input_format}; as it is written: --input-format text"


def _undress(head: bytes) -> bytes:
    """Return the bytes as UTF-8 with line feeds, without the mark and the white space before them."""
    marked = find_mark(head)
    if marked is not None:
        encoding, length = marked
        head = head[length:].decode(encoding, "ignore").encode("utf-8", "ignore")
    return head.lstrip(b" \t\r\n\v\f").replace(b"\r\n", b"\n")


@cache
def _compile(name: str) -> re.Pattern[bytes]:
    return compile_re(CONTENTS[name].signature, re.DOTALL)
