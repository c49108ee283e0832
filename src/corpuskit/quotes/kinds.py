"""What a marked string is: speech, a title, a term, or words held at a distance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpuskit.quotes.attribution.context import Attribution, Rule
from corpuskit.quotes.attribution.cues import PASSIVE
from corpuskit.quotes.attribution.rules import (
    ACCORDING_TO,
    CUE_FIRST,
    INTRODUCED,
    LEFT_CUE,
    MAIN_SUBJECT,
    NOUN_OF_SAYING,
    NOUN_PHRASE,
    RIGHT_CUE,
    SUBJECT_FIRST,
)
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.syntax.phrases import is_report_verb
from corpuskit.quotes.syntax.tokens import Token
from corpuskit.text.tokens import list_words

Kind = Literal["direct", "mixed", "unquoted", "indirect", "title", "term", "scare"]

SPEECH: tuple[Kind, ...] = ("direct", "mixed", "unquoted")
"""The kinds that are given unless others are asked for."""
KINDS: tuple[Kind, ...] = (*SPEECH, "indirect", "title", "term", "scare")
"""All kinds."""

_TERMINAL = frozenset(".!?…؟。！？")
_ENDS_SPEECH = _TERMINAL | frozenset(",،，")
# Bounds in words. They are where, on English news, speech becomes rarer than the other kind.
_LONGEST_NAME = 6
_LONGEST_NICKNAME = 2
_LONGEST_TITLE = 24
_LONGEST_TITLE_WITHOUT_CAPITALS = 60
_FEWEST_IN_A_NAME = 2
_FEWEST_WORDS_ALONE = 4
_LONGEST_SCARE = 6
_SHORT_WORD = 3
# A title in capitals is no object of a verb of saying that stands further away, in tokens.
_REACH_OF_A_CUE = 6
# How far around a marked string its words are looked for without marks, in code points.
_NEIGHBOURHOOD = 10_000


class _Candidate(NamedTuple):
    """A marked string with what its kind depends on."""

    content: str
    words: list[str]
    before: Token | None
    after: Token | None
    tokens: Sequence[Token]
    at: int
    rule: Rule | None
    # How many tokens stand between the cue and the marked string.
    cue_distance: int
    lexicon: Lexicon

    @property
    def length(self) -> int:
        return len(self.words)

    @property
    def is_closed_like_speech(self) -> bool:
        return self.content[-1] in _ENDS_SPEECH

    @property
    def is_beside(self) -> bool:
        return self.rule is not None and self.rule.tie == "beside"

    @property
    def is_loose(self) -> bool:
        return self.rule in (None, LEFT_CUE, RIGHT_CUE, MAIN_SUBJECT, NOUN_PHRASE)

    @property
    def is_tied(self) -> bool:
        return self.rule is not None and self.rule.tie in ("beside", "near", "distant")

    @property
    def begins_like_a_name(self) -> bool:
        return not self.lexicon.capitals or self.content[0].isupper() or self.content[0].isdigit()


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
    candidate = _Candidate(
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
    if _is_title(candidate):
        return "title"
    if (
        _is_name(text, quotation, candidate)
        or _is_naming(candidate)
        or _is_nickname(candidate)
        or _is_named_by_noun(text, quotation, candidate)
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


def _has_title_case(candidate: _Candidate) -> bool:
    if (
        not candidate.lexicon.titles_are_capitalised
        or not _FEWEST_IN_A_NAME <= candidate.length <= _LONGEST_TITLE
    ):
        return False
    long_words = [word for word in candidate.words if len(word) > _SHORT_WORD and word[0].isalpha()]
    return (
        bool(long_words) and candidate.words[0][0].isupper() and all(word[0].isupper() for word in long_words)
    )


def _follows_title_noun(candidate: _Candidate) -> bool:
    """Return whether a noun such as «film» or «resolution on» stands before the marked string."""
    tokens, lexicon = candidate.tokens, candidate.lexicon
    place = candidate.at - 1
    if place > 0 and (tokens[place].tag == "," or tokens[place].form in lexicon.title_links):
        place -= 1
    # «estrena este viernes «La casa del relojero»»
    while place > 0 and (
        tokens[place].tag == "time" or (tokens[place].tag == "det" and tokens[place + 1].tag == "time")
    ):
        place -= 1
    return place >= 0 and tokens[place].form in lexicon.title_before


def _is_billed(candidate: _Candidate) -> bool:
    """Return whether a line begins with the words and goes on with who made what they name: «20 h – « La Traversée », de Karim Olivet»."""
    tokens, at = candidate.tokens, candidate.at
    if candidate.is_tied or not candidate.begins_like_a_name or candidate.content[-1] in _BEFORE_A_REPORT:
        return False
    if any(token.tag not in _BEFORE_A_BILL and len(token.form) > 1 for token in tokens[:at]):
        return False
    if at + 2 >= len(tokens) or tokens[at + 1].tag not in (",", "("):
        return False
    makers = ("cap", "prep", "number") if tokens[at + 1].tag == "," else ("number",)
    return tokens[at + 2].tag in makers and not any(
        token.tag in _OF_CLAUSES for token in tokens[at + 1 : at + _REACH_OF_A_CUE]
    )


_BEFORE_A_BILL = frozenset({"number", ":", "-", ".", "time"})
_BEFORE_A_REPORT = frozenset(",،，!…。！")


def _is_title(candidate: _Candidate) -> bool:
    follows = _follows_title_noun(candidate)
    if candidate.lexicon.capitals and _is_billed(candidate):
        return True
    if candidate.lexicon.nouns_are_capitalised and _is_noun_title(candidate, follows):
        return True
    if _has_title_case(candidate):
        return follows or _is_owned(candidate) or not _is_said_in_capitals(candidate)
    if (
        candidate.rule is ACCORDING_TO
        and candidate.lexicon.capitals
        and candidate.before is not None
        and candidate.before.tag == "word"
        and candidate.begins_like_a_name
        and candidate.length <= _LONGEST_NAME
    ):
        # «According to the leaflet “Pumps of the North”, it weighs …».
        return True
    if not candidate.begins_like_a_name or (candidate.is_beside and not _is_called(candidate)):
        return False
    return follows and candidate.length < _LONGEST_TITLE_WITHOUT_CAPITALS


def _is_called(candidate: _Candidate) -> bool:
    """Return whether a word such as «entitled» stands right before the marked string."""
    before, lexicon = candidate.before, candidate.lexicon
    return before is not None and before.form in lexicon.title_links and before.form in lexicon.title_before


def _is_owned(candidate: _Candidate) -> bool:
    """Return whether the title belongs to somebody or is a place to appear: «on CNN’s “…”», «on “…”»."""
    before = candidate.before
    if before is None or candidate.rule in (INTRODUCED, SUBJECT_FIRST, CUE_FIRST):
        return False
    return before.form.endswith(("'s", "s'")) or before.form in candidate.lexicon.title_links


def _is_naming(candidate: _Candidate) -> bool:
    """Return whether a word right before says that others call it so: «apodado «El Elefante»», «прозвали «Хромой»»."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or candidate.is_closed_like_speech:
        return False
    if _is_nickname_with_article(candidate) and _follows_a_verb_of_naming(candidate):
        return True
    if before.form not in lexicon.named_before:
        return False
    if before.tag == "cue" and not lexicon.may_lack_a_subject:
        # «Ann Lee called it “A Bad Joke”»: these are her words.
        return False
    return candidate.begins_like_a_name and candidate.length <= _LONGEST_UNSAID_NAME


_LONGEST_UNSAID_NAME = 4


def _is_nickname_with_article(candidate: _Candidate) -> bool:
    """Return whether the words are an article and a name: «la Marquesa», «أم العجلات» in a script without capitals."""
    words, lexicon = candidate.words, candidate.lexicon
    if not _FEWEST_IN_A_NAME <= candidate.length <= _SHORT_WORD or lexicon.nouns_are_capitalised:
        return False
    return not lexicon.capitals or (
        lexicon.tags.get(words[0]) == "det" and all(word[0].isupper() for word in words[1:])
    )


def _follows_a_verb_of_naming(candidate: _Candidate) -> bool:
    """Return whether a verb that gives a name stands before the words, with no more than who gives it or is given it between."""
    tokens, lexicon = candidate.tokens, candidate.lexicon
    for place in range(candidate.at - 1, max(-1, candidate.at - 1 - _SHORT_WORD), -1):
        if tokens[place].form in lexicon.named_before:
            return True
        if tokens[place].tag not in ("pron", "det", "word", "sub"):
            return False
    return False


def _is_nickname(candidate: _Candidate) -> bool:
    """Return whether the marked words stand inside a name: «Ann “Annie” Lee»."""
    before, after = candidate.before, candidate.after
    if before is None or after is None or candidate.length > _LONGEST_NICKNAME:
        return False
    return before.tag == "cap" and after.tag == "cap" and not candidate.is_closed_like_speech


def _is_named_by_noun(text: str, quotation: MarkedString, candidate: _Candidate) -> bool:
    """Return whether a noun says that a name follows: «the channel “…”», «выставка «…»», «“雪龙”号»."""
    lexicon, before = candidate.lexicon, candidate.before
    if candidate.tokens[candidate.at].tag == "cap" and candidate.begins_like_a_name:
        return True
    if candidate.length > _LONGEST_NAME or candidate.content[-1] in _ENDS_SPEECH:
        return False
    if lexicon.name_endings and text.startswith(lexicon.name_endings, quotation.outer_end):
        return len(candidate.content) <= _LONGEST_UNSPACED_NAME
    if before is None or not candidate.begins_like_a_name:
        return False
    if not lexicon.capitals and lexicon.tags.get(candidate.words[0]) in ("aux", "sub", "pron"):
        # «إن المشروع «ليس للبيع»»
        return False
    return (
        _stands_inside_a_noun_phrase(candidate)
        or _follows_a_preposition(candidate)
        or before.form in lexicon.name_nouns
        or before.form.startswith(lexicon.name_noun_stems or "\0")
    )


def _stands_inside_a_noun_phrase(candidate: _Candidate) -> bool:
    """Return whether a noun stands before and a name after: «директор общества «Плывём вместе» Полина Ананьева»."""
    before, after = candidate.before, candidate.after
    if before is None or before.tag != "word" or after is None or candidate.length > _FEWEST_WORDS_ALONE:
        return False
    return after.tag == "cap" or after.form in candidate.lexicon.given_names


def _follows_a_preposition(candidate: _Candidate) -> bool:
    """Return whether one capitalised word or two stand behind a preposition: «его коллега из «Торпедо-Юга»»."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or before.tag != "prep" or not lexicon.capitals or lexicon.nouns_are_capitalised:
        return False
    is_short = candidate.length <= _LONGEST_NICKNAME and not candidate.is_beside
    return is_short and all(word[0].isupper() for word in candidate.words)


_LONGEST_UNSPACED_NAME = 10


def _is_said_in_capitals(candidate: _Candidate) -> bool:
    """Return whether words in title case are said all the same: «“Thank You, Rome,” he wrote»."""
    if candidate.rule in (SUBJECT_FIRST, CUE_FIRST):
        spoken = candidate.at == 0 and candidate.is_closed_like_speech
        return spoken or candidate.length >= _FEWEST_WORDS_ALONE
    if candidate.rule is NOUN_OF_SAYING and candidate.before is not None:
        return candidate.before.form not in candidate.lexicon.title_links
    if candidate.rule in (LEFT_CUE, PASSIVE):
        return candidate.cue_distance <= _REACH_OF_A_CUE
    return candidate.is_tied and candidate.rule is not RIGHT_CUE


def _is_noun_title(candidate: _Candidate, follows: bool) -> bool:
    """Return whether the words are all nouns, in a language that gives every noun a capital."""
    if candidate.is_beside and not follows and candidate.length >= _FEWEST_WORDS_ALONE:
        return False
    article = "" if candidate.before is None else candidate.before.form
    is_named = article in candidate.lexicon.agents and candidate.cue_distance < _SHORT_WORD
    is_any = article in candidate.lexicon.indefinites and candidate.length >= _SHORT_WORD
    if candidate.is_tied and (is_named or is_any):
        # «sprach von „Glück im Weiß“», «von einer „Lage am Rande des Beherrschbaren“»
        return False
    if candidate.rule in (CUE_FIRST, SUBJECT_FIRST) and (
        any(word[0].islower() for word in candidate.words)
        or (
            candidate.after is not None
            and candidate.after.tag == ","
            and (candidate.before is None or candidate.before.tag == "quote")
        )
    ):
        return False
    if candidate.length > _LONGEST_TITLE // 2 or candidate.content[-1] in _TERMINAL:
        return False
    if candidate.before is not None and candidate.before.form in candidate.lexicon.reported_mood:
        # «bemängelt, die Schätzung sei „Makulatur“»
        return False
    return candidate.begins_like_a_name and all(
        word[0].isupper() for word in candidate.words if len(word) > _SHORT_WORD
    )


def _is_name(text: str, quotation: MarkedString, candidate: _Candidate) -> bool:
    """Return whether the text around uses the same words without marks, as it does with a name."""
    if not _FEWEST_IN_A_NAME <= candidate.length <= _LONGEST_NAME or not candidate.is_loose:
        return False
    if not candidate.begins_like_a_name or (
        candidate.lexicon.capitals and not candidate.words[-1][0].isupper()
    ):
        return False
    around = text[max(0, quotation.start - _NEIGHBOURHOOD) : quotation.end + _NEIGHBOURHOOD]
    marked = candidate.content + text[quotation.end : quotation.end + 1]
    return around.count(candidate.content) - around.count(marked) > 1


def _is_speech(candidate: _Candidate) -> bool:
    before, lexicon = candidate.before, candidate.lexicon
    if before is not None and before.form in lexicon.distancing and candidate.length <= _LONGEST_SCARE:
        # «le lieu dit « La Roche »», but «le groupe se dit « raisonnablement confiant »»
        return before.tag == "cue" and candidate.words[0][0].islower()
    if candidate.is_tied:
        return True
    if _stands_behind_a_colon(candidate) or _is_whole_paragraph(candidate):
        return True
    if lexicon.unspaced and before is None and candidate.content[-1] in _TERMINAL:
        # «“不开。”那人头也不抬»: in Chinese a stop stands inside the marks of speech alone.
        return True
    if lexicon.nouns_are_capitalised and candidate.words[0][0].islower() and candidate.length > 1:
        return True
    return candidate.length >= _FEWEST_WORDS_ALONE and (
        before is None
        or before.tag != "det"
        or candidate.length >= 2 * _FEWEST_WORDS_ALONE
        or any(word.lower() in lexicon.first_person for word in candidate.words)
    )


def _stands_behind_a_colon(candidate: _Candidate) -> bool:
    """Return whether a clause with a verb ends with a colon before the words: «Он шутил: «Мне девятнадцать».»."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or before.tag != ":":
        return False
    if candidate.length < _FEWEST_IN_A_NAME and not candidate.is_closed_like_speech:
        first = candidate.tokens[0]
        # «Beppe scosse la testa: «Mai».»: somebody does something, and no more is said.
        is_person = first.form in lexicon.given_names or first.tag == "pron"
        ends = candidate.after is None or candidate.after.tag == "."
        return is_person and ends and candidate.at >= _FEWEST_WORDS_ALONE
    return not lexicon.cues or any(
        token.tag in _OF_CLAUSES or is_report_verb(token, lexicon)
        for token in candidate.tokens[: candidate.at]
    )


def _is_whole_paragraph(candidate: _Candidate) -> bool:
    if candidate.before is not None or len(candidate.tokens) > 1 + (candidate.after is not None):
        return False
    after = candidate.after
    return candidate.content[-1] in _TERMINAL if after is None else after.tag == "."


_OF_CLAUSES = frozenset({"cue", "verb", "aux", "pron"})


def _is_whole_utterance(candidate: _Candidate) -> bool:
    """Return whether the words stand for themselves and are no part of the sentence around them."""
    before, content = candidate.before, candidate.content
    after = candidate.after
    ends = candidate.is_closed_like_speech or after is None or after.tag in _AFTER_AN_UTTERANCE
    if not ends:
        return False
    if before is None or before.tag == ":" or (before.tag in (",", "quote") and content[0].isupper()):
        return True
    if candidate.length < _FEWEST_WORDS_ALONE:
        return False
    if candidate.rule is INTRODUCED and candidate.is_closed_like_speech:
        # In scripts with capitals a small letter says that the words go on with the sentence around them.
        return not content[0].islower()
    return content[0].isupper() and candidate.is_closed_like_speech


_AFTER_AN_UTTERANCE = frozenset({",", ".", "-", "cue", ";", ")", "!", "?"})


def _term_or_scare(candidate: _Candidate) -> Kind:
    before, lexicon = candidate.before, candidate.lexicon
    if before is not None and before.form in lexicon.distancing:
        return "scare"
    if before is not None and before.form in lexicon.named_before:
        return "term"
    return "term" if lexicon.capitals and candidate.words[0][0].isupper() else "scare"
