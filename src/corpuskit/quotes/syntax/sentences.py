"""The sentences of a document, read when they are asked for, quotations masked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.patterns import compile_re
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.syntax.called import divide_called, find_called
from corpuskit.quotes.syntax.tokens import PAUSED, Token, list_tokens, mask_paragraph, split_sentences
from corpuskit.text.segments import Paragraph

# No sentence is so long; what is, is a list or noise, and must not cost its square. In code points.
_LONGEST_SENTENCE = 2_000
_BORDER = compile_re("[ \u0001]")
# How many paragraphs back the sentences that were read are kept.
_KEPT = 10
# A name in marks is no longer, in code points.
_LONGEST_NAME = 50
_LONGEST_NAME_ENDING = 6
_SHORTEST_REPORT = 3
_MOST_WORDS_OF_A_NAME = 5
_FEWEST_WORDS_SAID = 3
_ENDS_OF_SPEECH = frozenset((".", PAUSED))


BOOK_MARKS = frozenset("《〈")
"""Marks of titles, never of speech."""


class Place(NamedTuple):
    """Where a token stands: which paragraph, which sentence of it, which token of that, all from 0."""

    paragraph: int
    sentence: int
    token: int


class Sentences:
    """The sentences of one paragraph; their tokens are listed when they are first asked for.

    Args:
        masked: The paragraph, its quotations masked.
        offset: Where it begins in the document.
        lexicon: Classes of words of its language.
        text: The text of the document.
        called: The names that it shows, in a script without spaces.
    """

    __slots__ = ("_called", "_lexicon", "_masked", "_offset", "_spans", "_tags", "_text", "_tokens")

    def __init__(
        self, masked: str, offset: int, lexicon: Lexicon, text: str, called: frozenset[str] = frozenset()
    ) -> None:
        self._masked = masked
        self._called = called
        self._text = text
        self._offset = offset
        self._lexicon = lexicon
        self._spans = [piece for start, end in split_sentences(masked) for piece in _cut(masked, start, end)]
        self._tokens: dict[int, list[Token]] = {}
        self._tags: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, number: int) -> list[Token]:
        if number < 0:
            number += len(self._spans)
        tokens = self._tokens.get(number)
        if tokens is None:
            start, end = self._spans[number]
            tokens = list_tokens(self._masked, start, end, self._offset, self._lexicon)
            self._read_names(tokens)
            tokens = divide_called(tokens, self._called, self._lexicon)
            self._tokens[number] = tokens
        return tokens

    def tags(self, number: int) -> frozenset[str]:
        """Return the tags that the tokens of the sentence of that index have."""
        tags = self._tags.get(number)
        if tags is None:
            tags = self._tags[number] = frozenset(token.tag for token in self[number])
        return tags

    def _read_names(self, tokens: list[Token]) -> None:
        """Give the tag of a name to quotations that a noun says to be names, so that they divide no clause."""
        lexicon = self._lexicon
        for place, token in enumerate(tokens):
            if (
                token.tag != "quote"
                or token.form in _ENDS_OF_SPEECH
                or token.end - token.start > _LONGEST_NAME
            ):
                continue
            before = tokens[place - 1].form if place else ""
            after = self._masked[token.end - self._offset :][:_LONGEST_NAME_ENDING]
            if (
                (before in lexicon.name_nouns and not self._is_said_of(before, token))
                or (lexicon.name_noun_stems and before.startswith(lexicon.name_noun_stems))
                or (lexicon.name_endings and after.startswith(lexicon.name_endings))
                or self._is_subject(tokens, place)
            ):
                tokens[place] = token._replace(tag="cap")

    def _is_said_of(self, noun: str, token: Token) -> bool:
        """Return whether more words than a name has are marked behind a noun with its article: «أن المشروع «سيوفر العمل للشباب»»."""
        content = self._text[token.start + 1 : token.end - 1].strip()
        is_definite = bool(self._lexicon.article) and noun.startswith(self._lexicon.article)
        return is_definite and content.count(" ") >= _FEWEST_WORDS_SAID

    def _is_subject(self, tokens: list[Token], place: int) -> bool:
        """Return whether what is marked names who says something else: «“Губернские ведомости” назвали храм “…”»."""
        if not self._is_short_name(tokens[place]):
            return False
        before = tokens[place - 1] if place else None
        verb = tokens[place - 2] if place > 1 and before is not None and before.tag == "det" else before
        if verb is not None and verb.tag == "cue":
            # «“…”, ironise « Le Courrier »», «schreibt das „Tageblatt“: „…“».
            introduces = [token.tag for token in tokens[place + 1 : place + 3]] == [":", "quote"]
            return introduces or any(token.tag == "quote" for token in tokens[: place - 1])
        if not any(token.tag == "quote" for token in tokens[place + 1 :]) or place + _SHORTEST_REPORT > len(
            tokens
        ):
            return False
        if before is not None and self._follows_according_to(before):
            return True
        is_first = before is None or before.tag in ("det", "prep", "adv", "sub", "and", "aux")
        says = tokens[place + 1].tag == "cue" and tokens[place + 2].tag not in ("cap", "pron", ",", ".")
        return is_first and says

    def _is_short_name(self, token: Token) -> bool:
        """Return whether what is marked begins like a name and is not long."""
        content = self._text[token.start + 1 : token.end - 1].strip()
        is_name = content[:1].isupper() or not self._lexicon.capitals
        return is_name and content.count(" ") < _MOST_WORDS_OF_A_NAME

    def _follows_according_to(self, before: Token) -> bool:
        pattern, end = self._lexicon.according, before.end - self._offset
        if pattern is None:
            return False
        return any(
            match.end() >= end for match in pattern.finditer(self._masked, max(0, end - _LONGEST_NAME), end)
        )

    def find(self, offset: int) -> int:
        """Return the index of the last sentence that begins at `offset` in the document or before; -1 for none."""
        return bisect_right(self._spans, offset - self._offset, key=lambda span: span[0]) - 1


def _cut(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces that are not too long, cut at white space or where a quotation begins."""
    while end - start > _LONGEST_SENTENCE:
        border = _BORDER.search(masked, start + _LONGEST_SENTENCE, end)
        if border is None:
            break
        yield start, border.start()
        start = border.start() + (border.group() == " ")
    if start < end:
        yield start, end


class SentenceReader:
    """Reads the sentences of a document that are asked for, quotations masked.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        outermost: Its outermost quotations, in order.
        lexicon: Classes of words of its language.
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], outermost: Sequence[MarkedString], lexicon: Lexicon
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lexicon = lexicon
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._outermost = outermost
        self._quotation_starts = [quotation.outer_start for quotation in outermost]
        self._cache: dict[int, Sentences] = {}
        self._called = find_called(text, lexicon)

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds the code point at `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentences(self, number: int) -> Sentences:
        """Return the sentences of the paragraph of that index."""
        found = self._cache.get(number)
        if found is None:
            paragraph = self.paragraphs[number]
            found = Sentences(self._mask(paragraph), paragraph.start, self.lexicon, self.text, self._called)
            if len(self._cache) > 2 * _KEPT:
                self._cache = {key: value for key, value in self._cache.items() if key >= number - _KEPT}
            self._cache[number] = found
        return found

    def _mask(self, paragraph: Paragraph) -> str:
        place = max(0, bisect_right(self._quotation_starts, paragraph.start) - 1)
        touching = []
        while place < len(self._outermost) and self._outermost[place].outer_start < paragraph.end:
            if self._outermost[place].outer_end > paragraph.start and not self._is_book(place):
                touching.append(self._outermost[place])
            place += 1
        return mask_paragraph(self.text, paragraph, touching)

    def _is_book(self, place: int) -> bool:
        """Return whether the marks of a quotation are those of a title, which is part of its sentence."""
        return self.text[self._outermost[place].outer_start] in BOOK_MARKS

    def locate(self, offset: int) -> Place | None:
        """Return where the quotation token stands that begins at `offset`.

        Args:
            offset: Where a quotation begins, or a paragraph that it goes on in.
        """
        number = self.paragraph_at(offset)
        sentences = self.sentences(number)
        sentence = sentences.find(offset)
        if sentence < 0:
            return None
        tokens = sentences[sentence]
        token = bisect_right(tokens, offset, key=lambda token: token.start) - 1
        return Place(number, sentence, token) if token >= 0 and tokens[token].start == offset else None
