"""Dates as written: forms found in runs of date words, ranges joined, words that only look like dates left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from corpuskit.dates.build import build_mention
from corpuskit.dates.context import Surroundings
from corpuskit.dates.lexer import Lexer, Run
from corpuskit.dates.lexicon import Lexicon
from corpuskit.dates.mentions import Mention
from corpuskit.dates.ranges import are_ends, share_year
from corpuskit.dates.rules import Match, match_forms
from corpuskit.text.view import View

_RANGE_LINK = re.compile(r" ?- ?(?:h )?| ?> ?(?:[P@] )?(?:h )?| & ?(?:h )?")
_EQUAL_LINK = re.compile(r" ?,? ?\(? ?= ?(?:[PO] )?(?:D )?(?:W ,?)?")
_JOINT = re.compile(r" ?[,&>-] ?(?:& )?(?:[P@h<O] ){0,2}")
_OPENED = re.compile(r"[<O](?: h)? ?$")
_OPENED_FOR_AND = re.compile(r"<(?: h)? ?$")


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
        surroundings = Surroundings(view, run, is_capital, lexicon, vague=options.vague)
        yield from _RunReader(run, options.order, surroundings).iter_mentions()


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

    def __init__(self, run: Run, order: str | None, surroundings: Surroundings) -> None:
        self._run = run
        self._order = order
        self._surroundings = surroundings

    def iter_mentions(self) -> Iterator[Mention]:
        """Yield the dates of the run in order."""
        kinds = self._run.kinds
        index = 0
        pending: tuple[Mention, int] | None = None
        while index < len(kinds):
            found = self._read_at(index)
            if found is None:
                index += 1
                continue
            mention, match = found
            mention, end = self._join_calendars(mention, match) or self._join_range(mention, match)
            if pending is not None:
                before, before_end = pending
                before.joined = _JOINT.fullmatch(kinds, before_end, match.start) is not None
                yield before
            pending = mention, end
            index = end
        if pending is not None:
            yield pending[0]

    def _read_at(self, index: int) -> tuple[Mention, Match] | None:
        """Return the longest form at a token that is a date."""
        for match in match_forms(self._run.kinds, index):
            mention = build_mention(self._run, match, self._order)
            if mention is not None and self._surroundings.allow(mention, match):
                return mention, match
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
        mention.end = other.end
        mention.hijri = mention.hijri or other.hijri
        mention.first = mention.first or other.first
        return mention, other_match.end

    def _join_range(self, mention: Mention, match: Match) -> tuple[Mention, int]:
        """Return a mention, joined to the one after it where both are the ends of a range."""
        kinds = self._run.kinds
        link = _RANGE_LINK.match(kinds, match.end)
        if link is None or mention.last is not None or mention.first is None or link.end() == match.end:
            return mention, match.end
        following = self._read_at(link.end())
        if following is None or following[0].last is not None:
            return mention, match.end
        other, other_match = following
        word = link.group().strip(" h")
        opening = _OPENED_FOR_AND if word[:1] == "&" else _OPENED
        opened = opening.search(kinds[max(0, match.start - 4) : match.start]) is not None
        if other.first is None or not are_ends(mention.first, other.first, word[:1], opened=opened):
            return mention, match.end
        ends = share_year(mention.first, other.first)
        if ends is None:
            return mention, match.end
        mention.first, mention.last = ends
        mention.split = mention.end, other.start
        mention.end = other.end
        mention.rule = "range"
        mention.lang = mention.lang or other.lang
        mention.ambiguous = sorted({*mention.ambiguous, *other.ambiguous})
        mention.alternatives = []
        return mention, other_match.end
