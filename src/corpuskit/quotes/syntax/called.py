"""Names that a text in a script without spaces shows by what stands behind them: «二丫|嘟囔道：», so also in «二丫|急得直跺脚»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import regex

from corpuskit.patterns import compile_kept, compile_later
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.unspaced import is_unspaced_name
from corpuskit.quotes.syntax.tokens import Token

_BEGINNING = compile_later(r"(?m)(?:^|[”」』。！？，])(\p{Lo}{4})")
_BORDERS = frozenset({"quote", ".", "!", "?", ",", ";"})


def find_called(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the names that begin a clause in a text and have a verb of saying right behind them, or different acts.

    Args:
        text: The text of a document.
        lexicon: The words of its language.
    """
    if not lexicon.unspaced:
        return frozenset()
    found = {match[1] for match in _before_speech(lexicon).finditer(text)}
    found |= set(_iter_acting(text, lexicon))
    return frozenset(name for name in found if _may_be_a_name(name, lexicon))


def _iter_acting(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what looks like a name and begins several paragraphs, or follows speech, with something else behind it each time."""
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for match in _BEGINNING.finditer(text):
        for length in (2, 3):
            behind[match[1][:length]].add(match[1][length])
    for name, following in behind.items():
        if len(following) > 1 and is_unspaced_name(name, lexicon):
            yield name


@cache
def _before_speech(lexicon: Lexicon) -> regex.Pattern[str]:
    verbs = _list(lexicon.cues)
    adverbs = _list(word for word, tag in lexicon.tags.items() if tag == "adv")
    return compile_kept(rf"(?<!\w)(\p{{Lo}}{{2,4}}?)(?:{adverbs})?(?:{verbs})[：:，,。]")


def _list(words: Iterable[str]) -> str:
    return "|".join(map(regex.escape, sorted(words, key=lambda word: (-len(word), word))))


def _may_be_a_name(word: str, lexicon: Lexicon) -> bool:
    first = lexicon.tags.get(word[0]) or lexicon.tags.get(word[:2])
    return first is None and not word.endswith((lexicon.attributive, *lexicon.adverb_endings))


def divide_called(tokens: list[Token], called: Collection[str], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a sentence, a name that begins a clause divided from what it does.

    Args:
        tokens: The sentence.
        called: The names of its document.
        lexicon: The words of its language.
    """
    if not lexicon.unspaced:
        return tokens
    divided: list[Token] = []
    for place, token in enumerate(tokens):
        name = _name_at(tokens, place, called) or _familiar_name_at(tokens, place, lexicon)
        if name is None:
            divided.append(token)
            continue
        if token.form.endswith(tuple(lexicon.organisations)):
            # «白鹭湾|俱乐部» has the name of a place.
            divided.append(token)
            continue
        end = token.start + len(name)
        divided.append(token._replace(tag="cap", end=end, form=name))
        if end < token.end:
            divided.append(
                Token("adv" if token.tag == "adv" else "verb", end, token.end, token.form[len(name) :])
            )
    return divided


def _name_at(tokens: Sequence[Token], place: int, called: Collection[str]) -> str | None:
    """Return the name that a run begins with, where it begins a clause and something is done in it."""
    token = tokens[place]
    if token.tag not in ("word", "adv") or (place and tokens[place - 1].tag not in _BORDERS):
        return None
    beginnings = (token.form[:length] for length in _LENGTHS)
    name = next((beginning for beginning in beginnings if beginning in called), None)
    if name is None:
        return None
    is_alone = len(token.form) == len(name)
    if token.tag == "adv":
        # «小满|含糊地»
        return None if is_alone else name
    following = tokens[place + 1].tag if place + 1 < len(tokens) else "."
    # «石门镇|镇长», but «小满推开门|，»
    return name if following in _OF_ACTS or not (is_alone or following in _OF_NOUNS) else None


def _familiar_name_at(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> str | None:
    """Return the name among friends that a run begins with behind a noun of persons: «民警|老高蹲下来»."""
    token = tokens[place]
    if token.tag != "word" or not place or not lexicon.is_person(tokens[place - 1].form):
        return None
    name = token.form[:_FAMILIAR_LENGTH]
    is_more = len(token.form) > len(name) + 1
    return name if is_more and name[0] in lexicon.familiar and is_unspaced_name(name, lexicon) else None


_FAMILIAR_LENGTH = 2
# Of names, the longer ones first.
_LENGTHS = (4, 3, 2)
_OF_ACTS = frozenset({"adv", "verb", "aux", "prep"})
_OF_NOUNS = frozenset({"word", "cap", "cue"})
