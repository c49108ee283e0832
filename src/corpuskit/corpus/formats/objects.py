"""The objects of a PDF as far as they tell what draws what, read in a time that grows with the file alone.

Nothing is trusted: a file may have several objects of one number, and streams within streams.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from corpuskit.corpus.formats.office import BadDocumentError
from corpuskit.patterns import compile_re

_STREAM = compile_re(rb"(?<!end)stream\r?\n")
_OBJECT = compile_re(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b(?:\s*\[([^\]/]*)\])?")
_NAMED = compile_re(rb"/([^\s/<>\[\]()]+)\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_CONTENTS = compile_re(rb"/Contents\s*(?:\[([^\]/]*)\]|(\d{1,8}\s+\d{1,5}\s+R\b))")
_REFERENCE = compile_re(rb"(\d{1,8})\s+\d{1,5}\s+R\b")
_LENGTH = compile_re(rb"/Length\s+(\d{1,10})(\s+\d{1,5}\s+R\b)?")
_FIRST = compile_re(rb"/First\s+(\d{1,8})")
_END = compile_re(rb"\s{0,9}endstream")
_NUMBER = compile_re(rb"\d{1,10}")
_IMAGE = compile_re(rb"/Subtype\s*/Image\b")
_FILTER = compile_re(
    rb"/(Flate|LZW|RunLength|ASCIIHex|ASCII85)Decode\b|/(Fl|LZW|RL|AHx|A85)\b|/(EarlyChange)\s+0\b"
)
_CODING = compile_re(rb"/(?:Flate|LZW|RunLength|ASCIIHex|ASCII85)Decode\b|/(?:Fl|LZW|RL|AHx|A85)\b")
_CHUNK = 1 << 20
# Streams that lie in each other are read again and again: so many times as much as there is.
_MOST_READ = 20
_LEAST_READ = 10_000_000
# The dictionary of a stream, its resources, and the forms among them.
_MOST_DICTIONARIES = 4


class PdfStream(NamedTuple):
    """A stream of a file.

    Attributes:
        number: The number of its object; -1 where it is in none.
        described: What stands before it in its object.
        start: Index of its first byte in the file.
    """

    number: int
    described: bytes
    start: int

    @property
    def is_image(self) -> bool:
        """Whether it is a picture, and says nothing else of itself."""
        return _IMAGE.search(self.described) is not None and b"/Form" not in self.described

    @property
    def holds_objects(self) -> bool:
        """Whether it is other objects, which it compresses together."""
        return b"ObjStm" in self.described


class Objects:
    """The objects of a file.

    Attributes:
        named: The objects that have a name, anywhere in the file.
        contents: The streams of each page, or lists of them.
    """

    def __init__(self, data: bytes) -> None:
        self.named: dict[bytes, set[int]] = {}
        self.contents: list[list[int]] = []
        self._data = data
        self._arrays: dict[int, list[int]] = {}
        # The names in the dictionary of each stream, and in other objects.
        self._described: dict[int, dict[bytes, int]] = {}
        self._names: dict[int, dict[bytes, int]] = {}
        self._scopes: dict[int, list[dict[bytes, int]]] = {}
        self._left = max(_LEAST_READ, _MOST_READ * len(data))
        # Where objects begin, and their numbers.
        self._starts: list[tuple[int, int]] = []
        for found in _OBJECT.finditer(data):
            self._starts.append((found.start(), int(found[1])))
            if found[2]:
                self._arrays[int(found[1])] = _list_references(found[2])
        self.take_names(data)

    @cached_property
    def _ends(self) -> list[int]:
        """Where it is written that streams end."""
        return [found.start() for found in re.finditer(b"endstream", self._data)]

    @cached_property
    def _bounds(self) -> dict[int, tuple[int, int]]:
        """Where each object begins, and the next one."""
        ends = [start for start, _ in self._starts[1:]] + [len(self._data)]
        return {number: (start, end) for (start, number), end in zip(self._starts, ends, strict=True)}

    def take_names(self, data: bytes) -> None:
        """Take note of the names of objects, and of the streams of pages."""
        for name, number in _NAMED.findall(data):
            self.named.setdefault(name, set()).add(int(number))
        self.contents += [_list_references(several or one) for several, one in _CONTENTS.findall(data)]

    def take_objects(self, stream: PdfStream, held: bytes) -> None:
        """Take note of the objects in a stream.

        Args:
            stream: The stream.
            held: What it is without compression.
        """
        first = _FIRST.search(stream.described)
        begin = int(first[1]) if first else 0
        head = [int(number) for number in _NUMBER.findall(held[:begin])]
        places = sorted(zip(head[1::2], head[::2], strict=False))
        ends = [place for place, _ in places[1:]] + [len(held)]
        for (place, number), end in zip(places, ends, strict=True):
            written = held[begin + place : begin + end].lstrip()
            if written.startswith(b"["):
                self._arrays[number] = _list_references(written)
            else:
                self._names[number] = _list_names(written)

    def list_streams(self, number: int) -> list[int]:
        """Return the streams in an object, where that is a list; else the object itself."""
        return self._arrays.get(number, [number])

    def find(self, number: int, name: bytes) -> int | None:
        """Return the object that a name is in the resources of a stream; None where they do not say."""
        if number not in self._scopes:
            self._scopes[number] = self._list_scope(number)
        return next((names[name] for names in self._scopes[number] if name in names), None)

    def _list_scope(self, number: int) -> list[dict[bytes, int]]:
        """Return the names in the dictionary of a stream, and in those that it refers to for that."""
        scope: list[dict[bytes, int]] = []
        waiting = [self._described.get(number, {})]
        while waiting and len(scope) < _MOST_DICTIONARIES:
            scope.append(waiting.pop())
            waiting += [
                self._list_names_of(scope[-1][name])
                for name in (b"Resources", b"XObject")
                if name in scope[-1]
            ]
        return scope

    def _list_names_of(self, number: int) -> dict[bytes, int]:
        if number not in self._names:
            start, end = self._bounds.get(number, (0, 0))
            self._names[number] = _list_names(self._data[start:end])
        return self._names[number]

    def iter_streams(self) -> Iterator[PdfStream]:
        """Yield the streams. Raises BadDocumentError where they lie in each other."""
        data = self._data
        object_before, before, end = -1, 0, 0
        for found in _STREAM.finditer(data):
            place = bisect_right(self._starts, (found.start(), 0)) - 1
            start, number = self._starts[place] if place >= 0 else (0, -1)
            is_inside = start == object_before and found.start() < end
            if not is_inside or _CODING.search(data, before, found.start()):
                self._count(found.start() - start)
                stream = PdfStream(number, data[start : found.start()], found.end())
                self._described.setdefault(number, {}).update(_list_names(stream.described))
                yield stream
                # What lies in a stream that is not compressed has been read with it.
                end = 0 if _CODING.search(stream.described) else self._find_end(stream)
            object_before, before = start, found.end()

    def open(self, stream: PdfStream) -> Iterator[bytes]:
        """Yield a stream in pieces, expanded as often as it is compressed; as it is where it is not."""
        filters = _list_filters(stream.described)
        end = self._find_end(stream)
        pieces = self._iter_pieces(stream.start, end)
        if filters and filters[0] is _expand:
            # Compressed data says itself where it ends, and may hold the word for it.
            pieces = chain(pieces, self._iter_pieces(end, len(self._data)))
        for read in filters:
            pieces = read(pieces)
        return pieces

    def _find_end(self, stream: PdfStream) -> int:
        """Return where a stream ends: where its dictionary says so, if that is true, else at the first word for it."""
        place = bisect_left(self._ends, stream.start)
        end = self._ends[place] if place < len(self._ends) else len(self._data)
        told = [stream.start + self._read_length(*found) for found in _LENGTH.findall(stream.described)]
        return max([end, *(each for each in told if _END.match(self._data, each))])

    def _read_length(self, written: bytes, reference: bytes) -> int:
        if not reference:
            return int(written)
        start, end = self._bounds.get(int(written), (0, 0))
        found = _NUMBER.search(self._data, self._data.find(b"obj", start, end), end)
        return int(found[0]) if found else 0

    def _iter_pieces(self, start: int, end: int) -> Iterator[bytes]:
        for place in range(start, end, _CHUNK):
            piece = self._data[place : min(place + _CHUNK, end)]
            self._count(len(piece))
            yield piece

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise BadDocumentError("its streams lie in each other, as in no file that a program wrote")


def _list_references(written: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(written)]


def _list_names(written: bytes) -> dict[bytes, int]:
    """Return the objects that have a name in a dictionary; the first one of each name."""
    names: dict[bytes, int] = {}
    for name, number in _NAMED.findall(written):
        names.setdefault(name, int(number))
    return names


def _list_filters(described: bytes) -> list[_Filter]:
    """Return what undoes the filters of a stream, in the order in which they are undone."""
    names = [long or short or changed for long, short, changed in _FILTER.findall(described)]
    is_late = b"EarlyChange" in names
    readers: dict[bytes, _Filter] = {**_FILTERS, b"LZW": partial(_read_lzw, early=0)} if is_late else _FILTERS
    return [readers[name] for name in names if name in readers]


def _decode(pieces: Iterator[bytes]) -> Iterator[bytes]:
    written = b"".join(pieces).strip().removeprefix(b"<~").partition(b"~>")[0]
    try:
        yield a85decode(written)
    except ValueError:
        return


def _read_hex(pieces: Iterator[bytes]) -> Iterator[bytes]:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", b"".join(pieces).partition(b">")[0])
    yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _repeat(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what lengths of runs become: so many bytes as they are, or one byte so often."""
    written = b"".join(pieces)
    place = 0
    held: list[bytes] = []
    while place < len(written) and (length := written[place]) != _END_OF_RUNS:
        if length < _END_OF_RUNS:
            held.append(written[place + 1 : place + 2 + length])
            place += 2 + length
        else:
            held.append(written[place + 1 : place + 2] * (257 - length))
            place += 2
        if len(held) >= _RUNS_HELD:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)


_END_OF_RUNS = 128
_RUNS_HELD = 1 << 13
_CLEAR, _END_OF_DATA, _LEAST_WIDTH, _MOST_WIDTH = 256, 257, 9, 12


def _read_lzw(pieces: Iterator[bytes], early: int = 1) -> Iterator[bytes]:
    """Yield what codes of the method of Lempel, Ziv and Welch become.

    Source: PDF 32000-1:2008, 7.4.4.

    Args:
        pieces: The codes.
        early: By how many codes they become longer before they have to.
    """
    table = [bytes([byte]) for byte in range(256)] + [b"", b""]
    held: list[bytes] = []
    before = b""
    for code in _iter_codes(pieces, table, early):
        if code == _END_OF_DATA or (code >= len(table) and not before):
            break
        if code == _CLEAR:
            del table[_END_OF_DATA + 1 :]
            before = b""
            continue
        entry = table[code] if code < len(table) else before + before[:1]
        if before and len(table) < 1 << _MOST_WIDTH:
            table.append(before + entry[:1])
        before = entry
        held.append(entry)
        if len(held) >= 1 << _MOST_WIDTH:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)


def _iter_codes(pieces: Iterator[bytes], table: list[bytes], early: int) -> Iterator[int]:
    """Yield numbers of as many bits as the table has use for when each is read."""
    bits = count = 0
    for byte in chain.from_iterable(pieces):
        bits = bits << 8 | byte
        count += 8
        width = min(_MOST_WIDTH, max(_LEAST_WIDTH, (len(table) + early).bit_length()))
        if count >= width:
            count -= width
            yield bits >> count
            bits &= (1 << count) - 1


def _expand(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what compressed data becomes, in pieces; what is damaged becomes no larger."""
    decoder = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not decoder.eof:
            try:
                yield decoder.decompress(waiting, _CHUNK)
            except zlib.error:
                return
            waiting = decoder.unconsumed_tail
        if decoder.eof:
            return


_Filter = Callable[[Iterator[bytes]], Iterator[bytes]]
_FILTERS: dict[bytes, _Filter] = {
    **dict.fromkeys((b"Flate", b"Fl"), _expand),
    b"LZW": _read_lzw,
    **dict.fromkeys((b"RunLength", b"RL"), _repeat),
    **dict.fromkeys((b"ASCIIHex", b"AHx"), _read_hex),
    **dict.fromkeys((b"ASCII85", b"A85"), _decode),
}
