"""Feeds: documents that hold several posts, each with a date of its own at its head.

What is relative in a post, or lacks a year, is worked out from the head of that post and not from the date that the
document begins with.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.marks import show_span
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.heads import ENOUGH, is_full, score_head, starts_line
from corpuskit.patterns import compile_re

# A feed has two posts at least.
_FEWEST_POSTS = 2
_LONGEST_LINE = 400
_LONGEST_POST = 20_000


def find_post_heads(text: str, mentions: Sequence[Mention], leads: Collection[str]) -> list[Anchor]:
    """Return the dates at the heads of the posts of a feed, in order; none where the text is no feed.

    A head is a date with a time that begins a line («[05.07.2024 10:30] Name: …»), or a date that would be that of a
    document if the post were one.

    Args:
        text: The document.
        mentions: Its dates, in order.
        leads: Prepositions of its languages, folded.
    """
    heads: list[Anchor] = []
    head_end = -1
    for mention in mentions:
        if mention.first is None or not is_full(mention):
            continue
        line_start, line_end = _find_line(text, mention)
        is_message = line_start >= 0 and _is_message(text, mention, mention.first, line_start)
        if not is_message:
            if not _is_head(text, mention, mention.first, leads, (line_start, line_end)):
                continue
            if head_end >= 0 and not text[head_end : max(line_start, head_end)].strip():
                # «Published: …» and «Updated: …» below it are of one post.
                continue
            head_end = line_end
        heads.append(Anchor(date=mention.first, source="post", at=mention.start))
    return heads if len(heads) >= _FEWEST_POSTS and _fill_text(heads, len(text)) else []


def _fill_text(heads: list[Anchor], length: int) -> bool:
    """Return whether posts fill most of a text: the letters in a novel do not date what is told around them."""
    borders = [0, *(head.at or 0 for head in heads), length]
    sizes = (end - start for start, end in pairwise(borders))
    return 2 * sum(size for size in sizes if size > _LONGEST_POST) <= length


def _is_message(text: str, mention: Mention, first: PartialDate, line_start: int) -> bool:
    """Return whether a full date begins a line with its time: «[05.07.2024 10:30] Name: …»."""
    if _NAMED.fullmatch(text, line_start, mention.start) and _AFTER_NAMED.match(text, mention.end):
        return first.time is not None
    line, start, _ = show_span(
        text[line_start : mention.end], mention.start - line_start, mention.end - line_start
    )
    return starts_line(line, start) and (first.time is not None or _OPENING_BRACKET.match(line) is not None)


def _is_head(
    text: str, mention: Mention, first: PartialDate, leads: Collection[str], span: tuple[int, int]
) -> bool:
    """Return whether a full date stands at the head of a post.

    Args:
        text: The document.
        mention: The date.
        first: Its day.
        leads: Prepositions, folded.
        span: The line of the date.
    """
    line_start, line_end = span
    if line_start < 0:
        return False
    start, end = mention.start - line_start, mention.end - line_start
    line = text[line_start : line_end if line_end >= 0 else mention.end + _LONGEST_LINE].rstrip("\r")
    item = _ITEM.match(line)
    if _BULLET.match(line) or (item is not None and item.end() < start):
        # «• 29 May 2026 — feast of the school», «2. Applications close on 15 May 2025 at 14:00».
        return False
    head = score_head(line, start, end, first, leads, top=True)
    return line_end >= 0 and head.score >= ENOUGH and head.source not in ("brackets", "fields")


# «Ann, [3 May 2024, 20:11]: tomorrow?».
_NAMED = compile_re(r"[^\W\d_][^\n:\[\]()]{0,40}[, ]\s?[\[(]\s?")
_AFTER_NAMED = compile_re(r"\s?[\])]\s?:\s")
_ITEM = compile_re(r"\s*\d{1,2}[.)]\s+[^\W\d_]")
_BULLET = compile_re(r"\s*[•◦▪‣●○■□–*-]\s")
_OPENING_BRACKET = compile_re(r"\s*[\[(【<]?\s*\d{1,2}[:.]\d\d")


def _find_line(text: str, mention: Mention) -> tuple[int, int]:
    """Return where the line of a mention starts and ends; -1 where that is too far off for a head."""
    first = max(0, mention.start - _LONGEST_LINE)
    start = text.rfind("\n", first, mention.start) + 1 or (0 if first == 0 else -1)
    last = mention.end + _LONGEST_LINE
    end = text.find("\n", mention.end, last)
    if end < 0 and last >= len(text):
        end = len(text)
    return start, end
