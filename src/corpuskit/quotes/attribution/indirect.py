"""Indirect speech: «she said that …», «…, the ministry said», «according to the report, …».

Only clauses are taken. What is reported in a noun phrase («he stressed the importance of …») has no clear end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.quotes.attribution.clauses import attribute_named_after, find_phrase
from corpuskit.quotes.attribution.context import Attribution, Context
from corpuskit.quotes.attribution.cues import attribute_by_cue
from corpuskit.quotes.attribution.rules import ACCORDING_TO, CLAUSE_AND_REPORT, THAT_CLAUSE
from corpuskit.quotes.attribution.subjects import Subjects
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.phrases import first_subject, is_passive, phrase_from
from corpuskit.quotes.syntax.sentences import Place, SentenceReader
from corpuskit.quotes.syntax.tokens import Token

_FEWEST_WORDS = 3
# How many tokens may stand between a cue and its «that»: «told the press that», «noted their conviction that».
_REACH_OF_A_CUE = 7
_ENDS = frozenset({".", "!", "?", ";", "…", "-"})
_NAMING = frozenset({"cap", "word", "pron", "det", "number"})


class Clause(NamedTuple):
    """A clause of indirect speech.

    Attributes:
        start: Index of its first code point in the document.
        end: Index after its last code point, closing punctuation left out.
        attribution: Who says it.
    """

    start: int
    end: int
    attribution: Attribution


def iter_clauses(reader: SentenceReader) -> Iterator[Clause]:
    """Yield the clauses of indirect speech of a document, in order.

    Args:
        reader: Its sentences.
    """
    subjects = Subjects(reader)
    for number in range(len(reader.paragraphs)):
        sentences = reader.sentences(number)
        for place in range(len(sentences)):
            tokens = sentences[place]
            clause = (
                _after_that(subjects, tokens, Place(number, place, 0))
                or _before_report(tokens, reader.lexicon)
                or _according_to(reader.text, tokens, reader.lexicon)
            )
            if clause is not None:
                yield clause


def _make(tokens: Sequence[Token], first: int, last: int, attribution: Attribution) -> Clause | None:
    """Return the clause of the tokens from `first` to before `last`, unless it is short or all quotation."""
    while last > first and (tokens[last - 1].tag in _ENDS or tokens[last - 1].tag == ","):
        last -= 1
    words = sum(token.tag.isalpha() and token.tag != "quote" for token in tokens[first:last])
    if words < _FEWEST_WORDS:
        return None
    return Clause(tokens[first].start, tokens[last - 1].end, attribution)


def _after_that(subjects: Subjects, tokens: list[Token], place: Place) -> Clause | None:
    """«She told the press that …»."""
    lexicon = subjects.reader.lexicon
    for index, token in enumerate(tokens):
        if token.form not in lexicon.complementizers:
            continue
        cue = _cue_before(tokens, index, lexicon)
        if cue is None:
            continue
        end = next((k for k in range(index + 1, len(tokens)) if tokens[k].tag == ";"), len(tokens))
        tags = subjects.reader.sentences(place.paragraph).tags(place.sentence)
        context = Context(tokens, index, None, place, subjects, tags)
        attribution = attribute_by_cue(context, cue) or Attribution()
        return _make(tokens, index + 1, end, attribution._replace(rule=THAT_CLAUSE, implicit=False))
    return None


def _cue_before(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int | None:
    for place in range(index - 1, max(-1, index - 1 - _REACH_OF_A_CUE), -1):
        tag = tokens[place].tag
        if tag == "cue":
            return place
        if (
            tag in ("quote", "verb", "aux", "sub", "rel", ":", ";")
            or tokens[place].form in lexicon.topic_prepositions
        ):
            # «concern about actions that …»: a relative clause.
            return None
    return None


def _before_report(tokens: list[Token], lexicon: Lexicon) -> Clause | None:
    """«…, the ministry said.», «…, said the minister.»."""
    commas = [place for place, token in enumerate(tokens) if token.tag == ","]
    if not commas or any(token.tag == "quote" for token in tokens[commas[-1] :]):
        return None
    begun = commas[-1] + 1
    tail = [token.tag for token in tokens[begun:]]
    while tail and tail[-1] in _ENDS:
        tail.pop()
    if "cue" not in tail or len(tail) > 2 * _REACH_OF_A_CUE:
        return None
    cue = begun + tail.index("cue")
    if is_passive(tokens, cue, lexicon):
        return None
    if cue == begun:
        phrase = phrase_from(tokens, cue + 1, len(tokens), lexicon)
    elif len(tail) - tail.index("cue") <= _FEWEST_WORDS and all(
        tag in _NAMING for tag in tail[: tail.index("cue")]
    ):
        phrase = first_subject(tokens, begun, cue, lexicon)
    else:
        return None
    if phrase is None:
        return None
    span = (tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    attribution = Attribution(span, (tokens[cue].start, tokens[cue].end), CLAUSE_AND_REPORT)
    return _make(tokens, _skip_comparison(tokens, commas), begun - 1, attribution)


def _skip_comparison(tokens: Sequence[Token], commas: Sequence[int]) -> int:
    """Return where the clause begins: behind «As follows from the report,», but not behind «As the bridge is old,»."""
    has_no_subject = "prep" in [token.tag for token in tokens[1:3]]
    return commas[0] + 1 if len(commas) > 1 and tokens[0].tag == "sub" and has_no_subject else 0


def _according_to(text: str, tokens: list[Token], lexicon: Lexicon) -> Clause | None:
    """«According to the report, …», «…, according to the report.»."""
    phrase = find_phrase(text, tokens, lexicon.according) if tokens else None
    if phrase is None:
        return None
    found = attribute_named_after(tokens, phrase, lexicon)
    if found is None or found.speaker is None:
        return None
    speaker, found = found.speaker, found._replace(rule=ACCORDING_TO)
    if phrase[0] == tokens[0].start:
        comma = next(
            (k for k, token in enumerate(tokens) if token.tag == "," and token.start >= speaker[1]),
            None,
        )
        return None if comma is None else _make(tokens, comma + 1, len(tokens), found)
    comma = next((k for k, token in enumerate(tokens) if token.start >= phrase[0]), len(tokens)) - 1
    if comma <= 0 or tokens[comma].tag != ",":
        return None
    return _make(tokens, 0, comma, found)
