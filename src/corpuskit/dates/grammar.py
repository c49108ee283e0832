"""Dates as written: forms found in runs of date words, ranges joined, words that only look like dates left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from corpuskit.dates.build import build_mention
from corpuskit.dates.lexer import Lexer, Run
from corpuskit.dates.lexicon import Lexicon
from corpuskit.dates.mentions import Mention
from corpuskit.dates.rules import BARE_RULES, Match, match_forms
from corpuskit.dates.values import PartialDate, find_days, is_possible
from corpuskit.text.view import View

_LONGEST_WORD = 20
_MONTHS = 12
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1500, 2099
# A range of years in digits alone is rarely longer; «1000-2000» is a range of something else.
_LONGEST_YEAR_RANGE = 120
_RANGE_LINK = re.compile(r" ?- ?(?:h )?| ?> ?(?:[P@] )?(?:h )?| & ?(?:h )?")
_LEADS_TO_SEASON = frozenset({"P ", "@ ", "T ", "F ", "u ", "& ", "> "})
_JOINT = re.compile(r" ?[,&>-] ?(?:& )?(?:[P@h<O] ){0,2}")
_OPENED = re.compile(r"[<O](?: h)? ?$")
_OPENED_FOR_AND = re.compile(r"<(?: h)? ?$")
_LINKED_KINDS = frozenset({"day", "month", "year", "season", "quarter", "minute", "decade", "century"})
_GLUED_BEFORE = frozenset("#@_$€£¥%°§№\\&=/+.,:")
_CURRENCY_OR_PERCENT = re.compile(r"\s?[%$€£¥°]|[.,:/]\d|[-_]?[^\W\d_]|-\d|/")


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
        yield from _RunReader(view, run, options, is_capital, lexicon).iter_mentions()


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

    def __init__(
        self,
        view: str,
        run: Run,
        options: GrammarOptions,
        is_capital: Callable[[int], bool],
        lexicon: Lexicon,
    ) -> None:
        self._lexicon = lexicon
        self._view = view
        self._run = run
        self._options = options
        self._is_capital = is_capital

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
            mention, end = self._join_range(mention, match)
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
            mention = build_mention(self._run, match, self._options.order)
            if mention is not None and self._is_date(mention, match):
                return mention, match
        return None

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
        if other.first is None or not _are_ends(mention.first, other.first, word[:1], opened=opened):
            return mention, match.end
        ends = _share_year(mention.first, other.first)
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

    def _is_date(self, mention: Mention, match: Match) -> bool:
        """Return whether the words around a form leave it a date."""
        if mention.vague:
            return self._options.vague
        before = self._view[mention.start - 1] if mention.start else " "
        if before in "#@_" or (match.rule in BARE_RULES and not self._stands_free(mention, match, before)):
            return False
        if mention.shift is not None and self._is_general(match):
            return False
        check = _CHECKS.get(match.rule)
        return check is None or check(self, mention, match)

    def _is_general(self, match: Match) -> bool:
        """Return whether «العام» is the adjective: «الأمين العام الحالي», the present Secretary-General."""
        if self._run.tokens[match.start].lang != "ar" or self._run.kinds[match.start] != "Y":
            return False
        before = self._view[: self._run.tokens[match.start].start][-_LONGEST_WORD:].rsplit(maxsplit=1)
        word = before[-1] if before else ""
        return any(word.endswith(guard) for guard in self._lexicon.guards)

    def _stands_free(self, mention: Mention, match: Match, before: str) -> bool:
        """Return whether a short form is not a part of a larger thing: of a code, a price, a product."""
        first = self._run.tokens[match.start]
        if first.kind.isdigit():
            if before in _GLUED_BEFORE or before.isalnum():
                return False
            if before in "-'" and not self._word_before_hyphen(mention.start - 1):
                return False
            return _CURRENCY_OR_PERCENT.match(self._view, mention.end) is None
        return True

    def _word_before_hyphen(self, index: int) -> bool:
        """Return whether a word without capitals ends at a hyphen: «post-1990», and not «COVID-2019»."""
        start = index
        while start and self._view[start - 1].isalpha():
            start -= 1
        return start < index - 1 and not self._is_capital(start)

    def check_year(self, mention: Mention, match: Match) -> bool:
        """Return whether a number is a year: 1500 to 2099, or with a word that says so."""
        first, last = mention.first, mention.last
        if first is None or first.year is None:
            return False
        if "era" in match.parts:
            return True
        if not _FIRST_BARE_YEAR <= first.year <= _LAST_BARE_YEAR:
            return match.end - match.start > 1 and "Y" in self._run.kinds[match.start : match.end]
        if last is not None and last.year is not None:
            return last.year <= _LAST_BARE_YEAR and last.year - first.year <= _LONGEST_YEAR_RANGE
        return not self._is_counted(match)

    def _is_counted(self, match: Match) -> bool:
        """Return whether a thing that is counted follows: «2000 km»."""
        return self._run.kinds[match.end : match.end + 2] == " #"

    def check_short_year(self, mention: Mention, _match: Match) -> bool:
        """Mark a year of two digits: its century is not written."""
        mention.ambiguous = ["century"]
        return mention.first is not None

    def check_number_after(self, _mention: Mention, match: Match) -> bool:
        """Return whether a number after a name belongs to it, and not to what follows: «Friday 13 people»."""
        return not self._is_followed_by_word(match)

    def check_month(self, mention: Mention, match: Match) -> bool:
        """Return whether a month by itself is no name of a person and no verb."""
        kinds = self._run.kinds
        if "modifier" in match.parts or match.end - match.start > 1:
            return True
        before = kinds[max(0, match.start - 2) : match.start]
        token = self._run.tokens[match.start]
        if before[1:] == " " and before[0] in ("P@<>O&" if token.weak else "P@<>O&h"):
            return True
        if before[1:] in ("P", "&") and before[1:]:
            # A proclitic.
            return True
        if token.weak == "lead":
            return False
        if token.lang == "en" and not self._is_capital(token.start):
            return token.text not in ("may", "march", "august")
        following = re.match(r"\s+[^\W\d_]", self._view[mention.end : mention.end + 4])
        if following and self._is_capital(mention.end + following.end() - 1):
            return False
        return not (token.text in ("may", "march") and _begins_sentence(self._view, mention.start))

    def check_season(self, _mention: Mention, match: Match) -> bool:
        """Return whether a season is one of time: «the spring of discontent» and «summer school» are not."""
        kinds = self._run.kinds
        if kinds.startswith(" O", match.end):
            return False
        led = match.end - match.start > 1 or kinds[max(0, match.start - 2) : match.start] in _LEADS_TO_SEASON
        token = self._run.tokens[match.parts["season"]]
        if token.weak == "lead" and not led:
            return False
        if led or token.kind == "s":
            return led or (self._is_capital(token.start) and not self._is_followed_by_word(match))
        return not self._is_followed_by_word(match)

    def _is_followed_by_word(self, match: Match) -> bool:
        """Return whether a word that means nothing in a date follows at once."""
        if self._run.kinds[match.end : match.end + 2].strip():
            return False
        following = self._view[self._run.tokens[match.end - 1].end :][:2]
        return following[:1] in ("-", "'") or (following[:1] in (" ", "\n") and following[1:].isalnum())

    def check_short_numeric(self, _mention: Mention, match: Match) -> bool:
        """Return whether two numbers are day and month, and no fraction and no score."""
        kinds = self._run.kinds
        token = self._run.tokens[match.parts["short_date"]]
        before = kinds[max(0, match.start - 2) : match.start]
        if "weekday" in match.parts or before[-2:-1] in ("T", "X", "L", "D", "z"):
            return True
        if "/" not in token.text:
            return False
        if len(token.text) == len("22/11") and max(map(int, token.text.split("/"))) > _MONTHS:
            return True
        return before[-2:-1] in ("P", "@", "<", ">", "h", "-", "&") or before.endswith("-")


_CHECKS: dict[str, Callable[[_RunReader, Mention, Match], bool]] = {
    "year": _RunReader.check_year, "years": _RunReader.check_year, "years_short": _RunReader.check_year,
    "short_year": _RunReader.check_short_year, "month": _RunReader.check_month, "season": _RunReader.check_season,
    "weekday_number": _RunReader.check_number_after, "month_day_word": _RunReader.check_number_after,
    "short_numeric": _RunReader.check_short_numeric,
}  # fmt: skip


def _begins_sentence(view: str, start: int) -> bool:
    before = view[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ".!?\n\"'"


def _are_ends(first: PartialDate, last: PartialDate, link: str, *, opened: bool) -> bool:
    """Return whether two dates with a link between them are the ends of one range.

    Args:
        first: The date before the link.
        last: The date after it.
        link: `-`, `>` (a word like «to») or `&` (a word like «and»).
        opened: Whether a word like «from» or «between» stands before the first.
    """
    if first.granularity not in _LINKED_KINDS or last.granularity not in _LINKED_KINDS:
        return False
    if first.granularity != last.granularity and not opened:
        return False
    if link == "-":
        return True
    shares_year = first.year is None and first.granularity == last.granularity
    if link == ">":
        return opened or shares_year or first.granularity in ("day", "month")
    return opened and shares_year


def _share_year(first: PartialDate, last: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    """Return the ends of a range, the year that one of them has given to the other; None where they run backwards."""
    if first.year is None and last.year is not None and first.granularity != "year":
        later = (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31)
        first = msgspec.structs.replace(first, year=last.year - later)
    elif last.year is None and first.year is not None:
        earlier = (last.month or 12, last.day or 31) < (first.month or 0, first.day or 0)
        last = msgspec.structs.replace(last, year=first.year + earlier)
    if not (is_possible(first) and is_possible(last)):
        return None
    spans = find_days(first), find_days(last)
    if spans[0] is not None and spans[1] is not None and spans[0][0] >= spans[1][1]:
        return None
    return first, last
