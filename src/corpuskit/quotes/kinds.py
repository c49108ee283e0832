"""What a marked string is: speech, a title, a term, or words held at a distance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.rules import INTRODUCED
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.naming import (
    FEWEST_IN_A_NAME,
    FEWEST_WORDS_ALONE,
    OF_CLAUSES,
    TERMINAL,
    Candidate,
    is_coined,
    is_name,
    is_named_by_noun,
    is_naming,
    is_nickname,
    is_object_with_a_capital,
    is_title,
)
from corpuskit.quotes.syntax.phrases import is_report_verb
from corpuskit.quotes.syntax.tokens import Token
from corpuskit.text.tokens import list_words

Kind = Literal["direct", "mixed", "unquoted", "indirect", "title", "term", "scare"]

SPEECH: tuple[Kind, ...] = ("direct", "mixed", "unquoted")
"""The kinds that are given unless others are asked for."""
KINDS: tuple[Kind, ...] = (*SPEECH, "indirect", "title", "term", "scare")
"""All kinds."""

_LONGEST_SCARE = 6


def classify(
    text: str,
    quotation: MarkedString,
    tokens: Sequence[Token],
    at: int,
    attribution: Attribution,
    lexicon: Lexicon,
) -> Kind:
    """Return the kind of a marked string.

    Args:
        text: The text of the document.
        quotation: The marked string.
        tokens: The sentence around it.
        at: Which of these tokens it is.
        attribution: Who says it, as far as is known.
        lexicon: Words that precede titles and names.
    """
    content = text[quotation.start : quotation.end]
    words = list_words(content[:2000]) or [content]
    candidate = Candidate(
        content=content,
        words=words,
        before=tokens[at - 1] if at else None,
        after=tokens[at + 1] if at + 1 < len(tokens) else None,
        tokens=tokens,
        at=at,
        rule=attribution.rule,
        cue_distance=_distance(tokens, at, attribution),
        lexicon=lexicon,
    )
    if is_title(candidate):
        return "title"
    if (
        is_name(text, quotation, candidate)
        or is_naming(candidate)
        or is_nickname(candidate)
        or is_named_by_noun(text, quotation, candidate)
        or is_coined(text, quotation, candidate)
    ):
        return "term"
    if _is_speech(candidate):
        return "direct" if _is_whole_utterance(candidate) else "mixed"
    return _term_or_scare(candidate)


def _distance(tokens: Sequence[Token], at: int, attribution: Attribution) -> int:
    if attribution.cue is None:
        return len(tokens)
    cue = bisect_left(tokens, attribution.cue[0], key=lambda token: token.start)
    return abs(at - cue) if cue < len(tokens) else 0


def _is_speech(candidate: Candidate) -> bool:
    before, lexicon = candidate.before, candidate.lexicon
    if before is not None and before.form in lexicon.distancing and candidate.length <= _LONGEST_SCARE:
        # «le lieu dit « La Roche »», but «le groupe se dit « raisonnablement confiant »»
        return before.tag == "cue" and candidate.words[0][0].islower()
    if is_object_with_a_capital(candidate) or _is_gloss(candidate):
        return False
    if candidate.is_tied or _stands_behind_a_colon(candidate) or _is_whole_paragraph(candidate):
        return True
    if lexicon.unspaced and before is None and candidate.content[-1] in TERMINAL:
        # «“不开。”那人头也不抬»: in Chinese a stop stands inside the marks of speech alone.
        return True
    if lexicon.nouns_are_capitalised and candidate.words[0][0].islower() and candidate.length > 1:
        return True
    # In a script without spaces each character is a word.
    is_inside = lexicon.unspaced and before is not None and before.tag in _INSIDE_A_CLAUSE
    fewest = FEWEST_WORDS_ALONE * (2 if is_inside and not candidate.is_closed_like_speech else 1)
    return candidate.length >= fewest and (
        before is None
        or before.tag != "det"
        or candidate.length >= 2 * FEWEST_WORDS_ALONE
        or any(word.lower() in lexicon.first_person for word in candidate.words)
    )


_INSIDE_A_CLAUSE = frozenset({"word", "aux", "prep", "adv"})


def _is_gloss(candidate: Candidate) -> bool:
    """Return whether few words stand alone in brackets: «Mare Nostrum (“Our Sea”)»."""
    tags = [None if token is None else token.tag for token in (candidate.before, candidate.after)]
    is_short = candidate.length <= FEWEST_WORDS_ALONE and not candidate.is_closed_like_speech
    return is_short and tags == ["(", ")"]


def _stands_behind_a_colon(candidate: Candidate) -> bool:
    """Return whether a clause with a verb ends with a colon before the words: «Он шутил: «Мне девятнадцать».»."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or before.tag != ":":
        return False
    if candidate.length < FEWEST_IN_A_NAME and not candidate.is_closed_like_speech:
        first = candidate.tokens[0]
        # «Beppe scosse la testa: «Mai».»: somebody does something, and no more is said.
        is_person = first.form in lexicon.given_names or first.tag == "pron"
        ends = candidate.after is None or candidate.after.tag == "."
        return is_person and ends and candidate.at >= FEWEST_WORDS_ALONE
    return not lexicon.cues or any(
        token.tag in OF_CLAUSES or is_report_verb(token, lexicon)
        for token in candidate.tokens[: candidate.at]
    )


def _is_whole_paragraph(candidate: Candidate) -> bool:
    if candidate.before is not None or len(candidate.tokens) > 1 + (candidate.after is not None):
        return False
    after = candidate.after
    return candidate.content[-1] in TERMINAL if after is None else after.tag == "."


def _is_whole_utterance(candidate: Candidate) -> bool:
    """Return whether the words stand for themselves and are no part of the sentence around them."""
    before, content = candidate.before, candidate.content
    after = candidate.after
    ends = candidate.is_closed_like_speech or after is None or after.tag in _AFTER_AN_UTTERANCE
    if not ends:
        return False
    if before is None or before.tag == ":" or (before.tag in (",", "quote") and content[0].isupper()):
        return True
    if candidate.length < FEWEST_WORDS_ALONE:
        return False
    if candidate.rule is INTRODUCED and candidate.is_closed_like_speech:
        # In scripts with capitals a small letter says that the words go on with the sentence around them.
        return not content[0].islower()
    return content[0].isupper() and candidate.is_closed_like_speech


_AFTER_AN_UTTERANCE = frozenset({",", ".", "-", "cue", ";", ")", "!", "?"})


def _term_or_scare(candidate: Candidate) -> Kind:
    before, lexicon = candidate.before, candidate.lexicon
    if before is not None and before.form in lexicon.distancing:
        return "scare"
    if before is not None and before.form in lexicon.named_before:
        return "term"
    return "term" if lexicon.capitals and candidate.words[0][0].isupper() else "scare"
