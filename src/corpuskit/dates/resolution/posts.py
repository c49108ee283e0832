"""Feeds: documents that hold several posts, each with a date of its own at its head.

What is relative in a post, or lacks a year, is worked out from the head of that post and not from the date that the
document begins with.
"""

from __future__ import annotations

import re

from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.document_date import find_place_in_line

# A feed has two posts at least.
_FEWEST_POSTS = 2
_LONGEST_LINE = 400
_OPENING = re.compile(r"[\s\[(]*")


def find_post_heads(text: str, mentions: list[Mention]) -> list[Anchor]:
    """Return the dates at the heads of the posts of a feed, in order; none where the text is no feed.

    A head is a full date that is a line of its own, a dateline, or a date with a time that begins a line
    («[05.07.2024 10:30] Name: …») or ends one that is no sentence.

    Args:
        text: The document.
        mentions: Its dates, in order.
    """
    heads = [
        Anchor(date=mention.first, source="post", at=mention.start)
        for mention in mentions
        if mention.first is not None and _is_head(text, mention)
    ]
    return heads if len(heads) >= _FEWEST_POSTS else []


def _is_head(text: str, mention: Mention) -> bool:
    """Return whether a date is a full one and stands at the head of a post."""
    first = mention.first
    if first is None or None in (first.year, first.month, first.day) or first.unit is not None:
        return False
    if mention.last is not None or "day-month" in mention.ambiguous:
        return False
    line_start, line_end = _find_line(text, mention)
    if first.time is not None and line_start >= 0 and _OPENING.fullmatch(text, line_start, mention.start):
        return True
    if line_start < 0 or line_end < 0:
        return False
    line = text[line_start:line_end].rstrip("\r")
    place = find_place_in_line(line, mention.start - line_start, mention.end - line_start, first, top=True)
    return place is not None


def _find_line(text: str, mention: Mention) -> tuple[int, int]:
    """Return where the line of a mention starts and ends; -1 where that is too far off for a head."""
    first = max(0, mention.start - _LONGEST_LINE)
    start = text.rfind("\n", first, mention.start) + 1 or (0 if first == 0 else -1)
    last = mention.end + _LONGEST_LINE
    end = text.find("\n", mention.end, last)
    if end < 0 and last >= len(text):
        end = len(text)
    return start, end
