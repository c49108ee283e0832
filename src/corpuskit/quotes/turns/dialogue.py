"""Dialogue behind dashes: «— Non, dit Anne.», «—No —dijo María—. Te espero.», «— Да, — сказал он. — Идём.»."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

import regex

from corpuskit.patterns import compile_kept, compile_later
from corpuskit.quotes.attribution.context import Attribution, Span, span_of
from corpuskit.quotes.attribution.insertions import cut_reports
from corpuskit.quotes.attribution.rules import DASH, INTERVIEWEE, TRANSCRIPT
from corpuskit.quotes.attribution.subjects import find_last_report, find_subject, subject_of_last_clause
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.inflection import to_nominative
from corpuskit.quotes.mentions.names import RUN
from corpuskit.quotes.mentions.reading import is_given_name, read_mention
from corpuskit.quotes.mentions.runs import CAPITALISED
from corpuskit.quotes.syntax.inversion import end_of_name
from corpuskit.quotes.syntax.phrases import VERBAL, Phrase, is_report_verb
from corpuskit.quotes.syntax.tokens import Token, list_tokens
from corpuskit.quotes.turns.block import Block, trim, unwrap
from corpuskit.text.segments import Paragraph, iter_sentences

# In Arabic the bar that lengthens letters serves as a dash.
_LONG = compile_later(r"[*_]{0,2}(?:(?:[—―–]|--)\s*|ـ\s+)(?=[\p{L}\p{N}¡¿…«»„“‘‚\"'(])")
_SHORT = compile_later(r"(?:\*\*|__|\*|_)?[-‐]\s+(?=[\p{Lu}\p{Lo}¡¿…«»„“\"])")
# «Entonces gritó el viejo: -Dejad la puerta.»
_INLINE = compile_later(r":\s(?:[—―–]\s?|-)(?=[\p{Lu}¡¿])")
_CLOSED = compile_later(r"[»”“\"](?=[\s,،.])")
_OPENINGS = frozenset("-‐—―–ـ*_")
_SENTENCE_END = frozenset('.!?…»”“«"؟。！？)')
_ASKS = ("?", "؟", "？")
_FEWEST_TURNS = 2
_LONGEST_ANNOUNCEMENT = 200
_LONGEST_SUBJECT = 4

_Dash = Literal["long", "short"]


class _Line(NamedTuple):
    """A paragraph that begins with a dash.

    Attributes:
        number: Index of the paragraph.
        dash: Which dash it is.
        start: Where its text begins.
        parts: The spans of speech in it.
        attribution: Who says it, by a report in it.
    """

    number: int
    dash: _Dash
    start: int
    parts: tuple[Span, ...]
    attribution: Attribution | None


class Dialogue:
    """The turns of one document that stand behind dashes.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: Words of its language.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._lexicon = lexicon
        self._lines: dict[int, _Line] = {}
        for dash in ("long", "short"):
            lines = [
                line for number in range(len(paragraphs)) if (line := self._read(number, dash)) is not None
            ]
            if self._is_spoken(lines, dash):
                self._lines |= {line.number: line for line in lines}
        if lexicon.interrupts or self._lines:
            inline = (self._read_inline(number) for number in range(len(paragraphs)))
            self._lines |= {line.number: line for line in inline if line is not None}

    def block_at(self, number: int) -> Block | None:
        """Return the turn that is the paragraph of that index."""
        line = self._lines.get(number)
        if line is None:
            return None
        attribution = line.attribution or Attribution(rule=DASH)
        start, end = line.parts[0][0], line.parts[-1][1]
        return Block(number, number, start, end, attribution, line.parts if len(line.parts) > 1 else ())

    def _read(self, number: int, dash: _Dash) -> _Line | None:
        paragraph = self._paragraphs[number]
        if self._text[paragraph.start] not in _OPENINGS:
            return None
        match = (_LONG if dash == "long" else _SHORT).match(self._text, paragraph.start, paragraph.end)
        if match is None:
            return None
        end = unwrap(self._text, match.end(), paragraph.end)
        parts, attribution = cut_reports(self._text, match.end(), end, self._lexicon)
        parts = tuple(part for part in (trim(self._text, *part) for part in parts) if part[0] < part[1])
        if not parts:
            return None
        attribution = attribution or self._announced(number)
        if attribution is not None:
            attribution = attribution._replace(rule=DASH)
        return _Line(number, dash, match.end(), parts, attribution)

    def _read_inline(self, number: int) -> _Line | None:
        """Return the line that ends a paragraph behind a colon and a dash, where a verb of saying and its subject stand before."""
        paragraph = self._paragraphs[number]
        match = _INLINE.search(self._text, paragraph.start, paragraph.end)
        if match is None or number in self._lines:
            return None
        begun = max(begun for begun, _ in iter_sentences(self._text[paragraph.start : match.start() + 1]))
        tokens = list_tokens(self._text, paragraph.start + begun, match.start(), 0, self._lexicon)
        cue = next((place for place in range(len(tokens) - 1, -1, -1) if tokens[place].tag == "cue"), None)
        phrase = None if cue is None else find_subject(tokens, cue, self._lexicon)
        if phrase is None or cue is None:
            return None
        attribution = Attribution(span_of(tokens, phrase), (tokens[cue].start, tokens[cue].end), DASH)
        parts, _ = cut_reports(self._text, match.end(), paragraph.end, self._lexicon)
        return _Line(number, "long", match.end(), parts, attribution)

    def _announced(self, number: int) -> Attribution | None:
        """Return the subject of the paragraph before, where it ends with a colon: «Пётр рассмеялся:»."""
        if number == 0:
            return None
        before = self._paragraphs[number - 1]
        if self._text[before.end - 1] not in ":：" or before.end - before.start > _LONGEST_ANNOUNCEMENT:
            return None
        last = [begun for begun, _ in iter_sentences(self._text[before.start : before.end])][-1:]
        quoted = [match.end() for match in _CLOSED.finditer(self._text, before.start, before.end)][-1:]
        begun = max([before.start, *quoted])
        for start in (max(begun, before.start + sum(last)), begun):
            tokens = list_tokens(self._text, start, before.end, 0, self._lexicon)
            phrase, cue = find_last_report(tokens, self._lexicon) or (None, 0)
            if phrase is not None and phrase[0] == cue + 1:
                # «قالت زهرة وهي تفتح النافذة:»
                return Attribution((tokens[phrase[0]].start, tokens[phrase[1] - 1].end))
            phrase = subject_of_last_clause(tokens, self._lexicon)
            if phrase is not None and (
                self._is_somebody(tokens[slice(*phrase)]) or (start == begun and self._acts(tokens, phrase))
            ):
                return Attribution((tokens[phrase[0]].start, tokens[phrase[1] - 1].end))
        return None

    def _acts(self, tokens: Sequence[Token], phrase: Phrase) -> bool:
        """Return whether a subject has a verb, and does not only head a list: «Changes:», «Version 1.2:»."""
        return any(
            is_report_verb(token, self._lexicon) or token.tag in VERBAL for token in tokens[phrase[1] :]
        )

    def _is_somebody(self, tokens: Sequence[Token]) -> bool:
        """Return whether a subject is a pronoun, a noun of persons or a name, and nothing of a sentence without one."""
        return len(tokens) <= _LONGEST_SUBJECT and any(
            token.tag == "pron"
            or self._lexicon.is_person(token.form)
            or is_given_name(self._text[token.start : token.end])
            for token in tokens
        )

    def _is_spoken(self, lines: Sequence[_Line], dash: _Dash) -> bool:
        """Return whether lines behind dashes are dialogue and no list."""
        starts = [self._paragraphs[line.number].start for line in lines]
        indents = {start - self._text.rfind("\n", 0, start) for start in starts}
        if not lines or (dash == "short" and len(indents) > 1):
            # «- …» below «    - …» is a point below a point.
            return False
        contents = [self._text[line.start : self._paragraphs[line.number].end].rstrip("*_") for line in lines]
        sentences = sum(content[-1] in _SENTENCE_END for content in contents)
        if sentences < max(1, 0.7 * len(lines)):
            return False
        if any(line.attribution is not None for line in lines):
            return True
        asks = [content.endswith(_ASKS) for content in contents]
        answered = any(
            asks[place] and not asks[place + 1] and lines[place + 1].number == lines[place].number + 1
            for place in range(len(lines) - 1)
        )
        asked = sum(
            _is_question(self._text, self._paragraphs[line.number - 1]) for line in lines if line.number
        )
        if not any(asks) and len(lines) >= _FEWEST_TURNS and 2 * asked >= len(lines):
            # Dashes stand before the answers alone.
            return True
        if dash == "short" or self._lexicon.lists_with_dashes:
            return answered
        exclaims = any(content.endswith(("!", "！", "…")) for content in contents)
        return len(lines) >= _FEWEST_TURNS and (any(asks) or exclaims)


def take_turns(
    text: str, paragraphs: Sequence[Paragraph], blocks: Sequence[Block], lexicon: Lexicon
) -> list[Block]:
    """Return blocks of dialogue, the answers of an interview with who is asked.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        blocks: Blocks in order.
        lexicon: Pronouns of its language.
    """
    taken = list(blocks)
    begun = 0
    while begun < len(taken):
        end = begun + 1
        while (
            end < len(taken)
            and taken[end].first - taken[end - 1].last <= _PARAGRAPHS_BETWEEN + 1
            and taken[end].attribution.rule is DASH
        ):
            end += 1
        if taken[begun].attribution.rule is DASH:
            named = sum(block.attribution.speaker is not None for block in taken[begun:end])
            if not named or (
                4 * named < end - begun and _asked_in_so_many_words(text, taken[begun].start, lexicon)
            ):
                _name_interviewee(text, paragraphs, taken, (begun, end), lexicon)
        begun = end
    return taken


# So many paragraphs of the writer may stand between two turns.
_PARAGRAPHS_BETWEEN = 1
_SPEAKERS_OF_A_DIALOGUE = 2


def _is_question(text: str, paragraph: Paragraph) -> bool:
    return text[paragraph.start : paragraph.end].rstrip("*_").endswith(_ASKS)


def _asked_without_dashes(text: str, paragraphs: Sequence[Paragraph], run: Sequence[Block]) -> Span | None:
    """Return where the first question stands, if dashes stand before the answers alone; None for another dialogue."""
    before = [paragraphs[block.first - 1] for block in run if block.first]
    is_divided = all(run[place].first - run[place - 1].last > 1 for place in range(1, len(run)))
    asked = sum(_is_question(text, paragraph) for paragraph in before)
    if len(before) < max(_FEWEST_TURNS, len(run)) or not is_divided or 2 * asked < len(run):
        return None
    return before[0].start, before[0].end


def _name_interviewee(
    text: str, paragraphs: Sequence[Paragraph], taken: list[Block], run: Span, lexicon: Lexicon
) -> None:
    """Give the answers of an interview to the person that the text names first before it."""
    asks = [text[taken[place].end - 1] in _ASKS for place in range(*run)]
    answers = range(1, len(asks), 2)
    first = taken[run[0]].start, taken[run[0]].end
    if first_question := _asked_without_dashes(text, paragraphs, taken[slice(*run)]):
        answers, first = range(len(asks)), first_question
    elif len(answers) < _FEWEST_TURNS or any(asks[1::2]) or 2 * sum(asks) < len(asks[::2]) + 1:
        return
    person = _first_named(text, first[0], lexicon) or _addressed(text, first, lexicon)
    if person is None:
        return
    for answer in answers:
        place = run[0] + answer
        taken[place] = taken[place]._replace(attribution=Attribution(person, None, INTERVIEWEE))


def _addressed(text: str, question: Span, lexicon: Lexicon) -> Span | None:
    """Return whom a question addresses by title and name at its beginning: «Maestro Bassani, quanto dura?»."""
    comma = text.find(",", *question)
    if comma < 0 or not lexicon.capitals:
        return None
    reading = read_mention(text[question[0] : comma], lexicon)
    return (question[0], comma) if reading.make == "name" and reading.titles else None


@cache
def _names_behind(phrases: tuple[str, ...], before: str, lexicon: Lexicon) -> regex.Pattern[str] | None:
    """Return what matches a name behind one of these phrases; None for a language without them."""
    if not phrases:
        return None
    listed = "|".join(regex.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    name = (
        rf"(?:\p{{Lu}}\.[ \u00a0]?)?{CAPITALISED}(?:[ \u00a0]{CAPITALISED}){{0,2}}"
        if lexicon.capitals
        else r"\p{Lo}{2,4}"
        if lexicon.unspaced
        else r"\p{L}[\p{L}\p{M}]+ \p{L}[\p{L}\p{M}]+"
    )
    between = r"\s?[:：]\s?" if not lexicon.capitals else r"(?:\s?:)?[ \u00a0]"
    behind = r"(?=\s*(?:$|[\n|·).,;，；。—–•]|[-0-9]))"
    if before == _IN_A_SENTENCE:
        between = r"\s?" if not lexicon.capitals else r"[ \u00a0]"
        behind = r"(?![\p{L}\p{N}])" if lexicon.capitals else behind
    return compile_kept(rf"{before}(?i:{listed}){between}(?P<name>{name}){behind}")


_IN_A_FIELD = r"(?:^|[\n|·(—–•;；.,，]\s?)"
_IN_A_SENTENCE = r"(?<![\p{L}\p{N}])"


def find_interviewee(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> Attribution | None:
    """Return who answers in an interview, as the speaker of what heads it; None for a text that is no interview.

    Args:
        text: The text of the document.
        blocks: Its blocks in order.
        lexicon: Labels and given names of its language.
    """
    known = next((block for block in blocks if block.attribution.rule is INTERVIEWEE), None)
    if known is not None:
        return known.attribution
    turns = [block for block in blocks if block.attribution.rule is TRANSCRIPT and block.attribution.speaker]
    asks = [text[block.start : block.end].rstrip().endswith(_ASKS) for block in turns]
    if not any(asks) or len(turns) < _FEWEST_TURNS:
        return None
    person = _most_spoken(text, turns, asks, lexicon) or _first_named(text, turns[0].start, lexicon)
    return None if person is None else Attribution(person, None, INTERVIEWEE)


def _most_spoken(text: str, turns: Sequence[Block], asks: Sequence[bool], lexicon: Lexicon) -> Span | None:
    """Return where the one is named first who answers, by a label that is a name: nobody else answers as much."""
    answered: Counter[str] = Counter()
    named: dict[str, Span] = {}
    for turn, is_asked in zip(turns, asks, strict=True):
        speaker = turn.attribution.speaker
        label = "" if speaker is None else text[slice(*speaker)]
        if speaker is None or is_asked or label.lower().strip(" .") in lexicon.turn_labels:
            continue
        answered[label] += turn.end - turn.start
        named.setdefault(label, speaker)
    most = [label for label, _ in answered.most_common(_SPEAKERS_OF_A_DIALOGUE)]
    if not most or (len(most) > 1 and answered[most[0]] < _SPEAKERS_OF_A_DIALOGUE * answered[most[1]]):
        return None
    return named[most[0]]


def _asked_in_so_many_words(text: str, end: int, lexicon: Lexicon) -> Span | None:
    """Return where a text says whom it asks, before an index: «Entrevista a Amaia Arrieta»."""
    asked = _names_behind(lexicon.asked, _IN_A_SENTENCE, lexicon)
    match = None if asked is None else asked.search(text, max(0, end - _REACH_OF_A_LEAD), end)
    return None if match is None else (match.start("name"), match.end("name"))


def _first_named(text: str, end: int, lexicon: Lexicon) -> Span | None:
    """Return where a person is named first before an index, by given name and surname; who wrote the text is not meant."""
    start = max(0, end - _REACH_OF_A_LEAD)
    said_so = _asked_in_so_many_words(text, end, lexicon)
    if said_so is not None:
        return said_so
    if not lexicon.capitals:
        return _first_named_without_capitals(text, start, end, lexicon)
    found = None
    asks = _names_behind(lexicon.asked_by, _IN_A_FIELD, lexicon)
    asked_by = None if asks is None else asks.search(text, start, end)
    for match in RUN.finditer(text, start, end):
        if asked_by is not None and asked_by.start() <= match.start() < asked_by.end():
            continue
        _, name, _, _, titles = read_mention(match.group(), lexicon)
        # A name is read with plain spaces.
        place = -1 if name is None else match.group().replace("\u00a0", " ").find(name)
        if name is not None and place >= 0 and (" " in name or titles) and _is_person(name, lexicon):
            at = match.start() + place
            before = text[:at].rpartition("\n")[2].strip().lower()
            behind = text[at + len(name) :].lstrip(" \t")[:1]
            is_label = before.endswith(":") and len(before.rpartition(". ")[2].split()) < _LONGEST_SUBJECT
            is_author = is_label or before in lexicon.bylines or behind in ("|", "·")
            found = found if is_author or found is not None else (at, at + len(name))
    return found or _heading(text, start, end, lexicon, is_signed=asked_by is not None)


def _heading(text: str, start: int, end: int, lexicon: Lexicon, *, is_signed: bool) -> Span | None:
    """Return where the text begins with a name of any kind that has a verb: «Jo Roy a gardé …», «Duilio Sarti, l’uomo che …» where it says who asked."""
    heading = RUN.match(text, start, end)
    if heading is None or " " not in heading.group() or read_mention(heading.group(), lexicon).make != "name":
        return None
    behind = list_tokens(text, heading.end(), end, 0, lexicon)[:1]
    has_verb = bool(behind) and behind[0].tag in ("aux", "verb")
    is_named = has_verb or (is_signed and text[heading.end()] in ",:")
    return (heading.start(), heading.end()) if is_named else None


def _first_named_without_capitals(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """Return where a known given name and the word behind it stand first, in a script without capitals."""
    if lexicon.unspaced:
        return None
    tokens = list_tokens(text, start, end, 0, lexicon)
    for place in range(len(tokens) - 1):
        is_author = place > 0 and tokens[place - 1].tag == ":"
        if tokens[place].form in lexicon.given_names and not is_author:
            last = end_of_name(tokens, (place, len(tokens)), lexicon)
            if last - place > 1 and tokens[place + 1].tag == "word":
                return tokens[place].start, tokens[min(last, place + 2) - 1].end
    return None


def _is_person(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name, in any case, begins with a frequent given name."""
    if is_given_name(name.split(maxsplit=1)[0]):
        return True
    return bool(lexicon.surname_endings["masculine"]) and to_nominative(name, lexicon) is not None


_REACH_OF_A_LEAD = 800
