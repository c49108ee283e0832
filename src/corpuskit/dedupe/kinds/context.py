"""What stands around a word and tells whether it is a name: a capital says so inside a sentence, and not where one begins."""

from __future__ import annotations

import re
from functools import cached_property

from corpuskit.dedupe.kinds.alignment import WrittenWords
from corpuskit.dedupe.kinds.language import Language
from corpuskit.dedupe.kinds.meaning import is_number

_LONGEST_ABBREVIATION = 4
# What stands between the words before and behind it where a sentence begins. A full stop may belong to an abbreviation,
# and a colon may stand before a value.
_BREAK = re.compile(r"[!?…|•؟。]|\.-|\n\s*[-*#+]")
_LIST_LABEL = re.compile(r"\W*+(?:\w{1,4}[.]?[)\]]+|(?:\d{1,4}|[a-z])\.[)\]]*)(?=\S{0,6}\s)\W*(\w*)")
_CLOSING, _STOPS = "\"'”’»)]*_` \t\r\n", (".", "!", "?", "…")
# A link, the address of a mail or of a machine, a handle.
_ADDRESS, _RUN = re.compile(r"://|www\.|@\w|\w@"), re.compile(r"\S+")
_LABEL = re.compile(r"\W{0,2}([\w\[\]\\^`{|}-]{1,16}):\s(?=\w)")
# Words that may begin a sentence, by what stands before them; those with another capital or a digit are names anywhere.
_MAY_BEGIN = re.compile(
    r"[.!?…|•؟。:>\n](?:(?<=>)\s{1,20}+(?=\w)|(?<!>)(?=\S{0,8}\s|(?<=\n))\W{0,20}+)(?:\W|([^\W\d_a-z][^\W\d_A-Z]*+(?!\w)))"
)


def may_have_names(text: str) -> bool:
    """Return whether small letters may be written in the name of something: in an address, in a label of a speaker."""
    return "://" in text or "@" in text or "www." in text or _LABEL.match(text) is not None


def list_begins(text: str) -> list[str]:
    """Return the words with a capital that may begin a sentence in a text, elsewhere than where the text does, and others.

    Where not all are found, "" is among them.
    """
    found = _MAY_BEGIN.findall(text)
    label = _LIST_LABEL.match(text)
    return [*found, label[1]] if label else found


class Context:
    """The words of a text, where they stand in it.

    Args:
        words: The words.
        language: What is known of their language.
        has_nouns: Whether nouns that are no names have capitals, too.
    """

    def __init__(self, words: WrittenWords, language: Language, *, has_nouns: bool) -> None:
        self._words = words
        self._language = language
        self._has_nouns = has_nouns
        self._holds_addresses = may_have_names(words.text)
        # Of the first words, as far as they were asked for.
        self._spans: list[tuple[int, int]] = []

    def _span(self, place: int) -> tuple[int, int]:
        """Return the span of a word in the text; words are found there in order, as nothing else is between them."""
        spans, text = self._spans, self._words.text
        end = spans[-1][1] if spans else 0
        for word in self._words.written[len(spans) : place + 1]:
            start = text.find(word, end)
            if start < 0:
                start = end
            end = start + len(word)
            spans.append((start, end))
        return spans[place]

    @cached_property
    def _addresses(self) -> list[tuple[int, int]]:
        text = self._words.text
        found = []
        if _ADDRESS.search(text):
            found = [run.span() for run in _RUN.finditer(text) if _ADDRESS.search(run[0])]
        label = _LABEL.match(text)
        if label and label[1].casefold() not in self._language.known:
            found.append(label.span())
        return found

    def is_name(self, place: int) -> bool:
        """Return whether the word at a place is a name, or a number."""
        word, written = self._words.folded[place], self._words.written[place]
        # Most words are letters of ASCII, and small ones, which is told at once.
        if word.isascii() and word.isalpha():
            if self._language.is_number(word):
                return True
        elif any(map(str.isnumeric, word)) or is_number(word, written, self._language):
            return True
        if not written[1:].islower() and any(map(str.isupper, written[1:])):
            return True
        if not (written[0].isupper() or written[0].istitle()):
            return self._holds_addresses and self._is_in_address(place)
        if place == 0:
            return word not in self._language.plain
        return not self._begins_sentence(place) and (not self._has_nouns or self._is_name_among_nouns(place))

    def _is_in_address(self, place: int) -> bool:
        start, end = self._span(place)
        return any(first <= start and end <= last for first, last in self._addresses)

    def _gap(self, place: int) -> str:
        """Return what stands before a word, from the word before."""
        start, _ = self._span(place)
        return self._words.text[self._spans[place - 1][1] : start]

    def _begins_sentence(self, place: int) -> bool:
        gap, text = self._gap(place), self._words.text
        if not any(map(str.isspace, gap)):
            return False
        before = self._words.written[place - 1]
        label = _LIST_LABEL.match(text) if place == 1 else None
        if label or _BREAK.search(gap) or self._is_behind_tag(place):
            return True
        if "." in gap:
            return len(before) > _LONGEST_ABBREVIATION or not before[0].isupper()
        return ":" in gap and (before.isupper() or text.rstrip(_CLOSING).endswith(_STOPS))

    def _is_behind_tag(self, place: int) -> bool:
        """Return whether a tag of markup ends before a word: «<sup>1</sup> The»."""
        return self._gap(place).startswith(">") and place > 1 and self._gap(place - 1).endswith("</")

    def _is_name_among_nouns(self, place: int) -> bool:
        """Return whether a word is a name in a language that writes all nouns with capitals: it stands beside one, or behind a word that takes no noun without an article."""
        before = self._words.written[place - 1]
        if before.casefold() in self._language.before_names or (
            before[0].isupper()
            and self._gap(place).isspace()
            and self._words.folded[place - 1] not in self._language.known
        ):
            return True
        return (
            place + 1 < len(self._words.written)
            and self._words.written[place + 1][0].isupper()
            and self._gap(place + 1).isspace()
        )
