"""PDF: the text of its pages, as pypdfium2 reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpuskit.corpus.bounded import InputTooLargeError
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.columns import read_columns
from corpuskit.corpus.formats.drawing import check_drawing
from corpuskit.corpus.formats.layout import join_divided_words, join_lines_of_page, read_lines
from corpuskit.corpus.formats.office import BadDocumentError
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

# Pieces of text of a page, times its characters; a page of a newspaper has less.
_MOST_LOOKS = 400_000_000
# So many times as large as the file its text may be, above the size at which that matters.
_MOST_EXPANSION = 100
_LEAST_BOUND = 10_000_000
_NOTHING_VISIBLE = compile_re(r"[\s\x00-\x1f]*")
_DATE = compile_re(r"D:(\d{4})(\d\d)?(\d\d)?")
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
    bound = min(source.options.max_bytes, max(_LEAST_BOUND, _MOST_EXPANSION * len(data)))
    try:
        check_drawing(data, source.options.max_bytes, bound)
    except BadDocumentError as error:
        yield source.make_issue("content", f"not read as PDF: {error}")
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        hint = "take the password off: qpdf --decrypt" if "assword" in str(error) else None
        yield source.make_issue("content", f"cannot be read as PDF: {error}", hint=hint)
        return
    try:
        pages = list(_iter_pages(document, bound))
        metadata = _read_metadata(document)
    except BadDocumentError as error:
        yield source.make_issue("content", f"not read as PDF: {error}")
        return
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
                _check_pieces(text_page)
                lines = read_columns(text_page, page.get_width()) or read_lines(
                    text_page, page.get_rotation()
                )
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


def _check_pieces(text_page: Any) -> None:
    """Check that a page has no more pieces of text than can be looked at: for each, all characters are gone through.

    Forms that draw each other make a million of them from a small file.

    Raises:
        BadDocumentError: It has.
    """
    if text_page.count_rects() * text_page.count_chars() > _MOST_LOOKS:
        raise BadDocumentError("one page of it shows more pieces of text than any page does")


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
