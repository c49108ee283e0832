"""Chats as plain text, as WhatsApp, Signal and Telegram export or copy them: a line begins a message with its time.

The order of day and month is one for the whole file. It is told by the file itself: by a number over 12, by a year in
front, by full stops, or by the order in which time goes on. Where nothing tells it, messages have no date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from corpuskit.corpus.chat import Message, read_messages
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import split_suffix
from corpuskit.corpus.input import Input
from corpuskit.records import Issue

# Marks of direction that some exports begin lines with, and spaces of all widths.
_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_GAP = "[ \u00a0\u202f\u2009]"
_BETWEEN = rf"[{_MARKS}]?(?:[./-] ?|[년월] )"
_DATE = rf"(?P<a>\d{{1,4}}){_BETWEEN}(?P<b>\d{{1,2}}){_BETWEEN}(?P<c>\d{{1,4}})[일.]?"
_NOON = rf"(?:{_GAP}*(?P<noon>[AaPp]{_GAP}?\.?{_GAP}?[Mm]\.?|ص|م|上午|下午))?"
_TIME = rf"(?:(?P<before>上午|下午|오전|오후|午前|午後){_GAP}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?{_NOON}"
_WHEN = rf"{_DATE}[,،]?[{_MARKS}]*{_GAP}+[{_MARKS}]*(?:(?:at|um|à|às|alle|klo|kl\.|o|u){_GAP}+)?{_TIME}"
_NAME = r"(?P<name>[^\n:“”\"]{1,80}?)"
# The ways to begin a message, by where they are found.
_HEADERS = {
    "bracketed": re.compile(rf"[{_MARKS}]*\[{_WHEN}\] ?(?:{_NAME}: ?)?(?P<rest>.*)"),
    "dashed": re.compile(rf"[{_MARKS}]*{_WHEN} [-–] (?:{_NAME}: ?)?(?P<rest>.*)"),
    "after a comma": re.compile(rf"[{_MARKS}]*{_WHEN}, (?:{_NAME} : )?(?P<rest>.*)"),
    "named": re.compile(rf"[{_MARKS}]*{_NAME}, \[{_WHEN}\]:?(?P<rest>)"),
}
_FEWEST_HEADERS = 2
_LOOKED_AT = 40
_CHAT_NAME = re.compile(
    r"(?:WhatsApp[ -]+)?(?:[Cc]hat (?:with|mit|avec|con|met)|Chat (?:de )?WhatsApp con|Discussion WhatsApp avec"
    r"|Conversa do WhatsApp com|Чат WhatsApp с(?: контактом)?|(?:دردشة|محادثة) واتساب مع|Czat WhatsApp z)[ _](.+)"
)
_CENTURY_PIVOT = 70


class _Header(NamedTuple):
    """The beginning of a message.

    Attributes:
        numbers: The three numbers of the date, as written.
        is_dotted: Whether full stops stand between them.
        clock: Hour, minute and second.
        name: Who wrote it; None for a line of the system.
        text: The rest of the line.
        noon: The mark of the half of the day, as written.
    """

    numbers: tuple[str, str, str]
    is_dotted: bool
    clock: tuple[int, int, int]
    name: str | None
    text: str
    noon: str | None


class _MessageDraft(NamedTuple):
    header: _Header
    lines: list[str]


def is_content(head: bytes) -> bool:
    """Return whether a file begins as an export of a chat does: several of its first lines begin messages.

    Args:
        head: Its first bytes, in UTF-8.
    """
    lines = [line for line in head.decode("utf-8", "ignore").splitlines()[:_LOOKED_AT] if line.strip()]
    if not lines:
        return False
    for kind, pattern in _HEADERS.items():
        found = [pattern.match(line) for line in lines]
        begun = [match for match in found if match is not None]
        is_first = found[0] is not None
        has_names = any(match["name"] for match in begun)
        if is_first and has_names and (len(begun) >= _FEWEST_HEADERS or kind == "named"):
            return True
    return False


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and issues."""
    decoded = source.decode(source.stream.read())
    if isinstance(decoded, Issue):
        yield decoded
        return
    drafts = _split(decoded.text)
    if not drafts:
        yield source.make_issue("content", "no line begins a message of a chat", hint="--input-format text")
        return
    order = _find_order([draft.header for draft in drafts])
    if order is None:
        yield Issue(
            path=source.name,
            kind="date",
            message="day and month of its dates cannot be told apart; its messages have no date",
        )
    elif order.by_habit:
        message = "day and month of its dates are told by the way they are written alone"
        yield Issue(path=source.name, kind="date", message=message)
    system = sum(draft.header.name is None for draft in drafts)
    if system:
        yield Issue(
            path=source.name,
            kind="system",
            message=f"{system} lines of the system are no messages; passed over",
        )
    yield from read_messages(source, _iter_messages(source, drafts, order))


def _split(text: str) -> list[_MessageDraft]:
    """Return the messages of a chat, those of the system among them, each with its lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    kinds = {
        kind: sum(pattern.match(line) is not None for line in lines) for kind, pattern in _HEADERS.items()
    }
    pattern = _HEADERS[max(kinds, key=lambda kind: kinds[kind])]
    drafts: list[_MessageDraft] = []
    for line in lines:
        header = _read_header(pattern, line)
        if header is not None:
            drafts.append(
                _MessageDraft(header, [header.text] if "rest" in pattern.groupindex and header.text else [])
            )
        elif drafts:
            drafts[-1].lines.append(line)
    return drafts


def _read_header(pattern: re.Pattern[str], line: str) -> _Header | None:
    found = pattern.match(line)
    if found is None:
        return None
    clock = _read_clock(found)
    if clock is None:
        return None
    name = found["name"]
    return _Header(
        (found["a"], found["b"], found["c"]),
        "." in line[found.end("a") : found.start("c")],
        clock,
        None if not name or _is_of_system(found["rest"]) else name.strip(_STRIPPED_OF_NAMES),
        found["rest"],
        found["noon"],
    )


_STRIPPED_OF_NAMES = "\u200e\u200f\u202a\u202b\u202c\u2068\u2069~ \u202f\u00a0"


def _is_of_system(text: str) -> bool:
    """Return whether a line that has a name is said by the program, which then begins with a mark of direction."""
    if not text.startswith("\u200e"):
        return False
    bare, more = _read_text(text)
    return bool(bare) and not more


def _read_clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    noon = found["before"] or found["noon"]
    if noon:
        is_after = noon[0] in "Ppم" or noon[-1] in "下후後" or noon == "下午"
        hour = hour % 12 + (12 if is_after else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None  # noqa: PLR2004 — a clock


_ORDERS = {"day first": (2, 1, 0), "month first": (2, 0, 1), "year first": (0, 1, 2)}


class _Order(NamedTuple):
    """Where year, month and day stand among three numbers.

    Attributes:
        places: The three places.
        by_habit: Whether only the way in which the numbers are written tells it.
    """

    places: tuple[int, int, int]
    by_habit: bool = False


def _find_order(headers: list[_Header]) -> _Order | None:
    """Return where year, month and day stand among the three numbers of all dates; None where nothing tells it."""
    if any(len(header.numbers[0]) == _YEAR_DIGITS for header in headers):
        return _Order(_ORDERS["year first"])
    if any(header.is_dotted for header in headers):
        return _Order(_ORDERS["day first"])
    possible = [
        order
        for order in (_ORDERS["day first"], _ORDERS["month first"])
        if all(_make_time(header, order) is not None for header in headers)
    ]
    if len(possible) == 1 or (possible and all(int(h.numbers[0]) == int(h.numbers[1]) for h in headers)):
        return _Order(possible[0])
    back = [_count_steps_back(headers, order) for order in possible]
    if possible and back[0] != back[1]:
        return _Order(possible[back.index(min(back))])
    name = _find_habit(headers) if possible else None
    return None if name is None else _Order(_ORDERS[name], by_habit=True)


_YEAR_DIGITS = 4


def _find_habit(headers: list[_Header]) -> str | None:
    """Return the order that the locales of telephones have for numbers that are written so; None where both occur.

    Source: the short dates of the CLDR, version 44: those with the month first are M/d/yy (en-US, fil) and MM/dd/yy
    (es-PA, es-PR), those with a year of four digits or with zeros in front have the day first but for the latter two.
    """
    if all(len(header.numbers[2]) == _YEAR_DIGITS for header in headers):
        return "day first"
    if any(number.startswith("0") for header in headers for number in header.numbers[:2]):
        return "day first"
    marks = {header.noon or "" for header in headers}
    if any("." in mark for mark in marks):
        return "day first"
    return "month first" if marks & {"AM", "PM"} else None


def _count_steps_back(headers: list[_Header], order: tuple[int, int, int]) -> int:
    """Return how often time would go back from a message to the next."""
    times = [time for header in headers if (time := _make_time(header, order)) is not None]
    return sum(later < earlier for earlier, later in pairwise(times))


def _make_time(header: _Header, order: tuple[int, int, int]) -> datetime | None:
    year, month, day = (int(header.numbers[place]) for place in order)
    if year < 100:  # noqa: PLR2004 — a year of two digits
        year += 2000 if year < _CENTURY_PIVOT else 1900
    try:
        return datetime(year, month, day, *header.clock)  # noqa: DTZ001 — the clock of the telephone
    except ValueError:
        return None


class _Placeholders(NamedTuple):
    media: re.Pattern[str]
    attached: re.Pattern[str]
    deleted: frozenset[str]
    edited: tuple[str, ...]


@cache
def _read_placeholders() -> _Placeholders:
    table = tomllib.loads(Path(__file__).with_name("chat.toml").read_text(encoding="utf-8"))
    whole = "|".join(map(re.escape, table["media"]["placeholders"]))
    attached = "|".join(map(re.escape, table["media"]["attached"]))
    before = "|".join(map(re.escape, table["media"]["before"]))
    media = re.compile(
        rf"[{_MARKS}]*(?P<media><?[{_MARKS}]*(?:{whole})>?|\S[^\n]*? ?[{_MARKS}]*(?:{attached})|<(?:{before}): [^\n>]+>)[{_MARKS}]*(?:\n|\Z)",
        re.IGNORECASE,
    )
    inside = re.compile(rf" ?\u200e(?P<media><(?:{before}): [^\n>]+>)")
    return _Placeholders(
        media, inside, frozenset(table["deleted"]["placeholders"]), tuple(table["edited"]["marks"])
    )


def _iter_messages(
    source: Input, drafts: list[_MessageDraft], order: _Order | None
) -> Iterator[Message | Issue]:
    chat = _name_chat(source.name)
    number = 0
    for draft in drafts:
        header = draft.header
        if header.name is None:
            continue
        number += 1
        time = None if order is None else _make_time(header, order.places)
        text, more = _read_text("\n".join(draft.lines).rstrip("\n"))
        if time is None:
            more["written_date"] = "/".join(header.numbers)
        yield Message(
            number=number,
            id=None,
            text=text,
            date=None if time is None else time.isoformat(),
            author=header.name,
            chat=chat,
            more=more,
        )


def _name_chat(path: str) -> str:
    """Return the name of a chat from that of its file."""
    bare = split_suffix(path.rsplit("/", 1)[-1])[0]
    found = _CHAT_NAME.fullmatch(bare)
    return found[1] if found else bare


def _read_text(text: str) -> tuple[str, dict[str, str]]:
    """Return what was written, and what the export says about it in its place."""
    placeholders = _read_placeholders()
    more: dict[str, str] = {}
    for mark in placeholders.edited:
        if text.rstrip(_LEFT_TO_RIGHT).endswith(mark):
            text = text.rstrip(_LEFT_TO_RIGHT)[: -len(mark)].rstrip(_LEFT_TO_RIGHT + " ")
            more["edited"] = "true"
    if (found := placeholders.media.match(text)) is not None:
        more["media"] = re.sub(rf"[{_MARKS}]", "", found["media"])
        text = text[found.end() :]
    elif (found := placeholders.attached.search(text)) is not None:
        more["media"] = re.sub(rf"[{_MARKS}]", "", found["media"])
        text = text[: found.start()] + text[found.end() :]
    elif _UNKNOWN_MEDIA.fullmatch(text) or _IN_BRACKETS.fullmatch(text.strip(_LEFT_TO_RIGHT)):
        more["media"] = text.strip(_LEFT_TO_RIGHT)
        text = ""
    if text.strip(_LEFT_TO_RIGHT + " .") in placeholders.deleted:
        more["deleted"] = "true"
        text = ""
    return text.strip(_LEFT_TO_RIGHT + "\n"), more


_LEFT_TO_RIGHT = "\u200e\u200f"
# In any language: the program writes a few words without a capital where a picture was, after a mark of direction.
_IN_BRACKETS = re.compile(r"<[^\W\d_]\w*(?: \w+){1,3}>\s*")
_UNKNOWN_MEDIA = re.compile(r"\u200e(?!\S*[.:])[^\W\d_A-Z]\w+(?: \w+){1,2}\s*")
