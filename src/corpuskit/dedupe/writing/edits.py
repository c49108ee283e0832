"""Lines out of the bytes of a file, and back in."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate
from operator import attrgetter
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
        block: Number of the run of copies that it lies in; None where it stands alone.
        kept: The paragraph that stays.
    """

    doc: str
    line: int
    start: int
    end: int
    kind: str
    similarity: float
    block: int | None = None
    kept: ParagraphReference


class RemovedPiece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of `removed.jsonl.xz`: a piece of an original file that is not in the new one, or is changed there.

    Attributes:
        path: The file, below the corpus root.
        start: Index of the first code point of the piece in the text of the original.
        text: The piece as it was, line breaks included; None where it is `before`, the kept paragraph and `after`.
        before: What stands before the paragraph.
        after: What stands after it.
        source: The file with the kept paragraph; None for the same one.
        kept_start: Index of the first code point of the kept paragraph in the text of that one as it was.
        replacement: What stands in the new file in its place; empty where it was taken out.
        encoding: The encoding of the file.
        mark: Number of bytes of its byte-order mark.
        paragraphs: The copies that it holds.
    """

    path: str
    start: int
    text: str | None = None
    before: str = ""
    after: str = ""
    source: str | None = None
    kept_start: int = 0
    replacement: str = ""
    encoding: str = "utf-8"
    mark: int = 0
    paragraphs: list[RemovedParagraph]

    @property
    def size(self) -> int:
        """The number of its code points."""
        if self.text is not None:
            return len(self.text)
        return len(self.before) + self.paragraphs[0].end - self.paragraphs[0].start + len(self.after)


class Edit(NamedTuple):
    """A piece of a text to be replaced.

    Attributes:
        start: Index of its first code point in the text.
        end: Index after its last one.
        replacement: What comes there.
        paragraphs: The copies in it.
        head: Where its document begins in the text; None for a row.
    """

    start: int
    end: int
    replacement: str
    paragraphs: list[RemovedParagraph]
    head: int | None = None


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


ChooseCopies = Callable[[str, list[RemovedParagraph]], list[RemovedParagraph]]
"""From a document and its copies to those that are to go."""


def find_edits(
    text: EncodedText,
    corpus: Corpus,
    source: Source,
    copies: dict[Origin, list[RemovedParagraph]],
    choose: ChooseCopies,
) -> list[Edit]:
    """Return what has to be changed in a file so that it is without its copies, in order of the places.

    Args:
        text: The content of the file.
        corpus: The corpus, for how it is read.
        source: The file.
        copies: The copies by where their documents come from.
        choose: Chooses among the copies of a document.
    """
    input_format = corpus.find_format(source)
    path = printable_path(source.path)
    if FORMATS[input_format].edited == "lines":
        found = copies.get(Origin(path, None), [])
        # The fields at the head of a file are no part of the text of its document.
        head = load_format(input_format).find_body(text.text)
        body = text.text[head:]
        found = choose(body, found) if found else found
        return [
            Edit(head + start, head + end, "", [copy], head)
            for copy, (start, end) in zip(found, _find_lines(body, found), strict=True)
        ]
    edits = []
    name = corpus.options.text_field
    for row in load_format(input_format).iter_rows(text.text, corpus.options):
        found = copies.get(Origin(path, row.number), [])
        content = row.get(name)
        if found and isinstance(content, str) and (found := choose(content, found)):
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


FindKept = Callable[[ParagraphReference, str], tuple[str, int] | None]
"""From a kept paragraph and what it should say to its file and where it begins there; None where that is not certain."""


def apply_edits(
    text: EncodedText, edits: list[Edit], path: str, find_kept: FindKept
) -> tuple[bytes, list[RemovedPiece]]:
    """Return the bytes of a file after some edits, and what is needed to undo them.

    Args:
        text: The content of the file.
        edits: What is to be changed, in order, without overlap.
        path: The path below the corpus root.
        find_kept: Tells where kept paragraphs are.
    """
    written = [text.data[: text.mark_length]]
    pieces = []
    done = 0
    for edit in edits:
        written += [text.encode(done, edit.start), edit.replacement.encode(text.encoding)]
        pieces.append(_make_piece(text, edit, path, find_kept))
        done = edit.end
    written.append(text.encode(done, len(text.text)))
    return b"".join(written), pieces


def _make_piece(text: EncodedText, edit: Edit, path: str, find_kept: FindKept) -> RemovedPiece:
    piece = RemovedPiece(
        path=path,
        start=edit.start,
        text=text.text[edit.start : edit.end],
        replacement=edit.replacement,
        encoding=text.encoding,
        mark=text.mark_length,
        paragraphs=edit.paragraphs,
    )
    copy = edit.paragraphs[0]
    if edit.head is None or copy.kind != "exact":
        return piece
    start, end = edit.head + copy.start, edit.head + copy.end
    found = find_kept(copy.kept, text.text[start:end])
    if found is None:
        return piece
    source, kept_start = found
    return msgspec.structs.replace(
        piece,
        text=None,
        before=text.text[edit.start : start],
        after=text.text[end : edit.end],
        source=None if source == path else source,
        kept_start=kept_start,
    )


class RemovedPieces:
    """The pieces that were taken out of the files of a tree, to be put back.

    Args:
        pieces: The pieces.
        read: Reads a file of the tree by its path.
    """

    def __init__(self, pieces: Iterable[RemovedPiece], read: Callable[[str], bytes]) -> None:
        self._by_path: dict[str, list[RemovedPiece]] = {}
        for piece in sorted(pieces, key=lambda piece: piece.start):
            self._by_path.setdefault(piece.path, []).append(piece)
        self._sizes_before = {
            path: [0, *accumulate(piece.size for piece in own)] for path, own in self._by_path.items()
        }
        self._read = read
        self._texts: dict[str, str] = {}

    def put_back(self, path: str) -> bytes:
        """Return the original bytes of a file."""
        data = self._read(path)
        pieces = self._by_path.get(path)
        if not pieces:
            return data
        is_compressed = path.endswith(".gz") and data.startswith(_GZIP_MAGIC)
        changed = gzip.decompress(data) if is_compressed else data
        mark, encoding = pieces[0].mark, pieces[0].encoding
        text = changed[mark:].decode(encoding)
        original: list[str] = []
        done = length = 0
        for piece in pieces:
            until = done + piece.start - length
            original += [text[done:until], self._find_text(piece)]
            done = until + len(piece.replacement)
            length = piece.start + piece.size
        restored = changed[:mark] + "".join([*original, text[done:]]).encode(encoding)
        return compress(restored) if is_compressed else restored

    def _find_text(self, piece: RemovedPiece) -> str:
        if piece.text is not None:
            return piece.text
        path, start = piece.source or piece.path, piece.kept_start
        if path not in self._texts:
            self._texts[path] = self._read(path).decode("utf-8").removeprefix("\ufeff")
        # What was taken out before the kept paragraph is missing there.
        place = bisect_left(self._by_path.get(path, []), start, key=_START)
        start -= self._sizes_before.get(path, [0])[place]
        end = start + piece.paragraphs[0].end - piece.paragraphs[0].start
        return piece.before + self._texts[path][start:end] + piece.after


_START = attrgetter("start")


def compress(data: bytes) -> bytes:
    """Return `data` as a gzip file, the same for the same data at any time."""
    return gzip.compress(data, mtime=0)
