"""Subjects where the verb begins its clause, as in Arabic: «إن سامي قاسم وصف», «أما مريم عيسى، وهي معلمة، فروت»."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.inversion import end_of_name
from corpuskit.quotes.syntax.phrases import Phrase, phrase_from
from corpuskit.quotes.syntax.tokens import Token

# «لافتة | كُتب عليها:»
_WRITTEN_ON_IT = (["word", "adv", ":"], ["word", "prep", ":"], ["cue", "adv", ":"], ["cue", "prep", ":"])


def before_its_verb(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject before its verb, after a particle or where the sentence begins: «إن سامي قاسم وصف»."""
    if (
        cue
        and tokens[cue - 1].form in lexicon.written
        and ":" in [token.tag for token in tokens[cue + 1 : cue + 3]]
    ):
        # «عُلقت على الباب | لافتة | تقول:», «لافتة | كُتب عليها:»
        return cue - 1, cue
    # «كان المدير | قد | قال», «جدي | كان | يقول»
    end = cue
    while end > 1 and tokens[end - 1].tag in ("aux", "sub") and cue - end < _WORDS_OF_A_NAME:
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].tag in ("word", "det") and end - start < _LONGEST_SUBJECT:
        start -= 1
    if start == end:
        return _behind_a_particle(tokens, cue, lexicon) or _topic(tokens, cue, lexicon)
    if start and (tokens[start - 1].form in lexicon.subject_particles or tokens[start - 1].tag == "aux"):
        # «أما المدرب فوصف», «كان جدي يقول».
        return start, end
    is_subject = end == cue or tokens[cue - 1].tag == "aux"
    # «…، والسائق ما زال يكرر»
    begins = _begins_a_clause(tokens, start) or lexicon.splits_conjunction(tokens[start].form)
    if is_subject and begins and _is_definite(tokens[start].form, lexicon):
        return start, end
    return _topic(tokens, cue, lexicon)


def subject_of_verb_before(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the verb that begins a sentence, which one behind a conjunction shares: «فابتسم | الساعاتي | وأجاب».

    Args:
        tokens: The sentence.
        cue: Index of the second verb.
        lexicon: Conjunctions that are written together with a verb.
    """
    form = tokens[cue].form
    is_joined = form[0] in lexicon.joined_conjunctions and form[1:] in lexicon.cues
    if lexicon.subject_first or not (is_joined or (cue and tokens[cue - 1].tag == "and")):
        return None
    start = cue
    while start > 0 and not _begins_a_clause(tokens, start):
        start -= 1
    if start + 1 >= cue or any(token.tag != "word" for token in tokens[start : start + 2]):
        return None
    subject = tokens[start + 1].form
    if _is_definite(tokens[start].form, lexicon) or not _is_definite(subject, lexicon):
        return None
    is_feminine = subject.endswith(lexicon.feminine_suffixes) or subject in lexicon.feminine
    if subject not in lexicon.given_names and is_feminine != (form in lexicon.feminine_cues):
        return None
    last = start + 2
    while last < cue and tokens[last].tag == "word" and _is_definite(tokens[last].form, lexicon):
        last += 1
    if tokens[last - 1].form in lexicon.titles:
        # «افتتح الرئيس السيد | جميل عطية | الجلسة»
        named = range(last, min(cue, last + _WORDS_OF_A_NAME))
        last = next((place for place in named if not _may_be_a_name(tokens[place], lexicon)), named.stop)
    return start + 1, last


_WORDS_OF_A_NAME = 2


def _may_be_a_name(token: Token, lexicon: Lexicon) -> bool:
    is_bare = token.tag == "word" and not token.form.startswith(lexicon.article)
    return is_bare and lexicon.may_end_a_name(token.form)


def _behind_a_particle(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject behind a particle that begins a sentence, where a clause divides it from its verb: «أما | مريم عيسى، وهي معلمة، فروت»."""
    is_answer = tokens[cue].form[0] in lexicon.joined_conjunctions and tokens[cue - 1].tag == ","
    if not is_answer or tokens[0].form not in lexicon.subject_particles:
        return None
    phrase = phrase_from(tokens, 1, cue, lexicon)
    return None if phrase is None else (phrase[0], end_of_name(tokens, phrase, lexicon))


def before_circumstantial(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the verb that a participle adds to, right before it: «ونعته | وزارة الثقافة | واصفة إياه»."""
    is_sign = [token.tag for token in tokens[cue + 1 : cue + 4]] in _WRITTEN_ON_IT
    if is_sign and tokens[cue].form in lexicon.written:
        return cue, cue + 1
    if any(token.tag == "cue" for token in tokens[:cue]):
        # That one has its own.
        return None
    start = cue
    while start > 0 and tokens[start - 1].tag in ("word", "det") and cue - start < _LONGEST_SUBJECT:
        start -= 1
    for place in range(start, cue):
        form = tokens[place].form
        if _is_definite(form, lexicon) or form in lexicon.organisations:
            return place, cue
    return None


def _topic(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the definite noun that a sentence begins with, where a clause or an adverbial divides it from its verb."""
    start = cue
    while start > 0 and not _begins_a_clause(tokens, start) and tokens[start - 1].tag not in ("cue", ","):
        start -= 1
    if not _begins_a_clause(tokens, start) or cue - start > _LONGEST_TOPIC:
        return None
    start += tokens[start].tag == "aux"
    if not _is_definite(tokens[start].form, lexicon):
        return None
    phrase = phrase_from(tokens, start, cue, lexicon)
    is_divided = phrase is not None and tokens[phrase[1]].tag in ("prep", "rel", "adv", "time")
    return phrase if is_divided else None


def _begins_a_clause(tokens: Sequence[Token], start: int) -> bool:
    return not start or tokens[start - 1].tag in (".", ":", ";", "?", "!", "-", ")", "quote")


def _is_definite(form: str, lexicon: Lexicon) -> bool:
    bare = (
        form[1:] if form[0] in lexicon.joined_conjunctions and form[1:].startswith(lexicon.article) else form
    )
    return bare.startswith(lexicon.article or "\0") or form in lexicon.given_names or lexicon.is_person(form)


_LONGEST_TOPIC = 10
_LONGEST_SUBJECT = 6
