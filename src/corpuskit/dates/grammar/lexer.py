"""A text as runs of date words.

A run is a stretch of a line in which every word may mean something in a date. Each of its tokens is one letter
(its kind) with a value, so that a run is also a short string, over which the grammar is written: «On 16-17
September» is `P 1-1 M`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from corpuskit.dates.calendar.values import expand_decade, expand_year
from corpuskit.dates.grammar.numerals import (
    read_compound,
    read_han_number,
    read_roman_word,
)
from corpuskit.dates.grammar.position import begins_sentence
from corpuskit.dates.grammar.spelled import begins_spelled, join_numbers
from corpuskit.dates.grammar.tokens import FIRST_EAST_ASIAN, Run, Token
from corpuskit.dates.language.kinds import BREAK, KINDS
from corpuskit.dates.language.lexicon import Lexicon, Sense
from corpuskit.patterns import compile_later, compile_re

_EVERY_WORD = compile_later(r"\S")
# How far before a trigger a date may begin, in code points.
_REACH = 56
# No date is longer; a longer run is a table of numbers, which is cut.
_LONGEST_RUN = 400
# «باب», a door, is no «in August».
_SHORTEST_AFTER_CLITIC = 2
# What each mark counts as: the dashes of the view are hyphens already.
_MARKS = {mark: mark for mark in ",./-()'& "} | {"~": "-", "～": "-", "،": ",", "、": ","}
# Marks of ASCII with which nothing but themselves begins; an apostrophe may begin '99.
_PLAIN_MARKS = frozenset('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~')
_MONTH_MARKS = frozenset("./-")
_HAN_MARKS, _HAN_NUMBERS = frozenset("年月日"), frozenset("1234")
_MARKS_THAT_GLUE = frozenset("#@_$€£¥%°§№\\&=")
_CURRENCIES = frozenset("$€£¥")
_SIGNS_OF_ADDRESSES = ("://", "www.", "](", "]: ", "/19", "/20", "<!--", "{%")
# The destination of a link in Markdown is one without a scheme, too: «[a bug](/news/2013/02/22/)», «[1]: /news/», «{{ site.url }}/news/».
_URL = compile_later(
    r"(?:https?://|www\.)\S++|(?<=\]\()[^\s()]*?[/#][^\s()]*+(?=\))|(?<=(?:^|\n)\[[^\[\]\n]{1,60}\]: )\S*?/\S*+"
    r"|\{\{[^{}\n]*?[\x22'][^\x22'{}\n]*/[^{}\n]*\}\}|\{%[^%\n]*%\}|(?<=\}\})/\S*+|(?<![^\s(\x22'>=])/(?:[\p{L}][\w.-]*/)+(?:19|20)\d\d/\S*+|(?s:<!--(?:(?!-->|<!--).)*+-->)"
)

# Words of scripts that put spaces between them, fast; the others are cut by the expression of the lexicon.
_WORD = compile_re(r"[^\W\d_]+")
# Letters beside a digit are an ending or a code: «16th», «Q3».
_FREE_WORD = compile_re(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_DIGITS = "0123456789"
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_YEAR_DIGITS = 4
_LAST_DAY = 31
# Letters that codes with numbers begin with.
_FIRST_OF_CODES = frozenset("qht")


class Lexer:
    """Cuts a view into runs.

    Args:
        lexicon: What the words mean.
        view: A stretch of text as it is matched.
        is_capital: Tells for an index of the view whether the source has a capital letter there.
        wrapped: Whether a line break is a space, because the text is hard-wrapped.
        urls: Whether dates inside of URLs count.
        short: Whether every word is a trigger, so that the lexicon need not prepare its own.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        view: str,
        is_capital: Callable[[int], bool],
        *,
        wrapped: bool = False,
        urls: bool = False,
        short: bool = False,
    ) -> None:
        self._short = short
        self._lexicon = lexicon
        self._view = view
        self._is_capital = is_capital
        self._wrapped = wrapped
        has_urls = not urls and any(sign in view for sign in _SIGNS_OF_ADDRESSES)
        self._urls = [match.span() for match in _URL.finditer(view)] if has_urls else []

    def iter_runs(self) -> Iterator[Run]:
        """Yield every run with a trigger in it, in order."""
        done = 0
        urls = iter([*self._urls, (len(self._view) + 1, len(self._view) + 1)])
        url_start, url_end = next(urls)
        for start in self._iter_places():
            while start >= url_end:
                done = max(done, url_end)
                url_start, url_end = next(urls)
            if start < done or url_start <= start < url_end:
                continue
            tokens, done = self._read_run(self._window_start(start, done), start)
            if tokens:
                if any(map(begins_spelled, tokens)):
                    tokens = join_numbers(tokens)
                if any(token.kind == "/" for token in tokens):
                    tokens = join_month_names(tokens)
                if any(token.kind in _HAN_MARKS for token in tokens):
                    tokens = drop_spaces(tokens)
                yield Run("".join([token.kind for token in tokens]), tokens)

    def _iter_places(self) -> Iterator[int]:
        """Yield where a date may be, in order."""
        if self._short:
            return (match.start() for match in _EVERY_WORD.finditer(self._view))
        return self._lexicon.trigger.iter_places(self._view)

    def _window_start(self, trigger: int, done: int) -> int:
        """Return where to begin to read: at the start of a word of the same line."""
        view = self._view
        first = max(done, trigger - _REACH)
        if not self._wrapped:
            first = max(first, view.rfind("\n", first, trigger) + 1)
        known, all_known = self._lexicon.known_words, self._lexicon.all_words_known
        for match in reversed(list(_FREE_WORD.finditer(view, first, trigger))):
            word = match.group()
            if word not in known and (all_known or word.isascii()) and not read_roman_word(word):
                return match.end()
        while 0 < first < trigger and first != done and (view[first - 1].isalnum() and view[first].isalnum()):
            first += 1
        return first

    def _read_run(self, first: int, trigger: int) -> tuple[list[Token], int]:
        """Return the run around a trigger, and where it ends."""
        tokens: list[Token] = []
        position, end = first, len(self._view)
        limit = trigger + _LONGEST_RUN
        while position < end:
            read = self._read_token(position)
            position = read[-1].end
            if read[-1].kind != BREAK and position < limit:
                tokens += read
            elif position > trigger:
                break
            else:
                tokens.clear()
        return tokens, max(position, trigger + 1)

    def _read_token(self, position: int) -> list[Token]:
        """Return the token at a position, or a word with what is written together with it."""
        first = self._view[position]
        if first.isalpha() and first < FIRST_EAST_ASIAN:
            word = _WORD.match(self._view, position)[0]  # type: ignore[index]
            if first not in _FIRST_OF_CODES or self._is_plain(word, position):
                return self._read_word(word, position, "word")
        # Hot path: a mark, or one space between words.
        if first in _PLAIN_MARKS or (first == " " and not self._view[position + 1 : position + 2].isspace()):
            return [Token(_MARKS.get(first, BREAK), 0, position, position + 1, first)]
        match = self._lexicon.token.match(self._view, position)
        return [Token(BREAK, 0, position, position + 1, "")] if match is None else self._read_group(match)

    def _is_plain(self, word: str, start: int) -> bool:
        """Return whether letters are a word for the expression of tokens too: no code, «Q3», and no mark among them."""
        end = start + len(word)
        return len(word) > 1 and word.isascii() and self._view[end : end + 1].isascii()

    def _read_group(self, match: regex.Match[str]) -> list[Token]:
        """Return what the expression of tokens has found."""
        group = match.lastgroup or "other"
        start, end = match.span()
        text = match.group()
        if group == "space":
            breaks = text.count("\n") or text.count("\r")
            is_break = breaks > 1 or (breaks == 1 and not self._wrapped) or (len(text) > 4 and not breaks)  # noqa: PLR2004
            return [Token(BREAK if is_break else " ", 0, start, end, text)]
        if group in ("word", "han", "numeral"):
            return self._read_word(text, start, group)
        if group == "compact_date":
            month = self._lexicon.senses.get(text.strip(_DIGITS))
            kind, value = ("σ", month.value) if month is not None and month.kind in "Mm" else (BREAK, 0)
            return [Token(kind, value, start, end, text)]
        if group == "other":
            kind = _MARKS.get(text, BREAK)
            return [Token(kind, 0, start, end, text)]
        kind, value = self._classify_number(group, text, start)
        return [Token(kind, value, start, end, text)]

    def _classify_number(self, group: str, text: str, start: int) -> tuple[str, int]:
        """Return kind and value of a token with digits."""
        if (start and self._is_part_of_amount(start)) or not _has_known_digits(text):
            return BREAK, 0
        if group in ("digits", "year_ending"):
            return _classify_digits(text[: _YEAR_DIGITS if group == "year_ending" else None])
        if group == "ordinal":
            return "o", int(regex.match(r"\d+", text).group())
        if group in ("quarter_code", "half_code"):
            return ("b" if group == "quarter_code" else "d"), int(regex.search(r"\d", text).group())
        if group in ("decade", "decade_ending", "short_year"):
            return _classify_decade(group, text)
        return _GROUP_KINDS[group], 0

    def _is_part_of_amount(self, start: int) -> bool:
        """Return whether the number at a place goes on from what stands before it: «$ 12», «107.31»."""
        before = self._view[start - 1]
        if before in _MARKS_THAT_GLUE:
            return True
        earlier = self._view[start - 2 : start - 1]
        if before == "," and earlier.isdecimal():
            # «10,000 BC»: a group of thousands.
            digits = self._view[start : start + 4]
            return digits[:3].isdecimal() and not digits[3:].isdecimal()
        return (before == "." and earlier.isdecimal()) or (
            before == " " and earlier in _CURRENCIES and bool(earlier)
        )

    def _read_word(self, word: str, start: int, group: str) -> list[Token]:
        """Return the tokens of a word: its sense, that of a phrase that it begins, its proclitics."""
        phrase = self._read_phrase(word[0] if group == "numeral" else word, start, group)
        if phrase is not None:
            # An elided article is a word of its own: «l'année» is read as «l' année».
            elided = phrase.text.endswith("'")
            return [phrase, Token(" ", 0, phrase.end, phrase.end, "")] if elided else [phrase]
        if start and self._view[start - 1] in "#@_":
            return [Token(BREAK, 0, start, start + len(word), word)]
        if group == "numeral":
            return [self._read_numeral(word, start)]
        sense = self._lexicon.senses.get(word)
        if sense is not None:
            return self._apply_sense(word, start, sense)
        return self._read_unknown(word, start, group)

    def _read_phrase(self, first: str, start: int, group: str) -> Token | None:
        """Return the longest phrase that begins with a word, where the text goes on like that."""
        for phrase, sense in self._lexicon.phrases.get(first, ()):
            end = start + len(phrase)
            if not self._view.startswith(phrase, start):
                continue
            if sense.weak == "capital" and not self._is_capital(start + phrase.rindex(" ") + 1):
                # «Gli anni Dieci» are a decade, «ha vissuto anni dieci» are ten years.
                continue
            if group != "word" or not phrase[-1].isalpha() or not self._view[end : end + 1].isalpha():
                return Token(sense.kind, sense.value, start, end, phrase, sense.lang)
        return None

    def _apply_sense(self, word: str, start: int, sense: Sense) -> list[Token]:
        end = start + len(word)
        kind = sense.kind
        if len(kind) > 1:
            # A dual is a number and a unit in one word: «عامين», two years.
            number = Token(kind[0], sense.value, start, start, "", sense.lang)
            return [number, Token(kind[1], 0, start, end, word, sense.lang)]
        if sense.weak in ("capital", "adjective") and not self._is_capital(start):
            kind = kind.lower() if kind in "MWS" else BREAK
        elif sense.weak == "lowercase" and self._is_capital(start) and not begins_sentence(self._view, start):
            kind = BREAK
        return [Token(kind, sense.value, start, end, word, sense.lang, weak=sense.weak)]

    def _read_unknown(self, word: str, start: int, group: str) -> list[Token]:
        """Return what is left: a known word with proclitics before it, a Roman number, or a break."""
        clitic = self._lexicon.proclitics.get(word[0])
        if clitic is not None and len(word) > 1:
            rest = self._read_word(word[1:], start + 1, group)
            if rest[-1].kind != BREAK and not (
                rest[0].weak == "lead" and len(rest[0].text) <= _SHORTEST_AFTER_CLITIC
            ):
                return [Token(KINDS[clitic], 0, start, start + 1, word[0]), *rest]
        roman = None
        numbers = self._lexicon.split_number(word) if len(word) >= _SHORTEST_COMPOUND else []
        if numbers:
            return [Token("c", read_compound(numbers), start, start + len(word), word)]
        if len(word) <= _LONGEST_ROMAN and (self._is_capital(start) or self._is_between_numbers(start, word)):
            roman = read_roman_word(word)
        return [Token("n" if roman else BREAK, roman or 0, start, start + len(word), word)]

    def _is_between_numbers(self, start: int, word: str) -> bool:
        """Return whether the same mark joins a word to numbers on both sides: «3.ix.2019»."""
        mark, end = self._view[start - 1 : start], start + len(word)
        return (
            mark in _MONTH_MARKS
            and self._view[end : end + 1] == mark
            and self._view[start - 2 : start - 1].isdecimal()
            and self._view[end + 1 : end + 2].isdecimal()
        )

    def _read_numeral(self, text: str, start: int) -> Token:
        value = read_han_number(text)
        end = start + len(text)
        if value is None:
            return Token(BREAK, 0, start, end, text)
        if len(text) == 4:  # noqa: PLR2004 — four digits in a row are a year
            return Token("4", value, start, end, text)
        return Token(_classify_digits(str(value))[0], value, start, end, text)


_GROUP_KINDS = {
    "iso": "5", "numeric": "7", "year_month": "6", "short_date": "8", "time": "t", "possessive": "q", "month_year": "μ", "iso_week": "ω", "basic_iso": "5",
}  # fmt: skip


def _has_known_digits(text: str) -> bool:
    """Return whether Python knows the value of every digit; the expressions may know a later Unicode."""
    return text.isascii() or all(character.isdecimal() for character in regex.findall(r"\d", text))


_LONGEST_ROMAN = 9
_SHORTEST_COMPOUND = 9


def _classify_decade(group: str, text: str) -> tuple[str, int]:
    """Return kind and value of a decade («90s»), or of a year of two digits («'99»)."""
    digits = "".join(filter(str.isdecimal, text))
    if group == "short_year":
        return "9", expand_year(int(digits))
    return "0", int(digits) if len(digits) > 2 else expand_decade(int(digits))  # noqa: PLR2004


def _classify_digits(text: str) -> tuple[str, int]:
    """Return kind and value of a plain number."""
    value = int(text) if len(text) <= 4 else 0  # noqa: PLR2004
    if len(text) <= 2:  # noqa: PLR2004
        return ("1" if 1 <= value <= _LAST_DAY else "2"), value
    if len(text) == 3:  # noqa: PLR2004
        return "3", value
    if _FIRST_YEAR <= value <= _LAST_YEAR:
        return "4", value
    return BREAK, 0


def drop_spaces(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a run without the spaces between numbers and 年, 月, 日: «2019 年 7 月 14 日».

    Args:
        tokens: The tokens of a run.
    """
    kinds = f" {''.join(token.kind for token in tokens)} "
    return [
        token
        for place, token in enumerate(tokens)
        if not (
            token.kind == " "
            and (
                (kinds[place] in _HAN_NUMBERS and kinds[place + 2] in _HAN_MARKS)
                or (kinds[place] in "年月" and kinds[place + 2] in _HAN_NUMBERS)
            )
        )
    ]


def join_month_names(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a run with a month that is named twice made one: «تموز/يوليه», «July/juillet».

    Args:
        tokens: The tokens of a run.
    """
    joined: list[Token] = []
    for token in tokens:
        twice = len(joined) > 1 and joined[-1].kind == "/" and joined[-2].kind in "Mm" and token.kind in "Mm"
        if twice and joined[-2].value == token.value:
            joined.pop()
            first = joined.pop()
            joined.append(first._replace(kind="M", end=token.end, weak=""))
        else:
            joined.append(token)
    return joined
