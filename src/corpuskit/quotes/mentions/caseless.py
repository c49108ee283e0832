"""The name in a mention of a script without capitals, such as Arabic."""

from __future__ import annotations

from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon

_LONGEST_NAME = 5
_SHORTEST_FULL_NAME = 2


def read_caseless(mention: str, words: list[str], lexicon: Lexicon) -> tuple[str | None, tuple[str, ...]]:
    """Return the name in a mention, and the words before it; None where it holds none.

    Args:
        mention: The mention with its appositions.
        words: Its words up to the first comma.
        lexicon: Titles, offices and the article of its language.
    """
    found = _name_among(words, lexicon)
    if found[0] is not None:
        return found
    for segment in mention.replace("،", ",").split(",")[1:]:
        found = _name_among(segment.split(), lexicon, is_apposed=True)
        is_whole = found[0] == segment.strip()
        if found[0] is not None and (is_whole or any(_is_given_name(word) for word in found[0].split())):
            return found
    return None, tuple(words)


def _name_among(
    words: list[str], lexicon: Lexicon, *, is_apposed: bool = False
) -> tuple[str | None, tuple[str, ...]]:
    """Return the name after titles and offices: «وزير الخارجية | سامي حداد»."""
    offices = lexicon.titles | lexicon.masculine | lexicon.feminine | lexicon.organisations
    spelled = [lexicon.spell(word.strip(".")) for word in words]
    titles = [place for place, word in enumerate(spelled) if word in offices]
    begun = next((place for place, word in enumerate(spelled) if _is_given_name(word)), None)
    if begun is None:
        # Two nouns look like a name, unless an office beside them says whose: «صوت | متعب».
        is_titled = titles or is_apposed
        begun = _begin_unknown(words, spelled, titles, lexicon) if is_titled else None
    if begun is None:
        return None, tuple(words)
    if begun > 1 and _is_unknown_given_name(words[:begun], lexicon):
        # «وزير النفط | إحسان عبد الجبار»
        begun -= 1
    if begun and words[begun - 1] in lexicon.name_prefixes:
        begun -= 1
        # «الأمير | تميم بن حمد»
        is_inside = begun > 0 and words[begun] in lexicon.particles and spelled[begun - 1] not in offices
        begun -= is_inside and lexicon.may_end_a_name(words[begun - 1])
    name = _up_to_a_border(words[begun : begun + _LONGEST_NAME], offices, lexicon)
    name = _without_its_verb(name, words[begun + len(name) :], lexicon)
    is_attribute = len(name) == 1 and begun > 0 and _is_any_person(spelled[begun - 1], lexicon)
    if (
        not name
        or is_attribute
        or (
            not any(_is_given_name(lexicon.spell(word)) for word in name) and _is_common(name, words, lexicon)
        )
    ):
        return None, tuple(words)
    return " ".join(name), tuple(words[:begun])


def _begin_unknown(words: list[str], spelled: list[str], titles: list[int], lexicon: Lexicon) -> int | None:
    """Return where a name begins among whose words no given name is known; None where there is none."""
    article = lexicon.article or "\0"
    if not titles or titles[0] >= _SHORTEST_FULL_NAME:
        # «جيف نوت | رئيس السياسات»
        before = words[: titles[0]] if titles else words
        if not titles or _may_be_foreign(before, lexicon):
            return 0 if _may_be_foreign(before, lexicon) else None
    office, begun = titles[-1], titles[-1] + 1
    is_definite = words[office].startswith(article)
    if is_definite and spelled[office] in lexicon.titles:
        # «الرئيس التركي | رجب طيب أردوغان», but «السيد الحسيني»
        bare = [place for place in range(begun, len(words)) if not words[place].startswith(article)]
        return bare[0] if bare[_SHORTEST_FULL_NAME - 1 :] else begun
    if begun < len(words) and words[begun] in lexicon.linking:
        # «المتحدثة باسم | البيت الأبيض»
        begun += 1
    # After an office: what belongs to it has the article, a name as a rule has none.
    belongs = tuple(word.startswith((article, *lexicon.joined_articles)) for word in (*words, ""))
    if not belongs[begun] and lexicon.is_person(spelled[office]):
        if any(belongs[begun + 1 :]):
            # «مدير | برامج الطوارئ»
            return None
        # «عمدة لندن | صادق خان»
        begun += not is_definite
    elif (
        not (belongs[begun] or is_definite or lexicon.is_person(spelled[office]))
        and len(words) - begun > _SHORTEST_FULL_NAME
        and any(lexicon.is_person(word) for word in spelled[:office])
    ):
        # «رئيس بلدية حلب | معد المدلجي»
        begun += 1
    # «مفوضة الأمم المتحدة السامية لحقوق الإنسان | ميشيل باشليه»
    while begun < len(words) and (
        belongs[begun] or (words[begun].startswith(lexicon.linking_prefixes) and belongs[begun + 1])
    ):
        begun += 1
    if len(words) - begun < _SHORTEST_FULL_NAME:
        return None
    # «الهيئة العليا | لمكافحة الفساد»
    is_purpose = words[begun].startswith(lexicon.linking_prefixes) and not lexicon.is_person(spelled[office])
    return None if is_purpose else begun


def _is_unknown_given_name(words: list[str], lexicon: Lexicon) -> bool:
    """Return whether the last word before a known given name is one too: what stands before it has the article."""
    article = lexicon.article or "\0"
    return words[-2].startswith(article) and _may_be_foreign([words[-1], words[-1]], lexicon)


def _is_any_person(word: str, lexicon: Lexicon) -> bool:
    """Return whether a noun of persons has no article, so that what stands alone behind it is its attribute: «مدرب | ماهر»."""
    is_definite = bool(lexicon.article) and word.startswith(lexicon.article)
    return lexicon.is_person(word) and not is_definite and word not in lexicon.titles


def _up_to_a_border(words: list[str], offices: frozenset[str], lexicon: Lexicon) -> list[str]:
    """Return the words of a name: up to a function word, an office behind it, or what ends no name."""
    for place, word in enumerate(words):
        is_border = lexicon.tags.get(word) in ("prep", "sub", "rel", "aux", "pron", "and", "time")
        is_office = word in offices and word not in lexicon.titles
        if place == len(words) - 1 == 1 and lexicon.article and word.startswith(lexicon.article):
            # «عودة | الرواشدة»: what is a thing elsewhere ends the mention.
            return words
        if is_border or (place and (is_office or not lexicon.may_end_a_name(word))):
            return words[:place]
    return words


def _without_its_verb(name: list[str], after: list[str], lexicon: Lexicon) -> list[str]:
    """Return a name without the verb that a noun with an article follows: «كريم بوعلام | رفض الحديث»."""
    article = lexicon.article
    places = [place for place in range(2, len(name)) if article and name[place].startswith(article)]
    end = places[0] if places else len(name) if after and article and after[0].startswith(article) else None
    if end is None or end < _SHORTEST_FULL_NAME + 1 or name[end - 1].startswith(article):
        return name
    if name[end - 2] in lexicon.particles:
        return name
    return name[: end - 1]


def _may_be_foreign(words: list[str], lexicon: Lexicon) -> bool:
    """Return whether words without a known given name may be one: two or more, and none with an article."""
    article = lexicon.article or "\0"
    return len(words) >= _SHORTEST_FULL_NAME and not any(
        word.startswith(article)
        or word.endswith(lexicon.feminine_suffixes or ("\0",))
        or word in lexicon.tags
        or lexicon.is_person(word)
        or not lexicon.may_end_a_name(word)
        for word in words
    )


def _is_common(name: list[str], words: list[str], lexicon: Lexicon) -> bool:
    """Return whether words that hold no known given name are more likely nouns than a name."""
    if len(name) == 1 and lexicon.article and name[0].startswith(lexicon.article):
        return True
    return len(name) == len(words) and any(lexicon.tags.get(word) for word in name)


def _is_given_name(word: str) -> bool:
    return gender_of_given_name(word.lower()) is not None
