"""Dates as written: forms found in runs of date words, ranges joined, words that only look like dates left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from corpuskit.dates.calendar.parts import Part
from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.compose import (
    BARE_CONTAINERS,
    PARTS_AFTER,
    PARTS_BEFORE,
    has_place_in,
    make_bare_container,
    read_part,
)
from corpuskit.dates.grammar.form import Form, Match
from corpuskit.dates.grammar.forms import FORMS, build_mention
from corpuskit.dates.grammar.forms.relative import build_vague
from corpuskit.dates.grammar.lexer import Lexer
from corpuskit.dates.grammar.numeric import settle_order
from corpuskit.dates.grammar.open_ends import FIRST_ENDS, build_first_end, lend_month
from corpuskit.dates.grammar.ranges import are_adjacent, are_ends, join_dates, reaches
from corpuskit.dates.grammar.tokens import Run
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.kinds import KINDS
from corpuskit.dates.language.lexicon import Lexicon
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_re
from corpuskit.text.view import View

# «30.11./1.12.2024» is a range, too.
_RANGE_LINK = compile_re(
    r"\.? ?- ?(?:h )?|(?<=8)\./|(?:(?<=[8m])\.)?,? ?> ?(?:[P@] )?(?:h )?| ?& ?(?:h )?| P (?:h )?"
)
_EQUAL_LINK = compile_re(r" ?,? ?\(? ?= ?(?:[PO] )?(?:D )?(?:W ,?)?| ?/ ?")
_JOINT = compile_re(r" ?[,&>-] ?(?:& )?(?:[P@h<O] ){0,2}")
_OPENED = compile_re(r"[<O](?: h)? ?$")
_OPENED_FOR_AND = compile_re(r"<(?: h)?(?: y)? ?$")
_OPENING = 6
# «2020, 2021 and 2022» are three years.
_YEAR_BEFORE = compile_re(r"4年? ?[,&] ?(?:& ?)?(?:[P@] )?(?:h )?$")
_YEAR_AFTER = compile_re(r" ?[,&] ?(?:& ?)?(?:[P@] )?(?:h )?4")
_LONGEST_LINK = 10
# Which forms are a day by itself, and which decades are one, too.
_DAYS_ALONE = ("day_of_month", "day_word_day", "day_with_ending")
_TENS_OF_DAYS = (10, 20, 30)
# What the last end of a range begins with, where no space stands before it: «14–16.03.2023», but not «24-Jun-29».
_DAY_KINDS = ("1", "o", "7", "8")
# «Now» as an end of a range; the reader makes it, no expression.
_PRESENT = Form("present", "", build_vague, "between now and May", "now")
# The value of words that may be the first end of a range, too; the others are the last end only («the present»).
_NOW = 1


_FIRST_KINDS = FORMS.first_kinds | PARTS_BEFORE.first_kinds | FIRST_ENDS.first_kinds | {"!"}


class GrammarOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read.

    Attributes:
        order: How numeric dates are read where nothing decides.
        urls: Whether dates inside of URLs count.
        vague: Whether words such as «now» count.
        wrapped: Whether a line break is a space.
        short: Whether the text is a line or two, which takes less time to read whole than to prepare a search in.
    """

    order: str | None = None
    urls: bool = False
    vague: bool = False
    wrapped: bool = False
    short: bool = False


def find_mentions(
    view: str, is_capital: Callable[[int], bool], lexicon: Lexicon, options: GrammarOptions
) -> Iterator[Mention]:
    """Yield the dates of a view in order; no two of them overlap.

    Args:
        view: A text as it is matched.
        is_capital: Tells for an index of the view whether the source has a capital letter there.
        lexicon: The words of the languages that the text is in.
        options: How to read.
    """
    lexer = Lexer(lexicon, view, is_capital, wrapped=options.wrapped, urls=options.urls, short=options.short)
    for run in lexer.iter_runs():
        vetoes = Vetoes(view, run, is_capital, lexicon, vague=options.vague)
        yield from _RunReader(run, options.order, vetoes).iter_mentions()


def tell_capitals(text: str, view: View) -> Callable[[int], bool]:
    """Return a function that tells for an index of a view whether its source has a capital letter there.

    Args:
        text: The source.
        view: Its view.
    """

    def is_capital(index: int) -> bool:
        return text[view.source_span(index, index + 1)[0]].isupper()

    return is_capital


class _RunReader:
    """Reads the dates of one run."""

    def __init__(self, run: Run, order: str | None, vetoes: Vetoes) -> None:
        self._run = run
        self._order = order
        self._vetoes = vetoes

    def iter_mentions(self) -> Iterator[Mention]:
        """Yield the dates of the run in order."""
        kinds = self._run.kinds
        index = 0
        pending: tuple[Mention, int] | None = None
        while index < len(kinds):
            if kinds[index] not in _FIRST_KINDS:
                # Hot path: most tokens begin nothing.
                index += 1
                continue
            found = self._read_longest(index) or self._read_present(index, pending)
            if found is None:
                index += 1
                continue
            mention, match = found
            mention, end = self._join_calendars(mention, match) or self._join_range(mention, match)
            if pending is not None:
                before, before_end = pending
                joined = _JOINT.fullmatch(kinds, before_end, match.start) is not None
                yield before.replace(joined=True) if joined else before
            pending = mention, end
            index = end
        if pending is not None:
            yield pending[0]

    def _read_longest(self, index: int) -> tuple[Mention, Match] | None:
        """Return the longest date at a token, ranges with an open first end among them."""
        found, opened = self._read_at(index), self._read_open_range(index)
        if opened is not None and (found is None or opened[1].end > found[1].end):
            return opened
        return found

    def _read_at(self, index: int) -> tuple[Mention, Match] | None:
        """Return the longest date that begins at a token: a form, or a part of a container."""
        found = self._read_form(index)
        composed = self._read_part_before(index)
        if composed is not None and (found is None or composed[1].end > found[1].end):
            return composed
        return found if found is None else self._read_part_after(*found)

    def _read_part_before(self, index: int) -> tuple[Mention, Match] | None:
        """Return a part with the container that stands after it: «the last day of May»."""
        for match in PARTS_BEFORE.match(self._run.kinds, index):
            part = read_part(match.read_groups(self._run))
            found = None if part is None else self._read_container(match.end)
            if part is None or found is None:
                continue
            container, container_match = found
            if has_place_in(part, container, match.form):
                return self._compose(part, container, match, container_match.end, at=match.start)
        return None

    def _read_container(self, index: int) -> tuple[Mention, Match] | None:
        found = self._read_form(index)
        if found is not None:
            return found
        for match in BARE_CONTAINERS.match(self._run.kinds, index):
            mention = make_bare_container(match.read_groups(self._run))
            if mention is not None:
                return mention, match
        return None

    def _read_part_after(self, mention: Mention, match: Match) -> tuple[Mention, Match]:
        """Return a date, with the part that stands after it where there is one: 去年第一季度."""
        for after in PARTS_AFTER.match(self._run.kinds, match.end):
            part = read_part(after.read_groups(self._run))
            if part is not None and has_place_in(part, mention, after.form):
                return self._compose(part, mention, after, after.end, at=match.start)
        return mention, match

    def _compose(
        self, part: Part, container: Mention, match: Match, end: int, *, at: int
    ) -> tuple[Mention, Match]:
        tokens = self._run.tokens
        # «The first Sunday of the month» comes again.
        again = (
            part.unit == "weekday" and container.form == "bare_container" and match.form.name != "weekday_of"
        )
        mention = container.replace(
            start=tokens[at].start,
            end=max(container.end, tokens[end - 1].end if end == match.end else container.end),
            form=match.form.name,
            lang=container.lang or tokens[at].lang or None,
            part=part,
            recurring=again,
        )
        return mention, match._replace(start=at, end=end)

    def _read_open_range(self, index: int) -> tuple[Mention, Match] | None:
        """Return a range whose first end lacks what the last one has: «Monday 13 to Friday 17 March 2023»."""
        for match in FIRST_ENDS.match(self._run.kinds, index):
            glued = self._run.kinds[match.end - 1] in "-/"
            named = "weekday" in match.groups and self._run.kinds[match.end : match.end + 1] in ("W", "w")
            if glued and not named and self._run.kinds[match.end : match.end + 1] not in _DAY_KINDS:
                continue
            first = build_first_end(match.read_groups(self._run))
            if first is None or self._vetoes.is_designated(first.start):
                # «No. 3 – 15 May 2024».
                continue
            found = None if first is None else self._read_form(match.end)
            if first is None or found is None or first.first is None:
                continue
            other, other_match = found
            if other.first is None or other.last is not None or other.first.day is None:
                continue
            if " - " in self._run.kinds[match.start : match.end] and _has_more(other.first, first.first):
                # «Day 2 – Tuesday, 16 February»: a dash between spaces divides.
                continue
            lent = lend_month(first.first, other.first)
            if lent is None or not self._links_days(match, lent, other.first):
                continue
            joined = join_dates(first.replace(first=lent), other)
            if joined is not None and joined.first is not None:
                between = self._run.kinds[match.start : match.end]
                return joined.replace(either="ø" in between), match._replace(end=other_match.end)
        return None

    def _links_days(self, match: Match, first: PartialDate, last: PartialDate) -> bool:
        """Return whether a preposition links two days: «vom 14. auf den 15. Mai», but «vom 14. auf den 21. Mai verlegt»."""
        word = self._run.kinds[match.start : match.end].rstrip(" h")[-1:]
        return word != "P" or are_adjacent(first, last)

    def _read_form(self, index: int) -> tuple[Mention, Match] | None:
        """Return the longest form at a token that is a date."""
        for match in FORMS.match(self._run.kinds, index):
            mention = build_mention(self._run, match, self._order)
            if mention is not None and self._vetoes.allow(mention, match):
                if mention.lang is None and mention.first is not None and mention.first.month is None:
                    # «9-го» has the tense of its text.
                    mention = mention.replace(lang=self._vetoes.language if mention.first.day else None)
                if self._vetoes.is_any_season(match):
                    mention = mention.replace(tentative=True)
                return (mention.replace(uncertain=True) if self._vetoes.is_guess(match) else mention), match
        return None

    def _join_calendars(self, mention: Mention, match: Match) -> tuple[Mention, int] | None:
        """Return a date that is given in two calendars as one: «10 محرم 1446هـ الموافق 16 يوليو 2024م»."""
        link = _EQUAL_LINK.match(self._run.kinds, match.end)
        following = None if link is None else self._read_at(link.end())
        if following is None:
            return None
        other, other_match = following
        if (mention.hijri is None) == (other.hijri is None) or mention.last or other.last:
            return None
        joined = mention.replace(
            end=other.end, hijri=mention.hijri or other.hijri, first=mention.first or other.first
        )
        return joined, other_match.end

    def _read_present(self, index: int, before: tuple[Mention, int] | None) -> tuple[Mention, Match] | None:
        """Return «now» where it is an end of a range, and so a date: «between now and May», «1998 to the present»."""
        if not self._is_present(index):
            return None
        token = self._run.tokens[index]
        mention = Mention(token.start, token.end, "present", token.lang, vague=True)
        if before is None or not before[0].reaches:
            # The first end needs a word before it and a date after it.
            kinds = self._run.kinds
            link = _RANGE_LINK.match(kinds, index + 1)
            opened = _OPENED_FOR_AND.search(kinds[max(0, index - _OPENING) : index])
            following = None if link is None or opened is None else self._read_at(link.end())
            if token.value != _NOW or following is None or following[0].first is None:
                return None
            mention = mention.replace(reaches=True)
        return mention, Match(_PRESENT, index, index + 1, {})

    def _is_present(self, index: int) -> bool:
        return self._run.kinds[index : index + 1] == "!" and self._run.tokens[index].value > 0

    def _join_range(self, mention: Mention, match: Match) -> tuple[Mention, int]:
        """Return a mention, joined to the one after it where a word or a dash links both."""
        link = None if mention.last is not None else self._find_link(match)
        if link is None:
            return mention, match.end
        word = link.group().strip(" h.,")[:1].replace("/", "-")
        if self._is_present(link.end()):
            reaches_now = word != "&" or self._is_opened(match, word)
            return mention.replace(reaches=mention.reaches or reaches_now), match.end
        following = self._read_last_day(mention, link) or self._read_at(link.end())
        if following is None or following[0].last is not None or self._is_some_of_age(mention, match):
            return mention, match.end
        if mention.recurring or following[0].recurring:
            again = _join_recurring(mention, following[0], word)
            return again or mention, match.end if again is None else following[1].end
        return self._join_ends(mention, match, word, following)

    def _read_last_day(self, mention: Mention, link: re.Match[str]) -> tuple[Mention, Match] | None:
        """Return the day alone that ends a range: «from 7 December to the 20th», «с 7 декабря по 20-е»."""
        if mention.first is None or mention.first.day is None or mention.first.month is None:
            return None
        for place in range(link.end() - 1, link.start(), -1):
            found = self._read_form(place) if self._run.kinds[place] in "h>" else None
            if found is not None and found[0].form in _DAYS_ALONE:
                return found
        found = self._read_at(link.end())
        tens = 0 if found is None or found[0].first is None else (found[0].first.year or 0) % 100
        if found is None or found[0].form != "decade" or tens not in _TENS_OF_DAYS:
            return None
        return found[0].replace(first=PartialDate(day=tens), ambiguous=()), found[1]

    def _join_ends(
        self, mention: Mention, match: Match, word: str, following: tuple[Mention, Match]
    ) -> tuple[Mention, int]:
        """Return a mention, joined to the one after it where both are the ends of a range."""
        kinds = self._run.kinds
        other, other_match = following
        opened = self._is_opened(match, word) or self._is_closed(other_match)
        if mention.first is None or other.first is None or _is_feast(mention) or _is_feast(other):
            # «Samstag auf Sonntag (30.11./1.12.2024)»: the second one begins a range of its own.
            goes_on = self._run.kinds.startswith("./", other_match.end)
            reached = mention.reaches or (not goes_on and reaches(mention, other, word, opened=opened))
            return mention.replace(reaches=reached), match.end
        mention, other = settle_order(mention, other)
        if mention.first is None or other.first is None or self._is_some_of_age(other, other_match):
            return mention, match.end
        named = "B" in kinds[match.start : other_match.end]
        if word == "&" and self._is_listed(match, other_match):
            return mention, match.end
        joined = (
            join_dates(mention, other)
            if are_ends(mention.first, other.first, "" if named and word == "&" else word, opened=opened)
            else None
        )
        return (mention, match.end) if joined is None else (joined, other_match.end)

    def _is_listed(self, match: Match, last: Match) -> bool:
        """Return whether two years stand in a list of more: «2020, 2021 and 2022»."""
        kinds = self._run.kinds
        if kinds[match.start] != "4" or self._is_opened(match, "&"):
            return False
        before = kinds[max(0, match.start - _LONGEST_LINK) : match.start]
        return _YEAR_BEFORE.search(before) is not None or _YEAR_AFTER.match(kinds, last.end) is not None

    def _is_some_of_age(self, mention: Mention, match: Match) -> bool:
        """Return whether a form is a part, or «the end of the 19th century», which is no certain end of a range."""
        if mention.part is not None:
            return True
        is_age = mention.first is not None and mention.first.unit in ("century", "decade")
        return is_age and KINDS["modifier"] in self._run.kinds[match.start : match.end]

    def _find_link(self, match: Match) -> re.Match[str] | None:
        """Return what links a form to another one; a comma stands before the word only after «from»."""
        link = _RANGE_LINK.match(self._run.kinds, match.end)
        if link is None or link.end() == match.end:
            return None
        return link if "," not in link.group() or self._is_opened(match, ">") else None

    def _is_opened(self, match: Match, word: str) -> bool:
        """Return whether a word like «from», or «between» where «and» links, stands before a form."""
        opening = _OPENED_FOR_AND if word == "&" else _OPENED
        return opening.search(self._run.kinds[max(0, match.start - _OPENING) : match.start]) is not None

    def _is_closed(self, match: Match) -> bool:
        """Return whether the word that opens a range in other languages stands after it: 三月和九月之间."""
        return self._run.kinds[match.end : match.end + 1] == "β"


# What says by itself that it is every year.
_EVERY_YEAR = ("every_date", "date_of_every_year")


def _join_recurring(mention: Mention, other: Mention, word: str) -> Mention | None:
    """Return the range of two dates that comes again: «from 1 May to 15 September each year»; None where it does not."""
    ends = [each for each in (mention, other) if each.form not in _EVERY_YEAR]
    if word not in ("-", ">") or len(ends) > 1 or not all(each.is_yearless for each in ends):
        # «Every Friday until September».
        return None
    return mention.replace(recurring=True, end=other.end)


def _has_more(last: PartialDate, first: PartialDate) -> bool:
    """Return whether only the last of two days has a weekday."""
    return last.weekday is not None and first.weekday is None


def _is_feast(mention: Mention) -> bool:
    """Return whether the day of a mention is not known before its year is."""
    return mention.is_yearless and (mention.holiday > 0 or mention.nth_week is not None)
