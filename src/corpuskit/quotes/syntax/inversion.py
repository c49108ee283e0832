"""Subjects after their verb: «said the mayor», «dijo ayer en Roma el alcalde», and where they end."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.clauses import clause_start
from corpuskit.quotes.syntax.phrases import VERBAL, Phrase, end_of_adverbial, phrase_from, with_apposition
from corpuskit.quotes.syntax.tokens import Token


def _is_addressed(form: str, lexicon: Lexicon) -> bool:
    """Return whether a word says to whom somebody speaks: «قالت | للوالي»."""
    return form.startswith(lexicon.dative_prefix) and form not in lexicon.titles


def subject_after(tokens: Sequence[Token], verb: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the verb at index `verb`, where it stands after the verb: «said the mayor».

    Args:
        tokens: The sentence.
        verb: Index of the verb.
        lexicon: Classes of words.
    """
    index = verb + 1
    while index < len(tokens) and (
        tokens[index].tag in ("adv", "time") or is_bare_adverb(tokens, index, lexicon)
    ):
        index += 1
    if (
        index + 1 < len(tokens)
        and tokens[index].form in lexicon.object_pronouns
        and tokens[index + 1].tag in _FIRST_OF_SUBJECTS
    ):
        # «told me his wife»
        index += 1
    index += index < len(tokens) and _is_addressed(tokens[index].form, lexicon)
    index = _skip_aside(tokens, index, lexicon)
    if lexicon.inverts and not (index < len(tokens) and _speaks_there(tokens, verb, index, lexicon)):
        index = _skip_adverbials(tokens, index, lexicon)
    if index < len(tokens) and _speaks_there(tokens, verb, index, lexicon):
        return phrase_from(tokens, index + 1, len(tokens), lexicon)
    if index >= len(tokens) or tokens[index].tag not in ("cap", "det", "pron", "word", "number"):
        return None
    is_bare = index + 1 == len(tokens) or tokens[index + 1].tag in (",", ".")
    if tokens[index].tag == "det" and is_bare and lexicon.verb_second:
        # «meinte der, und ging»
        return index, index + 1
    phrase = phrase_from(tokens, index, len(tokens), lexicon)
    if phrase is not None:
        phrase = phrase[0], end_of_name(tokens, phrase, lexicon)
    if phrase is None:
        return None
    if _is_owner(tokens, phrase, lexicon):
        return phrase[0], phrase[1] + 1
    return _with_name_behind(tokens, phrase, lexicon) or with_apposition(tokens, phrase, lexicon)


def _gerunds(lexicon: Lexicon) -> tuple[str, ...]:
    return (*(lexicon.gerund_suffixes or ()), *(lexicon.participle_suffixes or ()), "\0")


def subject_between_commas(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject behind a verb that divides a clause before its own verb: «The problem, says the mayor, is “old”».

    Args:
        tokens: The sentence.
        cue: Index of the verb.
        lexicon: Classes of words.
    """
    first = cue
    while first and tokens[first - 1].tag in ("adv", "aux"):
        first -= 1
    suffixes = (*lexicon.participle_suffixes, *lexicon.gerund_suffixes, "\0")
    if first < _SHORTEST_BEGINNING or tokens[first - 1].tag != "," or tokens[cue].form.endswith(suffixes):
        return None
    before = tokens[clause_start(tokens, first - 1) : first - 1]
    if not before or any(token.tag in VERBAL or token.tag == "rel" for token in before):
        return None
    found = subject_after(tokens, cue, lexicon)
    end = len(tokens) if found is None else found[1]
    if end < len(tokens) and tokens[end].tag == "prep":
        # «пишуть | автори звіту | від 4 жовтня,»
        end = next(
            (place for place in range(end, len(tokens)) if tokens[place].tag not in _INSIDE_ASIDES), end
        )
    is_closed = end < len(tokens) and tokens[end].tag in (",", "-")
    return found if is_closed else None


_SHORTEST_BEGINNING = 2


def is_bare_adverb(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Return whether a word without an article stands before the subject, so that it is no noun: «objecta | gravement | l’enfant».

    Args:
        tokens: The sentence.
        index: Index of the word.
        lexicon: Whether its language has articles, and puts the subject behind its verb.
    """
    if not (lexicon.has_articles and lexicon.inverts and lexicon.capitals) or index + 1 >= len(tokens):
        return False
    word, following = tokens[index], tokens[index + 1]
    if lexicon.drops_pronouns and word.form.endswith(_gerunds(lexicon)):
        # «mi ha detto | versandosi | il terzo bicchiere»
        return False
    is_noun = lexicon.is_person(word.form) or word.form in lexicon.titles or word.form in lexicon.particles
    return word.tag in ("word", "participle") and following.tag in _FIRST_OF_SUBJECTS and not is_noun


def _skip_aside(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """Return the index after what stands between commas before a subject: «проговорил|, не поднимая головы,| Степан»."""
    if index + 1 >= len(tokens) or tokens[index].tag != "," or tokens[index + 1].tag not in _FIRST_OF_ASIDES:
        return index
    near = range(index + 2, min(len(tokens) - 1, index + _LONGEST_ASIDE))
    end = next((place for place in near if tokens[place].tag not in _INSIDE_ASIDES), index)
    if tokens[end].tag != "," or end == index:
        return index
    subject = tokens[end + 1]
    is_somebody = subject.form in lexicon.given_names or lexicon.is_person(subject.form)
    has_article = subject.tag == "det" and end + 2 < len(tokens) and lexicon.is_person(tokens[end + 2].form)
    return end + 1 if is_somebody or has_article or (subject.tag == "cap" and lexicon.capitals) else index


_FIRST_OF_ASIDES = frozenset({"prep", "adv", "participle", "word", "aux"})
_INSIDE_ASIDES = frozenset({"word", "prep", "det", "adv", "participle", "time", "number", "aux"})
_LONGEST_ASIDE = 9


def _is_owner(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Return whether a capital is whose relative the noun behind it is: «говорит | Лукашкина | мать»."""
    first, last = phrase
    if not lexicon.surname_endings["masculine"] or last != first + 1 or last >= len(tokens):
        return False
    is_relative = tokens[last].form in lexicon.masculine | lexicon.feminine
    return is_relative and tokens[first].tag == "cap" and tokens[first].form not in lexicon.given_names


def _with_name_behind(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> Phrase | None:
    """Return a title with the name between commas behind its adverbial: «مدير الصندوق | في المنطقة، جهاد أزعور، إن»."""
    if not lexicon.article or phrase[1] >= len(tokens) or tokens[phrase[1]].tag != "prep":
        return None
    near = range(phrase[1], min(len(tokens) - 1, phrase[1] + _LONGEST_ADVERBIAL))
    commas = [place for place in near if tokens[place].tag not in ("prep", "word", "det")][:_BOTH]
    if len(commas) < _BOTH or any(tokens[place].tag != "," for place in commas):
        return None
    named = tokens[commas[0] + 1 : commas[1]]
    is_name = any(token.form in lexicon.given_names for token in named) or (
        tokens[commas[1] + 1].form in lexicon.complementizers
        and all(lexicon.may_end_a_name(token.form) for token in named)
    )
    is_named_before = any(token.form in lexicon.given_names for token in tokens[phrase[0] : commas[0]])
    is_full = _WORDS_OF_A_NAME <= len(named) <= 2 * _WORDS_OF_A_NAME
    return (phrase[0], commas[1]) if is_full and is_name and not is_named_before else None


_BOTH = 2
_LONGEST_ADVERBIAL = 12


def _speaks_there(tokens: Sequence[Token], verb: int, index: int, lexicon: Lexicon) -> bool:
    """Return whether the place at `index` stands for the people who speak there: «сообщили в мэрии»."""
    return bool(
        lexicon.impersonal_suffixes
        and tokens[index].form in lexicon.place_speakers
        and tokens[verb].form.endswith(lexicon.impersonal_suffixes)
    )


def _skip_adverbials(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """Return the index after what may stand between verb and subject: «dijo ayer en Roma a la prensa el alcalde»."""
    for _ in range(_MOST_ADVERBIALS):
        if index >= len(tokens):
            break
        if tokens[index].tag in ("time", "adv"):
            index += 1
        elif [token.tag for token in tokens[index : index + 3]] == ["det", "adv", "cap"]:
            # «ajouta tout bas Danglars»
            index += 2
        elif (
            tokens[index].tag in ("det", "prep")
            and index + 1 < len(tokens)
            and tokens[index + 1].tag == "time"
        ):
            index += 2
        elif tokens[index].tag == "prep":
            end = end_of_adverbial(tokens, index, lexicon)
            if end is None:
                break
            index = end
        else:
            break
    return index


_FIRST_OF_SUBJECTS = ("det", "cap")
_MOST_ADVERBIALS = 4


def end_of_name(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """Return where a subject ends: before the noun with an article that follows a full name, or a man's title.

    Args:
        tokens: The sentence.
        phrase: The subject, perhaps with its object after it.
        lexicon: Given names, particles and the article of a script without capitals.
    """
    if not lexicon.article:
        return _end_of_full_name(tokens, phrase, lexicon) if lexicon.capitals else phrase[1]
    first, last = phrase
    if last - first > 1 and __is_addressed(tokens[last - 1].form, lexicon):
        # «قالت المديرة | للأهالي»
        last -= 1
    given = next((place for place in range(first, last) if tokens[place].form in lexicon.given_names), None)
    if given is None:
        return _end_of_title(tokens, (first, last), lexicon)
    # «عبد الفتاح» is one name.
    given += given + 1 < last and tokens[given].form in lexicon.name_prefixes
    place = given + 1
    while place < last and (
        tokens[place - 1].form in lexicon.particles
        or tokens[place].form in lexicon.particles
        or place < given + _WORDS_OF_A_NAME
        or lexicon.is_last_part(tokens[place].form)
        or tokens[place - 1].form in lexicon.name_prefixes
        or not tokens[place].form.startswith(lexicon.article)
    ):
        is_last = (
            place == last - 1 == given + 1 and last < len(tokens) and tokens[last].tag in _BEFORE_WHAT_IS_SAID
        )
        # «نفى شهباز شريف | وجود أي خلاف»
        is_object = place >= given + _WORDS_OF_A_NAME and [
            token.tag for token in tokens[place + 1 : place + 2]
        ] == ["det"]
        is_name = is_last or (lexicon.may_end_a_name(tokens[place].form) and not is_object)
        if place >= given + 2 * _WORDS_OF_A_NAME or not is_name:
            break
        place += 1
    return place


_BEFORE_WHAT_IS_SAID = frozenset({":", "sub"})


def __is_addressed(form: str, lexicon: Lexicon) -> bool:
    """Return whether a noun of many persons is written together with a preposition: «للأهالي»."""
    if form[0] in lexicon.joined_conjunctions:
        return False
    return any(
        form.startswith(prefix) and lexicon.article + form.removeprefix(prefix) in lexicon.plural
        for prefix in lexicon.joined_articles
    )


def _end_of_full_name(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """Return the index after a given name and the capitals after it: «told Ann Lee | reporters»."""
    first, last = phrase
    given = next((place for place in range(first, last) if tokens[place].form in lexicon.given_names), None)
    if given is None or given + 1 >= last or tokens[given + 1].tag != "cap":
        return last
    if given == first + 1 and tokens[first].tag == "det":
        # «the Anna Miller campaign manager Tom Baker»
        return last
    place = given + 1
    while place < last and tokens[place].tag == "cap":
        place += 1
    if tokens[place - 1].form.endswith(("'s", "s'")):
        return last
    return (
        place
        if place < last and tokens[place].tag == "word" and tokens[place].form not in lexicon.particles
        else last
    )


def _end_of_title(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """Return where a title ends: before a feminine noun with an article that is no attribute of a man."""
    first, last = phrase
    last = next(
        (
            place
            for place in range(first + 1, last)
            if tokens[place].tag == "number" or _is_verb_of_a_woman(tokens[place].form, lexicon)
        ),
        last,
    )
    start = first + _WORDS_OF_A_NAME + 1
    last = next(
        (n for n in range(start, last) if _ends_an_unknown_name(tokens[first : n + 1], lexicon)), last
    )
    last = next(
        (place for place in range(first + 1, last) if _is_object(tokens, first, place, lexicon)), last
    )
    if tokens[first].form.endswith(lexicon.feminine_suffixes or ("\0",)):
        return _end_of_feminine(tokens, (first, last), lexicon)
    if tokens[first].form in lexicon.masculine and tokens[first].form.startswith(lexicon.article):
        for place in range(first + 1, last):
            form = tokens[place].form
            is_feminine = form.startswith(lexicon.article) and form.endswith(
                lexicon.feminine_suffixes or ("\0",)
            )
            if is_feminine and tokens[place - 1].tag != "prep":
                return place
    return last


def _is_verb_of_a_woman(form: str, lexicon: Lexicon) -> bool:
    """Return whether a word without an article ends like a verb in the past: «سيدة | رفضت»."""
    is_long = len(form) > _SHORTEST_OWNED and not form.startswith(lexicon.article)
    verbal = tuple(suffix for suffix in lexicon.not_surname_suffixes if suffix not in lexicon.owning_suffixes)
    return is_long and form.endswith(verbal) and form not in lexicon.given_names


def _ends_an_unknown_name(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether a definite noun stands behind a name in a title: «رئيس | الاتحاد جياني إنفانتينو البطولة»."""
    complement, *name, last = (token.form for token in words[-_WORDS_OF_A_NAME - 2 :])
    article, joined = lexicon.article, tuple(lexicon.joined_conjunctions)
    is_behind = last.startswith(article) and complement.startswith(article) and not lexicon.is_last_part(last)
    return is_behind and not any(word.startswith((article, *joined)) for word in name)


def _is_object(tokens: Sequence[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Return whether an object stands behind a definite subject: «جدد الجيش | تمسكه», «اتهمت المعارضة | الحكومة», «طالبت النقابة | بإلغاء»."""
    form = tokens[place].form
    if not tokens[first].form.startswith(lexicon.article) or tokens[first].form in lexicon.titles:
        return False
    if form.startswith(lexicon.article):
        return form in lexicon.organisations and tokens[place - 1].form not in lexicon.linking
    if tokens[first].form in lexicon.organisations and not any(
        token.form.startswith(lexicon.linking_prefixes) for token in tokens[first + 1 : place + 1]
    ):
        # «نشرت الصحيفة | مقالا»
        return tokens[place].tag == "word"
    is_owned = len(form) > _SHORTEST_OWNED and form.endswith(lexicon.object_suffixes)
    return is_owned or form.startswith(lexicon.joined_articles[-2:])


def _end_of_feminine(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """Return where a feminine noun ends with what belongs to it: before a definite noun that does not agree.

    «نقابة عمال الموانئ | الأجور»: the first definite noun ends the chain, an attribute after it is feminine too.
    """
    first, last = phrase
    if any(token.form in lexicon.linking for token in tokens[first:last]):
        # «المتحدثة باسم | البيت الأبيض»
        return last
    is_definite = False
    for place in range(first, last):
        form = tokens[place].form
        starts = form.startswith(lexicon.article)
        definite = (lexicon.article, *lexicon.joined_articles)
        is_owner = place > first and not tokens[place - 1].form.startswith(definite)
        if is_definite and starts and not is_owner and not form.endswith(lexicon.feminine_suffixes):
            return place
        is_definite = is_definite or starts
    return last


_WORDS_OF_A_NAME = 2
_SHORTEST_OWNED = 3
