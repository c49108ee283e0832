"""What a date takes from another one that stands just before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpuskit.dates.calendar.shifts import Shift, apply_shift, falls_on, find_fitting_day
from corpuskit.dates.calendar.values import PartialDate, count_days_between, find_days, weekday_of
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.language.tense import find_tense, is_led_ahead, is_put_off, is_since
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.nearest import choose_by_weekday
from corpuskit.patterns import compile_later
from corpuskit.text.tokens import count_words

# What counts from the document, or goes on from the date spoken of in a story.
FROM_NOW_FORMS = (
    "in_units", "han_ago", "shifted_unit", "shifted_name", "shifted_weak_name", "unit_shifted",
    "name_shifted", "season_of_year", "season_of_year_after", "month_of_year", "month_of_year_after",
)  # fmt: skip
# How near, in code points, a date stands beside another one; how far from a year that is over what happened in it is
# told; how far from a date its weekday stands.
_BESIDE, _BESIDE_YEAR, _APPOSED = 150, 60, 50
_NEAR_NUMBER, _DAYS_OF_WEEK = 31, 7
_YEAR_NEXT = compile_later(r"\p{Nd}{2}\P{L}*(?:\p{L}{1,3}\P{L}+)?$")
# «Buon lunedì» in a message is today.
_LONGEST_GREETING = 2
# «Saturday 22 is better», and neither a time nor a part of a number.
_NUMBER_BESIDE = compile_later(r"\s(\d{1,2})(?![\p{N}\p{L}]|\s?[:.,/–-]\s?\d|\s?[%€$])")
_BESIDE_DECADE, _BESIDE_NAMED = 24, 40
# Beyond that many code points another date may be meant.
_FAR = 60


def speaks_of_past(previous: Anchor | None, document: Anchor | None, mention: Mention) -> bool:
    """Return whether the date before stands beside a mention and lies more than a year before the document.

    Args:
        previous: The date before; None where there is none.
        document: The date of the document.
        mention: What counts units.
    """
    says_after = mention.tentative or mention.form == "han_ago"
    return says_after and _is_long_past(previous, document, mention)


def _is_long_past(previous: Anchor | None, document: Anchor | None, mention: Mention) -> bool:
    if previous is None or document is None or previous.at is None:
        return False
    return mention.start - previous.at <= _BESIDE and previous.day[0] < document.day[0] - 1


def tells_of_year(
    previous: Anchor,
    document: Anchor,
    mention: Mention,
    tense: str | None,
    around: tuple[str, str],
    is_judgment: bool,
) -> bool:
    """Return whether a date without a year goes on from a year that is over: «En 1970. Lo dibujé el 6 de enero».

    Args:
        previous: The date before.
        document: The date of the document.
        mention: The date without a year.
        tense: That of its sentence, `past` or `future`; None where nothing says so.
        around: The words of its sentence before and after it.
        is_judgment: Whether the text is a judgment, which tells what happened from sentence to sentence.
    """
    if previous.at is None or previous.source != "mention":
        return False
    if document.source == "post" and previous.at < (document.at or 0):
        return False
    # «In 1976, in July», «pendant l’été 76, le 8 août».
    in_sentence = previous.at >= mention.start - len(around[0])
    gap = around[0][previous.at - mention.start :]
    is_apposed = in_sentence and _YEAR_NEXT.search(gap) is not None
    is_apposed = is_apposed and previous.date.granularity in ("year", "season")
    if tense != "past" and not is_apposed and not (is_judgment and tense is None):
        return False
    if _is_in_aside(around[0]) or (not is_judgment and _is_put_off(*around, mention.lang)):
        return False
    if not is_judgment and is_since(around[0], mention.lang):
        # «The record is of 1964. No snow has lain since February.»
        return False
    reach = _BESIDE if is_judgment else _BESIDE_YEAR
    # «Em 2020 perdi os pêssegos a 14 de agosto», read in 2021.
    is_day = mention.first is not None and mention.first.day is not None
    is_beside = mention.start - previous.at <= _BESIDE_DECADE
    is_same = (
        in_sentence and previous.date.granularity == "year" and (is_day or is_beside) and mention.last is None
    )
    latest = document.day[0] - (not is_same)
    return 0 < mention.start - previous.at <= reach and previous.day[0] < latest


# «Ley 8/2003, de 8 de abril», «Directive 2009/29/EC of 23 April».
_NUMBER_OF_LAW = compile_later(
    r"(?<![\p{N}/.-])(?:\d{1,5}[/-]((?:1[89]|20)\d\d)|((?:1[89]|20)\d\d)[/-](\d{1,5}))(?:[/-]\p{Lu}{1,8})?,?\s(?:\p{L}{1,3}\s){1,2}$"
)


def find_year_of_law(before: str) -> int | None:
    """Return the year in the number of a law that leads to its day without a year; None where there is none.

    Args:
        before: The words before the day.
    """
    found = _NUMBER_OF_LAW.search(before)
    year = 0 if found is None else int(found[1] or found[2])
    if found is None or found[3] in (str(year + 1), str(year + 1)[2:]):
        # «Im Wintersemester 2024/25 am 7. Februar»: two years.
        return None
    return year


# «The crane, built in 2003, fell on 12 June», «Фабрика, основанная в 1899 году, откроет».
_ASIDE = compile_later(
    r"(?:[,،，(]|\s[–—-]\s)[^,،，()–—]{0,60}(?<!\d)(?:1[89]|20)\d\d(?!\d)[^,،，()–—]{0,24}(?:[,،，)]|\s[–—-]\s)[^,،，]{0,60}$"
)


def _is_in_aside(before: str) -> bool:
    """Return whether the last year before a date stands in an aside: what the sentence tells of is of another time.

    Args:
        before: The words of its sentence before the date.
    """
    return _ASIDE.search(before) is not None


def _is_put_off(before: str, after: str, lang: str | None) -> bool:
    """Return whether «until» leads to a date: «the court put it off until 16 April»; but «by July they had left».

    Args:
        before: The words of its sentence before the date.
        after: Those after it.
        lang: The language of the date.
    """
    return is_led_ahead(before, lang) and find_tense("", after, lang=lang) != "past"


def is_in_year_named(before: Mention, mention: Mention, words: str, after: str) -> bool:
    """Return whether a date without a year goes on from «last year» or «next year»: «Next year it moves. On 13 March».

    Args:
        before: The mention before it, resolved.
        mention: The date without a year.
        words: The words of its sentence before it.
        after: Those after the mention before it in its sentence.
    """
    shift, first = before.shift, mention.first
    if shift is None or before.value is None or before.part is not None:
        return False
    if shift.unit != "year" or abs(shift.count) != 1:
        return False
    is_of_month = first is not None and first.month is not None
    if first is None or (first.day is None and not _is_topic(before, mention, words, after)):
        return False
    return is_of_month and shift.base == "document" and 0 < mention.start - before.end <= _BESIDE_NAMED


def _is_topic(year: Mention, mention: Mention, before: str, after_year: str) -> bool:
    """Return whether a sentence goes on after «last year», or that of a date does; else something is compared with it.

    Args:
        year: «Last year».
        mention: The date without a year.
        before: The words of its sentence before it.
        after_year: Those after «last year» in its sentence.
    """
    return len(before) >= mention.start - year.end or count_words(after_year) > 0


def leads_to_weekday(before: Mention | None) -> bool:
    """Return whether a weekday is the next one after the mention before it: «from Monday to Friday», «tomorrow and Friday».

    Args:
        before: The mention before the weekday, with its value.
    """
    if before is None or before.value is None:
        return False
    is_tomorrow = before.shift == Shift("day", 1)
    return before.reaches or (before.joined and is_tomorrow)


def find_day_of_weekday(
    previous: Anchor | None, document: Anchor | None, mention: Mention, shift: Shift
) -> Anchor | None:
    """Return the date that a weekday is said of: «12 July 1994, a Tuesday», or the day of a text that says «on a Saturday».

    Args:
        previous: The date before.
        document: The date of the document.
        mention: The weekday.
        shift: What it says.
    """
    if shift.unit not in ("bareweekday", "any_weekday"):
        return None
    if previous is not None and mention.start - (previous.at or 0) <= _APPOSED and _is_on(previous, shift):
        return previous
    is_said_today = shift.unit == "any_weekday" and document is not None and _is_on(document, shift)
    return document if is_said_today else None


def find_nearer_weekday(
    value: PartialDate,
    anchor: Anchor,
    previous: Anchor | None,
    around: tuple[str, str],
    mention: Mention,
    tense: str | None,
    *,
    is_message: bool,
) -> PartialDate:
    """Return another day than the next one of its name, where something says so.

    A number beside it is its day («Saturday 22 is better»), what is put off comes after the day that it was planned for
    («on Tuesday 21 January; if it rains, on Thursday»), and in a message nobody calls today by its name.

    Args:
        value: The next or the last day of that name.
        anchor: What it was counted from.
        previous: The date before.
        around: The words of its sentence before and after it.
        mention: The weekday.
        tense: That of its sentence.
        is_message: Whether it stands in a message.
    """
    weekday = None if mention.shift is None else mention.shift.name
    number = _NUMBER_BESIDE.match(around[1])
    if number is not None:
        fitting = find_fitting_day(PartialDate(day=int(number[1]), weekday=weekday), anchor.date, None)
        days = None if fitting is None else find_days(fitting)
        if (
            fitting is not None
            and days is not None
            and abs(count_days_between(anchor.day, days[0])) <= _NEAR_NUMBER
        ):
            return fitting
    is_planned = previous is not None and previous.source == "mention" and previous.date.day is not None
    if (
        previous is not None
        and is_planned
        and previous.day > anchor.day
        and is_put_off(around[0], mention.lang)
    ):
        return apply_shift(Shift("bareweekday", 0, weekday or 0), previous.date, "future") or value
    is_greeting = count_words(around[0]) <= _LONGEST_GREETING
    if is_message and not is_greeting and tense == "future" and value == anchor_day(anchor):
        return apply_shift(Shift("day", _DAYS_OF_WEEK), value, None) or value
    return value


def anchor_day(anchor: Anchor) -> PartialDate:
    """Return the day of an anchor without its time."""
    return PartialDate(*anchor.day)


def _is_on(anchor: Anchor, shift: Shift) -> bool:
    date = anchor.date
    return None not in (date.year, date.month, date.day) and weekday_of(*anchor.day) == shift.name


def goes_on_from(before: Mention, first: PartialDate) -> bool:
    """Return whether a date without a year follows one of the same list that has got its year: «in May and September».

    Args:
        before: The mention before it.
        first: The date.
    """
    if not before.joined or before.value is None or before.resolved_by != "document-date":
        return False
    earlier = before.last_value or before.value
    if earlier.month is None or first.month is None or not before.year_inferred:
        return False
    return (earlier.month, earlier.day or 0) < (first.month, first.day or 1)


def goes_on_from_decade(told: Anchor, mention: Mention) -> bool:
    """Return whether a decade of two digits stands right after another one: «the 1820s and 30s».

    Args:
        told: The decade, century or year before.
        mention: The decade of two digits.
    """
    return told.date.unit == "decade" and 0 < mention.start - (told.at or 0) <= _BESIDE_DECADE


def goes_on_in_sentence(previous: Anchor | None, mention: Mention, before: str) -> bool:
    """Return whether a date stands before «after a week» in its sentence, and the language counts from that.

    Args:
        previous: The date before; None where there is none.
        mention: What counts units.
        before: The words of its sentence before it.
    """
    at = None if previous is None else previous.at
    if at is None or not mention.lang or not read_language(mention.lang).after_goes_on:
        return False
    return at >= mention.start - len(before)


def find_year_of_programme(first: PartialDate, full: Sequence[Mention], told: Anchor | None) -> int | None:
    """Return the year of a text without a date in which a day falls on its weekday; None where it does in none.

    A programme says its year somewhere: «Dorffest 2025 … Freitag, 29. August».

    Args:
        first: The day, with its weekday.
        full: The dates of the text that have a year.
        told: The date before.
    """
    dates = [mention.first for mention in full if mention.first is not None]
    years = {date.year for date in dates if date.year is not None and date.unit not in ("decade", "century")}
    fitting = [year for year in years if falls_on(first, year)]
    newest = max(years, default=0)
    if newest not in fitting and told is not None and told.is_by_weekday:
        # Of a programme one weekday is wrong.
        return told.day[0]
    return max(fitting, default=None)


def follow_weekday(mention: Mention, shift: Shift, first: Mention) -> Mention:
    """Return the last end of «from Thursday to Saturday»: the next day of that name after the first end.

    Args:
        mention: The weekday that ends the range.
        shift: What it says.
        first: The first end, resolved.
    """
    if first.value is None or first.resolved_by is None:
        return mention
    return mention.replace(
        value=apply_shift(shift, first.value, "future"), resolved_by=first.resolved_by,
        anchor_value=first.anchor_value, anchor_at=first.anchor_at, anchor_source=first.anchor_source, uncertain=True,
    )  # fmt: skip


def is_told_weekday(shift: Shift, document: Anchor | None, *, is_story: bool) -> bool:
    """Return whether a weekday is one of a story: «last Sunday» counts from the date of the text, if it has one.

    Args:
        shift: What the weekday says.
        document: The date of the document; None where there is none.
        is_story: Whether the weekday stands in a story.
    """
    bare = shift.unit in ("bareweekday", "bareweekend")
    return is_story and (bare or (shift.unit == "weekday" and document is None))


def choose_reading(mention: Mention, anchor: Anchor | None) -> Mention:
    """Return the reading of two numbers whose weekday fits nearest to an anchor: «Friday 7/6».

    Args:
        mention: A date with a weekday, whose order of day and month is open.
        anchor: The day to be near to; None where there is none.
    """
    chosen = None if anchor is None else choose_by_weekday(mention.alternatives, anchor.day)
    if chosen is None:
        return mention
    return mention.replace(first=chosen, alternatives=(), ambiguous=mention.without_ambiguity("day-month"))


def is_far(anchor: Anchor, mention: Mention) -> bool:
    """Return whether the date that a mention counts from stands so far before it that another one may be meant.

    Args:
        anchor: What it counts from.
        mention: The mention.
    """
    return anchor.source == "mention" and mention.start - (anchor.at or 0) > _FAR


def is_guess_by_weekday(anchor: Anchor | None, document: Anchor | None, year: int, *, is_first: bool) -> bool:
    """Return whether a weekday says little of a year: the year is near to a date of a story, or to none.

    Args:
        anchor: The date that the year is nearest to; None where it is that of a programme.
        document: The date of the document; None where there is none.
        year: The year that the weekday gives.
        is_first: Whether the day stands over everything else.
    """
    return (
        anchor is None
        or anchor.date.month is None
        or ((anchor is not document and not is_first) or abs(year - anchor.day[0]) > 1)
    )


def may_be_topic(
    told: Anchor,
    mention: Mention,
    before: Mention,
    around: Callable[[Mention], tuple[str, str]],
    is_quoted: Callable[[int], bool],
) -> bool:
    """Return whether a date may give its year to the next: no one in a quotation to one outside it, no «the best since 1991».

    Args:
        told: The date before.
        mention: The date without a year.
        before: The mention before it.
        around: Returns the words of the sentence before and after a mention.
        is_quoted: Tells whether a place of the text lies inside quotation marks.
    """
    if is_quoted(told.at or 0) and not is_quoted(mention.start):
        return False
    if before.start != told.at or told.date.granularity != "year":
        return True
    return not (before.open_ended or is_since(around(before)[0], before.lang, years=True))


def goes_on_in_story(
    mention: Mention,
    previous: Anchor | None,
    document: Anchor | None,
    around: tuple[str, str],
    *,
    is_story: bool,
) -> bool:
    """Return whether a story goes on from the date spoken of: «the next spring they came».

    Args:
        mention: What counts from it.
        previous: The date before.
        document: The date of the document.
        around: The words of its sentence before and after it.
        is_story: Whether it stands in a story.
    """
    tense = find_tense(*around, lang=mention.lang)
    if mention.form in ("in_units", "han_ago"):
        is_told = tense == "past" or (
            tense != "future" and (is_story or speaks_of_past(previous, document, mention))
        )
        return is_told or goes_on_in_sentence(previous, mention, around[0])
    # «Next summer» in a history is not the one after the history was written.
    far_named = mention.form in ("shifted_name", "shifted_weak_name", "name_shifted") and document is not None
    # «It was built in 1874. In April of the next it was carried away», though the text was written in 2023.
    if tense == "past" and mention.form == "name_shifted" and _is_long_past(previous, document, mention):
        return is_story or (bool(mention.lang) and read_language(mention.lang or "").after_goes_on)
    return is_story and (tense == "past" or far_named)
