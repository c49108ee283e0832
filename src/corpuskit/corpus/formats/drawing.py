"""How much a PDF draws, which is checked before it is read: small files can draw without end.

A stream is measured with all that it draws: forms draw other forms, each as often as it likes, and many pages may show the
same stream.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from corpuskit.corpus.bounded import InputTooLargeError
from corpuskit.corpus.formats.objects import Objects, PdfStream
from corpuskit.corpus.formats.office import BadDocumentError
from corpuskit.patterns import compile_re

# A stream of text or drawing that becomes larger than that is no page of anything.
_LARGEST_STREAM = 100_000_000
# Nor is a stream that shows so much text: some thousand characters stand on a page. Each piece of text costs what some
# characters do.
_MOST_TEXT = 2_000_000
_COST_OF_PIECE = 8
# Nor one that draws so many forms and pictures; a map has some ten thousand.
_MOST_FORMS = 200_000
# Forms that are looked at for what others draw; each is looked at once or twice where they do not draw each other.
_MOST_LOOKS = 2_000_000
# A sign after a backslash begins nothing.
_STRING = rb"\((?<!\\\()(?:[^()\\]++|\\.)*+\)"
_SHOWN_TEXT = compile_re(
    rb"(?:"
    + _STRING
    + rb"|<[0-9A-Fa-f\s]*+>)\s*+(?:Tj|'|\")|\[(?<!\\\[)(?:[^\[\]()]++|"
    + _STRING
    + rb")*+\]\s*+TJ",
    re.DOTALL,
)
_DRAWN = compile_re(rb"/([^\s/<>\[\]()]+)\s+Do\b")


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
    """

    def __init__(self, objects: Objects) -> None:
        self.own: dict[int, _Size] = {}
        self.drawn: dict[int, Counter[bytes]] = {}
        self._objects = objects
        self._whole: dict[int, _Size] = {}
        # Of a name that several objects have, the most that any of them draws.
        self._most: dict[bytes, _Size] = {}
        self._left = _MOST_LOOKS

    def read(self, stream: PdfStream, limit: int) -> None:
        """Measure what a stream draws itself, without keeping it."""
        own = _Size()
        drawn: Counter[bytes] = Counter()
        held: list[bytes] = []
        for chunk in self._objects.open(stream):
            shown = sum(_COST_OF_PIECE + found.end() - found.start() for found in _SHOWN_TEXT.finditer(chunk))
            own = own.plus(_Size(size=len(chunk), shown=shown))
            if own.size > limit:
                raise InputTooLargeError(limit)
            _check(own)
            drawn.update(_DRAWN.findall(chunk))
            self._objects.take_names(chunk)
            if stream.holds_objects:
                held.append(chunk)
        if held:
            self._objects.take_objects(stream, b"".join(held))
        known = self.own.get(stream.number, _Size())
        self.own[stream.number] = _Size(*map(max, own, known))
        self.drawn[stream.number] = self.drawn.get(stream.number, Counter()) | drawn

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
            elif each in self.own and each not in self._whole and each not in open_now:
                open_now.add(each)
                self._check_circle(each, open_now)
                waiting.append((each, True))
                below = [one for name in self.drawn[each] for one in self._find(each, name)]
                self._left -= len(below)
                if self._left < 0:
                    raise BadDocumentError("its forms draw each other, as in no file that a program wrote")
                waiting += [(one, False) for one in below]
        return self._whole.get(number, _Size())

    def _check_circle(self, number: int, open_now: set[int]) -> None:
        if any(self._objects.find(number, name) in open_now for name in self.drawn[number]):
            raise BadDocumentError("a form of it draws itself")

    def _find(self, number: int, name: bytes) -> Iterable[int]:
        """Return the objects that a name may be for a stream, and that are to be measured."""
        own = self._objects.find(number, name)
        if own is not None:
            return (own,)
        return () if name in self._most else self._objects.named.get(name, ())

    def _add_up(self, number: int) -> _Size:
        total = self.own[number]
        for name, times in self.drawn[number].items():
            own = self._objects.find(number, name)
            most = self._find_most(name) if own is None else self._whole.get(own, _Size())
            total = total.plus(most._replace(forms=most.forms + 1), times)
        return total

    def _find_most(self, name: bytes) -> _Size:
        if name in self._most:
            return self._most[name]
        numbers = self._objects.named.get(name, set()) & self.own.keys()
        known = [self._whole[each] for each in numbers if each in self._whole]
        most = _Size(*map(max, zip(*known, strict=True))) if known else _Size()
        if len(known) == len(numbers):
            self._most[name] = most
        return most


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
    objects = Objects(data)
    drawing = _Drawing(objects)
    images: list[PdfStream] = []
    for stream in objects.iter_streams():
        if stream.is_image:
            images.append(stream)
        else:
            drawing.read(stream, limit)
    lists = {number for page in objects.contents for number in page}
    shown_by_pages = {number for each in lists for number in objects.list_streams(each)}
    for stream in images:
        # What a page shows is no picture, whatever it says of itself.
        if stream.number in shown_by_pages:
            drawing.read(stream, limit)
    for number in drawing.own:
        _check(drawing.measure(number))
    known = {number: _add(map(drawing.measure, objects.list_streams(number))) for number in lists}
    shown = 0
    for page in objects.contents:
        total = _add(known[number] for number in page)
        _check(total)
        shown += total.shown
    if shown > bound:
        raise BadDocumentError(f"its pages show more than {bound:,} characters, as no file of its size does")


def _add(sizes: Iterable[_Size]) -> _Size:
    total = _Size()
    for size in sizes:
        total = total.plus(size)
    return total


def _check(total: _Size) -> None:
    if total.size > _LARGEST_STREAM:
        raise BadDocumentError(
            f"one stream of it becomes more than {_LARGEST_STREAM:,} bytes, as no page does"
        )
    if total.shown > _MOST_TEXT:
        raise BadDocumentError(f"one page of it shows more than {_MOST_TEXT:,} characters, as no page does")
    if total.forms > _MOST_FORMS:
        raise BadDocumentError(f"one page of it draws more than {_MOST_FORMS:,} forms, as no page does")
