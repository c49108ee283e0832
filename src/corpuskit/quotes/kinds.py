"""What a marked string is: speech, a title, a term, or words held at a distance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corpuskit.quotes.clauses import Token
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.speakers import Attribution
from corpuskit.text.tokens import list_words

Kind = Literal["direct", "mixed", "unquoted", "indirect", "title", "term", "scare"]

SPEECH: tuple[Kind, ...] = ("direct", "mixed", "unquoted")
"""The kinds that are given unless others are asked for."""
KINDS: tuple[Kind, ...] = (*SPEECH, "indirect", "title", "term", "scare")
"""All kinds."""

_TERMINAL = frozenset(".!?…؟。！？")
_ENDS_SPEECH = _TERMINAL | frozenset(",،，")
# Rules that tie the quotation itself to a verb of saying.
_BESIDE = frozenset({"introduced", "quote-cue-subject", "announced", "announced-without-cue", "continued", "transcript", "according-to"})
_TIED = _BESIDE | {"left-cue", "quote-subject-cue", "noun-of-saying"}
_LONGEST_TITLE = 12
# Shorter strings without a verb of saying are more often no speech than speech.
_FEWEST_WORDS_ALONE = 4


def classify(
    text: str,
    quotation: MarkedString,
    tokens: Sequence[Token],
    index: int,
    attribution: Attribution,
    lexicon: Lexicon,
) -> Kind:
    """Return the kind of an outermost or nested quotation.

    Args:
        text: The text of the document.
        quotation: The marked string.
        tokens: The sentence around it.
        index: Which of these tokens it is.
        attribution: Who says it, as far as is known.
        lexicon: Words that precede titles and names.
    """
    if attribution.rule is not None and attribution.rule.endswith("subject in the verb"):
        attribution = attribution._replace(rule=attribution.rule.split(",")[0])
    content = text[quotation.start : quotation.end]
    words = list_words(content[:2000])
    if text[quotation.outer_start] in "《〈" or _is_title(
        words, content[-1], tokens, index, attribution, lexicon
    ):
        return "title"
    if _is_speech(content, words, tokens, index, attribution, lexicon):
        return _direct_or_mixed(content, words, tokens, index, attribution)
    before = tokens[index - 1] if index else None
    if (before is not None and before.form in lexicon.named_before) or (lexicon.capitals and words[0][0].isupper()):
        return "term"
    return "scare"


def _has_title_case(words: Sequence[str], lexicon: Lexicon) -> bool:
    if not lexicon.titles_are_capitalised or not 2 <= len(words) <= 2 * _LONGEST_TITLE:
        return False
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return bool(long_words) and words[0][0].isupper() and all(word[0].isupper() for word in long_words)


def _follows_title_noun(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    place = index - 1
    if place >= 0 and tokens[place].tag in (",", ":") and place > 0 and tokens[place - 1].form in lexicon.title_before:
        return tokens[place].tag == ","
    if place >= 0 and tokens[place].form in lexicon.title_links:
        place -= 1
    return place >= 0 and tokens[place].form in lexicon.title_before


def _is_title(
    words: Sequence[str],
    content_end: str,
    tokens: Sequence[Token],
    index: int,
    attribution: Attribution,
    lexicon: Lexicon,
) -> bool:
    if not words:
        return False
    follows = _follows_title_noun(tokens, index, lexicon)
    if lexicon.nouns_are_capitalised and (follows or attribution.rule not in _BESIDE or len(words) < 4):
        if len(words) <= _LONGEST_TITLE and all(word[0].isupper() for word in words if len(word) > 3) and (
            words[0][0].isupper() or words[0][0].isdigit()
        ) and content_end not in _TERMINAL:
            return True
    if _has_title_case(words, lexicon):
        if follows or attribution.rule not in _TIED:
            return True
        if attribution.rule == "quote-subject-cue" or (attribution.rule == "quote-cue-subject" and len(words) < 4):
            return len(words) < 4 and not (index == 0 and content_end in _ENDS_SPEECH)
        return attribution.rule == "left-cue" and _distance(tokens, index, attribution) > 6
    if lexicon.capitals and not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    return follows and attribution.rule not in _BESIDE and len(words) < 60


def _distance(tokens: Sequence[Token], index: int, attribution: Attribution) -> int:
    """Return how many tokens stand between the cue and the quotation."""
    if attribution.cue is None:
        return len(tokens)
    place = next((i for i, token in enumerate(tokens) if token.start >= attribution.cue[0]), index)
    return abs(index - place)


def _is_speech(
    content: str,
    words: Sequence[str],
    tokens: Sequence[Token],
    index: int,
    attribution: Attribution,
    lexicon: Lexicon,
) -> bool:
    count = len(words)
    if not count:
        return False
    before = tokens[index - 1] if index else None
    if before is not None and before.form in lexicon.distancing and count <= 6:
        return False
    if attribution.rule in _TIED and attribution.rule != "quote-subject-cue":
        return True
    if attribution.rule == "quote-subject-cue":
        return count > 1 or content[-1] in _ENDS_SPEECH
    if any(word.lower() in lexicon.first_person for word in words[:8]) and count >= _FEWEST_WORDS_ALONE:
        return True
    if lexicon.nouns_are_capitalised and words[0][0].islower() and count > 1:
        return True
    if count < _FEWEST_WORDS_ALONE:
        return False
    if before is not None and before.tag == "det" and count < 2 * _FEWEST_WORDS_ALONE:
        return False
    return True


def _direct_or_mixed(
    content: str, words: Sequence[str], tokens: Sequence[Token], index: int, attribution: Attribution
) -> Kind:
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    whole = content[-1] in _ENDS_SPEECH or after is None or after.tag in (",", ".", "-", "cue", ";", ")", "!", "?")
    if before is None or before.tag == ":":
        return "direct" if whole else "mixed"
    if before.tag in (",", "quote") and content[0].isupper():
        return "direct" if whole else "mixed"
    if attribution.rule == "introduced" and len(words) >= _FEWEST_WORDS_ALONE and whole:
        return "direct"
    if content[0].isupper() and content[-1] in _ENDS_SPEECH and len(words) >= _FEWEST_WORDS_ALONE:
        return "direct"
    return "mixed"
