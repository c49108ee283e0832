"""Subjects before their verb: «Ann Lee, the mayor, who was tired, said»."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.clauses import clause_start, list_segments, skip_brackets, strip_opening
from corpuskit.quotes.syntax.phrases import (
    VERBAL,
    Phrase,
    first_subject,
    is_noun_phrase,
    phrase_before,
    phrase_from,
    subject_behind_adverbial,
    with_apposition,
)
from corpuskit.quotes.syntax.tokens import Token

_COMMA_AND_CONJUNCTION = 2
_PREPOSITION_AND_PRONOUN = 2


def subject_before(tokens: Sequence[Token], verb: int, lexicon: Lexicon, floor: int = 0) -> Phrase | None:
    """Return the subject of the verb at index `verb`, where it stands before the verb.

    Args:
        tokens: The sentence.
        verb: Index of the verb.
        lexicon: Classes of words.
        floor: Index before which nothing is looked at.
    """
    index = verb
    while index > floor and tokens[index - 1].tag in ("adv", "aux", "time"):
        index -= 1
    if lexicon.drops_pronouns and index - 1 > floor and tokens[index - 1].tag == "det":
        # «la chiamò»: before a verb an article is a pronoun.
        index -= 1
    if index <= floor:
        return None
    before = tokens[index - 1]
    if before.tag == "rel" or _is_relative(tokens, index - 1, floor, lexicon):
        return _antecedent(tokens, index - 1, floor, lexicon)
    if _shares_subject(tokens, index, verb, lexicon):
        starts_it = before.tag != "," and _is_participle(tokens, index, verb, lexicon)
        return _shared_subject(tokens, index if starts_it else index - 1, floor, lexicon)
    start = max(floor, clause_start(tokens, index))
    if before.tag == ",":
        start = _before_relative_clause(tokens, start, floor)
        return _before_apposition(tokens, start, index - 1, lexicon)
    first, last = list_segments(tokens, start, index)[-1]
    begun = strip_opening(tokens, first, last)
    if lexicon.subject_leads:
        found = first_subject(tokens, begun, last, lexicon) or first_subject(tokens, start, last, lexicon)
        if found is not None and found[1] < last and tokens[found[1]].tag == "det":
            # «看台上|一位球迷|喊道»
            nearest = phrase_from(tokens, found[1], last, lexicon)
            found = nearest if nearest is not None and nearest[1] == last else found
        return found
    return _subject_in_segment(tokens, begun, last, floor, lexicon) if begun < last else None


def _is_relative(tokens: Sequence[Token], place: int, floor: int, lexicon: Lexicon) -> bool:
    """Return whether «que» or «che» stands for a noun before a comma: «Loris Zanetti, che annuncia»."""
    if not lexicon.drops_pronouns or tokens[place].form not in lexicon.complementizers:
        return False
    if place - 1 <= floor or tokens[place - 1].tag != ",":
        return False
    return tokens[place].tag == "sub" and tokens[place - 2].tag in ("cap", "word")


def _before_relative_clause(tokens: Sequence[Token], start: int, floor: int) -> int:
    """Return where the clause begins that a clause between commas stands in: «Mi abuelo, que no sabía leer,»."""
    place = start
    while place - _COMMA_AND_CONJUNCTION > floor and tokens[place - 1].tag == "sub":
        if tokens[place - 2].tag == ",":
            return max(floor, clause_start(tokens, place - 2))
        # «…, que tiene un huerto como un salón,»: a clause inside the clause.
        place = max(floor, clause_start(tokens, place - 1))
    return start


def _is_participle(tokens: Sequence[Token], index: int, verb: int, lexicon: Lexicon) -> bool:
    """Return whether the verb is a participle that no auxiliary makes finite: «…, adding that»."""
    if any(token.tag == "aux" for token in tokens[index:verb]):
        return False
    return tokens[verb].tag == "participle" or tokens[verb].form.endswith(
        lexicon.participle_suffixes or ("\0",)
    )


def _shares_subject(tokens: Sequence[Token], index: int, verb: int, lexicon: Lexicon) -> bool:
    """Return whether the verb has the subject of another one before it: «rose and said», «rose to say»."""
    before = tokens[index - 1]
    if before.tag == "and" or before.form in lexicon.infinitive_marks or before.tag in VERBAL:
        return True
    if before.tag == "," and index > 1 and tokens[index - 2].tag in VERBAL:
        return True
    return _is_participle(tokens, index, verb, lexicon)


def _subject_in_segment(
    tokens: Sequence[Token], begun: int, last: int, floor: int, lexicon: Lexicon
) -> Phrase | None:
    """Return the subject of a verb that stands right after the stretch between commas given."""
    if last - begun > 1 and tokens[last - 1].form in lexicon.object_pronouns:
        last -= 1
    elif last - begun > 1 and tokens[last - 1].tag == "pron" and tokens[begun].tag != "rel":
        if tokens[last - 2].tag != "prep" or last - begun == _PREPOSITION_AND_PRONOUN:
            return last - 1, last
        # «房东跟我说»: with somebody.
        last -= _PREPOSITION_AND_PRONOUN
    if tokens[begun].tag == "rel":
        if begun + 1 < last and tokens[begun + 1].tag in ("pron", "cap", "det"):
            # «the plan, which Ann Lee called»: the relative is the object.
            return phrase_before(tokens, last, begun + 1)
        return _antecedent(tokens, begun, floor, lexicon)
    if any(token.tag in VERBAL or token.tag == "rel" for token in tokens[begun:last]):
        return _inside_long_segment(tokens, begun, last, lexicon)
    if tokens[begun].tag in ("prep", "participle"):
        is_adverbial = tokens[begun].tag == "prep"
        find = subject_behind_adverbial if is_adverbial else _behind_participle
        return find(tokens, begun, last, lexicon)
    begun = _behind_another_clause(tokens, begun, last)
    return _without_adverbial(tokens, begun, last, lexicon) or _trimmed(tokens, begun, last, lexicon)


def _behind_another_clause(tokens: Sequence[Token], begun: int, last: int) -> int:
    """Return where a clause begins behind one with an adverb and a conjunction: «El agua ya subía y | mi madre»."""
    for place in range(last - 2, begun + 1, -1):
        if tokens[place].tag == "and" and tokens[place + 1].tag == "det":
            is_clause = any(token.tag == "adv" for token in tokens[begun + 1 : place])
            return place + 1 if is_clause else begun
    return begun


def _behind_participle(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    return phrase_before(tokens, end, start + 1, lexicon)


def _without_adverbial(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """Return a subject before an adverbial: «Министр Олег Дымов | в интервью телеканалу | заявил»."""
    phrase = phrase_from(tokens, start, end, lexicon) if lexicon.names_end_phrases else None
    if phrase is not None and phrase[1] < end and tokens[phrase[1]].tag == "prep":
        return phrase
    return None


def _trimmed(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    while end > start and tokens[end - 1].tag in ("time", "adv", "det"):
        end -= 1
    end = skip_brackets(tokens, end, start)
    return (start, end) if is_noun_phrase(tokens, (start, end), lexicon) else None


def _inside_long_segment(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of a verb that other verbs stand before, in the same stretch."""
    near = phrase_before(tokens, end, start)
    if tokens[start].tag in ("prep", "participle", "verb"):
        return near
    first = phrase_from(tokens, start, end, lexicon)
    if near is not None and tokens[near[0]].tag == "pron":
        return near
    if near is not None and first is not None and tokens[near[0] - 1].tag == "and":
        between = tokens[first[1] : near[0]]
    else:
        between = []
    if any(token.tag in VERBAL for token in between):
        # «L’eau était froide et mon frère répétait»: each clause has a subject of its own.
        return near
    relative = next((k for k in range(start, end) if tokens[k].tag == "rel"), None)
    if first is None or (
        relative is None
        and near is not None
        and near[1] - near[0] > 0
        and tokens[near[0]].tag == "cap"
        and tokens[near[0] - 1].tag not in ("prep", "det", "verb", "cue", "aux")
    ):
        return near
    return first


def _antecedent(tokens: Sequence[Token], relative: int, floor: int, lexicon: Lexicon) -> Phrase | None:
    """Return the noun that a relative pronoun stands for."""
    end = relative
    if end > floor and tokens[end - 1].tag == ",":
        end -= 1
    start = max(floor, clause_start(tokens, end))
    segments = list_segments(tokens, start, end)
    first, last = segments[-1]
    begun = strip_opening(tokens, first, last)
    is_age = any(token.tag == "number" for token in tokens[first:last])
    if len(segments) > 1 and begun < last and (is_age or tokens[begun].tag in ("det", "word")):
        # «Ann Lee, a farmer who …», «Seu Onofre, de 88 anos, que …»: the name before the apposition.
        name = phrase_before(tokens, first - 1, segments[-2][0])
        if name is not None and tokens[name[1] - 1].tag == "cap":
            return name
    phrase = phrase_from(tokens, begun, last, lexicon) if begun < last else None
    if phrase is not None and phrase[1] == last:
        return phrase
    return phrase_before(tokens, last, begun)


def _shared_subject(tokens: Sequence[Token], index: int, floor: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the main verb that a coordinated verb or a participle at `index` shares."""
    start = max(floor, clause_start(tokens, index))
    relative = list_segments(tokens, start, index)[-1][0]
    if tokens[relative].tag == "rel":
        # «old Maddocks, who used to say»
        return _antecedent(tokens, relative, floor, lexicon)
    if start == index:
        # The participle comes first: «Speaking in Rome, he said».
        return None
    found = first_subject(tokens, start, index, lexicon)
    while found is None and start > floor:
        if tokens[start - 1].tag == "quote":
            return None
        end = start - 1
        start = max(floor, clause_start(tokens, end))
        found = first_subject(tokens, start, end, lexicon)
    return found


def _before_apposition(tokens: Sequence[Token], start: int, comma: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject where an apposition or a relative clause stands between it and the verb."""
    segments = list_segments(tokens, start, comma)
    if len(segments) > 1 and tokens[segments[-1][0]].tag == "prep":
        # «Pregunté si había agua y | ella |, sin levantar la vista, respondió»
        begun, last = segments[-2]
        near = phrase_before(tokens, last, begun)
        if near is not None and near[1] == last and tokens[near[0] - 1].tag == "and" and near[0] > begun:
            return near
    found = first_subject(tokens, start, comma, lexicon)
    if found is not None:
        whole = with_apposition(tokens, found, lexicon)
        return whole if whole[1] == comma else found
    first, last = list_segments(tokens, start, comma)[0]
    found = phrase_before(tokens, last, first)
    if found is not None and lexicon.may_lack_a_subject and found[0] and tokens[found[0] - 1].tag == "prep":
        # «На вопрос суда, когда он приехал, ответил»
        return None
    return found
