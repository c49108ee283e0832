"""Noun phrases beside a verb of saying: who its subject is, without a parser.

Phrases are `(first, last)` indices of tokens, half-open, or None where there is no noun phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.clauses import list_segments, skip_brackets, strip_opening
from corpuskit.quotes.syntax.tokens import Token

Phrase = tuple[int, int]

_NOMINAL = frozenset({"cap", "word", "number", "&", "/", "#", "$", "possessive"})
_SMALL_WORDS = frozenset({"word", "participle"})
VERBAL = frozenset({"cue", "verb", "aux", "participle"})
"""Tags of verbs."""
_LONGEST_PHRASE = 30


def is_noun_phrase(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon | None) -> bool:
    """Return whether a stretch can name somebody: it holds a pronoun, a name or a noun."""
    words = tokens[slice(*phrase)]
    named = (
        ("cap", "pron")
        if lexicon is not None and lexicon.nouns_are_capitalised
        else ("cap", "pron", "number")
    )
    if any(token.tag in named for token in words):
        return True
    if lexicon is None or not lexicon.nouns_are_capitalised:
        return any(token.tag == "word" for token in words)
    # «Die so: …», «mama hat gesagt»; but «gleich danach».
    return any(token.tag == "det" or lexicon.is_person(token.form) for token in words)


def is_report_verb(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a word beside speech is a verb that reports it: a verb of saying, or one by its suffix.

    Args:
        token: The word, in small letters.
        lexicon: Verbs of saying and suffixes of finite verbs.
    """
    if token.tag == "cue":
        return True
    shaped = lexicon.report_suffixes and token.form.endswith(lexicon.report_suffixes)
    return bool(shaped) and token.tag in ("word", "verb", "adv") and len(token.form) >= _SHORTEST_VERB


_SHORTEST_VERB = 4


def phrase_before(
    tokens: Sequence[Token], end: int, floor: int, lexicon: Lexicon | None = None
) -> Phrase | None:
    """Return the noun phrase that ends right before `end`, read from right to left.

    Args:
        tokens: The sentence.
        end: Index after the last token of the phrase.
        floor: Index below which it does not begin.
        lexicon: Where names end phrases a noun in small letters after one begins another; None for no such language.
    """
    while end > floor and tokens[end - 1].tag in ("time", "adv"):
        end -= 1
    last = skip_brackets(tokens, end, floor)
    if last <= floor:
        return None
    if tokens[last - 1].tag == "pron":
        return last - 1, last
    index = last
    while index > floor:
        tag = tokens[index - 1].tag
        if (
            lexicon is not None
            and lexicon.names_end_phrases
            and index < last
            and tag == "cap"
            and tokens[index].tag == "word"
        ):
            break
        if tag in _NOMINAL or tag == ".":
            index -= 1
        elif tag == "det":
            index -= 1
            if index == floor or tokens[index - 1].tag != "det":
                break
        else:
            break
    while index < last and tokens[index].tag in (".", "&", "/"):
        index += 1
    return (index, last) if is_noun_phrase(tokens, (index, last), lexicon) else None


def phrase_from(tokens: Sequence[Token], start: int, ceiling: int, lexicon: Lexicon) -> Phrase | None:
    """Return the noun phrase that begins at `start`, read from left to right, without its appositions.

    Args:
        tokens: The sentence.
        start: Index of its first token.
        ceiling: Index that it does not reach.
        lexicon: For the prepositions that link nouns.
    """
    if start >= ceiling:
        return None
    start += _owns_a_pronoun(tokens, start, ceiling, lexicon)
    if tokens[start].tag == "pron" and not _owns_the_next(tokens, start, ceiling, lexicon):
        return start, start + 1
    index = start + (tokens[start].tag == "pron")
    ceiling = min(ceiling, start + _LONGEST_PHRASE)
    while index < ceiling:
        if _goes_on(tokens, start, index, ceiling, lexicon) or _stands_in_an_attribute(
            tokens, start, index, ceiling, lexicon
        ):
            index += 1
        elif tokens[index].tag == "(":
            close = next((k for k in range(index, min(ceiling, index + 14)) if tokens[k].tag == ")"), None)
            if close is None or index == start:
                break
            index = close + 1
        else:
            break
    index = _without_open_end(tokens, start, index)
    if lexicon.names_end_phrases:
        index = _end_of_name(tokens, start, index)
    return (start, index) if is_noun_phrase(tokens, (start, index), lexicon) else None


def _owns_the_next(tokens: Sequence[Token], start: int, ceiling: int, lexicon: Lexicon) -> bool:
    """Return whether a pronoun says whose the noun of persons behind it is: «她|母亲», «对方|主帅佩雷拉»."""
    return lexicon.unspaced and start + 1 < ceiling and lexicon.is_person(tokens[start + 1].form)


def _without_open_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a phrase ends without prepositions, articles and remarks in brackets at its end."""
    while end > start and tokens[end - 1].tag in ("prep", "det", "and", ")"):
        end = skip_brackets(tokens, end, start) if tokens[end - 1].tag == ")" else end - 1
    return end


def _owns_a_pronoun(tokens: Sequence[Token], start: int, ceiling: int, lexicon: Lexicon) -> bool:
    """Return whether an attribute stands before a pronoun: «六十二岁的|她»."""
    if not lexicon.attributive or start + 1 >= ceiling or tokens[start + 1].tag != "pron":
        return False
    return tokens[start].form.endswith(lexicon.attributive)


def _ends_at_a_person(token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Return whether a noun of persons ends a phrase: what follows in a script without spaces is no name."""
    if following.tag != "word" or not lexicon.is_person(token.form):
        return False
    form = following.form
    return not (
        lexicon.is_person(form)
        or form in lexicon.organisations
        or form.startswith(lexicon.name_beginnings)
        or form in lexicon.nouns
        or form[0] in lexicon.surnames
        or form[:2] in lexicon.surnames
        or lexicon.borrowed_characters.union("·•").issuperset(form[:_SHORTEST_BORROWED])
        or form.isascii()
    )


_SHORTEST_BORROWED = 3


def _goes_on(tokens: Sequence[Token], start: int, index: int, ceiling: int, lexicon: Lexicon) -> bool:
    """Return whether the token at `index` goes on with the noun phrase that began at `start`."""
    token = tokens[index]
    if lexicon.unspaced and index > start and _ends_at_a_person(tokens[index - 1], token, lexicon):
        return False
    if token.tag == "det":
        # After a noun it begins another phrase.
        return (
            index == start
            or tokens[index - 1].tag not in ("word", "cap", "number")
            or token.form in lexicon.linking
            or _names_an_office(tokens, start, index, ceiling, lexicon)
        )
    if token.tag == "prep":
        links = token.form in lexicon.linking or (
            tokens[index - 1].tag == "det" and token.form in lexicon.partitives
        )
        return index > start and links and not _begins_an_adverbial(tokens, index, ceiling, lexicon)
    if token.tag == "and":
        return index > start and index + 1 < ceiling and _joins_names(tokens, index)
    if lexicon.nouns_are_capitalised and index > start and tokens[index - 1].tag == "cap":
        # Every noun has a capital: what follows one in small letters is a verb, or belongs to something else.
        return token.tag in _NOMINAL and token.tag not in _SMALL_WORDS
    return token.tag in _NOMINAL and not _follows_a_given_name(tokens, start, index, lexicon)


def _names_an_office(tokens: Sequence[Token], start: int, index: int, ceiling: int, lexicon: Lexicon) -> bool:
    """Return whether an article divides a form of address and an office: «Mme | le maire»."""
    is_address = index == start + 1 and tokens[start].tag == "cap" and tokens[start].form in lexicon.titles
    return is_address and index + 1 < ceiling and lexicon.is_person(tokens[index + 1].form)


def _stands_in_an_attribute(
    tokens: Sequence[Token], start: int, index: int, ceiling: int, lexicon: Lexicon
) -> bool:
    """Return whether a clause before a noun goes on: «一位|不愿具名的|专家»."""
    if not lexicon.attributive or index == start or tokens[start].tag != "det":
        return False
    for place in range(index, min(ceiling - 1, index + _LONGEST_ATTRIBUTE)):
        if tokens[place].tag not in _INSIDE_ATTRIBUTES:
            return False
        if tokens[place].form.endswith(lexicon.attributive):
            return tokens[place + 1].tag == "word"
    return False


_LONGEST_ATTRIBUTE = 5
_INSIDE_ATTRIBUTES = frozenset({"word", "aux", "verb", "adv", "prep", "time", "number"})


def _follows_a_given_name(tokens: Sequence[Token], start: int, index: int, lexicon: Lexicon) -> bool:
    """Return whether a word in small letters stands right behind a given name: «Nico | apartó»."""
    if index == start or not lexicon.capitals or tokens[index].tag != "word":
        return False
    before = tokens[index - 1]
    if before.tag != "cap" or tokens[index].form in lexicon.particles:
        return False
    # «O vereador Abílio Fontainhas | votou contra»
    is_full = index - start > 1 and tokens[index - 2].tag == "cap"
    is_verb = is_full and tokens[index].form.endswith(lexicon.report_suffixes or ("\0",))
    return is_verb or before.form in lexicon.given_names


def _begins_an_adverbial(tokens: Sequence[Token], index: int, ceiling: int, lexicon: Lexicon) -> bool:
    """Return whether a preposition stands before a time, or something of the subject: «le maire | au matin», «er | in seinem Brief»."""
    following = tokens[index + 1 : min(ceiling, index + 3)]
    if not following:
        return False
    if following[0].form.endswith(lexicon.gerund_suffixes or ("\0",)):
        return True
    if _is_behind_a_name(tokens, index, lexicon) and tokens[index].form not in lexicon.particles:
        # «l’abbé Gaucher | au printemps»
        return following[0].tag in ("word", "number")
    if lexicon.verb_second and (
        following[0].form in lexicon.possessives
        or (following[0].form in lexicon.indefinites and tokens[index].form not in lexicon.agents)
    ):
        # «ihr Meister | in seinem Brief», «der Minister | in einem Interview»
        return True
    return following[0].tag == "time" or (
        len(following) > 1 and following[0].tag == "det" and following[1].tag == "time"
    )


def _is_behind_a_name(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    return lexicon.capitals and not lexicon.nouns_are_capitalised and tokens[index - 1].tag == "cap"


def _end_of_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return the index after the last capitalised word of a phrase, or its end where there is none."""
    return next((place for place in range(end, start, -1) if tokens[place - 1].tag == "cap"), end)


def _joins_names(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index - 1].tag == "cap" and tokens[index + 1].tag == "cap"


def first_subject(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """Return the noun phrase that a clause begins with, what stands before it left out.

    Args:
        tokens: The sentence.
        start: Where the clause begins.
        end: Where the search ends: at the verb.
        lexicon: For the prepositions that link nouns.
    """
    for first, last in list_segments(tokens, start, end):
        begun = strip_opening(tokens, first, last)
        # «有|记者问»
        begun += lexicon.unspaced and begun < last and tokens[begun].tag == "aux"
        if begun >= last:
            continue
        if tokens[begun].tag == "cue" and begun > 0 and tokens[begun - 1].tag in (",", "quote"):
            # «“…,” said Ann Lee, adding»: the subject of the verb before is shared.
            inverted = phrase_from(tokens, begun + 1, last, lexicon)
            if inverted is not None:
                return inverted
        if tokens[begun].tag in ("prep", "participle", "rel", "sub", "verb", "aux", "cue"):
            if last == end and tokens[begun].tag == "prep":
                return subject_behind_adverbial(tokens, begun, last, lexicon)
            continue
        phrase = phrase_from(tokens, begun, last, lexicon)
        if phrase is None or (lexicon.unspaced and _counts_things(tokens, phrase, lexicon)):
            continue
        if lexicon.unspaced and phrase[1] < last and tokens[phrase[1]].tag == "det":
            # «看台上|一位球迷»
            return phrase_from(tokens, phrase[1], last, lexicon) or phrase
        return phrase
    return None


def _counts_things(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Return whether a phrase begins with a figure and names nobody: «18元一碗»."""
    first, last = tokens[phrase[0]].form, tokens[phrase[1] - 1].form
    return first[0].isdigit() and not (
        lexicon.is_person(last) or last.endswith(tuple(lexicon.person_endings | lexicon.organisations))
    )


def subject_behind_adverbial(
    tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon
) -> Phrase | None:
    """Return the subject of a stretch that begins with a preposition: «En Roma | el alcalde».

    Args:
        tokens: The sentence.
        start: Index of the preposition.
        end: Where the stretch ends: at the verb.
        lexicon: Whether the verb alone may hold the subject, so that there may be none.
    """
    place: int | None = start
    while place is not None and place < end and tokens[place].tag in ("prep", "time", "adv"):
        place = end_of_adverbial(tokens, place, lexicon) if tokens[place].tag == "prep" else place + 1
    if (
        place is not None
        and place < end
        and (
            tokens[place].tag in ("cap", "det", "pron")
            or (tokens[place].tag == "word" and tokens[place - 1].tag == "time" and not lexicon.has_articles)
        )
    ):
        found = phrase_from(tokens, place, end, lexicon)
        if found is not None:
            return found
    found = phrase_before(tokens, _before_verbs(tokens, start, end), start + 1, lexicon)
    if found is not None and [
        token.tag for token in tokens[found[0] - 1 : found[1] + 1 : found[1] - found[0] + 1]
    ] == ["time", "time"]:
        # «в октябре | прошлого | года»
        return None
    if found is not None and lexicon.may_lack_a_subject and tokens[found[0] - 1].tag == "prep":
        # «На вопрос журналистов | мэр»
        is_own = not lexicon.has_articles and found[1] - found[0] > 1
        return (found[1] - 1, found[1]) if is_own and lexicon.is_person(tokens[found[1] - 1].form) else None
    return found


def end_of_adverbial(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int | None:
    """Return the index after the phrase of the preposition at `index`, which a name after it is no part of.

    Args:
        tokens: The sentence.
        index: Index of the preposition.
        lexicon: Given names, and the prepositions that link nouns.
    """
    phrase = phrase_from(tokens, index + 1, len(tokens), lexicon)
    if phrase is None:
        return None
    first, last = phrase
    if lexicon.capitals:
        counted = next(
            (place + 1 for place in range(last - 1, first, -1) if tokens[place].tag == "time"), last
        )
        if counted < last:
            # «Через десять дней | директор»
            return counted
    if not lexicon.has_articles and not lexicon.article:
        # «отозвался из угла | дед»: a noun of persons in the nominative belongs to no preposition.
        person = (place for place in range(first + 1, last) if lexicon.is_person(tokens[place].form))
        last = next(person, last)
    small = tokens[first].tag in ("det", "word")
    for place in range(first + 1, last):
        if tokens[place].tag != "cap":
            continue
        is_name = tokens[place].form in lexicon.given_names
        if is_name and tokens[place - 1].tag not in ("prep", "det"):
            return place
        if small and tokens[place - 1].tag == "word":
            return place
    return last


def _before_verbs(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return the index of the first finite verb of a stretch, or its end."""
    for index in range(start + 1, end):
        if tokens[index].tag in ("verb", "aux", "cue"):
            return index
    return end


def is_passive(tokens: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    """Return whether the verb at index `verb` is passive, so that its subject is not who speaks."""
    if not lexicon.passive_auxiliaries or tokens[verb].form.endswith(lexicon.participle_suffixes or ("\0",)):
        return False
    if tokens[verb].form in lexicon.passive_auxiliaries:
        # «В письме сказано: “…”»
        return True
    place = verb
    while place > 0 and tokens[place - 1].tag in ("adv", "aux"):
        place -= 1
        if tokens[place].form in lexicon.passive_auxiliaries:
            # «elle | s’ | est dite ravie»
            return not place or tokens[place - 1].form not in lexicon.reflexives
    return False


def with_apposition(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """Return a noun phrase with the apposition that follows it between commas: «Ann Lee, the mayor of Rome,»."""
    first, last = phrase
    if last + 1 >= len(tokens) or tokens[last].tag != "," or tokens[first].tag == "pron":
        return phrase
    if tokens[last + 1].tag not in ("det", "word", "cap", "number"):
        return phrase
    # «Левко|, визираючи у вікно»
    is_act = not lexicon.has_articles and tokens[last + 1].form.endswith(lexicon.gerund_suffixes or ("\0",))
    if is_act or lexicon.splits_conjunction(tokens[last + 1].form):
        return phrase
    added = phrase_from(tokens, last + 1, len(tokens), lexicon)
    if added is None or tokens[added[0]].tag == "pron":
        return phrase
    end = added[1]
    if tokens[end - 1].tag == "number":
        return phrase
    closes = end == len(tokens) or tokens[end].tag in (",", ":", ".", "prep", "cue", "-")
    return (first, end) if closes else phrase
