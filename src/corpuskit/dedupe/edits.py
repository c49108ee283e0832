"""Lines out of the bytes of a file, and back in."""

from __future__ import annotations

import gzip
from typing import NamedTuple

import msgspec

from corpuskit.corpus import Corpus, Origin
from corpuskit.corpus.decode import UndecodableError, decode_text
from corpuskit.corpus.formats import FORMATS, load_format
from corpuskit.corpus.sources import Source, printable_path
from corpuskit.records import ParagraphReference
from corpuskit.text.segments import iter_line_spans

_GZIP_MAGIC = b"\x1f\x8b"


class RemovedParagraph(msgspec.Struct, frozen=True, kw_only=True):
    """A copy to be taken out, and what it is a copy of.

    Attributes:
        doc: The id of its document.
        line: The line on which it starts, from 1.
        start: Index of its first code point.
        end: Index after its last code point.
        kind: How it differs from the kept paragraph.
        similarity: Its similarity to the kept paragraph, 0 to 1.
        kept: The paragraph that stays.
    """

    doc: str
    line: int
    start: int
    end: int
    kind: str
    similarity: float
    kept: ParagraphReference


class RemovedPiece(msgspec.Struct, frozen=True, kw_only=True):
    """A line of `removed.jsonl`: a piece of an original file that is not in the new one, or is changed there.

    Attributes:
        path: The file, below the corpus root.
        byte: Index of the first byte of the piece in the original, decompressed.
        text: The piece as it was, line breaks included.
        replacement: What stands in the new file in its place; empty where it was taken out.
        encoding: The encoding of both.
        paragraphs: The copies that it holds.
    """

    path: str
    byte: int
    text: str
    replacement: str
    encoding: str
    paragraphs: list[RemovedParagraph]


class Edit(NamedTuple):
    """A piece of a text to be replaced: `(start, end)` by code points, what comes there, and the copies in it."""

    start: int
    end: int
    replacement: str
    paragraphs: list[RemovedParagraph]


class EncodedText(NamedTuple):
    """The content of a file.

    Attributes:
        data: Its bytes, decompressed.
        text: The text without its byte-order mark.
        encoding: The encoding of the text.
        mark_length: Number of bytes of the byte-order mark.
    """

    data: bytes
    text: str
    encoding: str
    mark_length: int

    @classmethod
    def read(cls, data: bytes, encoding: str | None) -> EncodedText | None:
        """Return the content of a file from its bytes, or None where they are no text."""
        try:
            return cls(data, *decode_text(data, encoding))
        except UndecodableError:
            return None

    def encode(self, start: int, end: int) -> bytes:
        """Return the bytes of `text[start:end]`."""
        return self.text[start:end].encode(self.encoding)

    def is_reversible(self) -> bool:
        """Return whether the lines, encoded one by one, are the bytes of the file.

        They are not where an encoding has a state that lasts over lines, or several ways to write a character.
        """
        if self.encoding == "utf-8":
            return True
        try:
            pieces = b"".join(self.encode(start, end) for start, end in iter_line_spans(self.text))
        except UnicodeEncodeError:
            return False
        return pieces == self.data[self.mark_length :]


def holds_copies(source: Source, copies: dict[Origin, list[RemovedParagraph]]) -> bool:
    """Return whether some copies stand in a file, or in what it holds."""
    path = printable_path(source.path)
    return any(origin.path == path or (origin.path or "").startswith(f"{path}/") for origin in copies)


def find_edits(
    text: EncodedText, corpus: Corpus, source: Source, copies: dict[Origin, list[RemovedParagraph]]
) -> list[Edit]:
    """Return what has to be changed in a file so that it is without its copies, in order of the places.

    Args:
        text: The content of the file.
        corpus: The corpus, for how it is read.
        source: The file.
        copies: The copies by where their documents come from.
    """
    input_format = corpus.find_format(source)
    path = printable_path(source.path)
    if FORMATS[input_format].edited == "lines":
        found = copies.get(Origin(path, None), [])
        # The fields at the head of a file are no part of the text of its document.
        head = load_format(input_format).find_body(text.text)
        return [
            Edit(head + start, head + end, "", [copy])
            for copy, (start, end) in zip(found, _find_lines(text.text[head:], found), strict=True)
        ]
    edits = []
    name = corpus.options.text_field
    for row in load_format(input_format).iter_rows(text.text, corpus.options):
        found = copies.get(Origin(path, row.number), [])
        content = row.get(name)
        if found and isinstance(content, str):
            left = _without_lines(content, found)
            replacement = row.with_text(name, left) if left.strip() else ""
            edits.append(Edit(row.start, row.end, replacement, found))
    return edits


def _find_lines(text: str, copies: list[RemovedParagraph]) -> list[tuple[int, int]]:
    """Return for each copy the span of its lines, the last line break included."""
    spans = []
    lines = iter_line_spans(text)
    for copy in copies:
        start, end = next(span for span in lines if span[1] > copy.start)
        while end < copy.end:
            end = next(lines)[1]
        spans.append((start, end))
    return spans


def _without_lines(text: str, copies: list[RemovedParagraph]) -> str:
    kept = []
    done = 0
    for start, end in _find_lines(text, copies):
        kept.append(text[done:start])
        done = end
    kept.append(text[done:])
    return "".join(kept)


def apply_edits(text: EncodedText, edits: list[Edit], path: str) -> tuple[bytes, list[RemovedPiece]]:
    """Return the bytes of a file after some edits, and what is needed to undo them.

    Args:
        text: The content of the file.
        edits: What is to be changed, in order, without overlap.
        path: The path below the corpus root.
    """
    written = [text.data[: text.mark_length]]
    pieces = []
    done = 0
    place = text.mark_length
    for edit in edits:
        kept = text.encode(done, edit.start)
        written += [kept, edit.replacement.encode(text.encoding)]
        place += len(kept)
        removed = text.text[edit.start : edit.end]
        pieces.append(
            RemovedPiece(
                path=path,
                byte=place,
                text=removed,
                replacement=edit.replacement,
                encoding=text.encoding,
                paragraphs=edit.paragraphs,
            )
        )
        place += len(removed.encode(text.encoding))
        done = edit.end
    written.append(text.encode(done, len(text.text)))
    return b"".join(written), pieces


def undo_edits(data: bytes, pieces: list[RemovedPiece]) -> bytes:
    """Return the original bytes of a file.

    Args:
        data: The bytes of the changed file, compressed as it is.
        pieces: What was changed in it.
    """
    if not pieces:
        return data
    is_compressed = pieces[0].path.endswith(".gz") and data.startswith(_GZIP_MAGIC)
    changed = gzip.decompress(data) if is_compressed else data
    original = bytearray()
    done = 0
    for piece in sorted(pieces, key=lambda piece: piece.byte):
        until = done + piece.byte - len(original)
        original += changed[done:until]
        original += piece.text.encode(piece.encoding)
        done = until + len(piece.replacement.encode(piece.encoding))
    original += changed[done:]
    return compress(bytes(original)) if is_compressed else bytes(original)


def compress(data: bytes) -> bytes:
    """Return `data` as a gzip file, the same for the same data at any time."""
    return gzip.compress(data, mtime=0)
