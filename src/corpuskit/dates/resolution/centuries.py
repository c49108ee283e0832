"""The century of a year or a decade of two digits."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.beside import goes_on_from_decade
from corpuskit.dates.resolution.nearest import find_year_of_century
from corpuskit.dates.resolution.placing import anchor_by

# Two digits are hardly a year so far ahead.
_FAR_AHEAD = 30
# How many years a decade lies from the date before, so that it is one of another century.
_FAR_DECADE = 70
_YEARS_OF_DECADE = 10


class Surroundings(NamedTuple):
    """What a year of two digits may lean on; None where there is no such date.

    Attributes:
        story: The date before, in a story.
        document: The date of the document.
        newest: The newest date of the text.
        era: The date, the decade or the century before.
    """

    story: Anchor | None
    document: Anchor | None
    newest: Anchor | None
    era: Anchor | None


def choose_century(
    mention: Mention, first: PartialDate, surroundings: Surroundings, *, is_future: bool
) -> Mention:
    """Return a mention with its year in the century which the story is in ('89 after 1791), or in that of the next years.

    Args:
        mention: The mention, as it is written.
        first: Its date.
        surroundings: What it may lean on.
        is_future: Whether its sentence looks ahead.
    """
    story, document, _, era = surroundings
    is_decade = first.unit == "decade"
    if first.year is None or (era is not None and _lies_in(first.year, era)):
        return mention
    if is_decade and era is not None and goes_on_from_decade(era, mention):
        value = msgspec.structs.replace(first, year=find_year_of_century(first.year, era.day[0]))
        return mention.replace(value=value)
    # «In the thirties … in '29».
    in_decade = story is not None and not is_decade and era is not None and era.date.unit == "decade"
    told = era if in_decade else story
    anchor = document if story is None and is_decade and is_future else told
    if anchor is None or (is_decade and first.year == _TENS):
        return _choose_without_story(mention, first, surroundings)
    year = find_year_of_century(first.year, anchor.day[0])
    is_far = not is_decade or abs(first.year - anchor.day[0]) > _FAR_DECADE
    if year == first.year or not is_far or _is_beyond_text(year, anchor, surroundings):
        return mention.replace(uncertain=mention.uncertain or (anchor.is_guess and not is_decade))
    rule = "previous-mention" if anchor is told else "document-date"
    return _move(mention, year - first.year, rule, anchor)


def _choose_without_story(mention: Mention, first: PartialDate, surroundings: Surroundings) -> Mention:
    """Return a mention in the century of the document, or as it is; «десятые годы» of a text of 2024 are those of this century."""
    story, document, newest, era = surroundings
    is_decade, year = first.unit == "decade", first.year or 0
    written = document or newest
    if is_decade and year == _TENS:
        is_now = written is not None and _tells_of_now(written, story, era)
        return _move(mention, 100, "document-date", written) if is_now and written is not None else mention
    is_far = document is not None and document.day[0] + _FAR_AHEAD < year and not is_decade
    if document is not None and is_far:
        return _move(mention, -100, "document-date", document)
    # Nothing tells the century of '20; FY20 is of this one.
    is_open = document is None and not first.day and not is_decade and mention.form != "fiscal_short"
    return mention.replace(uncertain=True) if is_open else mention


def _tells_of_now(written: Anchor, story: Anchor | None, era: Anchor | None) -> bool:
    """Return whether a text was written after the tens of this century, and tells of no time long before."""
    return written.day[0] > _TENS + 105 and not any(
        other is not None and other.day[0] < _LAST_OF_LONG_AGO for other in (story, era)
    )


_TENS, _LAST_OF_LONG_AGO = 1910, 1970


def _lies_in(year: int, era: Anchor) -> bool:
    """Return whether the decade before is that of the year: «the fifties … in '57»."""
    return (
        era.date.unit == "decade"
        and era.date.year is not None
        and 0 <= year - era.date.year < _YEARS_OF_DECADE
    )


def _move(mention: Mention, years: int, rule: str, anchor: Anchor) -> Mention:
    """Return a mention with both of its ends in another century."""
    value, last_value = (
        None if end is None else msgspec.structs.replace(end, year=(end.year or 0) + years)
        for end in (mention.value, mention.last_value)
    )
    return anchor_by(mention, rule, anchor, value=value, last_value=last_value, year_inferred=True)


def _is_beyond_text(year: int, anchor: Anchor, surroundings: Surroundings) -> bool:
    """Return whether a year lies after all that the text speaks of: «1997 … in '44»."""
    newest = surroundings.document or surroundings.newest
    return year > max(anchor.day[0], 0 if newest is None else newest.day[0]) + _FAR_AHEAD
