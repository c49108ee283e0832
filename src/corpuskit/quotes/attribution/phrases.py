"""The noun phrases around a quotation: who may speak where no rule says so, and where a mention stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from corpuskit.quotes.attribution.context import Attribution, Context, Span, span_of
from corpuskit.quotes.attribution.subjects import is_object_of_writing
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.inversion import end_of_name
from corpuskit.quotes.syntax.phrases import Phrase, phrase_from
from corpuskit.quotes.syntax.tokens import Token

_FIRST_OF_PHRASES = frozenset({"det", "cap", "word", "pron", "number"})
_FEW = 3
_MANY = 7
_REACH = 40
"""How many tokens before and after a quotation are looked at."""


def iter_noun_phrases(context: Context) -> Iterator[Attribution]:
    """Yield the noun phrases of the sentence of a quotation, from left to right."""
    tokens = context.tokens
    place = max(0, context.at - _REACH)
    end = min(len(tokens), context.at + _REACH)
    while place < end:
        if tokens[place].tag not in _FIRST_OF_PHRASES:
            place += 1
            continue
        phrase = phrase_from(tokens, place, len(tokens), context.lexicon)
        if phrase is None or _belongs_to_a_time(tokens, phrase) or _is_written(context, phrase):
            place += 1
            continue
        for part in _divide(tokens, phrase, context.lexicon):
            yield Attribution(span_of(tokens, part))
        place = max(phrase[1], place + 1)
        while context.lexicon.unspaced and place < end and tokens[place].tag == "word":
            # «孙婆婆|一拍大腿»: what follows says what somebody does.
            place += 1


def _is_written(context: Context, phrase: Phrase) -> bool:
    """Return whether a phrase is what somebody writes or leaves, before a colon: «Deixou | um bilhete: “…”»."""
    tokens, lexicon = context.tokens, context.lexicon
    if not lexicon.drops_pronouns or not lexicon.subject_first or not 0 < phrase[0] < context.at:
        return False
    if phrase[1] < len(tokens) and tokens[phrase[1]].tag in ("sub", "rel"):
        # «una nota que decía»
        return False
    has_verb = tokens[phrase[0] - 1].tag not in ("prep", ",", ":", ".", "quote", "adv", "and")
    return has_verb and is_object_of_writing(tokens[slice(*phrase)], lexicon)


def _belongs_to_a_time(tokens: list[Token], phrase: Phrase) -> bool:
    """Return whether words stand between two of a date: «в октябре | прошлого | года»."""
    first, last = phrase
    return first > 0 and last < len(tokens) and tokens[first - 1].tag == tokens[last].tag == "time"


def _divide(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> Iterator[Phrase]:
    """Yield the noun phrases that a run of words without capitals may be: from each noun that can begin one on."""
    first, last = phrase
    if not lexicon.article:
        yield phrase
        return
    for start in range(first, last):
        form = tokens[start].form
        begins = (
            form.startswith(lexicon.article)
            or form in lexicon.given_names
            or lexicon.is_person(form)
            or tokens[start].tag == "det"
        )
        owned = start > first and (
            tokens[start - 1].tag == "det" or lexicon.is_person(tokens[start - 1].form)
        )
        if begins and not owned:
            yield start, end_of_name(tokens, (start, last), lexicon)


def iter_subjects_before(context: Context) -> Iterator[Attribution]:
    """Yield who the sentence before begins with, or the first and the last one of the paragraph before."""
    place = context.place
    if place.sentence:
        paragraph, before = place.paragraph, [place.sentence - 1]
    elif place.paragraph:
        paragraph = place.paragraph - 1
        before = sorted({0, len(context.subjects.reader.sentences(paragraph)) - 1})
    else:
        return
    for sentence in before:
        subject = context.subjects.first(paragraph, sentence)
        if subject is not None:
            yield Attribution(subject)


def list_places(context: Context, speaker: Span, *, implicit: bool) -> list[str]:
    """Return where a mention stands beside a quotation, as features of the ranking.

    Args:
        context: The quotation and its sentence.
        speaker: Where the mention stands.
        implicit: Whether the verb holds its subject, so that it does not matter where that is named.
    """
    tokens, at = context.tokens, context.at
    found = []
    if context.previous is not None and context.previous.speaker == speaker:
        found.append(_when_spoken(context) + _whose_subject(context, implicit=implicit))
    if implicit:
        return found
    if not tokens[0].start <= speaker[0] < tokens[-1].end:
        found.append("in another sentence")
        return found
    first = bisect_left(tokens, speaker[0], key=lambda token: token.start)
    last = bisect_left(tokens, speaker[1], key=lambda token: token.start)
    side = "right" if first > at else "left"
    if last - first == 1 and _is_first_word(tokens, first, context.lexicon):
        found.append("one capital that begins a sentence")
        if tokens[first].form.endswith(context.lexicon.report_suffixes or "\0"):
            found.append("looks like a verb")
    found += _list_between(side, tokens[at + 1 : first] if first > at else tokens[last:at])
    found.append(f"{side}, after {_neighbour(tokens[first - 1] if 0 < first <= len(tokens) else None)}")
    found.append(f"{side}, before {_neighbour(tokens[last] if last < len(tokens) else None)}")
    return found


def _list_between(side: str, between: list[Token]) -> list[str]:
    """Return what stands between a mention and its quotation."""
    tags = [token.tag for token in between]
    words = len([tag for tag in tags if tag.isalpha() and tag != "quote"])
    found = [f"{side}, {_gap(words)} between"]
    if "quote" in tags:
        found.append(f"{side}, a quotation between")
    if "cue" in tags:
        found.append(f"{side}, a verb of saying between")
    if side == "left" and ":" in tags[:-1]:
        found.append("left, a colon between")
    if not _BORDERS.isdisjoint(tags):
        found.append(f"{side}, a border between")
    return found


_BORDERS = frozenset({";", "and", "sub", "rel"})


def _whose_subject(context: Context, *, implicit: bool) -> str:
    """Return whether the verb holds its subject, as the end of a feature."""
    if not implicit:
        return ""
    return ", in the verb" if context.lexicon.subject_first else ", in a verb that comes first"


def _when_spoken(context: Context) -> str:
    """Return when the speaker of the quotation before has spoken."""
    earlier = context.earlier
    if not context.is_alone and context.tokens[context.at - 1].tag == "-":
        return "spoke before the sentence goes on"
    distance = _REACH if earlier is None else context.place.paragraph - earlier.paragraph
    if distance > 1:
        return "spoke before"
    if earlier is not None and earlier.asks:
        return "asked right before"
    return "spoke in the paragraph before" if distance else "spoke right before"


def _is_first_word(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Return whether a word has its capital from the beginning of a sentence, so that it may be no name."""
    begins = place == 0 or not (tokens[place - 1].tag.isalpha() or tokens[place - 1].tag == ",")
    return begins and tokens[place].tag == "cap" and tokens[place].form not in lexicon.given_names


def _gap(words: int) -> str:
    if words < _FEW:
        return str(words)
    return "few" if words < _MANY else "many"


_NEIGHBOURS = {
    "cue": "a verb of saying", "verb": "a verb", "aux": "a verb", "participle": "a verb", "prep": "a preposition", ",": "a comma", ":": "a colon",
    "quote": "a quotation", "-": "a dash", "sub": "a clause", "rel": "a clause", "and": "a conjunction", "adv": "an adverb", "time": "an adverb", "word":"a word", "cap":"a word", "det": "a word", "number": "a word", "pron": "a word"
}  # fmt: skip


def _neighbour(token: Token | None) -> str:
    return "nothing" if token is None else _NEIGHBOURS.get(token.tag, "a border")
