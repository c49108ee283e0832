"""How much a PDF draws, which is checked before it is read: small files can draw without end.

A stream is measured with all that it draws: forms draw other forms, each as often as it likes, and many pages may show the
same stream.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpuskit.corpus.bounded import InputTooLargeError
from corpuskit.corpus.formats.office import BadDocumentError

# A stream of text or drawing that becomes larger than that is no page of anything.
_LARGEST_STREAM = 100_000_000
# Nor is a stream that shows so much text: some thousand characters stand on a page. Each piece of text costs what some
# characters do.
_MOST_TEXT = 2_000_000
_COST_OF_PIECE = 8
# Nor one that draws so many forms and pictures; a map has some ten thousand.
_MOST_FORMS = 200_000
_SHOWN_TEXT = re.compile(
    rb"(?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)\s*(?:Tj|'|\")|\[[^\[\]]*\]\s*TJ", re.DOTALL
)
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d{1,8}\s+\d{1,5}\s+R\b))")
_REFERENCE = re.compile(rb"(\d{1,8})\s+\d{1,5}\s+R\b")
_CHUNK = 1 << 20
# The dictionary of a stream, its resources, and the forms among them.
_MOST_DICTIONARIES = 4


class _Size(NamedTuple):
    """How much something draws.

    Attributes:
        forms: Number of forms and pictures.
        size: Number of bytes.
        shown: About how many characters of text.
    """

    forms: int = 0
    size: int = 0
    shown: int = 0

    def plus(self, other: _Size, times: int = 1) -> _Size:
        return _Size(*(own + times * more for own, more in zip(self, other, strict=True)))


class _Drawing:
    """What the streams of a file draw.

    Attributes:
        own: How much each stream draws itself, by the number of its object.
        drawn: How often it draws what, by name.
        named: The objects that have a name, anywhere in the file.
        resources: The object that a name is in the resources of a stream, where the file says it without compression.
        pages: The streams of each page.
    """

    def __init__(self) -> None:
        self.own: dict[int, _Size] = {}
        self.drawn: dict[int, Counter[bytes]] = {}
        self.named: dict[bytes, set[int]] = {}
        self.resources: dict[int, dict[bytes, int]] = {}
        self.pages: list[list[int]] = []
        self._whole: dict[int, _Size] = {}

    def take_names(self, data: bytes) -> None:
        """Take note of the names of objects, and of the streams of pages."""
        for name, number in _NAMED.findall(data):
            self.named.setdefault(name, set()).add(int(number))
        for several, one in _CONTENTS.findall(data):
            self.pages.append([int(number) for number in _REFERENCE.findall(several or one)])

    def measure(self, number: int) -> _Size:
        """Return how much a stream draws with all that it draws.

        The most is assumed of a name that several objects have.

        Raises:
            BadDocumentError: It draws itself, which is done again and again.
        """
        waiting = [(number, False)]
        open_now: set[int] = set()
        while waiting:
            each, is_end = waiting.pop()
            if is_end:
                open_now.discard(each)
                self._whole[each] = self._add_up(each)
            elif each not in self._whole and each not in open_now:
                open_now.add(each)
                self._check_circle(each, open_now)
                waiting.append((each, True))
                waiting += [
                    (below, False) for name in self.drawn.get(each, ()) for below in self._find(each, name)
                ]
        return self._whole[number]

    def _check_circle(self, number: int, open_now: set[int]) -> None:
        own = self.resources.get(number, {})
        if any(own.get(name) in open_now for name in self.drawn.get(number, ())):
            raise BadDocumentError("a form of it draws itself")

    def _find(self, number: int, name: bytes) -> Iterable[int]:
        """Return the objects that a name may be for a stream."""
        own = self.resources.get(number, {})
        return (own[name],) if name in own else self.named.get(name, ())

    def _add_up(self, number: int) -> _Size:
        total = self.own.get(number, _Size())
        for name, times in self.drawn.get(number, {}).items():
            below = [self._whole.get(each, _Size()) for each in self._find(number, name)]
            most = _Size(*map(max, zip(*below, strict=True))) if below else _Size()
            total = total.plus(most._replace(forms=most.forms + 1), times)
        return total


def check_drawing(data: bytes, limit: int, bound: int) -> None:
    """Check that no page draws or shows more than pages do, and all of them together no more than they may.

    Args:
        data: The file.
        limit: Number of bytes that a stream may become.
        bound: Number of characters that all pages may show.

    Raises:
        BadDocumentError: One does.
        InputTooLargeError: A stream is larger than allowed.
    """
    drawing = _Drawing()
    drawing.take_names(data)
    starts = [(found.start(), int(found[1])) for found in _OBJECT.finditer(data)]
    objects = {number: start for start, number in starts}
    for found in _STREAM.finditer(data):
        place = bisect_right(starts, (found.start(), 0)) - 1
        start, number = starts[place] if place >= 0 else (0, -1)
        described = data[start : found.start()]
        if b"Image" not in described:
            drawing.resources[number] = _read_resources(data, objects, described)
            _measure_stream(drawing, number, _open(data, found.end(), described), limit)
    for number in drawing.own:
        _check(drawing.measure(number))
    shown = 0
    for page in drawing.pages:
        total = _Size()
        for number in page:
            total = total.plus(drawing.measure(number))
        _check(total)
        shown += total.shown
    if shown > bound:
        raise BadDocumentError(f"its pages show more than {bound:,} characters, as no file of its size does")


def _read_resources(data: bytes, objects: dict[int, int], described: bytes) -> dict[bytes, int]:
    """Return the objects that have a name in the dictionary of a stream, and in those that it refers to for that."""
    names: dict[bytes, int] = {}
    waiting = [described]
    for _ in range(_MOST_DICTIONARIES):
        if not waiting:
            break
        dictionary = waiting.pop()
        for name, written in _NAMED.findall(dictionary):
            number = int(written)
            if name in (b"Resources", b"XObject") and number in objects:
                start = objects[number]
                waiting.append(data[start : data.find(b"endobj", start)])
            names.setdefault(name, number)
    return names


def _measure_stream(drawing: _Drawing, number: int, chunks: Iterator[bytes], limit: int) -> None:
    """Measure what a stream draws itself, without keeping it."""
    own = _Size()
    drawn: Counter[bytes] = Counter()
    for chunk in chunks:
        shown = sum(_COST_OF_PIECE + found.end() - found.start() for found in _SHOWN_TEXT.finditer(chunk))
        own = own.plus(_Size(size=len(chunk), shown=shown))
        if own.size > limit:
            raise InputTooLargeError(limit)
        _check(own)
        drawn.update(_DRAWN.findall(chunk))
        drawing.take_names(chunk)
    drawing.own[number] = own
    drawing.drawn[number] = drawn


def _open(data: bytes, start: int, described: bytes) -> Iterator[bytes]:
    """Yield a stream in pieces, expanded as often as it is compressed; as it is where it is not."""
    pieces = _iter_pieces(data, start)
    if b"ASCII85Decode" in described or b"/A85" in described:
        pieces = _iter_decoded(data, start)
    for _ in range(described.count(b"Flate") + described.count(b"/Fl ")):
        pieces = _expand(pieces)
    yield from pieces


def _iter_pieces(data: bytes, start: int) -> Iterator[bytes]:
    end = data.find(b"endstream", start)
    end = len(data) if end < 0 else end
    for place in range(start, end, _CHUNK):
        yield data[place : min(place + _CHUNK, end)]


def _iter_decoded(data: bytes, start: int) -> Iterator[bytes]:
    written = b"".join(_iter_pieces(data, start)).strip().removeprefix(b"<~").removesuffix(b"~>")
    try:
        yield a85decode(written)
    except ValueError:
        return


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


def _check(total: _Size) -> None:
    if total.size > _LARGEST_STREAM:
        raise BadDocumentError(
            f"one stream of it becomes more than {_LARGEST_STREAM:,} bytes, as no page does"
        )
    if total.shown > _MOST_TEXT:
        raise BadDocumentError(f"one page of it shows more than {_MOST_TEXT:,} characters, as no page does")
    if total.forms > _MOST_FORMS:
        raise BadDocumentError(f"one page of it draws more than {_MOST_FORMS:,} forms, as no page does")
