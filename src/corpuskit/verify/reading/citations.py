"""Which documents of the corpus a draft names, and where: by id, file name, link or title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from corpuskit.corpus.document import Document
from corpuskit.patterns import compile_later
from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import fold
from corpuskit.verify.evidence import Citation

_URL = compile_later(r"https?://[^\s<>\"'\])}»”]+", regex.I)
_NO_PART_OF_URL = compile_later(r"^https?://(?:www\.)?|[/.,;:!?]+$|#.*$", regex.I)
# A name that is no word: with a digit, a dot, a stroke or a slash in it; and any name in brackets or in code.
_NAME = compile_later(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}_./#-]*")
_BRACKETED = compile_later(r"[(\[`<]\s*([^()\[\]`<>\r\n]{1,200}?)\s*[)\]`>]")
_PLACE_IN_IT = compile_later(r"[:,#]\s*(?:(?:l|line|lines|p|para)\.?\s*)?\d[\d:–-]*$", regex.I)
_FOOTNOTE = compile_later(r"(?:^|(?<=\r))\s*\[\^?([\p{L}\p{N}]{1,20})\]:?\s+(?=\S)", regex.M)
_NOTE_REFERENCE = compile_later(r"\[\^?([\p{L}\p{N}]{1,20})\](?!:)")
_LINE_END = compile_later(r"[\r\n]")
_SHORTEST_TITLE = 3
_LONGEST_TITLE = 200


class Scope(NamedTuple):
    """A part of a draft in which a document may be cited for the quotations in it.

    Attributes:
        doc: The id of the draft.
        spans: Its paragraph, and the footnotes that it refers to.
        text: The draft.
        is_all: Whether all of it is a citation, as the field of a row is.
    """

    doc: str
    spans: tuple[tuple[int, int], ...]
    text: str
    is_all: bool = False


def make_scope(doc: str, text: str, start: int, end: int) -> Scope:
    """Return the scope of a paragraph of a draft, with its footnotes."""
    wanted = {match.group(1) for match in _NOTE_REFERENCE.finditer(text, start, end)}
    spans = [(start, end)]
    for match in _FOOTNOTE.finditer(text) if wanted else ():
        if match.group(1) in wanted and not start <= match.start() < end:
            stop = _LINE_END.search(text, match.end())
            spans.append((match.end(), len(text) if stop is None else stop.start()))
    return Scope(doc, tuple(spans), text)


class Citations:
    """All that drafts may name documents by.

    Args:
        scopes: The parts of the drafts with quotations in them.
    """

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self._names: dict[str, list[tuple[int, int, str]]] = {}
        self._titles: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._words: list[list[str]] = []
        self._places: list[list[tuple[int, int]]] = []
        self._texts = [scope.text for scope in scopes]
        for number, scope in enumerate(scopes):
            self._add(number, scope)

    def _add(self, number: int, scope: Scope) -> None:
        words: list[str] = []
        places: list[tuple[int, int]] = []
        for place, (start, end) in enumerate(scope.spans):
            part = scope.text[start:end]
            # A footnote may be nothing but the name.
            is_name = scope.is_all or place > 0
            for name, at in _iter_names(part, is_all=scope.is_all, is_name=is_name):
                key = fold(_normalize_url(name))
                self._names.setdefault(key, []).append((number, start + at, name))
            for first, last in iter_word_spans(part):
                words.append(fold(part[first:last]))
                places.append((start + first, start + last))
        for place in range(len(words) - _SHORTEST_TITLE + 1):
            key3 = tuple(words[place : place + _SHORTEST_TITLE])
            self._titles.setdefault(key3, []).append((number, place))
        self._words.append(words)
        self._places.append(places)

    def find(self, document: Document) -> list[Citation]:
        """Return where the drafts name a document, in order."""
        if not self._names and not self._titles:
            return []
        found = {}
        for name in _iter_own_names(document):
            for scope, start, written in self._names.get(fold(name), ()):
                found[scope, start] = written
        for title in _iter_titles(document):
            words = [fold(title[first:last]) for first, last in iter_word_spans(title)]
            if len(words) < _SHORTEST_TITLE:
                continue
            for scope, place in self._titles.get(tuple(words[:_SHORTEST_TITLE]), ()):
                stop = place + len(words)
                if self._words[scope][place:stop] == words:
                    start, end = self._places[scope][place][0], self._places[scope][stop - 1][1]
                    found[scope, start] = self._texts[scope][start:end]
        return [Citation(scope, start, name, document.id) for (scope, start), name in sorted(found.items())]


def _iter_names(part: str, *, is_all: bool, is_name: bool) -> Iterator[tuple[str, int]]:
    """Yield what may be the name of a document, and where it stands."""
    for match in _URL.finditer(part):
        yield match.group(), match.start()
    for match in _BRACKETED.finditer(part):
        name = match.group(1)
        yield name, match.start(1)
        yield _PLACE_IN_IT.sub("", name), match.start(1)
    for match in _NAME.finditer(part):
        name = match.group().rstrip("./#-")
        is_no_word = any(map(str.isalpha, name)) and not name.isalpha()
        if is_all or is_no_word:
            yield name, match.start()
    if is_name:
        whole = part.strip().rstrip(".")
        yield whole, 0
        yield _PLACE_IN_IT.sub("", whole), 0


def _iter_own_names(document: Document) -> Iterator[str]:
    yield document.id
    last = document.id.rsplit("/", 1)[-1]
    # A name that is a plain number or word would be met everywhere.
    if not last.isdigit():
        yield last
    if document.path is not None and document.row is None:
        yield document.path
        yield document.path.rsplit("/", 1)[-1]
    for field in ("source", "url", "link"):
        if value := document.metadata.get(field):
            yield _normalize_url(value)


def _normalize_url(name: str) -> str:
    return _NO_PART_OF_URL.sub("", name) if _URL.match(name) else name


def _iter_titles(document: Document) -> Iterable[str]:
    if title := document.metadata.get("title"):
        yield title
    for line in document.content.read_characters(_HEAD).splitlines():
        stripped = line.strip().lstrip("#").strip()
        if stripped:
            if len(stripped) <= _LONGEST_TITLE:
                yield stripped
            return


_HEAD = 2_000
