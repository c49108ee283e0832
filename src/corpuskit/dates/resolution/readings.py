"""Which paragraphs are news and which tell a story: whether years follow from the date of the text or from the telling.

Both readings of every paragraph have a price. What speaks of other years makes news dear, what speaks of the days
around the date of the text makes a story dear, and so does each change from one reading to the other. The cheapest way
through the paragraphs is taken, which dynamic programming finds in one pass. So one paragraph of background does not
turn the news around it, nor does «yesterday» in the last paragraph turn a history.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpuskit.dates.calendar.values import count_days_between, find_days
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor

# A date that is further than this from that of the text is one of another time.
_NEAR_DAYS = 400
# The price of reading a date of another time as news, and of reading as a story what leans on the date of the text.
_FAR_MONTH, _FAR_YEAR, _YEARLESS = 1.0, 1 / 3, 2 / 3
_NEAR, _DEICTIC = 1.0, 4.0
# The price of a change from news to a story, and back. A text begins as news.
_TO_STORY, _TO_NEWS = 4.0, 1.5


class _Prices(NamedTuple):
    """What the two readings of a paragraph cost."""

    news: float
    story: float


def choose_stories(
    mentions: Sequence[Mention],
    anchor: Anchor | None,
    breaks_between: Callable[[int, int], bool],
    is_quoted: Callable[[int], bool],
) -> list[bool]:
    """Return for each mention of a text or of a post whether it is one of a story.

    Args:
        mentions: The mentions, in order.
        anchor: The date of the text or of the post; without one all is a story, unless it leans on the date that is not
            there.
        breaks_between: Tells whether a paragraph ends between two places of the text.
        is_quoted: Tells whether a place lies inside quotation marks: what is said there is of another time.
    """
    if anchor is None:
        return [not _leans_on_unknown_date(mentions, is_quoted)] * len(mentions)
    paragraphs: list[list[Mention]] = []
    for mention in mentions:
        if not paragraphs or breaks_between(paragraphs[-1][-1].end, mention.start):
            paragraphs.append([])
        paragraphs[-1].append(mention)
    readings = _find_cheapest([_price(paragraph, anchor, is_quoted) for paragraph in paragraphs])
    return [is_story for is_story, paragraph in zip(readings, paragraphs, strict=True) for _ in paragraph]


def _price(paragraph: Sequence[Mention], anchor: Anchor, is_quoted: Callable[[int], bool]) -> _Prices:
    """Return what the two readings of a paragraph cost."""
    day = anchor.day
    far_months = far_years = near = 0
    for mention in paragraph:
        days = None if mention.first is None else find_days(mention.first)
        if mention.first is None or days is None:
            continue
        if abs(count_days_between(days[0], day)) <= _NEAR_DAYS:
            near += mention.start != anchor.at
        elif mention.first.month is not None:
            far_months += 1
        else:
            far_years += 1
    yearless = min(sum(mention.is_yearless for mention in paragraph), far_months + far_years)
    # News speaks of yesterday and of Friday; a history seldom does, but for what people say in it.
    deictic = _count_deictic(paragraph, is_quoted, ("day", "bareweekday"))
    return _Prices(
        far_months * _FAR_MONTH + far_years * _FAR_YEAR + yearless * _YEARLESS,
        near * _NEAR + deictic * _DEICTIC,
    )


def _count_deictic(
    mentions: Sequence[Mention], is_quoted: Callable[[int], bool], units: tuple[str, ...]
) -> int:
    """Return how many words outside of quotations lean on the date of the text."""
    return sum(
        mention.shift is not None
        and mention.shift.unit in units
        and mention.shift.base == "document"
        and not is_quoted(mention.start)
        for mention in mentions
    )


def _leans_on_unknown_date(mentions: Sequence[Mention], is_quoted: Callable[[int], bool]) -> bool:
    """Return whether a text without a date is news all the same: its «yesterday» and its «14 May» stay open."""
    full = sum(
        mention.first is not None and mention.first.year is not None and mention.first.month is not None
        for mention in mentions
    )
    deictic = _count_deictic(
        mentions, is_quoted, ("day", "bareweekday", "weekday", "weekday_of_week", "week")
    )
    return deictic > max(1, full / 4)


def _find_cheapest(prices: Sequence[_Prices]) -> list[bool]:
    """Return for each paragraph whether it is read as a story, so that all of them cost least."""
    news, story = 0.0, _TO_STORY
    ways: list[tuple[bool, bool]] = []
    for price in prices:
        # Where each of both readings comes from: True for a story.
        before = (story + _TO_NEWS < news, story <= news + _TO_STORY)
        ways.append(before)
        news, story = (
            min(news, story + _TO_NEWS) + price.news,
            min(story, news + _TO_STORY) + price.story,
        )
    chosen = []
    is_story = story <= news
    for before in reversed(ways):
        chosen.append(is_story)
        is_story = before[is_story]
    return chosen[::-1]


def choose_by_post(
    mentions: Sequence[Mention],
    document: Anchor | None,
    posts: Sequence[Anchor],
    breaks_between: Callable[[int, int], bool],
    is_quoted: Callable[[int], bool],
) -> list[bool]:
    """Return for each mention whether it is one of a story, every post of a feed read by itself.

    Args:
        mentions: The mentions of a text, in order.
        document: The date of the text, where it has one.
        posts: The dates at the heads of its posts.
        breaks_between: Tells whether a paragraph ends between two places of the text.
        is_quoted: Tells whether a place lies inside quotation marks.
    """
    starts = [mention.start for mention in mentions]
    borders = [0, *(bisect_left(starts, post.at or 0) for post in posts), len(mentions)]
    stories: list[bool] = []
    for anchor, (first, last) in zip((document, *posts), pairwise(borders), strict=True):
        if anchor is None and posts:
            # What stands before the first post is no story.
            stories += [False] * (last - first)
        else:
            stories += choose_stories(mentions[first:last], anchor, breaks_between, is_quoted)
    return stories
