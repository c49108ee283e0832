"""Chats of LINE and KakaoTalk as text: a line for each day, and below it one for each message, its time and author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.chat import DraftMessage, Header, name_chat, read_drafts
from corpuskit.corpus.formats.stamps import CLOCK, DATE, Stamp, read_clock, read_date, read_weekday
from corpuskit.corpus.input import Input, reads_text
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

# The name of the day of the week stands before or behind the date, in the language of the telephone.
_DAY = compile_re(
    rf"(?:-{{3,}} )?(?:(?P<weekday>[^\W\d_]{{1,12}})\.?,? )?{DATE}[ ]?(?:[(（][^\W\d_]+[)）]|[^\W\d_]{{1,12}})?"
    r"(?: -{3,})?\Z"
)
# LINE parts them by tabs, KakaoTalk puts author and time into brackets.
_MESSAGES = (
    compile_re(rf"{CLOCK}\t(?:(?P<name>[^\t\n]*)\t)?(?P<rest>.*)"),
    compile_re(rf"\[(?P<name>[^\n]{{1,80}}?)\] \[{CLOCK}\] (?P<rest>.*)"),
)
_CHAT = compile_re(
    r"\[LINE\] ?(?:Chat history (?:with|in) \"?(?P<with>[^\n\"]+?)\"?|(?P<before>[^\n]+?)とのトーク履歴)\s*\Z"
    r"|(?P<group>[^\n]+?) (?:님과 카카오톡 대화|KakaoTalk Chats with)"
)
# What stands in the place of a picture, a recording or a sticker: one word in brackets.
_MEDIA = compile_re(r"\[[^\W\d_]+(?: [^\W\d_]+)?\]\Z")
_RULED = compile_re(r"-{3,} [^\n]{6,60} -{3,}\Z")


@reads_text
def read(source: Input, text: str) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and issues."""
    lines = text.replace("\r\n", "\n").split("\n")
    counts = [sum(pattern.match(line) is not None for line in lines) for pattern in _MESSAGES]
    drafts = list(_iter_drafts(lines, _MESSAGES[counts.index(max(counts))]))
    found = _CHAT.match(lines[0])
    chat = (found["with"] or found["before"] or found["group"]) if found else name_chat(source.name)
    yield from read_drafts(source, drafts, chat)


def _iter_drafts(lines: list[str], pattern: re.Pattern[str]) -> Iterator[DraftMessage]:
    """Yield the messages; what stands before the first day belongs to none.

    An empty line stands before each day, or rules stand around it.
    """
    day: Stamp | None = None
    draft: DraftMessage | None = None
    before = ""
    for line in lines:
        found = pattern.match(line)
        clock = None if found is None else read_clock(found)
        if found is not None and clock is not None and day is not None:
            if draft is not None:
                yield _finish(draft)
            header = Header(day._replace(clock=clock, noon=found["noon"]), found["name"] or None)
            draft = DraftMessage(header, [found["rest"]], {})
        elif (not before or _RULED.match(line)) and (begun := _read_day(line)) is not None:
            day = begun
        elif draft is not None:
            draft.lines.append(line)
        before = line
    if draft is not None:
        yield _finish(draft)


def _read_day(line: str) -> Stamp | None:
    """Return the day that a line begins; None where it begins none."""
    found = _DAY.match(line)
    day = None if found is None else read_date(found)
    return None if found is None or day is None else day._replace(weekday=read_weekday(found["weekday"]))


def _finish(draft: DraftMessage) -> DraftMessage:
    """Return a message without the quotation marks around a text of several lines, and without its picture."""
    text = "\n".join(draft.lines).rstrip("\n")
    if _MEDIA.match(text):
        return draft._replace(lines=[], more={"media": text})
    if "\n" in text and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    return draft._replace(lines=[text])
