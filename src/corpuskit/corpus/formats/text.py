"""Plain text: the document is the file."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.corpus.decode import is_seven_bit
from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input
from corpuskit.corpus.texts import BytesText, examine_file, keep_place
from corpuskit.records import Issue
from corpuskit.text.utf8 import Census, take_census


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of an input, or the issue that says why there is none."""
    stored = None
    if source.file is not None and not is_seven_bit(source.encoding):
        stored = examine_file(source.file)
    yield _read_whole(source) if stored is None else source.make_document(stored)


def find_body(text: str) -> int:  # noqa: ARG001 — as other formats have it
    """Return where in a file its text begins."""
    return 0


def _read_whole(source: Input) -> Document | Issue:
    data = source.stream.read()
    census = _check_plain_utf8(data, source.encoding)
    if census is not None:
        place = None if source.file is None else keep_place(source.file, source.stream.raw, data, census)
        return source.make_document(BytesText(data, census) if place is None else place)
    decoded = source.decode(data)
    if isinstance(decoded, Issue):
        return decoded
    import hashlib

    if decoded.encoding.startswith("utf-16") and _has_rows(decoded.text):
        # As Excel writes what it calls Unicode text.
        source.notes.append(
            Issue(
                path=source.name,
                kind="table",
                message="its lines are rows of cells with tabs between them; read as text",
                hint="as a table: --input-format tsv",
            )
        )
    return source.make_document(
        decoded.text,
        encoding=decoded.encoding,
        source_sha256=hashlib.sha256(data).hexdigest(),
        source_size=len(data),
    )


def _has_rows(text: str) -> bool:
    """Return whether all lines of a text have as many tabs, and some."""
    counts = {line.count("\t") for line in text.splitlines() if line}
    return len(counts) == 1 and counts != {0}


def _check_plain_utf8(data: bytes, encoding: str | None) -> Census | None:
    """Return what `data` consists of where it is UTF-8 without a mark and without NUL, else None.

    Most input is that, and many a search never needs its characters, so they are checked without being kept.
    """
    if (
        is_seven_bit(encoding)
        or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        or b"\0" in data
    ):
        return None
    try:
        return take_census(data)
    except UnicodeDecodeError:
        return None
