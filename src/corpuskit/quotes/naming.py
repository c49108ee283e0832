"""Marked words that name something: the title of a work, a nickname, a ship, and no words that somebody says."""

from collections.abc import Sequence
from typing import NamedTuple

from corpuskit.quotes.attribution.context import Rule
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
from corpuskit.quotes.syntax.tokens import Token

TERMINAL = frozenset(".!?…؟。！？")
"""Marks that end a sentence."""
_ENDS_SPEECH = TERMINAL | frozenset(",،，")
# Bounds in words. They are where, on English news, speech becomes rarer than the other kind.
_LONGEST_NAME = 6
_LONGEST_NICKNAME = 2
_LONGEST_TITLE = 24
_LONGEST_TITLE_WITHOUT_CAPITALS = 60
FEWEST_IN_A_NAME = 2
"""So many words a title has at least, where capitals tell it."""
FEWEST_WORDS_ALONE = 4
"""From so many words on, marked ones are likelier speech than a name."""
_SHORT_WORD = 3
# A title in capitals is no object of a verb of saying that stands further away, in tokens.
_REACH_OF_A_CUE = 6
# How far around a marked string its words are looked for without marks, in code points.
_NEIGHBOURHOOD = 10_000


class Candidate(NamedTuple):
    """A marked string with what its kind depends on.

    Attributes:
        content: What stands between the marks.
        words: Its words.
        before: The token before it.
        after: The token after it.
        tokens: The sentence around it.
        at: Which of these tokens it is.
        rule: How it is reported; None where that is not known.
        cue_distance: How many tokens stand between the cue and the marked string.
        lexicon: Words of its language.
    """

    content: str
    words: list[str]
    before: Token | None
    after: Token | None
    tokens: Sequence[Token]
    at: int
    rule: Rule | None
    cue_distance: int
    lexicon: Lexicon

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.words)

    @property
    def is_closed_like_speech(self) -> bool:
        """Whether it ends with a stop or a comma."""
        return self.content[-1] in _ENDS_SPEECH

    @property
    def is_beside(self) -> bool:
        """Whether a report stands right beside it."""
        return self.rule is not None and self.rule.tie == "beside"

    @property
    def is_loose(self) -> bool:
        """Whether no report stands near it."""
        return self.rule in (None, LEFT_CUE, RIGHT_CUE, MAIN_SUBJECT, NOUN_PHRASE)

    @property
    def is_tied(self) -> bool:
        """Whether a verb of saying reports it."""
        return self.rule is not None and self.rule.tie in ("beside", "near", "distant")

    @property
    def begins_like_a_name(self) -> bool:
        """Whether it begins as names do in its script."""
        return not self.lexicon.capitals or self.content[0].isupper() or self.content[0].isdigit()


def _has_title_case(candidate: Candidate) -> bool:
    if (
        not candidate.lexicon.titles_are_capitalised
        or not FEWEST_IN_A_NAME <= candidate.length <= _LONGEST_TITLE
    ):
        return False
    long_words = [word for word in candidate.words if len(word) > _SHORT_WORD and word[0].isalpha()]
    return (
        bool(long_words) and candidate.words[0][0].isupper() and all(word[0].isupper() for word in long_words)
    )


def _follows_title_noun(candidate: Candidate) -> bool:
    """Return whether a noun such as «film» or «resolution on» stands before the marked string."""
    tokens, lexicon = candidate.tokens, candidate.lexicon
    place = candidate.at - 1
    if (
        not lexicon.capitals
        and place >= 0
        and tokens[place].form in lexicon.title_links & lexicon.title_before
    ):
        # «تحت عنوان «…»»
        return True
    # «20.15 Film: „…“»
    is_billed = tokens[place].tag == ":" and (
        tokens[place - 1].form in lexicon.title_links
        or all(token.tag in _BEFORE_A_BILL for token in tokens[: place - 1])
    )
    if place > 0 and (is_billed or tokens[place].tag == "," or tokens[place].form in lexicon.title_links):
        place -= 1
    # «estrena este viernes «La casa del relojero»»
    while place > 0 and (
        tokens[place].tag == "time" or (tokens[place].tag == "det" and tokens[place + 1].tag == "time")
    ):
        place -= 1
    while (
        candidate.content[0].isupper()
        and place > candidate.at - _SHORT_WORD
        and tokens[place].tag in ("word", "adv")
    ):
        # «la sua commedia più bella «I fabbricanti»»
        if tokens[place].form in lexicon.title_before:
            break
        place -= 1
    return place >= 0 and tokens[place].form in lexicon.title_before


def _is_billed(candidate: Candidate) -> bool:
    """Return whether a line begins with the words and goes on with who made what they name: «20 h – « La Traversée », de Karim Olivet»."""
    tokens, at = candidate.tokens, candidate.at
    if candidate.is_tied or not candidate.begins_like_a_name or candidate.content[-1] in _BEFORE_A_REPORT:
        return False
    if any(token.tag not in _BEFORE_A_BILL and len(token.form) > 1 for token in tokens[:at]):
        return False
    if at + 2 >= len(tokens) or tokens[at + 1].tag not in (",", "(", "-"):
        return False
    if tokens[at + 1].tag != "(" and tokens[at + 2].form in candidate.lexicon.title_before:
        # «« Le Dernier Métro », comédie de Fanny Lacombe»
        return True
    makers = {",": ("cap", "prep", "number"), "(": ("number",)}.get(tokens[at + 1].tag, ())
    return tokens[at + 2].tag in makers and not any(
        token.tag in OF_CLAUSES for token in tokens[at + 1 : at + _REACH_OF_A_CUE]
    )


OF_CLAUSES = frozenset({"cue", "verb", "aux", "pron"})
"""Tags that show that words are a clause."""
_BEFORE_A_BILL = frozenset({"number", ":", "-", ".", "time"})
_BEFORE_A_REPORT = frozenset(",،，!…。！")


def is_title(candidate: Candidate) -> bool:
    """Return whether marked words are the title of a work."""
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


def is_object_with_a_capital(candidate: Candidate) -> bool:
    """Return whether a capital begins words in the middle of a sentence that nobody says: «publicó la «Gramática de pájaros»»."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or not lexicon.capitals or lexicon.nouns_are_capitalised:
        after = candidate.after
        if _stands_before_what_is_said(candidate):
            return True
        is_attribute = (
            bool(lexicon.attributive) and after is not None and after.form.startswith(lexicon.attributive)
        )
        is_near = candidate.rule in (*_RULES_OF_OBJECTS, INTRODUCED)
        return is_attribute and is_near and not candidate.is_closed_like_speech
    is_placed = before.tag == "prep" or before.form in lexicon.possessives
    if lexicon.titles_are_capitalised and not (is_placed and _has_title_case(candidate)):
        return False
    places = _OF_OBJECTS if candidate.rule in _RULES_OF_OBJECTS else _OF_NAMES
    if before.tag not in places or not (candidate.is_loose or candidate.rule in (CUE_FIRST, SUBJECT_FIRST)):
        return False
    is_open = candidate.content[0].isupper() and not candidate.is_closed_like_speech
    return (
        is_open
        and candidate.length <= _LONGEST_TITLE // 2
        and candidate.words[0].lower() not in lexicon.first_person
    )


def _stands_before_what_is_said(candidate: Candidate) -> bool:
    """Return whether a name of few words stands between a verb of saying and its clause: «قال في تدوينة على «فيسبوك» إنه»."""
    lexicon, following = candidate.lexicon, candidate.tokens[candidate.at + 1 : candidate.at + _SHORT_WORD]
    if (
        lexicon.capitals
        or lexicon.unspaced
        or candidate.rule is not LEFT_CUE
        or candidate.length > _SHORT_WORD
    ):
        return False
    first = next((token for token in following if token.tag != ","), None)
    return first is not None and first.form in lexicon.complementizers


_RULES_OF_OBJECTS = (None, MAIN_SUBJECT, NOUN_PHRASE)
_OF_NAMES = frozenset({"prep", "det"})
_OF_OBJECTS = _OF_NAMES | {"word", "verb", "cap", "adv", "time", "participle"}


def _is_called(candidate: Candidate) -> bool:
    """Return whether a word such as «entitled» stands right before the marked string, or a verb of singing before a name."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or before.form not in lexicon.title_before:
        return False
    is_sung = lexicon.capitals and not lexicon.titles_are_capitalised and not candidate.is_closed_like_speech
    return is_sung or before.form in lexicon.title_links


def _is_owned(candidate: Candidate) -> bool:
    """Return whether the title belongs to somebody or is a place to appear: «on CNN’s “…”», «on “…”»."""
    before = candidate.before
    if before is None or candidate.rule in (INTRODUCED, SUBJECT_FIRST, CUE_FIRST):
        return False
    return before.form.endswith(("'s", "s'")) or before.form in candidate.lexicon.title_links


def is_naming(candidate: Candidate) -> bool:
    """Return whether a word right before says that others call it so: «apodado «El Elefante»», «прозвали «Хромой»»."""
    before, lexicon = candidate.before, candidate.lexicon
    if before is None or candidate.is_closed_like_speech:
        return False
    if _is_nickname_with_article(candidate) and _follows_a_verb_of_naming(candidate):
        return True
    if lexicon.unspaced:
        return _is_naming_in_a_run(candidate, before)
    is_said = before.tag == "cue" and not lexicon.may_lack_a_subject
    if before.form not in lexicon.named_before or is_said:
        # «Ann Lee called it “A Bad Joke”»: these are her words.
        return False
    if candidate.at > 1 and candidate.tokens[candidate.at - 2].form in lexicon.reflexives:
        # «La ricetta si chiama “minimo vitale”»
        return candidate.length <= _LONGEST_UNSAID_NAME
    is_word = before.tag == "word" and candidate.length == 1 and not lexicon.titles_are_capitalised
    return (candidate.begins_like_a_name or is_word) and candidate.length <= _LONGEST_UNSAID_NAME


_LONGEST_UNSAID_NAME = 4


def _is_naming_in_a_run(candidate: Candidate, before: Token) -> bool:
    """Return whether a name follows in a script without spaces: «这种现象叫“…”», «人们常说的“…”», but «晚报称他为“…”»."""
    lexicon = candidate.lexicon
    earlier = [token.tag for token in candidate.tokens[: candidate.at - 1]]
    if len(candidate.content) > _LONGEST_UNSPACED_NAME:
        return False
    if before.form == lexicon.attributive:
        # But «母亲说她的“…”».
        said = candidate.tokens[candidate.at - 2].form[-1:]
        return earlier[-1:] == ["cue"] and lexicon.tags.get(said) != "pron"
    if len(before.form) == 1 and before.tag != "cue":
        # Where somebody calls it so, these are their words.
        clause = earlier[len(earlier) - earlier[::-1].index(",") :] if "," in earlier else earlier
        return before.form in lexicon.named_before and "cue" not in clause
    return before.form in lexicon.named_before


def _is_nickname_with_article(candidate: Candidate) -> bool:
    """Return whether the words are an article and a name: «la Marquesa», «أم العجلات» in a script without capitals."""
    words, lexicon = candidate.words, candidate.lexicon
    if not FEWEST_IN_A_NAME <= candidate.length <= _SHORT_WORD or lexicon.nouns_are_capitalised:
        return False
    return not lexicon.capitals or (
        lexicon.tags.get(words[0]) == "det" and all(word[0].isupper() for word in words[1:])
    )


def _follows_a_verb_of_naming(candidate: Candidate) -> bool:
    """Return whether a verb that gives a name stands before the words, with no more than who gives it or is given it between."""
    tokens, lexicon = candidate.tokens, candidate.lexicon
    for place in range(candidate.at - 1, max(-1, candidate.at - 1 - _SHORT_WORD), -1):
        if tokens[place].form in lexicon.named_before:
            return True
        if tokens[place].tag not in ("pron", "det", "word", "sub"):
            return False
    return False


def is_nickname(candidate: Candidate) -> bool:
    """Return whether the marked words stand inside a name: «Ann “Annie” Lee»."""
    before, after = candidate.before, candidate.after
    if before is None or after is None or candidate.length > _LONGEST_NICKNAME:
        return False
    return before.tag == "cap" and after.tag == "cap" and not candidate.is_closed_like_speech


def is_named_by_noun(text: str, quotation: MarkedString, candidate: Candidate) -> bool:
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
        or _is_name_of_a_kind(candidate, before)
        or before.form.startswith(lexicon.name_noun_stems or "\0")
    )


def _is_name_of_a_kind(candidate: Candidate, before: Token) -> bool:
    """Return whether a noun before says what has the name; with its article it may be the subject of the words."""
    article = candidate.lexicon.article
    is_definite = bool(article) and before.form.startswith(article)
    return before.form in candidate.lexicon.name_nouns and not (
        is_definite and candidate.length > _SHORT_WORD
    )


def is_coined(text: str, quotation: MarkedString, candidate: Candidate) -> bool:
    """Return whether a noun of terms follows few words: «提出“…”的概念», but «公司称，将坚持“…”的原则», which reports them."""
    endings = candidate.lexicon.term_endings
    if candidate.lexicon.unspaced and _modifies_a_noun(candidate):
        return True
    if not endings or not text.startswith(endings, quotation.outer_end):
        return False
    if len(candidate.content) > _LONGEST_UNSPACED_NAME or candidate.is_closed_like_speech:
        return False
    is_joined = not text.startswith(candidate.lexicon.attributive, quotation.outer_end)
    is_object = candidate.before is not None and candidate.before.tag == "cue"
    return is_joined or is_object or not candidate.is_tied


def _modifies_a_noun(candidate: Candidate) -> bool:
    """Return whether few characters stand right before a noun, and no verb of saying right before them: «报道，牛场使用“牛脸识别”技术»."""
    before, after = candidate.before, candidate.after
    if after is None or after.tag != "word" or after.form.startswith(candidate.lexicon.attributive):
        return False
    is_short = len(candidate.content) <= _LONGEST_NAME and not candidate.is_closed_like_speech
    return (
        is_short
        and candidate.rule in (LEFT_CUE, SUBJECT_FIRST)
        and (before is None or before.tag not in ("cue", ":"))
    )


def _stands_inside_a_noun_phrase(candidate: Candidate) -> bool:
    """Return whether a noun stands before and a name after: «директор общества «Плывём вместе» Полина Ананьева»."""
    before, after = candidate.before, candidate.after
    if before is None or before.tag != "word" or after is None or candidate.length > FEWEST_WORDS_ALONE:
        return False
    return after.tag == "cap" or after.form in candidate.lexicon.given_names


_LONGEST_UNSPACED_NAME = 10


def _is_said_in_capitals(candidate: Candidate) -> bool:
    """Return whether words in title case are said all the same: «“Thank You, Rome,” he wrote»."""
    if candidate.rule in (SUBJECT_FIRST, CUE_FIRST):
        spoken = candidate.at == 0 and candidate.is_closed_like_speech
        return spoken or candidate.length >= FEWEST_WORDS_ALONE
    if candidate.rule is NOUN_OF_SAYING and candidate.before is not None:
        return candidate.before.form not in candidate.lexicon.title_links
    if candidate.rule in (LEFT_CUE, PASSIVE):
        return candidate.cue_distance <= _REACH_OF_A_CUE
    return candidate.is_tied and candidate.rule is not RIGHT_CUE


def _is_noun_title(candidate: Candidate, follows: bool) -> bool:
    """Return whether the words are all nouns, in a language that gives every noun a capital."""
    if candidate.is_beside and not follows and candidate.length >= FEWEST_WORDS_ALONE:
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
    if candidate.length > _LONGEST_TITLE // 2 or candidate.content[-1] in TERMINAL:
        return False
    if candidate.before is not None and candidate.before.form in candidate.lexicon.reported_mood:
        # «bemängelt, die Schätzung sei „Makulatur“»
        return False
    return candidate.begins_like_a_name and all(
        word[0].isupper() for word in candidate.words if len(word) > _SHORT_WORD
    )


def is_name(text: str, quotation: MarkedString, candidate: Candidate) -> bool:
    """Return whether the text around uses the same words without marks, as it does with a name."""
    if not FEWEST_IN_A_NAME <= candidate.length <= _LONGEST_NAME or not candidate.is_loose:
        return False
    if not candidate.begins_like_a_name or (
        candidate.lexicon.capitals and not candidate.words[-1][0].isupper()
    ):
        return False
    around = text[max(0, quotation.start - _NEIGHBOURHOOD) : quotation.end + _NEIGHBOURHOOD]
    marked = candidate.content + text[quotation.end : quotation.end + 1]
    return around.count(candidate.content) - around.count(marked) > 1
