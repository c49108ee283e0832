"""Who says a quotation: ordered rules over the sentence around it, each with a name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

import regex

from corpuskit.quotes.clauses import Token, list_tokens, mask_paragraph, split_sentences
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.subjects import (
    Phrase,
    clause_start,
    first_subject,
    is_passive,
    phrase_before,
    phrase_from,
    subject_after,
    subject_before,
)
from corpuskit.text.segments import Paragraph

Span = tuple[int, int]


class Attribution(NamedTuple):
    """Who says a quotation, and how that is known.

    Attributes:
        speaker: Where the speaker is named; None where nobody is.
        cue: The word that introduces the quotation; None where there is none.
        rule: The name of the rule; None where no rule held.
    """

    speaker: Span | None = None
    cue: Span | None = None
    rule: str | None = None


class Context(NamedTuple):
    """A quotation as a token of its sentence."""

    tokens: list[Token]
    at: int
    quotation: MarkedString | None
    place: Place


def _span(tokens: Sequence[Token], phrase: Phrase) -> Span:
    return tokens[phrase[0]].start, tokens[phrase[1] - 1].end


_LONGEST_SENTENCE = 250
# How many paragraphs back the sentences that were read are kept.
_KEPT = 10


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
        self._cache: dict[int, list[list[Token]]] = {}

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds the code point at `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentences(self, number: int) -> list[list[Token]]:
        """Return the sentences of the paragraph of that index, as lists of tokens."""
        found = self._cache.get(number)
        if found is None:
            found = self._read(self.paragraphs[number])
            self._cache = {key: value for key, value in self._cache.items() if key >= number - _KEPT}
            self._cache[number] = found
        return found

    def _read(self, paragraph: Paragraph) -> list[list[Token]]:
        place = max(0, bisect_right(self._quotation_starts, paragraph.start) - 1)
        touching = []
        while place < len(self._outermost) and self._outermost[place].outer_start < paragraph.end:
            if self._outermost[place].outer_end > paragraph.start:
                touching.append(self._outermost[place])
            place += 1
        masked = mask_paragraph(self.text, paragraph, touching)
        found = []
        for start, end in split_sentences(masked):
            tokens = list_tokens(masked, start, end, paragraph.start, self.lexicon)
            # No sentence is so long; what is, is a list or noise, and must not cost its square.
            found += [
                tokens[cut : cut + _LONGEST_SENTENCE] for cut in range(0, len(tokens), _LONGEST_SENTENCE)
            ]
        return found

    def locate(self, offset: int) -> Place | None:
        """Return where the quotation token stands that begins at `offset`.

        Args:
            offset: Where a quotation begins, or a paragraph that it goes on in.
        """
        number = self.paragraph_at(offset)
        sentences = self.sentences(number)
        sentence = bisect_right(sentences, offset, key=lambda tokens: tokens[0].start) - 1
        if sentence < 0:
            return None
        tokens = sentences[sentence]
        token = bisect_right(tokens, offset, key=lambda token: token.start) - 1
        return Place(number, sentence, token) if tokens[token].start == offset else None


class Place(NamedTuple):
    """Where a token stands: which paragraph, which sentence of it, which token of that, all from 0."""

    paragraph: int
    sentence: int
    token: int


Rule = Callable[["Attributor", Context], Attribution | None]


class Attributor:
    """Attributes the quotations of one document, in order.

    Args:
        reader: Its sentences.
    """

    def __init__(self, reader: SentenceReader) -> None:
        self.reader = reader
        self.lexicon = reader.lexicon
        self.text = reader.text
        # The quotation before, and where it stands: the run that a quotation alone in its paragraph goes on.
        self.previous: tuple[MarkedString, Attribution] | None = None

    def remember(self, quotation: MarkedString, attribution: Attribution, kind: str) -> None:
        """Take note of a quotation whose speaker the next one may go on with."""
        if kind in ("direct", "mixed"):
            self.previous = (quotation, attribution)

    def attribute(self, quotation: MarkedString) -> tuple[Attribution, Context | None]:
        """Return who says a quotation, and its sentence; call it for every one of them, in order."""
        context = self._context(quotation, quotation.outer_start)
        if context is None:
            return Attribution(), None
        last = self.reader.paragraphs[self.reader.paragraph_at(quotation.end - 1)].start
        if last > quotation.outer_start:
            # It ends in a later paragraph: what follows it stands there.
            ending = self._context(quotation, last) or context
            found = _introduced(self, context) or _followed(self, ending)
            if found is not None:
                return found, context
        for rule in RULES:
            found = rule(self, context)
            if found is not None:
                return found, context
        return Attribution(), context

    def attribute_cue(self, tokens: list[Token], cue: int, at: int, place: Place) -> Attribution:
        """Return who speaks by the verb of saying at index `cue`, before what is said at index `at`."""
        return _from_cue(self, Context(tokens, at, None, place), cue, "cue") or Attribution()

    def attribute_phrase(self, tokens: list[Token], span: Span) -> Attribution | None:
        """Return who is named after a phrase such as «according to», which stands at `span`."""
        return _named_after(self, tokens, span)

    def _context(self, quotation: MarkedString, offset: int) -> Context | None:
        place = self.reader.locate(offset)
        if place is None:
            return None
        return Context(self.reader.sentences(place.paragraph)[place.sentence], place.token, quotation, place)


def _content_ends(attributor: Attributor, context: Context) -> str:
    return "" if context.quotation is None else attributor.text[context.quotation.end - 1]


def _make(context: Context, phrase: Phrase | None, cue: int | None, rule: str) -> Attribution | None:
    if phrase is None:
        return None
    tokens = context.tokens
    cue_span = None if cue is None else (tokens[cue].start, tokens[cue].end)
    return Attribution(_span(tokens, phrase), cue_span, rule)


_INTERRUPTION = regex.compile(r"[,.!?…]\s*[—–]\s(?=\p{Ll})")
_RESUMPTION = regex.compile(r"[,.]\s*[—–]\s")


def _interrupted(attributor: Attributor, context: Context) -> Attribution | None:
    """««…, — сказала она, — …»»: the report stands between dashes inside the marks."""
    quotation, lexicon = context.quotation, attributor.lexicon
    if not lexicon.interrupts or quotation is None:
        return None
    for match in _INTERRUPTION.finditer(attributor.text, quotation.start, quotation.end):
        end = _RESUMPTION.search(attributor.text, match.end(), min(quotation.end, match.end() + 200))
        if end is None:
            continue
        tokens = list_tokens(attributor.text, match.end(), end.start(), 0, lexicon)
        if not tokens or tokens[0].tag != "cue":
            continue
        phrase = subject_after(tokens, 0, lexicon)
        if phrase is not None:
            return Attribution(_span(tokens, phrase), (tokens[0].start, tokens[0].end), "interrupted")
    return None


def _introduced(attributor: Attributor, context: Context) -> Attribution | None:
    """«Ann Lee said: “…”», «Ann Lee told reporters that “…”»: a cue right before the quotation."""
    tokens, k = context.tokens, context.at
    if k == 0 or tokens[k - 1].tag not in (",", ":", "sub", "cue", "-"):
        return None
    cue = _nearest_cue(tokens, k, 8 if tokens[k - 1].tag == ":" else 6)
    if cue is None:
        return None
    return _from_cue(attributor, context, cue, "introduced")


def _nearest_cue(tokens: Sequence[Token], k: int, reach: int) -> int | None:
    for index in range(k - 1, max(-1, k - 1 - reach), -1):
        tag = tokens[index].tag
        if tag == "cue":
            return index
        if tag == "quote" or tag in (";", "?", "!"):
            return None
    return None


def _subject_of(
    attributor: Attributor, tokens: Sequence[Token], cue: int, end: int | None = None
) -> Phrase | None:
    """Return the subject of a cue, looked for where the language puts it first."""
    lexicon = attributor.lexicon
    tokens = tokens[:end]
    if not lexicon.subject_first:
        return subject_after(tokens, cue, lexicon)
    found = subject_before(tokens, cue, lexicon)
    if found is None and lexicon.inverts:
        found = subject_after(tokens, cue, lexicon)
    return found


def _from_cue(attributor: Attributor, context: Context, cue: int, rule: str) -> Attribution | None:
    """Return the attribution that the cue at index `cue`, before the quotation, gives."""
    tokens = context.tokens
    if is_passive(tokens, cue, attributor.lexicon):
        agent = _agent(tokens[: context.at], cue, attributor.lexicon)
        speaker = None if agent is None else _span(tokens, agent)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), "passive")
    phrase = _subject_of(attributor, tokens, cue, context.at)
    if phrase is None and attributor.lexicon.drops_pronouns:
        speaker = _latest_subject(attributor, context, cue)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), f"{rule}, subject in the verb")
    return _make(context, phrase, cue, rule)


_SENTENCES_BACK = 12


def _agent(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return who acts in a passive: «was described by Ann Lee as “…”»."""
    for place in range(cue + 1, len(tokens)):
        if tokens[place].form in lexicon.agents:
            return phrase_from(tokens, place + 1, len(tokens), lexicon)
    return None


_REACH_BACK = 8
"""How many paragraphs back the subject of a verb without one is looked for."""


def _latest_subject(attributor: Attributor, context: Context, cue: int) -> Span | None:
    """Return the latest subject of a verb of saying that agrees with the cue, which has none of its own."""
    reader, lexicon = attributor.reader, attributor.lexicon
    feminine = context.tokens[cue].form in lexicon.feminine_cues
    start = context.tokens[cue].start
    number = reader.paragraph_at(start)
    for paragraph in range(number, max(-1, number - _REACH_BACK), -1):
        last = context.place.sentence + 1 if paragraph == number else None
        for tokens in reversed(reader.sentences(paragraph)[:last][-_SENTENCES_BACK:]):
            for index in range(len(tokens) - 1, -1, -1):
                if tokens[index].tag != "cue" or tokens[index].start >= start:
                    continue
                phrase = _subject_of(attributor, tokens, index)
                if phrase is None:
                    continue
                if (tokens[index].form in lexicon.feminine_cues) == feminine:
                    return _span(tokens, phrase)
    return None


def _followed(attributor: Attributor, context: Context) -> Attribution | None:
    """«“…,” said Ann Lee», «“…,” Ann Lee, the mayor, said»: subject and cue right after the quotation."""
    tokens, k = context.tokens, context.at
    ending = _content_ends(attributor, context)
    if k + 1 == len(tokens) and ending in "?!؟？！":
        # «“Is it late?” Ann Lee asked.» looks like two sentences.
        tokens = tokens + _short_report(attributor, context)
        context = context._replace(tokens=tokens)
    if ending == "." and k + 1 < len(tokens) and tokens[k + 1].tag != ",":
        return None
    begun = k + 1
    while begun < len(tokens) and tokens[begun].tag in _BEFORE_A_REPORT:
        begun += 1
    if tokens[begun - 1].tag == "and" and any(token.tag == "cue" for token in tokens[:k]):
        # «She called it “…,” but the others said»: the other clause has its own words.
        return None
    if begun < len(tokens) and tokens[begun].tag == "cue":
        return _inverted(attributor, context, begun)
    if begun >= len(tokens) or tokens[begun].tag not in ("cap", "det", "pron", "word", "number"):
        return None
    cue = _cue_after(tokens, begun)
    phrase = None if cue is None else first_subject(tokens, begun, cue, attributor.lexicon)
    return _make(context, phrase, cue, "quote-subject-cue")


def _inverted(attributor: Attributor, context: Context, cue: int) -> Attribution | None:
    """Return the attribution of a cue that follows the quotation, before its subject: «“…,” said Ann Lee»."""
    tokens = context.tokens
    phrase = subject_after(tokens, cue, attributor.lexicon)
    if phrase is None and attributor.lexicon.drops_pronouns:
        speaker = _latest_subject(attributor, context, cue)
        return Attribution(
            speaker, (tokens[cue].start, tokens[cue].end), "quote-cue-subject, subject in the verb"
        )
    return _make(context, phrase, cue, "quote-cue-subject")


_BEFORE_A_REPORT = frozenset({",", "-", "adv", "and", "aux"})
_REACH_AFTER = 40
"""How many tokens after a quotation a cue is looked for."""


def _cue_after(tokens: Sequence[Token], begun: int) -> int | None:
    """Return the first cue after the subject that begins at `begun`, unless another clause begins before it."""
    for cue in range(begun + 1, min(len(tokens), begun + _REACH_AFTER)):
        if tokens[cue].tag in ("quote", ";", ":"):
            return None
        if tokens[cue].tag == "cue" and tokens[cue - 1].tag != "rel" and tokens[cue - 1].form != "to":
            return cue
    return None


def _short_report(attributor: Attributor, context: Context) -> list[Token]:
    """Return the next sentence of the paragraph where it does no more than say who asked or exclaimed."""
    following = attributor.reader.sentences(context.place.paragraph)[context.place.sentence + 1 :][:1]
    for tokens in following:
        tags = [token.tag for token in tokens[:_LONGEST_REPORT]]
        if "cue" in tags and "quote" not in tags and ":" not in tags:
            return tokens
    return []


_LONGEST_REPORT = 12


def _left(attributor: Attributor, context: Context) -> Attribution | None:
    """«Ann Lee called the plan “…”»: a cue somewhere before the quotation."""
    tokens, k = context.tokens, context.at
    for index in range(k - 1, -1, -1):
        if tokens[index].tag != "cue":
            continue
        found = _from_cue(attributor, context, index, "left-cue")
        if found is not None:
            return found
    return None


_REACH_OF_A_NOUN = 4
"""How many tokens before a quotation a noun of saying may stand."""


def _noun_of_saying(attributor: Attributor, context: Context) -> Attribution | None:
    """«Ann Lee’s claim that “…”», «his “…” remark»: a noun of saying with its owner."""
    tokens, k = context.tokens, context.at
    lexicon = attributor.lexicon
    if k and k + 1 < len(tokens) and tokens[k + 1].form in lexicon.nouns:
        return _make(context, _owner(tokens, k), k + 1, "noun-of-saying")
    for noun in range(k - 1, max(-1, k - 1 - _REACH_OF_A_NOUN), -1):
        if tokens[noun].form in lexicon.nouns:
            return _make(context, _owner(tokens, noun), noun, "noun-of-saying")
        if tokens[noun].tag in ("quote", "cue", "verb"):
            return None
    return None


def _owner(tokens: Sequence[Token], noun: int) -> Phrase | None:
    """Return the possessive before a noun: «Ann Lee’s», «his»."""
    place = noun
    while place > 0 and tokens[place - 1].tag in ("word", "number", "participle", "verb", "quote"):
        if tokens[place - 1].form.endswith(("'s", "s'")):
            break
        place -= 1
    if place == 0:
        return None
    if tokens[place - 1].form in ("his", "her", "their", "my", "our", "your"):
        return place - 1, place
    if tokens[place - 1].form.endswith(("'s", "s'")):
        return phrase_before(tokens, place, 0)
    return None


def _according(attributor: Attributor, context: Context) -> Attribution | None:
    """«According to Ann Lee, “…”»."""
    pattern = attributor.lexicon.according
    tokens = context.tokens
    match = pattern and pattern.search(attributor.text, tokens[0].start, tokens[-1].end)
    return _named_after(attributor, tokens, match.span()) if match else None


def _named_after(attributor: Attributor, tokens: list[Token], span: Span) -> Attribution | None:
    """Return the noun phrase after the phrase at `span`."""
    index = next((i for i, token in enumerate(tokens) if token.end > span[1]), None)
    if index is None:
        return None
    if tokens[index].start < span[1]:
        # The preposition is written together with the noun.
        rest = tokens[index]._replace(tag="word", start=span[1])
        tokens = [*tokens[:index], rest, *tokens[index + 1 :]]
    phrase = phrase_from(tokens, index, len(tokens), attributor.lexicon)
    return None if phrase is None else Attribution(_span(tokens, phrase), span, "according-to")


def _right(attributor: Attributor, context: Context) -> Attribution | None:
    """«“…” is what Ann Lee said»: a cue somewhere after the quotation."""
    tokens, k = context.tokens, context.at
    for index in range(k + 1, len(tokens)):
        if tokens[index].tag == "cue" and not is_passive(tokens, index, attributor.lexicon):
            phrase = subject_before(tokens, index, attributor.lexicon, floor=k + 1)
            if phrase is not None:
                return _make(context, phrase, index, "right-cue")
    return None


def _alone(attributor: Attributor, context: Context) -> Attribution | None:
    """A quotation that is a whole sentence: its speaker is the one before."""
    tokens, k = context.tokens, context.at
    if any(token.tag in ("cap", "word", "cue", "pron", "det") for token in tokens):
        return None
    if context.place.sentence == 0 and k == 0:
        ahead = _announced(attributor, context)
        if ahead is not None:
            return ahead
    if attributor.previous is None or attributor.previous[1].speaker is None:
        return None
    return Attribution(attributor.previous[1].speaker, None, "continued")


def _announced(attributor: Attributor, context: Context) -> Attribution | None:
    """The paragraph before ends with a colon, or with a sentence about the speaker."""
    number = context.place.paragraph
    if number == 0:
        return None
    sentences = attributor.reader.sentences(number - 1)
    if not sentences:
        return None
    tokens = sentences[-1]
    if tokens[-1].tag == ":":
        for index in range(len(tokens) - 1, -1, -1):
            if tokens[index].tag == "cue":
                phrase = _subject_of(attributor, tokens, index) or subject_after(
                    tokens, index, attributor.lexicon
                )
                if phrase is not None:
                    return Attribution(
                        _span(tokens, phrase), (tokens[index].start, tokens[index].end), "announced"
                    )
        phrase = first_subject(tokens, 0, len(tokens), attributor.lexicon)
        if phrase is not None:
            return Attribution(_span(tokens, phrase), None, "announced-without-cue")
    return None


def _main_subject(attributor: Attributor, context: Context) -> Attribution | None:
    """No verb of saying at all: the subject of the sentence."""
    tokens, k = context.tokens, context.at
    if (
        k
        and tokens[k - 1].tag == "-"
        and attributor.previous is not None
        and not attributor.lexicon.subject_first
    ):
        return Attribution(attributor.previous[1].speaker, None, "continued")
    if not attributor.lexicon.subject_first:
        return None
    start = clause_start(tokens, k)
    phrase = first_subject(tokens, start, k, attributor.lexicon) if start < k else None
    if phrase is None and start > 0:
        phrase = first_subject(tokens, 0, k, attributor.lexicon)
    return _make(context, phrase, None, "main-subject")


RULES: tuple[Rule, ...] = (
    _interrupted,
    _introduced,
    _followed,
    _noun_of_saying,
    _left,
    _according,
    _right,
    _alone,
    _main_subject,
)
