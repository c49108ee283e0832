"""Feeds: documents that hold several posts, each with a date of its own at its head.

What is relative in a post, or lacks a year, is worked out from the head of that post and not from the date that the
document begins with.
"""

from __future__ import annotations

import re

from corpuskit.dates.anchors import Anchor
from corpuskit.dates.document_date import find_place_in_line
from corpuskit.dates.mentions import Mention

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
    start = text.rfind("\n", 0, mention.start) + 1
    found = text.find("\n", mention.end)
    end = len(text) if found < 0 else found
    if first.time is not None and _OPENING.fullmatch(text, start, mention.start):
        return True
    if end - start > _LONGEST_LINE:
        return False
    line = text[start:end].rstrip("\r")
    return find_place_in_line(line, mention.start - start, mention.end - start, first, top=True) is not None
