"""Where a date may be: the places of whatever a date cannot be without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from corpuskit.patterns import compile_later, compile_re

_LETTERS = compile_re(r"[^\W\d_]+")
_END_OF_LETTERS = r"(?![^\W\d_])"
_HAN = compile_later(r"\p{Han}")
_MOST_PROCLITICS = 2
# How many letters of a word the expression knows: enough for most words to be none.
_LETTERS_KNOWN = 3


class Trigger:
    """Finds the places of signs and of words in a view; of two that overlap only the first one counts.

    The expression knows only how words begin; what begins so is looked up, which is as fast as an expression of whole
    words. That would take longer to compile than a text of some pages takes to read.

    Args:
        numbers: Expressions of what begins with a digit or an apostrophe.
        signs: Expressions of what else is no word of the lexicon; they begin with a letter or a digit, where no letter,
            digit or underscore stands before.
        endings: An expression of what begins with a digit, and comes last; empty where there is none.
        words: Words and phrases, folded; they begin with a letter.
        proclitics: The letters that may be written together with a word, before it.
    """

    def __init__(
        self,
        numbers: str,
        signs: Iterable[str],
        endings: str,
        words: Iterable[str],
        proclitics: Collection[str],
    ) -> None:
        words = set(words)
        # Chinese has no borders of words.
        han = {word for word in words if _HAN.match(word)}
        # By the letters that they begin with, the longest first.
        self._phrases: dict[str, list[str]] = {}
        for word in sorted(words - han, key=len, reverse=True):
            self._phrases.setdefault(_LETTERS.match(word)[0], []).append(word)  # type: ignore[index]
        self._proclitics = frozenset(proclitics)
        begin = f"[{''.join(sorted(proclitics))}]{{0,{_MOST_PROCLITICS}}}" if proclitics else ""
        known = _write_trie(set(self._phrases), _LETTERS_KNOWN, _END_OF_LETTERS) or "(?!)"
        alternatives = [
            rf"(?=[\d'])(?:{numbers})",
            rf"\b(?:{'|'.join(signs)}|(?P<word>{begin}{known}[^\W\d_]*))",
            endings,
            _write_trie(han),
        ]
        self._expression = compile_re("|".join(filter(None, alternatives)))

    def iter_places(self, view: str) -> Iterator[int]:
        """Yield where each sign and each word begins, in order.

        Args:
            view: A stretch of text as it is matched.
        """
        search = self._expression.search
        match = search(view)
        while match is not None:
            place, done = match.span()
            if match.lastgroup == "word":
                end = self._find_end(view, place, match[0])
                if end is None:
                    # Hot path: no other word begins in letters of one alphabet.
                    match = search(view, done if match[0].isascii() else place + 1)
                    continue
                done = end
            yield place
            match = search(view, done)

    def _find_end(self, view: str, place: int, letters: str) -> int | None:
        """Return where the longest word ends that begins at a place, after as many proclitics as may be; None for none."""
        if letters not in self._phrases and letters[0] not in self._proclitics:
            # Hot path: most words that begin like one are none.
            return None
        length = 0
        while length < min(_MOST_PROCLITICS, len(letters) - 1) and letters[length] in self._proclitics:
            length += 1
        for before in range(length, -1, -1):
            for phrase in self._phrases.get(letters[before:], ()):
                end = place + before + len(phrase)
                if view.startswith(phrase, place + before) and not _LETTERS.match(view, end):
                    return end
        return None


def _write_trie(words: set[str], depth: int = -1, end: str = "") -> str:
    """Return an expression that matches any of the words, their common beginnings written once.

    The matcher then looks at each character once, however many the words are. The longest word is preferred.

    Args:
        words: The words; the empty one is the end of a word.
        depth: How many characters of each are looked at; a negative number for all.
        end: What is written for the end of a word that is shorter.
    """
    if depth == 0:
        return ""
    branches: dict[str, set[str]] = {}
    for word in words:
        branches.setdefault(word[:1], set()).add(word[1:])
    ended = branches.pop("", None) is not None
    written = [
        re.escape(first) + _write_trie(rest, depth - 1, end) for first, rest in sorted(branches.items())
    ]
    if ended:
        written.append(end)
    # A group takes time to compile; most words go on in one way only.
    return f"(?:{'|'.join(written)})" if len(written) > 1 else "".join(written)
