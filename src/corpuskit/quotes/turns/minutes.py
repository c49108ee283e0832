"""Turns behind labels inside paragraphs, as in minutes: «2. Heating. Mr Sartori: it leaks.».

A label inside a paragraph names a person: by a title or an office, or by a surname that the text has elsewhere too. A turn
goes on until the next label, the end of its paragraph, or a sentence in which the writer reports something else.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from corpuskit.patterns import compile_later, compile_re
from corpuskit.quotes.attribution.context import Attribution, Span
from corpuskit.quotes.attribution.rules import TRANSCRIPT
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.reading import read_mention
from corpuskit.quotes.syntax.tokens import list_tokens
from corpuskit.quotes.titles import ABBREVIATED, is_title_word
from corpuskit.quotes.turns.block import Block, trim
from corpuskit.text.segments import Paragraph, iter_sentences

_WORD = rf"(?:\p{{L}}{{1,3}}\.|(?:{ABBREVIATED})\.|\p{{L}}[\p{{L}}\p{{M}}’'-]*)"
_LABEL = compile_later(
    rf"(?:(?<=\n)|(?<=[.!?:;»”“\"…])\s+|(?<=[。！？：；、”」』]))(?P<label>{_WORD}(?:[ \u00a0]{_WORD}){{0,4}}?)"
    r"(?P<group>\s?\([^()\n]{1,30}\))?(?P<mark>[:：]|(?<=[\p{L})])\.\s?[–—])\s*(?=\S)"
)
# What a label cannot do without.
_MARKS = (":", "：", ". –", ". —")
_MARK_BEHIND_A_NAME = compile_re(r"[:：]|\.\s?[–—]")
_OPENING = frozenset("“\"«„「『'‘”‚›‹")
_ASKS = frozenset("?؟？")
_SENTENCE_END = frozenset(".!?…؟。！？»”")
_FEWEST_LABELS = 2
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 5
_LONGEST_UNSPACED = 6


class _Labelled(NamedTuple):
    """A label with what is said behind it.

    Attributes:
        number: Index of the paragraph.
        label: Where the label stands.
        start: Where what is said begins.
        end: Where it ends.
    """

    number: int
    label: Span
    start: int
    end: int


class Minutes:
    """The turns of one document that stand behind labels inside its paragraphs.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: Words of its language.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._text, self._paragraphs, self._lexicon = text, paragraphs, lexicon
        # The same few persons speak over and over, and the whole text is searched for each.
        self._is_known = cache(self._stands_elsewhere)
        self._marks = [mark for mark in _MARKS if mark in text]
        turns = [turn for number in range(len(paragraphs)) for turn in self._read(number)]
        labels = {text[slice(*turn.label)] for turn in turns}
        is_inside = any(turn.label[0] > paragraphs[turn.number].start for turn in turns)
        self._turns: dict[int, list[_Labelled]] = {}
        if is_inside and (len(labels) >= _FEWEST_LABELS or any(self._is_name(label) for label in labels)):
            for turn in turns:
                self._turns.setdefault(turn.number, []).append(turn)

    def blocks_at(self, number: int) -> list[Block]:
        """Return the turns in the paragraph of that index, in order."""
        return [
            Block(number, number, turn.start, turn.end, Attribution(turn.label, None, TRANSCRIPT))
            for turn in self._turns.get(number, ())
        ]

    def _read(self, number: int) -> Iterator[_Labelled]:
        start, end = self._paragraphs[number].start, self._paragraphs[number].end
        if not any(self._text.find(mark, start, end) >= 0 for mark in self._marks):
            return
        labels = list(_LABEL.finditer(self._text, start, end))
        # «Señores ministros; señor gobernador Blanco: …» are greeted.
        while labels and self._text[labels[0].start() - 1 : labels[0].start()] == ";":
            del labels[0]
        for match, border in zip(labels, [*(label.start() for label in labels[1:]), end], strict=False):
            if self._text[match.end()] in _OPENING or not self._names_a_person(match["label"]):
                continue
            said = trim(self._text, match.end(), self._end_of_turn(match.end(), border))
            if self._is_spoken(said):
                yield _Labelled(number, self._label_of(match), *said)

    def _label_of(self, match: regex.Match[str]) -> Span:
        """Return where who speaks is named: with a group in brackets, without a verb that is not divided from the name."""
        start, end = match.start("label"), max(match.end("label"), match.end("group"))
        return start, start + len(self._without_verb(self._text[start:end]))

    def _without_verb(self, label: str) -> str:
        if self._lexicon.unspaced:
            tokens = list_tokens(label, 0, len(label), 0, self._lexicon)
            if len(tokens) > 1 and tokens[-1].tag == "cue":
                return label[: tokens[-1].start]
        return label

    def _names_a_person(self, label: str) -> bool:
        lexicon = self._lexicon
        label = self._without_verb(label)
        if label.lower() in lexicon.not_speakers:
            return False
        if lexicon.unspaced:
            reading = read_mention(label, lexicon)
            is_person = reading.make == "name" or label.endswith(
                tuple(lexicon.titles | lexicon.masculine | lexicon.feminine)
            )
            return len(label) <= _LONGEST_UNSPACED and is_person
        words = label.split()
        if is_title_word(words[0], lexicon) or lexicon.is_person(words[0].lower().strip(".")):
            return True
        if not lexicon.capitals:
            return any(word in lexicon.given_names for word in words)
        surname = words[-1]
        is_name = all(word[0].isupper() for word in words) and surname.lower() not in lexicon.tags
        return is_name and self._is_known(surname)

    def _is_name(self, label: str) -> bool:
        return read_mention(label, self._lexicon).make == "name"

    def _stands_elsewhere(self, surname: str) -> bool:
        """Return whether a surname stands elsewhere in the text than before a colon."""
        written = surname.title() if surname.isupper() else surname
        as_label = 0
        end = self._text.find(surname) + len(surname)
        while end >= len(surname):
            as_label += _MARK_BEHIND_A_NAME.match(self._text, end) is not None
            end = self._text.find(surname, end) + len(surname)
        return self._text.count(written) + (self._text.count(surname) if written != surname else 0) > as_label

    def _end_of_turn(self, start: int, end: int) -> int:
        """Return where the writer goes on: before a sentence with a verb of saying, or with what was decided."""
        for number, (begun, _) in enumerate(iter_sentences(self._text[start:end])):
            if number and self._reports(start + begun, end):
                return start + begun
        return end

    def _reports(self, start: int, end: int) -> bool:
        stop = next((place for place in range(start, end) if self._text[place] in ".!?؟。！？"), end)
        tokens = list_tokens(self._text, start, stop, 0, self._lexicon)
        if any(token.form in self._lexicon.outcomes for token in tokens):
            return True
        return any(token.tag == "cue" for token in tokens) and not any(
            token.form in self._lexicon.first_person for token in tokens
        )

    def _is_spoken(self, said: Span) -> bool:
        """Return whether what stands behind a label is a sentence and no name."""
        content = self._text[slice(*said)]
        if not content or content[-1] not in _SENTENCE_END:
            return False
        if self._lexicon.unspaced:
            return len(content) >= _FEWEST_CHARACTERS
        words = content.split()
        if not self._lexicon.capitals:
            return len(words) >= _FEWEST_WORDS or content[-1] in _ASKS
        return any(word[0].islower() and word not in self._lexicon.particles for word in words)
