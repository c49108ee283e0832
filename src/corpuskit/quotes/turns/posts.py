"""Posts: speech after a speech bubble, points below a byline, quoted lines.

A block of paragraphs is one quotation. Its speaker stands in front of it (`NAME:`), or in the header of its post.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from corpuskit.dedupe import exact_key
from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.rules import (
    ANNOUNCED,
    COPY,
    HEADER,
    LABEL,
    QUOTED_LINES,
    SIGNED,
    SPEECH_BUBBLE,
)
from corpuskit.quotes.attribution.subjects import find_subject
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.reading import read_mention
from corpuskit.quotes.syntax.phrases import Phrase, phrase_before, phrase_from
from corpuskit.quotes.syntax.tokens import Token, list_tokens
from corpuskit.quotes.turns.block import Block
from corpuskit.text.segments import Paragraph

_BUBBLE = compile_later(r"(?:💬|🗨️?|🗣️?)\s*")
_SYMBOL = compile_later(r"(?:[\p{So}\p{Sk}\uFE0F\u200D\u20E3•▪▫◦‣⁃]|\p{Regional_Indicator})+\s*")
_RULE = compile_later(r"[^\p{L}\p{N}]*$")
_TAG_LINE = compile_later(r"#\w+(?:\s+#\w+)*\s*$")
_LABEL = compile_later(r"[^:\n“”\"«»]{2,90}:\s+(?=\S)")
# Not the boxes of Markdown: «> [!NOTE]», «> **Note:**».
_QUOTED_LINE = compile_later(r">\s?(?=\S)(?!\[!|\*\*)")
# «> — Ann Lee, mayor» below quoted lines, or behind their last sentence.
_SIGNATURE = compile_later(
    r"(?:(?:\s*\n>)+\s?|(?<=[.!?…»”؟。！？])\s*)(?:[—–―]|--)\s*(?P<name>\p{L}[^\n.!?:;]{2,80})$"
)
_CLOSING_MARKS = frozenset('»”“"«’')
_FIELD = compile_later(r"(?P<field>[^\n:：]{1,20})[:：]\s*(?P<value>[^\n<>\[\]]*[^\s<>\[\]])")
_SENTENCE_END = frozenset('.!?…»”“«"؟。！？')
# How far back the header of a post may stand, in paragraphs.
_REACH_OF_A_HEADER = 6
_LONGEST_LINE_BETWEEN = 140
_LINES_BETWEEN = 2
_FEWEST_BULLETS = 2


class Posts:
    """The posts of one document: speech after a bubble, points below a byline, quoted lines.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: Words of its language.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._lexicon = lexicon
        self._latest: Block | None = None

    def _content(self, number: int) -> str:
        paragraph = self._paragraphs[number]
        return self._text[paragraph.start : paragraph.end]

    def block_at(self, number: int) -> Block | None:
        """Return the block that begins with the paragraph of that index."""
        character = self._text[self._paragraphs[number].start]
        if character.isalnum():
            return None
        block = None
        if character == ">":
            block = self._quoted_lines_at(number)
        elif _BUBBLE.match(self._text, self._paragraphs[number].start):
            block = self._bubble_at(number)
        elif _SYMBOL.match(self._text, self._paragraphs[number].start):
            block = self._bullets_at(number)
        self._latest = block or self._latest
        return block

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

    def with_copies(self, blocks: list[Block]) -> list[Block]:
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

    # Lines that begin with a mark

    def _quoted_lines_at(self, number: int) -> Block | None:
        match = _QUOTED_LINE.match(self._text, self._paragraphs[number].start)
        if match is None or (number and self._is_quoted_on(number - 1)):
            return None
        last = number
        while self._is_quoted_on(last):
            last += 1
        end = self._paragraphs[last].end
        signature = _SIGNATURE.search(self._text, match.end(), end)
        if signature is not None and self._names_who_wrote(signature):
            attribution = Attribution(signature.span("name"), None, SIGNED)
            return Block(number, last, match.end(), signature.start(), attribution)
        return self._make(
            number, last, match.end(), self._announced(number) or Attribution(rule=QUOTED_LINES)
        )

    def _names_who_wrote(self, signature: regex.Match[str]) -> bool:
        """Return whether a full name stands behind quoted lines: no «— Yes»; of what stands in marks another rule says who spoke."""
        name = read_mention(signature["name"], self._lexicon).name or ""
        is_full = " " in name or self._lexicon.unspaced
        return is_full and self._text[signature.start() - 1] not in _CLOSING_MARKS

    def _is_quoted_on(self, number: int) -> bool:
        """Return whether the quoted line of that index is followed directly by another one."""
        return (
            number + 1 < len(self._paragraphs)
            and self._content(number).startswith(">")
            and self._content(number + 1).startswith(">")
            and self._is_next_line(number + 1)
        )

    def _announced(self, number: int) -> Attribution | None:
        """Return who wrote quoted lines, by the line before or by the head of a mail."""
        for place in range(number - 1, max(-1, number - 1 - _REACH_OF_A_HEADER), -1):
            paragraph = self._paragraphs[place]
            head = _FIELD.match(self._text, paragraph.start, paragraph.end)
            if head is None:
                break
            if head["field"].lower() in self._lexicon.sender_fields:
                return Attribution(head.span("value"), None, HEADER)
        if number == 0 or not self._content(number - 1).endswith((":", "：")):
            return None
        before = self._paragraphs[number - 1]
        tokens = list_tokens(self._text, max(before.start, before.end - 400), before.end, 0, self._lexicon)
        opened = [place for place, token in enumerate(tokens) if token.form == "<"]
        closed = [place for place, token in enumerate(tokens) if token.form == ">"]
        if opened and closed:
            # «Ann Lee <ann@post.example> wrote:»
            del tokens[opened[-1] : closed[-1] + 1]
        for place in range(len(tokens) - 1, -1, -1):
            if tokens[place].tag == "cue":
                phrase = find_subject(tokens, place, self._lexicon)
                if phrase is not None:
                    cue = (tokens[place].start, tokens[place].end)
                    return Attribution(_without_possessive(tokens, phrase), cue, ANNOUNCED)
        return None


def _without_possessive(tokens: Sequence[Token], phrase: Phrase) -> tuple[int, int]:
    last = tokens[phrase[1] - 1]
    cut = 2 if last.form.endswith("'s") else 1 if last.form.endswith("s'") else 0
    return tokens[phrase[0]].start, last.end - cut
