"""Who says what stands at a place of the corpus, and whether that is whom the draft names."""

from __future__ import annotations

from functools import lru_cache

import regex

from corpuskit.corpus.document import Document
from corpuskit.patterns import compile_later
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.counts import find_name
from corpuskit.records import Quotation
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold
from corpuskit.verify.evidence import Speech

LEAST_CONFIDENCE = 0.5
"""Whom a weaker rule finds is shown to nobody as having said something, in the draft or in the corpus."""
# Of a longer text only what is so near is read, in code points, on either side.
_NEARBY = 50_000
_LINE_END = compile_later(r"\r\n|[\r\n]")
_LEAST_ALIKE = 0.7
_SHORTEST_STEM = 4
# So many turns make a text one of turns.
_FEWEST_TURNS = 3
_OPTIONS = QuoteOptions(kinds=("direct", "mixed", "unquoted", "indirect"))


class SpeakerFinder:
    """Finds who says what in one document.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._read: dict[tuple[int, int], list[Quotation]] = {}

    def find(self, start: int, end: int) -> Quotation | None:
        """Return the quotation that holds a place: the innermost one whose speaker is known, or any."""
        first, quotations = self._list_near(start, end)
        around = [
            each for each in quotations if each.outer_start + first <= start and end <= each.outer_end + first
        ]
        known = [each for each in around if find_name(each) is not None]
        return min(known or around, key=lambda each: each.end - each.start, default=None)

    def is_among_turns(self, start: int, end: int) -> bool:
        """Return whether turns of speakers stand before a place: what it says may be the next paragraph of the last one."""
        first, quotations = self._list_near(start, end)
        turns = [each for each in quotations if each.kind == "unquoted" and find_name(each) is not None]
        return len(turns) >= _FEWEST_TURNS and turns[0].outer_end + first <= start

    def _list_near(self, start: int, end: int) -> tuple[int, list[Quotation]]:
        """Return the quotations of the part of the document around a place, and where the part begins."""
        first, last = self._find_part(start, end)
        quotations = self._read.get((first, last))
        if quotations is None:
            part = Document(
                self._document.id, self._document.text[first:last], metadata=self._document.metadata
            )
            quotations = [each for each in extract_quotes([part], _OPTIONS) if isinstance(each, Quotation)]
            self._read[first, last] = quotations
        return first, quotations

    def _find_part(self, start: int, end: int) -> tuple[int, int]:
        text = self._document.text
        if len(text) <= 2 * _NEARBY:
            return 0, len(text)
        # Parts of one size, so that neighbours share what is read.
        first = max(0, start // _NEARBY * _NEARBY - _NEARBY)
        last = min(len(text), end // _NEARBY * _NEARBY + 2 * _NEARBY)
        begun = _LINE_END.search(text, first, start) if first else None
        ended = max(text.rfind(each, end, last) for each in "\r\n") if last < len(text) else -1
        # In a text without lines any place will do.
        return first if begun is None else begun.end(), last if ended < 0 else ended + 1


def compare_speakers(
    named: str, quotation: Quotation | None, *, is_among_turns: bool = False
) -> tuple[Speech, str | None]:
    """Return who says it there as against the speaker of a draft, and by which name.

    Args:
        named: The speaker, as the draft has it.
        quotation: What says it there; None where nobody does.
        is_among_turns: Whether that is a paragraph between turns of speakers, so that one of them may say it.
    """
    if quotation is None and is_among_turns:
        return "open", None
    if not _looks_like_name(named):
        return "open", None if quotation is None else find_name(quotation)
    if quotation is None:
        return "none", None
    name = find_name(quotation)
    if name is None or (quotation.confidence or 0.0) < LEAST_CONFIDENCE:
        return ("none" if quotation.speaker is None else "open"), None
    if is_same_person(named, name) or (quotation.speaker and is_same_person(named, quotation.speaker.text)):
        return "same", name
    is_certain = quotation.speaker_type == "name" and _share_script(named, name)
    return ("other" if is_certain else "open"), name


@lru_cache(1 << 12)
def is_same_person(name: str, other: str) -> bool:
    """Return whether two names may be those of one person: the surname of one is in the other, and no given name against it."""
    words, others = list_words(fold(name)), list_words(fold(other))
    if not words or not others:
        return False
    shorter, longer = sorted((words, others), key=len)
    if all(any(_is_same_word(word, each) for each in longer) for word in shorter):
        return True
    if not _is_same_word(words[-1], others[-1]):
        return False
    # «Sergei Lebedev» and «Sergey Lebedev», «Secretary-General Guterres» and «António Guterres».
    given, other_given = words[-2:-1], others[-2:-1]
    return not given or not other_given or given[0][0] == other_given[0][0]


def _is_same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    from rapidfuzz.distance import JaroWinkler

    if min(len(word), len(other)) < _SHORTEST_STEM:
        return False
    # Case endings, and other ways to write a name in these letters.
    return (
        word[:_SHORTEST_STEM] == other[:_SHORTEST_STEM] and JaroWinkler.similarity(word, other) > _LEAST_ALIKE
    )


def _looks_like_name(text: str) -> bool:
    words = regex.findall(r"\p{L}[\p{L}\p{M}]*", text)
    return bool(words) and (words[-1][0].isupper() or not any(map(str.islower, text)))


def _share_script(name: str, other: str) -> bool:
    scripts = r"\p{Latin}", r"\p{Cyrillic}", r"\p{Arabic}", r"\p{Han}"
    return any(regex.search(script, name) and regex.search(script, other) for script in scripts)
