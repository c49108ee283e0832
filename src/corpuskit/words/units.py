"""What is counted in a document: its words, its n-grams or the hits of a query, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.dedupe import exact_key
from corpuskit.text.segments import Paragraph, iter_sentences
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.text.view import fold

Border = Literal["sentence", "paragraph"]
"""What an n-gram does not cross."""
WordForm = Literal["view", "written", "lemma"]
"""Which spellings are one word: those that the view folds, none, or the forms of one lemma."""
Spell = Callable[[str, int, int], str]
"""From a text and the span of a word in it to what the word is counted as."""

# From ASCII to what stands in a word, in the view and as written; lines stay lines, all else is a space.
_WORD_BYTES = bytes(
    code if chr(code).isalnum() or chr(code) in "_\n" else ord(" ") for code in range(0x80)
) + bytes(range(0x80, 0x100))
_FOLDED_BYTES = _WORD_BYTES.lower()
_NO_LINES = bytes(range(0x100)).replace(b"\n", b" ")
_OTHER = re.compile(r"[^\x00-\x7f]")
# The one sign that the view drops and that is no part of a word: the words around it are one in the view.
_JOINER = "\u08e2"


class Unit(NamedTuple):
    """One thing that is counted, where it stands.

    Attributes:
        form: It as written, its words joined by spaces.
        start: Index of its first code point.
        end: Index after its last code point.
    """

    form: str
    start: int
    end: int


class UnitPlace(msgspec.Struct, frozen=True, array_like=True):
    """How often a form occurs in a document, and where first.

    Attributes:
        hits: How often.
        line: Line of the first occurrence, from 1.
        start: Its first code point.
        end: The code point after it.
    """

    hits: int
    line: int
    start: int
    end: int


class DocumentWords(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="document_words"):
    """What one document has to count.

    Attributes:
        doc: Its id.
        part: The part of the corpus that it belongs to; None where none was asked for.
        tokens: Number of its words.
        forms: The forms in it, in the order of their first occurrence.
        copied: How often each form occurs in paragraphs that repeat an earlier one of the document.
        paragraphs: Its distinct paragraphs, by what makes two of them copies.
        paragraph_forms: The forms in each of them, joined by line feeds; None where they are the words of the key.
    """

    doc: str
    part: str | None
    tokens: int
    forms: dict[str, UnitPlace]
    copied: dict[str, int]
    paragraphs: list[str]
    paragraph_forms: list[str] | None

    def list_forms(self, number: int) -> list[str]:
        """Return the forms in a paragraph; where they are the words of its key, they are in the view."""
        if self.paragraph_forms is None:
            return self.paragraphs[number].split()
        return self.paragraph_forms[number].split("\n") if self.paragraph_forms[number] else []


FindUnits = Callable[[str, int, int], Iterator[Unit]]
"""From a text and the span of a paragraph in it to the units of that paragraph."""


def iter_ngrams(
    text: str, start: int, end: int, *, sizes: range, border: Border, spell: Spell | None = None
) -> Iterator[Unit]:
    """Yield the n-grams of a paragraph: those of each size at a word before those at the next word.

    Args:
        text: The text of the document.
        start: Index of the first code point of the paragraph.
        end: Index after its last one.
        sizes: Numbers of words, 1 or more.
        border: What they do not cross.
        spell: Gives what a word is counted as; None for the word as written.
    """
    is_split = border == "sentence" and sizes[-1] > 1
    for first, last in iter_sentences(text, start, end) if is_split else ((start, end),):
        spans = list(iter_word_spans(text, first, last))
        words = [text[begin:stop] if spell is None else spell(text, begin, stop) for begin, stop in spans]
        for index, (begin, _) in enumerate(spans):
            for size in sizes:
                if index + size > len(spans):
                    break
                yield Unit(" ".join(words[index : index + size]), begin, spans[index + size - 1][1])


class SpanUnits:
    """Spans of a document, as units of its paragraphs.

    Args:
        spans: `(start, end)`, in order.
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def list_spans(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans that begin in a paragraph."""
        return self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def iter_units(self, text: str, start: int, end: int) -> Iterator[Unit]:
        """Yield the spans that begin in a paragraph, their words joined by spaces."""
        for first, last in self.list_spans(start, end):
            yield Unit(" ".join(list_words(text, first, last)) or text[first:last], first, last)


def count_units(
    document: Document,
    find_units: FindUnits,
    part: str | None,
    chosen: Sequence[Paragraph] | None = None,
) -> DocumentWords:
    """Return what a document has to count.

    Args:
        document: The document.
        find_units: Finds the units of a paragraph.
        part: The part of the corpus that the document belongs to.
        chosen: The paragraphs that have units; None for all.
    """
    text = document.text
    forms: dict[str, list[int]] = {}
    copied: Counter[str] = Counter()
    paragraphs: dict[str, str] = {}
    tokens = 0
    for _, line, start, end in document.paragraphs if chosen is None else chosen:
        tokens += sum(1 for _ in iter_word_spans(text, start, end))
        key = exact_key(text[start:end])
        own = []
        for form, begin, stop in find_units(text, start, end):
            own.append(form)
            if (known := forms.get(form)) is None:
                forms[form] = [1, line, begin, stop]
            else:
                known[0] += 1
        if key in paragraphs:
            copied.update(own)
        else:
            paragraphs[key] = "\n".join(own)
    return DocumentWords(
        doc=document.id,
        part=part,
        tokens=tokens,
        forms={
            form: UnitPlace(hits, _find_line(document, line, start), start, end)
            for form, (hits, line, start, end) in forms.items()
        },
        copied=dict(copied),
        paragraphs=list(paragraphs),
        paragraph_forms=list(paragraphs.values()),
    )


def _find_line(document: Document, line: int, start: int) -> int:
    """Return the line of an occurrence; that of its paragraph where a paragraph is a line."""
    return line if document.has_line_paragraphs else document.lines.line_at(start)


def has_line_words(document: Document) -> bool:
    """Return whether `count_line_words` can count a document."""
    return document.has_line_paragraphs and _JOINER not in document.text


def count_line_words(document: Document, part: str | None) -> DocumentWords:
    """Return what `count_units` returns for the words, in the view, of a document whose paragraphs are lines.

    Lines of ASCII are split and counted all at once, and each distinct one is looked at once. Paragraphs without
    words are left out: they have nothing to count.
    """
    text = document.text
    ascii_text, others = _set_apart(text)
    counter = _LineCounter(document)
    counter.add_ascii(ascii_text)
    for start, end in others:
        counter.add_line(text, start, end)
    counter.finish()
    del counter.keys[""]
    by_number: defaultdict[int, list[str]] = defaultdict(list)
    for key, number in counter.keys.items():
        by_number[number].append(key)
    copied = Counter[str]()
    for number, keys in by_number.items():
        if number > 1:
            for word, hits in Counter(" ".join(keys).split()).items():
                copied[word] += hits * (number - 1)
    return DocumentWords(
        doc=document.id,
        part=part,
        tokens=counter.tokens,
        forms=counter.forms,
        copied=dict(copied),
        paragraphs=list(counter.keys),
        paragraph_forms=None,
    )


def _set_apart(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text with its lines that are not ASCII as spaces, and the spans of these."""
    if text.isascii():
        return text, []
    lines = text.replace("\r", "\n") if "\r" in text else text
    spans: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = 0
    while match := _OTHER.search(lines, at):
        start = lines.rfind("\n", at, match.start()) + 1 or at
        end = lines.find("\n", match.end())
        if end < 0:
            end = len(lines)
        spans.append((start, end))
        pieces += text[at:start], " " * (end - start)
        at = end
    pieces.append(text[at:])
    return "".join(pieces), spans


class _LineCounter:
    """Counts the words of lines.

    Args:
        document: The document that they are of.

    Attributes:
        tokens: Number of words.
        forms: The words as written, with their places.
        keys: How often each line occurs, its words in the view joined by spaces.
    """

    def __init__(self, document: Document) -> None:
        self._lines = document.lines
        self._views: dict[str, str] = {}
        self._hits: Counter[str] = Counter()
        self._first: dict[str, tuple[int, int]] = {}
        self.tokens = 0
        self.forms: dict[str, UnitPlace] = {}
        self.keys: Counter[str] = Counter()

    def add_ascii(self, text: str) -> None:
        """Count the words of all lines of an ASCII text."""
        data = text.encode()
        counts = Counter(data.translate(_WORD_BYTES).split())
        self.tokens += counts.total()
        # Between spaces, a word is found as a whole; the first ones come in order, so the text is gone through once.
        spaced = b" " + data.translate(_WORD_BYTES).translate(_NO_LINES) + b" "
        at = 0
        for form, hits in counts.items():
            at = spaced.index(b" " + form + b" ", at)
            self.forms[form.decode()] = UnitPlace(hits, self._lines.line_at(at), at, at + len(form))
        lines = data.replace(b"\r", b"\n").translate(_FOLDED_BYTES).decode().split("\n")
        for line, number in Counter(lines).items():
            self.keys[" ".join(line.split())] += number

    def add_line(self, text: str, start: int, end: int) -> None:
        """Count the words of one line of any text."""
        line = text[start:end]
        words = list_words(line)
        self.tokens += len(words)
        views = self._views
        try:
            key = " ".join([views[word] for word in words])
        except KeyError:
            views.update((word, fold(word)) for word in words)
            key = " ".join([views[word] for word in words])
        self.keys[key] += 1
        self._hits.update(words)
        if not self._first.keys() >= set(words):
            for begin, stop in iter_word_spans(text, start, end):
                self._first.setdefault(text[begin:stop], (begin, stop))

    def finish(self) -> None:
        """Add the words of single lines to those of ASCII lines."""
        for form, (start, end) in self._first.items():
            hits = self._hits[form]
            known = self.forms.get(form)
            if known is not None and known.start < start:
                self.forms[form] = UnitPlace(known.hits + hits, known.line, known.start, known.end)
            else:
                before = 0 if known is None else known.hits
                self.forms[form] = UnitPlace(before + hits, self._lines.line_at(start), start, end)
