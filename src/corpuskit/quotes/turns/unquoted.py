"""Speech without quotation marks: posts with a speech bubble, transcripts, quoted lines, dialogue after dashes.

A block of paragraphs is one quotation. Its speaker stands in front of it (`NAME:`), or in the header of its post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from corpuskit.dedupe import exact_key
from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.rules import (
    ANNOUNCED,
    COPY,
    DASH,
    HEADER,
    LABEL,
    QUOTED_LINES,
    SPEECH_BUBBLE,
    TRANSCRIPT,
)
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.phrases import Phrase, first_subject, phrase_before, phrase_from, subject_after
from corpuskit.quotes.syntax.tokens import Token, list_tokens
from corpuskit.text.segments import Paragraph

_BUBBLE = regex.compile(r"(?:💬|🗨️?|🗣️?)\s*")
_SYMBOL = regex.compile(r"(?:[\p{So}\p{Sk}\uFE0F\u200D\u20E3•▪▫◦‣⁃]|\p{Regional_Indicator})+\s*")
_RULE = regex.compile(r"[^\p{L}\p{N}]*$")
_TAG_LINE = regex.compile(r"#\w+(?:\s+#\w+)*\s*$")
_LABEL = regex.compile(r"[^:\n“”\"«»]{2,90}:\s+(?=\S)")
_SPEAKER_LABEL = regex.compile(
    r"((?:\p{Lu}[\p{Lu}.'’-]+\s?){1,4}|(?:\p{Lu}[\p{L}.'’-]*\s?){1,4}):\s+(?=[\p{L}\p{N}\"“«(\[])"
)
_OPENING_MARKS = frozenset('“"«„')
# Not the boxes of Markdown: «> [!NOTE]», «> **Note:**».
_QUOTED_LINE = regex.compile(r">\s?(?=\S)(?!\[!|\*\*)")
_DASH = regex.compile(r"[—―–]\s*(?=[\p{L}¡¿…])")
_DASH_END = regex.compile(r"[,.!?…]\s*[—―–]\s*|,\s*(?=\p{L})")
_SENTENCE_END = frozenset('.!?…»”"؟。！？')
# How far back the header of a post may stand, in paragraphs.
_REACH_OF_A_HEADER = 6
_LONGEST_LINE_BETWEEN = 140
_LINES_BETWEEN = 2
# A label names a speaker when it comes again, and somebody answers.
_FEWEST_TURNS = 3
_FEWEST_SENTENCES = 0.7
_FEWEST_WORDS = 2
_FEWEST_SPEAKERS = 2
_FEWEST_DASHES = 2
_FEWEST_BULLETS = 2


class Block(NamedTuple):
    """Paragraphs of speech without marks.

    Attributes:
        first: Index of the first paragraph.
        last: Index of the last paragraph.
        start: Index of the first code point of the speech.
        end: Index after the last code point.
        attribution: Who says it.
    """

    first: int
    last: int
    start: int
    end: int
    attribution: Attribution


class UnquotedFinder:
    """Finds the speech without marks of one document.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: Words of its language.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._lexicon = lexicon
        self._speakers = self._find_labels()
        self._latest: Block | None = None
        self._has_dialogue = self._finds_dialogue()

    def find(self) -> list[Block]:
        """Return the blocks in order; repeated posts have the speaker of the one they repeat."""
        blocks: list[Block] = []
        number = 0
        while number < len(self._paragraphs):
            block = self._block_at(number)
            if block is None:
                number += 1
            else:
                blocks.append(block)
                self._latest = block
                number = block.last + 1
        return self._with_copies(blocks)

    def _content(self, number: int) -> str:
        paragraph = self._paragraphs[number]
        return self._text[paragraph.start : paragraph.end]

    def _block_at(self, number: int) -> Block | None:
        paragraph = self._paragraphs[number]
        character = self._text[paragraph.start]
        if character.isalnum() or character in _OPENING_MARKS:
            return self._turn_at(number) if self._speakers else None
        if _BUBBLE.match(self._text, paragraph.start):
            return self._bubble_at(number)
        if character == ">":
            return self._quoted_lines_at(number)
        if character in "—―–":
            return self._dash_at(number) if self._has_dialogue else None
        return self._bullets_at(number) if _SYMBOL.match(self._text, paragraph.start) else None

    # Posts

    def _bubble_at(self, number: int) -> Block:
        """Return the speech after a speech bubble: «💬 Ann Lee in her remarks: …», or with a header before."""
        paragraph = self._paragraphs[number]
        start = _BUBBLE.match(self._text, paragraph.start).end()
        attribution = None
        label = _LABEL.match(self._text, start, paragraph.end)
        if label is not None:
            attribution = self._read_label(start, label.end())
        if attribution is not None and label is not None:
            start = label.end()
        else:
            attribution = self._read_header(number, (paragraph.start, paragraph.start + 1))
        last = number
        while last + 1 < len(self._paragraphs) and self._goes_on(last + 1):
            last += 1
        return self._make(number, last, start, attribution or Attribution(rule=SPEECH_BUBBLE))

    def _make(self, first: int, last: int, start: int, attribution: Attribution) -> Block:
        return Block(first, last, start, max(start, self._paragraphs[last].end), attribution)

    def _goes_on(self, number: int) -> bool:
        """Return whether a paragraph goes on with the speech before it: the next line, and no other part of a post."""
        if not self._is_next_line(number):
            return False
        content = self._content(number)
        if _RULE.match(content) or _TAG_LINE.match(content) or content.endswith(":"):
            return False
        return content[0].isalnum() or content[0] in "“\"'«(["

    def _is_next_line(self, number: int) -> bool:
        """Return whether no blank line stands before a paragraph."""
        gap = self._text[self._paragraphs[number - 1].end : self._paragraphs[number].start]
        return gap.count("\n") + gap.replace("\r\n", "").count("\r") <= 1

    def _read_label(self, start: int, end: int) -> Attribution | None:
        """Return the speaker of a label such as «Ann Lee in her opening remarks:»."""
        tokens = list_tokens(self._text, start, end, 0, self._lexicon)
        phrase = phrase_from(tokens, 0, len(tokens), self._lexicon) if tokens else None
        if phrase is None:
            return None
        after = tokens[phrase[1]]
        says = any(token.form in self._lexicon.nouns or token.tag == "cue" for token in tokens[phrase[1] :])
        if after.tag != ":" and not says:
            return None
        speaker = _without_possessive(tokens, phrase)
        cue = (after.start, tokens[-1].end) if says else None
        return Attribution(speaker, cue, LABEL)

    def _read_header(self, number: int, cue: tuple[int, int] | None) -> Attribution | None:
        """Return the speaker that the header of a post names: «From Ann Lee’s remarks», «Comment by Ann Lee»."""
        for place in range(number - 1, max(-1, number - 1 - _REACH_OF_A_HEADER), -1):
            content = self._content(place)
            if _TAG_LINE.match(content):
                return None
            found = self._read_byline(place)
            if found is not None:
                return found._replace(cue=found.cue or cue)
            if len(content) > _LONGEST_LINE_BETWEEN:
                return None
        return None

    def _read_byline(self, number: int) -> Attribution | None:
        paragraph = self._paragraphs[number]
        tokens = list_tokens(self._text, paragraph.start, paragraph.end, 0, self._lexicon)
        for place, token in enumerate(tokens):
            if token.form not in self._lexicon.nouns:
                continue
            phrase = self._author(tokens, place)
            if phrase is not None:
                return Attribution(_without_possessive(tokens, phrase), (token.start, token.end), HEADER)
        return None

    def _author(self, tokens: Sequence[Token], noun: int) -> Phrase | None:
        """Return who a noun of saying belongs to: «remarks by Ann Lee», «Ann Lee’s remarks»."""
        after = noun + 1
        if after < len(tokens) and tokens[after].form in self._lexicon.bylines:
            return phrase_from(tokens, after + 1, len(tokens), self._lexicon)
        before = phrase_before(tokens, noun, 0)
        if before is not None and tokens[before[1] - 1].form.endswith(("'s", "s'")):
            return before
        if self._lexicon.genitive_follows and after < len(tokens):
            return phrase_from(tokens, after, len(tokens), self._lexicon)
        return None

    def _bullets_at(self, number: int) -> Block | None:
        """Return the points of a speech or an article that a header names."""
        last = number
        while last + 1 < len(self._paragraphs) and self._is_bullet(last + 1):
            last += 1
        if last - number + 1 < _FEWEST_BULLETS or not self._is_bullet(number):
            return None
        attribution = self._read_header(number, None) or self._same_post(number)
        if attribution is None:
            return None
        paragraph = self._paragraphs[number]
        start = _SYMBOL.match(self._text, paragraph.start).end()
        return self._make(number, last, start, attribution)

    def _same_post(self, number: int) -> Attribution | None:
        """Return the speaker of the speech before, where no more than a line such as «Key points:» stands between."""
        if self._latest is None or number - self._latest.last > _LINES_BETWEEN:
            return None
        if any(_TAG_LINE.match(self._content(place)) for place in range(self._latest.last + 1, number)):
            return None
        speaker = self._latest.attribution.speaker
        return None if speaker is None else Attribution(speaker, None, HEADER)

    def _is_bullet(self, number: int) -> bool:
        content = self._content(number)
        return (
            _SYMBOL.match(content) is not None
            and not _BUBBLE.match(content)
            and content[-1] in _SENTENCE_END
            and self._read_byline(number) is None
        )

    def _with_copies(self, blocks: list[Block]) -> list[Block]:
        """Return the blocks with those that repeat one of them word for word."""
        named = [block for block in blocks if block.attribution.speaker is not None]
        if not named:
            return blocks
        keys = [exact_key(self._content(number)) for number in range(len(self._paragraphs))]
        places: dict[str, list[int]] = {}
        for number, key in enumerate(keys):
            places.setdefault(key, []).append(number)
        taken = {number for block in named for number in range(block.first, block.last + 1)}
        copies = []
        sought: set[tuple[str, ...]] = set()
        for block in named:
            wanted = tuple(keys[block.first : block.last + 1])
            if wanted in sought:
                continue
            sought.add(wanted)
            length = block.last - block.first + 1
            offset = block.start - self._paragraphs[block.first].start
            for first in places[keys[block.first]]:
                span = range(first, first + length)
                if (
                    taken.intersection(span)
                    or keys[first : first + length] != keys[block.first : block.last + 1]
                ):
                    continue
                taken.update(span)
                attribution = Attribution(block.attribution.speaker, None, COPY)
                start = self._paragraphs[first].start + offset
                copies.append(self._make(first, first + length - 1, start, attribution))
        kept = [
            block for block in blocks if block.attribution.speaker is not None or block.first not in taken
        ]
        return sorted(kept + copies)

    # Transcripts

    def _find_labels(self) -> frozenset[str]:
        """Return the labels that name speakers: several, in turns, before whole sentences."""
        turns: dict[str, list[str]] = {}
        for paragraph in self._paragraphs:
            match = self._match_label(paragraph)
            if match is not None:
                turns.setdefault(match.group(1), []).append(self._text[match.end() : paragraph.end])
        repeated = {label: said for label, said in turns.items() if len(said) > 1}
        said = [turn for label in repeated.values() for turn in label]
        if len(said) < _FEWEST_TURNS or len(repeated) < _FEWEST_SPEAKERS:
            return frozenset()
        # A form or a list of figures has labels too, but no sentences behind them.
        sentences = sum(turn[-1] in _SENTENCE_END or turn[-1] in ")]" for turn in said)
        words = sum(turn.count(" ") + 1 for turn in said)
        if sentences < _FEWEST_SENTENCES * len(said) or words < _FEWEST_WORDS * len(said):
            return frozenset()
        return frozenset(repeated)

    def _match_label(self, paragraph: Paragraph) -> regex.Match[str] | None:
        start = paragraph.start + (self._text[paragraph.start] in _OPENING_MARKS)
        if start == paragraph.end or not self._text[start].isupper():
            return None
        return _SPEAKER_LABEL.match(self._text, start, paragraph.end)

    def _turn_at(self, number: int) -> Block | None:
        match = self._match_label(self._paragraphs[number])
        if match is None or match.group(1) not in self._speakers:
            return None
        end = match.start(1) + len(match.group(1).rstrip())
        return self._make(number, number, match.end(), Attribution((match.start(1), end), None, TRANSCRIPT))

    # Lines that begin with a mark

    def _quoted_lines_at(self, number: int) -> Block | None:
        match = _QUOTED_LINE.match(self._text, self._paragraphs[number].start)
        if match is None or (number and self._is_quoted_on(number - 1)):
            return None
        last = number
        while self._is_quoted_on(last):
            last += 1
        return self._make(
            number, last, match.end(), self._announced(number) or Attribution(rule=QUOTED_LINES)
        )

    def _is_quoted_on(self, number: int) -> bool:
        """Return whether the quoted line of that index is followed directly by another one."""
        return (
            number + 1 < len(self._paragraphs)
            and self._content(number).startswith(">")
            and self._content(number + 1).startswith(">")
            and self._is_next_line(number + 1)
        )

    def _announced(self, number: int) -> Attribution | None:
        if number == 0 or not self._content(number - 1).endswith(":"):
            return None
        before = self._paragraphs[number - 1]
        tokens = list_tokens(self._text, max(before.start, before.end - 400), before.end, 0, self._lexicon)
        for place in range(len(tokens) - 1, -1, -1):
            if tokens[place].tag == "cue":
                phrase = phrase_before(tokens, place, 0) or first_subject(tokens, 0, place, self._lexicon)
                if phrase is not None:
                    cue = (tokens[place].start, tokens[place].end)
                    return Attribution(_without_possessive(tokens, phrase), cue, ANNOUNCED)
        return None

    def _finds_dialogue(self) -> bool:
        """Return whether lines that begin with a dash are spoken: more than one is, and one of them says so."""
        dashes = 0
        says = False
        for paragraph in self._paragraphs:
            if self._text[paragraph.start] in "—―–" and _DASH.match(self._text, paragraph.start):
                dashes += 1
                says = says or self._dash_report(paragraph) is not None
        return dashes >= _FEWEST_DASHES and says

    def _dash_at(self, number: int) -> Block | None:
        paragraph = self._paragraphs[number]
        match = _DASH.match(self._text, paragraph.start)
        if match is None:
            return None
        report = self._dash_report(paragraph)
        if report is None:
            return self._make(number, number, match.end(), Attribution(rule=DASH))
        end, attribution = report
        return Block(number, number, match.end(), end, attribution)

    def _dash_report(self, paragraph: Paragraph) -> tuple[int, Attribution] | None:
        """Return where the speech of a dash line ends, and who says it: «— Non, dit Anne.»."""
        for match in _DASH_END.finditer(self._text, paragraph.start + 1, paragraph.end):
            tokens = list_tokens(
                self._text, match.end(), min(paragraph.end, match.end() + 200), 0, self._lexicon
            )
            if not tokens or tokens[0].tag != "cue":
                continue
            phrase = subject_after(tokens, 0, self._lexicon)
            if phrase is None:
                continue
            end = match.start() + (self._text[match.start()] in ".!?…,")
            cue = (tokens[0].start, tokens[0].end)
            speaker = (tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
            return end, Attribution(speaker, cue, DASH)
        return None


def _without_possessive(tokens: Sequence[Token], phrase: Phrase) -> tuple[int, int]:
    last = tokens[phrase[1] - 1]
    cut = 2 if last.form.endswith("'s") else 1 if last.form.endswith("s'") else 0
    return tokens[phrase[0]].start, last.end - cut


def iter_inside(blocks: Sequence[Block], offsets: Sequence[int]) -> Iterator[Block | None]:
    """Yield, for each offset, the block that it stands in; both are in order."""
    place = 0
    for offset in offsets:
        while place < len(blocks) and blocks[place].end <= offset:
            place += 1
        inside = place < len(blocks) and blocks[place].start <= offset
        yield blocks[place] if inside else None
