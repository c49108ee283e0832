"""PDF: the text of its pages, as pypdfium2 reads it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from corpuskit.corpus.bounded import InputTooLargeError
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.columns import read_columns
from corpuskit.corpus.formats.layout import join_divided_words, join_lines_of_page, read_lines
from corpuskit.corpus.input import Input
from corpuskit.records import Issue

# A stream of text or drawing that becomes larger than that is no page of anything.
_LARGEST_STREAM = 100_000_000
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY_BYTES = 1000
_CHUNK = 1 << 20
_NOTHING_VISIBLE = re.compile(r"[\s\x00-\x1f]*")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_FIELDS = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "creator",
}


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document, or the issue that says why there is none."""
    try:
        import pypdfium2
    except ImportError:
        yield source.make_missing("PDF", "pypdfium2")
        return
    data = source.stream.read()
    check_streams(data, min(_LARGEST_STREAM, source.options.max_bytes))
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        hint = "take the password off: qpdf --decrypt" if "assword" in str(error) else None
        yield source.make_issue("content", f"cannot be read as PDF: {error}", hint=hint)
        return
    try:
        pages = list(_iter_pages(document, source.options.max_bytes))
        metadata = _read_metadata(document)
    finally:
        document.close()
    if not any(_NOTHING_VISIBLE.sub("", page) for page in pages):
        yield source.make_issue(
            "content",
            "its pages hold no text, only pictures of it",
            hint="read them with OCR first, such as ocrmypdf",
        )
        return
    text, starts = _join_pages(pages)
    metadata["pages"] = str(len(pages))
    metadata["page_starts"] = ",".join(map(str, starts))
    by = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"
    yield source.make_extracted(text, data, by=by, metadata=metadata)


def _iter_pages(document: Any, limit: int) -> Iterator[str]:
    left = limit
    for number in range(len(document)):
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                lines = read_columns(text_page, page.get_width()) or read_lines(text_page)
                written = text_page.get_text_range() if lines is None else join_lines_of_page(lines)
                text = written.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
            finally:
                text_page.close()
        finally:
            page.close()
        left -= len(text)
        if left < 0:
            raise InputTooLargeError(limit)
        yield text


def _join_pages(pages: list[str]) -> tuple[str, list[int]]:
    """Return the text of all pages, and where each of them begins."""
    known = "\n".join(pages)
    text = ""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for page in pages:
        text = join_divided_words(page, known).replace("\ufffe", "-")
        text = text.replace("\x02", "-").strip("\n") + "\n\n"
        starts.append(length)
        pieces.append(text)
        length += len(text)
    return "".join(pieces).rstrip("\n") + "\n", starts


def check_streams(data: bytes, limit: int) -> None:
    """Check that no compressed stream of text or drawing becomes too large.

    Raises:
        InputTooLargeError: One does.
    """
    for found in _STREAM.finditer(data):
        begun = data.rfind(b"<<", max(0, found.start() - _DICTIONARY_BYTES), found.start())
        described = data[max(0, found.start() - _DICTIONARY_BYTES) if begun < 0 else begun : found.start()]
        if b"Image" not in described:
            _expand(memoryview(data)[found.end() :], limit, described.count(b"Flate"))


def _expand(data: memoryview | bytes, limit: int, depth: int) -> None:
    """Expand a stream without keeping it, and again what is compressed several times over."""
    decoder = zlib.decompressobj()
    waiting: bytes = bytes(data[:_CHUNK])
    place, size = len(waiting), 0
    kept = b""
    try:
        while waiting and not decoder.eof:
            expanded = decoder.decompress(waiting, _CHUNK)
            size += len(expanded)
            if size > limit:
                raise InputTooLargeError(limit)
            if depth > 1:
                kept += expanded
            waiting = decoder.unconsumed_tail
            if not waiting and not decoder.eof:
                waiting = bytes(data[place : place + _CHUNK])
                place += len(waiting)
    except zlib.error:
        # It is not compressed, or damaged: then it does not become larger.
        return
    if depth > 1:
        _expand(kept, limit, depth - 1)


def _read_metadata(document: Any) -> dict[str, str]:
    written = document.get_metadata_dict()
    metadata = {
        name: value
        for key, name in _FIELDS.items()
        if (value := (written.get(key) or "").replace("\0", "").strip())
    }
    if (found := _DATE.match(written.get("CreationDate") or "")) is not None:
        metadata["date"] = "-".join(filter(None, found.groups()))
    return metadata
