"""Whether the words around a date speak of the past or of the future."""

from functools import cache
from typing import NamedTuple

import regex

from corpuskit.dates.language.tables import Tense, read_language
from corpuskit.patterns import compile_kept
from corpuskit.text.view import fold


class _Cues(NamedTuple):
    future: regex.Pattern[str]
    weak_future: regex.Pattern[str]
    past: regex.Pattern[str]
    lead: regex.Pattern[str]
    weak_lead: regex.Pattern[str]
    weekday_lead: regex.Pattern[str]
    past_lead: regex.Pattern[str]
    year_since: regex.Pattern[str]
    weak_past_lead: regex.Pattern[str]
    put_off: regex.Pattern[str]
    always: regex.Pattern[str]
    always_after: regex.Pattern[str]


@cache
def _read_cues(lang: str) -> _Cues | None:
    language = read_language(lang)
    table = language.tense
    if table is None:
        return None
    # A word may bear letters of its own before it, and words without spaces have no borders.
    clitics = f"[{''.join(language.proclitics)}]?" if language.proclitics else ""
    begin, after = (rf"(?<!\p{{L}}){clitics}", r"(?!\p{L})") if language.has_spaces else ("", "")
    future = _compile(
        table.future, (*_write_endings(table, "future_endings"), *table.future_patterns), after, begin
    )
    weak = _compile(
        table.weak_future, (), after, _not_after(table.month_leads) if table.weak_future else begin
    )
    endings = (*_write_endings(table, "past_endings"), *table.past_patterns)
    # «The fair will be held» looks not back.
    not_passive = rf"(?<!(?<!\p{{L}})(?:{_write(table.passive)})\s)"
    past = _compile(table.past, endings, after, not_passive + begin)
    # At most an article stands between these and the date.
    leads = (
        table.future_leads, table.weak_leads, table.weekday_leads, table.past_leads, table.weak_past_leads, table.past_leads + " " + table.since_leads,
    )  # fmt: skip
    gap = r"\s+(?:\p{L}{1,3}\s+)?$" if language.has_spaces else "$"
    always = _compile(table.always, (), rf"{after}[^.!?;:]{{0,{_NEAR_ALWAYS}}}$", begin)
    # «From 15 May to 15 September of each year».
    always_after = _compile(table.always, (), after, rf"\s?(?:\p{{L}}{{1,3}}\s){{0,2}}{clitics}")
    put_off = _compile(table.put_off, (), after, begin)
    lead, weak_lead, weekday_lead, past_lead, weak_past_lead, year_since = (
        _compile(words, after=gap) for words in leads
    )
    return _Cues(
        future,
        weak,
        past,
        lead,
        weak_lead,
        weekday_lead,
        past_lead,
        year_since,
        weak_past_lead,
        put_off,
        always,
        always_after,
    )


def _not_after(words: str) -> str:
    """Return an expression for the beginning of a word that has none of these, and no number, beside it: «in May»."""
    return rf"(?<!\p{{L}})(?<!(?:(?<!\p{{L}})(?:{_write(words)})|\d)[\s-])(?!\p{{L}}+,?\s\d)"


def _write(words: str) -> str:
    return "|".join(regex.escape(fold(word)) for word in words.split()) or "(?!)"


def _compile(
    words: str, endings: tuple[str, ...] = (), after: str = r"(?!\p{L})", begin: str = r"(?<!\p{L})"
) -> regex.Pattern[str]:
    listed = "|".join(regex.escape(fold(word.replace("_", " "))) for word in words.split()) or "(?!)"
    return compile_kept(rf"{begin}(?:{'|'.join((f'(?P<listed>{listed})', *endings))}){after}")


def _write_endings(table: Tense, name: str) -> tuple[str, ...]:
    """Return expressions for the words with certain endings; «will be named» is no past, though «named» is."""
    passive, others = _write(table.passive), _write(table.not_past)
    begin = (
        rf"(?<!(?<!\p{{L}})(?:{passive})\s)(?!(?:{others})s?(?!\p{{L}}))" if name == "past_endings" else ""
    )
    return tuple(rf"{begin}\p{{L}}{{2,}}{ending}" for ending in getattr(table, name).split())


def find_tense(before: str, after: str, lang: str | None, *, weak: bool = True) -> str | None:
    """Return `past` or `future` where a cue stands near, or None.

    The nearest cue before the date in its sentence decides; where there is none, the first one after it.

    Args:
        before: The words of the sentence before the date.
        after: Those after it.
        lang: The language of the date.
        weak: Whether words count that lead to the future often, but not always («by», «until», «may»).
    """
    cues = None if lang is None else _read_cues(lang)
    if cues is None:
        return None
    before, after = fold(before), fold(after)
    if cues.past_lead.search(before):
        return "past"
    if cues.lead.search(before) or (weak and cues.weak_lead.search(before)):
        return "future"
    return _find_nearest_cue(cues, before, after, weak=weak)


def comes_again(before: str, after: str, lang: str | None) -> bool:
    """Return whether a word says shortly before a date or right after it that it comes again: «it is always held on 5 May».

    Args:
        before: The words of the sentence before the date.
        after: Those after it.
        lang: The language of the date.
    """
    cues = None if lang is None else _read_cues(lang)
    if cues is None:
        return False
    return cues.always.search(fold(before)) is not None or cues.always_after.match(fold(after)) is not None


# How far before a date, in code points.
_NEAR_ALWAYS = 30


def is_led_ahead(before: str, lang: str | None) -> bool:
    """Return whether a word such as «until» or «by» leads to a date, whatever its verb is: «promised it by Friday».

    Args:
        before: The words of the sentence before the date.
        lang: The language of the date.
    """
    cues = None if lang is None else _read_cues(lang)
    folded = fold(before)
    leads = () if cues is None else (cues.lead, cues.weak_lead, cues.weekday_lead)
    return any(lead.search(folded) for lead in leads)


def is_put_off(before: str, lang: str | None) -> bool:
    """Return whether words before a weekday say that something may be put off to it: «if it rains, on Thursday».

    Args:
        before: The words of the sentence before the weekday.
        lang: The language of the weekday.
    """
    cues = None if lang is None else _read_cues(lang)
    return cues is not None and cues.put_off.search(fold(before)) is not None


def is_since(before: str, lang: str | None, *, years: bool = False) -> bool:
    """Return whether a word such as «since» leads to a date.

    Args:
        before: The words of the sentence before the date.
        lang: The language of the date.
        years: Whether the date is a year, to which further words lead: «с 1991 года».
    """
    cues = None if lang is None else _read_cues(lang)
    lead = None if cues is None else cues.year_since if years else cues.past_lead
    return lead is not None and lead.search(fold(before)) is not None


def find_tense_of_weekday(before: str, after: str, lang: str | None, *, is_news: bool) -> str | None:
    """Return the tense of «on Friday»; a sentence of news without any is about what comes: a notice, a programme.

    Args:
        before: The words of the sentence before the weekday.
        after: Those after it.
        lang: The language of the weekday.
        is_news: Whether the text has a date and the weekday stands in no story.
    """
    if is_led_ahead(before, lang) and " " in before.strip():
        return "future"
    tense = find_tense(before, after, lang=lang, weak=False)
    if tense is None and is_attribute(before, lang):
        return "past"
    tense = tense or find_tense(before, after, lang=lang)
    # «Friday Talk» says nothing of its day.
    is_name = after[:1] == " " and after[1:2].isupper()
    is_open = not is_news or (is_name and not (lang and read_language(lang).has_capital_nouns))
    return tense or (None if is_open else "future")


def is_attribute(before: str, lang: str | None) -> bool:
    """Return whether a noun leads to a weekday: «the match of Sunday» is over, «the train of 6.45 of Friday» is none.

    Args:
        before: The words of the sentence before the weekday.
        lang: The language of the weekday.
    """
    cues = None if lang is None else _read_cues(lang)
    found = None if cues is None else cues.weak_past_lead.search(fold(before))
    return found is not None and not before[: found.start()].rstrip()[-1:].isdigit()


def _find_nearest_cue(cues: _Cues, before: str, after: str, *, weak: bool) -> str | None:
    """Return the tense of the nearest cue before a date, else of the first one after it."""
    futures = (cues.future, cues.weak_future) if weak else (cues.future,)
    future = max((_rank(match) for cue in futures for match in cue.finditer(before)), default=_NOWHERE)
    past = max(map(_rank, cues.past.finditer(before)), default=_NOWHERE)
    if max(future, past) > _NOWHERE:
        return "future" if future >= past else "past"
    ahead = [match.start() for cue in futures if (match := cue.search(after)) is not None]
    back = cues.past.search(after)
    if not ahead:
        return None if back is None else "past"
    return "past" if back is not None and back.start() < min(ahead) else "future"


_NOWHERE = (-1, 0, False)


def _rank(match: regex.Match[str]) -> tuple[int, int, bool]:
    """Return where a cue ends, how long it is and whether it is listed: of two cues the greater one counts.

    The last one does; of two that end together the longer one («est attendu», «attendu»), else the one that is no guess
    by its letters («تراجع» is a listed past, and looks like a future; «planned» a listed future, and like a past).
    """
    return match.end(), match.end() - match.start(), match["listed"] is not None
